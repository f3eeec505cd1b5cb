"""The verdicts of routes for a block of journeys: each test is read once and answered for many.

The meaning is that of :mod:`measuring` and :mod:`judging`, which answer for one journey. A list of journeys is either those
of which readings of work differ or all that are measured; what was made for all serves both.
"""

from __future__ import annotations

from commissioning.engines.columnar.blocks import TOP
from commissioning.engines.columnar.context import (
    Context,
    all_days,
    all_firsts,
    all_journeys,
    all_limits,
    all_listed,
    all_made,
    all_notes,
    all_odds,
    all_routes,
    all_runs,
    all_shelf,
    all_slots,
    all_spans,
    all_tables,
    all_today,
)
from commissioning.engines.columnar.days import LAST, add_length
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.judging import PREFERENCE
from commissioning.engines.columnar.measuring import NO_LIMIT, limit_asked, reached_by, window_asked
from commissioning.engines.columnar.pieces import value_of
from commissioning.engines.columnar.shapes import (
    BEGAN,
    BLOCK,
    DAYS_MADE,
    FIXED,
    LIMIT,
    LIMITS_MADE,
    LISTS,
    MEASURED,
    MET,
    NO_DAY,
    NO_VALUE,
    NONE,
    NOT_MET,
    NOT_YET,
    NUMBERS,
    ROUTES_MADE,
    UNDETERMINED,
    VARIED,
    Array,
    Row,
)

NOT_KNOWN = -(1 << 30)
"""In the place of a day or a limit: no value is in force that would say."""
NEVER = (NOT_MET << 22) | TOP
OPEN_VALUE = (UNDETERMINED << 22) | TOP
NOTHING = ((MET + 1) << 22) | TOP
"""What nothing was asked of yet: better than any verdict."""
MONTHS = 2
"""The unit of a length that is no number of days."""


@kernel
def list_of(on: Context, work: int) -> int:
    """The list of the journeys of which a work is needed; where it is not one work, of all that are measured."""
    return MEASURED if work < 0 else LISTS + all_tables(on)[work].place


@kernel
def is_made(on: Context, row: int, place: int, which: int) -> bool:
    """Whether something was made for the journeys of a list of this block; if not, it is taken to be from now on.

    For each thing there are two lists: those of which readings of work differ, and all for which it is ever asked."""
    stamp = all_notes(on)[NUMBERS, BLOCK] + (1 if which != VARIED else 0)
    if all_made(on)[row, place] >= stamp:
        return True
    all_made(on)[row, place] = stamp
    return False


@kernel
def limits_of_block(on: Context, within: int, begin: int) -> None:
    """Fills the last day allowed of each journey measured."""
    place = all_tables(on)[within].place
    if is_made(on, LIMITS_MADE, place, MEASURED):
        return
    listed, limits = all_listed(on)[MEASURED], all_limits(on)[place]
    for number in range(1, listed[0] + 1):
        day = limit_asked(on, within, begin + listed[number])
        limits[listed[number]] = NOT_KNOWN if day == NO_VALUE else day


@kernel
def days_of_block(on: Context, index: int, begin: int, which: int) -> None:
    """Fills the day on which enough work is done, the best case included, of each journey listed."""
    reach = all_tables(on)[index]
    if is_made(on, DAYS_MADE, reach.place, which):
        return
    listed, found = all_listed(on)[which], all_days(on)[reach.place]
    spans = all_spans(on)[all_tables(on)[reach.work].place]
    fixed = _is_fixed(on, reach.days) and _is_fixed(on, reach.window) and _is_fixed(on, reach.anchor)
    fixed = fixed and _is_fixed(on, reach.longest)
    days = value_of(on, reach.days, begin, NO_DAY, NO_DAY)
    window, first_start, longest = window_asked(on, reach, begin)
    for number in range(1, listed[0] + 1):
        at = listed[number]
        if spans[at].doubt:
            continue
        if not fixed:
            days = value_of(on, reach.days, begin + at, NO_DAY, NO_DAY)
            window, first_start, longest = window_asked(on, reach, begin + at)
        if days == NO_VALUE or window == NO_VALUE or longest == NO_VALUE:
            found[at] = NOT_KNOWN
        else:
            found[at] = _day(on, spans[at], begin + at, days, window, first_start, longest)


