"""A comparison as an edition for publication: the models side by side, every group, and who flips by which clause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from commissioning.domain.comparisons import Basis, Comparison
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.compare_words import letter
from commissioning.reports.disclosure import HIDDEN, Disclosure
from commissioning.reports.edition import Edition, Made, Table
from commissioning.reports.edition_tables import SHOWN, Counted, dearest, outcomes, people, unit_costs
from commissioning.reports.rows import Cell

OTHERS = "other clauses"
"""Clauses of which each is behind a few flips only."""


def compare_edition(
    comparison: Comparison,
    plans: Sequence[Plan],
    disclosure: Disclosure,
    *,
    title: str,
    made: Made,
    set_aside: Sequence[str] = (),
    settings: Sequence[str] = (),
) -> Edition:
    """The whole edition, on the basis that flips are told on: two bases side by side would tell who lacks a fact."""
    models = [_counted(comparison, plans, i) for i in range(len(plans))]
    tables = [
        people(models, disclosure),
        outcomes(models, disclosure),
        unit_costs(models, comparison.starts, disclosure),
        *(_breakdown(comparison, models, name, disclosure) for name in compare_words.BREAKDOWNS),
    ]
    tables += [table for other in range(1, len(plans)) if (table := _flips(comparison, plans, models, other, disclosure)).rows]
    cautions = [of for of in compare_words.cautions(comparison, plans, set_aside) if of[0] != compare_words.BOTH_WAYS]
    if comparison.basis is Basis.ASSUMED:
        cautions.append(("Missing suitability is taken as a yes.", f"Where a model asks for it, {compare_words.ASSUMED}."))
    return Edition(title, comparison.as_of, disclosure, tables, plans, made, cautions, settings)


def _counted(comparison: Comparison, plans: Sequence[Plan], i: int) -> Counted:
    total, model, plan = comparison.total(i), comparison.models[i], plans[i]
    figures = {name: comparison.figure(i, name) for name in model.outcomes}
    return Counted(
        f"{letter(i)} {words.model(plan)}",
        comparison.journeys,
        total.eligible,
        total.with_outcome,
        {name: figure.verdicts for name, figure in figures.items()},
        {name: figure.least for name, figure in figures.items()},
        dearest(plan),
        plan.is_priced,
    )


# -------------------------------------------------------------------------------------------------------------- groups


def _breakdown(comparison: Comparison, models: Sequence[Counted], breakdown: str, disclosure: Disclosure) -> Table:
    """Each group's people, and for each outcome how many met it under each model, with what is due for it."""
    names = compare_words.groups(comparison, breakdown)
    sizes = [_size(comparison, breakdown, name) for name in names]
    small = disclosure.parts(sizes)
    wide = comparison.outcomes()
    cells: dict[tuple[int, str], list[tuple[Cell, Cell]]] = {}
    for i, model in enumerate(models):
        for outcome in model.outcomes:
            cells[i, outcome] = list(_met(comparison, i, model, outcome, breakdown, names, small, disclosure))
    rows: list[list[Cell]] = []
    for g, name in enumerate(names):
        group = [compare_words.group(breakdown, name), disclosure.count(sizes[g], hidden=g in small)]
        for outcome in wide:
            of = [cells[i, outcome][g] if outcome in model.outcomes else (None, None) for i, model in enumerate(models)]
            rows.append([group[0], outcome, group[1], *(met for met, _ in of), *(due for _, due in of)])
    letters = [letter(i) for i in range(len(models))]
    heads = ["group", "outcome", "people", *(f"{one} met" for one in letters), *(f"{one} due (£)" for one in letters)]
    return Table(f"by_{breakdown}", f"By {compare_words.BREAKDOWNS[breakdown].lower()}", heads, rows, labels=2)


def _size(comparison: Comparison, breakdown: str, group: str) -> int:
    """The people of a group: what every outcome of the first model that has any adds up to."""
    first = next((name for name in comparison.models[0].outcomes), "")
    return sum(comparison.figure(0, first, breakdown, group).verdicts.values())


