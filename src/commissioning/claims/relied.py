"""What a decision on an outcome rests on in each of its worlds: the verdict, the days of work, and how it was reached."""

from __future__ import annotations

from dataclasses import dataclass

from commissioning.domain.calendar import Day
from commissioning.domain.periods import Runs, clip, union
from commissioning.domain.verdicts import Verdict
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.tables import Table
from commissioning.engines.worlds import World
from commissioning.plan.claim_nodes import ways_to
from commissioning.plan.nodes import Earned, OutcomeLimit, Route, Sustained, WorkBegan


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome in one world. *days* are the days it rests on, *ways* the names of what it was reached by (if met)."""

    verdict: Verdict
    day: Day | None = None
    days: Runs = ()
    ways: tuple[str, ...] = ()


Worlds = list[tuple[World, Found]]
"""An outcome in one world of each kind that makes a difference, the most favourable first."""


def found_in(table: Table, position: int) -> Worlds:
    """The outcome at *position* in every such world. Worlds that leave it the same days share what is found."""
    seen: dict[tuple[object, ...], Found] = {}
    worlds = []
    for world, judged in table.different:
        verdict, day = judged[position].verdict, judged[position].day
        if verdict is Verdict.MET and day is not None:
            found = _met(table.of(world), world, position, day, seen)
        else:
            key = (verdict, day)
            found = seen.get(key) or seen.setdefault(key, Found(verdict, day))
        worlds.append((world, found))
    return worlds


def _met(known: Known, world: World, position: int, day: Day, seen: dict[tuple[object, ...], Found]) -> Found:
    outcome = world.settled.outcomes[position]
    names = known.met_routes(world, position, day)
    routes = [route for route in outcome.routes if route.name in names] or list(outcome.routes)
    runs = _qualifying(known, world, outcome.name, routes[0])
    key = (id(known), id(outcome.routes), names, runs, day)
    found = seen.get(key)
    if found is None:
        days = union(_relied(known, outcome.name, routes[0], runs, day))
        ways = dict.fromkeys(way for route in routes for way in ways_to(route))
        found = seen[key] = Found(Verdict.MET, day, days, tuple(ways))
    return found


def _qualifying(known: Known, world: World, outcome: str, route: Route) -> Runs:
    """The days that qualify for the work a route asks for; of wages none are asked."""
    test = _giving(route)
    return () if isinstance(test, Earned) else known.measuring.runs(test.work, world.unfavourable, known.claim(outcome))


def _relied(known: Known, outcome: str, route: Route, runs: Runs, day: Day) -> Runs:
    """The last of the days that were needed, up to the day it was reached on; of wages the days they were paid."""
    test = _giving(route)
    case = known.case
    if isinstance(test, Earned):
        paid = [e.paid_on.toordinal() for e in case.earnings or () if e.qualifying is not False]
        return union((one, one) for one in paid if case.start is not None and case.start <= one <= day)
    runs = clip(runs, 1, day)
    if not isinstance(test, Sustained):
        return clip(runs, day, day)
    try:
        return last_days(runs, lookup(test.days, case, claim=known.claim(outcome)))
    except NoValue:
        return runs


def _giving(route: Route) -> Sustained | Earned | WorkBegan:
    """The test that gives the outcome: the last that is no limit of another."""
    test = next((test for test in reversed(route.tests) if not isinstance(test, OutcomeLimit)), route.tests[-1])
    return test.sustained if isinstance(test, OutcomeLimit) else test


def last_days(runs: Runs, number: int) -> Runs:
    """The last *number* days of *runs*."""
    kept = []
    left = number
    for first, last in reversed(runs):
        if left <= 0:
            break
        begin = max(first, last - left + 1)
        kept.append((begin, last))
        left -= last - begin + 1
    return tuple(reversed(kept))
