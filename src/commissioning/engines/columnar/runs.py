"""The days that qualify, as sorted runs that do not touch, and on which of them an amount of work is reached."""

from __future__ import annotations

from commissioning.engines.columnar.context import Context, all_journeys, all_notes, all_pieces, all_runs, all_state, all_tables
from commissioning.engines.columnar.days import LAST
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.pieces import enough, value_of
from commissioning.engines.columnar.shapes import (
    AGAINST,
    EDGES,
    KEPT,
    KEPT_COUNT,
    NO_DAY,
    NO_VALUE,
    NUMBERS,
    WORLD,
    Array,
    Row,
)

ADDED = 0
"""The code of ``added`` among the ways to count jobs held at once."""


@kernel
def union(runs: Array, count: int) -> int:
    """Sorts and merges the first *count* runs in place; how many are left."""
    for at in range(1, count):
        first, last = runs[at].first, runs[at].last
        back = at - 1
        while back >= 0 and runs[back].first > first:
            runs[back + 1].first, runs[back + 1].last = runs[back].first, runs[back].last
            back -= 1
        runs[back + 1].first, runs[back + 1].last = first, last
    kept = 0
    for at in range(count):
        if kept and runs[at].first <= runs[kept - 1].last + 1:
            runs[kept - 1].last = max(runs[kept - 1].last, runs[at].last)
        else:
            runs[kept].first, runs[kept].last = runs[at].first, runs[at].last
            kept += 1
    return kept


@kernel
def alone(piece: Row) -> bool:
    """Whether the hours of a piece are enough by themselves, or are not asked, or are not known and read so."""
    return (
        piece.asked == 0 or piece.hours < 0 or enough(piece.hours, piece.share, piece.at_least, piece.excluded, piece.at_most)
    )


@kernel
def runs_of(on: Context, work: int, journey: int) -> int:
    """Fills the room's runs of one work in the world at hand; how many there are, or -1 where a value is not in force."""
    state = all_state(on)[work]
    if state.runs_for == all_notes(on)[NUMBERS, WORLD]:
        return state.runs
    state.runs_for = all_notes(on)[NUMBERS, WORLD]
    asking = all_tables(on)[work]
    place = asking.place
    state.jobs = _keep(on, place, state.pieces, journey)
    count = all_notes(on)[NUMBERS, KEPT_COUNT]
    if asking.has_hours:
        concurrent = value_of(on, asking.concurrent, journey, NO_DAY, NO_DAY)
        if concurrent == NO_VALUE:
            state.runs = -1
            return -1
        if concurrent == ADDED and count > 1:
            state.runs = _added(on, place, count)
            return state.runs
    state.runs = _union_of_alone(on, place, count)
    return state.runs


@kernel
def _keep(on: Context, place: int, pieces: int, journey: int) -> int:
    """Notes the pieces that count in the world at hand, and their number; how many jobs they are of."""
    first_job = all_journeys(on)[journey].jobs_at
    kept = jobs = 0
    before = -1
    for at in range(pieces):
        piece = all_pieces(on)[place, at]
        if piece.mask == 0 or (piece.mask & all_notes(on)[AGAINST, piece.job - first_job + 1]) == 0:
            all_notes(on)[KEPT, kept] = at
            kept += 1
            if piece.job != before:
                jobs += 1
                before = piece.job
    all_notes(on)[NUMBERS, KEPT_COUNT] = kept
    return jobs


@kernel
def _union_of_alone(on: Context, place: int, count: int) -> int:
    runs = all_runs(on)[place]
    found = 0
    for index in range(count):
        piece = all_pieces(on)[place, all_notes(on)[KEPT, index]]
        if alone(piece):
            runs[found].first, runs[found].last = piece.first, piece.last
            found += 1
    return union(runs, found) if found > 1 else found


@kernel
def _added(on: Context, place: int, count: int) -> int:
    """The days on which the jobs' hours together reach the lowest threshold among them."""
    _order_kept(on, place, count)
    if not _overlap(on, place, count):
        return _union_of_alone(on, place, count)
    edges = 0
    for index in range(count):
        piece = all_pieces(on)[place, all_notes(on)[KEPT, index]]
        all_notes(on)[EDGES, edges], all_notes(on)[EDGES, edges + 1] = piece.first, piece.last + 1
        edges += 2
    _sort(all_notes(on)[EDGES], edges)
    runs = all_runs(on)[place]
    found = 0
    for index in range(count):
        piece = all_pieces(on)[place, all_notes(on)[KEPT, index]]
        if alone(piece):
            runs[found].first, runs[found].last = piece.first, piece.last
            found += 1
    for edge in range(edges - 1):
        first, last = all_notes(on)[EDGES, edge], all_notes(on)[EDGES, edge + 1] - 1
        if first <= last and _together(on, place, count, first):
            runs[found].first, runs[found].last = first, last
            found += 1
    return union(runs, found)


@kernel
def _sort(days: Array, count: int) -> None:
    for at in range(1, count):
        day = days[at]
        back = at - 1
        while back >= 0 and days[back] > day:
            days[back + 1] = days[back]
            back -= 1
        days[back + 1] = day


