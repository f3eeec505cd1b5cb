"""A comparison as one HTML page that needs nothing else: the models side by side, who flips and by which clause, the money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any

from commissioning.domain.comparisons import ABSENT, EVERYONE, Basis, Comparison, Part
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, glossary, telling, telling_grounds, words
from commissioning.reports.compare_findings import findings
from commissioning.reports.compare_words import Group, letter
from commissioning.reports.figures import capital, share, sums, thousands
from commissioning.reports.grouped_bars import Bars, grouped_svg
from commissioning.reports.pages import rendered

MOST_NAMED = 12
"""Journeys named under one flip; the rest are counted, and all stand in the workbook."""

MOST_PROBLEMS = 200

DECIDING = ("referral_window", "not_modelled", "prices", "commissioning_parties")
"""Kinds of term that are not shown where the models differ: what is set aside, what is left out, who takes part."""


def compare_html(
    *,
    title: str,
    comparison: Comparison,
    plans: Sequence[Plan],
    set_aside: Sequence[str] = (),
    problems: Iterable[Problem] = (),
    counts: Mapping[str, int] | None = None,
    left_out: Mapping[str, int] | None = None,
    engine: str = "",
    input_name: str = "",
    digest: str = "",
    seed: str = "",
    settings: Sequence[str] = (),
) -> str:
    """The whole page. *seed* says which seed made the journeys, if they are made up; *settings* what a what-if changed."""
    both = comparison.basis is Basis.ASSUMED
    listed = sorted(problems, key=lambda problem: (not problem.is_error, problem.place))
    return rendered(
        "compare.html.j2",
        title=title,
        as_of=comparison.as_of,
        input_name=input_name,
        engine=engine,
        digest=digest,
        seed=seed,
        settings=settings,
        findings=list(findings(comparison, plans)),
        cautions=list(compare_words.cautions(comparison, plans, set_aside)),
        models=[_model(plan, index) for index, plan in enumerate(plans)],
        rows=_rows(comparison, plans),
        both=both,
        charts=_charts(comparison, plans),
        differing=_differing(plans),
        pairs=[_pair(comparison, plans, i, j) for i, j in combinations(range(len(plans)), 2)],
        breakdowns=[_breakdown(comparison, plans, name) for name in compare_words.BREAKDOWNS],
        most_named=MOST_NAMED,
        resting=_resting(comparison, plans),
        problems=listed[:MOST_PROBLEMS],
        more=max(len(listed) - MOST_PROBLEMS, 0),
        tables=[
            (t, (counts or {}).get(t, 0), (left_out or {}).get(t, 0))
            for t in dict.fromkeys([*(counts or {}), *(left_out or {})])
        ],
        unit_costs=compare_words.UNIT_COSTS,
        glossary=(*GLOSSARY, *glossary.TERMS),
        verdicts=words.VERDICTS,
        symbols=telling.SYMBOLS,
        illustrative=any(plan.prices.illustrative and plan.is_priced for plan in plans),
    )


GLOSSARY = (
    ("Flip", "An outcome of one journey that gets one verdict under one model and another under a second."),
    ("Clause behind a flip", "The term that decided on the side that did worse: what kept work from counting, or what failed."),
    ("Smallest journey", "Of the journeys that show a flip: the fewest rows of jobs, then the shortest, then the first."),
    ("As recorded, if assumed", "Facts as they stand in the files; or with a missing suitability of jobs taken as a yes."),
)


def _model(plan: Plan, index: int) -> dict[str, Any]:
    return {
        "index": index + 1,
        "letter": letter(index),
        "title": words.model(plan),
        "contract": plan.contract,
        "digest": plan.digest,
        "recorded": plan.recorded,
        "not_modelled": plan.not_modelled,
        "terms": [(f"m{index + 1}-{note.term}", note, list(telling_grounds.backing(note.term, plan))) for note in plan.notes],
        "caveats": list(dict.fromkeys(words.caveat(value, plan) for note in plan.notes for value in note.caveats)),
    }


def _rows(comparison: Comparison, plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """The side by side: a heading, or what is shown with a cell for each model; with *both*, as recorded and if assumed."""
    bases = (Basis.RECORDED, Basis.ASSUMED) if comparison.basis is Basis.ASSUMED else (Basis.RECORDED,)
    rows: list[dict[str, Any]] = [{"head": "People"}]

    def row(what: str, cell: Any, *, strong: bool = False) -> None:
        of = [[cell(i, basis) for basis in bases] for i in range(len(plans))]
        rows.append(
            {"head": "", "what": what, "strong": strong, "cells": [one if len(set(one)) > 1 else one[:1] for one in of]}
        )

    row("eligible", lambda i, b: thousands(comparison.total(i, b).eligible[Verdict.MET]))
    row("with at least one outcome met", lambda i, b: thousands(comparison.total(i, b).with_outcome), strong=True)
    rows.append({"head": "Outcomes met"})
    for outcome in comparison.outcomes():

        def met(i: int, b: Basis, outcome: str = outcome) -> str:
            if outcome not in comparison.models[i].outcomes:
                return "–"
            return thousands(comparison.figure(i, outcome, basis=b).verdicts[Verdict.MET])

        row(outcome, met)
    rows.append({"head": "All outcomes"})
    for verdict in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET):
        row(
            words.VERDICTS[verdict],
            lambda i, b, verdict=verdict: thousands(comparison.total(i, b).all.verdicts[verdict]),
        )
    priced = [plan.is_priced for plan in plans]
    rows.append({"head": "Money"})
    row("due", lambda i, b: compare_words.due(comparison.total(i, b).all) if priced[i] else "no prices", strong=True)
    for outcome in comparison.outcomes() if any(priced) else ():

        def due(i: int, b: Basis, outcome: str = outcome) -> str:
            has_price = priced[i] and outcome in comparison.models[i].outcomes
            return compare_words.due(comparison.figure(i, outcome, basis=b)) if has_price else "–"

        row(f"due for {outcome}", due)
    for position, (what, _, _) in enumerate(compare_words.costs(comparison, 0)):
        row(what, lambda i, b, position=position: _unit(comparison, i, b, position) if priced[i] else "–")
    rows.append({"head": "Enough work, but outside the window"})
    row("people", lambda i, b: thousands(comparison.total(i, b).outside.journeys))
    row("outcomes", lambda i, b: thousands(comparison.total(i, b).outside.outcomes))
    row("what they would pay", lambda i, b: _part(comparison.total(i, b).outside) if priced[i] else "–", strong=True)
    return rows


def _unit(comparison: Comparison, model: int, basis: Basis, position: int) -> str:
    pence = compare_words.costs(comparison, model, basis)[position][2]
    return "–" if pence is None else sums(pence, pence)


def _part(part: Part) -> str:
    return sums(part.least, part.most)


def _charts(comparison: Comparison, plans: Sequence[Plan]) -> list[dict[str, Any]]:
    letters = [letter(i) for i in range(len(plans))]
    charts = []
    if any(plan.is_priced for plan in plans):
        money = []
        for i in range(len(plans)):
            low, high = comparison.total(i, Basis.RECORDED).all, comparison.total(i).all
            text = sums(low.least, low.least) + (f" to {sums(high.most, high.most)}" if high.most != low.least else "")
            money.append((low.least, max(high.most, low.least), text))
        title = "Money due by model" + (", at illustrative prices" if any(p.prices.illustrative for p in plans) else "")
        note = (
            "What is hatched is due only if missing facts are assumed, or a payment group that is not recorded is the dearest."
        )
        charts.append((title, [Bars("Due", tuple(money))], note if any(a[0] != a[1] for a in money) else ""))
    groups = []
    for outcome in comparison.outcomes():
        values = []
        for i, model in enumerate(comparison.models):
            least = comparison.figure(i, outcome, basis=Basis.RECORDED).verdicts[Verdict.MET]
            most = max(comparison.figure(i, outcome).verdicts[Verdict.MET], least)
            text = (
                "no such outcome"
                if outcome not in model.outcomes
                else f"{least:,}"
                if least == most
                else f"{least:,} to {most:,}"
            )
            values.append((least, most, text))
        groups.append(Bars(outcome, tuple(values)))
    charts.append(
        (
            "Outcomes met by model",
            groups,
            "What is hatched is met only if missing facts are assumed." if comparison.basis is Basis.ASSUMED else "",
        )
    )
    return [
        {"title": title, "svg": grouped_svg(title, letters, bars, f"chart-{n}"), "note": note}
        for n, (title, bars, note) in enumerate(charts, start=1)
    ]


def _differing(plans: Sequence[Plan]) -> list[dict[str, Any]]:
    """The terms that decide whose words differ between the models, in the first model's order."""
    found: dict[str, None] = {}
    for plan in plans:
        for note in plan.notes:
            if note.kind not in DECIDING:
                found.setdefault(note.term)
    rows = []
    for term in found:
        notes = [next((n for n in plan.notes if n.term == term), None) for plan in plans]
        said = [note.words if note else None for note in notes]
        if len(set(said)) > 1:
            title = next(note.title for note in notes if note)
            cells = [(note.words, f"m{i + 1}-{term}") if note else None for i, note in enumerate(notes)]
            rows.append({"title": title, "cells": cells})
    return rows


