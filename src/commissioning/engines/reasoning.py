"""The reason of one verdict: the code, the term that decided, and what was needed against what was found."""

from __future__ import annotations

from commissioning.domain.calendar import Day
from commissioning.domain.reasons import Measure, Quantity, Reason, ReasonCode
from commissioning.domain.sustained import cumulative_day
from commissioning.domain.verdicts import Verdict
from commissioning.engines.interface import COMMON, ELIGIBILITY, PRIOR, ROUTE, START, Judged
from commissioning.engines.known import Known
from commissioning.engines.measuring import DayMeasure, NoValue, lookup
from commissioning.engines.worlds import World
from commissioning.plan.nodes import Earned, OutcomeLimit, RouteTest, Sustained


def reason_of(known: Known, position: int, world: World, judged: Judged) -> Reason:
    """Why the outcome at *position* has its verdict in one world."""
    failing = judged.failing
    outcome = world.settled.outcomes[position]
    if failing is None:
        return Reason(ReasonCode.REACHED)
    not_met = judged.verdict is Verdict.NOT_MET
    if failing.what == ELIGIBILITY:
        condition = world.settled.eligibility[failing.position]
        return Reason(condition.code if not_met else ReasonCode.MISSING_FACT, condition.term)
    if failing.what == START:
        return Reason(ReasonCode.NO_START_DATE, "start_date")
    if failing.what == PRIOR and outcome.prior is not None:
        waiting = judged.verdict is Verdict.NOT_YET
        return Reason(ReasonCode.CAN_STILL_BE_MET if waiting else outcome.prior.code, outcome.prior.term)
    if failing.what == COMMON:
        test = outcome.common[failing.position]
        return Reason(test.code if not_met else ReasonCode.MISSING_FACT, test.term)
    if known.too_many_unknown:
        return Reason(ReasonCode.TOO_MANY_UNKNOWN_FACTS, outcome.routes[0].tests[-1].term)
    return _of_route(known, outcome.routes[failing.position].tests[failing.test], position, world, judged)


def reached_outside(known: Known, position: int, world: World, judged: Judged) -> Day | None:
    """The day on which enough days had been worked in all, where the outcome failed for its window or limit."""
    failing = judged.failing
    if judged.verdict is not Verdict.NOT_MET or failing is None or failing.what != ROUTE or known.too_many_unknown:
        return None
    test = world.settled.outcomes[position].routes[failing.position].tests[failing.test]
    sustained = test.sustained if isinstance(test, OutcomeLimit) else test
    return _cumulative(known, sustained, world) if isinstance(sustained, Sustained) else None


def _of_route(known: Known, test: RouteTest, position: int, world: World, judged: Judged) -> Reason:
    claim = known.claim(world.settled.outcomes[position].name)
    measure = known.measuring.day(test, world.unfavourable, claim)
    if judged.verdict is Verdict.UNDETERMINED:
        return Reason(ReasonCode(measure.unknown or ReasonCode.MISSING_FACT), test.term)
    if judged.verdict is Verdict.NOT_YET:
        return Reason(ReasonCode.CAN_STILL_BE_MET, test.term)
    if isinstance(test, Earned):
        return _of_earnings(known, test, measure, world, claim)
    work = test.sustained.work if isinstance(test, OutcomeLimit) else test.work
    if not known.case.alive and not known.measuring.runs(work, world.unfavourable, claim):
        return Reason(ReasonCode.NO_QUALIFYING_WORK, test.term)
    if isinstance(test, Sustained):
        return _of_days(known, test, world, claim)
    day = measure.reached if measure.reached is not None else measure.best
    return Reason(test.code, test.term, _date(measure.limit), _date(day))


def _of_earnings(known: Known, test: Earned, measure: DayMeasure, world: World, claim: Day | None) -> Reason:
    try:
        needed: Quantity | None = Quantity(Measure.PENCE, known.measuring.threshold(test, claim))
    except NoValue:
        needed = None
    until = known.case.last if measure.limit is None else measure.limit
    earned = known.measuring.earned_by(test, until, world.unfavourable)
    return Reason(test.code, test.term, needed, Quantity(Measure.PENCE, earned))


def _of_days(known: Known, test: Sustained, world: World, claim: Day | None) -> Reason:
    days = lookup(test.days, known.case, claim=claim)
    within = None if test.window is None else lookup(test.window, known.case, claim=claim)
    outside = _cumulative(known, test, world)
    found = known.measuring.days_in_window(test, world.unfavourable, claim)
    return Reason(
        test.code if outside is None else ReasonCode.REACHED_OUTSIDE_WINDOW,
        test.term,
        Quantity(Measure.QUALIFYING_DAYS, days, within),
        Quantity(Measure.QUALIFYING_DAYS, found, within),
    )


def _cumulative(known: Known, test: Sustained, world: World) -> Day | None:
    try:
        return cumulative_day(known.measuring.runs(test.work, world.unfavourable), lookup(test.days, known.case))
    except NoValue:
        return None


def _date(day: Day | None) -> Quantity | None:
    return None if day is None else Quantity(Measure.DATE, day)
