"""Compares contracts: a fold over journeys, each decided under every contract, that keeps counts and not decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from commissioning.domain.comparisons import (
    ABSENT,
    BREAKDOWNS,
    EVERYONE,
    Basis,
    Cause,
    Comparison,
    Figure,
    FigureKey,
    Flip,
    Matrix,
    Model,
    Move,
    Part,
    Total,
    Witness,
)
from commissioning.domain.decisions import Decision, Due, Unsettled
from commissioning.domain.journeys import JobRow, Journey
from commissioning.domain.provenance import Standing
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.lab.hindering import hindering
from commissioning.plan.plan import Plan

MOST_LISTED = 100_000
"""How many journeys are listed by name under flips in all; beyond that they are only counted."""

WORK = (
    ReasonCode.WORK_BEGAN_TOO_LATE,
    ReasonCode.NO_QUALIFYING_WORK,
    ReasonCode.NOT_SUSTAINED,
    ReasonCode.REACHED_OUTSIDE_WINDOW,
    ReasonCode.OUTCOME_LIMIT_PASSED,
    ReasonCode.CAN_STILL_BE_MET,
)
"""Reasons that lie in the work: where a term kept work from counting, that term is at fault, not the one that added up."""

_WORSE = {Verdict.NOT_MET: 0, Verdict.UNDETERMINED: 1, Verdict.NOT_YET: 2, Verdict.MET: 3}


@dataclass(frozen=True)
class Facts:
    """One journey with the rows of its client's jobs that are known, and its place in the input."""

    journey: Journey
    rows: tuple[JobRow, ...]
    position: int


class Comparing:
    """Takes journeys one by one; :meth:`result` gives what they come to."""

    def __init__(
        self, models: Sequence[Model], as_of: date, plans: Sequence[Plan] = (), most_listed: int = MOST_LISTED
    ) -> None:
        """*plans* are those of the models: with them a flip to *not yet* names the terms that keep work from counting."""
        self._models = tuple(models)
        self._plans = tuple(plans)
        self._as_of = as_of
        self._both = any(model.assumed for model in models)
        self._basis = Basis.ASSUMED if self._both else Basis.RECORDED
        bases = (Basis.RECORDED, Basis.ASSUMED) if self._both else (Basis.RECORDED,)
        self._totals = {(basis, i): Total() for basis in bases for i in range(len(models))}
        self._figures: dict[FigureKey, Figure] = {}
        self._pairs = list(combinations(range(len(models)), 2))
        self._matrices: dict[tuple[Basis, int, int], Matrix] = {(b, i, j): Counter() for b in bases for i, j in self._pairs}
        self._flips: dict[Move, Flip] = {}
        self._listed, self._most_listed = 0, most_listed
        self._journeys = self._starts = self._in_work = 0

    def add(
        self, facts: Facts, recorded: Sequence[Sequence[Decision]], assumed: Sequence[Sequence[Decision]] | None = None
    ) -> None:
        """One journey: its decisions by contract, with facts as recorded, and with those assumed that the models say."""
        by_basis = {Basis.RECORDED: [{d.outcome: d for d in of} for of in recorded]}
        if self._both:
            by_basis[Basis.ASSUMED] = [{d.outcome: d for d in of} for of in (assumed or recorded)]
        self._journeys += 1
        self._count_work(facts)
        for basis, decisions in by_basis.items():
            for index, of in enumerate(decisions):
                add_total(self._totals[basis, index], list(of.values()))
                self._add_figures(basis, index, of, facts.journey)
        for first, second in self._pairs:
            self._add_pair(first, second, by_basis, facts)

    def result(self) -> Comparison:
        """Everything found; flips in order of pairs, the weightiest first."""
        flips = sorted(self._flips.values(), key=lambda f: (f.move.first, f.move.second, *_weight(f)))
        return Comparison(
            self._as_of,
            self._models,
            self._basis,
            self._journeys,
            self._starts,
            self._in_work,
            self._totals,
            self._figures,
            self._matrices,
            tuple(flips),
        )

    def _cause(self, models: tuple[int, int], pair: tuple[Decision | None, Decision | None], facts: Facts) -> Cause:
        """What decided; where an outcome can still be met, the terms that keep the person's work from counting, if any do."""
        found = cause(*pair)
        if found.code is not ReasonCode.CAN_STILL_BE_MET or not self._plans:
            return found
        because = hindering(self._plans[models[found.side]], facts.journey, facts.rows)
        return Cause(found.side, terms=because) if because else found

    def _count_work(self, facts: Facts) -> None:
        start = facts.journey.start_date
        if start is None or start > self._as_of:
            return
        self._starts += 1
        began: dict[str, date] = {}
        for row in facts.rows:
            began[row.job_id] = min(row.start_date, began.get(row.job_id, row.start_date))
        self._in_work += any(day >= start for day in began.values())

    def _add_figures(self, basis: Basis, index: int, decisions: dict[str, Decision], journey: Journey) -> None:
        groups = [(EVERYONE, ""), *((name, _group(journey.fact(name))) for name in BREAKDOWNS)]
        for breakdown, group in groups:
            for outcome, decision in decisions.items():
                key = (basis, breakdown, group, index, outcome)
                self._figures.setdefault(key, Figure()).add(decision)

    def _add_pair(self, first: int, second: int, by_basis: dict[Basis, list[dict[str, Decision]]], facts: Facts) -> None:
        outcomes = dict.fromkeys((*self._models[first].outcomes, *self._models[second].outcomes))
        for outcome in outcomes:
            for basis, decisions in by_basis.items():
                pair = decisions[first].get(outcome), decisions[second].get(outcome)
                self._matrices[basis, first, second][_verdict(pair[0]), _verdict(pair[1])] += 1
                if basis is self._basis and _verdict(pair[0]) != _verdict(pair[1]):
                    recorded = by_basis[Basis.RECORDED]
                    resting = (recorded[first].get(outcome), recorded[second].get(outcome)) != pair
                    self._add_flip(first, second, outcome, pair, facts, resting=resting)

    def _add_flip(
        self,
        first: int,
        second: int,
        outcome: str,
        pair: tuple[Decision | None, Decision | None],
        facts: Facts,
        *,
        resting: bool,
    ) -> None:
        move = Move(first, second, outcome, _verdict(pair[0]), _verdict(pair[1]), self._cause((first, second), pair, facts))
        flip = self._flips.setdefault(move, Flip(move))
        before, after = _due(pair[0]), _due(pair[1])
        flip.count += 1
        # The same person's payment group prices both sides: lowest is set against lowest.
        flip.least += after.lowest - before.lowest
        flip.most += after.highest - before.highest
        flip.resting += resting
        if self._listed < self._most_listed:
            flip.who.append(facts.journey.journey_id)
            self._listed += 1
        size = (len(facts.rows), _length(facts, self._as_of), facts.position)
        if flip.witness is None or size < (flip.witness.rows, flip.witness.days, flip.witness.position):
            flip.witness = Witness(facts.journey.journey_id, *size, *pair)


