"""The data set that everything is measured on: made-up journeys from a seed, as the exchange tables in Parquet files.

The simulator's own model ends with Fair Start Scotland. Here its years go on to March 2026, more of the starts are late ones,
twice as many find work (1.4 rows of jobs a journey: the work of measuring is what is to be measured), and each journey has the
further facts that the ten contracts ask for, so that every contract finds people it is for, and people it is not for, by each
of its conditions. The shares are illustrative; blanks are among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commissioning.app.workspace import Workspace
from commissioning.benchmarks.contracts import AS_OF, FSS, NOLB
from commissioning.lab.simulation import Block, Cohort, simulator
from commissioning.lab.simulation_arrow import Tables
from commissioning.lab.simulation_model import SimulationModel, load_model
from commissioning.lab.simulation_values import Day, Share, Year

STARTS = {2018: 8, 2019: 8, 2020: 8, 2021: 8, 2022: 10, 2023: 12, 2024: 22, 2025: 24}
"""How the starts are spread over the years, each from 1 April, in parts of a hundred."""
CHAIN = {"entered_work": 76, "three_months": 56, "six_months": 46, "twelve_months": 36}
"""Of all starts, those who entered work and were in it later: twice what is published."""
SHARES: Mapping[str, Mapping[Any, int]] = {
    "mandated": {False: 96, True: 3, None: 1},
    "severe_mental_illness": {False: 59, True: 40, None: 1},
    "in_secondary_mental_health_care": {False: 59, True: 40, None: 1},
    "in_talking_therapies": {False: 69, True: 30, None: 1},
    "in_primary_or_community_care": {False: 49, True: 50, None: 1},
    "in_substance_use_treatment": {False: 69, True: 30, None: 1},
    "other_programme": {"no": 92, "yes": 7, None: 1},
    "at_risk_of_losing_job": {False: 69, True: 30, None: 1},
    "admitted_exceptionally": {False: 49, True: 50, None: 1},
}
"""The further facts of journeys, in parts of a hundred; None is a blank."""
PAID_HOURS: Mapping[Any, int] = {
    **{Decimal(text): share for text, share in {"0.00": 4, "3.00": 3, "3.99": 3, "4.00": 5, "6.50": 5, "7.00": 5}.items()},
    Decimal("16.00"): 25,
    Decimal("120.00"): 48,
    None: 2,
}
"""Paid hours worked in a row of a job, some of them at a threshold or just below it."""
TYPES = {"other_programme": pa.string(), "paid_hours_worked": pa.decimal128(5, 2)}
LAST_OF_FSS = date(2024, 3, 31)
TOGETHER = 16
"""Blocks written together as one row group: 131,072 journeys."""


def bench_cohort(workspace: Workspace, seed: int, journeys: int) -> Cohort:
    """The cohort of a seed: journey number n is the same in a cohort of any size."""
    loaded = load_model(workspace.rules.documents)
    stretched = replace(loaded, model=_stretched(loaded.model))
    return simulator(stretched, workspace.rules.parameters["minimum-wage-by-age"]).cohort(seed, journeys)


def _stretched(model: SimulationModel) -> SimulationModel:
    """The shipped model with years to March 2026, observed until the day that is decided as of."""
    years = tuple(
        Year.model_validate({"from": f"{year}-04-01", "until": f"{year + 1}-03-31", "starts": str(share), "assumed": "-"})
        for year, share in STARTS.items()
    )
    cohort = {"years": years, "observed_until": _day(AS_OF), "referrals_close": _day(years[-1].until)}
    chain = {name: Share.model_validate({"value": f"{share}%", "assumed": "-"}) for name, share in CHAIN.items()}
    early = Share.model_validate({"value": "12%", "assumed": "-"})
    return model.model_copy(
        update={
            "cohort": model.cohort.model_copy(update=cohort),
            "chain": model.chain.model_copy(update=chain),
            "support": model.support.model_copy(update={"left_early": early}),
        }
    )


def _day(day: date) -> Day:
    return Day.model_validate({"value": day.isoformat(), "assumed": "-"})


def write_data(cohort: Cohort, folder: Path) -> Path:
    """Writes the tables ``journeys`` and ``jobs`` of a cohort into a new folder, block by block; the folder."""
    made = _Made(cohort)
    folder.mkdir(parents=True)
    with ExitStack() as files:
        writers: dict[str, pq.ParquetWriter] = {}
        for first in range(0, cohort.block_count, TOGETHER):
            numbers = range(first, min(first + TOGETHER, cohort.block_count))
            for name, table in made.tables(numbers).items():
                if name not in writers:
                    coded = [column.name for column in table.schema if pa.types.is_dictionary(column.type)]
                    path = folder / f"{name}.parquet"
                    writer = pq.ParquetWriter(path, table.schema, compression="zstd", use_dictionary=coded)
                    writers[name] = files.enter_context(writer)
                writers[name].write_table(table, row_group_size=max(1, len(table)))
    return folder


class _Made:
    """The simulator's tables with the further columns."""

    def __init__(self, cohort: Cohort) -> None:
        self._cohort = cohort
        self._tables = Tables(cohort.simulator)

    def tables(self, numbers: Sequence[int]) -> dict[str, pa.Table]:
        """Some blocks as whole tables."""
        blocks = [(number, self._cohort.block(number)) for number in numbers]
        return {
            "journeys": pa.Table.from_batches([self._journeys(*one) for one in blocks]).combine_chunks(),
            "jobs": pa.Table.from_batches([self._jobs(*one) for one in blocks]).combine_chunks(),
        }

    def _journeys(self, number: int, block: Block) -> pa.RecordBatch:
        batch = self._tables.journeys(block)
        later = pc.greater(batch.column("referral_date"), pa.scalar(LAST_OF_FSS)).cast(pa.int8())
        columns = dict(zip(batch.schema.names, batch.columns, strict=True))
        columns["contract"] = pa.DictionaryArray.from_arrays(later, pa.array([FSS, NOLB]))
        for at, (name, shares) in enumerate(SHARES.items()):
            columns[name] = self._drawn((number, at), shares, TYPES.get(name, pa.bool_()), len(block))
        return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))

    def _jobs(self, number: int, block: Block) -> pa.RecordBatch:
        batch = self._tables.jobs(block)
        drawn = self._drawn((number, len(SHARES)), PAID_HOURS, TYPES["paid_hours_worked"], len(batch))
        names = [*batch.schema.names, "paid_hours_worked"]
        return pa.RecordBatch.from_arrays([*batch.columns, drawn], names=names)

    def _drawn(self, stream: tuple[int, int], shares: Mapping[Any, int], type_: pa.DataType, size: int) -> pa.Array:
        """One value for each row, drawn in the order of rows: a shorter block has the first of them."""
        draws = np.random.default_rng([self._cohort.seed, *stream]).integers(0, 100, size)
        place = np.searchsorted(np.cumsum(list(shares.values())), draws, side="right")
        return pa.array(list(shares), type_).take(pa.array(place))
