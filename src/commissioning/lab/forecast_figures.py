"""Counts over many cohorts as a forecast: means and intervals by outcome, month and financial year, and paired differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.domain.forecasts import Dated, DesignForecast, Difference, Fitted, Interval, OutcomeForecast, Waited
from commissioning.lab.forecast import Counts, Forecaster, Months, money, prices_of, slices
from commissioning.lab.forecast_caps import Cap, Waits
from commissioning.lab.simulation_fit import Tally, fit
from commissioning.plan.plan import Plan

Array = npt.NDArray[Any]
FIRST_OF_YEAR = 4
"""A financial year begins in April."""
ENOUGH = 100_000
"""The fit is measured of so many journeys at least, if there are so many."""
SHOWN = ("Of all starts", "Payment groups, of starts with one", "Lots, of all starts", "Years, of all starts")
"""The groups of the fit that a forecast rests on."""


@dataclass(frozen=True)
class Design:
    """A plan with the letter and the readings that name it."""

    letter: str
    plan: Plan
    readings: str
    cautions: tuple[str, ...]


def interval(figures: Array) -> Interval:
    """The interval of one figure for each cohort."""
    return Interval.of(figures.tolist())


def financial_year(day: date) -> date:
    """The first day of the financial year of a day."""
    return date(day.year - (day.month < FIRST_OF_YEAR), FIRST_OF_YEAR, 1)


def by_year(months: Months, pence: Array) -> list[tuple[date, Array]]:
    """Pence by cohort × month as pence by cohort for each financial year."""
    years = [financial_year(months.day(number)) for number in range(months.number)]
    return [(year, pence[:, [one == year for one in years]].sum(axis=1)) for year in dict.fromkeys(years)]


def forecast(forecaster: Forecaster, designs: Sequence[Design], counts: Counts) -> tuple[DesignForecast, ...]:
    """Every design's forecast; months and years in which no cohort is paid anything are left out at the ends."""
    months = forecaster.months
    prices = prices_of(forecaster.plans, forecaster.groups)
    pence = money(counts.paid, prices)
    paid = [pence[:, outcomes].sum(axis=1) for outcomes in slices(forecaster.plans)]
    used = _used(paid)
    found = []
    for design, outcomes, of_months in zip(designs, slices(forecaster.plans), paid, strict=True):
        plan = design.plan
        of_outcomes = tuple(
            OutcomeForecast(
                outcome.name,
                interval(counts.paid[:, at].sum(axis=(1, 2))),
                interval(counts.undetermined[:, at].sum(axis=1)),
                interval(pence[:, at].sum(axis=1)),
            )
            for outcome, at in zip(plan.outcomes, range(outcomes.start, outcomes.stop), strict=True)
        )
        found.append(
            DesignForecast(
                design.letter,
                plan.contract,
                plan.title,
                design.readings,
                plan.recorded,
                plan.digest,
                of_outcomes,
                interval(of_months.sum(axis=1)),
                _years(months, of_months, used),
                tuple(Dated(months.day(number), interval(of_months[:, number])) for number in used),
                design.cautions,
            )
        )
    return tuple(found)


def differences(forecaster: Forecaster, designs: Sequence[Design], counts: Counts) -> tuple[Difference, ...]:
    """What each further design pays more than the first, cohort by cohort."""
    pence = money(counts.paid, prices_of(forecaster.plans, forecaster.groups))
    paid = [pence[:, outcomes].sum(axis=1) for outcomes in slices(forecaster.plans)]
    used = _used(paid)
    return tuple(
        Difference(
            design.letter,
            interval((other - paid[0]).sum(axis=1)),
            _years(forecaster.months, other - paid[0], used),
        )
        for design, other in zip(designs[1:], paid[1:], strict=True)
    )


def _used(paid: Sequence[Array]) -> range:
    some = np.flatnonzero(sum(one.any(axis=0) for one in paid))
    return range(int(some[0]), int(some[-1]) + 1) if len(some) else range(0)


def _years(months: Months, pence: Array, used: range) -> tuple[Dated, ...]:
    shown = {financial_year(months.day(number)) for number in used}
    return tuple(Dated(year, interval(of_year)) for year, of_year in by_year(months, pence) if year in shown)


def waited(cap: Cap, waits: Sequence[Waits]) -> Waited:
    """What a limit on caseloads did; the days are the mean of those who waited, in whole days."""
    return Waited(
        cap.workers,
        cap.each,
        cap.longest,
        Interval.of([one.put_off for one in waits]),
        Interval.of([one.days // one.put_off if one.put_off else 0 for one in waits]),
        Interval.of([one.turned_away for one in waits]),
        Interval.of([one.busiest for one in waits]),
    )


def fitted(forecaster: Forecaster, seed: int, cohorts: int) -> tuple[tuple[Fitted, ...], int]:
    """How the first cohorts, at the rates as published, fit what is published; and of how many journeys it was measured."""
    tally = Tally(forecaster.simulator)
    for number in range(min(cohorts, -(-ENOUGH // sum(forecaster.cohort.starts)))):
        for block in forecaster.blocks(seed, number):
            tally.add(block)
    found = []
    for figure in fit(tally):
        if figure.group in SHOWN and figure.simulated is not None:
            backing = figure.backing
            source = f"{backing.document}: {backing.clause or backing.quote}" if backing.is_sourced else backing.why
            found.append(Fitted(figure.group, figure.what, figure.least, figure.most, figure.simulated, source))
    return tuple(found), tally.counts["all"]
