"""On which day each test of a plan was reached, could be at best, and had to be, in the world at hand."""

from __future__ import annotations

from commissioning.domain.reasons import ReasonCode
from commissioning.engines.columnar.context import Context, all_journeys, all_notes, all_runs, all_state, all_tables
from commissioning.engines.columnar.days import LAST, add_length
from commissioning.engines.columnar.earning import earned_day
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.pieces import value_of
from commissioning.engines.columnar.runs import (
    cumulative_day,
    job_runs,
    rolling_day,
    runs_of,
    with_best_case,
)
from commissioning.engines.columnar.shapes import (
    BEGAN,
    CODES,
    EARNED,
    JOURNEY,
    NO_DAY,
    NO_VALUE,
    NONE,
    NUMBERS,
    SUSTAINED,
    WORLD,
    Array,
    Row,
)

FIRST_START = 0
"""The code of a window that runs from the first qualifying day."""
NO_VALUE_CODE = CODES.index(ReasonCode.NO_VALUE_IN_FORCE) + 1
MISSING_CODE = CODES.index(ReasonCode.MISSING_FACT) + 1
"""Why a measure is unknown: a reason code and one, 0 where it is known."""
NO_LIMIT = LAST + 1


@kernel
def measure_of(on: Context, index: int, journey: int) -> None:
    """Fills the room's measure of one test, if it is not there yet."""
    measure, found = all_tables(on)[index], all_state(on)[index]
    if found.measured_for == all_notes(on)[NUMBERS, WORLD]:
        return
    found.measured_for = all_notes(on)[NUMBERS, WORLD]
    found.reached, found.best, found.unknown = NO_DAY, NO_DAY, 0
    found.limit, found.closes = NO_LIMIT, NO_LIMIT
    if measure.kind == BEGAN:
        _began(on, measure, found, journey)
    elif measure.kind == EARNED:
        _earned(on, measure, found, journey)
    else:
        _sustained(on, measure, found, journey)


@kernel
def limit_of(on: Context, within: int, journey: int) -> int:
    """The last day allowed: the start date plus each length in turn; NO_LIMIT, or NO_VALUE."""
    if within < 0:
        return NO_LIMIT
    state = all_state(on)[within]
    if state.day_for == all_notes(on)[NUMBERS, JOURNEY]:
        return state.day
    state.day_for = all_notes(on)[NUMBERS, JOURNEY]
    state.day = limit_asked(on, within, journey)
    return state.day


@kernel
def limit_asked(on: Context, within: int, journey: int) -> int:
    """The start date plus each length in turn; NO_VALUE where one is not in force."""
    day = all_journeys(on)[journey].start
    for at in range(all_tables(on)[within].at, all_tables(on)[within].to):
        length = value_of(on, all_tables(on)[at].param, journey, NO_DAY, NO_DAY)
        if length == NO_VALUE:
            return NO_VALUE
        day = add_length(day, length)
    return day


@kernel
def _began(on: Context, measure: Row, found: Row, journey: int) -> None:
    count = runs_of(on, measure.work, journey)
    limit = limit_of(on, measure.within, journey)
    by = value_of(on, measure.by, journey, NO_DAY, NO_DAY) if measure.by >= 0 else NO_LIMIT
    if count < 0 or limit == NO_VALUE or by == NO_VALUE:
        found.unknown = NO_VALUE_CODE
        return
    found.limit = min(limit, by)
    if count:
        found.reached = all_runs(on)[all_tables(on)[measure.work].place, 0].first
    elif all_journeys(on)[journey].alive:
        found.best = all_journeys(on)[journey].as_of + 1


@kernel
def _sustained(on: Context, measure: Row, found: Row, journey: int) -> None:
    limit = limit_of(on, measure.within, journey) if measure.kind == SUSTAINED else NO_LIMIT
    reach_of(on, measure.reach, journey)
    reach = all_state(on)[measure.reach]
    if limit == NO_VALUE or reach.unknown:
        found.unknown = NO_VALUE_CODE
        return
    found.reached, found.best = reach.reached, reach.best
    if measure.kind == SUSTAINED:
        found.limit = min(limit, reach.closes)
        return
    length = value_of(on, measure.length, journey, NO_DAY, NO_DAY)
    if length == NO_VALUE:
        found.reached, found.best, found.unknown = NO_DAY, NO_DAY, NO_VALUE_CODE
        return
    if runs_of(on, measure.work, journey) > 0:
        found.limit = add_length(all_runs(on)[all_tables(on)[measure.work].place, 0].first, length) - 1
    elif all_journeys(on)[journey].alive:
        found.limit = add_length(all_journeys(on)[journey].as_of + 1, length) - 1


