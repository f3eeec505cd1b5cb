"""The store as an input: its rows as known, put together as those of files are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from commissioning.domain.journeys import FactValue
from commissioning.errors import Place, Refused, usage
from commissioning.loading.caseload import Read, beside_clients, caseload_of, check_between_rows
from commissioning.loading.columns import Table, tables_with
from commissioning.loading.findings import Findings
from commissioning.loading.raw import RawTable, Row
from commissioning.loading.tables import TypedRow, TypedTable
from commissioning.store.identities import GAPS
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    from commissioning.store.reading import State, StoredRow

SCHEMES = ("sqlite://", "postgresql://", "postgres://", "postgresql+psycopg://")


@dataclass(frozen=True)
class StoreInput:
    """A store given in the place of a file: its URL, and a name to show that holds no password."""

    url: str

    @property
    def name(self) -> str:
        """What to call it in messages and reports."""
        return "the store"


def names_a_store(text: str) -> bool:
    """Whether an input is the URL of a store rather than a path."""
    return text.startswith(SCHEMES)


def needs_store(error: ModuleNotFoundError) -> Refused:
    """What to say where a package of the store is not installed."""
    message = f"the store needs the package {error.name}, which is not installed"
    return usage("U060", message, "pip install 'commissioning[store]'")


class StoredTable(RawTable):
    """The place of rows that come from the store: they were judged when they were imported."""

    def rows(self, columns: Sequence[int]) -> Iterator[Row]:
        """None: they are typed already."""
        return iter(())

    def place(self, row: int, column: int | None = None) -> Place:
        """The table, and the row's number in the store."""
        return Place(f"the store's {self.file}", row)


@dataclass(frozen=True)
class Stored:
    """The rows of a state as an input; *facts* gives by client the hashes of the rows that bear on their decisions.

    *purge* is the number of the last purge then: whoever was purged since is in these rows still.
    """

    read: Read
    state: State
    purge: int
    facts: Mapping[str, Sequence[str]] = field(default_factory=dict)


def stored_input(url: str, further: Mapping[str, FactType], known_at: date | None) -> Stored:
    """Everything in a store as known on a day. Raises :class:`~commissioning.errors.Refused` where it cannot be read."""
    try:
        from commissioning.store.database import open_store
        from commissioning.store.importing import last_import
        from commissioning.store.purging import last_purge
        from commissioning.store.reading import State, rows_of
    except ModuleNotFoundError as error:
        raise needs_store(error) from None
    with open_store(url).reading() as connection:
        state = State(last_import(connection), known_at)
        rows = list(rows_of(connection, state))
        purge = last_purge(connection)
    return Stored(
        read_of(((row.id, row.table, row.values) for row in rows), further, _digest(rows)), state, purge, facts_of(rows)
    )


def read_of(
    rows: Iterable[tuple[int, str, Mapping[str, FactValue]]], further: Mapping[str, FactType], digest: str = ""
) -> Read:
    """Rows, each with its number and table, put together with the same checks between them as those of files.

    A column that the product no longer knows is passed over, as in a file.
    """
    tables, findings = tables_with(further), Findings()
    typed: dict[str, TypedTable] = {}
    gaps: dict[str, tuple[str, ...]] = {}
    for number, name, values in rows:
        if name == GAPS:
            gaps[str(values["client_id"])] = tuple(str(values.get("places") or "").split("; ")) if values.get("places") else ()
            continue
        if name not in typed:
            findings.begin(name)
            typed[name] = TypedTable(tables[name], StoredTable(name, ()), {}, {}, findings)
        typed[name].rows.append(TypedRow(number, _known(values, tables[name])))
    # In the order in which tables are read, whatever came first.
    read = {name: typed[name] for name in tables if name in typed}
    check_between_rows(read)
    caseload = caseload_of(read)
    return Read(
        caseload=caseload,
        problems=findings.problems(),
        counts={name: len(table.rows) for name, table in read.items()},
        left_out={name: sum(row.bad for row in table.rows) for name, table in read.items()},
        digest=digest,
        gaps={one.journey_id: gaps[one.client_id] for one in caseload.journeys if gaps.get(one.client_id)},
        tables=beside_clients(read),
    )


def _known(values: Mapping[str, FactValue], table: Table) -> dict[str, FactValue]:
    return {name: value for name, value in values.items() if name in table.by_name}


def _digest(rows: Iterable[StoredRow]) -> str:
    from commissioning.store.canonical import sealed

    return sealed(sorted(row.hash for row in rows))


def facts_of(rows: Iterable[StoredRow]) -> dict[str, list[str]]:
    """By client the hashes of their rows, and one hash of all rows that belong to nobody."""
    from commissioning.store.canonical import sealed
    from commissioning.store.identities import IDENTITIES

    listed = list(rows)
    client_of = {"client_id": {row.owner: row.owner for row in listed if IDENTITIES[row.table].owner == "client_id"}}
    client_of["journey_id"] = {row.key: row.owner for row in listed if row.table == "journeys"}
    journeys = client_of["journey_id"]
    client_of["claim_id"] = {row.key: journeys.get(row.owner, "") for row in listed if row.table == "claims"}
    found: dict[str, list[str]] = {}
    of_nobody = []
    for row in listed:
        column = IDENTITIES[row.table].owner
        client = client_of[column].get(row.owner, "") if column else ""
        if client:
            found.setdefault(client, []).append(row.hash)
        elif not column:
            of_nobody.append(row.hash)
    shared = sealed(sorted(of_nobody))
    return {client: [*hashes, shared] for client, hashes in found.items()}
