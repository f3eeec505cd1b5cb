"""A made-up cohort written as a folder of exchange tables, block by block: memory does not grow with the cohort."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Literal, Protocol

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

from commissioning import __version__
from commissioning.errors import usage
from commissioning.lab.simulation import Block, Cohort
from commissioning.lab.simulation_arrow import Tables

Format = Literal["parquet", "csv"]

TOGETHER = 16
"""Blocks that are written together: 131,072 journeys make one row group of a Parquet file."""
MANIFEST = "simulation.json"
"""The file that says how the cohort can be made again."""

Maker = Callable[[Block], pa.RecordBatch]
"""Makes the rows of a table from a block."""
Done = Callable[[Block], None]
"""Told of every block that has been made."""


class _Writer(Protocol):
    def write_table(self, table: pa.Table) -> None: ...


def write_folder(cohort: Cohort, folder: Path, kind: Format = "parquet", *, earnings: bool = False, done: Done) -> None:
    """Write the tables ``journeys`` and ``jobs``, and ``earnings`` where asked, with a file that says how they were made.

    The folder must be new or empty. A file that is being written has the ending ``.part``: what has its own name is whole.
    Raises :class:`Refused` where the folder cannot be written.
    """
    tables = Tables(cohort.simulator)
    makers: dict[str, Maker] = {"journeys": tables.journeys, "jobs": tables.jobs}
    if earnings:
        makers["earnings"] = tables.earnings
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise usage("U017", f"{folder} is not empty", "name a new folder, or empty this one")
        _write(cohort, makers, folder, kind, done)
        (folder / MANIFEST).write_text(json.dumps(manifest(cohort, earnings=earnings), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise usage("U061", f"cannot write {folder}: {error.strerror or 'no access'}", "choose another folder") from None


def manifest(cohort: Cohort, *, earnings: bool = False) -> dict[str, Any]:
    """What makes the same cohort again: the model and the minimum wages with their digests, the seed, the size, the version."""
    simulator, starts = cohort.simulator, cohort.simulator.people.starts
    return {
        "made_up": "No person is behind any of these journeys.",
        "simulation": simulator.loaded.model.simulation,
        "model_digest": simulator.loaded.digest,
        "wages_digest": hashlib.sha256(simulator.calendar.rates.astype("<i2").tobytes()).hexdigest(),
        "seed": cohort.seed,
        "journeys": cohort.journeys,
        "yearly_starts": list(starts.numbers) if starts.fixed else None,
        "earnings": earnings,
        "commissioning": __version__,
    }


def _write(cohort: Cohort, makers: Mapping[str, Maker], folder: Path, kind: Format, done: Done) -> None:
    empty = cohort.block(0).first(0)
    paths = {name: folder / f"{name}.{kind}" for name in makers}
    with _whole_or_not_at_all(paths.values()), ExitStack() as open_files:
        tables = [
            _Growing(open_files.enter_context(_writer(_part(paths[name]), _shown(make(empty), kind).schema, kind)), make, kind)
            for name, make in makers.items()
        ]
        for block in cohort.blocks():
            done(block)
            for table in tables:
                table.add(block)
        for table in tables:
            table.write()


class _Growing:
    """A table that is written a number of blocks at a time."""

    def __init__(self, writer: _Writer, make: Maker, kind: Format) -> None:
        self._writer, self._make, self._kind = writer, make, kind
        self._batches: list[pa.RecordBatch] = []

    def add(self, block: Block) -> None:
        """Add a block's rows, and write them with those before where they are many."""
        self._batches.append(_shown(self._make(block), self._kind))
        if len(self._batches) == TOGETHER:
            self.write()

    def write(self) -> None:
        """Write what has been added and is not written yet."""
        if self._batches:
            self._writer.write_table(pa.Table.from_batches(self._batches).combine_chunks())
            self._batches = []


@contextmanager
def _whole_or_not_at_all(paths: Collection[Path]) -> Iterator[None]:
    """Files written beside their own names get these when all are whole; where anything goes wrong, none is left."""
    try:
        yield
    except BaseException:
        for path in paths:
            _part(path).unlink(missing_ok=True)
        raise
    for path in paths:
        _part(path).replace(path)


def _part(path: Path) -> Path:
    return path.with_name(f"{path.name}.part")


@contextmanager
def _writer(path: Path, schema: pa.Schema, kind: Format) -> Iterator[_Writer]:
    if kind == "csv":
        options = pa.csv.WriteOptions(quoting_style="needed")
        with pa.csv.CSVWriter(str(path), schema, write_options=options) as writer:
            yield writer
        return
    coded = [column.name for column in schema if pa.types.is_dictionary(column.type)]
    with pq.ParquetWriter(str(path), schema, compression="zstd", use_dictionary=coded) as writer:
        yield _RowGroups(writer)


class _RowGroups:
    """A Parquet file of which every table written is one row group."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer

    def write_table(self, table: pa.Table) -> None:
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))


def _shown(batch: pa.RecordBatch, kind: Format) -> pa.RecordBatch:
    """The batch as its kind of file holds it: in CSV, words are text, and yes and no are written out."""
    if kind == "parquet":
        return batch
    columns = [_as_text(column) for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _as_text(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        return column.cast(pa.string())
    if pa.types.is_boolean(column.type):
        return pc.if_else(column, "yes", "no")
    return column
