"""What would it take: always true when it is done, never a change to the past, never possible earlier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claims_setting import (
    AS_OF,
    BEGAN,
    EVIDENCE,
    OUTCOMES,
    REACHED,
    START,
    WINDOW,
    book_of,
    caseload_of,
    claim,
    days,
    desk_of,
    job,
    journey,
    one_of,
    payslips,
    plan_of,
)
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.claims.changing import Known
from commissioning.claims.desk import Desk
from commissioning.claims.what_it_takes import what_it_takes
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus, Gap, Step, StepKind, WhatItTakes
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Claim, Earning
from commissioning.plan.plan import Plan


def taken(plan: Plan, case: Caseload, book: ClaimBook | None = None, as_of: date = AS_OF) -> WhatItTakes:
    desk = desk_of(plan)
    decision = one_of(desk, case, book, as_of)
    found = what_it_takes(desk, case, book or ClaimBook(), decision)
    assert all(step.begins >= as_of and step.done_on >= as_of for step in found.steps)
    return found


def kinds(found: WhatItTakes) -> list[str]:
    return [str(step.kind) for step in found.steps]


def test_three_more_weeks_in_this_job_then_a_claim() -> None:
    as_of = REACHED - days(21)
    found = taken(plan_of(WINDOW), caseload_of(), as_of=as_of)
    work, claimed = found.steps
    assert (work.kind, work.days, work.done_on, work.subject) == (StepKind.WORK_ON, 21, REACHED, "B1")
    assert (claimed.kind, claimed.begins, claimed.last_start) == (StepKind.CLAIM, REACHED, REACHED + days(30))
    assert found.settled_on == REACHED
    assert [(d.term, d.short) for d in found.distances] == [("outcomes", 21)]


FIRST_START = OUTCOMES.replace("rolling", "first_start")


def test_the_last_day_to_go_back_to_work_is_exact() -> None:
    """70 of 91 days by 11 April; the window of 112 days that began on 1 February ends on 23 May."""
    as_of = BEGAN + days(69)
    case = caseload_of(jobs=[job(end_date=as_of)])
    work = taken(plan_of(base=FIRST_START), case, as_of=as_of).steps[0]
    assert (work.kind, work.days) == (StepKind.NEW_WORK, 21)
    last = work.last_start
    assert last == BEGAN + days(111) - days(20)
    desk = desk_of(plan_of(base=FIRST_START))
    for begins, met in ((last, True), (last + days(1), False)):
        later = caseload_of(jobs=[job(end_date=as_of), job(job_id="B2", start_date=begins)])
        assert (one_of(desk, later, as_of=BEGAN + days(200)).status is ClaimStatus.CLAIMABLE) is met


def test_one_payslip_settles_it() -> None:
    held = book_of(evidence=[payslips(BEGAN, date(2022, 2, 28)), payslips(date(2022, 3, 8), REACHED)])
    found = taken(plan_of(EVIDENCE), caseload_of(claims=[claim()]), held)
    assert kinds(found) == ["evidence"] and found.settled_on == AS_OF
    assert found.steps[0].gaps == (Gap(("payslip",), date(2022, 3, 1), date(2022, 3, 7)),)


def test_evidence_that_spans_two_weeks_is_asked_for_once() -> None:
    found = taken(plan_of(EVIDENCE), caseload_of(claims=[claim()]))
    assert found.steps[0].gaps == (Gap(("payslip",), BEGAN, REACHED),)


@pytest.mark.parametrize(
    ("claims", "terms", "steps"),
    [
        ([claim(amount=1)], "", ["amend"]),
        ([claim(claimed_on=REACHED - days(1))], "", ["claim_again"]),
        ([claim(claimed_on=None)], "", ["record"]),
        ([claim(claimed_on=REACHED + days(40))], WINDOW, []),
        ([claim(amount=1)], EVIDENCE, ["evidence", "amend"]),
        ([], EVIDENCE, ["evidence", "claim"]),
        ([claim()], "- {id: c, kind: consent_to_contact, required: yes, illustrative: a test}\n", ["consent"]),
        ([claim()], "- {id: c, kind: non_qualifying_employers, rule: hold, illustrative: a test}\n", ["record"]),
    ],
)
def test_each_thing_that_still_can_be_done(claims: list[Claim], terms: str, steps: list[str]) -> None:
    found = taken(plan_of(terms), caseload_of(claims=claims))
    assert kinds(found) == steps
    assert found.possible is bool(steps)


def test_work_for_the_providers_own_waits_for_a_person_in_a_role() -> None:
    terms = "- {id: c, kind: non_qualifying_employers, rule: hold, illustrative: a test}\n"
    assert kinds(taken(plan_of(terms), caseload_of(claims=[claim()]), book_of(chain={"E1": True}))) == ["override"]


def test_a_missing_fact_is_recorded_and_a_silence_settled() -> None:
    blank = taken(plan_of(), caseload_of(jobs=[job(weekly_hours=None)]))
    assert [(s.kind, s.name, s.subject) for s in blank.steps[:1]] == [(StepKind.RECORD, "weekly_hours", "B1")]
    silent = OUTCOMES.replace("rolling", "{silent: [first_start, rolling], why: a test}")
    jobs = [job(end_date=BEGAN + days(69)), job(job_id="B2", start_date=BEGAN + days(110))]
    found = taken(plan_of(base=silent), caseload_of(jobs=jobs), as_of=BEGAN + days(230))
    assert [(s.kind, s.name, s.value) for s in found.steps[:1]] == [(StepKind.SETTLE, "window", "rolling")]


def test_what_has_passed_is_past() -> None:
    gone = caseload_of(journeys=[journey(end_date=date(2022, 4, 1), end_reason="died")])
    found = taken(plan_of(), gone)
    assert not found.possible and found.steps == () and [d.term for d in found.distances] == ["outcomes"]
    lapsed = taken(plan_of(WINDOW), caseload_of(), as_of=REACHED + days(31))
    assert not lapsed.possible and [(d.measure, d.short) for d in lapsed.distances] == [("date", 1)]
    twice = caseload_of(claims=[claim("K0"), claim()])
    desk = desk_of(plan_of())
    second = next(d for d in desk.decide(twice, ClaimBook(), AS_OF) if d.status is ClaimStatus.DUPLICATE)
    assert not what_it_takes(desk, twice, ClaimBook(), second).possible


WAGES = """
- id: earnings
  kind: earnings_outcome
  outcome: job-outcome
  counting: all
  amount: £1,000
  within: [238 days]
  illustrative: a test
