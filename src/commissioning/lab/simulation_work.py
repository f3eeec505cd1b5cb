"""The jobs of a block of a made-up cohort: when they begin and end, their hours, and the awkward ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from commissioning.domain.journeys import BASES
from commissioning.lab.simulation_draws import (
    BLANK,
    NO_DAY,
    SIXTEEN,
    Bits,
    Codes,
    Draws,
    Flags,
    Ints,
    Places,
    below,
    choice,
    figures,
    limit,
    spread,
)
from commissioning.lab.simulation_model import SimulationModel
from commissioning.lab.simulation_people import People
from commissioning.lab.simulation_tables import DISABLED, MONTHS, Calendar, ChainTables, day_number
from commissioning.lab.simulation_values import WHOLE

STAGES = 4
"""To 3, 6 and 12 months, and beyond."""
BEFORE, CHANGED, LAST, BESIDE, RETURNED = 0, 1, 5, 6, 7
"""The places of a journey's jobs: before the start; left in each of the four stages; last; beside another; after a return."""
MOST_JOBS = 10
"""A job's number is that of the journey with the job's place as a further digit."""
SHORTEST = 6
"""Days that a job lasts at least, less one."""
LONG_ENOUGH = 28
"""Days that a job must last for its hours to change."""
HALF = SIXTEEN // 2
SELF_EMPLOYED, ZERO_HOURS = BASES.index("self_employed"), BASES.index("zero_hours")

IN_WORK = (
    "to_work", "stage", "inside", "after", "beside", "beside_from", "beside_for", "returns", "return_from", "return_for",
    "no_end",
    *(f"{what}_{stage}" for stage in range(STAGES) for what in ("change", "between", "place")),
)  # fmt: skip
OF_JOURNEYS = ("before", "before_from", "before_for")
OF_JOBS = (
    "hours", "part_time", "zero", "basis", "pay", "needs", "employer", "changes", "change_place", "open",
    "new_hours", "new_part_time", "new_zero",
    "no_hours", "no_new_hours", "no_basis", "no_pay",
)  # fmt: skip


@dataclass(frozen=True)
class WorkTables:
    """What jobs are drawn from: tables by sixteen bits, and limits below which a draw means yes."""

    observed: int
    to_work: Ints
    after: Ints
    change: np.int32
    between: Ints
    hours: Ints
    part_time: Ints
    zero: Ints
    hours_changed: np.int32
    basis: Codes
    pay: Ints
    beside: np.int32
    returns: np.int32
    to_return: Ints
    after_return: Ints
    before: np.int32
    before_start: Ints
    before_for: Ints
    no_end: np.int32
    needs: Codes
    employers: int
    missing: dict[str, np.int32]


def work_tables(model: SimulationModel) -> WorkTables:
    """The tables of a model."""
    work, missing = model.work, model.missing
    bases = [work.basis.shares.get(basis, 0) for basis in BASES]
    needs = [work.reflects_needs.shares.get(word, 0) for word in ("no", "yes")]
    return WorkTables(
        observed=day_number(model.cohort.observed_until.value),
        to_work=spread(work.days_to_work.points),
        after=spread(work.days_after_twelve_months.points),
        change=limit(work.change_of_job.value),
        between=figures(work.days_between_jobs.shares.items()),
        hours=figures(work.hours.shares.items()),
        part_time=figures(work.part_time_hours.shares.items()),
        zero=figures(work.zero_hours.shares.items()),
        hours_changed=limit(work.hours_changed.value),
        basis=choice(bases, WHOLE),
        pay=figures(work.pence_above_minimum.shares.items()),
        beside=limit(work.beside_another_job.value),
        returns=limit(work.return_to_work.value),
        to_return=spread(work.days_to_return.points),
        after_return=spread(work.days_after_return.points),
        before=limit(work.job_before_start.value),
        before_start=spread(work.days_before_start.points),
        before_for=spread(work.days_of_job_before.points),
        no_end=limit(work.end_not_recorded.value),
        needs=choice(needs, WHOLE),
        employers=work.employers.value,
        missing={name: limit(getattr(missing, name).value) for name in ("weekly_hours", "basis", "hourly_pay_pence")},
    )


@dataclass(frozen=True)
class Spells:
    """When those in work were in it.

    *journey* is the place in the block, *first* and *last* are days, *edges* (5 by people) the first day, those of 3, 6 and 12
    months after it, and the last of all; *stage* says before which of them work ended, 4 being after twelve months.
    """

    journey: Places
    first: Ints
    last: Ints
    stage: Codes
    edges: Ints
    bits: Mapping[str, Bits]


