"""This engine, as the benchmark asks it: from tables in memory to reasons and totals, and from Parquet files to totals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from commissioning.app.workspace import Workspace
from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.contracts import AS_OF, CONTRACTS
from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of
from commissioning.engines.columnar.totals import Totals
from commissioning.lab.sweep_columns import SweepingColumns
from commissioning.loading.population import SIZE, open_population
from commissioning.plan.plan import Plan

DAY = AS_OF.toordinal()
ELIGIBLE = np.array([0, 1, 3], "i1")
"""The engine's truths as the numbers of verdicts."""


class Engine:
    """The kernel with its plans made ready, and tables to decide."""

    def __init__(self, plans: Sequence[Plan], stretches: Sequence[ArrowTables]) -> None:
        self.columnar = ColumnarWithEarlier(plans)
        self._stretches = stretches

    def run(self) -> int:
        """Decides everything, with reason codes, and counts it; how many journeys × contracts took the plain way."""
        totals, plain = Totals(self.columnar), 0
        for tables in self._stretches:
            decided = self.columnar.decide(batch_of(tables, self.columnar.facts, DAY), DAY)
            totals.add(decided, DAY)
            plain += decided.plain
        return plain

    def answers(self) -> Answers:
        """Every answer, for the check."""
        ids, eligible, results = [], [], []
        at = [self.columnar.compiled.offsets[index] for index in range(len(CONTRACTS))]
        for tables in self._stretches:
            batch = batch_of(tables, self.columnar.facts, DAY)
            found = self.columnar.decide(batch, DAY).results
            ids += tables.journeys["journey_id"].to_pylist()
            eligible.append(ELIGIBLE[found["eligible"][:, at]])
            results.append(found)
        result = np.concatenate(results)
        one_day = (result["first"] == result["last"]) & (result["verdict"] >= 2)
        days = np.where(one_day, result["first"], 0)
        return Answers(np.array(ids), np.concatenate(eligible), result["verdict"], days, result["times"].astype("i4"))


class Grid:
    """Variants of a contract added up over tables in memory, as ``what-if`` does with a population."""

    def __init__(self, plans: Sequence[Plan], folder: Path, workspace: Workspace) -> None:
        self._fold = SweepingColumns(plans, AS_OF)
        self._stretches = stretches(folder, workspace, self._fold.size)

    def run(self) -> None:
        """Decides everything and adds it to the totals of each variant."""
        for tables in self._stretches:
            self._fold.add(batch_of(tables, self._fold.facts, DAY))
        _ = self._fold.totals


def stretches(folder: Path, workspace: Workspace, size: int = SIZE) -> list[ArrowTables]:
    """The whole data set in memory, read as every population is, so many journeys at a time."""
    population = open_population(folder, further=workspace.further_facts(CONTRACTS))
    return [ArrowTables(stretch.journeys, stretch.jobs) for stretch in population.stretches(size)]
