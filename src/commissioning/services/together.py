"""All services of one contract together: what a document reports of them, or else the sum of what is known of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.bounds import Bounds
from commissioning.domain.services import Figure, ReportedService, Service
from commissioning.plan.plan import Plan
from commissioning.services.known import Found, Known, reported_figure


@dataclass(frozen=True)
class Together:
    """The services of one *plan* on *as_of*, and what is *reported* of all of them."""

    plan: Plan
    as_of: date
    each: tuple[Known, ...]
    reported: ReportedService

    @property
    def service(self) -> Service:
        """The period of all of them: from the first day of any to the last; blank where one is not said."""
        begins = [known.service.commissioned_from for known in self.each]
        ends = [known.service.commissioned_to for known in self.each]
        first = [day for day in begins if day is not None]
        last = [day for day in ends if day is not None]
        return Service(
            "",
            commissioned_from=min(first) if len(first) == len(begins) and first else None,
            commissioned_to=max(last) if len(last) == len(ends) and last else None,
        )

    def count(self, figure: Figure, since: date | None, until: date | None, paid_hours: int) -> Found:
        """Referrals or job starts of all of them."""
        last = self.as_of if until is None else min(self.as_of, until)
        said = reported_figure(self.reported, figure, self.as_of, last)
        if not said.bounds.is_unknown:
            return said
        found = [known.count(figure, since, until, paid_hours) for known in self.each]
        total = Bounds.exactly(0)
        for one in found:
            total = total.plus(one.bounds)
        return Found(
            total,
            tuple(dict.fromkeys(text for one in found for text in one.missing)),
            last,
            tuple(dict.fromkeys(caveat for one in found for caveat in one.rests_on)),
            tuple(dict.fromkeys(source for one in found for source in one.cited)),
        )