@kernel
def _day(on: Context, span: Row, journey: int, days: int, window: int, first_start: bool, longest: int) -> int:
    """The day on which one journey has enough work; NO_DAY if never."""
    count, first, last = span.count, span.first, LAST
    alive, as_of = all_journeys(on)[journey].alive, all_journeys(on)[journey].as_of
    if count == 0 and not alive:
        return NO_DAY
    if count == 1:
        last = all_shelf(on)[span.at].last
        if alive and last >= as_of:
            last = LAST
    if count <= 1:
        # Of one run alone no break is a part, and nothing but its own days is in any window.
        narrow = not first_start and window != NONE and window < days
        if days <= last - first + 1:
            return NO_DAY if narrow else first + days - 1
        if narrow or not alive or last == LAST:
            return NO_DAY
        return _with_best(first, last, as_of, days, window, first_start, longest)
    spare = all_runs(on)[-1]
    for run in range(span.count):
        shelved = all_shelf(on)[span.at + run]
        spare[run].first, spare[run].last = shelved.first, shelved.last
    day, _ = reached_by(spare, span.count, as_of, alive, days, window, first_start, longest)
    return day


@kernel
def _with_best(first: int, last: int, as_of: int, days: int, window: int, first_start: bool, longest: int) -> int:
    """The day of one run that is over and too short, with the best case after it; NO_DAY if there is no such day any more."""
    together = as_of + days - (last - first + 1)
    if not first_start:
        apart = longest >= 0 and as_of - last > longest
        if apart or (window >= 0 and together - first >= window):
            # The best case alone: its days with some of those before it are never more within the window.
            together = as_of + days
    return together if together <= LAST else NO_DAY


@kernel
def routes_of_block(on: Context, index: int, begin: int, count: int, varied: bool) -> None:
    """Fills the verdict of alternative routes, packed, and the test that decided, of each journey that asks for them.

    *varied* says that only those are wanted of which readings of work differ; what the rows hold of others is not to be used.
    """
    routes = all_tables(on)[index]
    if is_made(on, ROUTES_MADE, routes.place, VARIED if varied else MEASURED):
        return
    found, slots = all_routes(on)[routes.place], all_slots(on)[routes.place]
    which = VARIED if varied else list_of(on, routes.work)
    _route_of_block(on, routes.at, found, slots, begin, count, which)
    route, decided, listed = all_routes(on)[-1], all_slots(on)[-1], all_listed(on)[which]
    for at in range(routes.at + 1, routes.to):
        _route_of_block(on, at, route, decided, begin, count, which)
        for number in range(1, listed[0] + 1):
            journey = listed[number]
            if _better(route[journey], found[journey]):
                found[journey], slots[journey] = route[journey], decided[journey]


@kernel
def _better(one: int, other: int) -> bool:
    """Whether a route is to be preferred: by its verdict, and of one verdict by an earlier day."""
    mine, others = one >> 22, other >> 22
    if mine == others:
        return one > other
    return PREFERENCE[mine] < PREFERENCE[others]


@kernel
def _route_of_block(on: Context, index: int, found: Array, slots: Array, begin: int, count: int, which: int) -> None:
    """One route: every test, and the days on which its version is in force."""
    route, today = all_tables(on)[index], all_today(on)
    since = route.since if route.bounded else NO_DAY
    _start(found, slots, route.at, count)
    for slot in range(route.at, route.to):
        measure = all_tables(on)[all_tables(on)[slot].measure]
        work = all_tables(on)[measure.work]
        if measure.place >= 0:
            _test_odd(on, found, slots, slot, all_odds(on)[measure.place], which, since)
        elif measure.kind == BEGAN:
            limits = all_limits(on)[_limits_of_starts(on, measure, begin, count, which)]
            _test(found, slots, slot, all_firsts(on)[work.place], limits, count, today, since)
        else:
            days_of_block(on, measure.reach, begin, VARIED if which == VARIED else list_of(on, measure.work))
            days = all_days(on)[all_tables(on)[measure.reach].place]
            if measure.kind == LIMIT:
                limits = all_limits(on)[_limits_of_outcomes(on, measure, begin, count, which)]
            else:
                limits = all_limits(on)[_limits_of_windows(on, measure, begin, count, which)]
            _test(found, slots, slot, days, limits, count, today, since)
    if route.bounded:
        for at in range(count):
            day = TOP - (found[at] & TOP)
            if day != NO_DAY and not (route.since <= day <= route.until):
                found[at], slots[at] = NEVER, route.to - 1


@kernel
def _start(found: Array, slots: Array, slot: int, count: int) -> None:
    for at in range(count):
        found[at], slots[at] = NOTHING, slot


@kernel
def _test(
    found: Array, slots: Array, slot: int, days: Array, limits: Array, count: int, today: Array, since: int
) -> None:  # fmt: skip
    """One more test of a route in force *since* a day: met if reached by the limit, not yet if it can still be, else not met.

    Written without a branch, so that many journeys are done at a time; what a row holds of others does no harm.
    """
    for at in range(count):
        day, limit = days[at], limits[at]
        one = ((MET if day <= today[at] else NOT_YET) << 22) | (TOP - day)
        one = NEVER if (day == NO_DAY) | (day > limit) else one
        # A version that is not in force yet cannot have decided anything.
        unknown = NEVER if since > today[at] + 1 else OPEN_VALUE
        one = unknown if (day == NOT_KNOWN) | (limit == NOT_KNOWN) else one
        before = found[at]
        slots[at] = slot if one >> 22 < before >> 22 else slots[at]
        found[at] = min(before, one)


