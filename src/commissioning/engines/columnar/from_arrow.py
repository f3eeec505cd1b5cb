"""Arrow tables as batches: journeys, with the jobs and wages of their clients, each column of the type of its kind.

Dates are date32, yes/no columns bool, hours whole hundredths, money whole pence; ids and codes are text or dictionaries of it.
A column that is not there is unknown for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commissioning.domain.derived import DERIVED, NOT_SAID
from commissioning.domain.journeys import BASES, Caseload, Claim, Earning, FactValue, JobRow, Journey
from commissioning.engines.columnar.batch import CLAIMS, OTHER_BASIS, Batch, Column, JobRows, Wages
from commissioning.engines.columnar.clients import Clients, text_of
from commissioning.engines.columnar.jobs import by_job
from commissioning.engines.columnar.shapes import NO_DAY, Array
from commissioning.engines.review import COUNT_FROM

EPOCH = 719_163
"""The ordinal of 1 January 1970, from which Arrow counts days."""
OWN = tuple(name for name in Journey.__dataclass_fields__ if name != "facts")


@dataclass(frozen=True)
class ArrowTables:
    """The tables of some clients; *earnings* is None where nothing is known of any; *employees* by the employer's id."""

    journeys: pa.Table
    jobs: pa.Table
    earnings: pa.Table | None = None
    claims: Mapping[str, tuple[Claim, ...]] | None = None
    employees: Mapping[str, int] | None = None


def batch_of(tables: ArrowTables, facts: Iterable[str], as_of: int) -> Batch:
    """The batch of the journeys of *tables*, in their order, with these facts as known on *as_of*."""
    journeys = tables.journeys
    clients = Clients(_one(journeys["client_id"]))
    jobs, numbers = _jobs(tables, clients)
    claims = tables.claims or {}
    named = (*facts, "contract", "payment_group", "end_reason", "age_at_referral")
    return Batch(
        ids=_one(journeys["journey_id"]),
        client=clients.numbers,
        start=_days(journeys, "start_date"),
        referral=_days(journeys, "referral_date"),
        end=_days(journeys, "end_date"),
        died=_is(journeys, "end_reason", "died"),
        claimed=np.array([one in claims for one in journeys["journey_id"].to_pylist()], bool) if claims else _no(journeys),
        jobs=jobs,
        wages=None if tables.earnings is None else _wages(tables.earnings, clients, numbers),
        caseload=lambda wanted: _caseload(tables, wanted),
        facts={name: _fact(journeys, name, as_of) for name in dict.fromkeys(named)},
        later={
            CLAIMS: _claimed_later(journeys, claims, as_of),
            **{name: later_of(_days(journeys, COUNT_FROM[name]), as_of) for name in COUNT_FROM if name in named},
        },
    )


def _claimed_later(journeys: pa.Table, claims: Mapping[str, tuple[Claim, ...]], as_of: int) -> Array:
    if not claims:
        return np.zeros(len(journeys), "i4")
    made = [
        [c.claimed_on.toordinal() for c in claims.get(one, ()) if c.claimed_on] for one in journeys["journey_id"].to_pylist()
    ]
    return np.array([min((day for day in days if day > as_of), default=NO_DAY) for days in made], "i4")


def later_of(days: Array, as_of: int) -> Array:
    """The days that are after *as_of*; 0 in the place of the others."""
    return np.where(days > as_of, days, NO_DAY)


# --------------------------------------------------------------------------------------------------------- columns


def _one(column: pa.ChunkedArray) -> pa.Array:
    """A column in one piece."""
    if isinstance(column, pa.ChunkedArray):
        return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return column


def _numpy(column: pa.Array, dtype: str, blank: int = 0) -> Array:
    """A column of whole numbers, with a number in the place of a blank."""
    if column.null_count == 0:
        return column.to_numpy(zero_copy_only=False).astype(dtype, copy=False)
    if not pa.types.is_integer(column.type):
        return column.fill_null(blank).to_numpy(zero_copy_only=False).astype(dtype, copy=False)
    stored = np.frombuffer(column.buffers()[1], column.type.to_pandas_dtype())[column.offset : column.offset + len(column)]
    return np.where(_valid(column), stored.astype(dtype), np.dtype(dtype).type(blank))


def _has(table: pa.Table, name: str) -> bool:
    place = table.schema.get_field_index(name)
    return place >= 0 and not pa.types.is_null(table.schema.field(place).type)


