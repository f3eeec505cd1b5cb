"""Sustained work by walking periods, against walking days."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.periods import clip, count, union
from commissioning.domain.sustained import cumulative_day, most_in_window, rolling_day

runs = st.lists(st.tuples(st.integers(1, 120), st.integers(0, 15)), max_size=8).map(
    lambda pairs: union((a, a + length) for a, length in pairs)
)


def days(found) -> list[int]:
    return [d for a, b in found for d in range(a, b + 1)]


@given(runs, st.integers(1, 60))
def test_cumulative_day_is_the_nth_day(found, n: int) -> None:
    walked = days(found)
    assert cumulative_day(found, n) == (walked[n - 1] if len(walked) >= n else None)


@given(runs, st.integers(1, 30), st.integers(0, 20), st.one_of(st.none(), st.integers(0, 6)))
def test_rolling_day_is_the_first_that_ends_a_full_enough_window(found, n: int, slack: int, longest: int | None) -> None:
    walked, window = days(found), n + slack
    due = None
    for end in range(n - 1, len(walked)):
        stretch = walked[end - n + 1 : end + 1]
        gaps = [b - a - 1 for a, b in itertools.pairwise(stretch)]
        if stretch[-1] - stretch[0] < window and (longest is None or all(g <= longest for g in gaps)):
            due = walked[end]
            break
    assert rolling_day(found, n, window, longest) == due


@given(runs, st.integers(1, 40))
def test_most_in_window_is_the_fullest_window(found, window: int) -> None:
    walked = set(days(found))
    due = max((sum(d in walked for d in range(s, s + window)) for s in range(-50, 200)), default=0)
    assert most_in_window(found, window) == due


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9)), max_size=8))
def test_union_counts_a_day_once_and_keeps_runs_apart(pairs) -> None:
    pieces = [(a, a + length) for a, length in pairs]
    merged = union(pieces)
    assert days(merged) == sorted({d for a, b in pieces for d in range(a, b + 1)})
    assert all(b + 1 < c for (_, b), (c, _) in itertools.pairwise(merged))
    assert count(merged) == len(days(merged))
    assert days(clip(merged, 10, 20)) == [d for d in days(merged) if 10 <= d <= 20]
