"""Journeys of people who had been on the contract before, decided by the kernel as far as it can say without each reading.

The kernel looks at one journey at a time. Whether re-joining was allowed is a fact of the journey, which is given to it as one.
Whether an outcome had been reached before is asked of the earlier journeys: decided as if the person had died on the as-of date
they can no longer come to be met, so that each outcome was reached by every reading, by none, or by some readings only. Where
that matters and cannot be said, the journey is decided the plain way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from commissioning.engines.columnar.batch import Batch, Column
from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.paid_before import (
    ALWAYS,
    BY_SOME,
    NEVER,
    SILENCE,
    UNNAMED,
    First,
    FirstSilences,
    is_independent,
)
from commissioning.engines.columnar.pairs import pairs_of
from commissioning.engines.columnar.shapes import MET, NO_DAY, NOT_MET, TRUE, UNDETERMINED, UNKNOWN, Array
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.plan.nodes import FactIs, NotPaidBefore, Outcome, ReEntry, Requires
from commissioning.plan.plan import Plan, children
from commissioning.plan.values import Choice, Const

ONCE = "paid_once"


class ColumnarWithEarlier(Columnar):
    """Plans made ready once. Without *reasons* verdicts, dates and times are right, but not always why an outcome is open."""

    def __init__(self, plans: Sequence[Plan], *, reasons: bool = True) -> None:
        self._reasons = reasons
        super().__init__([_without_earlier(plan) if _can(plan) else plan for plan in plans])
        self.asked = tuple(plans)
        # By the name of the fact: many plans may ask for the same one.
        self._allowed = {
            _fact(asked, test): (asked.family, _day(test))
            for plan, asked in zip(self.plans, plans, strict=True)
            if plan is not asked
            for outcome in asked.outcomes
            for test in outcome.common
            if isinstance(test, ReEntry)
        }
        self._paid = [_paid_once(plan) if _can(plan) else () for plan in plans]
        for silence in (silence for plan in plans for silence in plan.silences):
            self._number(silence.name)
        self._firsts = [FirstSilences(*pair, self._numbers) for pair in zip(self.asked, self.plans, strict=True)]

    def _decider(self, index: int) -> Decider:
        if index not in self._deciders:
            self._deciders[index] = Decider(self.asked[index], Reference())
        return self._deciders[index]

    def decide(self, batch: Batch, as_of: int) -> Decided:
        """Every journey of a batch under every plan."""
        pairs = pairs_of(batch)
        results, plain = self._by_kernel(self._with_re_entry(batch, pairs), as_of)
        number = self._plainly(batch, as_of, results, plain)
        again = self._amended(batch, as_of, results, plain, pairs, unsure=np.zeros_like(plain))
        return Decided(batch, results, number + self._plainly(batch, as_of, results, again), plain | again)

    def by_kernel(self, batch: Batch, days: Array) -> tuple[Array, Array]:
        """What the kernel says of each journey on a day of its own, the same for all of a client; and which journeys × plans
        it leaves out, or cannot say because it left out an earlier one. Nothing is decided the plain way."""
        pairs = pairs_of(batch)
        results, plain = self._by_kernel(self._with_re_entry(batch, pairs), days)
        for index, (begin, end) in enumerate(pairwise(self.compiled.offsets)):
            results["verdict"][plain[:, index], begin:end] = UNDETERMINED
            results["eligible"][plain[:, index], begin:end] = UNKNOWN
        return results, plain | self._amended(batch, days, results, plain, pairs, unsure=plain)

    def _amended(
        self,
        batch: Batch,
        as_of: int | Array,
        results: Array,
        plain: Array,
        pairs: tuple[Array, Array, Array],
        *,
        unsure: Array,
    ) -> Array:
        """Puts right what follows from earlier journeys; which journeys × plans must be decided the plain way for them.

        Nothing follows from the *unsure* ones, whose results are not there.
        """
        again = np.zeros_like(plain)
        if any(self._paid) and len(pairs[0]):
            before, by = self._before(batch, self._that_matter(pairs, results), results, as_of, unsure)
            for index, paid in enumerate(self._paid):
                if paid:
                    self._amend(index, paid, results, before, by, plain[:, index], again)
        return again

    # ----------------------------------------------------------------------------------------------- re-entry

    def _with_re_entry(self, batch: Batch, pairs: tuple[Array, Array, Array]) -> Batch:
        """The batch with the facts that say whether each journey was allowed, where there had been one before it."""
        facts = dict(batch.facts)
        for name, (family, day) in self._allowed.items():
            later = _later(batch, pairs, family)
            allowed = batch.referral >= day
            codes = np.where(later & (batch.referral == NO_DAY), -1, np.where(later, allowed, True))
            facts[name] = Column(codes=codes.astype("i4"), values=(False, True))
        return replace(batch, facts=facts)

    # ------------------------------------------------------------------------------------------- paid before

    def _that_matter(self, pairs: tuple[Array, Array, Array], results: Array) -> tuple[Array, Array, Array]:
        """The pairs of which the later journey may reach an outcome that may be paid once only."""
        places = [self.compiled.offsets[index] + outcome for index, paid in enumerate(self._paid) for outcome, _ in paid]
        matters = (results["verdict"][pairs[0]][:, places] != NOT_MET).any(axis=1)
        later, earlier, family = (of[matters] for of in pairs)
        return later, earlier, family

    def _before(
        self, batch: Batch, pairs: tuple[Array, Array, Array], results: Array, as_of: int | Array, unsure: Array
    ) -> tuple[Array, Array]:
        """For each journey and outcome whether it was reached before; -1 where only the plain way can say.

        And the number of the silence that it depends on first, where it depends on silences alone; -1 elsewhere.
        """
        probes, place = np.unique(pairs[1], return_inverse=True)
        days = np.broadcast_to(np.asarray(as_of, batch.end.dtype), len(batch))[probes]
        of = part_of(batch, probes)
        lives = ~(of.died & (of.end != NO_DAY) & (of.end <= days))
        dead = replace(of, died=of.died | lives, end=np.where(lives, days, of.end))
        reached, by = self._probed(dead, days, lambda verdict: np.where(verdict == MET, ALWAYS, verdict == UNDETERMINED))
        # Where it is not known whether the person was eligible, no reading says that an outcome was reached.
        eligible = results["eligible"][probes]
        unknown = np.flatnonzero((eligible == UNKNOWN).any(axis=1))
        open_, _ = self._probed(part_of(of, unknown), days[unknown], lambda verdict: (verdict == UNDETERMINED) * BY_SOME)
        reached[unknown] = np.where(eligible[unknown] == UNKNOWN, open_, reached[unknown])
        self._leave_out(reached, unsure[probes])
        return self._of_later(batch, pairs, reached[place], by[place])

    def _probed(self, batch: Batch, days: Array, says: Callable[[Array], Array]) -> tuple[Array, Array]:
        """What the verdicts say of outcomes of journeys as they never were; -1 where only the plain way could say.

        They are never decided the plain way, for nobody else knows them so. And the first silence of those that are open for
        silences alone.
        """
        nothing = np.zeros(0, "i8")
        results, plain = self._by_kernel(self._with_re_entry(batch, (nothing, nothing, nothing)), days)
        found = says(results["verdict"]).astype("i1")
        self._leave_out(found, plain)
        by_silence = (found == BY_SOME) & (results["code"] == SILENCE) & (results["eligible"] == TRUE)
        return found, np.where(by_silence, results["term"], -1)

    def _leave_out(self, found: Array, which: Array) -> None:
        for index, (begin, end) in enumerate(pairwise(self.compiled.offsets)):
            found[which[:, index], begin:end] = -1

    def _of_later(self, batch: Batch, pairs: tuple[Array, Array, Array], reached: Array, by: Array) -> tuple[Array, Array]:
        """What all earlier journeys of one on the same contract say together; of several none names a silence."""
        later, _, family = pairs
        names = _families(batch)
        found = np.zeros((len(batch), reached.shape[1]), "i1")
        unsaid = np.zeros(found.shape, bool)
        silence = np.full(found.shape, -1, "i4")
        for index, asked in enumerate(self.asked):
            begin, end = self.compiled.offsets[index : index + 2]
            own = np.flatnonzero(family == names.get(asked.family, -2))
            np.maximum.at(found[:, begin:end], later[own], reached[own, begin:end].astype("i1"))
            np.logical_or.at(unsaid[:, begin:end], later[own], reached[own, begin:end] < 0)
            silence[later[own], begin:end] = by[own, begin:end]
            silence[np.bincount(later[own], minlength=len(batch)) > 1, begin:end] = -1
        found[unsaid & (found < ALWAYS)] = -1
        return found, silence

    def _amend(
        self, index: int, paid: tuple[_Paid, ...], results: Array, before: Array, by: Array, plain: Array, again: Array
    ) -> None:
        """Puts right what follows from earlier journeys, or marks in *again* what must be decided the plain way."""
        begin = self.compiled.offsets[index]
        changed: dict[str, Array] = {}
        for outcome, silent in paid:
            touched = ~plain & (results[:, begin + outcome]["verdict"] != NOT_MET) & (before[:, begin + outcome] != NEVER)
            if not silent:
                again[touched, index] = True
                continue
            again[touched & (before[:, begin + outcome] < 0), index] = True
            changed[self.asked[index].outcomes[outcome].name] = touched
        firsts, known = self._firsts[index], dict[str, First]()
        for outcome, one in enumerate(self.asked[index].outcomes):
            of, none = results[:, begin + outcome], np.zeros(len(results), bool)
            mine, after = changed.get(one.name, none), none
            if one.prior is not None and one.prior.outcome in changed and not is_independent(one.prior):
                after = changed[one.prior.outcome] & (of["verdict"] != NOT_MET)
                mine = mine | after
            if self._reasons:
                known[one.name] = firsts.of(one, of, before[:, begin + outcome], by[:, begin + outcome], after, known)
                place = known[one.name].place[mine]
                again[mine, index] |= place == UNNAMED
                of["term"][mine] = firsts.numbers[place]
            changed[one.name] = mine
            _open(of, mine)


def _open(of: Array, which: Array) -> None:
    """Marks an outcome undetermined: paid again by one reading, and not by the other."""
    for name, value in (("verdict", UNDETERMINED), ("code", SILENCE), ("times", 0)):
        of[name][which] = value
    for name in ("first", "last", "outside"):
        of[name][which] = NO_DAY


# ------------------------------------------------------------------------------------------------------------- plans

_Paid = tuple[int, bool]
"""The place of an outcome that may be paid once only, and whether a silence leaves that open."""


def _can(plan: Plan) -> bool:
    """Whether what a plan asks of earlier journeys is understood here."""
    tests = [test for outcome in plan.outcomes for test in outcome.common if isinstance(test, ReEntry | NotPaidBefore)]
    if not tests or any(isinstance(node, Choice) for node in _inside(plan.eligibility)):
        return False
    return all(_understood(test) for test in tests) and all(_last(outcome) for outcome in plan.outcomes)


def _understood(test: ReEntry | NotPaidBefore) -> bool:
    if isinstance(test, ReEntry):
        return isinstance(test.allowed_from, Const)
    repeat = test.repeat
    options = [option for _, option in repeat.options] if isinstance(repeat, Choice) else [repeat]
    return all(isinstance(option, Const) for option in options)


def _last(outcome: Outcome) -> bool:
    """Whether nothing is asked after the test for earlier payment, whose reason would come first."""
    return not any(isinstance(test, NotPaidBefore) for test in outcome.common[:-1])


def _paid_once(plan: Plan) -> tuple[_Paid, ...]:
    found = []
    for place, outcome in enumerate(plan.outcomes):
        for test in outcome.common:
            if isinstance(test, NotPaidBefore):
                silent = isinstance(test.repeat, Choice)
                values = [option.value for _, option in test.repeat.options] if silent else [test.repeat.value]  # type: ignore[union-attr]
                if ONCE in values:
                    found.append((place, silent and len(set(values)) > 1))
    return tuple(found)


def _without_earlier(plan: Plan) -> Plan:
    """The plan with re-entry as a fact of the journey, and without the test for earlier payment."""
    outcomes = tuple(
        replace(
            outcome,
            common=tuple(
                Requires(test.term, FactIs(_fact(plan, test), (True,)), test.code) if isinstance(test, ReEntry) else test
                for test in outcome.common
                if not isinstance(test, NotPaidBefore)
            ),
        )
        for outcome in plan.outcomes
    )
    return replace(plan, outcomes=outcomes)


def _fact(plan: Plan, test: ReEntry) -> str:
    """A name that no column of an input has."""
    return f"{plan.family}: allowed from {_day(test)}"


def _day(test: ReEntry) -> int:
    assert isinstance(test.allowed_from, Const)
    return test.allowed_from.value.toordinal()


def _inside(node: object) -> list[object]:
    return [node, *(inner for child in children(node) for inner in _inside(child))]


# ---------------------------------------------------------------------------------------------------------- journeys


def _families(batch: Batch) -> dict[str, int]:
    """The numbers of the contracts that journeys are on."""
    column = batch.facts["contract"]
    return {str(value): number for number, value in enumerate(column.values)}


def _later(batch: Batch, pairs: tuple[Array, Array, Array], family: str) -> Array:
    """Which journeys have an earlier one on a contract."""
    found = np.zeros(len(batch), bool)
    later, _, of = pairs
    found[later[of == _families(batch).get(family, -2)]] = True
    return found


def part_of(batch: Batch, which: Array) -> Batch:
    """Some journeys of a batch, with all its clients."""

    def taken(column: Column) -> Column:
        parts: dict[str, Any] = {
            name: getattr(column, name)[which] for name in ("codes", "numbers", "known") if getattr(column, name) is not None
        }
        return replace(column, **parts)

    return replace(
        batch,
        ids=None,
        client=batch.client[which],
        start=batch.start[which],
        referral=batch.referral[which],
        end=batch.end[which],
        died=batch.died[which],
        claimed=batch.claimed[which],
        facts={name: taken(column) for name, column in batch.facts.items()},
    )
