"""Claims with what was asked beside them: what it would take, how they differ from an earlier decision, deadlines, cash."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.app.claims import DecidedClaims
from commissioning.claims.against import against
from commissioning.claims.cash import cash, fees
from commissioning.claims.deadlines import deadlines
from commissioning.claims.what_it_takes import what_it_takes
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus, Deadline, FeeMonth, MonthOfCash, Told

SETTLED = (ClaimStatus.PAYABLE, ClaimStatus.PAID)
MOST_TOLD = 500
"""How many decisions are told what they would take, or compared with earlier ones, unasked: more take a while."""


def told(decided: DecidedClaims, *, takes: bool, since: date | None = None) -> tuple[Told, ...]:
    """Every decision; with *takes* what each that is not payable would take.

    A claim on which money was paid and is not what is due now is compared with the decision on the day of its last payment, as
    things were known then; with *since* every claim is compared with the decision on that day. Of a larger caseload none is
    compared unless *since* asks for it.
    """
    compared = since is not None or sum(map(_moved, decided.decisions)) <= MOST_TOLD
    found = []
    for decision in decided.decisions:
        asked = takes and decision.status not in SETTLED
        take = what_it_takes(decided.desk, decided.caseload, decided.book, decision, decided.standings) if asked else None
        earlier = None
        if compared and (since is not None or _moved(decision)):
            earlier = against(decided.desk, decided.caseload, decided.book, decision, decided.standings, on=since)
        found.append(Told(decision, take, earlier))
    return tuple(found)


def _moved(decision: ClaimDecision) -> bool:
    required = decision.required
    return bool(decision.paid) and required is not None and (required.lowest, required.highest) != (0, 0)


@dataclass(frozen=True)
class Ahead:
    """The calendar of a caseload, the cash expected by month, and the service fees of its contracts."""

    deadlines: tuple[Deadline, ...]
    cash: tuple[MonthOfCash, ...]
    fees: tuple[FeeMonth, ...]


def ahead(decided: DecidedClaims) -> Ahead:
    """What lies ahead, as known on the as-of date."""
    found = deadlines(decided.desk, decided.asks, decided.decisions, decided.caseload, decided.book, decided.as_of)
    months = tuple(fee for plan in decided.plans for fee in fees(plan, decided.as_of))
    return Ahead(found, cash(decided.decisions), months)
