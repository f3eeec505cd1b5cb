"""Pay floor: a job counts on the days on which it pays at least the rate for the person's age."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import PaysAtLeast
from commissioning.plan.values import AppliesBy
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import AgeRates, AgeRatesValue
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class PayFloor(Term):
    """A job counts, day by day, if it pays at least the hourly rate in force for the person's age."""

    title_of_kind = "Pay floor"
    may_apply_by = frozenset({AppliesBy.DAY_WORKED, AppliesBy.JOB_START})
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: pay_floor
  kind: pay_floor
  rates: {0: £6.00, 21: £11.00}
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{hourly_pay_pence: 1100}]",
                "not_met": "jobs: [{hourly_pay_pence: 1099}]\n  died: yes",
                "not_yet": "jobs: [{hourly_pay_pence: 1099}]",
                "undetermined": "jobs: [{hourly_pay_pence: ''}]",
            },
        ),
    )

    kind: Literal["pay_floor"]
    rates: Setting[AgeRates] = Field(description="Hourly rates by age; usually the shared minimum wage rates.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        by = f", by the rate in force on each {say(self.applies_by)}" if self.applies_by is not None else ""
        return f"A job counts if it pays at least the {say(self.rates)} for the person's age{by}."

    def lower(self, build: Building) -> None:
        """A filter on pay, day by day."""

        def table(rates: AgeRatesValue) -> tuple[tuple[int, int], ...]:
            return tuple((int(age), int(rate)) for age, rate in rates)

        build.filters.append(PaysAtLeast(self.id, build.value(self, "rates", self.rates, table)))
