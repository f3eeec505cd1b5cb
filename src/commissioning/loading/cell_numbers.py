"""Cells that hold days, numbers, hours and sums of money."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import Decimal

from commissioning.domain.money import parse_pounds
from commissioning.loading.cell_reading import BadCell, CellValue, Doubtful, HowWritten, Reader, reading
from commissioning.loading.columns import Column
from commissioning.loading.dates import day_in
from commissioning.loading.raw import Cell

LARGEST_NUMBER = 10**15
LARGEST_SUM = 10**12
"""The largest whole number, or sum in pence, of a column that names no bound of its own."""
FIRST_YEAR = 1900
NO_END_FROM = 2200
"""From this year on an end date is taken to stand for "no end", as 9999-12-31 does in many systems."""


def date_reader(column: Column, written: HowWritten) -> Reader:
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

    return reading(read, written)


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


_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,15})?")


def _number(cell: Cell) -> Decimal | BadCell:
    """The exact number a cell holds; the noise of a spreadsheet's arithmetic beyond nine decimals is no part of it."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    if isinstance(cell, Decimal) and cell.is_finite():
        return cell
    if isinstance(cell, float) and abs(cell) < LARGEST_NUMBER:
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


def hours_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        number = _number(cell)
        if isinstance(number, BadCell):
            return number
        hundredths = _whole_of(number, 100)
        if hundredths is None:
            return BadCell("D034", "has more than two decimals", "write at most two, such as 7.25")
        return _bounded(hundredths, column, 100)

    return reading(read, written)


def whole_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        number = _number(cell)
        if isinstance(number, BadCell):
            return number
        whole = _whole_of(number, 1)
        if whole is None:
            return BadCell("D034", "is not a whole number", "write a whole number")
        return _bounded(whole, column, 1)

    return reading(read, written)


def pence_reader(column: Column, written: HowWritten) -> Reader:
    def read(cell: Cell) -> CellValue:
        pence = _from_pounds(cell) if written.in_pounds else _from_pence(cell)
        return pence if isinstance(pence, BadCell) else _bounded(pence, column, 1)

    return reading(read, written)


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
    return int(times) if abs(number) < LARGEST_NUMBER and times == times.to_integral_value() else None
