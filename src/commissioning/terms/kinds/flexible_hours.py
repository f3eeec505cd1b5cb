"""Flexible hours: no number of hours; the job must reflect the person's needs."""

from __future__ import annotations

from typing import ClassVar, Literal

from commissioning.plan.nodes import SuitsPerson
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.wording import Saying


class FlexibleHours(Term):
    """No set number of hours is asked; a job counts if it is recorded as reflecting the needs of the person."""

    title_of_kind = "Flexible hours"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: flexible_hours
  kind: flexible_hours
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{reflects_needs: yes, weekly_hours: 4}]",
                "not_met": "jobs: [{reflects_needs: no}]\n  died: yes",
                "not_yet": "jobs: [{reflects_needs: no}]",
                "undetermined": "jobs: [{reflects_needs: ''}]",
            },
        ),
    )

    kind: Literal["flexible_hours"]

    def words(self, say: Saying) -> str:
        """The rule in words."""
        return (
            "No set number of weekly hours is asked. A job counts if it reflects the needs of the person, which the provider "
            "must have recorded; it applies to job outcomes, not to grants for employers."
        )

    def lower(self, build: Building) -> None:
        """A filter that keeps jobs recorded as suited to the person."""
        build.caveat_of_term(self, "reflects_needs", "yes")
        build.filters.append(SuitsPerson(self.id))
