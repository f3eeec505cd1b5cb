"""A comparison as the sheets of a workbook, with native charts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from commissioning.domain.comparisons import EVERYONE, Basis, Comparison
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.charted import Chart, Sheet, in_pounds, made_from, with_cover
from commissioning.reports.compare_findings import findings
from commissioning.reports.compare_rows import FIGURES, FLIPS, PEOPLE, figure_rows, flip_rows, people_rows
from commissioning.reports.compare_words import letter
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell


def compare_sheets(
    comparison: Comparison,
    plans: Sequence[Plan],
    set_aside: Sequence[str],
    problems: Iterable[Problem],
    digest: str,
    title: str = "Commissioning models compared",
    facts: Iterable[tuple[str, Cell]] = (),
) -> dict[str, Sheet]:
    """Every sheet by its title, after a cover with *title* and *facts*."""

    def priced(columns: Iterable[str], rows: Iterable[dict[str, Cell]]) -> Sheet:
        heads = [name.replace("_pence", " (£)").replace("_", " ") for name in columns]
        body = ([in_pounds(k, v) for k, v in row.items()] for row in rows)
        return Sheet(heads, body)

    sheets = {
        "Notes": Sheet(["Note", "What it says"], list(_notes(comparison, plans, set_aside, digest))),
        "Side by side": _side_by_side(comparison, plans),
        **{title: _breakdown(comparison, plans, name) for name, title in compare_words.BREAKDOWNS.items()},
        "Flips by clause": priced(FLIPS, flip_rows(comparison, plans)),
        "Who flips": priced(PEOPLE, islice(people_rows(comparison, plans), MOST_PEOPLE)),
        "Figures": priced(FIGURES, figure_rows(comparison, plans)),
        "Not modelled": Sheet(
            ["contract", "what", "why"], [[p.contract, what, why] for p in plans for what, why in p.not_modelled]
        ),
        "Assumed values": Sheet(
            ["contract", "what", "standing"],
            [[p.contract, words.caveat(c, p), str(c.provenance.standing)] for p in plans for n in p.notes for c in n.caveats],
        ),
        "Data quality": Sheet(
            ["place", "code", "severity", "what is wrong", "what to do"],
            [[str(p.place), p.code, str(p.severity), p.message, p.remedy] for p in problems],
        ),
    }
    return with_cover(title, [("As of", comparison.as_of), ("Digest of the input", digest), *facts], sheets)


MOST_PEOPLE = 100_000
"""Rows of the sheet of who flips; a CSV file of people has them all."""


def _notes(comparison: Comparison, plans: Sequence[Plan], set_aside: Sequence[str], digest: str) -> Iterable[list[Cell]]:
    yield ["As of", comparison.as_of]
    yield ["Digest of the input", digest]
    for sentence in findings(comparison, plans):
        yield ["Finding", sentence]
    for head, text in compare_words.cautions(comparison, plans, set_aside):
        yield [head, text]
    for i, plan in enumerate(plans):
        yield [f"Model {letter(i)}", made_from(plan)]
    listed = sum(len(flip.who) for flip in comparison.flips)
    if listed > MOST_PEOPLE:
        yield ["Who flips", f"The first {MOST_PEOPLE:,} of {listed:,} rows; --format csv --rows people has them all."]
    yield ["Costs", compare_words.UNIT_COSTS]


def _side_by_side(comparison: Comparison, plans: Sequence[Plan]) -> Sheet:
    """One row for each model and basis, so that its charts are of columns."""
    heads = ["model", "basis", "journeys", "eligible", "with an outcome", "met", "not yet", "undetermined", "not met"]
    heads += ["due (£)", "due at most (£)", "per start (£)", "per person who began a job (£)", "per sustained outcome (£)"]
    heads += ["people outside the window", "outcomes outside the window", "what those would pay (£)"]
    heads += ["undetermined by silences, price (£)", "due on assumed terms (£)", "due on illustrative terms (£)"]
    rows: list[list[Cell]] = []
    for basis in (Basis.RECORDED, Basis.ASSUMED):
        for i, plan in enumerate(plans):
            if (basis, i) in comparison.totals:
                rows.append(_total_row(comparison, plan, i, basis))
    last = (len(rows) - len(plans), len(rows) - 1)
    charts = (
        Chart("Money due by model", "bar", 0, (9,), last),
        Chart("Outcomes by verdict and model", "column", 0, (5, 6, 7, 8), last),
    )
    return Sheet(heads, rows, charts)


def _total_row(comparison: Comparison, plan: Plan, i: int, basis: Basis) -> list[Cell]:
    total = comparison.total(i, basis)
    costs = [pence for _, _, pence in compare_words.costs(comparison, i, basis)]
    open_by, rests = total.undetermined.get("silence"), total.resting
    return [
        f"{letter(i)} {words.model(plan)}",
        str(basis),
        comparison.journeys,
        total.eligible[Verdict.MET],
        total.with_outcome,
        *(total.all.verdicts[v] for v in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)),
        Pounds(total.all.least),
        Pounds(total.all.most),
        *(None if pence is None else Pounds(pence) for pence in costs),
        total.outside.journeys,
        total.outside.outcomes,
        Pounds(total.outside.least),
        Pounds(open_by.least if open_by else 0),
        *(Pounds(rests[name].least if name in rests else 0) for name in ("assumed", "illustrative")),
    ]


def _breakdown(comparison: Comparison, plans: Sequence[Plan], breakdown: str) -> Sheet:
    heads = ["group", *(f"{letter(i)} {what}" for what in ("met", "undetermined", "due (£)") for i in range(len(plans)))]
    names = compare_words.groups(comparison, breakdown)
    rows: list[list[Cell]] = []
    for name in (*names, None):
        of = (EVERYONE, "") if name is None else (breakdown, name)
        figures = [[comparison.figure(i, o, *of) for o in model.outcomes] for i, model in enumerate(comparison.models)]
        counts: list[Cell] = [sum(f.verdicts[v] for f in each) for v in (Verdict.MET, Verdict.UNDETERMINED) for each in figures]
        title = "everyone" if name is None else compare_words.group(breakdown, name)
        rows.append([title, *counts, *(Pounds(sum(f.least for f in each)) for each in figures)])
    width = len(plans)
    of_groups = (0, len(names) - 1)
    charts = (
        Chart(
            f"Outcomes met by {compare_words.BREAKDOWNS[breakdown].lower()}", "column", 0, tuple(range(1, 1 + width)), of_groups
        ),
        Chart(
            f"Money due by {compare_words.BREAKDOWNS[breakdown].lower()}",
            "column",
            0,
            tuple(range(1 + 2 * width, 1 + 3 * width)),
            of_groups,
        ),
    )
    return Sheet(heads, rows, charts)
