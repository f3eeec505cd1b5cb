"""Who must be told of what when an outcome is claimed."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import MustBeTold
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import Sentence
from commissioning.terms.wording import Saying


class MustBeToldTerm(TermOfSomeClaims):
    """Somebody must be told something with a claim. It decides nothing and stands on every claim."""

    title_of_kind = "Who must be told"
    claim_example: ClassVar[str] = """
- id: records
  kind: must_be_told
  whom: the Department
  what: how and when the evidence was obtained
  source: {document: the-contract, clause: "11"}
"""

    kind: Literal["must_be_told"]
    whom: Sentence = Field(description="Who must be told.")
    what: Sentence = Field(description="What they must be told.")

    def words(self, say: Saying) -> str:
        """The duty in words."""
        return f"{self.whom[:1].upper()}{self.whom[1:]} must be told {self.what}.{self.of_which()}"

    def node(self, ask: OfClaims) -> MustBeTold:
        """The duty."""
        ask.rests("what", self.what)
        return MustBeTold(self.id, self.whose, self.whom, self.what)
