"""What the decisions of a check turn on: which rest on assumptions, what each silence decides, which facts are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from commissioning.domain.decisions import Decision, Decisive, Unsettled
from commissioning.domain.provenance import Caveat
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words
from commissioning.reports.summing import ContractSum, by_contract

Backing = tuple[str, str, str]
"""A term, the standing of a value of it (assumed or illustrative), and why."""


@dataclass
class Weight:
    """How many undetermined outcomes turn on one thing, how many on it alone, and what they are priced at."""

    outcomes: int = 0
    alone: int = 0
    journeys: set[str] = field(default_factory=set)
    lowest: int = 0
    highest: int = 0
    gives: dict[str, Counter[Verdict]] = field(default_factory=dict)
    """Of those that turn on it alone: the verdicts under each reading."""

    def add(self, decision: Decision, thing: Decisive, *, alone: bool) -> None:
        """Count one undetermined outcome that turns on *thing*."""
        self.outcomes += 1
        self.journeys.add(decision.journey_id)
        if decision.price is not None:
            self.lowest += decision.price.lowest
            self.highest += decision.price.highest
        if alone:
            self.alone += 1
            for value, verdicts in thing.verdicts:
                verdict = verdicts[0] if len(verdicts) == 1 else Verdict.UNDETERMINED
                self.gives.setdefault(value, Counter())[verdict] += 1


@dataclass
class Model:
    """One commissioning model over a caseload."""

    sums: ContractSum
    outside: set[str] = field(default_factory=set)
    resting_lowest: int = 0
    resting_highest: int = 0
    silences: dict[str, Weight] = field(default_factory=dict)
    facts: dict[tuple[Unsettled, str], Weight] = field(default_factory=dict)
    open_otherwise: Counter[str] = field(default_factory=Counter)
    """Undetermined outcomes that no single silence or fact decides, by their reason in words."""
    rests: Counter[Backing] = field(default_factory=Counter)
    caveats: dict[Caveat, None] = field(default_factory=dict)

    @property
    def plan(self) -> Plan:
        """The contract."""
        return self.sums.plan

    @property
    def verdicts(self) -> Counter[Verdict]:
        """Outcomes by verdict."""
        return sum(self.sums.verdicts.values(), Counter())


def weigh(decisions: list[Decision], plans: Iterable[Plan]) -> list[Model]:
    """The models in the order asked for."""
    models = {sums.plan.contract: Model(sums) for sums in by_contract(decisions, plans)}
    for decision in decisions:
        model = models[decision.contract]
        model.rests.update({(c.term, str(c.provenance.standing), c.provenance.why) for c in decision.rests_on})
        model.caveats.update(dict.fromkeys(decision.rests_on))
        if decision.reached_outside_window is not None:
            model.outside.add(decision.journey_id)
        if decision.due is not None and decision.rests_on:
            model.resting_lowest += decision.due.lowest
            model.resting_highest += decision.due.highest
        if decision.verdict is Verdict.UNDETERMINED:
            _open(model, decision)
    return list(models.values())


def _open(model: Model, decision: Decision) -> None:
    """What an undetermined outcome turns on; several jobs that lack one fact are one thing."""
    seen: dict[tuple[Unsettled, str], Decisive] = {}
    for thing in decision.decisive:
        seen.setdefault((thing.kind, thing.name), thing)
    for (kind, name), thing in seen.items():
        weights: dict[str, Weight] | None = model.silences if kind is Unsettled.SILENCE else None
        weight = model.facts.setdefault((kind, name), Weight()) if weights is None else weights.setdefault(name, Weight())
        weight.add(decision, thing, alone=len(seen) == 1)
    if not seen:
        model.open_otherwise[words.reason(decision, model.plan)] += 1
