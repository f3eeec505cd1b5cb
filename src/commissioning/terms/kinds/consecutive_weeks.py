"""Consecutive weeks: work without a break, or with no more than the breaks that are allowed."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.values import AppliesBy, Const, Value, fixed, mapped
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, SustainedSpec
from commissioning.terms.outcome_pay import floor_words, pay_floor
from commissioning.terms.scalars import AgeRates, Days, Name, Weeks, YesNo
from commissioning.terms.settings import Marked, Setting
from commissioning.terms.wording import Saying


class ConsecutiveOutcome(Marked):
    """So many weeks in a row."""

    weeks: Setting[Weeks] = Field(description="Weeks of qualifying work in a row; a week is seven qualifying days.")
    pay_floor: Setting[AgeRates] | None = Field(
        None, description="Hourly rates by age that a job must pay to count towards this outcome alone."
    )


class ConsecutiveWeeks(Term):
    """Outcomes reached when so many weeks of work follow each other; allowed breaks do not count as work."""

    title_of_kind = "Consecutive weeks"
    may_apply_by = Term.may_apply_by | {AppliesBy.JOB_START, AppliesBy.DAY_WORKED}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: outcomes
  kind: consecutive_weeks
  outcomes: {4-week: {weeks: 4}}
  longest_break: 3
  breaks_in_all: 5
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-02-01, end_date: 2022-02-10}, {start_date: 2022-02-14}]",
                "not_met": "jobs: [{start_date: 2022-02-01, end_date: 2022-02-10}, {start_date: 2022-02-15, "
                "end_date: 2022-03-10}]\n  died: yes",
                "not_yet": "jobs: [{start_date: 2022-06-20}]",
            },
        ),
    )

    kind: Literal["consecutive_weeks"]
    outcomes: dict[Name, ConsecutiveOutcome] = Field(min_length=1, description="The outcomes by name, shortest first.")
    same_job: YesNo = Field(False, description="Whether all the weeks must be of one job.")
    longest_break: Setting[Days] = Field(description="The longest single break allowed, in days; 0 for none.")
    breaks_in_all: Setting[Days] | None = Field(
        None, description="The most days of breaks allowed in all; not given, breaks of allowed length may recur."
    )

    def words(self, say: Saying) -> str:
        """The outcomes in words."""
        listed = "; ".join(
            f"{name}: {say(o.weeks, 'consecutive weeks')} of work{floor_words(o.pay_floor, say)}"
            for name, o in self.outcomes.items()
        )
        together = f", {say(self.breaks_in_all, 'days')} in all" if self.breaks_in_all is not None else ""
        one_job = " All the weeks are of one job." if self.same_job else ""
        return f"{listed}. Breaks allowed: {say(self.longest_break, 'days')} each{together}.{one_job}"

    def lower(self, build: Building) -> None:
        """One sustained-work test for each outcome, with its window just long enough for the breaks allowed."""
        longest = build.value(self, "longest_break", self.longest_break, int)
        in_all: Value[int] | None = None
        if self.breaks_in_all is not None:
            in_all = build.value(self, "breaks_in_all", self.breaks_in_all, int)
        elif isinstance(longest, Const) and longest.value == 0:
            in_all = longest
        for name, outcome in self.outcomes.items():
            days = build.within(self, outcome).value(
                self, f"outcomes.{name}.weeks", outcome.weeks, _days, ("outcomes", name, "weeks")
            )
            window: Value[int] | None = None
            if in_all is not None:
                if not isinstance(days, Const):
                    build.problem(
                        "C057",
                        "the weeks must be stated once where the breaks in all are limited",
                        "state the weeks without dates or readings",
                        "outcomes",
                        name,
                        "weeks",
                    )
                    return
                window = mapped(in_all, _longer_by(days.value))
            floor = pay_floor(self, build, name, outcome, outcome.pay_floor)
            rolling = SustainedSpec(
                self.id, name, days, window, fixed("rolling"), longest, filters=floor, same_job=self.same_job
            )
            build.outcomes.append(rolling)


def _longer_by(days: int) -> Callable[[int], int]:
    return lambda breaks: days + breaks


def _days(weeks: int) -> int:
    return 7 * weeks
