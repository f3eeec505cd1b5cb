"""Job start after n paid hours: a job counts only once so many hours in it were worked and paid."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import PaidHoursWorked
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Hours
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class PaidHoursBeforeStart(Term):
    """A job counts as started only when at least so many paid hours have been worked in it."""

    title_of_kind = "Paid hours before a job start counts"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: paid_hours
  kind: paid_hours_before_start
  at_least: 4
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{paid_hours_worked: 4}]",
                "not_met": "jobs: [{paid_hours_worked: 3}]\n  died: yes",
                "not_yet": "jobs: [{paid_hours_worked: 3}]",
                "undetermined": "jobs: [{paid_hours_worked: ''}]",
            },
        ),
    )

    kind: Literal["paid_hours_before_start"]
    at_least: Setting[Hours] = Field(description="Hours of paid work in the job.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"A job counts as started once at least {say(self.at_least, 'hours')} of paid work have been done in it."

    def lower(self, build: Building) -> None:
        """A filter on the paid hours of each job."""
        build.filters.append(PaidHoursWorked(self.id, build.value(self, "at_least", self.at_least, int)))
