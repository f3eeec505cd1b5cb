"""Overrides by a role, with a reason and an expiry, shown on every decision that rests on one."""

from __future__ import annotations

from datetime import date

import pytest

from claims.claims_setting import (
    AS_OF,
    EVIDENCE,
    REACHED,
    WINDOW,
    all_of,
    book_of,
    caseload_of,
    claim,
    days,
    job,
    journey,
    one_of,
    paid,
    plan_of,
    statuses,
)
from commissioning.domain.claims import Override


def override(term: str, verdict: str = "met", made: date = REACHED, until: date | None = None) -> Override:
    return Override("K1", term, verdict, "contract manager", "agreed with the provider", made, until)


@pytest.mark.parametrize(
    ("made", "until", "in_force"),
    [
        (AS_OF, None, True),
        (AS_OF + days(1), None, False),
        (REACHED, AS_OF, True),
        (REACHED, AS_OF - days(1), False),
    ],
)
def test_an_override_holds_from_the_day_it_was_made_to_the_day_it_expires(
    made: date, until: date | None, in_force: bool
) -> None:
    held = book_of(overrides=[override("evidence", made=made, until=until)])
    decision = one_of(plan_of(EVIDENCE), caseload_of(claims=[claim()]), held)
    assert decision.status == ("payable" if in_force else "evidence_needed")
    assert [o.role for o in decision.overrides] == (["contract manager"] if in_force else [])
    expired = until is not None and until < AS_OF
    assert bool(decision.lapsed_overrides) is expired


@pytest.mark.parametrize(
    ("term", "verdict", "first"),
    [
        ("claim_window", "met", "payable"),
        ("claim_window", "not_met", "too_late"),
        ("claim_window", "undetermined", "undetermined"),
        ("evidence", "not_met", "evidence_needed"),
    ],
)
def test_a_term_of_claims_decided_by_a_person(term: str, verdict: str, first: str) -> None:
    late = caseload_of(claims=[claim(claimed_on=REACHED + days(40))])
    terms = WINDOW if term == "claim_window" else WINDOW.replace("30 days", "90 days") + EVIDENCE
    held = book_of(overrides=[override(term, verdict)])
    assert one_of(plan_of(terms), late, held).status == first


def test_hours_found_met_by_a_person_are_not_asked() -> None:
    few = caseload_of(jobs=[job(weekly_hours=12_00)], claims=[claim()])
    assert one_of(plan_of(), few).status == "too_early"
    decision = one_of(plan_of(), few, book_of(overrides=[override("hours")]))
    assert (decision.status, decision.decision.reached_on) == ("payable", REACHED)
    assert [o.term for o in decision.overrides] == ["hours"]


def test_the_term_that_gives_the_outcome_found_met_counts_it_as_reached_on_the_day_of_the_claim() -> None:
    none = caseload_of(jobs=[], claims=[claim()])
    decision = one_of(plan_of(), none, book_of(overrides=[override("outcomes")]))
    assert (decision.status, decision.decision.reached_on) == ("payable", REACHED)


@pytest.mark.parametrize(
    ("verdict", "first"), [("not_met", "not_met"), ("undetermined", "undetermined"), ("not_yet", "too_early")]
)
def test_any_other_verdict_is_one_more_part_of_the_conjunction(verdict: str, first: str) -> None:
    held = book_of(overrides=[override("hours", verdict)])
    assert one_of(plan_of(), caseload_of(claims=[claim()]), held).status == first


def test_an_expired_override_leads_to_a_recovery() -> None:
    few = caseload_of(
        journeys=[journey(end_date=date(2022, 5, 25), end_reason="died")], jobs=[job(weekly_hours=12_00)], claims=[claim()]
    )
    held = book_of(overrides=[override("hours", until=date(2022, 5, 31))], payments=[paid(700_00, date(2022, 5, 20))])
    assert one_of(plan_of(), few, held, date(2022, 5, 31)).status == "paid"
    after = one_of(plan_of(), few, held, date(2022, 6, 1))
    assert statuses(after) == ["recoverable", "paid"]
    assert after.required is not None and after.required.lowest == -700_00


def test_of_two_overrides_of_one_term_the_later_holds_and_other_claims_are_untouched() -> None:
    held = book_of(overrides=[override("evidence", "not_met", REACHED), override("evidence", "met", REACHED + days(1))])
    found = all_of(plan_of(EVIDENCE), caseload_of(claims=[claim(), claim("K2", REACHED + days(3))]), held)
    assert [d.status for d in found] == ["payable", "duplicate"]
    assert [len(d.overrides) for d in found] == [1, 0]
