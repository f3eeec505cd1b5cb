"""Claims, and the calendar of a caseload, as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commissioning.domain.claim_decisions import STATUSES, Deadline, FeeMonth, MonthOfCash, Told
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import claims_rows as rows
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.files import Pounds, Sheet
from commissioning.reports.rows import Cell


def claims_sheets(
    told: Sequence[Told],
    plans: Sequence[Plan],
    problems: Iterable[Problem],
    gaps: Mapping[str, tuple[str, ...]] | None = None,
) -> Mapping[str, Sheet]:
    """The sheets of decided claims."""
    return {
        "Notes": (["Note", "What it says"], list(_notes(told, plans))),
        "Claims": _sheet(rows.CLAIM_COLUMNS, rows.claim_rows(told, plans, gaps)),
        "Silences": (
            ["contract", "silence", "readings", "why"],
            [[p.contract, s.name, "; ".join(s.readings), s.why] for p in plans for s in (*p.silences, *p.claim_silences)],
        ),
        "Not modelled": (["contract", "what", "why"], [[p.contract, what, why] for p in plans for what, why in p.not_modelled]),
        "Data quality": (
            ["place", "code", "severity", "what is wrong", "what to do"],
            [[str(p.place), p.code, str(p.severity), p.message, p.remedy] for p in problems],
        ),
    }


def deadlines_sheets(found: Iterable[Deadline], months: Iterable[MonthOfCash], fees: Iterable[FeeMonth]) -> Mapping[str, Sheet]:
    """The sheets of a calendar."""
    return {
        "Deadlines": _sheet(rows.DEADLINE_COLUMNS, rows.deadline_rows(found)),
        "Cash by month": _sheet(rows.CASH_COLUMNS, rows.cash_rows(months)),
        "Service fees": _sheet(rows.FEE_COLUMNS, rows.fee_rows(fees)),
    }


def _sheet(columns: Mapping[str, str], found: Iterable[Mapping[str, Cell]]) -> Sheet:
    """A sheet whose sums are shown in pounds."""
    headings = [name.replace("_pence", " (£)") if name.endswith("_pence") else name for name in columns]
    return headings, [[_cell(name, row[name]) for name in columns] for row in found]


def _cell(name: str, value: Cell) -> Cell:
    return Pounds(value) if isinstance(value, int) and (name.endswith("_pence") or name == "pence") else value


def _notes(told: Sequence[Told], plans: Sequence[Plan]) -> Iterable[tuple[str, str]]:
    if told:
        yield "As of", told[0].decision.as_of.isoformat()
    if any(one.decision.price is not None and one.decision.price.illustrative for one in told):
        yield "Prices", ILLUSTRATIVE
    for plan in plans:
        yield plan.contract, f"{plan.title}. Contract digest {plan.digest}."
        if plan.recorded:
            yield f"{plan.contract}: assumed", "; ".join(plan.recorded)
    for status, meaning in STATUSES.items():
        yield f"Status {status}", meaning
    for column, meaning in rows.CLAIM_COLUMNS.items():
        yield f"Column {column}", meaning
