"""Which terms keep work from counting, for journeys as columns: each kind of row of a job is asked about once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from commissioning.domain.journeys import BASES, FactValue
from commissioning.engines.columnar.shapes import NO_DAY, Array
from commissioning.lab.columns import Journeys, dense
from commissioning.lab.hindering import Fact, Hindering, RowFacts, order
from commissioning.plan.plan import Plan


class Hindered:
    """Which terms of one plan keep work from counting, for journeys as columns: each kind of row is asked about once."""

    def __init__(self, plan: Plan) -> None:
        self._hindering = Hindering(plan)

    def terms(self, journeys: Journeys) -> tuple[Array, list[tuple[str, ...]]]:
        """For each journey the number of the terms that hinder it, and those terms by number."""
        hindering, batch = self._hindering, journeys.batch
        bits = {term: 1 << at for at, term in enumerate(hindering.terms)}
        found = np.zeros(len(batch), "i8")
        has_start = batch.start[journeys.journey] != NO_DAY
        before = has_start & ~journeys.counted
        found[journeys.journey[before]] = 1
        rows = np.flatnonzero(journeys.counted)
        if len(rows):
            failed = self._failed(rows, journeys, bits)
            np.bitwise_or.at(found, journeys.journey[rows], failed)
        codes, first = dense([(found, 0)])
        masks = found[first].tolist()
        return codes, [tuple(term for term, bit in bits.items() if mask & bit) for mask in masks]

    def _failed(self, rows: Array, journeys: Journeys, bits: Mapping[str, int]) -> Array:
        """For each of some rows the terms it fails, as bits."""
        asked = Asked(journeys, rows, self._hindering)
        codes, first = asked.kinds()
        failed = [self._hindering.failed(*asked.one(at)) for at in first.tolist()]
        masks = [sum(bits[term] for term in terms) for terms in failed]
        return np.array(masks, "i8")[codes]


class Asked:
    """Some rows of jobs with what a plan asks of them, as columns; rows of which all of it is the same are of one kind."""

    def __init__(self, journeys: Journeys, rows: Array, hindering: Hindering) -> None:
        jobs = journeys.batch.jobs
        self._journeys, self._rows = journeys, rows
        at = journeys.row[rows]
        self._began = journeys.began[rows]
        self._needs, self._basis = jobs.needs[at], jobs.basis[at]
        self._hours, self._together = jobs.hours[at], journeys.together[rows]
        self._pay, self._employees = jobs.pay[at], jobs.employees[at]
        self._paid, self._agreed = self._of_jobs(journeys.job[rows])
        self._period = np.searchsorted(np.array(hindering.boundaries(), "i8"), self._began, side="right")
        self._scoped = [journeys.groups(name) for name in hindering.scoped]

    @cached_property
    def _columns(self) -> list[Array]:
        return [self._hours, self._together, self._pay, self._paid, self._agreed, self._employees, self._needs, self._basis]

    def _of_jobs(self, job: Array) -> tuple[Array, Array]:
        """Of each row's job the most hours worked and paid (-1: some row is blank), and when it was agreed (2: not said)."""
        jobs, batch = self._journeys.batch.jobs, self._journeys.batch
        number = len(jobs.of_job) - 1
        of_row = np.repeat(np.arange(number), np.diff(jobs.of_job))
        known = jobs.start <= self._journeys.as_of
        paid = np.full(number, -1, "i8")
        np.maximum.at(paid, of_row[known], batch.jobs.paid[known])
        paid[of_row[known & (batch.jobs.paid < 0)]] = -1
        far = np.iinfo("i8").max
        agreed = np.full(number, far, "i8")
        said = known & (jobs.agreed != NO_DAY)
        np.minimum.at(agreed, of_row[said], jobs.agreed[said])
        mine = agreed[job]
        return paid[job], np.where(mine == far, 2, np.sign(mine - self._began))

    def kinds(self) -> tuple[Array, Array]:
        """Rows as codes of their kinds, and the first row of each."""
        scoped = [(codes[self._journeys.journey[self._rows]], len(names)) for codes, names in self._scoped]
        return dense([*((column, 0) for column in (*self._columns, self._period)), *scoped])

    def one(self, at: int) -> tuple[RowFacts, Fact]:
        """One row, and the facts of its journey."""
        basis, agreed = int(self._basis[at]), int(self._agreed[at])
        row = RowFacts(
            began=int(self._began[at]),
            needs=(False, None, True)[int(self._needs[at])],
            basis=None if basis < 0 else BASES[basis] if basis < len(BASES) else "other",
            hours=_known(self._hours[at]),
            together=_known(self._together[at]),
            pay=_known(self._pay[at]),
            paid=_known(self._paid[at]),
            agreed=None if agreed == 2 else order(agreed, 0),
            employees=_known(self._employees[at]),
        )
        place = int(self._journeys.journey[self._rows[at]])

        def fact(name: str) -> FactValue:
            return self._journeys.facts.values(name)(place)

        return row, fact


def _known(number: int) -> int | None:
    return None if number < 0 else int(number)
