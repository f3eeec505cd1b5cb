"""The parameters of a plan: fixed values, dated values and values that a silence leaves open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from commissioning.domain.calendar import FAR, Day
from commissioning.domain.provenance import Caveat

T = TypeVar("T")
S = TypeVar("S")


class AppliesBy(StrEnum):
    """The event whose date says which version of a dated value holds."""

    REFERRAL = "referral"
    START = "start"
    JOB_START = "job_start"
    DAY_WORKED = "day_worked"
    OUTCOME_REACHED = "outcome_reached"
    CLAIM = "claim"
    FIXED = "fixed"
    """The day the plan itself is pinned to (a contract as it stood on a day; a version an outcome is tried under)."""


Scope = tuple[tuple[str, tuple[str, ...]], ...]
"""Whom a version is for: facts of the journey with the values they must have; empty is everyone."""


@dataclass(frozen=True, slots=True)
class Const(Generic[T]):
    """A value that always holds."""

    value: T
    caveats: tuple[Caveat, ...] = ()


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """A value in force from *since* to *until*, both inclusive, for those in its *scope*."""

    value: T
    since: Day
    until: Day = FAR
    scope: Scope = ()
    caveats: tuple[Caveat, ...] = ()

    def __post_init__(self) -> None:
        if self.until < self.since:
            raise ValueError("a version cannot end before it begins")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value that changes with time.

    On a day holds the version in force that began last, a narrower scope before a wider one; so a version that lapses gives
    way again to the one before it. On a day that no version covers there is no value.
    """

    name: str
    versions: tuple[Version[T], ...]
    applies_by: AppliesBy | Choice[AppliesBy]
    pinned_on: Day | None = None

    def __post_init__(self) -> None:
        if not self.versions:
            raise ValueError("a dated value needs at least one version")
        if (self.pinned_on is None) == (self.applies_by is AppliesBy.FIXED):
            raise ValueError("a dated value is pinned to a day if and only if it applies by that fixed day")
        ordered = sorted(self.versions, key=lambda v: (v.since, len(v.scope)), reverse=True)
        object.__setattr__(self, "versions", tuple(ordered))

    def on(self, day: Day, fact: Callable[[str], object]) -> Version[T] | None:
        """The version in force on *day* for a journey whose facts *fact* gives; None where there is none."""
        for version in self.versions:
            if version.since <= day <= version.until and all(str(fact(name) or "") in values for name, values in version.scope):
                return version
        return None

    def boundaries(self) -> tuple[Day, ...]:
        """The days on which the value can change, in order."""
        days = {v.since for v in self.versions} | {v.until + 1 for v in self.versions if v.until < FAR}
        return tuple(sorted(days))


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """A value that a silence leaves open: one value for each reading of it, in listed order."""

    silence: str
    options: tuple[tuple[str, Value[T]], ...]


Value = Const[T] | Dated[T] | Choice[T]


def fixed(value: T) -> Const[T]:
    """A value that needs no backing, because the product and not the contract chose it."""
    return Const(value)


def mapped(value: Value[S], change: Callable[[S], T]) -> Value[T]:
    """The same parameter with *change* applied to each value it can take."""
    if isinstance(value, Const):
        return Const(change(value.value), value.caveats)
    if isinstance(value, Dated):
        versions = tuple(Version(change(v.value), v.since, v.until, v.scope, v.caveats) for v in value.versions)
        return Dated(value.name, versions, value.applies_by, value.pinned_on)
    return Choice(value.silence, tuple((name, mapped(option, change)) for name, option in value.options))


def pinned(dated: Dated[T], day: date | Day) -> Dated[T]:
    """*dated* looked up on one day throughout."""
    on = day if isinstance(day, int) else day.toordinal()
    return replace(dated, applies_by=AppliesBy.FIXED, pinned_on=on)
