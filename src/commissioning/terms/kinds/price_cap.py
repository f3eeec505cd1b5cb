"""Price cap: the most that is paid in all."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import PriceCap
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import Money
from commissioning.terms.service_term import whole
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class PriceCapTerm(TermOfSomeClaims):
    """At most so much is paid for a journey, or under the contract; what comes last gets what is left."""

    title_of_kind = "Price cap"
    claim_example: ClassVar[str] = """
- id: most_for_a_person
  kind: price_cap
  most: £3000
  for_each: journey
  source: {document: the-contract, clause: "14"}
"""

    kind: Literal["price_cap"]
    most: Setting[Money] = Field(description="The most that is paid.")
    for_each: Literal["journey", "contract"] = Field(
        description="For each journey, or for all claims under the contract, in the order they were made."
    )

    def words(self, say: Saying) -> str:
        """The cap in words."""
        return f"At most {say(self.most)} for each {self.for_each}.{self.of_which()}"

    def node(self, ask: OfClaims) -> PriceCap:
        """The cap."""
        return PriceCap(self.id, self.whose, ask.value("most", self.most, whole), self.for_each)
