"""A check as an edition for publication: the totals of each model, and nothing of any one journey."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from commissioning.domain.decisions import Decision
from commissioning.plan.plan import Plan
from commissioning.reports import words
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.edition import Edition, Made
from commissioning.reports.edition_tables import Counted, dearest, outcomes, people
from commissioning.reports.rows import Cell
from commissioning.reports.summing import by_contract


def check_edition(
    decisions: Sequence[Decision], plans: Sequence[Plan], disclosure: Disclosure, *, as_of: date, made: Made
) -> Edition:
    """The whole edition."""
    due: dict[tuple[str, str], int] = {}
    for decision in decisions:
        if decision.due is not None:
            key = (decision.contract, decision.outcome)
            due[key] = due.get(key, 0) + decision.due.lowest
    models = [
        Counted(
            words.model(of.plan),
            of.journeys,
            of.eligible,
            of.with_outcome,
            of.verdicts,
            {name: due.get((of.plan.contract, name), 0) for name in of.verdicts},
            dearest(of.plan),
            of.plan.is_priced,
        )
        for of in by_contract(decisions, plans)
    ]
    cautions = (
        [("Prices are illustrative.", ILLUSTRATIVE.partition(": ")[2])] if any(p.prices.illustrative for p in plans) else []
    )
    tables = [people(models, disclosure), outcomes(models, disclosure)]
    return Edition("Client journeys under commissioning models", as_of, disclosure, tables, plans, made, cautions)


def protected_totals(
    rows: Sequence[Mapping[str, Cell]], plans: Iterable[Plan], disclosure: Disclosure
) -> list[dict[str, Cell]]:
    """Rows of totals (contract, outcome, verdict, reason, journeys, due) as they may be shown.

    The rows of one outcome under one contract are the parts of all journeys. Money is of the rows that are shown, rounded.
    """
    most = {(plan.contract, name): pence for plan in plans for name, pence in dearest(plan).items()}
    parts: dict[tuple[str, str], list[int]] = {}
    for place, row in enumerate(rows):
        parts.setdefault((str(row["contract"]), str(row["outcome"])), []).append(place)
    found = [dict(row) for row in rows]
    for key, places in parts.items():
        hidden = disclosure.parts([_whole(rows[place]["journeys"]) for place in places], least=1)
        for i, place in enumerate(places):
            row = found[place]
            row["journeys"] = disclosure.count(_whole(row["journeys"]), hidden=i in hidden)
            for name in ("due_pence", "due_to_pence"):
                row[name] = HIDDEN if i in hidden else disclosure.money(_whole(row[name]), most.get(key, 0))
    return found


def _whole(cell: Cell) -> int:
    return int(cell) if isinstance(cell, int) else 0
