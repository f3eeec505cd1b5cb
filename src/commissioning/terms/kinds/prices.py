"""Prices: what an outcome pays, by payment group, from a price list."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Name
from commissioning.terms.wording import Saying


class PricesTerm(Term):
    """Each outcome is paid by the person's payment group, from one price list in ``rules/prices``."""

    title_of_kind = "Prices"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["prices"]
    list: Name = Field(description="The price list's name.")

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"Each outcome is paid by payment group, from the price list '{self.list}'."

    def lower(self, build: Building) -> None:
        """The name of the price list."""
        build.caveat_of_term(self, "list", self.list)
        build.price_list = self.list
