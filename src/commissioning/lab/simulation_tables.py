"""A model of cohorts made ready for drawing: tables of values, limits for yes and no, days of the calendar, rates of pay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from commissioning.errors import usage
from commissioning.lab.simulation_draws import SIXTEEN, Codes, Ints, limit
from commissioning.lab.simulation_model import ChainModel, SimulationModel
from commissioning.lab.simulation_values import WHOLE, Ratio
from commissioning.terms.parameters import Parameter
from commissioning.terms.scalars import AgeRatesValue

EPOCH = date(1970, 1, 1).toordinal()
"""Days are counted from 1 January 1970, as Arrow does."""
LATE_DAYS = 30
"""Late starts come in so many days after the last year."""
MONTHS = (3, 6, 12)
"""The stages at which the chain looks whether there is work, in months after its first day."""
DISABLED, CONDITION, NEITHER = 2, 1, 0
"""The codes of a condition: one that limits, one that does not, none."""


def day_number(day: date) -> int:
    """The day counted from 1 January 1970."""
    return day.toordinal() - EPOCH


@dataclass(frozen=True)
class Starts:
    """When people start: the first day and the length of each year, and how many start in each.

    *fixed* says that the numbers are exact (a cohort of so many), not shares of a cohort of any size.
    """

    first: Ints
    days: Ints
    numbers: tuple[int, ...]
    fixed: bool

    @property
    def total(self) -> int:
        """All starts."""
        return sum(self.numbers)

    def years(self, first: int, size: int) -> npt.NDArray[np.intp]:
        """The year of each of *size* journeys from number *first* on, where the numbers are exact."""
        # A stride that has no common part with the total visits every place once: the numbers come out exactly, and
        # journeys that follow each other start in different years.
        places = (np.arange(first, first + size, dtype=np.int64) * _stride(self.total)) % self.total
        return np.searchsorted(np.cumsum(self.numbers), places, side="right")


def _stride(total: int) -> int:
    stride = max(1, total * 618 // 1000)
    while np.gcd(stride, total) != 1:
        stride += 1
    return stride


def starts_of(model: SimulationModel, yearly: Sequence[int] = ()) -> Starts:
    """The model's years, or those years with other numbers of starts. Raises :class:`Refused` for more years than there are."""
    years = model.cohort.years
    if len(yearly) > len(years):
        remedy = f"give at most {len(years)} numbers, one for each year from {years[0].from_.isoformat()} on"
        raise usage("U062", f"the model has {len(years)} years, not {len(yearly)}", remedy)
    numbers = [*yearly, *([0] * (len(years) - len(yearly)))] if yearly else [year.starts for year in years]
    if not sum(numbers):
        raise usage("U062", "no one starts in any year", "give at least one start")
    first = np.array([day_number(year.from_) for year in years], np.int32)
    days = np.array([day_number(year.until) - day_number(year.from_) + 1 for year in years], np.int32)
    return Starts(first, days, tuple(numbers), bool(yearly))


@dataclass(frozen=True)
class Calendar:
    """Days so many months later, and the minimum wage on each day, for days from *base* on."""

    base: int
    later: dict[int, Ints]
    rates: npt.NDArray[np.int16]
    band: Codes

    def months_after(self, days: Ints, months: int) -> Ints:
        """Each day ⊕ so many months, clamped to the month's last day."""
        return self.later[months].take(days - self.base, mode="clip")

    def minimum(self, days: Ints, ages: Ints) -> Ints:
        """The minimum wage in pence an hour at each age on each day."""
        at = np.clip(days - self.base, 0, self.rates.shape[1] - 1)
        found: Ints = self.rates[self.band.take(ages, mode="clip"), at].astype(np.int32)
        return found


def calendar_of(model: SimulationModel, wages: Parameter) -> Calendar:
    """The calendar of every day that a journey of the model can ask for."""
    base = day_number(model.cohort.referrals_open.value) - max(model.work.days_before_start.points.values()) - 1
    latest = day_number(model.cohort.years[-1].until) + LATE_DAYS + max(model.work.days_to_work.points.values())
    last = max(latest, day_number(model.cohort.observed_until.value)) + 366
    days = np.arange(base, last + 1, dtype=np.int32)
    later = {months: _later(days, months) for months in (*MONTHS, 18)}
    rates, band = _rates(wages, base, len(days))
    return Calendar(base, later, rates, band)


