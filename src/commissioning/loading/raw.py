"""A table as its file holds it: headings, and rows of cells that nobody has judged yet, each with its place."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from operator import itemgetter

from commissioning.errors import Place, Problem
from commissioning.loading.findings import warning

Cell = object
"""Text, a number, a truth, a date or a time as the file gave it; None and blank text are blank."""


class NoValue(Enum):
    """A cell of a workbook that has no value to read."""

    ERROR = "holds an error such as #DIV/0!"
    NEVER_CALCULATED = "holds a formula that was never calculated"


@dataclass(frozen=True, slots=True)
class BadLayout:
    """A row whose cells cannot be told apart."""

    code: str
    message: str
    remedy: str


Row = tuple[int, Sequence[Cell] | BadLayout]
"""The number of a row in its file, and its cells in the order asked for."""


class RawTable(ABC):
    """One table of the input. *file* is its file's name, *headings* the texts of its first row."""

    def __init__(self, file: str, headings: Sequence[str]) -> None:
        self.file = file
        self.headings = tuple(headings)
        self.notes: list[Problem] = []

    @abstractmethod
    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """Every row below the headings, with the cells of *columns* only; the other cells are handed to nobody.

        Raises :class:`~commissioning.errors.Refused` where the file turns out to be unreadable.
        """

    @abstractmethod
    def place(self, row: int, column: int | None = None) -> Place:
        """Where a row, or the cell of it in a column, is."""

    def without_heading(self) -> list[int]:
        """The columns that have no heading."""
        return [index for index, heading in enumerate(self.headings) if not heading.strip()]

    def note_cells_without_heading(self, row: int, column: int) -> None:
        """Warn once that cells stand under no heading."""
        if not any(note.code == "D025" for note in self.notes):
            message = "cells stand in a column that has no heading; they were not read"
            self.notes.append(warning("D025", message, "give the column a heading, or clear it", self.place(row, column)))


def picker(columns: Sequence[int]) -> Callable[[Sequence[Cell]], Sequence[Cell]]:
    """A function that takes the cells of *columns* from a row."""
    if len(columns) == 1:
        only = columns[0]
        return lambda cells: (cells[only],)
    return itemgetter(*columns) if columns else lambda cells: ()


def blank(cell: Cell) -> bool:
    """Whether a cell holds nothing: no value, blank text, or the "not a number" that stands for a gap in some files."""
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return cell is None or (isinstance(cell, float) and cell != cell)  # noqa: PLR0124 - only NaN differs from itself
