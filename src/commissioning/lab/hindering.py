"""Which terms keep a person's work from counting: those that some known row of a job surely fails.

Of what may still be met no term has failed, and of what was not met the term that added up says little: the clause behind both
is the one that left work out. What a silence or a missing fact leaves open hinders nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from commissioning.domain.calendar import Day
from commissioning.domain.journeys import Caseload, FactValue, JobRow, Journey
from commissioning.domain.reasons import BEFORE_START
from commissioning.plan.nodes import (
    AgreedBefore,
    BasisCounts,
    EmployerSize,
    HoursEnough,
    PaidHoursWorked,
    PaysAtLeast,
    SuitsPerson,
)
from commissioning.plan.plan import Plan, children
from commissioning.plan.values import Const, Dated, Value

T = TypeVar("T")
Fact = Callable[[str], FactValue]
TESTS = (SuitsPerson, BasisCounts, PaidHoursWorked, AgreedBefore, EmployerSize, PaysAtLeast, HoursEnough)
"""What a plan asks of rows of jobs."""


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of a job as it is asked for; None where a fact is not recorded.

    *began* is the day the job began; *hours* are hundredths of an hour a week, and *together* the most that they and those of
    jobs held beside it can be on one day. *paid* are the most hours worked and paid on any row of the job, *agreed* is -1 where
    the job was agreed before it began, 0 on that day and 1 after it; *pay* is pence an hour.
    """

    began: Day
    needs: bool | None = None
    basis: str | None = None
    hours: int | None = None
    together: int | None = None
    pay: int | None = None
    paid: int | None = None
    agreed: int | None = None
    employees: int | None = None


class Hindering:
    """The terms of one plan that can keep work from counting, in the plan's order."""

    def __init__(self, plan: Plan) -> None:
        self.tests: list[Any] = []
        for node in _inside(plan.outcomes):
            if isinstance(node, TESTS) and node not in self.tests:
                self.tests.append(node)
        self.terms = tuple(dict.fromkeys((BEFORE_START, *(str(test.term) for test in self.tests))))
        """Every term that can be named; jobs that began before the start come first."""
        self.scoped = tuple(plan.scoped_facts)
        """The facts of a journey that say which version of a value is for it."""

    def boundaries(self) -> list[Day]:
        """The days on which what is asked of a job can change."""
        values = [value for test in self.tests for value in _dated(test)]
        return sorted({day for value in values if value.pinned_on is None for day in value.boundaries()})

    def failed(self, row: RowFacts, fact: Fact) -> frozenset[str]:
        """The terms that a row of a job begun on or after the start surely fails."""
        return frozenset(test.term for test in self.tests if _fails(test, row, fact))

    def named(self, failed: frozenset[str]) -> tuple[str, ...]:
        """Terms in the plan's order."""
        return tuple(term for term in self.terms if term in failed)

    def of(self, journey: Journey, rows: Sequence[RowFacts]) -> tuple[str, ...]:
        """The terms that some row fails; none without a start date."""
        start = journey.start_date
        if start is None:
            return ()
        counted = [row for row in rows if row.began >= start.toordinal()]
        found: set[str] = {BEFORE_START} if len(counted) < len(rows) else set()
        for row in counted:
            found |= self.failed(row, journey.fact)
        return self.named(frozenset(found))


def _fails(test: Any, row: RowFacts, fact: Fact) -> bool:
    if isinstance(test, SuitsPerson):
        return row.needs is False
    if isinstance(test, BasisCounts):
        return row.basis is not None and row.basis in (_value(test.excluded, row.began, fact) or ())
    if isinstance(test, HoursEnough):
        return _too_few(test, row, fact)
    if isinstance(test, PaidHoursWorked):
        return _below(row.paid, _value(test.at_least, row.began, fact))
    if isinstance(test, AgreedBefore):
        same_day = _value(test.same_day, row.began, fact)
        return row.agreed is not None and (row.agreed > 0 or (row.agreed == 0 and same_day is False))
    if isinstance(test, EmployerSize):
        fewer = _value(test.fewer_than, row.began, fact)
        return row.employees is not None and fewer is not None and row.employees >= fewer
    rates = _value(test.rates, row.began, fact)
    return _below(row.pay, min(rate for _, rate in rates) if rates else None)


