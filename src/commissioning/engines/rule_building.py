"""Words for writing rules in durable-rules' form: patterns of facts, and what is compared in them."""

from __future__ import annotations

from collections.abc import Mapping

from commissioning.engines.safe_subset import ALWAYS

Condition = Mapping[str, object]
Operand = int | str | Mapping[str, str]
"""A constant, or a property of the same fact (:func:`own`) or of an earlier one (``{"so_far": "day"}``)."""


def own(name: str) -> Mapping[str, str]:
    """A property of the same fact, to compare another with."""
    return {"$m": name}


def has(name: str) -> Condition:
    """The fact has the property."""
    return {"$ex": {name: 1}}


def lacks(name: str) -> Condition:
    """The fact does not have the property: it is not known."""
    return {"$nex": {name: 1}}


def equal(name: str, other: Operand) -> Condition:
    """The property equals another."""
    return {name: other}


def unequal(name: str, other: Operand) -> Condition:
    """The property is there and does not equal another."""
    return {"$neq": {name: other}}


def less(name: str, other: Operand) -> Condition:
    """The property is less than another."""
    return {"$lt": {name: other}}


def at_most(name: str, other: Operand) -> Condition:
    """The property is another or less."""
    return {"$lte": {name: other}}


def greater(name: str, other: Operand) -> Condition:
    """The property is greater than another."""
    return {"$gt": {name: other}}


def at_least(name: str, other: Operand) -> Condition:
    """The property is another or greater."""
    return {"$gte": {name: other}}


def fact(kind: str, *conditions: Condition, joined_to: str | None = None) -> Condition:
    """A pattern of facts of one kind. One joined to an earlier pattern ends with a condition that always holds."""
    tail = () if joined_to is None else ({ALWAYS: {joined_to: ALWAYS}},)
    return {"$and": [{"kind": kind}, *conditions, *tail]}


def rule(says: str, when: Mapping[str, Condition], then: Mapping[str, object]) -> dict[str, object]:
    """A rule: how a trace says that it fired, what it matches by alias, and what it concludes."""
    return {"says": says, "all": [{alias: pattern} for alias, pattern in when.items()], "then": [then]}


def copied(alias: str, *names: str, **renamed: str) -> Mapping[str, object]:
    """Properties of a conclusion that are copied from a fact that was matched, under the same name or another."""
    return {name: {alias: name} for name in names} | {name: {alias: source} for name, source in renamed.items()}
