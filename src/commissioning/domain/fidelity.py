"""What a fidelity review scores: a scale's items, the total they make, the band it lies in, and what would lift it.

Each item scores 1 to 5. A reviewer's score always counts; where there is none, an anchor that a document gives scores the
evidence; an item with neither can still take any score, so the total is a range, and a band is only given where the whole
range lies in it. A guided self-assessment maps a service against the items and is never turned into a band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commissioning.domain.fidelity_scale import (
    ANY_SCORE,
    LEAST,
    MOST,
    Anchor,
    Band,
    Instrument,
    Item,
    Scale,
    Section,
    Span,
    Step,
)

__all__ = [
    "Anchor",
    "Assessment",
    "Band",
    "CountedBy",
    "Instrument",
    "Item",
    "ItemScore",
    "Lift",
    "NoBand",
    "Raise",
    "Review",
    "Scale",
    "Section",
    "SectionScore",
    "Span",
    "Step",
    "assess",
]


class CountedBy(StrEnum):
    """Whose score of an item counts."""

    REVIEWER = "reviewer"
    ANCHOR = "anchor"
    NOBODY = "nobody"


class NoBand(StrEnum):
    """Why a review is given no band, and none that is possible."""

    GUIDED_SELF_ASSESSMENT = "guided_self_assessment"
    SCALE_WITHOUT_BANDS = "scale_without_bands"


@dataclass(frozen=True, slots=True)
class Review:
    """One review of one service: *scores* by item, *evidence* by fact in its anchor's unit (24 clients, 95.5 per cent).

    An item or a fact that is not there is unknown.
    """

    service_id: str
    reviewed_on: date | None
    scale_id: str
    instrument: Instrument
    scores: Mapping[str, int] = field(default_factory=dict)
    evidence: Mapping[str, Fraction | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemScore:
    """One item of a review: what the reviewer scored, what the anchor makes of the evidence, and what counts."""

    item: Item
    reviewer: int | None
    evidence: Fraction | None
    anchor: Span | None
    counted: Span
    by: CountedBy

    @property
    def disagrees(self) -> bool:
        """Whether the reviewer's score is none that the anchor allows; the reviewer's counts all the same."""
        return self.reviewer is not None and self.anchor is not None and self.reviewer not in self.anchor

    @property
    def room(self) -> int:
        """How many points the item is short of the highest score."""
        return MOST - self.counted.high


@dataclass(frozen=True, slots=True)
class SectionScore:
    """A section's part of the total; *settled* of its items have one score."""

    section: Section
    low: int
    high: int
    settled: int

    @property
    def least(self) -> int:
        """The lowest its items can make."""
        return LEAST * self.section.items

    @property
    def most(self) -> int:
        """The highest its items can make."""
        return MOST * self.section.items


@dataclass(frozen=True, slots=True)
class Raise:
    """One item lifted from one score to another."""

    item: Item
    since: int
    to: int

    @property
    def points(self) -> int:
        """How many points it gives."""
        return self.to - self.since


