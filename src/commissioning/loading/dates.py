"""Days as files write them: year-month-day, or a format that a mapping file names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?$")
_WITH_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{1,2}:.*", re.DOTALL)
_DAY_FIRST = re.compile(r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4}|[0-9]{2})")

DATE_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "yyyy-mm-dd": "%Y-%m-%d",
        "dd/mm/yyyy": "%d/%m/%Y",
        "dd/mm/yy": "%d/%m/%y",
        "dd-mm-yyyy": "%d-%m-%Y",
        "dd.mm.yyyy": "%d.%m.%Y",
        "mm/dd/yyyy": "%m/%d/%Y",
        "yyyy/mm/dd": "%Y/%m/%d",
        "yyyymmdd": "%Y%m%d",
        "dd mmm yyyy": "%d %b %Y",
        "dd-mmm-yyyy": "%d-%b-%Y",
        "dd-mmm-yy": "%d-%b-%y",
        "dd mmmm yyyy": "%d %B %Y",
    }
)
"""The date formats a mapping file may name, as people write them and as ``strptime`` does; either may be written."""


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why a text is no day, and what to do."""

    message: str
    remedy: str


def day_in(text: str, date_format: str = "") -> date | NoDay:
    """The day a text gives, as ``2018-08-31`` or in *date_format* (of ``strptime``); midnight may follow it."""
    plain = _MIDNIGHT.sub("", text.strip())
    if _ISO.fullmatch(plain):
        try:
            return date.fromisoformat(plain)
        except ValueError:
            return NoDay("is not a day of the calendar", "correct it")
    if date_format:
        return _in_format(plain, date_format)
    if _WITH_TIME.fullmatch(plain):
        return NoDay("holds a time of day beside the date", "leave the time out: only days count")
    if _DAY_FIRST.fullmatch(plain):
        remedy = "write the year first, as in 2018-08-31, or name the date format in a mapping file"
        return NoDay("is a date that is not written year-month-day", remedy)
    return NoDay("is not a date", "write it as 2018-08-31")


def _in_format(text: str, date_format: str) -> date | NoDay:
    try:
        return datetime.strptime(text, date_format).date()  # noqa: DTZ007 - days have no time zone
    except ValueError:
        return NoDay("is not a date in the format that the mapping file names", "correct it, or the format in the mapping file")


def may_be_a_birth(day: date) -> bool:
    """Whether a day can be the date of birth of someone of working age."""
    return 1920 <= day.year <= 2012
