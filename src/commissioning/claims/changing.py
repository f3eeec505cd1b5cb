"""Changes to what is known that can still happen: more work, wages, facts recorded, evidence, a claim. Nothing past changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from commissioning.domain.claim_decisions import Gap
from commissioning.domain.claims import ClaimBook, Evidence, Override
from commissioning.domain.decisions import Due
from commissioning.domain.journeys import Caseload, Claim, Earning, FactValue, JobRow
from commissioning.domain.money import Pence
from commissioning.plan.plan import Plan
from commissioning.plan.values import Choice, Const, Dated

T = TypeVar("T")

NEW_JOB, NEW_CLAIM, NEW_EMPLOYER = "+job", "+claim", "+employer"
"""The ids of what is only supposed; no file can hold them."""

ENOUGH_PAY = 100_00
"""Pence an hour that meet any floor."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one client: the caseload, and what belongs to claims."""

    caseload: Caseload
    book: ClaimBook

    @property
    def client(self) -> str:
        """The client's id."""
        return self.caseload.journeys[0].client_id

    def _jobs(self, rows: tuple[JobRow, ...]) -> Known:
        return replace(self, caseload=replace(self.caseload, jobs={self.client: rows}))

    @property
    def jobs(self) -> tuple[JobRow, ...]:
        """The client's rows of jobs."""
        return self.caseload.jobs.get(self.client, ())

    def going_on(self, as_of: date) -> Known:
        """Every job that is under way goes on for good: an end that lies later is not known."""
        return self._jobs(
            tuple(replace(r, end_date=None) if r.end_date and r.end_date > as_of else r for r in self._begun(as_of))
        )

    def stopped(self, as_of: date) -> Known:
        """Every job that is under way ends on the as-of date, and none begins."""
        rows = (replace(r, end_date=as_of) if r.end_date is None or r.end_date > as_of else r for r in self._begun(as_of))
        return self._jobs(tuple(rows))

    def _begun(self, as_of: date) -> tuple[JobRow, ...]:
        return tuple(row for row in self.jobs if row.start_date <= as_of)

    def with_new_job(self, as_of: date, hours: int) -> Known:
        """A job that counts begins on the day after the as-of date, beside what is under way."""
        row = JobRow(
            job_id=NEW_JOB,
            client_id=self.client,
            start_date=as_of + timedelta(days=1),
            weekly_hours=hours,
            basis="employee",
            hourly_pay_pence=ENOUGH_PAY,
            reflects_needs=True,
            paid_hours_worked=1_000_000,
            employer_id=NEW_EMPLOYER,
            agreed_on=as_of,
        )
        found = self.going_on(as_of)
        chain = {**self.book.supply_chain, NEW_EMPLOYER: False}
        employees = {**self.caseload.employees, NEW_EMPLOYER: 1}
        caseload = replace(found.caseload, jobs={self.client: (*found.jobs, row)}, employees=employees)
        return Known(caseload, replace(self.book, supply_chain=chain))

    def with_wages(self, on: date, pence: Pence, job_id: str | None) -> Known:
        """Wages that qualify are paid on a day."""
        before = (self.caseload.earnings or {}).get(self.client, ())
        row = Earning(self.client, on, pence, job_id, qualifying=True)
        return replace(self, caseload=replace(self.caseload, earnings={self.client: (*before, row)}))

    def with_fact(self, journey_id: str, name: str, value: FactValue) -> Known:
        """A fact of the journey that was blank is recorded."""
        journeys = tuple(j.with_fact(name, value) if j.journey_id == journey_id else j for j in self.caseload.journeys)
        return replace(self, caseload=replace(self.caseload, journeys=journeys))

    def with_job_fact(self, job_id: str, name: str, value: object) -> Known:
        """A fact of a job that was blank is recorded."""
        if name == "qualifying":
            return self._with_qualifying(job_id, bool(value))
        if name not in JobRow.__dataclass_fields__:
            return self
        change: dict[str, Any] = {name: value}
        rows = (replace(r, **change) if r.job_id == job_id and getattr(r, name) is None else r for r in self.jobs)
        return self._jobs(tuple(rows))

    def _with_qualifying(self, job_id: str, value: bool) -> Known:
        wages = (self.caseload.earnings or {}).get(self.client, ())
        rows = (replace(e, qualifying=value) if e.qualifying is None and (e.job_id or "") in ("", job_id) else e for e in wages)
        return replace(self, caseload=replace(self.caseload, earnings={self.client: tuple(rows)}))

    def with_employer(self, job_id: str, own: bool) -> Known:
        """It is recorded whether a job's employer belongs to the provider or its supply chain."""
        rows = tuple(replace(r, employer_id=NEW_EMPLOYER) if r.job_id == job_id and not r.employer_id else r for r in self.jobs)
        named = {row.employer_id: own for row in rows if row.job_id == job_id and row.employer_id}
        book = replace(self.book, supply_chain={**named, **self.book.supply_chain})
        return replace(self._jobs(rows), book=book)

    def with_evidence(self, gaps: tuple[Gap, ...], received_on: date) -> Known:
        """Evidence of the first kind that will do comes in for every gap."""
        rows = tuple(Evidence(self.client, gap.kinds[0], None, gap.first, gap.last, received_on) for gap in gaps)
        before = self.book.evidence.get(self.client, ())
        return replace(self, book=replace(self.book, evidence={**self.book.evidence, self.client: (*before, *rows)}))

    def with_override(self, override: Override) -> Known:
        """A person in a role decides a term."""
        before = self.book.overrides.get(override.claim_id, ())
        overrides = {**self.book.overrides, override.claim_id: (*before, override)}
        return replace(self, book=replace(self.book, overrides=overrides))

    def with_claim(self, claim: Claim, instead_of: str = "") -> Known:
        """A claim is made, or stands in the place of one whose day or sum is mended."""
        before = self.caseload.claims.get(claim.journey_id, ())
        kept = tuple(claim if one.claim_id == instead_of else one for one in before)
        claims = {**self.caseload.claims, claim.journey_id: kept if instead_of else (*kept, claim)}
        return replace(self, caseload=replace(self.caseload, claims=claims))


def sum_of(price: Due | None) -> Pence | None:
    """The sum to claim: the price, where it is known exactly."""
    return price.lowest if price is not None and price.lowest == price.highest else None


def read_as(plan: Plan, readings: Mapping[str, str]) -> Plan:
    """The plan with some of its silences settled, those of claims among them."""

    def chosen(node: T) -> T:
        if isinstance(node, Choice):
            if node.silence in readings:
                return cast(T, chosen(dict(node.options)[readings[node.silence]]))
            return cast(T, replace(node, options=tuple((name, chosen(option)) for name, option in node.options)))
        if isinstance(node, tuple) and type(node) is tuple:
            return cast(T, tuple(chosen(part) for part in node))
        if isinstance(node, Dated):
            by: Any = chosen(node.applies_by)
            return cast(T, replace(node, applies_by=by.value if isinstance(by, Const) else by))
        if not is_dataclass(node) or isinstance(node, Const | type):
            return node
        changed = {f.name: chosen(getattr(node, f.name)) for f in fields(node)}
        return cast(T, replace(cast(Any, node), **changed))

    return replace(
        plan,
        eligibility=chosen(plan.eligibility),
        outcomes=chosen(plan.outcomes),
        entitlements=chosen(plan.entitlements),
        claims=chosen(plan.claims),
        silences=tuple(s for s in plan.silences if s.name not in readings),
        claim_silences=tuple(s for s in plan.claim_silences if s.name not in readings),
    )
