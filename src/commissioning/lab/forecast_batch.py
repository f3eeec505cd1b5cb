"""Blocks of made-up journeys as the batches that the columnar engine decides: arrays to arrays, without any text between."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from commissioning.domain.derived import NOT_SAID
from commissioning.domain.journeys import Caseload, FactValue, Journey
from commissioning.engines.columnar.batch import Batch, Column, JobRows, Wages
from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of
from commissioning.lab.simulation import Block, Simulator
from commissioning.lab.simulation_arrow import Tables
from commissioning.lab.simulation_draws import BLANK, NO_DAY, Ints
from commissioning.lab.simulation_people import DIED
from commissioning.lab.simulation_tables import CONDITION, DISABLED, EPOCH
from commissioning.lab.simulation_wages import paid_wages
from commissioning.terms.facts import VALUES

Array = npt.NDArray[Any]
YES_NO: tuple[FactValue, ...] = (False, True)


class Batches:
    """Makes batches of a simulator's blocks; *wages* says whether earnings are asked for."""

    def __init__(self, simulator: Simulator, *, wages: bool) -> None:
        self._simulator = simulator
        self._wages = wages
        people = simulator.loaded.model.people
        areas = tuple(sorted({council for lot in people.lots.lots for council in lot.councils}))
        self._words: Mapping[str, tuple[FactValue, ...]] = {
            "lot": tuple(lot.lot for lot in people.lots.lots),
            "provider": tuple(lot.provider for lot in people.lots.lots),
            "area": areas,
            "area_now": areas,
            "payment_group": tuple(people.payment_groups.shares),
            "employment_status": tuple(people.employment_status.shares),
            "benefit": tuple(people.benefit.shares),
            "end_reason": VALUES["end_reason"],
            "contract": (simulator.loaded.model.contract,),
            "service_commissioning": (NOT_SAID,),
        }

    def __call__(self, block: Block, facts: Sequence[str] | set[str]) -> Batch:
        """The batch of a block with these facts; any other fact is unknown of everybody."""
        who, support = block.people, block.support
        client = np.cumsum(~who.again) - 1
        jobs, job_of_row = _jobs(block, client)
        named = dict.fromkeys((*facts, "contract", "payment_group", "end_reason", "age_at_referral"))
        return Batch(
            ids=who.number,
            client=client.astype("i4"),
            start=_ordinals(who.start),
            referral=_ordinals(who.referral),
            end=_ordinals(support.end),
            died=support.reason == DIED,
            claimed=np.zeros(len(block), bool),
            jobs=jobs,
            wages=self._paid(block, client, job_of_row, jobs) if self._wages else None,
            caseload=partial(self._caseload, block, set(named)),
            facts={name: self._fact(block, name) for name in named},
        )

    def _paid(self, block: Block, client: Array, job_of_row: Array, jobs: JobRows) -> Wages:
        paid = paid_wages(block.jobs, self._simulator.work.observed)
        whose = client[block.jobs.journey[paid.row]]
        # One key of both: payments stand nearly in its order already, which a stable sort makes use of.
        order = np.argsort((whose.astype("i8") << 32) + paid.on, kind="stable")
        return Wages(
            of_client=np.searchsorted(whose[order], np.arange(len(jobs.of_client))).astype("i4"),
            paid_on=_ordinals(paid.on[order]),
            amount=paid.pence[order],
            job=job_of_row[paid.row[order]].astype("i4"),
            qualifying=np.where(paid.qualifying[order], 2, 0).astype("i1"),
        )

    def _caseload(self, block: Block, facts: set[str], wanted: list[int]) -> tuple[Caseload, list[Journey]]:
        """Some journeys with all that is known of their clients, for what the kernel leaves to the plain way."""
        tables = Tables(self._simulator)
        jobs = pa.Table.from_batches([tables.jobs(block)])
        hours = pa.array(block.jobs.hours.astype("i8"), mask=block.jobs.hours == BLANK)
        jobs = jobs.set_column(jobs.column_names.index("weekly_hours"), "weekly_hours", hours)
        earnings = pa.Table.from_batches([tables.earnings(block)]) if self._wages else None
        whole = ArrowTables(pa.Table.from_batches([tables.journeys(block)]), jobs, earnings)
        return batch_of(whole, facts, self._simulator.work.observed + EPOCH).caseload(wanted)

    def _fact(self, block: Block, name: str) -> Column:
        found = COLUMNS.get(name)
        if found is None:
            return Column(codes=np.full(len(block), BLANK, "i4"))
        values = found(block)
        if name in NUMBERS:
            return Column(numbers=values.astype("i8"), known=values != BLANK)
        if name in DATES:
            known = values != NO_DAY
            return Column(numbers=np.where(known, values, 0).astype("i8") + EPOCH, known=known, kind="date")
        return Column(codes=values.astype("i4"), values=self._words.get(name, YES_NO))


