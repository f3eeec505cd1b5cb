"""Rows of items and scores to reviews: from the exchange table ``fidelity``, or a table of one review by itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from commissioning.domain.fidelity import Instrument, Review, Scale
from commissioning.domain.fidelity_scale import LEAST, MOST, Anchor, Item
from commissioning.errors import nearest
from commissioning.loading.columns import Column, Kind, Table
from commissioning.loading.headings import heading_key
from commissioning.loading.tables import TypedRow, TypedTable

SCORE = Column("score", Kind.WHOLE, "The reviewer's score, from 1 to 5; blank if there is none.", least=LEAST, most=MOST)
EVIDENCE = Column(
    "evidence",
    Kind.HOURS,
    "What was found of the fact that the item's anchor scores: clients, per cent or days, at most two decimals.",
    least=0,
    most=1_000_000_00,
)
"""Held as hundredths, which is how numbers with two decimals are read."""
WHOLE_SHARE = 100
PAGE = "docs/reference/fidelity.md lists them"


def review_table(scales: Iterable[str]) -> Table:
    """The table of a review: as the exchange table ``fidelity``, with evidence; all but the item may be left out."""
    return Table(
        "fidelity",
        "One row for each item of a fidelity review.",
        (
            Column("service_id", Kind.CODE, "The service's id."),
            Column("reviewed_on", Kind.DATE, "The day of the review."),
            Column("scale", Kind.CODE, "The scale; where it is blank, `--scale` says it.", values=tuple(scales)),
            Column("instrument", Kind.CODE, "How it was scored; blank is what the scale is for.", values=tuple(Instrument)),
            Column("item", Kind.CODE, "The item of the scale, by its id.", needed=True),
            SCORE,
            EVIDENCE,
        ),
    )


@dataclass
class _Gathered:
    """The rows of one review."""

    service_id: str
    reviewed_on: date | None
    scale: Scale
    instrument: Instrument
    rows: list[tuple[Item, TypedRow]] = field(default_factory=list)


def reviews_of(typed: TypedTable, scales: Mapping[str, Scale], scale_id: str = "", *, only: bool = False) -> list[Review]:
    """Every review in a table, in the order of their first rows; a row that is wrong is left out of its review.

    *scale_id* is the scale of rows that name none; with *only*, rows that name another are passed over. Rows with one service,
    day, scale and instrument are one review; an item scored twice in it is left out both times.
    """
    gathered: dict[tuple[object, ...], _Gathered] = {}
    for row in typed.rows:
        named = row.text("scale") or scale_id
        if row.bad or (only and named != scale_id):
            continue
        scale = scales.get(named)
        if scale is None:
            typed.leave_out(row, "D030", "scale", "no scale is named, or one that there is not", "name one, or say --scale ID")
            continue
        item = _item(typed, row, scale)
        if item is not None:
            service_id, day = row.text("service_id") or "", row.day("reviewed_on")
            instrument = Instrument(row.text("instrument") or scale.instrument)
            new = _Gathered(service_id, day, scale, instrument)
            review = gathered.setdefault((service_id, day, scale.id, instrument), new)
            review.rows.append((item, row))
    return [_review(typed, review) for review in gathered.values()]


def _item(typed: TypedTable, row: TypedRow, scale: Scale) -> Item | None:
    """The item of a row; None, with the row left out, where the scale has none of that id."""
    given = heading_key(row.text("item") or "")
    item = scale.item(given)
    if item is None:
        remedy = nearest(given, (known.id for known in scale.items)) or PAGE
        typed.leave_out(row, "D036", "item", f"is no item of the scale '{scale.id}'", remedy)
    return item


def _review(typed: TypedTable, found: _Gathered) -> Review:
    by_item: dict[str, list[TypedRow]] = {}
    for item, row in found.rows:
        by_item.setdefault(item.id, []).append(row)
    scores: dict[str, int] = {}
    evidence: dict[str, Fraction | int] = {}
    for item, row in found.rows:
        same = by_item[item.id]
        if len(same) > 1:
            message = f"is scored in {len(same)} rows of one review; all of them are left out"
            typed.leave_out(row, "D041", "item", message, "keep the row that holds")
            continue
        score, given = row.values.get("score"), row.values.get("evidence")
        if isinstance(given, int) and not _given(typed, row, item, Fraction(given, 100), evidence):
            continue
        if isinstance(score, int):
            scores[item.id] = score
    return Review(found.service_id, found.reviewed_on, found.scale.id, found.instrument, scores, evidence)


def _given(typed: TypedTable, row: TypedRow, item: Item, value: Fraction, into: dict[str, Fraction | int]) -> bool:
    """Take a row's evidence; whether the row is kept."""
    if item.anchor is None:
        message = "is given for an item that no anchor scores; it is not used"
        typed.warn(row, "D060", "evidence", message, "leave it blank; the reviewer's score is what counts")
        return True
    if too_much(item.anchor, value):
        typed.leave_out(row, "D033", "evidence", "is above 100 per cent", "correct it, or leave it blank if it is not known")
        return False
    into[item.anchor.fact] = value
    return True


def too_much(anchor: Anchor, value: Fraction) -> bool:
    """Whether a share is more than the whole."""
    return anchor.unit == "percent" and value > WHOLE_SHARE
