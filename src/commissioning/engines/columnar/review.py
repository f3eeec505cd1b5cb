"""Review days of a batch: the days of :mod:`commissioning.engines.review`, found for many journeys at a time.

What the kernel leaves out is reviewed the plain way.
"""

from __future__ import annotations

import numpy as np

from commissioning.engines.case import CaseBook
from commissioning.engines.columnar.again import Clients
from commissioning.engines.columnar.batch import CLAIMS
from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.facts import Facts
from commissioning.engines.columnar.known import known_jobs
from commissioning.engines.columnar.later import NEVER, after, jobs_that_change, soonest_after
from commissioning.engines.columnar.pairs import pairs_of
from commissioning.engines.columnar.shapes import NO_DAY, NOT_MET, TRUE, UNDETERMINED, Array
from commissioning.engines.columnar.turning import Turning
from commissioning.engines.deciding import Decider
from commissioning.engines.measuring import MOST_JOBS_UNKNOWN
from commissioning.engines.reference import Reference
from commissioning.engines.review import SERVICE_FIDELITY, Reviewing
from commissioning.engines.turns import looks_to, turns_of
from commissioning.plan.settling import Settler


class ColumnarReview:
    """The review days of batches that an engine decides."""

    def __init__(self, columnar: Columnar) -> None:
        self.columnar = columnar
        self.turns = [turns_of(Settler(plan).all()) for plan in columnar.asked]
        self._deciders: dict[int, Decider] = {}

    def days(self, decided: Decided, as_of: int) -> Array:
        """For each journey and outcome the first day on which its verdict can be another; 0 where that is not in ten years."""
        return _Review(self, decided, as_of).days()

    def decider(self, index: int) -> Decider:
        """What decides a plan the plain way."""
        if index not in self._deciders:
            self._deciders[index] = Decider(self.columnar.asked[index], Reference())
        return self._deciders[index]


class _Review:
    """The review days of one batch."""

    def __init__(self, of: ColumnarReview, decided: Decided, as_of: int) -> None:
        self._of, self._as_of, self._batch = of, as_of, decided.batch
        self._offsets = of.columnar.compiled.offsets
        self._verdict, self._eligible = decided.results["verdict"], decided.results["eligible"]
        self._plain = decided.plainly.copy()
        self._stands = np.full(self._verdict.shape, NEVER, "i4")
        self._found = np.zeros(self._verdict.shape, "i4")
        self._turning = Turning(of.columnar, of.turns, decided, as_of, Clients(decided.batch))

    def days(self) -> Array:
        """Of each journey and outcome; 0 where there is none."""
        self._stand()
        later, earlier, family = pairs_of(self._batch)
        before = np.bincount(later, minlength=len(self._batch))
        # What becomes of an earlier journey is known before it is held against a later one.
        for number in np.unique(before).tolist():
            journeys = before == number
            if number:
                pairs = journeys[later]
                self._held_against(later[pairs], earlier[pairs], family[pairs], before)
            stands = np.where(self._stands <= looks_to(self._as_of), self._stands, 0)
            self._found[journeys] = stands[journeys]
            self._turning.into(self._found, self._stands, self._plain, journeys)
            self._plainly(journeys)
        return self._found

    def _stand(self) -> None:
        """Until when each verdict stands as far as it is not time that changes it."""
        batch, as_of = self._batch, self._as_of
        self._lower(after(batch.start, as_of))
        self._lower(after(batch.end, as_of))
        self._lower(soonest_after(batch.jobs.of_job[batch.jobs.of_client], batch.jobs.start, as_of)[batch.client])
        if batch.wages is not None:
            self._lower(soonest_after(batch.wages.of_client, batch.wages.paid_on, as_of)[batch.client])
        for name, days in batch.later.items():
            for index, plan in enumerate(self._of.columnar.asked):
                if name == CLAIMS or name in plan.facts_asked:
                    self._lower(after(days, as_of), index)
        self._unsteady()

    def _unsteady(self) -> None:
        """What may change with any day: see :class:`~commissioning.engines.review.Reviewing`."""
        batch, tomorrow = self._batch, self._as_of + 1
        jobs = known_jobs(batch.jobs, np.full(batch.clients, self._as_of, "i4"))
        many = np.diff(jobs.client_jobs) > MOST_JOBS_UNKNOWN
        moving = many | jobs_that_change(jobs.client_jobs, jobs.job_stretches, jobs.last, self._as_of)
        started = Facts(batch, self._as_of).start != NO_DAY
        for index, turns in enumerate(self._of.turns):
            self._lower(np.where(moving if turns.averages else many, tomorrow, NEVER)[batch.client], index)
            for place, ways in enumerate(turns.ways, start=self._offsets[index]):
                if ways:
                    open_ = (self._eligible[:, place] == TRUE) & (self._verdict[:, place] == UNDETERMINED)
                    self._stands[open_ & started, place] = tomorrow

    def _lower(self, days: Array, index: int | None = None) -> None:
        """No later than these days, under all plans or one."""
        which = slice(None) if index is None else slice(self._offsets[index], self._offsets[index + 1])
        self._stands[:, which] = np.minimum(self._stands[:, which], days[:, None])

    def _held_against(self, later: Array, earlier: Array, family: Array, before: Array) -> None:
        """No later than an earlier journey can come to take an outcome away."""
        names = {str(value): number for number, value in enumerate(self._batch.facts["contract"].values)}
        for index, (plan, turns) in enumerate(zip(self._of.columnar.asked, self._of.turns, strict=True)):
            own = family == names.get(plan.family, -2)
            if not any(turns.once) or not own.any():
                continue
            # Of three journeys or more the plain way alone says which are held against which.
            self._plain[later[own & (before[earlier] > 0)], index] = True
            for place, once in enumerate(turns.once, start=self._offsets[index]):
                if once:
                    held = own & (self._verdict[later, place] != NOT_MET)
                    one, other = later[held], earlier[held]
                    turn = np.where(self._found[other, place] > 0, self._found[other, place], NEVER)
                    # Some readings of an undetermined outcome may change while others do not: that is not looked into.
                    turn = np.where(self._verdict[other, place] == UNDETERMINED, self._as_of + 1, turn)
                    np.minimum.at(self._stands[:, place], one, turn.astype("i4"))

    def _plainly(self, which: Array) -> None:
        """Reviews the plain way what the kernel leaves out of some journeys."""
        journeys = np.flatnonzero(which & self._plain.any(axis=1)).tolist()
        if not journeys:
            return
        from datetime import date

        caseload, of = self._batch.caseload(journeys)
        book = CaseBook(caseload, date.fromordinal(self._as_of))
        later = self._batch.later.get(SERVICE_FIDELITY)
        reviews = (
            {} if later is None else {str(one.fact("service_id")): int(later[at]) for at, one in zip(journeys, of, strict=True)}
        )
        for at, journey in zip(journeys, of, strict=True):
            for index in np.flatnonzero(self._plain[at]).tolist():
                decider = self._of.decider(index)
                case = book.case(journey, decider.plan.family)
                known = {service: day for service, day in reviews.items() if day}
                days = Reviewing(decider, caseload, known).days(case, decider.standings(case))
                self._found[at, self._offsets[index] : self._offsets[index + 1]] = [day or 0 for day in days]
