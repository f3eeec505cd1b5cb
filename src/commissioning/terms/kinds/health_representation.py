"""Health representation: health services take part in the partnership of the area."""

from __future__ import annotations

from typing import ClassVar, Literal

from commissioning.plan.service_nodes import FactRequired
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService
from commissioning.terms.wording import Saying


class HealthRepresentation(TermOfService):
    """Health services are represented in the local employability partnership of the service's area."""

    title_of_kind = "Health representation"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: health
  kind: health_representation
  illustrative: an example
""",
            services={
                "met": "{facts: {health_represented: {value: yes}}}",
                "not_met": "{facts: {health_represented: {value: no}}}",
                "undetermined": "{}",
            },
        ),
    )

    kind: Literal["health_representation"]

    def words(self, say: Saying) -> str:
        """The term in words."""
        return "Health services are represented in the local employability partnership of the service's area."

    def test(self, ask: OfService) -> FactRequired:
        """Whether the partnership has health in it."""
        ask.build.caveat_of_term(self, "health_represented", "yes")
        return FactRequired(self.id, ("health_represented",))
