"""Sweeps over journeys as columns: the totals of every variant, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from commissioning.domain.comparisons import Rulings, Total
from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.lab.columns import Journeys
from commissioning.lab.compare_columns import Known, Ruled, batch_size
from commissioning.lab.compare_counting import add_sums
from commissioning.plan.plan import Plan


class SweepingColumns:
    """Takes batches of journeys; :attr:`totals` says what they come to under each plan."""

    def __init__(self, plans: Sequence[Plan], as_of: date) -> None:
        self._as_of = as_of.toordinal()
        self.columnar = ColumnarWithEarlier(plans, reasons=False)
        self._outcomes = [tuple(outcome.name for outcome in plan.outcomes) for plan in plans]
        self.journeys = 0
        self._known: Known = {}
        # How many journeys are ruled so under each plan, by the identity of the rulings, which are kept and made once.
        self._alike: list[dict[int, tuple[Rulings, int]]] = [{} for _ in plans]

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
        journeys = Journeys(batch, self._as_of)
        ruled = Ruled(self.columnar, self.columnar.decide(batch, self._as_of), journeys, self._known)
        for plan, known in enumerate(self._alike):
            alike = ruled.alike(plan)
            for rulings, number in zip(alike.rulings, np.bincount(alike.codes).tolist(), strict=True):
                before = known.get(id(rulings))
                known[id(rulings)] = (rulings, number if before is None else before[1] + number)

    @property
    def totals(self) -> list[Total]:
        """What the journeys so far come to under each plan."""
        found = []
        for outcomes, known in zip(self._outcomes, self._alike, strict=True):
            total = Total()
            for rulings, number in known.values():
                add_sums(total, outcomes, rulings, number)
            found.append(total)
        return found
