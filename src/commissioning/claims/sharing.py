"""A large caseload decided by several processes, each a share of the clients: what is decided of one rests on no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from commissioning.claims.desk import Ask, ByKey, Desk
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Journey
from commissioning.engines.processes import processes, shared_out
from commissioning.plan.claim_nodes import PriceCap, VolumePrices

FROM_JOURNEYS = 5_000
"""From so many journeys on it is worth starting further processes."""
_SHARES_EACH = 4


@dataclass(frozen=True)
class All:
    """Every decision, journey by journey in input order, and where claims stand among others.

    *asks* is what was decided with its worlds, which stay behind in the processes where there were several: then it is empty.
    """

    decisions: tuple[ClaimDecision, ...]
    standings: ByKey
    asks: tuple[Ask, ...] = ()


def decide_all(desk: Desk, caseload: Caseload, book: ClaimBook, as_of: date) -> All:
    """Decide a whole caseload."""
    among = _processes(desk, len(caseload.journeys))
    if among < 2:
        asks = tuple(desk.asks(caseload, book, as_of))
        standings = desk.standings(list(asks))
        return All(tuple(desk.decided(asks, standings)), standings, asks)
    shares = list(_shares(caseload, among * _SHARES_EACH))

    def decide(number: int) -> list[ClaimDecision]:
        mine = replace(caseload, journeys=shares[number])
        return list(desk.decided(desk.asks(mine, book, as_of), {}))

    found = shared_out(decide, len(shares), among)
    by_journey: dict[str, list[ClaimDecision]] = {}
    for decision in (decision for share in found for decision in share):
        by_journey.setdefault(decision.journey_id, []).append(decision)
    return All(tuple(one for journey in caseload.journeys for one in by_journey.get(journey.journey_id, ())), {})


def _processes(desk: Desk, journeys: int) -> int:
    """How many processes to use: one where prices go by volume or are capped over the caseload, or nothing can be forked."""
    together = any(isinstance(node, PriceCap | VolumePrices) for plan in desk.plans.values() for node in plan.claims)
    return 1 if together or journeys < FROM_JOURNEYS or desk.engine.name != "reference" else processes()


def _shares(caseload: Caseload, number: int) -> Iterator[tuple[Journey, ...]]:
    """The journeys in shares of about one size; those of one client are in one."""
    clients = list(dict.fromkeys(journey.client_id for journey in caseload.journeys))
    share = {client: at * number // len(clients) for at, client in enumerate(clients)}
    found: list[list[Journey]] = [[] for _ in range(number)]
    for journey in caseload.journeys:
        found[share[journey.client_id]].append(journey)
    yield from (tuple(journeys) for journeys in found)
