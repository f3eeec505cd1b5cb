"""Made-up journeys of one person: jobs of so many hours from a day to a day, and a day on which nothing can change any more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from commissioning.domain.calendar import in_words
from commissioning.domain.incentives import Paid, Scene
from commissioning.domain.journeys import Caseload, Earning, JobRow, Journey

Pay = Callable[[Sequence[Scene]], list[Paid]]
"""Decides scenes, and says what each pays."""

LONG = 1_400
"""Days after the referral on which every scene is decided: by then every window and limit of a contract has passed."""

BEGINS = 28
"""Days after the start date on which a job begins unless a scene says otherwise."""


@dataclass(frozen=True)
class Person:
    """The person scenes are of: a journey that is eligible, and a job of the sort that counts."""

    journey: Journey
    job: JobRow

    @property
    def start(self) -> date:
        """The start date."""
        return self.journey.start_date or self.journey.referral_date or date(2020, 1, 1)

    def moved(self, days: int) -> Person:
        """The same person with every date of the journey so many days later."""
        return Person(shifted(self.journey, days), self.job)


def shifted(journey: Journey, days: int) -> Journey:
    """A journey with its referral, start and verification moved by so many days; it has not ended."""
    by = timedelta(days=days)
    facts = {name: value + by if isinstance(value, date) else value for name, value in journey.facts.items()}
    return replace(
        journey,
        referral_date=journey.referral_date and journey.referral_date + by,
        start_date=journey.start_date and journey.start_date + by,
        end_date=None,
        end_reason=None,
        facts=facts,
    )


def job(person: Person, first: date, last: date | None, hours: int, name: str = "J1") -> JobRow:
    """A job of the person's sort from a day to a day (None: going on), of so many hours a week in hundredths."""
    return replace(
        person.job,
        job_id=name,
        employer_id=f"E-{name}",
        start_date=first,
        end_date=last,
        weekly_hours=hours,
        agreed_on=first - timedelta(days=1),
        known_on=None,
    )


def scene(person: Person, what: str, jobs: Iterable[JobRow]) -> Scene:
    """A scene with those jobs, decided long after."""
    return Scene(what, person.journey, tuple(jobs), person.start + timedelta(days=LONG))


def on(day: date) -> str:
    """A day in words."""
    return in_words(day)


def caseload_of(scenes: Sequence[Scene], *, earnings: bool) -> Caseload:
    """Scenes as a caseload: each a person of their own. With *earnings* wages are paid each week for the hours worked."""
    journeys, jobs, paid = [], {}, {}
    for number, one in enumerate(scenes):
        client = f"S{number}"
        journeys.append(replace(one.journey, journey_id=client, client_id=client))
        jobs[client] = tuple(replace(row, client_id=client) for row in one.jobs)
        if earnings:
            paid[client] = tuple(wages(client, one))
    employers = {row.employer_id: 10 for one in scenes for row in one.jobs if row.employer_id}
    return Caseload(tuple(journeys), jobs, paid if earnings else {}, employees=employers)


def wages(client: str, one: Scene) -> Iterable[Earning]:
    """What a scene's jobs pay: each week's wages on its last day."""
    for row in one.jobs:
        last = min(row.end_date or one.as_of, one.as_of)
        week = (row.weekly_hours or 0) * (row.hourly_pay_pence or 0) // 100
        paid = row.start_date + timedelta(days=6)
        while paid <= last:
            yield Earning(client, paid, week, row.job_id, qualifying=True)
            paid += timedelta(days=7)
