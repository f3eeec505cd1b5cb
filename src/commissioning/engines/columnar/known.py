"""A batch as known on the as-of date, for the plans at hand: nothing later has happened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from commissioning.engines.columnar.batch import Batch, JobRows, Wages
from commissioning.engines.columnar.compiling import Compiled
from commissioning.engines.columnar.conditions import Truths
from commissioning.engines.columnar.facts import Facts
from commissioning.engines.columnar.jobs import jobs_known, jobs_that_stand
from commissioning.engines.columnar.looking_up import looked_up
from commissioning.engines.columnar.pairs import pairs_of
from commissioning.engines.columnar.shapes import NO_DAY, Array, People, job_dt, journey_dt, stretch_dt, wage_dt


@dataclass(frozen=True)
class KnownJobs:
    """Jobs by client and the day each began, with their rows as far as they are known."""

    client_jobs: Array
    began: Array
    rank: Array
    agreed: Array
    paid_most: Array
    paid_blank: Array
    job_stretches: Array
    rows: Array
    first: Array
    last: Array
    new_job: Array


def known_jobs(rows: JobRows, days: Array) -> KnownJobs:
    """The jobs of clients as known on a day, one for each client."""
    number, jobs = len(rows.start), len(rows.of_job) - 1
    found = KnownJobs(
        client_jobs=np.zeros(len(rows.of_client), "i4"),
        began=np.zeros(jobs, "i4"),
        rank=np.zeros(jobs, "i4"),
        agreed=np.zeros(jobs, "i4"),
        paid_most=np.zeros(jobs, "i8"),
        paid_blank=np.zeros(jobs, "i1"),
        job_stretches=np.zeros(jobs + 1, "i4"),
        rows=np.zeros(number, "i4"),
        first=np.zeros(number, "i4"),
        last=np.zeros(number, "i4"),
        new_job=np.zeros(jobs, "i4"),
    )
    _, stretches = jobs_known(
        rows.of_client, rows.of_job, rows.start, rows.end, rows.paid, rows.agreed, days,
        np.zeros(jobs, "i4"), found.client_jobs, found.job_stretches, found.rows, found.first, found.last,
        found.began, found.rank, found.agreed, found.paid_most, found.paid_blank, found.new_job,
    )  # fmt: skip
    jobs_that_stand(rows.of_client, found.rank, found.client_jobs, np.zeros(jobs, "i4"))
    return found if stretches == number else _cut(found, stretches)


def _cut(found: KnownJobs, stretches: int) -> KnownJobs:
    return replace(found, rows=found.rows[:stretches], first=found.first[:stretches], last=found.last[:stretches])


def people_of(compiled: Compiled, batch: Batch, as_of: int | Array) -> People:
    """What the kernel needs of a batch on the as-of date: of all, or of each journey, and then the same for all of a client."""
    days = np.full(batch.clients, as_of if isinstance(as_of, int) else 0, "i4")
    if not isinstance(as_of, int):
        days[batch.client] = as_of
    jobs = known_jobs(batch.jobs, days)
    facts = Facts(batch, as_of)
    paid = _paid(batch.wages or _no_wages(batch.clients), days)
    return People(
        has_earnings=batch.wages is not None,
        journeys=_journeys(compiled, batch, facts, jobs, paid),
        jobs=_table(
            job_dt,
            began=jobs.began, rank=jobs.rank, agreed=jobs.agreed, at=jobs.job_stretches[:-1], to=jobs.job_stretches[1:],
            paid_blank=jobs.paid_blank, paid_most=jobs.paid_most,
        ),
        stretches=_table(
            stretch_dt,
            first=jobs.first, until=jobs.last, hours=batch.jobs.hours[jobs.rows], pay=batch.jobs.pay[jobs.rows],
            employees=batch.jobs.employees[jobs.rows], basis=batch.jobs.basis[jobs.rows], needs=batch.jobs.needs[jobs.rows],
        ),
        wages=_table(
            wage_dt,
            paid_on=paid.paid_on, job=_known_job(paid.job, jobs), amount=paid.amount, qualifying=paid.qualifying,
        ),
        truths=_truths(compiled, facts),
        columns=_columns(compiled, facts),
    )  # fmt: skip


def _table(dtype: np.dtype[Any], **columns: Array) -> Array:
    table = np.empty(len(next(iter(columns.values()))), dtype)
    for name, column in columns.items():
        table[name] = column
    return table


def _journeys(compiled: Compiled, batch: Batch, facts: Facts, jobs: KnownJobs, paid: Wages) -> Array:
    died = batch.died & (batch.end != NO_DAY) & (batch.end <= facts.as_of)
    client = batch.client
    return _table(
        journey_dt,
        start=facts.start, referral=batch.referral, last=np.where(died, batch.end, facts.as_of), as_of=facts.as_of,
        age=facts.whole("age_at_referral"), jobs_at=jobs.client_jobs[client], jobs_to=jobs.client_jobs[client + 1],
        wages_at=paid.of_client[client], wages_to=paid.of_client[client + 1],
        earlier=earlier(compiled.families, batch), alive=~died, claimed=batch.claimed,
        plain=_blank_scopes(compiled, facts),
    )  # fmt: skip


def _known_job(job: Array, jobs: KnownJobs) -> Array:
    return np.where(job >= 0, jobs.new_job[np.maximum(job, 0)], job) if len(jobs.new_job) else np.minimum(job, -1)


def _truths(compiled: Compiled, facts: Facts) -> Array:
    """The truth of every condition, with the name of the first blank fact that decides it where it is unknown."""
    return Truths(facts, compiled.asked).matrix(
        compiled.conditions, {name: number for number, name in enumerate(compiled.names)}
    )


def _paid(wages: Wages, days: Array) -> Wages:
    """The payments made by the day each client is decided as of."""
    kept = wages.paid_on <= np.repeat(days, np.diff(wages.of_client))
    if kept.all():
        return wages
    before = np.concatenate([[0], np.cumsum(kept)])
    return Wages(
        before[wages.of_client].astype("i4"), wages.paid_on[kept], wages.amount[kept], wages.job[kept], wages.qualifying[kept]
    )


def _no_wages(clients: int) -> Wages:
    none = np.zeros(0, "i4")
    return Wages(np.zeros(clients + 1, "i4"), none, none.astype("i8"), none, none.astype("i1"))


def earlier(families: tuple[str, ...], batch: Batch) -> Array:
    """For each journey, as bits, the contracts on which its client had been referred before."""
    found = np.zeros(len(batch), "i8")
    later, _, contract = pairs_of(batch)
    if len(later):
        places = {name: place for place, name in enumerate(families[:62])}
        values = batch.facts["contract"].values if "contract" in batch.facts else ()
        bits = np.array([1 << places[str(v)] if v in places else 0 for v in values] + [0], "i8")
        np.bitwise_or.at(found, later, bits[contract])
    return found


def _blank_scopes(compiled: Compiled, facts: Facts) -> Array:
    """The journeys with a blank fact that says whether a version is for them: such a blank is read every way."""
    names = {name for plan in compiled.plans for name in plan.scoped_facts}
    blank = np.zeros(len(facts.batch), bool)
    for name in names:
        blank |= ~facts.known(name)
    return blank


def _columns(compiled: Compiled, facts: Facts) -> Array:
    """The parameters that are looked up for each journey, and which scopes it is in."""
    wanted, scopes = compiled.parameters.columns, compiled.parameters.scopes
    found = np.zeros((max(len(wanted) + len(scopes), 1), len(facts.batch)), "i8")
    for at, (dated, number) in enumerate(wanted):
        found[at] = looked_up(dated, number, facts)
    for at, scope in enumerate(scopes, start=len(wanted)):
        found[at] = facts.in_scope(scope)
    return found
