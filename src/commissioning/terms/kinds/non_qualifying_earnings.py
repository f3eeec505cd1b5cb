"""Earnings that do not qualify: which they are, and who must be told."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import NonQualifyingEarnings
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import Sentence
from commissioning.terms.wording import Saying


class NonQualifyingEarningsTerm(TermOfClaim):
    """Some earnings do not count towards an outcome (the rows of earnings that say ``qualifying: no``), and must be told of."""

    title_of_kind = "Earnings that do not qualify"
    claim_example: ClassVar[str] = """
- id: earnings_that_do_not_qualify
  kind: non_qualifying_earnings
  sorts: [tax refunds, wages in lieu, holiday pay of an earlier job]
  whom: the Department
  source: {document: the-contract, clause: "9"}
"""

    kind: Literal["non_qualifying_earnings"]
    sorts: tuple[Sentence, ...] = Field((), description="What they are, as the document lists them.")
    whom: Sentence | None = Field(None, description="Who must be told of them, if anybody.")

    def words(self, say: Saying) -> str:
        """The earnings in words."""
        which = ", ".join(self.sorts) if self.sorts else "those recorded as not qualifying"
        return f"Earnings that do not count: {which}." + (
            f" {self.whom[:1].upper()}{self.whom[1:]} must be told of them." if self.whom else ""
        )

    def node(self, ask: OfClaims) -> NonQualifyingEarnings:
        """What is to be told."""
        ask.rests("sorts", ", ".join(self.sorts) or "recorded as not qualifying")
        return NonQualifyingEarnings(self.id, self.sorts, self.whom or "")
