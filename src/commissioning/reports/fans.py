"""A fan as inline SVG: a figure by month with the bands in which half and nine in ten of the cohorts lie."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from commissioning.domain.forecasts import Interval
from commissioning.domain.money import pounds
from commissioning.reports.pages import rendered

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 960, 340, 120, 110, 24, 56
MOST_TICKS = 9


def fan_svg(title: str, steps: Sequence[str], figures: Sequence[Interval], ident: str) -> Markup:
    """The picture of sums of money, one step a month; no band is told by its colour alone."""
    wide, high = WIDTH - LEFT - RIGHT, HEIGHT - TOP - BOTTOM
    most = max((one.high90 for one in figures), default=0) or 1
    least = min((one.low90 for one in figures), default=0)
    least = min(least, 0)

    def x(step: int) -> int:
        return LEFT + wide * step // max(len(figures) - 1, 1)

    def y(value: int) -> int:
        return TOP + high - high * (value - least) // (most - least)

    def band(upper: str, lower: str) -> list[tuple[int, int]]:
        above = [(x(i), y(getattr(one, upper))) for i, one in enumerate(figures)]
        below = [(x(i), y(getattr(one, lower))) for i, one in enumerate(figures)]
        return above + below[::-1]

    every = max(1, -(-len(steps) // MOST_TICKS))
    last = figures[-1] if figures else None
    peak = max(range(len(figures)), key=lambda i: figures[i].median, default=0)
    drawn = rendered(
        "fan.svg.j2",
        title=title,
        description=(
            f"{len(figures)} months from {steps[0]} to {steps[-1]}; most in {steps[peak]}, with a median of "
            f"{pounds(figures[peak].median)} and 90% of cohorts from {pounds(figures[peak].low90)} to "
            f"{pounds(figures[peak].high90)}"
            if figures
            else "nothing is paid"
        ),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        right=LEFT + wide,
        bottom=TOP + high,
        top=TOP,
        outer=band("high90", "low90"),
        inner=band("high50", "low50"),
        middle=[(x(i), y(one.median)) for i, one in enumerate(figures)],
        ticks=[(x(i), text) for i, text in enumerate(steps) if i % every == 0],
        shown=[(y(value), pounds(value)) for value in dict.fromkeys((least, 0, most // 2, most))],
        end=y(last.median) if last else TOP + high,
        ident=ident,
    )
    return Markup(drawn)  # noqa: S704 - autoescaped
