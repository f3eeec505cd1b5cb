"""Centre of Excellence: what a service must show to be recognised as one."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.service_nodes import AllOfService, FactRequired, FidelityRequired
from commissioning.plan.values import fixed
from commissioning.terms.service_facts import FACTS_OF_SERVICES
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService
from commissioning.terms.service_values import BandWord
from commissioning.terms.wording import Saying

Shown = Literal[
    "good_practice_supervision",
    "good_practice_casework",
    "good_practice_employer_engagement",
    "good_practice_job_development",
    "good_practice_personal_disclosure",
    "good_practice_clinical_integration",
    "senior_management_support",
    "sufficient_job_outcomes",
]


class CentreOfExcellence(TermOfService):
    """A formal review found at least such a band, and everything else that a Centre of Excellence must show was shown."""

    title_of_kind = "Centre of Excellence"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: centre
  kind: centre_of_excellence
  fidelity: good
  shown: [senior_management_support]
  illustrative: an example
""",
            services={
                "met": "{reviews: [{instrument: formal_review, word: Good, band: good}], "
                "facts: {senior_management_support: {value: yes}}}",
                "not_met": "{reviews: [{instrument: formal_review, word: Fair, band: fair}]}",
                "undetermined": "{reviews: [{instrument: formal_review, word: Good, band: good}]}",
            },
        ),
    )

    kind: Literal["centre_of_excellence"]
    fidelity: BandWord = Field(description="The lowest band that a formal review must have found.")
    shown: tuple[Shown, ...] = Field(min_length=1, description="What else must have been shown.")

    def words(self, say: Saying) -> str:
        """The conditions in words."""
        others = "; ".join(FACTS_OF_SERVICES[fact] for fact in self.shown)
        return (
            f"A Centre of Excellence was found by a formal review to be of at least '{self.fidelity}' fidelity; and {others}."
        )

    def test(self, ask: OfService) -> AllOfService:
        """The band, and the facts."""
        ask.build.caveat_of_term(self, "fidelity", self.fidelity)
        return AllOfService(
            self.id, (FidelityRequired(self.id, fixed(self.fidelity)), FactRequired(self.id, tuple(self.shown)))
        )
