"""A batch of journeys as columns, as the input has them: nothing here knows the as-of date or any contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from commissioning.domain.journeys import Caseload, FactValue, Journey
from commissioning.engines.columnar.shapes import Array

CLAIMS = "claims"
OTHER_BASIS = 4
"""The number of a basis that is none of those there are."""


@dataclass(frozen=True)
class Column:
    """A fact of every journey: numbers with which of them are known, or *codes* into *values* (-1: unknown).

    *kind* is what the numbers are: ``number``, ``date`` (ordinals).
    """

    codes: Array | None = None
    values: tuple[FactValue, ...] = ()
    numbers: Array | None = None
    known: Array | None = None
    kind: str = "number"


@dataclass(frozen=True)
class JobRows:
    """Rows of jobs by client, job id and start, as the input has them; 0 or -1 where blank.

    *of_client* has one more entry than there are clients: the jobs of client c are those from ``of_client[c]`` up to the
    next; *of_job* gives the rows of a job in the same way.
    """

    of_client: Array
    of_job: Array
    start: Array
    end: Array
    hours: Array
    basis: Array
    pay: Array
    needs: Array
    paid: Array
    employees: Array
    agreed: Array


@dataclass(frozen=True)
class Wages:
    """Payments by client and day; *job* is a number of a job, -1 without an id, -2 with the id of no job there is."""

    of_client: Array
    paid_on: Array
    amount: Array
    job: Array
    qualifying: Array


@dataclass(frozen=True)
class Batch:
    """Journeys with the jobs and wages of their clients. Days are ordinals, 0 where blank.

    *ids* are the journeys' ids, in any form that can be indexed; *wages* is None where nothing is known of any wages.
    *later* has, by the name of a fact that depends on the day, for each journey the first day on which it can be another; and
    by ``claims`` the first day on which one is made that is not made yet.
    *caseload* gives for some journeys, by their places, a caseload with all that is known of their clients, and the journeys.
    """

    ids: Any
    client: Array
    start: Array
    referral: Array
    end: Array
    died: Array
    claimed: Array
    jobs: JobRows
    wages: Wages | None
    caseload: Callable[[list[int]], tuple[Caseload, list[Journey]]]
    facts: Mapping[str, Column] = field(default_factory=dict)
    later: Mapping[str, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.start)

    @property
    def clients(self) -> int:
        """How many clients there are."""
        return len(self.jobs.of_client) - 1


def codes_of(values: list[FactValue]) -> Column:
    """Any facts as codes."""
    known: dict[tuple[type, FactValue], int] = {}
    codes = np.array([-1 if v is None else known.setdefault((type(v), v), len(known)) for v in values], "i4")
    return Column(codes=codes, values=tuple(value for _, value in known))
