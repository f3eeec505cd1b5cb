"""A plan under one reading of its silences: no choice left, and one route for each version an outcome may be reached under.

Nodes that two readings share are the same object, so that an engine can measure each of them once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar, cast

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
    """Settles one plan under its readings.

    What two readings share is the same object, so that an engine can measure it once: a node is chosen anew only for another
    reading of a silence that lies inside it.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._parts: dict[object, object] = {}
        self._eligibility = self._one(plan.eligibility)
        self._outcomes = self._one(plan.outcomes)
        self._entitlements = self._one(plan.entitlements)
        self._silences: dict[int, tuple[str, ...]] = {}
        self._chosen: dict[tuple[int, tuple[str, ...]], object] = {}
        self._expanded: dict[int, Outcome] = {}
        self._dated: dict[int, tuple[Dated[object], ...]] = {}
        self._kept: list[object] = []

    def all(self) -> tuple[Settled, ...]:
        """The plan under every reading, in listed order."""
        return tuple(self.under(reading) for reading in self._plan.readings())

    def under(self, reading: Mapping[str, str]) -> Settled:
        """The plan under one reading."""
        return Settled(
            reading=dict(reading),
            eligibility=self._choose(self._eligibility, reading),
            outcomes=tuple(self._versions(self._choose(outcome, reading)) for outcome in self._outcomes),
            entitlements=self._choose(self._entitlements, reading),
        )

    def _one(self, node: T) -> T:
        """*node* with equal parts replaced by one object."""
        if isinstance(node, tuple):
            return cast(T, self._parts.setdefault(node, tuple(self._one(part) for part in node)))
        if not is_dataclass(node) or isinstance(node, Const | Dated | type):
            return node
        if node not in self._parts:
            changed = {f.name: self._one(getattr(node, f.name)) for f in fields(node)}
            self._parts[node] = replace(cast("object", node), **changed)  # type: ignore[type-var]
        return cast(T, self._parts[node])

    def _silences_in(self, node: object) -> tuple[str, ...]:
        key = id(node)
        if key not in self._silences:
            found = {node.silence} if isinstance(node, Choice) else set()
            self._silences[key] = tuple(sorted(found.union(*(self._silences_in(part) for part in children(node)))))
            # An id is only good as long as its node lives.
            self._kept.append(node)
        return self._silences[key]

    def _choose(self, node: T, reading: Mapping[str, str]) -> T:
        """*node* with each choice replaced by its value under *reading*."""
        silences = self._silences_in(node)
        if not silences:
            return node
        key = (id(node), tuple(reading[silence] for silence in silences))
        if key not in self._chosen:
            self._chosen[key] = self._chosen_now(node, reading)
        return cast(T, self._chosen[key])

    def _chosen_now(self, node: object, reading: Mapping[str, str]) -> object:
        if isinstance(node, Choice):
            return self._choose(dict(node.options)[reading[node.silence]], reading)
        if isinstance(node, tuple):
            return tuple(self._choose(part, reading) for part in node)
        if isinstance(node, Dated):
            rule: object = self._choose(node.applies_by, reading)
            return replace(node, applies_by=cast(AppliesBy, rule.value if isinstance(rule, Const) else rule))
        changed = {f.name: self._choose(getattr(node, f.name), reading) for f in fields(cast(Any, node))}
        return replace(cast(Any, node), **changed)

    def _versions(self, outcome: Outcome) -> Outcome:
        """*outcome* with one route for each version it may be reached under."""
        key = id(outcome)
        if key not in self._expanded:
            self._kept.append(outcome)
            routes = tuple(version for route in outcome.routes for version in _versions(route, self._moving(route)))
            unchanged = routes == outcome.routes
            self._expanded[key] = outcome if unchanged else self._one(replace(outcome, routes=routes))
        return self._expanded[key]

    def _moving(self, node: object) -> tuple[Dated[object], ...]:
        """The values in *node* that apply by the day an outcome is reached; looked for once in what readings share."""
        key = id(node)
        if key not in self._dated:
            found: tuple[Dated[object], ...]
            if isinstance(node, Dated):
                found = (node,) if node.applies_by is AppliesBy.OUTCOME_REACHED else ()
            else:
                found = tuple(value for part in children(node) for value in self._moving(part))
            self._dated[key] = found
            self._kept.append(node)
        return self._dated[key]


def _versions(route: Route, moving: tuple[Dated[object], ...]) -> tuple[Route, ...]:
    """One route for each stretch of time in which the *moving* values, those by the day an outcome is reached, stand still."""
    if not moving:
        return (route,)
    starts = sorted({day for value in moving for day in value.boundaries()})
    stretches = zip(starts, [day - 1 for day in starts[1:]] + [FAR], strict=True)
    return tuple(replace(_pin(route, first), in_force=(first, last)) for first, last in stretches)


def _pin(node: T, day: int) -> T:
    if isinstance(node, Dated):
        return cast(T, pinned(node, day)) if node.applies_by is AppliesBy.OUTCOME_REACHED else node
    if isinstance(node, tuple) and type(node) is tuple:
        return cast(T, tuple(_pin(part, day) for part in node))
    if not is_dataclass(node) or isinstance(node, Const | type):
        return node
    changed = {f.name: _pin(getattr(node, f.name), day) for f in fields(node)}
    return cast(T, replace(cast("object", node), **changed))  # type: ignore[type-var]
