"""The facts of a batch as known on a day, each a column; what depends on one value is asked once for each different value."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np

from commissioning.domain.journeys import FactValue
from commissioning.engines.columnar.batch import Batch, Column
from commissioning.engines.columnar.shapes import FALSE, NO_DAY, TRUE, Array
from commissioning.plan.values import Scope

AS_KNOWN = ("start_date", "end_date")
"""Facts that are not known before their own day."""


class Facts:
    """The facts of a batch as known on one day, or of each journey on a day of its own."""

    def __init__(self, batch: Batch, as_of: int | Array) -> None:
        self.batch = batch
        self.as_of = np.asarray(as_of, "i4")
        self.start = np.where(batch.start <= self.as_of, batch.start, NO_DAY).astype("i4")
        self.referral = batch.referral
        self._columns: dict[str, Column] = {}
        self._known: dict[str, Array] = {}
        self._scopes: dict[Scope, Array] = {}

    def column(self, name: str) -> Column:
        """One fact of every journey; unknown for all where the input has no such column."""
        if name not in self._columns:
            found = self.batch.facts.get(name)
            if found is None:
                found = Column(codes=np.full(len(self.batch), -1, "i4"))
            if name in AS_KNOWN and found.numbers is not None and found.known is not None:
                found = Column(numbers=found.numbers, known=found.known & (found.numbers <= self.as_of), kind=found.kind)
            self._columns[name] = found
        return self._columns[name]

    def known(self, name: str) -> Array:
        """For which journeys a fact is known."""
        if name not in self._known:
            column = self.column(name)
            self._known[name] = column.codes >= 0 if column.codes is not None else array(column.known)
        return self._known[name]

    def whole(self, name: str) -> Array:
        """A fact that is a whole number; -1 where it is not known, or no number."""
        column = self.column(name)
        if column.numbers is not None and column.kind == "number":
            return np.where(array(column.known), column.numbers, -1).astype("i4")
        numbers = np.array([v if isinstance(v, int) else -1 for v in column.values] + [-1], "i4")
        return numbers[column.codes] if column.codes is not None else np.full(len(self.batch), -1, "i4")

    def values(self, name: str) -> Callable[[int], FactValue]:
        """A fact, journey by journey."""
        column = self.column(name)
        if column.codes is not None:
            codes, values = column.codes, (*column.values, None)
            return lambda at: values[int(codes[at])]
        numbers, known = array(column.numbers), array(column.known)
        if column.kind == "date":
            return lambda at: date.fromordinal(int(numbers[at])) if known[at] else None
        return lambda at: int(numbers[at]) if known[at] else None

    def in_scope(self, scope: Scope) -> Array:
        """Which journeys a version is for."""
        if scope not in self._scopes:
            holds = np.ones(len(self.batch), bool)
            for name, values in scope:
                holds &= self._among(name, values)
            self._scopes[scope] = holds
        return self._scopes[scope]

    def _among(self, name: str, values: tuple[str, ...]) -> Array:
        return self.mapped(name, lambda value: TRUE if str(value or "") in values else FALSE) == TRUE

    def mapped(self, name: str, change: Callable[[FactValue], int]) -> Array:
        """What each value of a fact is changed to, a blank (None) included; each different value is asked for once."""
        column = self.column(name)
        if column.codes is not None:
            table = np.array([change(value) for value in column.values] + [change(None)], "i1")
            return table.take(column.codes)
        numbers, known = array(column.numbers), array(column.known)
        different, at = np.unique(np.where(known, numbers, np.iinfo("i8").min), return_inverse=True)
        of_date = column.kind == "date"
        values: list[FactValue] = [
            None if n == np.iinfo("i8").min else date.fromordinal(n) if of_date else n for n in different.tolist()
        ]
        return np.array([change(value) for value in values], "i1")[at]


def array(column: Array | None) -> Array:
    """A column that is there."""
    assert column is not None
    return column
