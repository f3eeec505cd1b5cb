"""Shares as a contract states them: ``15%`` or ``39.99%``, held as basis points."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, WithJsonSchema

from commissioning.terms.scalars import wrong

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?) ?%")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?")
WHOLE = 100_00
"""A hundred per cent, in basis points."""


class PercentValue(int):
    """Basis points, shown as ``40%`` or ``39.99%``."""

    def __str__(self) -> str:
        text = f"{Decimal(int(self)) / 100:f}"
        return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def percent(value: Any) -> PercentValue:
    """``15%`` or ``39.99%``; at most two decimals and a hundred per cent."""
    text = value.strip() if isinstance(value, str) else ""
    found = _PERCENT.fullmatch(text)
    if found is None:
        remedy = f"write {text}%" if _NUMBER.fullmatch(text) else "write the number with its sign, such as 15%"
        raise wrong("must be a share in per cent with at most two decimals", remedy)
    points = PercentValue(int(Decimal(found[1]) * 100))
    if points > WHOLE:
        raise wrong("must be at most 100%", "write a share of the whole")
    return points


_SCHEMA = {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,2})? ?%$"}

Percent = Annotated[PercentValue, BeforeValidator(percent), WithJsonSchema(_SCHEMA)]

BandWord = Literal["fair", "good", "exemplary"]
"""A band of fidelity that may be asked for; ``not_ips`` is the lowest, and asks for nothing."""
