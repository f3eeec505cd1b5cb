"""Assessments of fidelity as one HTML page that needs nothing else, with a picture of the scores by section."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from commissioning.domain.fidelity import ItemScore
from commissioning.domain.fidelity_scale import MOST
from commissioning.reports import fidelity_words as words
from commissioning.reports.fidelity_words import Told
from commissioning.reports.pages import rendered

WIDTH, LABELS, VALUES, ROW, TOP = 960, 130, 150, 34, 44
ROOM = WIDTH - LABELS - VALUES


def fidelity_html(assessments: Sequence[Told]) -> str:
    """The whole page."""
    titles = [words.heading(told) for told in assessments]
    return rendered(
        "fidelity.html.j2",
        title=titles[0] if len(titles) == 1 else f"{len(titles)} fidelity reviews",
        reviews=[_review(told, index) for index, told in enumerate(assessments, 1)],
    )


def _review(told: Told, index: int) -> dict[str, object]:
    return {
        "ident": f"review-{index}",
        "heading": words.heading(told),
        "scale": words.scale_line(told),
        "verdict": words.verdict(told),
        "total": words.total(told) if told.shows_total else "",
        "band": words.band_name(told),
        "picture": picture(told, f"picture-{index}"),
        "open": bool(told.assessment.open_items),
        "groups": [
            {"title": title, "part": part if told.shows_total else "", "items": [_item(of) for of in items]}
            for title, part, items in words.groups(told)
        ],
        "lift_title": words.lift_title(told),
        "lift": list(words.lift(told)),
        "rooms": [(points, [of.item.name for of in items]) for points, items in words.rooms(told)],
        "rests": list(words.rests(told)),
        "silent": told.scale.silences,
    }


def _item(of: ItemScore) -> dict[str, object]:
    return {
        "name": words.item_name(of),
        "reviewer": "" if of.reviewer is None else str(of.reviewer),
        "evidence": words.measured(of.evidence, of.item.anchor) if of.evidence is not None and of.item.anchor else "",
        "anchor": words.score(of.anchor) if of.anchor is not None else "",
        "counted": words.score(of.counted),
        "low": of.counted.low,
        "open": of.counted.high - of.counted.low,
        "short": MOST - of.counted.high,
        "remark": words.remark(of),
        "disagrees": of.disagrees,
    }


# ---------------------------------------------------------------------------------------------------------- picture


def picture(told: Told, ident: str) -> Markup:
    """Bars of the total, with the bands, and of each section against the most it can have; what is open is hatched."""
    a, scale = told.assessment, told.scale
    parts = [(part.section.title, part.low, part.high, part.most) for part in a.sections]
    if told.shows_total:
        parts.insert(0, ("Total", a.low, a.high, scale.most))
    banded = told.shows_total and bool(scale.bands) and a.no_band is None
    top = TOP if banded else 8
    rows = [
        {
            "y": top + index * ROW,
            "label": title,
            "solid": low * ROOM // most,
            "hatched": (high - low) * ROOM // most,
            "text": f"{low} to {high} of {most}" if high > low else f"{low} of {most}",
        }
        for index, (title, low, high, most) in enumerate(parts)
    ]
    limits = [
        {"x": LABELS + band.low * ROOM // scale.most, "text": f"{band.low} {band.title.lower().removesuffix(' fidelity')}"}
        for band in (scale.bands[1:] if banded else ())
    ]
    height = top + ROW * len(rows) + 4
    title = "; ".join(f"{row['label']}: {row['text']}" for row in rows)
    drawn = rendered(
        "fidelity.svg.j2",
        rows=rows,
        limits=limits,
        width=WIDTH,
        height=height,
        left=LABELS,
        room=ROOM,
        title=title,
        ident=ident,
    )
    return Markup(drawn)  # noqa: S704 - autoescaped
