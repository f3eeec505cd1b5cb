"""What every page must be: well formed, self-contained, navigable, with tables that say what they are."""

from __future__ import annotations

import re
from html.parser import HTMLParser

VOID = {"meta", "link", "br", "wbr", "col", "hr", "img", "input"}
LOADING = {"src", "srcset", "action", "data", "poster", "xlink:href"}


class Page(HTMLParser):
    """A page read once, with what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.text = ""
        self.tags: set[str] = set()
        self.lang: str | None = None
        self._open: list[str] = []
        self._tables: list[bool] = []
        self.feed(html)
        self.close()
        if self._open:
            self.wrong.append(f"never closed: {self._open}")
        self._check()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.add(tag)
        if "id" in found:
            self.ids.append(found["id"] or "")
        if tag == "html":
            self.lang = found.get("lang")
        if tag == "a" and found.get("href"):
            self.links.append(found["href"] or "")
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "table":
            self._tables.append(False)
        if tag == "caption" and self._tables:
            self._tables[-1] = True
        if tag == "th" and found.get("scope") not in ("row", "col", "rowgroup", "colgroup"):
            self.wrong.append(f"a heading cell without scope in {self.getpos()}")
        for name, value in found.items():
            if name in LOADING or name.startswith("on") or (tag == "link" and name == "href" and value != "data:,"):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "style" and value and "url(" in value:
                self.wrong.append(f"{tag} {name}={value}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1] != tag:
            self.wrong.append(f"</{tag}> closes {self._open[-1:]} in {self.getpos()}")
            return
        self._open.pop()
        if tag == "table" and not self._tables.pop():
            self.wrong.append(f"a table without caption before {self.getpos()}")

    def handle_data(self, data: str) -> None:
        if "style" in self._open:
            if re.search(r"@import|url\(", data):
                self.wrong.append("the style sheet loads something")
            return
        self.text += data

    def _check(self) -> None:
        doubled = {ident for ident in self.ids if self.ids.count(ident) > 1}
        if doubled:
            self.wrong.append(f"ids given twice: {doubled}")
        lost = {link for link in self.links if not (link.startswith("#") and link[1:] in self.ids)}
        if lost:
            self.wrong.append(f"links that lead nowhere: {lost}")
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.wrong.append("there must be one h1, and it must come first")
        for before, after in zip(self.headings, self.headings[1:], strict=False):
            if after > before + 1:
                self.wrong.append(f"h{after} follows h{before}")
        if self.lang != "en-GB":
            self.wrong.append(f"lang is {self.lang}")
        if self.tags & {"script", "iframe", "img", "object", "embed", "form"}:
            self.wrong.append(f"{self.tags & {'script', 'iframe', 'img', 'object', 'embed', 'form'}}")

    @property
    def words(self) -> str:
        """The text with its white space made single."""
        return " ".join(self.text.split())
