"""A limit on caseloads: who starts when every place is taken is put off until one is free, or turned away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush, heapreplace
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.lab.simulation import Block
from commissioning.lab.simulation_draws import NO_DAY, Ints
from commissioning.lab.simulation_work import BEFORE

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Cap:
    """How many people each worker supports at most, how many workers there are, and after how many days one who waits is turned
    away (None: never; 0: at once)."""

    workers: int
    each: int
    longest: int | None = None


@dataclass(frozen=True, slots=True)
class Waits:
    """What the limit did to one cohort: starts put off, days they waited in all, starts turned away, the busiest day."""

    put_off: int
    days: int
    turned_away: int
    busiest: int


def admitted(blocks: Sequence[Block], cap: Cap, places: Sequence[int]) -> tuple[list[Block], Waits]:
    """The blocks as they become under the limit, lot by lot, and what it did.

    *places* are those of each lot. People are taken in the order of their starts. A place is taken from the start to the last
    day of support, and free on the day after. Everything that follows a start that is put off comes as many days later; the
    referral and jobs that began before the start stay.
    """
    start, end, lot = (np.concatenate(parts) for parts in zip(*map(_taken, blocks), strict=True))
    later = np.zeros(len(start), np.int32)
    for number, size in enumerate(places):
        of_lot = np.flatnonzero(lot == number)
        order = of_lot[np.argsort(start[of_lot], kind="stable")]
        later[order] = _waiting(start[order].tolist(), end[order].tolist(), size, cap.longest)
    kept = later >= 0
    moved = np.where(kept, later, 0)
    found, at = [], 0
    for block in blocks:
        here = slice(at, at + len(block))
        found.append(_moved(block, moved[here], kept[here]))
        at += len(block)
    busiest = _busiest((start + moved)[kept], _later(end, moved)[kept])
    return found, Waits(int((moved > 0).sum()), int(moved.sum()), int((~kept).sum()), busiest)


def _taken(block: Block) -> tuple[Array, Array, Array]:
    return block.people.start, block.support.end, block.people.lot


def _waiting(start: list[int], end: list[int], places: int, longest: int | None) -> list[int]:
    """For people in the order of their starts the days that each waits; -1 for one who is turned away."""
    free: list[int] = []
    found = []
    for begins, ends in zip(start, end, strict=True):
        # A place that was free before the start is as good as one that is free on it.
        while free and free[0] <= begins:
            heappop(free)
        full = len(free) >= places
        wait = (free[0] - begins if free else -1) if full else 0
        if wait < 0 or (longest is not None and wait > longest):
            found.append(-1)
            continue
        after = ends + wait + 1
        if full:
            heapreplace(free, after)
        else:
            heappush(free, after)
        found.append(wait)
    return found


def _later(days: Ints, moved: Ints) -> Ints:
    return np.where(days == NO_DAY, NO_DAY, days + np.minimum(moved, NO_DAY - days)).astype(np.int32)


def _moved(block: Block, moved: Ints, kept: npt.NDArray[np.bool_]) -> Block:
    """A block with starts put off and journeys left out."""
    if not moved.any() and kept.all():
        return block
    who, support, rows = block.people, block.support, block.jobs
    by_row = np.where(rows.slot == BEFORE, 0, moved[rows.journey]).astype(np.int32)
    stays = kept[rows.journey]
    place = np.cumsum(kept) - 1
    before = np.append(True, kept[:-1])
    people = replace(who, start=who.start + moved, again=who.again & before)
    ends = replace(support, end=_later(support.end, moved), died_on=_later(support.died_on, moved))
    jobs = replace(
        rows,
        journey=place[rows.journey],
        first=rows.first + by_row,
        last=_later(rows.last, by_row),
        until=_later(rows.until, by_row),
    )
    return Block(_only(people, kept), _only(ends, kept), _only(jobs, stays))


def _only(of: Any, kept: npt.NDArray[np.bool_]) -> Any:
    return replace(of, **{name: getattr(of, name)[kept] for name in of.__dataclass_fields__})


def _busiest(start: Ints, end: Ints) -> int:
    """The most people who have a place on one day."""
    if not len(start):
        return 0
    days = np.concatenate([start, np.minimum(end, NO_DAY - 1) + 1])
    change = np.concatenate([np.ones(len(start), int), -np.ones(len(end), int)])
    # On one day those who leave are counted before those who come: their places are free.
    order = np.lexsort((change, days))
    return int(np.cumsum(change[order]).max())
