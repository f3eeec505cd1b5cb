"""One cell to one value: what each kind of column accepts, and the sentence that says what is wrong with anything else.

Accepted everywhere: spaces around a value. In words from a list also: any case, and spaces or hyphens for ``_`` (``Left early``
is ``left_early``). In yes/no columns: ``yes``, ``no``, ``true``, ``false`` in any case, and the truth values of spreadsheets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from commissioning.domain.journeys import FactValue
from commissioning.domain.money import parse_pounds
from commissioning.errors import nearest
from commissioning.loading.areas import area_code, area_names
from commissioning.loading.columns import Column, Kind
from commissioning.loading.dates import day_in, may_be_a_birth
from commissioning.loading.raw import Cell, NoValue, blank

LONGEST_CODE = 200
LONGEST_TEXT = 5_000
LARGEST_EXACT = 10**15
"""From here on a spreadsheet has rounded a number's last digits away."""
LARGEST_SUM = 10**12
"""The largest whole number, or sum in pence, of a column that names no bound of its own."""
REMEMBERED = frozenset({str, float, date})
_MOST_SEEN = 100_000
FIRST_YEAR = 1900
NO_END_FROM = 2200
"""From this year on an end date is taken to stand for "no end", as 9999-12-31 does in many systems."""


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that cannot be read: its row is left out. The message never holds what the cell holds."""

    code: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A cell that was read, with a warning."""

    value: FactValue
    code: str
    message: str
    remedy: str


CellValue = FactValue | BadCell | Doubtful
Reader = Callable[[Cell], CellValue]


@dataclass(frozen=True, slots=True)
class HowWritten:
    """How a file writes a column otherwise than the exchange tables do, as a mapping file says.

    *date_format* is a format of :meth:`datetime.strptime`; *in_pounds* says that sums are in pounds; *values* gives our word
    (None for blank) for theirs, theirs as :func:`theirs` writes it.
    """

    date_format: str = ""
    in_pounds: bool = False
    values: Mapping[str, str | None] | None = None


AS_OURS = HowWritten()


class ColumnReader:
    """Reads the cells of one column.

    *seen* holds the values of cells met before, except ids and sentences, which seldom come twice; a caller in a hurry may look
    there first, with cells of the types in :data:`REMEMBERED` only: to a dictionary, 1 and True are one.
    """

    def __init__(self, column: Column, written: HowWritten = AS_OURS) -> None:
        self.name = column.name
        self.seen: dict[Cell, CellValue] = {}
        self._read = _READERS[column.kind](column, written)
        self._remembers = column.kind not in (Kind.ID, Kind.TEXT)

    def __call__(self, cell: Cell) -> CellValue:
        """The value of a cell; None if it is blank."""
        value = self._read(cell)
        if self._remembers and type(cell) in REMEMBERED and len(self.seen) < _MOST_SEEN:
            self.seen[cell] = value
        return value


def theirs(text: str) -> str:
    """A value of another system without what writers vary: case and spaces."""
    return " ".join(text.casefold().split())


def allowed_words(column: Column) -> Sequence[str]:
    """The words a cell of a column must come from; none where there is no such list."""
    if column.kind is Kind.YES_NO:
        return ("yes", "no")
    return () if column.open_list else column.values


def _reading(read: Callable[[Cell], CellValue], written: HowWritten) -> Reader:
    """*read* for cells that hold something, after a mapping's words were put into ours."""
    values = written.values or {}

    def of(cell: Cell) -> CellValue:
        if isinstance(cell, NoValue):
            remedy = "mend the formula" if cell is NoValue.ERROR else "open the workbook in a spreadsheet program and save it"
            return BadCell("D042", cell.value, f"{remedy}, or type the value in")
        if blank(cell):
            return None
        if values and (shown := theirs(_shown(cell))) in values:
            ours = values[shown]
            return None if ours is None else read(ours)
        return read(cell.strip() if isinstance(cell, str) else cell)

    return of


