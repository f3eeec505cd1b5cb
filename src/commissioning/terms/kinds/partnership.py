"""Partnership: the council areas a local employability partnership covers, and when it commissions services there."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.domain.reasons import ReasonCode
from commissioning.plan.nodes import Bound, Condition, FactIs, FactWithin
from commissioning.plan.values import Value
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, open_condition
from commissioning.terms.scalars import DayOf, Sentence, YesNo
from commissioning.terms.settings import Setting
from commissioning.terms.wording import Saying

KEEPS = Literal["first_partnership", "new_partnership"]


class Partnership(Term):
    """The client lives in an area of the partnership, which commissioned the service there on the day of referral."""

    title_of_kind = "Partnership"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: partnership
  kind: partnership
  areas: [Moray]
  commissions_from: 2022-04-01
  health_represented: yes
  kept_on_move: {silent: [first_partnership, new_partnership], why: an example}
  illustrative: an example
""",
            journeys={
                "met": "journey: {referral_date: 2022-04-01, start_date: 2022-04-01, area: S12000020}\n"
                "  jobs: [{start_date: 2022-05-02}]",
                "not_met": "journey: {referral_date: 2022-03-31, start_date: 2022-04-01, area: S12000020}\n"
                "  jobs: [{start_date: 2022-05-02}]",
                "undetermined": "journey: {referral_date: 2022-04-01, start_date: 2022-04-01, area: S12000020}\n"
                "  moves: [{moved_on: 2022-06-01, area: S12000033}]\n  jobs: [{start_date: 2022-05-02}]",
            },
        ),
    )

    kind: Literal["partnership"]
    areas: tuple[Sentence, ...] = Field(min_length=1, description="Its council areas, by name or GSS code.")
    commissions_from: Setting[DayOf] | None = Field(
        None, description="The first day of referral on which it commissions the service, if it is known."
    )
    commissions_until: Setting[DayOf] | None = Field(
        None, description="The last day of referral on which it commissions the service, if there is one."
    )
    health_represented: Setting[YesNo] | None = Field(
        None, description="Whether health services are represented in it; it decides no outcome."
    )
    kept_on_move: Setting[KEEPS] = Field(
        description="Which partnership keeps a client who moves to another area during support (table ``moves``): the one of "
        "the area at referral (first_partnership) or the one of the area now (new_partnership)."
    )

    def words(self, say: Saying) -> str:
        """The partnership in words."""
        first = f" from {say(self.commissions_from)}" if self.commissions_from is not None else ""
        last = f" until {say(self.commissions_until)}" if self.commissions_until is not None else ""
        dated = f" It commissions the service for people referred{first}{last}." if first or last else ""
        health = ""
        if self.health_represented is not None:
            health = f" Health services are represented in it: {say(self.health_represented)}."
        return (
            f"The person lives in {' or '.join(self.areas)}.{dated}{health} "
            f"Which partnership keeps a person who moves to another area: {say(self.kept_on_move)}."
        )

    def lower(self, build: Building) -> None:
        """Three conditions: the area, the dates between which the service is commissioned, and what is recorded of it."""
        codes = tuple(build.area(area, "areas", index) for index, area in enumerate(self.areas))
        build.caveat_of_term(self, "areas", " or ".join(self.areas))
        for fact in ("area", "area_now", "service_commissioning"):
            build.facts[fact] = "code"

        def lives_in(keeps: str) -> Condition:
            return FactIs("area_now" if keeps == "new_partnership" else "area", codes)

        build.eligible_when(
            self, open_condition(build.value(self, "kept_on_move", self.kept_on_move, lives_in)), ReasonCode.OUTSIDE_AREA
        )
        first, last = self._day(build, "commissions_from"), self._day(build, "commissions_until")
        if first is not None or last is not None:
            build.eligible_when(self, FactWithin("referral_date", first, last), ReasonCode.NOT_COMMISSIONED)
        recorded = FactIs("service_commissioning", ("commissioned", "not_said"))
        build.eligible_when(self, recorded, ReasonCode.NOT_COMMISSIONED)

    def _day(self, build: Building, name: str) -> Value[Bound] | None:
        setting = getattr(self, name)
        return None if setting is None else build.value(self, name, setting, _same_day)


def _same_day(value: date) -> Bound:
    return value