def _truth(said: Array, blank: Array) -> Array:
    """Yes as 1, no as 0, a blank as -1."""
    return np.where(blank, BLANK, said.astype("i4"))


def _none(block: Block) -> Array:
    return np.zeros(len(block), "i4")


NUMBERS = ("age_at_referral", "months_out_of_work")
DATES = ("referral_date", "start_date", "end_date")
COLUMNS: Mapping[str, Callable[[Block], Array]] = {
    "age_at_referral": lambda of: of.people.known_age,
    "months_out_of_work": lambda of: of.people.months,
    "referral_date": lambda of: of.people.referral,
    "start_date": lambda of: of.people.start,
    "end_date": lambda of: of.support.end,
    "lot": lambda of: of.people.lot,
    "provider": lambda of: of.people.lot,
    "area": lambda of: of.people.council,
    "area_now": lambda of: of.people.council,
    "payment_group": lambda of: of.people.group,
    "employment_status": lambda of: of.people.status,
    "benefit": lambda of: of.people.benefit,
    "end_reason": lambda of: of.support.reason,
    "contract": _none,
    "service_commissioning": _none,
    "start_reversed": _none,
    "mandated": _none,
    "in_education_or_training": lambda of: of.people.studies.astype("i4"),
    "low_income_parent": lambda of: of.people.parent.astype("i4"),
    "disabled": lambda of: _truth(of.people.known_condition == DISABLED, of.people.known_condition == BLANK),
    "long_term_health_condition": lambda of: _truth(of.people.known_condition >= CONDITION, of.people.known_condition == BLANK),
    "lives_in_scotland": lambda of: of.people.lives,
    "right_to_work": lambda of: of.people.rights,
}
"""How each fact stands in a block; what is not here no made-up journey has."""


def _ordinals(days: Ints) -> Array:
    """Days counted from 1970 as ordinals; 0 where there is none."""
    return np.where(days == NO_DAY, 0, days + np.int32(EPOCH)).astype("i4")


def _jobs(block: Block, client: Array) -> tuple[JobRows, Array]:
    """The rows of jobs, which stand in the order of clients and jobs already; and for each row the number of its job."""
    rows = block.jobs
    size = len(rows.first)
    begins = np.ones(size, bool)
    begins[1:] = (rows.journey[1:] != rows.journey[:-1]) | (rows.slot[1:] != rows.slot[:-1])
    of_job = np.append(np.flatnonzero(begins), size).astype("i4")
    clients = int(client[-1]) + 1
    of_client = np.searchsorted(client[rows.journey[of_job[:-1]]], np.arange(clients + 1)).astype("i4")
    blank, no_day = np.full(size, BLANK, "i8"), np.zeros(size, "i4")
    found = JobRows(
        of_client=of_client,
        of_job=of_job,
        start=_ordinals(rows.first),
        end=_ordinals(rows.last),
        hours=rows.hours.astype("i8"),
        basis=rows.basis,
        pay=rows.pay.astype("i8"),
        needs=np.where(rows.needs == BLANK, 1, rows.needs * 2).astype("i1"),
        paid=blank,
        employees=blank,
        agreed=no_day,
    )
    return found, np.cumsum(begins) - 1
