"""A plan under one reading of its silences: no choice left, and one route for each version an outcome may be reached under.

Nodes that two readings share are the same object, so that an engine can measure each of them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TypeVar, cast

from commissioning.domain.calendar import FAR
from commissioning.plan.nodes import Eligibility, Outcome, Route
from commissioning.plan.plan import Entitlement, Plan, children
from commissioning.plan.values import AppliesBy, Choice, Const, Dated, pinned

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """A plan under one *reading* (silence → what was read into it)."""

    reading: Mapping[str, str]
    eligibility: tuple[Eligibility, ...]
    outcomes: tuple[Outcome, ...]
    entitlements: tuple[Entitlement, ...]


class Settler:
    """Settles one plan under its readings, sharing every node that is the same under two of them."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._shared: dict[object, object] = {}

    def all(self) -> tuple[Settled, ...]:
        """The plan under every reading, in listed order."""
        return tuple(self.under(reading) for reading in self._plan.readings())

    def under(self, reading: Mapping[str, str]) -> Settled:
        """The plan under one reading."""
        plan = self._plan
        return Settled(
            reading=dict(reading),
            eligibility=self._share(_choose(plan.eligibility, reading)),
            outcomes=tuple(self._outcome(outcome, reading) for outcome in plan.outcomes),
            entitlements=self._share(_choose(plan.entitlements, reading)),
        )

    def _outcome(self, outcome: Outcome, reading: Mapping[str, str]) -> Outcome:
        chosen = _choose(outcome, reading)
        routes = tuple(version for route in chosen.routes for version in _versions(route))
        return self._share(replace(chosen, routes=routes))

    def _share(self, node: T) -> T:
        """*node* with every equal part replaced by the one object that stands for it."""
        if isinstance(node, tuple) and type(node) is tuple:
            return cast(T, self._shared.setdefault(node, tuple(self._share(part) for part in node)))
        if not is_dataclass(node) or isinstance(node, Const | Dated | type):
            return node
        known = self._shared.get(node)
        if known is None:
            changes = {f.name: self._share(getattr(node, f.name)) for f in fields(node)}
            known = self._shared[node] = replace(cast("object", node), **changes)  # type: ignore[type-var]
        return cast(T, known)


def _choose(node: T, reading: Mapping[str, str]) -> T:
    """*node* with each choice replaced by its value under *reading*."""
    if isinstance(node, Choice):
        options = dict(node.options)
        return cast(T, _choose(options[reading[node.silence]], reading))
    if isinstance(node, tuple) and type(node) is tuple:
        return cast(T, tuple(_choose(part, reading) for part in node))
    if isinstance(node, Dated):
        return cast(T, replace(node, applies_by=_applies_by(node, reading)))
    if not is_dataclass(node) or isinstance(node, Const | type):
        return node
    changed = {}
    for f in fields(node):
        old = getattr(node, f.name)
        new = _choose(old, reading)
        if new is not old:
            changed[f.name] = new
    return cast(T, replace(cast("object", node), **changed)) if changed else node  # type: ignore[type-var]


def _applies_by(dated: Dated[object], reading: Mapping[str, str]) -> AppliesBy:
    rule: object = _choose(dated.applies_by, reading)
    return cast(AppliesBy, rule.value if isinstance(rule, Const) else rule)


def _versions(route: Route) -> tuple[Route, ...]:
    """One route for each stretch of time in which the values that apply by the day an outcome is reached stand still."""
    moving = [value for value in _dated(route) if value.applies_by is AppliesBy.OUTCOME_REACHED]
    if not moving:
        return (route,)
    starts = sorted({day for value in moving for day in value.boundaries()})
    stretches = zip(starts, [day - 1 for day in starts[1:]] + [FAR], strict=True)
    return tuple(replace(_pin(route, first), in_force=(first, last)) for first, last in stretches)


def _dated(node: object) -> list[Dated[object]]:
    if isinstance(node, Dated):
        return [node]
    return [value for child in children(node) for value in _dated(child)]


def _pin(node: T, day: int) -> T:
    if isinstance(node, Dated):
        return cast(T, pinned(node, day)) if node.applies_by is AppliesBy.OUTCOME_REACHED else node
    if isinstance(node, tuple) and type(node) is tuple:
        return cast(T, tuple(_pin(part, day) for part in node))
    if not is_dataclass(node) or isinstance(node, Const | type):
        return node
    changed = {f.name: _pin(getattr(node, f.name), day) for f in fields(node)}
    return cast(T, replace(cast("object", node), **changed))  # type: ignore[type-var]
