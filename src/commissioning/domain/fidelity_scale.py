"""A fidelity scale: its sections and items, the anchors that score a fact of a service, and the bands of its totals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from commissioning.domain.provenance import Provenance

LEAST, MOST = 1, 5
"""The lowest and the highest score of an item."""


class Instrument(StrEnum):
    """How the scores were come by."""

    FORMAL_REVIEW = "formal_review"
    GUIDED_SELF_ASSESSMENT = "guided_self_assessment"


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from *low* to *high*, both included."""

    low: int
    high: int

    @property
    def is_one(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def __contains__(self, number: int) -> bool:
        return self.low <= number <= self.high


ANY_SCORE = Span(LEAST, MOST)


@dataclass(frozen=True, slots=True)
class Step:
    """What the evidence must be for one score: from *at_least* to *at_most*, both included, or under *below*."""

    score: int
    at_least: Fraction | None = None
    at_most: Fraction | None = None
    below: Fraction | None = None

    def is_under(self, value: Fraction) -> bool:
        """Whether everything in the step is smaller than *value*."""
        if self.below is not None:
            return self.below <= value
        return self.at_most is not None and self.at_most < value

    def is_over(self, value: Fraction) -> bool:
        """Whether everything in the step is larger than *value*."""
        return self.at_least is not None and self.at_least > value

    def holds(self, value: Fraction) -> bool:
        """Whether *value* lies in the step."""
        return not self.is_under(value) and not self.is_over(value)


@dataclass(frozen=True, slots=True)
class Anchor:
    """The rule that scores one fact of a service: a step for each score, in the *unit* (clients, percent, days)."""

    fact: str
    title: str
    unit: str
    steps: tuple[Step, ...]
    provenance: Provenance
    more: tuple[Provenance, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it scores where no reviewer did: only if a document gives it."""
        return self.provenance.is_sourced

    def score(self, value: Fraction | int) -> Span:
        """The score of a value; both neighbouring scores where the value lies in a gap between two steps (95.5 per cent)."""
        exact = Fraction(value)
        for step in self.steps:
            if step.holds(exact):
                return Span(step.score, step.score)
        by_score = sorted(self.steps, key=lambda step: step.score)
        for one, next_one in pairwise(by_score):
            if (one.is_under(exact) and next_one.is_over(exact)) or (one.is_over(exact) and next_one.is_under(exact)):
                return Span(one.score, next_one.score)
        return ANY_SCORE


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a scale: its *name* with its standing, the *section* it is in (blank: not known), the anchors of its score.

    *wording* are anchors in words, which only a reviewer can apply; *number* is its place on the form (0: not known).
    """

    id: str
    name: str
    provenance: Provenance
    section: str = ""
    number: int = 0
    anchor: Anchor | None = None
    wording: tuple[tuple[int, str], ...] = ()
    wording_provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A group of items, with how many it has."""

    id: str
    title: str
    items: int


@dataclass(frozen=True, slots=True)
class Band:
    """What a total is called: *id* ``not_ips``, ``fair``, ``good`` or ``exemplary``, from *low* to *high*, both included."""

    id: str
    title: str
    low: int
    high: int
    provenance: Provenance | None = None

    def __contains__(self, total: int) -> bool:
        return self.low <= total <= self.high


@dataclass(frozen=True, slots=True)
class Scale:
    """An instrument in one of its versions. *bands* lie end to end from the lowest total to the highest; or there are none.

    *silences* say what the record does not give of it: what, and what was looked for.
    """

    id: str
    title: str
    version: str
    instrument: Instrument
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    bands: tuple[Band, ...]
    provenance: Provenance
    sections_provenance: Provenance | None = None
    silences: tuple[tuple[str, str], ...] = ()

    @property
    def least(self) -> int:
        """The lowest total of a review in which every item is scored."""
        return LEAST * len(self.items)

    @property
    def most(self) -> int:
        """The highest total."""
        return MOST * len(self.items)

    def item(self, item_id: str) -> Item | None:
        """The item of that id, if the scale has it."""
        return next((item for item in self.items if item.id == item_id), None)

    def band_of(self, total: int) -> Band | None:
        """The band a total lies in; None where the scale has no bands. Source of the limits: the bands' own provenance."""
        return next((band for band in self.bands if total in band), None)

    def facts(self) -> dict[str, Anchor]:
        """The facts that anchors score, by name."""
        return {item.anchor.fact: item.anchor for item in self.items if item.anchor is not None}
