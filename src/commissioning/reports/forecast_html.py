"""A forecast, or a back-test, as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from commissioning.domain.forecasts import BackTest, Dated, Forecast, Interval
from commissioning.domain.money import pounds
from commissioning.reports import forecast_words, glossary
from commissioning.reports.fans import fan_svg
from commissioning.reports.figures import thousands
from commissioning.reports.forecast_rows import dated_rows
from commissioning.reports.forecast_text import HEADS, bounds
from commissioning.reports.forecast_words import briefly, percent, points
from commissioning.reports.grouped_bars import Bars, grouped_svg
from commissioning.reports.pages import rendered

MOST_FANS = 4
"""Designs that are drawn month by month; the others stand in the tables."""


def forecast_html(of: Forecast) -> str:
    """The whole page."""
    return rendered(
        "forecast.html.j2",
        title=f"Forecast: {of.designs[0].contract}",
        of=of,
        subtitle=forecast_words.cohort(of),
        findings=list(forecast_words.findings(of)),
        cautions=list(forecast_words.cautions(of)),
        method=forecast_words.METHOD,
        charts=list(_charts(of)),
        heads=HEADS,
        designs=[
            {
                "letter": one.letter,
                "name": one.name,
                "title": one.title,
                "recorded": one.recorded,
                "digest": one.digest,
                "outcomes": [
                    (o.outcome, bounds(o.met, money=False), forecast_words.rate(o.met.mean, of.total)) for o in one.outcomes
                ],
                "undetermined": [
                    (o.outcome, bounds(o.undetermined, money=False)) for o in one.outcomes if o.undetermined.high90
                ],
                "years": [(forecast_words.financial_year(year), bounds(year.figure)) for year in one.years],
                "paid": bounds(one.paid),
                "cautions": one.cautions,
            }
            for one in of.designs
        ],
        differences=[(one.letter, bounds(one.paid)) for one in of.differences],
        letters=[one.letter for one in of.designs],
        months=[(name, _cells(of, figures)) for name, figures in dated_rows(of, months=True)],
        waited=_waited(of),
        fit=[_fit(one.group, one.what, one.least, one.most, one.simulated, one.source) for one in of.fit],
        beside=[(title, percent(share), source) for title, share, source in of.beside],
        starts=[(first, last, thousands(number)) for first, last, number in of.starts],
        glossary=(*forecast_words.GLOSSARY, *glossary.TERMS),
    )


def _cells(of: Forecast, figures: list[tuple[str, Dated]]) -> list[tuple[str, str]]:
    found = dict(figures)
    cells = []
    for one in of.designs:
        figure = found[one.letter].figure if one.letter in found else None
        cells.append(
            ("", "") if figure is None else (pounds(figure.mean), f"{pounds(figure.low90)} to {pounds(figure.high90)}")
        )
    return cells


def _charts(of: Forecast) -> Iterator[dict[str, Any]]:
    if len(of.designs) > 1:
        title = "Paid in all, by design"
        bars = [Bars("Paid", tuple(_bar(one.paid) for one in of.designs))]
        note = "The solid bar reaches to what 95% of cohorts pay at least, the hatched one to what 95% pay at most."
        yield {"title": title, "svg": grouped_svg(title, [one.letter for one in of.designs], bars, "all"), "note": note}
    for number, one in enumerate(of.designs[:MOST_FANS], start=1):
        if one.months and one.paid.high90:
            title = f"{one.letter}, {one.name}: paid by month, {of.spread}"
            drawn = _worth_drawing(one.months)
            steps = [forecast_words.month(dated.first) for dated in drawn]
            svg = fan_svg(title, steps, [dated.figure for dated in drawn], f"fan-{number}")
            note = "" if len(drawn) == len(one.months) else f"Little is paid after {steps[-1]}; the table has every month."
            yield {"title": title, "svg": svg, "note": note}


def _worth_drawing(months: Sequence[Dated]) -> Sequence[Dated]:
    """The months up to the last in which any cohort in twenty is paid a two-hundredth of what it is paid in the best month."""
    most = max(one.figure.high90 for one in months)
    last = max(i for i, one in enumerate(months) if 200 * one.figure.high90 >= most)
    return months[: last + 1]


def _bar(figure: Interval) -> tuple[int, int, str]:
    return figure.low90, figure.high90, briefly(figure)


def _waited(of: Forecast) -> list[tuple[str, list[str]]]:
    if of.waited is None:
        return []
    one = of.waited
    rows = (
        ("starts put off", one.put_off),
        ("days put off, on average", one.days),
        ("starts turned away", one.turned_away),
        ("people supported on the busiest day", one.busiest),
    )
    return [(name, bounds(figure, money=False)) for name, figure in rows]


def _fit(group: str, what: str, least: Fraction, most: Fraction, simulated: Fraction, source: str) -> tuple[str, ...]:
    published = percent(least) if least == most else f"{percent(least)} to {percent(most)}"
    difference = simulated - min(max(simulated, least), most)
    return f"{group}: {what}", published, percent(simulated), f"{float(difference * 100):+.2f}".replace("-", "−"), source


def back_test_html(of: BackTest) -> str:
    """The whole page of a back-test."""
    first = [one for one in of.shares if one.outcome == of.shares[0].outcome]
    return rendered(
        "back_test.html.j2",
        of=of,
        starts=thousands(of.starts),
        cohorts=thousands(of.cohorts),
        findings=list(forecast_words.back_test_findings(of)),
        mixes=[
            (group, percent(share), percent(dict(of.happened_mix).get(group, Fraction(0)))) for group, share in of.planned_mix
        ],
        charts=list(_hindsight_charts(of)),
        shares=[
            (
                one.likelihood,
                one.outcome,
                ", ".join(f"{group} {percent(rate)}" for group, rate in one.rates),
                (percent(one.planned), percent(one.mixed), percent(one.happened), points(one.mix), points(one.otherwise)),
            )
            for one in of.shares
        ],
        costs=[
            (one.likelihood, [pounds(n) for n in (one.planned, one.mixed, one.happened)], pounds(one.mixed - one.planned))
            for one in of.costs
        ],
        hindsight=[
            (
                one.case,
                one.outcome,
                [percent(n) for n in (one.planned, one.low90, one.middle, one.high90, one.happened)],
                one.inside,
            )
            for one in of.hindsight
        ],
        cases=[(one.likelihood, one.backing) for one in first],
        glossary=(*forecast_words.GLOSSARY, *glossary.TERMS),
    )


def _hindsight_charts(of: BackTest) -> Iterator[dict[str, Any]]:
    """Planned, forecast and happened for each outcome, in tenths of a point."""
    for number, case in enumerate(dict.fromkeys(one.case for one in of.hindsight), start=1):
        title = f"Planned, forecast, happened: {case}"
        bars = []
        for one in of.hindsight:
            if one.case == case:
                text = f"{percent(one.low90)} to {percent(one.high90)}"
                values = (
                    (_tenths(one.planned), _tenths(one.planned), percent(one.planned)),
                    (_tenths(one.low90), _tenths(one.high90), text),
                    (_tenths(one.happened), _tenths(one.happened), percent(one.happened)),
                )
                bars.append(Bars(one.outcome, values))
        yield {"title": title, "svg": grouped_svg(title, ("P", "F", "H"), bars, f"hindsight-{number}")}


def _tenths(share: Fraction) -> int:
    return round(share * 1000)
