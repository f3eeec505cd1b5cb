"""One variation, six bases: 12 hours a week from 15 February 2021, when 16 hours became 8 on 1 April 2021.

Fair Start Scotland does not say by what the variation went; the shipped contract assumes the start of the job. Here the same
contract is read with each basis in turn.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.app.cases import run_cases
from commissioning.app.workspace import Workspace
from commissioning.engines.interface import engine
from commissioning.loading.cases import parse_cases
from commissioning.loading.contracts import load_contract

SHIPPED = """applies_by: {value: job_start, assumed: "No document says whom the variation covered."}"""

JOURNEY = """
cases:
  - case: 12 hours a week from Monday 15 February 2021
    as_of: 2021-06-30
    journey: {referral_date: 2021-01-11, start_date: 2021-01-11, age_at_referral: 30, employment_status: unemployed,
      lives_in_scotland: yes, right_to_work: yes}
    jobs: [{start_date: 2021-02-15, basis: employee, weekly_hours: 12}]
    claims: CLAIMS
    expect: {13-week: DUE}
"""


@pytest.mark.parametrize(
    ("basis", "claimed_on", "due"),
    [
        ("referral", None, "not_yet 2021-09-29"),
        ("start", None, "not_yet 2021-09-29"),
        ("job_start", None, "not_yet 2021-09-29"),
        ("day_worked", None, "met 2021-06-30"),
        ("outcome_reached", None, "met 2021-05-16"),
        ("claim", None, "met 2021-05-16"),
        ("claim", "2021-06-01", "met 2021-05-16"),
        ("claim", "2021-03-31", "not_yet 2021-09-29"),
    ],
)
def test_basis(workspace: Workspace, tmp_path: Path, basis: str, claimed_on: str | None, due: str) -> None:
    text = workspace.paths["fair-start-scotland"].read_text(encoding="utf-8")
    assert text.count(SHIPPED) == 1
    folder = tmp_path / "fair-start-scotland"
    folder.mkdir()
    stated = f'applies_by: {{value: {basis}, assumed: "for the test"}}'
    (folder / "contract.yaml").write_text(text.replace(SHIPPED, stated), encoding="utf-8")
    contract, problems = load_contract(folder, workspace.rules)
    assert contract is not None and not problems
    claims = f"[{{outcome: 13-week, claimed_on: {claimed_on}}}]" if claimed_on else "[]"
    cases, problems = parse_cases(JOURNEY.replace("CLAIMS", claims).replace("DUE", due), contract)
    assert not problems
    results = run_cases(contract, cases, workspace.rules, engine("reference"), coverage=False)
    assert not results.problems
    assert [str(miss) for result in results.failed for miss in result.misses] == []
