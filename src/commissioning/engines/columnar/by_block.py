"""The verdicts of routes for a block of journeys: each test is read once and answered for many.

The meaning is that of :mod:`measuring` and :mod:`judging`, which answer for one journey. A list of journeys is either those
of which readings of work differ or all that are measured; what was made for all serves both.
"""

from __future__ import annotations

from commissioning.engines.columnar.blocks import TOP, packed
from commissioning.engines.columnar.context import (
    Context,
    all_days,
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
    Row,
)

NOT_KNOWN = -1
"""In the place of a day or a limit: no value is in force that would say."""
NEVER = (NOT_MET << 22) | TOP
OPEN_VALUE = (UNDETERMINED << 22) | TOP


@kernel
def is_made(on: Context, row: int, place: int, which: int) -> bool:
    """Whether something was made for the journeys of a list of this block; if not, it is taken to be from now on."""
    stamp = all_notes(on)[NUMBERS, BLOCK] + (1 if which == MEASURED else 0)
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
    alive = all_journeys(on)[journey].alive
    if count == 0:
        if not alive:
            return NO_DAY
        count = 1
    elif count == 1:
        last = all_shelf(on)[span.at].last
        if alive:
            if last >= all_journeys(on)[journey].as_of:
                last = LAST
            else:
                count = 2
    if count == 1:
        # One run is as long as it is: no break is in it, and nothing but its own days is in any window.
        fits = days <= last - first + 1 and (first_start or window == NONE or days <= window)
        return first + days - 1 if fits else NO_DAY
    spare = all_runs(on)[-1]
    for run in range(span.count):
        shelved = all_shelf(on)[span.at + run]
        spare[run].first, spare[run].last = shelved.first, shelved.last
    as_of = all_journeys(on)[journey].as_of
    day, _ = reached_by(spare, span.count, as_of, alive, days, window, first_start, longest)
    return day


@kernel
def routes_of_block(on: Context, index: int, begin: int, which: int) -> None:
    """Fills the verdict of alternative routes, packed, and the test that decided, of each journey listed."""
    routes = all_tables(on)[index]
    if is_made(on, ROUTES_MADE, routes.place, which):
        return
    listed, found, slots = all_listed(on)[which], all_routes(on)[routes.place], all_slots(on)[routes.place]
    route, decided = all_routes(on)[-1], all_slots(on)[-1]
    for at in range(routes.at, routes.to):
        _route_of_block(on, at, begin, which)
        for number in range(1, listed[0] + 1):
            journey = listed[number]
            if at == routes.at or _better(route[journey], found[journey]):
                found[journey], slots[journey] = route[journey], decided[journey]


@kernel
def _better(one: int, other: int) -> bool:
    """Whether a route is to be preferred: by its verdict, and of one verdict by an earlier day."""
    mine, others = one >> 22, other >> 22
    if mine == others:
        return one > other
    return PREFERENCE[mine] < PREFERENCE[others]


@kernel
def _route_of_block(on: Context, index: int, begin: int, which: int) -> None:
    """One route into the spare row: every test, and the days on which its version is in force."""
    route, listed, found, slots = all_tables(on)[index], all_listed(on)[which], all_routes(on)[-1], all_slots(on)[-1]
    for number in range(1, listed[0] + 1):
        found[listed[number]], slots[listed[number]] = packed(MET + 1, NO_DAY), route.at
    since = route.since if route.bounded else NO_DAY
    for slot in range(route.at, route.to):
        measure = all_tables(on)[all_tables(on)[slot].measure]
        if measure.place >= 0:
            odds = all_odds(on)[measure.place]
            for number in range(1, listed[0] + 1):
                _and(on, begin + listed[number], listed[number], slot, odds[listed[number]], since)
        elif measure.kind == BEGAN:
            _began(on, measure, slot, begin, which, since)
        elif measure.kind == LIMIT:
            _limited(on, measure, slot, begin, which, since)
        else:
            _sustained(on, measure, slot, begin, which, since)
    if route.bounded:
        for number in range(1, listed[0] + 1):
            day = TOP - (found[listed[number]] & TOP)
            if day != NO_DAY and not (route.since <= day <= route.until):
                found[listed[number]], slots[listed[number]] = NEVER, route.to - 1


