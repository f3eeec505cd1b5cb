"""Sustained outcomes: so many weeks of work within a window of so many weeks."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.values import AppliesBy, Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, SustainedSpec, same
from commissioning.terms.outcome_pay import floor_words, pay_floor
from commissioning.terms.scalars import AgeRates, Name, Weeks, YesNo
from commissioning.terms.settings import Marked, Setting, plain
from commissioning.terms.wording import Saying


class SustainedOutcome(Marked):
    """So many weeks within so many weeks."""

    weeks: Setting[Weeks] = Field(description="Weeks of qualifying work; a week is seven qualifying days.")
    within: Setting[Weeks] = Field(description="Weeks of the window they must lie in.")
    pay_floor: Setting[AgeRates] | None = Field(
        None, description="Hourly rates by age that a job must pay to count towards this outcome alone."
    )


class SustainedOutcomes(Term):
    """Outcomes reached when so many weeks of work lie within a window of so many weeks."""

    title_of_kind = "Sustained outcomes"
    may_apply_by = Term.may_apply_by | {AppliesBy.JOB_START, AppliesBy.DAY_WORKED}
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: outcomes
  kind: sustained_outcomes
  window: first_start
  outcomes: {4-week: {weeks: 4, within: 5}}
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{start_date: 2022-02-01}]",
                "not_met": "jobs: [{start_date: 2022-01-03, end_date: 2022-01-20}, {start_date: 2022-03-01}]",
                "not_yet": "jobs: [{start_date: 2022-06-20}]",
            },
        ),
    )

    kind: Literal["sustained_outcomes"]
    window: Setting[Literal["first_start", "rolling"]] = Field(
        description="Where the window lies: from the first qualifying day (first_start), or anywhere (rolling)."
    )
    same_job: YesNo = Field(False, description="Whether all the weeks must be of one job.")
    outcomes: dict[Name, SustainedOutcome] = Field(
        min_length=1, description="The outcomes by name (13-week, 26-week, 52-week), shortest first."
    )

    def words(self, say: Saying) -> str:
        """The outcomes in words."""
        listed = "; ".join(
            f"{name}: {say(o.weeks, 'weeks')} of work within {say(o.within, 'weeks')}{floor_words(o.pay_floor, say)}"
            for name, o in self.outcomes.items()
        )
        one_job = " All the weeks are of one job." if self.same_job else ""
        return f"{listed}. Where the window lies: {say(self.window)}.{one_job}"

    def lower(self, build: Building) -> None:
        """One sustained-work test for each outcome."""
        anchor: Value[str] = build.value(self, "window", self.window, same)
        for name, outcome in self.outcomes.items():
            at = ("outcomes", name)
            days = build.within(self, outcome).value(self, f"outcomes.{name}.weeks", outcome.weeks, _days, (*at, "weeks"))
            window = build.within(self, outcome).value(self, f"outcomes.{name}.within", outcome.within, _days, (*at, "within"))
            weeks, within = plain(outcome.weeks), plain(outcome.within)
            if isinstance(weeks, int) and isinstance(within, int) and within < weeks:
                build.problem(
                    "C056",
                    f"{weeks} weeks of work cannot lie within {within} weeks",
                    "make 'within' at least 'weeks'",
                    *at,
                    "within",
                )
            floor = pay_floor(self, build, name, outcome, outcome.pay_floor)
            build.outcomes.append(SustainedSpec(self.id, name, days, window, anchor, filters=floor, same_job=self.same_job))


def _days(weeks: int) -> int:
    return 7 * weeks
