"""Decisions about services as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from commissioning.domain.service_decisions import ServiceDecision, TermDecision
from commissioning.errors import Problem
from commissioning.plan.plan import Plan
from commissioning.reports import services_words as words
from commissioning.reports.pages import rendered
from commissioning.reports.telling import SYMBOLS
from commissioning.reports.words import VERDICTS


def services_html(
    *,
    as_of: date,
    decisions: Iterable[ServiceDecision],
    plans: Iterable[Plan],
    titles: Mapping[str, str],
    problems: Iterable[Problem] = (),
    input_name: str = "",
    digest: str = "",
) -> str:
    """The whole page."""
    found, chosen = list(decisions), list(plans)
    return rendered(
        "services.html.j2",
        as_of=as_of,
        input_name=input_name,
        digest=digest,
        contracts=[_contract(plan, [d for d in found if d.contract == plan.contract], titles) for plan in chosen],
        without=[_service(decision, None, titles) for decision in found if not decision.contract],
        problems=[str(problem) for problem in problems],
        symbols={str(verdict): sign for verdict, sign in SYMBOLS.items()},
        verdicts={str(verdict): word for verdict, word in VERDICTS.items()},
    )


def _contract(plan: Plan, decisions: list[ServiceDecision], titles: Mapping[str, str]) -> dict[str, Any]:
    of_each = [decision for decision in decisions if decision.service is not None]
    terms = list(dict.fromkeys(term.term for decision in of_each for term in decision.terms))
    asked = {term.term for decision in decisions for term in decision.terms}
    return {
        "name": plan.contract,
        "title": plan.title,
        "recorded": plan.recorded,
        "terms": [(term, plan.note(term).title) for term in terms],
        "matrix": [
            (d.service.service_id if d.service else "", d.verdict, [_verdict_of(d, term) for term in terms]) for d in of_each
        ],
        "together": [
            (plan.note(term.term).title, str(term.verdict), words.reason(term))
            for decision in decisions
            if decision.service is None
            for term in decision.terms
        ],
        "services": [_service(decision, plan, titles) for decision in decisions],
        "notes": [note for note in plan.notes if note.term in asked],
        "silences": [s for s in plan.service_silences if s.term in asked],
    }


def _verdict_of(decision: ServiceDecision, term: str) -> str | None:
    return next((str(one.verdict) for one in decision.terms if one.term == term), None)


def _service(decision: ServiceDecision, plan: Plan | None, titles: Mapping[str, str]) -> dict[str, Any]:
    service = decision.service
    return {
        "name": service.service_id if service else words.TOGETHER.capitalize(),
        "of_one": service is not None,
        "provider": service.provider if service else None,
        "lot": service.lot if service else None,
        "verdict": decision.verdict,
        "why": words.NO_CONTRACT if plan is None else words.NO_TERMS if decision.verdict is None else "",
        "fidelity": words.fidelity(decision.fidelity),
        "cited": [words.source(one, titles) for one in decision.fidelity.cited],
        "terms": [_term(term, plan, titles) for term in decision.terms],
    }


def _term(term: TermDecision, plan: Plan | None, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "title": plan.note(term.term).title if plan else term.term,
        "verdict": str(term.verdict),
        "reason": words.reason(term),
        "readings": words.readings(term),
        "rests": list(dict.fromkeys(str(caveat) for caveat in term.rests_on)),
        "cited": [words.source(one, titles) for one in term.cited],
    }