def _pair(comparison: Comparison, plans: Sequence[Plan], first: int, second: int) -> dict[str, Any]:
    pair = (plans[first], plans[second])
    groups = compare_words.grouped(comparison.flips, first, second)
    outcomes = [o for o in comparison.outcomes() if any(o in one.counts for one in groups)]
    matrix = comparison.matrices[comparison.basis, first, second]
    order = [str(v) for v in (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)] + [ABSENT]
    befores = [v for v in order if any(key[0] == v for key in matrix)]
    afters = [v for v in order if any(key[1] == v for key in matrix)]
    money = [_total(comparison, i) for i in (first, second)]
    return {
        "id": f"{letter(first)}{letter(second)}".lower(),
        "first": letter(first),
        "second": letter(second),
        "titles": (words.model(pair[0]), words.model(pair[1])),
        "outcomes": outcomes,
        "flips": [_flip(one, pair, (first, second), outcomes) for one in groups],
        "afters": [compare_words.verdict(v) for v in afters],
        "matrix": [
            (compare_words.verdict(v), [(matrix[v, a], v == a) for a in afters], sum(matrix[v, a] for a in afters))
            for v in befores
        ],
        "same": sum(count for (a, b), count in matrix.items() if a == b),
        "changed": sum(count for (a, b), count in matrix.items() if a != b),
        "money": compare_words.change(money[1][0] - money[0][0], money[1][1] - money[0][1]),
    }


