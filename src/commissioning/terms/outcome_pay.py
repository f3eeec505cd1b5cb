"""A pay floor of one outcome: work counts towards it only at or above an hourly rate."""

from __future__ import annotations

from commissioning.plan.nodes import JobFilter, PaysAtLeast
from commissioning.terms.base import Term
from commissioning.terms.building import Building
from commissioning.terms.scalars import AgeRatesValue
from commissioning.terms.settings import Marked
from commissioning.terms.wording import Saying


def pay_floor(term: Term, build: Building, name: str, outcome: Marked, rates: object) -> tuple[JobFilter, ...]:
    """The filter on pay that the outcome *name* of a term asks for, if it asks for any."""
    if rates is None:
        return ()
    at = ("outcomes", name, "pay_floor")
    value = build.within(term, outcome).value(term, f"outcomes.{name}.pay_floor", rates, _table, at)
    return (PaysAtLeast(term.id, value),)


def floor_words(rates: object, say: Saying) -> str:
    """The pay floor as part of a sentence; blank where there is none."""
    return "" if rates is None else f" that pays at least the {say(rates)}"


def _table(rates: AgeRatesValue) -> tuple[tuple[int, int], ...]:
    return tuple((int(age), int(rate)) for age, rate in rates)
