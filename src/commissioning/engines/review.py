"""When to look at a journey again: the next day on which a verdict can be another although nothing more becomes known.

A decision is of one day. With the same files a later day can decide otherwise: work that is under way reaches an outcome, or
the time for it runs out. A verdict stands until its review day, whatever day in between is decided as of; a new row in a file
may change it sooner, as new facts may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, reduce

from commissioning.domain.calendar import Day, add
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload, FactValue, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case, Job
from commissioning.engines.deciding import Decider, Standing
from commissioning.engines.measuring import MOST_JOBS_UNKNOWN
from commissioning.engines.turns import looked_at, looks_to, turns_of

COUNT_FROM = {"start_verified": "verified_on", "start_reversed": "reversed_on"}
"""The date of the journey from which on a fact can be another. All other dates are known as written, but its start and end."""

OPEN = (Verdict.MET, Verdict.UNDETERMINED)
"""Eligible, and yet undetermined."""

AREA_NOW, SERVICE_FIDELITY = "area_now", "service_fidelity"

At = Callable[[Day], tuple[Standing, ...]]
"""How every outcome stands on a day."""


def later_day(
    journey: Journey, caseload: Caseload, as_of: Day, asked: Collection[str], reviews: Mapping[str, Day]
) -> Day | None:
    """The first day after *as_of* from which the tables say of a journey what is not known yet; None if there is none.

    That is a row of a job that begins, wages paid, a claim, the start or the end; and where the facts that follow from them are
    *asked* for, a move, a day of verification or reversal, and the next review of the service's fidelity (*reviews*, by
    service). When a job that has begun ends is known already.
    """
    client, of = journey.client_id, journey.journey_id
    dates: list[FactValue] = [journey.start_date, journey.end_date]
    dates += [row.start_date for row in caseload.jobs.get(client, ())]
    dates += [earning.paid_on for earning in (caseload.earnings or {}).get(client, ())]
    dates += [claim.claimed_on for claim in caseload.claims.get(of, ())]
    dates += [journey.fact(day) for name, day in COUNT_FROM.items() if name in asked]
    if AREA_NOW in asked:
        dates += [move.moved_on for move in caseload.moves.get(of, ())]
    days = [one.toordinal() for one in dates if isinstance(one, date)]
    if SERVICE_FIDELITY in asked and (review := reviews.get(str(journey.fact("service_id")))) is not None:
        days.append(review)
    return min((day for day in days if day > as_of), default=None)


class Reviewing:
    """The review days of journeys under a decider's plan, the *caseload* being all that is known of anybody.

    *reviews* has by service the next day on which its fidelity can be another.
    """

    def __init__(self, decider: Decider, caseload: Caseload, reviews: Mapping[str, Day] | None = None) -> None:
        self.decider = decider
        self._caseload = caseload
        self._reviews = reviews or {}
        self._turns = turns_of(decider.settled)

    def reviewed(self, case: Case, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
        """The decisions on a case, each with its review day."""
        days = self.days(case, [Standing(one.eligible, one.verdict) for one in decisions])
        found = [None if day is None else date.fromordinal(day) for day in days]
        return tuple(replace(one, review_on=day) for one, day in zip(decisions, found, strict=True))

    def days(self, case: Case, now: Sequence[Standing]) -> tuple[Day | None, ...]:
        """Of each outcome, as it stands *now*, the first day on which its verdict can be another; None if not in ten years."""
        at = cache(lambda day: self.decider.standings(case.at(day)))
        stands = self._stands(case, now)
        return tuple(self._day(case, at, place, one, stands[place]) for place, one in enumerate(now))

    def _day(self, case: Case, at: At, place: int, now: Standing, stands: Day | None) -> Day | None:
        """The first day on which the verdict is another, or on which it can be for another reason than that time passes."""
        ahead = looks_to(case.as_of)
        same = case.as_of
        until = ahead if stands is None else min(ahead, stands - 1)
        # Without work that goes on nothing is reached, and where no time runs out nothing is lost.
        idle = not self._turns.closes[place] and not any(goes_on(job, same) for job in case.jobs)
        for day in () if idle and not self._turns.lookups else looked_at(self._turns, same, until, now):
            then = at(day)[place]
            if then.verdict is not now.verdict and now.verdict in (Verdict.MET, Verdict.NOT_MET):
                return day
            if then.verdict is not now.verdict:
                return self._changed(case, lambda one: at(one)[place].verdict is now.verdict, now.verdict, then, (same, day))
            same = day
        return stands if stands is not None and stands <= ahead else None

    def _changed(self, case: Case, same: Callable[[Day], bool], now: Verdict, then: Standing, between: tuple[Day, Day]) -> Day:
        """The first day that is not the *same*, *between* one that is and one that is not, on which the outcome stands *then*.

        Between two days of the plan's own time changes an open verdict, in every reading, once and for good.
        """
        low, high = between
        if high - low > 1 and then.verdict is Verdict.MET:
            # What was not yet met turns when it is met by the first reading; what was undetermined, when by the last.
            day = then.first if now is Verdict.NOT_YET else then.last
            assert day is not None
            return day
        for guess in self._guesses(case):
            if low < guess < high:
                low, high = (guess, high) if same(guess) else (low, guess)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if same(middle) else (low, middle)
        return high

    def _guesses(self, case: Case) -> list[Day]:
        """The days that time limits end on, and those before them: where a verdict turns that no work has touched."""
        ends = set(self._turns.ends)
        if case.start is not None:
            ends.update(reduce(add, limit, case.start) for limit in self._turns.limits)
        return sorted(day for end in ends for day in (end - 1, end))

    def _stands(self, case: Case, now: Sequence[Standing]) -> list[Day | None]:
        """Of each outcome the first day on which it can change for another reason than that time passes; None for no day."""
        tomorrow = case.as_of + 1
        if len(case.jobs) > MOST_JOBS_UNKNOWN or (
            self._turns.averages and any(len(job.stretches) > 1 and goes_on(job, case.as_of) for job in case.jobs)
        ):
            # So many jobs can come to have too many missing facts; and an average moves with the rows that it is of.
            return [tomorrow] * len(now)
        later = later_day(case.journey, self._caseload, case.as_of, self.decider.plan.facts_asked, self._reviews)
        found = [later] * len(now)
        if any(self._turns.once):
            for other in case.earlier:
                self._held_against(other, now, found)
        for place, one in enumerate(now):
            if self._turns.ways[place] and case.start is not None and (one.eligible, one.verdict) == OPEN:
                # Unknown by one way, it may come to be open by another, and then unknown again.
                found[place] = tomorrow
        return found

    def _held_against(self, other: Case, now: Sequence[Standing], stands: list[Day | None]) -> None:
        """Puts into *stands* when an earlier journey can come to take an outcome away."""
        before = self.decider.standings(other)
        for place, turns in enumerate(self.days(other, before)):
            if self._turns.once[place] and now[place].verdict is not Verdict.NOT_MET:
                # Some readings of an undetermined outcome may change while others do not: that is not looked into.
                day = other.as_of + 1 if before[place].verdict is Verdict.UNDETERMINED else turns
                stands[place] = min((one for one in (stands[place], day) if one is not None), default=None)


def goes_on(job: Job, as_of: Day) -> bool:
    """Whether a job goes on, or ends on the day itself."""
    return any(stretch.last >= as_of for stretch in job.stretches)
