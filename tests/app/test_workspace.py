"""Contracts at hand: one's own in the place of a shipped one, broken drafts, prices that fit nothing."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from commissioning.app.check import check
from commissioning.app.contracts import started
from commissioning.app.workspace import NATIONAL_ORDER, Options, open_workspace, plans
from commissioning.errors import Refused

ROOT = Path(__file__).parent.parent.parent
DAY = date(2026, 6, 1)


def test_a_contract_of_ones_own_stands_in_the_place_of_the_shipped_one_and_says_so(tmp_path: Path) -> None:
    mine = tmp_path / "fair-start-scotland"
    shutil.copytree(ROOT / "contracts" / "fair-start-scotland", mine)
    text = (mine / "contract.yaml").read_text(encoding="utf-8")
    (mine / "contract.yaml").write_text(text.replace("title: Fair Start Scotland", "title: Mine"), encoding="utf-8")
    workspace = open_workspace((tmp_path,))
    assert workspace.contract("fair-start-scotland").head.title == "Mine"
    assert [(note.code, note.is_error) for note in workspace.notes] == [("U018", False)]


def test_a_copy_without_changes_is_no_news(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "contracts" / "workwell", tmp_path / "workwell")
    assert open_workspace((tmp_path,)).notes == []


def test_a_broken_draft_is_left_out_with_a_warning_and_refused_where_it_is_asked_for(tmp_path: Path) -> None:
    started("draft", tmp_path)
    file = tmp_path / "draft" / "contract.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("inclusive: yes", "inclusive: perhaps"), encoding="utf-8")
    workspace = open_workspace((tmp_path,))
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    assert set(NATIONAL_ORDER) <= set(ids)
    assert "draft" not in ids
    assert [note.code for note in workspace.notes] == ["U019"]
    with pytest.raises(Refused, match="C013"):
        plans(workspace, Options(contracts=("draft",)))


def test_a_price_for_no_outcome_is_said(tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "prices: mine\ntitle: Mine\noutcomes:\n  13-weeks: {core: £1, advanced: £1, intense: £1}\n", encoding="utf-8"
    )
    workspace = open_workspace()
    plans(workspace, Options(contracts=("fair-start-scotland",), prices=prices))
    assert [(note.code, note.remedy) for note in workspace.notes] == [("U022", "did you mean '13-week'?")]


def test_decisions_on_a_client_whose_row_was_left_out_say_so(tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text(
        "journey_id,client_id,referral_date,start_date,lives_in_scotland,age_at_referral,employment_status\n"
        "A,CA,2025-05-05,2025-05-05,yes,30,unemployed\nB,CB,2025-05-05,2025-05-05,yes,30,unemployed\n"
    )
    (tmp_path / "jobs.csv").write_text(
        "job_id,client_id,start_date,weekly_hours,reflects_needs\nW1,CA,2025-06-02,16 hrs,yes\nW2,CB,2025-06-02,16,yes\n"
    )
    workspace = open_workspace()
    checked = check(tmp_path, workspace, Options(contracts=("no-one-left-behind",)), DAY)
    assert dict(checked.read.gaps) == {"A": ("jobs.csv:2",)}
    assert checked.exit_code == 1


def test_a_caseload_without_a_table_of_jobs_is_said(tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text("journey_id,client_id,referral_date\nA,CA,2025-05-05\n")
    workspace = open_workspace()
    check(tmp_path, workspace, Options(contracts=("no-one-left-behind",)), DAY)
    assert [note.code for note in workspace.notes] == ["D027"]
