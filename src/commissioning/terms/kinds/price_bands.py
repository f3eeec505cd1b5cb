"""Price bands: what an outcome pays by a number among the facts of the journey."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import Bands, PriceBands
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.claim_values import BandsOf, BandsValue
from commissioning.terms.scalars import Name
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class PriceBandsTerm(TermOfSomeClaims):
    """What an outcome pays depends on a number among the facts of the journey; without it any of the prices may be due."""

    title_of_kind = "Price bands"
    claim_example: ClassVar[str] = """
- id: price_bands
  kind: price_bands
  fact: months_out_of_work
  bands: {0: £700, 12: £900, 24: £1200}
  illustrative: No price is published.
"""

    kind: Literal["price_bands"]
    fact: Name = Field(description="A fact of journeys that is a number, such as months_out_of_work.")
    bands: Setting[BandsOf] = Field(description="The price from each number on: {0: £500, 12: £800}.")

    def words(self, say: Saying) -> str:
        """The bands in words."""
        return f"Paid by {self.fact.replace('_', ' ')}: {say(self.bands)}.{self.of_which()}"

    def node(self, ask: OfClaims) -> PriceBands:
        """The bands."""
        ask.build.asks(self.fact, "number", ("fact",))

        def plain(value: BandsValue) -> Bands:
            return value.rows

        return PriceBands(self.id, self.whose, self.fact, ask.value("bands", self.bands, plain))
