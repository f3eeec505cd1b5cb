"""Each service against its contract's terms: every reading tried, one verdict, and what decides where readings differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product

from commissioning.domain.provenance import Caveat, Provenance
from commissioning.domain.service_decisions import (
    Amount,
    Judged,
    ReadingOfTerm,
    ServiceCode,
    ServiceDecision,
    TermDecision,
)
from commissioning.domain.verdicts import Verdict, conjunction
from commissioning.plan.plan import Plan, children
from commissioning.plan.service_nodes import CountTarget, ServiceTest
from commissioning.plan.values import Choice
from commissioning.services.judging import Judge
from commissioning.services.known import Known
from commissioning.services.together import Together


def decide_service(known: Known) -> ServiceDecision:
    """One service against the terms that ask something of each service."""
    tests = [test for test in known.plan.services if not _of_all(test)]
    terms = tuple(decide_term(test, known.plan, known) for test in tests)
    return ServiceDecision(known.service, known.plan.contract, known.as_of, _verdict(terms), terms, known.fidelity())


def decide_together(plan: Plan, together: Together, as_of: date) -> ServiceDecision | None:
    """All services of a contract against the terms that ask something of them together; None where there is no such term."""
    tests = [test for test in plan.services if _of_all(test)]
    if not tests:
        return None
    terms = tuple(decide_term(test, plan, together) for test in tests)
    return ServiceDecision(None, plan.contract, as_of, _verdict(terms), terms)


def _of_all(test: ServiceTest) -> bool:
    return isinstance(test, CountTarget) and test.together


def _verdict(terms: tuple[TermDecision, ...]) -> Verdict | None:
    return conjunction(term.verdict for term in terms) if terms else None


def decide_term(test: ServiceTest, plan: Plan, known: Known | Together) -> TermDecision:
    """One term, under every reading of the silences in it."""
    readings = tuple(
        ReadingOfTerm(tuple(reading.items()), Judge(known, reading).judge(test)) for reading in _readings(test, plan)
    )
    verdicts = {reading.judged.verdict for reading in readings}
    first = readings[0].judged
    if len(readings) == 1:
        return _decision(test, first, readings)
    decisive = _decisive(readings)
    if len(verdicts) == 1:
        told = Judged(first.verdict, first.code, *_if_one(readings), first.earliest, _missing(readings))
        return _decision(test, told, readings, decisive)
    missing = _missing(readings)
    code = ServiceCode.SILENCE_AND_MISSING_FACT if Verdict.UNDETERMINED in verdicts else ServiceCode.SILENCE
    return _decision(test, Judged(Verdict.UNDETERMINED, code, *_if_one(readings), None, missing), readings, decisive)


def _if_one(readings: tuple[ReadingOfTerm, ...]) -> tuple[tuple[str, Amount] | None, Amount | None]:
    """What was asked and what was found, each where every reading has the same."""
    asked = {reading.judged.asked for reading in readings}
    found = {reading.judged.found for reading in readings}
    return (next(iter(asked)) if len(asked) == 1 else None), (next(iter(found)) if len(found) == 1 else None)


def _missing(readings: Iterable[ReadingOfTerm]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for reading in readings for text in reading.judged.missing))


def _decision(
    test: ServiceTest, judged: Judged, readings: tuple[ReadingOfTerm, ...], decisive: tuple[str, ...] = ()
) -> TermDecision:
    rests: dict[Caveat, None] = {}
    cited: dict[Provenance, None] = {}
    for reading in readings:
        rests.update(dict.fromkeys(reading.judged.rests_on))
        cited.update(dict.fromkeys(reading.judged.cited))
    return TermDecision(
        test.term,
        judged.verdict,
        judged.code,
        judged.asked,
        judged.found,
        judged.earliest,
        judged.missing,
        decisive,
        readings if readings[0].settings else (),
        tuple(rests),
        tuple(cited),
    )


def _readings(test: ServiceTest, plan: Plan) -> Iterable[Mapping[str, str]]:
    inside = _silences(test)
    silences = [silence for silence in plan.service_silences if silence.name in inside]
    names = [silence.name for silence in silences]
    for chosen in product(*(silence.readings for silence in silences)):
        yield dict(zip(names, chosen, strict=True))


def _silences(node: object) -> set[str]:
    own = {node.silence} if isinstance(node, Choice) else set()
    return own.union(*(_silences(child) for child in children(node)))


def _decisive(readings: tuple[ReadingOfTerm, ...]) -> tuple[str, ...]:
    """The silences that, changed alone under some setting of the others, change the verdict."""
    found = []
    for name in dict(readings[0].settings):
        others: dict[tuple[tuple[str, str], ...], set[Verdict]] = {}
        for reading in readings:
            rest = tuple(setting for setting in reading.settings if setting[0] != name)
            others.setdefault(rest, set()).add(reading.judged.verdict)
        if any(len(seen) > 1 for seen in others.values()):
            found.append(name)
    return tuple(found)
