"""One record batch of nested clients in, one of decisions out: what a worker of a cluster calls, with nothing else to know.

A nested client is a row with ``client_id``, ``journeys`` and ``jobs``, and where they are known ``earnings``, ``claims``,
``moves``, ``services`` and ``fidelity``: lists of structs in the types of :mod:`commissioning.engines.columnar.from_arrow`. All
that bears on a client's decisions is in the row, so that clients may be divided and decided in any way, and again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commissioning.domain.derived import Beside, derived
from commissioning.domain.journeys import Caseload, Claim, FactValue, Journey, Move
from commissioning.domain.services import Service
from commissioning.engines.columnar.batch import Batch, codes_of
from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of
from commissioning.engines.columnar.review import ColumnarReview
from commissioning.engines.columnar.rows import rows_of
from commissioning.engines.columnar.shapes import Array
from commissioning.engines.review import AREA_NOW
from commissioning.engines.review import SERVICE_FIDELITY as FIDELITY
from commissioning.plan.plan import Plan

T = TypeVar("T")

TABLES = ("journeys", "jobs", "earnings", "claims", "moves", "services", "fidelity")
DATED = ("journeys", "jobs", "earnings")
"""Tables whose rows may say on which day they became known."""
PLACE = "place"


@dataclass(frozen=True)
class NestedOptions:
    """How to decide: the as-of date, and the day on which the rows were known (None: all of them)."""

    as_of: date
    known_at: date | None = None


_ready: dict[int, tuple[Sequence[Plan], Columnar]] = {}
"""The plans last used, made ready: a worker decides many batches under the same plans."""


def decide_batch(plans: Sequence[Plan], clients: pa.RecordBatch, options: NestedOptions) -> pa.RecordBatch:
    """The decisions of every journey of some nested clients, in order: one row for each journey, contract and outcome."""
    known = _ready.get(id(plans))
    if known is None:
        _ready.clear()
        known = _ready[id(plans)] = (plans, Columnar(plans))
    columnar = known[1]
    as_of = options.as_of.toordinal()
    decided = decide_nested(columnar, clients, options)[0]
    return rows_of(columnar, decided, as_of, ColumnarReview(columnar).days(decided, as_of))


def decide_nested(columnar: Columnar, clients: pa.RecordBatch, options: NestedOptions) -> tuple[Decided, Array]:
    """What was decided of every journey of some nested clients, and the place of each journey in the input."""
    tables = {name: _flat(clients, name) for name in TABLES if name in clients.schema.names}
    tables["journeys"] = _placed(tables["journeys"], clients)
    if options.known_at is not None:
        tables |= {name: _known(tables[name], options.known_at) for name in DATED if name in tables}
    places = tables["journeys"][PLACE].to_numpy()
    journeys = tables["journeys"].drop_columns([PLACE])
    jobs = tables.get("jobs", _no_jobs())
    arrow = ArrowTables(journeys, jobs, tables.get("earnings"), _claims(tables), _employees(jobs))
    as_of = options.as_of.toordinal()
    batch = batch_of(arrow, columnar.facts, as_of)
    beside = _Beside(tables, options.as_of)
    return columnar.decide(beside.of(batch, journeys) if beside else batch, as_of), places


def _flat(clients: pa.RecordBatch, name: str) -> pa.Table:
    """The rows of one list of structs, each with its client."""
    lists = clients.column(clients.schema.names.index(name))
    structs = lists.flatten()
    columns = dict(zip([field.name for field in structs.type], structs.flatten(), strict=True))
    of = clients.column(clients.schema.names.index("client_id")).take(pc.list_parent_indices(lists))
    return pa.table({**columns, "client_id": of})


def _placed(journeys: pa.Table, clients: pa.RecordBatch) -> pa.Table:
    """The journeys with their places in the input; counted from 0 where the rows do not say."""
    at = clients.schema.get_field_index("places")
    places = clients.column(at).flatten() if at >= 0 else pa.array(np.arange(len(journeys)))
    return journeys.append_column(PLACE, places)


def _known(table: pa.Table, day: date) -> pa.Table:
    """The rows that were known on a day."""
    if "known_on" not in table.column_names:
        return table
    known_on = table["known_on"].cast(pa.date32())
    return table.filter(pc.fill_null(pc.less_equal(known_on, pa.scalar(day, pa.date32())), True))


def _no_jobs() -> pa.Table:
    text = pa.array([], pa.string())
    return pa.table({"job_id": text, "client_id": text, "start_date": pa.array([], pa.date32())})


def _claims(tables: Mapping[str, pa.Table]) -> dict[str, tuple[Claim, ...]]:
    return _rows_by(tables.get("claims"), "journey_id", Claim)


def _rows_by(table: pa.Table | None, owner: str, kind: type[T]) -> dict[str, tuple[T, ...]]:
    """The rows of a table as things of one kind, by their owner."""
    if table is None:
        return {}
    names = [field.name for field in fields(kind) if field.name in table.column_names]  # type: ignore[arg-type]
    found: dict[str, list[T]] = {}
    for row in table.select(names).to_pylist():
        found.setdefault(row[owner], []).append(kind(**row))
    return {name: tuple(rows) for name, rows in found.items()}


def _employees(jobs: pa.Table) -> dict[str, int]:
    """How many employees each employer has, where that is known."""
    if not {"employer_id", "employees"} <= set(jobs.column_names):
        return {}
    known = jobs.select(["employer_id", "employees"]).filter(pc.is_valid(jobs["employees"]))
    return dict(zip(known["employer_id"].to_pylist(), known["employees"].to_pylist(), strict=True))


# ------------------------------------------------------------------------------- what follows from tables beside journeys


class _Beside:
    """What the tables of moves and services say of some journeys; false where they say nothing."""

    def __init__(self, tables: Mapping[str, pa.Table], as_of: date) -> None:
        self._as_of = as_of
        self._moves = _rows_by(tables.get("moves"), "journey_id", Move)
        self._services = {name: rows[0] for name, rows in _rows_by(tables.get("services"), "service_id", Service).items()}
        self._bands = _bands(tables.get("fidelity"), as_of)
        self._reviews = _reviews(tables.get("fidelity"), as_of)

    def __bool__(self) -> bool:
        return bool(self._moves or self._services or self._bands or self._reviews)

    def of(self, batch: Batch, journeys: pa.Table) -> Batch:
        """The batch with the facts that follow, and a caseload for the plain way that knows of them."""
        found = {name: self._fact(name, journeys) for name in ("area_now", "service_commissioning", FIDELITY)}
        facts = {name: codes_of(values) for name, values in found.items() if name in batch.facts and values is not None}

        def caseload(wanted: list[int]) -> tuple[Caseload, list[Journey]]:
            known, chosen = batch.caseload(wanted)
            told = {one.journey_id: self._told(one) for one in known.journeys}
            known = replace(known, journeys=tuple(told.values()), moves=self._moves, services=self._services)
            return known, [told[one.journey_id] for one in chosen]

        later = {name: days for name, days in self._later(journeys).items() if name in batch.facts}
        return replace(batch, facts={**batch.facts, **facts}, caseload=caseload, later={**batch.later, **later})

    def _later(self, journeys: pa.Table) -> dict[str, Array]:
        """For each journey the first day after the as-of date on which it moves, or the fidelity of its service is reviewed."""
        as_of = self._as_of
        found: dict[str, list[int]] = {AREA_NOW: [], FIDELITY: []}
        for one in _short(journeys):
            moves = (move.moved_on for move in self._moves.get(one.journey_id, ()))
            found[AREA_NOW].append(min((day.toordinal() for day in moves if day > as_of), default=0))
            found[FIDELITY].append(self._reviews.get(str(one.fact("service_id") or ""), 0))
        return {name: np.array(days, "i4") for name, days in found.items()}

    def _fact(self, name: str, journeys: pa.Table) -> list[FactValue] | None:
        """One fact of every journey; None where no table bears on it."""
        if name == FIDELITY:
            return [one.fact(FIDELITY) for one in map(self._told, _short(journeys, FIDELITY))] if self._bands else None
        if not (self._moves if name == "area_now" else self._services):
            return None
        return [derived(name, one, self._as_of, self._beside(one)) for one in _short(journeys, "area")]

    def _beside(self, journey: Journey) -> Beside:
        return Beside(self._moves.get(journey.journey_id, ()), self._services.get(str(journey.fact("service_id") or "")))

    def _told(self, journey: Journey) -> Journey:
        """A journey with the band of its service, unless its row has one of its own."""
        band = self._bands.get(str(journey.fact("service_id") or ""))
        return journey if band is None or journey.fact(FIDELITY) is not None else journey.with_fact(FIDELITY, band)


def _bands(table: pa.Table | None, as_of: date) -> dict[str, str | None]:
    """The band of each service on a day: that of the last of its days up to then."""
    found: dict[str, tuple[date, str | None]] = {}
    for row in table.to_pylist() if table is not None else ():
        before = found.get(row["service_id"])
        if row["from_date"] <= as_of and (before is None or before[0] <= row["from_date"]):
            found[row["service_id"]] = (row["from_date"], row["band"])
    return {service: band for service, (_, band) in found.items()}


def _reviews(table: pa.Table | None, as_of: date) -> dict[str, int]:
    """By service the next day on which its band can be another."""
    found: dict[str, int] = {}
    for row in table.to_pylist() if table is not None else ():
        if row["from_date"] > as_of:
            day = row["from_date"].toordinal()
            found[row["service_id"]] = min(day, found.get(row["service_id"], day))
    return found


def _short(journeys: pa.Table, *facts: str) -> list[Journey]:
    """The journeys with their ids, referral, service and these facts alone."""
    names = [n for n in ("journey_id", "client_id", "referral_date", "service_id", *facts) if n in journeys.column_names]
    found = []
    for row in journeys.select(names).to_pylist():
        own: dict[str, Any] = {name: row.pop(name, None) for name in ("journey_id", "client_id", "referral_date")}
        found.append(Journey(**own, facts={name: value for name, value in row.items() if value is not None}))
    return found
