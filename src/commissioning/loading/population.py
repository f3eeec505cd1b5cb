"""Journeys too many to be read whole: Parquet files read a stretch of clients at a time, each cell judged as everywhere else.

A value is read once for each time it is different, not for each time it stands there. What one stretch cannot say (a client in
two places, a job of no client in order) is left to the reader of whole inputs: :class:`NotInOrder` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning.domain.journeys import FactValue
from commissioning.errors import Problem, Refused
from commissioning.loading import tables as whole
from commissioning.loading.cell_reading import BadCell, Doubtful
from commissioning.loading.cell_values import ColumnReader
from commissioning.loading.cell_words import LONGEST_CODE
from commissioning.loading.columns import JOBS, JOURNEYS, Column, Kind, tables_with
from commissioning.loading.findings import Findings
from commissioning.loading.headings import Wanted, layout, missing
from commissioning.loading.mapping import read_mapping, unmapped
from commissioning.loading.parquet_files import ParquetTable
from commissioning.loading.personal_data import OPAQUE, Found, Values, among_codes, among_ids, may_be_of_persons
from commissioning.loading.sources import find_sources
from commissioning.loading.tables import TypedRow, TypedTable
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    import pyarrow as pa

READ_HERE = frozenset({JOURNEYS.name, JOBS.name})
"""The tables that are read a stretch at a time; with any other that decisions rest on, the input is read whole."""
SIZE = 25_000
"""How many journeys a stretch has: memory does not grow with the population."""


class NotInOrder(Exception):
    """The rows of jobs do not stand in the order of the journeys' clients, or the input is not of Parquet files."""


@dataclass(frozen=True)
class Stretch:
    """Some clients: their journeys, and the rows of their jobs, in columns of the type of their kind."""

    journeys: pa.Table
    jobs: pa.Table


@dataclass
class Population:
    """An input that is read a stretch at a time; *counts*, *left_out* and *problems* are whole when all was read."""

    journeys: _Reader
    jobs: _Reader | None
    findings: Findings
    warnings: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """How many rows of journeys there are."""
        return self.journeys.total

    @property
    def left_out(self) -> Mapping[str, int]:
        """How many rows of each table were left out so far."""
        return {one.name: one.left_out for one in (self.journeys, self.jobs) if one is not None}

    def problems(self) -> tuple[Problem, ...]:
        """What was found so far."""
        return (*self.warnings, *self.findings.problems())

    def stretches(self, size: int = SIZE) -> Iterator[Stretch]:
        """Every stretch in input order. Raises :class:`NotInOrder`, at the latest after the last one."""
        jobs = _Jobs(self.jobs) if self.jobs is not None else None
        seen = _Seen(self.total)
        for journeys in _whole_clients(self.journeys.batches(size)):
            seen.add(journeys)
            yield Stretch(journeys, jobs.of(journeys) if jobs is not None else _no_jobs())
        if jobs is not None:
            jobs.finish()
        seen.refuse_twice()


def open_population(path: Path, *, mapping: Path | None = None, further: Mapping[str, FactType] | None = None) -> Population:
    """Opens a folder of Parquet files.

    Raises :class:`NotInOrder` for any other input, and :class:`~commissioning.errors.Refused` for one that may not be read.
    """
    found = tables_with(further or {})
    mapped = read_mapping(mapping, found) if mapping is not None else unmapped(found)
    sources = find_sources(path, mapped)
    if sources.refusals:
        raise Refused(sources.refusals)
    findings = Findings()
    readers: dict[str, _Reader] = {}
    for name in sources.tables:
        if name not in READ_HERE:
            raise NotInOrder(f"the table {name}")
        raw = sources.tables[name]()
        if not isinstance(raw, ParquetTable):
            raise NotInOrder("no Parquet file")
        readers[name] = _Reader(raw, mapped.wanted[name], findings)
    return Population(readers[JOURNEYS.name], readers.get(JOBS.name), findings, tuple(sources.warnings))


# ------------------------------------------------------------------------------------------------------- one table


