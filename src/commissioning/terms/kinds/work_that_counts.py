"""Work that counts: whether self-employment does, and which kinds of contract do not."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import BasisCounts
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying


class WorkThatCounts(Term):
    """Self-employment counts as work, or it does not."""

    title_of_kind = "Work that counts"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: work_that_counts
  kind: work_that_counts
  self_employment: excluded
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{basis: employee}]",
                "not_met": "jobs: [{basis: self_employed}]\n  died: yes",
                "not_yet": "jobs: [{basis: self_employed}]",
                "undetermined": "jobs: [{basis: ''}]",
            },
        ),
    )

    kind: Literal["work_that_counts"]
    self_employment: Setting[Literal["counts", "excluded"]] = Field(description="Whether self-employment is work here.")

    def contrary(self) -> WorkThatCounts | None:
        """Self-employment excluded, where it counts: it would count without the term too."""
        return self.model_copy(update={"self_employment": "excluded"}) if plain(self.self_employment) == "counts" else None

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"Self-employment: {say(self.self_employment)}."

    def lower(self, build: Building) -> None:
        """A filter on the basis of each job."""

        def excluded(word: str) -> tuple[str, ...]:
            return ("self_employed",) if word == "excluded" else ()

        build.filters.append(BasisCounts(self.id, build.value(self, "self_employment", self.self_employment, excluded)))
