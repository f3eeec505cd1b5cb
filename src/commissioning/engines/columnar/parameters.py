"""The parameters of plans as whole numbers, each kept once however many contracts and readings share it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, cast

from commissioning.domain.calendar import Length, Unit
from commissioning.domain.journeys import BASES
from commissioning.engines.columnar.shapes import (
    BY_DAY,
    BY_JOB,
    BY_JOURNEY,
    FIXED,
    NO_VALUE,
    NONE,
)
from commissioning.plan.values import AppliesBy, Const, Dated, Scope, Value

WORDS: Mapping[str, int] = {
    "added": 0,
    "separate": 1,
    "first_start": 0,
    "rolling": 1,
    "independent": 0,
    "required": 1,
    "every_start": 1,
    "none": 0,
}
UNITS = {Unit.DAYS: 0, Unit.WEEKS: 1, Unit.MONTHS: 2}
WIDEST = 1 << 40
"""No parameter is so large: what a kernel adds and multiplies stays a whole number of 64 bits."""


def length_number(length: Length) -> int:
    """A length as the kernel has it: four times its count, plus its unit."""
    return 4 * length.count + UNITS[length.unit]


class Unfit(Exception):
    """A plan has a part that the kernel cannot hold; it is decided the plain way. The text says which."""


class Parameters:
    """Every parameter of every plan, as numbers."""

    def __init__(self) -> None:
        self._params: list[tuple[int, int, int, int, int]] = []
        self._versions: list[tuple[int, int, int, int]] = []
        self._rate_tables: list[tuple[int, int]] = []
        self._rates: list[tuple[int, int]] = []
        self._known: dict[object, int] = {}
        self.columns: list[tuple[Dated[Any], Callable[[object], int]]] = []
        """What is looked up for each journey before the kernel runs: the n-th is column n."""
        self.scopes: dict[Scope, int] = {}

    def add(self, value: Value[Any]) -> int:
        """The number of a parameter, new or known."""
        if isinstance(value, Const):
            return self._fixed(self.number(value.value))
        dated = cast(Dated[Any], value)
        versions = tuple((v.since, v.until, v.scope, self.number(v.value)) for v in dated.versions)
        key = (dated.applies_by, dated.pinned_on, versions)
        if key not in self._known:
            self._known[key] = self._dated(dated)
        return self._known[key]

    def is_number(self, param: int) -> bool:
        """Whether a parameter is one number for all."""
        kind, _, _, _, value = self._params[param]
        return kind == FIXED and value not in (NONE, NO_VALUE)

    def fixed(self, param: int) -> int:
        """The number of a parameter that is one for all."""
        kind, _, _, _, value = self._params[param]
        assert kind == FIXED
        return value

    def _dated(self, dated: Dated[Any]) -> int:
        rule = dated.applies_by
        if rule in (AppliesBy.JOB_START, AppliesBy.DAY_WORKED):
            at = len(self._versions)
            for version in dated.versions:
                scope = self.scopes.setdefault(version.scope, len(self.scopes)) if version.scope else -1
                self._versions.append((version.since, version.until, scope, self.number(version.value)))
            return self._one((BY_JOB if rule is AppliesBy.JOB_START else BY_DAY, at, len(self._versions), 0, 0))
        if rule is AppliesBy.FIXED and not any(version.scope for version in dated.versions):
            found = dated.on(cast(int, dated.pinned_on), lambda _: None)
            return self._fixed(NO_VALUE if found is None else self.number(found.value))
        if rule is AppliesBy.OUTCOME_REACHED:
            return self._fixed(NO_VALUE)
        self.columns.append((dated, self.number))
        return self._one((BY_JOURNEY, -1, -1, len(self.columns) - 1, 0))

    def _fixed(self, number: int) -> int:
        return self._one((FIXED, -1, -1, 0, number))

    def _one(self, row: tuple[int, int, int, int, int]) -> int:
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = len(self._params)
            self._params.append(row)
        return found

    def number(self, value: object) -> int:
        """A value as a whole number. Raises :class:`Unfit` for one that has no such form."""
        if value is None:
            return NONE
        if isinstance(value, bool | int):
            if abs(int(value)) > WIDEST:
                raise Unfit("a number too wide")
            return int(value)
        if isinstance(value, date):
            return value.toordinal()
        if isinstance(value, Length):
            return length_number(value)
        if isinstance(value, str) and value in WORDS:
            return WORDS[value]
        if isinstance(value, tuple) and all(isinstance(part, tuple) for part in value) and value:
            return self._rate_table(value)
        if isinstance(value, tuple) and all(part in BASES for part in value):
            return sum(1 << BASES.index(part) for part in value)
        raise Unfit(f"a value of the kind {type(value).__name__}")

    def _rate_table(self, table: tuple[tuple[int, int], ...]) -> int:
        found = self._known.get(table)
        if found is None:
            at = len(self._rates)
            self._rates += [(from_age, rate) for from_age, rate in table]
            found = self._known[table] = len(self._rate_tables)
            self._rate_tables.append((at, len(self._rates)))
        return found

    def rows(self) -> dict[str, list[tuple[int, ...]]]:
        """The tables of parameters. What depends on a scope stands in the columns after those of parameters."""
        scoped = len(self.columns)
        return {
            "params": [*self._params],
            "versions": [
                (since, until, scope if scope < 0 else scope + scoped, v) for since, until, scope, v in self._versions
            ],
            "rate_tables": [*self._rate_tables],
            "rates": [*self._rates],
        }
