"""Compares contracts: a fold over journeys, each decided under every contract, that keeps counts and not decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.comparisons import BREAKDOWNS, Basis, Cause, Comparison, Model, Range, Ruling, Rulings
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.journeys import JobRow, Journey
from commissioning.domain.provenance import Standing
from commissioning.domain.verdicts import Verdict
from commissioning.lab.compare_causes import WORK, worse_side
from commissioning.lab.compare_counting import MOST_LISTED, Counting, Listed
from commissioning.lab.hindering import Hindering, RowFacts
from commissioning.plan.plan import Plan

__all__ = ["WORK", "Comparing", "Facts", "cause", "group", "ruling", "rulings"]

Decisions = Sequence[Sequence[Decision]]
"""The decisions on one journey, by contract."""


@dataclass(frozen=True)
class Facts:
    """One journey with the rows of its client's jobs that are known, what is asked of them, and its place in the input."""

    journey: Journey
    rows: tuple[JobRow, ...]
    position: int
    asked: tuple[RowFacts, ...] = ()


class Comparing:
    """Takes journeys one by one, in input order; :meth:`result` gives what they come to."""

    def __init__(self, models: Sequence[Model], plans: Sequence[Plan], as_of: date, most_listed: int = MOST_LISTED) -> None:
        """*plans* are those of the models."""
        self._as_of = as_of
        self._counting = Counting(models, plans, as_of, most_listed)
        self._hindering = [Hindering(plan) for plan in plans]
        self._names: list[str] = []
        self._shown: dict[int, Decisions] = {}

    def add(self, facts: Facts, recorded: Decisions, assumed: Decisions | None = None) -> None:
        """One journey: its decisions by contract, with facts as recorded, and with those assumed that the models say."""
        counting = self._counting
        told = {Basis.RECORDED: recorded, Basis.ASSUMED: assumed or recorded}
        ruled = {basis: [rulings(of) for of in told[basis]] for basis in counting.bases}
        self._names.append(facts.journey.journey_id)
        counting.people(1, *_work(facts, self._as_of))
        groups = {name: group(facts.journey.fact(name)) for name in BREAKDOWNS}
        for basis, of in ruled.items():
            for model, one in enumerate(of):
                counting.total(basis, model, one)
                for breakdown, name in groups.items():
                    counting.figures(basis, model, breakdown, name, one)
        if self._add_pairs(facts, ruled):
            self._shown[facts.position] = told[counting.told_on]
            kept = counting.witnesses()
            self._shown = {place: decisions for place, decisions in self._shown.items() if place in kept}

    def _add_pairs(self, facts: Facts, ruled: dict[Basis, list[Rulings]]) -> bool:
        """Whether the journey shows some flip better than those before it."""
        hindered = [hindering.of(facts.journey, facts.asked) for hindering in self._hindering]
        size = (len(facts.rows), _length(facts, self._as_of), facts.position)
        shows = False
        for first, second in self._counting.pairs:
            both = {basis: (of[first], of[second]) for basis, of in ruled.items()}
            terms = (hindered[first], hindered[second])
            shows |= self._counting.pair(first, second, both, terms, (facts.position,), size)
        return shows

    def result(self) -> Comparison:
        """Everything found; flips in order of pairs, the weightiest first."""
        return self._counting.result(self)

    def name(self, place: int) -> str:
        """The id of a journey by its place in the input."""
        return self._names[place]

    def names(self, wanted: Sequence[Listed]) -> Iterator[list[str]]:
        """The ids of the first so many of each of some journeys, in input order."""
        for parts, most in wanted:
            yield [self._names[place] for place in sorted(place for part in parts for place in part)[:most]]

    def decisions(self, place: int, model: int) -> Sequence[Decision]:
        """The decisions on a journey that shows a flip best."""
        return self._shown[place][model]


def rulings(decisions: Sequence[Decision]) -> Rulings:
    """What counting needs of one journey's decisions under one contract."""
    eligible = decisions[0].eligible if decisions else Verdict.UNDETERMINED
    return Rulings(eligible, tuple(ruling(decision) for decision in decisions))


def ruling(decision: Decision) -> Ruling:
    """What counting needs of a decision."""
    return Ruling(
        verdict=decision.verdict,
        code=decision.reason.code,
        term=decision.reason.term,
        times=decision.times,
        price=_range(decision.price),
        part=_range(decision.part),
        outside=decision.reached_outside_window is not None,
        rests=_rests(decision) if decision.due is not None and decision.rests_on else "",
    )


def _range(due: Due | None) -> Range | None:
    return None if due is None else (due.lowest, due.highest)


def _rests(decision: Decision) -> str:
    standings = {caveat.provenance.standing for caveat in decision.rests_on}
    return "illustrative" if Standing.ILLUSTRATIVE in standings else "assumed"


def group(value: object) -> str:
    """The name of the group that the value of a fact puts a journey in; blank where it is not recorded."""
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _work(facts: Facts, as_of: date) -> tuple[int, int]:
    """Whether the journey has started (0 or 1), and whether a job began on or after that."""
    start = facts.journey.start_date
    if start is None or start > as_of:
        return 0, 0
    began: dict[str, date] = {}
    for row in facts.rows:
        began[row.job_id] = min(row.start_date, began.get(row.job_id, row.start_date))
    return 1, int(any(day >= start for day in began.values()))


def _length(facts: Facts, as_of: date) -> int:
    """The days from the referral (or the start) to the last day of the journey or of its work, as far as it is known."""
    journey = facts.journey
    first = journey.referral_date or journey.start_date or as_of
    ends = [min(row.end_date or as_of, as_of) for row in facts.rows]
    last = max([*ends, min(journey.end_date or first, as_of)])
    return (last - first).days


def cause(first: Decision, second: Decision) -> Cause:
    """What decided between two decisions in full, whose explanations name all that is open and all that kept work out."""
    side = worse_side(first.verdict, second.verdict)
    worse = (first, second)[side]
    if worse.verdict is Verdict.UNDETERMINED and worse.decisive:
        return Cause(side, worse.reason.code, unsettled=tuple(dict.fromkeys((d.kind, d.name) for d in worse.decisive)))
    if worse.reason.code in WORK and worse.reason.because:
        return Cause(side, terms=worse.reason.because)
    return Cause(side, worse.reason.code, (worse.reason.term,))
