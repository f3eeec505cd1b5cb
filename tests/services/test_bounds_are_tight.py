"""The least and the greatest employment rate are those of the best and the worst way to fill in what is blank."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from commissioning.domain.journeys import Caseload
from commissioning.services.counting import ServiceCounts
from services.services_setting import AS_OF, client, job

STATUSES = ("unemployed", "employed", None)
JOBS = ("none", "paid", "unpaid", "blank")


def every_share(people: list[tuple[str | None, str]]) -> set[Fraction]:
    """The share under every way to fill in the blanks; a way that leaves no client who counts gives none."""
    found = set()
    statuses = [[True, False] if status is None else [status == "unemployed"] for status, _ in people]
    started = [[True, False] if work == "blank" else [work == "paid"] for _, work in people]
    for counts in product(*statuses):
        for works in product(*started):
            of = [work for counted, work in zip(counts, works, strict=True) if counted]
            if of:
                found.add(Fraction(sum(of), len(of)))
    return found


@given(st.lists(st.tuples(st.sampled_from(STATUSES), st.sampled_from(JOBS)), min_size=1, max_size=6))
def test_employment_rate(people: list[tuple[str | None, str]]) -> None:
    journeys = tuple(client(n, status=status) for n, (status, _) in enumerate(people))
    paid = {"paid": 400, "unpaid": 399, "blank": None}
    jobs = {f"C{n}": (job(n, paid=paid[work]),) for n, (_, work) in enumerate(people) if work != "none"}
    counts = ServiceCounts(Caseload(journeys, jobs), AS_OF, frozenset(("journeys", "jobs")))
    found = counts.employment_rate("A", "out_of_work", "start", 400)
    shares = every_share(people)
    if shares:
        assert (found.bounds.low, found.bounds.high) == (min(shares), max(shares))
        assert bool(found.missing) or found.bounds.is_exact
    else:
        assert (found.bounds.low, found.bounds.high, found.missing) == (0, 1, ("any client who counts",))
