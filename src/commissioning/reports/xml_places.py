"""Where the elements of an XML part stand in its bytes, so that a few can be changed and every other byte stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

_TAG = re.compile(rb"<[^>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^>\"']*)*>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL = 32_767
"""How many characters a cell of a workbook can hold."""


@dataclass(slots=True)
class Element:
    """One element: *name* as written, with its prefix; *start* and *end* bound it, *inner* and *close* what is in it."""

    name: str
    attributes: Mapping[str, str]
    start: int
    inner: int = 0
    close: int = 0
    end: int = 0
    children: list[Element] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    @property
    def prefix(self) -> str:
        """The prefix with its colon, blank where there is none."""
        return self.name[: -len(self.local)]

    @property
    def is_empty(self) -> bool:
        """Whether it was written as one tag, ``<x/>``."""
        return self.inner == self.end

    def all(self, local: str) -> Iterator[Element]:
        """The children of that name."""
        return (child for child in self.children if child.local == local)

    def first(self, local: str) -> Element | None:
        """The first child of that name."""
        return next(self.all(local), None)


def parsed(xml: bytes, deep: int = 99) -> Element:
    """The root of an XML part in UTF-8, its elements to that depth. Raises :class:`ValueError` where it is no such part."""
    if not _is_utf8(xml):
        raise ValueError("not UTF-8")
    parser = expat.ParserCreate()
    open_: list[Element] = []
    roots: list[Element] = []
    depth = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > deep:
            return
        start = parser.CurrentByteIndex
        tag = _TAG.match(xml, start)
        if tag is None:
            raise ValueError("a tag that does not end")
        element = Element(name, attributes, start, tag.end())
        (open_[-1].children if open_ else roots).append(element)
        open_.append(element)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        if depth >= deep:
            return
        element = open_.pop()
        element.close = parser.CurrentByteIndex
        empty = xml[element.inner - 2 : element.inner] == b"/>"
        element.end = element.inner if empty else xml.index(b">", element.close) + 1

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from None
    return roots[0]


def _is_utf8(xml: bytes) -> bool:
    said = re.match(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([A-Za-z0-9._-]+)", xml)
    return not xml.startswith((b"\xff\xfe", b"\xfe\xff")) and (said is None or said[1].lower() in (b"utf-8", b"us-ascii"))


def edited(xml: bytes, changes: Iterable[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each stretch from one place up to another replaced; no two stretches may overlap."""
    pieces, at = [], 0
    for start, end, new in sorted(changes, key=lambda change: change[:2]):
        assert start >= at, "two changes overlap"
        pieces += [xml[at:start], new]
        at = end
    return b"".join([*pieces, xml[at:]])


def with_attributes(xml: bytes, element: Element, **new: str | None) -> tuple[int, int, bytes]:
    """The change that gives an element other values of attributes, or (None) takes them away."""
    tag = xml[element.start : element.inner].decode()
    for name, value in new.items():
        pattern = re.compile(rf"\s+{re.escape(name)}\s*=\s*(\"[^\"]*\"|'[^']*')")
        tag = pattern.sub("", tag, count=1)
        if value is not None:
            ending = "/>" if tag.endswith("/>") else ">"
            tag = f"{tag[: -len(ending)].rstrip()} {name}={quoteattr(value)}{ending}"
    return element.start, element.inner, tag.encode()


def appended(xml: bytes, element: Element, inner: str) -> tuple[int, int, bytes]:
    """The change that puts something at the end of what is in an element."""
    if element.is_empty:
        tag = xml[element.start : element.inner].decode()
        return element.start, element.end, f"{tag[:-2].rstrip()}>{inner}</{element.name}>".encode()
    return element.close, element.close, inner.encode()


def text(words: str) -> str:
    """Words as the text of a cell: no sign that XML has not, and no more than a cell can hold."""
    return escape(_CONTROL.sub("?", words)[:LONGEST_CELL])
