"""One cell to one value: what each kind of column accepts; with anything else, a sentence says what is wrong with it.

Accepted everywhere: spaces around a value. In words from a list also: any case, and spaces or hyphens for ``_`` (``Left early``
is ``left_early``). In yes/no columns: ``yes``, ``no``, ``true``, ``false`` in any case, and the truth values of spreadsheets.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from commissioning.loading import cell_numbers, cell_words
from commissioning.loading.cell_reading import AS_OURS, CellValue, HowWritten, Reader
from commissioning.loading.columns import Column, Kind
from commissioning.loading.raw import Cell

REMEMBERED = frozenset({str, float, date})
_MOST_SEEN = 100_000


class ColumnReader:
    """Reads the cells of one column.

    *seen* holds the values of cells met before, except ids and sentences, which seldom come twice; a caller in a hurry may look
    there first, with cells of the types in :data:`REMEMBERED` only: to a dictionary, 1 and True are one.
    """

    def __init__(self, column: Column, written: HowWritten = AS_OURS) -> None:
        self.name = column.name
        self.seen: dict[Cell, CellValue] = {}
        self._read = _READERS[column.kind](column, written)
        self._remembers = column.kind not in (Kind.ID, Kind.TEXT)

    def __call__(self, cell: Cell) -> CellValue:
        """The value of a cell; None if it is blank."""
        value = self._read(cell)
        if self._remembers and type(cell) in REMEMBERED and len(self.seen) < _MOST_SEEN:
            self.seen[cell] = value
        return value


def allowed_words(column: Column) -> Sequence[str]:
    """The words a cell of a column must come from; none where there is no such list."""
    if column.kind is Kind.YES_NO:
        return ("yes", "no")
    return () if column.open_list else column.values


_READERS: Mapping[Kind, Callable[[Column, HowWritten], Reader]] = {
    Kind.ID: cell_words.id_reader,
    Kind.CODE: cell_words.code_reader,
    Kind.NAME: cell_words.code_reader,
    Kind.TEXT: cell_words.text_reader,
    Kind.AREA: cell_words.area_reader,
    Kind.AREAS: cell_words.areas_reader,
    Kind.YES_NO: cell_words.yes_no_reader,
    Kind.DATE: cell_numbers.date_reader,
    Kind.HOURS: cell_numbers.hours_reader,
    Kind.WHOLE: cell_numbers.whole_reader,
    Kind.PENCE: cell_numbers.pence_reader,
}
