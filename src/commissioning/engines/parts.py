"""What is due where a job ended short of an outcome: a share of its price, by the weeks worked."""

from __future__ import annotations

from commissioning.domain.decisions import Due
from commissioning.domain.money import Pence
from commissioning.domain.verdicts import Verdict
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.tables import Table
from commissioning.engines.worlds import World
from commissioning.plan.nodes import Outcome, Route, Sustained
from commissioning.plan.plan import Prices
from commissioning.plan.values import Const


def part_due(prices: Prices, outcome: Outcome, position: int, table: Table) -> Due | None:
    """The least and the most that is due of a price in part, over all worlds; None where no world gives any.

    A part of a penny is not due.
    """
    if isinstance(outcome.part, Const) and outcome.part.value == "none":
        return None
    amounts = [
        0 if row[position].verdict is Verdict.MET else _part(prices, world, position, table.of(world))
        for world, row in table.different
    ]
    return Due(min(amounts), max(amounts), prices.illustrative) if any(amounts) else None


def _part(prices: Prices, world: World, position: int, known: Known) -> Pence:
    """The part due in one world: of the route on which most weeks were worked."""
    if known.case.start is None or False in known.truths(world.settled) or known.too_many_unknown:
        return 0
    outcome = world.settled.outcomes[position]
    before = world.settled.outcomes[position - 1] if position else None
    try:
        rule = lookup(outcome.part, known.case)
        found = [_of_route(prices, outcome, before, route, rule, world, known) for route in outcome.routes]
    except NoValue:
        return 0
    return max(found, default=0)


def _of_route(
    prices: Prices, outcome: Outcome, before: Outcome | None, route: Route, rule: str, world: World, known: Known
) -> Pence:
    test = next((test for test in route.tests if isinstance(test, Sustained)), None)
    price = prices.amounts.get(outcome.name, {}).get(route.name)
    if test is None or price is None or rule == "none":
        return 0
    weeks = lookup(test.days, known.case) // 7
    last = _weeks_of(before, route.name, known)
    worked = max(
        (_weeks(runs) for runs in known.measuring.job_runs(test.work, world.unfavourable).values() if _ended(runs, known)),
        default=0,
    )
    if not last < worked < weeks:
        return 0
    share, whole = (worked - last, weeks - last) if rule == "since_last_milestone" else (worked, weeks)
    return price * share // whole


def _weeks_of(outcome: Outcome | None, route: str, known: Known) -> int:
    """The weeks of the outcome before, on the same route; none before the first."""
    for other in outcome.routes if outcome is not None else ():
        for test in other.tests:
            if other.name == route and isinstance(test, Sustained):
                return lookup(test.days, known.case) // 7
    return 0


def _weeks(runs: tuple[tuple[int, int], ...]) -> int:
    return sum(b - a + 1 for a, b in runs) // 7


def _ended(runs: tuple[tuple[int, int], ...], known: Known) -> bool:
    return runs[-1][1] < known.case.as_of
