"""Purging a client: every version of every row of theirs, and the salt, without which nothing logged leads to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from commissioning.store.database import Store
from commissioning.store.identities import IDENTITIES
from commissioning.store.reading import owned_by
from commissioning.store.tables import Client, Purge, RowVersion


def last_purge(connection: Connection) -> int:
    """The number of the last purge; 0 where there was none."""
    of: Any = Purge
    return connection.execute(select(func.max(of.number))).scalar() or 0


def purge_client(store: Store, client_id: str, purged_on: date) -> Mapping[str, int]:
    """Delete a client's rows and salt in one transaction; how many rows of each table. The log stays as it is.

    Rows of journeys that were also another client's go too: they tell of both.
    """
    row: Any = RowVersion
    removed: Counter[str] = Counter()
    with store.writing() as connection:
        owners = owned_by(connection, [client_id])
        for name, identity in IDENTITIES.items():
            if not identity.owner:
                continue
            ids = sorted(owners[identity.owner])
            mine = row.owner.in_(ids)
            if name == "journeys":
                mine = mine | row.key.in_(sorted(owners["journey_id"]))
            removed[name] += connection.execute(delete(RowVersion).where(row.table_name == name, mine)).rowcount
        known: Any = Client
        salts = connection.execute(delete(Client).where(known.client_id == client_id)).rowcount
        if any(removed.values()) or salts:
            number = last_purge(connection) + 1
            connection.execute(insert(Purge).values(number=number, purged_on=purged_on, rows=sum(removed.values())))
    if any(removed.values()) or salts:
        store.tidy()
    return {name: count for name, count in removed.items() if count} | ({"salt": 1} if salts else {})
