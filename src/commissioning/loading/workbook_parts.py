"""The parts of an .xlsx or .xlsm file before any cell is read: whether it is one, whether it is safe, where its sheets are.

A workbook is a zip archive of XML parts. A damaged or hostile one can say less about itself than it holds, so its parts are
taken out here within limits, looked through, and handed on as a plain archive of exactly the bytes that were looked through.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from commissioning.errors import Place, Problem, Refused
from commissioning.loading.findings import refusal
from commissioning.loading.raw import NoValue

MOST_BYTES = 1_000_000_000
"""The largest workbook that is read, in bytes once its parts are unpacked."""
FROM_BYTES, MOST_TIMES = 50_000_000, 200
"""From this size, a workbook that is so many times larger than it was packed is not read: sheets pack to a tenth or so."""
MOST_PARTS = 10_000
MOST_CELLS = 20_000_000
"""The largest sheet that is read, in rows times columns up to its last cell."""

_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_SAVE_AS_XLSX = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"

Cells = dict[int, dict[int, NoValue]]
"""Cells without a value to read, by row and then by column, from 0."""


@dataclass(frozen=True)
class Parts:
    """A workbook's XML parts: *archive* holds them for the reader of cells, *sheets* names the part of each sheet."""

    archive: io.BytesIO
    sheets: dict[str, str]
    _contents: zipfile.ZipFile

    def cells_without_value(self, sheet: str) -> Cells:
        """The cells of a sheet that hold an error, or a formula that was never calculated."""
        part = self.sheets.get(sheet, "")
        return _without_value(self._contents.read(part)) if part in self._contents.NameToInfo else {}


def workbook_parts(path: Path) -> Parts:
    """The parts of a workbook; raises :class:`Refused` where it is not one, is protected, damaged or too large."""
    place = Place(path.name)
    with path.open("rb") as file:
        _check_kind(file.read(8), path, place)
    try:
        with zipfile.ZipFile(path) as given:
            _check_members(given, place)
            archive = _copied(given, place)
        contents = zipfile.ZipFile(archive)
        sheets = _sheets(contents)
        for part in contents.namelist():
            _check_extent(contents.read(part), place)
    except Refused:
        raise
    except Exception:
        # A damaged archive makes zipfile and zlib raise errors of many unrelated kinds.
        raise Refused(_damaged(place)) from None
    archive.seek(0)
    return Parts(archive, sheets, contents)


def damaged(file: str) -> Problem:
    """A workbook that cannot be read to its end."""
    return _damaged(Place(file))


def _damaged(place: Place) -> Problem:
    message = "is not a whole workbook: it is damaged or was cut off"
    return refusal("D004", message, "send or export it again; check that it opens in a spreadsheet program", place)


def _check_kind(start: bytes, path: Path, place: Place) -> None:
    if not start:
        raise Refused(refusal("D006", "is empty", "send or export it again", place))
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        if _holds(path, "EncryptedPackage".encode("utf-16-le")):
            remedy = "take the password off (File, Info, Protect Workbook) and save it where only those who may can read it"
            raise Refused(refusal("D003", "is protected by a password", remedy, place))
        raise Refused(refusal("D002", "is a workbook of the old kind (.xls)", _SAVE_AS_XLSX, place))
    if not start.startswith(b"PK"):
        raise Refused(refusal("D002", "is not an Excel workbook, whatever its name", _SAVE_AS_XLSX, place))


def _holds(path: Path, words: bytes) -> bool:
    with path.open("rb") as file:
        return words in file.read(50_000_000)


def _check_members(given: zipfile.ZipFile, place: Place) -> None:
    members = given.infolist()
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise Refused(refusal("D003", "is protected by a password", "take the password off and save it again", place))
    if _WORKBOOK not in names:
        kind = "a binary workbook (.xlsb)" if "xl/workbook.bin" in names else "not an Excel workbook, whatever its name"
        kind = "an OpenDocument file (.ods)" if "mimetype" in names else kind
        raise Refused(refusal("D002", f"is {kind}", _SAVE_AS_XLSX, place))
    unpacked = sum(member.file_size for member in members if _is_xml(member))
    if unpacked > FROM_BYTES and unpacked > MOST_TIMES * sum(member.compress_size for member in members):
        message = f"unpacks to more than {MOST_TIMES} times its size, as no real workbook does"
        raise Refused(refusal("D005", message, "save the tables as CSV files in a folder", place))
    if len(members) > MOST_PARTS or unpacked > MOST_BYTES:
        message = f"is larger than {MOST_BYTES // 1_000_000_000} GB once unpacked, or has more than {MOST_PARTS:,} parts"
        raise Refused(refusal("D005", message, "save the tables as CSV files in a folder", place))


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith((".xml", ".rels"))


