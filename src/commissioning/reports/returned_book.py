"""Somebody's own workbook given back with columns beside its own and sheets behind them; every other part stays as it was."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from xml.sax.saxutils import unescape

from commissioning.reports.returned_cells import MAIN, CellWriter, Link, NewSheet, column_letters
from commissioning.reports.returned_columns import Area, SheetColumns, table_to
from commissioning.reports.returned_parts import WORKBOOK, Parts, SheetPart, add_sheet, sheets
from commissioning.reports.returned_styles import with_styles
from commissioning.reports.rows import Cell
from commissioning.reports.xml_places import Element, edited, parsed


class NotCopied(Exception):
    """A workbook is written in a way in which nothing can be added to it; the text says what."""


@dataclass(frozen=True, slots=True)
class AddedColumns:
    """Columns for one *sheet*: headings, widths, and the cells of each of its rows by the row's number (from 2)."""

    sheet: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Mapping[int, Sequence[Cell | Link]]


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a copy: where the added columns stand, and in sentences what it did not keep or what to know of it."""

    columns: str = ""
    not_kept: tuple[str, ...] = ()
    to_know: tuple[str, ...] = ()


_CHANGES = ("revisionHeaders", "usernames")
_MACROS = "vbaProject"


def returned(content: bytes, columns: AddedColumns | None, new: Callable[[Kept], Iterable[NewSheet]]) -> tuple[bytes, Kept]:
    """The workbook with what is added, and what came of it; *new* makes the sheets once that is known.

    A sheet that we added to the same workbook before is replaced. Raises :class:`NotCopied`.
    """
    with _guarded():
        parts = Parts.of(content)
        not_kept = [words for words, there in _taken_out(parts) if there]
        style_part = next(relation.target for relation in parts.relations(WORKBOOK) if relation.kind == "styles")
        parts.changed[style_part], styles = with_styles(parts.read(style_part))
        writer = CellWriter(styles, _from_1904(parts))
        to_know = list(_to_know(parts))
        where, said = ("", []) if columns is None else _with_columns(parts, columns, writer)
        kept = Kept(where, tuple(not_kept), (*to_know, *said))
        root = parsed(parts.read(WORKBOOK), deep=1)
        namespace = root.attributes.get(f"xmlns:{root.prefix[:-1]}" if root.prefix else "xmlns", MAIN)
    added = [(sheet, writer.sheet(sheet, namespace)) for sheet in new(kept)]
    with _guarded():
        for sheet, xml in added:
            _put(parts, sheet, xml)
        return parts.written(), kept


@contextmanager
def _guarded() -> Iterator[None]:
    """Whatever a part lacks that every workbook has means that nothing can be added to it."""
    try:
        yield
    except (ValueError, KeyError, StopIteration) as error:
        raise NotCopied(str(error) or "it lacks a part that workbooks have") from error


def _taken_out(parts: Parts) -> list[tuple[str, bool]]:
    """What no changed workbook can keep, taken out of it."""
    return [
        ("Its digital signature: it was for the workbook as it was.", parts.drop("", ["origin"])),
        ("The history of changes of a shared workbook (who changed which cell, and when).", parts.drop(WORKBOOK, _CHANGES)),
    ]


def _to_know(parts: Parts) -> list[str]:
    root = parsed(parts.read(WORKBOOK), deep=3)
    found = []
    if root.first("workbookProtection") is not None:
        found.append("The structure of the workbook is protected, as it was; the new sheets are within that protection.")
    if any(relation.kind == _MACROS for relation in parts.relations(WORKBOOK)):
        found.append("Its macros are kept as they were; they know nothing of the new columns and sheets.")
    return found


def _from_1904(parts: Parts) -> bool:
    found = parsed(parts.read(WORKBOOK), deep=2).first("workbookPr")
    return found is not None and found.attributes.get("date1904", "0") in ("1", "true")


# ---------------------------------------------------------------------------------------------------------- columns


def _with_columns(parts: Parts, added: AddedColumns, writer: CellWriter) -> tuple[str, list[str]]:
    """Write the columns into their sheet; where they stand, and what to know of it."""
    sheet = next(one for one in sheets(parts) if one.name == added.sheet)
    xml = parts.read(sheet.part)
    found = SheetColumns(xml, added.headings, partial(_words, _shared(parts)))
    own = CellWriter(writer.styles, writer.from_1904, found.prefix)
    parts.changed[sheet.part] = found.written(added.rows, added.widths, own)
    said = [*_tables(parts, sheet, found), *_of_sheet(parts, sheet, found)]
    if found.filtered is not None:
        _filter_to(parts, sheet, found.filtered, found.last)
    return f"{added.sheet}!{column_letters(found.first)}:{column_letters(found.last)}", said


def _tables(parts: Parts, sheet: SheetPart, found: SheetColumns) -> Iterable[str]:
    for relation in parts.relations(sheet.part):
        if relation.kind != "table":
            continue
        xml = parts.read(relation.target)
        wider = table_to(xml, found)
        if wider is not None:
            parts.changed[relation.target] = wider
        elif found.appended:
            name = parsed(xml, deep=1).attributes.get("displayName", "")
            yield f"The table '{name}' of {sheet.name} does not take in the decision columns: sorting it does not move them."


def _of_sheet(parts: Parts, sheet: SheetPart, found: SheetColumns) -> Iterable[str]:
    first = column_letters(found.first)
    if found.elements("sheetProtection"):
        yield f"The sheet {sheet.name} is protected, as it was; the decision columns are locked with the rest."
    if found.elements("conditionalFormatting") or found.elements("dataValidations"):
        yield f"Conditional formats and validation of {sheet.name} are as they were; the decision columns have none."
    for relation in parts.relations(sheet.part):
        if relation.kind == "drawing" and _reaches(parts.read(relation.target), found.first):
            yield f"A chart or picture on {sheet.name} lies over the decision columns (from {first}): move it to see them."


def _reaches(drawing: bytes, column: int) -> bool:
    """Whether anything drawn on a sheet reaches a column."""
    for anchor in parsed(drawing, deep=4).children:
        for corner in (*anchor.all("to"), *anchor.all("from")):
            at = corner.first("col")
            if at is not None and int(drawing[at.inner : at.close] or b"0") + 1 >= column:
                return True
    return False


def _filter_to(parts: Parts, sheet: SheetPart, area: Area, last: int) -> None:
    """Let the hidden name of a filter's area reach as far as the filter."""
    xml = parts.read(WORKBOOK)
    names = parsed(xml, deep=3).first("definedNames")
    for one in names.all("definedName") if names is not None else ():
        if one.attributes.get("name") == "_xlnm._FilterDatabase" and one.attributes.get("localSheetId") == str(sheet.position):
            old, new = f"${column_letters(area.right)}${area.bottom}", f"${column_letters(last)}${area.bottom}"
            said = xml[one.inner : one.close].decode()
            parts.changed[WORKBOOK] = edited(xml, [(one.inner, one.close, said.replace(old, new).encode())])
            return


