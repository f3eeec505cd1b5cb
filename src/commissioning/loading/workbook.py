"""Workbooks: the sheets of an .xlsx or .xlsm file as tables, by python-calamine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum

from commissioning.errors import Place, Refused
from commissioning.loading.raw import Cell, NoValue, RawTable, Row, blank, picker
from commissioning.loading.workbook_parts import Cells, column_letters, damaged, workbook_parts


@contextmanager
def _guarded(file: str) -> Iterator[None]:
    """Whatever the reader of cells stumbles over means that the workbook is damaged.

    Its errors are of many kinds, and a fault in its compiled code comes as a BaseException of a class that cannot be named.
    """
    try:
        yield
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, Refused):
        raise
    except BaseException:
        raise Refused(damaged(file)) from None


class Workbook:
    """A workbook that was opened; *sheets* are the names of its sheets of cells, in their order."""

    def __init__(self, path: Path) -> None:
        """Open a workbook; raises :class:`Refused` where it cannot or may not be read."""
        self.file = path.name
        self._parts = workbook_parts(path)
        with _guarded(self.file):
            self._book = CalamineWorkbook.from_filelike(self._parts.archive)
            self.sheets = [sheet.name for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]

    def table(self, sheet: str) -> SheetTable:
        """One sheet as a table; raises :class:`Refused` if it is damaged."""
        with _guarded(self.file):
            found = self._book.get_sheet_by_name(sheet)
            first_column = found.start[1] if found.start else 0
            cells = found.iter_rows()
        return SheetTable(self.file, sheet, self._all(cells), first_column, self._parts.cells_without_value(sheet))

    def _all(self, cells: Iterator[list[Any]]) -> Iterator[list[Any]]:
        with _guarded(self.file):
            yield from cells


class SheetTable(RawTable):
    """A table in the sheet of that name, whose first row holds the headings."""

    def __init__(self, file: str, sheet: str, cells: Iterator[list[Any]], first_column: int, without_value: Cells) -> None:
        super().__init__(file, ())
        self.sheet = sheet
        self._cells = cells
        self._before: list[Cell] = [""] * first_column
        self._without_value = without_value
        self.headings = tuple(_heading(cell) for cell in self._next(0) or ())

    def place(self, row: int, column: int | None = None) -> Place:
        """The cell, such as ``Jobs!C17``; the first of the row where no column is meant, the sheet where no row is."""
        cell = f"{self.sheet}!{column_letters((column or 0) + 1)}{row}" if row else self.sheet
        return Place(self.file, cell=cell)

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """Every row below the headings, numbered as the sheet numbers them."""
        pick, unheaded, index = picker(columns), self.without_heading(), 1
        width = max(columns, default=-1) + 1
        while (cells := self._next(index)) is not None:
            index += 1
            if len(cells) < width:
                cells += [""] * (width - len(cells))
            for column in unheaded:
                if column < len(cells) and not blank(cells[column]):
                    self.note_cells_without_heading(index, column)
            yield index, pick(cells)
        for beyond in sorted(row for row in self._without_value if row >= index):
            yield beyond + 1, pick(self._with_faults(beyond, [""] * width))

    def _next(self, index: int) -> list[Cell] | None:
        """The next row, which is the one of that *index* from 0; None after the last."""
        found = next(self._cells, None)
        if found is None:
            return None
        cells = self._before + found
        return self._with_faults(index, cells) if index in self._without_value else cells

    def _with_faults(self, index: int, cells: list[Cell]) -> list[Cell]:
        """The cells of a row; those that hold an error read as blank, and must not."""
        for column, fault in self._without_value[index].items():
            if column < len(cells):
                cells[column] = fault
        return cells


def _heading(cell: Cell) -> str:
    return "" if blank(cell) or isinstance(cell, NoValue) else str(cell).strip()
