"""What of a plan makes verdicts turn as time passes: its own days, the limits that run out, and what follows no course.

See :mod:`commissioning.engines.review`, which finds the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple, TypeVar

from commissioning.domain.calendar import FAR, Day, Length
from commissioning.domain.verdicts import Verdict
from commissioning.engines.deciding import Standing
from commissioning.plan.nodes import Earned, HoursEnough, NotPaidBefore, OutcomeLimit, Route, Sustained, WorkBegan
from commissioning.plan.plan import children
from commissioning.plan.settling import Settled
from commissioning.plan.values import AppliesBy, Const, Dated, Value

T = TypeVar("T")

DAYS_AHEAD = 3_653
"""So far is looked ahead: ten years, or to the end of the calendar. What changes later than that has no review day."""


class Turns(NamedTuple):
    """What of a plan makes verdicts turn.

    *lookups*: on these a value that is looked up by the day decided as of can be another. *versions*: on these what is unknown
    of a version begins to count, as it comes into force. *limits*: how long after the start a time limit can end, and *ends*
    the days on which one does whatever the start; they say where to look first, and no more. *averages*: hours are averaged,
    so that days can come to qualify, or cease to, when they are over. *once*: of each outcome, whether an earlier journey on
    which it was reached can take it away. *ways*: whether it, or one that it rests on, has several ways to it, of which one
    that is unknown can give way to one that is not. *closes*: whether time for it, or for one that it rests on, can run out.
    """

    lookups: tuple[Day, ...]
    versions: tuple[Day, ...]
    limits: tuple[tuple[Length, ...], ...]
    ends: tuple[Day, ...]
    averages: bool
    once: tuple[bool, ...]
    ways: tuple[bool, ...]
    closes: tuple[bool, ...]


def turns_of(every: Sequence[Settled]) -> Turns:
    """What makes verdicts turn of a plan under *every* reading of its silences."""
    lookups: set[Day] = set()
    versions: set[Day] = set()
    limits: dict[tuple[Length, ...], None] = {}
    ends: set[Day] = set()
    averages = False
    for node in _inside(tuple((settled.eligibility, settled.outcomes) for settled in every), set()):
        if isinstance(node, Dated) and node.applies_by is AppliesBy.CLAIM:
            lookups.update(node.boundaries())
        elif isinstance(node, Route) and node.in_force is not None and any(map(_may_lack, _inside(node.tests, set()))):
            # Up to the day before it is in force, what is unknown of a version decides nothing.
            versions.add(node.in_force[0] - 1)
        elif isinstance(node, HoursEnough):
            averages = averages or node.averaged_over != Const(None)
        elif isinstance(node, WorkBegan | Sustained | Earned):
            if node.within:
                limits.update(dict.fromkeys(product(*(tuple(_values(length)) for length in node.within))))
            if isinstance(node, WorkBegan) and node.by is not None:
                ends.update(day.toordinal() for day in _values(node.by))
    outcomes = every[0].outcomes
    once = tuple(any(isinstance(test, NotPaidBefore) for test in outcome.common) for outcome in outcomes)
    ways: dict[str, bool] = {}
    closes: dict[str, bool] = {}
    for place, outcome in enumerate(outcomes):
        prior = outcome.prior.outcome if outcome.prior is not None else ""
        each = [settled.outcomes[place].routes for settled in every]
        ways[outcome.name] = ways.get(prior, False) or any(len(routes) > 1 for routes in each)
        closes[outcome.name] = closes.get(prior, False) or any(map(_closes, _inside(tuple(each), set())))
    return Turns(
        tuple(sorted(lookups)),
        tuple(sorted(versions)),
        tuple(limits),
        tuple(sorted(ends)),
        averages,
        once,
        tuple(ways.values()),
        tuple(closes.values()),
    )


def _inside(node: object, seen: set[int]) -> Iterator[object]:
    """A node and all that is in it, what several readings share once."""
    if id(node) not in seen:
        seen.add(id(node))
        yield node
        for child in children(node):
            yield from _inside(child, seen)


def _closes(node: object) -> bool:
    """Whether time can run out for a test or a route."""
    if isinstance(node, Route):
        return node.in_force is not None
    if isinstance(node, Sustained) and node.window is not None and "first_start" in _values(node.anchor):
        return True
    limited = isinstance(node, WorkBegan | Sustained | Earned) and bool(node.within)
    return limited or isinstance(node, OutcomeLimit) or (isinstance(node, WorkBegan) and node.by is not None)


def _may_lack(node: object) -> bool:
    """Whether a node is a dated value of which no version may be in force on the day it is looked up on."""
    if not isinstance(node, Dated):
        return False
    for_all = [version for version in node.versions if not version.scope]
    if node.pinned_on is not None:
        return not any(version.since <= node.pinned_on <= version.until for version in for_all)
    return not any(version.since <= 1 and version.until >= FAR for version in for_all)


def _values(value: Value[T]) -> Iterator[T]:
    """Every value that a parameter can have."""
    if isinstance(value, Const):
        yield value.value
    elif isinstance(value, Dated):
        yield from (version.value for version in value.versions)
    else:
        for _, option in value.options:
            yield from _values(option)


def looks_to(as_of: Day) -> Day:
    """The last day that is looked at."""
    return min(as_of + DAYS_AHEAD, FAR)


def looked_at(turns: Turns, as_of: Day, until: Day, now: Standing) -> list[Day]:
    """The days after *as_of* up to *until* that show whether a verdict changes: between two of them it does once or not at all.

    Without a day of the plan's own between them, time alone changes nothing that is met or not met for good; and whatever
    becomes unknown takes nothing from who has met an outcome, and gives nothing to who is not eligible.
    """
    steady = now.verdict is Verdict.MET or now.eligible is Verdict.NOT_MET
    own = {turn for turn in (*turns.lookups, *(() if steady else turns.versions)) if as_of < turn <= until}
    if now.verdict in (Verdict.MET, Verdict.NOT_MET):
        return sorted(own)
    return sorted({day for turn in own for day in (turn - 1, turn) if day > as_of} | {until} - {as_of})
