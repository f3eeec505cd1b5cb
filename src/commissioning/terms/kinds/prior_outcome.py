"""Prior outcome: whether an outcome can be met only if the one before it is."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying


class PriorOutcome(Term):
    """Each outcome is independent of the one before it, or requires it (13-week before 26-week before 52-week)."""

    title_of_kind = "Prior outcome"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: prior_outcome
  kind: prior_outcome
  relation: required
  illustrative: an example
""",
            with_terms="""
- id: outcomes
  kind: sustained_outcomes
  window: first_start
  outcomes: {4-week: {weeks: 4, within: 4}, 8-week: {weeks: 8, within: 20}}
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-02-01}]",
                "not_met": "jobs: [{start_date: 2022-01-03, end_date: 2022-01-20}, {start_date: 2022-02-01}]",
                "not_yet": "jobs: [{start_date: 2022-06-20}]",
            },
            outcome="8-week",
        ),
    )

    kind: Literal["prior_outcome"]
    relation: Setting[Literal["independent", "required"]] = Field(
        description="Whether the outcome before it is required, or each stands alone."
    )

    @property
    def decides(self) -> bool:
        """Not where each outcome stands alone."""
        return plain(self.relation) != "independent"

    def words(self, say: Saying) -> str:
        """The relation in words."""
        return f"Whether an outcome needs the one before it to be met: {say(self.relation)}."

    def lower(self, build: Building) -> None:
        """A relation between outcomes in their order."""
        if build.prior is not None:
            build.problem("C062", f"'{build.prior[0]}' already relates the outcomes", "keep one of them", "kind")
            return
        build.prior = (self.id, build.value(self, "relation", self.relation, same))
