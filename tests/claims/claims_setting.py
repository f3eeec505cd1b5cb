"""Small claims for tests: a contract of a few terms, one client, and the decisions of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from commissioning.app.workspace import compiled
from commissioning.claims.desk import Desk
from commissioning.compiling import Asked
from commissioning.domain.claim_decisions import ClaimDecision
from commissioning.domain.claims import ClaimBook, Evidence, Override, Payment
from commissioning.domain.journeys import Caseload, Claim, Earning, JobRow, Journey
from commissioning.engines.interface import engine
from commissioning.loading.contracts import parse_contract
from commissioning.loading.rules import Rules
from commissioning.plan.plan import Plan

START = date(2022, 1, 3)
BEGAN = date(2022, 2, 1)
REACHED = date(2022, 5, 2)
"""The 91st day of a job that begins on :data:`BEGAN`."""
AS_OF = date(2022, 6, 30)

OUTCOMES = """
- id: outcomes
  kind: sustained_outcomes
  window: rolling
  outcomes: {13-week: {weeks: 13, within: 16}}
  illustrative: a test
- id: hours
  kind: hours_per_week
  at_least: 16
  inclusive: yes
  concurrent_jobs: added
  illustrative: a test
- id: amounts
  kind: grant_amounts
  amounts: {13-week: £700}
  illustrative: a test
"""
WINDOW = "- {id: claim_window, kind: claim_window, within: [30 days], illustrative: a test}\n"
EVIDENCE = """
- id: evidence
  kind: evidence_required
  kinds: [payslip]
  needed: any
  coverage: every_week
  illustrative: a test
"""


def plan_of(terms: str = "", *, base: str = OUTCOMES, name: str = "example", readings: Mapping[str, str] | None = None) -> Plan:
    text = f"contract: {name}\ntitle: An example\nsummary: A contract of a few terms.\nterms:{base}{terms}"
    contract, problems = parse_contract(text, Rules())
    assert contract is not None, [str(problem) for problem in problems]
    plan, problems = compiled(Rules(), contract, Asked(readings=readings or {}))
    assert plan is not None, [str(problem) for problem in problems]
    return plan


def journey(**facts: Any) -> Journey:
    own = {name: facts.pop(name) for name in list(facts) if name in Journey.__dataclass_fields__}
    given: dict[str, Any] = {
        "journey_id": "J1",
        "client_id": "C1",
        "contract": "example",
        "referral_date": START,
        "start_date": START,
        **own,
    }
    return Journey(**given, facts=facts)


def job(**columns: Any) -> JobRow:
    given: dict[str, Any] = {
        "job_id": "B1",
        "client_id": "C1",
        "start_date": BEGAN,
        "weekly_hours": 20_00,
        "basis": "employee",
        "employer_id": "E1",
        **columns,
    }
    return JobRow(**given)


def claim(claim_id: str = "K1", claimed_on: date | None = REACHED, amount: int | None = 700_00, **columns: Any) -> Claim:
    given: dict[str, Any] = {"journey_id": "J1", "contract": "example", "outcome": "13-week", **columns}
    return Claim(claim_id, claimed_on=claimed_on, amount_pence=amount, **given)


def payslips(first: date = BEGAN, last: date = REACHED, **columns: Any) -> Evidence:
    return Evidence("C1", columns.pop("kind", "payslip"), None, first, last, **columns)


def caseload_of(
    *,
    journeys: Iterable[Journey] = (),
    jobs: Iterable[JobRow] | None = None,
    claims: Iterable[Claim] = (),
    earnings: Iterable[Earning] | None = None,
) -> Caseload:
    found = tuple(journeys) or (journey(),)
    rows = (job(),) if jobs is None else tuple(jobs)
    by_client: dict[str, tuple[JobRow, ...]] = {}
    for row in rows:
        by_client[row.client_id] = (*by_client.get(row.client_id, ()), row)
    by_journey: dict[str, tuple[Claim, ...]] = {}
    for one in claims:
        by_journey[one.journey_id] = (*by_journey.get(one.journey_id, ()), one)
    paid: dict[str, tuple[Earning, ...]] | None = None if earnings is None else {}
    for wage in earnings or ():
        assert paid is not None
        paid[wage.client_id] = (*paid.get(wage.client_id, ()), wage)
    return Caseload(found, by_client, paid, by_journey)


def book_of(
    *,
    evidence: Iterable[Evidence] = (),
    payments: Iterable[Payment] = (),
    overrides: Iterable[Override] = (),
    chain: Mapping[str, bool] | None = None,
) -> ClaimBook:
    held: dict[str, tuple[Evidence, ...]] = {}
    for one in evidence:
        held[one.client_id] = (*held.get(one.client_id, ()), one)
    paid: dict[str, tuple[Payment, ...]] = {}
    for payment in payments:
        paid[payment.claim_id] = (*paid.get(payment.claim_id, ()), payment)
    decided: dict[str, tuple[Override, ...]] = {}
    for override in overrides:
        decided[override.claim_id] = (*decided.get(override.claim_id, ()), override)
    return ClaimBook(held, paid, decided, chain or {})


def desk_of(*plans: Plan) -> Desk:
    return Desk({plan.family: plan for plan in plans}, engine("reference"))


def all_of(plan: Plan | Desk, caseload: Caseload, book: ClaimBook | None = None, as_of: date = AS_OF) -> list[ClaimDecision]:
    desk = plan if isinstance(plan, Desk) else desk_of(plan)
    return desk.decide(caseload, book or ClaimBook(), as_of)


def one_of(plan: Plan | Desk, caseload: Caseload, book: ClaimBook | None = None, as_of: date = AS_OF) -> ClaimDecision:
    (found,) = all_of(plan, caseload, book, as_of)
    return found


def statuses(decision: ClaimDecision) -> list[str]:
    return [str(status) for status in decision.statuses]


def days(number: int) -> timedelta:
    return timedelta(days=number)


def paid(amount: int, on: date = REACHED, claim_id: str = "K1", payment_id: str = "P1") -> Payment:
    return Payment(payment_id, claim_id, on, amount)
