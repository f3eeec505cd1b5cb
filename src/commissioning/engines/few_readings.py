"""Which silences of a contract can matter to one journey: the others are read in one way only, and nothing is lost.

A contract with six silences has 64 readings, of which most journeys can tell two or four apart: without two jobs at a time it
is all one whether their hours are added. A silence is left aside if, whatever the others are, every test stands the same under
each of its readings and rests on the same days of work, so that no verdict, no day and no reason can depend on it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod
from operator import itemgetter
from typing import TYPE_CHECKING

from commissioning.domain.calendar import Day
from commissioning.domain.verdicts import Truth
from commissioning.engines.case import Case
from commissioning.engines.known import Judging, Known
from commissioning.engines.lookup import NoValue
from commissioning.engines.measuring import FAVOURABLE, DayMeasure, Unfavourable
from commissioning.engines.tables import Table
from commissioning.engines.worlds import JobReadings, job_readings
from commissioning.plan.nodes import Earned, OutcomeLimit, Requires, Route, RouteTest, Sustained, Work
from commissioning.plan.settling import Settled
from commissioning.plan.values import Const

if TYPE_CHECKING:
    from commissioning.engines.deciding import Decider

_NO_WORK = Work()
MOST_WORLDS = 16
"""In a case of which missing facts of jobs make more worlds than this, every reading of the silences is worked out."""


@dataclass(frozen=True, slots=True)
class _Routes:
    """The routes to the outcome *name*; *shape* numbers what is left of them without the *works* that they ask for."""

    name: str
    routes: tuple[Route, ...]
    shape: int
    works: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Beside:
    """What stands beside the routes to an outcome; tests *of_earlier* journeys alone are true where there are none."""

    of_earlier: bool
    is_prior: bool


class FewReadings:
    """The worlds of a journey under a decider's plan, with those readings of silences alone that can matter to it."""

    def __init__(self, decider: Decider) -> None:
        self._decider = decider
        self._works: list[Work] = []
        self._things: list[_Routes | _Beside] = []
        self._numbers: dict[Hashable, int] = {}
        self._shapes: dict[tuple[Route, ...], int] = {}
        self._by_job = any(test.same_job for _, test in self._sustained())
        every = (outcome.counts for one in decider.settled for outcome in one.outcomes)
        self._by_start = any(not isinstance(counts, Const) or counts.value == "every_start" for counts in every)
        self._pairs = self._dependent()
        self._compared = {name: _compared(pairs) for name, pairs in self._pairs.items()}
        self._names = tuple(outcome.name for outcome in decider.plan.outcomes)
        priors = {n for n, thing in enumerate(self._things) if isinstance(thing, _Beside) and thing.is_prior}
        of_priors = (name for name, pairs in self._pairs.items() if pairs and all(a in priors for a, _ in pairs))
        self._of_priors = frozenset(of_priors)
        self._judging = Judging(decider.engine)
        self._tests = tuple(self._asking())
        self._few: dict[frozenset[str], tuple[Settled, ...]] = {}
        settled, plan = decider.settled, decider.plan
        in_parts = any(not (isinstance(o.part, Const) and o.part.value == "none") for one in settled for o in one.outcomes)
        in_eligibility = len({id(one.eligibility) for one in settled}) > 1
        conditions = {o.common: tuple(t for t in o.common if isinstance(t, Requires)) for one in settled for o in one.outcomes}
        self._conditions = [tests for tests in conditions.values() if tests]
        self._all = len(settled) == 1 or in_parts or in_eligibility or bool(plan.scoped_facts)

    def table(self, case: Case) -> Table:
        """The worlds of a case, with every reading of the facts of jobs that are missing."""
        if not self._all:
            known = Known(case, self._decider.plan, self._judging, self._tests)
            jobs = () if known.decided(self._truths(known)) else job_readings(known.asked_together())
            worlds = prod(len(job.settings) for job in jobs)
            if worlds <= MOST_WORLDS and not self._asks_what_is_blank(known):
                return self._few_worlds(known, jobs)
        return self._decider.table(case)

    def _few_worlds(self, known: Known, jobs: tuple[JobReadings, ...]) -> Table:
        worlds = [FAVOURABLE.union(*chosen) for chosen in product(*(job.settings for job in jobs))]
        idle = frozenset.intersection(*(self._idle(known, unfavourable) for unfavourable in worlds))
        if not self._of_priors <= idle and not known.earlier:
            table = Table({(): known}, self._settled(idle | self._of_priors), jobs)
            if _priors_change_nothing(table):
                return table
        return Table({(): known}, self._settled(idle), jobs)

    def _truths(self, known: Known) -> tuple[Truth, ...]:
        return known.truths(self._decider.settled[0])

    def _asks_what_is_blank(self, known: Known) -> bool:
        """Whether an outcome has a condition of its own that a blank fact decides: all its readings are worked out."""
        return any(None in (known.measuring.truth(test, None) for test in tests) for tests in self._conditions)

    def _settled(self, idle: frozenset[str]) -> tuple[Settled, ...]:
        """The plan under every reading of all silences but those that are *idle*, in listed order."""
        found = self._few.get(idle)
        if found is None:
            first = {silence.name: silence.readings[0] for silence in self._decider.plan.silences if silence.name in idle}
            every = self._decider.settled
            found = self._few[idle] = tuple(one for one in every if all(one.reading[name] == first[name] for name in first))
        return found

    def _idle(self, known: Known, unfavourable: Unfavourable) -> frozenset[str]:
        """The silences that cannot matter in one world, to this journey or to an earlier one that it is held against."""
        if known.decided(self._truths(known)):
            return frozenset(self._pairs)
        classes = self._classes(known, unfavourable)
        idle = frozenset(name for name, (one, other) in self._compared.items() if one(classes) == other(classes))
        return idle.intersection(*(self._idle(earlier, unfavourable) for earlier in known.earlier))

    # ------------------------------------------------------------------------------------------- what depends on what

    def _sustained(self) -> Iterator[tuple[str, Sustained]]:
        for one in self._decider.settled:
            for outcome in one.outcomes:
                for route in outcome.routes:
                    for test in route.tests:
                        inner = test.sustained if isinstance(test, OutcomeLimit) else test
                        if isinstance(inner, Sustained):
                            yield outcome.name, inner

    def _asking(self) -> Iterator[tuple[str, RouteTest]]:
        """Tests that together ask for every fact of jobs that any does: of those for one kind of work, the first."""
        seen = set()
        every = ((thing.name, route) for thing in self._things if isinstance(thing, _Routes) for route in thing.routes)
        for name, route in every:
            for test in route.tests:
                inner = test.sustained if isinstance(test, OutcomeLimit) else test
                key = (name, id(test if isinstance(inner, Earned) else inner.work))
                if key not in seen:
                    seen.add(key)
                    yield name, test

    def _dependent(self) -> dict[str, tuple[tuple[int, int], ...]]:
        """By silence, the numbers of things of which one stands in the other's place if it alone is read otherwise."""
        of_reading = {tuple(one.reading.values()): self._numbered(one) for one in self._decider.settled}
        found = {}
        for at, silence in enumerate(self._decider.plan.silences):
            pairs: set[tuple[int, int]] = set()
            for reading, things in of_reading.items():
                first = of_reading[*reading[:at], silence.readings[0], *reading[at + 1 :]]
                pairs.update((a, b) for a, b in zip(things, first, strict=True) if a != b)
            found[silence.name] = tuple(sorted(pairs))
        return found

    def _numbered(self, settled: Settled) -> list[int]:
        """The numbers of all that a reading decides by. What two readings share is one object, and has one number."""
        found = []
        for outcome in settled.outcomes:
            found.append(self._number((outcome.name, id(outcome.routes)), (outcome.name, outcome.routes)))
            of_earlier = not any(isinstance(test, Requires) for test in outcome.common)
            found.append(self._number(("common", outcome.name, outcome.common), _Beside(of_earlier, is_prior=False)))
            found.append(self._number(("prior", outcome.name, outcome.prior), _Beside(of_earlier=False, is_prior=True)))
            found.append(self._number(("counts", outcome.name, outcome.counts), _Beside(of_earlier=False, is_prior=False)))
        return found

    def _number(self, key: Hashable, thing: _Beside | tuple[str, tuple[Route, ...]]) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self._things)
            self._things.append(thing if isinstance(thing, _Beside) else self._without_work(*thing))
        return self._numbers[key]

    def _without_work(self, name: str, routes: tuple[Route, ...]) -> _Routes:
        works: list[int] = []
        shape = tuple(replace(r, tests=tuple(self._bare(test, works) for test in r.tests)) for r in routes)
        return _Routes(name, routes, self._shapes.setdefault(shape, len(self._shapes)), tuple(works))

    def _bare(self, test: RouteTest, works: list[int]) -> RouteTest:
        """A test without its work, whose number is added to *works*."""
        if isinstance(test, Earned):
            return test
        if isinstance(test, OutcomeLimit):
            bare = self._bare(test.sustained, works)
            assert isinstance(bare, Sustained)
            return replace(test, sustained=bare)
        if not any(work is test.work for work in self._works):
            self._works.append(test.work)
        works.append(next(number for number, work in enumerate(self._works) if work is test.work))
        return replace(test, work=_NO_WORK)

    # ---------------------------------------------------------------------------------------------------- of one case

    def _classes(self, known: Known, unfavourable: Unfavourable) -> list[int]:
        """For each thing a number: two of one number stand the same to this case, and rest on the same days."""
        claims = {name: known.claim(name) for name in self._names}
        of_work = {claim: self._work_classes(known, unfavourable, claim) for claim in set(claims.values())}
        met: dict[Hashable, int] = {}
        same: dict[Hashable, int] = {}
        found = []
        for number, thing in enumerate(self._things):
            if isinstance(thing, _Beside):
                found.append(-1 if thing.of_earlier and not known.earlier else number)
                continue
            claim = claims[thing.name]
            classes = of_work[claim]
            # To most journeys every kind of work is one.
            works = tuple([classes[at] for at in thing.works]) if any(classes) else ()
            key = (thing.shape, works, claim)
            if key not in met:
                met[key] = same.setdefault((_standing(known, thing.routes, unfavourable, claim), works, claim), number)
            found.append(met[key])
        return found

    def _work_classes(self, known: Known, unfavourable: Unfavourable, claim: Day | None) -> tuple[int, ...]:
        """For each kind of work the first that leaves this case the same qualifying days."""
        first: dict[Hashable, int] = {}
        found = []
        for number, work in enumerate(self._works):
            runs: Hashable
            try:
                runs = known.measuring.runs(work, unfavourable, claim)
                if self._by_job:
                    runs = (runs, tuple(known.measuring.job_runs(work, unfavourable, claim).items()))
                if self._by_start:
                    # Of two jobs on the same days each is a start of its own.
                    pieces = known.measuring.pieces(work, claim)
                    runs = (runs, tuple((piece.job.job_id, frozenset(piece.unknown)) for piece in pieces))
            except NoValue:
                runs = number
            found.append(first.setdefault(runs, number))
        return tuple(found)


