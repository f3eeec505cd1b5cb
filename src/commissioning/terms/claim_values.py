"""Values of terms of claims: prices by a number, and shares of a price by the number of outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from commissioning.domain.money import pounds
from commissioning.terms.scalars import money, sentence, whole_number, wrong


@dataclass(frozen=True, slots=True)
class BandsValue:
    """Prices in pence by the number they hold from, the lowest first and from 0."""

    rows: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return ", ".join(f"{pounds(pence)} from {start}" for start, pence in self.rows)


def bands(value: Any) -> BandsValue:
    """``{0: £500, 12: £800}``: prices by the number each holds from, the first from 0."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give a price for each number it holds from", "write it as {0: £500, 12: £800}")
    rows = sorted((whole_number(start), int(money(pence))) for start, pence in value.items())
    if rows[0][0] != 0:
        raise wrong("must begin at 0, so that every number has a price", f"add the price below {rows[0][0]}: {{0: £…}}")
    return BandsValue(tuple(rows))


BandsOf = Annotated[
    BandsValue,
    BeforeValidator(bands),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": ["string", "number"]}, "minProperties": 1}),
]


@dataclass(frozen=True, slots=True)
class StepsValue:
    """Shares of the price in basis points by the number of outcomes above which they hold, the lowest first."""

    rows: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        return ", ".join(f"{_percent(share)} above {above}" for above, share in self.rows)


def steps(value: Any) -> StepsValue:
    """``{100: 120%}``: above 100 outcomes each further one pays 120% of its price."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give a share for each number of outcomes above which it holds", "write it as {100: 120%}")
    return StepsValue(tuple(sorted((whole_number(above), _share(share)) for above, share in value.items())))


def _percent(share: int) -> str:
    return f"{share // 100}{f'.{share % 100:02d}' if share % 100 else ''}%"


def _share(value: Any) -> int:
    text = sentence(value).replace(" ", "")
    number, sign, rest = text.partition("%")
    whole, _, decimals = number.partition(".")
    digits = whole.isdigit() and (not decimals or decimals.isdigit())
    if sign != "%" or rest or not digits or len(whole) > 3 or len(decimals) > 2:
        raise wrong(f"must be a share of the price in per cent, not '{text}'", "write it as 120%")
    return int(whole) * 100 + int((decimals + "00")[:2])


StepsOf = Annotated[
    StepsValue,
    BeforeValidator(steps),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}),
]
