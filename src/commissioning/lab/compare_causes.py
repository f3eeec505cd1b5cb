"""The cause of a flip: what decided on the side that did worse."""

from __future__ import annotations

from commissioning.domain.comparisons import Cause, Ruling
from commissioning.domain.decisions import Unsettled
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan

WORK = (
    ReasonCode.WORK_BEGAN_TOO_LATE,
    ReasonCode.NO_QUALIFYING_WORK,
    ReasonCode.NOT_SUSTAINED,
    ReasonCode.REACHED_OUTSIDE_WINDOW,
    ReasonCode.OUTCOME_LIMIT_PASSED,
    ReasonCode.CAN_STILL_BE_MET,
)
"""Reasons that lie in the work: where a term kept work from counting, that term is at fault, not the one that added up."""

OPEN = (ReasonCode.SILENCE, ReasonCode.MISSING_FACT, ReasonCode.SILENCE_AND_MISSING_FACT)
"""Reasons that name what is read more than one way."""

OF_JOBS = frozenset(
    {
        "agreed_on",
        "basis",
        "employees",
        "hourly_pay_pence",
        "hours_threshold",
        "paid_hours_worked",
        "qualifying",
        "rate_in_force",
        "reflects_needs",
        "weekly_hours",
    }
)
"""Facts of jobs and wages, as reasons name those that are missing."""

_WORSE = {Verdict.NOT_MET: 0, Verdict.UNDETERMINED: 1, Verdict.NOT_YET: 2, Verdict.MET: 3}


def cause(
    pair: tuple[Ruling | None, Ruling | None], hindered: tuple[tuple[str, ...], tuple[str, ...]], plans: tuple[Plan, Plan]
) -> Cause:
    """What decided on the side that did worse; the first, where neither did. *hindered* are the terms that kept work out."""
    first, second = pair
    if first is None or second is None:
        return Cause(0 if first is None else 1, absent=True)
    side = worse_side(first.verdict, second.verdict)
    worse = first if side == 0 else second
    if worse.code in OPEN:
        return _open(side, worse, plans[side])
    if worse.code in WORK and hindered[side]:
        return Cause(side, terms=hindered[side])
    return Cause(side, worse.code, (worse.term,))


def worse_side(first: Verdict, second: Verdict) -> int:
    """Which of two verdicts is the worse for the client, 0 or 1; the first, where neither is."""
    return 0 if _WORSE[first] <= _WORSE[second] else 1


def _open(side: int, worse: Ruling, plan: Plan) -> Cause:
    """A silence, a missing fact, or a condition of which some fact is missing."""
    name = worse.term
    if worse.code is not ReasonCode.MISSING_FACT and any(silence.name == name for silence in plan.silences):
        return Cause(side, worse.code, unsettled=((Unsettled.SILENCE, name),))
    if name in OF_JOBS:
        return Cause(side, worse.code, unsettled=((Unsettled.JOB_FACT, name),))
    if any(note.term == name for note in plan.notes):
        return Cause(side, worse.code, (name,))
    return Cause(side, worse.code, unsettled=((Unsettled.JOURNEY_FACT, name),))
