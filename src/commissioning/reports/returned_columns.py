"""Columns added to the right of a sheet of somebody's own workbook, in the sheet's XML: all else in it stays, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissioning.reports.returned_cells import CellWriter, Link, column_letters, column_number
from commissioning.reports.rows import Cell
from commissioning.reports.xml_places import Element, edited, parsed, with_attributes

MOST_COLUMNS = 16_384
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]+)")

Change = tuple[int, int, bytes]


@dataclass(frozen=True, slots=True)
class Area:
    """A range of cells, ``A1:F10``; rows and columns from 1."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, ref: str) -> Area | None:
        """The area that a reference names; None for whole rows or columns."""
        places = [_PLACE.fullmatch(part) for part in ref.split(":")]
        if not 1 <= len(places) <= 2 or None in places:
            return None
        ends = [(column_number(p[1]), int(p[2])) for p in places if p is not None]
        return cls(ends[0][0], ends[0][1], ends[-1][0], ends[-1][1])

    def __str__(self) -> str:
        return f"{column_letters(self.left)}{self.top}:{column_letters(self.right)}{self.bottom}"

    def to_column(self, right: int) -> str:
        """The reference of the same area as far as another column."""
        return str(Area(self.left, self.top, right, self.bottom))


@dataclass(slots=True)
class _Row:
    element: Element
    number: int
    cells: list[tuple[int, Element]]


class SheetColumns:
    """A sheet to which columns are added, after the last that holds anything; or in the place of those that we added before."""

    def __init__(self, xml: bytes, headings: Sequence[str], words_of: Callable[[bytes, Element], str]) -> None:
        """*words_of* gives the text of a cell, to find headings. Raises :class:`ValueError` where the XML is not a sheet's."""
        self.xml = xml
        self._root = parsed(xml, deep=5)
        data = self._root.first("sheetData")
        if data is None:
            raise ValueError("a sheet without data")
        self._data = data
        self._rows = list(_rows(data))
        there = {column: words_of(xml, cell) for row in self._rows if row.number == 1 for column, cell in row.cells}
        self.first, self.appended = self._place(there, headings)
        self.headings = list(headings) if not self.appended else _unique(headings, there.values())
        self.last = self.first + len(headings) - 1
        if self.last > MOST_COLUMNS:
            raise ValueError("no room for further columns")

    @property
    def prefix(self) -> str:
        """The prefix of the sheet's elements."""
        return self._root.prefix

    @property
    def filtered(self) -> Area | None:
        """The area that the sheet filters, if it reaches the column before the new ones."""
        element = self._root.first("autoFilter")
        area = Area.of(element.attributes.get("ref", "")) if element is not None else None
        return area if area is not None and self.appended and area.right == self.first - 1 else None

    def elements(self, local: str) -> list[Element]:
        """The elements of that name right in the sheet."""
        return list(self._root.all(local))

    def _place(self, there: Mapping[int, str], headings: Sequence[str]) -> tuple[int, bool]:
        """The first column for ours, and whether it is a new one."""
        for column in there:
            if all(there.get(column + at, "").casefold() == heading.casefold() for at, heading in enumerate(headings)):
                return column, False
        filled = [column for row in self._rows for column, cell in row.cells if cell.children]
        merged = [Area.of(one.attributes.get("ref", "")) for group in self._root.all("mergeCells") for one in group.children]
        return max([*filled, *(area.right for area in merged if area is not None)], default=0) + 1, True

    def written(self, rows: Mapping[int, Sequence[Cell | Link]], widths: Sequence[int], writer: CellWriter) -> bytes:
        """The sheet with our columns: *rows* gives the cells by the number of their row, from 2."""
        changes: list[Change] = []
        for row in self._rows:
            cells: Sequence[Cell | Link] = self.headings if row.number == 1 else rows.get(row.number, ())
            style = writer.styles.column if row.number == 1 else None
            changes += self._row(row, cells, style, writer)
        changes += self._around(widths)
        return edited(self.xml, changes)

    def _row(self, row: _Row, cells: Sequence[Cell | Link], style: int | None, writer: CellWriter) -> Iterator[Change]:
        new = "".join(
            writer.cell(f"{column_letters(self.first + at)}{row.number}", cell, style)
            for at, cell in enumerate(cells)
            if cell is not None
        ).encode()
        old = [cell for column, cell in row.cells if self.first <= column <= self.last]
        if not new and not old:
            return
        element = row.element
        tag = with_attributes(self.xml, element, spans=None)[2]
        if element.is_empty:
            yield element.start, element.end, tag[:-2].rstrip() + b">" + new + f"</{element.name}>".encode()
            return
        yield element.start, element.inner, tag
        before = [cell.end for column, cell in row.cells if column < self.first]
        at = max(before, default=element.inner)
        yield at, at, new
        yield from ((cell.start, cell.end, b"") for cell in old)

    # ------------------------------------------------------------------------------------------- beside the cells

    def _around(self, widths: Sequence[int]) -> Iterator[Change]:
        bottom = max((row.number for row in self._rows), default=1)
        for element in self._root.all("dimension"):
            area = Area.of(element.attributes.get("ref", ""))
            if area is not None:
                whole = Area(area.left, area.top, max(area.right, self.last), max(area.bottom, bottom))
                yield with_attributes(self.xml, element, ref=str(whole))
        if self.filtered is not None:
            element = next(self._root.all("autoFilter"))
            yield with_attributes(self.xml, element, ref=self.filtered.to_column(self.last))
        if self.appended:
            yield self._widths(widths)

    def _widths(self, widths: Sequence[int]) -> Change:
        """The widths of the columns: those that cover ours are cut, since no two may speak of one column."""
        p = self.prefix
        ours = "".join(
            f'<{p}col min="{self.first + at}" max="{self.first + at}" width="{width}" customWidth="1"/>'
            for at, width in enumerate(widths)
        )
        columns = self._root.first("cols")
        if columns is None:
            start = self._data.start
            return start, start, f"<{p}cols>{ours}</{p}cols>".encode()
        before, after = [], []
        for one in columns.all("col"):
            low, high = int(one.attributes.get("min", "1")), int(one.attributes.get("max", "1"))
            if low < self.first:
                before.append(with_attributes(self.xml, one, max=str(min(high, self.first - 1)))[2].decode())
            if high > self.last:
                after.append(with_attributes(self.xml, one, min=str(max(low, self.last + 1)))[2].decode())
        # A column may be written as one tag or as two; ours are always one.
        kept = ["".join(tag if tag.endswith("/>") else f"{tag[:-1]}/>" for tag in tags) for tags in (before, after)]
        return columns.start, columns.end, f"<{columns.name}>{kept[0]}{ours}{kept[1]}</{columns.name}>".encode()


