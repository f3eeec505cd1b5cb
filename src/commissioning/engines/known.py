"""One journey under one plan: the truth of its conditions and the measures of its outcomes, in any world."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commissioning.domain.calendar import Day
from commissioning.domain.journeys import FactValue
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Truth, Verdict, as_verdict, conjunction
from commissioning.engines.case import Case
from commissioning.engines.interface import Engine, Judged, OutcomeMeasures, RouteMeasures
from commissioning.engines.lookup import lookup
from commissioning.engines.measuring import MOST_JOBS_UNKNOWN, DayMeasure, Measuring, Unfavourable
from commissioning.engines.worlds import World
from commissioning.plan.nodes import Outcome, RouteTest
from commissioning.plan.plan import Plan
from commissioning.plan.settling import Settled

UNREACHED = RouteMeasures((DayMeasure(),))
TOO_MANY = RouteMeasures((DayMeasure(unknown=ReasonCode.TOO_MANY_UNKNOWN_FACTS),))


MOST_REMEMBERED = 2_000
"""How many judgements are remembered: enough for the readings of many journeys, and little memory for any number of them."""


class Judging:
    """An engine asked once about the same truths and measures."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._judged: dict[tuple[tuple[Truth, ...], bool, tuple[OutcomeMeasures, ...]], tuple[Judged, ...]] = {}

    def __call__(self, truths: tuple[Truth, ...], started: bool, measures: tuple[OutcomeMeasures, ...]) -> tuple[Judged, ...]:
        key = (truths, started, measures)
        found = self._judged.get(key)
        if found is None:
            if len(self._judged) >= MOST_REMEMBERED:
                self._judged.clear()
            found = self._judged[key] = self.engine.outcomes(truths, started, measures)
        return found


