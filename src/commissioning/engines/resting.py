"""Which assumed and illustrative values a decision rests on: those of its terms, in the versions that were looked up."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.calendar import Day
from commissioning.domain.provenance import Caveat
from commissioning.engines.interface import COMMON, ELIGIBILITY, PRIOR, ROUTE, Failing
from commissioning.engines.measuring import Measuring
from commissioning.plan.nodes import Eligibility, RouteTest, SuitsPerson
from commissioning.plan.plan import Plan, children
from commissioning.plan.settling import Settled
from commissioning.plan.values import AppliesBy, Const, Dated


class Resting:
    """The caveats of one plan's terms; what is dated is looked up for each case."""

    def __init__(self, plan: Plan, settled: tuple[Settled, ...]) -> None:
        self._plan = plan
        self._parts: dict[int, tuple[tuple[Caveat, ...], tuple[Dated[object], ...]]] = {}
        names = [outcome.name for outcome in plan.outcomes]
        self.route_tests: tuple[tuple[str, RouteTest], ...] = tuple(
            {
                (name, id(test)): (name, test)
                for reading in settled
                for name, outcome in zip(names, reading.outcomes, strict=True)
                for route in outcome.routes
                for test in route.tests
            }.values()
        )
        self._of_position = [
            tuple(
                {
                    id(node): node
                    for reading in settled
                    for outcome in (reading.outcomes[position],)
                    for node in (
                        *reading.eligibility,
                        *(test for route in outcome.routes for test in route.tests),
                        *((outcome.prior,) if outcome.prior else ()),
                        *outcome.common,
                        outcome.counts,
                    )
                }.values()
            )
            for position in range(len(names))
        ]

    def of_outcome(self, position: int, measuring: Measuring) -> tuple[Caveat, ...]:
        """The caveats of every term of an outcome, eligibility included."""
        return _once(caveat for node in self._of_position[position] for caveat in self._of_node(node, measuring))

    def of_failing(self, settled: Settled, position: int, failing: Failing, measuring: Measuring) -> tuple[Caveat, ...]:
        """The caveats of the one term that decided."""
        outcome = settled.outcomes[position]
        node: object = None
        if failing.what == ELIGIBILITY:
            node = settled.eligibility[failing.position]
        elif failing.what == ROUTE:
            node = outcome.routes[failing.position].tests[failing.test]
        elif failing.what == PRIOR:
            node = outcome.prior
        elif failing.what == COMMON:
            node = outcome.common[failing.position]
        return _once(self._of_node(node, measuring))

    def _of_node(self, node: object, measuring: Measuring) -> Iterator[Caveat]:
        key = id(node)
        if key not in self._parts:
            self._parts[key] = (tuple(self._fixed(node)), tuple(_dated(node)))
        fixed, dated = self._parts[key]
        yield from fixed
        for value in dated:
            yield from _looked_up(value, measuring)

    def _fixed(self, node: object) -> Iterator[Caveat]:
        if isinstance(node, Const):
            yield from node.caveats
        elif isinstance(node, Eligibility | SuitsPerson):
            # A condition compares facts, not dated values: what its term rests on is the term's own.
            yield from self._plan.note(node.term).caveats
        else:
            for child in children(node):
                yield from self._fixed(child)


def _dated(node: object) -> Iterator[Dated[object]]:
    if isinstance(node, Dated):
        yield node
    elif not isinstance(node, Eligibility):
        for child in children(node):
            yield from _dated(child)


def _looked_up(value: Dated[object], measuring: Measuring) -> Iterator[Caveat]:
    case = measuring.case
    days: list[Day | None] = []
    if value.applies_by is AppliesBy.FIXED:
        days = [value.pinned_on] if value.pinned_on is not None and value.pinned_on <= case.as_of else []
    elif value.applies_by is AppliesBy.REFERRAL:
        days = [case.referral]
    elif value.applies_by is AppliesBy.START:
        days = [case.start]
    elif value.applies_by is AppliesBy.CLAIM:
        days = [case.as_of]
    else:
        counted = [job for job in case.jobs if case.start is not None and job.began >= case.start]
        if value.applies_by is AppliesBy.JOB_START:
            days = [job.began for job in counted]
        else:
            stretches = [stretch for job in counted for stretch in job.stretches]
            starts = [s.first for s in stretches]
            changes = [day for day in value.boundaries() if any(s.first < day <= s.last for s in stretches)]
            days = [*starts, *changes]
    for day in days:
        version = None if day is None else value.on(day, case.fact)
        if version is not None:
            yield from version.caveats


def _once(caveats: Iterator[Caveat]) -> tuple[Caveat, ...]:
    return tuple(dict.fromkeys(caveats))
