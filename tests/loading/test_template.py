"""The blank workbook: it explains itself, checks what is typed, and reads back without a fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from loading_inputs import said

from commissioning.loading.caseload import read_input
from commissioning.loading.columns import TABLES, Kind, tables_with
from commissioning.loading.personal_data import personal_heading
from commissioning.loading.template import write_template

FURTHER = {"tenancy": "yes_no", "children": "number", "moved_in": "date", "sector": "code"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "journeys.xlsx"
    write_template(path, further=FURTHER)
    return path


def test_a_template_reads_back_as_an_input_without_journeys(template: Path) -> None:
    read = read_input(template, further=FURTHER)
    assert said(read) == [
        "journeys.xlsx:Journeys!A1: warning D024: has headings but no rows; there is nothing to decide"
        " | check that it was exported whole"
    ]
    assert dict(read.counts) == dict.fromkeys(TABLES, 0)
    assert read.caseload.earnings is None


def test_a_template_that_was_filled_in(template: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(template)
    journeys, jobs = book["Journeys"], book["Jobs"]
    for sheet, row in (
        (journeys, {"journey_id": "J1", "client_id": "0012", "area": "Fife", "start_date": date(2018, 4, 10), "tenancy": "no"}),
        (jobs, {"job_id": "W1", "client_id": "0012", "start_date": date(2018, 10, 1), "weekly_hours": 16, "basis": "employee"}),
    ):
        at = {cell.value: cell.column for cell in sheet[1]}
        for name, value in row.items():
            sheet.cell(2, at[name], value)
    book.save(tmp_path / "filled.xlsx")
    read = read_input(tmp_path / "filled.xlsx", further=FURTHER)
    assert said(read) == []
    assert read.caseload.journeys[0].facts == {"area": "S12000047", "tenancy": False}
    assert read.caseload.jobs["0012"][0].weekly_hours == 16_00


def test_every_table_has_its_sheet_with_all_its_headings(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    tables = tables_with(FURTHER)
    assert book.sheetnames == ["Guidance", *(name.capitalize() for name in tables), "Council areas"]
    for name, table in tables.items():
        sheet = book[name.capitalize()]
        assert [cell.value for cell in sheet[1]] == list(table.by_name)
        assert sheet.freeze_panes == "A2"
        for cell, column in zip(sheet[1], table.columns, strict=True):
            assert cell.comment.text.startswith(column.about)


def test_cells_are_checked_as_they_are_typed(template: Path) -> None:
    tables = tables_with(FURTHER)
    book = openpyxl.load_workbook(template)
    for name, table in tables.items():
        checks = {
            str(check.sqref).split(":")[0].rstrip("2"): check
            for check in book[name.capitalize()].data_validations.dataValidation
        }
        for position, column in enumerate(table.columns, start=1):
            letters = openpyxl.utils.get_column_letter(position)
            check = checks.get(letters)
            if column.kind is Kind.YES_NO:
                assert check.formula1 == '"yes,no"'
            elif column.values and not column.open_list:
                assert check.formula1 == f'"{",".join(column.values)}"'
            elif column.kind is Kind.DATE:
                assert check.type == "date"
            elif column.kind is Kind.HOURS:
                assert (check.type, check.formula1, check.formula2) == ("decimal", "0", f"{column.most // 100}")
            elif column.kind in (Kind.WHOLE, Kind.PENCE):
                assert check.type == "whole"


def test_dates_are_shown_with_the_day_first_and_ids_are_text(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["Jobs"]
    formats = {cell.value: sheet.column_dimensions[cell.column_letter] for cell in sheet[1]}
    assert formats["start_date"].number_format == "dd/mm/yyyy"
    assert formats["job_id"].number_format == "@"


def test_the_guidance_explains_every_column_in_plain_words(template: Path) -> None:
    sheet = openpyxl.load_workbook(template)["Guidance"]
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows()]
    text = "\n".join(str(cell) for row in rows for cell in row if cell)
    assert rows[0][0] == "How to fill in this workbook"
    assert "Ids must be opaque" in text
    assert "a blank is unknown" in text
    for name, table in tables_with(FURTHER).items():
        for column in table.columns:
            assert any(row[:3] == (name.capitalize(), column.name, column.about) for row in rows)
    assert ("Jobs", "weekly_hours") in {row[:2] for row in rows}
    assert "a number from 0 to 168, at most two decimals" in text


def test_no_heading_of_the_template_is_personal_data() -> None:
    assert not [column for table in tables_with(FURTHER).values() for column in table.by_name if personal_heading(column)]


def test_the_same_template_is_the_same_file(template: Path, tmp_path: Path) -> None:
    write_template(tmp_path / "again.xlsx", further=FURTHER)
    assert (tmp_path / "again.xlsx").read_bytes() == template.read_bytes()


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file or directory"):
        write_template(tmp_path / "nowhere" / "x.xlsx")
