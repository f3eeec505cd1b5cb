"""What the verdicts of an explanation stand on, as sentences: clauses, assumptions, and what would settle what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from commissioning.domain.decisions import Decisive, Unsettled
from commissioning.domain.explanations import Explanation, OutcomeLine
from commissioning.domain.provenance import Caveat, Overruled
from commissioning.domain.verdicts import Verdict
from commissioning.plan.nodes import (
    BasisCounts,
    HoursEnough,
    OutcomeLimit,
    PaidHoursWorked,
    PaysAtLeast,
    Route,
    SuitsPerson,
)
from commissioning.plan.plan import Plan, children
from commissioning.reports import words

# ------------------------------------------------------------------------------------- what it rests on, what settles it


@dataclass(frozen=True)
class Rest:
    """Assumed or illustrative values of one term that share their backing."""

    term: str
    title: str
    standing: str
    why: str
    values: tuple[str, ...]


def rests(caveats: Iterable[Caveat], plan: Plan) -> tuple[Rest, ...]:
    """The assumed and illustrative values decisions rest on, those of one term that share their backing together."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for caveat in dict.fromkeys(caveats):
        key = (caveat.term, str(caveat.provenance.standing), caveat.provenance.why)
        groups.setdefault(key, []).append(f"{_field(caveat.field)}: {words.code(caveat.value)}")
    return tuple(
        Rest(term, plan.note(term).title, standing, why, tuple(values)) for (term, standing, why), values in groups.items()
    )


def rest_text(rest: Rest) -> str:
    """The values, their standing and its backing: ``inclusive: yes. Assumed: …``."""
    return f"{'; '.join(rest.values)}. {rest.standing.capitalize()}: {rest.why}"


def _field(text: str) -> str:
    return ", ".join(words.fact_name(part) for part in text.removeprefix("outcomes.").split("."))


def overruled(lost: Overruled, plan: Plan) -> str:
    """A clause that lost to a document higher in the order of precedence."""
    title = plan.note(lost.term).title
    return (
        f"{title}, {_field(lost.field)}: {words.name(lost.value)} ({lost.provenance.document}) is overruled by "
        f"{words.name(lost.winner)} ({lost.winning_document}), which stands higher in the order of precedence."
    )


@dataclass(frozen=True)
class Settling:
    """One thing that would settle undetermined outcomes: what it is, which way for which outcomes, why it is open, and how."""

    what: str
    gives: tuple[str, ...]
    why: str = ""
    how: str = ""


def settling(explanation: Explanation, plan: Plan) -> tuple[Settling, ...]:
    """What would settle the undetermined outcomes, each thing once."""
    things: dict[tuple[Unsettled, str, str], list[tuple[str, Decisive]]] = {}
    others: dict[str, list[str]] = {}
    for line in explanation.outcomes:
        decision = line.decision
        if decision.verdict is Verdict.UNDETERMINED and not decision.decisive:
            others.setdefault(words.reason(decision, plan), []).append(decision.outcome)
        for thing in decision.decisive:
            things.setdefault((thing.kind, thing.name, thing.subject), []).append((decision.outcome, thing))
    found = [_settling(of, plan) for of in things.values()]
    return (*found, *(Settling(reason, (", ".join(names),)) for reason, names in others.items()))


def _settling(of: list[tuple[str, Decisive]], plan: Plan) -> Settling:
    first = of[0][1]
    gives: dict[str, list[str]] = {}
    for outcome, thing in of:
        gives.setdefault(words.given(thing), []).append(outcome)
    silence = next((s for s in plan.silences if first.kind is Unsettled.SILENCE and s.name == first.name), None)
    how = ""
    if silence is not None:
        readings = " or ".join(f"--assume {silence.name}={_shell(reading)}" for reading in silence.readings)
        how = f"To decide under one reading: {readings}."
    said = tuple(f"{', '.join(names)}: {text}." for text, names in gives.items())
    return Settling(f"{words.unsettled(first)}.", said, silence.why if silence else "", how)


def _shell(reading: str) -> str:
    return f'"{reading}"' if " " in reading else reading


def giving(route: Route) -> str:
    """The term that gives a route: that of its last test that is not a mere limit on another."""
    return next(test.term for test in reversed(route.tests) if not isinstance(test, OutcomeLimit))


def routes(line: OutcomeLine, plan: Plan) -> tuple[tuple[str, str], ...]:
    """What an outcome needs by routes whose tests are not told: ``Another way to this outcome``, or all of it."""
    outcome = next((o for o in plan.outcomes if o.name == line.decision.outcome), None)
    shown = {test.term for reading in line.readings for test in reading.tests}
    terms = dict.fromkeys(giving(route) for route in outcome.routes) if outcome else {}
    label = "Another way to this outcome" if shown else "What it needs"
    return tuple((label, term) for term in terms if term not in shown)


# ------------------------------------------------------------------------------------------------------------- clauses


def of_work(plan: Plan) -> tuple[str, ...]:
    """The terms that say which work counts, in the order of the contract."""
    found = {node.term for outcome in plan.outcomes for node in _inside(outcome) if isinstance(node, WORK)}
    return tuple(note.term for note in plan.notes if note.term in found)


WORK = (BasisCounts, SuitsPerson, PaysAtLeast, PaidHoursWorked, HoursEnough)


def _inside(node: object) -> Iterator[object]:
    yield node
    for child in children(node):
        yield from _inside(child)


def cited(explanation: Explanation, plan: Plan) -> dict[str, int]:
    """The terms an explanation cites, numbered from 1 in the order of the contract."""
    named: set[str] = {line.term for line in explanation.conditions}
    if explanation.jobs:
        named.update(of_work(plan))
    for outcome in explanation.outcomes:
        for reading in outcome.readings:
            named.update(test.term for test in reading.tests)
            named.add(reading.term)
        named.update(caveat.term for caveat in outcome.decision.rests_on)
        named.add(outcome.decision.reason.term)
        named.update(s.term for s in plan.silences if any(thing.name == s.name for thing in outcome.decision.decisive))
    named.update(why for job in explanation.jobs for row in job.rows for kind, why in row.standing if kind == "left_out")
    named.update(line.term for line in explanation.support)
    terms = [note.term for note in plan.notes if note.term in named]
    return {term: number for number, term in enumerate(terms, start=1)}


def backing(term: str, plan: Plan) -> Iterator[str]:
    """Where a term comes from: its documents with clauses, their words, and what was assumed for want of one."""
    note = plan.note(term)
    if note.sources:
        yield f"Source: {'; '.join(note.sources)}."
    for quote in note.quotes:
        yield f"“{quote}”"
    for rest in rests(note.caveats, plan):
        text = rest_text(rest)
        yield f"{text[0].upper()}{text[1:]}"
    for silence in plan.silences:
        if silence.term == term:
            yield f"Not stated: {words.silence(silence.name)}. {silence.why}".strip()
