"""Provisional start: a start that stands until eligibility is verified, and what a reversed start takes back."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.reasons import ReasonCode
from commissioning.plan.nodes import AllOf, Condition, FactIs
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, open_condition
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class ProvisionalStart(Term):
    """A start may be provisional until eligibility is verified; a start that is reversed takes back what followed from it."""

    title_of_kind = "Provisional starts"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: provisional_start
  kind: provisional_start
  until_verified: waits
  illustrative: an example
""",
            journeys={
                "met": "journey: {verified_on: 2022-06-30}",
                "not_met": "journey: {verified_on: 2022-06-30, reversed_on: 2022-06-30}",
                "undetermined": "journey: {verified_on: 2022-07-02}",
            },
        ),
    )

    kind: Literal["provisional_start"]
    until_verified: Setting[Literal["counts", "waits"]] = Field(
        description="Whether outcomes count while the start is provisional (counts), or wait until ``verified_on`` (waits)."
    )

    def words(self, say: Saying) -> str:
        """The term in words."""
        return (
            "A start may be provisional until eligibility is verified; if it is reversed, so is what followed from it. "
            f"Outcomes while it is provisional: {say(self.until_verified)}."
        )

    def lower(self, build: Building) -> None:
        """One condition: the start was not reversed and, where outcomes wait for it, was verified."""
        build.facts["start_reversed"] = build.facts["start_verified"] = "yes_no"
        stands: Condition = FactIs("start_reversed", (False,))

        def condition(word: str) -> Condition:
            return stands if word == "counts" else AllOf((stands, FactIs("start_verified", (True,))))

        value: Value[Condition] = build.value(self, "until_verified", self.until_verified, condition)
        build.eligible_when(self, open_condition(value), ReasonCode.START_REVERSED)
