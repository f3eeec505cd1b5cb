"""Evidence: what a claim must show, and for which days."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import EvidenceRequired
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import Name
from commissioning.terms.service_term import word
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class EvidenceRequiredTerm(TermOfSomeClaims):
    """A claim needs evidence of these kinds, of every week it rests on or once. Evidence that was withdrawn shows nothing."""

    title_of_kind = "Evidence"
    claim_example: ClassVar[str] = """
- id: evidence
  kind: evidence_required
  kinds: [payslip, employer_letter]
  needed: any
  coverage: every_week
  source: {document: the-contract, clause: "8"}
"""

    kind: Literal["evidence_required"]
    kinds: tuple[Name, ...] = Field(
        min_length=1, description="The kinds of evidence, as the column 'kind' of evidence names them."
    )
    needed: Setting[Literal["any", "all"]] = Field(description="Whether one of the kinds is enough, or each is needed.")
    coverage: Setting[Literal["every_week", "once"]] = Field(
        description="Every day of each week that the outcome rests on (every_week), or one piece that shows any of them (once)."
    )

    def words(self, say: Saying) -> str:
        """The evidence in words."""
        kinds = ", ".join(kind.replace("_", " ") for kind in self.kinds)
        return f"A claim needs evidence: {kinds}. Of them: {say(self.needed)}. For: {say(self.coverage)}.{self.of_which()}"

    def node(self, ask: OfClaims) -> EvidenceRequired:
        """The kinds with what they must cover."""
        return EvidenceRequired(
            self.id,
            self.whose,
            self.kinds,
            ask.value("needed", self.needed, word),
            ask.value("coverage", self.coverage, word),
        )
