"""The calendar: the first and last day to claim, breaks about to grow too long, the end of support; and its file."""

from __future__ import annotations

from datetime import date

import icalendar

from claims.claims_setting import (
    BEGAN,
    OUTCOMES,
    REACHED,
    START,
    WINDOW,
    book_of,
    caseload_of,
    claim,
    days,
    desk_of,
    job,
    journey,
    plan_of,
)
from commissioning.claims.deadlines import deadlines
from commissioning.domain.claim_decisions import Deadline, DeadlineKind
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload
from commissioning.plan.plan import Plan
from commissioning.reports.calendar_ics import calendar

K = DeadlineKind
SUPPORT = """
- {id: pre_work_support, kind: pre_work_support, limit: 12 months, decides_outcomes: no, illustrative: a test}
- {id: in_work_support, kind: in_work_support, limit: 6 months, illustrative: a test}
"""


def found(plan: Plan, case: Caseload, as_of: date, book: ClaimBook | None = None) -> list[tuple[DeadlineKind, date]]:
    return [(one.kind, one.day) for one in every(plan, case, as_of, book)]


def every(plan: Plan, case: Caseload, as_of: date, book: ClaimBook | None = None) -> tuple[Deadline, ...]:
    desk, held = desk_of(plan), book or book_of()
    asks = list(desk.asks(case, held, as_of))
    return deadlines(desk, asks, list(desk.decided(asks, {})), case, held, as_of)


def test_from_when_and_until_when_an_outcome_can_be_claimed() -> None:
    plan = plan_of(WINDOW)
    ahead = [(K.CLAIM_FROM, REACHED), (K.CLAIM_BY, REACHED + days(30))]
    assert found(plan, caseload_of(), REACHED - days(10)) == ahead
    assert all(one.best_case for one in every(plan, caseload_of(), REACHED - days(10)))
    now = [(K.CLAIM_FROM, REACHED + days(5)), (K.CLAIM_BY, REACHED + days(30))]
    assert found(plan, caseload_of(), REACHED + days(5)) == now
    assert found(plan, caseload_of(), REACHED + days(31)) == []
    assert found(plan, caseload_of(claims=[claim()]), REACHED + days(5)) == []
    assert found(plan, caseload_of(claims=[claim(claimed_on=REACHED - days(1))]), REACHED + days(5)) == now


def test_a_break_is_named_until_the_last_day_on_which_nothing_worked_is_lost() -> None:
    """70 days worked, 21 to go: in the window of 112 days that began on 1 February work must begin again by 3 May."""
    as_of = BEGAN + days(75)
    case = caseload_of(jobs=[job(end_date=BEGAN + days(69))])
    for base in (OUTCOMES, OUTCOMES.replace("rolling", "first_start")):
        kinds = dict(found(plan_of(base=base), case, as_of))
        assert kinds[K.RESUME_WORK_BY] == BEGAN + days(111) - days(20)
    assert K.RESUME_WORK_BY not in dict(found(plan_of(), caseload_of(), as_of))


def test_work_must_begin_while_the_limit_of_support_lasts() -> None:
    limit = SUPPORT.replace("decides_outcomes: no", "decides_outcomes: yes")
    kinds = dict(found(plan_of(limit), caseload_of(jobs=[]), START + days(100)))
    assert kinds[K.START_WORK_BY] == kinds[K.PRE_WORK_SUPPORT_ENDS] == date(2023, 1, 3)
    assert K.IN_WORK_SUPPORT_ENDS not in kinds


def test_support_in_work_ends_for_those_in_work_and_none_for_those_who_left() -> None:
    kinds = dict(found(plan_of(SUPPORT), caseload_of(), REACHED - days(5)))
    assert kinds[K.IN_WORK_SUPPORT_ENDS] == date(2022, 8, 1) and K.PRE_WORK_SUPPORT_ENDS not in kinds
    left = caseload_of(journeys=[journey(end_date=date(2022, 3, 1), end_reason="left_early")])
    assert K.IN_WORK_SUPPORT_ENDS not in dict(found(plan_of(SUPPORT), left, REACHED - days(5)))


def test_the_most_urgent_comes_first() -> None:
    case = caseload_of(
        journeys=[journey(), journey(journey_id="J2", client_id="C2")],
        jobs=[job(), job(job_id="B2", client_id="C2", start_date=BEGAN - days(9))],
    )
    listed = [one.day for one in every(plan_of(WINDOW + SUPPORT), case, REACHED - days(20))]
    assert listed == sorted(listed) and len(listed) == 6


def test_the_file_is_a_calendar_escaped_and_folded() -> None:
    one = Deadline(date(2022, 5, 2), K.CLAIM_FROM, "J,1;\\" + "ö" * 80, "example", "13-week", best_case=True)
    content = calendar([one, one], date(2022, 4, 1))
    assert content == calendar([one, one], date(2022, 4, 1))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"J\\,1\\;\\\\" in content.replace(b"\r\n ", b"")
    read = icalendar.Calendar.from_ical(content)
    event = read.walk("VEVENT")[0]
    assert event.decoded("dtstart") == date(2022, 5, 2) and event.decoded("dtend") == date(2022, 5, 3)
    assert str(event["summary"]).startswith("J,1;\\ö")
    assert "if work goes on" in str(event["description"])
