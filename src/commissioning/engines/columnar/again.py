"""Clients of a batch taken again, any number of times: to decide them as of several days."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from commissioning.engines.columnar.batch import Batch, JobRows, Wages
from commissioning.engines.columnar.earlier import part_of
from commissioning.engines.columnar.shapes import Array


class Again(NamedTuple):
    """The journeys of clients taken again: *batch* has each time as a client of its own, whose journeys begin at *offsets*."""

    batch: Batch
    offsets: Array


class Clients:
    """Which journeys of a batch are each client's."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._order = np.argsort(batch.client, kind="stable")
        self._at = np.concatenate([[0], np.cumsum(np.bincount(batch.client, minlength=batch.clients))])
        self.rank = np.empty(len(batch), "i8")
        """The place of each journey among those of its client."""
        self.rank[self._order] = np.arange(len(batch)) - self._at[batch.client[self._order]]

    def again(self, clients: Array) -> Again:
        """These clients with their journeys, jobs and wages, one after another; one may be taken several times."""
        batch = self._batch
        places, offsets = ranges(self._at, clients)
        jobs, of_client = ranges(batch.jobs.of_client, clients)
        found = replace(
            part_of(batch, self._order[places]),
            client=np.repeat(np.arange(len(clients), dtype="i4"), np.diff(offsets)),
            jobs=_jobs(batch.jobs, jobs, of_client),
            wages=None if batch.wages is None else _wages(batch.wages, batch.jobs.of_client, clients, of_client),
        )
        return Again(found, offsets)


def ranges(bounds: Array, which: Array) -> tuple[Array, Array]:
    """All numbers from ``bounds[i]`` up to ``bounds[i + 1]`` for each i in *which*; and where those of each begin."""
    lengths = bounds[which + 1] - bounds[which]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return np.arange(offsets[-1]) + np.repeat(bounds[which] - offsets[:-1], lengths), offsets


def _jobs(rows: JobRows, jobs: Array, of_client: Array) -> JobRows:
    taken, of_job = ranges(rows.of_job, jobs)
    columns = {name: getattr(rows, name)[taken] for name in JobRows.__dataclass_fields__ if not name.startswith("of_")}
    return JobRows(of_client=of_client.astype("i4"), of_job=of_job.astype("i4"), **columns)


def _wages(wages: Wages, jobs_of: Array, clients: Array, of_client: Array) -> Wages:
    taken, offsets = ranges(wages.of_client, clients)
    job = wages.job[taken]
    moved = np.repeat(of_client[:-1] - jobs_of[clients], np.diff(offsets))
    return Wages(
        of_client=offsets.astype("i4"),
        paid_on=wages.paid_on[taken],
        amount=wages.amount[taken],
        job=np.where(job >= 0, job + moved, job).astype("i4"),
        qualifying=wages.qualifying[taken],
    )
