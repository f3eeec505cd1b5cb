"""The sheet that validators fill in, as a workbook or CSV; and a validation's results as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commissioning.domain.validation import CONCLUSIONS, REASONS, Extrapolated
from commissioning.reports import validation_rows as rows
from commissioning.reports import validation_words as say
from commissioning.reports.files import Pounds, write_csv
from commissioning.reports.rows import Cell

Sheet = tuple[list[str], list[list[Cell]]]
"""Headings and rows."""

_WIDEST = 48
_MOST_POUNDS = 10_000_000


@dataclass(frozen=True)
class SampleSheet:
    """What is written: *columns* with their meanings, those to *fill_in* (its words, if it has a list), rows and notes."""

    columns: Mapping[str, str]
    fill_in: Mapping[str, tuple[str, ...]]
    rows: Sequence[Mapping[str, Cell]]
    notes: Sequence[tuple[str, str]]

    def every_note(self) -> Iterator[tuple[str, str]]:
        """The notes of the draw, and how the sheet is filled in."""
        yield from self.notes
        yield "how to fill it in", "Write what was found under the last columns, sums in pounds. Change nothing else."
        yield "who looked", "Write a role or a code under validator, never a name. Name no client anywhere."
        yield from ((f"found {word}", meaning) for word, meaning in CONCLUSIONS.items())
        yield from ((f"reason {word}", meaning) for word, meaning in REASONS.items())
        for name, meaning in self.columns.items():
            yield f"column {name}", meaning


def sample_csv(sheet: SampleSheet) -> tuple[str, str]:
    """The rows, and the notes that belong beside them, as CSV."""
    out, notes = io.StringIO(), io.StringIO()
    write_csv(({name: _plain(row[name]) for name in sheet.columns} for row in sheet.rows), out, sheet.columns)
    write_csv(({"note": name, "value": value} for name, value in sheet.every_note()), notes, ("note", "value"))
    return out.getvalue(), notes.getvalue()


def _plain(cell: Cell) -> Cell:
    return f"{cell // 100}.{cell % 100:02d}" if isinstance(cell, Pounds) else cell


def sample_workbook(sheet: SampleSheet) -> bytes:
    """The workbook that validators fill in, with lists to choose from; the same sample gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "Validation sample", "created": datetime(2026, 1, 1)})  # noqa: DTZ001 - the same each time
        formats = {
            "heading": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "fill_in": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#DDE8F0"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        _sample(book.add_worksheet("Sample"), sheet, formats)
        notes = book.add_worksheet("Notes")
        notes.set_column(0, 0, 28)
        notes.set_column(1, 1, 100, formats["wrapped"])
        notes.write_row(0, 0, ("note", "value"), formats["heading"])
        for number, (name, value) in enumerate(sheet.every_note(), start=1):
            notes.write_string(number, 0, name)
            notes.write_string(number, 1, value)
    return out.getvalue()


def _sample(page: Any, sheet: SampleSheet, formats: Mapping[str, Any]) -> None:
    page.freeze_panes(1, 1)
    last = max(len(sheet.rows), 1)
    for column, (name, about) in enumerate(sheet.columns.items()):
        to_fill_in = name in sheet.fill_in
        page.write_string(0, column, name, formats["fill_in" if to_fill_in else "heading"])
        page.write_comment(0, column, about, {"x_scale": 2})
        longest = max((len(str(row[name])) for row in sheet.rows if row[name] is not None), default=0)
        shape = {"amount": "money", "amount_supported": "money", "checked_on": "day"}.get(name)
        page.set_column(column, column, min(max(len(name), longest) + 2, _WIDEST), formats[shape] if shape else None)
        for number, row in enumerate(sheet.rows, start=1):
            _cell(page, number, column, row[name], formats)
        if sheet.fill_in.get(name):
            page.data_validation(1, column, last, column, {"validate": "list", "source": list(sheet.fill_in[name])})
        elif name == "amount_supported":
            within = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": _MOST_POUNDS}
            page.data_validation(1, column, last, column, within)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)


def _cell(page: Any, number: int, column: int, value: Cell, formats: Mapping[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, Pounds):
        # A spreadsheet has no other number than a decimal one; it is read back to the penny.
        page.write_number(number, column, int(value) / 100, formats["money"])
    elif isinstance(value, str | int):
        page.write_string(number, column, str(value))
    else:
        page.write_datetime(number, column, value, formats["day"])


# -------------------------------------------------------------------------------------------------------- the results


def validation_sheets(found: Extrapolated) -> Mapping[str, Sheet]:
    """The sheets of a validation: title → headings and rows."""
    return {
        "Notes": (["Note", "What it says"], [[name, text] for name, text in _notes(found)]),
        "Found": _sheet(rows.FOUND_COLUMNS, rows.found_rows(found)),
        "Recovery": _sheet(rows.RECOVERY_COLUMNS, rows.recovery_rows(found)),
        "Reasons": (
            ["reason", "what it says", "claims", "error (£)"],
            [[code, REASONS[code], number, Pounds(error)] for code, number, error in found.reasons],
        ),
    }


def _notes(found: Extrapolated) -> Iterator[tuple[str, str]]:
    yield "As of", found.as_of.isoformat()
    yield from say.design(found.design)
    yield "Estimated by", say.ESTIMATOR
    yield "Intervals", f"two-sided, at {say.level(found.level)}; {say.methods(found)}"
    for group in found.groups:
        yield group.name, f"{say.verb(found.design.of)}: {say.in_all(group)}, {say.ruling(group)}"
        yield from ((f"{group.name}: rests on", caveat) for caveat in group.rests_on)
    for column, meaning in (*rows.FOUND_COLUMNS.items(), *rows.RECOVERY_COLUMNS.items()):
        yield f"Column {column}", meaning


def _sheet(columns: Mapping[str, str], found: Iterable[Mapping[str, Cell]]) -> Sheet:
    headings = [name.replace("_pence", " (£)") if name.endswith("_pence") else name for name in columns]
    return headings, [[_shown(name, row[name]) for name in columns] for row in found]


def _shown(name: str, value: Cell) -> Cell:
    return Pounds(value) if isinstance(value, int) and name.endswith("_pence") else value
