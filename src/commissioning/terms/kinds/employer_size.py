"""Employer size: a job counts only with an employer of fewer than so many employees."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import EmployerSize
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Whole
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class EmployerSizeTerm(Term):
    """A job counts if its employer (in the table ``employers``) has fewer than so many employees."""

    title_of_kind = "Size of the employer"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: employer_size
  kind: employer_size
  fewer_than: 250
  illustrative: an example
""",
            journeys={
                "met": "employers: {E1: 249}\n  jobs: [{employer_id: E1}]",
                "not_met": "employers: {E1: 250}\n  jobs: [{employer_id: E1}]\n  died: yes",
                "not_yet": "employers: {E1: 250}\n  jobs: [{employer_id: E1}]",
                "undetermined": "jobs: [{employer_id: E1}]",
            },
        ),
    )

    kind: Literal["employer_size"]
    fewer_than: Setting[Whole] = Field(description="The number of employees that the employer must be below.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"A job counts only with an employer of fewer than {say(self.fewer_than, 'employees')}."

    def lower(self, build: Building) -> None:
        """A filter on the employer of each job."""
        build.filters.append(EmployerSize(self.id, build.value(self, "fewer_than", self.fewer_than, int)))
