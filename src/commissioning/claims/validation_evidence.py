"""What a validator has to see of each drawn claim: the work its outcome rests on, and the evidence the contract asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from commissioning.claims.desk import Ask, Desk
from commissioning.claims.judging import looking
from commissioning.claims.looking_up import Looking
from commissioning.claims.prices import is_for
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload
from commissioning.domain.validation import EvidenceAsked, ToBeSeen
from commissioning.engines.lookup import NoValue
from commissioning.plan.claim_nodes import ConsentToContact, EvidenceRequired
from commissioning.plan.values import Choice, Value

T = TypeVar("T")

CONSENT = "consent_to_contact_employer"
"""How the client's consent is named among kinds of evidence."""


def to_be_seen(desk: Desk, caseload: Caseload, book: ClaimBook, as_of: date, claim_ids: Collection[str]) -> dict[str, ToBeSeen]:
    """By claim id what is to be seen of these claims; a claim that the desk cannot decide is not among them."""
    wanted = frozenset(claim_ids)
    journeys = {name for name, rows in caseload.claims.items() if any(claim.claim_id in wanted for claim in rows)}
    asks = list(desk.asks(_of_clients_of(caseload, journeys), book, as_of))
    found = zip(asks, desk.decided(asks, {}), strict=True)
    return {
        ask.asked.claim.claim_id: replace(_seen(ask), status=decision.status)
        for ask, decision in found
        if ask.asked.claim is not None and ask.asked.claim.claim_id in wanted
    }


def _of_clients_of(caseload: Caseload, journeys: Collection[str]) -> Caseload:
    """The journeys, claims and all, of the clients of some journeys."""
    clients = {journey.client_id for journey in caseload.journeys if journey.journey_id in journeys}
    kept = tuple(journey for journey in caseload.journeys if journey.client_id in clients)
    ids = {journey.journey_id for journey in kept}
    return replace(caseload, journeys=kept, claims={name: rows for name, rows in caseload.claims.items() if name in ids})


def _seen(ask: Ask) -> ToBeSeen:
    """What the outcome rests on in the first world in which it is met; the evidence asked for, whether it is met or not."""
    asked = ask.asked
    found = next((found for _, found in ask.worlds if found.days), ask.worlds[0][1])
    evidence = tuple(_evidence(ask, looking(asked, found, {})))
    if not found.days:
        return ToBeSeen(reached_on=asked.decision.reached_on, evidence=evidence)
    first, last = found.days[0][0], found.days[-1][1]
    jobs = [
        job.job_id for job in asked.case.jobs if any(s.first <= b and a <= s.last for s in job.stretches for a, b in found.days)
    ]
    return ToBeSeen(
        reached_on=asked.decision.reached_on,
        first=date.fromordinal(first),
        last=date.fromordinal(last),
        days=sum(b - a + 1 for a, b in found.days),
        jobs=tuple(dict.fromkeys(jobs)),
        evidence=evidence,
    )


def _evidence(ask: Ask, look: Looking) -> Iterator[EvidenceAsked]:
    ways = next((found.ways for _, found in ask.worlds if found.ways), ())
    for node in ask.asked.plan.claims:
        if isinstance(node, EvidenceRequired) and is_for(node.whose, ask.asked.decision.outcome, ways or node.whose.reached_by):
            yield EvidenceAsked(node.kinds, _word(look, node.needed), _word(look, node.coverage))
        elif isinstance(node, ConsentToContact) and _needs_consent(ask, look, node):
            yield EvidenceAsked((CONSENT,), "all", "once")


def _needs_consent(ask: Ask, look: Looking, node: ConsentToContact) -> bool:
    """Whether consent is, or may be, needed of this client."""
    if ask.asked.case.fact("benefit") in node.unless_on:
        return False
    return isinstance(node.required, Choice) or _in_force(look, node.required) is not False


def _word(look: Looking, value: Value[str]) -> str:
    """A word of the contract; blank where it is silent, or has none in force."""
    return "" if isinstance(value, Choice) else _in_force(look, value) or ""


def _in_force(look: Looking, value: Value[T]) -> T | None:
    try:
        return look(value)
    except NoValue:
        return None
