"""Whether a condition holds over the facts of a journey, in Kleene's logic: a blank fact is unknown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from commissioning.domain.journeys import FactValue
from commissioning.domain.verdicts import Truth, all_true, any_true, negation
from commissioning.engines.case import Case
from commissioning.engines.lookup import NoValue, lookup
from commissioning.plan.nodes import AllOf, AnyOf, Condition, FactIs, FactWithin

Facts = Callable[[str], FactValue]
"""A journey's facts by name; None is unknown."""


def truth(condition: Condition, case: Case, fact: Facts) -> Truth:
    """A condition over *fact*, in Kleene's logic: a blank fact is unknown. *case* says which version of a bound holds."""
    if isinstance(condition, FactIs):
        value = fact(condition.fact)
        return None if value is None else value in condition.values
    if isinstance(condition, FactWithin):
        return _within(condition, case, fact)
    if isinstance(condition, AllOf):
        return all_true(truth(part, case, fact) for part in condition.parts)
    if isinstance(condition, AnyOf):
        return any_true(truth(part, case, fact) for part in condition.parts)
    return negation(truth(condition.part, case, fact))


def _within(condition: FactWithin, case: Case, fact: Facts) -> Truth:
    value = fact(condition.fact)
    if not isinstance(value, int | date):
        return None
    try:
        low = None if condition.low is None else lookup(condition.low, case)
        high = None if condition.high is None else lookup(condition.high, case)
    except NoValue:
        return None
    ordinal = _ordinal(value)
    return (low is None or _ordinal(low) <= ordinal) and (high is None or ordinal <= _ordinal(high))


def _ordinal(value: int | date) -> int:
    return value.toordinal() if isinstance(value, date) else value
