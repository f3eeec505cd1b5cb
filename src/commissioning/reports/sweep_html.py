"""A sweep as one HTML page that needs nothing else: the curve or the two-way table, the cliff and the knee."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from commissioning.domain.money import pounds
from commissioning.domain.sweeps import Point, Swept
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, glossary, sweep_rows, sweep_words, telling_grounds, words
from commissioning.reports.curves import Line, Marked, curve_svg
from commissioning.reports.figures import sums, thousands
from commissioning.reports.pages import rendered

MOST_LINES = 6
"""Lines of one picture; a second axis with more values is drawn at values evenly spread."""

GLOSSARY = (
    ("Sweep", "One caseload decided under every value that something in a contract takes in turn."),
    ("Cliff", "The single step from one value to the next that changes most of what is due."),
    ("Knee", "The point of a curve that lies furthest from the straight line between its ends."),
    ("Variant", "The contract with values changed; each is checked as any contract is."),
)


def sweep_html(
    *,
    swept: Swept,
    base: Plan,
    settings: Sequence[str],
    problems: Iterable[Problem] = (),
    engine: str = "",
    input_name: str = "",
    digest: str = "",
    seed: str = "",
) -> str:
    """The whole page."""
    terms = [axis.name.partition(".")[0] for axis in swept.axes] + [text.partition(".")[0] for text in settings]
    notes = [note for note in base.notes if note.term in terms]
    return rendered(
        "sweep.html.j2",
        title=f"What if: {sweep_words.axes(swept, base)}",
        as_of=swept.as_of,
        model=words.model(base),
        contract=base.contract,
        contract_digest=base.digest,
        recorded=base.recorded,
        findings=list(sweep_words.findings(swept, base, settings)),
        cautions=list(sweep_words.cautions(base)),
        settings=settings,
        charts=_charts(swept, base),
        axes=[axis.name for axis in swept.axes],
        rows=[_row(swept, point) for point in swept.points] if len(swept.axes) != 2 else [],
        grids=[_grid(swept, "Money due", number=False), _grid(swept, "Outcomes met", number=True)]
        if len(swept.axes) == 2
        else [],
        impossible=_impossible(swept) if len(swept.axes) == 2 else [],
        verdicts=[words.VERDICTS[v] for v in SHOWN],
        terms=[(note, list(telling_grounds.backing(note.term, base))) for note in notes],
        not_modelled=base.not_modelled,
        problems=[str(problem) for problem in problems][:200],
        engine=engine,
        input_name=input_name,
        digest=digest,
        seed=seed,
        glossary=(*GLOSSARY, *glossary.TERMS),
        illustrative=base.prices.illustrative and base.is_priced,
    )


SHOWN = (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)


def _row(swept: Swept, point: Point) -> dict[str, Any]:
    total = point.total
    return {
        "values": point.values,
        "problem": point.problem,
        "verdicts": [thousands(total.all.verdicts[v]) for v in SHOWN] if total else [],
        "people": thousands(total.with_outcome) if total else "",
        "due": sums(total.all.least, total.all.most) if total else "",
        "change": compare_words.change(*(2 * [total.all.least - swept.base.all.least])) if total else "",
        "outside": sums(total.outside.least, total.outside.most) if total else "",
        "mark": sweep_rows.mark(swept, point).replace("_", " "),
    }


def _impossible(swept: Swept) -> list[tuple[str, str]]:
    """Each reason why a variant can be no contract, with the first variant it is of."""
    found: dict[str, str] = {}
    for point in swept.points:
        if point.total is None:
            found.setdefault(point.problem, sweep_words.at(swept, point))
    return [(where, why) for why, where in found.items()][:20]


def _grid(swept: Swept, title: str, *, number: bool) -> dict[str, Any]:
    down, across = swept.axes
    found = swept.at()
    marked = {id(swept.cliff.before), id(swept.cliff.after)} if swept.cliff else set()
    rows = []
    for first in down.values:
        cells = []
        for second in across.values:
            point = found[first, second]
            text = "–" if point.total is None else thousands(point.met) if number else pounds(point.due)
            cells.append((text, id(point) in marked))
        rows.append((first, cells))
    return {"title": title, "down": down.name, "across": across.name, "values": across.values, "rows": rows}


def _charts(swept: Swept, base: Plan) -> list[dict[str, Any]]:
    if len(swept.axes) > 2:
        return []
    charts = []
    priced = "Money due, at illustrative prices" if base.prices.illustrative else "Money due"
    for ident, title, money in (("due", priced, True), ("met", "Outcomes met", False)):
        if money and not base.is_priced:
            continue
        lines, marks = _one_line(swept, money=money) if len(swept.axes) == 1 else _lines(swept, money=money)
        most = max((v for line in lines for v in line.values if v is not None), default=0)
        shown = tuple(pounds(pence).removesuffix(".00") for pence in (0, most)) if money else ("0", thousands(most))
        axis, steps = sweep_words.axis(swept.axes[0].name, base), swept.axes[0].values
        charts.append({"title": title, "svg": curve_svg(title, axis, steps, lines, shown, marks, f"curve-{ident}")})
    return charts


def _value(point: Point, *, money: bool) -> int | None:
    return None if point.total is None else point.due if money else point.met


def _one_line(swept: Swept, *, money: bool) -> tuple[list[Line], list[Marked]]:
    line = Line("", tuple(_value(point, money=money) for point in swept.points))
    marks = []
    if swept.cliff is not None:
        change = (
            compare_words.change(swept.cliff.pence, swept.cliff.pence)
            if money
            else f"{swept.cliff.outcomes:+,}".replace("-", "−")
        )
        step = next(i for i, point in enumerate(swept.points) if point is swept.cliff.after)
        if line.values[step - 1] is not None:
            marks.append(Marked(step, 0, f"cliff: {change}", cliff=True))
    if swept.knee is not None:
        step = next(i for i, point in enumerate(swept.points) if point is swept.knee)
        if not (marks and marks[0].step == step):
            marks.append(Marked(step, 0, f"knee: {swept.knee.values[0]}"))
    return [line], marks


def _lines(swept: Swept, *, money: bool) -> tuple[list[Line], list[Marked]]:
    down, across = swept.axes
    found = swept.at()
    values = across.values
    if len(values) > MOST_LINES:
        values = tuple(values[i * (len(values) - 1) // (MOST_LINES - 1)] for i in range(MOST_LINES))
    lines = [
        Line(
            f"{across.name.rpartition('.')[2]} {second}",
            tuple(_value(found[first, second], money=money) for first in down.values),
        )
        for second in values
    ]
    knee = swept.knee
    if knee is None or knee.values[1] not in values:
        return lines, []
    text = f"knee: {', '.join(knee.values)}"
    return lines, [Marked(down.values.index(knee.values[0]), values.index(knee.values[1]), text)]
