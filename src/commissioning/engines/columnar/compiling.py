"""Plans to tables: contracts are data for the one kernel, and what contracts, readings and outcomes share stands there once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from itertools import accumulate
from typing import Any, Generic, TypeVar

import numpy as np

from commissioning.domain.calendar import FAR, Length
from commissioning.domain.journeys import BASES
from commissioning.domain.provenance import Caveat
from commissioning.engines.columnar import shapes
from commissioning.engines.columnar.conditions import leaves
from commissioning.engines.columnar.parameters import Parameters, Unfit
from commissioning.engines.columnar.shapes import CODES, Array, Sizes
from commissioning.plan.nodes import (
    AgreedBefore,
    AllOf,
    AnyOf,
    BasisCounts,
    Condition,
    Earned,
    Eligibility,
    EmployerSize,
    FactIs,
    FactWithin,
    HoursEnough,
    JobFilter,
    Negation,
    NotPaidBefore,
    Outcome,
    OutcomeLimit,
    PaidHoursWorked,
    PaysAtLeast,
    Prior,
    ReEntry,
    Requires,
    Route,
    RouteTest,
    SuitsPerson,
    Sustained,
    Wages,
    Work,
    WorkBegan,
)
from commissioning.plan.plan import Plan, Silence, children
from commissioning.plan.settling import Settled, Settler
from commissioning.plan.values import AppliesBy, Choice, Const, Dated, Value, Version

T = TypeVar("T")

MOST_READINGS = 1 << 12
"""A contract with more readings than this is decided the plain way."""
MOST_FAMILIES = 62
MOST_SILENCES = 30

FILTERS: dict[type, int] = {
    BasisCounts: shapes.BASIS,
    SuitsPerson: shapes.SUITS,
    PaidHoursWorked: shapes.PAID_HOURS,
    AgreedBefore: shapes.AGREED,
    EmployerSize: shapes.SIZE,
    PaysAtLeast: shapes.PAY,
}
MEASURES: dict[type, int] = {
    WorkBegan: shapes.BEGAN,
    Sustained: shapes.SUSTAINED,
    OutcomeLimit: shapes.LIMIT,
    Earned: shapes.EARNED,
}
COMMON: dict[type, int] = {Requires: shapes.REQUIRES, ReEntry: shapes.RE_ENTRY, NotPaidBefore: shapes.PAID_BEFORE}


@dataclass(frozen=True)
class Compiled:
    """Plans as tables, with what the kernel does not need to know: the names behind numbers, and what to look up before it."""

    plans: tuple[Plan, ...]
    tables: Array
    sizes: Sizes
    parameters: Parameters
    conditions: tuple[Condition, ...]
    names: tuple[str, ...]
    families: tuple[str, ...]
    offsets: tuple[int, ...]
    unfit: dict[str, str]
    """The contracts that are decided the plain way, each with why."""
    asked: dict[tuple[int, bytes], int] = field(default_factory=dict)
    """Which blank fact decides a condition of journeys that are alike: found out once for all batches."""

    @property
    def outcomes(self) -> int:
        """How many outcomes all plans have together."""
        return self.offsets[-1]


class Rows:
    """A table being filled: equal rows are one row."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, ...]] = []
        self._known: dict[tuple[int, ...], int] = {}

    def one(self, *row: int) -> int:
        """The number of a row, new or known."""
        if row not in self._known:
            self._known[row] = len(self.rows)
            self.rows.append(row)
        return self._known[row]


class Lists(Generic[T]):
    """Lists end to end, each with its span; equal lists are one list."""

    def __init__(self) -> None:
        self.values: list[T] = []
        self.spans = Rows()
        self._known: dict[tuple[T, ...], int] = {}

    def one(self, values: Sequence[T]) -> int:
        """The number of a list's span."""
        key = tuple(values)
        if key not in self._known:
            at = len(self.values)
            self.values += key
            # Two empty lists that begin at one place are one.
            self._known[key] = self.spans.one(at, len(self.values))
        return self._known[key]


