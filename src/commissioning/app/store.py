"""Import: an input read with every check, and its rows kept in the store as versions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commissioning import __version__
from commissioning.app.stored_input import StoredTable, needs_store
from commissioning.app.workspace import Workspace
from commissioning.domain.journeys import FactValue
from commissioning.errors import Exit, Problem, Refused
from commissioning.loading.caseload import check_between_rows, input_digest_of, read_tables
from commissioning.loading.columns import EARNINGS, JOBS, Table, tables_with
from commissioning.loading.findings import Findings
from commissioning.loading.mapping import read_mapping, unmapped
from commissioning.loading.sources import find_sources
from commissioning.loading.tables import TypedRow, TypedTable
from commissioning.store.identities import GAPS, IDENTITIES

if TYPE_CHECKING:
    from commissioning.store.importing import Imported


OTHERS_LEAN_ON = ("journeys", "claims")
"""Tables that other tables' rows name: an import may bring those rows alone."""


@dataclass(frozen=True)
class ImportResult:
    """What an import did, with the problems of the input and how many of its rows were left out, by table."""

    imported: Imported
    problems: tuple[Problem, ...]
    left_out: Mapping[str, int]

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.left_out.values()) else Exit.DECIDED


def import_input(
    path: Path,
    url: str,
    workspace: Workspace,
    imported_on: date,
    *,
    mapping: Path | None = None,
    complete: bool = False,
    strict: bool = False,
) -> ImportResult:
    """Keep the good rows of a file or folder; its bad ones are left out and told, as everywhere.

    Unlike what decides, an import takes any of the exchange tables: claims, say, without journeys. Raises
    :class:`~commissioning.errors.Refused` where the input or the store cannot be read, or *strict* stops it for bad rows; then
    nothing is kept.
    """
    try:
        from commissioning.store.database import open_store
        from commissioning.store.importing import add_import
    except ModuleNotFoundError as error:
        raise needs_store(error) from None
    already = {} if complete else _already(url)
    read, problems, digest = _read(path, workspace, mapping, already)
    left_out = {name: sum(row.bad for row in typed.rows) for name, typed in read.items()}
    if strict and any(left_out.values()):
        raise Refused([problem for problem in problems if problem.is_error], Exit.PROBLEMS)
    rows: dict[str, list[dict[str, FactValue]]] = {name: [row.values for row in typed.good()] for name, typed in read.items()}
    if gaps := _gaps(read, {client for client, _ in already.get(GAPS, ())}):
        rows[GAPS] = gaps
    store = open_store(url, create=True)
    imported = add_import(store, rows, imported_on, input_digest=digest, engine_version=__version__, complete=complete)
    return ImportResult(imported, problems, left_out)


def _already(url: str) -> dict[str, list[tuple[str, str]]]:
    """The journeys, claims and gaps that a store has, each with its owner; nothing of a store that is not there yet."""
    from commissioning.store.database import open_store
    from commissioning.store.importing import last_import
    from commissioning.store.reading import State, rows_of

    try:
        store = open_store(url)
    except Refused as refused:
        if refused.problems[0].code == "S002":
            return {}
        raise
    with store.reading() as connection:
        rows = list(rows_of(connection, State(last_import(connection)), tables=(*OTHERS_LEAN_ON, GAPS)))
    return {name: [(row.key, row.owner) for row in rows if row.table == name] for name in (*OTHERS_LEAN_ON, GAPS)}


def _read(
    path: Path, workspace: Workspace, mapping: Path | None, already: Mapping[str, list[tuple[str, str]]]
) -> tuple[Mapping[str, TypedTable], tuple[Problem, ...], str]:
    """Every table that is there, every problem with it, and the digest of the input."""
    tables = tables_with(workspace.further_facts([*workspace.ids("national"), *workspace.ids("local")]))
    mapped = read_mapping(mapping, tables) if mapping is not None else unmapped(tables)
    sources = find_sources(path, mapped)
    refusals = [one for one in sources.refusals if not (one.code == "D009" and sources.tables)]
    if refusals:
        raise Refused(refusals)
    findings = Findings()
    read = read_tables(sources, mapped, findings)
    _check_with(already, read, tables, findings)
    return read, (*sources.warnings, *findings.problems()), input_digest_of(path, sources, mapping)


def _gaps(read: Mapping[str, TypedTable], before: Collection[str]) -> list[dict[str, FactValue]]:
    """For each client the places of rows that were left out; for one who had some *before* and now is read whole, none."""
    places: dict[str, list[str]] = {}
    for name in (JOBS.name, EARNINGS.name):
        typed = read.get(name)
        for row in typed.rows if typed is not None else ():
            client = row.text("client_id")
            if client is not None and typed is not None and (row.bad or client in before):
                places.setdefault(client, []).extend([str(typed.place(row.number))] if row.bad else [])
    return [{"client_id": client, "places": "; ".join(found) or None} for client, found in places.items()]


def _check_with(
    already: Mapping[str, list[tuple[str, str]]],
    read: Mapping[str, TypedTable],
    tables: Mapping[str, Table],
    findings: Findings,
) -> None:
    """Hold the rows against each other, and against the store's journeys and claims that the input does not bring again."""
    beside = dict(read)
    for name in OTHERS_LEAN_ON:
        table, rows = tables[name], already.get(name, ())
        typed = read.get(name)
        brought = {row.text(table.key) for row in typed.rows} if typed is not None else set()
        owner = IDENTITIES[name].owner
        known = [TypedRow(0, {table.key: key, owner: of}) for key, of in rows if key not in brought]
        if known:
            findings.begin(name)
            given = typed.rows if typed is not None else []
            raw = typed.raw if typed is not None else StoredTable(name, ())
            # The rows of the input themselves, so that what is found wrong with them is marked there.
            beside[name] = TypedTable(
                table, raw, typed.at if typed else {}, typed.headings if typed else {}, findings, [*given, *known]
            )
    check_between_rows(beside)
