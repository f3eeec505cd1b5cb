"""Columns of Parquet files brought into the type of their kind, a batch at a time.

A column whose type, bounds or letters show that every cell of it is good is taken as it stands. In any other each different
value is read once, as everywhere else; where values stand in a dictionary that the next batch has too, once for all of them.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from commissioning.domain.journeys import FactValue
from commissioning.loading import column_texts
from commissioning.loading.cell_numbers import FIRST_YEAR, LARGEST_SUM, NO_END_FROM
from commissioning.loading.cell_reading import BadCell, CellValue, Doubtful, HowWritten
from commissioning.loading.cell_values import REMEMBERED, ColumnReader
from commissioning.loading.cell_words import LONGEST_CODE
from commissioning.loading.columns import Column, Kind
from commissioning.loading.personal_data import may_be_of_persons
from commissioning.loading.raw import Cell
from commissioning.loading.stretches import NotInOrder

_EPOCH = date(1970, 1, 1).toordinal()
FIRST_DAY, LAST_DAY = (date(*day).toordinal() - _EPOCH for day in ((FIRST_YEAR, 1, 1), (NO_END_FROM - 1, 12, 31)))
"""Days as Arrow counts them: from the first to the last of these every date is read as it stands."""
_MOST_DIGITS = 18
"""A whole number of no more digits is one of 64 bits."""
_LOW = 0 if sys.byteorder == "little" else 1
"""Which half of a number of 128 bits has its lower digits."""


@dataclass(frozen=True)
class _Known:
    """What the *words* of a dictionary are read as: *values*, those of them that are *doubted* (None: none).

    *places* says where among the values the one of each word is; None if they stand in the order of the words.
    """

    words: Any
    values: Any
    doubted: Any
    places: Any


class ArrayReader:
    """One column of a file, whose *cells* are read one by one where that is needed."""

    def __init__(self, cells: ColumnReader, column: Column, written: HowWritten) -> None:
        self.column = column
        self._as_ours = not written.values and not written.in_pounds
        self._cells = cells
        self._known: _Known | None = None
        self._of_nobody: Any = None
        self._looked_into = column.kind in (Kind.ID, Kind.CODE, Kind.NAME) and column.is_open
        self._any_code = column.kind is Kind.CODE and not column.values

    def read(self, array: Any) -> tuple[Any, Any]:
        """The values of a batch, and which of its rows must be looked at one by one (None: none).

        Raises :class:`NotInOrder` for ids that are not plain text.
        """
        if pa.types.is_large_string(array.type) or pa.types.is_string_view(array.type):
            array = array.cast(pa.string())
        values, doubted = self._as_it_stands(array), None
        if values is None:
            values, doubted = self._each_value(array)
        if self.column.needed and values.null_count:
            blank = pc.is_null(values)
            doubted = blank if doubted is None else pc.or_(doubted, blank)
        return values, doubted

    def may_tell(self, values: Any) -> bool:
        """Whether any value of a batch that was read may have a form of personal data, by chance or not."""
        if not self._looked_into:
            return False
        if not pa.types.is_dictionary(values.type):
            return self._any_form(values)
        words = values.dictionary
        if self._of_nobody is not None and self._of_nobody.equals(words):
            return False
        if self._any_form(words):
            # Not every word need stand in one of these rows.
            return self._any_form(pc.unique(values).dictionary_decode())
        self._of_nobody = words
        return False

    def _any_form(self, texts: Any) -> bool:
        return may_be_of_persons(column_texts.may_tell(texts).to_pylist(), ids=self.column.kind is Kind.ID)

    # ------------------------------------------------------------------------------------------- as they stand

    def _as_it_stands(self, array: Any) -> Any:
        """The column in its type where every cell is good; None where only a look at its values can say so."""
        kind, of = self.column.kind, array.type
        if not self._as_ours:
            return None
        if kind is Kind.DATE:
            return _days(array)
        if kind is Kind.YES_NO:
            return array if pa.types.is_boolean(of) else None
        if kind is Kind.HOURS:
            return self._bounded(_hundredths(array))
        if kind in (Kind.WHOLE, Kind.PENCE):
            return self._bounded(array if pa.types.is_integer(of) else None)
        if kind is Kind.ID:
            return _ids(array)
        return array if self._any_code and pa.types.is_string(of) and column_texts.plain(array) else None

    def _bounded(self, numbers: Any) -> Any:
        if numbers is None:
            return None
        low = -LARGEST_SUM if self.column.least is None else self.column.least
        high = LARGEST_SUM if self.column.most is None else self.column.most
        return numbers.cast(pa.int64()) if _within(numbers, low, high) else None

    # ------------------------------------------------------------------------------------------ value by value

    def _each_value(self, array: Any) -> tuple[Any, Any]:
        encoded = array if pa.types.is_dictionary(array.type) else pc.dictionary_encode(array)
        if self._known is None or not self._known.words.equals(encoded.dictionary):
            self._known = self._read_words(encoded.dictionary)
        known, indices = self._known, encoded.indices
        doubted = None if known.doubted is None else pc.fill_null(known.doubted.take(indices), False)
        if not pa.types.is_string(known.values.type) or self.column.kind is Kind.ID:
            return known.values.take(indices), doubted
        if known.places is not None:
            indices = known.places.take(indices).cast(indices.type)
        values = pa.DictionaryArray.from_arrays(indices, known.values)
        # A column of any words is one of text in every batch, taken as it stands or not.
        return values.dictionary_decode() if self._any_code and pa.types.is_string(array.type) else values, doubted

    def _read_words(self, words: Any) -> _Known:
        if self._any_code and self._as_ours and _different_and_plain(words):
            return _Known(words, words, None, None)
        read = [self._value(cell) for cell in words.to_pylist()]
        bad = [isinstance(value, BadCell | Doubtful) for value in read]
        doubted = pa.array(bad) if any(bad) else None
        values, of = [_kept(value) for value in read], _type(self.column)
        if not pa.types.is_string(of) or self.column.kind is Kind.ID:
            return _Known(words, pa.array(values, of), doubted, None)
        # Words that are written otherwise may be one: each value stands once among the values, and a blank not at all.
        place = {value: at for at, value in enumerate(dict.fromkeys(value for value in values if value is not None))}
        at = [None if value is None else place[value] for value in values]
        places = None if len(place) == len(values) else pa.array(at, pa.int32())
        return _Known(words, pa.array(list(place), of), doubted, places)

    def _value(self, cell: Cell) -> CellValue:
        found = self._cells.seen.get(cell) if type(cell) in REMEMBERED else None
        return self._cells(cell) if found is None and cell is not None else found


def _kept(read: CellValue) -> FactValue:
    if isinstance(read, BadCell):
        return None
    value: FactValue = read.value if isinstance(read, Doubtful) else read
    return value


def _type(column: Column) -> Any:
    if column.kind is Kind.DATE:
        return pa.date32()
    if column.kind is Kind.YES_NO:
        return pa.bool_()
    return pa.int64() if column.kind in (Kind.HOURS, Kind.WHOLE, Kind.PENCE) else pa.string()


def _within(numbers: Any, low: int, high: int) -> bool:
    found = pc.min_max(numbers)
    least, most = found["min"].as_py(), found["max"].as_py()
    return least is None or (low <= least and most <= high)


def _days(array: Any) -> Any:
    """A column of dates, or of times that are all midnight, where every day lies within the bounds of days."""
    of = array.type
    if not pa.types.is_date32(of) and not (pa.types.is_timestamp(of) and of.tz is None):
        return None
    days = array if pa.types.is_date32(of) else array.cast(pa.date32(), safe=False)
    if not _within(days.view(pa.int32()), FIRST_DAY, LAST_DAY):
        return None
    return days if days is array or pc.all(pc.equal(days.cast(of), array)).as_py() in (True, None) else None


def _hundredths(array: Any) -> Any:
    """Decimal numbers of at most two decimals in hundredths."""
    of = array.type
    if not pa.types.is_decimal128(of) or not 0 <= of.scale <= 2 or of.precision - of.scale + 2 > _MOST_DIGITS:
        return None
    _, data = array.buffers()
    if data is None:
        return None
    numbers = np.frombuffer(data, "i8").reshape(-1, 2)[array.offset : array.offset + len(array), _LOW]
    hundredths = numbers * 10 ** (2 - of.scale)
    blank = array.is_null().to_numpy(zero_copy_only=False) if array.null_count else None
    return pa.array(hundredths, mask=blank)


def _ids(array: Any) -> Any:
    """Ids that can be taken as they stand; None for those that are not text. Raises :class:`NotInOrder`."""
    if pa.types.is_dictionary(array.type) and pa.types.is_string(array.type.value_type):
        texts = array.dictionary_decode()
        return texts if column_texts.plain(texts) else None
    if not pa.types.is_string(array.type):
        return None
    if not column_texts.plain(array) and not _plain(array):
        raise NotInOrder("ids that are not plain text")
    return array


def ids_of(array: Any) -> Any:
    """The ids of a column without blanks as text. Raises :class:`NotInOrder` where they may be read otherwise than written."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    texts = array.cast(pa.string())
    if not column_texts.plain(texts) and not _plain(texts):
        raise NotInOrder("ids that are not plain text")
    return texts


def _plain(ids: Any) -> bool:
    """Whether ids are as they should be: not blank, without spaces around them, of no more letters than an id may have."""
    lengths = pc.min_max(pc.binary_length(ids)).as_py()
    if lengths["min"] is None:
        return True
    spaced = pc.any(pc.or_(pc.starts_with(ids, " "), pc.ends_with(ids, " "))).as_py()
    return (
        lengths["min"] > 0 and lengths["max"] <= LONGEST_CODE and not spaced and bool(pc.all(pc.utf8_is_printable(ids)).as_py())
    )


def _different_and_plain(words: Any) -> bool:
    """Whether every word of a dictionary is read as it is written, and none stands in it twice."""
    return (
        pa.types.is_string(words.type)
        and not words.null_count
        and column_texts.plain(words)
        and bool(pc.count_distinct(words).as_py() == len(words))
    )
