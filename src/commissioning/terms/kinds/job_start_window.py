"""Job start window: the last day on which work must have begun."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import DayOf
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class JobStartWindow(Term):
    """Work that counts has begun on or before a day of the calendar."""

    title_of_kind = "Job starts until"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: job_starts
  kind: job_start_window
  until: 2022-03-31
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-03-31}]",
                "not_met": "jobs: [{start_date: 2022-04-01}]",
                "not_yet": "as_of: 2022-03-30\n  jobs: []",
            },
        ),
    )

    kind: Literal["job_start_window"]
    until: Setting[DayOf] = Field(description="The last day on which work that counts may begin.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"Work that counts begins on or before {say(self.until)}."

    def lower(self, build: Building) -> None:
        """A limit on the first qualifying day."""
        build.jobs_start_by = (self.id, build.value(self, "until", self.until, _day))


def _day(value: date) -> date:
    return value
