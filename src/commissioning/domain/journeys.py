"""Client journeys and what happened on them, as the exchange tables give them.

Hours are hundredths of an hour a week, money is whole pence, days are :class:`datetime.date`; None is *unknown*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from commissioning.domain.services import Service


FactValue = bool | int | str | date | None

BASES = ("employee", "self_employed", "zero_hours", "apprenticeship")
"""The bases on which a job may be held."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One client's time on support. *facts* holds every other column of the row; None and absence are unknown."""

    journey_id: str
    client_id: str
    contract: str | None = None
    referral_date: date | None = None
    start_date: date | None = None
    end_date: date | None = None
    end_reason: str | None = None
    payment_group: str | None = None
    known_on: date | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    def fact(self, name: str) -> FactValue:
        """The value of a fact by its column name, or None where it is unknown."""
        if name in _OWN:
            value: FactValue = getattr(self, name)
            return value
        return self.facts.get(name)

    def with_fact(self, name: str, value: FactValue) -> Journey:
        """The same journey with one fact set."""
        if name in _OWN:
            return replace(self, **{name: value})  # type: ignore[arg-type]
        return replace(self, facts={**self.facts, name: value})


_OWN = frozenset(Journey.__dataclass_fields__) - {"facts"}


@dataclass(frozen=True, slots=True)
class JobRow:
    """A stretch of one job at one number of hours; several rows with one *job_id* are one job whose hours changed."""

    job_id: str
    client_id: str
    start_date: date
    end_date: date | None = None
    weekly_hours: int | None = None
    basis: str | None = None
    hourly_pay_pence: int | None = None
    reflects_needs: bool | None = None
    paid_hours_worked: int | None = None
    employer_id: str | None = None
    agreed_on: date | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Earning:
    """One payment of wages to a client."""

    client_id: str
    paid_on: date
    amount_pence: int
    job_id: str | None = None
    qualifying: bool | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """A client's move to another council area (its GSS code; None where it is not known)."""

    journey_id: str
    moved_on: date
    area: str | None = None


_Dated = TypeVar("_Dated", Journey, JobRow, Earning)


@dataclass(frozen=True, slots=True)
class Claim:
    """A provider's claim that an outcome is due."""

    claim_id: str
    journey_id: str
    contract: str
    outcome: str
    claimed_on: date | None = None
    amount_pence: int | None = None


@dataclass(frozen=True, slots=True)
class Caseload:
    """Everything that was read: journeys in input order, and what belongs to each client or journey.

    *earnings* is None where the input has no table of earnings at all: then nothing is known of them.
    """

    journeys: tuple[Journey, ...] = ()
    jobs: Mapping[str, tuple[JobRow, ...]] = field(default_factory=dict)
    earnings: Mapping[str, tuple[Earning, ...]] | None = None
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    employees: Mapping[str, int] = field(default_factory=dict)
    moves: Mapping[str, tuple[Move, ...]] = field(default_factory=dict)
    services: Mapping[str, Service] = field(default_factory=dict)

    def as_known_at(self, day: date) -> Caseload:
        """What was known on *day*: rows whose ``known_on`` is later are left out; a blank ``known_on`` was always known."""

        def known(rows: tuple[_Dated, ...]) -> tuple[_Dated, ...]:
            return tuple(row for row in rows if row.known_on is None or row.known_on <= day)

        return Caseload(
            journeys=known(self.journeys),
            jobs={client: known(rows) for client, rows in self.jobs.items()},
            earnings=None if self.earnings is None else {client: known(rows) for client, rows in self.earnings.items()},
            claims=self.claims,
            employees=self.employees,
            moves=self.moves,
            services=self.services,
        )
