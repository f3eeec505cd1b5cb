"""Outcome limit: a sustained outcome must be reached within a time from the first qualifying day."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.calendar import Length
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import LengthOfTime
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class OutcomeLimitTerm(Term):
    """Every sustained outcome is reached within so long of the first qualifying day, that day included."""

    title_of_kind = "Outcome limit"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: outcome_limit
  kind: outcome_limit
  within: 5 weeks
  illustrative: an example
""",
            with_terms="""
- id: outcomes
  kind: sustained_outcomes
  window: rolling
  outcomes: {4-week: {weeks: 4, within: 8}}
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-02-01}]",
                "not_met": "jobs: [{start_date: 2022-01-03, end_date: 2022-01-20}, {start_date: 2022-02-15}]",
                "not_yet": "jobs: [{start_date: 2022-06-20}]",
            },
        ),
    )

    kind: Literal["outcome_limit"]
    within: Setting[LengthOfTime] = Field(description="The length of the window from the first qualifying day.")

    def words(self, say: Saying) -> str:
        """The limit in words."""
        return f"A sustained outcome must be reached within {say(self.within)} of the first day of work that counts."

    def lower(self, build: Building) -> None:
        """A limit on every sustained outcome."""
        if build.outcome_limit is not None:
            build.problem("C061", f"'{build.outcome_limit[0]}' already limits outcomes", "keep one of them", "kind")
            return
        limit: Value[Length] = build.value(self, "within", self.within, _length)
        build.outcome_limit = (self.id, limit)


def _length(value: Length) -> Length:
    return value
