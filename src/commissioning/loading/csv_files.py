"""CSV files: the encoding and the delimiter found, then rows one by one, so that a file of any length fits in memory."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from commissioning.errors import Place, Problem, Refused
from commissioning.loading.findings import refusal, warning
from commissioning.loading.raw import BadLayout, Cell, RawTable, Row, picker

Knows = Callable[[Sequence[str]], int]
"""How many of some headings are columns of the table."""

_CHUNK = 1 << 20
_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "vertical bars"}
_OTHER_KINDS = {
    b"PK\x03\x04": "a workbook or a zip archive",
    b"\xd0\xcf\x11\xe0": "an old workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
}
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SAVE_AS_CSV = "save the table as CSV (UTF-8, commas)"


class CsvTable(RawTable):
    """A table in a CSV file."""

    def __init__(self, path: Path, knows: Knows) -> None:
        """Look the file through and read its headings; raises :class:`Refused` if it is not text, or empty."""
        self._path = path
        self._place = Place(path.name)
        self._encoding, self._whole = _looked_through(path)
        with self._open() as file:
            line = file.readline(_CHUNK)
        self._delimiter = _delimiter(line, knows)
        super().__init__(path.name, self._headings())
        self._warn()

    def _open(self) -> IO[str]:
        return self._path.open(encoding=self._encoding, newline="")

    def _headings(self) -> list[str]:
        with self._open() as file:
            for _, cells in self._records(file):
                return [cell.strip().removeprefix("\ufeff") for cell in cells]
        raise Refused(refusal("D006", "is empty: it has not even headings", "write the headings, or take it out", self._place))

    def _warn(self) -> None:
        if self._encoding == "cp1252":
            message = "is not UTF-8; it was read as Windows text (cp1252)"
            self.notes.append(warning("D020", message, "save it as 'CSV UTF-8' so that every letter is right", self._place))
        if self._delimiter != ",":
            message = f"has {_DELIMITERS[self._delimiter]} between its columns, not commas; it was read so"
            self.notes.append(warning("D021", message, _SAVE_AS_CSV, self._place))

    def _records(self, file: IO[str]) -> Iterator[tuple[int, list[str]]]:
        """Every record that has cells, with the line on which it begins."""
        records = csv.reader(file, delimiter=self._delimiter, strict=True)
        begins = 1
        try:
            for cells in records:
                if cells:
                    yield begins, cells
                begins = records.line_num + 1
        except csv.Error as error:
            raise Refused(_unreadable(str(error), Place(self._path.name, begins))) from None
        except UnicodeDecodeError:
            raise Refused(refusal("D001", "changed while it was read", "try again", self._place)) from None

    def place(self, row: int, column: int | None = None) -> Place:
        """The line on which the row begins; its column is named in words, not by number."""
        return Place(self.file, row)

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """Every row below the headings; a row that is too short is filled with blanks, one that is too long is bad."""
        pick, width, unheaded = picker(columns), len(self.headings), self.without_heading()
        short = _Short(self)
        with self._open() as file:
            records = self._records(file)
            next(records, None)
            for number, cells in records:
                yield from short.before()
                if unheaded:
                    self._note_unheaded(number, cells, unheaded)
                if len(cells) == width:
                    yield number, pick(cells)
                elif len(cells) < width:
                    short.keep(number, pick([*cells, *[""] * (width - len(cells))]))
                elif any(cell.strip() for cell in cells[width:]):
                    yield number, _TOO_LONG
                else:
                    yield number, pick(cells)
            yield from short.at_the_end(self._whole)

    def _note_unheaded(self, number: int, cells: Sequence[str], unheaded: Sequence[int]) -> None:
        for index in unheaded:
            if index < len(cells) and cells[index].strip():
                self.note_cells_without_heading(number, index)


class _Short:
    """Rows with fewer cells than headings: each is held back by one row, for the last may be where the file breaks off."""

    def __init__(self, table: CsvTable) -> None:
        self._table = table
        self._held: tuple[int, Sequence[Cell]] | None = None

    def keep(self, number: int, cells: Sequence[Cell]) -> None:
        self._held = (number, cells)

    def before(self) -> Iterator[Row]:
        """The row held back, now that another row follows it."""
        if self._held is not None:
            self._note(self._held[0])
            yield self._held
            self._held = None

    def at_the_end(self, whole: bool) -> Iterator[Row]:
        """The last row, if it is short: bad if the file breaks off there."""
        if self._held is not None and not whole:
            yield self._held[0], _BROKEN_OFF
        else:
            yield from self.before()

    def _note(self, number: int) -> None:
        if not any(note.code == "D026" for note in self._table.notes):
            message = "this row, and perhaps others, has fewer cells than there are headings; the rest count as blank"
            remedy = "check that the file was saved whole"
            self._table.notes.append(warning("D026", message, remedy, self._table.place(number)))


_TOO_LONG = BadLayout(
    "D043",
    "has more cells than there are headings, so it is not clear which cell belongs to which column",
    "put text that holds a comma in quotation marks",
)
_BROKEN_OFF = BadLayout(
    "D043", "breaks off: it is the last row, and the file ends in the middle of it", "export the file again"
)


def _looked_through(path: Path) -> tuple[str, bool]:
    """The encoding of a file, and whether its last line is ended; raises :class:`Refused` if it is not text."""
    place = Place(path.name)
    with path.open("rb") as file:
        start = file.read(4)
    if not start:
        raise Refused(refusal("D006", "is empty", "write the headings, or take the file out of the folder", place))
    for magic, kind in _OTHER_KINDS.items():
        if start.startswith(magic):
            raise Refused(refusal("D007", f"is not a CSV file but {kind}", _SAVE_AS_CSV, place))
    if start.startswith(_UTF16):
        raise Refused(refusal("D007", "is saved as UTF-16 ('Unicode text')", "save it as 'CSV UTF-8'", place))
    for encoding in ("utf-8-sig", "cp1252"):
        ended = _decodes(path, encoding, place)
        if ended is not None:
            return encoding, ended
    raise Refused(refusal("D007", "is neither UTF-8 nor Windows text", "save it as 'CSV UTF-8'", place))


def _decodes(path: Path, encoding: str, place: Place) -> bool | None:
    """Whether the last line is ended, or None if the file is not in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    chunk = last = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            if b"\0" in chunk:
                message = "holds NUL bytes, so it is not text (or it was damaged on its way)"
                raise Refused(refusal("D007", message, "export it again, as CSV (UTF-8, commas)", place))
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
            last = chunk[-1:]
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return last in (b"\n", b"\r")


def _delimiter(line: str, knows: Knows) -> str:
    """The delimiter that makes most known headings of the first line; a comma if none does better."""
    found = {sign: knows([cell.strip().strip('"') for cell in line.split(sign)]) for sign in _DELIMITERS}
    best = max(found.values())
    return "," if found[","] == best else max(found, key=lambda sign: found[sign])


def _unreadable(error: str, place: Place) -> Problem:
    """A record that cannot be read: nothing after it can be trusted either."""
    if "field larger" in error:
        message = f"a cell of the row that begins here is longer than {csv.field_size_limit():,} characters"
        return refusal("D005", message, "look for a quotation mark that is never closed", place)
    if "unexpected end" in error:
        message = "the file ends inside quotation marks that were opened in the row that begins here"
        return refusal("D008", message, "close them, or export the file again if it was cut off", place)
    message = "the quotation marks in the row that begins here do not match"
    return refusal("D008", message, "write a quotation mark inside quoted text twice, or export the file again", place)
