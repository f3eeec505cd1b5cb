"""A plan with some terms decided by a person: a term found *met* is taken away, any other verdict is one more part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from commissioning.domain.claims import Override
from commissioning.domain.verdicts import Verdict
from commissioning.plan.nodes import Earned, Outcome, OutcomeLimit, Route, RouteTest, Work
from commissioning.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Overridden:
    """*plan* without the terms that were decided; *forced* the verdicts given for the outcome beside ``met``.

    *given* says that the term which gives the outcome was found met: then the outcome counts as reached.
    """

    plan: Plan
    forced: tuple[Verdict, ...] = ()
    given: bool = False


def terms_of_outcomes(plan: Plan) -> frozenset[str]:
    """The terms that bear on a verdict about an outcome."""
    found = {part.term for part in plan.eligibility}
    for outcome in plan.outcomes:
        found |= {test.term for route in outcome.routes for test in route.tests}
        found |= {term for route in outcome.routes for test in route.tests for term in _terms_of_work(test)}
        found |= {test.term for test in outcome.common} | ({outcome.prior.term} if outcome.prior else set())
    return frozenset(found)


def overridden(plan: Plan, outcome: str, overrides: Collection[Override]) -> Overridden:
    """The plan as the overrides of one claim for *outcome* leave it."""
    known = terms_of_outcomes(plan)
    mine = [override for override in overrides if override.term in known]
    if not mine:
        return Overridden(plan)
    gone = frozenset(override.term for override in mine)
    found = replace(
        plan,
        eligibility=tuple(part for part in plan.eligibility if part.term not in gone),
        outcomes=tuple(_outcome(one, gone) for one in plan.outcomes),
    )
    of_claim = next(one for one in plan.outcomes if one.name == outcome)
    gives = {test.term for route in of_claim.routes for test in (_giving(route),)}
    return Overridden(
        found,
        tuple(Verdict(one.verdict) for one in mine if one.verdict != Verdict.MET),
        any(one.verdict == Verdict.MET and one.term in gives for one in mine),
    )


def _terms_of_work(test: RouteTest) -> set[str]:
    if isinstance(test, Earned):
        return {one.term for one in test.filters}
    work = test.sustained.work if isinstance(test, OutcomeLimit) else test.work
    return {one.term for one in work.filters} | ({work.hours.term} if work.hours else set())


def _giving(route: Route) -> RouteTest:
    return next((test for test in reversed(route.tests) if not isinstance(test, OutcomeLimit)), route.tests[-1])


def _outcome(outcome: Outcome, gone: frozenset[str]) -> Outcome:
    prior = outcome.prior if outcome.prior and outcome.prior.term not in gone else None
    common = tuple(test for test in outcome.common if test.term not in gone)
    return replace(outcome, routes=tuple(_route(route, gone) for route in outcome.routes), prior=prior, common=common)


def _route(route: Route, gone: frozenset[str]) -> Route:
    """The route without the tests that are gone; the one that gives the outcome stays, for without it there is no route."""
    gives = _giving(route)
    return replace(route, tests=tuple(_test(test, gone) for test in route.tests if test.term not in gone or test is gives))


def _test(test: RouteTest, gone: frozenset[str]) -> RouteTest:
    if isinstance(test, Earned):
        return replace(test, filters=tuple(one for one in test.filters if one.term not in gone))
    if isinstance(test, OutcomeLimit):
        return replace(test, sustained=replace(test.sustained, work=_work(test.sustained.work, gone)))
    return replace(test, work=_work(test.work, gone))


def _work(work: Work, gone: frozenset[str]) -> Work:
    hours = work.hours if work.hours is None or work.hours.term not in gone else None
    return replace(work, filters=tuple(one for one in work.filters if one.term not in gone), hours=hours)
