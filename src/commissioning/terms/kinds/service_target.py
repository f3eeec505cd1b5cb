"""Service target: so many referrals or job starts in a period, of each service or of all together."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.services import Figure
from commissioning.plan.service_nodes import CountTarget
from commissioning.plan.values import fixed
from commissioning.terms.scalars import DayOf, Hours, Whole
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService, whole
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class ServiceTarget(TermOfService):
    """At least so many referrals or job starts in a period. While the period goes on, a target not reached can be met yet."""

    title_of_kind = "Target of a service"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: jobs
  kind: service_target
  counts: job_starts
  at_least: 60
  until: 2022-12-31
  illustrative: an example
""",
            services={
                "met": "{figures: {job_starts: {value: 60}}}",
                "not_yet": "{figures: {job_starts: {value: 59}}}",
                "undetermined": "{figures: {job_starts: {at_least: 59}}}",
            },
        ),
    )

    kind: Literal["service_target"]
    counts: Literal["referrals", "job_starts"] = Field(description="What is counted; of job starts every one counts.")
    at_least: Setting[Whole] = Field(description="The least number.")
    of: Literal["each_service", "all_services"] = Field(
        "each_service", description="Whether each service must reach it, or all services of the contract together."
    )
    from_: Setting[DayOf] | None = Field(
        None, alias="from", description="The first day that counts; the first day of the service unless given."
    )
    until: Setting[DayOf] | None = Field(
        None, description="The last day that counts; the last day of the service unless given."
    )
    paid_hours_before_start: Setting[Hours] | None = Field(
        None, description="Hours of paid work before a job start counts; any job counts unless given."
    )

    def words(self, say: Saying) -> str:
        """The target in words."""
        whose = "Each service has" if self.of == "each_service" else "All services together have"
        since = f"from {say(self.from_)}" if self.from_ is not None else ""
        until = f"until {say(self.until)}" if self.until is not None else ""
        period = " ".join(part for part in (since, until) if part) or "while the service is commissioned"
        hours = self.paid_hours_before_start
        paid = f" A job start counts once {say(hours, 'hours')} of paid work were done." if hours is not None else ""
        return f"{whose} at least {say(self.at_least, self.counts.replace('_', ' '))}, {period}.{paid}"

    def test(self, ask: OfService) -> CountTarget:
        """What was counted in the period against the target."""
        hours = ask.optional("paid_hours_before_start", self.paid_hours_before_start, whole)
        return CountTarget(
            self.id,
            Figure(self.counts),
            ask.value("at_least", self.at_least, whole),
            ask.optional("from", self.from_, _day),
            ask.optional("until", self.until, _day),
            self.of == "all_services",
            hours if hours is not None else fixed(0),
        )


def _day(value: date) -> date:
    return value
