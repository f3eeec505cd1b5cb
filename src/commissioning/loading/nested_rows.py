"""Nested rows: a client with all that bears on the client's decisions in one row, which can be decided by itself anywhere.

A row has ``client_id``, ``places`` (where each journey stood in the input, from 0) and a list of structs for each table that
the input has: ``journeys``, ``jobs`` (with the ``employees`` of the employer where that is known), ``earnings``, ``claims``,
``moves``, and of the services that the journeys name ``services`` and ``fidelity`` (the band of a service from a day on). Dates
are date32, yes/no bool, hours whole hundredths, money whole pence, everything else text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commissioning.domain.journeys import Caseload, Journey
from commissioning.loading.columns import CLAIMS, EARNINGS, JOBS, JOURNEYS, MOVES, SERVICES, Column, Kind, Table, tables_with
from commissioning.terms.facts import FactType

PLACE = "place"
"""The column of flat journeys that becomes ``places``."""
EMPLOYEES = pa.field("employees", pa.int64())
CLIENT = pa.field("client_id", pa.string())
FIDELITY = pa.schema([CLIENT, ("service_id", pa.string()), ("from_date", pa.date32()), ("band", pa.string())])
OF_SERVICE = ("service_id", "area", "commissioned_from", "commissioned_to")
"""What decides whether a service was commissioned; nothing else of a service bears on a client's decisions."""
AT_ONCE = 20_000
"""So many clients of a caseload are made rows of at a time."""

_TYPES: Mapping[Kind, pa.DataType] = {
    Kind.DATE: pa.date32(),
    Kind.YES_NO: pa.bool_(),
    Kind.HOURS: pa.int64(),
    Kind.WHOLE: pa.int64(),
    Kind.PENCE: pa.int64(),
}

Bands = Mapping[str, Sequence[tuple[Any, str | None]]]
"""By service the days from which its fidelity has a band, in order, and the band (None: not known)."""


def nested(tables: Mapping[str, pa.Table]) -> pa.Table:
    """Flat tables as nested rows, in the order in which each client first comes. Rows of no journey's client are left out.

    Every table has ``client_id``; ``journeys`` may have ``place``, else the rows are counted from 0.
    """
    journeys = tables["journeys"]
    if PLACE not in journeys.column_names:
        journeys = journeys.append_column(PLACE, pa.array(np.arange(len(journeys)), pa.int64()))
    clients = pc.unique(_one(journeys["client_id"]))
    offsets, rows = _by_client(journeys, clients)
    places = pa.ListArray.from_arrays(offsets, _one(rows[PLACE]))
    columns = {"client_id": clients, "places": places, "journeys": _structs(offsets, rows.drop_columns([PLACE]))}
    columns |= {name: _structs(*_by_client(table, clients)) for name, table in tables.items() if name != "journeys"}
    return pa.table(columns)


def _by_client(table: pa.Table, clients: pa.Array) -> tuple[pa.Array, pa.Table]:
    """The rows in the order of their clients, and where those of each client begin."""
    owner = pc.index_in(_one(table["client_id"]), value_set=clients)
    kept = np.flatnonzero(owner.is_valid().to_numpy(zero_copy_only=False))
    numbers = owner.fill_null(-1).to_numpy()[kept]
    order = kept[np.argsort(numbers, kind="stable")]
    offsets = np.searchsorted(np.sort(numbers), np.arange(len(clients) + 1)).astype("i4")
    return pa.array(offsets), table.drop_columns(["client_id"]).take(pa.array(order))


def _structs(offsets: pa.Array, rows: pa.Table) -> pa.ListArray:
    arrays = [_one(column) for column in rows.columns]
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, names=rows.column_names))


def _one(column: Any) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


# ------------------------------------------------------------------------------------------------- types of columns


def schema_of(table: Table, names: Iterable[str]) -> pa.Schema:
    """The types of some columns of an exchange table."""
    return pa.schema([_field(table.by_name[name]) for name in names])


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES.get(column.kind, pa.string()))


def plainly(flat: pa.Table, table: Table, *, every: bool = False) -> pa.Table:
    """A flat table with the columns in the types of their kinds; with *every*, blank ones for those that are not there.

    All rows of one input have one shape.
    """
    schema = schema_of(table, [column.name for column in table.columns] if every else flat.column_names)
    have = set(flat.column_names)
    blank = len(flat)
    return pa.table([flat[f.name].cast(f.type) if f.name in have else pa.nulls(blank, f.type) for f in schema], schema=schema)


