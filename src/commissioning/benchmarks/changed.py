"""Some journeys of a data set whose facts have changed, as a data set of their own."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from commissioning.app.population import Asked, decide_population
from commissioning.app.workspace import Workspace
from commissioning.benchmarks.contracts import AS_OF, options
from commissioning.benchmarks.subjects import rows_beside

CHANGED_FROM = date(2026, 1, 1)
"""Jobs that began from this day on turn out to have been of other hours."""
HOURS = Decimal("12.00")


def write_changed(whole: Path, folder: Path, journeys: int) -> Path:
    """Writes into *folder* so many clients, spread over *whole*, with other hours in their later jobs; the folder."""
    folder.mkdir()
    every = pq.read_table(whole / "journeys.parquet")
    step = max(1, len(every) // journeys)
    chosen = pc.unique(every["client_id"].take(pa.array(range(0, step * journeys, step))))
    pq.write_table(every.filter(pc.is_in(every["client_id"], value_set=chosen)), folder / "journeys.parquet")
    # Read through a filter: the jobs of a large population are many.
    jobs = pq.read_table(whole / "jobs.parquet", filters=pc.field("client_id").isin(chosen))
    later = pc.greater_equal(jobs["start_date"], pa.scalar(CHANGED_FROM))
    kind = jobs.schema.field("weekly_hours").type
    hours = pc.if_else(later, pa.scalar(HOURS, kind), jobs["weekly_hours"])
    at = jobs.schema.get_field_index("weekly_hours")
    pq.write_table(jobs.set_column(at, "weekly_hours", hours), folder / "jobs.parquet")
    return folder


def write_rows(workspace: Workspace, whole: Path, changed: Path) -> None:
    """Writes every row of *whole* where those of *changed* will be compared with them."""
    decide_population(whole, workspace, options(), AS_OF, Asked("rows", rows_beside(changed)))
