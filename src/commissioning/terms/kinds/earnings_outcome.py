"""Earnings outcome: cumulative qualifying earnings reach a threshold within a time from the start."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.domain.calendar import Length
from commissioning.plan.nodes import Wages
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, EarnedSpec
from commissioning.terms.scalars import AgeRates, AgeRatesValue, Hours, LengthOfTime, Money, Name, Weeks, wrong
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class EarningsOutcome(Term):
    """An outcome reached when earnings add up to a sum, or to so many hours for so many weeks at the adult rate."""

    title_of_kind = "Earnings outcome"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: earnings
  kind: earnings_outcome
  outcome: job-outcome
  counting: all
  amount: £1,000
  within: [182 days]
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{job_id: J1}]\n  earnings: [{job_id: J1, paid_on: 2022-06-30, amount_pence: 100000}]",
                "not_met": "jobs: [{job_id: J1}]\n  as_of: 2023-06-30\n"
                "  earnings: [{job_id: J1, paid_on: 2022-06-30, amount_pence: 99999}]",
                "not_yet": "jobs: [{job_id: J1}]\n  earnings: [{job_id: J1, paid_on: 2022-06-30, amount_pence: 99999}]",
                "undetermined": "jobs: [{job_id: J1}]\n"
                "  earnings: [{job_id: J1, paid_on: 2022-06-30, amount_pence: 100000, qualifying: ''}]",
            },
        ),
    )

    kind: Literal["earnings_outcome"]
    outcome: Name = Field(description="The outcome's name; terms that name one outcome are alternative routes to it.")
    counting: Literal["all", "employed", "self_employed"] = Field(description="Whose earnings count towards this route.")
    amount: Setting[Money] | None = Field(None, description="The sum to be reached.")
    hours: Setting[Hours] | None = Field(None, description="Or: weekly hours …")
    weeks: Setting[Weeks] | None = Field(None, description="… for so many weeks …")
    rate: Setting[AgeRates] | None = Field(None, description="… at the adult rate of these hourly rates.")
    within: tuple[Setting[LengthOfTime], ...] = Field(
        min_length=1, description="Lengths of time from the start date, added in turn, in which it must be earned."
    )

    @model_validator(mode="after")
    def _one_threshold(self) -> EarningsOutcome:
        parts = [self.hours is not None, self.weeks is not None, self.rate is not None]
        if (self.amount is not None) == any(parts) or (any(parts) and not all(parts)):
            raise wrong(
                "needs either 'amount', or 'hours', 'weeks' and 'rate' together",
                "write the sum as 'amount: £1,000', or all of 'hours', 'weeks' and 'rate'",
            )
        return self

    def words(self, say: Saying) -> str:
        """The outcome in words."""
        threshold = (
            say(self.amount)
            if self.amount is not None
            else f"{say(self.hours, 'hours')} a week for {say(self.weeks, 'weeks')} at the adult {say(self.rate)}"
        )
        by = f" (the rate by {say(self.applies_by)})" if self.applies_by is not None else ""
        whose = {"all": "", "employed": " from employment", "self_employed": " from self-employment"}[self.counting]
        limit = " and a further ".join(say(w) for w in self.within)
        return f"{self.outcome}: qualifying earnings{whose} reach {threshold}{by}, within {limit} of the start date."

    def lower(self, build: Building) -> None:
        """A test of cumulative earnings."""
        threshold: Value[int] | Wages
        if self.amount is not None:
            threshold = build.value(self, "amount", self.amount, int)
        else:
            threshold = Wages(
                build.value(self, "hours", self.hours, int),
                build.value(self, "weeks", self.weeks, int),
                build.value(self, "rate", self.rate, _adult),
            )
        within: list[Value[Length]] = []
        for index, part in enumerate(self.within):
            within.append(build.value(self, f"within[{index}]", part, _length, ("within", index)))
        build.outcomes.append(EarnedSpec(self.id, self.outcome, threshold, tuple(within), self.counting))


def _adult(rates: AgeRatesValue) -> int:
    return int(rates[-1][1])


def _length(value: Length) -> Length:
    return value
