"""Cells that hold words: ids, codes, sentences, council areas, yes or no."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from commissioning.errors import nearest
from commissioning.loading.cell_reading import BadCell, CellValue, Doubtful, HowWritten, Reader, reading
from commissioning.loading.columns import Column, Kind
from commissioning.loading.dates import may_be_a_birth
from commissioning.loading.raw import Cell
from commissioning.terms.areas import area_code, area_names

LONGEST_CODE = 200
LONGEST_TEXT = 5_000
LARGEST_EXACT = 10**15
"""From here on a spreadsheet has rounded a number's last digits away."""


def _plain(cell: Cell, what: str) -> str | BadCell:
    """Text, or a number that a spreadsheet made of it, as text."""
    if type(cell) is str and cell.isprintable() and len(cell) <= LONGEST_CODE:
        return cell
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | Decimal):
        return BadCell("D044", f"is not {what}", "write it as text; in a workbook format the column as Text")
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else Decimal(repr(cell))
    if isinstance(cell, int) and abs(cell) >= LARGEST_EXACT:
        return BadCell("D044", "is a number too long to be kept exactly", "format the column as Text and enter it again")
    text = str(cell)
    if len(text) > LONGEST_CODE:
        return BadCell("D044", f"is longer than {LONGEST_CODE} characters", f"write {what}")
    if not text.isprintable():
        return BadCell("D044", "holds line breaks or characters that cannot be seen", "type it again without them")
    return text


def id_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            # What may be a date of birth goes on as text, so that the whole file is refused for it, not one row left out.
            if may_be_a_birth(day):
                return day.isoformat()
            return BadCell("D044", "holds a date, not an id", "format the column as Text and enter the id again")
        return _plain(cell, "an id")

    slow = reading(read, written)

    def fast(cell: Cell) -> CellValue:
        # Nearly every id is plain text, and ids are most of what there is to read.
        if type(cell) is str and cell.isalnum() and len(cell) <= LONGEST_CODE and not written.values:
            return cell
        return slow(cell)

    return fast


def code_reader(column: Column, written: HowWritten) -> Reader:
    known = {_key(value): value for value in column.values}

    def read(cell: Cell) -> CellValue:
        text = _plain(("no", "yes")[cell] if isinstance(cell, bool) else cell, "a code")
        if isinstance(text, BadCell):
            return text
        if (listed := known.get(_key(text))) is not None:
            return listed
        if known and not column.open_list:
            remedy = nearest(_key(text), column.values) or "write one of them, or leave it blank if it is not known"
            return BadCell("D036", f"is not one of: {', '.join(column.values)}", remedy)
        return text.lower() if column.kind is Kind.NAME else text

    return reading(read, written)


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold().strip())


def text_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if not isinstance(cell, str):
            return _plain(cell, "a sentence")
        if len(cell) > LONGEST_TEXT:
            return BadCell("D044", f"is longer than {LONGEST_TEXT:,} characters", "shorten it")
        return cell

    return reading(read, written)


def area_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        text = _plain(cell, "a council area")
        if isinstance(text, BadCell):
            return text
        code = area_code(text)
        return code if code is not None else Doubtful(None, *_unknown_area(text))

    return reading(read, written)


def areas_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        text = _plain(cell, "a list of council areas") if not isinstance(cell, str) else cell
        if isinstance(text, BadCell):
            return text
        codes = {part.strip(): area_code(part) for part in re.split(r"[;|]", text) if part.strip()}
        known = ";".join(code for code in codes.values() if code) or None
        unknown = next((part for part, code in codes.items() if code is None), None)
        return known if unknown is None else Doubtful(known, *_unknown_area(unknown))

    return reading(read, written)


def _unknown_area(text: str) -> tuple[str, str, str]:
    close = nearest(text.title(), area_names().values())
    remedy = close or "write a council's GSS code such as S12000049, or its name"
    return "D050", "is not one of the 32 council areas, and counts as blank", remedy


_TRUTHS = {"yes": True, "no": False, "true": True, "false": False}


def yes_no_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if isinstance(cell, bool):
            return cell
        found = _TRUTHS.get(cell.casefold()) if isinstance(cell, str) else None
        if found is None:
            return BadCell("D037", "is neither yes nor no", "write yes or no, or leave it blank if it is not known")
        return found

    return reading(read, written)
