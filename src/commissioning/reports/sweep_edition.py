"""A sweep as an edition for publication: every variant that does not tell of a few people by how it differs from another."""

from __future__ import annotations

from collections.abc import Sequence

from commissioning.domain.comparisons import Total
from commissioning.domain.sweeps import Swept
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import sweep_words, words
from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.edition import Edition, Made, Table
from commissioning.reports.edition_tables import MONEY_DUE, SHOWN, dearest
from commissioning.reports.rows import Cell


def sweep_edition(
    swept: Swept, base: Plan, disclosure: Disclosure, *, title: str, made: Made, settings: Sequence[str] = ()
) -> Edition:
    """The whole edition: the contract as it stands, then every variant; neither cliff nor knee, which steps of one tell."""
    totals = [swept.base, *(point.total for point in swept.points if point.total is not None)]
    hidden = iter(disclosure.apart([_columns(total, swept.journeys) for total in totals]))
    axes = [sweep_words.axis(axis.name, base) for axis in swept.axes]
    rows = [["as it stands", *[""] * (len(axes) - 1), *_row(swept.base, base, disclosure, hidden=next(hidden))]]
    for point in swept.points:
        if point.total is None:
            rows.append([*point.values, *[None] * (len(SHOWN) + 3)])
        else:
            rows.append([*point.values, *_row(point.total, base, disclosure, hidden=next(hidden))])
    heads = [*axes, "eligible", "with an outcome met", *(words.VERDICTS[verdict] for verdict in SHOWN), MONEY_DUE]
    note = "A blank row is of values with which there can be no such contract."
    table = Table(
        "variants", "Every variant", heads, rows, labels=len(axes), charted=(len(axes) + 2, len(heads) - 1), note=note
    )
    cautions = list(sweep_words.cautions(base))
    return Edition(title, swept.as_of, disclosure, [table], [base], made, cautions, settings)


def _columns(total: Total, journeys: int) -> list[int]:
    """What a row of a series counts, and what it leaves of everyone."""
    eligible, met = total.eligible[Verdict.MET], total.with_outcome
    return [eligible, journeys - eligible, met, journeys - met, *(total.all.verdicts[verdict] for verdict in SHOWN)]


def _row(total: Total, base: Plan, disclosure: Disclosure, *, hidden: bool) -> list[Cell]:
    if hidden:
        return [HIDDEN] * (len(SHOWN) + 3)
    counts = [total.eligible[Verdict.MET], total.with_outcome, *(total.all.verdicts[verdict] for verdict in SHOWN)]
    money = disclosure.money(total.all.least, max(dearest(base).values(), default=0)) if base.is_priced else None
    return [*map(disclosure.count, counts), money]
