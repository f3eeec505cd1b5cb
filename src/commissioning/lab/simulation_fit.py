"""How near a made-up cohort comes to what is published: each figure measured on the cohort and set beside the published one.

The chain is measured as the statistics give it: who of all starts entered work, and who of them was in work 3, 6 and 12
months after the first day in work (each with the stage before). The payments at 13, 26 and 52 weeks are another measure: they
follow from the contract's terms (hours, windows), and are had by deciding the cohort.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from commissioning.domain.provenance import Provenance
from commissioning.lab.simulation import Block, Simulator
from commissioning.lab.simulation_draws import BLANK, NO_DAY, Flags, Ints
from commissioning.lab.simulation_people import LEFT_EARLY
from commissioning.lab.simulation_tables import CONDITION, DISABLED, MONTHS, Calendar, day_number, fraction
from commissioning.lab.simulation_values import WHOLE, Between
from commissioning.terms.settings import Marked

OTHER_MEASURE = "Another measure, which sets nothing: payments by the contract's own test of hours and windows"
STAGES = ("entered work", *(f"in work at {months} months" for months in MONTHS))


def chain(block: Block, calendar: Calendar) -> npt.NDArray[np.bool_]:
    """For each stage of the chain (4 by journeys), who reached it, by the rows of ``jobs`` as they are written.

    Work counts from the first job that began on or after the start; hours do not matter. A blank end means that the job goes
    on, or that its next row takes over.
    """
    rows, start = block.jobs, block.people.start
    same = (rows.journey[1:] == rows.journey[:-1]) & (rows.slot[1:] == rows.slot[:-1])
    begun, last = rows.first.copy(), rows.last.copy()
    begun[1:][same] = rows.first[:-1][same]
    taken_over = np.append(same, False) & (last == NO_DAY)
    last[taken_over] = rows.first[np.flatnonzero(taken_over) + 1] - 1
    counts = begun >= start[rows.journey]
    first = np.full(len(start), NO_DAY, np.int32)
    np.minimum.at(first, rows.journey[counts], rows.first[counts])
    reached = [first != NO_DAY]
    for months in MONTHS:
        day = calendar.months_after(first, months)
        reached.append(reached[-1] & _in_work(rows.journey[counts], rows.first[counts], last[counts], day))
    return np.stack(reached)


def _in_work(journey: npt.NDArray[np.intp], first: Ints, last: Ints, day: Ints) -> Flags:
    found = np.zeros(len(day), np.bool_)
    found[journey[(first <= day[journey]) & (day[journey] <= last)]] = True
    return found


@dataclass
class Tally:
    """What is counted of a cohort, block by block."""

    simulator: Simulator
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, block: Block) -> None:
        """Count a block."""
        who = block.people
        reached = chain(block, self.simulator.calendar)
        disabled = who.known_condition == DISABLED
        self._count("all", len(block))
        self._count("disabled", disabled)
        self._count("condition", who.known_condition >= CONDITION)
        self._count("condition known", who.known_condition != BLANK)
        self._count("parents", who.parent)
        self._count("again", who.again)
        self._count("since", who.start >= self.simulator.people.again_from)
        self._count("left early", block.support.reason == LEFT_EARLY)
        self._count("reason known", block.support.reason != BLANK)
        for stage, name in enumerate(STAGES):
            self._count(name, reached[stage])
            self._count(f"disabled, {name}", reached[stage] & disabled)
        self._count("parents, entered work", reached[0] & who.parent)
        for name, codes in (("group", who.group), ("lot", who.lot), ("year", self._years(who.start))):
            for code, number in zip(*np.unique(codes, return_counts=True), strict=True):
                self._count(f"{name} {code}", int(number))
        self._count("rows of jobs", len(block.jobs.first))

    def _years(self, start: Ints) -> npt.NDArray[np.intp]:
        return np.searchsorted(self.simulator.people.starts.first, start, side="right") - 1

    def _count(self, name: str, number: int | Flags) -> None:
        self.counts[name] = self.counts.get(name, 0) + (number if isinstance(number, int) else int(number.sum()))

    def share(self, name: str, of: str = "all") -> Fraction | None:
        """What share of the journeys counted as *of* are counted as *name*; None where there are none."""
        whole = self.counts.get(of, 0)
        return Fraction(self.counts.get(name, 0), whole) if whole else None


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure beside that of the cohort; shares are exact fractions, and None where there is nothing to measure.

    *least* and *most* are the published share, which may be a range. *sets* says what the model
    takes from the figure; blank where it takes nothing.
    """

    group: str
    what: str
    least: Fraction
    most: Fraction
    simulated: Fraction | None
    backing: Provenance
    sets: str = ""

    @property
    def difference(self) -> Fraction | None:
        """By how much the cohort lies above the published share, or below it; 0 within a range."""
        if self.simulated is None:
            return None
        return self.simulated - min(max(self.simulated, self.least), self.most)