@dataclass
class Compiler:
    """Fills the tables plan by plan."""

    parameters: Parameters = field(default_factory=Parameters)
    names: dict[str, int] = field(default_factory=lambda: {n: i for i, n in enumerate(("start_date", *shapes.FACTS))})
    conditions: dict[Condition, int] = field(default_factory=dict)
    families: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.filter_rows: list[tuple[int, int]] = []
        self.works, self.reaches, self.measures, self.specs = Rows(), Rows(), Rows(), Rows()
        self.within: Lists[int] = Lists()
        self.condition_rows: list[tuple[int, ...]] = []
        self.condition_sets: list[tuple[int, int]] = []
        self.condition_spans: dict[tuple[tuple[int, ...], ...], int] = {}
        self.common_rows: list[tuple[int, ...]] = []
        self.common_spans: dict[tuple[tuple[int, ...], ...], tuple[int, int]] = {}
        self.slot_rows: list[tuple[int, int, int]] = []
        self.route_rows: list[tuple[int, int, int, int, int]] = []
        self.routeset_rows: list[tuple[int, int]] = []
        self.routesets: dict[tuple[object, ...], int] = {}
        self.routeset_measures: list[tuple[int, ...]] = []
        self.filter_spans: dict[tuple[tuple[int, int], ...], tuple[int, int]] = {}
        self.earned: dict[int, int] = {}
        self.reading_specs: list[tuple[int, ...]] = []
        self.reading_conditions: list[int] = []
        self.silences: list[tuple[int, ...]] = []
        self.pairs: Lists[tuple[int, int]] = Lists()
        self.pairsets = Rows()
        self.needs: dict[tuple[int, int], None] = {}
        self.plan_works: list[int] = []
        self.plan_earned: list[int] = []
        self.plan_rows: list[tuple[int, ...]] = []
        self.unfit: dict[str, str] = {}
        self._assumed: dict[str, object] = {}
        self._memo: dict[int, int] = {}
        self._besides: dict[int, tuple[object, ...]] = {}

    # ------------------------------------------------------------------------------------------------ values

    def _name(self, name: str) -> int:
        return self.names.setdefault(name, len(self.names))

    def _truth(self, condition: Condition) -> int:
        for leaf in leaves(condition):
            self._name(leaf.fact)
        return self.conditions.setdefault(condition, len(self.conditions))

    def _param(self, value: Value[Any] | None) -> int:
        return -1 if value is None else self.parameters.add(value)

    def _fixed(self, value: Value[Any], what: str) -> object:
        if not isinstance(value, Const):
            raise Unfit(f"{what} that changes with time")
        return value.value

    # -------------------------------------------------------------------------------------------------- work

    def _filter(self, part: JobFilter) -> tuple[int, int]:
        if isinstance(part, SuitsPerson):
            return shapes.SUITS, -1
        if isinstance(part, PaysAtLeast):
            return shapes.PAY, self._param(part.rates)
        values: dict[type, Value[Any]] = {}
        if isinstance(part, BasisCounts):
            values[BasisCounts] = part.excluded
        elif isinstance(part, PaidHoursWorked):
            values[PaidHoursWorked] = part.at_least
        elif isinstance(part, AgreedBefore):
            values[AgreedBefore] = part.same_day
        else:
            values[EmployerSize] = part.fewer_than
        value = values[type(part)]
        self._fixed(value, "a condition of jobs")
        return FILTERS[type(part)], self._param(value)

    def _filters(self, filters: tuple[JobFilter, ...]) -> tuple[int, int]:
        # The order of filters changes nothing but reasons that are not given here.
        rows = tuple(sorted({self._filter(part) for part in filters}))
        rows = tuple(row for row in rows if not (row[0] == shapes.BASIS and self._asks_nothing(row[1])))
        if rows not in self.filter_spans:
            at = len(self.filter_rows)
            self.filter_rows += rows
            self.filter_spans[rows] = (at, len(self.filter_rows))
        return self.filter_spans[rows]

    def _asks_nothing(self, param: int) -> bool:
        return self.parameters.add(Const(())) == param

    def _work(self, work: Work) -> int:
        hours = work.hours
        asked = hours is not None and not all(_is_none(part) for part in (hours.at_least, hours.at_most))
        at, to = self._filters(work.filters)
        return self.works.one(at, to, *(self._hours(hours) if asked and hours else (0, 0, 0, 0, 0, 0)), *self._assumptions())

    def _hours(self, hours: HoursEnough) -> tuple[int, ...]:
        self._fixed(hours.concurrent, "the way hours are added")
        parts = (hours.at_least, hours.inclusive, hours.at_most, hours.averaged_over, hours.concurrent)
        return (1, *(self._param(part) for part in parts))

    def _assumptions(self) -> tuple[int, ...]:
        basis = self._assumed.get("basis")
        needs = self._assumed.get("reflects_needs")
        numbers = [self._assumed.get(name) for name in ("weekly_hours", "hourly_pay_pence", "paid_hours_worked")]
        return (
            BASES.index(str(basis)) if basis is not None else -1,
            shapes.UNKNOWN if needs is None else shapes.TRUE if needs else shapes.FALSE,
            *(int(number) if isinstance(number, int) else -1 for number in numbers),
        )

    # -------------------------------------------------------------------------------------------------- tests

    def _within(self, within: tuple[Value[Any], ...]) -> int:
        return self.within.one([self._param(length) for length in within]) if within else -1

    def _reach(self, test: Sustained) -> int:
        parts = (test.days, test.window, test.anchor, test.longest_break)
        return self.reaches.one(self._work(test.work), *(self._param(part) for part in parts), int(test.same_job))

    def _measure(self, test: RouteTest) -> int:
        key = id(test)
        if key not in self._memo:
            self._memo[key] = self._measured(test)
        return self._memo[key]

    def _measured(self, test: RouteTest) -> int:
        if isinstance(test, Earned):
            return self._earned(test)
        sustained = test.sustained if isinstance(test, OutcomeLimit) else test
        row = dict.fromkeys(shapes.TABLES["measures"][1:], -1)
        row |= {"kind": MEASURES[type(test)], "work": self._work(sustained.work)}
        if isinstance(sustained, Sustained):
            row["reach"] = self._reach(sustained)
        if isinstance(test, OutcomeLimit):
            row["length"] = self._param(test.length)
        else:
            row["within"] = self._within(test.within)
        if isinstance(test, WorkBegan):
            row["by"] = self._param(test.by)
        return self.measures.one(*row.values())

    def _earned(self, test: Earned) -> int:
        if any(isinstance(part, PaysAtLeast) for part in test.filters):
            raise Unfit("wages with a pay floor")
        row = dict.fromkeys(shapes.TABLES["measures"][1:], -1)
        row |= {"kind": shapes.EARNED, "work": self._work(Work(test.filters)), "within": self._within(test.within)}
        row["earned"] = self.earned.setdefault(row["work"], len(self.earned))
        asked = test.threshold
        if isinstance(asked, Wages):
            row |= {"hours": self._param(asked.hours), "weeks": self._param(asked.weeks), "rate": self._param(asked.rate)}
        else:
            row["threshold"] = self._param(asked)
        return self.measures.one(*row.values())

    def _routes(self, outcome: Outcome) -> int:
        """The number of the routes of an outcome."""
        routes = tuple(
            (
                tuple((self._measure(test), self._name(test.term), CODES.index(test.code)) for test in route.tests),
                route.in_force,
            )
            for route in outcome.routes
        )
        if routes not in self.routesets:
            at = len(self.route_rows)
            for tests, in_force in routes:
                begin = len(self.slot_rows)
                self.slot_rows += tests
                since, until = in_force or (0, FAR)
                self.route_rows.append((begin, len(self.slot_rows), since, until, int(in_force is not None)))
            self.routesets[routes] = len(self.routeset_rows)
            self.routeset_rows.append((at, len(self.route_rows)))
            self.routeset_measures.append(tuple(test[0] for tests, _ in routes for test in tests))
        return self.routesets[routes]

    # ----------------------------------------------------------------------------------------------- outcomes

    def _spec(self, settled: Settled, position: int) -> int:
        outcome = settled.outcomes[position]
        names = [one.name for one in settled.outcomes]
        prior, term, code = -1, 0, 0
        if outcome.prior is not None and self._fixed(outcome.prior.relation, "a prior outcome") == "required":
            prior = names.index(outcome.prior.outcome)
            term, code = self._name(outcome.prior.term), CODES.index(outcome.prior.code)
        common = [self._common(test) for test in outcome.common]
        return self.specs.one(self._routes(outcome), prior, term, code, *self._common_span(common), self._count_work(outcome))

    def _common(self, test: ReEntry | NotPaidBefore | Requires) -> tuple[int, ...]:
        truth = self._truth(test.condition) if isinstance(test, Requires) else -1
        return COMMON[type(test)], truth, self._name(test.term), CODES.index(test.code)

    def _common_span(self, common: list[tuple[int, ...]]) -> tuple[int, int]:
        key = tuple(common)
        if key not in self.common_spans:
            at = len(self.common_rows)
            self.common_rows += common
            self.common_spans[key] = (at, len(self.common_rows))
        return self.common_spans[key]

    def _count_work(self, outcome: Outcome) -> int:
        """The work whose jobs are counted, where every start counts; -1 where the outcome counts once."""
        if self._fixed(outcome.counts, "the way starts are counted") != "every_start":
            return -1
        works = {self._work(test.work) for route in outcome.routes for test in route.tests if isinstance(test, WorkBegan)}
        if len(works) > 1:
            raise Unfit("starts counted under two rules of work")
        return works.pop() if works else -1

    def _conditions(self, eligibility: tuple[Eligibility, ...]) -> int:
        key = tuple((self._truth(part.condition), self._name(part.term), CODES.index(part.code)) for part in eligibility)
        if key not in self.condition_spans:
            at = len(self.condition_rows)
            self.condition_rows += key
            self.condition_spans[key] = len(self.condition_sets)
            self.condition_sets.append((at, len(self.condition_rows)))
        return self.condition_spans[key]

    # -------------------------------------------------------------------------------------------------- plans

    def add(self, plan: Plan, offset: int) -> None:
        """Adds one plan, whose first outcome is number *offset* of all."""
        try:
            row = self._plan(plan, offset)
        except Unfit as why:
            self.unfit[plan.contract] = str(why)
            row = (offset, len(plan.outcomes), *(0,) * (len(shapes.TABLES["plans"]) - 4), 1, 0)
        self.plan_rows.append(row)

    def _plan(self, plan: Plan, offset: int) -> tuple[int, ...]:
        _refuse_unfit(plan)
        family = self.families.setdefault(plan.family, len(self.families))
        if family >= MOST_FAMILIES:
            raise Unfit("too many families of contracts")
        self._assumed = dict(plan.assumed_job_facts)
        self._memo = {}
        settled = Settler(plan).all()
        read = [
            (tuple(self._spec(one, position) for position in range(len(plan.outcomes))), self._conditions(one.eligibility))
            for one in settled
        ]
        asked, read = _that_are_asked(plan.silences, read)
        specs, conditions = [of for of, _ in read], [of for _, of in read]
        silences = self._plan_silences(asked, specs, conditions)
        works, earned = self._of_plan(specs)
        row = (
            offset, len(plan.outcomes), len(self.reading_specs), len(read), len(self.silences), len(asked),
            len(self.plan_works), len(self.plan_works) + len(works), len(self.plan_earned), len(self.plan_earned) + len(earned),
            family, int(any(_asks_earlier(outcome) for outcome in plan.outcomes)), int(len(set(conditions)) == 1),
            int(any(self.specs.rows[spec][6] >= 0 for spec in specs[0])), 0, int(_asks_claims(plan)),
        )  # fmt: skip
        self.reading_specs += specs
        self.reading_conditions += conditions
        self.silences += silences
        self.needs |= dict.fromkeys((work, span) for work in works for span in set(conditions))
        self.plan_works += works
        self.plan_earned += earned
        return row

    def _of_plan(self, specs: list[tuple[int, ...]]) -> tuple[list[int], list[int]]:
        """Every work and every rule of wages that some outcome asks for under some reading."""
        measures = {m for one in specs for spec in one for m in self.routeset_measures[self.specs.rows[spec][0]]}
        works = {self.measures.rows[measure][1] for measure in measures}
        earned = {self.measures.rows[m][9] for m in measures if self.measures.rows[m][9] >= 0}
        return sorted(works), sorted(earned)

    def _plan_silences(
        self, asked: Sequence[Silence], specs: list[tuple[int, ...]], conditions: list[int]
    ) -> list[tuple[int, ...]]:
        rows: list[tuple[int, ...]] = []
        stride = len(specs)
        counts_jobs = int(any(self.specs.rows[spec][6] >= 0 for spec in specs[0]))
        for silence in asked:
            options = len(silence.readings)
            stride //= options
            flips = [(r, r + k * stride) for r in range(len(specs)) if (r // stride) % options == 0 for k in range(1, options)]
            touches, pairs = self._flipped(flips, specs)
            pairset = self.pairsets.one(self.pairs.one(sorted(pairs or ())), counts_jobs)
            always = any(conditions[a] != conditions[b] or self._otherwise(specs[a], specs[b]) for a, b in flips)
            name = self._name(silence.name)
            rows.append((options, stride, name, int(touches), int(pairs is not None), int(always), pairset))
        return rows

    def _otherwise(self, one: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether two readings differ in more than the routes to outcomes: in what rests on what, or in how often it counts."""
        return any(
            self._beside_routes(self.specs.rows[a]) != self._beside_routes(self.specs.rows[b])
            for a, b in zip(one, other, strict=True)
        )

    def _beside_routes(self, spec: tuple[int, ...]) -> tuple[object, ...]:
        asked = tuple(row for row in self.common_rows[spec[4] : spec[5]] if row[0] == shapes.REQUIRES)
        return (*spec[1:4], asked, spec[6] >= 0)

    def _flipped(self, flips: list[tuple[int, int]], specs: list[tuple[int, ...]]) -> tuple[bool, set[tuple[int, int]] | None]:
        """Whether another reading changes routes; and if all it changes is the work they ask of, that work in pairs."""
        touches = False
        pairs: set[tuple[int, int]] | None = set()
        for a, b in flips:
            for one, other in zip(specs[a], specs[b], strict=True):
                first, second = self.specs.rows[one], self.specs.rows[other]
                if pairs is not None and first[6] != second[6] and first[6] >= 0 and second[6] >= 0:
                    pairs.add((first[6], second[6]))
                if first[0] != second[0]:
                    touches = True
                    pairs = self._work_pairs(first[0], second[0], pairs)
        return touches, pairs

    def _work_pairs(self, one: int, other: int, pairs: set[tuple[int, int]] | None) -> set[tuple[int, int]] | None:
        if pairs is None or self._beside_work(one) != self._beside_work(other):
            return None
        for a, b in zip(self.routeset_measures[one], self.routeset_measures[other], strict=True):
            works = (self.measures.rows[a][1], self.measures.rows[b][1])
            if works[0] != works[1]:
                pairs.add(works)
        return pairs

    def _beside_work(self, routes: int) -> tuple[object, ...]:
        """All that routes ask but the work they ask it of. It is asked for with every other reading: it is kept."""
        if routes not in self._besides:
            at, to = self.routeset_rows[routes]
            found: list[object] = []
            for begin, end, since, until, bounded in self.route_rows[at:to]:
                found.append((since, until, bounded))
                for measure, _, _ in self.slot_rows[begin:end]:
                    kind, _, reach, *rest = self.measures.rows[measure]
                    found.append((kind, reach if reach < 0 else self.reaches.rows[reach][1:], *rest))
            self._besides[routes] = tuple(found)
        return self._besides[routes]

    def compiled(self, plans: tuple[Plan, ...], offsets: tuple[int, ...]) -> Compiled:
        """Everything that was added."""
        days, odds = self._days(), self._odds()
        rows: dict[str, Sequence[tuple[int, ...]]] = {
            **self.parameters.rows(),
            "filters": self.filter_rows,
            "works": self._works(),
            "needs": list(self.needs),
            "within": _placed(self.within.spans.rows),
            "lengths": [(param,) for param in self.within.values],
            "reaches": list(zip(days, *zip(*self.reaches.rows, strict=True), strict=True)),
            "earned": _placed([(work,) for work in self.earned]),
            "measures": self._measures(odds),
            "odds": [(measure,) for measure in odds],
            "slots": self.slot_rows,
            "routes": self.route_rows,
            "routesets": [(place, *row, self._one_work(place)) for place, row in enumerate(self.routeset_rows)],
            "conditions": self.condition_rows,
            "condition_sets": _placed(self.condition_sets),
            "common": self.common_rows,
            "specs": self.specs.rows,
            "reading_specs": [(spec,) for specs in self.reading_specs for spec in specs],
            "readings": self._readings(),
            "silences": self.silences,
            "pairsets": [(at, *self.pairs.spans.rows[span], jobs) for at, (span, jobs) in enumerate(self.pairsets.rows)],
            "work_pairs": self.pairs.values,
            "plan_works": [(work,) for work in self.plan_works],
            "plan_earned": [(earned,) for earned in self.plan_earned],
            "plans": self.plan_rows,
        }
        most = max((len(plan.outcomes) for plan in plans), default=1)
        sizes = Sizes(
            works=len(self.works.rows),
            earned=len(self.earned),
            outcomes=most,
            plans=len(plans),
            within=len(self.within.spans.rows),
            days=max(days, default=-1) + 1,
            odds=len(odds),
            routesets=len(self.routeset_rows),
            condition_sets=len(self.condition_sets),
            pairsets=len(self.pairsets.rows),
            said=max((row[1] * row[3] for row in self.plan_rows if row[3] <= shapes.MOST_SAID), default=0) or 1,
        )
        names, families = tuple(self.names), tuple(self.families)
        conditions = tuple(self.conditions)
        return Compiled(plans, end_to_end(rows), sizes, self.parameters, conditions, names, families, offsets, self.unfit)

    def _one_work(self, routes: int) -> int:
        """The work that all tests of alternative routes ask for; -1 where they ask for several."""
        works = {self.measures.rows[measure][1] for measure in self.routeset_measures[routes]}
        return works.pop() if len(works) == 1 else -1

    def _days(self) -> list[int]:
        """For each way to reach enough work the place of its day, on which a window from the first start has no say."""
        first_start = self.parameters.add(Const("first_start"))
        known: dict[tuple[int, ...], int] = {}
        places = []
        for work, days, window, anchor, longest, same_job in self.reaches.rows:
            from_first = anchor == first_start and window >= 0 and self.parameters.is_number(window)
            key = (work, days, same_job) if from_first else (work, days, same_job, window, anchor, longest)
            places.append(known.setdefault(key, len(known)))
        return places

    def _odds(self) -> list[int]:
        """The measures that ask for more than the days that qualify: wages, and days of one job."""
        return [
            number
            for number, row in enumerate(self.measures.rows)
            if row[0] == shapes.EARNED or (row[2] >= 0 and self.reaches.rows[row[2]][5])
        ]

    def _works(self) -> list[tuple[int, ...]]:
        """Each work with its twin, one before it that asks the same of each row of a job, and the bases that set them apart.

        Ways to add hours are asked of days, not of rows; a job of a basis that neither leaves out is the same to both.
        """
        concurrent = shapes.TABLES["works"].index("concurrent") - 1
        first: dict[tuple[object, ...], tuple[int, int]] = {}
        rows = []
        for number, row in enumerate(self.works.rows):
            filters = self.filter_rows[row[0] : row[1]]
            excluded = 0
            for kind, param in filters:
                if kind == shapes.BASIS:
                    excluded |= self.parameters.fixed(param)
            rest = tuple(one for one in filters if one[0] != shapes.BASIS)
            twin, bases = first.setdefault((rest, *row[2:concurrent], *row[concurrent + 1 :]), (number, excluded))
            rows.append((number, *row, twin if twin != number else -1, bases ^ excluded))
        return rows

    def _measures(self, odds: list[int]) -> list[tuple[int, ...]]:
        places = {measure: place for place, measure in enumerate(odds)}
        return [(places.get(number, -1), *row) for number, row in enumerate(self.measures.rows)]

    def _readings(self) -> list[tuple[int, int]]:
        """Of each reading its conditions, and where its outcomes begin."""
        begins = [0, *accumulate(len(specs) for specs in self.reading_specs)]
        return list(zip(self.reading_conditions, begins, strict=False))


def end_to_end(rows: Mapping[str, Sequence[tuple[int, ...]]]) -> Array:
    """All tables as one array, in which a number of a row is its place."""
    begins: dict[str, int] = {}
    total = 1
    for name in shapes.TABLES:
        if name != "head":
            begins[name] = total
            total += len(rows[name])
    tables = np.zeros(total, shapes.row_dt)
    for name in shapes.HEADED:
        tables[name][0], tables[f"{name}_to"][0] = begins[name], begins[name] + len(rows[name])
    for name, begin in begins.items():
        if rows[name]:
            columns = np.array(rows[name], "i8").T
            points = shapes.POINTS.get(name, {})
            for field_name, column in zip(shapes.TABLES[name], columns, strict=True):
                if field_name in points:
                    column[column >= 0] += begins[points[field_name]]
                tables[field_name][begin : begin + len(column)] = column
    return tables


def _that_are_asked(silences: Sequence[Silence], read: list[T]) -> tuple[list[Silence], list[T]]:
    """The silences of which some reading says something else than another, and what each reading of those alone says."""
    asked, before = list(silences), 1
    for silence in silences:
        options = len(silence.readings)
        stride = len(read) // (before * options)
        first = [one for number, one in enumerate(read) if number // stride % options == 0]
        if all(one == first[number // (stride * options) * stride + number % stride] for number, one in enumerate(read)):
            asked.remove(silence)
            read = first
        else:
            before *= options
    return asked, read


def _placed(rows: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Rows with their places before them."""
    return [(place, *row) for place, row in enumerate(rows)]


def _is_none(value: Value[Any]) -> bool:
    return isinstance(value, Const) and value.value is None


def _dated(node: object) -> Iterator[Dated[Any]]:
    if isinstance(node, Dated):
        yield node
    for child in children(node):
        yield from _dated(child)


def _asks_claims(plan: Plan) -> bool:
    """Whether a version may apply by the day of a claim, be it only under one reading."""
    rules = [value.applies_by for value in _dated((plan.eligibility, plan.outcomes))]
    options = [option for rule in rules if isinstance(rule, Choice) for _, option in rule.options]
    return AppliesBy.CLAIM in rules or any(isinstance(one, Const) and one.value is AppliesBy.CLAIM for one in options)


def _asks_earlier(outcome: Outcome) -> bool:
    return any(isinstance(test, ReEntry | NotPaidBefore) for test in outcome.common)


HANDLED: Mapping[type, frozenset[str]] = {
    AllOf: frozenset({"parts"}),
    AnyOf: frozenset({"parts"}),
    Negation: frozenset({"part"}),
    FactIs: frozenset({"fact", "values"}),
    FactWithin: frozenset({"fact", "low", "high"}),
    Eligibility: frozenset({"term", "condition", "code"}),
    BasisCounts: frozenset({"term", "excluded"}),
    SuitsPerson: frozenset({"term"}),
    PaidHoursWorked: frozenset({"term", "at_least"}),
    PaysAtLeast: frozenset({"term", "rates"}),
    AgreedBefore: frozenset({"term", "same_day"}),
    EmployerSize: frozenset({"term", "fewer_than"}),
    HoursEnough: frozenset({"term", "at_least", "inclusive", "concurrent", "at_most", "averaged_over"}),
    Work: frozenset({"filters", "hours"}),
    WorkBegan: frozenset({"term", "work", "within", "by", "code"}),
    Sustained: frozenset({"term", "work", "days", "window", "anchor", "longest_break", "within", "same_job", "code"}),
    OutcomeLimit: frozenset({"term", "sustained", "length", "code"}),
    Wages: frozenset({"hours", "weeks", "rate"}),
    Earned: frozenset({"term", "filters", "threshold", "within", "code"}),
    ReEntry: frozenset({"term", "allowed_from", "code"}),
    NotPaidBefore: frozenset({"term", "repeat", "code"}),
    Requires: frozenset({"term", "condition", "code"}),
    Route: frozenset({"name", "tests", "in_force"}),
    Prior: frozenset({"term", "outcome", "relation", "code"}),
    Outcome: frozenset({"name", "routes", "prior", "common", "counts", "part"}),
    Const: frozenset({"value", "caveats"}),
    Dated: frozenset({"name", "versions", "applies_by", "pinned_on"}),
    Version: frozenset({"value", "since", "until", "scope", "caveats"}),
    Choice: frozenset({"silence", "options"}),
}
"""Every node of a plan with the fields that are understood here. A plan with any other is decided the plain way."""


def _refuse_unfit(plan: Plan) -> None:
    readings = 1
    for silence in plan.silences:
        readings *= len(silence.readings)
    if readings > MOST_READINGS or len(plan.silences) > MOST_SILENCES:
        raise Unfit("too many readings")
    if plan.prices.by != "payment_group" and plan.is_priced:
        raise Unfit("prices by route")
    if any(not (isinstance(outcome.part, Const) and outcome.part.value == "none") for outcome in plan.outcomes):
        raise Unfit("a price due in part")
    _refuse_unknown((plan.eligibility, plan.outcomes))


def _refuse_unknown(node: object) -> None:
    """Raises :class:`Unfit` for a node, or a field of one, that was added to plans and not here."""
    if isinstance(node, Caveat | Length):
        return
    if is_dataclass(node):
        known = HANDLED.get(type(node), frozenset())
        unknown = [f.name for f in fields(node) if f.name not in known]
        if unknown:
            raise Unfit(f"{type(node).__name__}.{unknown[0]}")
    for child in children(node):
        _refuse_unknown(child)


def compiled(plans: Sequence[Plan]) -> Compiled:
    """Plans as tables for the kernel."""
    compiler = Compiler()
    offsets = [0]
    for plan in plans:
        compiler.add(plan, offsets[-1])
        offsets.append(offsets[-1] + len(plan.outcomes))
    return compiler.compiled(tuple(plans), tuple(offsets))
