"""The day on which qualifying wages reach a threshold."""

from __future__ import annotations

from commissioning.engines.columnar.context import (
    Context,
    all_jobs,
    all_journeys,
    all_notes,
    all_payments,
    all_state,
    all_stretches,
    all_tables,
    all_wages,
)
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.pieces import DROPPED, filtered, value_of
from commissioning.engines.columnar.shapes import (
    AGAINST,
    AGREED,
    AGREED_ON,
    BASIS,
    BASIS_BIT,
    EMPLOYEES,
    JOURNEY,
    NEEDS,
    NO_DAY,
    NO_VALUE,
    NUMBERS,
    PAID_HOURS,
    PAID_WORKED,
    QUALIFYING,
    SIZE,
    SUITS,
    Row,
)

NO_JOB, UNKNOWN_JOB = -1, -2
"""In the place of a job: wages paid without a job's id, and with the id of no known job."""


@kernel
def wages_of(on: Context, earned: int, journey: int) -> bool:
    """Lists the payments that count, in date order, each with the missing facts it needs; False where there is no room.

    Of wages without a known job the filters ask what nobody recorded.
    """
    state, work = all_state(on)[earned], all_tables(on)[earned].work
    if state.payments_for == all_notes(on)[NUMBERS, JOURNEY]:
        return state.payments >= 0
    state.payments_for = all_notes(on)[NUMBERS, JOURNEY]
    state.payments = -1
    person = all_journeys(on)[journey]
    count = 0
    for number in range(person.wages_at, person.wages_to):
        wage = all_wages(on)[number]
        if wage.paid_on < person.start or wage.paid_on > person.last or wage.qualifying == 0:
            continue
        job = wage.job
        mask = 0 if wage.qualifying == 2 else 1 << QUALIFYING
        if job < 0:
            if mask and job == UNKNOWN_JOB:
                # A missing fact of a job that is not known: there is no place for it here.
                return False
            mask |= _asked(on, work, journey)
        else:
            if all_jobs(on)[job].began < person.start:
                continue
            found = filtered(on, work, journey, job, _stretch_on(on, job, wage.paid_on))
            if found == DROPPED:
                continue
            mask |= found
        if count >= on.payments_width:
            return False
        payment = all_payments(on)[all_tables(on)[earned].place, count]
        payment.number, payment.mask = number, mask
        count += 1
    state.payments = count
    return True


@kernel
def _asked(on: Context, work: int, journey: int) -> int:
    """Everything that the filters ask of a job."""
    asking = all_tables(on)[work]
    mask = 0
    for at in range(asking.at, asking.to):
        kind = all_tables(on)[at].kind
        if kind == BASIS:
            mask |= value_of(on, all_tables(on)[at].param, journey, NO_DAY, NO_DAY) << BASIS_BIT
        elif kind == SUITS:
            mask |= 1 << NEEDS
        elif kind == PAID_HOURS:
            mask |= 1 << PAID_WORKED
        elif kind == AGREED:
            mask |= 1 << AGREED_ON
        elif kind == SIZE:
            mask |= 1 << EMPLOYEES
    return mask


@kernel
def _stretch_on(on: Context, job: int, day: int) -> int:
    """The row of a job that was live on a day, or the last one that began before it, or its first."""
    found = all_jobs(on)[job].at
    for stretch in range(all_jobs(on)[job].at, all_jobs(on)[job].to):
        if all_stretches(on)[stretch].first <= day:
            found = stretch
    return found


@kernel
def earned_day(on: Context, measure: Row, journey: int) -> int:
    """The day the threshold was reached; NO_DAY if it was not, NO_VALUE where no value says how much is asked."""
    threshold = _threshold(on, measure, journey)
    if threshold == NO_VALUE:
        return NO_VALUE
    first_job = all_journeys(on)[journey].jobs_at
    place = all_tables(on)[measure.earned].place
    total = 0
    for at in range(all_state(on)[measure.earned].payments):
        payment = all_payments(on)[place, at]
        wage = all_wages(on)[payment.number]
        if payment.mask and payment.mask & all_notes(on)[AGAINST, 0 if wage.job < 0 else wage.job - first_job + 1]:
            continue
        total += wage.amount
        if total >= threshold:
            return wage.paid_on
    return NO_DAY


@kernel
def _threshold(on: Context, measure: Row, journey: int) -> int:
    """The earnings asked for, in pence; a part of a penny counts as a whole one."""
    if measure.threshold >= 0:
        return value_of(on, measure.threshold, journey, NO_DAY, NO_DAY)
    hours = value_of(on, measure.hours, journey, NO_DAY, NO_DAY)
    weeks = value_of(on, measure.weeks, journey, NO_DAY, NO_DAY)
    rate = value_of(on, measure.rate, journey, NO_DAY, NO_DAY)
    if hours == NO_VALUE or weeks == NO_VALUE or rate == NO_VALUE:
        return NO_VALUE
    return -(-hours * weeks * rate // 100)
