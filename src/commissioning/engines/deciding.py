"""Decides journeys under a plan: every silence and missing fact of a job read every way, and what that says together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import NamedTuple

from commissioning.domain.calendar import Day
from commissioning.domain.decisions import Decision, Decisive, Due, ReadingVerdict, Setting, Unsettled
from commissioning.domain.provenance import Caveat
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case
from commissioning.engines.decisive import decisive
from commissioning.engines.facts import decisive_facts
from commissioning.engines.few_readings import FewReadings
from commissioning.engines.interface import ELIGIBILITY, Confirming, Engine, Judged
from commissioning.engines.known import Judging, Known
from commissioning.engines.lookup import lookup
from commissioning.engines.measuring import JobFact
from commissioning.engines.parts import part_due
from commissioning.engines.reasoning import reached_outside, reason_of
from commissioning.engines.resting import Resting
from commissioning.engines.spaces import Axes, Space
from commissioning.engines.tables import Table
from commissioning.engines.worlds import job_readings, settings_of
from commissioning.plan.nodes import Outcome, WorkBegan
from commissioning.plan.plan import Plan
from commissioning.plan.settling import Settler


class Standing(NamedTuple):
    """An outcome on a day: its verdict, and of the days that go with it by different readings the first and the last."""

    eligible: Verdict
    verdict: Verdict
    first: Day | None = None
    last: Day | None = None


OTHER_VALUE = "another"
"""The reading of a blank journey fact that no variation names."""


class Decider:
    """Decides any number of cases under one plan with one engine.

    With *readings*, each decision carries the verdict under every reading.
    """

    def __init__(self, plan: Plan, engine: Engine, *, readings: bool = False) -> None:
        self.plan = plan
        self.engine = engine
        self.settled = Settler(plan).all()
        self._readings = readings
        self._resting = Resting(plan, self.settled)
        self._judging = Judging(engine)

    def known(self, case: Case) -> Known:
        """What is known of a case under the plan."""
        return Known(case, self.plan, self._judging, self._resting.route_tests)

    def decide(self, case: Case) -> tuple[Decision, ...]:
        """Every outcome of one journey, in the contract's order."""
        return self.decided(case, self.table(case) if self._readings else self.few.table(case))

    @cached_property
    def few(self) -> FewReadings:
        """The tables of cases without the readings of silences that cannot matter to them."""
        return FewReadings(self)

    def decided(self, case: Case, table: Table) -> tuple[Decision, ...]:
        """The same from a table that was made already."""
        decisions = tuple(self._decision(case, outcome, i, table) for i, outcome in enumerate(self.plan.outcomes))
        return self.engine.confirmed(self.plan, case, decisions) if isinstance(self.engine, Confirming) else decisions

    def table(self, case: Case) -> Table:
        """Every reading of every silence and missing fact of a case."""
        known = {variant: self.known(of) for variant, of in self._variants(case)}
        decided = all(
            k.case.start is None or k.too_many_unknown or k.eligible(s) is Verdict.NOT_MET
            for k in known.values()
            for s in self.settled
        )
        jobs = () if decided else job_readings(frozenset().union(*(k.asked_together() for k in known.values())))
        return Table(known, self.settled, jobs)

    def standings(self, case: Case) -> tuple[Standing, ...]:
        """How every outcome of one journey stands, without the reasons."""
        table = self.few.table(case)
        found = []
        for position in range(len(self.plan.outcomes)):
            judged = [row[position] for _, row in table.different]
            verdict = self.engine.united(one.verdict for one in judged)
            days = _days(verdict, judged)
            first, last = (days[0], days[-1]) if days else (None, None)
            found.append(Standing(_eligible(table), verdict, first, last))
        return tuple(found)

    def _variants(self, case: Case) -> Iterator[tuple[tuple[Setting, ...], Case]]:
        """The case with each blank fact that says whether a version is for it read every way the contract tells apart."""
        blank = [(name, values) for name, values in self.plan.scoped_facts.items() if case.fact(name) is None]
        for chosen in product(*((*values, OTHER_VALUE) for _, values in blank)):
            journey = case.journey
            for (name, _), value in zip(blank, chosen, strict=True):
                journey = journey.with_fact(name, value)
            variant = tuple(
                Setting(Unsettled.JOURNEY_FACT, name, value) for (name, _), value in zip(blank, chosen, strict=True)
            )
            yield variant, replace(case, journey=journey) if blank else case

    def _decision(self, case: Case, outcome: Outcome, position: int, table: Table) -> Decision:
        verdict = self.engine.united(row[position].verdict for _, row in table.different)
        world, judged = table.different[0][0], table.different[0][1][position]
        open_things: tuple[Decisive, ...] = ()
        if verdict is Verdict.UNDETERMINED:
            if len({row[position].verdict for _, row in table.different}) > 1:
                open_things = decisive(table.spaces, table.jobs, position)
            open_things += decisive_facts(table, position)
        days = _days(verdict, [row[position] for _, row in table.different])
        outside = reached_outside(table.of(world), position, world, judged) if verdict is Verdict.NOT_MET else None
        price = self.plan.prices.range(outcome.name, self._priced_by(case, position, table))
        return Decision(
            journey_id=case.journey.journey_id,
            contract=self.plan.contract,
            outcome=outcome.name,
            as_of=date.fromordinal(case.as_of),
            eligible=_eligible(table),
            verdict=verdict,
            reason=_reason(verdict, position, table, open_things),
            reached_on=_only(days) if verdict is Verdict.MET else None,
            earliest=_only(days) if verdict is Verdict.NOT_YET else None,
            date_from=_date(days[0]) if len(days) > 1 else None,
            date_to=_date(days[-1]) if len(days) > 1 else None,
            reached_outside_window=None if outside is None else _date(outside),
            decisive=open_things,
            readings=_reading_verdicts(position, table) if self._readings else (),
            rests_on=self._rests_on(verdict, position, table),
            times=_times(position, table) if verdict is Verdict.MET else 0,
            price=None if price is None else Due(price[0], price[1], self.plan.prices.illustrative),
            part=part_due(self.plan.prices, outcome, position, table) if verdict is not Verdict.MET else None,
            ended=case.ended,
        )

    def _priced_by(self, case: Case, position: int, table: Table) -> set[str]:
        """What the price goes by: the payment group, or the routes on which the outcome was reached in some world."""
        if self.plan.prices.by == "payment_group":
            return {case.journey.payment_group} if case.journey.payment_group is not None else set()
        return {
            name
            for world, row in table.different
            if row[position].verdict is Verdict.MET
            for name in table.of(world).met_routes(world, position, row[position].day)
        }

    def _rests_on(self, verdict: Verdict, position: int, table: Table) -> tuple[Caveat, ...]:
        """The assumed and illustrative values in play: of the failing term, or of all terms where none has failed."""
        world, row = table.different[0]
        failing = row[position].failing
        if verdict is Verdict.NOT_MET and failing is not None:
            return self._resting.of_failing(world.settled, position, failing, table.of(world).measuring)
        return self._resting.of_outcome(position, table.of(world).measuring)


