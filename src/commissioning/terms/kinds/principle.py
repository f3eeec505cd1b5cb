"""Principle: something a service must be like, which a fact of the service can decide."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.service_nodes import FactRequired
from commissioning.terms.scalars import Sentence
from commissioning.terms.service_facts import FACTS_OF_SERVICES
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService
from commissioning.terms.wording import Saying

FactOfService = Literal[
    "support_unlimited",
    "nobody_mandated",
    "health_partner",
    "health_represented",
    "specialists_in_clinical_teams",
    "benefits_counselling",
    "continues_after_funding",
    "senior_management_support",
    "sufficient_job_outcomes",
]


class Principle(TermOfService):
    """A principle that a fact of the service decides. One that no fact can decide is a term of kind ``not_modelled``."""

    title_of_kind = "Principle"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: benefits
  kind: principle
  principle: Benefits counselling is included
  decided_by: benefits_counselling
  illustrative: an example
""",
            services={
                "met": "{facts: {benefits_counselling: {value: yes}}}",
                "not_met": "{facts: {benefits_counselling: {value: no}}}",
                "undetermined": "{}",
            },
        ),
    )

    kind: Literal["principle"]
    principle: Sentence = Field(description="The principle, in the document's words.")
    decided_by: FactOfService = Field(description="The fact of the service that decides it.")

    def words(self, say: Saying) -> str:
        """The principle in words."""
        return f"{self.principle.rstrip('.')}. Decided by whether {FACTS_OF_SERVICES[self.decided_by]}."

    def test(self, ask: OfService) -> FactRequired:
        """One fact of the service."""
        ask.build.caveat_of_term(self, "decided_by", self.decided_by)
        return FactRequired(self.id, (self.decided_by,))