class _Reader:
    """One Parquet file, batch by batch, in columns of the type of their kind, bad rows left out."""

    def __init__(self, raw: ParquetTable, wanted: Wanted, findings: Findings) -> None:
        found = layout(raw, wanted)
        if found.refusals:
            raise Refused(found.refusals)
        if missing(wanted.table, (column for _, column in found.columns)):
            raise NotInOrder("a column that every row needs")
        self.name = wanted.table.name
        self.left_out = 0
        self._columns = found.columns
        self._raw = raw
        self._readers = [ColumnReader(column, wanted.how(column)) for _, column in found.columns]
        self._judges = whole._judges(wanted.table)
        at = {column.name: index for index, column in found.columns}
        headings = {column.name: wanted.heading(column) for _, column in found.columns}
        self._typed = TypedTable(wanted.table, raw, at, headings, findings)
        findings.begin(self.name)
        for note in found.warnings:
            findings.add(self.name, 0, "", note)

    @property
    def total(self) -> int:
        """How many rows the file has."""
        return int(self._raw._parquet.metadata.num_rows)

    def batches(self, size: int) -> Iterator[pa.Table]:
        """Every batch of rows."""
        import pyarrow as pa

        names = [self._raw.headings[index] for index, _ in self._columns]
        number = 0
        for batch in self._raw._parquet.iter_batches(batch_size=size, columns=names):
            arrays = [batch.column(name) for name in names]
            yield self._read(pa, arrays, number)
            number += len(batch)

    def _read(self, pa: Any, arrays: list[Any], number: int) -> pa.Table:
        import pyarrow.compute as pc

        read = [
            _Cells(column, reader, array)
            for (_, column), reader, array in zip(self._columns, self._readers, arrays, strict=True)
        ]
        table = pa.table({column.name: cells.values for (_, column), cells in zip(self._columns, read, strict=True)})
        irregular = _irregular(table, self.name)
        for cells in read:
            irregular = (
                cells.irregular
                if irregular is None
                else irregular
                if cells.irregular is None
                else pc.or_(irregular, cells.irregular)
            )
        for column, cells in zip((column for _, column in self._columns), read, strict=True):
            judge = JUDGES.get(column.kind) if not column.values or column.open_list else None
            if judge is not None:
                self._refuse_persons(column, cells.values, number, judge)
        if irregular is None or not pc.any(irregular).as_py():
            return table
        bad = self._judge(pc.indices_nonzero(irregular).to_pylist(), arrays, number)
        self.left_out += len(bad)
        if not bad:
            return table
        import numpy as np

        kept = np.ones(len(table), bool)
        kept[bad] = False
        return table.filter(pa.array(kept))

    def _judge(self, rows: list[int], arrays: list[Any], number: int) -> list[int]:
        """Reads rows that are not as they should be one by one, and says what is wrong; those that are left out."""
        needed = [column.name for _, column in self._columns if column.needed]
        bad = []
        for at in rows:
            cells = [array[at].as_py() for array in arrays]
            row = TypedRow(number + at + 1, {})
            faulty = whole._read_cells(self._typed, row, self._readers, cells)
            for name in needed:
                if name not in row.values and name not in faulty:
                    self._typed.leave_out(row, "D030", name, "is blank, and every row needs it", "fill it in")
            for judge in self._judges:
                judge(self._typed, row)
            if row.bad:
                bad.append(at)
        return bad

    def _refuse_persons(self, column: Column, values: Any, number: int, judge: Callable[[Values], list[Found]]) -> None:
        """Refuses a file whose ids or codes look like numbers of persons.

        A value of an opaque shape has no form of personal data; only where one of the others has is the whole batch judged.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        distinct = pc.unique(values).drop_null() if len(values) else values
        if pa.types.is_dictionary(distinct.type):
            distinct = distinct.dictionary_decode()
        if not pa.types.is_string(distinct.type):
            return
        odd = distinct.filter(pc.invert(pc.match_substring_regex(distinct, OPAQUE)))
        if not may_be_of_persons(odd.to_pylist()):
            return
        found = judge([(number + at + 1, str(value)) for at, value in enumerate(values.to_pylist()) if value is not None])
        if found:
            raise Refused([whole._looks_like(self._typed, column, one) for one in found])


JUDGES: Mapping[Kind, Callable[[Values], list[Found]]] = {
    Kind.ID: among_ids,
    Kind.CODE: among_codes,
    Kind.NAME: among_codes,
}
"""What judges the values of a column of each kind that anybody may fill."""


class _Cells:
    """One column of a batch in the type of its kind; *irregular* marks rows that must be looked at, None if there are none."""

    def __init__(self, column: Column, reader: ColumnReader, array: Any) -> None:
        import pyarrow as pa
        import pyarrow.compute as pc

        self.irregular: Any = pc.is_null(array) if column.needed and array.null_count else None
        if column.kind is Kind.ID and pa.types.is_string(array.type):
            if not _plain_ids(array, pc):
                raise NotInOrder("ids that are not plain text")
            self.values = array
            return
        if _as_it_is(column, array, pa, pc):
            self.values = array.cast(_type(column, pa)) if array.type != _type(column, pa) else array
            return
        encoded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
        read = [None if value is None else reader(value) for value in encoded.dictionary.to_pylist()]
        doubted = [isinstance(value, BadCell | Doubtful) for value in read]
        known = pa.array([_value(value) for value in read], _type(column, pa))
        if any(doubted):
            found = pc.fill_null(pa.array(doubted).take(encoded.indices), False)
            self.irregular = found if self.irregular is None else pc.or_(self.irregular, found)
        if column.kind is Kind.ID or not pa.types.is_string(known.type):
            self.values = known.take(encoded.indices)
        else:
            self.values = (
                pa.DictionaryArray.from_arrays(encoded.indices, known) if known.null_count == 0 else known.take(encoded.indices)
            )


def _plain_ids(ids: Any, pc: Any) -> bool:
    """Whether ids can be taken as they stand: not blank, without spaces around them, of no more letters than an id may have."""
    lengths = pc.min_max(pc.binary_length(ids)).as_py()
    if lengths["min"] is None:
        return True
    spaced = pc.any(pc.or_(pc.starts_with(ids, " "), pc.ends_with(ids, " "))).as_py()
    return (
        lengths["min"] > 0 and lengths["max"] <= LONGEST_CODE and not spaced and bool(pc.all(pc.utf8_is_printable(ids)).as_py())
    )


def _value(read: Any) -> FactValue:
    if isinstance(read, BadCell):
        return None
    value: FactValue = read.value if isinstance(read, Doubtful) else read
    return value


def _type(column: Column, pa: Any) -> Any:
    if column.kind is Kind.DATE:
        return pa.date32()
    if column.kind is Kind.YES_NO:
        return pa.bool_()
    return pa.int64() if column.kind in (Kind.HOURS, Kind.WHOLE, Kind.PENCE) else pa.string()


def _as_it_is(column: Column, array: Any, pa: Any, pc: Any) -> bool:
    """Whether a column is of its type already, with no number out of bounds. Days have bounds of their own, and are read."""
    if column.kind is Kind.YES_NO:
        return bool(pa.types.is_boolean(array.type))
    if column.kind in (Kind.WHOLE, Kind.PENCE) and pa.types.is_integer(array.type):
        bounds = pc.min_max(array).as_py()
        low, high = bounds["min"], bounds["max"]
        return low is None or ((column.least is None or low >= column.least) and (column.most is None or high <= column.most))
    return False


def _irregular(table: pa.Table, name: str) -> Any:
    """Rows whose cells do not go together: an end before a start, a start before a referral, a reason without an end."""
    import pyarrow.compute as pc

    have = set(table.column_names)
    found = [
        pc.less(table[last], table[first])
        for first, last in (("start_date", "end_date"), *((("referral_date", "start_date"),) if name == JOURNEYS.name else ()))
        if {first, last} <= have
    ]
    if {"end_reason", "end_date"} <= have:
        found.append(pc.and_(pc.is_valid(table["end_reason"]), pc.is_null(table["end_date"])))
    whole_table = None
    for one in found:
        known = pc.fill_null(one, False)
        whole_table = known if whole_table is None else pc.or_(whole_table, known)
    return (
        None if whole_table is None else whole_table.combine_chunks() if hasattr(whole_table, "combine_chunks") else whole_table
    )


# ---------------------------------------------------------------------------------------------- clients and their jobs


def _whole_clients(batches: Iterator[pa.Table]) -> Iterator[pa.Table]:
    """The same rows with the journeys of one client in one table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kept = None
    for batch in batches:
        table = batch if kept is None else pa.concat_tables([kept, batch], promote_options="permissive")
        if not len(table):
            continue
        same = pc.equal(table["client_id"], table["client_id"][-1])
        begins = pc.index(same, False).as_py()
        if begins == -1:
            kept = table
            continue
        last = len(table) - 1
        while last > 0 and table["client_id"][last - 1].as_py() == table["client_id"][-1].as_py():
            last -= 1
        kept = table.slice(last)
        yield table.slice(0, last)
    if kept is not None and len(kept):
        yield kept


