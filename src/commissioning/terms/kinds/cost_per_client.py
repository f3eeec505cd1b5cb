"""Cost per client: what a service costs for each client it supports."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.plan.service_nodes import CostPerClient
from commissioning.terms.scalars import Money, wrong
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService, whole
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class CostPerClientTerm(TermOfService):
    """What the service costs, divided by the clients it supported, lies within limits; an exact limit is within."""

    title_of_kind = "Cost per client"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: cost
  kind: cost_per_client
  at_least: £4,000
  illustrative: an example
""",
            services={
                "met": "{figures: {cost_per_client: {value: '£4,000'}}}",
                "not_met": "{figures: {cost_per_client: {value: '£3,999.99'}}}",
                "undetermined": "{}",
            },
        ),
    )

    kind: Literal["cost_per_client"]
    at_least: Setting[Money] | None = Field(None, description="The least cost per client.")
    at_most: Setting[Money] | None = Field(None, description="The greatest cost per client.")

    @model_validator(mode="after")
    def _some_limit(self) -> CostPerClientTerm:
        if self.at_least is None and self.at_most is None:
            raise wrong("needs 'at_least' or 'at_most'", "give the limit, such as at_least: £4,000")
        return self

    def words(self, say: Saying) -> str:
        """The limits in words."""
        limits = [f"at least {say(self.at_least)}"] if self.at_least is not None else []
        limits += [f"at most {say(self.at_most)}"] if self.at_most is not None else []
        return f"The service costs {' and '.join(limits)} for each client."

    def test(self, ask: OfService) -> CostPerClient:
        """The cost per client against the limits."""
        return CostPerClient(
            self.id, ask.optional("at_least", self.at_least, whole), ask.optional("at_most", self.at_most, whole)
        )
