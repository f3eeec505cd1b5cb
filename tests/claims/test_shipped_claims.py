"""Claims under the shipped contracts: the windows that the record gives, and no window where none was found."""

from __future__ import annotations

from datetime import date

import pytest

from claims.claims_setting import all_of, caseload_of, claim, days, desk_of, job, journey
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.journeys import Earning
from commissioning.plan.claim_nodes import ClaimWindow, EvidenceRequired
from commissioning.plan.plan import Plan

START = date(2019, 1, 7)


def day(number: int) -> date:
    """A day of the programme: the start date is day 1."""
    return START + days(number - 1)


def shipped(workspace: Workspace, name: str) -> Plan:
    (plan,) = plans(workspace, Options(contracts=(name,)))
    return plan


def self_employed(workspace: Workspace, reached: int, claimed: int) -> ClaimDecision:
    """A WHP participant whose 182nd day of self-employment is on a day of the programme, claimed on another."""
    whp = shipped(workspace, "work-and-health-programme")
    case = caseload_of(
        journeys=[journey(contract="work-and-health-programme", referral_date=START, start_date=START, age_at_referral=40)],
        jobs=[job(start_date=day(reached - 181), basis="self_employed")],
        claims=[claim(claimed_on=day(claimed), amount=None, contract=whp.family, outcome="job-outcome")],
        earnings=[],
    )
    return next(d for d in all_of(whp, case, as_of=day(720)) if d.claim)


@pytest.mark.parametrize(
    ("reached", "last"),
    [
        (182, 272),
        (590, 680),
        (599, 689),
        (600, 690),
        (601, 700),
        (605, 700),
        (609, 700),
        (610, 700),
        (611, 700),
        (620, 700),
        (639, 700),
    ],
)
def test_self_employment_is_claimed_in_90_days_and_late_outcomes_until_day_700(
    workspace: Workspace, reached: int, last: int
) -> None:
    decision = self_employed(workspace, reached, last)
    assert (decision.status, decision.window.opens, decision.window.closes) == ("payable", day(reached), day(last))
    assert self_employed(workspace, reached, last + 1).status == "too_late"
    assert self_employed(workspace, reached, reached - 1).status == "too_early"


def test_an_outcome_after_day_639_is_none_and_a_claim_on_day_701_is_void_whatever_the_evidence(workspace: Workspace) -> None:
    assert self_employed(workspace, 640, 700).status == "not_met"
    late = self_employed(workspace, 639, 701)
    assert late.status == "too_late" and late.grounds[0].actual == 1


def test_earnings_from_employment_have_no_window(workspace: Workspace) -> None:
    whp = shipped(workspace, "work-and-health-programme")
    paid = day(300)
    case = caseload_of(
        journeys=[journey(contract=whp.family, referral_date=START, start_date=START, age_at_referral=40)],
        jobs=[job(start_date=day(200))],
        claims=[claim(claimed_on=day(719), amount=None, contract=whp.family, outcome="job-outcome")],
        earnings=[
            Earning("C1", paid, 4_000_00, "B1", qualifying=True),
            Earning("C1", day(310), 400_00, "B1", qualifying=False),
        ],
    )
    decision = next(d for d in all_of(whp, case, as_of=day(720)) if d.claim)
    assert (decision.status, decision.window.closes) == ("payable", None)
    assert [(notice.term, notice.pence) for notice in decision.notices] == [
        ("non_qualifying_earnings", 400_00),
        ("records_of_evidence", None),
    ]


@pytest.mark.parametrize(("claimed", "status"), [(299, "payable"), (300, "payable"), (301, "too_late")])
def test_jets_scotland_may_be_notified_until_299_days_after_the_start(workspace: Workspace, claimed: int, status: str) -> None:
    jets = shipped(workspace, "jets-scotland")
    start = date(2021, 3, 1)
    case = caseload_of(
        journeys=[journey(contract=jets.family, referral_date=start, start_date=start, lives_in_scotland=True)],
        jobs=[job(start_date=start + days(30))],
        claims=[claim(claimed_on=start + days(claimed - 1), amount=None, contract=jets.family, outcome="job-outcome")],
        earnings=[Earning("C1", start + days(90), 1_000_00, "B1", qualifying=True)],
    )
    decision = next(d for d in all_of(jets, case, as_of=start + days(400)) if d.claim)
    assert (decision.status, decision.window.closes) == (status, start + days(299))


