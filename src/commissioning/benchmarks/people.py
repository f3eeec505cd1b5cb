"""The data set as plain Python objects, a client at a time: what the plain evaluator takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from commissioning.app.workspace import Workspace
from commissioning.terms.scalars import AgeRatesValue

EPOCH = 719_163
"""The ordinal of 1 January 1970, from which Arrow counts days."""

Rates = tuple[tuple[int, int, tuple[tuple[int, int], ...]], ...]
"""Minimum wages: the first and last day of each version, and pence an hour from an age on."""


@dataclass(slots=True)
class JobRow:
    """A row of ``jobs``; hours in hundredths."""

    job_id: str
    start: int
    end: int | None
    hours: int | None
    basis: str | None
    pay: int | None
    needs: bool | None
    paid: int | None


@dataclass(slots=True)
class Journey:
    """A row of ``journeys``, with the facts that some of the ten contracts ask for."""

    journey_id: str
    contract: str
    referral: int
    start: int
    end: int | None
    end_reason: str | None
    age: int | None
    status: str | None
    benefit: str | None
    months_out: int | None
    disabled: bool | None
    condition: bool | None
    scotland: bool | None
    right_to_work: bool | None
    parent: bool | None
    mandated: bool | None
    severe: bool | None
    secondary: bool | None
    talking: bool | None
    primary: bool | None
    treatment: bool | None
    programme: str | None
    at_risk: bool | None
    exception: bool | None


@dataclass(slots=True)
class Client:
    """One client: journeys and rows of jobs in the order of the files."""

    journeys: list[Journey]
    rows: list[JobRow]


JOURNEYS = (
    "journey_id", "contract", "referral_date", "start_date", "end_date", "end_reason", "age_at_referral", "employment_status",
    "benefit", "months_out_of_work", "disabled", "long_term_health_condition", "lives_in_scotland", "right_to_work",
    "low_income_parent", "mandated", "severe_mental_illness", "in_secondary_mental_health_care", "in_talking_therapies",
    "in_primary_or_community_care", "in_substance_use_treatment", "other_programme", "at_risk_of_losing_job",
    "admitted_exceptionally",
)  # fmt: skip
"""The columns of a :class:`Journey`, in its order."""
JOBS = (
    "job_id", "start_date", "end_date", "weekly_hours", "basis", "hourly_pay_pence", "reflects_needs", "paid_hours_worked",
)  # fmt: skip
"""The columns of a :class:`JobRow`, in its order."""


def clients(folder: Path) -> list[Client]:
    """Every client of a data set, in its order."""
    journeys, jobs = (pq.read_table(folder / f"{name}.parquet") for name in ("journeys", "jobs"))
    found: dict[str, Client] = {}
    for client_id, *values in zip(journeys["client_id"].to_pylist(), *_columns(journeys, JOURNEYS), strict=True):
        found.setdefault(client_id, Client([], [])).journeys.append(Journey(*values))
    for client_id, *values in zip(jobs["client_id"].to_pylist(), *_columns(jobs, JOBS), strict=True):
        found[client_id].rows.append(JobRow(*values))
    return list(found.values())


def _columns(table: pa.Table, names: tuple[str, ...]) -> list[list[Any]]:
    return [_plain(table[name].combine_chunks()) for name in names]


def _plain(column: pa.Array) -> list[Any]:
    """A column as Python values: days as ordinals, hours as hundredths."""
    if pa.types.is_date(column.type):
        return [None if day is None else day + EPOCH for day in column.view(pa.int32()).to_pylist()]
    if pa.types.is_decimal(column.type):
        return [None if hours is None else int(hours * 100) for hours in column.to_pylist()]
    found: list[Any] = column.to_pylist()
    return found


def minimum_wages(workspace: Workspace) -> Rates:
    """The minimum wages by age, as the rules have them."""
    versions = workspace.rules.parameters["minimum-wage-by-age"].versions
    return tuple(
        (_ordinal(version.since, 1), _ordinal(version.until, 3_652_059), tuple(version.value))
        for version in versions
        if isinstance(version.value, AgeRatesValue)
    )


def _ordinal(day: Any, otherwise: int) -> int:
    return otherwise if day is None else int(day.toordinal())