def cause(first: Decision | None, second: Decision | None) -> Cause:
    """What decided on the side that did worse; the first, where neither did."""
    if first is None or second is None:
        return Cause(0 if first is None else 1, absent=True)
    side = 0 if _WORSE[first.verdict] <= _WORSE[second.verdict] else 1
    worse = (first, second)[side]
    if worse.verdict is Verdict.UNDETERMINED and worse.decisive:
        return Cause(side, worse.reason.code, unsettled=tuple(dict.fromkeys((d.kind, d.name) for d in worse.decisive)))
    if worse.reason.code in WORK and worse.reason.because:
        return Cause(side, terms=worse.reason.because)
    return Cause(side, worse.reason.code, (worse.reason.term,))


def _weight(flip: Flip) -> tuple[int, int, str, str]:
    """Changes that bring or take an outcome come before those between what is open and what is not, the largest first."""
    met = Verdict.MET in (flip.move.before, flip.move.after)
    return (0 if met else 1, -flip.count, flip.move.outcome, flip.move.after)


def _verdict(decision: Decision | None) -> str:
    return ABSENT if decision is None else decision.verdict


def _due(decision: Decision | None) -> Due:
    due = decision.due if decision is not None else None
    return due or Due(0, 0)


def _group(value: object) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _length(facts: Facts, as_of: date) -> int:
    """The days from the referral (or the start) to the last day of the journey or of its work, as far as it is known."""
    journey = facts.journey
    first = journey.referral_date or journey.start_date or as_of
    ends = [min(row.end_date or as_of, as_of) for row in facts.rows]
    last = max([*ends, min(journey.end_date or first, as_of)])
    return (last - first).days


def add_total(total: Total, decisions: Sequence[Decision]) -> None:
    """Count one journey's decisions under one contract."""
    if not decisions:
        return
    total.eligible[decisions[0].eligible] += 1
    met = [decision for decision in decisions if decision.verdict is Verdict.MET]
    total.with_outcome += bool(met)
    total.sustained += sum(decision.outcome != JOB_START for decision in met)
    total.unpriced.update(decision.outcome for decision in met if decision.price is None)
    for decision in decisions:
        total.all.add(decision)
    _add_part(total.outside, [(d, d.price) for d in decisions if d.reached_outside_window is not None])
    open_ones: dict[str, list[tuple[Decision, Due | None]]] = {}
    rests: dict[str, list[tuple[Decision, Due | None]]] = {}
    for decision in decisions:
        if decision.verdict is Verdict.UNDETERMINED:
            open_ones.setdefault(_open_by(decision), []).append((decision, decision.price))
        if decision.due is not None and decision.rests_on:
            rests.setdefault(_rests(decision), []).append((decision, decision.due))
    for name, of in open_ones.items():
        _add_part(total.undetermined.setdefault(name, Part()), of)
    for name, of in rests.items():
        _add_part(total.resting.setdefault(name, Part()), of)


JOB_START = "job-start"
"""The outcome that asks for no time in work."""


def _add_part(part: Part, priced: list[tuple[Decision, Due | None]]) -> None:
    """The outcomes of one journey."""
    part.journeys += bool(priced)
    part.outcomes += len(priced)
    part.least += sum(price.lowest for _, price in priced if price is not None)
    part.most += sum(price.highest for _, price in priced if price is not None)


def _open_by(decision: Decision) -> str:
    kinds = {thing.kind for thing in decision.decisive}
    if not kinds:
        return "other"
    if kinds == {Unsettled.SILENCE}:
        return "silence"
    return "both" if Unsettled.SILENCE in kinds else "fact"


def _rests(decision: Decision) -> str:
    standings = {caveat.provenance.standing for caveat in decision.rests_on}
    return "illustrative" if Standing.ILLUSTRATIVE in standings else "assumed"
