"""Cells and whole sheets as the XML of a workbook. Text is always text: nothing that was written can run as a formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.reports.files import Pounds
from commissioning.reports.returned_styles import Styles
from commissioning.reports.rows import Cell
from commissioning.reports.xml_places import text

_DAY_0 = date(1899, 12, 30).toordinal()
_FROM_1904 = 1462
"""By how many days a workbook that counts them from 1904 is behind one that counts them from 1900."""
_LINE = 15
"""The height of a line, in points."""
MOST_LINKS = 60_000
"""A sheet can hold some 65,000 links."""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a cell of the same workbook, ``'Claims'!C17``."""

    words: str
    to: str


@dataclass(frozen=True, slots=True)
class NewSheet:
    """A sheet to be added: a title, rows of which the first may be headings, and the width of each column in characters."""

    title: str
    rows: Sequence[Sequence[Cell | Link]]
    widths: Sequence[int]
    heading: int = 0
    """The row of the headings, from 1, which stays in view and can be filtered by; 0 where there is none."""
    headings: frozenset[int] = frozenset()
    """Rows that look like headings and do no more."""
    wrapped: bool = False


@dataclass(frozen=True, slots=True)
class CellWriter:
    """Writes cells in the *styles* of one workbook, which may count days *from_1904*; *prefix* is that of its elements."""

    styles: Styles
    from_1904: bool = False
    prefix: str = ""

    def cell(self, place: str, value: Cell | Link, style: int | None = None) -> str:
        """One cell at a place such as ``C17``; blank cells have no value."""
        p = self.prefix
        if isinstance(value, Link):
            return self._text(place, value.words, self.styles.link)
        if isinstance(value, str):
            return self._text(place, value, self.styles.plain if style is None else style)
        if isinstance(value, date):
            days = value.toordinal() - _DAY_0 - (_FROM_1904 if self.from_1904 else 0)
            return f'<{p}c r="{place}" s="{self.styles.day}"><{p}v>{days}</{p}v></{p}c>'
        if isinstance(value, Pounds):
            # The one place where pence become a decimal number: a workbook has no other.
            return f'<{p}c r="{place}" s="{self.styles.money}"><{p}v>{int(value) / 100:.2f}</{p}v></{p}c>'
        if isinstance(value, int):
            return f'<{p}c r="{place}" s="{self.styles.plain}"><{p}v>{int(value)}</{p}v></{p}c>'
        return f'<{p}c r="{place}" s="{self.styles.plain}"/>'

    def _text(self, place: str, words: str, style: int) -> str:
        p = self.prefix
        return (
            f'<{p}c r="{place}" s="{style}" t="inlineStr"><{p}is><{p}t xml:space="preserve">{text(words)}</{p}t></{p}is></{p}c>'
        )

    def sheet(self, new: NewSheet, namespace: str = MAIN) -> bytes:
        """A whole sheet."""
        links: list[str] = []
        body = "".join(self._row(number, row, new, links) for number, row in enumerate(new.rows, start=1))
        frozen = (
            f'<pane ySplit="{new.heading}" topLeftCell="A{new.heading + 1}" activePane="bottomLeft" state="frozen"/>'
            if new.heading
            else ""
        )
        columns = "".join(
            f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(new.widths, 1)
        )
        last = f"{column_letters(len(new.widths))}{len(new.rows)}"
        filtered = f'<autoFilter ref="A{new.heading}:{last}"/>' if new.heading and len(new.rows) > new.heading else ""
        linked = f"<hyperlinks>{''.join(links[:MOST_LINKS])}</hyperlinks>" if links else ""
        view = f'<sheetView workbookViewId="0" showGridLines="0">{frozen}</sheetView>'
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
            f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:{last}"/><sheetViews>{view}</sheetViews>'
            f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{body}</sheetData>{filtered}{linked}'
            '<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>'
            '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
        ).encode()

    def _row(self, number: int, row: Sequence[Cell | Link], new: NewSheet, links: list[str]) -> str:
        styles = self.styles
        # A sentence that stands alone runs on over the cells beside it.
        style = styles.wrapped if new.wrapped and len(row) > 1 else None
        if number == 1:
            style = styles.title
        elif number == new.heading or number in new.headings:
            style = styles.heading
        cells = []
        for at, value in enumerate(row, start=1):
            if value is not None:
                place = f"{column_letters(at)}{number}"
                cells.append(self.cell(place, value, style))
                if isinstance(value, Link):
                    links.append(
                        f'<hyperlink ref="{place}" location="{_attribute(value.to)}" display="{_attribute(value.words)}"/>'
                    )
        height = _LINE * (1.4 if style == styles.title else _lines(row, new.widths) if style is not None else 1)
        return f'<row r="{number}" ht="{height:.4g}" customHeight="1">{"".join(cells)}</row>' if cells else ""


def _lines(row: Sequence[Cell | Link], widths: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes: programs that show a workbook do not all find that out by themselves."""
    lines = (-(-len(_shown(value)) // max(width - 1, 1)) for value, width in zip(row, widths, strict=False))
    return max(1, min(max(lines, default=1), 27))


def _shown(value: Cell | Link) -> str:
    return value.words if isinstance(value, Link) else "" if value is None else str(value)


def _attribute(words: str) -> str:
    return text(words).replace('"', "&quot;")


def place_in(sheet: str, cell: str) -> str:
    """Where a link to a cell leads: ``'Claims'!C17``."""
    return f"'{sheet.replace(chr(39), chr(39) * 2)}'!{cell}"


def column_letters(number: int) -> str:
    """1 is ``A``, 26 ``Z``, 27 ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """``A`` is 1, ``Z`` 26, ``AA`` 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def widths_of(rows: Iterable[Sequence[Cell | Link]], most: int = 60, least: int = 8) -> list[int]:
    """Widths that show most cells whole."""
    found: list[int] = []
    for row in rows:
        for at, value in enumerate(row):
            if at == len(found):
                found.append(least)
            found[at] = max(found[at], min(len(_shown(value)) + 2, most))
    return found
