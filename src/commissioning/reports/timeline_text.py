"""The timeline of a journey drawn in characters, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.explanations import Explanation
from commissioning.plan.plan import Plan
from commissioning.reports.figures import printable
from commissioning.reports.timeline import MEANING, At, Lane, Look, Mark, Span, Timeline, months, ticks, timeline

FILL = {Look.COUNTS: "█", Look.DEPENDS: "▒", Look.LEFT_OUT: "░", Look.QUALIFYING: "▓", Look.WINDOW: "─"}
SIGN = {At.REACHED: "●", At.EARLIEST: "○", At.ENOUGH: "◆", At.WAGES: "£"}
KEY: dict[Look | At, str] = {
    Look.COUNTS: "█ counts",
    Look.DEPENDS: "▒ depends on the reading, fact or outcome",
    Look.LEFT_OUT: "░ does not count",
    Look.QUALIFYING: "▓ days that count",
    Look.WINDOW: "[──] window",
    **{at: f"{SIGN[at]} {MEANING[at]}" for at in At},
}
LIMIT, EVENT = "┊", "│"
WIDEST_LABEL = 26
NARROWEST_CHART = 24
TICK = 10
"""Columns a labelled tick needs."""


def timeline_text(explanation: Explanation, width: int = 100, plan: Plan | None = None) -> list[str]:
    """The timeline in lines of at most *width* characters (at least 48)."""
    line = timeline(explanation, plan)
    room = max(width, 48)
    if not line.lanes and len(line.marks) < 2:
        return wrap(f"Nothing to draw: no start date, and no job known by {in_words(explanation.as_of)}.", room)
    return _Drawing(line, room).lines()


class _Drawing:
    """One timeline on a grid of characters."""

    def __init__(self, line: Timeline, width: int) -> None:
        self._line = line
        self._width = width
        longest = max((len(lane.label) for lane in line.lanes if not lane.caption), default=0)
        room = min(WIDEST_LABEL, width - NARROWEST_CHART - 2)
        self._label = max(min(longest, room), 4)
        self._chart = width - self._label - 2

    def lines(self) -> list[str]:
        """The axis, the lanes, the letters of the marks, and what all of it means."""
        out = [*self._axis()]
        for lane in self._line.lanes:
            if lane.caption:
                out += wrap(f"{lane.caption}:", self._width)
            out.append(self._row("" if lane.caption else lane.label, self._lane(lane)))
        out += [*self._letters(), "", *self._legend(), *self._key(), *self._more()]
        return [printable(text.rstrip()) for text in out]

    def _row(self, label: str, cells: str) -> str:
        short = label if len(label) <= self._label else f"{label[: self._label - 1]}…"
        return f"{short:<{self._label}}  {cells}"

    def _column(self, day: date) -> int:
        column = (day - self._line.begins).days * self._chart // self._line.days
        return min(max(column, 0), self._chart - 1)

    def _axis(self) -> Iterator[str]:
        labels = [" "] * self._chart
        rule = ["─"] * self._chart
        if len(months(self._line)) * 3 <= self._chart:
            for day in months(self._line):
                rule[self._column(day)] = "┬"
        for day, text in ticks(self._line, self._chart // TICK):
            column = self._column(day)
            rule[column] = "┼"
            at = min(column, self._chart - len(text))
            if not "".join(labels[max(at - 1, 0) : at + len(text)]).strip():
                labels[at : at + len(text)] = text
        yield self._row("", "".join(labels))
        yield self._row("", "".join(rule))

    def _lane(self, lane: Lane) -> str:
        cells = [" "] * self._chart
        for mark in self._line.marks:
            cells[self._column(mark.day)] = LIMIT if mark.is_limit else EVENT
        for span in lane.spans:
            self._draw(span, cells)
        for point in lane.points:
            if self._line.begins <= point.day <= self._line.ends:
                cells[self._column(point.day)] = SIGN[point.at]
        return "".join(cells)

    def _draw(self, span: Span, cells: list[str]) -> None:
        if span.last < self._line.begins or span.first > self._line.ends:
            return
        first, last = self._column(span.first), self._column(span.last)
        cells[first : last + 1] = FILL[span.look] * (last - first + 1)
        if span.look is Look.WINDOW:
            cells[last] = "]" if span.last <= self._line.ends else "▸"
            cells[first] = ("[" if first < last else "▯") if span.first >= self._line.begins else "◂"
            return
        if span.first < self._line.begins:
            cells[first] = "◂"
        if span.going_on and last > first:
            cells[last] = "▸"

    def _letters(self) -> Iterator[str]:
        """A letter under each mark; where two fall in one column, the second goes on a further line."""
        rows: list[dict[int, str]] = []
        for letter, mark in self._lettered():
            column = self._column(mark.day)
            row = next((row for row in rows if column not in row), None)
            if row is None:
                row = {}
                rows.append(row)
            row[column] = letter
        for row in rows:
            yield self._row("", "".join(row.get(column, " ") for column in range(self._chart)))

    def _lettered(self) -> list[tuple[str, Mark]]:
        marks = sorted(self._line.marks, key=lambda mark: mark.day)
        return [(chr(ord("a") + index) if index < 26 else "z", mark) for index, mark in enumerate(marks)]

    def _legend(self) -> Iterator[str]:
        entries = [(mark.day, letter, mark.label) for letter, mark in self._lettered()]
        for lane in self._line.lanes:
            entries += [(point.day, SIGN[point.at], point.label) for point in lane.points if point.at is not At.WAGES]
        entries = sorted(dict.fromkeys(entries), key=lambda entry: entry[0])
        for day, sign, label in entries:
            outside = "" if self._line.begins <= day <= self._line.ends else " (not drawn)"
            text = f"{sign}  {in_words(day):<17}  {label}{outside}"
            yield from wrap(text, self._width, initial_indent="  ", subsequent_indent=" " * 24)

    def _key(self) -> Iterator[str]:
        used: dict[Look | At, None] = {}
        for lane in self._line.lanes:
            used.update(dict.fromkeys(span.look for span in lane.spans))
            used.update(dict.fromkeys(point.at for point in lane.points))
        parts = [KEY[thing] for thing in KEY if thing in used]
        if any(span.going_on for lane in self._line.lanes for span in lane.spans):
            parts.append("▸ still going on")
        text = ""
        for part in parts:
            if text and len(text) + 3 + len(part) + 2 > self._width:
                yield f"  {text}"
                text = ""
            text = f"{text}   {part}" if text else part
        if text:
            yield f"  {text}"

    def _more(self) -> Iterator[str]:
        for count, what in ((self._line.more_jobs, "job"), (self._line.more_readings, "reading")):
            if count:
                yield f"  {count} more {f'{what} is' if count == 1 else f'{what}s are'} not drawn."
