"""Bars in groups as inline SVG: one group a row of things compared, one bar a series, each with its letter and its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from commissioning.reports.pages import rendered

WIDTH, LABELS, VALUES, BAR, GAP, LETTERS = 960, 210, 190, 19, 14, 30
COLOURS = ("#0b4a6f", "#9a3412", "#14532d", "#6b21a8", "#374151", "#854d0e")
"""Each stands out from white by more than 4.5 to 1; no bar is told by its colour alone."""


@dataclass(frozen=True)
class Bars:
    """One group of bars: its label, and for each series how long its bar is at least and at most, and how that reads."""

    label: str
    values: tuple[tuple[int, int, str], ...]


def grouped_svg(title: str, letters: Sequence[str], groups: Sequence[Bars], ident: str) -> Markup:
    """The picture; what lies between the least and the most is hatched. *letters* name the series."""
    longest = max((most for one in groups for _, most, _ in one.values), default=0) or 1
    room = WIDTH - LABELS - VALUES
    y, rows = 8, []
    for one in groups:
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
        rows.append({"label": label, "y": bars[0]["y"] if bars else y, "bars": bars})
        y += GAP
    drawn = rendered(
        "grouped_bars.svg.j2",
        title=title,
        description="; ".join(
            f"{one.label}: {', '.join(f'{letters[i]} {text}' for i, (_, _, text) in enumerate(one.values))}" for one in groups
        ),
        rows=rows,
        colours=COLOURS,
        width=WIDTH,
        height=y,
        left=LABELS,
        ident=ident,
    )
    return Markup(drawn)  # noqa: S704 - autoescaped