@dataclass(frozen=True)
class Rows:
    """The rows of the table ``jobs`` of a block, in order of journey and job.

    *journey* is the place in the block, *slot* the job among the journey's. *last* is the end as it is written (NO_DAY where
    it is blank), *until* the last day as it is (NO_DAY where the job goes on). *true_hours* and *true_pay* are what earnings
    are made from; *hours* and *pay* are what is written.
    """

    journey: Places
    slot: Codes
    first: Ints
    last: Ints
    until: Ints
    hours: Ints
    true_hours: Ints
    basis: Codes
    pay: Ints
    true_pay: Ints
    needs: Codes
    employer: Ints


def spells(people: People, tables: WorkTables, chain: ChainTables, calendar: Calendar, draws: Draws) -> Spells:
    """When those who find work are in it: the chain is kept to by construction."""
    journey = np.flatnonzero(people.works)
    bits = draws.rows(IN_WORK, len(journey))
    first = people.start[journey] + tables.to_work.take(bits["to_work"])
    checks = [calendar.months_after(first, months) for months in MONTHS]
    edges = np.stack([first, *checks, checks[-1] + tables.after.take(bits["after"])])
    stage = chain.stage[(people.condition[journey] == DISABLED).view(np.int8), bits["stage"]]
    each = np.arange(len(journey))
    begins, ends = edges[stage - 1, each], edges[stage, each]
    # Up to twelve months work ends on any day of its stage; beyond, on the day that was drawn.
    last = np.where(stage == STAGES, ends, begins + below(bits["inside"], ends - begins))
    return Spells(journey, first, last.astype(np.int32), stage, edges, bits)


@dataclass(frozen=True)
class Jobs:
    """Jobs, one value each: the journey's place in the block, the job's place in the journey, first and last day, and whether
    it is held beside another."""

    journey: Places
    slot: Codes
    first: Ints
    last: Ints
    part_time: Flags

    @classmethod
    def of(cls, journey: Places, slot: int, first: Ints, last: Ints, part_time: Flags | bool) -> Jobs:
        """Jobs that have one place in their journeys."""
        size = len(journey)
        return cls(journey, np.full(size, slot, np.int8), first, last, np.broadcast_to(np.asarray(part_time), (size,)))


def work(people: People, held: Spells, died_on: Ints, tables: WorkTables, calendar: Calendar, draws: Draws) -> Rows:
    """The rows of every job in a block; *died_on* is the day of a death (NO_DAY where there is none)."""
    parts = [*_one_after_another(held, tables), _beside(held, tables), _returns(held, died_on, tables)]
    parts.append(_before(people, died_on, tables, draws))
    every = [np.concatenate([getattr(part, name) for part in parts]) for name in Jobs.__dataclass_fields__]
    order = np.argsort(every[0] * MOST_JOBS + every[1], kind="stable")
    order = order[every[2][order] <= tables.observed]
    jobs = Jobs(*(values[order] for values in every))
    return _rows(people, jobs, tables, calendar, draws.rows(OF_JOBS, len(order)))


def _one_after_another(held: Spells, tables: WorkTables) -> list[Jobs]:
    """A spell of work as one job or several: a change keeps clear of the days on which the chain looks for work."""
    begins, found = held.first.copy(), []
    # Of someone with two jobs at once the hours of each are few, every second time.
    part_time = (held.bits["beside"] < tables.beside) & (held.bits["beside_for"] % 2 == 0)
    for stage in range(STAGES):
        low, high = held.edges[stage], np.minimum(held.edges[stage + 1] - 1, held.last)
        between = tables.between.take(held.bits[f"between_{stage}"])
        earliest = low + SHORTEST + np.maximum(0, -between)
        room = high - np.maximum(0, between) - earliest
        moved = np.flatnonzero((held.bits[f"change_{stage}"] < tables.change) & (room > 0))
        left = earliest[moved] + below(held.bits[f"place_{stage}"][moved], room[moved])
        found.append(Jobs.of(held.journey[moved], CHANGED + stage, begins[moved], left, part_time[moved]))
        begins[moved] = left + between[moved] + 1
    no_end = (held.stage == STAGES) & (held.bits["no_end"] < tables.no_end)
    found.append(Jobs.of(held.journey, LAST, begins, np.where(no_end, NO_DAY, held.last), part_time))
    return found


def _beside(held: Spells, tables: WorkTables) -> Jobs:
    """Second jobs held at the same time; they begin and end while the person is in work anyway."""
    room = held.last - held.first - SHORTEST
    some = np.flatnonzero((held.bits["beside"] < tables.beside) & (room > SHORTEST))
    first = held.first[some] + below(held.bits["beside_from"][some], room[some])
    last = first + SHORTEST + below(held.bits["beside_for"][some], held.last[some] - first - SHORTEST + 1)
    return Jobs.of(held.journey[some], BESIDE, first, last, part_time=True)


