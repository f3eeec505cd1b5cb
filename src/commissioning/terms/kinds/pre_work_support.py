"""Pre-work support: how long it lasts, and whether work must begin within it."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.plan import Support
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import YesNo
from commissioning.terms.settings import Setting
from commissioning.terms.support_limits import LimitOfSupport, entitle, said
from commissioning.terms.wording import Saying


class PreWorkSupport(Term):
    """How long support before work lasts, and whether work must begin within it for an outcome to be met."""

    title_of_kind = "Pre-work support"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: pre_work_support
  kind: pre_work_support
  limit: 12 months
  decides_outcomes: yes
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2023-01-03}]\n  as_of: 2024-01-31",
                "not_met": "jobs: [{start_date: 2023-01-04}]\n  as_of: 2024-01-31",
                "not_yet": "jobs: []",
            },
        ),
    )

    kind: Literal["pre_work_support"]
    limit: Setting[LimitOfSupport] = Field(description="A length of time, 'unlimited', or 'none stated'.")
    decides_outcomes: YesNo = Field(description="Whether an outcome can only be met by work that begins within the limit.")

    @property
    def decides(self) -> bool:
        """Only where the term says so."""
        return self.decides_outcomes

    def words(self, say: Saying) -> str:
        """The limit in words."""
        decides = (
            " An outcome can only be met by work that begins within it."
            if self.decides_outcomes
            else " It is an entitlement and decides no outcome."
        )
        return f"Support before work, from the start date: {said(self.limit, say)}.{decides}"

    def lower(self, build: Building) -> None:
        """An entitlement; where it decides outcomes, a limit on the first qualifying day too."""
        limit = entitle(self, self.limit, Support.PRE_WORK, build)
        if not self.decides_outcomes:
            return
        if limit is None:
            build.problem(
                "C058",
                "support without a stated limit cannot decide outcomes",
                "say 'decides_outcomes: no', or state the limit",
                "decides_outcomes",
            )
        elif build.pre_work is not None:
            build.problem("C059", f"'{build.pre_work[0]}' already limits support before work", "keep one of them", "kind")
        else:
            build.pre_work = (self.id, (limit,))
