"""Parquet files, by pyarrow where it is installed: only the columns asked for are read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from commissioning.errors import Place, Problem, Refused
from commissioning.loading.findings import refusal
from commissioning.loading.raw import RawTable, Row

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

_BATCH = 50_000
_EXPORT_AGAIN = "export it again"


class ParquetTable(RawTable):
    """A table in a Parquet file; its rows are numbered from 1."""

    def __init__(self, path: Path) -> None:
        """Read the headings; raises :class:`Refused` if pyarrow is missing or the file is damaged."""
        self._path = path
        self._parquet = _opened(path)
        super().__init__(path.name, [str(name) for name in self._parquet.schema_arrow.names])

    def place(self, row: int, column: int | None = None) -> Place:
        """The number of the row; a Parquet file has no lines."""
        return Place(self.file, row)

    def opened_again(self) -> ParquetFile:
        """The file opened once more: of two readings of one the second sets how many rows come at a time in both."""
        return _opened(self._path)

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """Every row; the other columns are not even taken from the file."""
        names = [self.headings[index] for index in columns]
        number = 0
        for batch in self._batches(names):
            for cells in zip(*batch, strict=True) if names else ():
                number += 1
                yield number, cells

    def _batches(self, names: list[str]) -> Iterator[list[list[object]]]:
        try:
            for batch in self._parquet.iter_batches(batch_size=_BATCH, columns=names):
                yield [batch.column(name).to_pylist() for name in names]
        except Exception:
            # pyarrow raises errors of a dozen unrelated kinds for a file that is damaged inside.
            raise Refused(_damaged(Place(self.file))) from None


def _opened(path: Path) -> ParquetFile:
    place = Place(path.name)
    try:
        from pyarrow.parquet import ParquetFile
    except ImportError:
        message = "is a Parquet file, and the package that reads those is not installed"
        raise Refused(refusal("D015", message, "pip install 'commissioning[population]'", place)) from None
    if path.stat().st_size == 0:
        raise Refused(refusal("D006", "is empty", "export it again, or take it out of the folder", place))
    try:
        # Read ahead, a file would be held whole until the last of it was read.
        return ParquetFile(path, pre_buffer=False)
    except Exception:
        raise Refused(_damaged(place)) from None


def _damaged(place: Place) -> Problem:
    return refusal("D004", "is not a whole Parquet file: it is damaged, cut off or of another kind", _EXPORT_AGAIN, place)
