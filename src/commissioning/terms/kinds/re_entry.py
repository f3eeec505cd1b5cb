"""Re-entry: whether a person may join again, and whether an outcome is then paid again."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import NotPaidBefore, ReEntry
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.scalars import DayOf
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying


class ReEntryTerm(Term):
    """A person who was on the contract before may join again from a day on; an outcome is paid once, or again."""

    title_of_kind = "Re-entry"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: re_entry
  kind: re_entry
  allowed_from: 2022-02-01
  repeat_outcome: paid_again
  illustrative: an example
""",
            journeys={
                "met": "journey: {referral_date: 2022-02-01, start_date: 2022-02-01}\n"
                "  earlier: [{referral_date: 2021-01-04, start_date: 2021-01-04}]\n  jobs: [{start_date: 2022-02-14}]",
                "not_met": "journey: {referral_date: 2022-01-31, start_date: 2022-02-01}\n"
                "  earlier: [{referral_date: 2021-01-04, start_date: 2021-01-04}]\n  jobs: [{start_date: 2022-02-14}]",
            },
        ),
    )

    kind: Literal["re_entry"]
    allowed_from: Setting[DayOf] | None = Field(
        None, description="The first referral date on which a person may join again; not given, always."
    )
    repeat_outcome: Setting[Literal["paid_again", "paid_once"]] = Field(
        description="Whether an outcome reached on an earlier journey is paid again."
    )

    @property
    def decides(self) -> bool:
        """Not where anyone may join again and is paid again."""
        return self.allowed_from is not None or plain(self.repeat_outcome) != "paid_again"

    def words(self, say: Saying) -> str:
        """The term in words."""
        again = f"A person may join again if referred on or after {say(self.allowed_from)}. " if self.allowed_from else ""
        return f"{again}Whether an outcome reached on an earlier journey is paid again: {say(self.repeat_outcome)}."

    def lower(self, build: Building) -> None:
        """Two tests without a date of their own, on clients with an earlier journey on the contract."""
        if self.allowed_from is not None:
            allowed: Value[date] = build.value(self, "allowed_from", self.allowed_from, _day)
            build.common.append(ReEntry(self.id, allowed))
        build.common.append(NotPaidBefore(self.id, build.value(self, "repeat_outcome", self.repeat_outcome, same)))


def _day(value: date) -> date:
    return value
