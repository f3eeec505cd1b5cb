"""The reason of one verdict: the code, the term that decided, and what was needed against what was found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.domain.calendar import Day
from commissioning.domain.journeys import FactValue
from commissioning.domain.periods import Runs
from commissioning.domain.reasons import BEFORE_START, Measure, Quantity, Reason, ReasonCode
from commissioning.domain.sustained import cumulative_day
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Job, Stretch
from commissioning.engines.interface import COMMON, ELIGIBILITY, PRIOR, ROUTE, START, Judged
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.measuring import DayMeasure
from commissioning.engines.worlds import World
from commissioning.plan.nodes import (
    Condition,
    Earned,
    FactIs,
    FactWithin,
    OutcomeLimit,
    Requires,
    RouteTest,
    Sustained,
    Work,
)
from commissioning.plan.plan import children


def reason_of(known: Known, position: int, world: World, judged: Judged) -> Reason:
    """Why the outcome at *position* has its verdict in one world."""
    failing = judged.failing
    outcome = world.settled.outcomes[position]
    if failing is None:
        return Reason(ReasonCode.REACHED)
    not_met = judged.verdict is Verdict.NOT_MET
    if failing.what == ELIGIBILITY:
        condition = world.settled.eligibility[failing.position]
        code = condition.code if not_met else ReasonCode.MISSING_FACT
        return Reason(code, condition.term, _needed(known, condition.term), facts_found(known, condition.condition))
    if failing.what == START:
        return Reason(ReasonCode.NO_START_DATE, "start_date")
    if failing.what == PRIOR and outcome.prior is not None:
        code = ReasonCode.CAN_STILL_BE_MET if judged.verdict is Verdict.NOT_YET else outcome.prior.code
        found = Quantity(Measure.FACT, f"{outcome.prior.outcome} is {judged.verdict}")
        return Reason(code, outcome.prior.term, Quantity(Measure.FACT, f"{outcome.prior.outcome} met"), found)
    if failing.what == COMMON:
        test = outcome.common[failing.position]
        code = test.code if not_met else ReasonCode.MISSING_FACT
        found_of_person = facts_found(known, test.condition) if isinstance(test, Requires) else None
        return Reason(code, test.term, _needed(known, test.term), found_of_person)
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


def _needed(known: Known, term: str) -> Quantity:
    return Quantity(Measure.FACT, known.plan.note(term).words)


def facts_found(known: Known, condition: Condition) -> Quantity:
    """The facts a condition asks for, as they are: ``age_at_referral 17, benefit unknown``."""
    names = dict.fromkeys(facts_of(condition))
    return Quantity(Measure.FACT, ", ".join(f"{name} {in_file(known.case.fact(name))}" for name in names))


def facts_of(node: object) -> Iterator[str]:
    """The facts that a condition asks for, in order."""
    if isinstance(node, FactIs | FactWithin):
        yield node.fact
    else:
        for child in children(node):
            yield from facts_of(child)


def in_file(value: FactValue) -> str:
    """A fact as a file has it; ``unknown`` for a blank."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


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
        return Reason(ReasonCode.NO_QUALIFYING_WORK, test.term, because=hindrances(known, work, world, claim))
    if isinstance(test, Sustained):
        return _of_days(known, test, world, claim)
    day = measure.reached if measure.reached is not None else measure.best
    return Reason(test.code, test.term, _date(measure.limit), _date(day), hindrances(known, work, world, claim))


def _of_earnings(known: Known, test: Earned, measure: DayMeasure, world: World, claim: Day | None) -> Reason:
    try:
        needed: Quantity | None = Quantity(Measure.PENCE, known.measuring.threshold(test, claim))
    except NoValue:
        needed = None
    until = known.case.last if measure.limit is None else measure.limit
    earned = known.measuring.earned_by(test, until, world.unfavourable)
    return Reason(test.code, test.term, needed, Quantity(Measure.PENCE, earned))


def _of_days(known: Known, test: Sustained, world: World, claim: Day | None) -> Reason:
    try:
        days = lookup(test.days, known.case, claim=claim)
        within = None if test.window is None else lookup(test.window, known.case, claim=claim)
    except NoValue:
        # A version that is not in force yet: it cannot be said what it would have asked.
        return Reason(test.code, test.term, because=hindrances(known, test.work, world, claim))
    outside = _cumulative(known, test, world)
    found = known.measuring.days_in_window(test, world.unfavourable, claim)
    return Reason(
        test.code if outside is None else ReasonCode.REACHED_OUTSIDE_WINDOW,
        test.term,
        Quantity(Measure.QUALIFYING_DAYS, days, within),
        Quantity(Measure.QUALIFYING_DAYS, found, within),
        hindrances(known, test.work, world, claim),
    )


def _cumulative(known: Known, test: Sustained, world: World) -> Day | None:
    try:
        return cumulative_day(known.measuring.runs(test.work, world.unfavourable), lookup(test.days, known.case))
    except NoValue:
        return None


def _date(day: Day | None) -> Quantity | None:
    return None if day is None else Quantity(Measure.DATE, day)


def hindrances(known: Known, work: Work, world: World, claim: Day | None = None) -> tuple[str, ...]:
    """The terms that kept work from counting in one world, in the contract's order."""
    found: set[str] = set()
    for job in known.case.jobs:
        for stretch in job.stretches:
            standing, term = standing_of(known, work, job, stretch, world, claim)
            if standing in ("left_out", "before_start"):
                found.add(term)
    order = [BEFORE_START, *(test.term for test in work.filters), *((work.hours.term,) if work.hours else ())]
    return tuple(dict.fromkeys(term for term in order if term in found))


def standing_of(
    known: Known, work: Work, job: Job, stretch: Stretch, world: World, claim: Day | None = None
) -> tuple[str, str]:
    """What one world makes of one row of a job.

    ``counts``; ``left_out`` with the term that left it out (wholly or in part); ``unknown`` with the missing fact;
    ``before_start`` for a job that began before the journey did; ``after_death`` for days that follow the person's death.
    """
    start = known.case.start
    if start is None or job.began < start:
        return "before_start", BEFORE_START
    if stretch.first > known.case.last:
        return "after_death", ""
    missing, term = known.measuring.left_out_by(work, job, stretch, claim)
    if term:
        return "left_out", term
    against = [fact for fact in missing if fact in world.unfavourable]
    if against:
        return "unknown", against[0].fact
    if work.hours is not None and not _covered(known.measuring.runs(work, world.unfavourable, claim), stretch, known):
        return "left_out", work.hours.term
    return ("unknown", missing[0].fact) if missing else ("counts", "")


def _covered(runs: Runs, stretch: Stretch, known: Known) -> bool:
    """Whether every day of a row so far qualifies."""
    last = min(stretch.last, known.case.last)
    return last < stretch.first or any(a <= stretch.first and last <= b for a, b in runs)
