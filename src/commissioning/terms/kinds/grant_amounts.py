"""Grant amounts: what each outcome pays, stated in the contract itself, by band of hours where there are bands."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.money import pounds
from commissioning.terms.amounts import UP_TO, OneAmount
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Amount, Amounts, Building
from commissioning.terms.scalars import Name
from commissioning.terms.wording import Saying


class GrantAmounts(Term):
    """What each outcome pays: one sum, a sum for each band of hours, or the most that is paid."""

    title_of_kind = "Amounts"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["grant_amounts"]
    amounts: dict[Name, OneAmount] = Field(
        min_length=1,
        description="By outcome: £4,000; or by band of hours, {part-time: £500, full-time: £1,000}; or {up_to: £8,000}.",
    )

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """The amounts in words."""
        return "; ".join(f"{outcome} pays {_in_words(amount)}" for outcome, amount in self.amounts.items()) + "."

    def lower(self, build: Building) -> None:
        """The contract's own prices."""
        build.caveat_of_term(self, "amounts", ", ".join(self.amounts))
        found = {
            outcome: Amount({"": amount[UP_TO]}, up_to=True) if UP_TO in amount else Amount(amount)
            for outcome, amount in self.amounts.items()
        }
        build.amounts = Amounts(self.id, found, self.illustrative is not None)


def _in_words(amount: dict[str, int]) -> str:
    if UP_TO in amount:
        return f"up to {pounds(amount[UP_TO])}"
    return ", ".join(f"{pounds(sum_)}{f' ({band})' if band else ''}" for band, sum_ in amount.items())
