"""How far each failing term is from being met: in days, pence, weeks without evidence, or what a fact would have to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.claims.changing import Known
from commissioning.claims.desk import Desk
from commissioning.domain.claim_decisions import ClaimDecision, Distance, Ground, GroundCode
from commissioning.domain.explanations import TestLine
from commissioning.domain.reasons import Measure, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.reasoning import in_file
from commissioning.plan.plan import Plan


def distances(desk: Desk, known: Known, decision: ClaimDecision) -> tuple[Distance, ...]:
    """One for each term that fails, of the outcome first and then of the claim."""
    plan = desk.plans[decision.contract.partition("@")[0]]
    found: dict[str, Distance] = {}
    if decision.decision.verdict is not Verdict.MET:
        for one in _of_outcome(desk, plan, known, decision):
            found.setdefault(one.term, one)
    for ground in decision.grounds:
        for one in _of_claim(decision, ground):
            found.setdefault(f"claim {one.term}", one)
    return tuple(found.values())


def _of_outcome(desk: Desk, plan: Plan, known: Known, decision: ClaimDecision) -> Iterator[Distance]:
    journey = next(j for j in known.caseload.journeys if j.journey_id == decision.journey_id)
    case = CaseBook(known.caseload, decision.as_of).case(journey, plan.family)
    explained = desk.explained(plan, case)
    for line in explained.conditions:
        if line.verdict is not Verdict.MET:
            facts = ", ".join(f"{name} {in_file(value)}" for name, value in line.facts)
            yield Distance(line.term, "fact", plan.note(line.term).words, facts)
    of_outcome = next(line for line in explained.outcomes if line.decision.outcome == decision.outcome)
    for reading in of_outcome.readings:
        for test in reading.tests:
            if test.verdict is not Verdict.MET:
                one = _of_test(test)
                if one.measure != "date" or one.short:
                    yield one
    reason = decision.decision.reason
    if reason.needed is not None and reason.term:
        actual = "" if reason.actual is None else str(reason.actual.value)
        yield Distance(reason.term, "fact", str(reason.needed.value), actual)
    elif reason.term and reason.code not in (ReasonCode.SILENCE, ReasonCode.SILENCE_AND_MISSING_FACT):
        yield Distance(reason.term, "fact", plan.note(reason.term).words, "")


def _of_test(test: TestLine) -> Distance:
    if test.needed is not None and test.actual is not None and isinstance(test.needed.value, int):
        short = test.needed.value - int(test.actual.value)
        measure = "pence" if test.needed.measure is Measure.PENCE else "days"
        return Distance(test.term, measure, str(test.needed.value), str(test.actual.value), max(short, 0))
    late = (test.day - test.limit).days if test.day is not None and test.limit is not None else None
    return Distance(test.term, "date", _iso(test.limit), _iso(test.day), max(late, 0) if late is not None else None)


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _of_claim(decision: ClaimDecision, ground: Ground) -> Iterator[Distance]:
    claimed = decision.claim.claimed_on if decision.claim else decision.as_of
    if ground.code is GroundCode.AFTER_WINDOW:
        yield Distance(ground.term, "date", _iso(ground.day), _iso(claimed), ground.actual)
    elif ground.code is GroundCode.BEFORE_REACHED and ground.day is not None:
        early = (ground.day - claimed).days if claimed else None
        yield Distance(ground.term or "date_of_claim", "date", _iso(ground.day), _iso(claimed), early)
    elif ground.code is GroundCode.EVIDENCE:
        yield Distance(ground.term, "weeks", "0", str(len(ground.gaps)), len(ground.gaps))
    elif ground.code is GroundCode.AMOUNT and ground.needed is not None and ground.actual is not None:
        yield Distance("amount", "pence", str(ground.needed), str(ground.actual), ground.needed - ground.actual)
    elif ground.code in (GroundCode.CONSENT, GroundCode.EMPLOYER, GroundCode.EMPLOYER_UNKNOWN, GroundCode.DATE_OF_EVENT):
        yield Distance(ground.term, "fact", "", ground.other)
