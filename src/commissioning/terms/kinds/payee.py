"""Payee: who is paid for an outcome."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.settings import Setting, Silent
from commissioning.terms.wording import Saying


class Payee(Term):
    """Who is paid for an outcome; it decides no outcome."""

    title_of_kind = "Payee"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["payee"]
    paid_to: Setting[Literal["provider", "employer", "client"]] = Field(description="Who is paid.")

    @property
    def decides(self) -> bool:
        """Never: a silence of it changes no verdict either."""
        return False

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"Paid to: {say(self.paid_to)}."

    def lower(self, build: Building) -> None:
        """Who is paid, in words."""
        if not isinstance(self.paid_to, Silent):
            build.value(self, "paid_to", self.paid_to, same)
        build.payee = Saying()(self.paid_to)
