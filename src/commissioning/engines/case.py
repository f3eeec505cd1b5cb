"""A journey as it is known on the as-of date: nothing later has happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from commissioning.domain.calendar import Day
from commissioning.domain.derived import DERIVED, NOTHING, Beside, derived
from commissioning.domain.journeys import Caseload, Claim, Earning, FactValue, JobRow, Journey


@dataclass(frozen=True, slots=True)
class Stretch:
    """One row of a job with its end resolved: the days *first* to *last*, both inclusive."""

    first: Day
    last: Day
    row: JobRow


@dataclass(frozen=True, slots=True)
class Job:
    """One job: the day it began (its earliest row) and its rows in order."""

    job_id: str
    began: Day
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """A journey with the jobs, earnings and earlier journeys known on *as_of*.

    *start* and *referral* are None where blank (a start after the as-of date is not known yet). *last* is the last day that
    can qualify so far: the as-of date, or the day the person died; then *alive* is False and there is no best case.
    """

    journey: Journey
    as_of: Day
    start: Day | None
    referral: Day | None
    last: Day
    alive: bool
    jobs: tuple[Job, ...] = ()
    earnings: tuple[Earning, ...] | None = ()
    claims: tuple[Claim, ...] = ()
    earlier: tuple[Case, ...] = field(default=(), repr=False)
    employees: Mapping[str, int] = field(default_factory=dict, repr=False)
    """How many employees each employer has, where that is known."""
    beside: Beside = field(default=NOTHING, repr=False)
    """What other tables say of the journey."""

    def fact(self, name: str) -> FactValue:
        """A fact of the journey as known on the as-of date."""
        value = self.journey.fact(name)
        if name in DERIVED and name not in self.journey.facts:
            return derived(name, self.journey, date.fromordinal(self.as_of), self.beside)
        if name in ("start_date", "end_date") and isinstance(value, date) and value.toordinal() > self.as_of:
            return None
        return value

    def at(self, day: Day) -> Case:
        """The same journey on a later *day*, if nothing more becomes known by then."""
        rows = [stretch.row for job in self.jobs for stretch in job.stretches]
        jobs, last = jobs_known(rows, day), day if self.alive else self.last
        return replace(self, as_of=day, last=last, jobs=jobs, earlier=tuple(one.at(day) for one in self.earlier))

    def claim_day(self, contract: str, outcome: str) -> Day:
        """The day the outcome was claimed, or the as-of date if it has not been claimed by then."""
        days = [
            claim.claimed_on.toordinal()
            for claim in self.claims
            if claim.contract == contract and claim.outcome == outcome and claim.claimed_on is not None
        ]
        known = [day for day in days if day <= self.as_of]
        return min(known, default=self.as_of)

    def job(self, job_id: str) -> Job | None:
        """The job of that id, if it is known."""
        return next((job for job in self.jobs if job.job_id == job_id), None)

    @property
    def ended(self) -> str:
        """Why the journey ended, if it has by the as-of date; else blank."""
        end = self.fact("end_date")
        return (self.journey.end_reason or "ended") if end is not None else ""


class CaseBook:
    """The journeys of a caseload as known on one day, for any number of contracts."""

    def __init__(self, caseload: Caseload, as_of: date) -> None:
        self._caseload = caseload
        self._as_of = as_of.toordinal()
        self._jobs: dict[str, tuple[Job, ...]] = {}
        self._by_client: dict[str, list[Journey]] = {}
        for journey in caseload.journeys:
            self._by_client.setdefault(journey.client_id, []).append(journey)

    def case(self, journey: Journey, family: str = "") -> Case:
        """One journey as known on the day.

        The client's earlier journeys are those on the same contract (*family*, as their own rows say) that were referred
        before this one.
        """
        client = journey.client_id
        if client not in self._jobs:
            self._jobs[client] = jobs_known(self._caseload.jobs.get(client, ()), self._as_of)
        before = tuple(
            case_of(other, self._as_of, self._jobs[client], self._caseload)
            for other in self._by_client[client]
            if other is not journey and family and other.contract == family and _earlier(other, journey)
        )
        return case_of(journey, self._as_of, self._jobs[client], self._caseload, before)

    def cases(self, family: str = "") -> Iterator[Case]:
        """Every journey, in input order."""
        for journey in self._caseload.journeys:
            yield self.case(journey, family)


def cases(caseload: Caseload, as_of: date, family: str = "") -> Iterator[Case]:
    """Every journey of *caseload* as known on *as_of*, in input order, for one contract."""
    yield from CaseBook(caseload, as_of).cases(family)


def _earlier(one: Journey, other: Journey) -> bool:
    return one.referral_date is not None and other.referral_date is not None and one.referral_date < other.referral_date


def case_of(journey: Journey, as_of: Day, jobs: tuple[Job, ...], caseload: Caseload, earlier: tuple[Case, ...] = ()) -> Case:
    """One journey as known on *as_of*; of its earnings only those paid by then."""
    start, end = _ordinal(journey.start_date), _ordinal(journey.end_date)
    died = journey.end_reason == "died" and end is not None and end <= as_of
    earnings: Mapping[str, tuple[Earning, ...]] | None = caseload.earnings
    known = None
    if earnings is not None:
        paid = [e for e in earnings.get(journey.client_id, ()) if e.paid_on.toordinal() <= as_of]
        known = tuple(sorted(paid, key=lambda e: e.paid_on))
    return Case(
        journey=journey,
        as_of=as_of,
        start=start if start is not None and start <= as_of else None,
        referral=_ordinal(journey.referral_date),
        last=end if died and end is not None else as_of,
        alive=not died,
        jobs=jobs,
        earnings=known,
        claims=caseload.claims.get(journey.journey_id, ()),
        earlier=earlier,
        employees=caseload.employees,
        beside=_beside(journey, caseload),
    )


def _beside(journey: Journey, caseload: Caseload) -> Beside:
    moves = caseload.moves.get(journey.journey_id, ())
    service = caseload.services.get(str(journey.facts.get("service_id", ""))) if caseload.services else None
    return Beside(moves, service) if moves or service else NOTHING


def jobs_known(rows: Iterable[JobRow], as_of: Day) -> tuple[Job, ...]:
    """The jobs of one client, by the day each began.

    A row that starts after *as_of* is ignored, and its job's earlier rows stand as written: a blank end closes the day
    before the job's next row that is known, and is open where there is none.
    """
    by_job: dict[str, list[JobRow]] = {}
    for row in rows:
        if row.start_date.toordinal() <= as_of:
            by_job.setdefault(row.job_id, []).append(row)
    found = []
    for job_id, of_job in by_job.items():
        of_job.sort(key=lambda row: row.start_date)
        stretches = []
        for position, row in enumerate(of_job):
            first = row.start_date.toordinal()
            last = as_of if row.end_date is None else min(row.end_date.toordinal(), as_of)
            if row.end_date is None and position + 1 < len(of_job):
                last = min(last, of_job[position + 1].start_date.toordinal() - 1)
            if last >= first:
                stretches.append(Stretch(first, last, row))
        if stretches:
            found.append(Job(job_id, of_job[0].start_date.toordinal(), tuple(stretches)))
    return tuple(sorted(found, key=lambda job: (job.began, job.job_id)))


def _ordinal(day: date | None) -> Day | None:
    return None if day is None else day.toordinal()
