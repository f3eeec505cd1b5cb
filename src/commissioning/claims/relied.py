"""What a decision on an outcome rests on in each of its worlds: the verdict, the days of work, and how it was reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from commissioning.domain.calendar import Day
from commissioning.domain.decisions import Setting
from commissioning.domain.periods import Runs, clip, union
from commissioning.domain.verdicts import Verdict
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.tables import Table
from commissioning.engines.worlds import World, settings_of
from commissioning.plan.claim_nodes import ways_to
from commissioning.plan.nodes import Earned, OutcomeLimit, Route, Sustained, WorkBegan


@dataclass(frozen=True, slots=True)
class Found:
    """An outcome in one world. *days* are the days it rests on, *ways* the names of what it was reached by (if met)."""

    verdict: Verdict
    day: Day | None = None
    days: Runs = ()
    ways: tuple[str, ...] = ()


def found_in(table: Table, position: int) -> Iterator[tuple[tuple[Setting, ...], Found]]:
    """The outcome at *position* in one world of each kind that makes a difference, with how everything is read in it."""
    seen: dict[tuple[object, ...], Found] = {}
    for world, judged in table.different:
        verdict, day = judged[position].verdict, judged[position].day
        key = (world.variant, id(world.settled.outcomes[position].routes), world.unfavourable, verdict, day)
        if key not in seen:
            met = verdict is Verdict.MET and day is not None
            seen[key] = _met(table.of(world), world, position, day) if met and day is not None else Found(verdict, day)
        yield settings_of(world, table.jobs), seen[key]


def _met(known: Known, world: World, position: int, day: Day) -> Found:
    outcome = world.settled.outcomes[position]
    names = known.met_routes(world, position)
    routes = [route for route in outcome.routes if route.name in names] or list(outcome.routes)
    days = union(piece for route in routes[:1] for piece in _relied(known, world, outcome.name, route, day))
    ways = dict.fromkeys(way for route in routes for way in ways_to(route))
    return Found(Verdict.MET, day, days, tuple(ways))


def _relied(known: Known, world: World, outcome: str, route: Route, day: Day) -> Runs:
    """The last of the days that were needed, up to the day it was reached on; of wages the days they were paid."""
    test = _giving(route)
    claim = known.claim(outcome)
    case = known.case
    if isinstance(test, Earned):
        paid = [e.paid_on.toordinal() for e in case.earnings or () if e.qualifying is not False]
        return union((one, one) for one in paid if case.start is not None and case.start <= one <= day)
    runs = clip(known.measuring.runs(test.work, world.unfavourable, claim), 1, day)
    if not isinstance(test, Sustained):
        return clip(runs, day, day)
    try:
        return last_days(runs, lookup(test.days, case, claim=claim))
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
