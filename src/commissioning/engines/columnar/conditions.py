"""Conditions over the facts of journeys, for a whole batch at once: each is a flat expression over columns of truths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

import numpy as np

from commissioning.domain.journeys import Journey
from commissioning.engines.case import Case
from commissioning.engines.columnar.facts import Facts, array
from commissioning.engines.columnar.looking_up import looked_up, version_of
from commissioning.engines.columnar.shapes import FALSE, NO_VALUE, TRUE, UNKNOWN, Array
from commissioning.engines.facts import _decides as decides
from commissioning.engines.facts import asked
from commissioning.plan.nodes import AllOf, AnyOf, Condition, FactIs, FactWithin
from commissioning.plan.plan import children
from commissioning.plan.values import Const, Dated, Value

MOST_PACKED = 20
"""So many comparisons of a condition can be told apart by one whole number."""


class Truths:
    """The truths of conditions of one batch, each computed once however many contracts share it."""

    def __init__(self, facts: Facts, asked: dict[tuple[int, bytes], int] | None = None) -> None:
        """*asked* is what earlier batches found out about blank facts, to be added to."""
        self.facts = facts
        self._asked = {} if asked is None else asked
        self._known: dict[Condition, Array] = {}

    def of(self, condition: Condition) -> Array:
        """The truth of a condition for every journey."""
        found = self._known.get(condition)
        if found is None:
            found = self._known[condition] = self._of(condition)
        return found

    def _of(self, condition: Condition) -> Array:
        if isinstance(condition, FactIs):
            values = condition.values
            return self.facts.mapped(condition.fact, lambda v: UNKNOWN if v is None else TRUE if v in values else FALSE)
        if isinstance(condition, FactWithin):
            return self._within(condition)
        if isinstance(condition, AllOf | AnyOf):
            join = np.minimum if isinstance(condition, AllOf) else np.maximum
            found = self.of(condition.parts[0])
            for part in condition.parts[1:]:
                found = join(found, self.of(part))
            return found
        return (TRUE - self.of(condition.part)).astype("i1")

    def _within(self, condition: FactWithin) -> Array:
        numbers, known = _ordinals(self.facts, condition.fact)
        holds = known
        for bound, at_least in ((condition.low, True), (condition.high, False)):
            if bound is not None:
                limit = _bound(bound, self.facts)
                if not isinstance(bound, Const):
                    known = known & (limit != NO_VALUE)
                holds = holds & ((limit <= numbers) if at_least else (numbers <= limit))
        # Choosing between three numbers takes several times as long as counting: 1 unknown, 0 false and 2 true.
        return (holds & known).view("i1") * np.int8(TRUE) + (~known).view("i1")

    def matrix(self, conditions: tuple[Condition, ...], names: Mapping[str, int]) -> Array:
        """The truth of every condition (rows) for every journey (columns).

        Where a condition is unknown, above two bits stands one more than the number of the name of the first blank fact that
        decides it; 0 where none does.
        """
        found = np.full((max(len(conditions), 1), len(self.facts.batch)), TRUE, "i2")
        for row, condition in enumerate(conditions):
            truth = self.of(condition)
            found[row] = truth
            unknown = np.flatnonzero(truth == UNKNOWN)
            if len(unknown):
                found[row, unknown] += (self._deciding(row, condition, names, unknown) + 1) << 2
        return found

    def _deciding(self, number: int, condition: Condition, names: Mapping[str, int], journeys: Array) -> Array:
        """The same for journeys of which a condition is unknown. Those with the same facts blank, the same truths of all
        others and the same versions in force are asked once, in this batch and those after it."""
        compared, dated = _asked_of(condition)
        parts = [self.of(leaf)[journeys] * 2 + self.facts.known(leaf.fact)[journeys] for leaf in compared]
        # Which version holds says what a blank fact is compared with.
        parts += [version_of(one, self.facts)[journeys] + 6 for one in dated]
        if len(parts) <= MOST_PACKED and not dated:
            keys = np.zeros(len(journeys), "i8")
            for part in parts:
                keys = keys * 6 + part
            if (keys == keys[0]).all():
                first, which = np.zeros(1, "i8"), np.zeros(len(keys), "i8")
            else:
                _, first, which = np.unique(keys, return_index=True, return_inverse=True)
        else:
            _, first, which = np.unique(np.array(parts), axis=1, return_index=True, return_inverse=True)
        alike = np.array(parts, "i4")[:, first].T
        answers = []
        for at, key in zip(journeys[first].tolist(), ((number, one.tobytes()) for one in alike), strict=True):
            if key not in self._asked:
                self._asked[key] = self._first(condition, names, at)
            answers.append(self._asked[key])
        return np.array(answers, "i2")[which.ravel()]

    def _first(self, condition: Condition, names: Mapping[str, int], journey: int) -> int:
        """The first blank fact that decides a condition of one journey."""
        case = _case(condition, self.facts, journey)
        blank = asked(condition, case)
        return next((names[name] for name in blank if decides(condition, case, name, blank)), -1)


def _ordinals(facts: Facts, name: str) -> tuple[Array, Array]:
    """A fact as numbers, and for which journeys it is one."""
    column = facts.column(name)
    if column.numbers is not None:
        return column.numbers, array(column.known)
    numbers = [_ordinal(value) if isinstance(value, int | date) else None for value in column.values]
    table = np.array([number or 0 for number in numbers] + [0], "i8")
    known = np.array([number is not None for number in numbers] + [False], bool)
    return table.take(array(column.codes)), known.take(array(column.codes))


def _bound(value: Value[int | date], facts: Facts) -> Array:
    """A bound, for all journeys or for each."""
    if isinstance(value, Const):
        return np.array(_ordinal(value.value), "i8")
    assert isinstance(value, Dated)
    return looked_up(value, _ordinal, facts)


def _ordinal(value: object) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)  # type: ignore[call-overload]


def _case(condition: Condition, facts: Facts, journey: int) -> Case:
    """A journey with the facts a condition asks for."""
    wanted = {leaf.fact for leaf in leaves(condition)}
    wanted |= {name for dated in _dated(condition) for version in dated.versions for name, _ in version.scope}
    of = Journey("", "")
    for name in sorted(wanted):
        of = of.with_fact(name, facts.values(name)(journey))
    start, referral = int(facts.start[journey]) or None, int(facts.referral[journey]) or None
    day = int(facts.as_of if facts.as_of.ndim == 0 else facts.as_of[journey])
    return Case(of, day, start, referral, day, True)


@lru_cache(maxsize=1024)
def _asked_of(condition: Condition) -> tuple[tuple[FactIs | FactWithin, ...], tuple[Dated[int | date], ...]]:
    """The comparisons of a condition, and what it compares with that is dated."""
    return tuple(leaves(condition)), tuple(_dated(condition))


def leaves(node: object) -> Iterator[FactIs | FactWithin]:
    """The comparisons of a condition, in order."""
    if isinstance(node, FactIs | FactWithin):
        yield node
    else:
        for child in children(node):
            yield from leaves(child)


def _dated(node: object) -> Iterator[Dated[int | date]]:
    if isinstance(node, Dated):
        yield node
    else:
        for child in children(node):
            yield from _dated(child)