def _shown(cell: Cell) -> str:
    """A cell as a spreadsheet shows it, to find it among a mapping's values."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


# ----------------------------------------------------------------------------------------------------------- texts


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


def _id(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if isinstance(cell, date):
            day = cell.date() if isinstance(cell, datetime) else cell
            # What may be a date of birth goes on as text, so that the whole file is refused for it, not one row left out.
            if may_be_a_birth(day):
                return day.isoformat()
            return BadCell("D044", "holds a date, not an id", "format the column as Text and enter the id again")
        return _plain(cell, "an id")

    slow = _reading(read, written)

    def fast(cell: Cell) -> CellValue:
        # Nearly every id is plain text, and ids are most of what there is to read.
        if type(cell) is str and cell.isalnum() and len(cell) <= LONGEST_CODE and not written.values:
            return cell
        return slow(cell)

    return fast


def _code(column: Column, written: HowWritten) -> Reader:
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

    return _reading(read, written)


def _key(text: str) -> str:
    return re.sub(r"[\s_-]+", "_", text.casefold().strip())


def _text(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if not isinstance(cell, str):
            return _plain(cell, "a sentence")
        if len(cell) > LONGEST_TEXT:
            return BadCell("D044", f"is longer than {LONGEST_TEXT:,} characters", "shorten it")
        return cell

    return _reading(read, written)


def _area(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        text = _plain(cell, "a council area")
        if isinstance(text, BadCell):
            return text
        code = area_code(text)
        return code if code is not None else Doubtful(None, *_unknown_area(text))

    return _reading(read, written)


def _areas(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        text = _plain(cell, "a list of council areas") if not isinstance(cell, str) else cell
        if isinstance(text, BadCell):
            return text
        codes = {part.strip(): area_code(part) for part in re.split(r"[;|]", text) if part.strip()}
        known = ";".join(code for code in codes.values() if code) or None
        unknown = next((part for part, code in codes.items() if code is None), None)
        return known if unknown is None else Doubtful(known, *_unknown_area(unknown))

    return _reading(read, written)


def _unknown_area(text: str) -> tuple[str, str, str]:
    close = nearest(text.title(), area_names().values())
    remedy = close or "write a council's GSS code such as S12000049, or its name"
    return "D050", "is not one of the 32 council areas, and counts as blank", remedy


_TRUTHS = {"yes": True, "no": False, "true": True, "false": False}


def _yes_no(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        if isinstance(cell, bool):
            return cell
        found = _TRUTHS.get(cell.casefold()) if isinstance(cell, str) else None
        if found is None:
            return BadCell("D037", "is neither yes nor no", "write yes or no, or leave it blank if it is not known")
        return found

    return _reading(read, written)


# ----------------------------------------------------------------------------------------------------------- dates


def _date(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        day = _day(cell, written.date_format)
        if isinstance(day, BadCell):
            return day
        if column.ends and day.year >= NO_END_FROM:
            message = f"lies after the year {NO_END_FROM - 1}: it is taken to say that there is no end yet"
            return Doubtful(None, "D053", message, "leave the cell blank where there is no end")
        if not FIRST_YEAR <= day.year < NO_END_FROM:
            message = f"has a year before {FIRST_YEAR} or after {NO_END_FROM - 1}"
            return BadCell("D031", message, "correct the year; write it with four digits")
        return day

    return _reading(read, written)


def _day(cell: Cell, date_format: str) -> date | BadCell:
    if isinstance(cell, datetime):
        if cell.time() != time():
            return BadCell("D031", "holds a time of day beside the date", "leave the time out: only days count")
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        found = day_in(cell, date_format)
        return found if isinstance(found, date) else BadCell("D031", found.message, found.remedy)
    if isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
        return BadCell("D031", "is a number, not a date", "format the cell as a date, or write it as 2018-08-31")
    return BadCell("D031", "is not a date", "write it as 2018-08-31")


# --------------------------------------------------------------------------------------------------------- numbers

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")


def _number(cell: Cell) -> Decimal | BadCell:
    """The exact number a cell holds; the noise of a spreadsheet's arithmetic beyond nine decimals is no part of it."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell
    if isinstance(cell, float) and abs(cell) < LARGEST_EXACT:
        return Decimal(repr(round(cell, 9)))
    if isinstance(cell, str) and _NUMBER.fullmatch(cell):
        return Decimal(cell)
    remedy = "write digits only, such as 7.5, or leave it blank if it is not known"
    return BadCell("D035", "is not a number", remedy)


def _bounded(number: int, column: Column, unit: int) -> int | BadCell:
    low = -LARGEST_SUM if column.least is None else column.least
    high = LARGEST_SUM if column.most is None else column.most
    if low <= number <= high:
        return number
    message = f"is below {low // unit:,}" if number < low else f"is above {high // unit:,}"
    return BadCell("D033", message, "correct it, or leave it blank if it is not known")


def _hours(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        number = _number(cell)
        if isinstance(number, BadCell):
            return number
        hundredths = _whole_of(number, 100)
        if hundredths is None:
            return BadCell("D034", "has more than two decimals", "write at most two, such as 7.25")
        return _bounded(hundredths, column, 100)

    return _reading(read, written)


def _whole(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        number = _number(cell)
        if isinstance(number, BadCell):
            return number
        whole = _whole_of(number, 1)
        if whole is None:
            return BadCell("D034", "is not a whole number", "write a whole number")
        return _bounded(whole, column, 1)

    return _reading(read, written)


def _pence(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        pence = _from_pounds(cell) if written.in_pounds else _from_pence(cell)
        return pence if isinstance(pence, BadCell) else _bounded(pence, column, 1)

    return _reading(read, written)


def _from_pence(cell: Cell) -> int | BadCell:
    remedy = "write pence without a sign, such as 950 for £9.50, or say in a mapping file that it is in pounds"
    number = _number(cell)
    if isinstance(number, BadCell):
        return BadCell("D035", "is not a sum in whole pence", remedy)
    pence = _whole_of(number, 1)
    return pence if pence is not None else BadCell("D034", "is not a sum in whole pence", remedy)


def _from_pounds(cell: Cell) -> int | BadCell:
    try:
        number = Decimal(parse_pounds(cell)) / 100 if isinstance(cell, str) else _number(cell)
    except ValueError:
        return BadCell("D035", "is not a sum in pounds", "write it as 1234.50")
    if isinstance(number, BadCell):
        return number
    pence = _whole_of(number, 100)
    return (
        pence if pence is not None else BadCell("D034", "has parts of a penny", "write at most two decimals, such as 1234.50")
    )


def _whole_of(number: Decimal, unit: int) -> int | None:
    """The number in hundredths (*unit* 100) or as it is (*unit* 1), if that is whole."""
    times = number * unit
    return int(times) if abs(number) < LARGEST_EXACT and times == times.to_integral_value() else None


_READERS: Mapping[Kind, Callable[[Column, HowWritten], Reader]] = {
    Kind.ID: _id,
    Kind.CODE: _code,
    Kind.NAME: _code,
    Kind.TEXT: _text,
    Kind.AREA: _area,
    Kind.AREAS: _areas,
    Kind.YES_NO: _yes_no,
    Kind.DATE: _date,
    Kind.HOURS: _hours,
    Kind.WHOLE: _whole,
    Kind.PENCE: _pence,
}
