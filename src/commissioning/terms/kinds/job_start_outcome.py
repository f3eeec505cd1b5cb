"""Job start: an outcome reached on the first qualifying day, counted once or for every job that starts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.calendar import Length
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, StartSpec, same
from commissioning.terms.scalars import LengthOfTime, Name
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class JobStartOutcome(Term):
    """An outcome reached on the first day of work that counts."""

    title_of_kind = "Job start"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: job_start
  kind: job_start_outcome
  outcome: job-start
  counts: first_start
  within: [6 months]
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-07-03}]\n  as_of: 2022-12-31",
                "not_met": "jobs: [{start_date: 2022-07-04}]\n  as_of: 2022-12-31",
                "not_yet": "jobs: []",
            },
        ),
    )

    kind: Literal["job_start_outcome"]
    outcome: Name = Field(description="The outcome's name, usually job-start.")
    counts: Setting[Literal["first_start", "every_start"]] = Field(
        description="Whether the outcome counts once a journey (first_start) or for every job that starts (every_start)."
    )
    within: tuple[Setting[LengthOfTime], ...] = Field(
        (), description="Lengths of time from the start date, added in turn, in which the job must start."
    )

    def words(self, say: Saying) -> str:
        """The outcome in words."""
        limit = f", within {' and a further '.join(say(w) for w in self.within)} of the start date" if self.within else ""
        return f"{self.outcome}: reached on the first day of work that counts{limit}. What is counted: {say(self.counts)}."

    def lower(self, build: Building) -> None:
        """A test of the first qualifying day."""
        within: list[Value[Length]] = []
        for index, part in enumerate(self.within):
            within.append(build.value(self, f"within[{index}]", part, _length, ("within", index)))
        counts: Value[str] = build.value(self, "counts", self.counts, same)
        build.outcomes.append(StartSpec(self.id, self.outcome, counts, tuple(within)))


def _length(value: Length) -> Length:
    return value
