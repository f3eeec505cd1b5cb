"""A forecast as sheets of a workbook with native charts."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.forecasts import BackTest, Forecast, Interval
from commissioning.reports import forecast_rows, forecast_words
from commissioning.reports.charted import Chart, Sheet
from commissioning.reports.files import Pounds
from commissioning.reports.forecast_rows import decimals
from commissioning.reports.rows import Cell

HEADS = ("mean", "5% of cohorts below", "25% below", "median", "75% below", "95% below", "standard deviation")


def forecast_sheets(of: Forecast) -> dict[str, Sheet]:
    """The sheets: totals, by financial year, by month with a chart, outcomes, the fit, how it was made."""
    sheets = {
        "Totals": Sheet(
            ("design", "contract", "readings", *HEADS), list(_totals(of)), (Chart("Paid in all", "column", 0, (3,)),)
        ),
        "By year": Sheet(("design", "financial year", *HEADS), list(_years(of))),
        "Outcomes": Sheet(
            ("design", "outcome", *HEADS, "undetermined, mean"),
            [
                (design.letter, one.outcome, *_figure(one.met), one.undetermined.mean)
                for design in of.designs
                for one in design.outcomes
            ],
        ),
    }
    for design in of.designs:
        rows = [(one.first, *_figure(one.figure, money=True)) for one in design.months]
        chart = Chart(f"{design.letter}, {design.name}: paid by month", "line", 0, (2, 4, 6))
        sheets[f"Months {design.letter}"] = Sheet(("month", *HEADS), rows, (chart,))
    sheets["Fit"] = Sheet(
        ("group", "what", "published, least", "published, most", "simulated", "source"),
        [(o.group, o.what, decimals(o.least), decimals(o.most), decimals(o.simulated), o.source) for o in of.fit],
    )
    sheets["Notes"] = Sheet(("note", "text"), list(_notes(of)))
    return sheets


def _figure(figure: Interval, *, money: bool = False) -> list[Cell]:
    values = forecast_rows.spread(figure).values()
    return [Pounds(value) if money and isinstance(value, int) else value for value in values]


def _totals(of: Forecast) -> Iterator[list[Cell]]:
    for one in of.designs:
        yield [one.letter, one.contract, one.readings, *_figure(one.paid, money=True)]
    for difference in of.differences:
        yield [f"{difference.letter} − {of.designs[0].letter}", "the same people", "", *_figure(difference.paid, money=True)]


def _years(of: Forecast) -> Iterator[list[Cell]]:
    for one in of.designs:
        for dated in one.years:
            yield [one.letter, forecast_words.financial_year(dated), *_figure(dated.figure, money=True)]


def _notes(of: Forecast) -> Iterator[tuple[str, str]]:
    yield "Cohort", forecast_words.cohort(of)
    yield "Digests", f"cohort {of.digest}; model {of.model}, {of.model_digest}"
    for design in of.designs:
        recorded = "; ".join(design.recorded) or "nothing"
        yield design.letter, f"{design.name}: {design.title}. Digest {design.digest}. Asked otherwise: {recorded}."
    yield "Method", forecast_words.METHOD
    yield from forecast_words.cautions(of)


def back_test_sheets(of: BackTest) -> dict[str, Sheet]:
    """The sheets of a back-test."""
    rows = list(forecast_rows.back_test_rows(of))
    notes = [("Finding", text) for text in forecast_words.back_test_findings(of)] + [("Source", text) for text in of.sources]
    return {
        "Back-test": Sheet(tuple(forecast_rows.BACK_TEST), [tuple(row.values()) for row in rows]),
        "Notes": Sheet(("note", "text"), notes),
    }