# ----------------------------------------------------------------------------------------------------------- sheets


def _put(parts: Parts, new: NewSheet, content: bytes) -> None:
    """A new sheet; in the place of ours of the same title, or under a further name where the title is somebody else's."""
    by_name = {sheet.name.casefold(): sheet for sheet in sheets(parts)}
    name, again = new.title, 1
    while name.casefold() in by_name:
        there = by_name[name.casefold()]
        if there.part in parts.names() and _first_words(parts, there.part) == new.rows[0][0]:
            parts.changed[there.part] = content
            _without_relations(parts, there.part)
            return
        again += 1
        name = f"{new.title} ({again})"
    add_sheet(parts, name, content)


def _without_relations(parts: Parts, part: str) -> None:
    parts.dropped |= {f"{part.rpartition('/')[0]}/_rels/{part.rpartition('/')[2]}.rels"} & set(parts.names())


def _first_words(parts: Parts, part: str) -> str:
    """What the first cell of a sheet says."""
    xml = parts.read(part)
    data = parsed(xml, deep=4).first("sheetData")
    cell = next((cell for row in data.all("row") for cell in row.all("c")), None) if data is not None else None
    return _words(_shared(parts), xml, cell) if cell is not None else ""


_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>(.*?)</(?:\w+:)?t>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>(.*?)</(?:\w+:)?v>", re.DOTALL)


def _shared(parts: Parts) -> Callable[[int], str]:
    """The texts that cells share, by number; only those asked for are put together, and the part is looked through once."""

    @cache
    def items() -> tuple[bytes, list[tuple[int, int]]]:
        name = next((r.target for r in parts.relations(WORKBOOK) if r.kind == "sharedStrings"), "")
        xml = parts.read(name) if name in parts.names() else b"<none/>"
        return xml, [(one.inner, one.close) for one in parsed(xml, deep=2).all("si")]

    def text(number: int) -> str:
        xml, places = items()
        return _joined(xml[slice(*places[number])]) if number < len(places) else ""

    return text


def _words(shared: Callable[[int], str], xml: bytes, cell: Element) -> str:
    """The text of a cell as its file has it."""
    inside = xml[cell.inner : cell.close]
    if cell.attributes.get("t") == "inlineStr":
        return _joined(inside)
    value = _VALUE.search(inside)
    said = value[1].decode() if value is not None else ""
    return shared(int(said)) if cell.attributes.get("t") == "s" and said.isdigit() else unescape(said)


def _joined(inside: bytes) -> str:
    words = b"".join(
        found[1] for found in _TEXT.finditer(re.sub(rb"<(?:\w+:)?rPh.*?</(?:\w+:)?rPh>", b"", inside, flags=re.DOTALL))
    )
    return unescape(words.decode(), {"&quot;": '"', "&apos;": "'"}).strip()
