"""Where the decisions of a population go: every row, the rows that differ from those of an earlier run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from commissioning.errors import usage
from commissioning.reports.files import FORMULA_SIGNS

if TYPE_CHECKING:
    import pyarrow as pa

FORMATS = ("csv", "parquet", "arrow")
KEY = ("journey_id", "contract", "outcome")
COMPARED = ("eligible", "verdict", "reached_on", "earliest", "date_from", "date_to", "reason", "term")
"""What makes a decision another one."""
DATES = ("reached_on", "earliest", "date_from", "date_to")


class RowsSink:
    """Writes every row to a file: the old file stands until the new one is whole."""

    def __init__(self, path: Path, kind: str) -> None:
        self._path, self._kind = path, kind
        self._beside = path.with_name(f".{path.name}.part")
        self._writer: Any = None
        self.rows = 0

    def add(self, rows: pa.RecordBatch) -> None:
        """Writes some rows."""
        import pyarrow as pa

        table = pa.Table.from_batches([rows])
        self.rows += len(table)
        if self._kind == "csv":
            table = _as_text(table)
        if self._writer is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._writer = _writer(self._beside, self._kind, table.schema)
        self._writer.write_table(table)

    def finish(self) -> None:
        """Puts the file in its place."""
        if self._writer is not None:
            self._writer.close()
            self._beside.replace(self._path)

    def forget(self) -> None:
        """Takes back what was written."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
        self._beside.unlink(missing_ok=True)
        self.rows = 0


def _writer(path: Path, kind: str, schema: pa.Schema) -> Any:
    if kind == "parquet":
        import pyarrow.parquet as pq

        return pq.ParquetWriter(path, schema, compression="zstd")
    if kind == "arrow":
        import pyarrow as pa

        options = pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True, unify_dictionaries=True)
        return pa.ipc.new_stream(path, schema, options=options)
    return _CsvWriter(path, schema)


class _CsvWriter:
    """Rows as CSV under headings without quote marks, as ``check`` writes them."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        from pyarrow import csv

        self._file = path.open("wb")
        self._file.write(f"{','.join(schema.names)}\n".encode())
        self._writer = csv.CSVWriter(self._file, schema, write_options=csv.WriteOptions(include_header=False))

    def write_table(self, table: pa.Table) -> None:
        """Writes some rows."""
        self._writer.write_table(table)

    def close(self) -> None:
        """Writes what is left."""
        self._writer.close()
        self._file.close()


def _as_text(table: pa.Table) -> pa.Table:
    """Codes as words; an id that a spreadsheet would run as a formula is defused by a quote mark."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for at, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type):
            table = table.set_column(at, column.name, table[column.name].cast(pa.string()))
    ids = table["journey_id"]
    risky = pc.is_in(pc.utf8_slice_codeunits(ids, 0, 1), value_set=pa.array(list(FORMULA_SIGNS)))
    if pc.any(risky).as_py():
        table = table.set_column(0, "journey_id", pc.if_else(risky, pc.binary_join_element_wise("'", ids, ""), ids))
    return table


class Earlier:
    """The rows of an earlier run, read stretch by stretch; only those of journeys that are asked for."""

    def __init__(self, path: Path) -> None:
        import pyarrow.dataset as ds

        kind = {".parquet": "parquet", ".arrow": "ipc", ".csv": "csv"}.get(path.suffix.lower())
        if kind is None:
            raise usage(
                "U026", f"{path.name} is no result of an earlier run", "give a file that ends in .csv, .parquet or .arrow"
            )
        if kind == "ipc":
            # Dictionaries that grow along a stream can only be read from its beginning.
            import pyarrow as pa

            with path.open("rb") as file:
                self._data: Any = ds.dataset(pa.ipc.open_stream(file).read_all())
        elif kind == "csv":
            self._data = ds.dataset(path, format=_csv_of_rows())
        else:
            self._data = ds.dataset(path, format=kind)
        lacking = [name for name in (*KEY, *COMPARED) if name not in self._data.schema.names]
        if lacking:
            message = f"{path.name} has no column {lacking[0]}, which the rows of every run have"
            raise usage("U026", message, "give the rows that an earlier run wrote")

    def of(self, rows: pa.Table) -> pa.Table:
        """The earlier rows of the journeys of *rows*."""
        import pyarrow.compute as pc

        journeys = pc.unique(rows["journey_id"])
        found = self._data.to_table(columns=[*KEY, *COMPARED], filter=pc.field("journey_id").isin(journeys))
        return _plain(found)


def _csv_of_rows() -> Any:
    """Rows in CSV: ids are text even where they are all digits, and what is blank is no empty text."""
    import pyarrow as pa
    import pyarrow.dataset as ds
    from pyarrow import csv

    types = {name: pa.date32() if name in DATES else pa.string() for name in (*KEY, *COMPARED)}
    return ds.CsvFileFormat(convert_options=csv.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]))


def _plain(table: pa.Table) -> pa.Table:
    import pyarrow as pa

    for at, column in enumerate(table.schema):
        if pa.types.is_dictionary(column.type) or (pa.types.is_null(column.type)):
            kind = pa.date32() if column.name in DATES else pa.string()
            table = table.set_column(at, column.name, table[column.name].cast(kind))
        elif pa.types.is_timestamp(column.type):
            table = table.set_column(at, column.name, table[column.name].cast(pa.date32()))
    return table


def changed(rows: pa.RecordBatch, earlier: Earlier) -> pa.RecordBatch:
    """The rows that are not as they were in the earlier run, or were not there."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    now = _plain(pa.Table.from_batches([rows]).select([*KEY, *COMPARED]))
    before = earlier.of(now)
    now = now.append_column("row", pa.array(np.arange(len(now))))
    joined = now.join(before, keys=list(KEY), join_type="left outer", right_suffix="_before").sort_by("row")
    same = None
    for name in COMPARED:
        one, other = joined[name], joined[f"{name}_before"]
        alike = pc.or_(pc.fill_null(pc.equal(one, other), False), pc.and_(pc.is_null(one), pc.is_null(other)))
        same = alike if same is None else pc.and_(same, alike)
    assert same is not None
    return rows.filter(pc.invert(same).combine_chunks())
