"""The worlds of one case under one reading of the silences, where those that its own tests cannot tell apart are one.

Ten jobs with two missing facts each can be read in 3¹⁰ ways, but hardly any test asks for every missing fact. So each reading
of the silences gets its own *axes*: for each job, which of its readings are one to it. A *column* holds one number for each
world on such axes, the last job's readings changing fastest; what has the same number measures the same, and is judged once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import NamedTuple

from commissioning.domain.calendar import Day
from commissioning.domain.decisions import Setting
from commissioning.domain.verdicts import Truth, Verdict
from commissioning.engines.interface import Judged, RouteMeasures
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue
from commissioning.engines.measuring import FAVOURABLE, DayMeasure, Unfavourable
from commissioning.engines.worlds import JobReadings, World
from commissioning.plan.nodes import Earned, Outcome, OutcomeLimit, RouteTest, Sustained, Work
from commissioning.plan.settling import Settled
from commissioning.plan.values import Const

VERDICTS = tuple(Verdict)
CODES = {verdict: code for code, verdict in enumerate(VERDICTS)}


class Axes:
    """For each job, the number of the class that each of its readings is in, and the first reading of each class."""

    def __init__(self, jobs: tuple[JobReadings, ...], classes: tuple[tuple[int, ...], ...]) -> None:
        self.classes = classes
        self.first = tuple(
            tuple(job.settings[of.index(number)] for number in range(max(of) + 1))
            for job, of in zip(jobs, classes, strict=True)
        )
        self.sizes = tuple(len(first) for first in self.first)
        self.worlds = prod(self.sizes)
        self._unfavourable: dict[int, Unfavourable] = {}

    def unfavourable(self, world: int) -> Unfavourable:
        """What is read against the client in the world of that number: the first of those that are one."""
        found = self._unfavourable.get(world)
        if found is None:
            chosen, rest = [], world
            for first in reversed(self.first):
                rest, at = divmod(rest, len(first))
                chosen.append(first[at])
            found = self._unfavourable[world] = FAVOURABLE.union(*chosen)
        return found

    def of_every_world(self) -> list[int]:
        """For every world with all readings of the jobs told apart, the number of the one it is on these axes."""
        numbers = [0]
        for of, size in zip(self.classes, self.sizes, strict=True):
            numbers = [number * size + at for number in numbers for at in of]
        return numbers


class Column(NamedTuple):
    """One number for each world, and for each number the first world that has it."""

    numbers: Sequence[int]
    firsts: Sequence[int]


def column_of(keys: Sequence[Hashable]) -> Column:
    """The column that tells apart what *keys*, one for each world, tell apart."""
    firsts = dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True))
    ordered = sorted(firsts.values())
    number = {keys[world]: at for at, world in enumerate(ordered)}
    return Column(list(map(number.__getitem__, keys)), ordered)


@dataclass(frozen=True, eq=False)
class Space:
    """Every world under one reading of the silences: *judged* holds what the engine says, by the numbers of *column*."""

    variant: tuple[Setting, ...]
    settled: Settled
    axes: Axes
    column: Column
    judged: tuple[tuple[Judged, ...], ...]

    def rows(self) -> Iterator[tuple[World, tuple[Judged, ...]]]:
        """One world for each different row of measures, the most favourable to the client first."""
        for first, judged in zip(self.column.firsts, self.judged, strict=True):
            yield World(self.variant, self.settled, self.axes.unfavourable(first)), judged

    def every_row(self, jobs: tuple[JobReadings, ...]) -> Iterator[tuple[World, tuple[Judged, ...]]]:
        """Every world with all readings of the jobs told apart."""
        numbers, judged = self.column.numbers, self.judged
        chosen = product(*(job.settings for job in jobs))
        for readings, at in zip(chosen, self.axes.of_every_world(), strict=True):
            yield World(self.variant, self.settled, FAVOURABLE.union(*readings)), judged[numbers[at]]

    def rows_near(self, jobs: tuple[JobReadings, ...]) -> Iterator[tuple[World, tuple[Judged, ...]]]:
        """The world most favourable to the client, and each in which one job alone is read otherwise."""
        first = [job.settings[0] for job in jobs]
        yield self._row((), first)
        for at, job in enumerate(jobs):
            for reading, setting in enumerate(job.settings[1:], start=1):
                yield self._row((at, reading), [*first[:at], setting, *first[at + 1 :]])

    def _row(self, otherwise: tuple[int, ...], readings: Iterable[Unfavourable]) -> tuple[World, tuple[Judged, ...]]:
        """The world in which one job (none) has another reading than its first."""
        number = 0
        for at, (of, size) in enumerate(zip(self.axes.classes, self.axes.sizes, strict=True)):
            number = number * size + of[otherwise[1] if otherwise and otherwise[0] == at else 0]
        judged = self.judged[self.column.numbers[number]]
        return World(self.variant, self.settled, FAVOURABLE.union(*readings)), judged

    def seen(self, position: int) -> set[Verdict]:
        """The verdicts of an outcome in all worlds."""
        return {judged[position].verdict for judged in self.judged}

    def verdicts(self, position: int) -> bytes:
        """The verdict of an outcome in each world, as numbers of :data:`VERDICTS`."""
        codes = [CODES[judged[position].verdict] for judged in self.judged]
        return bytes([codes[number] for number in self.column.numbers])


_JudgedColumn = tuple[Column, tuple[tuple[Judged, ...], ...]]
"""A number for each world, and for each number what the engine says of every outcome."""


class _Source(NamedTuple):
    """What a test measures: its missing facts in groups, and the work if its qualifying days are all that it asks."""

    key: tuple[int, Day | None, bool]
    groups: tuple[Unfavourable, ...]
    work: Work | None
    claim: Day | None


class Spaces:
    """The spaces of one case; what several readings of the silences share is worked out once."""

    def __init__(self, known: Known, jobs: tuple[JobReadings, ...]) -> None:
        self.known = known
        self.jobs = jobs
        self.earlier = tuple(Spaces(other, jobs) for other in known.earlier)
        self._sources: dict[tuple[int, Day | None], _Source] = {}
        self._axes: dict[tuple[tuple[int, ...], ...], Axes] = {}
        self._classes: dict[frozenset[Unfavourable], Axes] = {}
        self._columns: dict[tuple[object, ...], Column] = {}
        self._outcomes: dict[tuple[int, str, int], Column] = {}
        self._joined: dict[tuple[int, ...], Column] = {}
        self._same: dict[tuple[object, ...], Column] = {}
        self._routes: list[tuple[RouteMeasures, ...]] = []
        self._numbers: dict[tuple[RouteMeasures, ...], int] = {}
        self._judged: dict[tuple[object, ...], _JudgedColumn] = {}
        self._verdicts: dict[tuple[int, int], tuple[Column, tuple[tuple[Verdict, ...], ...]]] = {}

    def under(self, variant: tuple[Setting, ...], settled: Settled, truths: tuple[Truth, ...] | None = None) -> Space:
        """The worlds under one reading, if the conditions of eligibility had these *truths* (None: those they have)."""
        truths = self.known.truths(settled) if truths is None else truths
        axes = self.axes(settled, truths)
        return Space(variant, settled, axes, *self._judge(settled, truths, axes))

    # ------------------------------------------------------------------------------------------------ axes

    def axes(self, settled: Settled, truths: tuple[Truth, ...]) -> Axes:
        """The axes of one reading: one world where no work can change what has been decided."""
        if not self.jobs or self.known.decided(truths):
            return self._axes_of(frozenset())
        return self._axes_of(self._groups(settled))

    def _groups(self, settled: Settled) -> frozenset[Unfavourable]:
        """The groups of missing facts that some test asks for under one reading, here or on an earlier journey."""
        own = (group for outcome in settled.outcomes for source in self._of(outcome) for group in source.groups)
        return frozenset(own).union(*(other._groups(settled) for other in self.earlier if other.known.case.start is not None))

    def _axes_of(self, groups: frozenset[Unfavourable]) -> Axes:
        found = self._classes.get(groups)
        if found is None:
            classes = tuple(_classes(job, groups) for job in self.jobs)
            found = self._classes[groups] = self._axes.setdefault(classes, Axes(self.jobs, classes))
        return found

    # ---------------------------------------------------------------------------------------------- columns

    def _of(self, outcome: Outcome) -> list[_Source]:
        """What all that is asked of an outcome measures; of a part of its price, also the days worked job by job."""
        claim = self.known.claim(outcome.name)
        found = [self._source(test, claim) for route in outcome.routes for test in route.tests]
        return found + self._parts_of(outcome)

    def _parts_of(self, outcome: Outcome) -> list[_Source]:
        if isinstance(outcome.part, Const) and outcome.part.value == "none":
            return []
        tests = [test for route in outcome.routes for test in route.tests if isinstance(test, Sustained)]
        return [self._source(test, None)._replace(key=(id(test.work), None, False), work=None) for test in tests]

    def _source(self, test: RouteTest, claim: Day | None) -> _Source:
        found = self._sources.get((id(test), claim))
        if found is None:
            groups = tuple(sorted(self.known.measuring.asked_together(test, claim), key=sorted))
            if isinstance(test, Earned):
                found = _Source((id(test), claim, False), groups, None, claim)
            else:
                sustained = test.sustained if isinstance(test, OutcomeLimit) else test
                by_days = not (isinstance(sustained, Sustained) and sustained.same_job)
                work = sustained.work
                found = _Source((id(work), claim, by_days), groups, work if by_days else None, claim)
            self._sources[id(test), claim] = found
        return found

    def _column(self, source: _Source, axes: Axes) -> Column:
        """What a test tells apart: which of its groups are met by what is read against the client, or the days that leaves."""
        key = (*source.key, axes)
        if key not in self._columns:
            met = [0]
            for first in axes.first:
                bits = [_met(source.groups, reading) for reading in first]
                met = [before | more for before in met for more in bits] if any(bits) or len(bits) > 1 else met
            column = column_of(met)
            if source.work is not None:
                days = [self._runs(source, axes.unfavourable(world)) for world in column.firsts]
                column = column_of([days[number] for number in column.numbers]) if len(set(days)) < len(days) else column
            self._columns[key] = column
        return self._columns[key]

    def _runs(self, source: _Source, unfavourable: Unfavourable) -> object:
        try:
            return self.known.measuring.runs(source.work, unfavourable, source.claim) if source.work is not None else None
        except NoValue:
            return None

    def _outcome(self, outcome: Outcome, axes: Axes) -> Column:
        """The number of an outcome's measures in each world."""
        key = (id(outcome.routes), outcome.name, id(axes))
        if key not in self._outcomes:
            claim = self.known.claim(outcome.name)
            columns = [[self._column(self._source(test, claim), axes) for test in route.tests] for route in outcome.routes]
            whole = self._together([column for tests in columns for column in tests], axes)
            numbers = [self._number(self._routes_in(outcome, columns, world, axes, claim)) for world in whole.firsts]
            self._outcomes[key] = self._one_of([numbers[number] for number in whole.numbers])
        return self._outcomes[key]

    def _routes_in(
        self, outcome: Outcome, columns: list[list[Column]], world: int, axes: Axes, claim: Day | None
    ) -> tuple[RouteMeasures, ...]:
        """The measures of an outcome's routes in one world, each test's in the first world that is one with it."""
        found = []
        for route, of in zip(outcome.routes, columns, strict=True):
            tests: list[DayMeasure] = []
            for test, column in zip(route.tests, of, strict=True):
                first = column.firsts[column.numbers[world]]
                tests.append(self.known.day(test, axes.unfavourable(first), claim, route.in_force))
            found.append(RouteMeasures(tuple(tests), route.in_force))
        return tuple(found)

    def _number(self, routes: tuple[RouteMeasures, ...]) -> int:
        number = self._numbers.setdefault(routes, len(self._numbers))
        if number == len(self._routes):
            self._routes.append(routes)
        return number

    def _together(self, columns: Sequence[Column], axes: Axes) -> Column:
        """The column that tells apart what any of *columns* does."""
        different = tuple({id(column): column for column in columns}.values())
        key = (id(axes), *(id(column) for column in different))
        if key not in self._joined:
            if len(different) == 1 and different[0].firsts:
                self._joined[key] = different[0]
            else:
                numbers: Sequence[int] = (0,) * axes.worlds
                for column in different:
                    size = max(column.numbers) + 1
                    numbers = [number * size + at for number, at in zip(numbers, column.numbers, strict=True)]
                self._joined[key] = column_of(numbers)
        return self._joined[key]

    def _one_of(self, numbers: list[int]) -> Column:
        """The column of these numbers of measures, one object however many readings lead to it; it names no first worlds."""
        key = tuple(numbers)
        if key not in self._same:
            self._same[key] = Column(key, ())
        return self._same[key]

    # ---------------------------------------------------------------------------------------------- judging

    def _judge(self, settled: Settled, truths: tuple[Truth, ...], axes: Axes) -> _JudgedColumn:
        """Every different row of measures, and what the engine says of it."""
        if axes.worlds == 1 or self.known.decided(truths):
            only = World((), settled, axes.unfavourable(0))
            return Column((0,) * axes.worlds, (0,)), (self.known.judged_as(only, truths),)
        outcomes = settled.outcomes
        columns = [self._outcome(outcome, axes) for outcome in outcomes]
        parts = [self._column(source, axes) for outcome in outcomes for source in self._parts_of(outcome)]
        before = [other._before(settled, axes) for other in self.earlier]
        priors = self.known.priors(outcomes)
        every = [*columns, *parts, *(column for column, _ in before)]
        common = tuple(id(outcome.common) for outcome in outcomes)
        key = (truths, priors, common, *(id(column) for column in every))
        if key not in self._judged:
            whole = self._together(every, axes)
            judged = []
            for world in whole.firsts:
                routes = [self._routes[column.numbers[world]] for column in columns]
                earlier = [verdicts[column.numbers[world]] for column, verdicts in before]
                judged.append(self.known.judged_by(outcomes, truths, routes, priors, earlier))
            self._judged[key] = whole, tuple(judged)
        return self._judged[key]

    def _before(self, settled: Settled, axes: Axes) -> tuple[Column, tuple[tuple[Verdict, ...], ...]]:
        """The verdicts of an earlier journey in each world."""
        key = (id(settled), id(axes))
        if key not in self._verdicts:
            column, judged = self._judge(settled, self.known.truths(settled), axes)
            different: dict[tuple[Verdict, ...], int] = {}
            said = [different.setdefault(tuple(one.verdict for one in row), len(different)) for row in judged]
            self._verdicts[key] = self._one_of([said[number] for number in column.numbers]), tuple(different)
        return self._verdicts[key]


def _classes(job: JobReadings, groups: Iterable[Unfavourable]) -> tuple[int, ...]:
    """The class of each reading of a job: two are one if they meet the same groups."""
    own = [group for group in groups if any(fact.job_id == job.doubts[0].job_id for fact in group)]
    numbers: dict[tuple[bool, ...], int] = {}
    return tuple(
        numbers.setdefault(tuple(not group.isdisjoint(setting) for group in own), len(numbers)) for setting in job.settings
    )


def _met(groups: Sequence[Unfavourable], reading: Unfavourable) -> int:
    """Which groups a reading meets, one bit each."""
    return sum(1 << at for at, group in enumerate(groups) if not group.isdisjoint(reading))
