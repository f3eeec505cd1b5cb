"""Calendar arithmetic: whole days, weeks of seven days, and months added from the anchor in one step.

Inside the engines a day is an ``int``: the proleptic Gregorian ordinal of :meth:`datetime.date.toordinal`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Day = int
"""A day as an ordinal; 1 January of year 1 is 1."""

FAR = date(9999, 12, 31).toordinal()
"""The last day there is: the end of what has no end."""


class Unit(StrEnum):
    """What a length is counted in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_LENGTH = re.compile(r"([0-9]{1,5}) (day|week|month)s?")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time such as ``12 months``, ``60 weeks`` or ``456 days``; *count* is at least 0."""

    count: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read ``12 months``; raises :class:`ValueError` for anything else."""
        found = _LENGTH.fullmatch(text.strip())
        if not found:
            raise ValueError(f"'{text}' is not a length of time: write it as '12 months', '16 weeks' or '456 days'")
        return cls(int(found[1]), Unit(found[2] + "s"))

    def __str__(self) -> str:
        return f"{self.count} {self.unit[:-1] if self.count == 1 else self.unit}"


def add(day: Day, length: Length) -> Day:
    """*day* ⊕ *length*; months are clamped to the month's last day (31 August 2018 ⊕ 18 months = 29 February 2020).

    A sum past the last day there is gives that last day.
    """
    if length.unit is Unit.DAYS:
        return min(day + length.count, FAR)
    if length.unit is Unit.WEEKS:
        return min(day + 7 * length.count, FAR)
    return add_months(day, length.count)


def add_months(day: Day, months: int) -> Day:
    """*day* plus *months*, clamped to the last day of the month it lands in."""
    at = date.fromordinal(day)
    total = at.year * 12 + at.month - 1 + months
    year, month = divmod(total, 12)
    if year > 9999:
        return FAR
    return date(year, month + 1, min(at.day, monthrange(year, month + 1)[1])).toordinal()


def full_years(since: Day, until: Day) -> int:
    """How many whole years lie between two days (anniversaries passed or reached); never negative."""
    years = max(date.fromordinal(until).year - date.fromordinal(since).year, 0)
    return years - 1 if years and add_months(since, 12 * years) > until else years


def iso(day: Day) -> str:
    """A day as ``2018-12-30``."""
    return date.fromordinal(day).isoformat()


def in_words(day: date) -> str:
    """A day as prose has it: ``30 December 2018``."""
    return f"{day.day} {day:%B %Y}"