def _met(
    comparison: Comparison,
    i: int,
    model: Counted,
    outcome: str,
    breakdown: str,
    names: Sequence[str],
    small: set[int],
    disclosure: Disclosure,
) -> Iterator[tuple[Cell, Cell]]:
    """How many of each group met an outcome and what is due: its table has the others beside them, who did not meet it."""
    figures = [comparison.figure(i, outcome, breakdown, name) for name in names]
    counts = [[f.verdicts[Verdict.MET], sum(f.verdicts.values()) - f.verdicts[Verdict.MET]] for f in figures]
    columns = {0, 1} if 0 in model.hidden(outcome, disclosure) else set[int]()
    hidden = disclosure.table(counts, small, columns)
    for g, figure in enumerate(figures):
        gone = (g, 0) in hidden
        money = disclosure.money(figure.least, model.dearest[outcome], hidden=gone) if model.is_priced else None
        yield disclosure.count(counts[g][0], hidden=gone), money


# --------------------------------------------------------------------------------------------------------------- flips


def _flips(
    comparison: Comparison, plans: Sequence[Plan], models: Sequence[Counted], other: int, disclosure: Disclosure
) -> Table:
    """Who flips from the first model to another, by outcome and by the clause that decided.

    Pairs without the first model are left out: three pairs together could tell what each alone does not.
    """
    pair = (plans[0], plans[other])
    rows: list[list[Cell]] = []
    for outcome in models[0].outcomes:
        if outcome in models[other].outcomes:
            rows += _of_outcome(comparison, pair, (models[0], models[other]), other, outcome, disclosure)
    title = f"Flips from {letter(0)} to {letter(other)}"
    heads = ["outcome", "before", "after", "turns on", "people"]
    return Table(f"flips_{letter(0)}_{letter(other)}".lower(), title, heads, rows, labels=4)


def _of_outcome(
    comparison: Comparison,
    pair: tuple[Plan, Plan],
    models: tuple[Counted, Counted],
    other: int,
    outcome: str,
    disclosure: Disclosure,
) -> Iterator[list[Cell]]:
    causes: dict[tuple[str, str], dict[str, int]] = {}
    for flip in comparison.flips:
        move = flip.move
        if (move.first, move.second, move.outcome) == (0, other, outcome):
            by_cause = causes.setdefault((move.before, move.after), {})
            name = compare_words.cause(move.cause, pair)
            by_cause[name] = by_cause.get(name, 0) + flip.count
    hidden = _hidden_moves(causes, models, outcome, disclosure)
    for before, after in product(SHOWN, SHOWN):
        head: list[Cell] = [outcome, words.VERDICTS[before], words.VERDICTS[after]]
        if before is after:
            continue
        if (SHOWN.index(before), SHOWN.index(after)) in hidden:
            # A move that is hidden has its row even where nobody moves so, and no clause: either would tell.
            yield [*head, HIDDEN, HIDDEN]
        else:
            for clause, count in _by_clause(causes.get((before, after), {}), disclosure):
                yield [*head, clause, disclosure.count(count)]


def _by_clause(by_cause: Mapping[str, int], disclosure: Disclosure) -> Iterator[tuple[str, int]]:
    """The people of a move that is shown, by clause; those of clauses that only a few turn on are told in one sum."""
    together = disclosure.parts(list(by_cause.values()))
    for place, (clause, count) in enumerate(by_cause.items()):
        if place not in together:
            yield clause, count
    if together:
        yield OTHERS, sum(count for place, count in enumerate(by_cause.values()) if place in together)


def _hidden_moves(
    causes: dict[tuple[str, str], dict[str, int]], models: tuple[Counted, Counted], outcome: str, disclosure: Disclosure
) -> set[tuple[int, int]]:
    """Which moves from verdict to verdict are hidden: their totals are the verdicts under either model, which are shown."""
    counts = [[sum(causes.get((a, b), {}).values()) for b in SHOWN] for a in SHOWN]
    for place, total in enumerate(models[0].verdicts(outcome)):
        counts[place][place] = total - sum(counts[place])
    rows, columns = (model.hidden(outcome, disclosure) for model in models)
    return disclosure.table(counts, rows, columns)
