"""A sweep: one caseload under many variants of a contract, each a point on one axis or more, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from commissioning.domain.comparisons import Total
from commissioning.domain.money import Pence
from commissioning.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class Axis:
    """What is swept, and the values it takes in order."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One variant: its value on each axis, and what the caseload comes to under it; or why there can be no such contract."""

    values: tuple[str, ...]
    total: Total | None
    problem: str = ""

    @property
    def due(self) -> Pence:
        """What is due (whole pence, the lowest where a payment group is not known); nothing where there is no such contract."""
        return self.total.all.least if self.total else 0

    @property
    def met(self) -> int:
        """Outcomes met."""
        return self.total.all.verdicts[Verdict.MET] if self.total else 0


@dataclass(frozen=True, slots=True)
class Step:
    """Two points next to each other on one axis, and how much more (negative: less) is due at the second."""

    axis: int
    before: Point
    after: Point

    @property
    def pence(self) -> Pence:
        """The difference in what is due."""
        return self.after.due - self.before.due

    @property
    def outcomes(self) -> int:
        """The difference in outcomes met."""
        return self.after.met - self.before.met


@dataclass(frozen=True)
class Swept:
    """Everything a sweep found. *points* are in the order of the axes, the last varying fastest.

    *cliff* is the step that changes most; *knee* the point that lies furthest from the straight line between its curve's
    ends, of the curves over the first axis (None where all are straight, or there are more than two axes).
    """

    as_of: date
    axes: tuple[Axis, ...]
    base: Total
    points: tuple[Point, ...]
    cliff: Step | None
    knee: Point | None
    journeys: int

    def at(self) -> Mapping[tuple[str, ...], Point]:
        """The points by their values."""
        return {point.values: point for point in self.points}
