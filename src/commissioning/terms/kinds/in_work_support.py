"""In-work support: how long it lasts. It decides no outcome."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from commissioning.plan.plan import Support
from commissioning.terms.base import Term
from commissioning.terms.building import Building
from commissioning.terms.settings import Setting
from commissioning.terms.support_limits import LimitOfSupport, entitle, said
from commissioning.terms.wording import Saying


class InWorkSupport(Term):
    """How long support in work lasts. It is an entitlement and decides no outcome."""

    title_of_kind = "In-work support"

    kind: Literal["in_work_support"]
    limit: Setting[LimitOfSupport] = Field(description="A length of time, 'unlimited', or 'none stated'.")

    @property
    def decides(self) -> bool:
        """Never."""
        return False

    def words(self, say: Saying) -> str:
        """The limit in words."""
        return (
            f"Support in work, from the first day of work that counts: {said(self.limit, say)}. "
            "It is an entitlement and decides no outcome."
        )

    def lower(self, build: Building) -> None:
        """An entitlement."""
        entitle(self, self.limit, Support.IN_WORK, build)
