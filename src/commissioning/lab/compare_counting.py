"""Counting for comparisons, in one place: journeys that are ruled alike are added to figures, totals and flips.

It is fed journey by journey, or whole groups of journeys at a time; what is counted is the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Protocol

from commissioning.domain.comparisons import (
    ABSENT,
    BREAKDOWNS,
    EVERYONE,
    Basis,
    Comparison,
    Figure,
    FigureKey,
    Flip,
    Matrix,
    Model,
    Move,
    Part,
    Range,
    Ruling,
    Rulings,
    Total,
    Witness,
)
from commissioning.domain.decisions import Decision
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.lab.compare_causes import cause
from commissioning.plan.plan import Plan

MOST_LISTED = 1_000_000
"""How many journeys are listed by name under flips in all; beyond that they are only counted."""

JOB_START = "job-start"
"""The outcome that asks for no time in work."""

Size = tuple[int, int, int]
"""How small a journey is: its rows of jobs, its length in days, its place in the input."""

Hindered = tuple[tuple[str, ...], tuple[str, ...]]
"""The terms that keep a person's work from counting under each model of a pair."""

Places = Any
"""The places of some journeys in the input: a list, or a column."""

Listed = tuple[Sequence[Places], int]
"""The places of journeys in parts, and how many of them are to be listed."""

BREAKDOWN_ORDER = (EVERYONE, *BREAKDOWNS)


@dataclass
class _Moved:
    """A flip while it is counted: the places of its journeys in the input, and the smallest of them."""

    flip: Flip
    who: list[Places] = field(default_factory=list)
    smallest: Size | None = None


class Showing(Protocol):
    """What shows journeys that were counted, by their places in the input."""

    def name(self, place: int) -> str:
        """The id of a journey that shows a flip best."""

    def names(self, wanted: Sequence[Listed]) -> Iterable[list[str]]:
        """The ids of the first so many of each of some journeys, in input order."""

    def decisions(self, place: int, model: int) -> Sequence[Decision]:
        """The decisions on a journey that shows a flip best, under one model on the basis that flips are told on."""


class Counting:
    """What journeys under several models come to."""

    def __init__(self, models: Sequence[Model], plans: Sequence[Plan], as_of: date, most_listed: int = MOST_LISTED) -> None:
        self.models = tuple(models)
        self.bases = (Basis.RECORDED, Basis.ASSUMED) if any(m.assumed for m in models) else (Basis.RECORDED,)
        self.pairs = list(combinations(range(len(models)), 2))
        self._plans = tuple(plans)
        self._as_of = as_of
        self._most_listed = most_listed
        self._totals = {(basis, i): Total() for basis in self.bases for i in range(len(models))}
        self._figures: dict[FigureKey, Figure] = {}
        self._matrices: dict[tuple[Basis, int, int], Matrix] = {(b, i, j): Counter() for b in self.bases for i, j in self.pairs}
        self._moved: dict[Move, _Moved] = {}
        self._journeys = self._starts = self._in_work = 0

    @property
    def told_on(self) -> Basis:
        """The basis that flips are told on: facts assumed, where some model asks for one that is."""
        return self.bases[-1]

    def people(self, journeys: int, starts: int, in_work: int) -> None:
        """So many journeys more, of which so many have started, and in so many of those a job began."""
        self._journeys += journeys
        self._starts += starts
        self._in_work += in_work

    def total(self, basis: Basis, model: int, rulings: Rulings, number: int = 1) -> None:
        """So many journeys ruled alike under one model."""
        add_sums(self._totals[basis, model], self.models[model].outcomes, rulings, number)
        _add_grounds(self._totals[basis, model], rulings, number)
        self.figures(basis, model, EVERYONE, "", rulings, number)

    def figures(self, basis: Basis, model: int, breakdown: str, group: str, rulings: Rulings, number: int = 1) -> None:
        """The same in one group of a breakdown."""
        for outcome, ruling in zip(self.models[model].outcomes, rulings.outcomes, strict=True):
            self._figures.setdefault((basis, breakdown, group, model, outcome), Figure()).add(ruling, number)

    def pair(
        self, first: int, second: int, rulings: Mapping[Basis, tuple[Rulings, Rulings]], hindered: Hindered,
        who: Places, smallest: Size,
    ) -> bool:  # fmt: skip
        """Journeys that are ruled alike under two models, by their places; whether the smallest shows some flip best."""
        shows = False
        for outcome in dict.fromkeys((*self.models[first].outcomes, *self.models[second].outcomes)):
            each = {basis: self._of(first, second, outcome, pair) for basis, pair in rulings.items()}
            for basis, (before, after) in each.items():
                self._matrices[basis, first, second][_verdict(before), _verdict(after)] += len(who)
            before, after = each[self.told_on]
            if _verdict(before) != _verdict(after):
                on_record = each[Basis.RECORDED]
                resting = (_verdict(on_record[0]), _verdict(on_record[1])) != (_verdict(before), _verdict(after))
                because = cause((before, after), hindered, (self._plans[first], self._plans[second]))
                move = Move(first, second, outcome, _verdict(before), _verdict(after), because)
                shows |= self._flip(move, _change(before, after), who, smallest, resting=resting)
        return shows

    def _of(self, first: int, second: int, outcome: str, pair: tuple[Rulings, Rulings]) -> tuple[Ruling | None, Ruling | None]:
        return (
            _ruling(self.models[first].outcomes, pair[0], outcome),
            _ruling(self.models[second].outcomes, pair[1], outcome),
        )

    def _flip(self, move: Move, change: Range, who: Places, smallest: Size, *, resting: bool) -> bool:
        moved = self._moved.setdefault(move, _Moved(Flip(move)))
        flip, number = moved.flip, len(who)
        flip.count += number
        # The same person's payment group prices both sides: lowest is set against lowest.
        flip.least += change[0] * number
        flip.most += change[1] * number
        flip.resting += number if resting else 0
        moved.who.append(who)
        if moved.smallest is None or smallest < moved.smallest:
            moved.smallest = smallest
            return True
        return False

    def witnesses(self) -> set[int]:
        """The places of the journeys that show some flip best, of those counted so far."""
        return {moved.smallest[2] for moved in self._moved.values() if moved.smallest is not None}

    def result(self, showing: Showing) -> Comparison:
        """Everything found; flips in order of pairs, the weightiest first."""
        ordered = sorted(self._moved.values(), key=lambda moved: _order(moved.flip))
        left, wanted = self._most_listed, []
        for moved in ordered:
            wanted.append((moved.who, min(left, moved.flip.count)))
            left -= wanted[-1][1]
        for moved, names in zip(ordered, showing.names(wanted), strict=True):
            moved.flip.who = names
            moved.flip.witness = self._witness(moved, showing)
        return Comparison(
            self._as_of,
            self.models,
            self.told_on,
            self._journeys,
            self._starts,
            self._in_work,
            self._totals,
            self._ordered_figures(),
            {key: Counter(dict(sorted(matrix.items()))) for key, matrix in self._matrices.items()},
            tuple(moved.flip for moved in ordered),
        )

    def _witness(self, moved: _Moved, showing: Showing) -> Witness | None:
        if moved.smallest is None:
            return None
        move, place = moved.flip.move, moved.smallest[2]

        def decide() -> tuple[Decision | None, Decision | None]:
            of = (showing.decisions(place, model) for model in (move.first, move.second))
            first, second = (next((one for one in each if one.outcome == move.outcome), None) for each in of)
            return first, second

        return Witness(showing.name(place), *moved.smallest, decide)

    def _ordered_figures(self) -> dict[FigureKey, Figure]:
        """The figures by basis, model, breakdown, group and outcome, whatever order the journeys came in."""

        def order(key: FigureKey) -> tuple[object, ...]:
            basis, breakdown, group, model, outcome = key
            place = self.models[model].outcomes.index(outcome)
            return (self.bases.index(basis), model, BREAKDOWN_ORDER.index(breakdown), group == "", group, place)

        return {key: self._figures[key] for key in sorted(self._figures, key=order)}