def _total(comparison: Comparison, model: int) -> tuple[int, int]:
    found = comparison.total(model).all
    return found.least, found.most


def _flip(one: Group, pair: Sequence[Plan], positions: tuple[int, int], outcomes: Sequence[str]) -> dict[str, Any]:
    side = positions[one.cause.side]
    terms = compare_words.terms_of(one.cause, pair)
    known = list(one.who)
    return {
        "before": compare_words.verdict(one.before),
        "after": compare_words.verdict(one.after),
        "good": one.after == Verdict.MET,
        "bad": one.before == Verdict.MET,
        "cause": compare_words.cause(one.cause, pair),
        "anchor": f"m{side + 1}-{terms[0]}" if terms else "",
        "side": letter(side),
        "backing": compare_words.backing(one.cause, pair),
        "counts": [thousands(one.counts[o]) if o in one.counts else "" for o in outcomes],
        "count": thousands(one.count),
        "people": compare_words.people(one),
        "resting": one.resting,
        "money": compare_words.change(one.least, one.most),
        "who": known[:MOST_NAMED],
        "more": len(known) - MOST_NAMED,
        "outcome": one.outcome,
        "witness": one.witness,
        "told": compare_words.told(one.witness, pair) if one.witness else ("", ""),
    }


def _breakdown(comparison: Comparison, plans: Sequence[Plan], breakdown: str) -> dict[str, Any]:
    """Each group: journeys, and for each model outcomes met and money; a last row that they add up to."""
    rows = []
    for name in (*compare_words.groups(comparison, breakdown), None):
        cells, number = [], 0
        for i, model in enumerate(comparison.models):
            of = (EVERYONE, "") if name is None else (breakdown, name)
            figures = [comparison.figure(i, outcome, *of) for outcome in model.outcomes]
            verdicts = {v: sum(f.verdicts[v] for f in figures) for v in Verdict}
            money = sums(sum(f.least for f in figures), sum(f.most for f in figures)) if plans[i].is_priced else "–"
            cells.append({"met": verdicts[Verdict.MET], "open": verdicts[Verdict.UNDETERMINED], "money": money})
            number = sum(verdicts.values()) if i == 0 else number
        people = number // max(len(comparison.models[0].outcomes), 1)
        title = "everyone" if name is None else compare_words.group(breakdown, name)
        rows.append({"title": capital(title), "people": people, "cells": cells, "last": name is None})
    return {"name": breakdown, "title": compare_words.BREAKDOWNS[breakdown], "rows": rows}


def _resting(comparison: Comparison, plans: Sequence[Plan]) -> list[dict[str, Any]]:
    found = []
    for i, plan in enumerate(plans):
        total = comparison.total(i)
        outcomes = total.all.verdicts.total()
        empty = Part()
        open_by = [total.undetermined.get(name, empty) for name in ("silence", "fact", "both", "other")]
        rests = [total.resting.get(name, empty) for name in ("assumed", "illustrative")]
        found.append(
            {
                "title": words.model(plan),
                "letter": letter(i),
                "open": [(thousands(p.outcomes), _part(p) if p.outcomes and plan.is_priced else "") for p in open_by],
                "share": share(sum(p.outcomes for p in open_by), outcomes),
                "resting": [
                    (_part(p) if p.outcomes else "£0.00", share(p.least, total.all.least) if p.outcomes else "") for p in rests
                ]
                if plan.is_priced
                else [("–", ""), ("–", "")],
            }
        )
    return found
