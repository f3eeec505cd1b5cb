"""Price bands: what an outcome pays by a number among the facts of the journey."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from commissioning.domain.money import pounds
from commissioning.plan.claim_nodes import Bands, PriceBands
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import Name, money, whole_number, wrong
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class BandsValue(tuple[tuple[int, int], ...]):
    """Prices in pence by the number they hold from, the lowest first and from 0."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(f"{pounds(pence)} from {start}" for start, pence in self)


def bands(value: Any) -> BandsValue:
    """``{0: £500, 12: £800}``: prices by the number each holds from, the first from 0."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give a price for each number it holds from", "write it as {0: £500, 12: £800}")
    found = BandsValue(sorted((whole_number(start), int(money(pence))) for start, pence in value.items()))
    if found[0][0] != 0:
        raise wrong("must begin at 0, so that every number has a price", f"add the price below {found[0][0]}: {{0: £…}}")
    return found


BandsOf = Annotated[
    BandsValue,
    BeforeValidator(bands),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": ["string", "number"]}, "minProperties": 1}),
]


class PriceBandsTerm(TermOfSomeClaims):
    """What an outcome pays depends on a number among the facts of the journey; without the fact any of the prices may be due."""

    title_of_kind = "Price bands"
    claim_example: ClassVar[str] = """
- id: price_bands
  kind: price_bands
  outcomes: [13-week]
  fact: months_out_of_work
  bands: {value: {0: £700, 12: £900, 24: £1200}, illustrative: No price is published.}
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
            return tuple(value)

        return PriceBands(self.id, self.whose, self.fact, ask.value("bands", self.bands, plain))
