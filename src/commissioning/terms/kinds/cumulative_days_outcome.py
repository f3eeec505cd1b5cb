"""Cumulative days: so many days of work in all, whatever the gaps, within a time from the start."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.calendar import Length
from commissioning.plan.values import Value, fixed
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, SustainedSpec
from commissioning.terms.scalars import Days, LengthOfTime, Name
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class CumulativeDaysOutcome(Term):
    """An outcome reached after so many days of work in all; a day counts once however many jobs or businesses there are."""

    title_of_kind = "Cumulative days of work"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: self_employed_days
  kind: cumulative_days_outcome
  outcome: job-outcome
  counting: self_employed
  days: 30
  within: [60 days]
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{basis: self_employed, start_date: 2022-02-01}]",
                "not_met": "jobs: [{basis: employee, start_date: 2022-02-01}]",
                "not_yet": "jobs: [{basis: self_employed, start_date: 2022-01-10}]\n  as_of: 2022-01-31",
                "undetermined": "jobs: [{basis: '', start_date: 2022-02-01}]",
            },
        ),
    )

    kind: Literal["cumulative_days_outcome"]
    outcome: Name = Field(description="The outcome's name; terms that name one outcome are alternative routes to it.")
    counting: Literal["all", "employed", "self_employed"] = Field(description="Whose days count towards this route.")
    days: Setting[Days] = Field(description="Days of work in all.")
    within: tuple[Setting[LengthOfTime], ...] = Field(
        min_length=1, description="Lengths of time from the start date, added in turn, in which they must lie."
    )

    def words(self, say: Saying) -> str:
        """The outcome in words."""
        whose = {"all": "work", "employed": "employment", "self_employed": "self-employment"}[self.counting]
        limit = " and a further ".join(say(w) for w in self.within)
        return f"{self.outcome}: {say(self.days, 'days')} of {whose} in all, within {limit} of the start date."

    def lower(self, build: Building) -> None:
        """A sustained-work test without a window."""
        within: list[Value[Length]] = []
        for index, part in enumerate(self.within):
            within.append(build.value(self, f"within[{index}]", part, _length, ("within", index)))
        days = build.value(self, "days", self.days, int)
        build.outcomes.append(
            SustainedSpec(self.id, self.outcome, days, None, fixed("rolling"), within=tuple(within), counting=self.counting)
        )


def _length(value: Length) -> Length:
    return value
