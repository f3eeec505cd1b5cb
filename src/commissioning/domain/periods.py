"""Runs of days: sorted, disjoint, not touching pairs (first, last), both ends inclusive."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.domain.calendar import Day

Run = tuple[Day, Day]
Runs = tuple[Run, ...]


def union(pieces: Iterable[Run]) -> Runs:
    """The days covered by any of *pieces*; a day counts once however many pieces hold it."""
    merged: list[Run] = []
    for first, last in sorted(pieces):
        if merged and first <= merged[-1][1] + 1:
            if last > merged[-1][1]:
                merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return tuple(merged)


def clip(runs: Iterable[Run], first: Day, last: Day) -> Runs:
    """The part of *runs* from *first* to *last*."""
    return tuple((max(a, first), min(b, last)) for a, b in runs if a <= last and b >= first)


def count(runs: Iterable[Run]) -> int:
    """How many days the runs hold."""
    return sum(b - a + 1 for a, b in runs)