def test_what_was_not_found_is_not_made_up(workspace: Workspace) -> None:
    fss = shipped(workspace, "fair-start-scotland")
    assert not [node for node in fss.claims if isinstance(node, ClaimWindow | EvidenceRequired)]
    assert any("evidence" in what for what, _ in fss.not_modelled)
    assert [silence.name for silence in fss.claim_silences] == ["dual_funding", "recover", "extrapolate_at"]
    assert [silence.name for silence in fss.silences_of_claims] == ["dual_funding"]


def test_claims_of_two_programmes_over_the_same_days(workspace: Workspace) -> None:
    """Connect to Work is not for people on another employment programme; of Fair Start Scotland nothing says so."""
    fss, ctw = shipped(workspace, "fair-start-scotland"), shipped(workspace, "universal-support-ips")
    facts = {"lives_in_scotland": True, "right_to_work": True, "age_at_referral": 30, "employment_status": "inactive"}
    start = date(2021, 5, 3)
    case = caseload_of(
        journeys=[journey(contract=fss.family, referral_date=start, start_date=start, payment_group="core", **facts)],
        jobs=[job(start_date=date(2021, 6, 7))],
        claims=[
            claim("K1", date(2021, 9, 10), None, contract=fss.family),
            claim("K2", date(2021, 9, 20), None, contract=ctw.family, outcome="job-start"),
        ],
    )
    found = {d.claim.claim_id: d for d in all_of(desk_of(fss, ctw), case, as_of=date(2021, 12, 31)) if d.claim}
    assert found["K1"].status == "payable"
    assert found["K2"].status in ("duplicate", "not_met")


@pytest.mark.parametrize(("amount", "status"), [(None, "payable"), (1_333_33, "payable"), (2_000_00, "wrong_amount")])
def test_a_share_is_due_where_a_job_ended_short_of_a_milestone(workspace: Workspace, amount: int | None, status: str) -> None:
    """Ten weeks full-time: of the 9 weeks between the milestones of 4 and 13 weeks 6 were worked, so 6/9 of £2,000 at most."""
    (plan,) = plans(workspace, Options(contracts=("east-dunbartonshire-eri",), assume=("counted=since_last_milestone",)))
    start = date(2023, 1, 9)
    case = caseload_of(
        journeys=[journey(contract=plan.family, referral_date=start, start_date=start, area="S12000045")],
        jobs=[job(start_date=start + days(7), end_date=start + days(76), weekly_hours=30_00, agreed_on=start + days(1))],
        claims=[claim(claimed_on=start + days(90), amount=amount, contract=plan.family)],
    )
    decision = next(d for d in all_of(plan, case, as_of=start + days(120)) if d.claim)
    assert decision.decision.part is not None and decision.decision.part.highest == 1_333_33
    assert decision.status == status
    assert decision.due == decision.decision.part


def test_the_sample_claims_get_the_statuses_they_show(workspace: Workspace) -> None:
    from pathlib import Path

    from commissioning.app.claims import claims

    folder = Path(__file__).parent.parent.parent / "examples" / "claims"
    found = claims(folder, workspace, Options(), date(2021, 10, 11))
    said = {(d.journey_id, d.outcome, d.claim.claim_id if d.claim else ""): str(d.status) for d in found.decisions}
    assert said == {
        ("J1", "13-week", "K1"): "paid",
        ("J1", "13-week", "K2"): "duplicate",
        ("J1", "26-week", ""): "not_yet",
        ("J1", "52-week", ""): "not_yet",
        ("J2", "13-week", "K3"): "undetermined",
        ("J2", "26-week", ""): "undetermined",
        ("J2", "52-week", ""): "not_met",
        ("J3", "13-week", ""): "claimable",
        ("J3", "26-week", ""): "not_yet",
        ("J3", "52-week", ""): "not_yet",
        ("J4", "job-outcome", "K4"): "payable",
        ("J5", "job-outcome", ""): "not_yet",
    }
    assert found.problems == () and found.exit_code == 0
