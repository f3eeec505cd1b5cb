"""Referral window: the days on which a person may be referred."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.reasons import ReasonCode
from commissioning.plan.nodes import Bound, FactWithin
from commissioning.plan.values import Const, Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import DayOf
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying


class ReferralWindow(Term):
    """The person is referred on or after the day referrals open and on or before the day they close."""

    title_of_kind = "Referral window"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: referral_window
  kind: referral_window
  opens: 2018-03-13
  closes: 2024-03-31
  illustrative: an example
""",
            journeys={
                "met": "journey: {referral_date: 2018-03-13, start_date: 2018-03-13}",
                "not_met": "journey: {referral_date: 2024-04-01, start_date: 2024-04-01}",
                "undetermined": "journey: {referral_date: '', start_date: 2024-04-01}",
            },
        ),
    )

    kind: Literal["referral_window"]
    opens: Setting[DayOf] = Field(description="The first day of referrals.")
    closes: Setting[DayOf] | None = Field(None, description="The last day of referrals, if they close.")

    def words(self, say: Saying) -> str:
        """The window in words."""
        closes = f" and on or before {say(self.closes)}" if self.closes is not None else ""
        return f"The person is referred on or after {say(self.opens)}{closes}."

    def lower(self, build: Building) -> None:
        """A condition on the referral date."""
        opens: Value[Bound] = build.value(self, "opens", self.opens, _day)
        closes: Value[Bound] | None = None
        if self.closes is not None:
            closes = build.value(self, "closes", self.closes, _day)
        if isinstance(opens, Const) and isinstance(opens.value, date):
            build.opens.append(opens.value)
            if isinstance(closes, Const) and isinstance(closes.value, date) and closes.value < opens.value:
                build.problem("C052", "referrals close before they open", "mend 'opens' or 'closes'", "closes")
        build.eligible_when(self, FactWithin("referral_date", opens, closes), ReasonCode.REFERRED_OUTSIDE_WINDOW)


def _day(value: Bound) -> Bound:
    return value