def _order(flip: Flip) -> tuple[object, ...]:
    """Changes that bring or take an outcome come before those between what is open and what is not, the largest first."""
    move, because = flip.move, flip.move.cause
    met = Verdict.MET in (move.before, move.after)
    last = (move.before, because.side, str(because.code), because.terms, because.unsettled)
    return (move.first, move.second, 0 if met else 1, -flip.count, move.outcome, move.after, *last)


def _ruling(outcomes: Sequence[str], rulings: Rulings, outcome: str) -> Ruling | None:
    return rulings.outcomes[outcomes.index(outcome)] if outcome in outcomes else None


def _verdict(ruling: Ruling | None) -> str:
    return ABSENT if ruling is None else ruling.verdict


def _change(before: Ruling | None, after: Ruling | None) -> Range:
    (low, high), (least, most) = ((of.due if of is not None else None) or (0, 0) for of in (before, after))
    return least - low, most - high


def add_sums(total: Total, outcomes: Sequence[str], rulings: Rulings, number: int = 1) -> None:
    """Count so many journeys ruled alike under one contract: verdicts and money, but not what they rest on."""
    if not rulings.outcomes:
        return
    total.eligible[rulings.eligible] += number
    named = list(zip(outcomes, rulings.outcomes, strict=True))
    met = [(name, one) for name, one in named if one.verdict is Verdict.MET]
    total.with_outcome += number if met else 0
    total.sustained += number * sum(name != JOB_START for name, _ in met)
    for name, one in met:
        if one.price is None:
            total.unpriced[name] += number
    for one in rulings.outcomes:
        total.all.add(one, number)
    _add_part(total.outside, [one.price for one in rulings.outcomes if one.outside], number)


def _add_grounds(total: Total, rulings: Rulings, number: int) -> None:
    """What leaves outcomes open, and what those that are due rest on."""
    for kind, priced in _grouped((_OPEN.get(one.code, "other"), one.price) for one in _undetermined(rulings)):
        _add_part(total.undetermined.setdefault(kind, Part()), priced, number)
    for kind, priced in _grouped((one.rests, one.due) for one in rulings.outcomes if one.rests):
        _add_part(total.resting.setdefault(kind, Part()), priced, number)


_OPEN = {
    ReasonCode.SILENCE: "silence",
    ReasonCode.MISSING_FACT: "fact",
    ReasonCode.TOO_MANY_UNKNOWN_FACTS: "fact",
    ReasonCode.SILENCE_AND_MISSING_FACT: "both",
}
"""What leaves an outcome open, by the code of its reason."""


def _undetermined(rulings: Rulings) -> Iterable[Ruling]:
    return (one for one in rulings.outcomes if one.verdict is Verdict.UNDETERMINED)


def _grouped(found: Iterable[tuple[str, Range | None]]) -> Iterable[tuple[str, list[Range | None]]]:
    of: dict[str, list[Range | None]] = {}
    for kind, money in found:
        of.setdefault(kind, []).append(money)
    return of.items()


def _add_part(part: Part, priced: Sequence[Range | None], number: int) -> None:
    """The outcomes of one journey, so many times."""
    if priced:
        part.journeys += number
        part.outcomes += number * len(priced)
        part.least += number * sum(money[0] for money in priced if money is not None)
        part.most += number * sum(money[1] for money in priced if money is not None)
