"""Margins by group: what a group of people is expected to bring for each start, against what serving them costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from commissioning.domain.decisions import Decision
from commissioning.domain.incentives import Costs, Margin
from commissioning.domain.journeys import Journey
from commissioning.domain.money import Pence
from commissioning.domain.verdicts import Verdict
from commissioning.lab.comparing import WORK

BREAKDOWNS = ("payment_group", "disabled", "long_term_health_condition")
"""The groups among which parking and creaming are looked for."""

FEWEST = 5
"""A group of fewer starts, or of those of whom it is not recorded, is shown but never called parked or creamed."""


@dataclass
class _Sum:
    starts: int = 0
    due: Pence = 0
    cost: Pence = 0
    unmet: Counter[str] = field(default_factory=Counter)


def margins(of: Iterable[tuple[Journey, Sequence[Decision]]], costs: Costs, as_of: date) -> tuple[Margin, ...]:
    """Every group of every breakdown, over the journeys that have started.

    The sum that is surely due is divided by all starts of the group; pence are rounded down. *term* of a group is the one that
    keeps most of its outcomes unmet. Nothing where nothing is due of anybody: then the caseload says nothing of the terms.
    """
    sums: dict[tuple[str, str], _Sum] = {}
    for journey, decisions in of:
        if journey.start_date is None or journey.start_date > as_of:
            continue
        due = sum(one.due.lowest for one in decisions if one.due is not None)
        unmet = Counter(_fault(one) for one in decisions if one.verdict is Verdict.NOT_MET)
        for breakdown in BREAKDOWNS:
            one_sum = sums.setdefault((breakdown, _group(journey.fact(breakdown))), _Sum())
            one_sum.starts += 1
            one_sum.due += due
            one_sum.cost += costs.of(journey.payment_group)
            one_sum.unmet += unmet
    if not any(one.due for one in sums.values()):
        return ()
    return tuple(margin for breakdown in BREAKDOWNS for margin in _of_breakdown(breakdown, sums))


def _of_breakdown(breakdown: str, sums: dict[tuple[str, str], _Sum]) -> list[Margin]:
    groups = {group: one for (name, group), one in sums.items() if name == breakdown}
    each = {group: one.due // one.starts - one.cost // one.starts for group, one in groups.items()}
    enough = [margin for group, margin in each.items() if groups[group].starts >= FEWEST and group]
    best = max(enough, default=0)
    found = []
    for group, one in sorted(groups.items(), key=lambda item: (item[0] == "", item[0])):
        told = one.starts >= FEWEST
        term, unmet = one.unmet.most_common(1)[0] if one.unmet else ("", 0)
        creamed = told and bool(group) and best > 0 and each[group] == best and len(set(enough)) > 1
        found.append(
            Margin(
                breakdown,
                group,
                one.starts,
                one.due // one.starts,
                one.cost // one.starts,
                each[group],
                told and bool(group) and each[group] < 0,
                creamed,
                term,
                unmet,
            )
        )
    return found


def _fault(decision: Decision) -> str:
    if decision.reason.code in WORK and decision.reason.because:
        return decision.reason.because[-1]
    return decision.reason.term


def _group(value: object) -> str:
    if value is None:
        return ""
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
