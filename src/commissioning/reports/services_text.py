"""Decisions about services in text: each service with its terms and why, then how each term stands over all services."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.service_decisions import ServiceDecision, TermDecision
from commissioning.plan.plan import Plan
from commissioning.reports import services_words as words
from commissioning.reports.telling import SYMBOLS
from commissioning.reports.words import VERDICTS

WIDTH = 110
INDENT = " " * 8


def services_text(decisions: Iterable[ServiceDecision], plans: Iterable[Plan], titles: Mapping[str, str]) -> Iterator[str]:
    """Every line of the text."""
    found, chosen = list(decisions), list(plans)
    yield f"Services as of {in_words(found[0].as_of)}" if found else "There is no service to decide."
    for plan in chosen:
        mine = [decision for decision in found if decision.contract == plan.contract]
        yield ""
        yield f"{plan.contract}: {plan.title}"
        yield from (f"  assumed or set aside: {said}" for said in plan.recorded)
        for decision in mine:
            yield from _service(decision, plan, titles)
        yield from _summary(mine, plan)
    without = [decision for decision in found if not decision.contract]
    if without:
        yield ""
        yield f"Services of which {words.NO_CONTRACT.removesuffix(' for the service')}"
        for decision in without:
            yield from _service(decision, None, titles)


def _service(decision: ServiceDecision, plan: Plan | None, titles: Mapping[str, str]) -> Iterator[str]:
    service = decision.service
    yield ""
    if service is None:
        yield f"  {words.TOGETHER}: {words.verdict(decision.verdict)}"
    else:
        beside = ", ".join(text for text in (f"lot {service.lot}" if service.lot else "", service.provider or "") if text)
        named = f"{service.service_id} ({beside})" if beside else service.service_id
        yield f"  {named}: {words.verdict(decision.verdict) if plan else words.NO_CONTRACT}"
        if decision.verdict is None and plan is not None:
            yield f"{INDENT}{words.NO_TERMS}"
        yield from _wrapped(f"fidelity: {words.fidelity(decision.fidelity)}")
        yield from (line for one in decision.fidelity.cited for line in _wrapped(f"  {words.source(one, titles)}"))
    for term in decision.terms:
        yield from _term(term, titles)


def _term(term: TermDecision, titles: Mapping[str, str]) -> Iterator[str]:
    head = f"    {SYMBOLS[term.verdict]} {VERDICTS[term.verdict]:<13} {term.term}"
    yield head
    yield from _wrapped(words.reason(term))
    for line in words.readings(term):
        yield from _wrapped(f"  if {line}")
    for caveat in dict.fromkeys(str(caveat) for caveat in term.rests_on):
        yield from _wrapped(f"rests on {caveat}")
    for source in dict.fromkeys(words.source(one, titles) for one in term.cited):
        yield from _wrapped(f"reported: {source}")


def _wrapped(text: str) -> Iterator[str]:
    if text:
        deeper = " " * (len(text) - len(text.lstrip(" ")))
        lines = wrap(text.strip(), WIDTH, initial_indent=INDENT + deeper, subsequent_indent=INDENT + deeper + "  ")
        yield from lines


def _summary(decisions: list[ServiceDecision], plan: Plan) -> Iterator[str]:
    """How many services have each verdict, term by term."""
    counts: dict[str, Counter[str]] = {}
    for decision in decisions:
        if decision.service is not None:
            for term in decision.terms:
                counts.setdefault(term.term, Counter())[VERDICTS[term.verdict]] += 1
    if not counts:
        return
    yield ""
    yield f"  {plan.contract}, term by term"
    width = max(len(name) for name in counts)
    for name, of_term in counts.items():
        yield f"    {name:<{width}}  " + ", ".join(f"{number} {verdict}" for verdict, number in of_term.items())
    yield ""
    yield f"  {plan.contract}, what each term says and where"
    for name in dict.fromkeys(term.term for decision in decisions for term in decision.terms):
        note = plan.note(name)
        yield from _wrapped(f"{name}: {note.words}")
        yield from (line for source in note.sources for line in _wrapped(f"  {source}"))
