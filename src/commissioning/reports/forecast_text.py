"""A forecast as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.domain.forecasts import BackTest, Forecast, Interval, Spread
from commissioning.domain.money import pounds
from commissioning.reports import forecast_words
from commissioning.reports.compare_text import table
from commissioning.reports.figures import thousands
from commissioning.reports.forecast_rows import dated_rows
from commissioning.reports.forecast_words import percent, points

HEADS = ("mean", "5%", "25%", "median", "75%", "95%")


def bounds(figure: Interval, *, money: bool = True) -> list[str]:
    """A figure as cells: the mean and below what 5, 25, 50, 75 and 95% of cohorts lie."""
    show = pounds if money else thousands
    return [show(n) for n in (figure.mean, figure.low90, figure.low50, figure.median, figure.high50, figure.high90)]


def forecast_text(of: Forecast, *, months: bool = False) -> Iterator[str]:
    """Every line: the findings, tables by outcome and financial year (with *months* by month too), the fit, the cautions."""
    yield forecast_words.cohort(of)
    yield ""
    yield from forecast_words.findings(of)
    for design in of.designs:
        yield ""
        yield f"{design.letter}  {design.name}: {'; '.join(design.recorded) or 'as it stands'}"
        yield from table([["outcomes paid for", *HEADS], *([o.outcome, *bounds(o.met, money=False)] for o in design.outcomes)])
        yield ""
        rows = [[forecast_words.financial_year(year), *bounds(year.figure)] for year in design.years]
        yield from table([["paid by financial year", *HEADS], *rows, ["total", *bounds(design.paid)]])
    if of.differences:
        yield ""
        rows = [[f"{one.letter} more than A", *bounds(one.paid)] for one in of.differences]
        yield from table([["the same people", *HEADS], *rows])
    if months:
        yield from _months(of)
    yield from _fit(of)
    yield ""
    yield forecast_words.METHOD
    for head, text in forecast_words.cautions(of):
        yield f"{head} {text}"


def _months(of: Forecast) -> Iterator[str]:
    yield ""
    letters = [one.letter for one in of.designs]
    rows = [["paid by month", *letters]]
    for name, figures in dated_rows(of, months=True):
        found = dict(figures)
        rows.append([name, *(forecast_words.around(found[one].figure) if one in found else "" for one in letters)])
    yield from table(rows)


def _fit(of: Forecast) -> Iterator[str]:
    yield ""
    yield f"Fit of {thousands(of.fitted)} journeys to what is published, at the rates as published; differences in points"
    rows = [["", "published", "simulated", "difference"]]
    for one in of.fit:
        published = percent(one.least) if one.least == one.most else f"{percent(one.least)} to {percent(one.most)}"
        difference = one.simulated - min(max(one.simulated, one.least), one.most)
        rows.append([f"{one.group}: {one.what}", published, percent(one.simulated), f"{float(difference * 100):+.2f}"])
    yield from table(rows)


def back_test_text(of: BackTest) -> Iterator[str]:
    """Every line of a back-test."""
    yield f"{of.title}: {of.contract}, {thousands(of.starts)} starts, {thousands(of.cohorts)} cohorts, seed {of.seed}"
    yield ""
    yield from forecast_words.back_test_findings(of)
    yield ""
    yield from table(_mix(of))
    yield ""
    yield from table(_costs(of))
    yield ""
    yield from table(_hindsight(of))
    yield ""
    yield "Sources"
    yield from (f"  {text}" for text in of.sources)


def _mix(of: BackTest) -> Sequence[Sequence[str]]:
    rows = [["how often groups reach it", "outcome", "planned", "at the mix there was", "happened", "mix", "all else"]]
    for one in of.shares:
        figures = (percent(one.planned), percent(one.mixed), percent(one.happened), points(one.mix), points(one.otherwise))
        rows.append([one.likelihood, one.outcome, *figures])
    return rows


def _costs(of: BackTest) -> Sequence[Sequence[str]]:
    rows = [["paid for each start, illustrative prices", "planned", "at the mix there was", "happened", "mix", "all else"]]
    for one in of.costs:
        sums = (one.planned, one.mixed, one.happened, one.mixed - one.planned, one.happened - one.mixed)
        rows.append([one.likelihood, *map(pounds, sums)])
    return rows


def _hindsight(of: BackTest) -> Sequence[Sequence[str]]:
    rows = [["forecast from the business case", "outcome", "planned", "5%", "median", "95%", "happened", "inside 90%"]]
    for spread in Spread:
        for one in of.hindsight:
            if one.spread is spread:
                bounds_of = (one.planned, one.low90, one.middle, one.high90, one.happened)
                rows.append([one.case, one.outcome, *map(percent, bounds_of), "yes" if one.inside else "no"])
    return rows
