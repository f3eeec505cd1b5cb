"""Margins by group with small numbers protected: groups of a few people are left out, and sums by start tell of no few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from commissioning.domain.incentives import Incentives, Margin
from commissioning.domain.money import Pence
from commissioning.plan.plan import Plan
from commissioning.reports.disclosure import Disclosure
from commissioning.reports.edition_tables import dearest


def protected(found: Incentives, plan: Plan, disclosure: Disclosure) -> Incentives:
    """The same without what tells of a few people of the caseload; witnesses are of nobody, and stay.

    What is due and what serving costs is the rounded sum of the group, divided by its starts as they are shown.
    """
    if not disclosure.asked:
        return found
    most = max(max(dearest(plan).values(), default=0), *found.costs.groups.values(), found.costs.unknown)
    by_breakdown: dict[str, list[Margin]] = {}
    for margin in found.margins:
        by_breakdown.setdefault(margin.breakdown, []).append(margin)
    kept = [one for of in by_breakdown.values() for one in _kept(of, most, disclosure)]
    return replace(found, margins=tuple(kept), notes=tuple(_notes(disclosure)))


def _notes(disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    if disclosure.suppress:
        yield (
            "Groups of a few people are left out.",
            f"Margins are of groups of {disclosure.suppress} starts or more; beside one left out is another.",
        )
    yield "Margins are rounded.", "They are of sums rounded so far that they tell of no few people, and of starts as shown."


def _kept(margins: Sequence[Margin], most: Pence, disclosure: Disclosure) -> Iterator[Margin]:
    hidden = disclosure.parts([margin.starts for margin in margins])
    for place, margin in enumerate(margins):
        starts = disclosure.count(margin.starts)
        if place in hidden or not isinstance(starts, int) or not starts:
            continue
        step = disclosure.step(most)
        due, cost = (_each(pence * margin.starts, starts, step) for pence in (margin.due, margin.cost))
        unmet = disclosure.count(margin.unmet)
        told = isinstance(unmet, int) and unmet > 0
        yield replace(
            margin,
            starts=starts,
            due=due,
            cost=cost,
            margin=due - cost,
            parked=margin.parked and due < cost,
            creamed=margin.creamed and due > cost,
            term=margin.term if told else "",
            unmet=int(unmet) if isinstance(unmet, int) else 0,
        )


def _each(total: Pence, starts: int, step: Pence) -> Pence:
    """A sum to the nearest step for each start, pence rounded down."""
    return (2 * total + step) // (2 * step) * step // starts
