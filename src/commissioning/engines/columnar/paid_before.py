"""Which silence is named first where an outcome may be paid once only, and was reached before.

Read so that it is paid again, an outcome stands as it is; read so that it is not, it fails wherever the earlier journey reached
it. So what decides it is what decided it before, what decides the earlier outcome, and the silence that says whether it is paid
again. Where the outcome before it is required, it fails too wherever that one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from commissioning.domain.reasons import ReasonCode
from commissioning.engines.columnar.shapes import CODES, NOT_YET, TRUE, Array
from commissioning.plan.nodes import NotPaidBefore, Outcome, Prior
from commissioning.plan.plan import Plan, children
from commissioning.plan.values import Choice, Const

NEVER, BY_SOME, ALWAYS = 0, 1, 2
"""Whether an outcome was reached on an earlier journey: by no reading, by some readings only, or by every one."""
UNNAMED = -1
SILENCE = CODES.index(ReasonCode.SILENCE)


class First(NamedTuple):
    """Of one outcome of each journey the place of its first decisive silence among the plan's, or UNNAMED.

    *root* is that of the first in the line of outcomes required, by which all after it fail; UNNAMED where none does.
    """

    place: Array
    root: Array


class FirstSilences:
    """Names the first decisive silence of each outcome of a plan, where nothing but silences decides it.

    *kept* is the plan without the test for earlier payment, and *numbers* are those of names in results.
    """

    def __init__(self, asked: Plan, kept: Plan, numbers: Mapping[str, int]) -> None:
        self._names = [silence.name for silence in asked.silences]
        self.numbers = np.array([*(numbers[name] for name in self._names), UNNAMED], "i4")
        """By the place of a silence the number of its name."""
        self._places = np.full(max(numbers.values()) + 2, UNNAMED, "i4")
        self._places[self.numbers[:-1]] = np.arange(len(self._names))
        self._last = len(self._names) - 1
        self._can = self._said_last(asked, kept)

    def _said_last(self, asked: Plan, kept: Plan) -> bool:
        """Whether one silence, the last of all, says of every outcome if it is paid again, and nothing else."""
        tests = [test for outcome in asked.outcomes for test in outcome.common if isinstance(test, NotPaidBefore)]
        silences = {test.repeat.silence if isinstance(test.repeat, Choice) else "" for test in tests}
        elsewhere = set(_silences_in((kept.eligibility, kept.outcomes)))
        return silences == set(self._names[-1:]) and silences.isdisjoint(elsewhere)

    def of(self, outcome: Outcome, results: Array, before: Array, by: Array, after: Array, known: Mapping[str, First]) -> First:
        """The first silence of one outcome.

        *before* says whether each journey reached it before and *by* which silence first. For the journeys *after* the outcome
        before it is open now, and *known* says what is first of that one.
        """
        said = np.where(results["code"] == SILENCE, self._places[results["term"]], UNNAMED)
        shared = results["verdict"] >= NOT_YET
        # What decides it if it is paid again; of what all readings share nothing does but whether it is.
        again = np.where((results["eligible"] == TRUE) & self._can, np.where(shared, self._last, said), UNNAMED)
        by_some = np.where(shared & (again != UNNAMED) & (before == BY_SOME), self._places[by], UNNAMED)
        own = np.where(before == ALWAYS, again, by_some)
        if outcome.prior is None or is_independent(outcome.prior):
            return First(own, np.where((before == ALWAYS) & (own != UNNAMED), self._last, own))
        if not after.any():
            return First(own, np.full(len(own), UNNAMED))
        root, required = known[outcome.prior.outcome].root, self._required(outcome.prior)
        return First(np.where(after, self._after(root, required, before, again, by_some), own), np.where(after, root, UNNAMED))

    def _after(self, root: Array, required: int, before: Array, again: Array, by_some: Array) -> Array:
        """The first silence where the outcome fails with the one before it, in the readings that require that one."""
        # In the readings that do not it fails wherever it had been reached itself.
        failing = np.where(before == NEVER, np.minimum(again, required), np.where(before == ALWAYS, again, UNNAMED))
        # What decides the first of them all decides this one, and must come before all else that may.
        fits = (root < required) & (again == self._last) & ((before == NEVER) | (by_some >= root))
        return np.where(root == self._last, failing, np.where(fits, root, UNNAMED))

    def _required(self, prior: Prior) -> int:
        """The place of the silence that says whether the outcome before is required; after all others where it always is."""
        return self._names.index(prior.relation.silence) if isinstance(prior.relation, Choice) else len(self._names)


def is_independent(prior: Prior) -> bool:
    """Whether by every reading it does not matter if the outcome before was reached."""
    return isinstance(prior.relation, Const) and prior.relation.value == "independent"


def _silences_in(node: object) -> Iterator[str]:
    if isinstance(node, Choice):
        yield node.silence
    for child in children(node):
        yield from _silences_in(child)
