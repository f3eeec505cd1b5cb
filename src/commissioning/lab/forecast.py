"""Cohorts made up and decided under every design at once: the same people and the same chance under each.

Every cohort is simulated anew and every journey of it is decided; none is drawn again from another. Cohort number c of a seed
has the seed ``seed + c × 2³²``, so that any one of them can be made again and looked at. Money is counted in whole pence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.shapes import MET, UNDETERMINED
from commissioning.lab.forecast_batch import Batches
from commissioning.lab.forecast_caps import Cap, Waits, admitted
from commissioning.lab.forecast_cohort import ForecastCohort, Uncertain, with_rates
from commissioning.lab.simulation import Block, Simulator
from commissioning.lab.simulation_draws import Draws
from commissioning.lab.simulation_model import ChainModel
from commissioning.lab.simulation_tables import EPOCH, chain_of
from commissioning.lab.simulation_values import WHOLE
from commissioning.plan.plan import Plan

Array = npt.NDArray[Any]
Progress = Callable[[int, int], None]

COHORT_SEEDS = 1 << 32
"""The seeds of one forecast's cohorts are so far apart, and its own is below it."""
RATES_STREAM = 1_000_000_000
"""The number of the stream that rates are drawn from: beyond any block of journeys."""


def seed_of(seed: int, number: int) -> int:
    """The seed of the cohort of that number, from 0: `commissioning simulate` makes the same people from it."""
    return seed + number * COHORT_SEEDS


