"""The plain values a contract can state, read from text: hours, lengths of time, dates, money, yes or no.

Contract files are read as text throughout, so that ``no``, ``1:30`` and ``2018-03-13`` mean what the author wrote; each type
here says what it accepts and refuses everything else with a sentence a policy officer can act on.
"""

from __future__ import annotations

import re
from calendar import month_name, monthrange
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from commissioning.domain.calendar import Length
from commissioning.domain.money import parse_pounds, pounds

_WHOLE = re.compile(r"[0-9]{1,6}")
_HOURS = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}")
_WITH_UNIT = re.compile(r"(\d{1,6}(?:\.\d{1,2})?)\s*(hour|day|week|month|year)?s?\b.*", re.IGNORECASE)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(\d{1,2}|[a-z]{3,9})[\s/.,-]+(\d{4})", re.IGNORECASE)


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
        if len(self) == 1:
            return pounds(self[0][1])
        return ", ".join(f"{pounds(rate)} from age {age}" if age else f"{pounds(rate)} below" for age, rate in reversed(self))


def wrong(message: str, remedy: str = "") -> PydanticCustomError:
    """A validation error whose message is a whole sentence already, with what to do about it where that can be said."""
    return PydanticCustomError("stated", "{message}", {"message": message, "remedy": remedy})


