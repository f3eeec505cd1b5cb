"""A block of journeys before any plan is asked: who may be eligible, which days qualify under each rule of work.

What is found here is that of :mod:`runs`, kept for a block at a time so that rules are read once for many journeys. Journeys
with missing facts of jobs are marked: they are read every way, one by one.
"""

from __future__ import annotations

from commissioning.engines.columnar.context import (
    Context,
    all_failing,
    all_firsts,
    all_journeys,
    all_left,
    all_listed,
    all_needed,
    all_notes,
    all_odds,
    all_payments,
    all_runs,
    all_same,
    all_shelf,
    all_spans,
    all_state,
    all_tables,
    all_today,
    all_truth,
    all_truths,
    all_unpaid,
)
from commissioning.engines.columnar.earning import wages_of
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.judging import verdict_of
from commissioning.engines.columnar.measuring import measure_of
from commissioning.engines.columnar.pieces import pieces_of
from commissioning.engines.columnar.runs import runs_of
from commissioning.engines.columnar.shapes import (
    BLOCK,
    DOUBTFUL,
    EARNED,
    FALSE,
    JOURNEY,
    LATER,
    LISTS,
    MEASURED,
    NO_DAY,
    NUMBERS,
    OPEN,
    OWNERS,
    STARTED,
    TRUE,
    VARIED,
    VARIES,
    WORLD,
    Array,
    Row,
)

TOP = (1 << 22) - 1
"""The last day that has room in a packed number: a verdict above 22 bits, and below them how long before that day.

Of packed numbers the least is the verdict of conjunction with its latest day.
"""


@kernel
def packed(verdict: int, day: int) -> int:
    """A verdict with its day as one number."""
    return (verdict << 22) | (TOP - day)


@kernel
def begin_block(on: Context, begin: int, count: int) -> None:
    """Finds out of *count* journeys from *begin* on what all plans share."""
    all_notes(on)[NUMBERS, BLOCK] += 2
    _who_started(on, begin, count)
    _conditions(on, begin, count)
    _who_is_measured(on, count)
    _work(on, begin)
    _work_that_varies(on)


@kernel
def _who_started(on: Context, begin: int, count: int) -> None:
    for mark in range(LATER + 1):
        marks = all_left(on)[mark]
        for at in range(count):
            marks[at] = 0
    started, today = all_left(on)[STARTED], all_today(on)
    for at in range(count):
        started[at] = all_journeys(on)[begin + at].start != NO_DAY
        today[at] = all_journeys(on)[begin + at].as_of


@kernel
def _conditions(on: Context, begin: int, count: int) -> None:
    """The truth of every set of conditions, and which journeys it leaves open."""
    head, started = all_tables(on)[0], all_left(on)[STARTED]
    for index in range(head.condition_sets, head.condition_sets_to):
        asked = all_tables(on)[index]
        truths, failing = all_truth(on)[asked.place], all_failing(on)[asked.place]
        for at in range(count):
            truths[at], failing[at] = TRUE, -1
        for condition in range(asked.at, asked.to):
            one = all_truths(on)[all_tables(on)[condition].truth]
            _narrow(one[begin : begin + count], truths, failing, count, condition)
        row = open_row(on, asked.place)
        _sort_out(truths, started, all_listed(on)[row], all_listed(on)[row + 1], count)


@kernel
def open_row(on: Context, conditions: int) -> int:
    """The row of the list of journeys that a set of conditions leaves open; that of the others follows it."""
    head = all_tables(on)[0]
    return LISTS + head.works_to - head.works + 2 * conditions


@kernel
def _narrow(one: Array, truths: Array, failing: Array, count: int, condition: int) -> None:
    """One more condition that must hold; written so that many journeys are done at a time."""
    for at in range(count):
        truth = one[at] & 3
        failing[at] = condition if truth < truths[at] else failing[at]
        truths[at] = min(truths[at], truth)


@kernel
def _sort_out(truths: Array, started: Array, opened: Array, ruled: Array, count: int) -> None:
    """Lists who may be eligible and has a start date, and who is ruled on without a look at any work."""
    several = others = 0
    for at in range(count):
        fits = (truths[at] != FALSE) & (started[at] != 0)
        opened[several + 1], ruled[others + 1] = at, at
        several += fits
        others += not fits
    opened[0], ruled[0] = several, others


@kernel
def _who_is_measured(on: Context, count: int) -> None:
    """Marks which works of which journeys are needed, and lists the journeys."""
    head = all_tables(on)[0]
    marked, started = all_left(on)[OPEN], all_left(on)[STARTED]
    for work in range(head.works_to - head.works):
        needed = all_needed(on)[work]
        for at in range(count):
            needed[at] = 0
    for index in range(head.needs, head.needs_to):
        need = all_tables(on)[index]
        needed = all_needed(on)[all_tables(on)[need.work].place]
        _need(all_truth(on)[all_tables(on)[need.conditions].place], started, needed, count)
    for work in range(head.works_to - head.works):
        needed = all_needed(on)[work]
        _list(needed, all_listed(on)[LISTS + work], count)
        for at in range(count):
            marked[at] |= needed[at]
    _list(marked, all_listed(on)[MEASURED], count)


@kernel
def _need(truths: Array, started: Array, needed: Array, count: int) -> None:
    for at in range(count):
        needed[at] |= (truths[at] != FALSE) & (started[at] != 0)


