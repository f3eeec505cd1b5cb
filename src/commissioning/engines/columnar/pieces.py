"""The days of each counted job that pass every filter, with the missing facts they need and the hours asked of them.

What :class:`commissioning.engines.measuring.Measuring` says of one case, said of many. A *piece* that needs a missing fact has
its bit in the mask; of a missing basis it has the bits of the bases that are left out.
"""

from __future__ import annotations

from commissioning.engines.columnar.context import (
    Context,
    all_columns,
    all_jobs,
    all_journeys,
    all_notes,
    all_pieces,
    all_state,
    all_stretches,
    all_tables,
)
from commissioning.engines.columnar.days import LAST, add_months, full_years
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.shapes import (
    AGREED,
    AGREED_ON,
    BASIS,
    BASIS_BIT,
    BY_DAY,
    BY_JOB,
    BY_JOURNEY,
    EMPLOYEES,
    FALSE,
    FIXED,
    HOURS_THRESHOLD,
    JOURNEY,
    NEEDS,
    NO_DAY,
    NO_VALUE,
    NONE,
    NUMBERS,
    PAID_HOURS,
    PAID_WORKED,
    PAY,
    PAY_RATE,
    RATE,
    SIZE,
    SUITS,
    TRUE,
    UNKNOWN,
    WEEKLY_HOURS,
)

DROPPED = -1
"""In the place of a mask: what a filter leaves out."""


@kernel
def value_of(on: Context, param: int, journey: int, began: int, day: int) -> int:
    """A parameter for a journey, a job's first day and a day worked; NO_VALUE where none is in force."""
    found = all_tables(on)[param]
    if found.kind == FIXED:
        return found.value
    if found.kind == BY_JOURNEY:
        return all_columns(on)[found.column, journey]
    looked_up_on = began if found.kind == BY_JOB else day
    for at in range(found.at, found.to):
        version = all_tables(on)[at]
        if version.since <= looked_up_on <= version.until and (version.scope < 0 or all_columns(on)[version.scope, journey]):
            return version.value
    return NO_VALUE


@kernel
def next_change(on: Context, param: int, day: int, until: int) -> int:
    """The first day after *day*, up to *until*, on which a dated parameter can change; the day after *until* if none."""
    found = all_tables(on)[param]
    soonest = until + 1
    for at in range(found.at, found.to):
        version = all_tables(on)[at]
        if day < version.since < soonest:
            soonest = version.since
        if version.until < LAST and day < version.until + 1 < soonest:
            soonest = version.until + 1
    return soonest


@kernel
def filtered(on: Context, work: int, journey: int, job: int, stretch: int) -> int:
    """What every filter but a pay floor makes of one row of a job: the mask of missing facts it needs, or DROPPED."""
    asking = all_tables(on)[work]
    mask = 0
    for at in range(asking.at, asking.to):
        kind = all_tables(on)[at].kind
        if kind == PAY:
            continue
        param = all_tables(on)[at].param
        asked = value_of(on, param, journey, all_jobs(on)[job].began, NO_DAY) if param >= 0 else 0
        truth, fact = TRUE, 0
        if kind == BASIS:
            basis = all_stretches(on)[stretch].basis
            if basis < 0:
                basis = asking.assumed_basis
            if asked == 0:
                truth = TRUE
            elif basis < 0:
                mask |= asked << BASIS_BIT
            else:
                truth = FALSE if (asked >> basis) & 1 else TRUE
        elif kind == SUITS:
            truth, fact = all_stretches(on)[stretch].needs, NEEDS
            if truth == UNKNOWN:
                truth = asking.assumed_needs
        elif kind == PAID_HOURS:
            truth, fact = _paid_hours(on, job, asked, asking.assumed_paid), PAID_WORKED
        elif kind == AGREED:
            agreed, fact = all_jobs(on)[job].agreed, AGREED_ON
            if agreed == NO_DAY:
                truth = UNKNOWN
            else:
                truth = TRUE if agreed < all_jobs(on)[job].began or (asked and agreed == all_jobs(on)[job].began) else FALSE
        elif kind == SIZE:
            employees, fact = all_stretches(on)[stretch].employees, EMPLOYEES
            truth = UNKNOWN if employees < 0 else (TRUE if employees < asked else FALSE)
        if truth == FALSE:
            return DROPPED
        if truth == UNKNOWN:
            mask |= 1 << fact
    return mask


@kernel
def _paid_hours(on: Context, job: int, asked: int, assumed: int) -> int:
    if all_jobs(on)[job].paid_most >= asked:
        return TRUE
    if all_jobs(on)[job].paid_blank:
        if assumed < 0:
            return UNKNOWN
        return TRUE if assumed >= asked else FALSE
    return FALSE


