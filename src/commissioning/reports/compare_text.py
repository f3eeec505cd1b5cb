"""A comparison for a terminal: the findings, the models side by side, who flips by which clause, the groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from textwrap import wrap

from commissioning.domain.comparisons import EVERYONE, Basis, Comparison
from commissioning.domain.money import pounds
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.compare_findings import findings
from commissioning.reports.compare_words import letter
from commissioning.reports.figures import capital

WIDTH = 110


def compare_text(comparison: Comparison, plans: Sequence[Plan], set_aside: Sequence[str] = ()) -> Iterator[str]:
    """Every line."""
    for i, plan in enumerate(plans):
        yield f"{letter(i)}  {plan.contract}: {plan.title}"
    yield ""
    for sentence in findings(comparison, plans):
        yield from wrap(sentence, WIDTH, subsequent_indent="  ")
    yield ""
    for head, text in compare_words.cautions(comparison, plans, set_aside):
        yield from wrap(f"{head} {text}", WIDTH, subsequent_indent="  ")
    yield ""
    yield from table(list(_side_by_side(comparison, plans)))
    yield f"Costs: {compare_words.UNIT_COSTS}"
    for first, second in combinations(range(len(plans)), 2):
        yield ""
        yield from _flips(comparison, plans, first, second)
    for breakdown, title in compare_words.BREAKDOWNS.items():
        yield ""
        yield from table(list(_breakdown(comparison, plans, breakdown, title)))


def table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as columns set apart by two blanks, the first to the left, the others to the right; the first row is the heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for index, row in enumerate(rows):
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
        if index == 0:
            yield "─" * (sum(widths) + 2 * (len(widths) - 1))


def _side_by_side(comparison: Comparison, plans: Sequence[Plan]) -> Iterator[list[str]]:
    assumed = comparison.basis is Basis.ASSUMED
    columns = [
        (i, b)
        for i, m in enumerate(comparison.models)
        for b in ((Basis.RECORDED, Basis.ASSUMED) if m.assumed else (Basis.RECORDED,))
    ]
    head = [f"{letter(i)}{' if assumed' if b is Basis.ASSUMED else ''}" for i, b in columns]
    totals = [comparison.total(i, b) for i, b in columns]
    yield ["As recorded, and if missing suitability is assumed" if assumed else "As recorded", *head]
    yield ["journeys eligible", *(f"{t.eligible[Verdict.MET]:,}" for t in totals)]
    yield ["with at least one outcome met", *(f"{t.with_outcome:,}" for t in totals)]
    for outcome in comparison.outcomes():
        yield [
            f"{outcome} met",
            *(
                f"{comparison.figure(i, outcome, basis=b).verdicts[Verdict.MET]:,}"
                if outcome in comparison.models[i].outcomes
                else "-"
                for i, b in columns
            ),
        ]
    for verdict in (Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET):
        yield [f"outcomes {words.VERDICTS[verdict]}", *(f"{t.all.verdicts[verdict]:,}" for t in totals)]
    yield ["due", *(_money(t.all.least, t.all.most) for t in totals)]
    for outcome in comparison.outcomes():
        of = [comparison.figure(i, outcome, basis=b) if outcome in comparison.models[i].outcomes else None for i, b in columns]
        yield [f"  for {outcome}", *("-" if figure is None else _money(figure.least, figure.most) for figure in of)]
    for position, (what, _, _) in enumerate(compare_words.costs(comparison, 0)):
        costs = (compare_words.costs(comparison, i, b)[position][2] for i, b in columns)
        yield [f"  {what}", *("-" if cost is None else pounds(cost) for cost in costs)]
    yield ["reached outside the window: people", *(f"{t.outside.journeys:,}" for t in totals)]
    yield ["  what that would pay", *(_money(t.outside.least, t.outside.most) for t in totals)]
    yield ["undetermined by a silence: price", *(_money_of(t.undetermined.get("silence")) for t in totals)]
    yield ["due on assumed terms", *(_money_of(t.resting.get("assumed")) for t in totals)]
    yield ["due on illustrative terms", *(_money_of(t.resting.get("illustrative")) for t in totals)]


def _money(least: int, most: int) -> str:
    return pounds(least) + ("+" if most > least else "")


def _money_of(part: object) -> str:
    from commissioning.domain.comparisons import Part

    return _money(part.least, part.most) if isinstance(part, Part) else pounds(0)


def _flips(comparison: Comparison, plans: Sequence[Plan], first: int, second: int) -> Iterator[str]:
    pair = (plans[first], plans[second])
    groups = compare_words.grouped(comparison.flips, first, second)
    yield f"Flips from {letter(first)} to {letter(second)}: outcomes, people, change of money, clause, smallest journey"
    if not groups:
        yield "  nobody flips"
    for one in groups:
        way = f"{compare_words.verdict(one.before)} → {compare_words.verdict(one.after)}"
        each = ", ".join(f"{outcome} {number}" for outcome, number in one.counts.items())
        shown = f"; {one.witness.journey_id}, {one.outcome}" if one.witness else ""
        rest = f"; {one.resting} rest on missing suitability" if one.resting else ""
        people = compare_words.people(one)
        people = people and f"{people} {'person' if people == '1' else 'people'}"
        line = (
            f"{way}: {one.count} ({each}){f', of {people}' if people else ''}, {compare_words.change(one.least, one.most)}; "
            f"{compare_words.cause(one.cause, pair)} ({letter((first, second)[one.cause.side])}){shown}{rest}"
        )
        yield from wrap(line, WIDTH, initial_indent="  ", subsequent_indent="      ")


def _breakdown(comparison: Comparison, plans: Sequence[Plan], breakdown: str, title: str) -> Iterator[list[str]]:
    heads = [text for i in range(len(plans)) for text in (f"{letter(i)} met", f"{letter(i)} due")]
    yield [f"By {title.lower()}", *heads]
    for name in (*compare_words.groups(comparison, breakdown), None):
        cells = []
        for i, model in enumerate(comparison.models):
            of = (EVERYONE, "") if name is None else (breakdown, name)
            figures = [comparison.figure(i, outcome, *of) for outcome in model.outcomes]
            cells.append(f"{sum(f.verdicts[Verdict.MET] for f in figures):,}")
            cells.append(_money(sum(f.least for f in figures), sum(f.most for f in figures)) if plans[i].is_priced else "-")
        yield ["everyone" if name is None else capital(compare_words.group(breakdown, name)), *cells]