@kernel
def _list(marked: Array, listed: Array, count: int) -> None:
    found = 0
    for at in range(count):
        listed[found + 1] = at
        found += marked[at] != 0
    listed[0] = found


@kernel
def _work(on: Context, begin: int) -> None:
    """The days that qualify of every journey measured, under every work that is needed."""
    head, measured = all_tables(on)[0], all_listed(on)[MEASURED]
    works = head.works_to - head.works
    shelved = 1
    for index in range(1, measured[0] + 1):
        at = measured[index]
        person = all_journeys(on)[begin + at]
        best = person.as_of + 1 if person.alive else NO_DAY
        for work in range(works):
            span = all_spans(on)[work, at]
            span.at, span.count, span.first, span.jobs, span.doubt = 0, 0, best, 0, 0
            all_firsts(on)[work, at] = best
        all_notes(on)[NUMBERS, JOURNEY] += 1
        all_notes(on)[NUMBERS, WORLD] += 1
        if person.jobs_at < person.jobs_to:
            shelved = _spans(on, begin + at, at, shelved)
        _wages_and_odds(on, begin + at, at)


@kernel
def _spans(on: Context, journey: int, at: int, shelved: int) -> int:
    """Puts the runs of one journey on the shelf, those that are alike once; how much of the shelf is used then."""
    head, owners = all_tables(on)[0], all_notes(on)[OWNERS]
    different = 0
    for place in range(head.works_to - head.works):
        if not all_needed(on)[place, at]:
            continue
        span, work = all_spans(on)[place, at], head.works + place
        count = -1
        if pieces_of(on, work, journey) and all_state(on)[work].mask == 0:
            count = runs_of(on, work, journey)
        if count < 0 or shelved + count > on.shelf_rows:
            span.doubt = 1
            all_left(on)[DOUBTFUL, at] = 1
            continue
        span.jobs = min(all_state(on)[work].jobs, 30_000)
        if count == 0:
            continue
        runs = all_runs(on)[place]
        span.count, span.first = count, runs[0].first
        all_firsts(on)[place, at] = span.first
        for other in range(different):
            if _alike(on, span, all_spans(on)[owners[other], at], place):
                span.at = all_spans(on)[owners[other], at].at
                break
        if span.at == 0:
            span.at = shelved
            for run in range(count):
                all_shelf(on)[shelved + run].first, all_shelf(on)[shelved + run].last = runs[run].first, runs[run].last
            shelved += count
            if different < on.notes_width:
                owners[different] = place
                different += 1
    return shelved


@kernel
def _alike(on: Context, span: Row, other: Row, place: int) -> bool:
    if span.count != other.count or span.first != other.first:
        return False
    runs = all_runs(on)[place]
    for run in range(span.count):
        shelved = all_shelf(on)[other.at + run]
        if runs[run].first != shelved.first or runs[run].last != shelved.last:
            return False
    return True


@kernel
def _wages_and_odds(on: Context, journey: int, at: int) -> None:
    """What is measured by other things than the days that qualify."""
    head = all_tables(on)[0]
    for index in range(head.earned, head.earned_to):
        earned = all_tables(on)[index]
        unpaid = 0
        if all_needed(on)[all_tables(on)[earned.work].place, at]:
            if wages_of(on, index, journey):
                for number in range(all_state(on)[index].payments):
                    if all_payments(on)[earned.place, number].mask:
                        unpaid = 1
            else:
                unpaid = 1
        all_unpaid(on)[earned.place, at] = unpaid
        if unpaid:
            all_left(on)[DOUBTFUL, at] = 1
    for index in range(head.odds, head.odds_to):
        number = all_tables(on)[index].measure
        measure = all_tables(on)[number]
        if not all_needed(on)[all_tables(on)[measure.work].place, at] or not pieces_of(on, measure.work, journey):
            continue
        if measure.kind == EARNED and all_state(on)[measure.earned].payments < 0:
            continue
        measure_of(on, number, journey)
        verdict, day = verdict_of(all_state(on)[number])
        all_odds(on)[measure.place, at] = packed(verdict, day)


@kernel
def _work_that_varies(on: Context) -> None:
    """Where other readings of what counts as work make other days qualify, or other jobs count; those journeys are listed."""
    head, measured, varied = all_tables(on)[0], all_listed(on)[MEASURED], all_listed(on)[VARIED]
    for index in range(head.pairsets, head.pairsets_to):
        pairset = all_tables(on)[index]
        same = all_same(on)[pairset.place]
        for number in range(1, measured[0] + 1):
            same[measured[number]] = 1
        for pair in range(pairset.at, pairset.to):
            one = all_spans(on)[all_tables(on)[all_tables(on)[pair].one].place]
            other = all_spans(on)[all_tables(on)[all_tables(on)[pair].other].place]
            for number in range(1, measured[0] + 1):
                at = measured[number]
                if (
                    one[at].at != other[at].at
                    or one[at].count != other[at].count
                    or (pairset.jobs and one[at].jobs != other[at].jobs)
                ):
                    same[at] = 0
                    all_left(on)[VARIES, at] = 1
    found = 0
    for number in range(1, measured[0] + 1):
        if all_left(on)[VARIES, measured[number]]:
            found += 1
            varied[found] = measured[number]
    varied[0] = found
