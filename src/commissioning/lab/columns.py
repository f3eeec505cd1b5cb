"""Journeys of a batch with the known rows of their clients' jobs, as columns: what comparisons count beside decisions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np

from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.facts import Facts, array
from commissioning.engines.columnar.shapes import NO_DAY, Array
from commissioning.lab.comparing import group
from commissioning.lab.hindering import together

MOST_CODES = 1 << 22
"""Codes up to this are made dense by a table; beyond it they are sorted."""


class Journeys:
    """A batch as known on the as-of date. Days are ordinals."""

    def __init__(self, batch: Batch, as_of: int) -> None:
        self.batch = batch
        self.as_of = as_of
        self.facts = Facts(batch, as_of)
        jobs = batch.jobs
        of_row = np.repeat(np.arange(len(jobs.of_job) - 1), np.diff(jobs.of_job))
        self._known = np.flatnonzero(jobs.start <= as_of)
        self._job = of_row[self._known]
        self._client = np.repeat(np.arange(batch.clients), np.diff(jobs.of_client))[self._job]
        self._first_row = np.searchsorted(self._client, np.arange(batch.clients + 1))
        self.counts = np.diff(self._first_row)[batch.client]
        """How many known rows each journey's client has."""
        self.journey = np.repeat(np.arange(len(batch)), self.counts)
        """For each journey and each of its client's rows the journey; :attr:`row` and the like are beside it."""
        places = np.arange(len(self.journey)) - np.repeat(np.cumsum(self.counts) - self.counts, self.counts)
        self._at = places + self._first_row[batch.client][self.journey]

    @cached_property
    def row(self) -> Array:
        """The row's place among those of the batch."""
        row: Array = self._known[self._at]
        return row

    @cached_property
    def began(self) -> Array:
        """The day the row's job began: the start of the first of its rows."""
        jobs = self.batch.jobs
        began: Array = jobs.start[jobs.of_job[self.job]]
        return began

    @cached_property
    def job(self) -> Array:
        """The number of the row's job."""
        job: Array = self._job[self._at]
        return job

    @cached_property
    def last(self) -> Array:
        """The row's last day, or the as-of date where it has none or a later one."""
        return self._ends(self.row)

    @cached_property
    def until(self) -> Array:
        """The last day of the row that is known: a blank end closes the day before the job's next known row."""
        jobs = self.batch.jobs
        following = np.minimum(self.row + 1, len(jobs.start) - 1)
        next_known = (self.row + 1 < jobs.of_job[self.job + 1]) & (jobs.start[following] <= self.as_of)
        closed = (jobs.end[self.row] == NO_DAY) & next_known
        until: Array = np.where(closed, jobs.start[following] - 1, self.last)
        return until

    def _ends(self, row: Array) -> Array:
        end = self.batch.jobs.end[row]
        ends: Array = np.where(end == NO_DAY, self.as_of, np.minimum(end, self.as_of))
        return ends

    @cached_property
    def counted(self) -> Array:
        """Whether the row's job began on or after the start of the journey, if the journey has one."""
        start = self.batch.start[self.journey]
        counted: Array = (start != NO_DAY) & (self.began >= start)
        return counted

    @cached_property
    def started(self) -> Array:
        """Which journeys have started."""
        started: Array = self.facts.start != NO_DAY
        return started

    @cached_property
    def in_work(self) -> Array:
        """In which of those a job began on or after the start."""
        in_work: Array = self.started & self.any(self.counted)
        return in_work

    def any(self, of_rows: Array) -> Array:
        """For which journeys something holds of some row."""
        found = np.zeros(len(self.batch), bool)
        found[self.journey[of_rows]] = True
        return found

    @cached_property
    def length(self) -> Array:
        """The days from the referral (or the start) to the last day of the journey or of its work, as far as it is known."""
        batch, as_of = self.batch, self.as_of
        first = np.where(batch.referral != NO_DAY, batch.referral, np.where(batch.start != NO_DAY, batch.start, as_of))
        last = np.minimum(np.where(batch.end != NO_DAY, batch.end, first), as_of)
        np.maximum.at(last, self.journey, self.last)
        length: Array = last - first
        return length

    @cached_property
    def smallest_first(self) -> Array:
        """The journeys by their rows of jobs, then their length, then their place in the batch."""
        return np.lexsort((self.length, self.counts))

    @cached_property
    def together(self) -> Array:
        """The most hours that each row can have on a day with those of jobs held beside it; -1 where some are not known."""
        jobs, known = self.batch.jobs, self._known
        most = jobs.hours[known].astype("i8")
        for client in np.unique(self._client[self._overlaps()]).tolist():
            at, to = self._first_row[client], self._first_row[client + 1]
            rows = known[at:to]
            hours = [None if number < 0 else number for number in jobs.hours[rows].tolist()]
            held = zip(self._job[at:to].tolist(), jobs.start[rows].tolist(), self._ends(rows).tolist(), hours, strict=True)
            most[at:to] = [-1 if number is None else number for number in together(list(held))]
        every: Array = most[self._at]
        return every

    def _overlaps(self) -> Array:
        """The known rows that begin before another row of the client has ended."""
        start, end = self.batch.jobs.start[self._known].astype("i8"), self._ends(self._known).astype("i8")
        order = np.lexsort((start, self._client))
        far = self._client[order].astype("i8") << 32
        reached = np.maximum.accumulate(end[order] + far) - far
        same = self._client[order][1:] == self._client[order][:-1]
        overlapping: Array = order[1:][same & (start[order][1:] <= reached[:-1])]
        return overlapping

    def groups(self, name: str) -> tuple[Array, list[str]]:
        """The group that a fact puts each journey in, as codes into their names."""
        column = self.facts.column(name)
        if column.codes is not None:
            names = [group(value) for value in (*column.values, None)]
            return np.where(column.codes < 0, len(names) - 1, column.codes), names
        value = self.facts.values(name)
        codes, first = dense([(np.where(self.facts.known(name), array(column.numbers), -1), 0)])
        return codes, [group(value(at)) for at in first.tolist()]


def dense(columns: Sequence[tuple[Any, int]]) -> tuple[Array, Array]:
    """Columns taken together as codes from 0 without gaps, and for each code the first place that has it.

    With each column stands how many different numbers it can have, from 0 up; 0 where that is not known.
    """
    codes, size = None, 1
    for column, numbers in columns:
        own, many = (column, numbers) if numbers else _unique(np.asarray(column))
        codes = own.astype("i8") if codes is None else codes * many + own
        size *= many
        if size > MOST_CODES:
            codes, size = _unique(codes)
    assert codes is not None
    found, _ = _unique(codes) if size > MOST_CODES else _by_table(codes, size)
    first = np.full(int(found.max(initial=-1)) + 1, len(found), "i8")
    np.minimum.at(first, found, np.arange(len(found)))
    return found, first


def _unique(numbers: Array) -> tuple[Array, int]:
    different, codes = np.unique(numbers, return_inverse=True)
    return codes, max(len(different), 1)


def _by_table(codes: Array, size: int) -> tuple[Array, int]:
    seen = np.zeros(size, bool)
    seen[codes] = True
    return (np.cumsum(seen) - 1)[codes], int(seen.sum())
