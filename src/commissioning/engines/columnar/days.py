"""Calendar arithmetic of :mod:`commissioning.domain.calendar` for the kernel: the same days, as whole numbers."""

from __future__ import annotations

import numpy as np

from commissioning.domain.calendar import FAR
from commissioning.engines.columnar.jit import kernel

LAST = FAR
"""The last day there is."""

_DAYS_BEFORE_MARCH = 306
"""From 1 March of year 0 to 1 January of year 1: years are counted from March, so that a leap day comes last."""
_TABLED = (1990, 2060)
"""The years, the last one left out, of which the months are looked up: nearly all days are of these, and dividing is slow."""
_MONTHS = np.arange(f"{_TABLED[0]}-01", f"{_TABLED[1] + 1}-01", dtype="M8[M]")
_FIRSTS = (_MONTHS.astype("M8[D]").astype("i8") + 719_163).astype("i4")
"""The first day of each month, and of that after it up to a year after the last."""
_DAY = int(_FIRSTS[0])
_MONTH_OF = np.repeat(np.arange(len(_FIRSTS) - 1, dtype="i2"), np.diff(_FIRSTS))[: int(_FIRSTS[-13]) - _DAY]
"""The number of the month of each day."""
_DAYS, _LAST_MONTH = len(_MONTH_OF), len(_FIRSTS) - 2


@kernel
def civil(day: int) -> tuple[int, int, int]:
    """The year, month and day of month of an ordinal day."""
    z = day + _DAYS_BEFORE_MARCH - 1
    era = z // 146097
    doe = z - era * 146097
    yoe = (doe - doe // 1460 + doe // 36524 - doe // 146096) // 365
    doy = doe - (365 * yoe + yoe // 4 - yoe // 100)
    mp = (5 * doy + 2) // 153
    month = mp + 3 if mp < 10 else mp - 9
    year = yoe + era * 400 + (1 if month <= 2 else 0)
    return year, month, doy - (153 * mp + 2) // 5 + 1


@kernel
def ordinal(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the calendar."""
    y = year - 1 if month <= 2 else year
    era = y // 400
    yoe = y - era * 400
    mp = month - 3 if month > 2 else month + 9
    doy = (153 * mp + 2) // 5 + day - 1
    return era * 146097 + yoe * 365 + yoe // 4 - yoe // 100 + doy - _DAYS_BEFORE_MARCH + 1


@kernel
def days_in_month(year: int, month: int) -> int:
    """How many days a month has."""
    if month == 2:
        leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        return 29 if leap else 28
    return 30 if month in (4, 6, 9, 11) else 31


@kernel
def add_months(day: int, months: int) -> int:
    """*day* plus *months*, clamped to the last day of the month it lands in, and to the last day there is."""
    at = day - _DAY
    if 0 <= at < _DAYS:
        then = _MONTH_OF[at] + months
        if 0 <= then <= _LAST_MONTH:
            return min(_FIRSTS[then] + day - _FIRSTS[_MONTH_OF[at]], _FIRSTS[then + 1] - 1)
    year, month, of_month = civil(day)
    total = year * 12 + month - 1 + months
    year, month = total // 12, total % 12 + 1
    if year > 9999:
        return LAST
    return ordinal(year, month, min(of_month, days_in_month(year, month)))


@kernel
def add_length(day: int, length: int) -> int:
    """*day* ⊕ a length, written as four times its count plus its unit: 0 days, 1 weeks, 2 months."""
    count, unit = length // 4, length % 4
    if unit == 2:
        return add_months(day, count)
    return min(day + (count if unit == 0 else 7 * count), LAST)


@kernel
def _year(day: int) -> int:
    at = day - _DAY
    return _TABLED[0] + _MONTH_OF[at] // 12 if 0 <= at < _DAYS else civil(day)[0]


@kernel
def full_years(since: int, until: int) -> int:
    """How many whole years lie between two days; never negative."""
    years = max(_year(until) - _year(since), 0)
    return years - 1 if years and add_months(since, 12 * years) > until else years
