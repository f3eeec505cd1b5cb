"""How much more work an outcome takes, and until when it can begin: found by deciding later days of the changed journey."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from commissioning.claims.changing import NEW_JOB, Known
from commissioning.claims.desk import Desk
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.interface import Judged
from commissioning.engines.lookup import NoValue
from commissioning.engines.tables import Table
from commissioning.engines.worlds import World
from commissioning.plan.nodes import Earned
from commissioning.plan.plan import Plan

FURTHEST = 1_600
"""How many days ahead are looked at: longer than any window with the support before it."""

HOURS = (35_00, 24_00, 16_00, 7_00)
"""Hours a week of a job that is only supposed, in hundredths: full time first, then what narrower bands hold."""


@dataclass(frozen=True)
class Outlook:
    """One outcome of one journey on any day, with anything supposed."""

    desk: Desk
    plan: Plan
    journey_id: str
    position: int

    def table(self, known: Known, day: date) -> Table:
        """Every world of the journey as known on a day."""
        journey = next(j for j in known.caseload.journeys if j.journey_id == self.journey_id)
        return self.desk.table(self.plan, CaseBook(known.caseload, day).case(journey, self.plan.family))

    def judged(self, known: Known, day: date) -> list[Judged]:
        """What every reading says of the outcome on a day."""
        return [row[self.position] for _, row in self.table(known, day).different]

    def is_met(self, known: Known, day: date) -> bool:
        """Whether every reading has it met."""
        return all(one.verdict is Verdict.MET for one in self.judged(known, day))

    def can_be(self, known: Known, day: date) -> bool:
        """Whether no reading says that it can no longer be met."""
        return all(one.verdict in (Verdict.MET, Verdict.NOT_YET) for one in self.judged(known, day))

    def soonest(self, known: Known, day: date) -> tuple[int, ...]:
        """How many days after *day* every reading has it met in the best case; empty where some reading has not."""
        found = self.judged(known, day)
        if any(one.verdict is not Verdict.NOT_YET or one.day is None for one in found):
            return ()
        return tuple(one.day - day.toordinal() for one in found if one.day is not None)

    def first_met(self, known: Known, after: date, guesses: Iterator[date]) -> date | None:
        """The first day after *after* on which it is met if things go on as supposed; *guesses* are tried first."""
        for guess in guesses:
            if guess > after and self.is_met(known, guess) and not self.is_met(known, guess - timedelta(days=1)):
                return guess
        last = last_that(lambda day: not self.is_met(known, day), after)
        return None if last is None else last + timedelta(days=1)

    def last_start(self, known: Known, as_of: date) -> date | None:
        """The last day on which work can begin, or begin again, if none is done from now on; None where no day is the last."""
        stopped = known.stopped(as_of)
        last = last_that(lambda day: self.can_be(stopped, day), as_of)
        return None if last is None else last + timedelta(days=1)

    def last_resumption(self, known: Known, as_of: date) -> date | None:
        """The last day on which work can begin again with every day of it worked so far still of use; None where there is none.

        After it what was worked begins to drop out of the window, or the outcome can no longer be met.
        """
        stopped = known.stopped(as_of)
        now = self.soonest(stopped, as_of)
        if not now:
            return None
        last = last_that(lambda day: self.soonest(stopped, day) == now, as_of)
        return None if last is None else last + timedelta(days=1)

    def short_of_wages(self, known: Known, day: date) -> int:
        """How many pence of wages the outcome still takes, in the reading that takes most; 0 where no wages give it."""
        table = self.table(known, day)
        return max((_short(table, world, self.position, day) for world, _ in table.different), default=0)


def _short(table: Table, world: World, position: int, day: date) -> int:
    """The pence that the way to the outcome lacks which lacks least, in one world."""
    measuring = table.of(world).measuring
    found = []
    for route in world.settled.outcomes[position].routes:
        for test in route.tests:
            if isinstance(test, Earned):
                with suppress(NoValue):
                    found.append(measuring.threshold(test) - measuring.earned_by(test, day.toordinal()))
    return min(found, default=0)


def last_that(holds: Callable[[date], bool], begin: date) -> date | None:
    """The last day from *begin* on which *holds* is true, given that it is true from *begin* on and false for good after that.

    None where it holds on every day looked at. *begin* itself where it holds on no later day.
    """
    low, step = 0, 1
    while holds(begin + timedelta(days=low + step)):
        low += step
        if low >= FURTHEST:
            return None
        step = min(step * 2, FURTHEST)
    high = low + step
    while high - low > 1:
        middle = (low + high) // 2
        if holds(begin + timedelta(days=middle)):
            low = middle
        else:
            high = middle
    return begin + timedelta(days=low)


def job_for_wages(known: Known, as_of: date) -> str | None:
    """The job that wages would be paid for: one under way, else a new one."""
    return next((r.job_id for r in known.jobs if r.start_date <= as_of and (not r.end_date or r.end_date > as_of)), NEW_JOB)
