"""On which day time turns verdicts of a batch: found by asking the kernel about later days, of all journeys together.

The kernel takes a day for each client. All that the outcomes of a batch want to know next is asked together, and no journey is
asked about one day twice at a time. The method is that of :mod:`commissioning.engines.review`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from commissioning.engines.columnar.again import Clients
from commissioning.engines.columnar.days import add_length
from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.facts import Facts
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.later import NEVER
from commissioning.engines.columnar.parameters import length_number
from commissioning.engines.columnar.shapes import FALSE, MET, NO_DAY, NOT_MET, NOT_YET, UNDETERMINED, Array
from commissioning.engines.turns import Turns, looks_to

AT_ONCE = 50_000
"""So many clients are asked about at a time: memory does not grow with what there is to ask."""
_DAYS = 1 << 22
"""More than there are days."""


class Rows(NamedTuple):
    """Outcomes of journeys whose review day is looked for: the places of the journey and of the outcome, and the verdict."""

    journey: Array
    outcome: Array
    verdict: Array

    def some(self, which: Array) -> Rows:
        """Some of them."""
        return Rows(*(column[which] for column in self))


class Said(NamedTuple):
    """What outcomes are on a day: the verdict, the first and the last day that go with it, and whether the kernel can say."""

    verdict: Array
    first: Array
    last: Array
    sure: Array


class Turning:
    """The days on which time turns the verdicts of one batch, of which *decided* is what they are now."""

    def __init__(self, columnar: Columnar, turns: Sequence[Turns], decided: Decided, as_of: int, clients: Clients) -> None:
        self._columnar, self._turns, self._as_of, self._clients = columnar, turns, as_of, clients
        self._batch, self._verdict = decided.batch, decided.results["verdict"]
        self._eligible = decided.results["eligible"]
        ahead = looks_to(as_of)
        self._own = [{day: day in of.lookups for day in of.lookups + of.versions if as_of < day <= ahead} for of in turns]
        """For each plan the days of its own on which verdicts can change, and whether by what is looked up."""
        self._plan_of = np.repeat(np.arange(len(turns)), np.diff(columnar.compiled.offsets))
        self._guesses = list(self._guessed(Facts(decided.batch, as_of).start))

    def into(self, found: Array, stands: Array, plain: Array, journeys: Array) -> None:
        """Writes into *found* the day of each verdict of some *journeys* that time turns before it *stands* no longer.

        *plain* says which journeys × plans are left out, and is told of those of which the kernel cannot say.
        """
        rows = self._rows(plain, journeys)
        looked = self._looked_at(rows, np.minimum(looks_to(self._as_of), stands[rows.journey, rows.outcome] - 1))
        same = np.full(len(rows.journey), self._as_of, "i4")
        open_ = np.ones(len(same), bool)
        for days in looked.T:
            wanted = np.flatnonzero(open_ & (days > same) & (days < NEVER))
            if not len(wanted):
                continue
            said = self._said(rows.some(wanted), days[wanted])
            turned = said.sure & (said.verdict != rows.verdict[wanted])
            some = wanted[turned]
            then = Said(*(column[turned] for column in said))
            found[rows.journey[some], rows.outcome[some]] = self._turned(rows.some(some), same[some], days[some], then, plain)
            self._leave(rows.some(wanted[~said.sure]), plain)
            same[wanted] = days[wanted]
            open_[wanted[turned | ~said.sure]] = False

    def _rows(self, plain: Array, journeys: Array) -> Rows:
        """The outcomes of some journeys that can turn."""
        own = np.array([bool(of) for of in self._own])[self._plan_of]
        open_ = (self._verdict == NOT_YET) | (self._verdict == UNDETERMINED) | own
        journey, outcome = np.nonzero(open_ & ~plain[:, self._plan_of] & journeys[:, None])
        return Rows(journey, outcome, self._verdict[journey, outcome])

    def _looked_at(self, rows: Rows, until: Array) -> Array:
        """For each of *rows* the days that show whether it turns, in order; :data:`NEVER` where there are no more."""
        open_ = (rows.verdict == NOT_YET) | (rows.verdict == UNDETERMINED)
        steady = (rows.verdict == MET) | (self._eligible[rows.journey, rows.outcome] == FALSE)
        found = np.full((len(until), 2 * max(map(len, self._own), default=0) + 1), NEVER, "i4")
        found[:, 0] = np.where(open_ & (until > self._as_of), until, NEVER)
        plans = self._plan_of[rows.outcome]
        for number, days in enumerate(self._own):
            of = plans == number
            for column, (day, of_lookup) in enumerate(days.items()):
                in_time = of & (day <= until) & (of_lookup | ~steady)
                found[in_time & open_ & (day - 1 > self._as_of), 2 * column + 1] = day - 1
                found[in_time, 2 * column + 2] = day
        found.sort(axis=1)
        return found

    def _turned(self, rows: Rows, low: Array, high: Array, then: Said, plain: Array) -> Array:
        """The first day that is not as it is now, between one that is and one on which the outcome stands *then*."""
        found = high.copy()
        wide = (high - low > 1) & (rows.verdict != MET) & (rows.verdict != NOT_MET)
        met = wide & (then.verdict == MET)
        # What was not yet met turns when it is met by the first reading; what was undetermined, when by the last.
        found[met] = np.where(rows.verdict == NOT_YET, then.first, then.last)[met]
        rest = np.flatnonzero(wide & ~met)
        rows, low, high = rows.some(rest), low[rest], high[rest]
        for guess in self._guesses_of(rows):
            self._narrow(rows, low, high, guess, (low < guess) & (guess < high), plain)
        while (wide := high - low > 1).any():
            self._narrow(rows, low, high, (low + high) // 2, wide, plain)
        found[rest] = high
        return found

    def _narrow(self, rows: Rows, low: Array, high: Array, days: Array, which: Array, plain: Array) -> None:
        """Moves one end of what some of *rows* lie between to the day that is asked about; where that cannot be said, both."""
        wanted = np.flatnonzero(which)
        if not len(wanted):
            return
        asked = days[wanted]
        said = self._said(rows.some(wanted), asked)
        same = said.verdict == rows.verdict[wanted]
        low[wanted] = np.where(same | ~said.sure, asked, low[wanted])
        high[wanted] = np.where(same & said.sure, high[wanted], asked)
        self._leave(rows.some(wanted[~said.sure]), plain)

    def _leave(self, rows: Rows, plain: Array) -> None:
        """Leaves outcomes to the plain way, with all of their plan."""
        plain[rows.journey, self._plan_of[rows.outcome]] = True

    # -------------------------------------------------------------------------------------------- where to look first

    def _guessed(self, start: Array) -> Iterator[list[Array]]:
        """For each plan the days on which a time limit of each journey ends."""
        for turns in self._turns:
            ends = [np.full(len(start), day, "i4") for day in turns.ends]
            for limit in turns.limits:
                day = start.copy()
                for length in limit:
                    add_to_all(day, length_number(length))
                ends.append(day)
            yield ends

    def _guesses_of(self, rows: Rows) -> Iterator[Array]:
        """Of each of *rows* a day on which a time limit ends, and the day before, as long as there are more; or 0."""
        plans = self._plan_of[rows.outcome]
        for number in range(max(map(len, self._guesses), default=0)):
            guess = np.zeros(len(plans), "i4")
            for plan, ends in enumerate(self._guesses):
                if number < len(ends):
                    of = plans == plan
                    guess[of] = ends[number][rows.journey[of]]
            yield guess
            yield guess - 1

    # ------------------------------------------------------------------------------------------------- what is asked

    def _said(self, rows: Rows, days: Array) -> Said:
        """What the kernel says of each of *rows* on a day."""
        asked = self._batch.client[rows.journey].astype("i8") * _DAYS + days
        every, entry = np.unique(asked, return_inverse=True)
        found = Said(*(np.zeros(len(days), kind) for kind in ("i1", "i4", "i4", "bool")))
        order = np.argsort(entry, kind="stable")
        bounds = np.searchsorted(entry[order], np.arange(0, len(every) + AT_ONCE, AT_ONCE))
        for number, (begin, end) in enumerate(pairwise(bounds.tolist())):
            some = every[number * AT_ONCE : (number + 1) * AT_ONCE]
            here = order[begin:end]
            self._ask(some, rows.some(here), entry[here] - number * AT_ONCE, here, found)
        return found

    def _ask(self, every: Array, rows: Rows, entry: Array, here: Array, found: Said) -> None:
        """Asks about clients and days (*every*), and puts into *found* what is said of *rows*, each of one *entry* of them."""
        again = self._clients.again((every // _DAYS).astype("i4"))
        days = np.repeat((every % _DAYS).astype("i4"), np.diff(again.offsets))
        results, plain = self._columnar.by_kernel(again.batch, days)
        at = again.offsets[entry] + self._clients.rank[rows.journey]
        for name, column in zip(("verdict", "first", "last"), found, strict=False):
            column[here] = results[name][at, rows.outcome]
        found.sure[here] = ~plain[at, self._plan_of[rows.outcome]]


@kernel
def add_to_all(days: Array, length: int) -> None:
    """Adds a length to each day that is known."""
    for at in range(days.shape[0]):
        if days[at] != NO_DAY:
            days[at] = add_length(days[at], length)
