"""What is due on assumed and illustrative values, for journeys as columns: the caveats of an outcome's terms and versions.

It says of many journeys what :class:`commissioning.engines.resting.Resting` says of one that is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from commissioning.domain.provenance import Caveat, Standing
from commissioning.engines.columnar.shapes import NO_DAY, Array
from commissioning.lab.columns import Journeys
from commissioning.plan.nodes import Eligibility, SuitsPerson
from commissioning.plan.plan import Plan, children
from commissioning.plan.settling import Settler
from commissioning.plan.values import AppliesBy, Const, Dated, Version

RESTS = ("", "assumed", "illustrative")
"""The weakest standing, by its number."""


class Standings:
    """What every outcome of one plan rests on where something is due for it."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._fixed: list[int] = []
        self._dated: list[list[Dated[Any]]] = []
        settled = Settler(plan).all()
        for position in range(len(plan.outcomes)):
            nodes: dict[int, object] = {}
            for reading in settled:
                outcome = reading.outcomes[position]
                tests = (test for route in outcome.routes for test in route.tests)
                for node in (*reading.eligibility, *tests, outcome.prior, *outcome.common, outcome.counts):
                    nodes.setdefault(id(node), node)
            fixed = max((self._of_fixed(node) for node in nodes.values()), default=0)
            dated = {id(value): value for node in nodes.values() for value in _dated(node)}.values()
            self._fixed.append(fixed)
            self._dated.append([value for value in dict.fromkeys(dated) if any(_level(v) > fixed for v in value.versions)])

    def _of_fixed(self, node: object) -> int:
        if isinstance(node, Const):
            return _weakest(node.caveats)
        if isinstance(node, Eligibility | SuitsPerson):
            return _weakest(self._plan.note(node.term).caveats)
        return 0 if isinstance(node, Dated) else max((self._of_fixed(child) for child in children(node)), default=0)

    def of(self, position: int, journeys: Journeys) -> Array:
        """For each journey the number of the weakest standing of an outcome's values, of the versions that are looked up."""
        found = np.full(len(journeys.batch), self._fixed[position], "i1")
        for value in self._dated[position]:
            for journey, day in _asked_on(value, journeys):
                np.maximum.at(found, journey, _levels_on(value, day, journey, journeys))
        return found


def _dated(node: object) -> Iterator[Dated[Any]]:
    if isinstance(node, Dated):
        yield node
    elif not isinstance(node, Eligibility | Const):
        for child in children(node):
            yield from _dated(child)


def _weakest(caveats: Iterable[Caveat]) -> int:
    standings = {caveat.provenance.standing for caveat in caveats}
    return 2 if Standing.ILLUSTRATIVE in standings else int(bool(standings))


def _level(version: Version[Any]) -> int:
    return _weakest(version.caveats)


def _levels_on(value: Dated[Any], day: Array, journey: Array, journeys: Journeys) -> Array:
    """The standing of the version in force on a day for each of some journeys."""
    found = np.zeros(len(journey), "i1")
    # The versions stand in the order in which they win: the first that holds is written last.
    for version in reversed(value.versions):
        holds = (day >= version.since) & (day <= version.until)
        if version.scope:
            holds = holds & journeys.facts.in_scope(version.scope)[journey]
        found[holds] = _level(version)
    return found


def _asked_on(value: Dated[Any], journeys: Journeys) -> Iterator[tuple[Array, Array]]:
    """The journeys and the days on which a value is looked up for them."""
    everyone = np.arange(len(journeys.batch))
    rule = value.applies_by
    if rule is AppliesBy.FIXED:
        if value.pinned_on is not None and value.pinned_on <= journeys.as_of:
            yield everyone, np.full(len(everyone), value.pinned_on)
    elif rule is AppliesBy.CLAIM:
        yield everyone, np.full(len(everyone), journeys.as_of)
    elif rule in (AppliesBy.REFERRAL, AppliesBy.START):
        day = journeys.batch.referral if rule is AppliesBy.REFERRAL else journeys.facts.start
        yield everyone[day != NO_DAY], day[day != NO_DAY]
    else:
        yield from _days_of_jobs(value, journeys)


def _days_of_jobs(value: Dated[Any], journeys: Journeys) -> Iterator[tuple[Array, Array]]:
    counted = np.flatnonzero(journeys.counted & journeys.started[journeys.journey])
    journey = journeys.journey[counted]
    if value.applies_by is AppliesBy.JOB_START:
        yield journey, journeys.began[counted]
        return
    first, last = journeys.batch.jobs.start[journeys.row[counted]], journeys.until[counted]
    live = first <= last
    yield journey[live], first[live]
    for day in value.boundaries():
        within = (first < day) & (day <= last)
        yield journey[within], np.full(int(within.sum()), day)
