"""Pictures as inline SVG: the timeline of a journey, and bars side by side. Every picture has a table that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from markupsafe import Markup

from commissioning.domain.calendar import in_words
from commissioning.reports.pages import rendered
from commissioning.reports.timeline import At, Lane, Look, Mark, Span, Timeline, described, described_span, ticks

WIDTH = 960
LABELS = 210
"""The width of the column of labels."""
LETTER = 6.6
"""What a letter of the smaller type takes, on the safe side."""
ROW, CAPTION, FLAG, AXIS = 28, 18, 18, 26
LONGEST_LABEL = 32


@dataclass(frozen=True)
class Flag:
    """A mark with its label, placed so that labels do not cover each other."""

    x: int
    y: int
    text: str
    is_limit: bool
    to_the_left: bool


@dataclass(frozen=True)
class Bar:
    """One bar of a lane; *text* is its label where there is room for it."""

    x: int
    width: int
    look: str
    text: str
    cut_left: bool
    going_on: bool
    title: str


@dataclass(frozen=True)
class Dot:
    """One day of a lane."""

    x: int
    at: str
    text: str
    to_the_left: bool
    title: str


@dataclass(frozen=True)
class Row:
    """One lane, placed."""

    y: int
    label: str
    caption: str
    bars: tuple[Bar, ...]
    dots: tuple[Dot, ...]


def timeline_svg(line: Timeline, ident: str) -> Markup:
    """The picture of a timeline. *ident* makes its ids differ from those of other pictures on the page."""
    return Markup(rendered("timeline.svg.j2", **_Placing(line).placed(), ident=ident))  # noqa: S704 - autoescaped


class _Placing:
    """Where everything of a timeline goes."""

    def __init__(self, line: Timeline) -> None:
        self._line = line
        self._width = WIDTH - LABELS - 14

    def placed(self) -> dict[str, object]:
        """The numbers and texts of the picture."""
        flags, levels = self._flags()
        top = FLAG * levels + AXIS
        rows, bottom = self._rows(top + 6)
        return {
            "width": WIDTH,
            "height": bottom + 8,
            "left": LABELS,
            "right": LABELS + self._width,
            "top": top,
            "bottom": bottom,
            "flags": flags,
            "ticks": self._ticks(),
            "rows": rows,
            "title": f"Timeline from {in_words(self._line.begins)} to {in_words(self._line.ends)}",
            "description": "; ".join(f"{lane.caption or lane.label}: {described(lane)}" for lane in self._line.lanes),
        }

    def _x(self, day: date, *, after: bool = False) -> int:
        """Where a day begins, or *after* it ends, on the drawn stretch."""
        offset = (day - self._line.begins).days + (1 if after else 0)
        return LABELS + min(max(offset * self._width // self._line.days, 0), self._width)

    def _ticks(self) -> list[tuple[int, str]]:
        """Where months or years begin, each with its label unless that would run over the edge or into the one before."""
        found = []
        free = LABELS
        for day, text in ticks(self._line, self._width // 72):
            x, half = self._x(day), int(len(text) * LETTER / 2)
            fits = x - half >= free and x + half <= LABELS + self._width
            free = x + half + 6 if fits else free
            found.append((x, text if fits else ""))
        return found

    # ------------------------------------------------------------------------------------------------------- flags

    def _flags(self) -> tuple[list[Flag], int]:
        """Each mark's label beside its line, higher up the further left, so that no line crosses a label."""
        right = LABELS + self._width
        placed: list[tuple[int, int, int, Mark, bool]] = []
        for mark in sorted(self._line.marks, key=lambda mark: mark.day, reverse=True):
            x = self._x(mark.day)
            wide = int(len(_flagged(mark)) * LETTER) + 8
            left = x + wide > right
            first, last = (x - wide, x) if left else (x, x + wide)
            covered = [level for level, a, b, _, _ in placed if a < last and first < b]
            placed.append((1 + max(covered, default=-1), first, last, mark, left))
        levels = 1 + max((level for level, *_ in placed), default=-1)
        flags = [
            Flag(self._x(mark.day), FLAG * (levels - 1 - level) + 13, _flagged(mark), mark.is_limit, left)
            for level, _, _, mark, left in placed
        ]
        return flags, levels

    # -------------------------------------------------------------------------------------------------------- rows

    def _rows(self, y: int) -> tuple[list[Row], int]:
        rows = []
        for lane in self._line.lanes:
            if lane.caption:
                y += CAPTION
            label = lane.label if len(lane.label) <= LONGEST_LABEL else f"{lane.label[: LONGEST_LABEL - 1]}…"
            bars = tuple(self._bar(span) for span in lane.spans if self._seen(span.first, span.last))
            rows.append(Row(y, label, lane.caption, bars, tuple(self._dots(lane))))
            y += ROW
        return rows, y

    def _seen(self, first: date, last: date) -> bool:
        return first <= self._line.ends and last >= self._line.begins

    def _bar(self, span: Span) -> Bar:
        x = self._x(span.first)
        width = max(self._x(span.last, after=True) - x, 2)
        text = span.label if span.look in (Look.COUNTS, Look.LEFT_OUT, Look.DEPENDS) else ""
        return Bar(
            x=x,
            width=width,
            look=span.look,
            text=text if len(text) * LETTER + 8 <= width else "",
            cut_left=span.first < self._line.begins,
            going_on=span.going_on or span.last > self._line.ends,
            title=described_span(span),
        )

    def _dots(self, lane: Lane) -> Iterator[Dot]:
        for point in lane.points:
            if not self._seen(point.day, point.day):
                continue
            x = self._x(point.day)
            text = "" if point.at is At.WAGES else _short(point.day)
            left = x + 10 + len(text) * LETTER > LABELS + self._width
            yield Dot(x, point.at, text, left, f"{point.label}: {in_words(point.day)}")