def _rows(data: Element) -> Iterator[_Row]:
    """The rows with the numbers of their cells; what gives no reference follows what stands before it."""
    number = 0
    for element in data.all("row"):
        number = int(element.attributes.get("r", number + 1))
        column, cells = 0, []
        for cell in element.all("c"):
            place = _PLACE.fullmatch(cell.attributes.get("r", ""))
            column = column_number(place[1]) if place is not None else column + 1
            cells.append((column, cell))
        yield _Row(element, number, cells)


def _unique(headings: Sequence[str], there: Iterable[str]) -> list[str]:
    """Headings that no other of the sheet is, whatever its case."""
    taken = {heading.casefold() for heading in there}
    found = []
    for heading in headings:
        name, again = heading, 1
        while name.casefold() in taken:
            again += 1
            name = f"{heading} ({again})"
        found.append(name)
    return found


def table_to(xml: bytes, columns: SheetColumns) -> bytes | None:
    """A table that ends where the new columns begin, with them in it, so that sorting keeps rows together; None for any other.

    A table that a query or a map of XML fills is left as it is: its columns are not its own.
    """
    root = parsed(xml, deep=3)
    area = Area.of(root.attributes.get("ref", ""))
    listed = root.first("tableColumns")
    own = root.attributes.get("tableType", "worksheet") == "worksheet"
    if area is None or listed is None or not own or not columns.appended or (area.right, area.top) != (columns.first - 1, 1):
        return None
    ids = [int(one.attributes.get("id", "0")) for one in listed.all("tableColumn")]
    p = root.prefix
    new = "".join(
        f'<{p}tableColumn id="{max(ids) + at}" name="{heading}"/>' for at, heading in enumerate(columns.headings, start=1)
    )
    changes = [
        with_attributes(xml, root, ref=area.to_column(columns.last)),
        with_attributes(xml, listed, count=str(len(ids) + len(columns.headings))),
        (listed.close, listed.close, new.encode()),
    ]
    for element in root.all("autoFilter"):
        filtered = Area.of(element.attributes.get("ref", ""))
        if filtered is not None and filtered.right == area.right:
            changes.append(with_attributes(xml, element, ref=filtered.to_column(columns.last)))
    return edited(xml, changes)
