"""Cash expected by month, with the share of it that rests on assumptions; and the instalments of service fees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from commissioning.claims.looking_up import Looking
from commissioning.claims.prices import share_of
from commissioning.domain.calendar import add_months
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus, FeeMonth, MonthOfCash
from commissioning.domain.decisions import Due
from commissioning.domain.money import Pence
from commissioning.domain.verdicts import Verdict
from commissioning.engines.lookup import NoValue
from commissioning.plan.claim_nodes import ServiceFee
from commissioning.plan.plan import Plan
from commissioning.plan.values import AppliesBy


def cash(decisions: Iterable[ClaimDecision]) -> tuple[MonthOfCash, ...]:
    """What is expected month by month: what is still to be paid or recovered now, what can be claimed now, and in the best case
    what can be claimed later. What is undetermined is counted from nothing to its price."""
    months: dict[date, list[tuple[Due, ClaimDecision, bool]]] = {}
    for decision in decisions:
        expected = _expected(decision)
        if expected is not None:
            day, due, best_case = expected
            months.setdefault(day.replace(day=1), []).append((due, decision, best_case))
    return tuple(_month(month, rows) for month, rows in sorted(months.items()))


def _expected(decision: ClaimDecision) -> tuple[date, Due, bool] | None:
    status, price = decision.status, decision.price
    if decision.claim is not None and decision.required is not None and decision.decision.verdict is not Verdict.NOT_YET:
        found = decision.required
        return (decision.as_of, found, False) if found.lowest or found.highest else None
    if price is None:
        return None
    if status in (ClaimStatus.CLAIMABLE, ClaimStatus.EVIDENCE_NEEDED):
        return decision.as_of, price, False
    if status is ClaimStatus.UNDETERMINED:
        return decision.as_of, Due(0, price.highest, price.illustrative), False
    if decision.decision.verdict is Verdict.NOT_YET:
        day = decision.decision.earliest or decision.decision.date_to
        return None if day is None else (day, price, True)
    return None


def _month(month: date, rows: list[tuple[Due, ClaimDecision, bool]]) -> MonthOfCash:
    return MonthOfCash(
        month=month,
        lowest=sum(0 if best and due.lowest > 0 else due.lowest for due, _, best in rows),
        highest=sum(due.highest for due, _, _ in rows),
        best_case=sum(due.highest for due, _, best in rows if best),
        assumed=sum(due.highest for due, decision, _ in rows if rests_on_assumptions(decision)),
        illustrative=sum(due.highest for due, _, _ in rows if due.illustrative),
        count=len(rows),
    )


def rests_on_assumptions(decision: ClaimDecision) -> bool:
    """Whether a decision rests on an assumed or illustrative term, on an override, or is undetermined."""
    return bool(decision.rests_on or decision.overrides) or decision.status is ClaimStatus.UNDETERMINED


def fees(plan: Plan, as_of: date) -> Iterator[FeeMonth]:
    """Every month of every fee of a plan. An instalment is spread evenly; what does not divide comes in its last months."""
    for node in plan.claims:
        if isinstance(node, ServiceFee):
            day = as_of.toordinal()
            events = dict.fromkeys(AppliesBy, day)
            look = Looking({s.name: s.readings[0] for s in plan.claim_silences}, events, lambda name: None)
            try:
                total = None if node.total is None else look(node.total)
                begins = None if node.begins is None else look(node.begins)
            except NoValue:
                continue
            yield from _months(plan.contract, node, total, begins)


def _months(contract: str, node: ServiceFee, total: Pence | None, begins: date | None) -> Iterator[FeeMonth]:
    before = paid = 0
    for one in node.instalments:
        number = one.last - one.first + 1
        for index in range(number):
            share = one.share * (index + 1) // number - one.share * index // number
            # Each month gets what is due up to it less what came before, so that the months add up to the whole fee.
            pence = None if total is None else share_of(total, before * number + one.share * (index + 1), number) - paid
            paid += pence or 0
            month = one.first + index
            first = None if begins is None else date.fromordinal(add_months(begins.toordinal(), month - 1))
            yield FeeMonth(contract, node.term, month, first, share, pence)
        before += one.share