def _days(table: pa.Table, name: str) -> Array:
    """A column of dates as ordinals, 0 where blank."""
    if not _has(table, name):
        return np.zeros(len(table), "i4")
    column = _one(table[name]).cast(pa.date32()).view(pa.int32())
    return _numpy(column, "i4", -EPOCH) + np.int32(EPOCH)


def _whole(table: pa.Table, name: str) -> Array:
    """A column of whole numbers, -1 where blank."""
    return _numpy(_one(table[name]), "i8", -1) if _has(table, name) else np.full(len(table), -1, "i8")


def _truth(table: pa.Table, name: str) -> Array:
    """A column of yes and no as truths."""
    if not _has(table, name):
        return np.ones(len(table), "i1")
    column = _one(table[name]).cast(pa.bool_())
    yes, known = _bits(column, 1).view("i1"), _valid(column).view("i1")
    return (yes & known) * 2 + (1 - known)


def _valid(column: pa.Array) -> Array:
    return _bits(column, 0) if column.null_count else np.ones(len(column), bool)


def _bits(column: pa.Array, number: int) -> Array:
    """A buffer of bits of a column, of those that stand in it."""
    begin, end = column.offset, column.offset + len(column)
    bits = np.frombuffer(column.buffers()[number], "u1")[begin // 8 : -(-end // 8)]
    return np.unpackbits(bits, bitorder="little")[begin % 8 :][: len(column)].view(bool)


def _is(table: pa.Table, name: str, value: str) -> Array:
    if not _has(table, name):
        return _no(table)
    codes, values = _codes(_one(table[name]))
    return codes == values.index(value) if value in values else _no(table)


def _no(table: pa.Table) -> Array:
    return np.zeros(len(table), bool)


def _codes(column: pa.Array) -> tuple[Array, tuple[FactValue, ...]]:
    """A column as codes into its values, -1 where blank."""
    encoded = column if pa.types.is_dictionary(column.type) else pc.dictionary_encode(column)
    return _numpy(encoded.indices, "i4", -1), tuple(encoded.dictionary.to_pylist())


def _fact(journeys: pa.Table, name: str, as_of: int) -> Column:
    if name in DERIVED and name not in journeys.column_names:
        return _derived(journeys, name, as_of)
    if not _has(journeys, name):
        return Column(codes=np.full(len(journeys), -1, "i4"))
    column = _one(journeys[name])
    if pa.types.is_boolean(column.type):
        # Truths are 0, 1 and 2, and the codes of no and yes 0 and 1.
        return Column(codes=np.array([0, -1, 1], "i4").take(_truth(journeys, name)), values=(False, True))
    if pa.types.is_integer(column.type):
        return Column(numbers=_numpy(column, "i8"), known=_valid(column))
    if pa.types.is_date(column.type):
        return Column(numbers=_days(journeys, name).astype("i8"), known=_valid(column), kind="date")
    codes, values = _codes(column)
    return Column(codes=codes, values=values)


def _derived(journeys: pa.Table, name: str, as_of: int) -> Column:
    """A fact that follows from other columns, where no other table says more."""
    if name == "area_now":
        return _fact(journeys, "area", as_of)
    if name == "service_commissioning":
        return Column(codes=np.zeros(len(journeys), "i4"), values=(NOT_SAID,))
    day = _days(journeys, COUNT_FROM[name])
    happened = (day > 0) & (day <= as_of)
    otherwise = 0 if name == "start_reversed" else -1
    return Column(codes=np.where(happened, 1, otherwise).astype("i4"), values=(False, True))


# ------------------------------------------------------------------------------------------------------------ jobs


@dataclass(frozen=True)
class _Numbers:
    """What numbers the jobs of a batch have: by the client, the job's id."""

    rows: pa.Table
    order: Array
    of_job: Array
    client: Array


def _jobs(tables: ArrowTables, clients: Clients) -> tuple[JobRows, _Numbers]:
    table = tables.jobs
    count, client = clients.count, clients.of(_one(table["client_id"]))
    start = _days(table, "start_date")
    offsets, text = text_of(_one(table["job_id"]))
    order, of_client, of_job = np.zeros(len(table), "i4"), np.zeros(count + 1, "i4"), np.zeros(len(table) + 1, "i4")
    jobs = by_job(client, count, start, offsets, text, order, of_client, of_job, np.zeros(count, "i4"))
    of_job = of_job[: jobs + 1]
    order = order[: of_job[-1]]
    basis_codes, basis_values = _codes(_one(table["basis"])) if _has(table, "basis") else (np.full(len(table), -1), ())
    bases = np.array([BASES.index(str(v)) if v in BASES else OTHER_BASIS for v in basis_values] + [-1], "i1")
    found = JobRows(
        of_client=of_client,
        of_job=of_job,
        start=start.take(order),
        end=_days(table, "end_date").take(order),
        hours=_whole(table, "weekly_hours").take(order),
        basis=bases.take(basis_codes.take(order)),
        pay=_whole(table, "hourly_pay_pence").take(order),
        needs=_truth(table, "reflects_needs").take(order),
        paid=_whole(table, "paid_hours_worked").take(order),
        employees=_employees(tables).take(order),
        agreed=_days(table, "agreed_on").take(order),
    )
    return found, _Numbers(table, order, of_job, client)


def _employees(tables: ArrowTables) -> Array:
    known = tables.employees
    if not known or not _has(tables.jobs, "employer_id"):
        return np.full(len(tables.jobs), -1, "i8")
    codes, values = _codes(_one(tables.jobs["employer_id"]))
    return np.array([known.get(str(value), -1) for value in values] + [known.get("", -1)], "i8")[codes]


def _wages(table: pa.Table, clients: Clients, numbers: _Numbers) -> Wages:
    count, client = clients.count, clients.of(_one(table["client_id"]))
    paid_on = _days(table, "paid_on")
    order = np.lexsort((paid_on, client))
    order = order[client[order] >= 0]
    of_client = np.searchsorted(client[order], np.arange(count + 1)).astype("i4")
    return Wages(
        of_client=of_client,
        paid_on=paid_on[order],
        amount=_numpy(_one(table["amount_pence"]), "i8")[order],
        job=_paid_jobs(table, client, numbers)[order],
        qualifying=_truth(table, "qualifying")[order],
    )


def _paid_jobs(table: pa.Table, client: Array, numbers: _Numbers) -> Array:
    """The number of the job each payment was for: -1 without an id, -2 for the id of no job of the client."""
    if not _has(table, "job_id"):
        return np.full(len(table), -1, "i4")
    first = numbers.order[numbers.of_job[:-1]]
    ids = numbers.rows["job_id"].take(pa.array(first)).to_pylist()
    owned = zip(numbers.client[first].tolist(), ids, strict=True)
    known = {one: number for number, one in enumerate(owned)}
    paid = zip(client.tolist(), table["job_id"].to_pylist(), strict=True)
    return np.array([known.get((owner, job_id), -2) if job_id else -1 for owner, job_id in paid], "i4")


# ------------------------------------------------------------------------------------------------- the plain way


def _caseload(tables: ArrowTables, wanted: list[int]) -> tuple[Caseload, list[Journey]]:
    """The caseload of the clients of some journeys, and those journeys."""
    chosen = tables.journeys.take(pa.array(wanted))
    clients = pc.unique(_one(chosen["client_id"]))
    of_clients = tables.journeys.filter(pc.is_in(_one(tables.journeys["client_id"]), value_set=clients))
    journeys = {row["journey_id"]: _journey(row) for row in of_clients.to_pylist()}
    ids = chosen["journey_id"].to_pylist()
    caseload = Caseload(
        journeys=tuple(journeys.values()),
        jobs=_rows_of(tables.jobs, clients, JobRow),
        earnings=None if tables.earnings is None else _rows_of(tables.earnings, clients, Earning),
        claims=tables.claims or {},
        employees=tables.employees or {},
    )
    return caseload, [journeys[one] for one in ids]


def _journey(row: dict[str, Any]) -> Journey:
    own = {name: row.pop(name) for name in OWN if name in row}
    return Journey(**own, facts={name: value for name, value in row.items() if value is not None})


def _rows_of(table: pa.Table, clients: pa.Array, kind: Any) -> dict[str, tuple[Any, ...]]:
    names = [name for name in kind.__dataclass_fields__ if name in table.column_names]
    chosen = table.select(names).filter(pc.is_in(_one(table["client_id"]), value_set=clients))
    found: dict[str, list[Any]] = {}
    for row in chosen.to_pylist():
        found.setdefault(row["client_id"], []).append(kind(**row))
    return {client: tuple(rows) for client, rows in found.items()}
