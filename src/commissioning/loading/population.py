"""Journeys too many to be read whole: Parquet files read a stretch of clients at a time, each cell judged as everywhere else.

A value is read once for each time it is different, not for each time it stands there. What one stretch cannot say (a client in
two places, a job of no client in order) is left to the reader of whole inputs: :class:`NotInOrder` says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial, reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning.errors import Problem, Refused
from commissioning.loading import tables as whole
from commissioning.loading.cell_values import ColumnReader
from commissioning.loading.columns import JOBS, JOURNEYS, Column, Kind, tables_with
from commissioning.loading.findings import Findings
from commissioning.loading.headings import Wanted, layout, missing
from commissioning.loading.mapping import read_mapping, unmapped
from commissioning.loading.parquet_files import ParquetTable
from commissioning.loading.personal_data import among_codes, among_ids
from commissioning.loading.sources import find_sources
from commissioning.loading.stretches import Ids, JobsInOrder, NotInOrder, Seen, no_jobs, stands_for_two, whole_clients
from commissioning.loading.tables import TypedRow, TypedTable
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["READ_HERE", "SIZE", "NotInOrder", "Population", "Stretch", "open_population"]

READ_HERE = frozenset({JOURNEYS.name, JOBS.name})
"""The tables that are read a stretch at a time; with any other that decisions rest on, the input is read whole."""
SIZE = 25_000
"""How many journeys a stretch has: memory does not grow with the population."""


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
        jobs = None
        if self.jobs is not None:
            jobs = JobsInOrder(self.jobs.batches(SIZE), Ids(partial(self.jobs.stands_for_two, "job_id", "client_id")))
        seen = Seen(self.total, Ids(partial(self.journeys.stands_for_two, "journey_id")))
        for journeys in whole_clients(self.journeys.batches(size)):
            seen.add(journeys)
            yield Stretch(journeys, jobs.of(journeys) if jobs is not None else no_jobs())
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
        from commissioning.loading.column_arrays import ArrayReader

        found = layout(raw, wanted)
        if found.refusals:
            raise Refused(found.refusals)
        if missing(wanted.table, (column for _, column in found.columns)):
            raise NotInOrder("a column that every row needs")
        self.name = wanted.table.name
        self.left_out = 0
        self._raw = raw
        self._columns = [column for _, column in found.columns]
        self._headings = [raw.headings[index] for index, _ in found.columns]
        self._cells = [ColumnReader(column, wanted.how(column)) for column in self._columns]
        self._arrays = [
            ArrayReader(cells, column, wanted.how(column)) for cells, column in zip(self._cells, self._columns, strict=True)
        ]
        self._judges = whole._judges(wanted.table)
        at = {column.name: index for index, column in found.columns}
        headings = {column.name: wanted.heading(column) for column in self._columns}
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
        number = 0
        for batch in self._raw._parquet.iter_batches(batch_size=size, columns=self._headings):
            yield self._read([batch.column(name) for name in self._headings], number)
            number += len(batch)

    def stands_for_two(self, name: str, *owner: str) -> bool:
        """Whether any id of a column stands beside two owners, or without *owner* in two rows; bad rows are rows, too."""
        names = [column.name for column in self._columns]
        headings = [self._headings[names.index(one)] for one in (name, *owner)]
        return stands_for_two(self._ids(headings), self.total)

    def _ids(self, headings: list[str]) -> Iterator[tuple[Any, Any | None]]:
        from commissioning.loading.column_arrays import ids_of

        with self._raw.opened_again() as file:
            for batch in file.iter_batches(batch_size=SIZE, columns=headings):
                ids = [ids_of(column) for column in batch.drop_null().select(headings).columns]
                yield ids[0], ids[1] if len(ids) > 1 else None

    def _read(self, arrays: list[Any], number: int) -> pa.Table:
        import pyarrow as pa
        import pyarrow.compute as pc

        read = [of.read(array) for of, array in zip(self._arrays, arrays, strict=True)]
        columns = {column.name: values for column, (values, _) in zip(self._columns, read, strict=True)}
        for of, values in zip(self._arrays, columns.values(), strict=True):
            if of.may_tell(values):
                self._refuse_persons(of.column, values, number)
        table = pa.Table.from_arrays(list(columns.values()), list(columns))
        doubted = [*_not_together(columns, self.name), *(rows for _, rows in read if rows is not None)]
        if not any(pc.any(rows).as_py() for rows in doubted):
            return table
        bad = self._judge(pc.indices_nonzero(reduce(pc.or_, doubted)).to_pylist(), arrays, number)
        self.left_out += len(bad)
        if not bad:
            return table
        import numpy as np

        kept = np.ones(len(table), bool)
        kept[bad] = False
        return table.filter(pa.array(kept))

    def _judge(self, rows: list[int], arrays: list[Any], number: int) -> list[int]:
        """Reads rows that are not as they should be one by one, and says what is wrong; those that are left out."""
        needed = [column.name for column in self._columns if column.needed]
        bad = []
        for at in rows:
            cells = [array[at].as_py() for array in arrays]
            row = TypedRow(number + at + 1, {})
            faulty = whole._read_cells(self._typed, row, self._cells, cells)
            for name in needed:
                if name not in row.values and name not in faulty:
                    self._typed.leave_out(row, "D030", name, "is blank, and every row needs it", "fill it in")
            for judge in self._judges:
                judge(self._typed, row)
            if row.bad:
                bad.append(at)
        return bad

    def _refuse_persons(self, column: Column, values: Any, number: int) -> None:
        """Refuses a file whose ids or codes look like numbers of persons."""
        judge = among_ids if column.kind is Kind.ID else among_codes
        found = judge([(number + at + 1, str(value)) for at, value in enumerate(values.to_pylist()) if value is not None])
        if found:
            raise Refused([whole._looks_like(self._typed, column, one) for one in found])


def _not_together(columns: Mapping[str, Any], name: str) -> Iterator[Any]:
    """Rows whose cells do not go together: an end before a start, a start before a referral, a reason without an end."""
    import pyarrow.compute as pc

    periods = [("start_date", "end_date"), *([("referral_date", "start_date")] if name == JOURNEYS.name else [])]
    for first, last in periods:
        if {first, last} <= columns.keys():
            yield pc.fill_null(pc.less(columns[last], columns[first]), False)
    if {"end_reason", "end_date"} <= columns.keys():
        yield pc.and_(pc.is_valid(columns["end_reason"]), pc.is_null(columns["end_date"]))
