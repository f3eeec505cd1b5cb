"""Exclusions between programmes: a person on another programme is not eligible."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.reasons import ReasonCode
from commissioning.plan.nodes import AnyOf, Condition, FactIs, Negation
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import Name
from commissioning.terms.wording import Saying


class ExcludedProgrammes(Term):
    """The person is not on another programme: any other, or one of those named."""

    title_of_kind = "Exclusions between programmes"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: no_other_programme
  kind: excluded_programmes
  programmes: any
  illustrative: an example
""",
            journeys={
                "met": "journey: {other_programme: no}",
                "not_met": "journey: {other_programme: restart}",
                "undetermined": "journey: {other_programme: ''}",
            },
        ),
    )

    kind: Literal["excluded_programmes"]
    programmes: Literal["any"] | tuple[Name, ...] = Field(
        description="'any' other employment programme, or a list of programmes by their contract ids."
    )

    def words(self, say: Saying) -> str:
        """The term in words."""
        named = "any other employment programme" if self.programmes == "any" else " or ".join(self.programmes)
        return f"The person is not at the same time on {named}."

    def lower(self, build: Building) -> None:
        """A condition on ``other_programme``: ``no``, ``yes`` (not said which) or the programme's id."""
        build.asks("other_programme", "code", ())
        build.caveat_of_term(self, "programmes", str(self.programmes))
        none: Condition = FactIs("other_programme", ("no",))
        if self.programmes == "any":
            build.eligible_when(self, none, ReasonCode.ON_EXCLUDED_PROGRAMME)
            return
        # "yes" does not say which programme: whether it is one of those named is then a second fact.
        which = FactIs("which_other_programme", tuple(self.programmes))
        named = FactIs("other_programme", tuple(self.programmes))
        unnamed = FactIs("other_programme", ("yes",))
        build.asks("which_other_programme", "code", ())
        from commissioning.plan.nodes import AllOf

        condition = AllOf((Negation(named), AnyOf((Negation(unnamed), Negation(which)))))
        build.eligible_when(self, condition, ReasonCode.ON_EXCLUDED_PROGRAMME)
