"""Volume acceleration: prices that change with the number of outcomes."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.claim_nodes import VolumePrices
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.claim_values import StepsOf, StepsValue
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class VolumePricesTerm(TermOfSomeClaims):
    """Above a number of outcomes under the contract, each further one pays another share of its price."""

    title_of_kind = "Volume acceleration"
    claim_example: ClassVar[str] = """
- id: acceleration
  kind: volume_prices
  steps: {100: 120%}
  illustrative: Neither the volume nor the higher price was read.
"""

    kind: Literal["volume_prices"]
    steps: Setting[StepsOf] = Field(description="The share of the price above each number of outcomes: {100: 120%, 200: 130%}.")

    def words(self, say: Saying) -> str:
        """The steps in words."""
        return f"Each further outcome pays of its price: {say(self.steps)} outcomes.{self.of_which()}"

    def node(self, ask: OfClaims) -> VolumePrices:
        """The steps."""

        def plain(value: StepsValue) -> tuple[tuple[int, int], ...]:
            return value.rows

        return VolumePrices(self.id, self.whose, ask.value("steps", self.steps, plain))
