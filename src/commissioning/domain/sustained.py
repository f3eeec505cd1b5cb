"""On which day an amount of qualifying work is reached: in all, in a first window, or in any rolling window."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from commissioning.domain.calendar import Day
from commissioning.domain.periods import Runs


def cumulative_day(runs: Runs, days: int) -> Day | None:
    """The day on which the qualifying days number *days*, whatever the gaps; None if they never do."""
    left = days
    for first, last in runs:
        length = last - first + 1
        if left <= length:
            return first + left - 1
        left -= length
    return None


def rolling_day(runs: Runs, days: int, window: int | None, longest_break: int | None = None) -> Day | None:
    """The first day d such that the *window* days ending on d hold at least *days* qualifying days.

    With *longest_break*, no gap inside those qualifying days may be longer than that many days. None if never reached.
    """
    for chain in _chains(runs, longest_break):
        found = _rolling_in_chain(chain, days, window)
        if found is not None:
            return found
    return None


def most_in_window(runs: Runs, window: int) -> int:
    """The most qualifying days that any *window* days hold."""
    if not runs:
        return 0
    before = [0, *accumulate(b - a + 1 for a, b in runs)]
    starts = [a for a, _ in runs]

    def up_to(day: Day) -> int:
        index = bisect_right(starts, day) - 1
        if index < 0:
            return 0
        first, last = runs[index]
        return before[index] + min(day, last) - first + 1

    # A fullest window can always be slid until it begins with a run or ends with one.
    ends = [b for _, b in runs] + [a + window - 1 for a, _ in runs]
    return max(up_to(end) - up_to(end - window) for end in ends)


def _chains(runs: Runs, longest_break: int | None) -> list[Runs]:
    if longest_break is None:
        return [runs] if runs else []
    chains: list[list[tuple[Day, Day]]] = []
    for run in runs:
        if chains and run[0] - chains[-1][-1][1] - 1 <= longest_break:
            chains[-1].append(run)
        else:
            chains.append([run])
    return [tuple(chain) for chain in chains]


def _rolling_in_chain(runs: Runs, days: int, window: int | None) -> Day | None:
    """The stretch from the i-th to the (i+days−1)-th qualifying day must fit in the window.

    Its length changes only where one of its two ends enters a new run, so those are the only places to look.
    """
    if window is None:
        return cumulative_day(runs, days)
    before = [0, *accumulate(b - a + 1 for a, b in runs)]
    total = before[-1]

    def day_at(index: int) -> Day:
        run = bisect_right(before, index) - 1
        return runs[run][0] + index - before[run]

    ends = sorted({index for first in before[:-1] for index in (first, first + days - 1) if days - 1 <= index < total})
    for end in ends:
        last = day_at(end)
        if last - day_at(end - days + 1) < window:
            return last
    return None
