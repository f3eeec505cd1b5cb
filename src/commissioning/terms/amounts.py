"""Sums of money that a contract pays for an outcome: one sum, a sum for each band of hours, or the most that is paid."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from commissioning.terms.scalars import money, wrong
from commissioning.terms.scalars import name as name_of

UP_TO = "up_to"


def _amount(value: Any) -> dict[str, int]:
    """``£4,000`` as ``{"": pence}``; ``{up_to: £8,000}`` or ``{part-time: £500, full-time: £1,000}`` by their keys."""
    if not isinstance(value, dict):
        return {"": money(value)}
    if not value:
        raise wrong("must give an amount", "write £4,000, {up_to: £8,000} or {BAND: £500, …}")
    if None in value.values():
        raise wrong("inside { } a comma ends a value", 'put a sum that holds a comma in quotes: "£1,000"')
    if UP_TO in value and len(value) > 1:
        raise wrong("cannot be both an amount for each band and 'up_to'", "keep one of the two")
    return {key if key == UP_TO else name_of(key): money(sum_) for key, sum_ in value.items()}


OneAmount = Annotated[
    dict[str, int],
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": ["string", "number"]},
                {"type": "object", "additionalProperties": {"type": ["string", "number"]}, "minProperties": 1},
            ]
        }
    ),
]
