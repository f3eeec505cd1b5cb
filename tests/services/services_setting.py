"""Small services for tests: a contract of one term, what the tables hold, and the decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from commissioning.app.fidelity import fidelity_scales
from commissioning.app.workspace import compiled
from commissioning.compiling import Asked
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.domain.provenance import Provenance, Standing
from commissioning.domain.service_decisions import ServiceDecision, TermDecision
from commissioning.domain.services import CaseloadRow, Partnership, Service, ServiceBook
from commissioning.loading.contracts import parse_contract
from commissioning.loading.reported import parse_reported
from commissioning.loading.rules import Rules
from commissioning.plan.plan import Plan
from commissioning.services.counting import ServiceCounts
from commissioning.services.deciding import decide_service
from commissioning.services.known import Known

AS_OF = date(2025, 3, 31)
HEAD = "contract: example\ntitle: An example\nsummary: A contract of one term.\n"
DOCUMENTS = "documents: {one: {title: One}, two: {title: Two}}\n"


def plan_of(terms: str, *, head: str = "", readings: Mapping[str, str] | None = None) -> Plan:
    contract, problems = parse_contract(f"{HEAD}{DOCUMENTS}{head}terms:{terms}", Rules())
    assert contract is not None, [str(problem) for problem in problems]
    plan, problems = compiled(Rules(), contract, Asked(readings=readings or {}))
    assert plan is not None, [str(problem) for problem in problems]
    return plan


def decided(
    plan: Plan,
    *,
    service: Service | None = None,
    caseloads: Iterable[CaseloadRow] = (),
    partnerships: Iterable[Partnership] = (),
    journeys: Iterable[Journey] = (),
    jobs: Iterable[JobRow] = (),
    reported: str = "{}",
    reviews: Iterable[object] = (),
    tables: Iterable[str] = ("services", "journeys", "jobs"),
    as_of: date = AS_OF,
) -> ServiceDecision:
    said = parse_reported(f"services: {{A: {reported}}}", AS_OF, Provenance(Standing.ILLUSTRATIVE, why="a test"))
    assert not said.problems, [str(problem) for problem in said.problems]
    of_client: dict[str, list[JobRow]] = {}
    for job in jobs:
        of_client.setdefault(job.client_id, []).append(job)
    caseload = Caseload(tuple(journeys), {client: tuple(rows) for client, rows in of_client.items()})
    book = ServiceBook(
        services=(service or Service("A"),),
        caseloads={"A": tuple(caseloads)},
        reviews={"A": tuple(reviews)},  # type: ignore[arg-type]
        partnerships=tuple(partnerships),
        tables=frozenset(tables),
        reported=said.services,
    )
    counts = ServiceCounts(caseload, as_of, book.tables)
    return decide_service(Known(book.services[0], plan, as_of, book, counts, fidelity_scales()))


def one_term(plan: Plan, **facts: object) -> TermDecision:
    (term,) = decided(plan, **facts).terms  # type: ignore[arg-type]
    return term


def count(
    number: int | None, *, who: str = "S1", on: date = AS_OF, fte: int | None = 100, retention: int | None = 0
) -> CaseloadRow:
    """One specialist's caseload: so many who look for work."""
    return CaseloadRow("A", who, on, fte, number, 0, retention)


def client(number: int, *, status: str | None = "unemployed", start: date | None = date(2024, 5, 1), **more: object) -> Journey:
    facts = {"service_id": "A", "employment_status": status, **more}
    return Journey(f"J{number}", f"C{number}", referral_date=date(2024, 4, 20), start_date=start, facts=facts)  # type: ignore[arg-type]


def job(number: int, *, paid: int | None = 400, on: date = date(2024, 9, 2)) -> JobRow:
    """A job of the client of that number, with so many hundredths of paid hours."""
    return JobRow(f"W{number}", f"C{number}", on, paid_hours_worked=paid)
