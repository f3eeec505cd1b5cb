"""An explanation as JSON."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from commissioning.domain.explanations import Explanation
from commissioning.plan.plan import Plan
from commissioning.reports import words


def explanation_json(explanation: Explanation, plan: Plan) -> dict[str, Any]:
    """Everything in an explanation, with the terms it names: their words, clauses and quotes."""
    found: dict[str, Any] = _plain(explanation)
    found["assumptions"] = list(plan.recorded)
    found["terms"] = {
        note.term: {
            "title": note.title,
            "words": note.words,
            "sources": list(note.sources),
            "quotes": list(note.quotes),
            "assumed": [words.caveat(caveat, plan) for caveat in note.caveats],
        }
        for note in plan.notes
    }
    found["overruled"] = [_plain(lost) for lost in plan.overruled]
    found["not_modelled"] = [{"what": what, "why": why} for what, why in plan.not_modelled]
    for line in found["outcomes"]:
        decision = next(o.decision for o in explanation.outcomes if o.decision.outcome == line["decision"]["outcome"])
        line["decision"]["explanation"] = words.reason(decision, plan)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return str(value.value)
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
