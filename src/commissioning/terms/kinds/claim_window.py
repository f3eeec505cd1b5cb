"""Claim window: by when an outcome must be claimed."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field, model_validator

from commissioning.plan.claim_nodes import ClaimWindow, LateDays
from commissioning.plan.values import fixed
from commissioning.terms.building import same
from commissioning.terms.claim_term import OfClaims, TermOfSomeClaims
from commissioning.terms.scalars import Days, LengthOfTime, wrong
from commissioning.terms.service_term import whole, word
from commissioning.terms.settings import Marked, Setting
from commissioning.terms.wording import Saying


class Late(Marked):
    """A last day of its own for outcomes reached on late days of the programme; the start date is day 1."""

    from_day: Setting[Days] = Field(description="The first of those days.")
    to_day: Setting[Days] = Field(description="The last of them.")
    until_day: Setting[Days] = Field(description="The last day on which they can be claimed.")


class ClaimWindowTerm(TermOfSomeClaims):
    """An outcome is claimed no later than so long after the day it was reached, or another day. That day is day 0."""

    title_of_kind = "Claim window"
    claim_example: ClassVar[str] = """
- id: claim_window
  kind: claim_window
  within: [90 days]
  late_days: {from_day: 601, to_day: 639, until_day: 700}
  source: {document: the-contract, clause: "7"}
"""

    kind: Literal["claim_window"]
    within: tuple[Setting[LengthOfTime], ...] = Field(
        description="The length, in a list; several are counted one after the other."
    )
    runs_from: Setting[Literal["reached", "start", "job_agreed"]] | None = Field(
        None,
        description="The day it runs from: the one the outcome was reached on (reached, unless given), the start date, "
        "or the day the job was agreed.",
    )
    late_days: Late | None = Field(
        None, description="A last day of its own for outcomes reached on late days of the programme."
    )

    @model_validator(mode="after")
    def _some_length(self) -> ClaimWindowTerm:
        if not self.within:
            raise wrong("has a window without a length", "write within: [90 days]")
        return self

    def words(self, say: Saying) -> str:
        """The window in words."""
        lengths = " and a further ".join(say(length) for length in self.within)
        since = {
            "reached": "the day the outcome was reached",
            "start": "the start date",
            "job_agreed": "the day the job was agreed",
        }
        counted = say(self.runs_from or "reached").replace(" ", "_")
        text = f"An outcome is claimed within {lengths} of {since.get(counted, counted.replace('_', ' '))}."
        if self.late_days is not None:
            late = self.late_days
            text += (
                f" Reached on day {say(late.from_day)} to {say(late.to_day)} of the programme, it may be claimed until day "
                f"{say(late.until_day)}; the start date is day 1."
            )
        return text + self.of_which()

    def node(self, ask: OfClaims) -> ClaimWindow:
        """The window with its lengths."""
        late = self.late_days
        inside = None if late is None else ask.build.within(self, late)
        return ClaimWindow(
            self.id,
            self.whose,
            fixed("reached") if self.runs_from is None else ask.value("runs_from", self.runs_from, word),
            tuple(ask.value("within", length, same, "within", i) for i, length in enumerate(self.within)),
            None
            if late is None or inside is None
            else LateDays(
                inside.value(self, "late_days.from_day", late.from_day, whole, ("late_days", "from_day")),
                inside.value(self, "late_days.to_day", late.to_day, whole, ("late_days", "to_day")),
                inside.value(self, "late_days.until_day", late.until_day, whole, ("late_days", "until_day")),
            ),
        )
