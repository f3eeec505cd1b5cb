"""What journeys and jobs say of a service: referrals, job starts, and the share of clients who started a job.

A job is credited to the journey that had begun last when the job began, so that no job counts for two services. A number
that turns on a blank is known between bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commissioning.domain.bounds import Bounds
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.domain.verdicts import Truth, any_true


@dataclass(frozen=True, slots=True)
class Counted:
    """A number counted from the tables, and what is missing where it is not one number."""

    bounds: Bounds
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Begun:
    """A job that had begun by the as-of date: the journey it is credited to, its first day, the most paid hours of its rows.

    *hours* are hundredths; *blank* says that some row leaves them blank.
    """

    journey_id: str
    on: date
    hours: int | None
    blank: bool

    def counts(self, paid_hours: int) -> Truth:
        """Whether so many paid hours were done in it."""
        if not paid_hours or (self.hours is not None and self.hours >= paid_hours):
            return True
        return None if self.blank else False


class ServiceCounts:
    """The journeys of every service on a day, and the jobs that began in them."""

    def __init__(self, caseload: Caseload, as_of: date, tables: frozenset[str]) -> None:
        self._as_of = as_of
        self._has_jobs = "jobs" in tables
        self._of_service: dict[str, list[Journey]] = {}
        for journey in caseload.journeys:
            service = journey.fact("service_id")
            if isinstance(service, str):
                self._of_service.setdefault(service, []).append(journey)
        self._begun = self._credited(caseload)

    def has_journeys(self, service_id: str) -> bool:
        """Whether any journey names the service: where none does, nothing is known of its clients."""
        return service_id in self._of_service

    def journeys(self, service_id: str) -> tuple[Journey, ...]:
        """The journeys that name the service."""
        return tuple(self._of_service.get(service_id, ()))

    def referrals(self, service_id: str, since: date | None, until: date) -> Counted:
        """Referrals in a period; a journey without a referral date may be one."""
        journeys = self._of_service.get(service_id, [])
        sure = sum(1 for j in journeys if j.referral_date is not None and _within(j.referral_date, since, until))
        blank = sum(1 for j in journeys if j.referral_date is None)
        return Counted(Bounds.between(sure, sure + blank), (f"referral_date of {_journeys(blank)}",) if blank else ())

    def job_starts(self, service_id: str, since: date | None, until: date, paid_hours: int) -> Counted:
        """Every job that began in a period; one whose paid hours are blank may count."""
        if not self._has_jobs:
            return Counted(Bounds(), ("the table jobs",))
        jobs = [job for j in self._of_service.get(service_id, ()) for job in self._begun.get(j.journey_id, ())]
        truths = [job.counts(paid_hours) for job in jobs if _within(job.on, since, until)]
        sure, blank = truths.count(True), truths.count(None)
        missing = (f"paid_hours_worked of {blank} job{'' if blank == 1 else 's'}",) if blank else ()
        return Counted(Bounds.between(sure, sure + blank), missing)

    def employment_rate(self, service_id: str, who: str, since: str, paid_hours: int) -> Counted:
        """The share of clients (``out_of_work`` ones or ``everyone``), *since* ``start`` or ``referral``, who started a job."""
        clients: dict[str, list[Journey]] = {}
        for journey in self._of_service.get(service_id, ()):
            if self._has_joined(journey, since):
                clients.setdefault(journey.client_id, []).append(journey)
        if not clients:
            return Counted(Bounds(Fraction(0), Fraction(1)), (f"any client whose {since} is known",))
        found = [self._client(journeys, who, since, paid_hours) for journeys in clients.values()]
        missing = []
        if blank := sum(1 for counts, _ in found if counts is None):
            missing.append(f"employment_status of {blank} client{'' if blank == 1 else 's'}")
        if not self._has_jobs:
            missing.append("the table jobs")
        elif blank := sum(1 for counts, started in found if counts is not False and started is None):
            missing.append(f"paid_hours_worked in jobs of {blank} client{'' if blank == 1 else 's'}")
        return _share(found, tuple(missing))

    # ------------------------------------------------------------------------------------------------------ clients

    def _has_joined(self, journey: Journey, since: str) -> bool:
        if not self._stands(journey):
            return False
        day = journey.start_date if since == "start" else journey.referral_date
        return day is not None and day <= self._as_of

    def _client(self, journeys: list[Journey], who: str, since: str, paid_hours: int) -> tuple[Truth, Truth]:
        """Whether the client counts, and whether the client started a job."""
        first = min(journeys, key=lambda j: (j.start_date if since == "start" else j.referral_date) or date.max)
        status = first.fact("employment_status")
        counts: Truth = True if who == "everyone" else None if status is None else status != "employed"
        if not self._has_jobs:
            return counts, None
        return counts, any_true(job.counts(paid_hours) for j in journeys for job in self._begun.get(j.journey_id, ()))

    def _stands(self, journey: Journey) -> bool:
        """Whether the start was not reversed."""
        reversed_on = journey.fact("reversed_on")
        return not (isinstance(reversed_on, date) and reversed_on <= self._as_of)

    def _credited(self, caseload: Caseload) -> Mapping[str, list[Begun]]:
        """The jobs that had begun, by the journey each is credited to."""
        of_client: dict[str, list[Journey]] = {}
        for journey in caseload.journeys:
            if journey.start_date is not None and journey.start_date <= self._as_of and self._stands(journey):
                of_client.setdefault(journey.client_id, []).append(journey)
        found: dict[str, list[Begun]] = {}
        for client, journeys in of_client.items():
            for job in _begun(caseload.jobs.get(client, ()), self._as_of, journeys):
                found.setdefault(job.journey_id, []).append(job)
        return found


def _begun(rows: Iterable[JobRow], as_of: date, journeys: list[Journey]) -> Iterator[Begun]:
    jobs: dict[str, list[JobRow]] = {}
    for row in rows:
        if row.start_date <= as_of:
            jobs.setdefault(row.job_id, []).append(row)
    for of_job in jobs.values():
        on = min(row.start_date for row in of_job)
        before = [journey for journey in journeys if journey.start_date is not None and journey.start_date <= on]
        if before:
            last = max(before, key=lambda journey: journey.start_date or date.min)
            known = [row.paid_hours_worked for row in of_job if row.paid_hours_worked is not None]
            yield Begun(last.journey_id, on, max(known, default=None), len(known) < len(of_job))


def _share(found: list[tuple[Truth, Truth]], missing: tuple[str, ...]) -> Counted:
    """The least and the greatest share: who may count or not lowers it by failing, and raises it by succeeding."""
    low = [started is True for counts, started in found if counts or (counts is None and started is not True)]
    high = [started is not False for counts, started in found if counts or (counts is None and started is not False)]
    if not low and not high:
        return Counted(Bounds(Fraction(0), Fraction(1)), missing or ("any client who counts",))
    # With nobody left on one side, the share on that side is the one that the other side's clients can still make.
    least = Fraction(sum(low), len(low)) if low else Fraction(1)
    most = Fraction(sum(high), len(high)) if high else Fraction(0)
    return Counted(Bounds(min(least, most), max(least, most)), missing)


def _within(day: date, since: date | None, until: date) -> bool:
    return (since is None or since <= day) and day <= until


def _journeys(number: int) -> str:
    return f"{number} journey{'' if number == 1 else 's'}"
