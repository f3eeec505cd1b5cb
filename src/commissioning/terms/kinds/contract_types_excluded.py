"""Contract types excluded: kinds of employment contract that do not count, such as zero-hours contracts."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import BasisCounts
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.wording import Saying

Basis = Literal["employee", "self_employed", "zero_hours", "apprenticeship"]


class ContractTypesExcluded(Term):
    """Jobs on these bases do not count."""

    title_of_kind = "Contract types that do not count"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: contract_types
  kind: contract_types_excluded
  excluded: [zero_hours, self_employed]
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{basis: apprenticeship}]",
                "not_met": "jobs: [{basis: zero_hours}]\n  died: yes",
                "not_yet": "jobs: [{basis: self_employed}]",
                "undetermined": "jobs: [{basis: ''}]",
            },
        ),
    )

    kind: Literal["contract_types_excluded"]
    excluded: tuple[Basis, ...] = Field(min_length=1, description="The bases of work that do not count.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        return f"Work does not count on these contracts: {', '.join(one.replace('_', ' ') for one in self.excluded)}."

    def lower(self, build: Building) -> None:
        """A filter on the basis of each job."""
        excluded: tuple[str, ...] = tuple(self.excluded)
        value = build.value(self, "excluded", " or ".join(excluded), lambda _: excluded)
        build.filters.append(BasisCounts(self.id, value))