@dataclass(frozen=True, slots=True)
class Lift:
    """What would lift a review to the band *to*, the one above the band of its lowest total.

    *most* item points are enough whatever the open items turn out to score, and *least* if they score 5; in a review with no
    open item the two are one. Every item point counts the same, so any items will do: *rooms* are the scored items below 5,
    the most room first. *raises* spend *most* on the fewest items (empty where the scored items have not room enough), and
    *ways* is how many choices of that few items there are.
    """

    to: Band
    least: int
    most: int
    rooms: tuple[ItemScore, ...]
    raises: tuple[Raise, ...]
    ways: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A review scored. *low* to *high* is the total it can still have; *band* only where both lie in one.

    *no_band* says why a review gets no band at all: then *bands_possible* is empty and there is no *lift*.
    """

    scale_id: str
    service_id: str
    reviewed_on: date | None
    instrument: Instrument
    low: int
    high: int
    band: Band | None
    bands_possible: tuple[Band, ...]
    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    lift: Lift | None
    no_band: NoBand | None = None

    @property
    def open_items(self) -> tuple[ItemScore, ...]:
        """The items that can still take more than one score."""
        return tuple(score for score in self.items if not score.counted.is_one)

    @property
    def disagreements(self) -> tuple[ItemScore, ...]:
        """The items whose reviewer and anchor disagree."""
        return tuple(score for score in self.items if score.disagrees)


def assess(scale: Scale, review: Review) -> Assessment:
    """Score a review on its scale.

    Raises :class:`ValueError` for a review of another scale, an item or a fact that the scale has not, and a score that is
    not 1 to 5: the loaders leave such rows out before it comes to this.
    """
    _check(scale, review)
    items = tuple(_scored(item, review) for item in scale.items)
    low, high = sum(score.counted.low for score in items), sum(score.counted.high for score in items)
    no_band = _no_band(scale, review)
    possible = () if no_band else tuple(band for band in scale.bands if band.low <= high and low <= band.high)
    return Assessment(
        scale_id=scale.id,
        service_id=review.service_id,
        reviewed_on=review.reviewed_on,
        # A self-assessment stays one, whatever a review on its scale calls itself.
        instrument=Instrument.GUIDED_SELF_ASSESSMENT if no_band is NoBand.GUIDED_SELF_ASSESSMENT else review.instrument,
        low=low,
        high=high,
        band=possible[0] if len(possible) == 1 else None,
        bands_possible=possible,
        items=items,
        sections=tuple(_section(section, items) for section in scale.sections),
        lift=_lift(scale, items, possible, low, high),
        no_band=no_band,
    )


def _check(scale: Scale, review: Review) -> None:
    if review.scale_id != scale.id:
        raise ValueError(f"a review on the scale '{review.scale_id}' cannot be scored on '{scale.id}'")
    known = {item.id for item in scale.items}
    wrong = [f"no item '{name}'" for name in review.scores if name not in known]
    wrong += [
        f"a score that is not 1 to 5 for '{name}'"
        for name, score in review.scores.items()
        if not isinstance(score, int) or score not in ANY_SCORE
    ]
    wrong += [f"no fact '{name}'" for name in review.evidence if name not in scale.facts()]
    if wrong:
        raise ValueError(f"the scale '{scale.id}': {'; '.join(wrong)}")


def _no_band(scale: Scale, review: Review) -> NoBand | None:
    if Instrument.GUIDED_SELF_ASSESSMENT in (scale.instrument, review.instrument):
        return NoBand.GUIDED_SELF_ASSESSMENT
    return None if scale.bands else NoBand.SCALE_WITHOUT_BANDS


def _scored(item: Item, review: Review) -> ItemScore:
    reviewer = review.scores.get(item.id)
    given = review.evidence.get(item.anchor.fact) if item.anchor else None
    evidence = None if given is None else Fraction(given)
    anchor = item.anchor.score(evidence) if item.anchor and evidence is not None else None
    if reviewer is not None:
        return ItemScore(item, reviewer, evidence, anchor, Span(reviewer, reviewer), CountedBy.REVIEWER)
    if anchor is not None and item.anchor is not None and item.anchor.counts:
        return ItemScore(item, None, evidence, anchor, anchor, CountedBy.ANCHOR)
    return ItemScore(item, None, evidence, anchor, ANY_SCORE, CountedBy.NOBODY)


def _section(section: Section, items: tuple[ItemScore, ...]) -> SectionScore:
    inside = [score.counted for score in items if score.item.section == section.id]
    return SectionScore(
        section, sum(span.low for span in inside), sum(span.high for span in inside), sum(span.is_one for span in inside)
    )


# --------------------------------------------------------------------------------------------- what would lift it


def _lift(scale: Scale, items: tuple[ItemScore, ...], possible: tuple[Band, ...], low: int, high: int) -> Lift | None:
    above = [band for band in scale.bands if possible and band.low > possible[0].high]
    if not above:
        return None
    points = above[0].low - low
    rooms = sorted((score for score in items if score.counted.is_one and score.room), key=lambda score: -score.room)
    return Lift(
        to=above[0],
        least=max(above[0].low - high, 0),
        most=points,
        rooms=tuple(rooms),
        raises=_fewest(rooms, points),
        ways=_ways([score.room for score in rooms], points),
    )


def _fewest(rooms: list[ItemScore], points: int) -> tuple[Raise, ...]:
    """Items lifted by *points* in all, as few of them as can be: those with the most room; none if the room is not enough."""
    found: list[Raise] = []
    for score in rooms:
        if points > 0:
            step = min(score.room, points)
            found.append(Raise(score.item, score.counted.low, score.counted.low + step))
            points -= step
    return tuple(found) if points <= 0 else ()


def _ways(rooms: list[int], points: int) -> int:
    """How many choices of the fewest items with room for *points* there are; 0 if all the room is not enough."""
    # By number of items chosen and the points they have room for (no more than are asked): how many choices.
    choices: dict[tuple[int, int], int] = {(0, 0): 1}
    for room in rooms:
        for (chosen, have), ways in list(choices.items()):
            key = (chosen + 1, min(have + room, points))
            choices[key] = choices.get(key, 0) + ways
    enough = {chosen: ways for (chosen, have), ways in choices.items() if have == points}
    return enough[min(enough)] if enough else 0