@kernel
def _and(on: Context, journey: int, at: int, slot: int, one: int, since: int) -> None:
    """One more test of a route in force *since* a day. A version that is not in force yet cannot have decided anything."""
    found, slots = all_routes(on)[-1], all_slots(on)[-1]
    if one >> 22 == UNDETERMINED and since > all_journeys(on)[journey].as_of + 1:
        one = NEVER
    if one >> 22 < found[at] >> 22:
        slots[at] = slot
    found[at] = min(found[at], one)


@kernel
def _said(day: int, limit: int, as_of: int) -> int:
    """Met if reached by the limit, not yet if it can still be, not met otherwise: packed."""
    if day == NO_DAY or day > limit:
        return NEVER
    return packed(MET if day <= as_of else NOT_YET, day)


@kernel
def _began(on: Context, measure: Row, slot: int, begin: int, which: int, since: int) -> None:
    listed = all_listed(on)[which]
    spans = all_spans(on)[all_tables(on)[measure.work].place]
    if measure.within >= 0:
        limits_of_block(on, measure.within, begin)
    limits = all_limits(on)[all_tables(on)[measure.within].place if measure.within >= 0 else 0]
    for number in range(1, listed[0] + 1):
        at = listed[number]
        limit = limits[at] if measure.within >= 0 else NO_LIMIT
        by = value_of(on, measure.by, begin + at, NO_DAY, NO_DAY) if measure.by >= 0 else NO_LIMIT
        known = limit != NOT_KNOWN and by != NO_VALUE
        one = _said(spans[at].first, min(limit, by), all_journeys(on)[begin + at].as_of) if known else OPEN_VALUE
        _and(on, begin + at, at, slot, one, since)


@kernel
def _sustained(on: Context, measure: Row, slot: int, begin: int, which: int, since: int) -> None:
    """Enough work in its window, and by the last day allowed."""
    listed = all_listed(on)[which]
    spans, reach = all_spans(on)[all_tables(on)[measure.work].place], all_tables(on)[measure.reach]
    days_of_block(on, measure.reach, begin, which)
    days, bounded = all_days(on)[reach.place], measure.within >= 0
    if bounded:
        limits_of_block(on, measure.within, begin)
    limits = all_limits(on)[all_tables(on)[measure.within].place if bounded else 0]
    fixed = _is_fixed(on, reach.window) and _is_fixed(on, reach.anchor) and _is_fixed(on, reach.longest)
    window, first_start, _ = window_asked(on, reach, begin)
    for number in range(1, listed[0] + 1):
        at = listed[number]
        if not fixed:
            window, first_start, _ = window_asked(on, reach, begin + at)
        limit = limits[at] if bounded else NO_LIMIT
        known = limit != NOT_KNOWN and days[at] != NOT_KNOWN
        if first_start:
            limit = min(limit, spans[at].first + window - 1)
        one = _said(days[at], limit, all_journeys(on)[begin + at].as_of) if known else OPEN_VALUE
        _and(on, begin + at, at, slot, one, since)


@kernel
def _limited(on: Context, measure: Row, slot: int, begin: int, which: int, since: int) -> None:
    """Enough work by the end of a time from the first day that qualifies."""
    listed = all_listed(on)[which]
    spans, reach = all_spans(on)[all_tables(on)[measure.work].place], all_tables(on)[measure.reach]
    days_of_block(on, measure.reach, begin, which)
    days, fixed = all_days(on)[reach.place], _is_fixed(on, measure.length)
    length = value_of(on, measure.length, begin, NO_DAY, NO_DAY)
    for number in range(1, listed[0] + 1):
        at = listed[number]
        if not fixed:
            length = value_of(on, measure.length, begin + at, NO_DAY, NO_DAY)
        known = length != NO_VALUE and days[at] != NOT_KNOWN
        # Without a first day there is no day on which enough was worked either.
        limit = add_length(spans[at].first, length) - 1 if known and days[at] != NO_DAY else NO_LIMIT
        one = _said(days[at], limit, all_journeys(on)[begin + at].as_of) if known else OPEN_VALUE
        _and(on, begin + at, at, slot, one, since)


@kernel
def _is_fixed(on: Context, param: int) -> bool:
    """Whether a parameter is the same for all."""
    return param < 0 or all_tables(on)[param].kind == FIXED
