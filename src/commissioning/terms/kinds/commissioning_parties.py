"""Commissioning parties: who commissions, who pays and who provides. It decides no outcome of a client."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Sentence
from commissioning.terms.wording import Saying


class CommissioningParties(Term):
    """Who commissions the service together, and who provides it."""

    title_of_kind = "Commissioning parties"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["commissioning_parties"]
    commissioners: tuple[Sentence, ...] = Field(min_length=1, description="Who commissions; several are a partnership.")
    providers: tuple[Sentence, ...] = Field((), description="Who provides.")

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """The parties in words."""
        together = " together with ".join(self.commissioners)
        provided = f"; provided by {', '.join(self.providers)}" if self.providers else ""
        return f"Commissioned by {together}{provided}."

    def lower(self, build: Building) -> None:
        """Nothing to decide."""
        build.caveat_of_term(self, "commissioners", ", ".join(self.commissioners))