class _Jobs:
    """Rows of jobs, handed out in the order of clients."""

    def __init__(self, reader: _Reader) -> None:
        self._batches = reader.batches(SIZE)
        self._left: pa.Table | None = None

    def of(self, journeys: pa.Table) -> pa.Table:
        """The rows of these clients, who are the next ones."""
        import pyarrow as pa
        import pyarrow.compute as pc

        clients = journeys["client_id"].combine_chunks()
        taken = []
        while (table := self._next()) is not None:
            of_these = pc.is_in(table["client_id"], value_set=clients)
            stop = pc.index(of_these, False).as_py()
            if stop == -1:
                taken.append(table)
                continue
            if pc.any(of_these.slice(stop)).as_py():
                raise NotInOrder("a client's jobs")
            taken.append(table.slice(0, stop))
            self._left = table.slice(stop)
            break
        found = pa.concat_tables(taken, promote_options="permissive") if taken else _no_jobs()
        if pc.count_distinct(found["job_id"]).as_py() != len(found) if len(found) else False:
            _refuse_overlaps(found)
        return found

    def _next(self) -> pa.Table | None:
        left, self._left = self._left, None
        return left if left is not None and len(left) else next(self._batches, None)

    def finish(self) -> None:
        """Raises :class:`NotInOrder` where rows are left of clients who have no journey, or had their place before."""
        if self._next() is not None:
            raise NotInOrder("jobs of other clients")


