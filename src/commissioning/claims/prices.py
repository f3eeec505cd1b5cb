"""What one outcome pays: the price list, bands by a fact, volume acceleration, caps.

A share of a sum is rounded once, to whole pence: half a penny and more counts as a penny.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from commissioning.claims.looking_up import Looking
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.money import Pence
from commissioning.plan.claim_nodes import WHOLE, PriceBands, PriceCap, VolumePrices, Whose
from commissioning.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a claim stands among the others: the number of its outcome in the order reached, and what caps leave for it."""

    rank: int | None = None
    left: Pence | None = None
    """Pence left under the narrowest cap; None where none has been reckoned."""


ALONE = Standing()
"""Where a claim stands that is looked at by itself."""


def is_for(whose: Whose, outcome: str, ways: Iterable[str]) -> bool:
    """Whether a term of claims is for an outcome that was reached in these ways."""
    return (not whose.outcomes or outcome in whose.outcomes) and (
        not whose.reached_by or not set(whose.reached_by).isdisjoint(ways)
    )


def share_of(pence: Pence, share: int, parts: int = 1) -> Pence:
    """A share, in basis points or in so many *parts* of one, of a sum of pence."""
    return (2 * pence * share + WHOLE * parts) // (2 * WHOLE * parts)


def price_of(
    plan: Plan, decision: Decision, ways: tuple[str, ...], look: Looking, standing: Standing
) -> tuple[Due | None, tuple[str, ...]]:
    """What one such outcome pays, a range where a fact it depends on is unknown, and the terms behind it. May raise NoValue."""
    due = decision.price
    terms: list[str] = []
    for node in plan.claims:
        if isinstance(node, PriceBands) and is_for(node.whose, decision.outcome, ways):
            due = _banded(look, node)
            terms.append(node.term)
    for node in plan.claims:
        if isinstance(node, VolumePrices) and is_for(node.whose, decision.outcome, ways) and due and standing.rank:
            share = max(((above, s) for above, s in look(node.steps) if standing.rank > above), default=(0, WHOLE))[1]
            if share != WHOLE:
                due = Due(share_of(due.lowest, share), share_of(due.highest, share), due.illustrative)
                terms.append(node.term)
    if due is not None and standing.left is not None and standing.left < due.highest:
        due = Due(min(due.lowest, standing.left), standing.left, due.illustrative)
        terms += [node.term for node in plan.claims if isinstance(node, PriceCap)]
    return due, tuple(terms)


def _banded(look: Looking, node: PriceBands) -> Due:
    before = len(look.caveats)
    bands = look(node.bands)
    illustrative = any(not one.provenance.is_sourced for one in look.caveats[before:])
    value = look.fact(node.fact)
    if isinstance(value, int):
        price = max(band for band in bands if band[0] <= value)[1]
        return Due(price, price, illustrative)
    prices = [price for _, price in bands]
    return Due(min(prices), max(prices), illustrative)