def _text(value: Any, what: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    if value is None or isinstance(value, str):
        raise wrong(f"must be {what}", "write it after the colon, or take the key out")
    if isinstance(value, list):
        raise wrong(f"must be {what}", "write one value; text that begins with [ must be in quotes")
    raise wrong(f"must be {what}", "write one value, without { } or further keys; text that begins with { must be in quotes")


def whole_number(value: Any) -> int:
    """``13`` as an int; at most six digits."""
    return _whole(value, "")


def whole_of(unit: str) -> Callable[[Any], int]:
    """A reader of whole numbers that count *unit*, such as ``weeks``: it says so of anything else."""

    def read(value: Any) -> int:
        return _whole(value, unit)

    return read


def _whole(value: Any, unit: str) -> int:
    what = f"a whole number of {unit}" if unit else "a whole number"
    text = _text(value, what)
    if _WHOLE.fullmatch(text):
        return int(text)
    found = _WITH_UNIT.fullmatch(text)
    same = found is not None and (not found[2] or not unit or f"{found[2].lower()}s" == unit)
    if found and same and found[1].isdigit():
        raise wrong(f"must be {what}, not '{text}'", f"write {found[1]}")
    raise wrong(f"must be {what}, not '{text}'", "write the number alone, in digits, such as 13")


def hours(value: Any) -> HoursValue:
    """``16``, ``7.5`` or ``15.99`` hours as hundredths; at most 168 a week and two decimals."""
    text = _text(value, "a number of hours such as 16 or 7.5")
    if not _HOURS.fullmatch(text):
        found = _WITH_UNIT.fullmatch(text)
        alone = found is not None and (found[2] or "").lower() == "hour" and _HOURS.fullmatch(found[1])
        remedy = f"write {found[1]}" if found and alone else "write the number alone, such as 16 or 7.5"
        raise wrong(f"must be a number of hours with at most two decimals, not '{text}'", remedy)
    hundredths = HoursValue(int(Decimal(text) * 100))
    if hundredths > 168_00:
        raise wrong(f"must be at most 168 hours, the hours of a week, not '{text}'", "write the hours of one week")
    return hundredths


def hours_or_none(value: Any) -> HoursValue | None:
    """Hours, or ``none`` for no threshold at all."""
    return None if isinstance(value, str) and value.strip() == "none" else hours(value)


def length(value: Any) -> Length:
    """``12 months``, ``60 weeks`` or ``456 days``."""
    text = _text(value, "a length of time such as '12 months'")
    try:
        return Length.parse(text)
    except ValueError:
        found = _WITH_UNIT.fullmatch(text)
        years = found is not None and (found[2] or "").lower() == "year" and found[1].isdigit()
        remedy = (
            f"write '{12 * int(found[1])} months'" if found and years else "write it as '12 months', '16 weeks' or '456 days'"
        )
        raise wrong(f"must be a length of time, not '{text}'", remedy) from None


def iso_day(value: Any) -> date:
    """A date as ``2018-03-13``, and nothing else."""
    text = _text(value, "a date such as 2018-03-13")
    if not _ISO_DAY.fullmatch(text):
        raise wrong(f"must be a date written as 2018-03-13, not '{text}'", _day_meant(text))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise wrong(f"'{text}' is not a day of the calendar", _day_there_is(text)) from None


def _day_meant(text: str) -> str:
    """A date as it is written elsewhere (``13/03/2018``, ``13 March 2018``), as it must be written here."""
    found = _OTHER_DAY.fullmatch(text)
    if found is None:
        return "write year, month and day with hyphens: 2018-03-13"
    names = [name[:3].lower() for name in month_name]
    month = int(found[2]) if found[2].isdigit() else names.index(found[2][:3].lower()) if found[2][:3].lower() in names else 0
    try:
        meant = date(int(found[3]), month, int(found[1]))
    except ValueError:
        return "write year, month and day with hyphens: 2018-03-13"
    return f"write {meant.isoformat()}"


def _day_there_is(text: str) -> str:
    year, month, _ = (int(part) for part in text.split("-"))
    if not 1 <= month <= 12 or not year:
        return "the number in the middle is the month, from 01 to 12"
    return f"{month_name[month]} {year} has {monthrange(year, month)[1]} days"


def yes_no(value: Any) -> bool:
    """``yes`` or ``no``."""
    text = _text(value, "yes or no")
    if text not in ("yes", "no"):
        raise wrong(f"must be yes or no, not '{text}'", f"write {truth_meant(text) or 'yes or no'}")
    return text == "yes"


def truth_meant(text: str) -> str:
    """``yes`` or ``no`` for a word that means it elsewhere (``y``, ``True``, ``0``); blank for any other."""
    word = text.strip().lower()
    return (
        "yes" if word in ("y", "yes", "true", "t", "1", "on") else "no" if word in ("n", "no", "false", "f", "0", "off") else ""
    )


def money(value: Any) -> PoundsValue:
    """``£1,000`` or ``1000.00`` pounds as pence."""
    text = _text(value, "a sum of money such as £1,000")
    try:
        return PoundsValue(parse_pounds(text))
    except ValueError:
        raise wrong(f"must be a sum of money, not '{text}'", "write it as £1,234.50 or 1234.50") from None


def age_rates(value: Any) -> AgeRatesValue:
    """``{0: £4.20, 18: £5.90, 21: £7.38}``: hourly rates by the age each holds from, the first from age 0."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give an hourly rate for each age it holds from", "write it as {0: £4.20, 18: £5.90}")
    rates = AgeRatesValue(sorted((whole_number(age), int(money(rate))) for age, rate in value.items()))
    if rates[0][0] != 0:
        raise wrong("must begin at age 0, so that every age has a rate", f"add the rate below age {rates[0][0]}: {{0: £…}}")
    return rates


def name(value: Any) -> str:
    """A short name: small letters, digits, hyphens and underscores."""
    text = _text(value, "a name")
    if not _NAME.fullmatch(text):
        meant = name_like(text)
        remedy = f"write for instance {meant}" if meant else "write for instance age_at_start"
        raise wrong(f"must be a name of small letters, digits, hyphens and underscores, not '{text}'", remedy)
    return text


def name_like(text: str, between: str = "_") -> str:
    """The name nearest to some text: ``Age at start`` as ``age_at_start``; blank where nothing of it can stand in a name."""
    return re.sub(r"[^a-z0-9_-]+", between, text.lower()).strip("_-")[:60]


def sentence(value: Any) -> str:
    """Any text that is not blank."""
    return " ".join(_text(value, "a sentence").split())


_DATE_SCHEMA = {"type": "string", "format": "date"}
_LENGTH_SCHEMA = {"type": "string", "pattern": r"^\d+ (day|week|month)s?$"}
_NAME_SCHEMA = {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]{0,60}$"}

Whole = Annotated[int, BeforeValidator(whole_number), WithJsonSchema({"type": "integer", "minimum": 0})]
Weeks = Annotated[int, BeforeValidator(whole_of("weeks")), WithJsonSchema({"type": "integer", "minimum": 0})]
Days = Annotated[int, BeforeValidator(whole_of("days")), WithJsonSchema({"type": "integer", "minimum": 0})]
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
