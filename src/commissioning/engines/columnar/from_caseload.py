"""A caseload that was read whole, as batches of columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np

from commissioning.domain.journeys import BASES, Caseload, Earning, FactValue, JobRow, Journey
from commissioning.engines.case import Case, case_of
from commissioning.engines.columnar.batch import CLAIMS, OTHER_BASIS, Batch, Column, JobRows, Wages, codes_of
from commissioning.engines.columnar.shapes import Array
from commissioning.engines.review import AREA_NOW, COUNT_FROM, SERVICE_FIDELITY

NUMBERS = frozenset({"referral_date", "start_date", "end_date"})


def batches(
    caseload: Caseload, facts: Iterable[str], as_of: date, size: int, reviews: Mapping[str, int] | None = None
) -> Iterator[Batch]:
    """The journeys of a caseload in input order, so many at a time, with their columns.

    *reviews* has by service the next day on which its fidelity can be another.
    """
    names = sorted(facts)
    for at in range(0, len(caseload.journeys), size):
        journeys = caseload.journeys[at : at + size]
        batch = batch_of(caseload, journeys, names, as_of)
        yield replace(batch, later=_later(caseload, journeys, names, as_of.toordinal(), reviews or {}))


def _later(
    caseload: Caseload, journeys: Sequence[Journey], facts: Sequence[str], as_of: int, reviews: Mapping[str, int]
) -> dict[str, Array]:
    """For each journey the first day after *as_of* on which there is a claim, or another value of a fact."""

    def soonest(days: Callable[[Journey], Iterable[FactValue]]) -> Array:
        dates = ([day.toordinal() for day in days(journey) if isinstance(day, date)] for journey in journeys)
        return np.array([min((day for day in each if day > as_of), default=0) for each in dates], "i4")

    found = {CLAIMS: soonest(lambda one: (claim.claimed_on for claim in caseload.claims.get(one.journey_id, ())))}
    for name, day in COUNT_FROM.items():
        found[name] = soonest(lambda one, day=day: (one.fact(day),))  # type: ignore[misc]
    found[AREA_NOW] = soonest(lambda one: (move.moved_on for move in caseload.moves.get(one.journey_id, ())))
    found[SERVICE_FIDELITY] = np.array([reviews.get(str(one.fact("service_id")), 0) for one in journeys], "i4")
    return {name: days for name, days in found.items() if name == CLAIMS or name in facts}


def batch_of(caseload: Caseload, journeys: Sequence[Journey], facts: Iterable[str], as_of: date) -> Batch:
    """Some journeys of a caseload, with the jobs and wages of their clients. Facts are those known on *as_of*."""
    return batch_of_cases(caseload, [case_of(journey, as_of.toordinal(), (), caseload) for journey in journeys], facts)


def batch_of_cases(caseload: Caseload, cases: Sequence[Case], facts: Iterable[str]) -> Batch:
    """The same for journeys as known on a day; only their facts are taken from them."""
    journeys = [case.journey for case in cases]
    clients = {client: number for number, client in enumerate(dict.fromkeys(j.client_id for j in journeys))}
    jobs, numbers = _jobs(caseload, clients)
    return Batch(
        ids=[journey.journey_id for journey in journeys],
        client=np.array([clients[journey.client_id] for journey in journeys], "i4"),
        start=_days(journey.start_date for journey in journeys),
        referral=_days(journey.referral_date for journey in journeys),
        end=_days(journey.end_date for journey in journeys),
        died=np.array([journey.end_reason == "died" for journey in journeys], bool),
        claimed=np.array([bool(caseload.claims.get(journey.journey_id)) for journey in journeys], bool),
        jobs=jobs,
        wages=None if caseload.earnings is None else _wages(caseload, clients, numbers),
        caseload=lambda wanted: (caseload, [journeys[at] for at in wanted]),
        facts={name: _column(name, cases) for name in {*facts, "contract", "payment_group", "end_reason", "age_at_referral"}},
    )


def _days(days: Iterable[date | None]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array([0 if day is None else day.toordinal() for day in days], "i4")


def _column(name: str, cases: Sequence[Case]) -> Column:
    values: list[FactValue] = [case.fact(name) for case in cases]
    if all(value is None or type(value) is int for value in values):
        return _numbers(values, "number")
    if all(value is None or isinstance(value, date) for value in values):
        return _numbers([v.toordinal() if isinstance(v, date) else None for v in values], "date")
    return codes_of(values)


def _numbers(values: Sequence[FactValue], kind: str) -> Column:
    known = np.array([value is not None for value in values], bool)
    return Column(numbers=np.array([value or 0 for value in values], "i8"), known=known, kind=kind)


def _jobs(caseload: Caseload, clients: dict[str, int]) -> tuple[JobRows, dict[tuple[str, str], int]]:
    """The rows by client, job id and start; and the number of each client's jobs by client and job id."""
    rows: list[JobRow] = []
    of_client, of_job = [0], [0]
    numbers: dict[tuple[str, str], int] = {}
    for client in clients:
        # The sort is stable: rows of a job that begin on one day stay as they were.
        ordered = sorted(caseload.jobs.get(client, ()), key=lambda row: (row.job_id, row.start_date))
        for job_id, of_one in groupby(ordered, key=lambda row: row.job_id):
            numbers[client, job_id] = len(of_job) - 1
            rows += of_one
            of_job.append(len(rows))
        of_client.append(len(of_job) - 1)
    found = JobRows(
        of_client=np.array(of_client, "i4"),
        of_job=np.array(of_job, "i4"),
        start=_days(row.start_date for row in rows),
        end=_days(row.end_date for row in rows),
        hours=_whole(row.weekly_hours for row in rows),
        basis=np.array([_basis(row.basis) for row in rows], "i1"),
        pay=_whole(row.hourly_pay_pence for row in rows),
        needs=np.array([_truth(row.reflects_needs) for row in rows], "i1"),
        paid=_whole(row.paid_hours_worked for row in rows),
        employees=_whole(caseload.employees.get(row.employer_id or "") for row in rows),
        agreed=_days(row.agreed_on for row in rows),
    )
    return found, numbers


def _basis(basis: str | None) -> int:
    return -1 if basis is None else BASES.index(basis) if basis in BASES else OTHER_BASIS


def _truth(truth: bool | None) -> int:
    return 1 if truth is None else 2 if truth else 0


def _whole(numbers: Iterable[int | None]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([-1 if number is None else number for number in numbers], "i8")


def _wages(caseload: Caseload, clients: dict[str, int], numbers: dict[tuple[str, str], int]) -> Wages:
    found: list[Earning] = []
    of_client = [0]
    for client in clients:
        found += sorted((caseload.earnings or {}).get(client, ()), key=lambda one: one.paid_on)
        of_client.append(len(found))
    return Wages(
        of_client=np.array(of_client, "i4"),
        paid_on=_days(one.paid_on for one in found),
        amount=np.array([one.amount_pence for one in found], "i8"),
        job=np.array([numbers.get((one.client_id, one.job_id), -2) if one.job_id else -1 for one in found], "i4"),
        qualifying=np.array([_truth(one.qualifying) for one in found], "i1"),
    )
