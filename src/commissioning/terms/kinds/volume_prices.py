"""Volume acceleration: prices that change with the number of outcomes."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from commissioning.plan.claim_nodes import VolumePrices
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import sentence, whole_number, wrong
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class StepsValue(tuple[tuple[int, int], ...]):
    """Shares of the price in basis points by the number of outcomes above which they hold, the lowest first."""

    __slots__ = ()

    def __str__(self) -> str:
        return ", ".join(f"{share // 100}{f'.{share % 100:02d}' if share % 100 else ''}% above {above}" for above, share in self)


def steps(value: Any) -> StepsValue:
    """``{100: 120%}``: above 100 outcomes each further one pays 120% of its price."""
    if not isinstance(value, dict) or not value:
        raise wrong("must give a share for each number of outcomes above which it holds", "write it as {100: 120%}")
    return StepsValue(sorted((whole_number(above), _share(share)) for above, share in value.items()))


def _share(value: Any) -> int:
    text = sentence(value).replace(" ", "")
    number, sign, rest = text.partition("%")
    whole, _, decimals = number.partition(".")
    if sign != "%" or rest or not whole.isdigit() or len(whole) > 3 or len(decimals) > 2 or (decimals and not decimals.isdigit()):
        raise wrong(f"must be a share of the price in per cent, not '{text}'", "write it as 120%")
    return int(whole) * 100 + int((decimals + "00")[:2])


StepsOf = Annotated[
    StepsValue,
    BeforeValidator(steps),
    WithJsonSchema({"type": "object", "additionalProperties": {"type": "string"}, "minProperties": 1}),
]


class VolumePricesTerm(TermOfSomeClaims):
    """Above a number of outcomes under the contract, each further one pays another share of its price."""

    title_of_kind = "Volume acceleration"
    claim_example: ClassVar[str] = """
- id: acceleration
  kind: volume_prices
  steps: {value: {100: 120%}, illustrative: "Neither the volume nor the higher price was read."}
"""

    kind: Literal["volume_prices"]
    steps: Setting[StepsOf] = Field(description="The share of the price above each number of outcomes: {100: 120%, 200: 130%}.")

    def words(self, say: Saying) -> str:
        """The steps in words."""
        return f"Each further outcome pays of its price: {say(self.steps)} outcomes.{self.of_which()}"

    def node(self, ask: OfClaims) -> VolumePrices:
        """The steps."""

        def plain(value: StepsValue) -> tuple[tuple[int, int], ...]:
            return tuple(value)

        return VolumePrices(self.id, self.whose, ask.value("steps", self.steps, plain))
