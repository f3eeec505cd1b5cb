"""The first day after another on which something of each client is: kernels over what stands client by client."""

from __future__ import annotations

import numpy as np

from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.shapes import Array

NEVER = int(np.iinfo("i4").max)
"""In the place of a day that does not come."""


def after(days: Array, as_of: int) -> Array:
    """The days that are after *as_of*; :data:`NEVER` in the place of the others."""
    return np.where(days > as_of, days, NEVER).astype("i4")


def soonest_after(bounds: Array, days: Array, as_of: int) -> Array:
    """For each i the soonest after *as_of* of the days from ``bounds[i]`` up to ``bounds[i + 1]``; :data:`NEVER` if none is."""
    found = np.full(len(bounds) - 1, NEVER, "i4")
    _soonest(bounds, days, as_of, found)
    return found


@kernel
def _soonest(bounds: Array, days: Array, as_of: int, found: Array) -> None:
    for at in range(found.shape[0]):
        for row in range(bounds[at], bounds[at + 1]):
            if as_of < days[row] < found[at]:
                found[at] = days[row]


def jobs_that_change(client_jobs: Array, job_stretches: Array, last: Array, as_of: int) -> Array:
    """Which clients have a job of several rows, *last* being the last day of each so far, that goes on."""
    found = np.zeros(len(client_jobs) - 1, bool)
    _changing(client_jobs, job_stretches, last, as_of, found)
    return found


@kernel
def _changing(client_jobs: Array, job_stretches: Array, last: Array, as_of: int, found: Array) -> None:
    for client in range(found.shape[0]):
        for job in range(client_jobs[client], client_jobs[client + 1]):
            if job_stretches[job + 1] - job_stretches[job] > 1:
                for row in range(job_stretches[job], job_stretches[job + 1]):
                    found[client] = found[client] or last[row] >= as_of
