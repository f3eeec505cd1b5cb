"""The rows of the store as they were known on a day, or after an import."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, or_, select

from commissioning.domain.journeys import FactValue
from commissioning.store.canonical import row_values
from commissioning.store.identities import IDENTITIES, OF_NOBODY
from commissioning.store.tables import RowVersion


@dataclass(frozen=True, slots=True)
class State:
    """Which versions of rows count: those of imports up to *import_number*, as known on *known_at* (None: all that came)."""

    import_number: int
    known_at: date | None = None


class StoredRow(NamedTuple):
    """One row: its id in the store, its table, the thing it is of, its owner's id, its hash and its content as text."""

    id: int
    table: str
    key: str
    owner: str
    hash: str
    content: str

    @property
    def values(self) -> dict[str, FactValue]:
        """The values of the row's columns."""
        return row_values(self.content)


def rows_of(
    connection: Connection, state: State, *, client: str | None = None, tables: Iterable[str] = IDENTITIES
) -> Iterator[StoredRow]:
    """The rows of a state in the order they came; with *client* only those of that client and those of nobody."""
    if client is None:
        yield from _rows(connection, state, *_in_tables(tables))
        return
    owners = owned_by(connection, [client])
    for name, identity in IDENTITIES.items():
        if identity.owner:
            yield from _rows(connection, state, RowVersion.table_name == name, _among(RowVersion.owner, owners[identity.owner]))
    yield from _rows(connection, state, *_in_tables(OF_NOBODY))


def owned_by(connection: Connection, clients: Iterable[str]) -> dict[str, set[str]]:
    """The ids of these clients, of all journeys they ever had, and of all claims on those, by the column that names them."""
    found: dict[str, set[str]] = {"client_id": set(clients)}
    found["journey_id"] = _keys(connection, "journeys", found["client_id"])
    found["claim_id"] = _keys(connection, "claims", found["journey_id"])
    return found


def clients_of(connection: Connection, journey_id: str) -> list[str]:
    """The clients that versions of a journey's row name, the newest first."""
    query: Any = select(RowVersion.owner).where(RowVersion.table_name == "journeys", RowVersion.key == journey_id)  # type: ignore[call-overload]
    newest: Any = RowVersion.id
    return list(dict.fromkeys(connection.execute(query.order_by(newest.desc())).scalars()))


def newest_row(connection: Connection, table: str, key: str) -> dict[str, FactValue] | None:
    """The newest version of the row of one thing; None where there is none."""
    newest: Any = RowVersion.id
    query: Any = select(RowVersion.content).where(RowVersion.table_name == table, RowVersion.key == key)  # type: ignore[call-overload]
    found = connection.execute(query.order_by(newest.desc()).limit(1)).scalar()
    return None if found is None else row_values(found)


def _keys(connection: Connection, table: str, owners: set[str]) -> set[str]:
    query: Any = select(RowVersion.key).where(RowVersion.table_name == table, _among(RowVersion.owner, owners))  # type: ignore[call-overload]
    return set(connection.execute(query).scalars())


def _among(column: Any, values: Iterable[str]) -> Any:
    return column.in_(sorted(values))


def _in_tables(names: Iterable[str]) -> tuple[Any]:
    return (_among(RowVersion.table_name, names),)


def _rows(connection: Connection, state: State, *where: Any) -> Iterator[StoredRow]:
    of: Any = RowVersion
    query: Any = select(of.id, of.table_name, of.key, of.owner, of.row_hash, of.content).where(*where)
    query = query.where(of.imported_by <= state.import_number)
    if state.known_at is None:
        query = query.where(or_(of.replaced_by.is_(None), of.replaced_by > state.import_number))
    else:
        # A row that a later import replaced was still known as it was, for all that this state can tell.
        later = or_(of.replaced_by.is_(None), of.replaced_by > state.import_number, of.known_to > state.known_at)
        query = query.where(of.known_from <= state.known_at, later)
    with connection.execute(query.order_by(of.id), execution_options={"yield_per": 10_000}) as result:
        yield from (StoredRow(*row) for row in result)
