"""No mixing: an outcome is reached by employment or by self-employment, never by the two together."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Name
from commissioning.terms.wording import Saying


class NoMixing(Term):
    """Employment and self-employment are counted apart: each must reach the outcome by itself."""

    title_of_kind = "No mixing of employment and self-employment"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: no_mixing
  kind: no_mixing
  outcome: job-outcome
  illustrative: an example
""",
            with_terms="""
- id: earnings
  kind: earnings_outcome
  outcome: job-outcome
  counting: all
  amount: £1,000
  within: [60 days]
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{job_id: J1}]\n  earnings: [{job_id: J1, paid_on: 2022-02-01, amount_pence: 100000}]",
                "not_met": "jobs: [{job_id: J1}, {job_id: J2, basis: self_employed}]\n"
                "  earnings: [{job_id: J1, paid_on: 2022-02-01, amount_pence: 60000}, "
                "{job_id: J2, paid_on: 2022-02-01, amount_pence: 60000}]",
            },
        ),
    )

    kind: Literal["no_mixing"]
    outcome: Name = Field(description="The outcome that must not be a mix.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"{self.outcome} cannot be a mix of employment and self-employment: one of them must reach it alone."

    def lower(self, build: Building) -> None:
        """Two routes where there was one."""
        build.caveat_of_term(self, "outcome", self.outcome)
        build.unmixed[self.outcome] = self.id
