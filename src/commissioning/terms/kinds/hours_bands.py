"""Hours bands: weekly hours in bands, each a way of its own to an outcome and perhaps with an amount of its own."""

from __future__ import annotations

from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from commissioning.plan.nodes import NONE_ASKED, HoursEnough, JobFilter, SuitsPerson
from commissioning.plan.values import Choice, Const, Value, fixed
from commissioning.terms.base import Example, Term
from commissioning.terms.building import Band, Building, same
from commissioning.terms.scalars import Hours, HoursValue, Name, Weeks, YesNo
from commissioning.terms.scalars import say as said
from commissioning.terms.settings import Setting, Strict
from commissioning.terms.wording import Saying

STEP = 1
"""The smallest difference between two numbers of hours, in hundredths."""


class HoursBand(Strict):
    """Weekly hours from one number to another, both included."""

    at_least: Hours | None = Field(None, description="The fewest weekly hours of the band, that number included.")
    at_most: Hours | None = Field(None, description="The most weekly hours of the band, that number included.")
    reflects_needs: YesNo = Field(False, description="Whether work in the band must be recorded as meeting the person's needs.")


class HoursBands(Term):
    """Work counts where its weekly hours lie in one of the bands."""

    title_of_kind = "Bands of hours"
    examples: ClassVar[tuple[Example, ...]] = (
        Example(
            term="""
- id: hours
  kind: hours_bands
  bands: {part-time: {at_least: 16, at_most: 24}, full-time: {at_least: 25}}
  between_bands: {silent: [lower, upper, neither], why: an example}
  concurrent_jobs: separate
  illustrative: an example
""",
            journeys={
                "met": "jobs: [{weekly_hours: 24}]",
                "not_met": "jobs: [{weekly_hours: 15.99}]\n  died: yes",
                "not_yet": "jobs: [{weekly_hours: 15.99}]",
                "undetermined": "jobs: [{weekly_hours: 24.5}]",
            },
        ),
    )

    kind: Literal["hours_bands"]
    bands: dict[Name, HoursBand] = Field(min_length=1, description="The bands by name.")
    between_bands: Setting[Literal["lower", "upper", "neither"]] | None = Field(
        None, description="Where hours between two bands belong: to the lower, to the upper or to neither band."
    )
    concurrent_jobs: Setting[Literal["added", "separate"]] = Field(
        description="Whether the hours of jobs held at once are added together, or each job is judged alone."
    )
    averaged_over_weeks: Setting[Weeks] | None = Field(
        None, description="Weeks over which a job's hours are averaged, from the day it began; not given, they are not."
    )

    def _in_order(self) -> list[tuple[str, HoursBand]]:
        """The bands, the one of the fewest hours first."""
        return sorted(self.bands.items(), key=lambda one: _hundredths(one[1].at_least) or 0)

    def words(self, say: Saying) -> str:
        """The bands in words."""
        listed = "; ".join(f"{name}: {_in_words(band)}" for name, band in self._in_order())
        between = f" Hours between two bands: {say(self.between_bands)}." if self.between_bands is not None else ""
        averaged = f" Averaged over {say(self.averaged_over_weeks, 'weeks')}." if self.averaged_over_weeks is not None else ""
        return f"Weekly hours by band: {listed}.{between}{averaged} Hours of jobs held at once: {say(self.concurrent_jobs)}."

    def lower(self, build: Building) -> None:
        """One band of work for each; hours between two go where the contract puts them."""
        if build.hours is not None:
            build.problem("C053", f"'{build.hours.term}' already sets the hours", "keep one of them", "kind")
            return
        concurrent: Value[str] = build.value(self, "concurrent_jobs", self.concurrent_jobs, same)
        averaged: Value[int | None] = NONE_ASKED
        if self.averaged_over_weeks is not None:
            averaged = build.value(self, "averaged_over_weeks", self.averaged_over_weeks, _days)
        between: Value[str] = fixed("neither")
        if self.between_bands is not None:
            between = build.value(self, "between_bands", self.between_bands, same)
        build.caveat_of_term(self, "bands", ", ".join(f"{name} {_in_words(band)}" for name, band in self._in_order()))
        for (name, band), least, most in zip(self._in_order(), *self._bounds(build, between), strict=True):
            hours = HoursEnough(self.id, least, fixed(True), concurrent, most, averaged)
            filters: tuple[JobFilter, ...] = (SuitsPerson(self.id),) if band.reflects_needs else ()
            build.bands.append(Band(name, hours, filters))

    def _bounds(self, build: Building, between: Value[str]) -> tuple[list[Value[int | None]], list[Value[int | None]]]:
        """The least and the most hours of each band, with the gap between two bands put where it belongs."""
        least: list[Value[int | None]] = [Const(_hundredths(band.at_least)) for _, band in self._in_order()]
        most: list[Value[int | None]] = [Const(_hundredths(band.at_most)) for _, band in self._in_order()]
        for index, ((name, lower), (other, upper)) in enumerate(pairwise(self._in_order())):
            ends, begins = _hundredths(lower.at_most), _hundredths(upper.at_least)
            if ends is None or begins is None or begins <= ends:
                build.problem(
                    "C085",
                    f"the bands '{name}' and '{other}' overlap",
                    "end the lower band ('at_most') below the least hours of the upper one ('at_least')",
                    "bands",
                    other,
                )
            elif begins > ends + STEP:
                most[index] = _by(between, {"lower": begins - STEP}, ends)
                least[index + 1] = _by(between, {"upper": ends + STEP}, begins)
        return least, most


def _by(between: Value[str], moved: dict[str, int], stated: int) -> Value[int | None]:
    """A bound that is *moved* under one reading of where the gap belongs, and as *stated* under the others."""
    if isinstance(between, Choice):
        return Choice(between.silence, tuple((reading, Const(moved.get(reading, stated))) for reading, _ in between.options))
    assert isinstance(between, Const)
    return Const(moved.get(between.value, stated), between.caveats)


def _hundredths(hours: HoursValue | None) -> int | None:
    return None if hours is None else int(hours)


def _days(weeks: int) -> int | None:
    return 7 * weeks


def _in_words(band: HoursBand) -> str:
    if band.at_least is not None and band.at_most is not None:
        text = f"{said(band.at_least)} to {said(band.at_most)} hours"
    elif band.at_least is not None:
        text = f"{said(band.at_least)} hours or more"
    elif band.at_most is not None:
        text = f"{said(band.at_most)} hours or fewer"
    else:
        text = "any number of hours"
    return f"{text}, in work recorded as reflecting the person's needs" if band.reflects_needs else text