@kernel
def pieces_of(on: Context, work: int, journey: int) -> bool:
    """Fills the room's pieces of one work; False where there is no room for them all."""
    state, asking = all_state(on)[work], all_tables(on)[work]
    if state.pieces_for == all_notes(on)[NUMBERS, JOURNEY]:
        return state.pieces >= 0
    if asking.twin < 0 or _sets_apart(on, asking.apart, asking.assumed_basis, journey):
        return _own_pieces(on, work, journey)
    state.pieces_for = all_notes(on)[NUMBERS, JOURNEY]
    state.pieces = -1
    if not _own_pieces(on, asking.twin, journey):
        return False
    state.pieces, state.mask = all_state(on)[asking.twin].pieces, all_state(on)[asking.twin].mask
    pieces, others = all_pieces(on)[asking.place], all_pieces(on)[all_tables(on)[asking.twin].place]
    for at in range(state.pieces):
        pieces[at] = others[at]
    return True


@kernel
def _sets_apart(on: Context, apart: int, assumed: int, journey: int) -> bool:
    """Whether some row of the person's jobs has a basis, or lacks one, that a work and its twin may read otherwise."""
    if apart == 0:
        return False
    for job in range(all_journeys(on)[journey].jobs_at, all_journeys(on)[journey].jobs_to):
        for stretch in range(all_jobs(on)[job].at, all_jobs(on)[job].to):
            basis = all_stretches(on)[stretch].basis
            if basis < 0:
                basis = assumed
            if basis < 0 or (apart >> basis) & 1:
                return True
    return False


@kernel
def _own_pieces(on: Context, work: int, journey: int) -> bool:
    """Fills the room's pieces of one work from the person's jobs; False where there is no room for them all."""
    state = all_state(on)[work]
    if state.pieces_for == all_notes(on)[NUMBERS, JOURNEY]:
        return state.pieces >= 0
    state.pieces_for = all_notes(on)[NUMBERS, JOURNEY]
    state.pieces = state.mask = 0
    asking = all_tables(on)[work]
    person = all_journeys(on)[journey]
    for job in range(person.jobs_at, person.jobs_to):
        if all_jobs(on)[job].began < person.start:
            continue
        for stretch in range(all_jobs(on)[job].at, all_jobs(on)[job].to):
            until = min(all_stretches(on)[stretch].until, person.last)
            first = all_stretches(on)[stretch].first
            if first > until:
                continue
            mask = filtered(on, work, journey, job, stretch)
            if mask == DROPPED:
                continue
            pay_filters = 0
            for at in range(asking.at, asking.to):
                if all_tables(on)[at].kind == PAY:
                    pay_filters += 1
            if pay_filters == 0:
                fits = _with_threshold(on, work, journey, job, stretch, first, until, mask)
            else:
                fits = _paying(on, work, journey, job, stretch, until, mask)
            if not fits:
                state.pieces = -1
                return False
    return True


@kernel
def _paying(on: Context, work: int, journey: int, job: int, stretch: int, until: int, mask: int) -> bool:
    """The row cut where a rate or the person's age can change, each part kept, dropped or unknown."""
    asking = all_tables(on)[work]
    day = all_stretches(on)[stretch].first
    while day <= until:
        following = until + 1
        verdict = mask
        for at in range(asking.at, asking.to):
            if all_tables(on)[at].kind != PAY:
                continue
            param = all_tables(on)[at].param
            following = min(following, next_change(on, param, day, until))
            table = value_of(on, param, journey, all_jobs(on)[job].began, day)
            grown = table != NO_VALUE and _is_grown(on, table, journey)
            if table != NO_VALUE and not grown:
                following = min(following, _next_birthday(on, journey, day, until))
            if verdict != DROPPED:
                paid = _pays(on, table, grown, journey, stretch, day, asking.assumed_pay)
                verdict = DROPPED if paid == DROPPED else verdict | paid
        if verdict != DROPPED and not _with_threshold(on, work, journey, job, stretch, day, following - 1, verdict):
            return False
        day = following
    return True


@kernel
def _next_birthday(on: Context, journey: int, day: int, until: int) -> int:
    """The next day after *day* on which the person's age can change: an anniversary of the referral, or the day after."""
    referral = all_journeys(on)[journey].referral
    if referral == NO_DAY:
        return until + 1
    years = full_years(referral, day)
    birthday = add_months(referral, 12 * years)
    if birthday == day:
        return day + 1
    return add_months(referral, 12 * (years + 1)) if birthday < day else birthday


@kernel
def _pays(on: Context, table: int, grown: bool, journey: int, stretch: int, day: int, assumed: int) -> int:
    """The mask of what is missing to say that a row pays the rate on a day; DROPPED where it does not."""
    if table == NO_VALUE:
        return 1 << RATE
    pay = all_stretches(on)[stretch].pay
    if pay < 0:
        pay = assumed
    lowest, highest = _rate_of_grown(on, table) if grown else _rates(on, table, journey, day)
    if highest == 0 or (pay >= 0 and pay >= highest):
        return 0
    return 1 << PAY_RATE if pay < 0 or pay >= lowest else DROPPED


@kernel
def _is_grown(on: Context, table: int, journey: int) -> bool:
    """Whether the person had reached every age of a table of rates when referred: no birthday changes what is due."""
    rates, age = all_tables(on)[all_tables(on)[0].rate_tables + table], all_journeys(on)[journey].age
    if age < 0 or all_journeys(on)[journey].referral == NO_DAY:
        return False
    for row in range(rates.at, rates.to):
        if all_tables(on)[row].from_age > age:
            return False
    return True


