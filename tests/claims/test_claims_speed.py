"""A twentieth of a large provider's caseload, workbook to workbook: 1,000 journeys with their claims."""

from __future__ import annotations

import csv
import io
import random
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from provider_books import provider_book
from python_calamine import CalamineWorkbook

from commissioning.cli.main import commissioning

SECONDS = 10
"""CPU seconds; a fifth of it on a machine that does nothing else."""


def cohort(folder: Path, journeys: int) -> dict[str, list[list[object]]]:
    """A made-up cohort of Fair Start Scotland with about a claim for every second journey, and payments for half of them."""
    words = ["simulate", "--journeys", str(journeys), "--seed", "3", "--format", "csv", "--output", str(folder), "-q"]
    CliRunner().invoke(commissioning, words, standalone_mode=False, catch_exceptions=False)
    rows = {
        name: list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8-sig"))))
        for name in ("journeys", "jobs")
    }
    begun = {job["client_id"]: date.fromisoformat(job["start_date"]) for job in reversed(rows["jobs"])}
    of = random.Random(7)
    claims: list[list[object]] = [["claim_id", "journey_id", "contract", "outcome", "claimed_on", "amount_pence"]]
    payments: list[list[object]] = [["payment_id", "claim_id", "paid_on", "amount_pence"]]
    for journey in rows["journeys"]:
        for outcome, days in (("13-week", 91), ("26-week", 182)) if journey["client_id"] in begun else ():
            made = begun[journey["client_id"]] + timedelta(days + of.randrange(-5, 60))
            name = f"K{len(claims)}"
            claims.append([name, journey["journey_id"], "fair-start-scotland", outcome, made, 70_000])
            if of.random() < 0.5:
                payments.append([f"P{len(payments)}", name, made + timedelta(20), 70_000])
    tables = {name: [list(found[0]), *([_cell(k, v) for k, v in row.items()] for row in found)] for name, found in rows.items()}
    return {**tables, "claims": claims, "payments": payments}


def _cell(name: str, text: str) -> object:
    if text and name.endswith(("date", "_on")):
        return date.fromisoformat(text)
    if name == "weekly_hours" and text:
        return float(text)
    return int(text) if text.isdigit() else text or None


@pytest.mark.slow
def test_a_large_workbook_comes_back_in_time(tmp_path: Path) -> None:
    tables = cohort(tmp_path / "cohort", 1_000)
    assert len(tables["claims"]) > 500
    book, output = provider_book(tmp_path / "book.xlsx", tables), tmp_path / "out.xlsx"
    begun = time.process_time()
    words = ["claims", str(book), "--as-of", "2024-06-30", "--output", str(output), "-q"]
    CliRunner().invoke(commissioning, words, standalone_mode=False, catch_exceptions=False)
    assert time.process_time() - begun < SECONDS
    rows = CalamineWorkbook.from_path(str(output)).get_sheet_by_name("Claims").to_python()
    status = rows[0].index("Decision: status")
    assert len(rows) == len(tables["claims"]) and all(row[status] for row in rows)
