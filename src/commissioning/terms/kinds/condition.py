"""Eligibility condition: what must be true of the person, in Kleene's three values."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.conditions import Requirement, lower, words
from commissioning.terms.wording import Saying


class EligibilityCondition(Term):
    """The facts of the journey meet the requirement; a blank fact is unknown, never no."""

    title_of_kind = "Eligibility condition"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: in_scotland
  kind: condition
  requires: {lives_in_scotland: yes}
  illustrative: an example
""",
            journeys={
                "met": "journey: {lives_in_scotland: yes}",
                "not_met": "journey: {lives_in_scotland: no}",
                "undetermined": "journey: {lives_in_scotland: ''}",
            },
        ),
    )

    kind: Literal["condition"]
    requires: Requirement = Field(description="What must hold: one fact, or several joined by all, any and not.")

    def words(self, say: Saying) -> str:
        """The requirement in words."""
        return f"Required of the person: {words(self.requires, say)}."

    def lower(self, build: Building) -> None:
        """A condition of eligibility."""
        build.eligible_when(self, lower(self, self.requires, build, ("requires",)))
