"""Decisions as CSV, JSON, XLSX and Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import IO, Any

from commissioning.reports.rows import COLUMNS, Cell

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


Sheet = tuple[list[str], Iterable[Iterable[Cell]]]
"""Headings and rows of a sheet without charts."""


class Pounds(int):
    """Whole pence that a workbook shows, and can add up, as pounds."""


def text_cell(value: Cell) -> str:
    """A cell as text: ISO dates, blanks blank; text that a spreadsheet would run as a formula is defused by a quote mark."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_SIGNS):
        return f"'{value}"
    return value.isoformat() if isinstance(value, date) else str(value)


def write_csv(rows: Iterable[Mapping[str, Cell]], out: IO[str], columns: Iterable[str] = COLUMNS) -> None:
    """Rows as CSV."""
    names = list(columns)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([text_cell(row[name]) for name in names])


def to_json(value: Any) -> str:
    """Any result as JSON: ISO dates, indented, in the order it was made."""

    def plain(thing: object) -> object:
        if isinstance(thing, date):
            return thing.isoformat()
        raise TypeError(f"{type(thing).__name__} has no JSON form")

    return json.dumps(value, default=plain, ensure_ascii=False, indent=2) + "\n"


def write_parquet(rows: Iterable[Mapping[str, Cell]], out: Path | io.BytesIO) -> None:
    """Rows as a Parquet file. Raises :class:`ModuleNotFoundError` where pyarrow is not installed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    dates = {"reached_on", "earliest", "date_from", "date_to", "reached_outside_window", "as_of", "review_on"}
    whole = {"times", "due_pence", "due_to_pence"}
    schema = pa.schema(
        [(name, pa.date32() if name in dates else pa.int64() if name in whole else pa.string()) for name in COLUMNS]
    )
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), out)


def workbook(sheets: Mapping[str, Sheet], out: io.BytesIO | Path) -> None:
    """A workbook of plain tables: real dates shown as day/month/year, frozen bold headings, no live formula from text."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "constant_memory": False}
    with xlsxwriter.Workbook(str(out) if isinstance(out, Path) else out, options) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        money = book.add_format({"num_format": "£#,##0.00"})
        for title, (headings, body) in sheets.items():
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 0)
            widths = [len(heading) for heading in headings]
            for column, heading in enumerate(headings):
                sheet.write_string(0, column, heading, bold)
            count = 0
            for count, cells in enumerate(body, start=1):
                for column, cell in enumerate(cells):
                    if cell is None:
                        continue
                    widths[column] = max(widths[column], min(len(str(cell)), 60))
                    if isinstance(cell, date):
                        sheet.write_datetime(count, column, cell, day)
                    elif isinstance(cell, Pounds):
                        # The one place where pence become a decimal number: a spreadsheet has no other.
                        sheet.write_number(count, column, int(cell) / 100, money)
                    elif isinstance(cell, int):
                        sheet.write_number(count, column, cell)
                    else:
                        sheet.write_string(count, column, str(cell))
            for column, width in enumerate(widths):
                sheet.set_column(column, column, width + 2)
            if count and headings:
                sheet.autofilter(0, 0, count, len(headings) - 1)
