"""A forecast as rows and as data: every figure with its mean, its intervals and what they are of."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from commissioning.domain.forecasts import BackTest, Dated, Forecast, Interval
from commissioning.reports import forecast_words
from commissioning.reports.rows import Cell

SPREAD = ("mean", "low_90", "low_50", "median", "high_50", "high_90", "standard_deviation")

COLUMNS = {
    "design": "the letter of the design; blank where a figure is of the whole cohort",
    "contract": "the contract",
    "readings": "the set of readings it is read by",
    "figure": "paid, outcomes, undetermined, more_than_first (paid more than the first design, the same people), or waiting",
    "outcome": "the outcome, where a figure is of one",
    "period": "total, a financial year (2018-19) or a month (2018-04)",
    "unit": "pence, outcomes, starts, days or people",
    "mean": "the mean of all cohorts",
    "low_90": "5% of cohorts lie at or below it",
    "low_50": "25% of cohorts lie at or below it",
    "median": "half of the cohorts lie at or below it",
    "high_50": "75% of cohorts lie at or below it",
    "high_90": "95% of cohorts lie at or below it",
    "standard_deviation": "the standard deviation over cohorts, rounded down",
    "intervals": "sampling only, or with uncertain rates",
}


def spread(figure: Interval) -> dict[str, Cell]:
    """A figure with its intervals as cells."""
    values = (figure.mean, figure.low90, figure.low50, figure.median, figure.high50, figure.high90, figure.deviation)
    return dict(zip(SPREAD, values, strict=True))


def forecast_rows(of: Forecast) -> Iterator[dict[str, Cell]]:
    """One row for each figure, in the order of :data:`COLUMNS`."""
    for row in _rows(of):
        yield {**row, "intervals": str(of.spread)}


def _rows(of: Forecast) -> Iterator[dict[str, Cell]]:
    names: dict[str, tuple[str, str, str]] = {}
    for design in of.designs:
        head = names[design.letter] = (design.letter, design.contract, design.readings)
        yield _row(head, "paid", "", "total", "pence", design.paid)
        for year in design.years:
            yield _row(head, "paid", "", forecast_words.financial_year(year), "pence", year.figure)
        for one in design.months:
            yield _row(head, "paid", "", one.first.strftime("%Y-%m"), "pence", one.figure)
        for outcome in design.outcomes:
            yield _row(head, "paid", outcome.outcome, "total", "pence", outcome.paid)
            yield _row(head, "outcomes", outcome.outcome, "total", "outcomes", outcome.met)
            yield _row(head, "undetermined", outcome.outcome, "total", "outcomes", outcome.undetermined)
    for difference in of.differences:
        head = names[difference.letter]
        yield _row(head, "more_than_first", "", "total", "pence", difference.paid)
        for year in difference.years:
            yield _row(head, "more_than_first", "", forecast_words.financial_year(year), "pence", year.figure)
    if of.waited is not None:
        whole = ("", "", "")
        yield _row(whole, "waiting", "put off", "total", "starts", of.waited.put_off)
        yield _row(whole, "waiting", "days put off", "total", "days", of.waited.days)
        yield _row(whole, "waiting", "turned away", "total", "starts", of.waited.turned_away)
        yield _row(whole, "waiting", "on the busiest day", "total", "people", of.waited.busiest)


def _row(head: tuple[str, str, str], figure: str, outcome: str, period: str, unit: str, of: Interval) -> dict[str, Cell]:
    letter, contract, readings = head
    named = {"design": letter, "contract": contract, "readings": readings, "figure": figure, "outcome": outcome}
    return {**named, "period": period, "unit": unit, **spread(of)}


def forecast_json(of: Forecast) -> dict[str, Any]:
    """Everything as data."""
    return {
        "cohort": of.cohort,
        "title": of.title,
        "cohort_digest": of.digest,
        "model": of.model,
        "model_digest": of.model_digest,
        "starts": [{"from": first, "until": last, "starts": number} for first, last, number in of.starts],
        "seed": of.seed,
        "cohorts": of.cohorts,
        "intervals": str(of.spread),
        "uncertain": list(of.uncertain),
        "decided_as_of": of.until,
        "illustrative_prices": of.illustrative,
        "designs": [
            {
                "design": one.letter,
                "contract": one.contract,
                "readings": one.readings,
                "assumptions": list(one.recorded),
                "digest": one.digest,
                "cautions": list(one.cautions),
            }
            for one in of.designs
        ],
        "figures": list(forecast_rows(of)),
        "published_beside": [
            {"what": title, "published": decimals(share), "source": source} for title, share, source in of.beside
        ],
        "fit": {
            "journeys": of.fitted,
            "figures": [
                {
                    "group": one.group,
                    "what": one.what,
                    "published_least": decimals(one.least),
                    "published_most": decimals(one.most),
                    "simulated": decimals(one.simulated),
                    "source": one.source,
                }
                for one in of.fit
            ],
        },
    }


def decimals(share: Fraction) -> str:
    """A share of 1 with four decimals, as text."""
    whole = round(share * 10_000)
    return f"{'-' if whole < 0 else ''}{abs(whole) // 10_000}.{abs(whole) % 10_000:04d}"


BACK_TEST = {
    "part": "mix (how far the mix of people explains a change), cost (for each start), or forecast (from the business case)",
    "case": "the likelihood by group, or the readings and what the intervals are of",
    "outcome": "the outcome",
    "unit": "share of starts, or pence for each start",
    "planned": "what the business case expected",
    "mixed": "the same with the mix that there was",
    "happened": "what happened",
    "due_to_mix": "mixed less planned",
    "due_to_all_else": "happened less mixed",
    "low_90": "of the forecast: 5% of cohorts lie at or below it",
    "median": "half of the cohorts lie at or below it",
    "high_90": "95% of cohorts lie at or below it",
    "inside": "whether what happened lies in the 90% interval",
}


def back_test_rows(of: BackTest) -> Iterator[dict[str, Cell]]:
    """One row for each figure, in the order of :data:`BACK_TEST`."""
    blank: dict[str, Cell] = dict.fromkeys(BACK_TEST)
    for one in of.shares:
        yield blank | {
            "part": "mix",
            "case": one.likelihood,
            "outcome": one.outcome,
            "unit": "share of starts",
            "planned": decimals(one.planned),
            "mixed": decimals(one.mixed),
            "happened": decimals(one.happened),
            "due_to_mix": decimals(one.mix),
            "due_to_all_else": decimals(one.otherwise),
        }
    for cost in of.costs:
        yield blank | {
            "part": "cost",
            "case": cost.likelihood,
            "unit": "pence for each start",
            "planned": cost.planned,
            "mixed": cost.mixed,
            "happened": cost.happened,
            "due_to_mix": cost.mixed - cost.planned,
            "due_to_all_else": cost.happened - cost.mixed,
        }
    for told in of.hindsight:
        yield blank | {
            "part": "forecast",
            "case": told.case,
            "outcome": told.outcome,
            "unit": "share of starts",
            "planned": decimals(told.planned),
            "happened": decimals(told.happened),
            "low_90": decimals(told.low90),
            "median": decimals(told.middle),
            "high_90": decimals(told.high90),
            "inside": "yes" if told.inside else "no",
        }


def back_test_json(of: BackTest) -> dict[str, Any]:
    """Everything as data."""
    return {
        "title": of.title,
        "contract": of.contract,
        "planned_mix": {group: decimals(share) for group, share in of.planned_mix},
        "happened_mix": {group: decimals(share) for group, share in of.happened_mix},
        "seed": of.seed,
        "cohorts": of.cohorts,
        "starts": of.starts,
        "figures": list(back_test_rows(of)),
        "sources": list(of.sources),
    }


def dated_rows(of: Forecast, *, months: bool) -> Iterator[tuple[str, list[tuple[str, Dated]]]]:
    """Each period with the figure of every design that has one: months, or financial years."""
    listed = [(one.letter, one.months if months else one.years) for one in of.designs]
    for first in sorted({dated.first for _, figures in listed for dated in figures}):
        row = [(letter, dated) for letter, figures in listed for dated in figures if dated.first == first]
        yield (forecast_words.month(first) if months else forecast_words.financial_year(row[0][1])), row
