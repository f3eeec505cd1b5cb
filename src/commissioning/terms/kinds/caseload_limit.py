"""Caseload limit: how many clients an employment specialist may have."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.plan.service_nodes import CaseloadLimit
from commissioning.terms.scalars import Whole, wrong
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService, whole, word
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class CaseloadLimitTerm(TermOfService):
    """An employment specialist has fewer than, or at most, so many clients: those who look for work, are supported in work, or
    are supported to keep a job they had, each counted once."""

    title_of_kind = "Caseload"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: caseload
  kind: caseload_limit
  fewer_than: 25
  per: specialist
  across: average
  illustrative: an example
""",
            services={
                "met": "{figures: {caseload: {value: 24}}}",
                "not_met": "{figures: {caseload: {value: 25}}}",
                "undetermined": "{figures: {caseload: {at_least: 20, at_most: 30}}}",
            },
        ),
    )

    kind: Literal["caseload_limit"]
    fewer_than: Setting[Whole] | None = Field(None, description="The number of clients there must be fewer than.")
    at_most: Setting[Whole] | None = Field(None, description="The greatest number of clients; give it or 'fewer_than'.")
    per: Setting[Literal["specialist", "full_time_equivalent"]] = Field(
        description="Whether clients are counted for a person, or for a full-time post."
    )
    across: Setting[Literal["each", "average"]] = Field(
        description="Whether every specialist must keep to the limit, or the service on average."
    )

    @model_validator(mode="after")
    def _one_limit(self) -> CaseloadLimitTerm:
        if (self.fewer_than is None) == (self.at_most is None):
            raise wrong("needs either 'fewer_than' or 'at_most'", "give one of the two")
        return self

    def words(self, say: Saying) -> str:
        """The limit in words."""
        limit = f"fewer than {say(self.fewer_than)}" if self.fewer_than is not None else f"at most {say(self.at_most)}"
        return (
            f"A caseload is {limit} clients. Counted for a person or a full-time post: {say(self.per)}. "
            f"For each specialist or on average: {say(self.across)}."
        )

    def test(self, ask: OfService) -> CaseloadLimit:
        """The clients of specialists against the limit."""
        return CaseloadLimit(
            self.id,
            ask.optional("fewer_than", self.fewer_than, whole),
            ask.optional("at_most", self.at_most, whole),
            ask.value("per", self.per, word),
            ask.value("across", self.across, word),
        )
