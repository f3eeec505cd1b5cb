"""Decides the claims of made-up journeys, as the claims desk decides any claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from commissioning.claims.desk import Desk
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus
from commissioning.domain.claims import ClaimBook, Evidence
from commissioning.domain.incentives import Paid, Scene
from commissioning.domain.journeys import Claim
from commissioning.engines.interface import Engine
from commissioning.lab.scenes import caseload_of
from commissioning.plan.claim_nodes import EvidenceRequired
from commissioning.plan.plan import Plan

CONSENT = "consent_to_contact_employer"


def claims_paid(plan: Plan, judge: Engine, scenes: Sequence[Scene], as_of: date, *, earnings: bool) -> list[Paid]:
    """What each claim pays, each alone: no volume and no cap is used up by another; by the as-of date it can be paid.

    Of evidence there is all that the contract asks for, of every day of work up to the day that the scene says. The client
    consents to contact, and no employer belongs to the provider.
    """
    told = [replace(scene, journey=replace(scene.journey, contract=None).with_fact(CONSENT, True)) for scene in scenes]
    caseload = caseload_of(told, earnings=earnings)
    claims = {}
    evidence = {}
    for number, scene in enumerate(told):
        client = f"S{number}"
        claims[client] = tuple(_claim(client, plan, scene))
        evidence[client] = tuple(_evidence(client, plan, scene))
    book = ClaimBook(evidence=evidence, supply_chain=dict.fromkeys(caseload.employees, False))
    desk = Desk({plan.family: plan}, judge, (plan.family,))
    asks = [ask for ask in desk.asks(replace(caseload, claims=claims), book, as_of) if ask.asked.claim is not None]
    found = {one.journey_id: one for one in desk.decided(asks, {})}
    return [_paid(found[f"S{number}"]) for number in range(len(told))]


def _claim(client: str, plan: Plan, scene: Scene) -> Iterator[Claim]:
    if scene.claimed is not None:
        yield Claim(f"{client}-1", client, plan.family, scene.claimed.outcome, scene.claimed.on)


def _evidence(client: str, plan: Plan, scene: Scene) -> Iterator[Evidence]:
    """One piece of each kind that the contract names, for each job."""
    kinds = dict.fromkeys(kind for node in plan.claims if isinstance(node, EvidenceRequired) for kind in node.kinds)
    until = scene.claimed.evidence_to if scene.claimed is not None else None
    for row in scene.jobs:
        last = min(until or scene.as_of, row.end_date or scene.as_of)
        if last >= row.start_date:
            for kind in kinds:
                yield Evidence(client, kind, row.job_id, row.start_date, last, row.start_date)


def _paid(one: ClaimDecision) -> Paid:
    due = one.due.lowest if one.due is not None else 0
    at_fault = next((ground.term for ground in one.grounds if ground.term), "")
    return Paid((one.decision,), due, open=one.status is ClaimStatus.UNDETERMINED, term=at_fault)