def _copied(given: zipfile.ZipFile, place: Place) -> io.BytesIO:
    """The XML parts in an archive without compression, each of the length it was said to have."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as kept:
        for name, member in given.NameToInfo.items():
            if _is_xml(member):
                kept.writestr(name, given.read(member))
    return archive


def _sheets(contents: zipfile.ZipFile) -> dict[str, str]:
    """The part of each sheet by the sheet's name."""
    targets = {}
    for element in _elements(contents.read(_RELATIONS), "Relationship"):
        target = element.get("Target", "")
        targets[element.get("Id", "")] = normpath(target.lstrip("/") if target.startswith("/") else join("xl", target))
    found = {}
    for element in _elements(contents.read(_WORKBOOK), "sheet"):
        relation = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
        found[element.get("name", "")] = targets.get(relation, "")
    return found


def _elements(xml: bytes, name: str) -> Iterator[ElementTree.Element]:
    tree = ElementTree.fromstring(xml)  # noqa: S314 - expat of today limits what entities can grow to
    return (element for element in tree.iter() if element.tag.rpartition("}")[2] == name)


# ------------------------------------------------------------------------------------------- what the sheets hold
#
# Sheets are looked through as bytes, by patterns: a parser of XML that tells of every element is ten times slower.

_CELL_BEGINS = (b"<c ", b"<c>", b"<c\n", b"<c\r", b"<c\t")
_ANY_REFERENCE = re.compile(rb"\sr\s*=")
_FILLED = (re.compile(rb'<c r="([A-Z]+)[0-9]+"[^>/]*>'), re.compile(rb'<c r="[A-Z]+([0-9]+)"[^>/]*>'))
_ANYWHERE = (re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]+)"), re.compile(rb"\sr\s*=\s*[\"']\s*[A-Za-z]*([0-9]+)"))
_SLICE, _LONGEST_TAG = 1 << 24, 200


def _check_extent(xml: bytes, place: Place) -> None:
    """Refuse a sheet whose last cell is so far out that a table up to it would not fit in memory.

    The reader of cells makes such a table whatever it holds, and a lack of memory ends the whole program.
    """
    if b"sheetData" not in xml:
        return
    letters, digits = (_all_found(pattern, xml) for pattern in (_FILLED if _as_usual(xml) else _ANYWHERE))
    last_column = max((column_number(text.decode()) for text in letters), default=1)
    last_row = max((int(text[:9]) for text in digits), default=1)
    if last_row * last_column > MOST_CELLS:
        message = f"has a sheet that reaches over more than {MOST_CELLS:,} cells"
        remedy = "look for a stray cell far below or to the right of the table, or save the tables as CSV files in a folder"
        raise Refused(refusal("D005", message, remedy, place))


def _as_usual(xml: bytes) -> bool:
    """Whether every cell gives its reference, once and first, as spreadsheet programs write it.

    Then cells that have a format only need not count. Otherwise every reference does, of rows too: cells may take theirs
    from them.
    """
    cells = xml.count(b'<c r="')
    if b":c" in xml or cells != sum(map(xml.count, _CELL_BEGINS)):
        return False
    return sum(1 for _ in _ANY_REFERENCE.finditer(xml)) == cells + xml.count(b'<row r="')


def _all_found(pattern: re.Pattern[bytes], xml: bytes) -> set[bytes]:
    """The different texts a pattern finds, slice by slice, since a list of all of them would be as long as the sheet."""
    found: set[bytes] = set()
    for start in range(0, len(xml), _SLICE):
        found.update(pattern.findall(xml, start, start + _SLICE + _LONGEST_TAG))
    return found


_HOLDS_ERROR = re.compile(rb"\st\s*=\s*[\"']e[\"']")
_ENDS_WITH_FORMULA = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HOLDS_TEXT = re.compile(rb"\st\s*=\s*[\"']str[\"']")
_CELL_OPENS = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_REFERENCE = re.compile(rb"\sr\s*=\s*[\"']\s*([A-Za-z]+)([0-9]+)\s*[\"']")


def _without_value(xml: bytes) -> Cells:
    """Cells of the type "error", and cells that end right after their formula: the program that wrote them did not calculate.

    A formula that gave blank text has no value either, but says that it is text.
    """
    found: Cells = {}
    for match in _HOLDS_ERROR.finditer(xml):
        _note(found, xml, xml.rfind(b"<", 0, match.start()), NoValue.ERROR)
    for match in _ENDS_WITH_FORMULA.finditer(xml) if b"<f" in xml or b":f" in xml else ():
        opens = max(xml.rfind(sign, 0, match.start()) for sign in (b"<c ", b":c "))
        _note(found, xml, xml.rfind(b"<", 0, opens + 1), NoValue.NEVER_CALCULATED)
    return found


def _note(found: Cells, xml: bytes, start: int, what: NoValue) -> None:
    """Note the cell whose opening tag begins at *start*, if it is one."""
    tag = _CELL_OPENS.match(xml, max(start, 0))
    at = _REFERENCE.search(tag[0]) if tag is not None else None
    if tag is not None and at is not None and not _HOLDS_TEXT.search(tag[0]):
        found.setdefault(int(at[2][:9]) - 1, {})[column_number(at[1].decode()) - 1] = what


def column_number(letters: str) -> int:
    """``A`` is 1, ``Z`` 26, ``AA`` 27."""
    number = 0
    for letter in letters.upper()[:8]:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """1 is ``A``, 26 ``Z``, 27 ``AA``."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