@kernel
def _order_kept(on: Context, place: int, count: int) -> None:
    """Sorts the kept pieces by their first day; those of one day stay as they were."""
    for at in range(1, count):
        index = all_notes(on)[KEPT, at]
        first = all_pieces(on)[place, index].first
        back = at - 1
        while back >= 0 and all_pieces(on)[place, all_notes(on)[KEPT, back]].first > first:
            all_notes(on)[KEPT, back + 1] = all_notes(on)[KEPT, back]
            back -= 1
        all_notes(on)[KEPT, back + 1] = index


@kernel
def _overlap(on: Context, place: int, count: int) -> bool:
    reached = -1
    for index in range(count):
        piece = all_pieces(on)[place, all_notes(on)[KEPT, index]]
        if piece.first <= reached:
            return True
        reached = max(reached, piece.last)
    return False


@kernel
def _together(on: Context, place: int, count: int, day: int) -> bool:
    """Whether two or more pieces live on a day reach, with their hours added, the lowest threshold among them."""
    hours, share, live, lowest = 0, 1, 0, -1
    for index in range(count):
        at = all_notes(on)[KEPT, index]
        piece = all_pieces(on)[place, at]
        if piece.first > day:
            break
        if piece.last < day:
            continue
        if not piece.asked:
            return False
        live += 1
        worked = max(piece.hours, 0)
        if piece.share == share:
            hours += worked
        else:
            hours, share = hours * piece.share + worked * share, share * piece.share
        if lowest < 0 or _lower(piece, all_pieces(on)[place, lowest]):
            lowest = at
    if live < 2:
        return False
    least = all_pieces(on)[place, lowest]
    return enough(hours, share, least.at_least, least.excluded, least.at_most)


@kernel
def _lower(one: Row, other: Row) -> bool:
    return one.at_least < other.at_least or (one.at_least == other.at_least and one.excluded < other.excluded)


@kernel
def job_runs(on: Context, work: int, journey: int, after: int) -> tuple[int, int]:
    """Fills the room's spare runs with the days that one job alone qualifies on: the first job after *after* that has any.

    That job, or -1 where there is none, and how many runs it has.
    """
    first_job = all_journeys(on)[journey].jobs_at
    place, spare = all_tables(on)[work].place, all_runs(on)[-1]
    job, found = -1, 0
    for at in range(all_state(on)[work].pieces):
        piece = all_pieces(on)[place, at]
        if piece.job <= after or (job >= 0 and piece.job != job):
            continue
        if (piece.mask & all_notes(on)[AGAINST, piece.job - first_job + 1]) or not alone(piece):
            continue
        job = piece.job
        spare[found].first, spare[found].last = piece.first, piece.last
        found += 1
    return job, union(spare, found)


@kernel
def with_best_case(runs: Array, count: int, as_of: int, goes_on: bool) -> int:
    """Adds the days of the best case to runs, in place; how many runs there are then."""
    if not goes_on:
        return count
    if count and runs[count - 1].last >= as_of:
        runs[count - 1].last = LAST
        return count
    runs[count].first, runs[count].last = as_of + 1, LAST
    return count + 1


@kernel
def cumulative_day(runs: Array, count: int, days: int) -> int:
    """The day on which the qualifying days number *days*; NO_DAY if they never do."""
    left = days
    for at in range(count):
        length = runs[at].last - runs[at].first + 1
        if left <= length:
            return runs[at].first + left - 1
        left -= length
    return NO_DAY


@kernel
def rolling_day(runs: Array, count: int, days: int, window: int, longest_break: int) -> int:
    """The first day on which the *window* days that end on it hold *days* qualifying ones; negative limits are none."""
    at = 0
    while at < count:
        to = at + 1
        while to < count and (longest_break < 0 or runs[to].first - runs[to - 1].last - 1 <= longest_break):
            to += 1
        found = cumulative_day(runs[at:to], to - at, days) if window < 0 else _in_window(runs[at:to], to - at, days, window)
        if found != NO_DAY:
            return found
        at = to
    return NO_DAY


@kernel
def _in_window(runs: Array, count: int, days: int, window: int) -> int:
    """The stretch from the i-th to the (i+days−1)-th qualifying day must fit in the window.

    Its length changes only where one of its two ends enters a new run, so those are the only places to look.
    """
    head = tail = 0
    before_head = before_tail = 0
    index = days - 1
    while True:
        while head < count and index >= before_head + runs[head].last - runs[head].first + 1:
            before_head += runs[head].last - runs[head].first + 1
            head += 1
        if head == count:
            return NO_DAY
        begin = index - days + 1
        while begin >= before_tail + runs[tail].last - runs[tail].first + 1:
            before_tail += runs[tail].last - runs[tail].first + 1
            tail += 1
        last = runs[head].first + index - before_head
        if last - (runs[tail].first + begin - before_tail) < window:
            return last
        next_head = before_head + runs[head].last - runs[head].first + 1
        next_tail = before_tail + runs[tail].last - runs[tail].first + days
        index = min(next_head, next_tail)
