"""The facts that the measures of one reading become: each part of each outcome at its place in the order of reasons."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import NamedTuple

from commissioning.domain.verdicts import Truth
from commissioning.engines.eligibility_rules import FALSE, TRUE
from commissioning.engines.forward_chaining import Fact
from commissioning.engines.interface import COMMON, ELIGIBILITY, PRIOR, ROUTE, START, Failing, OutcomeMeasures, RouteMeasures
from commissioning.engines.measuring import DayMeasure
from commissioning.engines.outcome_rules import MET, NOT_MET

LEAST = -1
"""A preference below that of any route."""


class Part(NamedTuple):
    """What a trace calls a part of an outcome, and what fails if it decides."""

    called: str
    failing: Failing


class Chain:
    """The parts of all outcomes under one reading, as facts, in an order in which each can be judged when it is asserted.

    *parts* are the parts by number. After the place *shared*, where eligibility and the start date end, each outcome has a
    chain of its own.
    """

    def __init__(self, eligibility: tuple[Truth, ...], started: bool, measures: tuple[OutcomeMeasures, ...]) -> None:
        self.parts: list[Part] = []
        self._places = count()
        self.facts: list[Fact] = []
        self.shared = self._common_start(eligibility, started)
        for position, outcome in enumerate(measures):
            # Without a start date nothing but eligibility can be judged.
            end = self._outcome(position, outcome) if started else self.shared
            self.facts.append({"kind": "outcome", "at": end, "outcome": position})

    def called(self, part: int) -> str:
        """What a trace calls a part."""
        return self.parts[part].called

    def _common_start(self, eligibility: tuple[Truth, ...], started: bool) -> int:
        at = self._begun()
        for position, truth in enumerate(eligibility):
            at = self._condition(at, f"eligibility {position + 1}", Failing(ELIGIBILITY, position), truth)
        return self._condition(at, "start date", Failing(START), True if started else None)

    def _outcome(self, position: int, measures: OutcomeMeasures) -> int:
        called = f"outcome {position + 1}"
        at = self._routes(called, measures.routes)
        if measures.prior is not None:
            at = self._part("prior", at, f"{called}/prior outcome", Failing(PRIOR), {"outcome": measures.prior})
        for index, truth in enumerate(measures.common):
            at = self._condition(at, f"{called}/term {index + 1}", Failing(COMMON, index), truth)
        return at

    def _routes(self, called: str, routes: tuple[RouteMeasures, ...]) -> int:
        """All routes to an outcome: the place after the part they make together."""
        ways, then = next(self._places), next(self._places)
        self.facts.append({"kind": "best", "at": ways, "preference": LEAST, "verdict": NOT_MET})
        for position, route in enumerate(routes):
            ways = self._route(f"{called}/route {position + 1}", position, route, ways)
        part = self._numbered(f"{called}/routes", Failing(ROUTE))
        self.facts.append({"kind": "routes", "at": ways, "place": self.shared, "then": then, "part": part})
        return then

    def _route(self, called: str, position: int, route: RouteMeasures, choice: int) -> int:
        """One route: the place after it among the routes."""
        at, then = self._begun(), next(self._places)
        for index, measure in enumerate(route.tests):
            at = self._part("test", at, f"{called}/test {index + 1}", Failing(ROUTE, position, index), _days(measure))
        # A route that is reached outside the time it is in force fails by its last test.
        part = self._numbered(called, Failing(ROUTE, position, len(route.tests) - 1))
        force = {"first": route.in_force[0], "last": route.in_force[1]} if route.in_force else {}
        self.facts.append({"kind": "route", "at": at, "choice": choice, "then": then, "part": part, **force})
        return then

    def _begun(self) -> int:
        at = next(self._places)
        self.facts.append({"kind": "so_far", "at": at, "verdict": MET})
        return at

    def _condition(self, at: int, called: str, failing: Failing, truth: Truth) -> int:
        known = {} if truth is None else {"truth": TRUE if truth else FALSE}
        return self._part("condition", at, called, failing, known)

    def _part(self, kind: str, at: int, called: str, failing: Failing, more: Mapping[str, int]) -> int:
        """A part at a place: the place after it."""
        then = next(self._places)
        self.facts.append({"kind": kind, "at": at, "then": then, "part": self._numbered(called, failing), **more})
        return then

    def _numbered(self, called: str, failing: Failing) -> int:
        self.parts.append(Part(called, failing))
        return len(self.parts) - 1


def _days(measure: DayMeasure) -> dict[str, int]:
    days = {"reached": measure.reached, "best": measure.best, "limit": measure.limit}
    known = {name: day for name, day in days.items() if day is not None}
    return {**known, "unknown": 1} if measure.unknown else known
