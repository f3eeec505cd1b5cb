"""Decides batches: the kernel, and for journeys of a shape that it leaves out the plain way, counted."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commissioning.domain.decisions import Decision
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.compiling import Compiled, compiled
from commissioning.engines.columnar.context import context_of
from commissioning.engines.columnar.deciding import decide, room_for
from commissioning.engines.columnar.known import people_of
from commissioning.engines.columnar.reasons import NO_TERM
from commissioning.engines.columnar.shapes import CODES, FALSE, NO_DAY, TRUE, UNKNOWN, VERDICTS, Array, result_dt
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.plan.plan import Plan

ELIGIBLE = {Verdict.NOT_MET: FALSE, Verdict.UNDETERMINED: UNKNOWN, Verdict.MET: TRUE}


@dataclass(frozen=True)
class Decided:
    """The decisions of a batch: *results* of journeys × outcomes.

    *plain* is how many journeys × contracts took the plain way, and *plainly* says which.
    """

    batch: Batch
    results: Array
    plain: int
    plainly: Array


class Columnar:
    """Plans made ready once, for any number of batches."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self.plans = tuple(plans)
        self.asked = self.plans
        """The plans as they were given; those that the kernel decides may differ from them."""
        self.compiled: Compiled = compiled(plans)
        self.names = list(self.compiled.names)
        """Of terms, silences and facts: what the numbers of reasons stand for."""
        self._numbers = {name: number for number, name in enumerate(self.names)}
        self._deciders: dict[int, Decider] = {}
        self._results: list[Array] = []

    @property
    def facts(self) -> set[str]:
        """The facts of journeys that are asked for."""
        return {name for plan in self.plans for name in (*plan.facts_asked, *plan.scoped_facts)}

    def decide(self, batch: Batch, as_of: int) -> Decided:
        """Every journey of a batch under every plan."""
        results, plain = self._by_kernel(batch, as_of)
        return Decided(batch, results, self._plainly(batch, as_of, results, plain), plain)

    def by_kernel(self, batch: Batch, days: Array) -> tuple[Array, Array]:
        """What the kernel says of each journey on a day of its own, the same for all of a client; and which journeys × plans
        it leaves out. Nothing is decided the plain way."""
        return self._by_kernel(batch, days)

    def _by_kernel(self, batch: Batch, as_of: int | Array) -> tuple[Array, Array]:
        people = people_of(self.compiled, batch, as_of)
        results = self._room_for_results(len(batch))
        plain = np.zeros((len(batch), len(self.plans)), bool)
        room = room_for(self.compiled.tables, people, self.compiled.sizes)
        decide(context_of(self.compiled.tables, people, room), results, plain)
        return results, plain

    def _room_for_results(self, journeys: int) -> Array:
        """Room for the results of a batch: that of an earlier batch where nobody holds it any more, for new room costs time."""
        for room in self._results:
            # The list, the name and the call hold it; a view of it would, too.
            if len(room) >= journeys and sys.getrefcount(room) == 3:
                return room[:journeys]
        self._results = [*self._results[-1:], np.zeros((journeys, self.compiled.outcomes), result_dt)]
        return self._results[-1][:]

    def _plainly(self, batch: Batch, as_of: int, results: Array, plain: Array) -> int:
        """Decides what the kernel left out; how many journeys × contracts that was."""
        journeys = np.flatnonzero(plain.any(axis=1))
        if not len(journeys):
            return 0
        from datetime import date

        wanted = journeys.tolist()
        caseload, of = batch.caseload(wanted)
        book = CaseBook(caseload, date.fromordinal(as_of))
        for at, journey in zip(wanted, of, strict=True):
            for index in np.flatnonzero(plain[at]).tolist():
                decider = self._decider(index)
                decisions = decider.decide(book.case(journey, decider.plan.family))
                offset = self.compiled.offsets[index]
                for position, decision in enumerate(decisions):
                    self._fill(results[at, offset + position], decision)
        return int(plain.sum())

    def _decider(self, index: int) -> Decider:
        if index not in self._deciders:
            self._deciders[index] = Decider(self.plans[index], Reference())
        return self._deciders[index]

    def _fill(self, result: Array, decision: Decision) -> None:
        days = [decision.reached_on or decision.earliest or decision.date_from, decision.date_to]
        first = days[0].toordinal() if days[0] else NO_DAY
        result["eligible"] = ELIGIBLE[decision.eligible]
        result["verdict"] = VERDICTS.index(decision.verdict)
        result["code"] = CODES.index(decision.reason.code)
        result["term"] = self._number(decision.reason.term)
        result["times"] = decision.times
        result["first"], result["last"] = first, days[1].toordinal() if days[1] else first
        outside = decision.reached_outside_window
        result["outside"] = outside.toordinal() if outside else NO_DAY

    def _number(self, name: str) -> int:
        if not name:
            return NO_TERM
        if name not in self._numbers:
            self._numbers[name] = len(self.names)
            self.names.append(name)
        return self._numbers[name]
