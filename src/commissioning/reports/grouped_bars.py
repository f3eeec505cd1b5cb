"""Bars in groups as inline SVG: one group a row of things compared, one bar a series, each with its letter and its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commissioning.reports.pages import rendered

WIDTH, VALUES, BAR, GAP, LETTERS = 960, 190, 19, 14, 36
LETTER, MARGIN = 7.6, 44
"""What a letter of a label takes, on the safe side, and what stands beside it."""

COLOURS = ("#0b4a6f", "#9a3412", "#14532d", "#6b21a8", "#374151", "#854d0e")
"""Each stands out from white by more than 4.5 to 1; no bar is told by its colour alone."""


@dataclass(frozen=True)
class Bars:
    """One group of bars: its label, and for each series how long its bar is at least and at most, and how that reads."""

    label: str
    values: tuple[tuple[int, int, str], ...]


def grouped_svg(title: str, letters: Sequence[str], groups: Sequence[Bars], ident: str) -> Markup:
    """The picture; what lies between the least and the most is hatched. *letters* name the series.

    Drawn twice: with labels beside the bars, and for a narrow screen above them; the style sheet shows one of the two.
    """
    longest = max((len(one.label) for one in groups), default=0)
    labels = min(MARGIN + int(LETTER * min(longest, LETTERS)), WIDTH // 3)
    texts = [text for one in groups for _, _, text in one.values]
    values = 12 + int(LETTER * max(map(len, texts), default=0))
    broad = _drawn(title, letters, groups, ident, _Layout("broad", WIDTH, labels, max(values, VALUES), 0))
    slim = _drawn(title, letters, groups, f"{ident}-slim", _Layout("slim", 360, 22, min(values, 220), 20))
    return Markup(broad + slim)  # noqa: S704 - autoescaped


@dataclass(frozen=True)
class _Layout:
    """Where bars stand: how wide the picture is, where bars begin, what values take, and the room for a label above."""

    name: str
    width: int
    left: int
    values: int
    above: int


def _drawn(title: str, letters: Sequence[str], groups: Sequence[Bars], ident: str, layout: _Layout) -> str:
    longest = max((most for one in groups for _, most, _ in one.values), default=0) or 1
    room = layout.width - layout.left - layout.values
    y, rows = 8, []
    for one in groups:
        top = y
        y += layout.above
        bars = []
        for index, (least, most, text) in enumerate(one.values):
            bars.append(
                {
                    "y": y,
                    "letter": letters[index],
                    "colour": COLOURS[index % len(COLOURS)],
                    "series": index % len(COLOURS),
                    "solid": least * room // longest,
                    "hatched": (most - least) * room // longest,
                    "text": text,
                }
            )
            y += BAR
        label = one.label if len(one.label) <= LETTERS else f"{one.label[: LETTERS - 1]}…"
        rows.append({"label": label, "y": top, "bars": bars})
        y += GAP
    return rendered(
        "grouped_bars.svg.j2",
        title=title,
        description="; ".join(
            f"{one.label}: {', '.join(f'{letters[i]} {text}' for i, (_, _, text) in enumerate(one.values))}" for one in groups
        ),
        rows=rows,
        colours=COLOURS,
        layout=layout,
        height=y,
        ident=ident,
    )
