"""How verdicts follow from measures in one world: routes, eligibility, the outcome before, in the order of reasons.

The meaning is that of :mod:`commissioning.engines.reference`; here it is arithmetic on numbers.
"""

from __future__ import annotations

from commissioning.engines.columnar.context import (
    Context,
    all_failing,
    all_journeys,
    all_notes,
    all_own,
    all_state,
    all_tables,
    all_truth,
    all_truths,
)
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.measuring import measure_of
from commissioning.engines.columnar.shapes import (
    FALSE,
    MET,
    NO_DAY,
    NOT_MET,
    NOT_YET,
    NUMBERS,
    SIZE,
    TRUE,
    UNDETERMINED,
    UNKNOWN,
    WORLD,
    Row,
)

BY_ROUTE, BY_CONDITION, BY_START, BY_PRIOR, BY_COMMON, BY_NOTHING = 0, 1, 2, 3, 4, 5
"""What decided a verdict."""
PREFERENCE = (3, 1, 2, 0)
"""Of alternative routes: one that is met settles it; one that is unknown may have. By verdict; the least is preferred."""


@kernel
def conditions_of(on: Context, conditions: int, journey: int) -> tuple[int, int]:
    """The truth of a set of conditions of eligibility, and the first of them that makes it so (-1: all are true).

    They are those of the block at hand, which the journey is of.
    """
    place, at = all_tables(on)[conditions].place, journey % SIZE
    return int(all_truth(on)[place, at]), int(all_failing(on)[place, at])


@kernel
def verdict_of(measured: Row) -> tuple[int, int]:
    """Met if reached by the limit, not yet if it can still be, not met otherwise; with the day."""
    if measured.unknown:
        return UNDETERMINED, NO_DAY
    day, verdict = (measured.reached, MET) if measured.reached != NO_DAY else (measured.best, NOT_YET)
    if day == NO_DAY or day > measured.limit:
        return NOT_MET, NO_DAY
    return verdict, day


@kernel
def _route(on: Context, index: int, journey: int) -> tuple[int, int, int]:
    """The verdict of one route, its day, and the test that decided."""
    route = all_tables(on)[index]
    verdict, latest, slot = MET + 1, NO_DAY, route.at
    for at in range(route.at, route.to):
        measure = all_tables(on)[at].measure
        measure_of(on, measure, journey)
        one, day = verdict_of(all_state(on)[measure])
        if all_state(on)[measure].unknown and route.bounded and route.since > all_journeys(on)[journey].as_of + 1:
            # A version that is not in force yet cannot have decided anything: that its value is unknown does not matter.
            one, day = NOT_MET, NO_DAY
        if one < verdict:
            verdict, latest, slot = one, day, at
        elif one == verdict:
            latest = max(latest, day)
    if route.bounded and latest != NO_DAY and not (route.since <= latest <= route.until):
        return NOT_MET, NO_DAY, route.to - 1
    return verdict, latest, slot


@kernel
def routes_of(on: Context, routeset: int, journey: int) -> None:
    """Fills the room's verdict of alternative routes: the best, and of several the one with the earliest day."""
    found = all_state(on)[routeset]
    if found.judged_for == all_notes(on)[NUMBERS, WORLD]:
        return
    found.judged_for = all_notes(on)[NUMBERS, WORLD]
    found.verdict = -1
    for at in range(all_tables(on)[routeset].at, all_tables(on)[routeset].to):
        verdict, day, slot = _route(on, at, journey)
        better = found.verdict < 0 or PREFERENCE[verdict] < PREFERENCE[found.verdict]
        if better or (verdict == found.verdict and day < found.best_day):
            found.verdict, found.best_day, found.slot = verdict, day, slot


@kernel
def outcome_of(on: Context, spec: int, truth: int, condition: int, journey: int) -> tuple[int, int, int, int]:
    """One outcome in the world at hand: its verdict, its day, what decided it and where.

    Eligible, some route met, the outcome before it, and the tests without a date. *truth* and *condition* are those of
    eligibility; the outcomes before it stand in the room.
    """
    asked = all_tables(on)[spec]
    if truth == FALSE:
        return NOT_MET, NO_DAY, BY_CONDITION, condition
    verdict, day, what, at = MET, NO_DAY, BY_NOTHING, 0
    if truth == UNKNOWN:
        verdict, what, at = UNDETERMINED, BY_CONDITION, condition
    routes_of(on, asked.routeset, journey)
    judged = all_state(on)[asked.routeset]
    verdict, day, what, at = _and(verdict, day, what, at, judged.verdict, judged.best_day, BY_ROUTE, judged.slot)
    if asked.prior >= 0:
        before = all_own(on)[asked.prior]
        verdict, day, what, at = _and(verdict, day, what, at, before.verdict, before.day, BY_PRIOR, spec)
    for index in range(asked.at, asked.to):
        one = common_of(on, index, journey)
        if one != TRUE:
            verdict, day, what, at = _and(verdict, day, what, at, one, NO_DAY, BY_COMMON, index)
    return verdict, day, what, at


@kernel
def common_of(on: Context, index: int, journey: int) -> int:
    """The truth of a test without a date, of a journey without earlier ones: those that ask of earlier ones hold."""
    truth = all_tables(on)[index].truth
    return all_truths(on)[truth, journey] & 3 if truth >= 0 else TRUE


@kernel
def _and(
    verdict: int, day: int, what: int, at: int, one: int, one_day: int, one_what: int, one_at: int
) -> tuple[int, int, int, int]:
    """Both parts together: the verdict of conjunction, the latest day, and the first part that has that verdict."""
    if one < verdict or what == BY_NOTHING:
        return one, one_day, one_what, one_at
    if one == verdict:
        return verdict, max(day, one_day), what, at
    return verdict, day, what, at