"""


def test_wages_that_are_short_are_named_to_the_penny_with_their_last_day() -> None:
    case = caseload_of(earnings=[Earning("C1", date(2022, 3, 1), 876_54, "B1", qualifying=True)])
    found = taken(plan_of(base=WAGES), case)
    assert (found.steps[0].kind, found.steps[0].pence) == (StepKind.EARN, 123_46)
    assert found.steps[0].last_start == START + days(238)
    over = taken(plan_of(base=WAGES), case, as_of=START + days(238))
    assert not over.possible and over.distances[0].short == 123_46


def test_a_shipped_contract_is_settled_on_the_day_it_is_reached(workspace: Workspace) -> None:
    (fss,) = plans(workspace, Options(contracts=("fair-start-scotland",)))
    facts = {"lives_in_scotland": True, "right_to_work": True, "age_at_referral": 30, "employment_status": "unemployed"}
    case = caseload_of(journeys=[journey(contract=fss.family, payment_group="core", **facts)])
    desk = desk_of(fss)
    decisions = desk.decide(case, ClaimBook(), REACHED - days(21))
    found = what_it_takes(desk, case, ClaimBook(), decisions[0])
    assert found.settled_on == REACHED


# --------------------------------------------------------------------------------------- always true, never earlier


@st.composite
def histories(draw: st.DrawFn) -> tuple[Caseload, ClaimBook, date]:
    as_of = START + days(draw(st.integers(20, 240)))
    rows = []
    begin = START + days(draw(st.integers(0, 40)))
    for number in range(draw(st.integers(0, 4))):
        length = draw(st.integers(1, 80))
        goes_on = draw(st.booleans()) and number > 1
        hours = draw(st.sampled_from([10_00, 16_00, 20_00, 30_00, None]))
        rows.append(
            job(
                job_id=f"B{number}",
                start_date=begin,
                end_date=None if goes_on else begin + days(length),
                weekly_hours=hours,
                employer_id=draw(st.sampled_from([None, "E1"])),
            )
        )
        begin += days(length + draw(st.integers(1, 30)))
    claims = [claim(claimed_on=as_of - days(draw(st.integers(0, 60))), amount=draw(st.sampled_from([None, 1, 700_00])))]
    held = [payslips(BEGAN, BEGAN + days(draw(st.integers(0, 90))))]
    use = draw(st.booleans())
    facts = {"end_date": START + days(150), "end_reason": "died"} if draw(st.integers(0, 9)) == 0 else {}
    return caseload_of(journeys=[journey(**facts)], jobs=rows, claims=claims if use else []), book_of(evidence=held), as_of


PLANS = [
    plan_of(WINDOW),
    plan_of(EVIDENCE, base=FIRST_START),
    plan_of(WINDOW + EVIDENCE, base=OUTCOMES.replace("rolling", "{silent: [first_start, rolling], why: a test}")),
]


def replay(desk: Desk, case: Caseload, book: ClaimBook, decision: ClaimDecision, steps: tuple[Step, ...]) -> ClaimStatus:
    """The status after the steps were taken, each of them written into the tables and decided anew."""
    known, day = Known(case, book), decision.as_of
    key = decision.claim.claim_id if decision.claim else ""
    for step in steps:
        assert step.begins >= day
        if step.kind is StepKind.WORK_ON:
            known = known.going_on(day)
        elif step.kind is StepKind.NEW_WORK:
            known = known.with_new_job(day, int(step.name))
        elif step.kind is StepKind.EVIDENCE:
            known = known.with_evidence(step.gaps, day)
        elif step.kind is StepKind.AMEND:
            (old,) = known.caseload.claims["J1"]
            known = known.with_claim(replace(old, amount_pence=step.pence), old.claim_id)
        elif step.kind in (StepKind.CLAIM, StepKind.CLAIM_AGAIN):
            key = "NEW"
            known = known.with_claim(claim("NEW", step.begins, step.pence))
        elif step.kind is StepKind.RECORD and step.name == "weekly_hours":
            known = known.with_job_fact(step.subject, "weekly_hours", 35_00 if step.value.startswith("counts") else 0)
        else:
            return ClaimStatus.PAYABLE  # a silence settled: another plan
        day = step.done_on
    found = desk.decide(known.caseload, known.book, day)
    return next(d.status for d in found if (d.claim.claim_id if d.claim else "") == key)


@settings(max_examples=80, deadline=None)
@given(histories(), st.sampled_from(PLANS))
def test_what_it_takes_is_true_when_done_and_never_possible_earlier(
    history: tuple[Caseload, ClaimBook, date], plan: Plan
) -> None:
    case, book, as_of = history
    desk = desk_of(plan)
    for decision in desk.decide(case, book, as_of):
        found = what_it_takes(desk, case, book, decision)
        if not found.possible:
            assert found.steps == ()
            continue
        assert replay(desk, case, book, decision, found.steps) in (ClaimStatus.PAYABLE, ClaimStatus.PAID)
        for step in found.steps[:1]:
            if step.kind in (StepKind.WORK_ON, StepKind.NEW_WORK):
                _never_earlier(desk, case, book, as_of, step)


def _never_earlier(desk: Desk, case: Caseload, book: ClaimBook, as_of: date, step: Step) -> None:
    """The day before, with a new full-time job and everything under way, the outcome is not met; and after the last day to
    begin it cannot be any more, while on that day it still can."""
    best = Known(case, book).with_new_job(as_of, 35_00)
    before = step.done_on - days(1)
    if before > as_of:
        assert all(d.decision.verdict != "met" for d in desk.decide(best.caseload, best.book, before))
    if step.last_start is not None:
        stopped = Known(case, book).stopped(as_of)
        last = step.last_start - days(1)
        assert all(d.decision.verdict == "not_yet" for d in desk.decide(stopped.caseload, book, last))
        assert any(d.decision.verdict != "not_yet" for d in desk.decide(stopped.caseload, book, step.last_start))
