"""Calendar arithmetic: months clamp in one step, weeks are seven days, windows and limits count their ends."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.calendar import FAR, Length, Unit, add, add_months, full_years


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


@pytest.mark.parametrize(
    ("anchor", "length", "due"),
    [
        ("2018-08-31", "18 months", "2020-02-29"),
        ("2018-08-31", "6 months", "2019-02-28"),
        ("2020-02-29", "12 months", "2021-02-28"),
        ("2020-01-31", "1 month", "2020-02-29"),
        ("2019-12-31", "2 months", "2020-02-29"),
        ("2018-10-01", "13 weeks", "2018-12-31"),
        ("2018-10-01", "456 days", "2019-12-31"),
        ("2018-10-01", "0 days", "2018-10-01"),
    ],
)
def test_a_length_is_added_in_one_step(anchor: str, length: str, due: str) -> None:
    assert add(day(anchor), Length.parse(length)) == day(due)


def test_456_and_182_days_from_a_start_admit_day_638_counting_the_start_as_day_0() -> None:
    start = day("2020-01-01")
    assert add(add(start, Length(456, Unit.DAYS)), Length(182, Unit.DAYS)) - start == 638


def test_a_sum_past_the_last_day_there_is_gives_that_day() -> None:
    assert add(FAR - 1, Length(60, Unit.WEEKS)) == FAR
    assert add_months(day("9999-06-01"), 12) == FAR


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 240))
def test_months_land_in_the_month_they_should_and_never_later_than_the_same_day(anchor: date, months: int) -> None:
    found = date.fromordinal(add_months(anchor.toordinal(), months))
    total = anchor.year * 12 + anchor.month - 1 + months
    assert (found.year, found.month) == (total // 12, total % 12 + 1)
    assert found.day <= anchor.day
    assert (
        found.day == anchor.day
        or (found.toordinal() + 1) == date(found.year + found.month // 12, found.month % 12 + 1, 1).toordinal()
    )


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2000-03-01", "2018-02-28", 17),
        ("2000-03-01", "2018-03-01", 18),
        ("2000-02-29", "2001-02-28", 1),
        ("2020-05-01", "2020-04-30", 0),
    ],
)
def test_whole_years_count_anniversaries_reached(since: str, until: str, years: int) -> None:
    assert full_years(day(since), day(until)) == years


@pytest.mark.parametrize("text", ["12", "12 years", "-1 days", "1.5 weeks", "twelve months", ""])
def test_what_is_no_length_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a length of time"):
        Length.parse(text)


def test_a_length_reads_as_it_is_written() -> None:
    assert [str(Length.parse(t)) for t in ("1 month", "12 months", "1 weeks")] == ["1 month", "12 months", "1 week"]
