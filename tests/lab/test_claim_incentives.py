"""What terms reward of when a claim is made and on what evidence, each worked out by hand on a small contract."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning.app.incentives import Asked, incentives, scenes_as_cells
from commissioning.app.workspace import Options, open_workspace
from commissioning.domain.incentives import Kind, Witness
from commissioning.reports import incentive_rows, incentive_words
from commissioning.reports.files import to_json

AS_OF = date(2020, 6, 30)

CONTRACT = """
contract: claimed
title: A contract to be claimed under
summary: Four weeks in five of 10 hours.
scope: local
terms:
  - id: hours
    kind: hours_per_week
    at_least: 10
    applies_by: start
    inclusive: yes
    concurrent_jobs: separate
    illustrative: a test
  - id: outcomes
    kind: sustained_outcomes
    window: first_start
    outcomes: {13-week: {weeks: 4, within: 5}}
    illustrative: a test
  - use: prices
"""

CASES = """
cases:
  - case: Ten hours from 1 June 2020 reach four weeks on 28 June
    as_of: 2020-06-30
    journey: {referral_date: 2020-05-04, start_date: 2020-05-11, payment_group: core, months_out_of_work: 5}
    jobs: [{start_date: 2020-06-01, weekly_hours: 10, basis: employee}]
    expect: {13-week: met 2020-06-28}
"""


def _found(tmp_path: Path, caseload: Path, term: str, against: Path | None = None) -> tuple[list[Witness], object]:
    """The witnesses of claims of the contract with one more term, and everything that was found."""
    folder = tmp_path / "claimed"
    folder.mkdir(exist_ok=True)
    (folder / "contract.yaml").write_text(CONTRACT + term, encoding="utf-8")
    cases = CASES if "months_out_of_work" in term else CASES.replace(", months_out_of_work: 5", "")
    (folder / "cases.yaml").write_text(cases, encoding="utf-8")
    found = incentives(open_workspace((tmp_path,)), Options(), Asked("claimed", input=caseload, against=against), AS_OF)
    kinds = (Kind.CLAIM_DEADLINE, Kind.CLAIM_WAITED, Kind.EVIDENCE_SHORT)
    return [one for one in found.incentives.witnesses if one.kind in kinds], found


# The scene that claims are for begins 28 days after the start of 11 May 2020, on 8 June, and reaches four weeks on 5 July.


@pytest.mark.parametrize(
    ("window", "days"),
    [
        ("within: [30 days]", 30),
        # 30 days of the day the job was agreed, the day before it began: 7 June and 30 days, 7 July.
        ("within: [30 days], runs_from: job_agreed", 2),
        # 60 days of the start on 11 May: 10 July.
        ("within: [60 days], runs_from: start", 5),
        # 5 July is day 56 of the programme; such an outcome is claimed until day 90, 8 August.
        ("within: [30 days], late_days: {from_day: 50, to_day: 60, until_day: 90}", 34),
    ],
)
def test_a_claim_may_be_left_to_its_deadline_whatever_that_is_counted_from(
    tmp_path: Path, caseload: Path, window: str, days: int
) -> None:
    (claim,), _ = _found(tmp_path, caseload, f"  - {{id: window, kind: claim_window, {window}, illustrative: a test}}\n")
    assert claim.kind is Kind.CLAIM_DEADLINE
    assert (claim.amount, claim.pence, claim.cause.terms) == (days, -700_00, ("window",))
    assert claim.first.claimed is not None
    assert claim.first.claimed.on.toordinal() == date(2020, 7, 5).toordinal() + days


def test_without_a_window_a_claim_may_be_left_for_good(tmp_path: Path, caseload: Path) -> None:
    claims, _ = _found(tmp_path, caseload, "")
    assert claims == []


def test_a_provider_who_waits_for_a_higher_price_is_seen(tmp_path: Path, caseload: Path) -> None:
    bands = """  - id: bands
    kind: price_bands
    fact: months_out_of_work
    bands:
      - {value: {0: £700}, from: 2018-01-01}
      - {value: {0: £900}, from: 2020-09-01}
    applies_by: claim
    illustrative: a test
"""
    (claim,), _ = _found(tmp_path, caseload, bands)
    assert claim.kind is Kind.CLAIM_WAITED
    assert (claim.pence, claim.before.due) == (200_00, 700_00)
    assert claim.second.claimed is not None
    assert claim.second.claimed.on == date(2020, 9, 1)
    assert incentive_words.said(claim) == "+£200.00: £700.00 before, £900.00 after."


@pytest.mark.parametrize(("coverage", "days"), [("every_week", 0), ("once", 27)])
def test_evidence_that_stops_a_day_short(tmp_path: Path, caseload: Path, coverage: str, days: int) -> None:
    """Of every week the last day counts; where once is enough, evidence of the first day alone will do."""
    asked = f"kind: evidence_required, kinds: [payslip], needed: all, coverage: {coverage}"
    (claim,), _ = _found(tmp_path, caseload, f"  - {{id: proof, {asked}, illustrative: a test}}\n")
    assert (claim.kind, claim.amount, claim.pence, claim.cause.terms) == (Kind.EVIDENCE_SHORT, days, -700_00, ("proof",))
    said = incentive_words.said(claim)
    assert said.endswith("with a day less, £700.00 is not paid.")
    assert ("of every day" in said) is (days == 0)


def test_a_later_design_is_tried_on_the_claims_of_an_earlier_one(tmp_path: Path, caseload: Path) -> None:
    window = "  - {id: window, kind: claim_window, within: [30 days], illustrative: a test}\n"
    _, found = _found(tmp_path, caseload, window)
    file = tmp_path / "earlier.json"
    data = incentive_rows.incentives_json(found.incentives, found.plan, scenes_as_cells(found.incentives))
    file.write_text(to_json(data), encoding="utf-8")
    for term, verdict in ((window, "as before"), (window.replace("30 days", "40 days"), "gone")):
        _, later = _found(tmp_path, caseload, term, against=file)
        (claim,) = [one for one in later.incentives.rechecked if one.kind == "claim_deadline"]
        assert (claim.verdict, claim.earlier) == (verdict, -700_00)
