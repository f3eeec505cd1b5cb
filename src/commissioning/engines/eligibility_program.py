"""Conditions of eligibility as a program for the rules: taken apart into nodes, and into parts that fit one ruleset.

A node is a comparison of a fact, or a step that joins other nodes. Parts stand before wholes, and a list of parts is chained
from left to right, two at a time making the truth of those so far. So a ruleset can end after any node, and the next go on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from commissioning.domain.journeys import FactValue
from commissioning.engines.case import Case
from commissioning.engines.eligibility_rules import KINDS, KLEENE, range_rules, value_rules
from commissioning.engines.forward_chaining import Fact, RuleBook
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.safe_subset import MOST_RULES, WIDEST
from commissioning.plan.nodes import AllOf, AnyOf, Bound, Condition, Eligibility, FactIs, FactWithin
from commissioning.plan.values import Const, Dated, Value

UNLISTED = -1
"""Any value that no condition names."""

VALUES_AT_ONCE, STEPS_AT_ONCE = 8, 200
"""How many values one comparison names, and how many steps are chained in one session."""


class Shard(NamedTuple):
    """A part of the conditions that fits one ruleset, after the parts it *needs* the truth of (by node).

    *asks* are the facts it compares, *ranges* those of its nodes that have bounds, *steps* the facts that join its nodes.
    """

    book: RuleBook
    asks: tuple[str, ...]
    ranges: tuple[int, ...]
    steps: tuple[Fact, ...]
    needs: tuple[int, ...]


class Known(NamedTuple):
    """All that the conditions ask of one case: its facts, and the bounds in force by node (None: no value in force)."""

    facts: tuple[FactValue, ...]
    bounds: tuple[tuple[Bound | None, Bound | None] | None, ...]


class Program:
    """Conditions of eligibility as rules: *shards* in order, the node of each condition, and what nodes are called."""

    def __init__(self, key: str, eligibility: Iterable[Eligibility]) -> None:
        taken = _TakenApart()
        self.key = key
        self.roots = tuple(taken.node(part.condition, part.term) for part in eligibility)
        self.called: Mapping[int, str] = taken.called
        self._names, self._values, self._ranges = taken.names, taken.values, taken.ranges
        self.shards = tuple(_shards(key, taken.items))

    def known(self, case: Case) -> Known:
        """What the conditions ask of a case."""
        facts = tuple(case.fact(name) for name in self._names)
        return Known(facts, tuple(_bounds(condition, case) for condition in self._ranges.values()))

    def facts(self, shard: Shard, known: Known, truths: Mapping[int, int]) -> list[Fact]:
        """What to assert for one shard, given the truths of earlier ones. The journey's own facts come last."""
        values = dict(zip(self._names, known.facts, strict=True))
        bounds = dict(zip(self._ranges, known.bounds, strict=True))
        place = _in_order([*values.values(), *(end for pair in bounds.values() if pair for end in pair)])
        steps: list[Fact] = [*shard.steps]
        steps += [{"kind": "truth", "node": node, "truth": truths[node]} for node in shard.needs]
        steps += [_bound(node, bounds[node], place) for node in shard.ranges]
        return steps + [self._fact(name, values[name], place) for name in shard.asks]

    def _fact(self, name: str, value: FactValue, place: Mapping[int, int]) -> Fact:
        found: Fact = {"kind": "fact", "name": self._names[name]}
        if value is not None:
            found["value"] = self._values.get(value, UNLISTED)
        if isinstance(value, int | date):
            found["number"] = place[_ordinal(value)]
        return found


def _bounds(condition: FactWithin, case: Case) -> tuple[Bound | None, Bound | None] | None:
    try:
        low = None if condition.low is None else lookup(condition.low, case)
        high = None if condition.high is None else lookup(condition.high, case)
    except NoValue:
        return None
    return low, high


def _bound(node: int, bounds: tuple[Bound | None, Bound | None] | None, place: Mapping[int, int]) -> Fact:
    found: Fact = {"kind": "bound", "node": node}
    if bounds is None:
        return {**found, "none": 1}
    ends = zip(("low", "high"), bounds, strict=True)
    return found | {name: place[_ordinal(end)] for name, end in ends if end is not None}


def _in_order(values: Iterable[object]) -> dict[int, int]:
    """Each number and date as itself; where one is too wide to be asserted, each as its rank among them."""
    numbers = {_ordinal(value) for value in values if isinstance(value, int | date)}
    if all(abs(number) <= WIDEST for number in numbers):
        return {number: number for number in numbers}
    return {number: rank for rank, number in enumerate(sorted(numbers))}


def _ordinal(value: int | date) -> int:
    return value.toordinal() if isinstance(value, date) else int(value)


class _Item(NamedTuple):
    """A node with what makes its truth: rules that compare a fact (of that name), or a step that joins other nodes."""

    node: int
    rules: Mapping[str, dict[str, object]]
    asks: str | None = None
    ranged: bool = False
    step: Fact | None = None

    def inputs(self) -> Iterator[int]:
        """The nodes a step joins."""
        for name in ("left", "right", "of"):
            if self.step is not None and name in self.step:
                yield int(self.step[name])


