"""A blank workbook to fill in: a sheet for every exchange table, with guidance, lists to choose from and checks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning.loading.cell_numbers import FIRST_YEAR, NO_END_FROM
from commissioning.loading.cell_values import allowed_words
from commissioning.loading.columns import Column, Kind, Table, tables_with
from commissioning.terms.areas import area_names
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

GUIDANCE = "Guidance"
AREAS = "Council areas"
ROWS = 20_000
"""How many rows of each sheet have lists and checks."""

_WIDTH_LEAST, _WIDTH_MOST = 12, 34
_ADVICE = (
    "Fill in one sheet for each kind of thing you know; leave the other sheets as they are. Only Journeys is needed.",
    "Leave a cell blank where you do not know: a blank is unknown. It is never read as no, or as zero.",
    "Ids must be opaque: made-up codes that only you can trace. Never write a name, a date of birth, a National Insurance or "
    "CHI number, a postcode, an address, an e-mail address or a telephone number in this workbook: it would be refused.",
    "Use the same client_id in every sheet for the same person.",
    "Enter dates as dates; they are shown as day/month/year. Both ends of a period are included; a blank end means that it "
    "still goes on.",
    "Hours are hours a week with at most two decimals, such as 16 or 7.5. Money is in whole pence: 950 for £9.50.",
    "Do not change the names of the sheets or the headings in their first row, and do not put anything above them. Columns "
    "that you do not use can stay blank or be deleted.",
    "A row with a mistake is left out and reported with its cell; the other rows are read all the same.",
)


def write_template(out: Path | BytesIO, further: Mapping[str, FactType] | None = None) -> None:
    """Write the workbook to *out*; *further* facts that contracts ask for become columns of the sheet Journeys.

    Raises :class:`OSError` where the file cannot be written.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(str(out) if isinstance(out, Path) else out, options)
    book.set_properties({"title": "Journeys", "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the same file each time
    tables = tables_with(further or {})
    formats = _formats(book)
    _guidance(book.add_worksheet(GUIDANCE), tables, formats)
    for table in tables.values():
        _sheet(book.add_worksheet(sheet_name(table)), table, formats)
    _areas(book.add_worksheet(AREAS), formats)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] if isinstance(error.args[0], OSError) else OSError(str(error)) from None


def sheet_name(table: Table) -> str:
    """The name of a table's sheet: the table's own with a capital."""
    return table.name.capitalize()


def _formats(book: Workbook) -> dict[str, Any]:
    return {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "needed": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DDE8F0"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "hours": book.add_format({"num_format": "0.00"}),
        "whole": book.add_format({"num_format": "0"}),
        "text": book.add_format({"num_format": "@"}),
    }


# --------------------------------------------------------------------------------------------------------- guidance


def _guidance(sheet: Worksheet, tables: Mapping[str, Table], formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 34)
    sheet.set_column(2, 2, 70, formats["wrapped"])
    sheet.set_column(3, 3, 50, formats["wrapped"])
    sheet.write_string(0, 0, "How to fill in this workbook", formats["title"])
    for row, sentence in enumerate(_ADVICE, start=2):
        sheet.merge_range(row, 0, row, 3, sentence, formats["wrapped"])
        sheet.set_row(row, 32)
    row = len(_ADVICE) + 3
    for position, heading in enumerate(("Sheet", "Column", "What it says", "What to write")):
        sheet.write_string(row, position, heading, formats["heading"])
    for table in tables.values():
        row += 1
        sheet.write_string(row, 0, sheet_name(table), formats["heading"])
        sheet.write_string(row, 2, table.about)
        for column in table.columns:
            row += 1
            for position, text in enumerate((sheet_name(table), column.name, column.about, what_to_write(column))):
                sheet.write_string(row, position, text)


def what_to_write(column: Column) -> str:
    """What a cell of a column may hold, in words."""
    words = allowed_words(column)
    if words:
        what = f"{', '.join(words[:-1])} or {words[-1]}"
    elif column.kind is Kind.HOURS:
        what = f"a number{_bounds(column, 100)}, at most two decimals"
    elif column.kind in (Kind.WHOLE, Kind.PENCE):
        what = f"a whole number{_bounds(column, 1)}" + (" of pence" if column.kind is Kind.PENCE else "")
    else:
        what = _IN_WORDS[column.kind]
    return f"{what}; every row needs it" if column.needed else what


def _bounds(column: Column, unit: int) -> str:
    if column.least is not None and column.most is not None:
        return f" from {column.least // unit:,} to {column.most // unit:,}"
    return f" from {column.least // unit:,}" if column.least is not None else ""


_IN_WORDS: Mapping[Kind, str] = {
    Kind.ID: "an opaque id",
    Kind.CODE: "a code or a word",
    Kind.NAME: "an id in small letters",
    Kind.TEXT: "a sentence",
    Kind.AREA: f"a council's name or GSS code (see the sheet {AREAS})",
    Kind.AREAS: f"names or GSS codes with semicolons between them (see the sheet {AREAS})",
    Kind.DATE: "a date",
}


# ----------------------------------------------------------------------------------------------------------- sheets


def _sheet(sheet: Worksheet, table: Table, formats: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(table.columns):
        width = min(max(len(column.name) + 2, _WIDTH_LEAST), _WIDTH_MOST)
        sheet.set_column(position, position, width, formats[_FORMAT_OF.get(column.kind, "text")])
        sheet.write_string(0, position, column.name, formats["needed" if column.needed else "heading"])
        sheet.write_comment(0, position, f"{column.about}\n\nWrite {what_to_write(column)}.", {"x_scale": 2})
        check = _check(column)
        if check:
            sheet.data_validation(1, position, ROWS, position, {"ignore_blank": True, **check})


_FORMAT_OF: Mapping[Kind, str] = {Kind.DATE: "date", Kind.HOURS: "hours", Kind.WHOLE: "whole", Kind.PENCE: "whole"}


def _check(column: Column) -> dict[str, Any]:
    """The check a spreadsheet program makes as one types, or nothing."""
    words = allowed_words(column)
    stop = {"error_title": column.name, "error_message": f"Write {what_to_write(column)}, or leave the cell blank."[:255]}
    if words:
        return {"validate": "list", "source": list(words), **stop}
    if column.kind is Kind.DATE:
        first, last = date(FIRST_YEAR, 1, 1), date(NO_END_FROM - 1, 12, 31)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last, **stop}
    if column.kind is Kind.AREA:
        source = f"='{AREAS}'!$B$2:$B${len(area_names()) + 1}"
        return {"validate": "list", "source": source, "error_type": "warning", **stop}
    if column.kind in (Kind.HOURS, Kind.WHOLE, Kind.PENCE):
        return {**_number_check(column), **stop}
    return {}


def _number_check(column: Column) -> dict[str, Any]:
    unit = 100 if column.kind is Kind.HOURS else 1
    kind = {"validate": "decimal" if column.kind is Kind.HOURS else "integer"}
    if column.least is not None and column.most is not None:
        return {**kind, "criteria": "between", "minimum": column.least // unit, "maximum": column.most // unit}
    least = column.least if column.least is not None else -1_000_000_000
    return {**kind, "criteria": ">=", "value": least // unit}


def _areas(sheet: Worksheet, formats: Mapping[str, Any]) -> None:
    sheet.set_column(0, 0, 14)
    sheet.set_column(1, 1, 28)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, ["GSS code", "Council area"], formats["heading"])
    for row, (code, name) in enumerate(area_names().items(), start=1):
        sheet.write_row(row, 0, [code, name])
