"""What every kind of term has: an id, a kind, a standing, plain words, and a lowering to the plan."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from commissioning.domain.provenance import Provenance
from commissioning.plan.values import AppliesBy
from commissioning.terms.scalars import Name, Sentence, YesNo
from commissioning.terms.settings import Marked, Setting, Source
from commissioning.terms.wording import Saying

if TYPE_CHECKING:
    from commissioning.terms.building import Building

AppliesByWord = Literal["referral", "start", "job_start", "day_worked", "outcome_reached", "claim"]


@dataclass(frozen=True, slots=True)
class Example:
    """A term of a kind, as YAML, and small journeys with the verdict each must get: what the reference page shows.

    *with_terms* are further terms the example needs to make an outcome; *journeys* maps a verdict to the facts that give it,
    in the form of a contract's ``cases.yaml``; *outcome* is the outcome the verdicts are of, every one unless given.
    """

    term: str
    journeys: dict[str, str]
    with_terms: str = ""
    outcome: str = ""


class Kept(Marked):
    """The standing that the parent gave fields which a contract left as they were."""

    fields: tuple[Name, ...] = Field(description="The fields.")


class Term(Marked):
    """One term of a contract."""

    title_of_kind: ClassVar[str] = ""
    may_apply_by: ClassVar[frozenset[AppliesBy]] = frozenset(
        {AppliesBy.REFERRAL, AppliesBy.START, AppliesBy.OUTCOME_REACHED, AppliesBy.CLAIM}
    )
    always_by: ClassVar[AppliesBy | None] = None
    """The event that says which version holds in every term of the kind; None where the term says it in ``applies_by``."""
    examples: ClassVar[tuple[Example, ...]] = ()

    id: Name = Field(description="The term's name in the contract; decisions cite it.")
    title: Sentence | None = Field(None, description="A short title; the kind's own unless given.")
    kind: str
    also: tuple[Source, ...] = Field((), description="Further documents that bear on the term.")
    note: Sentence | None = Field(None, description="Anything a reader should know.")
    applies_by: Setting[AppliesByWord] | None = Field(
        None, description="The event whose date says which version of a dated value holds."
    )
    fixed: YesNo = Field(False, description="Whether a contract that has this one as its parent must leave the term as it is.")
    kept: Kept | None = Field(
        None, description="The standing of fields that a contract kept from its parent (set where the terms are put together)."
    )
    restated: Marked | None = Field(
        None,
        description="A standing that replaces every standing in the term (set by a contract that uses a shared term).",
    )

    @property
    def decides(self) -> bool:
        """Whether a verdict can rest on the term; what is only shown, or states that nothing is asked, decides nothing."""
        return True

    def contrary(self) -> Term | None:
        """The term saying the contrary, where leaving it out would change nothing although it can decide; else None."""
        return None

    @abstractmethod
    def words(self, say: Saying) -> str:
        """The term in one or two plain sentences."""

    @abstractmethod
    def lower(self, build: Building) -> None:
        """Add what the term means to the plan."""

    def standing_of(self, name: str) -> Provenance | None:
        """The standing of a value that gives none of its own: what the parent gave its field, or the term's."""
        field = name.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]
        if self.kept is not None and field in self.kept.fields:
            return self.kept.provenance()
        return self.provenance()

    @property
    def heading(self) -> str:
        """The title a reader sees."""
        return self.title or self.title_of_kind or self.id