class _TakenApart:
    """Conditions taken apart into nodes, parts before wholes; facts and values are numbered as they come."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.called: dict[int, str] = {}
        self.names: dict[str, int] = {}
        self.values: dict[object, int] = {}
        self.ranges: dict[int, FactWithin] = {}

    def node(self, condition: Condition, called: str) -> int:
        """The node of a condition, after those of its parts."""
        if isinstance(condition, FactIs):
            return self._is(condition)
        if isinstance(condition, FactWithin):
            return self._within(condition)
        if isinstance(condition, AllOf | AnyOf):
            word, kind = ("all", "both") if isinstance(condition, AllOf) else ("any", "either")
            parts = [self.node(part, f"{called}, part {index}") for index, part in enumerate(condition.parts, 1)]
            return self._chain(kind, parts, f"eligibility:{called}, {word} of 1")
        part = self.node(condition.part, called)
        return self._step({"kind": "negation", "of": part}, f"eligibility:{called}, not")

    def _is(self, condition: FactIs) -> int:
        listed = condition.values
        some = [listed[first : first + VALUES_AT_ONCE] for first in range(0, len(listed), VALUES_AT_ONCE)]
        parts = [self._is_one_of(condition.fact, values) for values in some]
        return self._chain("either", parts, f"eligibility:{condition.fact}, any of 1")

    def _is_one_of(self, asks: str, values: tuple[str | bool, ...]) -> int:
        node = self._new(f"eligibility:{asks} is {' or '.join(_said(value) for value in values)}")
        numbers = {self.values.setdefault(value, len(self.values)): _said(value) for value in values}
        rules = value_rules(node, self._name(asks), f"eligibility:{asks} is", numbers)
        self.items.append(_Item(node, dict(rules), asks))
        return node

    def _within(self, condition: FactWithin) -> int:
        node = self._new(f"eligibility:{condition.fact}{_range(condition)}")
        self.ranges[node] = condition
        rules = range_rules(node, self._name(condition.fact), self.called[node], tuple(word for word, _ in _ends(condition)))
        self.items.append(_Item(node, dict(rules), condition.fact, ranged=True))
        return node

    def _chain(self, kind: str, parts: list[int], called: str) -> int:
        so_far = parts[0]
        for position, part in enumerate(parts[1:], 2):
            so_far = self._step({"kind": kind, "left": so_far, "right": part}, f"{called} to {position}")
        return so_far

    def _step(self, step: Fact, called: str) -> int:
        node = self._new(called)
        self.items.append(_Item(node, {}, step={**step, "node": node}))
        return node

    def _new(self, called: str) -> int:
        node = len(self.called)
        self.called[node] = called
        return node

    def _name(self, fact_name: str) -> int:
        return self.names.setdefault(fact_name, len(self.names))


def _shards(key: str, items: list[_Item]) -> Iterator[Shard]:
    """The items in order, as many to a shard as its ruleset can hold."""
    some: list[_Item] = []
    rules = steps = 0
    for item in items:
        if rules + len(item.rules) > MOST_RULES - len(KLEENE) or steps + (item.step is not None) > STEPS_AT_ONCE:
            yield _shard(f"{key}/{some[0].node}", some)
            some, rules, steps = [], 0, 0
        some.append(item)
        rules, steps = rules + len(item.rules), steps + (item.step is not None)
    if some:
        yield _shard(f"{key}/{some[0].node}", some)


def _shard(key: str, items: list[_Item]) -> Shard:
    own = {item.node for item in items}
    needs = dict.fromkeys(node for item in items for node in item.inputs() if node not in own)
    rules = {name: given for item in items for name, given in item.rules.items()}
    return Shard(
        RuleBook(key, {**rules, **KLEENE}, KINDS),
        tuple(dict.fromkeys(item.asks for item in items if item.asks is not None)),
        tuple(item.node for item in items if item.ranged),
        tuple(item.step for item in items if item.step is not None),
        tuple(needs),
    )


def _said(value: str | bool) -> str:
    return value if isinstance(value, str) else "yes" if value else "no"


def _range(condition: FactWithin) -> str:
    words = {"low": "from", "high": "to"}
    return "".join(f" {words[end]} {_shown(value)}" for end, value in _ends(condition))


def _ends(condition: FactWithin) -> tuple[tuple[str, Value[Bound]], ...]:
    """The bounds a range has, by name."""
    ends = (("low", condition.low), ("high", condition.high))
    return tuple((name, value) for name, value in ends if value is not None)


def _shown(value: Value[Bound]) -> str:
    if isinstance(value, Const):
        return value.value.isoformat() if isinstance(value.value, date) else str(value.value)
    return value.name if isinstance(value, Dated) else value.silence
