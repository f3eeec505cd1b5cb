"""The names at the ends of lines: none on another, in the order of the ends, within the picture."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from commissioning.reports.curves import ROW, _apart


@given(st.lists(st.integers(34, 280), min_size=1, max_size=60))
def test_names_stand_apart_in_order_and_within(heights: list[int]) -> None:
    placed = _apart(heights, 34, 280)
    assert all(34 <= at <= 280 for at in placed)
    gap = min(ROW, 246 // max(len(heights) - 1, 1))
    rows = sorted(zip(heights, placed, strict=True))
    assert all(after >= before + gap for before, after in pairwise(sorted(placed)))
    assert all(first[1] <= second[1] for first, second in pairwise(rows) if first[0] < second[0])


def test_names_that_are_apart_already_stand_where_their_lines_end() -> None:
    assert _apart([200, 40, 120], 34, 280) == [200, 40, 120]