def _refuse_overlaps(jobs: pa.Table) -> None:
    """Rows of one job that overlap, or that belong to two clients, are for the reader of whole inputs to sort out."""
    import numpy as np
    import pyarrow.compute as pc

    order = pc.sort_indices(jobs, sort_keys=[("job_id", "ascending"), ("start_date", "ascending")])
    names = ["job_id", "client_id", "start_date", *(["end_date"] if "end_date" in jobs.column_names else [])]
    table = jobs.select(names).take(order)
    same = pc.equal(table["job_id"].slice(1), table["job_id"].slice(0, len(table) - 1)).to_numpy()
    other_client = pc.not_equal(table["client_id"].slice(1), table["client_id"].slice(0, len(table) - 1)).to_numpy()
    start = table["start_date"].to_numpy().astype("datetime64[D]")
    clash = start[1:] == start[:-1]
    if "end_date" in names:
        end = table["end_date"].to_numpy().astype("datetime64[D]")
        clash |= ~np.isnat(end[:-1]) & (end[:-1] >= start[1:])
    if (same & (clash | other_client)).any():
        raise NotInOrder("rows of one job that overlap")


def _no_jobs() -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {"job_id": pa.array([], pa.string()), "client_id": pa.array([], pa.string()), "start_date": pa.array([], pa.date32())}
    )


class _Seen:
    """A number of 64 bits for each client that was met: all that is kept of what was read."""

    def __init__(self, most: int) -> None:
        import numpy as np

        self._marks = np.zeros(most, "u8")
        self._count = 0

    def add(self, journeys: pa.Table) -> None:
        """Notes the clients of a stretch. Raises :class:`NotInOrder` where two of its journeys have one id."""
        import numpy as np
        import pyarrow.compute as pc

        ids = _mark(journeys["journey_id"].combine_chunks())
        if len(np.unique(ids)) < len(ids):
            raise NotInOrder("an id of two journeys")
        clients = _mark(pc.unique(journeys["client_id"]))
        self._marks[self._count : self._count + len(clients)] = clients
        self._count += len(clients)

    def refuse_twice(self) -> None:
        """Raises :class:`NotInOrder` where a client stands in two stretches."""
        marks = self._marks[: self._count]
        marks.sort()
        for at in range(1, len(marks), _SLICE):
            some = marks[at : at + _SLICE]
            if (some == marks[at - 1 : at - 1 + len(some)]).any():
                raise NotInOrder("a client in two places")


_SLICE = 1 << 20
"""So many marks are compared at a time."""


def _mark(texts: Any) -> Any:
    import numpy as np
    import pyarrow as pa

    texts = texts.cast(pa.large_string())
    _, offsets, data = texts.buffers()
    at = np.frombuffer(offsets, "i8")[texts.offset : texts.offset + len(texts) + 1]
    letters = np.frombuffer(data, "u1")[at[0] : at[-1]].astype("u8") + np.uint64(1)
    place = np.arange(len(letters), dtype="u8") - np.repeat((at[:-1] - at[0]).astype("u8"), np.diff(at))
    with np.errstate(over="ignore"):
        weighed = letters * _weights(int(place.max(initial=0)) + 1)[place]
        return np.add.reduceat(weighed, (at[:-1] - at[0])) if len(letters) else np.zeros(len(texts), "u8")


def _weights(count: int) -> Any:
    import numpy as np

    with np.errstate(over="ignore"):
        return np.cumprod(np.full(count, 0x9E3779B97F4A7C15, "u8"))
