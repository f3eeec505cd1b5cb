"""Input to caseload: a folder of CSV or Parquet files, or a workbook, read whole, with every problem it has."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from commissioning.domain.journeys import Caseload, Claim, Earning, JobRow, Journey, Move
from commissioning.errors import Problem, Refused
from commissioning.loading.between_rows import check_ids, check_jobs, check_owners
from commissioning.loading.columns import (
    CASELOADS,
    CLAIMS,
    EARNINGS,
    EMPLOYERS,
    EVIDENCE,
    FIDELITY,
    JOBS,
    JOURNEYS,
    MOVES,
    OVERRIDES,
    PARTNERSHIPS,
    PAYMENTS,
    SERVICES,
    tables_with,
)
from commissioning.loading.findings import Findings
from commissioning.loading.mapping import Mapped, read_mapping, unmapped
from commissioning.loading.sources import Sources, cannot_be_opened, digest_of, find_sources
from commissioning.loading.tables import TypedRow, TypedTable, note_no_rows, read_table
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    from commissioning.domain.claims import ClaimBook
    from commissioning.domain.services import Service, ServiceBook

T = TypeVar("T")

OF_SERVICES = frozenset({SERVICES.name, CASELOADS.name, FIDELITY.name, PARTNERSHIPS.name})
OF_CLAIMS = frozenset({CLAIMS.name, EMPLOYERS.name, EVIDENCE.name, PAYMENTS.name, OVERRIDES.name})
"""Tables beside those of clients. What reads them is only loaded for an input that has one of them."""


@dataclass(frozen=True)
class Read:
    """What was read.

    *problems* are errors, each of which left a row out, and warnings, which left out nothing; of one kind, those beyond the
    first fifty are summed up in one. *counts* gives the rows of each table that was there, blank rows aside, and *left_out*
    how many of them were left out. *digest* is the SHA-256 of the input: of the workbook's bytes; or, of a folder, of the
    names, lengths and bytes of its tables; a mapping file adds its own.
    """

    caseload: Caseload
    problems: tuple[Problem, ...]
    counts: Mapping[str, int]
    left_out: Mapping[str, int]
    digest: str
    gaps: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By journey that was read, the places of rows of its client (jobs, earnings) that were left out."""
    tables: Mapping[str, TypedTable] = field(default_factory=dict, repr=False)
    """The tables of services and claims, as they were read."""

    @cached_property
    def book(self) -> ServiceBook:
        """What the tables say of services."""
        from commissioning.loading.service_tables import service_book

        return service_book(self.tables, frozenset(name for name, rows in self.counts.items() if rows))

    @cached_property
    def claim_book(self) -> ClaimBook:
        """What belongs to claims: evidence, payments, overrides."""
        from commissioning.loading.claim_tables import claim_book

        return claim_book(self.tables)


def read_input(
    path: Path, *, mapping: Path | None = None, further: Mapping[str, FactType] | None = None, needs: str = JOURNEYS.name
) -> Read:
    """Read a folder or a workbook.

    *mapping* is a mapping file (see :mod:`commissioning.loading.mapping`); *further* are facts that contracts ask for beside
    the columns every input may have; *needs* names the table that must be there. Raises :class:`Refused` with every reason why
    the input cannot or may not be read.
    """
    tables = tables_with(further or {})
    mapped = read_mapping(mapping, tables) if mapping is not None else unmapped(tables)
    sources = find_sources(path, mapped, needs)
    if sources.refusals:
        raise Refused(sources.refusals)
    findings = Findings()
    with _without_collecting():
        read = read_tables(sources, mapped, findings)
        check_between_rows(read)
        caseload = caseload_of(read)
    for typed in read.values():
        _note_if_empty(typed, sources.in_workbook, needs)
    return Read(
        caseload=caseload,
        problems=(*sources.warnings, *findings.problems()),
        counts=MappingProxyType({name: len(typed.rows) for name, typed in read.items()}),
        left_out=MappingProxyType({name: sum(row.bad for row in typed.rows) for name, typed in read.items()}),
        digest=input_digest_of(path, sources, mapping),
        gaps=_gaps(read, caseload),
        tables=beside_clients(read),
    )


