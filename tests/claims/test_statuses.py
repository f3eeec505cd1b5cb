"""Every status just before, on and after each limit, and which comes first where two apply."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from claims.claims_setting import (
    AS_OF,
    BEGAN,
    EVIDENCE,
    REACHED,
    START,
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
    payslips,
    plan_of,
    statuses,
)
from commissioning.claims.judging import Asked, Judged
from commissioning.claims.relied import Found
from commissioning.claims.uniting import Reading, with_end
from commissioning.domain.claim_decisions import NOTHING_DUE, ORDER, STATUSES, ClaimStatus, Ground, GroundCode
from commissioning.domain.decisions import Due
from commissioning.domain.verdicts import Verdict

S = ClaimStatus


@pytest.mark.parametrize(
    ("claimed", "first"),
    [
        (REACHED - days(1), "too_early"),
        (REACHED, "payable"),
        (REACHED + days(30), "payable"),
        (REACHED + days(31), "too_late"),
        (None, "undetermined"),
    ],
)
def test_a_claim_is_made_on_or_after_the_day_it_was_reached_and_in_its_window(claimed: date | None, first: str) -> None:
    decision = one_of(plan_of(WINDOW), caseload_of(claims=[claim(claimed_on=claimed)]))
    assert decision.status == first
    assert decision.window.closes == REACHED + days(30)


@pytest.mark.parametrize(
    ("as_of", "first"),
    [
        (REACHED - days(1), "not_yet"),
        (REACHED, "claimable"),
        (REACHED + days(30), "claimable"),
        (REACHED + days(31), "lapsed"),
    ],
)
def test_an_outcome_that_is_not_claimed(as_of: date, first: str) -> None:
    assert statuses(one_of(plan_of(WINDOW), caseload_of(), as_of=as_of)) == [first]


def test_a_claim_made_later_than_the_day_decided_for_is_not_known() -> None:
    decision = one_of(plan_of(), caseload_of(claims=[claim(claimed_on=AS_OF + days(1))]))
    assert decision.claim is None and decision.status is S.CLAIMABLE


def test_without_enough_work_nothing_is_due_and_what_was_paid_is_recovered() -> None:
    ended = caseload_of(jobs=[job(end_date=date(2022, 2, 20)), job(job_id="B2", start_date=date(2022, 6, 1))], claims=[claim()])
    assert statuses(one_of(plan_of(), ended)) == ["too_early"]
    gone = caseload_of(journeys=[journey(end_date=date(2022, 4, 1), end_reason="died")], claims=[claim()])
    assert statuses(one_of(plan_of(), gone)) == ["not_met"]
    decision = one_of(plan_of(), gone, book_of(payments=[paid(700_00)]))
    assert statuses(decision) == ["recoverable", "paid"]
    assert decision.required == Due(-700_00, -700_00, True)


def test_unclaimed_and_not_met_or_undetermined() -> None:
    gone = caseload_of(journeys=[journey(end_date=date(2022, 4, 1), end_reason="died")])
    assert statuses(one_of(plan_of(), gone)) == ["not_met"]
    blank = one_of(plan_of(), caseload_of(jobs=[job(weekly_hours=None)]))
    assert statuses(blank) == ["undetermined"]
    assert [matter.name for matter in blank.open_matters] == ["weekly_hours"]
    assert blank.open_matters[0].readings == (("counts", (S.CLAIMABLE,)), ("does_not_count", (S.NOT_YET,)))


def test_a_claim_without_a_start_date_is_undetermined() -> None:
    assert statuses(one_of(plan_of(), caseload_of(journeys=[journey(start_date=None)], claims=[claim()])))[0] == "undetermined"


# ------------------------------------------------------------------------------------------------------- duplicates


def test_of_two_claims_for_one_outcome_the_earlier_stands() -> None:
    claims = [claim("K2", REACHED + days(2)), claim("K1", REACHED + days(1))]
    found = {d.claim.claim_id: statuses(d) for d in all_of(plan_of(), caseload_of(claims=claims)) if d.claim}
    assert found == {"K1": ["payable"], "K2": ["duplicate"]}


def test_on_one_day_the_one_listed_first_stands() -> None:
    found = [(d.claim.claim_id, d.status) for d in all_of(plan_of(), caseload_of(claims=[claim("K2"), claim("K1")])) if d.claim]
    assert found == [("K2", S.PAYABLE), ("K1", S.DUPLICATE)]


def test_a_claim_made_too_early_uses_nothing_up() -> None:
    claims = [claim("K1", REACHED - days(1)), claim("K2", REACHED)]
    assert [d.status for d in all_of(plan_of(), caseload_of(claims=claims))] == [S.TOO_EARLY, S.PAYABLE]


def test_a_claim_that_is_too_late_is_still_the_one_that_was_made() -> None:
    claims = [claim("K1", REACHED + days(31)), claim("K2", REACHED + days(32))]
    found = [statuses(d) for d in all_of(plan_of(WINDOW), caseload_of(claims=claims))]
    assert found == [["too_late"], ["duplicate", "too_late"]]


DUAL = "- {{id: dual_funding, kind: dual_funding, same_days: {}, illustrative: a test}}\n"


def two_programmes(rule: str, *, first_claimed: date = REACHED) -> list[tuple[str, list[str]]]:
    """The client is on both contracts at once; the other is claimed for first."""
    other = plan_of(name="other")
    mine = plan_of(rule and DUAL.format(rule))
    from claims.claims_setting import desk_of

    claims = [claim("K9", first_claimed, contract="other"), claim("K1", REACHED + days(1))]
    found = all_of(desk_of(mine, other), caseload_of(claims=claims))
    return [(d.claim.claim_id if d.claim else "", statuses(d)) for d in found]


def test_the_same_days_under_another_programme_are_a_duplicate_where_the_contract_says_so() -> None:
    assert two_programmes("not_paid_twice") == [("K1", ["duplicate"]), ("K9", ["payable"])]
    assert two_programmes("allowed") == [("K1", ["payable"]), ("K9", ["payable"])]
    assert two_programmes("") == [("K1", ["payable"]), ("K9", ["payable"])]


def test_a_silence_on_dual_funding_decides_only_where_the_same_days_are_claimed() -> None:
    silent = "{silent: [not_paid_twice, allowed], name: dual_funding, why: a test}"
    assert two_programmes(silent) == [("K1", ["undetermined"]), ("K9", ["payable"])]
    assert two_programmes(silent, first_claimed=REACHED + days(9)) == [("K1", ["payable"]), ("K9", ["payable"])]
    alone = one_of(plan_of(DUAL.format(silent)), caseload_of(claims=[claim()]))
    assert statuses(alone) == ["payable"]


def test_two_programmes_that_pay_different_people_do_not_pay_twice() -> None:
    from claims.claims_setting import desk_of

    other = plan_of("- {id: payee, kind: payee, paid_to: employer, illustrative: a test}\n", name="other")
    mine = plan_of(DUAL.format("not_paid_twice"))
    claims = [claim("K9", REACHED, contract="other"), claim("K1", REACHED + days(1))]
    assert {d.status for d in all_of(desk_of(mine, other), caseload_of(claims=claims))} == {S.PAYABLE}


def test_an_unclaimed_outcome_whose_days_are_claimed_elsewhere_cannot_be_claimed() -> None:
    from claims.claims_setting import desk_of

    desk = desk_of(plan_of(DUAL.format("not_paid_twice")), plan_of(name="other"))
    mine = next(d for d in all_of(desk, caseload_of(claims=[claim("K9", contract="other")])) if d.claim is None)
    assert statuses(mine) == ["not_met"] and mine.grounds[0].code is GroundCode.OTHER_PROGRAMME


def test_an_outcome_that_counts_every_start_can_be_claimed_for_each() -> None:
    base = """
