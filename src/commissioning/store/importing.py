"""One import: the rows given compared with those that are current; what is new, changed, the same or gone is versioned."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from commissioning.domain.journeys import FactValue
from commissioning.errors import usage
from commissioning.store.canonical import digest, plain_text, row_text
from commissioning.store.database import Store
from commissioning.store.identities import IDENTITIES
from commissioning.store.tables import Import, RowVersion

Rows = Mapping[str, Iterable[Mapping[str, FactValue]]]
"""By exchange table its rows, each the values of its columns."""

AT_ONCE = 20_000
"""Rows that are handed to the database in one go."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one table. *gone* are rows that a thing had and has no more."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


@dataclass(frozen=True)
class Imported:
    """What an import did. *number* is its own, or, where nothing changed, that of the import before it (0: there is none)."""

    number: int
    counts: Mapping[str, Counts]

    @property
    def changed_nothing(self) -> bool:
        """Whether the store already had all of it."""
        return not any(one.new or one.changed or one.gone for one in self.counts.values())


def add_import(
    store: Store, rows: Rows, imported_on: date, *, input_digest: str, engine_version: str, complete: bool = False
) -> Imported:
    """Bring rows into the store in one transaction; what is the same stays as it is.

    With *complete* the rows given are everything there is: things of any table that they do not mention are gone. Raises a
    refusal (S006) where *imported_on* lies before the import before it.
    """
    with store.writing() as connection:
        number, last_day = _last(connection)
        if last_day is not None and imported_on < last_day:
            message = f"the import before this one is of {last_day.isoformat()}, a later day"
            raise usage("S006", message, "give --imported-on a day that is not before it")
        work = _Work(connection, number + 1, imported_on)
        names = IDENTITIES if complete else [name for name in IDENTITIES if name in rows]
        counts = {name: work.table(name, rows.get(name, ()), complete=complete) for name in names}
        found = Imported(number + 1, counts)
        if found.changed_nothing:
            return Imported(number, counts)
        kept = {name: [one.new, one.changed, one.same, one.gone] for name, one in counts.items()}
        connection.execute(
            insert(Import).values(
                number=number + 1,
                imported_on=imported_on,
                input_digest=input_digest,
                engine_version=engine_version,
                complete=complete,
                counts=plain_text(kept),
            )
        )
        return found


def imports(store: Store) -> list[tuple[int, date, dict[str, Counts]]]:
    """Every import: its number, its day, and what became of the rows of each table."""
    with store.reading() as connection:
        found = connection.execute(select(Import.number, Import.imported_on, Import.counts).order_by(Import.number)).all()  # type: ignore[call-overload]
    return [(number, day, {name: Counts(*one) for name, one in json.loads(counts).items()}) for number, day, counts in found]


def last_import(connection: Connection) -> int:
    """The number of the last import; 0 where there is none."""
    return _last(connection)[0]


def _last(connection: Connection) -> tuple[int, date | None]:
    found = connection.execute(select(Import.number, Import.imported_on).order_by(Import.number.desc()).limit(1)).first()  # type: ignore[call-overload, attr-defined]
    return (0, None) if found is None else (found[0], found[1])


@dataclass(slots=True)
class _Given:
    """One row as the input has it."""

    content: str
    hash: str
    owner: str
    known_on: date | None


@dataclass(slots=True)
class _Kept:
    """One current row of the store."""

    id: int
    hash: str
    known_from: date


@dataclass
class _Work:
    """The comparing and writing of one import."""

    connection: Connection
    number: int
    day: date
    _next: int = 0
    _added: list[dict[str, Any]] = field(default_factory=list)
    _replaced: list[dict[str, Any]] = field(default_factory=list)

    def table(self, name: str, rows: Iterable[Mapping[str, FactValue]], *, complete: bool) -> Counts:
        """Compare and write one table."""
        if not self._next:
            self._next = (self.connection.execute(select(func.max(RowVersion.id))).scalar() or 0) + 1
        current = self._current(name)
        tally: Counter[str] = Counter()
        for key, given in _by_key(name, rows).items():
            self._thing(name, key, given, current.pop(key, []), tally)
        if complete:
            for kept in current.values():
                tally["gone"] += len(kept)
                self._replace(kept, self.day)
        self._flush()
        return Counts(tally["new"], tally["changed"], tally["same"], tally["gone"])

    def _current(self, name: str) -> dict[str, list[_Kept]]:
        found: dict[str, list[_Kept]] = {}
        wanted = select(RowVersion.key, RowVersion.id, RowVersion.row_hash, RowVersion.known_from)  # type: ignore[call-overload]
        for key, id_, hash_, since in self.connection.execute(wanted.where(*_current_of(name))):
            found.setdefault(key, []).append(_Kept(id_, hash_, since))
        return found

    def _thing(self, name: str, key: str, given: list[_Given], kept: list[_Kept], tally: Counter[str]) -> None:
        """All rows of one thing: those that match stay; of the rest the new take the place of the old."""
        unmatched = list(kept)
        added = []
        for row in given:
            match = next((one for one in unmatched if one.hash == row.hash), None)
            if match is None:
                added.append(row)
            else:
                unmatched.remove(match)
        tally["same"] += len(given) - len(added)
        tally["changed"] += min(len(added), len(unmatched))
        tally["new"] += max(0, len(added) - len(unmatched))
        tally["gone"] += max(0, len(unmatched) - len(added))
        # A correction is never known before what it corrects: else both would hold on the days between.
        corrected = max((one.known_from for one in unmatched), default=date.min)
        since = [max(row.known_on or self.day, corrected) for row in added]
        self._replace(unmatched, min(since, default=self.day))
        for row, known_from in zip(added, since, strict=True):
            self._add(name, key, row, known_from)

    def _add(self, name: str, key: str, row: _Given, known_from: date) -> None:
        self._added.append(
            {
                "id": self._next,
                "table_name": name,
                "key": key,
                "owner": row.owner,
                "row_hash": row.hash,
                "content": row.content,
                "imported_by": self.number,
                "known_from": known_from,
            }
        )
        self._next += 1
        if len(self._added) >= AT_ONCE:
            self._flush()

    def _replace(self, rows: Sequence[_Kept], known_to: date) -> None:
        self._replaced += [{"old": row.id, "by": self.number, "until": max(known_to, row.known_from)} for row in rows]

    def _flush(self) -> None:
        if self._added:
            self.connection.execute(insert(RowVersion), self._added)
            self._added = []
        if self._replaced:
            of_row = update(RowVersion).where(RowVersion.id == bindparam("old"))  # type: ignore[arg-type]
            self.connection.execute(of_row.values(replaced_by=bindparam("by"), known_to=bindparam("until")), self._replaced)
            self._replaced = []


def _current_of(name: str) -> tuple[Any, Any]:
    replaced: Any = RowVersion.replaced_by
    return RowVersion.table_name == name, replaced.is_(None)


def _by_key(name: str, rows: Iterable[Mapping[str, FactValue]]) -> dict[str, list[_Given]]:
    identity = IDENTITIES[name]
    found: dict[str, list[_Given]] = {}
    for values in rows:
        content = row_text(values)
        known_on = values.get("known_on")
        given = _Given(content, digest(content), identity.owned_by(values), known_on if isinstance(known_on, date) else None)
        found.setdefault(identity.key(values), []).append(given)
    return found


def chunks(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Rows in lists of at most :data:`AT_ONCE`."""
    chunk: list[dict[str, Any]] = []
    for row in rows:
        chunk.append(row)
        if len(chunk) >= AT_ONCE:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
