"""The decisions due for 170 journeys under four contracts on two days: every row, on every engine that runs here."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from commissioning.app.check import check
from commissioning.app.workspace import Options, Workspace
from commissioning.engines.interface import Missing, engines

CASES = Path(__file__).parent.parent / "data" / "cases"
FOUR = ("fair-start-scotland", "no-one-left-behind", "specialist-employability-support", "ips-primary-care")


@pytest.mark.parametrize("as_of", ["2024-02-29", "2026-03-31"])
@pytest.mark.parametrize("engine", list(engines()))
def test_every_decision_is_as_due(workspace: Workspace, engine: str, as_of: str) -> None:
    try:
        engines()[engine]()
    except Missing as why:
        pytest.skip(str(why))
    checked = check(CASES, workspace, Options(contracts=FOUR), date.fromisoformat(as_of), engine_name=engine)
    got = {
        (d.journey_id, d.contract, d.outcome): (
            str(d.eligible),
            str(d.verdict),
            d.reached_on.isoformat() if d.reached_on else "",
            d.earliest.isoformat() if d.earliest else "",
        )
        for d in checked.decisions
    }
    with (CASES / f"expected-{as_of}.csv").open(newline="", encoding="utf-8") as file:
        due = {
            (row["journey_id"], row["contract"], row["outcome"]): (
                row["eligible"],
                row["verdict"],
                row["reached_on"],
                row["earliest"],
            )
            for row in csv.DictReader(file)
        }
    assert len(due) == 2040
    assert {key: got.get(key) for key in due if got.get(key) != due[key]} == {}
