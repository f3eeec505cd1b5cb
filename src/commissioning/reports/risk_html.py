"""Who bears the risk, as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commissioning.domain.money import pounds
from commissioning.domain.risks import Risk
from commissioning.reports import glossary, risk_words
from commissioning.reports.forecast_words import GLOSSARY, briefly, short
from commissioning.reports.grouped_bars import Bars, grouped_svg
from commissioning.reports.pages import rendered
from commissioning.reports.risk_rows import side_by_side


def risk_html(of: Risk) -> str:
    """The whole page."""
    return rendered(
        "risk.html.j2",
        of=of,
        title=of.title,
        heading=risk_words.heading(of),
        findings=list(risk_words.findings(of)),
        cautions=list(risk_words.cautions(of)),
        charts=list(_charts(of)),
        names=[one.title for one in of.payments],
        rows=[(what, [_unbroken(cell) for cell in cells]) for what, cells in side_by_side(of)],
        payments=[
            (one.title, risk_words.how(one), one.backing, [(what, group, pounds(price)) for what, group, price in one.prices])
            for one in of.payments
        ],
        glossary=(*risk_words.GLOSSARY, *GLOSSARY, *glossary.TERMS),
    )


def _unbroken(cell: str) -> str:
    """A cell whose minus signs stay with their sums where a line ends."""
    return cell.replace("−", "−\N{WORD JOINER}")


def _charts(of: Risk) -> Iterator[dict[str, Any]]:
    letters = ("S", "U")
    bars = [
        Bars(
            one.title,
            tuple((figure.low90, figure.high90, briefly(figure)) for figure in (one.paid, one.paid_uncertain)),
        )
        for one in of.payments
    ]
    note = "S: sampling only, U: with uncertain rates. Nine in ten cohorts lie in the hatched part."
    yield {"title": "What is paid", "svg": grouped_svg("What is paid", letters, bars, "paid"), "note": note}
    value = max(of.lost.mean, 0)
    bars = [
        Bars(one.title, tuple(_bar(sum_of) for sum_of in (one.fall_paid.mean, value - one.fall_paid.mean)))
        for one in of.payments
    ]
    note = "P: what the provider is paid less. C: what the commissioner pays for outcomes that are not had."
    yield {"title": "Who bears the fall", "svg": grouped_svg("Who bears the fall", ("P", "C"), bars, "fall"), "note": note}


def _bar(pence: int) -> tuple[int, int, str]:
    return max(pence, 0), max(pence, 0), short(pence)
