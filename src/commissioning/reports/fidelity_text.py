"""Assessments of fidelity for the terminal: the band, a picture by section, every item, and what would lift it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from commissioning.domain.fidelity import ItemScore
from commissioning.domain.fidelity_scale import MOST
from commissioning.reports import fidelity_words as words
from commissioning.reports.fidelity_words import Told
from commissioning.reports.figures import counted, printable

WIDTH = 100
BAR = 40
FULL, OPEN, EMPTY = "█", "▒", "·"


def fidelity_text(assessments: Sequence[Told]) -> list[str]:
    """Every line of the text; where there are several reviews, one line each comes first."""
    out: list[str] = []
    if len(assessments) > 1:
        out += [*_summary(assessments), ""]
    for index, told in enumerate(assessments):
        out += [""] * (2 if index else 0) + list(_one(told))
    return [printable(line) for line in out]


def _summary(assessments: Sequence[Told]) -> Iterator[str]:
    yield f"{counted(len(assessments), 'review')}:"
    for told in assessments:
        result = f"{words.total(told)}, {words.band_name(told)}" if told.shows_total else words.band_name(told)
        yield f"  {words.heading(told)}: {result}"


def _one(told: Told) -> Iterator[str]:
    yield from wrap(words.heading(told), WIDTH)
    yield "═" * WIDTH
    yield from wrap(words.scale_line(told), WIDTH)
    yield ""
    yield from wrap(words.verdict(told), WIDTH)
    for title, lines in (
        ("By section", _picture(told)),
        ("Items", _items(told)),
        (words.lift_title(told), _lift(told)),
        ("What it rests on", _rests(told)),
        ("What the record does not say", _silent(told)),
    ):
        body = list(lines)
        if body:
            yield from ("", title.upper(), "─" * len(title), *body)


# ---------------------------------------------------------------------------------------------------------- picture


def _picture(told: Told) -> Iterator[str]:
    a = told.assessment
    rows = [(part.section.title, part.low, part.high, part.most) for part in a.sections]
    if told.shows_total:
        rows.append(("Total", a.low, a.high, told.scale.most))
    width = max((len(title) for title, *_ in rows), default=0)
    for title, low, high, most in rows:
        text = f"{low} to {high}" if high > low else str(low)
        yield f"  {title:<{width}}  {bar(low, high, most)}  {text} of {most}"
    if told.shows_total and told.scale.bands:
        yield f"  {'':<{width}}  {_limits(told)}"
    if a.low < a.high:
        yield f"  {FULL} scored  {OPEN} still open"


def bar(low: int, high: int, most: int) -> str:
    """A bar of whole characters: what is certain, what is still open, what is missing."""
    solid, either = low * BAR // most, high * BAR // most
    if high > low and either == solid:
        either = min(solid + 1, BAR)
    return FULL * solid + OPEN * (either - solid) + EMPTY * (BAR - either)


def _limits(told: Told) -> str:
    """Where on the bar of the total each band begins."""
    line = [" "] * BAR
    for band in told.scale.bands[1:]:
        line[band.low * BAR // told.scale.most] = "▲"
    begins = ", ".join(f"{band.low} {band.title.lower()}" for band in told.scale.bands[1:])
    return f"{''.join(line)}  {begins}"


# ------------------------------------------------------------------------------------------------------------ items


def _items(told: Told) -> Iterator[str]:
    width = max(len(words.item_name(of)) for of in told.assessment.items)
    for title, part, items in words.groups(told):
        yield f"  {title}: {part}" if told.shows_total else f"  {title}"
        yield from _of_section(items, min(width, WIDTH - 24))


def _of_section(items: Iterable[ItemScore], width: int) -> Iterator[str]:
    for of in items:
        yield f"    {dots(of)}  {words.score(of.counted):<6}  {words.item_name(of):<{width}}".rstrip()
        if of.evidence is not None:
            yield from _indented(words.remark(of), 19)


def dots(of: ItemScore) -> str:
    """An item's score in five signs."""
    low, high = of.counted.low, of.counted.high
    return "●" * low + "◐" * (high - low) + "○" * (MOST - high)


def _lift(told: Told) -> Iterator[str]:
    for sentence in words.lift(told):
        yield from _indented(f"· {sentence}", 2, 2)
    for points, items in words.rooms(told):
        names = "; ".join(of.item.name for of in items)
        yield from _indented(f"· Room for {counted(points, 'point')}{' each' if len(items) > 1 else ''}: {names}.", 2, 2)


def _rests(told: Told) -> Iterator[str]:
    for what, backing in words.rests(told):
        yield from _indented(f"· {what}: {backing}.", 2, 2)


def _silent(told: Told) -> Iterator[str]:
    for what, why in told.scale.silences:
        yield from _indented(f"· {what[:1].upper()}{what[1:]}: {why}.", 2, 2)


def _indented(text: str, indent: int, hanging: int = 0) -> list[str]:
    first, rest = " " * indent, " " * (indent + hanging)
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