class Known:
    """What is known of one case under one plan, each part computed once."""

    def __init__(self, case: Case, plan: Plan, judging: Judging, tests: tuple[tuple[str, RouteTest], ...]) -> None:
        self.case = case
        self.plan = plan
        self._judging = judging
        self._tests = tests
        self.measuring = Measuring(case, dict(plan.assumed_job_facts))
        self.earlier = tuple(Known(other, plan, judging, tests) for other in case.earlier)
        self._truths: dict[int, tuple[Truth, ...]] = {}
        self._asked: frozenset[Unfavourable] | None = None
        self._eligible: dict[int, Verdict] = {}
        self._measured: dict[tuple[int, str, Unfavourable], tuple[RouteMeasures, ...]] = {}

    def truths(self, settled: Settled) -> tuple[Truth, ...]:
        """The truth of each condition of eligibility under one reading."""
        key = id(settled.eligibility)
        if key not in self._truths:
            self._truths[key] = self._judging.engine.eligibility(settled, self.case)
        return self._truths[key]

    def eligible(self, settled: Settled) -> Verdict:
        """Whether the client is eligible under one reading."""
        key = id(settled.eligibility)
        if key not in self._eligible:
            self._eligible[key] = conjunction(as_verdict(truth) for truth in self.truths(settled))
        return self._eligible[key]

    def claim(self, outcome: str) -> Day | None:
        """The day an outcome was claimed; None where no claim has been made for the journey at all."""
        return self.case.claim_day(self.plan.family, outcome) if self.case.claims else None

    def asked_together(self) -> frozenset[Unfavourable]:
        """The missing facts of jobs that some outcome asks for under some reading, here or on an earlier journey."""
        if self._asked is None:
            found: set[Unfavourable] = set()
            if self.case.start is not None:
                for outcome, test in self._tests:
                    found |= self.measuring.asked_together(test, self.claim(outcome))
            for other in self.earlier:
                found |= other.asked_together()
            self._asked = frozenset(found)
        return self._asked

    def supposing(self, name: str, value: FactValue) -> Known:
        """The same case with one fact of the journey as given."""
        case = replace(self.case, journey=replace(self.case.journey, facts={**self.case.journey.facts, name: value}))
        return Known(case, self.plan, self._judging, self._tests)

    @property
    def too_many_unknown(self) -> bool:
        """Whether more jobs have missing facts than are read both ways."""
        return len({fact.job_id for group in self.asked_together() for fact in group}) > MOST_JOBS_UNKNOWN

    def decided(self, truths: tuple[Truth, ...]) -> bool:
        """Whether no work can change the verdicts, if the conditions of eligibility had these truths."""
        return self.case.start is None or False in truths or self.too_many_unknown

    def judged(self, world: World) -> tuple[Judged, ...]:
        """What the engine says of every outcome in one world."""
        return self.judged_as(world, self.truths(world.settled))

    def judged_as(self, world: World, truths: tuple[Truth, ...]) -> tuple[Judged, ...]:
        """What the engine says of every outcome in one world if the conditions of eligibility had these truths."""
        outcomes = world.settled.outcomes
        started = self.case.start is not None
        if not started or False in truths:
            # No work can change what a missing start date or a failed condition has decided.
            return self._judging(truths, started, tuple(OutcomeMeasures((UNREACHED,)) for _ in outcomes))
        if self.too_many_unknown:
            return self._judging(truths, started, tuple(OutcomeMeasures((TOO_MANY,)) for _ in outcomes))
        before = [tuple(one.verdict for one in other.judged(world)) for other in self.earlier]
        routes = [self._routes(outcome, world.unfavourable) for outcome in outcomes]
        return self.judged_by(outcomes, truths, routes, self.priors(outcomes), before)

    def judged_by(
        self,
        outcomes: tuple[Outcome, ...],
        truths: tuple[Truth, ...],
        routes: Sequence[tuple[RouteMeasures, ...]],
        priors: tuple[int | None, ...],
        before: Sequence[tuple[Verdict, ...]],
    ) -> tuple[Judged, ...]:
        """What the engine says of outcomes whose *routes* measure so; *before* has the verdicts of each earlier journey."""
        found = []
        for index, outcome in enumerate(outcomes):
            reached = _reached_before([verdicts[index] for verdicts in before])
            common = tuple(self.measuring.truth(test, reached) for test in outcome.common)
            found.append(OutcomeMeasures(routes[index], priors[index], common))
        return self._judging(truths, True, tuple(found))

    def priors(self, outcomes: tuple[Outcome, ...]) -> tuple[int | None, ...]:
        """For each outcome the position of the one that must be reached before it; None where it is independent."""
        positions = {outcome.name: index for index, outcome in enumerate(outcomes)}
        return tuple(self._prior(outcome, positions) for outcome in outcomes)

    def _routes(self, outcome: Outcome, unfavourable: Unfavourable) -> tuple[RouteMeasures, ...]:
        """The measures of an outcome's routes, which many readings share."""
        key = (id(outcome.routes), outcome.name, unfavourable)
        found = self._measured.get(key)
        if found is None:
            claim = self.claim(outcome.name)
            found = self._measured[key] = tuple(
                RouteMeasures(
                    tuple(self.day(test, unfavourable, claim, route.in_force) for test in route.tests), route.in_force
                )
                for route in outcome.routes
            )
        return found

    def day(
        self, test: RouteTest, unfavourable: Unfavourable, claim: Day | None, in_force: tuple[Day, Day] | None
    ) -> DayMeasure:
        """When a test of a route in force between two days was reached, could be at best, and had to be."""
        measure = self.measuring.day(test, unfavourable, claim)
        if measure.unknown and in_force is not None and in_force[0] > self.case.as_of + 1:
            # A version that is not in force yet cannot have decided anything: that its value is unknown does not matter.
            return DayMeasure()
        return measure

    def met_routes(self, world: World, position: int, day: Day | None = None) -> tuple[str, ...]:
        """The names of the routes on which an outcome that is met in a world was reached on its *day* (None: look it up)."""
        outcome = world.settled.outcomes[position]
        day = self.judged(world)[position].day if day is None else day
        found = []
        for route, measures in zip(outcome.routes, self._routes(outcome, world.unfavourable), strict=True):
            days = [m.reached for m in measures.tests if m.reached is not None and (m.limit is None or m.reached <= m.limit)]
            if len(days) == len(measures.tests) and (max(days) == day or outcome.common or outcome.prior):
                found.append(route.name)
        return tuple(found)

    def _prior(self, outcome: Outcome, positions: dict[str, int]) -> int | None:
        if outcome.prior is None or lookup(outcome.prior.relation, self.case) != "required":
            return None
        return positions[outcome.prior.outcome]


def _reached_before(verdicts: list[Verdict]) -> Truth:
    """Whether an outcome was met on any earlier journey; unknown where one is undetermined and none is met."""
    if Verdict.MET in verdicts:
        return True
    return None if Verdict.UNDETERMINED in verdicts else False
