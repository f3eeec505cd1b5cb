"""Pro rata: what is due where a job ends before a milestone."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.scalars import Name
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class ProRata(Term):
    """Where a job ends between two milestones, a share of the next milestone's amount is due, by whole weeks worked."""

    title_of_kind = "Pro rata"
    examples: ClassVar[tuple[Example, ...]] = ()

    kind: Literal["pro_rata"]
    outcomes: tuple[Name, ...] = Field(min_length=1, description="The milestones of which a share can be due.")
    counted: Setting[Literal["since_last_milestone", "of_all_weeks"]] = Field(
        description="The weeks that count: those since the milestone before of those between the two (since_last_milestone), "
        "or all weeks worked of all the weeks of the milestone (of_all_weeks)."
    )

    @property
    def decides(self) -> bool:
        """Never: it says what is paid of an outcome that is not reached."""
        return False

    def words(self, say: Saying) -> str:
        """The term in words."""
        listed = ", ".join(self.outcomes)
        share = "a share of its amount is due by weeks worked"
        return f"Where a job ends before a milestone ({listed}), {share}: {say(self.counted)}."

    def lower(self, build: Building) -> None:
        """The share of each milestone's amount."""
        build.parts = (self.id, self.outcomes, build.value(self, "counted", self.counted, same))
