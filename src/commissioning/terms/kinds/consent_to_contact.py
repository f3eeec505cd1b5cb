"""Consent to contact the employer: whether a claim needs it, and on which benefits it does not."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import ConsentToContact
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import Name, YesNo
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class ConsentToContactTerm(TermOfClaim):
    """The employer is contacted to check a claim, which takes the client's consent unless a benefit makes it lawful without."""

    title_of_kind = "Consent to contact the employer"
    claim_example: ClassVar[str] = """
- id: consent
  kind: consent_to_contact
  required: yes
  unless_on: [uc, esa, jsa]
  source: {document: the-contract, clause: "12"}
"""

    kind: Literal["consent_to_contact"]
    required: Setting[YesNo] = Field(description="Whether a claim needs it.")
    unless_on: tuple[Name, ...] = Field((), description="Benefits on which the employer may be contacted without it.")

    def words(self, say: Saying) -> str:
        """The rule in words."""
        unless = f" Not of a client on {', '.join(self.unless_on)}." if self.unless_on else ""
        return f"A claim needs the client's consent to contact the employer: {say(self.required)}.{unless}"

    def node(self, ask: OfClaims) -> ConsentToContact:
        """The rule."""
        return ConsentToContact(self.id, ask.value("required", self.required, bool), self.unless_on)
