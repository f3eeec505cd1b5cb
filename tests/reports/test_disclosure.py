"""Small numbers must not be read off: each test is an attack by somebody who knows the method and can add and subtract."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.files import Pounds

THREE = Disclosure(suppress=3)
counts = st.integers(0, 7)


def _worlds(total: int, cells: int) -> list[tuple[int, ...]]:
    """Every way in which so many cells can add up to a total."""
    if cells == 0:
        return [()] if total == 0 else []
    if cells == 1:
        return [(total,)]
    return [(first, *rest) for first in range(total + 1) for rest in _worlds(total - first, cells - 1)]


@given(st.lists(st.integers(0, 12), min_size=1, max_size=5))
def test_parts_of_a_known_whole_cannot_be_told(parts: list[int]) -> None:
    hidden = THREE.parts(parts)
    assert all(i in hidden for i, part in enumerate(parts) if 0 < part < 3)
    if not hidden or sum(parts) < 3:
        return
    places = sorted(hidden)
    worlds = _worlds(sum(parts) - sum(n for i, n in enumerate(parts) if i not in hidden), len(places))
    for at, place in enumerate(places):
        if 0 < parts[place] < 3 and len(parts) > 1:
            assert len({world[at] for world in worlds}) > 3


def test_parts_hide_no_more_than_they_must() -> None:
    assert THREE.parts([2, 40, 9, 30]) == {0, 2}
    assert THREE.parts([2, 2, 9]) == {0, 1}
    assert THREE.parts([1, 1, 9]) == {0, 1, 2}
    assert THREE.parts([0, 9, 0]) == set()
    assert Disclosure(nearest=5).parts([1, 2, 3]) == set()


def _tables(rows: list[int], columns: list[int], shown: dict[tuple[int, int], int]) -> list[list[list[int]]]:
    """Every table with these totals and these numbers: what somebody with a computer finds."""
    found: list[list[list[int]]] = []

    def fill(at: int, table: list[list[int]], left: list[int]) -> None:
        if at == len(rows):
            if not any(left):
                found.append(table)
            return
        for row in _worlds(rows[at], len(columns)):
            if all(n <= m for n, m in zip(row, left, strict=True)) and all(
                shown.get((at, c), n) == n for c, n in enumerate(row)
            ):
                fill(at + 1, [*table, list(row)], [m - n for n, m in zip(row, left, strict=True)])

    fill(0, [], list(columns))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(counts, min_size=3, max_size=3), min_size=2, max_size=3))
def test_no_small_cell_of_a_table_can_be_told_from_its_totals(table: list[list[int]]) -> None:
    rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    small_total = any(THREE.is_small(n) or THREE.is_small(sum(rows) - n) for n in (*rows, *columns))
    hidden = THREE.table(table)
    every = list(product(range(len(table)), range(3)))
    assert all((r, c) in hidden for r, c in every if THREE.is_small(table[r][c]))
    worlds = _tables(rows, columns, {(r, c): table[r][c] for r, c in every if (r, c) not in hidden})
    assert table in worlds
    if small_total:
        return  # Such a total is hidden itself, with its whole row or column: the next test.
    for r, c in every:
        if THREE.is_small(table[r][c]):
            assert len({world[r][c] for world in worlds}) > 3, (table, hidden)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 4), min_size=2, max_size=2), min_size=2, max_size=4))
def test_nor_where_rows_and_columns_are_hidden_with_their_totals(table: list[list[int]]) -> None:
    sizes, totals = [sum(row) for row in table], [sum(column) for column in zip(*table, strict=True)]
    rows, columns = THREE.parts(sizes), THREE.parts(totals)
    hidden = THREE.table(table, rows, columns)
    assert all((r, c) in hidden for r, c in product(range(len(table)), range(2)) if r in rows or c in columns)
    if sum(sizes) < 3:
        return
    shown = {(r, c): table[r][c] for r, c in product(range(len(table)), range(2)) if (r, c) not in hidden}
    worlds = []
    for of_rows in _worlds(sum(sizes), len(sizes)):
        if all(n == sizes[r] for r, n in enumerate(of_rows) if r not in rows):
            for of_columns in _worlds(sum(sizes), 2):
                if all(n == totals[c] for c, n in enumerate(of_columns) if c not in columns):
                    worlds += _tables(list(of_rows), list(of_columns), shown)
    for r, c in product(range(len(table)), range(2)):
        if THREE.is_small(table[r][c]):
            assert len({world[r][c] for world in worlds}) > 3, (table, hidden)


def test_a_large_table_hides_a_rectangle_and_not_everything() -> None:
    table = [[40, 50, 60], [30, 2, 70], [20, 80, 90], [55, 65, 75]]
    hidden = Disclosure(suppress=5).table(table)
    assert (1, 1) in hidden
    assert len(hidden) == 4


@given(st.lists(st.lists(st.integers(0, 60), min_size=2, max_size=2), max_size=8))
def test_no_two_rows_of_a_series_that_are_shown_differ_by_a_few(series: list[list[int]]) -> None:
    shown = [row for row, gone in zip(series, Disclosure(suppress=5).apart(series), strict=True) if not gone]
    for row in shown:
        assert not any(0 < n < 5 for n in row)
        for other in shown:
            assert not any(0 < abs(n - m) < 5 for n, m in zip(row, other, strict=True))


def test_a_part_whose_rest_is_small_is_hidden_too() -> None:
    five = Disclosure(suppress=5)
    assert [five.pair(*of) for of in ((4, 40), (37, 40), (40, 40), (0, 40), (20, 40))] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("asked", "count", "shown"),
    [
        (Disclosure(suppress=5), 4, HIDDEN),
        (Disclosure(suppress=5), 5, 5),
        (Disclosure(suppress=5), 0, 0),
        (Disclosure(nearest=5), 2, 0),
        (Disclosure(nearest=5), 3, 5),
        (Disclosure(nearest=10), 15, 20),
        (Disclosure(nearest=10), 14, 10),
        (Disclosure(suppress=10, nearest=10), 9, HIDDEN),
        (Disclosure(suppress=10, nearest=10), 14, 10),
        (Disclosure(), 3, 3),
    ],
)
def test_a_count_is_hidden_first_and_rounded_then(asked: Disclosure, count: int, shown: object) -> None:
    assert asked.count(count) == shown


@given(st.integers(2, 20), st.integers(100, 5_000_00), st.integers(0, 10**9))
def test_a_sum_tells_no_fewer_people_apart_than_counts_do(suppress: int, dearest: int, pence: int) -> None:
    """With the price of one outcome known, a sum leaves open at least as many numbers of outcomes as the threshold."""
    asked = Disclosure(suppress=suppress)
    step = asked.step(dearest)
    assert step >= suppress * dearest
    assert step <= 5 * suppress * dearest
    assert isinstance(asked.money(pence, dearest), Pounds)
    assert abs(int(asked.money(pence, dearest)) - pence) * 2 <= step  # type: ignore[arg-type]
    assert int(asked.money(pence, dearest)) % step == 0  # type: ignore[arg-type]


def test_a_sum_below_none_is_rounded_as_far() -> None:
    assert Disclosure(nearest=5).money(-1_250_00, 1_00) == -1_250_00
    assert Disclosure(suppress=5).money(-1_250_00, 1_000_00) == 0
    assert Disclosure(suppress=5).money(70_000, 70_000, hidden=True) == HIDDEN
