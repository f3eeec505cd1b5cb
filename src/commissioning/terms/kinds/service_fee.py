"""Service fee: what is paid whatever the outcomes, and in which instalments."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.domain.money import pounds
from commissioning.plan.claim_nodes import WHOLE, Instalment, ServiceFee
from commissioning.terms.building import same
from commissioning.terms.claim_term import OfClaims, TermOfClaim
from commissioning.terms.scalars import DayOf, Money, Whole, wrong
from commissioning.terms.service_term import whole
from commissioning.terms.service_values import Percent
from commissioning.terms.settings import Setting, Strict
from commissioning.terms.wording import Saying


class InstalmentOf(Strict):
    """A share of the fee, spread evenly over some months."""

    from_month: Whole = Field(description="The first month; the contract's first is 1.")
    to_month: Whole = Field(description="The last month.")
    share: Percent = Field(description="The share of the fee.")


class ServiceFeeTerm(TermOfClaim):
    """A fee that no outcome earns, paid in instalments that are spread evenly over months of the contract."""

    title_of_kind = "Service fee"
    claim_example: ClassVar[str] = """
- id: service_fee
  kind: service_fee
  share: 85%
  instalments:
    - {from_month: 1, to_month: 3, share: 25%}
    - {from_month: 4, to_month: 12, share: 52.5%}
    - {from_month: 13, to_month: 18, share: 22.5%}
  source: {document: the-contract, clause: "15"}
"""

    kind: Literal["service_fee"]
    share: Setting[Percent] | None = Field(None, description="The fee's share of the contract's value.")
    instalments: tuple[InstalmentOf, ...] = Field(min_length=1, description="The instalments; together they make up 100%.")
    begins: Setting[DayOf] | None = Field(None, description="The first day of month 1.")
    total: Setting[Money] | None = Field(None, description="The whole fee; without it only shares can be shown.")

    @model_validator(mode="after")
    def _whole(self) -> ServiceFeeTerm:
        found = sum(int(one.share) for one in self.instalments)
        if found != WHOLE:
            raise wrong("has instalments that do not make up 100%", f"they make {found / 100:g}% now")
        for one in self.instalments:
            if not 1 <= one.from_month <= one.to_month or not one.share:
                raise wrong(
                    "has an instalment without months or share", "write from_month, to_month (from 1) and a share above 0%"
                )
        return self

    def words(self, say: Saying) -> str:
        """The fee in words."""
        share = f"{say(self.share)} of the contract's value is a fee, whatever the outcomes." if self.share is not None else ""
        parts = "; ".join(f"{one.share} in months {one.from_month} to {one.to_month}" for one in self.instalments)
        total = (
            f" In all {pounds(self.total) if isinstance(self.total, int) else say(self.total)}."
            if self.total is not None
            else ""
        )
        return f"{share} It is paid month by month: {parts}.{total}".strip()

    def node(self, ask: OfClaims) -> ServiceFee:
        """The fee."""
        ask.rests("instalments", "; ".join(str(one.share) for one in self.instalments))
        return ServiceFee(
            self.id,
            ask.optional("share", self.share, whole),
            tuple(Instalment(one.from_month, one.to_month, int(one.share)) for one in self.instalments),
            ask.optional("begins", self.begins, same),
            ask.optional("total", self.total, whole),
        )
