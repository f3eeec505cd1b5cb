"""A twentieth of a large provider's caseload, workbook to workbook: 1,000 journeys with their claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from measure_claims import cohort
from provider_books import provider_book
from python_calamine import CalamineWorkbook

from commissioning.cli.main import commissioning


@pytest.mark.slow
def test_a_large_workbook_comes_back_with_a_status_for_every_claim(tmp_path: Path) -> None:
    tables = cohort(tmp_path / "cohort", 1_000)
    assert len(tables["claims"]) > 500
    book, output = provider_book(tmp_path / "book.xlsx", tables), tmp_path / "out.xlsx"
    words = ["claims", str(book), "--as-of", "2024-06-30", "--output", str(output), "-q"]
    CliRunner().invoke(commissioning, words, standalone_mode=False, catch_exceptions=False)
    rows = CalamineWorkbook.from_path(str(output)).get_sheet_by_name("Claims").to_python()
    status = rows[0].index("Decision: status")
    assert len(rows) == len(tables["claims"]) and all(row[status] for row in rows)
