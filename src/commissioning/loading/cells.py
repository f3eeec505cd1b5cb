"""Rows of the exchange tables as YAML writes them: a model of the columns of a table, each cell checked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, create_model

from commissioning.errors import nearest
from commissioning.loading.columns import Column, Kind, Table
from commissioning.terms.areas import area_code, area_key, council_areas
from commissioning.terms.scalars import iso_day, wrong, yes_no
from commissioning.terms.settings import Strict

_HOURS = re.compile(r"[0-9]{1,7}(\.[0-9]{1,2})?")
_WHOLE = re.compile(r"-?[0-9]{1,12}")


def row_model(table: Table, leave_out: tuple[str, ...] = ()) -> type[Strict]:
    """A model of the columns of *table*, all of them optional; a blank is None."""
    fields: dict[str, Any] = {
        column.name: (Annotated[Any, BeforeValidator(_reads(column))], None)
        for column in table.columns
        if column.name not in leave_out
    }
    return create_model(table.name, __base__=Strict, **fields)


def _reads(column: Column) -> Callable[[Any], object]:
    def read(value: Any) -> object:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            raise wrong("must be one value", "write one value for each column")
        return cell(column, value.strip())

    return read


def cell(column: Column, text: str) -> bool | date | int | str:
    """The text of a cell that is not blank as a value of its column; hours in hundredths."""
    if column.kind is Kind.YES_NO:
        return yes_no(text)
    if column.kind is Kind.DATE:
        return iso_day(text)
    if column.kind is Kind.HOURS:
        if not _HOURS.fullmatch(text):
            raise wrong(
                f"must be a number of hours with at most two decimals, not '{text}'",
                "write the number alone, such as 16 or 7.5",
            )
        return _bounded(column, int(Decimal(text) * 100), text)
    if column.kind is Kind.AREA:
        code = area_code(text)
        if code is None:
            remedy = nearest(area_key(text), council_areas()) or "write the council's name or its GSS code, such as S12000045"
            raise wrong(f"must be a council area in Scotland, not '{text}'", remedy)
        return code
    if column.kind in (Kind.WHOLE, Kind.PENCE):
        if not _WHOLE.fullmatch(text):
            raise wrong(f"must be a whole number, not '{text}'", "write the number alone, in digits, such as 13")
        return _bounded(column, int(text), text)
    if column.values and not column.open_list and text not in column.values:
        remedy = nearest(text, column.values) or "write one of them, or leave it blank if it is not known"
        raise wrong(f"must be one of {', '.join(column.values)}, not '{text}'", remedy)
    return text


def _bounded(column: Column, number: int, text: str) -> int:
    if (column.least is not None and number < column.least) or (column.most is not None and number > column.most):
        raise wrong(f"is out of bounds: '{text}'", f"write a number {_bounds(column)}")
    return number


def _bounds(column: Column) -> str:
    """The bounds of a column's numbers in words; hours are held as hundredths."""
    per = 100 if column.kind is Kind.HOURS else 1
    least = "" if column.least is None else f"from {column.least // per:,}"
    most = "" if column.most is None else f"to {column.most // per:,}"
    return " ".join(part for part in (least, most) if part)
