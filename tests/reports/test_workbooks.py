"""Workbooks: a cover that leads to every sheet, notes, native charts of the sheet they stand on, and text that can be read."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from commissioning.cli.main import commissioning
from commissioning.reports.charted import COVER, LINE, WIDEST

CASELOAD = Path(__file__).parent.parent.parent / "examples" / "caseload"
DAY = ("--as-of", "2026-03-31")
LAUNCH = "fair-start-scotland@2018-04-03"

COMMANDS = {
    "check": ("check", CASELOAD, *DAY),
    "compare": ("compare", CASELOAD, *DAY),
    "sweep": ("what-if", LAUNCH, CASELOAD, "--sweep", "hours.at_least=10:20:5", *DAY),
    "incentives": ("incentives", "fair-start-scotland", "--journeys", "40"),
    "edition": ("check", CASELOAD, "--round", "5", *DAY),
}


@pytest.fixture(scope="module", params=list(COMMANDS))
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("books") / "book.xlsx"
    arguments = [str(one) for one in (*COMMANDS[request.param], "-q", "--output", path)]
    result = CliRunner().invoke(commissioning, arguments)
    assert path.is_file(), result.output
    return path


def test_the_cover_says_what_it_is_and_leads_to_every_sheet(book: Path) -> None:
    sheets = load_workbook(book)
    assert sheets.sheetnames[:2] == [COVER, "Notes"]
    cover = sheets[COVER]
    assert sheets.properties.title == cover["A1"].value
    listed = {row[1].value: row[1].hyperlink for row in cover.iter_rows(min_row=2) if row[0].value == "Sheet"}
    assert list(listed) == sheets.sheetnames[1:]
    assert all(link is not None and link.location == f"'{name}'!A1" for name, link in listed.items())
    assert any(row[0].value == "As of" for row in cover.iter_rows(min_row=2))


def test_charts_are_native_and_of_their_own_sheet(book: Path) -> None:
    with zipfile.ZipFile(book) as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert charts
    titles = load_workbook(book).sheetnames
    for chart in charts:
        sheets = {name.strip("'") for name in re.findall(r"<c:f>('?[^!<]+'?)!", chart)}
        assert len(sheets) == 1
        assert sheets <= set(titles)


def test_the_notes_name_every_contract_with_its_digest(book: Path) -> None:
    notes = load_workbook(book)["Notes"]
    text = " ".join(str(cell.value) for row in notes.iter_rows() for cell in row)
    assert re.search(r"[Dd]igest [0-9a-f]{64}", text)


def test_long_text_is_wrapped_in_a_row_that_is_high_enough(book: Path) -> None:
    notes = load_workbook(book)["Notes"]
    long = [cell for row in notes.iter_rows(min_row=2) for cell in row if len(str(cell.value or "")) > 2 * WIDEST]
    assert long
    for cell in long:
        assert cell.alignment.wrap_text
        assert (notes.row_dimensions[cell.row].height or 0) >= 2 * LINE
