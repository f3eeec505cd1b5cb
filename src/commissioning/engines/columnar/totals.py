"""Decisions counted: how many of each outcome got each verdict for each reason, and what is due. No row is made of any."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.rows import Due
from commissioning.engines.columnar.shapes import CODES, MET, NO_DAY, VERDICTS, Array


@dataclass(frozen=True, slots=True)
class Total:
    """So many journeys got a verdict for a reason; what is due on them, in pence, at the least and at the most."""

    contract: str
    outcome: str
    verdict: str
    reason: str
    journeys: int
    due_pence: int
    due_to_pence: int


@kernel
def count(results: Array, group: Array, counts: Array, times: Array) -> None:
    """Adds to *counts* (outcomes × verdicts × codes) and to *times* (groups × outcomes) what a batch has of each."""
    for journey in range(results.shape[0]):
        for outcome in range(results.shape[1]):
            result = results[journey, outcome]
            counts[outcome, result.verdict, result.code] += 1
            times[group[journey], outcome] += result.times


@kernel
def count_sums(
    results: Array, group: Array, offsets: Array, verdicts: Array, times: Array, outside: Array, eligible: Array, some: Array
) -> None:  # fmt: skip
    """Adds what a batch has of each group: *verdicts* (outcomes × groups × verdicts), *times* of what is met, and how many
    reached enough *outside* the window (outcomes × groups); of plans those *eligible* (× truths), and with *some* outcome met
    or outside (× 2)."""
    for journey in range(results.shape[0]):
        row, own = results[journey], group[journey]
        for plan in range(offsets.shape[0] - 1):
            met = missed = 0
            for outcome in range(offsets[plan], offsets[plan + 1]):
                result = row[outcome]
                verdicts[outcome, own, result.verdict] += 1
                if result.verdict == MET:
                    times[outcome, own] += result.times
                    met = 1
                if result.outside != NO_DAY:
                    outside[outcome, own] += 1
                    missed = 1
            if offsets[plan] < offsets[plan + 1]:
                eligible[plan, row[offsets[plan]].eligible] += 1
            some[plan, 0] += met
            some[plan, 1] += missed


@dataclass
class Totals:
    """Counts over any number of batches."""

    columnar: Columnar
    journeys: int = 0
    _counts: Array = field(init=False)
    _due: Array = field(init=False)
    _prices: Due = field(init=False)

    def __post_init__(self) -> None:
        outcomes = self.columnar.compiled.outcomes
        self._prices = Due(self.columnar.plans)
        self._counts = np.zeros((outcomes, len(VERDICTS), len(CODES)), "i8")
        self._due = np.zeros((2, outcomes), "i8")

    def add(self, decided: Decided, as_of: int) -> None:
        """Counts a batch. Only an outcome that is met counts any times, and only so often is its price due."""
        self.journeys += len(decided.results)
        groups, lowest, highest = self._prices.prices(decided, as_of)
        times = np.zeros(lowest.shape, "i8")
        count(decided.results, groups, self._counts, times)
        for at, prices in enumerate((lowest, highest)):
            self._due[at] += (np.maximum(prices, 0) * times).sum(axis=0)

    def sums(self) -> Array:
        """All that was counted as one array, for :meth:`join`."""
        return np.concatenate([self._counts.ravel(), self._due.ravel()])

    def join(self, sums: Array, journeys: int) -> None:
        """Adds what was counted elsewhere under the same plans, of so many journeys."""
        self.journeys += journeys
        self._counts += sums[: self._counts.size].reshape(self._counts.shape)
        self._due += sums[self._counts.size :].reshape(self._due.shape)

    def rows(self) -> list[Total]:
        """Every count that is not 0, in the order of contracts, outcomes, verdicts and reasons."""
        found = []
        names = [(plan.contract, outcome.name) for plan in self.columnar.plans for outcome in plan.outcomes]
        for outcome, verdict, code in np.argwhere(self._counts).tolist():
            met = str(VERDICTS[verdict]) == "met"
            lowest, highest = (int(self._due[0, outcome]), int(self._due[1, outcome])) if met else (0, 0)
            number = int(self._counts[outcome, verdict, code])
            found.append(Total(*names[outcome], str(VERDICTS[verdict]), str(CODES[code]), number, lowest, highest))
        return found