# ------------------------------------------------------------------------------------------------ a caseload read whole


class CaseloadRows:
    """A caseload that was read whole, as nested rows."""

    def __init__(self, caseload: Caseload, further: Mapping[str, FactType], bands: Bands) -> None:
        self._caseload = caseload
        self._bands = bands
        table = tables_with(further)[JOURNEYS.name]
        # Every row has a place for each fact that any journey has.
        facts = {name for journey in caseload.journeys for name in journey.facts}
        own = [name for name in Journey.__dataclass_fields__ if name != "facts"]
        self._journeys = schema_of(table, [c.name for c in table.columns if c.name in facts or c.name in own])
        self._of_client: dict[str, list[tuple[int, Journey]]] = {}
        for place, journey in enumerate(caseload.journeys):
            self._of_client.setdefault(journey.client_id, []).append((place, journey))

    def batches(self) -> Iterator[pa.Table]:
        """Nested rows in the order in which clients first come, so many at a time."""
        clients = list(self._of_client)
        for at in range(0, len(clients), AT_ONCE):
            yield nested(self._tables(clients[at : at + AT_ONCE]))

    def _tables(self, clients: Sequence[str]) -> dict[str, pa.Table]:
        caseload = self._caseload
        placed = [one for client in clients for one in self._of_client[client]]
        journeys = [journey for _, journey in placed]
        places = pa.array([place for place, _ in placed], pa.int64())
        flat = _columns(self._journeys, journeys, Journey.fact).append_column(PLACE, places)
        found = {"journeys": flat, "jobs": self._jobs(clients)}
        if caseload.earnings is not None:
            rows = [row for client in clients for row in caseload.earnings.get(client, ())]
            found["earnings"] = _columns(_schema(EARNINGS), rows)
        for table, of in ((CLAIMS, caseload.claims), (MOVES, caseload.moves)):
            if of:
                found[table.name] = _of_journeys(table, journeys, of)
        if caseload.services:
            found["services"] = self._services(journeys)
        if self._bands:
            found["fidelity"] = self._fidelity(journeys)
        return found

    def _jobs(self, clients: Sequence[str]) -> pa.Table:
        rows = [row for client in clients for row in self._caseload.jobs.get(client, ())]
        table = _columns(_schema(JOBS), rows)
        if not self._caseload.employees:
            return table
        employees = [self._caseload.employees.get(row.employer_id or "") for row in rows]
        return table.append_column(EMPLOYEES, pa.array(employees, EMPLOYEES.type))

    def _services(self, journeys: Sequence[Journey]) -> pa.Table:
        schema = schema_of(SERVICES, OF_SERVICE).insert(0, CLIENT)
        known = self._caseload.services
        rows = [(client, known[service]) for client, service in _named(journeys) if service in known]
        return _columns(schema, rows, lambda row, name: row[0] if name == "client_id" else getattr(row[1], name))

    def _fidelity(self, journeys: Sequence[Journey]) -> pa.Table:
        rows = [
            (client, service, day, band) for client, service in _named(journeys) for day, band in self._bands.get(service, ())
        ]
        return _columns(FIDELITY, rows, lambda row, name: row[FIDELITY.get_field_index(name)])


def _named(journeys: Sequence[Journey]) -> Iterable[tuple[str, str]]:
    """The clients with the services that their journeys name, each once."""
    return dict.fromkeys((j.client_id, j.facts["service_id"]) for j in journeys if isinstance(j.facts.get("service_id"), str))  # type: ignore[misc]


def _of_journeys(table: Table, journeys: Sequence[Journey], of: Mapping[str, Sequence[Any]]) -> pa.Table:
    """The rows that belong to journeys, each with its client."""
    schema = _schema(table).insert(0, CLIENT)
    rows = [(journey.client_id, row) for journey in journeys for row in of.get(journey.journey_id, ())]
    return _columns(schema, rows, lambda row, name: row[0] if name == "client_id" else getattr(row[1], name))


def _schema(table: Table) -> pa.Schema:
    return schema_of(table, [column.name for column in table.columns])


def _columns(schema: pa.Schema, rows: Sequence[Any], value: Any = getattr) -> pa.Table:
    """The columns of a schema, of which *value* gives one of a row."""
    return pa.table([pa.array([value(row, field.name) for row in rows], field.type) for field in schema], schema=schema)
