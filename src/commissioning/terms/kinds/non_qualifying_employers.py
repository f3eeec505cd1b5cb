"""Employers that do not qualify, or must be told of: the provider itself and its supply chain."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import NonQualifyingEmployers
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import Sentence
from commissioning.terms.service_term import word
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class NonQualifyingEmployersTerm(TermOfClaim):
    """Work for the provider or its supply chain does not count, waits for a decision, or must be told of."""

    title_of_kind = "Employers of the provider's own"
    claim_example: ClassVar[str] = """
- id: own_employers
  kind: non_qualifying_employers
  rule: hold
  whom: the Department
  source: {document: the-contract, clause: "10"}
"""

    kind: Literal["non_qualifying_employers"]
    rule: Setting[Literal["excluded", "hold", "told"]] = Field(
        description="Whether a claim that rests on such work is refused (excluded), waits until a person in a role decides "
        "(hold), or only has to say so (told)."
    )
    whom: Sentence | None = Field(None, description="Who must be told.")

    def words(self, say: Saying) -> str:
        """The rule in words."""
        told = f" {self.whom[:1].upper()}{self.whom[1:]} must be told." if self.whom else ""
        return f"Work for the provider or its supply chain: {say(self.rule)}.{told}"

    def node(self, ask: OfClaims) -> NonQualifyingEmployers:
        """The rule."""
        return NonQualifyingEmployers(self.id, ask.value("rule", self.rule, word), self.whom or "")
