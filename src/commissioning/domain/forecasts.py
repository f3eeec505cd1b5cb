"""What is forecast: figures over many made-up cohorts, with how far they spread; a forecast set beside what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import isqrt

from commissioning.domain.money import Pence


class Spread(StrEnum):
    """What the spread of a forecast is of: chance alone, or what is not known of the rates as well."""

    SAMPLING = "sampling only"
    UNCERTAIN = "with uncertain rates"


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure over cohorts: its mean (halves up), and the figures of cohorts below which 5, 25, 50, 75 and 95% lie.

    Each bound is the figure of one cohort, by nearest rank. *deviation* is the standard deviation, rounded down.
    """

    mean: int
    low90: int
    low50: int
    median: int
    high50: int
    high90: int
    deviation: int

    @classmethod
    def of(cls, figures: Sequence[int]) -> Interval:
        """The interval of one figure for each cohort. Raises :class:`ValueError` without any."""
        ordered = sorted(figures)
        number, total = len(ordered), sum(ordered)
        if not number:
            raise ValueError("an interval needs a figure")
        squares = sum((number * one - total) ** 2 for one in ordered)
        variance = squares // (number * number * (number - 1)) if number > 1 else 0
        low90, low50, median, high50, high90 = (ordered[-(-number * part // 20) - 1] for part in (1, 5, 10, 15, 19))
        return cls((2 * total + number) // (2 * number), low90, low50, median, high50, high90, isqrt(variance))


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure of one month or one financial year (April to March), by its first day."""

    first: date
    figure: Interval


@dataclass(frozen=True, slots=True)
class OutcomeForecast:
    """One outcome of a design: how many are paid for, how many stay undetermined, and in pence what is paid."""

    outcome: str
    met: Interval
    undetermined: Interval
    paid: Interval


@dataclass(frozen=True, slots=True)
class DesignForecast:
    """What one contract, read in one way, is forecast to pay for a cohort. *letter* names it in tables and pictures."""

    letter: str
    contract: str
    title: str
    readings: str
    recorded: tuple[str, ...]
    digest: str
    outcomes: tuple[OutcomeForecast, ...]
    paid: Interval
    years: tuple[Dated, ...]
    months: tuple[Dated, ...]
    cautions: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The contract with how it is read."""
        return f"{self.contract} @{self.readings}" if self.readings else self.contract


@dataclass(frozen=True, slots=True)
class Difference:
    """What a design pays more than the first one for the same cohorts: people and chance are the same, so only terms differ."""

    letter: str
    paid: Interval
    years: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Waited:
    """A limit on caseloads and what it does: starts put off and turned away, and the days that those put off waited."""

    workers: int
    cap: int
    longest: int | None
    put_off: Interval
    days: Interval
    turned_away: Interval
    busiest: Interval
    """The most people who were supported on one day."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A published figure and that of the cohorts, with what sets it."""

    group: str
    what: str
    least: Fraction
    most: Fraction
    simulated: Fraction
    source: str


@dataclass(frozen=True)
class Forecast:
    """A forecast of one cohort under one or more designs."""

    cohort: str
    title: str
    summary: str
    digest: str
    model: str
    model_digest: str
    starts: tuple[tuple[date, date, int], ...]
    seed: int
    cohorts: int
    spread: Spread
    uncertain: tuple[str, ...]
    until: date
    designs: tuple[DesignForecast, ...]
    differences: tuple[Difference, ...]
    fit: tuple[Fitted, ...]
    fitted: int
    """Of how many journeys the fit was measured."""
    beside: tuple[tuple[str, Fraction, str], ...] = ()
    """Published figures that nothing is fitted to, with their sources."""
    waited: Waited | None = None
    illustrative: bool = True
    """Whether the prices are."""

    @property
    def total(self) -> int:
        """The starts of one cohort."""
        return sum(number for _, _, number in self.starts)


@dataclass(frozen=True, slots=True)
class Share:
    """How far an outcome's change is due to another mix of people, if groups reached it so often against each other.

    All in shares of starts. *planned* and *happened* are published; *mixed* is what the planned rates by group give with the
    mix that there was.
    """

    likelihood: str
    backing: str
    outcome: str
    rates: tuple[tuple[str, Fraction], ...]
    planned: Fraction
    mixed: Fraction
    happened: Fraction

    @property
    def mix(self) -> Fraction:
        """The part of the change that the mix makes."""
        return self.mixed - self.planned

    @property
    def otherwise(self) -> Fraction:
        """The part that is left: people of one group reached the outcome more or less often than planned."""
        return self.happened - self.mixed


@dataclass(frozen=True, slots=True)
class Cost:
    """What outcomes cost for each start under one likelihood: as planned, at the mix that there was, as it happened."""

    likelihood: str
    planned: Pence
    mixed: Pence
    happened: Pence


@dataclass(frozen=True, slots=True)
class Hindsight:
    """An outcome forecast from the business case, beside what was planned and what happened, in shares of starts."""

    outcome: str
    readings: str
    spread: Spread
    planned: Fraction
    happened: Fraction
    low90: Fraction
    middle: Fraction
    high90: Fraction

    @property
    def case(self) -> str:
        """The readings and what the interval is of."""
        return f"{self.readings}, {self.spread}" if self.readings else str(self.spread)

    @property
    def inside(self) -> bool:
        """Whether what happened lies in the 90% interval of the forecast."""
        return self.low90 <= self.happened <= self.high90


@dataclass(frozen=True)
class BackTest:
    """A business case against what happened."""

    title: str
    contract: str
    planned_mix: tuple[tuple[str, Fraction], ...]
    happened_mix: tuple[tuple[str, Fraction], ...]
    shares: tuple[Share, ...]
    costs: tuple[Cost, ...]
    hindsight: tuple[Hindsight, ...]
    seed: int
    cohorts: int
    starts: int
    sources: tuple[str, ...] = ()
