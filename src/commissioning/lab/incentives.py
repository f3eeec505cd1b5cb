"""What the terms of a contract reward: made-up journeys that differ in one thing, and what each difference pays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from commissioning.domain.comparisons import Cause
from commissioning.domain.decisions import Decision
from commissioning.domain.incentives import Kind, Paid, Scene, Witness
from commissioning.domain.journeys import Journey
from commissioning.domain.money import Pence
from commissioning.domain.reasons import BEFORE_START, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.lab.claiming import claim_witnesses
from commissioning.lab.comparing import cause
from commissioning.lab.scenes import BEGINS, Pay, Person, job, on, scene
from commissioning.plan.nodes import Earned, HoursEnough
from commissioning.plan.plan import Plan, children
from commissioning.plan.values import AppliesBy, Dated

HOURS = tuple(range(1, 41))
"""The weekly hours that are tried."""

LONGEST = 62
"""Weeks of work that are tried."""

LATEST = 110
"""Weeks after the start date by which work may begin that are tried."""

DEAD_HOURS, DEAD_DAYS = 5, 28
"""From how many hours, or days, on more work without more pay is told."""


class Witnesses:
    """Finds witnesses for one contract and one person."""

    def __init__(self, plan: Plan, person: Person, pay: Pay) -> None:
        self._plan, self._person, self._pay = plan, person, pay

    def all(self) -> list[Witness]:
        """Every witness, the heaviest of each kind first."""
        enough, found = self._hours()
        found += self._days(enough)
        found += self._splitting(enough)
        found += self._delaying(enough)
        found += self._across()
        found += claim_witnesses(self._going_on(self._person, enough), self._pay)
        order = list(Kind)
        return sorted(found, key=lambda w: (order.index(w.kind), -abs(w.pence)))

    # ------------------------------------------------------------------------------------------------------- hours

    def _hours(self) -> tuple[int, list[Witness]]:
        """The fewest hours that pay most, and the cliffs and dead zones of hours in each era of the contract."""
        found: list[Witness] = []
        enough = 0
        for person in self._eras():
            scenes = [self._going_on(person, hours) for hours in HOURS]
            paid = self._pay(scenes)
            if not any(p.due for p in paid):
                continue
            if not enough:
                enough = self._enough(paid)
            for i in range(1, len(HOURS)):
                if paid[i].due != paid[i - 1].due:
                    found.append(self._witness(Kind.HOURS_CLIFF, scenes[i - 1 : i + 1], paid[i - 1 : i + 1]))
            found += self._flat(Kind.HOURS_DEAD_ZONE, scenes, paid, DEAD_HOURS, 1)
        return enough or 16, _first_of_each(found)

    def _enough(self, paid: Sequence[Paid]) -> int:
        """The fewest hours that pay most; where all pay the same, those of the person's own job."""
        if len({p.due for p in paid}) == 1:
            return max((self._person.job.weekly_hours or 16_00) // 100, 1)
        return HOURS[max(range(len(HOURS)), key=lambda i: (paid[i].due, -i))]

    def _eras(self) -> list[Person]:
        """The person, and the same referred a week after each day on which a value of the contract changes."""
        days = sorted({day for value in _dated(self._plan.outcomes) for day in value.boundaries()[1:]})
        referred = self._person.journey.referral_date or self._person.start
        return [self._person, *(self._person.moved(day + 7 - referred.toordinal()) for day in days)]

    def _going_on(self, person: Person, hours: int, first: date | None = None) -> Scene:
        begins = first or person.start + timedelta(days=BEGINS)
        return scene(person, f"{weekly(hours)} from {on(begins)}, and on", [job(person, begins, None, 100 * hours)])

    def _flat(self, kind: Kind, scenes: Sequence[Scene], paid: Sequence[Paid], least: int, unit: int) -> Iterator[Witness]:
        """Stretches over which more work pays no more: from the first scene of each to its last."""
        first = 0
        for i in range(1, len(scenes) + 1):
            if i == len(scenes) or paid[i].due != paid[first].due:
                if (i - 1 - first) * unit >= least:
                    last = i - 1
                    yield self._witness(kind, (scenes[first], scenes[last]), (paid[first], paid[last]), (last - first) * unit)
                first = i

    # -------------------------------------------------------------------------------------------------------- days

    def _days(self, enough: int) -> list[Witness]:
        """The cliffs of days worked, to the day, and the dead zones between them."""
        begins = self._person.start + timedelta(days=BEGINS)

        def lasting(days: int) -> Scene:
            last = begins + timedelta(days=days - 1)
            what = f"{weekly(enough)} for {days} day{'' if days == 1 else 's'}, {on(begins)} to {on(last)}"
            return scene(self._person, what, [job(self._person, begins, last, 100 * enough)])

        cliffs = [
            self._witness(Kind.DAYS_CLIFF, pair, paid)
            for pair, paid in self._jumps(
                [lasting(days) for days in range(1, 7 * LONGEST + 1, 7)], lambda i, j: lasting(1 + 7 * i + j)
            )
        ]
        edges = [1, *(_length(w.second) for w in cliffs), 7 * LONGEST]
        found = list(cliffs)
        for first, after in pairwise(edges):
            last = after - 1
            if last - first >= DEAD_DAYS:
                pair = [lasting(first), lasting(last)]
                found.append(self._witness(Kind.DAYS_DEAD_ZONE, pair, self._pay(pair), last - first))
        return found

    def _jumps(
        self, weekly: Sequence[Scene], finer: Callable[[int, int], Scene]
    ) -> Iterator[tuple[Sequence[Scene], Sequence[Paid]]]:
        """Neighbouring days between which the pay changes: weeks are tried first, then the days of those that differ."""
        paid = self._pay(weekly)
        for i in range(len(weekly) - 1):
            if paid[i].due == paid[i + 1].due:
                continue
            days = [finer(i, j) for j in range(8)]
            of_days = self._pay(days)
            for j in range(7):
                if of_days[j].due != of_days[j + 1].due:
                    yield days[j : j + 2], of_days[j : j + 2]

    # --------------------------------------------------------------------------------------------------- splitting

    def _splitting(self, enough: int) -> list[Witness]:
        """One job beside two of half its hours, and beside two of half its length."""
        person, begins = self._person, self._person.start + timedelta(days=BEGINS)
        hours = 100 * (enough + enough % 2)
        half = hours // 2
        whole = scene(
            person, f"one job of {weekly(hours // 100)} from {on(begins)}, and on", [job(person, begins, None, hours)]
        )
        at_once = scene(
            person,
            f"two jobs at once of {weekly(half // 100)} each, from the same day",
            [job(person, begins, None, half, "J1"), job(person, begins, None, half, "J2")],
        )
        middle = begins + timedelta(days=48)
        in_turn = scene(
            person,
            f"the same hours in two jobs in turn, the second from {on(middle + timedelta(days=1))}",
            [job(person, begins, middle, hours, "J1"), job(person, middle + timedelta(days=1), None, hours, "J2")],
        )
        paid = self._pay([whole, at_once, in_turn])
        pairs = ((Kind.SPLIT_AT_ONCE, at_once, paid[1]), (Kind.SPLIT_IN_TURN, in_turn, paid[2]))
        return [
            self._witness(kind, (whole, other), (paid[0], of)) for kind, other, of in pairs if of.due != paid[0].due or of.open
        ]

    # ---------------------------------------------------------------------------------------------------- delaying

    def _delaying(self, enough: int) -> list[Witness]:
        """Work that begins the day before the start; and a start recorded a day later, so that work falls within a limit."""
        person = self._person
        found = []
        early = [self._going_on(person, enough, person.start + timedelta(days=day)) for day in (-1, 0)]
        paid = self._pay(early)
        if paid[0].due != paid[1].due:
            found.append(self._witness(Kind.JOB_BEFORE_START, early, paid))

        def beginning(days: int) -> Scene:
            return self._going_on(person, enough, person.start + timedelta(days=days))

        for pair, _ in self._jumps([beginning(7 * week) for week in range(LATEST)], lambda i, j: beginning(7 * i + j)):
            late = pair[1]
            later = Person(_with_start(person, 1), person.job)
            other = scene(later, f"the same job, with the start recorded a day later, on {on(later.start)}", late.jobs)
            told = Scene(f"start on {on(person.start)}; {late.what}", late.journey, late.jobs, late.as_of)
            of = self._pay([told, Scene(other.what, other.journey, other.jobs, late.as_of)])
            if of[0].due != of[1].due:
                found.append(self._witness(Kind.DELAYED_START, (told, other), of))
        return found

    def _across(self) -> list[Witness]:
        """A job, start or referral that is put off by a day across the day on which a value changes."""
        found = []
        seen = set()
        for value in _dated(self._plan.outcomes):
            for day in value.boundaries()[1:]:
                key = (day, value.applies_by)
                if key not in seen and value.applies_by in _EVENT:
                    seen.add(key)
                    found += self._over(day, AppliesBy(value.applies_by))
        return found

    def _over(self, day: int, by: AppliesBy) -> list[Witness]:
        """The hours at which a day's delay changes most, the fewest of them."""
        scenes, at = [], date.fromordinal(day)
        referred = self._person.journey.referral_date or self._person.start
        lead = {AppliesBy.REFERRAL: 0, AppliesBy.START: (self._person.start - referred).days}.get(by)
        for hours in HOURS:
            for late in (-1, 0):
                if lead is None:
                    who = self._person.moved(day - 60 - referred.toordinal())
                    begins = at + timedelta(days=late)
                else:
                    who = self._person.moved(day + late - lead - referred.toordinal())
                    begins = at + timedelta(days=BEGINS)
                what = f"{_EVENT[by]} on {on(at + timedelta(days=late))}; {weekly(hours)} from {on(begins)}, and on"
                scenes.append(scene(who, what, [job(who, begins, None, 100 * hours)]))
        paid = self._pay(scenes)
        best = max(range(len(HOURS)), key=lambda i: (abs(paid[2 * i + 1].due - paid[2 * i].due), -i))
        pair = slice(2 * best, 2 * best + 2)
        if paid[2 * best].due == paid[2 * best + 1].due:
            return []
        return [self._witness(Kind.DELAYED_ACROSS, scenes[pair], paid[pair])]

    # -------------------------------------------------------------------------------------------------- the clause

    def _witness(self, kind: Kind, pair: Sequence[Scene], paid: Sequence[Paid], amount: int = 1) -> Witness:
        before, after = paid
        flat = kind in (Kind.HOURS_DEAD_ZONE, Kind.DAYS_DEAD_ZONE)
        if flat:
            return Witness(kind, pair[0], pair[1], before, after, self._silent_on(kind, after), amount)
        differing = [
            (abs(_due(a) - _due(b)), -i, cause(a, b), a.outcome)
            for i, (a, b) in enumerate(zip(before.decisions, after.decisions, strict=True))
            if a.verdict is not b.verdict or _due(a) != _due(b)
        ]
        _, _, why, outcome = max(differing, key=lambda item: item[:2], default=(0, 0, Cause(0), ""))
        if kind is Kind.JOB_BEFORE_START:
            why = Cause(why.side, terms=(BEFORE_START,))
        if kind in (Kind.HOURS_CLIFF, Kind.DELAYED_ACROSS) and why.code in _OF_WORK and not why.unsettled:
            why = Cause(why.side, terms=self._of_hours() or why.terms)
        return Witness(kind, pair[0], pair[1], before, after, why, amount, outcome)

    def _silent_on(self, kind: Kind, last: Paid) -> Cause:
        """The terms that leave more work unpaid: what asks for hours where nothing is due, else what gives the outcomes."""
        if kind is Kind.HOURS_DEAD_ZONE and not last.due and self._of_hours():
            return Cause(0, terms=self._of_hours())
        giving = dict.fromkeys(
            route.tests[-1].term if len(route.tests) == 1 else _giving(route.tests)
            for o in self._plan.outcomes
            for route in o.routes
        )
        return Cause(0, terms=tuple(giving))

    def _of_hours(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(node.term for node in _inside(self._plan.outcomes) if isinstance(node, HoursEnough)))


_OF_WORK = (None, ReasonCode.WORK_BEGAN_TOO_LATE, ReasonCode.NO_QUALIFYING_WORK, ReasonCode.CAN_STILL_BE_MET)

_EVENT = {
    AppliesBy.JOB_START: "the job begins",
    AppliesBy.START: "the start is",
    AppliesBy.REFERRAL: "the referral is",
}
"""Events that can be put off by a day, in words."""


def weekly(hours: int) -> str:
    """So many hours a week, in words."""
    return f"{hours} hour{'' if hours == 1 else 's'} a week"


def asks_for_earnings(plan: Plan) -> bool:
    """Whether any outcome goes by what was earned."""
    return any(isinstance(node, Earned) for node in _inside(plan.outcomes))


def _giving(tests: Sequence[object]) -> str:
    """The term of a route's last test that is no mere limit on another."""
    terms = [getattr(test, "term", "") for test in tests if type(test).__name__ != "OutcomeLimit"]
    return str(terms[-1])


def _inside(node: object) -> Iterator[object]:
    yield node
    for child in children(node):
        yield from _inside(child)


def _dated(node: object) -> list[Dated[object]]:
    return [value for value in _inside(node) if isinstance(value, Dated)]


def _due(decision: Decision) -> Pence:
    return decision.due.lowest if decision.due is not None else 0


def _length(one: Scene) -> int:
    row = one.jobs[0]
    return ((row.end_date or one.as_of) - row.start_date).days + 1


def _with_start(person: Person, days: int) -> Journey:
    return replace(person.journey, start_date=person.start + timedelta(days=days))


def _first_of_each(found: Sequence[Witness]) -> list[Witness]:
    """One witness for each difference: an era that shows again what one before it showed adds nothing."""
    kept: dict[tuple[object, ...], Witness] = {}
    for one in found:
        hours = tuple(row.weekly_hours for of in (one.first, one.second) for row in of.jobs)
        kept.setdefault((one.kind, hours, one.before.due, one.after.due), one)
    return list(kept.values())


def paid(decisions: Sequence[Decision]) -> Paid:
    """What a journey's decisions come to."""
    return Paid(
        tuple(decisions),
        sum(_due(one) for one in decisions),
        open=any(one.verdict is Verdict.UNDETERMINED for one in decisions),
    )
