"""By when an outcome can be claimed."""

from __future__ import annotations

from commissioning.claims.looking_up import Looking
from commissioning.claims.prices import is_for
from commissioning.claims.relied import Found
from commissioning.domain.calendar import Day, add
from commissioning.engines.case import Case
from commissioning.plan.claim_nodes import ClaimWindow, LateDays
from commissioning.plan.plan import Plan


class NoDay(Exception):
    """The day from which the time to claim runs is not recorded; the text is the term."""


def windows_of(plan: Plan, outcome: str, found: Found) -> list[ClaimWindow]:
    """The claim windows of an outcome that is reached so."""
    return [node for node in plan.claims if isinstance(node, ClaimWindow) and is_for(node.whose, outcome, found.ways)]


def last_day(node: ClaimWindow, found: Found, case: Case, look: Looking) -> Day:
    """The last day on which an outcome reached so can be claimed. Raises :class:`NoDay` and NoValue."""
    day = _from(look(node.counted_from), found, case)
    if day is None or found.day is None:
        raise NoDay(node.term)
    if node.late is not None and case.start is not None:
        late = _late(node.late, found.day, case.start, look)
        if late is not None:
            return late
    for length in node.within:
        day = add(day, look(length))
    return day


def _late(late: LateDays, reached: Day, start: Day, look: Looking) -> Day | None:
    """The last day for an outcome that was reached on a late day of the programme; the start date is day 1."""
    if look(late.first) <= reached - start + 1 <= look(late.last):
        return start + look(late.until) - 1
    return None


def _from(event: str, found: Found, case: Case) -> Day | None:
    if event == "reached":
        return found.day
    if event == "start":
        return case.start
    return agreed_on(found, case)


def agreed_on(found: Found, case: Case) -> Day | None:
    """The day on which the first job that the outcome rests on was agreed, if it is recorded."""
    for job in case.jobs:
        live = any(s.first <= b and a <= s.last for s in job.stretches for a, b in found.days)
        if live:
            days = [s.row.agreed_on for s in job.stretches if s.row.agreed_on is not None]
            return min(days).toordinal() if days else None
    return None
