"""Everything known of one service on a day, asked for figure by figure: from the tables first, else as documents report it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from commissioning.domain.bounds import UNKNOWN, Bounds
from commissioning.domain.fidelity import Scale
from commissioning.domain.provenance import Caveat, Provenance
from commissioning.domain.service_decisions import FidelityKnown
from commissioning.domain.services import COUNTED, Figure, Reported, ReportedFact, ReportedService, Service, ServiceBook
from commissioning.domain.verdicts import Truth
from commissioning.plan.plan import Extent, Plan, Support
from commissioning.services.caseloads import caseload, cost_per_client, latest, retention_share
from commissioning.services.counting import Counted, ServiceCounts
from commissioning.services.fidelity_of import caveats_of, fidelity_of

NO_PARTNER = ("none", "no")
"""Words by which a service says that it works with no health service."""

NO_JOURNEYS = "journeys that name the service, or a figure that a document reports"
NO_CASELOADS = "rows of caseloads by that day, or a figure that a document reports"
"""What is missing where the tables say nothing of a service."""


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of a service: what it can be, of which day it is, what is missing, and what it rests on."""

    bounds: Bounds
    missing: tuple[str, ...] = ()
    as_at: date | None = None
    rests_on: tuple[Caveat, ...] = ()
    cited: tuple[Provenance, ...] = ()


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A yes or no of a service; None is unknown."""

    truth: Truth
    rests_on: tuple[Caveat, ...] = ()
    cited: tuple[Provenance, ...] = ()


@dataclass(frozen=True)
class Known:
    """What is known of one *service* under one *plan* on *as_of*; *book* and *counts* hold that of every service."""

    service: Service
    plan: Plan
    as_of: date
    book: ServiceBook
    counts: ServiceCounts
    scales: Mapping[str, Scale]

    @property
    def reported(self) -> ReportedService:
        """What documents report of it."""
        return self.book.reported_of(self.service.service_id)

    def caseload(self, per: str, across: str) -> Found:
        """Clients of a specialist."""
        rows = latest(self.book.caseloads.get(self.service.service_id, ()), self.as_of)
        if not rows:
            return self._only_reported(Figure.CASELOAD, NO_CASELOADS)
        return _of_rows(caseload(rows, per, across), max(row.as_of for row in rows))

    def retention_share(self) -> Found:
        """Retention cases as a share of the caseload."""
        rows = latest(self.book.caseloads.get(self.service.service_id, ()), self.as_of)
        if not rows:
            return self._only_reported(Figure.RETENTION_SHARE, NO_CASELOADS)
        return _of_rows(retention_share(rows), max(row.as_of for row in rows))

    def cost_per_client(self) -> Found:
        """The cost per client in pence."""
        counted = cost_per_client(self.service)
        if counted.bounds.is_unknown:
            return self._only_reported(Figure.COST_PER_CLIENT, *counted.missing)
        return Found(counted.bounds)

    def employment_rate(self, who: str, since: str, paid_hours: int) -> Found:
        """The share of clients who started a job."""
        if not self.counts.has_journeys(self.service.service_id):
            return self._only_reported(Figure.EMPLOYMENT_RATE, NO_JOURNEYS)
        counted = self.counts.employment_rate(self.service.service_id, who, since, paid_hours)
        return Found(counted.bounds, counted.missing, self.as_of)

    def count(self, figure: Figure, since: date | None, until: date | None, paid_hours: int) -> Found:
        """Referrals or job starts up to the as-of date, within a period."""
        last = self.as_of if until is None else min(self.as_of, until)
        service_id = self.service.service_id
        if self.counts.has_journeys(service_id):
            if figure is Figure.REFERRALS:
                counted = self.counts.referrals(service_id, since, last)
            else:
                counted = self.counts.job_starts(service_id, since, last, paid_hours)
            return Found(counted.bounds, counted.missing, last)
        return reported_figure(self.reported, figure, self.as_of, last, NO_JOURNEYS)

    def fidelity(self, by: date | None = None) -> FidelityKnown:
        """The fidelity on the as-of date, or as it was found *by* an earlier day."""
        day = self.as_of if by is None else min(by, self.as_of)
        return fidelity_of(self.service.service_id, self.book, self.scales, day)

    def fact(self, name: str) -> FoundFact:
        """A yes or no of the service."""
        derived = _DERIVED[name](self) if name in _DERIVED else None
        return FoundFact(derived) if derived is not None else reported_fact(self.reported, name, self.as_of)

    def _only_reported(self, figure: Figure, *missing: str) -> Found:
        return reported_figure(self.reported, figure, self.as_of, self.as_of, *missing)


def reported_figure(said: ReportedService, figure: Figure, as_of: date, last: date, *missing: str) -> Found:
    """A figure as documents report it by the as-of date, *last* being the last day that counts; else what is *missing*.

    What counts events only ever grows: what there was by an earlier day is the least there is by *last*, and no most. Any other
    figure is the one reported last.
    """
    known = sorted((r for r in said.figures if r.figure is figure and r.as_at <= as_of), key=lambda r: r.as_at)
    if not known:
        return Found(UNKNOWN, missing)
    if figure not in COUNTED:
        return _cited(known[-1], known[-1].bounds, ())
    return _grown(known, figure, last, missing)


def _grown(known: list[Reported], figure: Figure, last: date, missing: tuple[str, ...]) -> Found:
    low = max((r.bounds.low for r in known if r.as_at <= last), default=Fraction(0))
    highs = [r.bounds.high for r in known if r.as_at >= last and r.bounds.high is not None]
    bounds = Bounds(low, max(min(highs), low) if highs else None)
    if bounds.is_exact:
        return _cited(known[-1], bounds, ())
    return _cited(known[-1], bounds, (f"the number of {figure.value.replace('_', ' ')} by {last.isoformat()}", *missing))


def _cited(reported: Reported, bounds: Bounds, missing: tuple[str, ...]) -> Found:
    shown = str(reported.bounds.low) if reported.bounds.is_exact else "bounds"
    rests = caveats_of(reported.provenance, reported.day_provenance, reported.figure.value, shown, reported.as_at)
    return Found(bounds, missing, reported.as_at, rests, (reported.provenance,))


def reported_fact(said: ReportedService, name: str, as_of: date) -> FoundFact:
    """A yes or no as the document says that speaks last by the as-of date."""
    known: list[ReportedFact] = sorted((f for f in said.facts if f.fact == name and f.as_at <= as_of), key=lambda f: f.as_at)
    if not known:
        return FoundFact(None)
    last = known[-1]
    rests = caveats_of(last.provenance, last.day_provenance, name, "yes" if last.value else "no", last.as_at)
    return FoundFact(last.value, rests, (last.provenance,))


def _of_rows(counted: Counted, day: date) -> Found:
    return Found(counted.bounds, counted.missing, day)


# -------------------------------------------------------------------------------------------- facts that follow


def _support_unlimited(known: Known) -> Truth:
    extents = {e.support: e.extent for e in known.plan.entitlements}
    if Extent.LIMITED in extents.values():
        return False
    both = all(extents.get(support) is Extent.UNLIMITED for support in Support)
    return True if both else None


def _nobody_mandated(known: Known) -> Truth:
    facts = [journey.fact("mandated") for journey in known.counts.journeys(known.service.service_id)]
    if any(fact is True for fact in facts):
        return False
    return True if facts and all(fact is False for fact in facts) else None


def _health_partner(known: Known) -> Truth:
    partner = known.service.health_partner
    return None if partner is None else partner.strip().casefold() not in NO_PARTNER


def _health_represented(known: Known) -> Truth:
    """As the latest row of a partnership of the area says."""
    area = known.service.area
    rows = [p for p in known.book.partnerships if area in p.areas and (p.from_date is None or p.from_date <= known.as_of)]
    if area is None or not rows:
        return None
    return max(rows, key=lambda p: p.from_date or date.min).health_represented


_DERIVED = {
    "support_unlimited": _support_unlimited,
    "nobody_mandated": _nobody_mandated,
    "health_partner": _health_partner,
    "health_represented": _health_represented,
}