def _eligible(table: Table) -> Verdict:
    found = {table.known[space.variant].eligible(space.settled) for space in table.spaces}
    return found.pop() if len(found) == 1 else Verdict.UNDETERMINED


def _days(verdict: Verdict, judged: list[Judged]) -> list[Day]:
    """The different days of a verdict that all readings share; none for a verdict without a date."""
    if verdict not in (Verdict.MET, Verdict.NOT_YET):
        return []
    return sorted({one.day for one in judged if one.day is not None})


def _reason(verdict: Verdict, position: int, table: Table, open_things: tuple[Decisive, ...]) -> Reason:
    """Of a ``not_met`` the first failing term of the first reading; of an undetermined what decides it."""
    if verdict is Verdict.MET:
        return Reason(ReasonCode.REACHED)
    world, row = table.different[0]
    kinds = {thing.kind for thing in open_things}
    if verdict is Verdict.UNDETERMINED and kinds:
        failing = row[position].failing
        term = reason_of(table.of(world), position, world, row[position]).term
        if kinds == {Unsettled.SILENCE}:
            return Reason(ReasonCode.SILENCE, open_things[0].name)
        code = ReasonCode.SILENCE_AND_MISSING_FACT if Unsettled.SILENCE in kinds else ReasonCode.MISSING_FACT
        return Reason(code, term if failing and failing.what == ELIGIBILITY else open_things[0].name)
    return reason_of(table.of(world), position, world, row[position])


def _reading_verdicts(position: int, table: Table) -> tuple[ReadingVerdict, ...]:
    found = []
    for world, row in table.rows:
        judged = row[position]
        reason = reason_of(table.of(world), position, world, judged)
        day = None if judged.day is None else _date(judged.day)
        found.append(ReadingVerdict(settings_of(world, table.jobs), judged.verdict, day, reason.code, reason.term))
    return tuple(found)


def _times(position: int, table: Table) -> int:
    """How often a met outcome counts: once, or once for each job begun; the fewest of all readings."""
    return min(_starts(table.known[space.variant], space, position) for space in table.spaces)


def _starts(known: Known, space: Space, position: int) -> int:
    """The fewest jobs begun in any world: what is read of one job says nothing of another."""
    outcome = space.settled.outcomes[position]
    if lookup(outcome.counts, known.case) != "every_start":
        return 1
    asked: dict[str, list[frozenset[JobFact]]] = {}
    for test in (test for route in outcome.routes for test in route.tests if isinstance(test, WorkBegan)):
        for piece in known.measuring.pieces(test.work, known.claim(outcome.name)):
            asked.setdefault(piece.job.job_id, []).append(frozenset(piece.unknown))
    return max(sum(_begun_anyhow(groups, space.axes) for groups in asked.values()), 1)


def _begun_anyhow(groups: list[frozenset[JobFact]], axes: Axes) -> bool:
    """Whether some days of a job count however its missing facts are read."""
    readings = {reading for first in axes.first for reading in first}
    return all(any(group.isdisjoint(reading) for group in groups) for reading in readings)


def _only(days: list[Day]) -> date | None:
    return _date(days[0]) if len(days) == 1 else None


def _date(day: Day) -> date:
    return date.fromordinal(day)


def decide(plan: Plan, engine: Engine, found: Iterable[Case], *, readings: bool = False) -> Iterator[Decision]:
    """Every decision of every case under one plan, in order."""
    decider = Decider(plan, engine, readings=readings)
    for case in found:
        yield from decider.decide(case)
