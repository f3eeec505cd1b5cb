"""A large caseload decided by several processes, each a share of the clients: what is decided of one rests on no other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from commissioning.claims.desk import Ask, ByKey, Desk
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Journey
from commissioning.plan.claim_nodes import PriceCap, VolumePrices

FROM_JOURNEYS = 5_000
"""From so many journeys on it is worth starting further processes."""
_SHARES_EACH = 4


@dataclass(frozen=True)
class _Work:
    desk: Desk
    caseload: Caseload
    book: ClaimBook
    as_of: date
    shares: Sequence[tuple[Journey, ...]]


_work: list[_Work] = []
"""What a process that was forked finds in its memory: nothing has to be sent to it."""


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
    processes = _processes(desk, len(caseload.journeys))
    if processes < 2:
        asks = tuple(desk.asks(caseload, book, as_of))
        standings = desk.standings(list(asks))
        return All(tuple(desk.decided(asks, standings)), standings, asks)
    _work[:] = [_Work(desk, caseload, book, as_of, list(_shares(caseload, processes * _SHARES_EACH)))]
    # What was read and decided is no garbage: looked through in every process, it would also be copied for every one.
    collecting = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            found = pool.map(_decide, range(len(_work[0].shares)), chunksize=1)
    finally:
        gc.unfreeze()
        if collecting:
            gc.enable()
        _work.clear()
    by_journey: dict[str, list[ClaimDecision]] = {}
    for decision in (decision for share in found for decision in share):
        by_journey.setdefault(decision.journey_id, []).append(decision)
    return All(tuple(one for journey in caseload.journeys for one in by_journey.get(journey.journey_id, ())), {})


def _processes(desk: Desk, journeys: int) -> int:
    """How many processes to use: one where prices go by volume or are capped over the caseload, or nothing can be forked."""
    together = any(isinstance(node, PriceCap | VolumePrices) for plan in desk.plans.values() for node in plan.claims)
    if together or journeys < FROM_JOURNEYS or sys.platform != "linux" or desk.engine.name != "reference":
        return 1
    return len(os.sched_getaffinity(0))


def _shares(caseload: Caseload, number: int) -> Iterator[tuple[Journey, ...]]:
    """The journeys in shares of about one size; those of one client are in one."""
    clients = list(dict.fromkeys(journey.client_id for journey in caseload.journeys))
    share = {client: at * number // len(clients) for at, client in enumerate(clients)}
    found: list[list[Journey]] = [[] for _ in range(number)]
    for journey in caseload.journeys:
        found[share[journey.client_id]].append(journey)
    yield from (tuple(journeys) for journeys in found)


def _decide(number: int) -> list[ClaimDecision]:
    """The decisions of one share, in a process of its own."""
    work = _work[0]
    mine = replace(work.caseload, journeys=work.shares[number])
    return list(work.desk.decided(work.desk.asks(mine, work.book, work.as_of), {}))
