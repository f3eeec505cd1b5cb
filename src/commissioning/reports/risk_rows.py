"""Who bears the risk, as text, rows, data and sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commissioning.domain.forecasts import Interval
from commissioning.domain.money import pounds
from commissioning.domain.risks import PaymentRisk, Risk
from commissioning.reports import risk_words
from commissioning.reports.charted import Chart, Sheet
from commissioning.reports.compare_text import table
from commissioning.reports.figures import thousands
from commissioning.reports.files import Pounds
from commissioning.reports.forecast_rows import SPREAD, decimals, spread
from commissioning.reports.forecast_words import around
from commissioning.reports.rows import Cell

COLUMNS = {
    "payment": "the way to pay",
    "figure": "what the row is of",
    "intervals": "sampling only, or with uncertain rates",
    "unit": "pence, days, cohorts, or a share of 1",
    "mean": "the mean of all cohorts; of a share or a number, that",
    **dict.fromkeys(SPREAD[1:], "as in the rows of a forecast"),
}


def _figures(one: PaymentRisk) -> Iterator[tuple[str, str, str, Interval]]:
    sampling, uncertain = "sampling only", "with uncertain rates"
    yield "paid", sampling, "pence", one.paid
    yield "paid", uncertain, "pence", one.paid_uncertain
    yield "margin", sampling, "pence", one.margin
    yield "margin", uncertain, "pence", one.margin_uncertain
    yield "laid out at the deepest", uncertain, "pence", one.deepest
    yield "days behind", uncertain, "days", one.days
    yield "paid less after the fall", sampling, "pence", one.fall_paid


def _numbers(one: PaymentRisk) -> Iterator[tuple[str, str, str, Cell]]:
    yield "cash at risk", "with uncertain rates", "pence", one.at_risk
    yield "cohorts with a loss", "with uncertain rates", "cohorts", one.losses
    if one.provider_bears is not None and one.commissioner_bears is not None:
        yield "the provider bears of the fall", "sampling only", "share of 1", decimals(one.provider_bears)
        yield "the commissioner bears of the fall", "sampling only", "share of 1", decimals(one.commissioner_bears)
    yield "paid for each first outcome", "sampling only", "pence", one.each_before
    yield "paid for each first outcome after the fall", "sampling only", "pence", one.each_after


def risk_rows(of: Risk) -> Iterator[dict[str, Cell]]:
    """One row for each figure, in the order of :data:`COLUMNS`."""
    for one in of.payments:
        for figure, intervals, unit, found in _figures(one):
            yield {"payment": one.payment, "figure": figure, "intervals": intervals, "unit": unit, **spread(found)}
        for figure, intervals, unit, number in _numbers(one):
            blank: dict[str, Cell] = dict.fromkeys(SPREAD)
            named: dict[str, Cell] = {"payment": one.payment, "figure": figure, "intervals": intervals, "unit": unit}
            yield named | blank | {"mean": number}


def risk_json(of: Risk) -> dict[str, Any]:
    """Everything as data."""
    return {
        "title": of.title,
        "cohort": of.cohort,
        "starts": of.starts,
        "seed": of.seed,
        "cohorts": of.cohorts,
        "budget_pence": of.budget,
        "fall": decimals(of.fall),
        "lost_pence": spread(of.lost),
        "digest": of.digest,
        "costs": of.costs,
        "rests_on": list(of.rests_on),
        "contracts": [
            {"contract": contract, "readings": readings, "assumptions": list(recorded), "digest": digest}
            for contract, readings, recorded, digest in of.read_as
        ],
        "payments": [
            {
                "payment": one.payment,
                "title": one.title,
                "how": list(one.how),
                "rests_on": list(one.backing),
                "prices_pence": [
                    {"outcome": outcome, "payment_group": group, "pence": price} for outcome, group, price in one.prices
                ],
            }
            for one in of.payments
        ],
        "figures": list(risk_rows(of)),
    }


def side_by_side(of: Risk) -> Iterator[tuple[str, list[str]]]:
    """What is shown of every way to pay, with a cell for each."""
    every = of.payments
    yield "paid, sampling only", [around(one.paid) for one in every]
    yield "standard deviation", [pounds(one.paid.deviation) for one in every]
    yield "paid, with uncertain rates", [around(one.paid_uncertain) for one in every]
    yield "standard deviation, with uncertain rates", [pounds(one.paid_uncertain.deviation) for one in every]
    yield "provider's margin, with uncertain rates", [around(one.margin_uncertain) for one in every]
    yield "provider's cash at risk (1 in 20)", [pounds(one.at_risk) for one in every]
    yield "cohorts with a loss", [f"{thousands(one.losses)} of {thousands(of.cohorts)}" for one in every]
    yield "laid out at the deepest", [around(one.deepest) for one in every]
    yield "payments come after costs, days", [around(one.days, money=False) for one in every]
    yield "paid less after the fall", [around(one.fall_paid) for one in every]
    yield "of the fall the provider bears", [risk_words.share(one.provider_bears) for one in every]
    yield "and the commissioner", [risk_words.share(one.commissioner_bears) for one in every]
    yield f"paid for each {of.outcome} outcome", [risk_words.sum_of(one.each_before) for one in every]
    yield "the same after the fall", [risk_words.sum_of(one.each_after) for one in every]


def risk_text(of: Risk) -> Iterator[str]:
    """Every line for a terminal."""
    yield f"{of.title}: {of.contract}"
    yield risk_words.heading(of)
    yield ""
    yield from risk_words.findings(of)
    for one in of.payments:
        yield ""
        rows = [[one.title, ""]]
        at = of.payments.index(one)
        rows += [[what, cells[at]] for what, cells in side_by_side(of)]
        yield from table(rows)
    yield ""
    yield from (f"{head} {text}" for head, text in risk_words.cautions(of))


def risk_sheets(of: Risk) -> dict[str, Sheet]:
    """The sheets: every figure, prices, notes."""
    rows = [
        tuple(Pounds(cell) if row["unit"] == "pence" and isinstance(cell, int) else cell for cell in row.values())
        for row in risk_rows(of)
    ]
    spreads = [(one.title, Pounds(one.paid.deviation), Pounds(one.paid_uncertain.deviation)) for one in of.payments]
    bears = [
        (one.title, Pounds(one.fall_paid.mean), Pounds(of.lost.mean - one.fall_paid.mean), one.days.mean) for one in of.payments
    ]
    prices = [(one.title, outcome, group, Pounds(price)) for one in of.payments for outcome, group, price in one.prices]
    notes = [("Cohort", risk_words.heading(of)), *(("Finding", text) for text in risk_words.findings(of))]
    notes += [("Rests on", text) for text in (*of.rests_on, *(text for one in of.payments for text in one.backing))]
    notes += [(f"{contract} {readings}".strip(), f"Digest {digest}.") for contract, readings, _, digest in of.read_as]
    return {
        "Spread": Sheet(
            ("way to pay", "standard deviation, sampling only", "standard deviation, with uncertain rates"),
            spreads,
            (Chart("Spread of what is paid", "column", 0, (1, 2)),),
        ),
        "Fall": Sheet(
            ("way to pay", "the provider bears", "the commissioner bears", "days behind"),
            bears,
            (Chart("Who bears the fall", "column", 0, (1, 2)),),
        ),
        "Figures": Sheet(tuple(COLUMNS), rows),
        "Prices": Sheet(("way to pay", "outcome", "payment group", "price"), prices),
        "Notes": Sheet(("note", "text"), [*notes, *risk_words.cautions(of)]),
    }