def fit(tally: Tally) -> list[Figure]:
    """Every published figure beside that of the cohort counted."""
    return [*_chain(tally), *_people(tally), *_support(tally), *_other(tally)]


def _figure(group: str, what: str, published: Fraction, simulated: Fraction | None, of: Marked, sets: str = "") -> Figure:
    backing = of.provenance()
    assert backing is not None, "a model is loaded only when every value has its standing"
    return Figure(group, what, published, published, simulated, backing, sets)


def _share(points: int) -> Fraction:
    return Fraction(points, WHOLE)


def _chain(tally: Tally) -> Iterator[Figure]:
    of = tally.simulator.loaded.model.chain
    stages = (of.entered_work, of.three_months, of.six_months, of.twelve_months)
    for name, stage in zip(STAGES, stages, strict=True):
        yield _figure("Of all starts", name, _share(stage.value), tally.share(name), stage, "chain")
    group = "Against all (a ratio: 100% is as often)"
    pairs = (
        ("disabled", "disabled: entered work", of.disabled_entered_work, of.all_entered_work_then),
        ("parents", "parents: entered work", of.parents_entered_work, of.all_entered_work),
    )
    for who, what, theirs, of_all in pairs:
        simulated = _ratio(tally.share(f"{who}, entered work", who), tally.share("entered work"))
        yield _figure(group, what, fraction(theirs) / fraction(of_all), simulated, theirs, "differences")
    kept = zip(of.disabled_kept_work.shares.items(), of.all_kept_work_then.shares.values(), strict=True)
    for at, ((stage_name, theirs_kept), all_kept) in enumerate(kept, start=1):
        before, here = STAGES[at - 1], STAGES[at]
        simulated = _ratio(tally.share(f"disabled, {here}", f"disabled, {before}"), tally.share(here, before))
        what = f"disabled: reached {stage_name} of those before"
        yield _figure(group, what, Fraction(theirs_kept, all_kept), simulated, of.disabled_kept_work, "differences")


def _ratio(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return one / other if one is not None and other else None


def _people(tally: Tally) -> Iterator[Figure]:
    of = tally.simulator.loaded.model.people
    groups = list(of.payment_groups.shares.items())
    for code, (name, share) in enumerate(groups):
        yield _figure(
            "Payment groups, of all starts", name, _share(share), tally.share(f"group {code}"), of.payment_groups, "groups"
        )
    known = sum(tally.counts.get(f"group {code}", 0) for code in range(len(groups)))
    whole = sum(share for _, share in groups)
    for code, (name, share) in enumerate(groups):
        simulated = Fraction(tally.counts.get(f"group {code}", 0), known) if known else None
        yield _figure(
            "Payment groups, of starts with one", name, Fraction(share, whole), simulated, of.payment_groups, "groups"
        )
    for code, lot in enumerate(of.lots.lots):
        what = f"{lot.lot} {lot.title}"
        yield _figure("Lots, of all starts", what, _share(lot.share), tally.share(f"lot {code}"), of.lots, "lots")
    group = "People, of all starts where it is known"
    yield _range(
        group, "long-term health condition", of.long_term_health_condition, tally.share("condition", "condition known")
    )
    yield _range(group, "disabled", of.disabled, tally.share("disabled", "condition known"))
    yield _figure(group, "parents", fraction(of.parents), tally.share("parents"), of.parents, "parents")


def _range(group: str, what: str, of: Between, simulated: Fraction | None) -> Figure:
    figure = _figure(group, what, _share(of.at_least), simulated, of, "conditions")
    return Figure(group, what, figure.least, _share(of.at_most), simulated, figure.backing, figure.sets)


def _support(tally: Tally) -> Iterator[Figure]:
    simulator = tally.simulator
    model = simulator.loaded.model
    group = "Support"
    left = tally.share("left early", "reason known")
    yield _figure(group, "left early", _share(model.support.left_early.value), left, model.support.left_early, "leaving")
    years, since = model.cohort.years, simulator.people.again_from
    later = sum(year.starts for year in years if day_number(year.from_) >= since)
    if later:
        published = fraction(model.cohort.re_joins) * sum(year.starts for year in years) / later
        what = f"re-joins, of starts since {model.cohort.re_joins_from.value.isoformat()}"
        yield _figure(group, what, published, tally.share("again", "since"), model.cohort.re_joins, "re-joins")
    starts = simulator.people.starts
    for number, (year, count) in enumerate(zip(years, starts.numbers, strict=True)):
        if count:
            what = f"started {year.from_.isoformat()} to {year.until.isoformat()}"
            published = Fraction(count, starts.total)
            yield _figure("Years, of all starts", what, published, tally.share(f"year {number}"), year, "years")


def _other(tally: Tally) -> Iterator[Figure]:
    for measure in tally.simulator.loaded.model.other_measures:
        yield _figure(OTHER_MEASURE, measure.title, _share(measure.value), None, measure)
