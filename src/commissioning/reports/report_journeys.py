"""The journeys on the page of a check: a table of signs, and each journey with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commissioning.domain.decisions import Decision
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import telling_grounds, words
from commissioning.reports.figures import capital, counted

MOST_JOURNEYS = 500
"""With more journeys than this the page holds the sums only."""

TOKENS = {Verdict.NOT_YET: "○", Verdict.NOT_MET: "·", Verdict.UNDETERMINED: "?"}
"""The signs of the matrix; an outcome that is met shows its own short name."""

NOT_ELIGIBLE = "–"


def short(outcome: str) -> str:
    """The short name of an outcome: ``13`` for ``13-week``, ``JS`` for ``job-start``."""
    parts = outcome.split("-")
    return parts[0] if parts[0].isdigit() else "".join(part[:1].upper() for part in parts)


def short_names(plans: list[Plan]) -> list[tuple[str, str]]:
    """Every outcome's short name with its name."""
    return list(dict.fromkeys((short(o.name), o.name) for plan in plans for o in plan.outcomes))


def matrix(journeys: Mapping[str, list[Decision]], plans: list[Plan]) -> dict[str, object] | None:
    """A row of cells for each journey under the heads of the models; None for too many journeys."""
    if len(journeys) > MOST_JOURNEYS:
        return None
    heads = [(words.model(plan), " ".join(short(o.name) for o in plan.outcomes)) for plan in plans]
    rows = []
    for journey_id, decisions in journeys.items():
        by_contract = _by_contract(decisions)
        rows.append((journey_id, [_cell(by_contract.get(plan.contract, [])) for plan in plans]))
    return {"heads": heads, "rows": rows}


def _by_contract(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.contract, []).append(decision)
    return found


def _cell(decisions: list[Decision]) -> dict[str, object]:
    """One journey under one model: a sign for each outcome, and the same in words."""
    if decisions and all(decision.eligible is Verdict.NOT_MET for decision in decisions):
        return {"signs": [("", NOT_ELIGIBLE)], "text": "not eligible"}
    signs = [(d.verdict, short(d.outcome) if d.verdict is Verdict.MET else TOKENS[d.verdict]) for d in decisions]
    return {"signs": signs, "text": "; ".join(f"{d.outcome} {words.VERDICTS[d.verdict]}" for d in decisions)}


def details(
    journeys: Mapping[str, list[Decision]], plans: list[Plan], gaps: Mapping[str, tuple[str, ...]]
) -> list[dict[str, object]]:
    """Each journey with its verdicts and reasons under every model; none for too many journeys."""
    if len(journeys) > MOST_JOURNEYS:
        return []
    anchors = [{note.term: f"m{index}-{note.term}" for note in plan.notes} for index, plan in enumerate(plans, start=1)]
    found: list[dict[str, object]] = []
    for journey_id, decisions in journeys.items():
        by_contract = _by_contract(decisions)
        rows = [
            {"title": words.model(plan), "groups": list(_groups(by_contract.get(plan.contract, []), plan, anchor))}
            for plan, anchor in zip(plans, anchors, strict=True)
        ]
        found.append(
            {
                "id": journey_id,
                "incomplete": words.incomplete(gaps[journey_id]) if journey_id in gaps else "",
                "ended": words.name(decisions[0].ended) if decisions[0].ended else "",
                "rows": rows,
                "summary": _said(by_contract, decisions),
            }
        )
    return found


def _said(by_contract: Mapping[str, list[Decision]], decisions: list[Decision]) -> str:
    """One journey in a line: under how many models it is eligible and has an outcome, and how much is undetermined."""
    eligible = sum(of[0].eligible is Verdict.MET for of in by_contract.values())
    met = sum(any(d.verdict is Verdict.MET for d in of) for of in by_contract.values())
    open_ones = sum(d.verdict is Verdict.UNDETERMINED for d in decisions)
    parts = [f"eligible under {eligible or 'none'} of {counted(len(by_contract), 'model')}"]
    parts.append(f"an outcome met under {met}" if met else "no outcome met")
    if open_ones:
        parts.append(f"{counted(open_ones, 'outcome')} undetermined")
    return "; ".join(parts)


def _groups(decisions: list[Decision], plan: Plan, anchors: Mapping[str, str]) -> Iterator[dict[str, object]]:
    """The outcomes of one journey under one model, those with the same verdict for the same reason together."""
    groups: dict[tuple[Verdict, str, str], list[Decision]] = {}
    for decision in decisions:
        key = (decision.verdict, _why(decision, plan), _deciding_term(decision, plan))
        groups.setdefault(key, []).append(decision)
    for (verdict, why, term), of in groups.items():
        yield {
            "outcomes": [d.outcome for d in of],
            "verdict": verdict,
            "why": [why] if why else [_when(d, named=len(of) > 1) for d in of],
            "term": words.title(term, plan) if term in anchors else "",
            "anchor": anchors.get(term, ""),
            "source": words.clause(term, plan) if term in anchors else "",
        }


def _why(decision: Decision, plan: Plan) -> str:
    """Why it is not met, or undetermined; of the others the dates say enough."""
    return "" if decision.verdict in (Verdict.MET, Verdict.NOT_YET) else words.reason(decision, plan)


def _when(decision: Decision, *, named: bool) -> str:
    """The date of a verdict, and what is due for it; with the outcome's name where there are several."""
    said = words.verdict(decision).removeprefix("not yet: ").removeprefix("met ")
    times = f", {decision.times} times" if decision.times > 1 else ""
    due = f", {words.money(decision.due)} due" if decision.due is not None else ""
    return f"{decision.outcome}: {said}{times}{due}" if named else capital(f"{said}{times}{due}")


def _deciding_term(decision: Decision, plan: Plan) -> str:
    """The term behind the verdict: of an outcome that is met the one that gives it, of a silence the one that is silent."""
    if decision.verdict is Verdict.MET:
        routes = next(outcome.routes for outcome in plan.outcomes if outcome.name == decision.outcome)
        terms = {telling_grounds.giving(route) for route in routes}
        return terms.pop() if len(terms) == 1 else ""
    silent = {silence.name: silence.term for silence in plan.silences}
    if decision.reason.code in (ReasonCode.SILENCE, ReasonCode.SILENCE_AND_MISSING_FACT):
        return silent.get(decision.reason.term, decision.reason.term)
    return decision.reason.term
