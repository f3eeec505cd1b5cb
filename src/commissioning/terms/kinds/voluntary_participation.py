"""Voluntary participation: a mandated person is not eligible."""

from __future__ import annotations

from typing import ClassVar, Literal

from commissioning.domain.reasons import ReasonCode
from commissioning.plan.nodes import FactIs
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.wording import Saying


class VoluntaryParticipation(Term):
    """The person takes part by choice: someone who was mandated is not eligible."""

    title_of_kind = "Voluntary participation"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: voluntary
  kind: voluntary_participation
  illustrative: an example
""",
            journeys={
                "met": "journey: {mandated: no}",
                "not_met": "journey: {mandated: yes}",
                "undetermined": "journey: {mandated: ''}",
            },
        ),
    )

    kind: Literal["voluntary_participation"]

    def words(self, say: Saying) -> str:
        """The term in words."""
        return "Taking part is voluntary: a person who was mandated to take part is not eligible."

    def lower(self, build: Building) -> None:
        """A condition that the person was not mandated."""
        build.asks("mandated", "yes_no", ())
        build.caveat_of_term(self, "mandated", "no")
        build.eligible_when(self, FactIs("mandated", (False,)), ReasonCode.NOT_VOLUNTARY)
