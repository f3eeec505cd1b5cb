"""Outcome condition: what an outcome asks of the person or the service, beside what eligibility asks."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import Requires
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.conditions import Requirement, lower, words
from commissioning.terms.scalars import Name
from commissioning.terms.wording import Saying


class OutcomeCondition(Term):
    """Some outcomes are due only where a further condition holds; other outcomes and eligibility do not turn on it."""

    title_of_kind = "Condition of an outcome"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: for_disabled_people
  kind: outcome_condition
  outcomes: [job-start]
  requires: {disabled: yes}
  illustrative: an example
""",
            journeys={
                "met": "journey: {disabled: yes}",
                "not_met": "journey: {disabled: no}",
                "undetermined": "journey: {disabled: ''}",
            },
            with_terms="""
- id: job_start
  kind: job_start_outcome
  outcome: job-start
  counts: first_start
  illustrative: an example
""",
        ),
    )

    kind: Literal["outcome_condition"]
    outcomes: tuple[Name, ...] = Field(min_length=1, description="The outcomes it is a condition of.")
    requires: Requirement = Field(description="What must be true: one fact, or several joined by 'all', 'any' and 'not'.")

    def words(self, say: Saying) -> str:
        """The condition in words."""
        return f"{' and '.join(self.outcomes)}: only where it is true that the person {words(self.requires, say)}."

    def lower(self, build: Building) -> None:
        """A test without a date of its own, on the outcomes named."""
        condition = lower(self, self.requires, build, ("requires",))
        build.conditions.append((self.outcomes, Requires(self.id, condition)))
