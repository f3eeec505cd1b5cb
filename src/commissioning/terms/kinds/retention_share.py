"""Retention share: how much of the caseload may be people who are supported to keep a job they had."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.service_nodes import RetentionShare
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService, whole
from commissioning.terms.service_values import Percent
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class RetentionShareTerm(TermOfService):
    """Retention cases, people supported to keep a job they had, are at most such a share of the whole caseload."""

    title_of_kind = "Retention cases"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: retention
  kind: retention_share
  at_most: 15%
  illustrative: an example
""",
            services={
                "met": "{figures: {retention_share: {value: 15%}}}",
                "not_met": "{figures: {retention_share: {value: 15.01%}}}",
                "undetermined": "{}",
            },
        ),
    )

    kind: Literal["retention_share"]
    at_most: Setting[Percent] = Field(description="The greatest share, such as 15%.")

    def words(self, say: Saying) -> str:
        """The share in words."""
        return f"People supported to keep a job they had are at most {say(self.at_most)} of the caseload."

    def test(self, ask: OfService) -> RetentionShare:
        """The share of retention cases against the limit."""
        return RetentionShare(self.id, ask.value("at_most", self.at_most, whole))