- id: starts
  kind: job_start_outcome
  outcome: job-start
  counts: every_start
  illustrative: a test
"""
    jobs = [job(), job(job_id="B2", start_date=date(2022, 3, 1))]
    claims = [claim(f"K{n}", date(2022, 4, n), None, outcome="job-start") for n in (1, 2, 3)]
    assert [d.status for d in all_of(plan_of(base=base), caseload_of(jobs=jobs, claims=claims))] == [
        S.PAYABLE,
        S.PAYABLE,
        S.DUPLICATE,
    ]
    left = all_of(plan_of(base=base), caseload_of(jobs=jobs, claims=claims[:1]))
    assert [(d.claim is None, d.status) for d in left] == [(False, S.PAYABLE), (True, S.CLAIMABLE)]


# --------------------------------------------------------------------------------------------------------- evidence


def gaps_of(*held: object, terms: str = EVIDENCE) -> list[tuple[tuple[str, ...], date, date]]:
    decision = one_of(plan_of(terms), caseload_of(claims=[claim()]), book_of(evidence=held))  # type: ignore[arg-type]
    return [(g.kinds, g.first, g.last) for ground in decision.grounds for g in ground.gaps]


def test_evidence_of_every_week_settles_it() -> None:
    assert gaps_of(payslips()) == []
    decision = one_of(plan_of(EVIDENCE), caseload_of(claims=[claim()]), book_of(evidence=[payslips()]))
    assert decision.status is S.PAYABLE


def test_partial_evidence_names_the_weeks_and_the_kind() -> None:
    held = [payslips(BEGAN, date(2022, 2, 14)), payslips(date(2022, 2, 22), REACHED)]
    assert gaps_of(*held) == [(("payslip",), date(2022, 2, 15), date(2022, 2, 21))]
    assert gaps_of(payslips(BEGAN, date(2022, 4, 30))) == [(("payslip",), date(2022, 5, 1), REACHED)]
    assert len(gaps_of()) == 13


def test_evidence_stands_from_its_receipt_until_it_is_withdrawn() -> None:
    assert len(gaps_of(payslips(received_on=AS_OF + days(1)))) == 13
    assert gaps_of(payslips(received_on=AS_OF)) == []
    assert gaps_of(payslips(withdrawn_on=AS_OF + days(1))) == []
    assert len(gaps_of(payslips(withdrawn_on=AS_OF))) == 13


def test_evidence_of_another_kind_or_another_job_shows_nothing() -> None:
    from dataclasses import replace

    assert len(gaps_of(payslips(kind="letter"))) == 13
    assert len(gaps_of(replace(payslips(), job_id="B9"))) == 13
    assert gaps_of(replace(payslips(), job_id="B1")) == []


def test_evidence_without_a_last_day_covers_up_to_its_receipt_and_without_a_first_none() -> None:
    from dataclasses import replace

    assert gaps_of(replace(payslips(received_on=REACHED), covers_to=None)) == []
    assert len(gaps_of(replace(payslips(received_on=REACHED - days(7)), covers_to=None))) == 1
    assert len(gaps_of(replace(payslips(), covers_from=None))) == 13


def test_all_kinds_are_asked_one_by_one_and_once_asks_one_piece() -> None:
    both = EVIDENCE.replace("[payslip]", "[payslip, bank_statement]").replace("any", "all").replace("every_week", "once")
    assert gaps_of(payslips(BEGAN, BEGAN), terms=both) == [(("bank_statement",), BEGAN, REACHED)]
    assert gaps_of(payslips(BEGAN, BEGAN), payslips(REACHED, REACHED, kind="bank_statement"), terms=both) == []
    either = both.replace("needed: all", "needed: any")
    assert gaps_of(payslips(REACHED, REACHED, kind="bank_statement"), terms=either) == []


def test_an_unclaimed_outcome_says_which_evidence_is_lacking_before_it_can_be_claimed() -> None:
    assert statuses(one_of(plan_of(EVIDENCE), caseload_of())) == ["evidence_needed"]


def test_consent_is_needed_unless_the_benefit_makes_it_lawful_without() -> None:
    term = "- {id: consent, kind: consent_to_contact, required: yes, unless_on: [uc], illustrative: a test}\n"
    for facts, status in (
        ({}, S.EVIDENCE_NEEDED),
        ({"consent_to_contact_employer": False}, S.EVIDENCE_NEEDED),
        ({"consent_to_contact_employer": True}, S.PAYABLE),
        ({"benefit": "uc"}, S.PAYABLE),
        ({"benefit": "none"}, S.EVIDENCE_NEEDED),
    ):
        assert one_of(plan_of(term), caseload_of(journeys=[journey(**facts)], claims=[claim()])).status is status


# -------------------------------------------------------------------------------------------------------- employers


@pytest.mark.parametrize(
    ("rule", "own", "status"),
    [
        ("excluded", True, S.NOT_MET),
        ("excluded", False, S.PAYABLE),
        ("excluded", None, S.UNDETERMINED),
        ("hold", True, S.UNDETERMINED),
        ("hold", False, S.PAYABLE),
        ("hold", None, S.UNDETERMINED),
        ("told", True, S.PAYABLE),
        ("told", None, S.PAYABLE),
    ],
)
def test_work_for_the_provider_or_its_supply_chain(rule: str, own: bool | None, status: ClaimStatus) -> None:
    term = f"- {{id: own_work, kind: non_qualifying_employers, rule: {rule}, whom: the funder, illustrative: a test}}\n"
    chain = {} if own is None else {"E1": own}
    decision = one_of(plan_of(term), caseload_of(claims=[claim()]), book_of(chain=chain))
    assert decision.status is status
    assert [notice.subject for notice in decision.notices] == (["B1"] if own else [])


# ------------------------------------------------------------------------------------------------------------ order


def first_of(*found: ClaimStatus) -> ClaimStatus:
    plan = plan_of()
    (ask,) = _asks(plan)
    judged = Judged([Ground(status, GroundCode.OUTCOME) for status in found], Due(1, 1))
    return with_end(ask, Reading(0, Found(Verdict.MET), judged))[0].status


def _asks(plan: object) -> list[Asked]:
    from claims.claims_setting import desk_of
    from commissioning.domain.claims import ClaimBook

    return [ask.asked for ask in desk_of(plan).asks(caseload_of(claims=[claim()]), ClaimBook(), AS_OF)]  # type: ignore[arg-type]


OF_CLAIMS = [s for s in STATUSES if s not in (S.NOT_YET, S.LAPSED, S.CLAIMABLE, S.RECOVERABLE)]


def test_of_every_two_statuses_the_one_named_first_in_the_order_comes_first() -> None:
    assert OF_CLAIMS == [
        S.DUPLICATE,
        S.NOT_MET,
        S.UNDETERMINED,
        S.TOO_EARLY,
        S.TOO_LATE,
        S.EVIDENCE_NEEDED,
        S.WRONG_AMOUNT,
        S.PAID,
        S.PAYABLE,
    ]
    for one, other in combinations(OF_CLAIMS, 2):
        assert first_of(other, one) is one
    unclaimed = [S.NOT_MET, S.UNDETERMINED, S.NOT_YET, S.LAPSED, S.EVIDENCE_NEEDED, S.CLAIMABLE]
    assert sorted(unclaimed, key=ORDER.__getitem__) == unclaimed


@pytest.mark.parametrize(
    ("claims", "terms", "payments", "due"),
    [
        ([claim("K0"), claim(claimed_on=None)], "", [], ["duplicate", "undetermined"]),
        ([claim("K0"), claim(claimed_on=REACHED + days(40))], WINDOW, [], ["duplicate", "too_late"]),
        ([claim("K0"), claim()], EVIDENCE, [], ["duplicate", "evidence_needed"]),
        ([claim("K0"), claim(amount=1)], "", [], ["duplicate", "wrong_amount"]),
        ([claim("K0"), claim()], "", [paid(700_00)], ["duplicate", "paid"]),
        ([claim(claimed_on=None)], EVIDENCE, [], ["undetermined", "evidence_needed"]),
        ([claim(claimed_on=None, amount=1)], "", [], ["undetermined", "wrong_amount"]),
        ([claim(claimed_on=START)], EVIDENCE, [], ["too_early", "evidence_needed"]),
        ([claim(claimed_on=START, amount=1)], "", [], ["too_early", "wrong_amount"]),
        ([claim(claimed_on=REACHED + days(40))], WINDOW + EVIDENCE, [], ["too_late", "evidence_needed"]),
        ([claim(claimed_on=REACHED + days(40), amount=1)], WINDOW, [paid(700_00)], ["too_late", "wrong_amount", "paid"]),
        ([claim(amount=1)], EVIDENCE, [], ["evidence_needed", "wrong_amount"]),
        ([claim()], EVIDENCE, [paid(700_00)], ["evidence_needed", "paid"]),
        ([claim(amount=1)], "", [], ["wrong_amount", "payable"]),
        ([claim(amount=1)], "", [paid(700_00)], ["wrong_amount", "paid"]),
        ([claim()], "", [paid(699_99)], ["payable"]),
        ([claim()], "", [paid(700_00)], ["paid"]),
    ],
)
def test_all_that_apply_stand_behind_the_first(claims: list, terms: str, payments: list, due: list[str]) -> None:
    found = all_of(plan_of(terms), caseload_of(claims=claims), book_of(payments=payments))
    assert statuses(next(d for d in found if d.claim and d.claim.claim_id == "K1")) == due


def test_every_status_with_which_nothing_is_due_is_a_status() -> None:
    assert set(STATUSES) > NOTHING_DUE
