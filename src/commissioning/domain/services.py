"""Services, their caseloads, reviews and partnerships as the exchange tables give them, and what documents report of services.

Full-time equivalents are hundredths of a post, money is whole pence; None is *unknown*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commissioning.domain.bounds import Bounds
from commissioning.domain.fidelity import Instrument, Review
from commissioning.domain.provenance import Provenance


@dataclass(frozen=True, slots=True)
class Service:
    """One commissioned service."""

    service_id: str
    contract: str | None = None
    provider: str | None = None
    area: str | None = None
    lot: str | None = None
    commissioned_from: date | None = None
    commissioned_to: date | None = None
    health_partner: str | None = None
    cost_pence: int | None = None
    clients: int | None = None

    def fact(self, name: str) -> object:
        """What may narrow the scope of a dated value: the lot, the provider or the area."""
        return getattr(self, name) if name in ("lot", "provider", "area") else None


@dataclass(frozen=True, slots=True)
class CaseloadRow:
    """One specialist's caseload on a day; a client is in one of the three counts."""

    service_id: str
    specialist_id: str
    as_of: date
    full_time_equivalent: int | None = None
    job_search_clients: int | None = None
    in_work_clients: int | None = None
    retention_clients: int | None = None


@dataclass(frozen=True, slots=True)
class Partnership:
    """A local employability partnership as it stands from a day on."""

    partnership_id: str
    areas: tuple[str, ...]
    health_represented: bool | None = None
    from_date: date | None = None


class Figure(StrEnum):
    """A number that is known of a service."""

    REFERRALS = "referrals"
    JOB_STARTS = "job_starts"
    CASELOAD = "caseload"
    RETENTION_SHARE = "retention_share"
    EMPLOYMENT_RATE = "employment_rate"
    COST_PER_CLIENT = "cost_per_client"


COUNTED = (Figure.REFERRALS, Figure.JOB_STARTS)
"""Figures that count events: they only ever grow, so what was counted by one day is the least there is on a later one."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A figure that a document gives of a service, as it was on *as_at*: exactly, or only that it lies within bounds.

    Shares are fractions (2/5 for 40%), money is pence. *day_provenance* is the standing of the day, where it has its own.
    """

    figure: Figure
    bounds: Bounds
    as_at: date
    provenance: Provenance
    day_provenance: Provenance | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class ReportedFact:
    """A yes or no that a document gives of a service, known from *as_at* on."""

    fact: str
    value: bool
    as_at: date
    provenance: Provenance
    day_provenance: Provenance | None = None


@dataclass(frozen=True, slots=True)
class ReportedReview:
    """What a document says of a review whose scores it does not give: the instrument, and the document's own word.

    *band* is that word as a band's id, for a formal review only; *as_at* is a day by which the review had been made.
    """

    instrument: Instrument
    word: str
    as_at: date
    provenance: Provenance
    band: str = ""
    day_provenance: Provenance | None = None


@dataclass(frozen=True)
class ReportedService:
    """Everything that documents report of one service, or of all services of a contract together."""

    figures: tuple[Reported, ...] = ()
    facts: tuple[ReportedFact, ...] = ()
    reviews: tuple[ReportedReview, ...] = ()


@dataclass(frozen=True)
class ServiceBook:
    """Everything that was read of services.

    *caseloads* and *reviews* are by service; *tables* names the tables that were there, for what is not there is unknown.
    *reported* is by service, *together* by contract. *titles* gives documents their titles.
    """

    services: tuple[Service, ...] = ()
    caseloads: Mapping[str, tuple[CaseloadRow, ...]] = field(default_factory=dict)
    reviews: Mapping[str, tuple[Review, ...]] = field(default_factory=dict)
    partnerships: tuple[Partnership, ...] = ()
    tables: frozenset[str] = frozenset()
    reported: Mapping[str, ReportedService] = field(default_factory=dict)
    together: Mapping[str, ReportedService] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def reported_of(self, service_id: str) -> ReportedService:
        """What documents report of a service."""
        return self.reported.get(service_id, _NOTHING)


_NOTHING = ReportedService()

HUNDREDTHS = 100
"""Full-time equivalents are held as hundredths."""


def posts(row: CaseloadRow) -> Fraction | None:
    """A row's full-time equivalent as a number of posts."""
    return None if row.full_time_equivalent is None else Fraction(row.full_time_equivalent, HUNDREDTHS)
