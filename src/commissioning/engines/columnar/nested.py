"""One record batch of nested clients in, one of decisions out: what a worker of a cluster calls, with nothing else to know.

A nested client is a row with ``client_id``, ``journeys`` and ``jobs``, and where wages are known ``earnings``: lists of structs
with the columns of the exchange tables, in the types of :mod:`commissioning.engines.columnar.from_arrow`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of
from commissioning.engines.columnar.rows import rows_of
from commissioning.plan.plan import Plan

TABLES = ("journeys", "jobs", "earnings")


@dataclass(frozen=True)
class NestedOptions:
    """How to decide: the as-of date."""

    as_of: date


_ready: dict[int, tuple[Sequence[Plan], Columnar]] = {}
"""The plans last used, made ready: a worker decides many batches under the same plans."""


def decide_batch(plans: Sequence[Plan], clients: pa.RecordBatch, options: NestedOptions) -> pa.RecordBatch:
    """The decisions of every journey of some nested clients, in order: one row for each journey, contract and outcome."""
    known = _ready.get(id(plans))
    if known is None:
        _ready.clear()
        known = _ready[id(plans)] = (plans, Columnar(plans))
    columnar = known[1]
    tables = {name: _flat(clients, name) for name in TABLES if name in clients.schema.names}
    jobs = tables.get("jobs")
    arrow = ArrowTables(tables["journeys"], jobs if jobs is not None else _no_jobs(), tables.get("earnings"))
    as_of = options.as_of.toordinal()
    return rows_of(columnar, columnar.decide(batch_of(arrow, columnar.facts, as_of), as_of), as_of)


def _flat(clients: pa.RecordBatch, name: str) -> pa.Table:
    """The rows of one list of structs, each with its client."""
    lists = clients.column(clients.schema.names.index(name))
    structs = lists.flatten()
    columns = dict(zip([field.name for field in structs.type], structs.flatten(), strict=True))
    of = clients.column(clients.schema.names.index("client_id")).take(pc.list_parent_indices(lists))
    return pa.table({**columns, "client_id": of})


def _no_jobs() -> pa.Table:
    text = pa.array([], pa.string())
    return pa.table({"job_id": text, "client_id": text, "start_date": pa.array([], pa.date32())})


def nested(journeys: pa.Table, jobs: pa.Table) -> pa.Table:
    """Flat tables as nested clients, in the order in which each client first comes; jobs of no client are left out."""
    clients = pc.unique(journeys["client_id"])
    return pa.table(
        {"client_id": clients, "journeys": _lists(journeys, clients), "jobs": _lists(jobs, clients)},
    )


def _lists(table: pa.Table, clients: pa.Array) -> pa.ListArray:
    """The rows of each client as a list of structs."""
    import numpy as np

    place = pc.index_in(table["client_id"].combine_chunks(), value_set=clients)
    kept = np.flatnonzero(place.is_valid().to_numpy(zero_copy_only=False))
    owner = place.fill_null(-1).to_numpy()[kept]
    order = kept[np.argsort(owner, kind="stable")]
    offsets = np.searchsorted(np.sort(owner), np.arange(len(clients) + 1)).astype("i4")
    rows = table.drop_columns(["client_id"]).take(pa.array(order)).combine_chunks()
    names = rows.column_names
    arrays = [column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column for column in rows.columns]
    return pa.ListArray.from_arrays(pa.array(offsets), pa.StructArray.from_arrays(arrays, names=names))