def _flagged(mark: Mark) -> str:
    return f"{mark.label}, {_short(mark.day)}"


def _short(day: date) -> str:
    return f"{day.day} {day:%b} {day.year}"


# ---------------------------------------------------------------------------------------------------------------- bars


@dataclass(frozen=True)
class Amount:
    """One bar of a chart: what it is of, how long it is at least and at most, and how it reads."""

    label: str
    least: int
    most: int
    text: str


def bars_svg(title: str, amounts: Iterable[Amount], ident: str) -> Markup:
    """Horizontal bars, one a row; what lies between the least and the most is hatched.

    Drawn twice: with labels beside the bars, and for a narrow screen above them; the style sheet shows one of the two.
    """
    listed = list(amounts)
    values = 12 + int(LETTER * 1.15 * max((len(one.text) for one in listed), default=0))
    broad = _bars(title, listed, ident, replace(BROAD, values=max(values, BROAD.values)))
    slim = _bars(title, listed, f"{ident}-slim", replace(SLIM, values=min(values, 220)))
    return Markup(broad + slim)  # noqa: S704 - autoescaped


@dataclass(frozen=True)
class _Layout:
    """Where bars stand: how wide the picture is, where bars begin, what values take, and how high a row is above its bar."""

    name: str
    width: int
    left: int
    values: int
    above: int
    letters: int


BROAD = _Layout("broad", WIDTH, 380, 190, 0, 54)
SLIM = _Layout("slim", 360, 2, 150, 19, 46)
BAR_ROW = 26


def _bars(title: str, amounts: list[Amount], ident: str, layout: _Layout) -> str:
    longest = max((amount.most for amount in amounts), default=0) or 1
    room = layout.width - layout.left - layout.values
    high = BAR_ROW + layout.above
    rows = [
        {
            "y": 6 + index * high,
            "label": amount.label if len(amount.label) <= layout.letters else f"{amount.label[: layout.letters - 1]}…",
            "solid": amount.least * room // longest,
            "hatched": (amount.most - amount.least) * room // longest,
            "text": amount.text,
        }
        for index, amount in enumerate(amounts)
    ]
    height = 12 + high * len(amounts)
    return rendered("bars.svg.j2", title=title, rows=rows, layout=layout, height=height, ident=ident)
