"""Agreed before start: a job counts only if it was agreed before the day it began."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import AgreedBefore
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Building, same
from commissioning.terms.scalars import YesNo
from commissioning.terms.settings import Setting, plain
from commissioning.terms.wording import Saying


class AgreedBeforeStart(Term):
    """A job counts if it was agreed (``agreed_on`` in the table of jobs) before the day it began."""

    title_of_kind = "Agreed before the job starts"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: agreed
  kind: agreed_before_start
  same_day: no
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{agreed_on: 2022-01-09, start_date: 2022-01-10}]",
                "not_met": "jobs: [{agreed_on: 2022-01-10, start_date: 2022-01-10}]\n  died: yes",
                "not_yet": "jobs: [{agreed_on: 2022-01-11, start_date: 2022-01-10}]",
                "undetermined": "jobs: [{agreed_on: '', start_date: 2022-01-10}]",
            },
        ),
    )

    kind: Literal["agreed_before_start"]
    same_day: Setting[YesNo] = Field(description="Whether it is early enough to agree a job on the very day it begins.")

    def words(self, say: Saying) -> str:
        """The term in words."""
        stated = plain(self.same_day)
        day = f" Whether the day it begins is early enough: {say(self.same_day)}."
        if isinstance(stated, bool):
            day = " The day it begins is early enough." if stated else " The day it begins is too late."
        return f"A job counts only if it was agreed before it began.{day}"

    def lower(self, build: Building) -> None:
        """A filter on the day each job was agreed."""
        build.filters.append(AgreedBefore(self.id, build.value(self, "same_day", self.same_day, same)))
