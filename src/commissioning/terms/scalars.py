"""The plain values a contract can state, read from text: hours, lengths of time, dates, money, yes or no.

Contract files are read as text throughout, so that ``no``, ``1:30`` and ``2018-03-13`` mean what the author wrote; each type
here says what it accepts and refuses everything else with a sentence a policy officer can act on.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from commissioning.domain.calendar import Length
from commissioning.domain.money import parse_pounds, pounds

_WHOLE = re.compile(r"\d{1,6}")
_HOURS = re.compile(r"\d{1,3}(\.\d{1,2})?")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")


class HoursValue(int):
    """Hours in hundredths, shown as hours: ``16`` or ``7.5``."""

    def __str__(self) -> str:
        return f"{Decimal(int(self)) / 100:f}".rstrip("0").rstrip(".") if self % 100 else str(int(self) // 100)


class PoundsValue(int):
    """Whole pence, shown as ``£1,000.00``."""

    def __str__(self) -> str:
        return pounds(int(self))


class AgeRatesValue(tuple[tuple[int, int], ...]):
    """Hourly rates in pence by the age they hold from, youngest first and from age 0."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(f"{pounds(rate)} from age {age}" if age else f"{pounds(rate)} below" for age, rate in reversed(self))


def wrong(message: str) -> PydanticCustomError:
    """A validation error whose message is a whole sentence already."""
    return PydanticCustomError("stated", "{message}", {"message": message})


def _text(value: Any, what: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise wrong(f"must be {what}")


def whole_number(value: Any) -> int:
    """``13`` as an int; at most six digits."""
    text = _text(value, "a whole number")
    if not _WHOLE.fullmatch(text):
        raise wrong(f"must be a whole number, not '{text}'")
    return int(text)


def hours(value: Any) -> HoursValue:
    """``16``, ``7.5`` or ``15.99`` hours as hundredths; at most 168 a week and two decimals."""
    text = _text(value, "a number of hours such as 16 or 7.5")
    if not _HOURS.fullmatch(text):
        raise wrong(f"must be a number of hours with at most two decimals, not '{text}'")
    hundredths = HoursValue(int(Decimal(text) * 100))
    if hundredths > 168_00:
        raise wrong(f"must be at most 168 hours, the hours of a week, not '{text}'")
    return hundredths


def hours_or_none(value: Any) -> HoursValue | None:
    """Hours, or ``none`` for no threshold at all."""
    return None if isinstance(value, str) and value.strip() == "none" else hours(value)


def length(value: Any) -> Length:
    """``12 months``, ``60 weeks`` or ``456 days``."""
    try:
        return Length.parse(_text(value, "a length of time such as '12 months'"))
    except ValueError as error:
        raise wrong(str(error).replace("is not a length", "must be a length", 1)) from None


def iso_day(value: Any) -> date:
    """A date as ``2018-03-13``, and nothing else."""
    text = _text(value, "a date such as 2018-03-13")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise wrong(f"must be a date written as 2018-03-13, not '{text}'")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(f"'{text}' is not a day of the calendar") from None


def yes_no(value: Any) -> bool:
    """``yes`` or ``no``."""
    text = _text(value, "yes or no")
    if text not in ("yes", "no"):
        raise wrong(f"must be yes or no, not '{text}'")
    return text == "yes"


def money(value: Any) -> PoundsValue:
    """``£1,000`` or ``1000.00`` pounds as pence."""
    try:
        return PoundsValue(parse_pounds(_text(value, "a sum of money such as £1,000")))
    except ValueError as error:
        raise wrong(str(error)) from None


def age_rates(value: Any) -> AgeRatesValue:
    """``{0: £4.20, 18: £5.90, 21: £7.38}``: hourly rates by the age each holds from, the first from age 0."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give an hourly rate for each age it holds from, such as {0: £4.20, 18: £5.90}")
    rates = AgeRatesValue(sorted((whole_number(age), int(money(rate))) for age, rate in value.items()))
    if rates[0][0] != 0:
        raise wrong("must begin at age 0, so that every age has a rate")
    return rates


def name(value: Any) -> str:
    """A short name: small letters, digits, hyphens and underscores."""
    text = _text(value, "a name")
    if not _NAME.fullmatch(text):
        raise wrong(f"must be a name of small letters, digits, hyphens and underscores, not '{text}'")
    return text


def sentence(value: Any) -> str:
    """Any text that is not blank."""
    return " ".join(_text(value, "a sentence").split())


_DATE_SCHEMA = {"type": "string", "format": "date"}
_LENGTH_SCHEMA = {"type": "string", "pattern": r"^\d+ (day|week|month)s?$"}
_NAME_SCHEMA = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]{0,60}$"}

Whole = Annotated[int, BeforeValidator(whole_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Hours = Annotated[HoursValue, BeforeValidator(hours), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 168})]
HoursOrNone = Annotated[
    HoursValue | None,
    BeforeValidator(hours_or_none),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 168}, {"const": "none"}]}),
]
LengthOfTime = Annotated[Length, BeforeValidator(length), WithJsonSchema(_LENGTH_SCHEMA)]
DayOf = Annotated[date, BeforeValidator(iso_day), WithJsonSchema(_DATE_SCHEMA)]
YesNo = Annotated[bool, BeforeValidator(yes_no), WithJsonSchema({"enum": ["yes", "no", True, False]})]
Money = Annotated[PoundsValue, BeforeValidator(money), WithJsonSchema({"type": ["string", "number"]})]
AgeRates = Annotated[
    AgeRatesValue,
    BeforeValidator(age_rates),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": ["string", "number"]}}),
]
Name = Annotated[str, BeforeValidator(name), WithJsonSchema(_NAME_SCHEMA)]
Sentence = Annotated[str, BeforeValidator(sentence), WithJsonSchema({"type": "string", "minLength": 1})]


def say(value: object) -> str:
    """A value as a contract writes it and a reader reads it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
