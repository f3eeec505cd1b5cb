"""What differs between two states of a client's rows, cell by cell; and the rows with some of the differences taken over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from commissioning.domain.journeys import FactValue
from commissioning.loading.columns import TABLES, Kind
from commissioning.store.canonical import row_text
from commissioning.store.identities import IDENTITIES

Row = tuple[str, Mapping[str, FactValue]]
"""A row with the name of its table."""


@dataclass(frozen=True)
class FactChange:
    """One difference: a cell (*column*) of a row, or, with no column, a whole row that came or went.

    *row* is the row's number among those of the older state (*came*: of the newer) that have no match in the other.
    """

    table: str
    row: int
    column: str
    came: bool
    what: str
    before: str
    after: str


class Facts:
    """Two states of the same client's rows. Rows that are alike in both are no difference."""

    def __init__(self, older: Sequence[Row], newer: Sequence[Row]) -> None:
        self._alike, self._old = _divided(older, newer)
        self._new = _divided(newer, older)[1]
        self._match = self._matched()
        self.changes: tuple[FactChange, ...] = tuple(self._changes())

    def _matched(self) -> dict[int, int]:
        """Old rows with the new rows of the same thing that took their place, in their order."""
        free: dict[tuple[str, str], list[int]] = {}
        for index, (table, values) in enumerate(self._new):
            free.setdefault((table, IDENTITIES[table].key(values)), []).append(index)
        found = {}
        for index, (table, values) in enumerate(self._old):
            candidates = free.get((table, IDENTITIES[table].key(values)))
            if candidates:
                found[index] = candidates.pop(0)
        return found

    def _changes(self) -> Iterator[FactChange]:
        for index, (table, values) in enumerate(self._old):
            if index not in self._match:
                yield FactChange(table, index, "", False, _named(table, values), _told(table, values), "")
                continue
            _, new = self._new[self._match[index]]
            for column in dict.fromkeys([*values, *new]):
                if values.get(column) != new.get(column):
                    before, after = _shown(table, column, values), _shown(table, column, new)
                    yield FactChange(table, index, column, False, f"{_named(table, values)}: {column}", before, after)
        for index, (table, values) in enumerate(self._new):
            if index not in self._match.values():
                yield FactChange(table, index, "", True, _named(table, values), "", _told(table, values))

    def with_changes(self, chosen: Collection[FactChange]) -> tuple[Row, ...]:
        """The older rows with the chosen differences taken from the newer."""
        rows = list(self._alike)
        for index, (table, values) in enumerate(self._old):
            mine = [change for change in chosen if change.row == index and not change.came]
            if index not in self._match:
                rows += [] if mine else [(table, values)]
                continue
            _, new = self._new[self._match[index]]
            cells = {**values, **{change.column: new.get(change.column) for change in mine}}
            rows.append((table, {name: value for name, value in cells.items() if value is not None}))
        rows += [self._new[change.row] for change in chosen if change.came]
        return tuple(rows)


def _divided(rows: Sequence[Row], others: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """The rows that have their like among the others, each other row being the like of one; and those that have none."""
    left = Counter(map(_text, others))
    alike: list[Row] = []
    rest: list[Row] = []
    for row in rows:
        left[_text(row)] -= 1
        (alike if left[_text(row)] >= 0 else rest).append(row)
    return alike, rest


def _text(row: Row) -> str:
    return f"{row[0]} {row_text(row[1])}"


def _named(table: str, values: Mapping[str, FactValue]) -> str:
    """A row by its table and what makes it this row."""
    named = [_shown(table, column, values) for column in IDENTITIES[table].columns if values.get(column) is not None]
    return f"{table} {' '.join(named)}"


def _told(table: str, values: Mapping[str, FactValue]) -> str:
    return ", ".join(f"{name} {_shown(table, name, values)}" for name in values)


def _shown(table: str, column: str, values: Mapping[str, FactValue]) -> str:
    """A cell as the exchange table has it: hours are held as hundredths."""
    value, of = values.get(column), TABLES[table].by_name.get(column)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and of is not None and of.kind is Kind.HOURS:
        return str(value // 100) if value % 100 == 0 else f"{value // 100}.{value % 100:02}".rstrip("0")
    return value.isoformat() if isinstance(value, date) else str(value)