@dataclass(frozen=True)
class Months:
    """The months that payments fall in, from that of the first start to that of the last day decided."""

    first: date
    number: int

    @classmethod
    def between(cls, first: date, last: date) -> Months:
        """All months from one day to another."""
        return cls(first.replace(day=1), (last.year - first.year) * 12 + last.month - first.month + 1)

    def day(self, month: int) -> date:
        """The first day of a month by its number from 0."""
        at = self.first.month - 1 + month
        return date(self.first.year + at // 12, at % 12 + 1, 1)

    def of_days(self, days: Array) -> Array:
        """The number of the month that each day (an ordinal) lies in."""
        base = self.first.toordinal()
        lengths = [self.day(month + 1).toordinal() - base for month in range(self.number)]
        return np.searchsorted(np.array(lengths), days - base, side="right")


@dataclass
class Counts:
    """What was counted: outcomes paid for by cohort × outcome × group × month, undetermined ones by cohort × outcome × group,
    and starts by cohort × group × month. Outcomes of several designs follow each other."""

    paid: Array
    undetermined: Array
    starts: Array
    waits: list[Waits]


@dataclass(frozen=True)
class Forecaster:
    """A cohort made ready to be simulated and decided any number of times."""

    cohort: ForecastCohort
    simulator: Simulator
    plans: tuple[Plan, ...]
    fall: int = WHOLE
    """Of the chain's chance to enter work, in basis points, how much is left."""
    cap: Cap | None = None

    @property
    def until(self) -> date:
        """The day as of which everything is decided: so late that every outcome has had its time."""
        return self.cohort.loaded.model.cohort.observed_until.value

    @property
    def months(self) -> Months:
        """The months of payments."""
        return Months.between(self.cohort.file.years[0].from_, self.until)

    @property
    def groups(self) -> tuple[str, ...]:
        """The payment groups, in the order of the counts."""
        return tuple(self.cohort.loaded.model.people.payment_groups.shares)

    def blocks(self, seed: int, number: int, uncertain: Uncertain | None = None) -> list[Block]:
        """The journeys of the cohort of that number, before any limit on caseloads."""
        drawn = seed_of(seed, number)
        chain = self._chain(self.cohort.loaded.model.chain, drawn, uncertain)
        simulator = self.simulator
        if chain is not simulator.loaded.model.chain:
            model = simulator.loaded.model.model_copy(update={"chain": chain})
            simulator = replace(simulator, chain=chain_of(model))
        return list(simulator.cohort(drawn, sum(self.cohort.starts)).blocks())

    def _chain(self, chain: ChainModel, seed: int, uncertain: Uncertain | None) -> ChainModel:
        if uncertain is not None:
            chain = with_rates(chain, drawn_rates(uncertain, seed))
        if self.fall != WHOLE:
            found = (chain.entered_work, chain.three_months, chain.six_months, chain.twelve_months)
            chain = with_rates(chain, _fallen(tuple(share.value for share in found), self.fall))
        return chain

    def run(self, seed: int, cohorts: int, uncertain: Uncertain | None = None, progress: Progress | None = None) -> Counts:
        """Simulates and decides so many cohorts."""
        columnar = Columnar(self.plans)
        wages = bool(columnar.compiled.sizes.earned)
        batches = Batches(self.simulator, wages=wages)
        counter = _Counter(self.months, columnar.compiled.outcomes, len(self.groups), cohorts)
        places = self._places()
        as_of, facts = self.until.toordinal(), columnar.facts
        for number in range(cohorts):
            blocks = self.blocks(seed, number, uncertain)
            if self.cap is not None:
                blocks, waits = admitted(blocks, self.cap, places)
                counter.counts.waits.append(waits)
            for block in blocks:
                counter.add(number, block, columnar.decide(batches(block, facts), as_of).results)
            if progress is not None:
                progress((number + 1) * sum(self.cohort.starts), cohorts * sum(self.cohort.starts))
        return counter.counts

    def _places(self) -> tuple[int, ...]:
        """The places of each lot under the limit on caseloads: workers by the lots' shares of starts, none left over."""
        if self.cap is None:
            return ()
        shares = [lot.share for lot in self.cohort.loaded.model.people.lots.lots]
        ends = [(2 * self.cap.workers * upto + WHOLE) // (2 * WHOLE) for upto in accumulate(shares)]
        return tuple((end - before) * self.cap.each for before, end in zip([0, *ends], ends, strict=False))


def drawn_rates(uncertain: Uncertain, seed: int) -> tuple[int, int, int, int]:
    """One draw of the chain, in basis points of all starts: what is not known of the rates."""
    names = ("entered_work", "three", "six", "twelve")
    bits = [int(one[0]) for one in Draws(seed, RATES_STREAM).rows(names, 1).values()]
    if uncertain.drawn.value == "together":
        bits = [bits[0]] * len(bits)
    shares = [rates.at(draw) for rates, draw in zip(uncertain.rates(), bits, strict=True)]
    entered = shares[0]
    found = list(accumulate(shares, lambda reached, kept: (2 * reached * kept + WHOLE) // (2 * WHOLE)))
    return entered, found[1], found[2], found[3]


def _fallen(shares: tuple[int, ...], left: int) -> tuple[int, int, int, int]:
    entered, three, six, twelve = ((2 * share * left + WHOLE) // (2 * WHOLE) for share in shares)
    return entered, three, six, twelve


class _Counter:
    def __init__(self, months: Months, outcomes: int, groups: int, cohorts: int) -> None:
        self._months, self._outcomes, self._groups = months, outcomes, groups
        self.counts = Counts(
            np.zeros((cohorts, outcomes, groups, months.number), "i4"),
            np.zeros((cohorts, outcomes, groups), "i4"),
            np.zeros((cohorts, groups, months.number), "i4"),
            [],
        )
        base = months.first.toordinal()
        self._base = base
        self._month_of = months.of_days(np.arange(base, months.day(months.number).toordinal()))

    def add(self, cohort: int, block: Block, results: Array) -> None:
        """Counts a block. An outcome is payable on the day it is reached; where readings differ in it, on the last of them."""
        group = block.people.group.astype("i8")
        started = group * self._months.number + self._month(block.people.start + EPOCH)
        self.counts.starts[cohort] += self._counted(started, self.counts.starts[cohort].shape)
        journey, outcome = np.nonzero(results["verdict"] == MET)
        one = results[journey, outcome]
        at = (outcome * self._groups + group[journey]) * self._months.number + self._month(one["last"])
        at = np.repeat(at, one["times"])
        self.counts.paid[cohort] += self._counted(at, self.counts.paid[cohort].shape)
        journey, outcome = np.nonzero(results["verdict"] == UNDETERMINED)
        open_at = outcome * self._groups + group[journey]
        self.counts.undetermined[cohort] += self._counted(open_at, self.counts.undetermined[cohort].shape)

    def _month(self, days: Array) -> Array:
        found: Array = self._month_of[np.clip(days - self._base, 0, len(self._month_of) - 1)]
        return found

    @staticmethod
    def _counted(at: Array, shape: tuple[int, ...]) -> Array:
        counted: Array = np.bincount(at, minlength=int(np.prod(shape))).reshape(shape).astype("i4")
        return counted


def prices_of(plans: Sequence[Plan], groups: Sequence[str]) -> Array:
    """What each outcome of each plan pays for each group, in pence: the lowest of several prices, 0 where there is none."""
    return np.array(
        [
            [(plan.prices.range(outcome.name, {group}) or (0, 0))[0] for group in groups]
            for plan in plans
            for outcome in plan.outcomes
        ],
        "i8",
    ).reshape(-1, len(groups))


def money(paid: Array, prices: Array) -> Array:
    """Pence by cohort × outcome × month."""
    found: Array = np.einsum("cogm,og->com", paid, prices)
    return found


def slices(plans: Sequence[Plan]) -> Iterator[slice]:
    """The outcomes of each plan among those of all."""
    at = 0
    for plan in plans:
        yield slice(at, at + len(plan.outcomes))
        at += len(plan.outcomes)
