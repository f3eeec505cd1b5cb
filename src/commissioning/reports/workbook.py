"""A check as a workbook: a cover, totals with charts, decisions, what they rest on, what is not modelled, data quality."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from commissioning.domain.decisions import Decision
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports.charted import Chart, Sheet, with_cover
from commissioning.reports.digest import ILLUSTRATIVE
from commissioning.reports.files import Pounds
from commissioning.reports.rows import COLUMNS, Cell, rows
from commissioning.reports.summing import by_contract


def check_sheets(
    decisions: Sequence[Decision],
    plans: Sequence[Plan],
    problems: Iterable[Problem],
    gaps: Mapping[str, tuple[str, ...]] | None = None,
    facts: Iterable[tuple[str, Cell]] = (),
) -> dict[str, Sheet]:
    """The sheets of a check by their titles; *facts* stand on its cover."""
    charts = (
        Chart("Money due by model", "bar", 0, (_TOTALS.index("due (£)"),)),
        Chart("Outcomes by verdict and model", "bar", 0, tuple(_TOTALS.index(name) for name in _CHARTED)),
    )
    sheets = {
        "Notes": Sheet(["Note", "What it says"], [[name, text] for name, text in _notes(decisions, plans)]),
        "Totals": Sheet(_TOTALS, [list(row) for row in _totals(decisions, plans)], charts),
        "Decisions": Sheet(list(COLUMNS), [list(row.values()) for row in rows(decisions, plans, gaps)]),
        "Silences": Sheet(
            ["contract", "silence", "readings", "why"],
            [[p.contract, s.name, "; ".join(s.readings), s.why] for p in plans for s in p.silences],
        ),
        "Assumed values": Sheet(
            ["contract", "term", "field", "value", "standing", "why"],
            [
                [p.contract, c.term, c.field, c.value, str(c.provenance.standing), c.provenance.why]
                for p in plans
                for note in p.notes
                for c in note.caveats
            ],
        ),
        "Not modelled": Sheet(
            ["contract", "what", "why"], [[p.contract, what, why] for p in plans for what, why in p.not_modelled]
        ),
        "Data quality": Sheet(
            ["place", "code", "severity", "what is wrong", "what to do"],
            [[str(p.place), p.code, str(p.severity), p.message, p.remedy] for p in problems],
        ),
    }
    return with_cover("Client journeys under commissioning models", facts, sheets)


_TOTALS = (
    "contract",
    "journeys",
    "eligible",
    "not eligible",
    "eligibility undetermined",
    "journeys with an outcome",
    "outcomes met",
    "outcomes not yet",
    "of them on ended journeys",
    "outcomes undetermined",
    "outcomes not met",
    "reached outside the window",
    "due (£)",
    "due at most (£)",
    "outcomes met that have no price",
)


_CHARTED = ("outcomes met", "outcomes not yet", "outcomes undetermined", "outcomes not met")


def _totals(decisions: Sequence[Decision], plans: Sequence[Plan]) -> Iterable[Iterable[Cell]]:
    for s in by_contract(decisions, plans):
        counts = {v: sum(c[v] for c in s.verdicts.values()) for v in Verdict}
        yield (
            s.plan.contract,
            s.journeys,
            s.eligible[Verdict.MET],
            s.eligible[Verdict.NOT_MET],
            s.eligible[Verdict.UNDETERMINED],
            s.with_outcome,
            counts[Verdict.MET],
            counts[Verdict.NOT_YET],
            s.not_yet_ended,
            counts[Verdict.UNDETERMINED],
            counts[Verdict.NOT_MET],
            s.outside_window,
            Pounds(s.due_lowest),
            Pounds(s.due_highest),
            ", ".join(s.unpriced) or None,
        )


def _notes(decisions: Sequence[Decision], plans: Sequence[Plan]) -> Iterable[tuple[str, str]]:
    if decisions:
        yield "As of", decisions[0].as_of.isoformat()
    if any(plan.prices.illustrative for plan in plans):
        yield "Prices", ILLUSTRATIVE
    for plan in plans:
        yield plan.contract, f"{plan.title}. Contract digest {plan.digest}."
        if plan.recorded:
            yield f"{plan.contract}: assumed", "; ".join(plan.recorded)
    for column, meaning in COLUMNS.items():
        yield f"Column {column}", meaning