def _compared(pairs: tuple[tuple[int, int], ...]) -> tuple[Callable[[list[int]], object], Callable[[list[int]], object]]:
    """Two functions that take the first and the second of each pair out of a list."""
    if not pairs:
        return (lambda classes: None), (lambda classes: None)
    return itemgetter(*(a for a, _ in pairs)), itemgetter(*(b for _, b in pairs))


def _priors_change_nothing(table: Table) -> bool:
    """Whether it is all one if outcomes rest on others: where none does, each has the verdict of the one that it could rest on,
    and is not reached before it."""
    known = table.of_first.known
    for space in table.spaces:
        outcomes = space.settled.outcomes
        if any(prior is not None for prior in known.priors(outcomes)):
            return False
        at = {outcome.name: position for position, outcome in enumerate(outcomes)}
        before = [(i, at[outcome.prior.outcome]) for i, outcome in enumerate(outcomes) if outcome.prior is not None]
        for judged in space.judged:
            if any(
                judged[i].verdict is not judged[j].verdict or (judged[i].day or 0) < (judged[j].day or 0) for i, j in before
            ):
                return False
    return True


def _standing(known: Known, routes: tuple[Route, ...], unfavourable: Unfavourable, claim: Day | None) -> tuple[object, ...]:
    """How every test of some routes stands, and since or until which day: all that a verdict and its day follow from."""
    found: list[object] = []
    for route in routes:
        found.append(route.in_force)
        found += [_stands(known.day(test, unfavourable, claim, route.in_force)) for test in route.tests]
    return tuple(found)


def _stands(measure: DayMeasure) -> tuple[Day | None, str]:
    if measure.unknown:
        return None, measure.unknown
    day = measure.best if measure.reached is None else measure.reached
    if day is None or (measure.limit is not None and day > measure.limit):
        return None, "failed"
    return day, "open" if measure.reached is None else "met"