def _later(days: Ints, months: int) -> Ints:
    day = days.astype("M8[D]")
    month = day.astype("M8[M]")
    inside = (day - month.astype("M8[D]")).astype(np.int32)
    first = (month + months).astype("M8[D]").astype(np.int32)
    length = (month + months + 1).astype("M8[D]").astype(np.int32) - first
    found: Ints = (first + np.minimum(inside, length - 1)).astype(np.int32)
    return found


def _rates(wages: Parameter, base: int, size: int) -> tuple[npt.NDArray[np.int16], Codes]:
    """Rates by band of age and day; before the first version its rates hold, and after the last one the last."""
    versions = [(v.since, dict(v.value)) for v in wages.versions if isinstance(v.value, AgeRatesValue)]
    ages = sorted({age for _, by_age in versions for age in by_age})
    rates = np.zeros((len(ages), size), np.int16)
    for number, (since, by_age) in enumerate(versions):
        first = 0 if number == 0 or since is None else max(0, day_number(since) - base)
        rates[:, first:] = [[by_age[max(age for age in by_age if age <= edge)]] for edge in ages]
    band = np.searchsorted(ages, np.arange(121), side="right") - 1
    return rates, band.astype(np.int8)


@dataclass(frozen=True)
class ChainTables:
    """Who finds work, and how long it lasts.

    *work* is the limit for entering work by condition and by being a parent; *stage* gives, for those not disabled and for
    those disabled, the stage at which work ends: 1 before 3 months, 2 before 6, 3 before 12, 4 later.
    """

    work: Ints
    stage: Codes


def chain_of(model: SimulationModel) -> ChainTables:
    """The published chain with what is published of how people differ: the whole stays what it is, ratios are kept.

    With r the ratio of a group's rate to that of all, and s its share, the odds of the group against the others are
    r(1-s) / (1-rs). Disability and being a parent are taken to be independent; nothing read says how they go together.
    """
    chain = model.chain
    disabled, parents = Fraction(model.people.disabled.used, WHOLE), fraction(model.people.parents)
    of_disabled = fraction(chain.disabled_entered_work) / fraction(chain.all_entered_work_then)
    of_parents = fraction(chain.parents_entered_work) / fraction(chain.all_entered_work)
    lifted = [_odds(of_disabled, disabled), _odds(of_parents, parents)]
    others = (1 - disabled + lifted[0] * disabled) * (1 - parents + lifted[1] * parents)
    base = Fraction(chain.entered_work.value, WHOLE) / others
    rates = [[base * lift for lift in (1, lifted[1])] for _ in (NEITHER, CONDITION)]
    rates.append([base * lifted[0] * lift for lift in (1, lifted[1])])
    work = np.array([[_limit(rate) for rate in row] for row in rates], np.int32)
    return ChainTables(work, np.stack(_stages(chain, disabled * of_disabled)))


def fraction(of: Ratio) -> Fraction:
    """A ratio as an exact fraction."""
    return Fraction(of.number, of.of)


def _odds(ratio: Fraction, share: Fraction) -> Fraction:
    return ratio * (1 - share) / (1 - ratio * share) if ratio * share < 1 else Fraction(1)


def _limit(rate: Fraction) -> np.int32:
    return limit(min(rate.numerator, rate.denominator), rate.denominator)


def _stages(chain: ChainModel, disabled: Fraction) -> list[Codes]:
    """The table of stages for others and for disabled people, whose share of those in work is *disabled*."""
    reached = [chain.entered_work, chain.three_months, chain.six_months, chain.twelve_months]
    kept = [Fraction(to.value, of.value) for of, to in pairwise(reached)]
    then = zip(chain.disabled_kept_work.shares.values(), chain.all_kept_work_then.shares.values(), strict=True)
    by_group: tuple[list[Fraction], list[Fraction]] = ([], [])
    for of_all, (of_disabled, of_all_then) in zip(kept, then, strict=True):
        theirs = of_all * Fraction(of_disabled, of_all_then)
        by_group[0].append((of_all - disabled * theirs) / (1 - disabled))
        by_group[1].append(theirs)
        disabled = disabled * theirs / of_all
    return [_stage_table(of_group) for of_group in by_group]


def _stage_table(kept: Sequence[Fraction]) -> Codes:
    edges, staying = [0], Fraction(1)
    for share in kept:
        staying *= min(share, Fraction(1))
        edges.append(int(_limit(1 - staying)))
    edges.append(SIXTEEN)
    return np.repeat(np.arange(1, 5, dtype=np.int8), np.diff(edges))
