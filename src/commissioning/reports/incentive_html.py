"""What a contract's terms reward as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from commissioning.domain.incentives import Incentives, Kind, Witness
from commissioning.domain.money import pounds
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, glossary, incentive_words, telling_grounds, words
from commissioning.reports.grouped_bars import Bars, grouped_svg
from commissioning.reports.pages import rendered

TOLD = (Kind.HOURS_DEAD_ZONE, Kind.DAYS_DEAD_ZONE, Kind.CLAIM_DEADLINE, Kind.EVIDENCE_SHORT)
"""Kinds of witness of which a sentence says more than the two sums do."""

GLOSSARY = (
    ("Witness", "Two made-up journeys that differ in one thing, with what each pays: what the terms reward."),
    ("Cliff", "One hour or one day that changes the pay."),
    ("Dead zone", "More work that pays no more."),
    ("Parked", "Of a group: a person of it costs more to serve than is expected to come in."),
    ("Creamed", "Of a group: a person of it brings most over the cost to serve."),
    ("Clause at fault", "The term without which the difference would not be there, or not be so."),
)


def incentives_html(
    *,
    found: Incentives,
    plan: Plan,
    as_of: date,
    settings: Sequence[str] = (),
    problems: Iterable[Problem] = (),
    engine: str = "",
    seed: str = "",
    digest: str = "",
    input_name: str = "",
) -> str:
    """The whole page."""
    cited = {term for one in found.witnesses for term in compare_words.terms_of(one.cause, (plan, plan))}
    cited |= {margin.term for margin in found.margins}
    return rendered(
        "incentives.html.j2",
        title=f"What {words.model(plan)} rewards",
        as_of=as_of,
        contract=plan.contract,
        contract_digest=plan.digest,
        recorded=plan.recorded,
        settings=settings,
        findings=list(incentive_words.findings(found, plan)),
        cautions=list(incentive_words.cautions(found, plan)),
        kinds=[
            (str(kind), title, [_witness(one, plan) for one in found.witnesses if one.kind is kind])
            for kind, title in incentive_words.KINDS.items()
            if any(one.kind is kind for one in found.witnesses)
        ],
        absent=[title for kind, title in incentive_words.KINDS.items() if not any(one.kind is kind for one in found.witnesses)],
        charts=_charts(found),
        margins=[_margin(one, plan) for one in found.margins],
        costs=found.costs,
        cohort=found.cohort,
        rechecked=[
            {
                "verdict": one.verdict,
                "first": one.what[0],
                "second": one.what[1],
                "earlier": compare_words.change(one.earlier, one.earlier),
                "now": compare_words.change(one.now, one.now),
            }
            for one in found.rechecked
        ],
        of=found.rechecked[0].of if found.rechecked else "",
        terms=[(note, list(telling_grounds.backing(note.term, plan))) for note in plan.notes if note.term in cited],
        not_modelled=plan.not_modelled,
        problems=[str(problem) for problem in problems][:200],
        engine=engine,
        seed=seed,
        digest=digest,
        input_name=input_name,
        glossary=(*GLOSSARY, *glossary.TERMS),
        illustrative=plan.prices.illustrative and plan.is_priced,
    )


def _witness(one: Witness, plan: Plan) -> dict[str, Any]:
    terms = compare_words.terms_of(one.cause, (plan, plan))
    return {
        "first": one.first.what,
        "second": one.second.what,
        "before": pounds(one.before.due),
        "after": pounds(one.after.due),
        "open": one.before.open or one.after.open,
        "change": compare_words.change(one.pence, one.pence),
        "said": incentive_words.said(one),
        "told": one.kind in TOLD or one.after.open,
        "fault": incentive_words.fault(one, plan),
        "anchor": f"t-{terms[0]}" if terms else "",
    }


def _margin(one: Any, plan: Plan) -> dict[str, Any]:
    return {
        "group": incentive_words.group(one),
        "starts": one.starts,
        "due": pounds(one.due),
        "cost": pounds(one.cost),
        "margin": compare_words.change(one.margin, one.margin),
        "mark": incentive_words.mark(one),
        "term": incentive_words.keeping(one, plan),
    }


def _charts(found: Incentives) -> list[dict[str, Any]]:
    """What comes in for each start beside what serving costs, by group."""
    if not found.margins:
        return []
    bars = [
        Bars(
            incentive_words.group(m),
            ((m.due, m.due, f"{pounds(m.due)} due"), (m.cost, m.cost, f"{pounds(m.cost)} cost")),
        )
        for m in found.margins
        if m.group
    ]
    title = "Expected for each start, and the cost to serve"
    return [{"title": title, "svg": grouped_svg(title, ("D", "C"), bars, "chart-margins")}]
