"""Compares contracts over journeys as columns: those ruled alike are counted at once, and no object is made of any.

The engine says how every journey is ruled. Only the journeys that show a flip best are decided in full, to be shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from commissioning.domain.comparisons import BREAKDOWNS, Basis, Comparison, Model, Ruling, Rulings
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.columnar.batch import Batch
from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.rows import Due
from commissioning.engines.columnar.shapes import CODES, NO_DAY, VERDICTS, Array
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.lab.columns import Journeys, dense
from commissioning.lab.compare_counting import MOST_LISTED, Counting, Listed
from commissioning.lab.compare_resting import RESTS, Standings
from commissioning.lab.hindering_columns import Hindered
from commissioning.plan.plan import Plan

ELIGIBLE = (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.MET)
ROOM = 100_000_000
"""About so many bytes the decisions of one batch may take."""
TOGETHER = 256
"""So many journeys are turned from rows to columns at a time."""
MOST_AT_ONCE = 25_000
"""And so many journeys it has at most."""


def batch_size(outcomes: int) -> int:
    """How many journeys to decide at a time, under so many outcomes in all."""
    return max(min(MOST_AT_ONCE, ROOM // (26 * max(outcomes, 1))), 500)


def fits(plan: Plan) -> bool:
    """Whether what is due under a plan follows from the payment group alone, as columns hold it."""
    by_group = plan.prices.by == "payment_group" or not plan.is_priced
    return by_group and all(getattr(outcome.part, "value", "") == "none" for outcome in plan.outcomes)


@dataclass(frozen=True)
class Alike:
    """Journeys by how they are ruled: for each the number of its rulings, and the rulings by number."""

    codes: Array
    rulings: tuple[Rulings, ...]


Known = dict[tuple[object, ...], Rulings]
"""Rulings that were made before, by the plan, the payment group and what the engine says."""


class Ruled:
    """The decisions of one batch, as they are counted. Rulings alike are made once: *known* holds them between batches."""

    def __init__(self, columnar: Columnar, decided: Decided, journeys: Journeys, known: Known) -> None:
        self._columnar, self._decided, self._journeys, self._known = columnar, decided, journeys, known
        self._group, *self._prices = Due(columnar.plans).prices(decided, journeys.as_of)
        self._names = journeys.groups("payment_group")[1]

    def alike(self, plan: int, standings: Standings) -> Alike:
        """How each journey is ruled under one plan, why, and what it rests on."""
        begin, end = self._columnar.compiled.offsets[plan : plan + 2]
        columns: list[tuple[Array, int]] = [(self._group, len(self._names)), (self._eligible[plan], len(ELIGIBLE))]
        for outcome in range(begin, end):
            said = self._said[outcome]
            columns.append((said, int(said.max(initial=0)) + 1))
            of = np.ascontiguousarray(self._decided.results[:, outcome])
            rests = self._rests(standings.of(outcome - begin, self._journeys), of["times"], outcome)
            columns += [(of["code"], len(CODES)), (of["term"] + 1, len(self._columnar.names) + 1), (rests, len(RESTS))]
        codes, first = dense(columns)
        kinds = np.stack([column[first].astype("i8") for column, _ in columns], axis=1).tolist()
        return Alike(codes, tuple(self._rulings(plan, kind) for kind in kinds))

    @cached_property
    def _said(self) -> Array:
        """Outcomes × journeys: the verdict, whether the window was missed, and how often it counts, in one number."""
        return self._by_outcome(lambda of: of["verdict"] + 4 * (of["outside"] != NO_DAY) + 8 * of["times"].astype("i4"))

    @cached_property
    def _eligible(self) -> Array:
        """Plans × journeys: every outcome of a plan says the same."""
        of: Array = self._decided.results["eligible"][:, self._columnar.compiled.offsets[:-1]]
        return np.ascontiguousarray(of.T)

    def _by_outcome(self, number: Callable[[Array], Array]) -> Array:
        """A number of every decision, outcome by outcome: read a few journeys at a time, which lie together."""
        results = self._decided.results
        found = np.empty(results.shape[::-1], "i4")
        for at in range(0, len(results), TOGETHER):
            found[:, at : at + TOGETHER] = number(results[at : at + TOGETHER]).T
        return found

    def _rests(self, standing: Array, times: Array, outcome: int) -> Array:
        """Only what is due rests on anything."""
        due = (times > 0) & (self._prices[0][self._group, outcome] >= 0)
        rests: Array = np.where(due, standing, 0)
        return rests

    def _rulings(self, plan: int, kind: list[int]) -> Rulings:
        """The rulings of journeys of one kind: a number for the payment group, for eligible, and so many for each outcome."""
        group, eligible, *each = kind
        key = (plan, self._names[group], eligible, *each)
        found = self._known.get(key)
        if found is None:
            begin, end = self._columnar.compiled.offsets[plan : plan + 2]
            ruled = (self._ruling(group, begin + at, each[4 * at : 4 * at + 4]) for at in range(end - begin))
            found = self._known[key] = Rulings(ELIGIBLE[eligible], tuple(ruled))
        return found

    def _ruling(self, group: int, outcome: int, said: list[int]) -> Ruling:
        number, code, term, rests = said
        lowest, highest = (int(table[group, outcome]) for table in self._prices)
        return Ruling(
            verdict=VERDICTS[number & 3],
            code=CODES[code],
            term=self._columnar.names[term - 1] if term else "",
            times=number >> 3,
            price=None if lowest < 0 else (lowest, highest),
            outside=bool(number & 4),
            rests=RESTS[rests],
        )


class ComparingColumns:
    """Takes batches of journeys, in input order; :meth:`result` gives what they come to."""

    def __init__(
        self, models: Sequence[Model], plans: Sequence[Plan], twins: Sequence[Plan | None], as_of: date,
        most_listed: int = MOST_LISTED,
    ) -> None:  # fmt: skip
        """*twins* are the plans with a missing fact of jobs assumed, None where a plan does not ask for it."""
        self._as_of = as_of
        self._counting = Counting(models, plans, as_of, most_listed)
        self._models = range(len(plans))
        self._recorded = list(plans)
        self._assumed = [twin or plan for plan, twin in zip(plans, twins, strict=True)]
        every = [*plans, *(twin for twin in twins if twin is not None)]
        self.columnar = ColumnarWithEarlier(every)
        self._standings = [Standings(plan) for plan in every]
        places = iter(range(len(plans), len(every)))
        of_twins = [model if twin is None else next(places) for model, twin in enumerate(twins)]
        self._place = {Basis.RECORDED: list(self._models), Basis.ASSUMED: of_twins}
        self._hindered = [Hindered(plan) for plan in plans]
        self._known: Known = {}
        self._ids: list[object] = []
        self._begin = [0]
        self._shown: dict[int, tuple[CaseBook, Journey]] = {}
        self._decided: dict[tuple[int, int], Sequence[Decision]] = {}

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts of journeys that are asked for."""
        return (*sorted(self.columnar.facts), *BREAKDOWNS)

    @property
    def size(self) -> int:
        """How many journeys to give at a time."""
        return batch_size(self.columnar.compiled.outcomes)

    def add(self, batch: Batch) -> None:
        """The journeys of one batch."""
        if not len(batch):
            return
        journeys = Journeys(batch, self._as_of.toordinal())
        ruled = Ruled(self.columnar, self.columnar.decide(batch, journeys.as_of), journeys, self._known)
        alike = [ruled.alike(plan, standings) for plan, standings in enumerate(self._standings)]
        self._counting.people(len(batch), int(journeys.started.sum()), int(journeys.in_work.sum()))
        self._count(alike, journeys)
        self._pairs(alike, journeys)
        self._ids.append(batch.ids)
        self._begin.append(self._begin[-1] + len(batch))
        self._keep(batch)

    def _count(self, alike: Sequence[Alike], journeys: Journeys) -> None:
        groups = {name: journeys.groups(name) for name in BREAKDOWNS}
        for basis in self._counting.bases:
            for model in self._models:
                of = alike[self._place[basis][model]]
                for rulings, number in zip(of.rulings, np.bincount(of.codes).tolist(), strict=True):
                    self._counting.total(basis, model, rulings, number)
                for breakdown, (codes, names) in groups.items():
                    counts = np.bincount(codes * len(of.rulings) + of.codes, minlength=len(names) * len(of.rulings))
                    for at in np.flatnonzero(counts).tolist():
                        group, number = divmod(at, len(of.rulings))
                        self._counting.figures(basis, model, breakdown, names[group], of.rulings[number], int(counts[at]))

    def _pairs(self, alike: Sequence[Alike], journeys: Journeys) -> None:
        hindered = [of.terms(journeys) for of in self._hindered]
        rank = np.empty(len(journeys.batch), "i8")
        rank[journeys.smallest_first] = np.arange(len(rank))
        for pair in self._counting.pairs:
            self._pair(pair, alike, [hindered[model] for model in pair], journeys, rank)

    def _pair(
        self, pair: tuple[int, int], alike: Sequence[Alike], hindered: Sequence[tuple[Array, list[tuple[str, ...]]]],
        journeys: Journeys, rank: Array,
    ) -> None:  # fmt: skip
        """Journeys alike in all that a pair of models counts, group by group."""
        both = {b: (alike[self._place[b][pair[0]]], alike[self._place[b][pair[1]]]) for b in self._counting.bases}
        columns = [(of.codes, len(of.rulings)) for each in both.values() for of in each]
        codes, _ = dense([*columns, *((of, len(terms)) for of, terms in hindered)])
        # The smallest journey of each group comes first in it.
        members = np.lexsort((rank, codes))
        ends = np.flatnonzero(np.diff(codes[members])) + 1
        for group in np.split(members, ends):
            one = int(group[0])
            rulings = {b: (x.rulings[x.codes[one]], y.rulings[y.codes[one]]) for b, (x, y) in both.items()}
            terms = (hindered[0][1][hindered[0][0][one]], hindered[1][1][hindered[1][0][one]])
            size = (int(journeys.counts[one]), int(journeys.length[one]), one + self._begin[-1])
            self._counting.pair(*pair, rulings, terms, group + self._begin[-1], size)

    def _keep(self, batch: Batch) -> None:
        """Keeps what is known of the clients of those journeys of the batch that show a flip best so far."""
        kept = self._counting.witnesses()
        self._shown = {place: shown for place, shown in self._shown.items() if place in kept}
        wanted = sorted(place - self._begin[-2] for place in kept if place >= self._begin[-2])
        if wanted:
            caseload, journeys = batch.caseload(wanted)
            book = CaseBook(caseload, self._as_of)
            found = zip(wanted, journeys, strict=True)
            self._shown |= {place + self._begin[-2]: (book, journey) for place, journey in found}

    def result(self) -> Comparison:
        """Everything found; flips in order of pairs, the weightiest first."""
        return self._counting.result(self)

    def name(self, place: int) -> str:
        """The id of a journey that shows a flip best."""
        return self._shown[place][1].journey_id

    def decisions(self, place: int, model: int) -> Sequence[Decision]:
        """The decisions on a journey that shows a flip best, in full."""
        if (place, model) not in self._decided:
            book, journey = self._shown[place]
            decider = self._deciders[model]
            self._decided[place, model] = decider.decide(book.case(journey, decider.plan.family))
        return self._decided[place, model]

    @cached_property
    def _deciders(self) -> list[Decider]:
        plans = self._assumed if self._counting.told_on is Basis.ASSUMED else self._recorded
        return [Decider(plan, Reference()) for plan in plans]

    def names(self, wanted: Sequence[Listed]) -> Iterator[list[str]]:
        """The ids of the first so many of each of some journeys, in input order; the id of each journey is made once."""
        none = np.zeros(0, "i8")
        listed = [np.sort(np.concatenate([none, *parts]))[:most] for parts, most in wanted]
        places = np.unique(np.concatenate([none, *listed]))
        ends = np.searchsorted(places, self._begin)
        found = [
            name for at, ids in enumerate(self._ids) for name in taken(ids, places[ends[at] : ends[at + 1]] - self._begin[at])
        ]
        for own in listed:
            yield [found[at] for at in np.searchsorted(places, own).tolist()]


def taken(ids: object, places: Array) -> list[str]:
    """The ids at some places, of a column of Arrow or a list."""
    if isinstance(ids, Sequence):
        return [str(ids[place]) for place in places.tolist()]
    import pyarrow as pa

    column: pa.Array = ids
    names: list[str] = column.take(pa.array(places)).to_pylist()
    return names
