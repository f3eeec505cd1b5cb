"""What the terms reward of when a claim is made, and on what evidence: left to a deadline, held back, or short of evidence.

Each is tried as a provider would: one outcome of one journey, claimed a day later and later, or with a day less to show for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from commissioning.domain.comparisons import Cause
from commissioning.domain.decisions import Decision
from commissioning.domain.incentives import Claimed, Kind, Paid, Scene, Witness
from commissioning.lab.scenes import Pay, on

LONGEST = 784
"""Days after an outcome on which a claim for it is tried: longer than any window that was read."""

STEP = 28
"""Days between the claims that are tried first; between two that pay differently every day is."""


def claim_witnesses(one: Scene, pay: Pay) -> Iterator[Witness]:
    """For each outcome that a scene reaches: each day on which leaving its claim changes the pay, and evidence that is short.

    *pay* decides claims as the claims desk does: with every window, whatever it is counted from, and every value of its day.
    """
    for decision in pay([one])[0].decisions:
        if decision.reached_on is not None:
            yield from _left(one, decision, decision.reached_on, pay)
            yield from _short(one, decision, decision.reached_on, pay)


def _left(one: Scene, decision: Decision, reached: date, pay: Pay) -> Iterator[Witness]:
    """The days on which a claim pays otherwise than a day before."""

    def claimed(days: int) -> Scene:
        return _claim(one, decision.outcome, reached, days)

    for days, pair, paid in _jumps(claimed, LONGEST, pay):
        kind = Kind.CLAIM_DEADLINE if paid[1].due < paid[0].due else Kind.CLAIM_WAITED
        yield _witness(kind, pair, paid, days, decision.outcome)


def _short(one: Scene, decision: Decision, reached: date, pay: Pay) -> Iterator[Witness]:
    """The first day of work without which, from the last on, evidence does not do any more."""
    claim = _claim(one, decision.outcome, reached, 0)

    def shown(days: int) -> Scene:
        stops = reached - timedelta(days=days)
        what = f"{claim.what}, with evidence up to {on(stops)}"
        return replace(claim, what=what, claimed=Claimed(decision.outcome, reached, stops))

    begins = min(row.start_date for row in one.jobs)
    for days, pair, paid in _jumps(shown, (reached - begins).days + 1, pay):
        yield _witness(Kind.EVIDENCE_SHORT, pair, paid, days, decision.outcome)
        return


def _jumps(made: Callable[[int], Scene], longest: int, pay: Pay) -> Iterator[tuple[int, Sequence[Scene], Sequence[Paid]]]:
    """The numbers of days after which one more changes the pay, with the two scenes; weeks are tried first."""
    coarse = [*range(0, longest, STEP), longest]
    paid = pay([made(days) for days in coarse])
    for at, (first, last) in enumerate(pairwise(coarse)):
        if paid[at].due == paid[at + 1].due:
            continue
        scenes = [made(days) for days in range(first, last + 1)]
        of_days = pay(scenes)
        for i in range(last - first):
            if of_days[i].due != of_days[i + 1].due:
                yield first + i, scenes[i : i + 2], of_days[i : i + 2]


def _witness(kind: Kind, pair: Sequence[Scene], paid: Sequence[Paid], days: int, outcome: str) -> Witness:
    worse = min(paid, key=lambda one: one.due)
    return Witness(kind, pair[0], pair[1], paid[0], paid[1], Cause(0, terms=(worse.term,) if worse.term else ()), days, outcome)


def _claim(one: Scene, outcome: str, reached: date, days: int) -> Scene:
    claimed = reached + timedelta(days=days)
    what = f"{outcome} reached on {on(reached)}, claimed on {on(claimed)}"
    return replace(one, what=what, as_of=max(one.as_of, claimed), claimed=Claimed(outcome, claimed))
