"""Decisions about services as rows: one for each service as a whole, then one for each of its terms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commissioning.domain.service_decisions import CODES_OF_SERVICES, ReadingOfTerm, ServiceDecision, TermDecision
from commissioning.plan.plan import Plan
from commissioning.reports import services_words as words
from commissioning.reports.rows import Cell

SERVICE_COLUMNS: dict[str, str] = {
    "service_id": "the service; blank for all services of a contract together",
    "contract": "the contract it is decided under; blank if none is known",
    "term": "the term; blank in the row of the service as a whole",
    "verdict": "met, not_yet, not_met or undetermined; blank where the contract asks nothing of services",
    "asked": "what the term asks, where every reading asks the same",
    "found": "what was found, where every reading finds the same",
    "earliest": "with not_yet: the earliest day, in the best case",
    "code": "why, from the list below",
    "missing": "what would settle it",
    "readings": "each reading that makes a difference, with its verdict",
    "title": "the term's title",
    "sources": "the documents behind the term",
    "quotes": "their words",
    "reported": "the documents that report what was found",
    "rests_on": "assumed or illustrative values the verdict rests on",
    "assumptions": "what the user assumed or set aside",
    "provider": "the provider",
    "lot": "the lot",
    "area": "the council area",
    "fidelity": "what is known of fidelity (in the row of the service as a whole)",
    "fidelity_band": "the band of the latest formal review, where it can be one only",
    "as_of": "the day decided for",
}
"""The columns with their meanings."""


def service_rows(
    decisions: Iterable[ServiceDecision], plans: Iterable[Plan], titles: Mapping[str, str]
) -> Iterator[dict[str, Cell]]:
    """Every service as a whole, each followed by its terms."""
    by_contract = {plan.contract: plan for plan in plans}
    for decision in decisions:
        plan = by_contract.get(decision.contract)
        yield _whole(decision, plan, titles)
        for term in decision.terms:
            yield _term(decision, term, plan, titles)


def _common(decision: ServiceDecision, plan: Plan | None) -> dict[str, Cell]:
    service = decision.service
    return {
        **dict.fromkeys(SERVICE_COLUMNS),
        "service_id": service.service_id if service else None,
        "contract": decision.contract or None,
        "assumptions": "; ".join(plan.recorded) or None if plan else None,
        "provider": service.provider if service else None,
        "lot": service.lot if service else None,
        "area": service.area if service else None,
        "as_of": decision.as_of,
    }


def _whole(decision: ServiceDecision, plan: Plan | None, titles: Mapping[str, str]) -> dict[str, Cell]:
    known = decision.fidelity
    reason = words.NO_CONTRACT if plan is None else words.NO_TERMS if decision.verdict is None else None
    return {
        **_common(decision, plan),
        "verdict": decision.verdict,
        "title": "The service as a whole" if decision.service else "All services together",
        "missing": reason,
        "reported": "; ".join(words.source(one, titles) for one in known.cited) or None,
        "rests_on": "; ".join(str(caveat) for caveat in known.rests_on) or None,
        "fidelity": words.fidelity(known) if decision.service else None,
        "fidelity_band": known.band,
    }


def _term(decision: ServiceDecision, term: TermDecision, plan: Plan | None, titles: Mapping[str, str]) -> dict[str, Cell]:
    note = plan.note(term.term) if plan else None
    return {
        **_common(decision, plan),
        "term": term.term,
        "verdict": term.verdict,
        "asked": words.asked(term) or None,
        "found": words.found(term) or None,
        "earliest": term.earliest,
        "code": term.code,
        "missing": words.missing(term) or None,
        "readings": "; ".join(words.readings(term)) or None,
        "title": note.title if note else None,
        "sources": "; ".join(note.sources) or None if note else None,
        "quotes": "; ".join(note.quotes) or None if note else None,
        "reported": "; ".join(words.source(one, titles) for one in term.cited) or None,
        "rests_on": "; ".join(str(caveat) for caveat in term.rests_on) or None,
    }


def services_json(decisions: Iterable[ServiceDecision], plans: Iterable[Plan], titles: Mapping[str, str]) -> dict[str, object]:
    """Every decision with its readings, and what the contracts do not say of services."""
    chosen = list(plans)
    found = list(decisions)
    return {
        "contracts": [
            {
                "contract": plan.contract,
                "title": plan.title,
                "digest": plan.digest,
                "assumptions": list(plan.recorded),
                "silences": [{"name": s.name, "readings": list(s.readings), "why": s.why} for s in plan.service_silences],
            }
            for plan in chosen
        ],
        "codes": {str(code): meaning for code, meaning in CODES_OF_SERVICES.items()},
        "services": list(_with_readings(found, service_rows(found, chosen, titles))),
    }


def _with_readings(decisions: Iterable[ServiceDecision], rows: Iterator[dict[str, Cell]]) -> Iterator[dict[str, object]]:
    """The rows with every reading of a term as data, in the place of those that make a difference as words."""
    for decision in decisions:
        yield {**next(rows), "readings": None}
        for term in decision.terms:
            yield {**next(rows), "decisive": list(term.decisive), "readings": [_reading(one) for one in term.readings]}


def _reading(one: ReadingOfTerm) -> dict[str, object]:
    asked, found = one.judged.asked, one.judged.found
    return {
        "reading": dict(one.settings),
        "verdict": one.judged.verdict,
        "asked": words.limited(*asked) if asked is not None else None,
        "found": words.amount(found) if found is not None else None,
    }