def _returns(held: Spells, died_on: Ints, tables: WorkTables) -> Jobs:
    """Work found again, after the day on which the chain found none."""
    gone = (held.stage < STAGES) & (died_on[held.journey] == NO_DAY)
    some = np.flatnonzero(gone & (held.bits["returns"] < tables.returns))
    first = held.edges[held.stage[some], some] + tables.to_return.take(held.bits["return_from"][some])
    last = first + tables.after_return.take(held.bits["return_for"][some])
    return Jobs.of(held.journey[some], RETURNED, first, last, part_time=False)


def _before(people: People, died_on: Ints, tables: WorkTables, draws: Draws) -> Jobs:
    """Jobs begun before the start. One who starts again has none: it would be work found in the journey before."""
    bits = draws.rows(OF_JOURNEYS, len(people.start))
    some = np.flatnonzero((bits["before"] < tables.before) & ~people.again)
    first = people.start[some] - np.maximum(1, tables.before_start.take(bits["before_from"][some]))
    last = np.minimum(first + tables.before_for.take(bits["before_for"][some]), died_on[some])
    return Jobs.of(some, BEFORE, first, last, part_time=False)


def _rows(people: People, jobs: Jobs, tables: WorkTables, calendar: Calendar, bits: Mapping[str, Bits]) -> Rows:
    """Each job as one row, or as two where its hours change."""
    until = np.where(jobs.last > tables.observed, NO_DAY, jobs.last)
    basis = tables.basis.take(bits["basis"])
    zero = basis == ZERO_HOURS
    length = np.minimum(until, tables.observed) - jobs.first + 1
    changes = (zero | (bits["changes"] < tables.hours_changed)) & (length >= LONG_ENOUGH)
    changed_on = jobs.first + SHORTEST + 1 + below(bits["change_place"], length - LONG_ENOUGH // 2)
    pay = _pay(people, jobs, tables, calendar, bits)
    needs = tables.needs.take(bits["needs"])
    employer = below(bits["employer"], tables.employers)

    job = np.repeat(np.arange(len(until)), 1 + changes)
    second = np.append(False, job[1:] == job[:-1]) if len(job) else np.zeros(0, np.bool_)
    first_of_two = changes[job] & ~second
    ends = np.where(first_of_two, changed_on[job] - 1, until[job])
    blank_end = first_of_two & (bits["open"] < HALF)[job]
    hours = np.where(second, _hours(tables, bits, "new_", zero, jobs)[job], _hours(tables, bits, "", zero, jobs)[job])
    no_hours = np.where(second, bits["no_new_hours"][job], bits["no_hours"][job]) < tables.missing["weekly_hours"]
    no_pay = (bits["no_pay"] < tables.missing["hourly_pay_pence"]) | (basis == SELF_EMPLOYED)
    no_basis = bits["no_basis"] < tables.missing["basis"]
    return Rows(
        journey=jobs.journey[job],
        slot=jobs.slot[job],
        first=np.where(second, changed_on[job], jobs.first[job]),
        last=np.where(blank_end, NO_DAY, ends),
        until=ends,
        hours=np.where(no_hours, np.int32(BLANK), hours),
        true_hours=hours,
        basis=np.where(no_basis, np.int8(BLANK), basis)[job],
        pay=np.where(no_pay, np.int32(BLANK), pay)[job],
        true_pay=pay[job],
        needs=needs[job],
        employer=employer[job],
    )


def _hours(tables: WorkTables, bits: Mapping[str, Bits], which: str, zero: Flags, jobs: Jobs) -> Ints:
    """Weekly hours in hundredths by the kind of job; *which* names the draw."""
    usual = np.where(jobs.part_time, tables.part_time.take(bits[f"{which}part_time"]), tables.hours.take(bits[f"{which}hours"]))
    return np.where(zero, tables.zero.take(bits[f"{which}zero"]), usual)


def _pay(people: People, jobs: Jobs, tables: WorkTables, calendar: Calendar, bits: Mapping[str, Bits]) -> Ints:
    """Pence an hour: the minimum wage for the age on the job's first day, and something above or below it."""
    age = people.age[jobs.journey] + (jobs.first - people.referral[jobs.journey]) // 365
    pence: Ints = np.maximum(0, calendar.minimum(jobs.first, age) + tables.pay.take(bits["pay"]))
    return pence
