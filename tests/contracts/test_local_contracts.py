"""Local contracts: ten lines and no Python, areas by any of their names, and grants whose payee is no provider."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from commissioning.app.workspace import Options, Workspace, open_workspace, plans
from commissioning.cli.main import main
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import cases
from commissioning.engines.deciding import decide
from commissioning.engines.reference import Reference
from commissioning.terms.areas import area_names

FALKIRK = """\
contract: falkirk
title: Falkirk Local Employability Partnership
summary: No One Left Behind in Falkirk.
scope: local
parent: no-one-left-behind
terms:
  - id: partnership
    kind: partnership
    areas: [AREA]
    kept_on_move: {value: first_partnership, assumed: "The first keeps a person who moves."}
    assumed: It covers the one council area of its name.
"""


def written(folder: Path, text: str) -> Path:
    (folder / "falkirk").mkdir(parents=True)
    (folder / "falkirk" / "contract.yaml").write_text(text, encoding="utf-8")
    return folder


def journey(area: str) -> Caseload:
    facts = {"age_at_referral": 30, "employment_status": "inactive", "lives_in_scotland": True, "area": area}
    one = Journey("J", "C", referral_date=date(2024, 4, 1), start_date=date(2024, 4, 1), facts=facts)
    return Caseload((one,), {"C": (JobRow("A", "C", date(2024, 5, 1), weekly_hours=400, reflects_needs=True),)})


def verdicts(workspace: Workspace, caseload: Caseload) -> dict[str, Verdict]:
    plan = plans(workspace, Options(contracts=("falkirk",)))[0]
    found = decide(plan, Reference(), cases(caseload, date(2024, 12, 31), "falkirk"))
    return {decision.outcome: decision.verdict for decision in found}


def test_a_further_local_contract_is_ten_lines_and_no_python(tmp_path: Path) -> None:
    assert FALKIRK.count("\n") <= 11
    workspace = open_workspace((written(tmp_path, FALKIRK.replace("AREA", "Falkirk")),))
    assert verdicts(workspace, journey("S12000014"))["13-week"] is Verdict.MET
    assert set(verdicts(workspace, journey("S12000030")).values()) == {Verdict.NOT_MET}


@pytest.mark.parametrize("name", ["Falkirk", "falkirk council", "S12000014"])
def test_an_area_goes_by_any_of_its_names(name: str, tmp_path: Path) -> None:
    workspace = open_workspace((written(tmp_path, FALKIRK.replace("AREA", name)),))
    assert verdicts(workspace, journey("S12000014"))["13-week"] is Verdict.MET


def refused(folder: Path, text: str, capsys: pytest.CaptureFixture[str]) -> str:
    """What `check-contract` says of a contract that is wrong."""
    with pytest.raises(SystemExit) as stop:
        main(["check-contract", str(written(folder, text) / "falkirk")])
    assert stop.value.code == 1
    captured = capsys.readouterr()
    return captured.out + captured.err


def test_an_unknown_council_is_an_error_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(tmp_path, FALKIRK.replace("AREA", "Fallkirk"), capsys)
    assert "contract.yaml:9:13: error C084: there is no council area 'Fallkirk' in Scotland" in said
    assert "did you mean 'falkirk'?" in said


def test_what_the_national_terms_fix_a_local_contract_cannot_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(tmp_path, FALKIRK.replace("AREA", "Falkirk") + "  - id: flexible_hours\n    note: changed\n", capsys)
    assert "contract.yaml:12:5: error C082: 'flexible_hours' is fixed by the parent 'no-one-left-behind' (at " in said


def test_every_council_area_is_on_the_list() -> None:
    assert len(area_names()) == 32
    assert all(code.startswith("S120000") and name for code, name in area_names().items())


GRANTS = ("east-dunbartonshire-eri", "west-lothian-eri", "moray-eri", "east-lothian-eri")


@pytest.mark.parametrize("contract", GRANTS)
def test_a_grant_is_paid_to_the_employer(contract: str, workspace: Workspace) -> None:
    assert plans(workspace, Options(contracts=(contract,)))[0].payee == "employer"


def test_who_gets_the_job_start_payment_is_not_stated(workspace: Workspace) -> None:
    plan = plans(workspace, Options(contracts=("job-start-payment",)))[0]
    assert plan.payee == "not stated (read as client or as employer)"
    assert plan.silences == ()
