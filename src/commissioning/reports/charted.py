"""Workbooks of the design lab: plain tables with native charts beside them, so that figures can be charted anew."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commissioning.plan.plan import Plan
from commissioning.reports.disclosure import HIDDEN
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell

MOST_ROWS = 1_048_000
"""Rows that a sheet of a workbook can hold, with a few to spare."""


MOST_ABOVE = 60
"""Rows of a table below which its charts are placed; those of a longer one stand beside it."""

LINE = 15
"""The height of a line in points."""

WIDEST, WIDEST_HEADING = 60, 18
"""Letters after which a column, or one whose heading alone is long, is no wider and its text is wrapped."""


@dataclass(frozen=True)
class Chart:
    """A native chart of a sheet: its kind (``bar``, ``column``, ``line``), the column of categories, and columns of values."""

    title: str
    kind: str
    categories: int
    values: tuple[int, ...]
    rows: tuple[int, int] | None = None
    """The first and last row of the body, from 0; all of it where None."""


class Link(str):
    """The title of a sheet of the same workbook, which leads there."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: headings, rows and charts beside them."""

    headings: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    charts: tuple[Chart, ...] = ()


COVER = "Cover"


def with_cover(title: str, facts: Iterable[tuple[str, Cell]], sheets: dict[str, Sheet]) -> dict[str, Sheet]:
    """The sheets after a cover: what the workbook is, what it was made from, and its sheets, each a link.

    *facts* that are blank are left out. Every sheet is a table from its first row on, so that it can be read by a program.
    """
    rows: list[list[Cell]] = [[name, fact] for name, fact in facts if fact not in (None, "")]
    rows += [["Sheet", Link(name)] for name in sheets]
    return {COVER: Sheet([title, ""], rows), **sheets}


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
            "day": book.add_format({"num_format": "dd/mm/yyyy", "align": "left", "valign": "top"}),
            "money": book.add_format({"num_format": "£#,##0.00", "valign": "top"}),
            "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
            "text": book.add_format({"text_wrap": True, "valign": "top"}),
            "hidden": book.add_format({"align": "right", "valign": "top"}),
        }
        cover = sheets.get(COVER)
        if cover is not None:
            book.set_properties({"title": cover.headings[0]})
        for title, sheet in sheets.items():
            _write(book, title, sheet, formats)


def _write(book: Any, title: str, sheet: Sheet, formats: dict[str, Any]) -> None:
    page = book.add_worksheet(title)
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    widths = [min(len(heading), WIDEST_HEADING) for heading in sheet.headings]
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading, formats["bold"])
    count = 0
    for count, cells in enumerate(sheet.rows, start=1):
        if count > MOST_ROWS:
            page.write_string(count, 0, "more rows than a sheet can hold were left out: ask for CSV")
            break
        longest = 0
        for column, cell in enumerate(cells):
            letters = len(str(cell or ""))
            longest = max(longest, letters)
            widths[column] = max(widths[column], min(letters, WIDEST))
            _cell(page, count, column, cell, formats)
        if longest > WIDEST:
            page.set_row(count, LINE * _lines(longest, WIDEST))
    page.set_row(0, LINE * max((_lines(len(h), w) for h, w in zip(sheet.headings, widths, strict=True)), default=1))
    for column, width in enumerate(widths):
        page.set_column(column, column, width + 2)
    if count and title != COVER:
        page.autofilter(0, 0, count, len(sheet.headings) - 1)
    for position, chart in enumerate(sheet.charts):
        first, last = chart.rows or (0, count - 1)
        if last >= first:
            drawn = _chart(book, title, sheet, chart, first + 1, last + 1)
            below = count <= MOST_ABOVE
            place = (count + 2 + 22 * position, 0) if below else (1 + 22 * position, len(sheet.headings) + 1)
            page.insert_chart(*place, drawn, {"description": chart.title})


def _lines(letters: int, width: int) -> int:
    """How many lines a text takes in a column so wide: not every program finds the height of a row for itself."""
    return -(-letters * 11 // (10 * (width + 2)))


def _cell(page: Any, row: int, column: int, cell: Cell, formats: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, formats["day"])
    elif isinstance(cell, Link):
        page.write_url(row, column, f"internal:'{cell}'!A1", string=str(cell))
    elif isinstance(cell, Pounds):
        # The one place where pence become a decimal number: a spreadsheet has no other.
        page.write_number(row, column, int(cell) / 100, formats["money"])
    elif isinstance(cell, int):
        page.write_number(row, column, cell, formats["whole"])
    elif cell == HIDDEN:
        page.write_string(row, column, HIDDEN, formats["hidden"])
    else:
        page.write_string(row, column, str(cell), formats["text"])


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
    if chart.kind == "bar":
        # Names stand at the edge, where no bar of a sum below none runs over them, and in the order of the table.
        drawn.set_x_axis({"label_position": "low", "reverse": True})
        drawn.set_y_axis({"label_position": "low"})
    drawn.set_size({"width": 720, "height": 400})
    return drawn
