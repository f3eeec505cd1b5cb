"""A check in text: who is due what under each model and why, journey by journey, with totals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.money import pounds
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words
from commissioning.reports.summing import by_contract, by_journey

ILLUSTRATIVE = (
    "Prices are illustrative: no price is published, and one list serves all models, so that money moves only by terms."
)
WIDTH = 110
ORDER = (Verdict.MET, Verdict.NOT_YET, Verdict.UNDETERMINED, Verdict.NOT_MET)
HEADINGS = {
    Verdict.MET: "due",
    Verdict.NOT_YET: "not yet",
    Verdict.UNDETERMINED: "undetermined",
    Verdict.NOT_MET: "not due",
}


Gaps = Mapping[str, tuple[str, ...]]
"""By journey, the places of rows of its client that could not be read and were left out."""


def digest(decisions: Iterable[Decision], plans: Iterable[Plan], gaps: Gaps | None = None) -> Iterator[str]:
    """Every line of the text: what holds for all of it, each journey, then the totals."""
    gaps = gaps or {}
    found, chosen = list(decisions), list(plans)
    by_name = {plan.contract: plan for plan in chosen}
    yield from notes(found, chosen)
    yield ""
    for journey_id, of_journey in by_journey(found).items():
        yield f"Journey {journey_id}{_ended(of_journey[0])}"
        if journey_id in gaps:
            yield f"  {words.incomplete(gaps[journey_id])}"
        for verdict in ORDER:
            yield from _block([d for d in of_journey if d.verdict is verdict], verdict, by_name)
        yield ""
    yield from totals(found, chosen)


def _ended(decision: Decision) -> str:
    return f" (journey ended: {words.name(decision.ended)})" if decision.ended else ""


def _block(decisions: list[Decision], verdict: Verdict, plans: dict[str, Plan]) -> Iterator[str]:
    """The decisions of one journey that share a verdict; those that share the reason too are said together."""
    groups: dict[str, list[Decision]] = {}
    for decision in decisions:
        text = words.reason(decision, plans[decision.contract])
        if verdict is Verdict.MET:
            text = ""
        elif verdict is Verdict.NOT_YET:
            text = f"earliest {words.dates(decision)}"
        groups.setdefault(f"{decision.contract}\n{text}" if verdict is Verdict.MET else text, []).append(decision)
    for key, group in groups.items():
        yield from _entry(group, verdict, "" if verdict is Verdict.MET else key)


def _entry(group: list[Decision], verdict: Verdict, text: str) -> Iterator[str]:
    by_contract: dict[str, list[Decision]] = {}
    for decision in group:
        by_contract.setdefault(decision.contract, []).append(decision)
    named = "; ".join(f"{contract}: {', '.join(_outcome(d) for d in ds)}" for contract, ds in by_contract.items())
    line = f"{named} — {text}" if text else named
    if verdict is not Verdict.MET and any(d.part for d in group):
        line += f" = {words.money(_sum([d.part for d in group if d.part is not None]))} due in part"
    if verdict is Verdict.MET:
        dues = [d.due for d in group if d.due is not None]
        unpriced = [d.outcome for d in group if d.due is None]
        line += f" = {words.money(_sum(dues))}" if dues else ""
        line += f"; not priced: {', '.join(unpriced)}" if unpriced else ""
    first = f"  {HEADINGS[verdict]:<13}"
    for index, part in enumerate(wrap(line, WIDTH - len(first)) or [""]):
        yield f"{first if index == 0 else ' ' * len(first)}{part}"


def _outcome(decision: Decision) -> str:
    if decision.verdict is not Verdict.MET:
        return decision.outcome
    times = f" × {decision.times}" if decision.times > 1 else ""
    return f"{decision.outcome}{times} ({words.dates(decision)})"


def _sum(dues: list[Due]) -> Due:
    return Due(sum(due.lowest for due in dues), sum(due.highest for due in dues))


def totals(decisions: list[Decision], plans: list[Plan]) -> Iterator[str]:
    """One line a model: how many are eligible, have an outcome, and what is due."""
    sums = by_contract(decisions, plans)
    width = max((len(s.plan.contract) for s in sums), default=8)
    columns = (("eligible", 8), ("open", 5), ("outcome", 8), ("met", 5), ("not yet", 7), ("undet.", 6), ("due", 14))
    head = f"{'Commissioning model':<{width}}  " + "  ".join(f"{title:>{size}}" for title, size in columns)
    yield head
    yield "─" * len(head)
    for s in sums:
        counts = {v: sum(c[v] for c in s.verdicts.values()) for v in Verdict}
        amount = pounds(s.due_lowest) if s.due_highest or not s.unpriced else "not priced"
        amount += "+" if s.due_highest > s.due_lowest else ""
        amount += "*" if s.unpriced and s.due_highest else ""
        yield (
            f"{s.plan.contract:<{width}}  {s.eligible[Verdict.MET]:>8}  {s.eligible[Verdict.UNDETERMINED]:>5}  "
            f"{s.with_outcome:>8}  {counts[Verdict.MET]:>5}  {counts[Verdict.NOT_YET]:>7}  "
            f"{counts[Verdict.UNDETERMINED]:>6}  {amount:>14}"
        )
    yield "eligible, open: journeys; outcome: journeys with at least one outcome met; met, not yet, undet.: outcomes"
    if any(s.due_highest > s.due_lowest for s in sums):
        yield "+ more, where a payment group is not recorded: the lowest price is counted"
    unpriced = {name: None for s in sums if s.due_highest for name in s.unpriced}
    if unpriced:
        yield f"* besides outcomes that have no price: {', '.join(unpriced)}"


def notes(decisions: list[Decision], plans: list[Plan]) -> Iterator[str]:
    """What must be said of every comparison: the day, prices, assumptions, and what is not modelled."""
    if decisions:
        yield f"Decided as of {in_words(decisions[0].as_of)}."
    if any(plan.prices.illustrative for plan in plans):
        yield ILLUSTRATIVE
    for plan in plans:
        if plan.recorded:
            yield f"{plan.contract}: {'; '.join(plan.recorded)}."
    left_out: dict[tuple[str, str], list[str]] = {}
    for plan in plans:
        for clause in plan.not_modelled:
            left_out.setdefault(clause, []).append(plan.contract)
    for (what, why), contracts in left_out.items():
        yield from wrap(f"Not modelled in {', '.join(contracts)}: {what}. {why}", WIDTH, subsequent_indent="  ")
