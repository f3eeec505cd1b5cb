"""When to look at a journey again: the next day on which a verdict can be another although nothing more becomes known.

A decision is of one day. With the same files a later day can decide otherwise: work that is under way reaches an outcome, or
the time for it runs out. A verdict stands until its review day, whatever day in between is decided as of; a new row in a file
may change it sooner, as new facts may change anything.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, reduce
from itertools import product
from typing import NamedTuple, TypeVar

from commissioning.domain.calendar import FAR, Day, Length, add
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload, FactValue, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case, Job
from commissioning.engines.deciding import Decider, Standing
from commissioning.engines.measuring import MOST_JOBS_UNKNOWN
from commissioning.plan.nodes import Earned, HoursEnough, NotPaidBefore, OutcomeLimit, Route, Sustained, WorkBegan
from commissioning.plan.plan import children
from commissioning.plan.settling import Settled
from commissioning.plan.values import AppliesBy, Const, Dated, Value

T = TypeVar("T")

DAYS_AHEAD = 3_653
"""So far is looked ahead: ten years, or to the end of the calendar. What changes later than that has no review day."""

COUNT_FROM = {"start_verified": "verified_on", "start_reversed": "reversed_on"}
"""The date of the journey from which on a fact can be another. All other dates are known as written, but its start and end."""

OPEN = (Verdict.MET, Verdict.UNDETERMINED)
"""Eligible, and yet undetermined."""

AREA_NOW, SERVICE_FIDELITY = "area_now", "service_fidelity"

At = Callable[[Day], tuple[Standing, ...]]
"""How every outcome stands on a day."""


class Turns(NamedTuple):
    """What of a plan makes verdicts turn.

    *lookups*: on these a value that is looked up by the day decided as of can be another. *versions*: on these what is unknown
    of a version begins to count, as it comes into force. *limits*: how long after the start a time limit can end, and *ends*
    the days on which one does whatever the start; they say where to look first, and no more. *averages*: hours are averaged,
    so that days can come to qualify, or cease to, when they are over. *once*: of each outcome, whether an earlier journey on
    which it was reached can take it away. *ways*: whether it, or one that it rests on, has several ways to it, of which one
    that is unknown can give way to one that is not. *closes*: whether time for it, or for one that it rests on, can run out.
    """

    lookups: tuple[Day, ...]
    versions: tuple[Day, ...]
    limits: tuple[tuple[Length, ...], ...]
    ends: tuple[Day, ...]
    averages: bool
    once: tuple[bool, ...]
    ways: tuple[bool, ...]
    closes: tuple[bool, ...]


def turns_of(every: Sequence[Settled]) -> Turns:
    """What makes verdicts turn of a plan under *every* reading of its silences."""
    lookups: set[Day] = set()
    versions: set[Day] = set()
    limits: dict[tuple[Length, ...], None] = {}
    ends: set[Day] = set()
    averages = False
    for node in _inside(tuple((settled.eligibility, settled.outcomes) for settled in every), set()):
        if isinstance(node, Dated) and node.applies_by is AppliesBy.CLAIM:
            lookups.update(node.boundaries())
        elif isinstance(node, Route) and node.in_force is not None and any(map(_may_lack, _inside(node.tests, set()))):
            # Up to the day before it is in force, what is unknown of a version decides nothing.
            versions.add(node.in_force[0] - 1)
        elif isinstance(node, HoursEnough):
            averages = averages or node.averaged_over != Const(None)
        elif isinstance(node, WorkBegan | Sustained | Earned):
            if node.within:
                limits.update(dict.fromkeys(product(*(tuple(_values(length)) for length in node.within))))
            if isinstance(node, WorkBegan) and node.by is not None:
                ends.update(day.toordinal() for day in _values(node.by))
    outcomes = every[0].outcomes
    once = tuple(any(isinstance(test, NotPaidBefore) for test in outcome.common) for outcome in outcomes)
    ways: dict[str, bool] = {}
    closes: dict[str, bool] = {}
    for place, outcome in enumerate(outcomes):
        prior = outcome.prior.outcome if outcome.prior is not None else ""
        each = [settled.outcomes[place].routes for settled in every]
        ways[outcome.name] = ways.get(prior, False) or any(len(routes) > 1 for routes in each)
        closes[outcome.name] = closes.get(prior, False) or any(map(_closes, _inside(tuple(each), set())))
    return Turns(
        tuple(sorted(lookups)),
        tuple(sorted(versions)),
        tuple(limits),
        tuple(sorted(ends)),
        averages,
        once,
        tuple(ways.values()),
        tuple(closes.values()),
    )


def _inside(node: object, seen: set[int]) -> Iterator[object]:
    """A node and all that is in it, what several readings share once."""
    if id(node) not in seen:
        seen.add(id(node))
        yield node
        for child in children(node):
            yield from _inside(child, seen)


def _closes(node: object) -> bool:
    """Whether time can run out for a test or a route."""
    if isinstance(node, Route):
        return node.in_force is not None
    if isinstance(node, Sustained) and node.window is not None and "first_start" in _values(node.anchor):
        return True
    limited = isinstance(node, WorkBegan | Sustained | Earned) and bool(node.within)
    return limited or isinstance(node, OutcomeLimit) or (isinstance(node, WorkBegan) and node.by is not None)


def _may_lack(node: object) -> bool:
    """Whether a node is a dated value of which no version may be in force on the day it is looked up on."""
    if not isinstance(node, Dated):
        return False
    for_all = [version for version in node.versions if not version.scope]
    if node.pinned_on is not None:
        return not any(version.since <= node.pinned_on <= version.until for version in for_all)
    return not any(version.since <= 1 and version.until >= FAR for version in for_all)


def _values(value: Value[T]) -> Iterator[T]:
    """Every value that a parameter can have."""
    if isinstance(value, Const):
        yield value.value
    elif isinstance(value, Dated):
        yield from (version.value for version in value.versions)
    else:
        for _, option in value.options:
            yield from _values(option)


def looks_to(as_of: Day) -> Day:
    """The last day that is looked at."""
    return min(as_of + DAYS_AHEAD, FAR)


def looked_at(turns: Turns, as_of: Day, until: Day, now: Standing) -> list[Day]:
    """The days after *as_of* up to *until* that show whether a verdict changes: between two of them it does once or not at all.

    Without a day of the plan's own between them, time alone changes nothing that is met or not met for good; and whatever
    becomes unknown takes nothing from who has met an outcome, and gives nothing to who is not eligible.
    """
    steady = now.verdict is Verdict.MET or now.eligible is Verdict.NOT_MET
    own = {turn for turn in (*turns.lookups, *(() if steady else turns.versions)) if as_of < turn <= until}
    if now.verdict in (Verdict.MET, Verdict.NOT_MET):
        return sorted(own)
    return sorted({day for turn in own for day in (turn - 1, turn) if day > as_of} | {until} - {as_of})


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