def _gaps(read: Mapping[str, TypedTable], caseload: Caseload) -> Mapping[str, tuple[str, ...]]:
    """Where a client's rows were left out, the client's decisions rest on less than was given: by journey, the places."""
    of_client: dict[str, list[str]] = {}
    for name in (JOBS.name, EARNINGS.name):
        typed = read.get(name)
        for row in typed.rows if typed is not None else ():
            client = row.text("client_id")
            if row.bad and client is not None and typed is not None:
                of_client.setdefault(client, []).append(str(typed.place(row.number)))
    found = {j.journey_id: tuple(of_client[j.client_id]) for j in caseload.journeys if j.client_id in of_client}
    return MappingProxyType(found)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Hold the garbage collector off: looking again and again through millions of rows, none of which is garbage, takes
    a third of the time of reading a large file."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def check_between_rows(read: Mapping[str, TypedTable]) -> None:
    """Leave out the rows that do not go with others: duplicate ids, unknown owners, overlapping rows of a job."""
    for typed in read.values():
        check_ids(typed)
        if JOURNEYS.name in read:
            check_owners(typed, read[JOURNEYS.name])
    if OF_SERVICES & read.keys():
        from commissioning.loading.service_tables import check_caseloads, check_services

        check_services(read)
        check_caseloads(read)
    if OF_CLAIMS & read.keys():
        from commissioning.loading.claim_tables import check_claim_rows

        check_claim_rows(read)
    if JOBS.name in read:
        check_jobs(read[JOBS.name])


def read_tables(sources: Sources, mapped: Mapped, findings: Findings) -> dict[str, TypedTable]:
    """Every table that is there; raises :class:`Refused` with the refusals of all of them."""
    read: dict[str, TypedTable] = {}
    refusals: list[Problem] = []
    for name, wanted in mapped.wanted.items():
        if name in sources.tables:
            try:
                read[name] = read_table(sources.tables[name](), wanted, findings)
            except Refused as refused:
                refusals += refused.problems
    if refusals:
        raise Refused(refusals)
    return read


def input_digest_of(path: Path, sources: Sources, mapping: Path | None) -> str:
    """The SHA-256 of an input; raises :class:`Refused` where a file of it cannot be read."""
    try:
        return digest_of(sources.files, mapping, folder=not sources.in_workbook)
    except OSError as error:
        raise Refused(cannot_be_opened(path, error)) from None


def _note_if_empty(typed: TypedTable, in_workbook: bool, needs: str) -> None:
    """Say that a table has no rows; of a workbook's sheets only the one it *needs*: a template has a sheet for every table."""
    if typed.rows or (in_workbook and typed.name != needs):
        return
    note_no_rows(typed, _WITHOUT_ROWS.get(typed.name, "it adds nothing"))


_WITHOUT_ROWS = {
    JOURNEYS.name: "there is nothing to decide",
    SERVICES.name: "no service is known",
    JOBS.name: "no client is known to have worked",
    EARNINGS.name: "nothing is known of earnings, as if the table were not there",
}


# ------------------------------------------------------------------------------------------------------ the caseload


def caseload_of(read: Mapping[str, TypedTable]) -> Caseload:
    """The good rows as a caseload."""
    earnings = read.get(EARNINGS.name)
    # A sheet that nobody filled in says nothing of earnings: a blank is unknown, never zero.
    known = earnings is not None and bool(earnings.rows)
    return Caseload(
        journeys=tuple(_journey(row) for row in read[JOURNEYS.name].good()) if JOURNEYS.name in read else (),
        jobs=_rows_by(read.get(JOBS.name), "client_id", JobRow),
        earnings=_rows_by(earnings, "client_id", Earning) if known else None,
        claims=_rows_by(read.get(CLAIMS.name), "journey_id", Claim),
        employees=_employees(read.get(EMPLOYERS.name)),
        moves=_rows_by(read.get(MOVES.name), "journey_id", Move),
        services=_services(read.get(SERVICES.name)),
    )


def beside_clients(read: Mapping[str, TypedTable]) -> dict[str, TypedTable]:
    """The tables of services and claims."""
    return {name: typed for name, typed in read.items() if name in OF_SERVICES | OF_CLAIMS}


def _services(typed: TypedTable | None) -> dict[str, Service]:
    if typed is None:
        return {}
    from commissioning.domain.services import Service

    return {service: rows[0] for service, rows in _rows_by(typed, "service_id", Service).items()}


def _employees(typed: TypedTable | None) -> dict[str, int]:
    """How many employees each employer has, where that is known."""
    rows = [row.values for row in typed.good()] if typed is not None else []
    counted = ((str(row["employer_id"]), row.get("employees")) for row in rows)
    return {employer: employees for employer, employees in counted if isinstance(employees, int)}


_OWN = tuple(name for name in Journey.__dataclass_fields__ if name != "facts")


def _journey(row: TypedRow) -> Journey:
    facts = dict(row.values)
    own: dict[str, Any] = {name: facts.pop(name) for name in _OWN if name in facts}
    return Journey(**own, facts=facts)


def _rows_by(typed: TypedTable | None, owner: str, kind: Callable[..., T]) -> dict[str, tuple[T, ...]]:
    """The good rows of a table as things of one *kind*, whose fields are the table's columns, by their owner."""
    found: dict[str, list[T]] = {}
    for row in typed.good() if typed is not None else ():
        found.setdefault(str(row.values[owner]), []).append(kind(**row.values))
    return {name: tuple(rows) for name, rows in found.items()}
