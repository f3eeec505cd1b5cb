"""The judge: how verdicts follow from measures, as plainly as the meaning can be written."""

from __future__ import annotations

from collections.abc import Iterable

from commissioning.domain.verdicts import Truth, Verdict, as_verdict, conjunction, disjunction
from commissioning.engines.case import Case
from commissioning.engines.conditions import truth
from commissioning.engines.interface import (
    COMMON,
    ELIGIBILITY,
    PRIOR,
    ROUTE,
    START,
    Failing,
    Judged,
    OutcomeMeasures,
    RouteMeasures,
)
from commissioning.engines.measuring import DayMeasure
from commissioning.plan.settling import Settled


class Reference:
    """The reference engine."""

    name = "reference"

    def eligibility(self, settled: Settled, case: Case) -> tuple[Truth, ...]:
        """The truth of each condition of eligibility, in file order."""
        return tuple(truth(part.condition, case, case.fact) for part in settled.eligibility)

    def outcomes(
        self, eligibility: tuple[Truth, ...], started: bool, measures: tuple[OutcomeMeasures, ...]
    ) -> tuple[Judged, ...]:
        """Each outcome's verdict under one reading, in order, an outcome after the one it rests on."""
        judged: list[Judged] = []
        for measure in measures:
            before = judged[measure.prior] if measure.prior is not None else None
            judged.append(_outcome(eligibility, started, measure, before))
        return tuple(judged)

    def united(self, verdicts: Iterable[Verdict]) -> Verdict:
        """The verdict all readings share, or undetermined."""
        found = set(verdicts)
        return found.pop() if len(found) == 1 else Verdict.UNDETERMINED

    def trace(self) -> tuple[str, ...]:
        """Nothing: the explanation of this engine is its arithmetic."""
        return ()


def of_day(measure: DayMeasure) -> Verdict:
    """Met if reached by the limit; not yet if it can still be; not met otherwise."""
    if measure.unknown:
        return Verdict.UNDETERMINED
    day, verdict = (measure.reached, Verdict.MET) if measure.reached is not None else (measure.best, Verdict.NOT_YET)
    if day is None or (measure.limit is not None and day > measure.limit):
        return Verdict.NOT_MET
    return verdict


def _outcome(eligibility: tuple[Truth, ...], started: bool, measures: OutcomeMeasures, before: Judged | None) -> Judged:
    """Eligible, started, some route met, the outcome before it, and the tests without a date: in the order of reasons."""
    parts: list[Judged] = []
    for position, condition in enumerate(eligibility):
        parts.append(Judged(as_verdict(condition), None, Failing(ELIGIBILITY, position)))
    if not started:
        # Without a start date nothing but eligibility can be judged.
        parts.append(Judged(Verdict.UNDETERMINED, None, Failing(START)))
        return _first_worst(parts)
    parts.append(_any_route(measures.routes))
    if before is not None:
        parts.append(Judged(before.verdict, before.day, Failing(PRIOR)))
    for position, condition in enumerate(measures.common):
        parts.append(Judged(as_verdict(condition), None, Failing(COMMON, position)))
    return _first_worst(parts)


def _any_route(routes: tuple[RouteMeasures, ...]) -> Judged:
    """The best of the routes; of several that are met or can be, the one with the earliest day."""
    judged = [_route(route, position) for position, route in enumerate(routes)]
    best = disjunction(route.verdict for route in judged)
    return min((route for route in judged if route.verdict is best), key=lambda route: route.day or 0)


def _route(route: RouteMeasures, position: int) -> Judged:
    parts = []
    for index, measure in enumerate(route.tests):
        verdict = of_day(measure)
        day = measure.reached if verdict is Verdict.MET else measure.best if verdict is Verdict.NOT_YET else None
        parts.append(Judged(verdict, day, Failing(ROUTE, position, index)))
    whole = _first_worst(parts)
    if route.in_force and whole.day is not None and not route.in_force[0] <= whole.day <= route.in_force[1]:
        return Judged(Verdict.NOT_MET, None, Failing(ROUTE, position, len(route.tests) - 1))
    return whole


def _first_worst(parts: list[Judged]) -> Judged:
    """All parts together: the verdict of conjunction, the latest day, and the first part that has that verdict."""
    verdict = conjunction(part.verdict for part in parts)
    failing = None
    if verdict is not Verdict.MET:
        failing = next(part.failing for part in parts if part.verdict is verdict)
    day = None
    if verdict in (Verdict.MET, Verdict.NOT_YET):
        days = [part.day for part in parts if part.day is not None and part.verdict is verdict]
        day = max(days, default=None)
    return Judged(verdict, day, failing)