@kernel
def _rate_of_grown(on: Context, table: int) -> tuple[int, int]:
    """The lowest and highest rate that may be due to somebody who has reached every age: the last."""
    last = all_tables(on)[all_tables(on)[all_tables(on)[0].rate_tables + table].to - 1].rate
    return last, last


@kernel
def _rates(on: Context, table: int, journey: int, day: int) -> tuple[int, int]:
    """The lowest and highest rate that may be due to the person on a day."""
    at, to = all_tables(on)[all_tables(on)[0].rate_tables + table].at, all_tables(on)[all_tables(on)[0].rate_tables + table].to
    age, referral = all_journeys(on)[journey].age, all_journeys(on)[journey].referral
    lowest, highest = all_tables(on)[at].rate, all_tables(on)[at].rate
    if age < 0 or referral == NO_DAY:
        for row in range(at, to):
            lowest, highest = min(lowest, all_tables(on)[row].rate), max(highest, all_tables(on)[row].rate)
        return lowest, highest
    years = full_years(referral, day)
    older = age + years + (0 if add_months(referral, 12 * years) == day else 1)
    one = other = all_tables(on)[at].rate
    for row in range(at, to):
        if all_tables(on)[row].from_age <= age + years:
            one = all_tables(on)[row].rate
        if all_tables(on)[row].from_age <= older:
            other = all_tables(on)[row].rate
    return min(one, other), max(one, other)


@kernel
def _with_threshold(
    on: Context,
    work: int,
    journey: int,
    job: int,
    stretch: int,
    first: int,
    until: int,
    mask: int,
) -> bool:
    """Adds days of a row with the hours asked of them, cut where these can change; False where there is no room."""
    asking = all_tables(on)[work]
    began = all_jobs(on)[job].began
    day = first
    while day <= until:
        following = until + 1
        at_least, at_most, excluded, needs = NONE, NONE, 0, mask
        hours, share, asked = -1, 1, 0
        if asking.has_hours:
            averaged = value_of(on, asking.averaged, journey, began, NO_DAY)
            if averaged > 0:
                following = min(following, day - (day - began) % averaged + averaged)
            following = min(
                following,
                _next(on, asking.at_least, day, until),
                _next(on, asking.inclusive, day, until),
                _next(on, asking.at_most, day, until),
            )
            at_least = value_of(on, asking.at_least, journey, began, day)
            inclusive = value_of(on, asking.inclusive, journey, began, day)
            at_most = value_of(on, asking.at_most, journey, began, day)
            if at_least == NO_VALUE or inclusive == NO_VALUE or at_most == NO_VALUE:
                needs |= 1 << HOURS_THRESHOLD
            else:
                asked = 0 if at_least == NONE and at_most == NONE else 1
                excluded = 1 if inclusive == 0 and at_least != NONE else 0
                hours, share = _hours(on, journey, job, stretch, day, averaged, asking.assumed_hours)
                if asked and hours < 0:
                    needs |= 1 << WEEKLY_HOURS
        state = all_state(on)[work]
        if state.pieces >= on.pieces_width:
            return False
        piece = all_pieces(on)[asking.place, state.pieces]
        piece.first, piece.last, piece.job, piece.mask = day, following - 1, job, needs
        piece.asked, piece.excluded = asked, excluded
        piece.at_least, piece.at_most = 0 if at_least == NONE else at_least, at_most
        piece.hours, piece.share = hours, share
        state.pieces += 1
        state.mask |= needs
        day = following
    return True


@kernel
def _next(on: Context, param: int, day: int, until: int) -> int:
    return next_change(on, param, day, until) if all_tables(on)[param].kind == BY_DAY else until + 1


@kernel
def _hours(on: Context, journey: int, job: int, stretch: int, day: int, averaged: int, assumed: int) -> tuple[int, int]:
    """A row's weekly hours, or a job's averaged over the block of days that holds *day*, as a whole number of shares."""
    if averaged <= 0:
        worked = all_stretches(on)[stretch].hours
        return worked if worked >= 0 else assumed, 1
    begins = day - (day - all_jobs(on)[job].began) % averaged
    total = days = 0
    last = min(begins + averaged - 1, all_journeys(on)[journey].last)
    for at in range(all_jobs(on)[job].at, all_jobs(on)[job].to):
        each = all_stretches(on)[at]
        live = min(each.until, last) - max(each.first, begins) + 1
        if live > 0:
            worked = each.hours if each.hours >= 0 else assumed
            if worked < 0:
                return -1, 1
            total += worked * live
            days += live
    return total, days


@kernel
def enough(hours: int, share: int, at_least: int, excluded: int, at_most: int) -> bool:
    """Whether hours, in shares, reach a threshold, its bound included or not, and stay within its band."""
    needed = at_least * share
    reached = hours > needed if excluded else hours >= needed
    return reached and (at_most == NONE or hours <= at_most * share)
