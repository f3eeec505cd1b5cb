"""Journeys drawn for the shipped contracts, from a seed: dates around the contracts' own, overlaps, changed hours, blanks."""

from __future__ import annotations

import random
from datetime import date, timedelta

from commissioning.domain.journeys import BASES, Caseload, Earning, JobRow, Journey

FIRST, LAST = date(2018, 2, 1), date(2026, 6, 30)
AS_OF = (date(2019, 6, 30), date(2021, 12, 31), date(2024, 2, 29), date(2026, 3, 31), date(2027, 6, 30))
HOURS = (400, 700, 750, 799, 800, 1200, 1599, 1600, 1650, 2000, 3750)
YES_NO = (
    "disabled",
    "long_term_health_condition",
    "lives_in_scotland",
    "right_to_work",
    "low_income_parent",
    "severe_mental_illness",
    "in_secondary_mental_health_care",
    "in_talking_therapies",
    "in_primary_or_community_care",
    "in_substance_use_treatment",
    "mandated",
    "in_education_or_training",
    "at_risk_of_losing_job",
    "admitted_exceptionally",
)
USUALLY_YES = {"lives_in_scotland", "right_to_work", "long_term_health_condition"}
USUALLY_NO = {"mandated", "in_education_or_training"}


class Drawn:
    """A seeded source of journeys."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def caseload(self, number: int, families: tuple[str, ...]) -> Caseload:
        """So many clients, each with one journey or (one in ten) two on one of *families*."""
        journeys, jobs, earnings = [], {}, {}
        for index in range(number):
            client = f"C{index}"
            referral = self._day(FIRST, LAST)
            family = self._random.choice(families)
            journeys.append(self._journey(f"J{index}", client, referral, family))
            if self._random.random() < 0.1:
                later = referral + timedelta(days=self._random.randint(60, 900))
                journeys.append(self._journey(f"J{index}b", client, later, family))
            jobs[client] = self._jobs(client, referral)
            if self._random.random() < 0.5:
                earnings[client] = self._earnings(client, jobs[client])
        return Caseload(tuple(journeys), jobs, earnings if self._random.random() < 0.9 else None)

    def as_of(self) -> date:
        """One of a few days, one of them after the last wage rate that is known."""
        return self._random.choice(AS_OF)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._random.randint(0, (last - first).days))

    def _maybe(self, value, blank: float = 0.06):
        return None if self._random.random() < blank else value

    def _journey(self, journey_id: str, client: str, referral: date, family: str) -> Journey:
        r = self._random
        start = self._maybe(referral + timedelta(days=r.choice((0, 0, 3, 10, 28))), 0.03)
        ended = r.choice((None,) * 8 + ("died", "completed", "left_early"))
        facts = {
            "age_at_referral": self._maybe(r.choice((16, 17, 18, 20, 22, 24, 35, 58)), 0.03),
            "employment_status": self._maybe(r.choice(("unemployed",) * 6 + ("inactive", "employed"))),
            "benefit": self._maybe(r.choice(("uc", "uc", "esa", "jsa", "none"))),
            "months_out_of_work": self._maybe(r.choice((0, 5, 6, 9, 12, 18, 40))),
            "other_programme": self._maybe(r.choice(("no",) * 8 + ("yes", "restart"))),
            "lot": self._maybe(str(r.randint(1, 9))),
        }
        for name in YES_NO:
            odds = 0.95 if name in USUALLY_YES else 0.05 if name in USUALLY_NO else 0.5
            facts[name] = self._maybe(r.random() < odds, 0.04)
        return Journey(
            journey_id, client, family, self._maybe(referral, 0.01), start,
            None if ended is None else referral + timedelta(days=r.randint(30, 900)), ended,
            self._maybe(r.choice(("core", "advanced", "intense"))), None, facts,
        )  # fmt: skip

    def _jobs(self, client: str, referral: date) -> tuple[JobRow, ...]:
        r = self._random
        rows = []
        first = referral + timedelta(days=r.randint(-30, 500))
        for number in range(r.choice((0, 1, 1, 1, 2, 2, 3, 4))):
            begins = first
            for _ in range(r.choice((1, 1, 1, 2))):
                length = r.choice((20, 42, 84, 91, 112, 182, 364, 500))
                open_end = r.random() < 0.15
                rows.append(
                    JobRow(
                        f"{client}-{number}", client, begins, None if open_end else begins + timedelta(days=length - 1),
                        self._maybe(r.choice(HOURS), 0.03), self._maybe(r.choice((*BASES, "employee", "employee")), 0.03),
                        self._maybe(r.choice((450, 783, 900, 1041, 1042, 1144, 1221, 1300)), 0.03),
                        self._maybe(r.random() < 0.85, 0.08), self._maybe(r.choice((0, 300, 400, 700, 4000)), 0.05),
                    )
                )  # fmt: skip
                begins = begins + timedelta(days=length + r.choice((0, 0, 7)))
            first = r.choice(
                (first + timedelta(days=r.randint(0, 60)), begins + timedelta(days=r.choice((0, 20, 21, 22, 28, 90))))
            )
        return tuple(rows)

    def _earnings(self, client: str, jobs: tuple[JobRow, ...]) -> tuple[Earning, ...]:
        r = self._random
        ids = [None, *(row.job_id for row in jobs)]
        first = jobs[0].start_date if jobs else self._day(FIRST, LAST)
        return tuple(
            Earning(client, first + timedelta(days=30 * month), r.choice((20_000, 80_000, 100_000, 475_904)), r.choice(ids),
                    r.choice((True,) * 9 + (False, None)))
            for month in range(r.randint(0, 7))
        )  # fmt: skip
