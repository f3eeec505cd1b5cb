"""Every status, ground, step, distance and date has words, and they say what a caseworker asks."""

from __future__ import annotations

from datetime import date

import pytest

from claims.claims_setting import AS_OF, EVIDENCE, caseload_of, claim, one_of, plan_of
from commissioning.domain.claim_decisions import (
    GROUNDS,
    STATUSES,
    ClaimStatus,
    DeadlineKind,
    Distance,
    Gap,
    Ground,
    GroundCode,
    Step,
    StepKind,
)
from commissioning.reports import claims_words as say

WEEK = Gap(("payslip", "bank_statement"), date(2022, 3, 4), date(2022, 3, 10))


def test_every_member_has_a_meaning() -> None:
    assert set(STATUSES) == set(ClaimStatus) and set(GROUNDS) == set(GroundCode) and set(say.KINDS) == set(DeadlineKind)


@pytest.mark.parametrize("code", GroundCode)
def test_every_ground_is_a_sentence(code: GroundCode) -> None:
    plan = plan_of(EVIDENCE)
    decision = one_of(plan, caseload_of(claims=[claim()]))
    found = Ground(ClaimStatus.UNDETERMINED, code, "evidence", AS_OF, 700_00, 1, (WEEK,), "K9")
    assert len(say.ground(found, decision, plan)) > 10


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (
            Step(StepKind.WORK_ON, AS_OF, date(2022, 7, 21), date(2022, 8, 2), 21, subject="B1"),
            "3 more weeks of work that counts, in this job (B1), to 21 July 2022; too late if it stops now and is only "
            "taken up again after 2 August 2022",
        ),
        (
            Step(StepKind.NEW_WORK, date(2022, 7, 1), date(2022, 7, 8), days=8),
            "1 more week and 1 day of work that counts, from 1 July 2022 to 8 July 2022",
        ),
        (
            Step(StepKind.WORK_ON, AS_OF, AS_OF, days=1, subject="B1"),
            "1 more day of work that counts, in this job (B1), to 30 June 2022",
        ),
        (
            Step(StepKind.EVIDENCE, AS_OF, AS_OF, gaps=(WEEK,)),
            "one payslip or bank statement covering 4–10 March 2022 settles it",
        ),
        (Step(StepKind.CLAIM, AS_OF, AS_OF, date(2022, 7, 2)), "claim it on 30 June 2022 or later, by 2 July 2022"),
        (Step(StepKind.AMEND, AS_OF, AS_OF, pence=700_00), "amend the sum claimed to £700.00"),
    ],
)
def test_steps_in_words(step: Step, words: str) -> None:
    assert say.step(step) == words


@pytest.mark.parametrize("kind", StepKind)
def test_every_step_has_words(kind: StepKind) -> None:
    assert len(say.step(Step(kind, AS_OF, AS_OF, None, 7, 1, "B1", "window", "rolling", (WEEK,)))) > 10


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2022, 3, 4), date(2022, 3, 4), "4 March 2022"),
        (date(2022, 3, 4), date(2022, 3, 10), "4–10 March 2022"),
        (date(2022, 2, 28), date(2022, 3, 6), "28 February to 6 March 2022"),
        (date(2021, 12, 30), date(2022, 1, 5), "30 December 2021 to 5 January 2022"),
    ],
)
def test_stretches_of_days(first: date, last: date, words: str) -> None:
    assert say.days(first, last) == words


@pytest.mark.parametrize("measure", ["days", "pence", "weeks", "date", "fact"])
def test_every_distance_has_words(measure: str) -> None:
    needed, actual = ("2022-06-01", "2022-06-03") if measure == "date" else ("91", "90")
    assert say.distance(Distance("evidence", measure, needed, actual, 1), plan_of(EVIDENCE)).startswith("Evidence: ")
