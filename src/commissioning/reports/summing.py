"""Decisions counted and added up: by contract, by journey, by outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from commissioning.domain.decisions import Decision, Due
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan


@dataclass
class ContractSum:
    """One contract over a caseload."""

    plan: Plan
    journeys: int = 0
    eligible: Counter[Verdict] = field(default_factory=Counter)
    with_outcome: int = 0
    verdicts: dict[str, Counter[Verdict]] = field(default_factory=dict)
    not_yet_ended: int = 0
    outside_window: int = 0
    due_lowest: int = 0
    due_highest: int = 0
    unpriced: dict[str, int] = field(default_factory=dict)
    """How often each outcome was met that the price list does not price."""

    @property
    def due(self) -> Due:
        """What is due now."""
        return Due(self.due_lowest, self.due_highest)


def by_contract(decisions: Iterable[Decision], plans: Iterable[Plan]) -> list[ContractSum]:
    """The sums of each contract, in the order asked for."""
    sums = {plan.contract: ContractSum(plan) for plan in plans}
    last: dict[str, str | None] = dict.fromkeys(sums)
    met_for: dict[str, str | None] = dict.fromkeys(sums)
    for decision in decisions:
        total = sums[decision.contract]
        if last[decision.contract] != decision.journey_id:
            last[decision.contract] = decision.journey_id
            total.journeys += 1
            total.eligible[decision.eligible] += 1
        total.verdicts.setdefault(decision.outcome, Counter())[decision.verdict] += 1
        if decision.verdict is Verdict.MET and met_for[decision.contract] != decision.journey_id:
            met_for[decision.contract] = decision.journey_id
            total.with_outcome += 1
        total.not_yet_ended += decision.verdict is Verdict.NOT_YET and bool(decision.ended)
        total.outside_window += decision.reached_outside_window is not None
        if decision.verdict is Verdict.MET and decision.price is None:
            total.unpriced[decision.outcome] = total.unpriced.get(decision.outcome, 0) + 1
        if decision.due is not None:
            total.due_lowest += decision.due.lowest
            total.due_highest += decision.due.highest
    return list(sums.values())


def by_journey(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The decisions of each journey, in input order."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        found.setdefault(decision.journey_id, []).append(decision)
    return found
