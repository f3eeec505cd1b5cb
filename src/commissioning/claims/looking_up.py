"""The value in force of something a contract says of claims, under one reading of its silences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from commissioning.domain.calendar import Day
from commissioning.domain.provenance import Caveat
from commissioning.engines.lookup import NoValue
from commissioning.plan.values import AppliesBy, Choice, Const, Value

T = TypeVar("T")


@dataclass
class Looking:
    """Looks values up for one claim: *events* gives the days by which versions apply, *fact* the facts of the journey.

    *caveats* collects what the values that were asked for rest on.
    """

    reading: Mapping[str, str]
    events: Mapping[AppliesBy, Day | None]
    fact: Callable[[str], object]
    caveats: list[Caveat] = field(default_factory=list)

    def __call__(self, value: Value[T]) -> T:
        """The value in force. Raises :class:`~commissioning.engines.lookup.NoValue` where none is."""
        if isinstance(value, Const):
            self.caveats.extend(value.caveats)
            return value.value
        if isinstance(value, Choice):
            return self(dict(value.options)[self.reading[value.silence]])
        rule = value.applies_by
        by = self(rule) if isinstance(rule, Choice) else rule
        day = value.pinned_on if by is AppliesBy.FIXED else self.events.get(by)
        version = None if day is None else value.on(day, self.fact)
        if version is None:
            raise NoValue(value.name)
        self.caveats.extend(version.caveats)
        return version.value
