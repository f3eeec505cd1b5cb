"""Not modelled: something the contract has that the product does not decide, and why."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Sentence
from commissioning.terms.wording import Saying


class NotModelled(Term):
    """A clause, outcome or rule that is left out, said aloud on every comparison."""

    title_of_kind = "Not modelled"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["not_modelled"]
    what: Sentence = Field(description="What is left out.")
    why: Sentence = Field(description="Why: usually that no document read gives it.")

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """What is left out, and why."""
        return f"Not modelled: {self.what}. {self.why}"

    def lower(self, build: Building) -> None:
        """Nothing to decide; a note on every comparison."""
        build.not_modelled.append((self.what, self.why))
