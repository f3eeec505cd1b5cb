"""A curve as inline SVG: a value at each step of an axis, with its knee and its cliff marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commissioning.reports.grouped_bars import COLOURS
from commissioning.reports.pages import rendered

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 340, 110, 150, 34, 60


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
    """The picture. *shown* are the readings of the vertical axis: at nothing, and at the largest value."""
    most = max((v for line in lines for v in line.values if v is not None), default=0) or 1
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM

    def x(step: int) -> int:
        return LEFT + (wide * step // max(len(steps) - 1, 1))

    def y(value: int) -> int:
        return TOP + high - high * value // most

    every = max(1, -(-len(steps) // 16))
    drawn = [
        {
            "name": line.name,
            "colour": COLOURS[index % len(COLOURS)],
            "points": [(x(i), y(v)) for i, v in enumerate(line.values) if v is not None],
            "dash": ("", "7 4", "2 3", "10 3 2 3")[index // len(COLOURS) % 4],
        }
        for index, line in enumerate(lines)
    ]
    placed = []
    for mark in marks:
        value = lines[mark.line].values[mark.step] or 0
        before = lines[mark.line].values[mark.step - 1] if mark.cliff and mark.step else None
        left = x(mark.step) > LEFT + wide * 2 // 3
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
    picture = rendered(
        "curve.svg.j2",
        title=title,
        description=f"{axis}: {'; '.join(mark.text for mark in marks) or 'no step changes anything'}",
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=LEFT + wide,
        top=TOP,
        bottom=TOP + high,
        axis=axis,
        ticks=[(x(i), text) for i, text in enumerate(steps) if i % every == 0],
        shown=[(TOP + high, shown[0]), (TOP, shown[1])],
        lines=drawn,
        marks=placed,
        several=len(lines) > 1,
        ident=ident,
    )
    return Markup(picture)  # noqa: S704 - autoescaped
