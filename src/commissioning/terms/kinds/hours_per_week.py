"""Hours per week: the threshold that a day's jobs must reach, dated, inclusive or not."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import NONE_ASKED, HoursEnough
from commissioning.plan.values import AppliesBy
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.scalars import Hours, HoursOrNone, HoursValue, Weeks, YesNo
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying


class HoursPerWeek(Term):
    """A day qualifies when the counted jobs live on it reach so many weekly hours."""

    title_of_kind = "Hours per week"
    may_apply_by = frozenset(set(AppliesBy) - {AppliesBy.FIXED})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: hours
  kind: hours_per_week
  at_least: 16
  inclusive: yes
  concurrent_jobs: added
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{weekly_hours: 16}]",
                "not_met": "jobs: [{weekly_hours: 15.99}]\n  died: yes",
                "not_yet": "jobs: [{weekly_hours: 15.99}]",
                "undetermined": "jobs: [{weekly_hours: ''}]",
            },
        ),
    )

    kind: Literal["hours_per_week"]
    at_least: Setting[HoursOrNone] = Field(description="Weekly hours, or none for no threshold; may be dated.")
    inclusive: Setting[YesNo] = Field(description="Whether exactly that many hours is enough.")
    at_most: Setting[Hours] | None = Field(None, description="The most weekly hours that count, that number included.")
    averaged_over_weeks: Setting[Weeks] | None = Field(
        None, description="Weeks over which a job's hours are averaged, from the day it began; not given, they are not."
    )
    concurrent_jobs: Setting[Literal["added", "separate"]] = Field(
        description="Whether the hours of jobs held at once are added together, or each job is judged alone."
    )

    @property
    def decides(self) -> bool:
        """Not where no number of hours is asked."""
        return plain(self.at_least) is not None

    def words(self, say: Saying) -> str:
        """The threshold in words."""
        stated = plain(self.inclusive)
        exact = f" Whether exactly that many is enough: {say(self.inclusive)}."
        if isinstance(stated, bool):
            exact = f" Exactly that many is {'enough' if stated else 'not enough'}."
        by = f" Which number holds is decided by the {say(self.applies_by)}." if self.applies_by is not None else ""
        return (
            f"A day counts when the person's work comes to enough hours a week: {say(self.at_least, 'hours')}.{exact}{by} "
            f"{self._further(say)}"
            f"Hours of jobs held at once: {say(self.concurrent_jobs)}."
        )

    def _further(self, say: Saying) -> str:
        most = f"No more than {say(self.at_most, 'hours')} count. " if self.at_most is not None else ""
        if self.averaged_over_weeks is None:
            return most
        return f"{most}Hours are averaged over {say(self.averaged_over_weeks, 'weeks')} from the day a job began. "

    def lower(self, build: Building) -> None:
        """The hours of each day's jobs against the threshold in force."""
        if build.hours is not None:
            build.problem("C053", f"'{build.hours.term}' already sets the hours", "keep one of them", "kind")
            return

        def hundredths(value: HoursValue | None) -> int | None:
            return None if value is None else int(value)

        build.hours = HoursEnough(
            self.id,
            build.value(self, "at_least", self.at_least, hundredths),
            build.value(self, "inclusive", self.inclusive, same),
            build.value(self, "concurrent_jobs", self.concurrent_jobs, same),
            NONE_ASKED if self.at_most is None else build.value(self, "at_most", self.at_most, hundredths),
            NONE_ASKED
            if self.averaged_over_weeks is None
            else build.value(self, "averaged_over_weeks", self.averaged_over_weeks, _days),
        )


def _days(weeks: int) -> int | None:
    return 7 * weeks
