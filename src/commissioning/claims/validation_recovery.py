"""What is recovered after a validation, under each reading of the contract's rule: findings alone, or extrapolated.

A contract without such a term is silent on it: every reading is priced, and none is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import product
from math import floor

from commissioning.claims.looking_up import Looking
from commissioning.domain.money import Pence
from commissioning.domain.provenance import Caveat
from commissioning.domain.validation import Basis, Held, Recovery
from commissioning.engines.lookup import NoValue
from commissioning.plan.claim_nodes import WHOLE, Validation
from commissioning.plan.plan import Plan
from commissioning.plan.values import AppliesBy, Choice, Value, fixed

READINGS: Mapping[str, tuple[str, ...]] = {
    "recover": ("findings_only", "extrapolated"),
    "extrapolate_at": ("point", "lower_bound"),
}
"""What a contract that says nothing of validation can be read to say."""


def _open(name: str) -> Value[str]:
    return Choice(name, tuple((reading, fixed(reading)) for reading in READINGS[name]))


UNSAID = Validation("", _open("recover"), _open("extrapolate_at"))
"""The rule of a contract that has no term of validation."""


@dataclass(frozen=True)
class Sums:
    """What one contract's claims come to, in pence: see :class:`~commissioning.domain.validation.Group`.

    *found* is the error found, *due* what of it still stands paid; *lower* gives the lower bound at a level in basis points.
    """

    money: Pence
    found: Pence
    due: Pence
    paid: Pence
    recovered: Pence
    point: Fraction
    lower: Callable[[int], Fraction]


@dataclass(frozen=True)
class Rule:
    """A contract's rule as it stands on the day of the draw, for the claims of one party."""

    node: Validation
    readings: tuple[tuple[str, tuple[str, ...]], ...]
    day: date
    facts: Mapping[str, str]

    def each(self) -> Iterator[dict[str, str]]:
        """Every combination of readings."""
        names = [name for name, _ in self.readings]
        for chosen in product(*(readings for _, readings in self.readings)):
            yield dict(zip(names, chosen, strict=True))

    def looking(self, reading: Mapping[str, str]) -> Looking:
        """The way to the values in force under one reading."""
        return Looking(reading, dict.fromkeys(AppliesBy, self.day.toordinal()), self.facts.get)

    def said(self, value: Value[str] | None) -> str | None:
        """A word of the rule that every reading shares: None where it is not stated, is silent, or is not in force."""
        if value is None or isinstance(value, Choice):
            return None
        try:
            return self.looking({})(value)
        except NoValue:
            return None


def rule_of(plan: Plan | None, day: date, facts: Mapping[str, str]) -> Rule:
    """The rule of a contract (None: there is no such contract) on a day, for claims with these facts in common."""
    node = next((node for node in plan.claims if isinstance(node, Validation)), None) if plan is not None else None
    if plan is None or node is None:
        return Rule(UNSAID, tuple(READINGS.items()), day, facts)
    return Rule(node, tuple((silence.name, silence.readings) for silence in plan.claim_silences), day, facts)


def recoveries(rule: Rule, sums: Sums, level: int) -> tuple[tuple[Recovery, ...], tuple[Caveat, ...]]:
    """What is recovered under each reading that was asked for, and what the values of the rule rest on.

    *level* is for lower bounds of a rule that names none. Raises :class:`~commissioning.engines.lookup.NoValue` where a value
    of the rule is not in force on the day.
    """
    found: dict[tuple[tuple[str, str], ...], Recovery] = {}
    caveats: list[Caveat] = []
    for reading in rule.each():
        asked = _Asked(reading)
        look = rule.looking(asked)
        recovery = _recovered(rule.node, look, sums, level)
        caveats += look.caveats
        found.setdefault(asked.said(), replace(recovery, reading=asked.said()))
    return tuple(found.values()), tuple(dict.fromkeys(caveats))


class _Asked(dict[str, str]):
    """A reading that notes which of its silences were asked for."""

    def __init__(self, reading: Mapping[str, str]) -> None:
        super().__init__(reading)
        self._names: dict[str, None] = {}

    def __getitem__(self, name: str) -> str:
        self._names[name] = None
        return super().__getitem__(name)

    def said(self) -> tuple[tuple[str, str], ...]:
        """What was asked for, with its reading, in the order in which it was."""
        return tuple((name, self.get(name, "")) for name in self._names)


def _recovered(node: Validation, look: Looking, sums: Sums, level: int) -> Recovery:
    if look(node.recover) == "findings_only":
        return _bounded(Recovery((), Basis.FINDINGS, sums.due), sums)
    if node.tolerable_error is not None and sums.point * WHOLE <= sums.money * look(node.tolerable_error):
        return _bounded(Recovery((), Basis.FINDINGS, sums.due, (Held.TOLERATED,)), sums)
    if node.extrapolate_at is not None and look(node.extrapolate_at) == "point":
        found = Recovery((), Basis.POINT, rounded(sums.point))
    else:
        own = look(node.level) if node.level is not None else level
        found = Recovery((), Basis.LOWER_BOUND, floor(sums.lower(own)), level=own)
    if node.cap is not None and found.pence > (most := sums.money * look(node.cap) // WHOLE):
        found = _held(found, most, Held.CAP)
    if found.pence < sums.found:
        found = _held(found, sums.found, Held.AT_LEAST_FINDINGS)
    if sums.recovered:
        found = _held(found, max(found.pence - sums.recovered, 0), Held.RECOVERED_SINCE)
    if found.pence < sums.due:
        found = _held(found, sums.due, Held.AT_LEAST_FINDINGS)
    return _bounded(found, sums)


def _bounded(found: Recovery, sums: Sums) -> Recovery:
    """Never more than stands paid."""
    return _held(found, sums.paid, Held.PAID) if found.pence > sums.paid else found


def _held(found: Recovery, pence: Pence, by: Held) -> Recovery:
    return replace(found, pence=pence, held=tuple(dict.fromkeys((*found.held, by))))


def rounded(sum_: Fraction) -> Pence:
    """Whole pence: half a penny and more counts as a penny."""
    return floor(sum_ + Fraction(1, 2))
