"""Employment rate: the share of a service's clients who started a job."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.plan.service_nodes import EmploymentRate
from commissioning.plan.values import fixed
from commissioning.terms.scalars import Hours, wrong
from commissioning.terms.service_term import OfService, ServiceExample, TermOfService, whole, word
from commissioning.terms.service_values import BandWord, Percent
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class EmploymentRateTerm(TermOfService):
    """At least such a share of clients started a job; each client counts once, with the first job that began since joining."""

    title_of_kind = "Employment rate"
    service_examples: ClassVar[tuple[ServiceExample, ...]] = (
        ServiceExample(
            term="""
- id: rate
  kind: employment_rate
  at_least: 40%
  who_counts: out_of_work
  counted_from: start
  paid_hours_before_start: 4
  illustrative: an example
""",
            services={
                "met": "{figures: {employment_rate: {value: 40%}}}",
                "not_met": "{figures: {employment_rate: {value: 39.99%}}}",
                "undetermined": "{figures: {employment_rate: {at_least: 30%}}}",
            },
        ),
    )

    kind: Literal["employment_rate"]
    at_least: Setting[Percent] | None = Field(None, description="The least share for any service, such as 40%.")
    for_high_fidelity: Setting[Percent] | None = Field(
        None, description="The least share for a service of high fidelity, in the place of the other where it is one."
    )
    high_fidelity_from: BandWord = Field("good", description="The lowest band of fidelity that is high.")
    who_counts: Setting[Literal["out_of_work", "everyone"]] = Field(
        description="Whether people who were in work when they joined are left out."
    )
    counted_from: Setting[Literal["start", "referral"]] = Field(
        description="Whether a client counts once support has started, or once referred."
    )
    paid_hours_before_start: Setting[Hours] = Field(description="Hours of paid work before a job start counts.")

    @model_validator(mode="after")
    def _some_rate(self) -> EmploymentRateTerm:
        if self.at_least is None and self.for_high_fidelity is None:
            raise wrong("needs 'at_least' or 'for_high_fidelity'", "give the share that is asked, such as at_least: 40%")
        return self

    def words(self, say: Saying) -> str:
        """The rate in words."""
        rates = [f"at least {say(self.at_least)}"] if self.at_least is not None else []
        if self.for_high_fidelity is not None:
            rates.append(
                f"for a service of {self.high_fidelity_from} fidelity or better at least {say(self.for_high_fidelity)}"
            )
        return (
            f"The share of clients who started a job: {'; '.join(rates)}. Who counts: {say(self.who_counts)}. "
            f"From when a client counts: {say(self.counted_from)}. Hours of paid work before a job start counts: "
            f"{say(self.paid_hours_before_start)}."
        )

    def test(self, ask: OfService) -> EmploymentRate:
        """The share of clients who started a job against the rate in force."""
        return EmploymentRate(
            self.id,
            ask.optional("at_least", self.at_least, whole),
            ask.optional("for_high_fidelity", self.for_high_fidelity, whole),
            fixed(self.high_fidelity_from),
            ask.value("who_counts", self.who_counts, word),
            ask.value("counted_from", self.counted_from, word),
            ask.value("paid_hours_before_start", self.paid_hours_before_start, whole),
        )
