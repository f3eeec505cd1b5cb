"""A sweep as rows, as text, as data and as sheets of a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.domain.comparisons import Total
from commissioning.domain.money import pounds
from commissioning.domain.sweeps import Point, Swept
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, sweep_words, words
from commissioning.reports.charted import Chart, Sheet, in_pounds, made_from, with_cover
from commissioning.reports.compare_text import table
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell

COUNTED = {
    "eligible": "journeys that are eligible",
    "with_an_outcome": "journeys with an outcome met",
    "met": "outcomes met",
    "not_yet": "outcomes not yet met",
    "undetermined": "outcomes undetermined",
    "not_met": "outcomes not met",
    "due_pence": "what is due now, in pence (the lowest, where a payment group is not known)",
    "due_to_pence": "the highest",
    "change_pence": "the difference to the contract as it stands, in pence",
    "outside_pence": "the price of work that was enough but lay outside the window",
    "mark": "cliff_before and cliff_after: the two points of the largest step; knee: where the curve bends most",
    "problem": "why there can be no such contract",
}
"""The columns beside those of the axes."""


def columns(swept: Swept) -> tuple[str, ...]:
    """The axes, then what is counted."""
    return (*(axis.name for axis in swept.axes), *COUNTED)


def sweep_rows(swept: Swept) -> Iterator[dict[str, Cell]]:
    """One row for the contract as it stands (the axes blank), then one for each variant."""
    blank: dict[str, Cell] = dict.fromkeys((axis.name for axis in swept.axes), None)
    yield {**blank, **_counted(swept.base, swept), "mark": "as it stands", "problem": None}
    for point in swept.points:
        row: dict[str, Cell] = dict(zip((axis.name for axis in swept.axes), point.values, strict=True))
        counted = _counted(point.total, swept) if point.total else dict.fromkeys(COUNTED, None)
        yield {**row, **counted, "mark": mark(swept, point) or None, "problem": point.problem or None}


def _counted(total: Total, swept: Swept) -> dict[str, Cell]:
    return {
        "eligible": total.eligible[Verdict.MET],
        "with_an_outcome": total.with_outcome,
        **{str(v): total.all.verdicts[v] for v in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)},
        "due_pence": total.all.least,
        "due_to_pence": total.all.most,
        "change_pence": total.all.least - swept.base.all.least,
        "outside_pence": total.outside.least,
    }


def mark(swept: Swept, point: Point) -> str:
    """What marks a point; blank for most."""
    found = []
    if swept.cliff is not None and point is swept.cliff.before:
        found.append("cliff_before")
    if swept.cliff is not None and point is swept.cliff.after:
        found.append("cliff_after")
    if point is swept.knee:
        found.append("knee")
    return " ".join(found)


def sweep_json(swept: Swept, base: Plan, settings: Sequence[str]) -> dict[str, object]:
    """Everything as data."""
    return {
        "as_of": swept.as_of,
        "contract": base.contract,
        "contract_digest": base.digest,
        "assumptions": list(base.recorded),
        "prices": {"name": base.prices.name, "illustrative": base.prices.illustrative},
        "settings": list(settings),
        "axes": [{"name": axis.name, "values": list(axis.values)} for axis in swept.axes],
        "points": list(sweep_rows(swept)),
    }


def sweep_text(swept: Swept, base: Plan, settings: Sequence[str]) -> Iterator[str]:
    """Every line for a terminal: the findings, the table; with two axes a table of what is due and one of outcomes met."""
    yield from sweep_words.findings(swept, base, settings)
    yield ""
    for head, text in sweep_words.cautions(base):
        yield f"{head} {text}"
    yield ""
    if len(swept.axes) == 2:
        for title, number in (("due", False), ("outcomes met", True)):
            yield from table(list(two_way(swept, title, number=number)))
            yield ""
        return
    rows = [[" ".join(axis.name for axis in swept.axes), "met", "not yet", "undet.", "not met", "due", "change", ""]]
    for point in swept.points:
        cells = list(_cells(point.total, swept)) if point.total else ["-"] * 6
        rows.append([" ".join(point.values), *cells, mark(swept, point).replace("_", " ") if point.total else point.problem])
    yield from table(rows)


def _cells(total: Total, swept: Swept) -> Iterator[str]:
    for verdict in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET):
        yield f"{total.all.verdicts[verdict]:,}"
    yield pounds(total.all.least) + ("+" if total.all.most > total.all.least else "")
    yield compare_words.change(*(2 * [total.all.least - swept.base.all.least]))


def two_way(swept: Swept, title: str, *, number: bool) -> Iterator[list[str]]:
    """A two-way table: the first axis down, the second across."""
    down, across = swept.axes
    found = swept.at()
    yield [f"{title}: {down.name} by {across.name}", *across.values]
    for first in down.values:
        points = [found[first, second] for second in across.values]
        yield [first, *("-" if p.total is None else f"{p.met:,}" if number else pounds(p.due) for p in points)]


def sweep_sheets(swept: Swept, base: Plan, settings: Sequence[str], facts: Sequence[tuple[str, Cell]] = ()) -> dict[str, Sheet]:
    """Every sheet: a cover with *facts*, notes, the points with a native chart, and two-way tables of two axes."""
    names = columns(swept)
    rows = [[in_pounds(k, v) for k, v in row.items()] for row in sweep_rows(swept)]
    at = {name: names.index(name) for name in ("due_pence", "met")}
    charts: tuple[Chart, ...] = ()
    if len(swept.axes) == 1:
        of = (1, len(swept.points))
        charts = (
            Chart(f"Money due by {swept.axes[0].name}", "line", 0, (at["due_pence"],), of),
            Chart(f"Outcomes met by {swept.axes[0].name}", "line", 0, (at["met"],), of),
        )
    notes: list[list[Cell]] = [["Finding", text] for text in sweep_words.findings(swept, base, settings)]
    notes += [[head, text] for head, text in sweep_words.cautions(base)]
    notes.append(["Contract", made_from(base)])
    sheets = {
        "Notes": Sheet(["Note", "What it says"], notes),
        "Variants": Sheet([name.replace("_pence", " (£)").replace("_", " ") for name in names], rows, charts),
    }
    if len(swept.axes) == 2:
        sheets["Due"] = _grid(swept, number=False)
        sheets["Outcomes met"] = _grid(swept, number=True)
    title = f"What if: {sweep_words.axes(swept, base)}"
    return with_cover(title, [("As of", swept.as_of), ("Contract", words.model(base)), *facts], sheets)


def _grid(swept: Swept, *, number: bool) -> Sheet:
    down, across = swept.axes
    found = swept.at()
    rows: list[list[Cell]] = []
    for first in down.values:
        points = [found[first, second] for second in across.values]
        rows.append([first, *(None if p.total is None else p.met if number else Pounds(p.due) for p in points)])
    heads = [f"{down.name} by {across.name}", *across.values]
    chart = Chart("Outcomes met" if number else "Money due", "line", 0, tuple(range(1, len(across.values) + 1)))
    return Sheet(heads, rows, (chart,))
