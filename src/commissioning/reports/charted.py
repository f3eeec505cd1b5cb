"""Workbooks of the design lab: plain tables with native charts beside them, so that figures can be charted anew."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commissioning.plan.plan import Plan
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell

MOST_ROWS = 1_048_000
"""Rows that a sheet of a workbook can hold, with a few to spare."""


@dataclass(frozen=True)
class Chart:
    """A native chart of a sheet: its kind (``bar``, ``column``, ``line``), the column of categories, and columns of values."""

    title: str
    kind: str
    categories: int
    values: tuple[int, ...]
    rows: tuple[int, int] | None = None
    """The first and last row of the body, from 0; all of it where None."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings, rows and charts beside them."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    charts: tuple[Chart, ...] = ()


def made_from(plan: Plan) -> str:
    """A contract with its digest and what was asked otherwise, for the notes of a workbook."""
    return f"{plan.contract}: {plan.title}. Digest {plan.digest}. Asked otherwise: {'; '.join(plan.recorded) or 'nothing'}."


def in_pounds(column: str, cell: Cell) -> Cell:
    """A cell of a column of pence (``…_pence``) as pounds; any other as it is."""
    return Pounds(cell) if column.endswith("_pence") and isinstance(cell, int) else cell


def charted_workbook(sheets: dict[str, Sheet], out: io.BytesIO | Path) -> None:
    """Write the sheets: real dates, pounds as numbers, frozen bold headings, no live formula from text."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, options) as book:
        formats = {
            "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "money": book.add_format({"num_format": "£#,##0.00"}),
            "whole": book.add_format({"num_format": "#,##0"}),
        }
        for title, sheet in sheets.items():
            _write(book, title, sheet, formats)


def _write(book: Any, title: str, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(title)
    page.freeze_panes(1, 0)
    widths = [len(heading) for heading in sheet.headings]
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, formats["bold"])
    count = 0
    for count, cells in enumerate(sheet.rows, start=1):
        if count > MOST_ROWS:
            page.write_string(count, 0, "more rows than a sheet can hold were left out: ask for CSV")
            break
        for column, cell in enumerate(cells):
            widths[column] = max(widths[column], min(len(str(cell or "")), 60))
            _cell(page, count, column, cell, formats)
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 2)
    if count:
        page.autofilter(0, 0, count, len(sheet.headings) - 1)
    for position, chart in enumerate(sheet.charts):
        first, last = chart.rows or (0, count - 1)
        if last >= first:
            drawn = _chart(book, title, sheet, chart, first + 1, last + 1)
            page.insert_chart(1 + 22 * position, len(sheet.headings) + 1, drawn, {"description": chart.title})


def _cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, Pounds):
        # The one place where pence become a decimal number: a spreadsheet has no other.
        page.write_number(row, column, int(cell) / 100, formats["money"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["whole"])
    else:
        page.write_string(row, column, str(cell))


def _chart(book: Any, title: str, sheet: Sheet, chart: Chart, first: int, last: int) -> Any:
    drawn = book.add_chart({"type": chart.kind})
    for column in chart.values:
        drawn.add_series(
            {
                "name": [title, 0, column],
                "categories": [title, first, chart.categories, last, chart.categories],
                "values": [title, first, column, last, column],
            }
        )
    drawn.set_title({"name": chart.title, "name_font": {"size": 12}})
    drawn.set_legend({"position": "bottom", "none": len(chart.values) == 1})
    drawn.set_size({"width": 720, "height": 400})
    return drawn
