"""A curve as inline SVG: a value at each step of an axis, with its knee and its cliff marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from commissioning.reports.grouped_bars import COLOURS
from commissioning.reports.pages import rendered

HEIGHT, TOP, BOTTOM = 340, 34, 60


@dataclass(frozen=True)
class _Layout:
    """How wide the picture is, what its sides take, and how many steps of the axis can be named."""

    name: str
    width: int
    left: int
    right: int
    named: int


BROAD = _Layout("broad", 960, 110, 150, 16)
SLIM = _Layout("slim", 360, 84, 26, 6)
NAME, LONGEST_NAME = 7, 150
"""What a letter of the name of a line takes, and a name at most."""
LEADER = 22
"""The names of several lines stand so far behind their ends, each joined to its own."""
ROW = 15


@dataclass(frozen=True)
class Line:
    """One line: its name and its value at each step; None where there is none."""

    name: str
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Marked:
    """A mark: its step, its line, and what it says. A cliff lies between its step and the one before."""

    step: int
    line: int
    text: str
    cliff: bool = False


def curve_svg(
    title: str,
    axis: str,
    steps: Sequence[str],
    lines: Sequence[Line],
    shown: Sequence[str],
    marks: Sequence[Marked],
    ident: str,
) -> Markup:
    """The picture. *shown* are the readings of the vertical axis: at nothing, and at the largest value.

    Drawn twice, the second time for a narrow screen; the style sheet shows one of the two.
    """
    names = 14 + LEADER + min(NAME * max((len(line.name) for line in lines), default=0), LONGEST_NAME)
    slim = replace(SLIM, right=names, named=4) if len(lines) > 1 else SLIM
    broad = _drawn(title, axis, steps, lines, shown, marks, ident, BROAD)
    return Markup(broad + _drawn(title, axis, steps, lines, shown, marks, f"{ident}-slim", slim))  # noqa: S704 - autoescaped


def _drawn(
    title: str,
    axis: str,
    steps: Sequence[str],
    lines: Sequence[Line],
    shown: Sequence[str],
    marks: Sequence[Marked],
    ident: str,
    layout: _Layout,
) -> str:
    most = max((v for line in lines for v in line.values if v is not None), default=0) or 1
    wide, high = layout.width - layout.left - layout.right, HEIGHT - TOP - BOTTOM

    def x(step: int) -> int:
        return layout.left + (wide * step // max(len(steps) - 1, 1))

    def y(value: int) -> int:
        return TOP + high - high * value // most

    every = max(1, -(-len(steps) // layout.named))
    ends = [next((y(v) for v in reversed(line.values) if v is not None), TOP + high) for line in lines]
    named = _apart(ends, TOP, TOP + high)
    drawn = [
        {
            "name": line.name,
            "colour": COLOURS[index % len(COLOURS)],
            "points": [(x(i), y(v)) for i, v in enumerate(line.values) if v is not None],
            "dash": ("", "7 4", "2 3", "10 3 2 3")[index // len(COLOURS) % 4],
            "named_at": named[index],
        }
        for index, line in enumerate(lines)
    ]
    placed = []
    for mark in marks:
        value = lines[mark.line].values[mark.step] or 0
        before = lines[mark.line].values[mark.step - 1] if mark.cliff and mark.step else None
        left = x(mark.step) > layout.left + (wide * 2 // 3 if layout is BROAD else wide // 3)
        high_up = y(value) < TOP + 40
        placed.append(
            {
                "x": x(mark.step),
                "y": y(value),
                "from": (x(mark.step - 1), y(before)) if before is not None else None,
                "text": mark.text,
                "left": left,
                "dy": 24 if high_up else -14,
                "cliff": mark.cliff,
            }
        )
    return rendered(
        "curve.svg.j2",
        name=layout.name,
        title=title,
        description=f"{axis}: {'; '.join(mark.text for mark in marks) or 'no step changes anything'}",
        width=layout.width,
        height=HEIGHT,
        left=layout.left,
        right=layout.left + wide,
        top=TOP,
        bottom=TOP + high,
        axis=axis,
        ticks=[(x(i), text) for i, text in enumerate(steps) if i % every == 0],
        shown=[(TOP + high, shown[0]), (TOP, shown[1])],
        lines=drawn,
        marks=placed,
        several=len(lines) > 1,
        leader=LEADER,
        ident=ident,
    )


def _apart(heights: Sequence[int], top: int, bottom: int) -> list[int]:
    """Where to write a name for each height so that none lies on another: in the order of the heights, within the picture."""
    gap = min(ROW, (bottom - top) // max(len(heights) - 1, 1))
    order = sorted(range(len(heights)), key=lambda index: (heights[index], index))
    placed: dict[int, int] = {}
    above = top - gap
    for index in order:
        above = placed[index] = max(heights[index], above + gap)
    below = bottom + gap
    for index in reversed(order):
        below = placed[index] = min(placed[index], below - gap)
    return [placed[index] for index in range(len(heights))]
