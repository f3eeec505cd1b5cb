"""Dual funding: whether the same days may be paid for by two programmes."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import DualFunding
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import Name
from commissioning.terms.service_term import word
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class DualFundingTerm(TermOfClaim):
    """A claim that rests on days which another programme with the same payee was claimed for first is a duplicate, or not."""

    title_of_kind = "Dual funding"
    claim_example: ClassVar[str] = """
- id: dual_funding
  kind: dual_funding
  same_days: not_paid_twice
  source: {document: the-contract, clause: "13"}
"""

    kind: Literal["dual_funding"]
    same_days: Setting[Literal["not_paid_twice", "allowed"]] = Field(
        description="Whether the same days of a client may be claimed under two programmes."
    )
    programmes: tuple[Name, ...] = Field((), description="The contracts it speaks of; every other unless given.")

    def words(self, say: Saying) -> str:
        """The rule in words."""
        of = f" It speaks of {', '.join(self.programmes)}." if self.programmes else ""
        return f"The same days under another programme: {say(self.same_days)}.{of}"

    def node(self, ask: OfClaims) -> DualFunding:
        """The rule."""
        return DualFunding(self.id, ask.value("same_days", self.same_days, word), self.programmes)
