"""Clients numbered by their ids: a table of marks in which an id is looked up by its letters."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.shapes import Array

AHEAD = 12
"""So many clients are tried before an id is looked up."""
_PRIME = 0x100000001B3
_BASIS = 0x0BF29CE484222325


@kernel
def number_clients(offsets: Array, text: Array, table: Array, first: Array, numbers: Array) -> int:
    """Numbers ids from 0 in the order in which each first comes; how many different ones there are.

    *table* is filled with the places of ids (-1: none), *first* with where each number first came.
    """
    count = 0
    for row in range(numbers.shape[0]):
        if row and _alike(offsets, text, row - 1, offsets, text, row):
            numbers[row] = numbers[row - 1]
            continue
        slot = _slot(offsets, text, row, table, first, offsets, text)
        if table[slot] < 0:
            table[slot] = count
            first[count] = row
            count += 1
        numbers[row] = table[slot]
    return count


@kernel
def find_clients(
    offsets: Array, text: Array, table: Array, first: Array, count: int,
    known_offsets: Array, known_text: Array, numbers: Array,
) -> None:  # fmt: skip
    """The numbers of ids of which :func:`number_clients` found *count*; -1 for one it has not seen.

    Rows mostly stand in the order of the clients: the next few are tried before the table.
    """
    number = -1
    for row in range(numbers.shape[0]):
        begin, found = max(number, 0), -1
        for next_one in range(begin, min(begin + AHEAD, count)):
            if _alike(known_offsets, known_text, first[next_one], offsets, text, row):
                found = next_one
                break
        if found < 0:
            found = table[_slot(offsets, text, row, table, first, known_offsets, known_text)]
        numbers[row] = found
        number = found if found >= 0 else number


@kernel
def _slot(offsets: Array, text: Array, row: int, table: Array, first: Array, known_offsets: Array, known_text: Array) -> int:
    """Where an id stands in the table, or would."""
    mark = _BASIS
    for at in range(offsets[row], offsets[row + 1]):
        mark = (mark ^ int(text[at])) * _PRIME
    mark ^= mark >> 29
    last = table.shape[0] - 1
    slot = mark & last
    while table[slot] >= 0 and not _alike(known_offsets, known_text, first[table[slot]], offsets, text, row):
        slot = (slot + 1) & last
    return slot


@kernel
def _alike(offsets: Array, text: Array, row: int, others: Array, other_text: Array, other: int) -> bool:
    length = offsets[row + 1] - offsets[row]
    if others[other + 1] - others[other] != length:
        return False
    # Ids that differ mostly do so at their end.
    for at in range(length - 1, -1, -1):
        if text[offsets[row] + at] != other_text[others[other] + at]:
            return False
    return True


class Clients:
    """The clients of a column of ids: *numbers* from 0 in the order in which each first comes, and their *count*."""

    def __init__(self, ids: pa.Array) -> None:
        self._offsets, self._text = text_of(ids)
        # Never more than half full.
        self._table = np.full(1 << max(2 * len(ids), 2).bit_length(), -1, "i4")
        self._first = np.zeros(len(ids), "i4")
        self.numbers: Array = np.zeros(len(ids), "i4")
        self.count: int = number_clients(self._offsets, self._text, self._table, self._first, self.numbers)

    def of(self, ids: pa.Array) -> Array:
        """The numbers of other ids; -1 for one that is no client's."""
        numbers = np.zeros(len(ids), "i4")
        find_clients(*text_of(ids), self._table, self._first, self.count, self._offsets, self._text, numbers)
        if ids.null_count:
            numbers[~ids.is_valid().to_numpy(zero_copy_only=False)] = -1
        return numbers


def text_of(column: Any) -> tuple[Array, Array]:
    """The offsets and bytes of a column of text."""
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if column.type != pa.string():
        column = column.cast(pa.string())
    _, offsets, text = column.buffers()
    found = np.frombuffer(offsets, "i4")[column.offset : column.offset + len(column) + 1] if offsets else np.zeros(1, "i4")
    return np.ascontiguousarray(found), np.frombuffer(text, "u1") if text else np.zeros(1, "u1")
