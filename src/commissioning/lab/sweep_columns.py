"""Sweeps over journeys as columns: the totals of every variant, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

import numpy as np

from commissioning.domain.comparisons import Figure, Part, Total
from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.engines.columnar.rows import Due
from commissioning.engines.columnar.shapes import MET, VERDICTS, Array
from commissioning.engines.columnar.totals import count_sums
from commissioning.lab.compare_columns import ELIGIBLE, batch_size
from commissioning.lab.compare_counting import JOB_START
from commissioning.plan.plan import Plan

T = TypeVar("T")


class SweepingColumns:
    """Takes batches of journeys; :attr:`totals` says what they come to under each plan."""

    def __init__(self, plans: Sequence[Plan], as_of: date) -> None:
        self._as_of = as_of.toordinal()
        self.columnar = ColumnarWithEarlier(plans, reasons=False)
        self._outcomes = [tuple(outcome.name for outcome in plan.outcomes) for plan in plans]
        self._due = Due(self.columnar.plans)
        self._offsets: Array = np.array(self.columnar.compiled.offsets, "i8")
        self.journeys = 0
        outcomes = self.columnar.compiled.outcomes
        self._eligible, self._some = np.zeros((len(plans), len(ELIGIBLE)), "i8"), np.zeros((len(plans), 2), "i8")
        self._verdicts = np.zeros((outcomes, len(VERDICTS)), "i8")
        # Of each outcome: met without a price, outside the window, and for each of these two the money at least and at most.
        self._unpriced, self._outside = np.zeros(outcomes, "i8"), np.zeros(outcomes, "i8")
        self._pence, self._missed = np.zeros((2, outcomes), "i8"), np.zeros((2, outcomes), "i8")

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of journeys that are asked for."""
        return tuple(sorted(self.columnar.facts))

    @property
    def size(self) -> int:
        """How many journeys to give at a time."""
        return batch_size(self.columnar.compiled.outcomes)

    def add(self, batch: Batch) -> None:
        """The journeys of one batch."""
        if not len(batch):
            return
        self.journeys += len(batch)
        decided = self.columnar.decide(batch, self._as_of)
        groups, *prices = self._due.prices(decided, self._as_of)
        outcomes, many = len(self._verdicts), len(prices[0])
        verdicts, times = np.zeros((outcomes, many, len(VERDICTS)), "i8"), np.zeros((outcomes, many), "i8")
        outside = np.zeros((outcomes, many), "i8")
        count_sums(decided.results, groups, self._offsets, verdicts, times, outside, self._eligible, self._some)
        self._verdicts += verdicts.sum(axis=1)
        self._outside += outside.sum(axis=1)
        self._unpriced += (verdicts[:, :, MET] * (prices[0].T < 0)).sum(axis=1)
        for at, price in enumerate(prices):
            priced = np.maximum(price, 0).T
            self._pence[at] += (priced * times).sum(axis=1)
            self._missed[at] += (priced * outside).sum(axis=1)

    @property
    def totals(self) -> list[Total]:
        """What the journeys so far come to under each plan."""
        return [self._total(plan) for plan in range(len(self._outcomes))]

    def _total(self, plan: int) -> Total:
        own, names = slice(*self._offsets[plan : plan + 2].tolist()), self._outcomes[plan]
        met = zip(names, self._verdicts[own, MET].tolist(), strict=True)
        least, most = self._pence[:, own].sum(axis=1).tolist()
        missed = self._missed[:, own].sum(axis=1).tolist()
        return Total(
            eligible=_counter(zip(ELIGIBLE, self._eligible[plan].tolist(), strict=True)),
            with_outcome=int(self._some[plan, 0]),
            sustained=sum(number for name, number in met if name != JOB_START),
            all=Figure(_counter(zip(VERDICTS, self._verdicts[own].sum(axis=0).tolist(), strict=True)), least, most),
            outside=Part(int(self._outside[own].sum()), int(self._some[plan, 1]), *missed),
            unpriced=_counter(zip(names, self._unpriced[own].tolist(), strict=True)),
        )


def _counter(numbers: Iterable[tuple[T, int]]) -> Counter[T]:
    """What there is any of."""
    return Counter({name: number for name, number in numbers if number})