def _too_few(test: HoursEnough, row: RowFacts, fact: Fact) -> bool:
    """Whether the hours are too few, with those of jobs held beside it where they may be added. Averages are not judged."""
    if not (isinstance(test.averaged_over, Const) and test.averaged_over.value is None):
        return False
    alone = isinstance(test.concurrent, Const) and test.concurrent.value == "separate"
    return _below(row.hours if alone else row.together, _value(test.at_least, row.began, fact))


def _below(number: int | None, least: int | None) -> bool:
    return number is not None and least is not None and number < least


def _value(value: Value[T], began: Day, fact: Fact) -> T | None:
    """The value in force when a job began, or on the day a contract is taken as it stood on; None if silent."""
    if isinstance(value, Const):
        return value.value
    if isinstance(value, Dated):
        version = value.on(value.pinned_on or began, fact)
        return None if version is None else version.value
    return None


def _inside(node: object) -> Iterator[object]:
    yield node
    for child in children(node):
        yield from _inside(child)


def _dated(node: object) -> Iterator[Dated[Any]]:
    return (inner for inner in _inside(node) if isinstance(inner, Dated))


# ------------------------------------------------------------------------------------------------------ rows of jobs


def row_facts(rows: Sequence[JobRow], caseload: Caseload, as_of: Day) -> list[RowFacts]:
    """The known rows of one client as they are asked for."""
    of_job: dict[str, list[JobRow]] = {}
    for row in rows:
        of_job.setdefault(row.job_id, []).append(row)
    held = [(row.job_id, row.start_date.toordinal(), _last(row, as_of), row.weekly_hours) for row in rows]
    beside = together(held)
    return [_of_row(row, of_job[row.job_id], caseload, most) for row, most in zip(rows, beside, strict=True)]


def _last(row: JobRow, as_of: Day) -> Day:
    return as_of if row.end_date is None else min(row.end_date.toordinal(), as_of)


def _of_row(row: JobRow, job: Sequence[JobRow], caseload: Caseload, most: int | None) -> RowFacts:
    began = min(one.start_date for one in job).toordinal()
    days = [one.agreed_on.toordinal() for one in job if one.agreed_on is not None]
    paid = [one.paid_hours_worked for one in job]
    worked = [hours for hours in paid if hours is not None]
    return RowFacts(
        began=began,
        needs=row.reflects_needs,
        basis=row.basis,
        hours=row.weekly_hours,
        together=most,
        pay=row.hourly_pay_pence,
        paid=max(worked) if len(worked) == len(paid) else None,
        agreed=order(min(days), began) if days else None,
        employees=caseload.employees.get(row.employer_id or ""),
    )


def order(one: int, other: int) -> int:
    """-1, 0 or 1: whether the one comes before the other, with it, or after it."""
    return (one > other) - (one < other)


def together(held: Sequence[tuple[object, Day, Day, int | None]]) -> list[int | None]:
    """For each row of a client (job, first and last day, hours) the most hours that it can have on a day with jobs beside it.

    Of each other job that overlaps it the row with the most hours counts; None where some hours are not known.
    """
    found: list[int | None] = []
    for job, first, last, hours in held:
        beside: dict[object, int | None] = {job: hours}
        for other, begins, ends, more in held:
            if other != job and begins <= last and first <= ends:
                known = beside.get(other, 0)
                beside[other] = None if more is None or known is None else max(known, more)
        known_hours = [number for number in beside.values() if number is not None]
        found.append(sum(known_hours) if len(known_hours) == len(beside) else None)
    return found
