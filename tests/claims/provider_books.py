"""Workbooks as providers keep them: own columns, a table, formulas, a chart; and ways to look into what came back."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

SAMPLE = Path(__file__).parents[2] / "examples" / "claims"
OURS = ("Summary", "Unclaimed outcomes", "Notes", "Data quality")


def sample() -> dict[str, list[list[object]]]:
    """The tables of the sample with real dates and numbers, by their names."""
    found = {}
    for path in sorted(SAMPLE.glob("*.csv")):
        heads, *rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"))))
        found[path.stem] = [list(heads), *([_cell(head, cell) for head, cell in zip(heads, row, strict=True)] for row in rows)]
    return found


def _cell(head: str, cell: str) -> object:
    if cell and (head.endswith(("date", "_on")) or head.startswith("covers")):
        return date.fromisoformat(cell)
    return int(cell) if cell.isdigit() else cell or None


def provider_book(
    path: Path,
    tables: Mapping[str, Sequence[Sequence[object]]],
    *,
    table: bool = True,
    options: Mapping[str, object] | None = None,
    more: Callable[[xlsxwriter.Workbook], None] | None = None,
) -> Path:
    """A workbook with what providers have in theirs: a table over the claims, a chart, widths, a hidden row, a filter."""
    book = xlsxwriter.Workbook(str(path), dict(options or {}))
    shown, head = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"bold": True})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name.capitalize())
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(number, column, cell, shown)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(number, column, cell, None, 7)
                elif cell is not None:
                    sheet.write(number, column, cell, head if number == 0 else None)
        sheet.set_column(0, 3, 22)
        if name == "claims":
            if table:
                titles = [{"header": str(cell)} for cell in rows[0]]
                sheet.add_table(0, 0, len(rows) - 1, len(rows[0]) - 1, {"name": "Claimed", "columns": titles})
            else:
                sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
            sheet.conditional_format(1, 5, 20, 5, {"type": "data_bar"})
            sheet.data_validation(1, 3, 20, 3, {"validate": "list", "source": ["13-week", "26-week"]})
            sheet.set_row(2, None, None, {"hidden": True})
            sheet.freeze_panes(1, 1)
        if name == "journeys":
            chart = book.add_chart({"type": "column"})
            chart.add_series({"values": "=Journeys!$G$2:$G$6"})
            sheet.insert_chart("B20", chart)
    if more is not None:
        more(book)
    book.close()
    return path


def parts(path: Path) -> dict[str, bytes]:
    """Every part of a workbook by its name."""
    with zipfile.ZipFile(path) as book:
        return {name: book.read(name) for name in book.namelist()}


def with_parts(path: Path, changes: Mapping[str, bytes]) -> None:
    """Write a workbook again with parts changed or added."""
    found = {**parts(path), **changes}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in found.items():
            book.writestr(name, content)
    path.write_bytes(out.getvalue())


def day(iso: str) -> datetime:
    """A day as a workbook's reader gives it."""
    return datetime.fromisoformat(iso)
