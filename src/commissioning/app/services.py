"""Services: each service against the terms of its contract, and all services of a contract together where a term asks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissioning.app.fidelity import fidelity_scales
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.domain.fidelity import Scale
from commissioning.domain.service_decisions import ServiceDecision
from commissioning.domain.services import Service, ServiceBook
from commissioning.errors import Exit, Place, Problem, Refused, Severity, nearest
from commissioning.loading.caseload import Read, read_input
from commissioning.loading.columns import SERVICES
from commissioning.loading.reported import REPORTED_NAME, ReadReported, read_reported
from commissioning.plan.plan import Plan
from commissioning.services.counting import ServiceCounts
from commissioning.services.deciding import decide_service, decide_together
from commissioning.services.fidelity_of import fidelity_of
from commissioning.services.known import Known
from commissioning.services.together import Together


@dataclass(frozen=True)
class DecidedServices:
    """A decision for each service and contract in input order, then one for all services of a contract where a term asks it."""

    as_of: date
    plans: tuple[Plan, ...]
    decisions: tuple[ServiceDecision, ...]
    read: Read
    titles: Mapping[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED


def services(
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    *,
    mapping: Path | None = None,
    reported: Path | None = None,
    strict: bool = False,
) -> DecidedServices:
    """Decide every service in a file under the contract it names, or under each of the contracts asked for.

    *reported* is a file of what documents report of services; in a folder it is the file ``reported.yaml`` unless given.
    Raises :class:`~commissioning.errors.Refused` where nothing can be decided.
    """
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    read = read_input(path, mapping=mapping, further=workspace.further_facts(ids), needs=SERVICES.name)
    if strict and any(read.left_out.values()):
        raise Refused([problem for problem in read.problems if problem.is_error], Exit.PROBLEMS)
    said = _reported(path, reported, workspace)
    book = replace(read.book, reported=said.services, together=said.together)
    chosen, notes = _plans(workspace, options, book)
    caseload = read.caseload if options.known_at is None else read.caseload.as_known_at(options.known_at)
    counts = ServiceCounts(caseload, as_of, book.tables)
    decisions = tuple(_decided(book, chosen, bool(options.contracts), as_of, counts, fidelity_scales()))
    titles = {name: document.title for name, document in {**workspace.rules.documents, **said.documents}.items()}
    problems = (*read.problems, *notes, *_unknown(said, book))
    return DecidedServices(as_of, tuple(chosen.values()), decisions, read, titles, problems)


def _reported(path: Path, given: Path | None, workspace: Workspace) -> ReadReported:
    file = given or path / REPORTED_NAME
    if given is None and not (path.is_dir() and file.is_file()):
        return ReadReported()
    said = read_reported(file, workspace.rules.documents)
    if said.problems:
        raise Refused(said.problems)
    return said


def _plans(workspace: Workspace, options: Options, book: ServiceBook) -> tuple[dict[str, Plan], list[Problem]]:
    """The plans by contract, and a warning for each contract that services name and there is not."""
    named = list(dict.fromkeys(service.contract for service in book.services if service.contract))
    known = [name for name in named if name in workspace.paths]
    wanted = options.contracts or tuple(known)
    found = plans(workspace, replace(options, contracts=wanted, local=False, of_services=True)) if wanted else []
    notes = [
        Problem(
            "U051",
            f"services name the contract '{name}', and there is none of that id; nothing is decided of them",
            nearest(name, workspace.paths) or "correct the column 'contract', or add the contract with --contracts",
            Place("services"),
            severity=Severity.WARNING,
        )
        for name in named
        if name not in known and not options.contracts
    ]
    return {plan.contract: plan for plan in found}, notes


def _decided(
    book: ServiceBook,
    chosen: Mapping[str, Plan],
    every: bool,
    as_of: date,
    counts: ServiceCounts,
    scales: Mapping[str, Scale],
) -> Iterator[ServiceDecision]:
    of_plan: dict[str, list[Known]] = {}
    for service in book.services:
        mine = [plan for plan in chosen.values() if every or plan.family == service.contract]
        for plan in mine:
            known = Known(service, plan, as_of, book, counts, scales)
            of_plan.setdefault(plan.contract, []).append(known)
            yield decide_service(known)
        if not mine:
            yield _without_contract(service, book, scales, as_of)
    for contract, each in of_plan.items():
        plan = chosen[contract]
        said = book.together.get(plan.family)
        together = decide_together(plan, Together(plan, as_of, tuple(each), said or book.reported_of("")), as_of)
        if together is not None:
            yield together


def _without_contract(service: Service, book: ServiceBook, scales: Mapping[str, Scale], as_of: date) -> ServiceDecision:
    return ServiceDecision(service, "", as_of, None, (), fidelity_of(service.service_id, book, scales, as_of))


def _unknown(said: ReadReported, book: ServiceBook) -> Iterator[Problem]:
    """A warning for each service that documents report of and the table does not have."""
    known = [service.service_id for service in book.services]
    for name in said.services:
        if name not in known:
            message = f"documents report of the service '{name}', which the table of services does not have"
            remedy = nearest(name, known) or "add it to the table services"
            yield Problem("D066", message, remedy, Place(REPORTED_NAME), severity=Severity.WARNING)