@kernel
def reach_of(on: Context, index: int, journey: int) -> None:
    """Fills the room's day on which enough work is done, without any limit, and the day the first window closes."""
    reach, found = all_tables(on)[index], all_state(on)[index]
    if found.measured_for == all_notes(on)[NUMBERS, WORLD]:
        return
    found.measured_for = all_notes(on)[NUMBERS, WORLD]
    found.reached, found.best, found.closes, found.unknown = NO_DAY, NO_DAY, NO_LIMIT, 0
    days = value_of(on, reach.days, journey, NO_DAY, NO_DAY)
    window, first_start, longest = window_asked(on, reach, journey)
    if days == NO_VALUE or window == NO_VALUE or longest == NO_VALUE:
        found.unknown = NO_VALUE_CODE
        return
    if reach.same_job:
        _by_each_job(on, reach.work, journey, days, window, first_start, longest, found)
        return
    count = runs_of(on, reach.work, journey)
    if count < 0:
        found.unknown = NO_VALUE_CODE
        return
    runs, spare = all_runs(on)[all_tables(on)[reach.work].place], all_runs(on)[-1]
    for at in range(count):
        spare[at].first, spare[at].last = runs[at].first, runs[at].last
    person = all_journeys(on)[journey]
    day, closes = reached_by(spare, count, person.as_of, person.alive, days, window, first_start, longest)
    _set(found, day, closes, person.as_of)


@kernel
def _set(found: Row, day: int, closes: int, as_of: int) -> None:
    found.closes = closes
    if day != NO_DAY and day <= as_of:
        found.reached, found.best = day, NO_DAY
    else:
        found.reached, found.best = NO_DAY, day


@kernel
def window_asked(on: Context, reach: Row, journey: int) -> tuple[int, bool, int]:
    """The window (NONE: however long), whether it runs from the first start, and the longest break (NONE: any)."""
    window = NONE
    if reach.window >= 0:
        window = value_of(on, reach.window, journey, NO_DAY, NO_DAY)
        if window != NONE and window != NO_VALUE:
            anchor = value_of(on, reach.anchor, journey, NO_DAY, NO_DAY)
            if anchor == NO_VALUE:
                return NO_VALUE, False, NONE
            if anchor == FIRST_START:
                return window, True, NONE
    longest = NONE if reach.longest < 0 else value_of(on, reach.longest, journey, NO_DAY, NO_DAY)
    return window, False, longest


@kernel
def reached_by(
    runs: Array, count: int, as_of: int, goes_on: bool, days: int, window: int, first_start: bool, longest: int
) -> tuple[int, int]:
    """The day enough work is done, the best case included, and the day the first window closes. Changes *runs*."""
    total = with_best_case(runs, count, as_of, goes_on)
    if first_start:
        closes = runs[0].first + window - 1 if total else NO_LIMIT
        return cumulative_day(runs, total, days), closes
    return rolling_day(runs, total, days, window, longest), NO_LIMIT


@kernel
def _by_each_job(
    on: Context,
    work: int,
    journey: int,
    days: int,
    window: int,
    first_start: bool,
    longest: int,
    found: Row,
) -> None:
    """The days must be of one job: one that goes on may be it, and so may one that begins tomorrow. The soonest counts."""
    as_of, alive, spare = all_journeys(on)[journey].as_of, all_journeys(on)[journey].alive, all_runs(on)[-1]
    best_day, best_closes = reached_by(spare, 0, as_of, alive, days, window, first_start, longest)
    job = -1
    while True:
        job, count = job_runs(on, work, journey, job)
        if job < 0:
            break
        goes_on = alive and spare[count - 1].last == as_of
        day, closes = reached_by(spare, count, as_of, goes_on, days, window, first_start, longest)
        if _sooner(day, closes, best_day, best_closes):
            best_day, best_closes = day, closes
    _set(found, best_day, best_closes, as_of)


@kernel
def _sooner(day: int, closes: int, other: int, other_closes: int) -> bool:
    """Days within their window before days outside it, an earlier day before a later one, any day before none."""
    outside, other_outside = day == NO_DAY or day > closes, other == NO_DAY or other > other_closes
    if outside != other_outside:
        return other_outside
    if day == NO_DAY:
        return False
    return other == NO_DAY or day < other


@kernel
def _earned(on: Context, measure: Row, found: Row, journey: int) -> None:
    limit = limit_of(on, measure.within, journey)
    day = earned_day(on, measure, journey)
    if limit == NO_VALUE or day == NO_VALUE:
        found.unknown = NO_VALUE_CODE
        return
    found.limit = limit
    if not on.has_earnings and all_state(on)[measure.work].pieces > 0:
        found.unknown = MISSING_CODE
    elif day != NO_DAY:
        found.reached = day
    elif all_journeys(on)[journey].alive:
        found.best = all_journeys(on)[journey].as_of + 1
