"""The parts of somebody's own workbook, as a zip archive holds them: read, added to, and written again in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from posixpath import dirname, join, normpath, relpath

from commissioning.reports.xml_places import Element, appended, edited, parsed

WORKBOOK = "xl/workbook.xml"
CONTENT_TYPES = "[Content_Types].xml"
OF_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
MOST_BYTES = 2_000_000_000
"""The largest workbook that is copied, in bytes once its parts are unpacked, pictures included."""
_LEVEL = 4
"""How hard parts are packed: beyond it a workbook gets hardly smaller, and takes twice as long."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A part that another refers to: by *id*, of the *kind* that the last word of its type names."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        """The last word of the type."""
        return self.type.rpartition("/")[2]


@dataclass
class Parts:
    """A workbook's parts by name, in their order; those *changed* or new stand in place of what the file holds."""

    archive: zipfile.ZipFile
    changed: dict[str, bytes] = field(default_factory=dict)
    dropped: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, content: bytes) -> Parts:
        """The parts of a workbook's bytes. Raises :class:`ValueError` where they unpack to more than is copied."""
        archive = zipfile.ZipFile(io.BytesIO(content))
        if sum(member.file_size for member in archive.infolist()) > MOST_BYTES:
            raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000_000} GB once unpacked")
        return cls(archive)

    def names(self) -> list[str]:
        """The names of all parts."""
        return [name for name in dict.fromkeys([*self.archive.namelist(), *self.changed]) if name not in self.dropped]

    def read(self, name: str) -> bytes:
        """The bytes of a part."""
        return self.changed[name] if name in self.changed else self.archive.read(name)

    def relations(self, part: str) -> list[Relation]:
        """The parts that one refers to; of the package itself where *part* is blank."""
        name = _relations_of(part)
        if name not in self.archive.NameToInfo and name not in self.changed:
            return []
        found = []
        for one in parsed(self.read(name)).all("Relationship"):
            external = one.attributes.get("TargetMode") == "External"
            target = one.attributes.get("Target", "")
            whole = target if external else normpath(target.lstrip("/") if target[:1] == "/" else join(dirname(part), target))
            found.append(Relation(one.attributes.get("Id", ""), one.attributes.get("Type", ""), whole, external))
        return found

    def relate(self, part: str, type_: str, target: str) -> str:
        """Let a part refer to another; the new id."""
        taken = {relation.id for relation in self.relations(part)}
        new = next(f"rIdC{number}" for number in range(1, len(taken) + 2) if f"rIdC{number}" not in taken)
        name = _relations_of(part)
        xml = self.read(name)
        root = parsed(xml)
        inner = f'<{root.prefix}Relationship Id="{new}" Type="{type_}" Target="{relpath(target, dirname(part) or ".")}"/>'
        self.changed[name] = edited(xml, [appended(xml, root, inner)])
        return new

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """A new part, of a type that is told of it."""
        xml = self.read(CONTENT_TYPES)
        root = parsed(xml)
        inner = f'<{root.prefix}Override PartName="/{name}" ContentType="{content_type}"/>'
        self.changed[CONTENT_TYPES] = edited(xml, [appended(xml, root, inner)])
        self.changed[name] = content

    def drop(self, part: str, kinds: Iterable[str]) -> bool:
        """Take out the parts of these kinds that one refers to, with those they refer to; whether there were any."""
        wanted = set(kinds)
        gone = [relation for relation in self.relations(part) if relation.kind in wanted and not relation.external]
        if not gone:
            return False
        self._without(_relations_of(part), "Id", {relation.id for relation in gone})
        for relation in gone:
            self._drop(relation.target)
        self._without(CONTENT_TYPES, "PartName", {f"/{name}" for name in self.dropped})
        return True

    def _drop(self, name: str) -> None:
        for relation in self.relations(name):
            if not relation.external and relation.target not in self.dropped:
                self._drop(relation.target)
        self.dropped |= {name, _relations_of(name)}

    def _without(self, name: str, attribute: str, values: set[str]) -> None:
        xml = self.read(name)
        gone = [one for one in parsed(xml).children if one.attributes.get(attribute) in values]
        self.changed[name] = edited(xml, [(one.start, one.end, b"") for one in gone])

    def written(self) -> bytes:
        """The whole workbook."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as book:
            for name in self.names():
                info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o600 << 16
                if name in self.archive.NameToInfo:
                    info.date_time = self.archive.NameToInfo[name].date_time
                book.writestr(info, self.read(name))
        return out.getvalue()


def _relations_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of a workbook: its name, its part, and its position from 0."""

    name: str
    part: str
    position: int


def sheets(parts: Parts) -> Iterator[SheetPart]:
    """The sheets of a workbook, of cells or not, in their order."""
    targets = {relation.id: relation.target for relation in parts.relations(WORKBOOK)}
    for position, one in enumerate(sheet_elements(parsed(parts.read(WORKBOOK)))):
        relation = next((value for key, value in one.attributes.items() if key.endswith(":id")), "")
        yield SheetPart(one.attributes.get("name", ""), targets.get(relation, ""), position)


def sheet_elements(root: Element) -> list[Element]:
    """The elements that name the sheets."""
    listed = root.first("sheets")
    return list(listed.all("sheet")) if listed is not None else []


def add_sheet(parts: Parts, name: str, content: bytes) -> None:
    """A new sheet after all others."""
    xml = parts.read(WORKBOOK)
    root = parsed(xml)
    listed = root.first("sheets")
    there = sheet_elements(root)
    if listed is None or not there:
        raise ValueError("a workbook without sheets")
    numbers = (number for number in range(1, 10_000) if f"xl/worksheets/decided{number}.xml" not in parts.names())
    part = f"xl/worksheets/decided{next(numbers)}.xml"
    key = next(key for key in there[0].attributes if key.endswith(":id"))
    id_ = max(int(one.attributes.get("sheetId", "0")) for one in there) + 1
    kinds = {relation.id: relation.type for relation in parts.relations(WORKBOOK)}
    type_ = next(kind for one in there if (kind := kinds.get(one.attributes.get(key, ""), "")).endswith("/worksheet"))
    relation = parts.relate(WORKBOOK, type_, part)
    parts.add(part, content, OF_SHEET)
    title = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    inner = f'<{there[0].name} name="{title}" sheetId="{id_}" {key}="{relation}"/>'
    parts.changed[WORKBOOK] = edited(xml, [appended(xml, listed, inner)])
