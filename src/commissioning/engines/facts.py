"""Which blank facts of a journey decide its eligibility, and what each value of them would give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from commissioning.domain.decisions import Decisive, Unsettled
from commissioning.domain.journeys import FactValue
from commissioning.domain.verdicts import Truth, Verdict
from commissioning.engines.case import Case
from commissioning.engines.conditions import Facts, truth
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.spaces import Spaces
from commissioning.engines.tables import Table
from commissioning.plan.nodes import Condition, FactIs, FactWithin, Requires
from commissioning.plan.plan import children
from commissioning.plan.settling import Settled

MOST_COMBINATIONS = 4096
"""With more combinations of blank facts in one condition than this, each is named without a proof that it decides."""

AREA = "area"

Sample = tuple[str, FactValue]
"""A value in words (``yes``, ``under 18``), and one value that stands for it."""


def decisive_facts(table: Table, position: int) -> tuple[Decisive, ...]:
    """The blank facts that can decide eligibility, each with the outcome's verdict under each of its values."""
    known, first = table.of_first.known, table.settled[0]
    found = []
    for name, samples in _deciding(known, first).items():
        verdicts = tuple((words, (_verdict(table, position, name, value),)) for words, value in samples)
        found.append(Decisive(Unsettled.JOURNEY_FACT, name, "", verdicts))
    for name, samples in _asked_by_outcome(known, first, position).items():
        if name not in {one.name for one in found}:
            verdicts = tuple((words, (_verdict_if(table, position, name, value),)) for words, value in samples)
            if len({verdict for _, verdict in verdicts}) > 1:
                found.append(Decisive(Unsettled.JOURNEY_FACT, name, "", verdicts))
    return tuple(found)


def _asked_by_outcome(known: Known, settled: Settled, position: int) -> dict[str, tuple[Sample, ...]]:
    """The blank facts that a condition of the outcome itself asks for."""
    found: dict[str, tuple[Sample, ...]] = {}
    for test in settled.outcomes[position].common:
        if isinstance(test, Requires) and truth(test.condition, known.case, known.case.fact) is None:
            for name, samples in asked(test.condition, known.case).items():
                found.setdefault(name, samples)
    return found


def _verdict_if(table: Table, position: int, name: str, value: FactValue) -> Verdict:
    """The outcome's verdict if a fact that the outcome asks for had this value."""
    supposed = Spaces(table.of_first.known.supposing(name, value), table.jobs)
    verdicts = {verdict for settled in table.settled for verdict in supposed.under((), settled).seen(position)}
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNDETERMINED


def _verdict(table: Table, position: int, name: str, value: FactValue) -> Verdict:
    """The outcome's verdict if the fact had this value; other blank facts stay blank."""
    case = table.of_first.known.case
    supposed = supposing(case, {name: value})
    truths: dict[int, tuple[Truth, ...]] = {}
    verdicts: set[Verdict] = set()
    for settled in table.settled:
        key = id(settled.eligibility)
        if key not in truths:
            truths[key] = tuple(truth(part.condition, case, supposed) for part in settled.eligibility)
        verdicts |= table.of_first.under((), settled, truths[key]).seen(position)
    return verdicts.pop() if len(verdicts) == 1 else Verdict.UNDETERMINED


def _deciding(known: Known, settled: Settled) -> dict[str, tuple[Sample, ...]]:
    found: dict[str, tuple[Sample, ...]] = {}
    for part, value in zip(settled.eligibility, known.truths(settled), strict=True):
        if value is None:
            blank = asked(part.condition, known.case)
            for name, samples in blank.items():
                if _decides(part.condition, known.case, name, blank):
                    found.setdefault(name, samples)
    return found


def supposing(case: Case, given: Mapping[str, FactValue]) -> Facts:
    """The facts of a case with some of them as *given*."""
    if AREA in given:
        # Where the person lives now follows from it.
        moved = replace(case, journey=case.journey.with_fact(AREA, given[AREA]))
        return lambda name: given[name] if name in given else moved.fact(name)
    return lambda name: given[name] if name in given else case.fact(name)


def _decides(condition: Condition, case: Case, name: str, blank: dict[str, tuple[Sample, ...]]) -> bool:
    """Whether the fact, changed alone under some values of the other blank ones, changes the condition."""
    others = [other for other in blank if other != name]
    combinations = 1
    for samples in blank.values():
        combinations *= len(samples)
    if combinations > MOST_COMBINATIONS:
        return True
    for chosen in product(*(blank[other] for other in others)):
        given = {other: value for other, (_, value) in zip(others, chosen, strict=True)}
        seen = {truth(condition, case, supposing(case, {**given, name: value})) for _, value in blank[name]}
        if len(seen) > 1:
            return True
    return False


def asked(condition: Condition, case: Case) -> dict[str, tuple[Sample, ...]]:
    """The blank facts a condition asks for, each with a sample of every kind of value it tells apart."""
    values: dict[str, list[str | bool]] = {}
    bounds: dict[str, set[int | date]] = {}
    for leaf in _leaves(condition):
        if case.fact(leaf.fact) is not None:
            continue
        if isinstance(leaf, FactIs):
            values.setdefault(leaf.fact, []).extend(leaf.values)
        else:
            bounds.setdefault(leaf.fact, set()).update(_cuts(leaf, case))
    samples = {name: _of_values(listed) for name, listed in values.items()}
    samples.update({name: _of_bounds(sorted(cuts, key=str)) for name, cuts in bounds.items() if cuts})
    return samples


def _leaves(node: object) -> Iterator[FactIs | FactWithin]:
    if isinstance(node, FactIs | FactWithin):
        yield node
    else:
        for child in children(node):
            yield from _leaves(child)


def _cuts(leaf: FactWithin, case: Case) -> Iterator[int | date]:
    """The first value of each range that a condition tells apart."""
    try:
        if leaf.low is not None:
            yield lookup(leaf.low, case)
        if leaf.high is not None:
            high = lookup(leaf.high, case)
            yield high + timedelta(days=1) if isinstance(high, date) else high + 1
    except NoValue:
        return


def _of_values(listed: list[str | bool]) -> tuple[Sample, ...]:
    if all(isinstance(value, bool) for value in listed):
        return (("yes", True), ("no", False))
    named = tuple((str(value), value) for value in dict.fromkeys(listed))
    return (*named, ("another", "another"))


def _of_bounds(cuts: list[int | date]) -> tuple[Sample, ...]:
    if isinstance(cuts[0], date):
        days = [day for day in cuts if isinstance(day, date)]
        return (
            (f"before {days[0].isoformat()}", days[0] - timedelta(days=1)),
            *((f"{day.isoformat()} or later", day) for day in days),
        )
    numbers = sorted(number for number in cuts if isinstance(number, int))
    return ((f"under {numbers[0]}", numbers[0] - 1), *((f"{number} or more", number) for number in numbers))
