"""Which terms keep a person's work from counting, where an outcome can still be met and so no term has failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from commissioning.domain.journeys import JobRow, Journey
from commissioning.domain.reasons import BEFORE_START
from commissioning.plan.nodes import BasisCounts, HoursEnough, SuitsPerson
from commissioning.plan.plan import Plan, children
from commissioning.plan.values import Const, Dated


def hindering(plan: Plan, journey: Journey, rows: Sequence[JobRow]) -> tuple[str, ...]:
    """The terms about hours, suitability and basis that some known row of a job fails; and whether a job began too early.

    What a silence leaves open hinders nothing here. The threshold of hours is the one in force when the job began, or on the
    day the contract is taken as it stood on.
    """
    start = journey.start_date
    if start is None:
        return ()
    began: dict[str, date] = {}
    for row in rows:
        began[row.job_id] = min(row.start_date, began.get(row.job_id, row.start_date))
    counted = [row for row in rows if began[row.job_id] >= start]
    found = [BEFORE_START] if len(counted) < len(rows) else []
    for node in _inside(plan.outcomes):
        if any(_fails(node, row, began[row.job_id], journey) for row in counted):
            found.append(str(getattr(node, "term", "")))
    return tuple(dict.fromkeys(found))


def _fails(node: object, row: JobRow, began: date, journey: Journey) -> bool:
    if isinstance(node, SuitsPerson):
        return row.reflects_needs is False
    if isinstance(node, BasisCounts):
        return isinstance(node.excluded, Const) and row.basis in node.excluded.value
    if isinstance(node, HoursEnough):
        least = _threshold(node, began, journey)
        return least is not None and row.weekly_hours is not None and row.weekly_hours < least
    return False


def _threshold(node: HoursEnough, began: date, journey: Journey) -> int | None:
    value = node.at_least
    if isinstance(value, Const):
        return value.value
    if isinstance(value, Dated):
        version = value.on(value.pinned_on or began.toordinal(), journey.fact)
        return None if version is None else version.value
    return None


def _inside(node: object) -> Iterator[object]:
    yield node
    for child in children(node):
        yield from _inside(child)
