"""Fidelity required: the band that a formal review of the service must have found."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.calendar import Length
from commissioning.plan.service_nodes import FidelityRequired
from commissioning.plan.values import fixed
from commissioning.terms.scalars import LengthOfTime
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService
from commissioning.terms.service_values import BandWord
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class FidelityRequiredTerm(TermOfService):
    """The latest formal review found at least such a band. A guided self-assessment gives no band and decides nothing."""

    title_of_kind = "Fidelity"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: fidelity
  kind: fidelity_required
  at_least: good
  illustrative: an example
""",
            services={
                "met": "{reviews: [{instrument: formal_review, word: Good fidelity, band: good}]}",
                "not_met": "{reviews: [{instrument: formal_review, word: Fair fidelity, band: fair}]}",
                "undetermined": "{reviews: [{instrument: guided_self_assessment, word: Not IPS}]}",
            },
        ),
    )

    kind: Literal["fidelity_required"]
    at_least: BandWord = Field(description="The lowest band that is enough.")
    within: Setting[LengthOfTime] | None = Field(
        None, description="How long after its first day the service has for it; it must be so from the first unless given."
    )

    def words(self, say: Saying) -> str:
        """The band in words."""
        within = f", within {say(self.within)} of the service's first day" if self.within is not None else ""
        return f"The latest formal review of fidelity found at least '{self.at_least}'{within}."

    def test(self, ask: OfService) -> FidelityRequired:
        """The band of the latest formal review."""
        ask.build.caveat_of_term(self, "at_least", self.at_least)
        return FidelityRequired(self.id, fixed(self.at_least), ask.optional("within", self.within, _length))


def _length(value: Length) -> Length:
    return value