@kernel
def _test_odd(on: Context, found: Array, slots: Array, slot: int, odds: Array, which: int, since: int) -> None:
    """One more test of a route that is not of the days that qualify."""
    listed = all_listed(on)[which]
    for number in range(1, listed[0] + 1):
        at = listed[number]
        one = odds[at]
        if one >> 22 == UNDETERMINED:
            one = NEVER if since > all_today(on)[at] + 1 else OPEN_VALUE
        if one >> 22 < found[at] >> 22:
            slots[at] = slot
        found[at] = min(found[at], one)


@kernel
def _limits_from_start(on: Context, within: int, begin: int, count: int) -> int:
    """The row of the last days allowed from the start; without a limit the spare row."""
    if within >= 0:
        limits_of_block(on, within, begin)
        return all_tables(on)[within].place
    limits = all_limits(on)[-1]
    for at in range(count):
        limits[at] = NO_LIMIT
    return -1


@kernel
def _limits_of_starts(on: Context, measure: Row, begin: int, count: int, which: int) -> int:
    """The row of the last days on which work may begin."""
    row = _limits_from_start(on, measure.within, begin, count)
    if measure.by < 0:
        return row
    before, limits, listed = all_limits(on)[row], all_limits(on)[-1], all_listed(on)[which]
    for number in range(1, listed[0] + 1):
        at = listed[number]
        by = value_of(on, measure.by, begin + at, NO_DAY, NO_DAY)
        limits[at] = NOT_KNOWN if by == NO_VALUE or before[at] == NOT_KNOWN else max(min(before[at], by), NO_DAY)
    return -1


@kernel
def _limits_of_windows(on: Context, measure: Row, begin: int, count: int, which: int) -> int:
    """The row of the last days on which enough work may be done: by the last day allowed, and in a window from the first."""
    row, reach = _limits_from_start(on, measure.within, begin, count), all_tables(on)[measure.reach]
    before, limits, listed = all_limits(on)[row], all_limits(on)[-1], all_listed(on)[which]
    firsts = all_firsts(on)[all_tables(on)[measure.work].place]
    window, first_start, _ = window_asked(on, reach, begin)
    if _is_fixed(on, reach.window) and _is_fixed(on, reach.anchor) and _is_fixed(on, reach.longest):
        if not first_start:
            return row
        for at in range(count):
            limit = max(min(before[at], firsts[at] + window - 1), NO_DAY)
            limits[at] = NOT_KNOWN if before[at] == NOT_KNOWN else limit
        return -1
    for number in range(1, listed[0] + 1):
        at = listed[number]
        window, first_start, _ = window_asked(on, reach, begin + at)
        limits[at] = before[at]
        if first_start and before[at] != NOT_KNOWN:
            limits[at] = max(min(before[at], firsts[at] + window - 1), NO_DAY)
    return -1


@kernel
def _limits_of_outcomes(on: Context, measure: Row, begin: int, count: int, which: int) -> int:
    """The row of the last days of a time from the first day that qualifies."""
    limits, listed = all_limits(on)[-1], all_listed(on)[which]
    firsts, days = all_firsts(on)[all_tables(on)[measure.work].place], all_days(on)[all_tables(on)[measure.reach].place]
    length, fixed = value_of(on, measure.length, begin, NO_DAY, NO_DAY), _is_fixed(on, measure.length)
    if fixed and length != NO_VALUE and length % 4 != MONTHS:
        further = length // 4 * (7 if length % 4 else 1)
        for at in range(count):
            limits[at] = max(min(firsts[at] + further, LAST) - 1, NO_DAY)
        return -1
    for number in range(1, listed[0] + 1):
        at = listed[number]
        if not fixed:
            length = value_of(on, measure.length, begin + at, NO_DAY, NO_DAY)
        # Without a first day there is no day on which enough was worked either.
        limits[at] = NOT_KNOWN if length == NO_VALUE else NO_LIMIT
        if length != NO_VALUE and days[at] != NO_DAY and days[at] != NOT_KNOWN:
            limits[at] = max(add_length(firsts[at], length) - 1, NO_DAY)
    return -1


@kernel
def _is_fixed(on: Context, param: int) -> bool:
    """Whether a parameter is the same for all."""
    return param < 0 or all_tables(on)[param].kind == FIXED
