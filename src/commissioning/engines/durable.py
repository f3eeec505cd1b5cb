"""The durable engine: durable-rules over the facts and measures of one journey, by forward chaining to the verdicts.

What fired, and in which order, is kept as the trace. Dates and periods are computed in the domain and measured once for all
engines: this engine is another way from facts and measures to verdicts, and no check of dates.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import count
from typing import NamedTuple, TypeVar, cast

from commissioning.domain.calendar import FAR
from commissioning.domain.verdicts import Truth, Verdict
from commissioning.engines.case import Case
from commissioning.engines.chaining_process import ForwardChaining, Unready, read
from commissioning.engines.eligibility_program import Known, Program
from commissioning.engines.eligibility_rules import TRUTHS, WORDS
from commissioning.engines.forward_chaining import Fact, RuleBook, Run
from commissioning.engines.interface import Judged, Missing, OutcomeMeasures
from commissioning.engines.outcome_facts import Chain
from commissioning.engines.outcome_rules import KINDS, RULES, UNITED_KINDS, UNITED_RULES, VERDICTS
from commissioning.plan.nodes import Eligibility
from commissioning.plan.settling import Settled

K = TypeVar("K")
V = TypeVar("V")

OUTCOMES = RuleBook("outcomes", RULES, KINDS)
UNITED = RuleBook("united", UNITED_RULES, UNITED_KINDS)

HOW_TO_GET = (
    "pip install 'commissioning[durable]' builds it and needs a C compiler, and on Python 3.13 also "
    'CPPFLAGS="-DPyEval_CallObject=PyObject_CallObject"'
)

FACTS_AT_ONCE = 300
"""So many facts are asserted in one session; a longer chain goes on in the next."""

MOST_KEPT = 500
"""So many derivations are kept for the trace, and so many of those of eligibility for the next time they are asked for."""


class _Derivation(NamedTuple):
    """One run of the rules, and what the parts or nodes in its facts are called."""

    book: RuleBook
    answer: bytes
    called: Callable[[int], str]


class _Truths(NamedTuple):
    """The truths of conditions, and how they were derived."""

    truths: tuple[Truth, ...]
    derivations: list[_Derivation]


class Durable:
    """The durable engine. Raises :class:`~commissioning.engines.interface.Missing` where durable-rules cannot be used."""

    name = "durable"

    def __init__(self) -> None:
        if os.name != "posix":
            raise Missing("durable-rules is used on Linux and macOS only")
        try:
            self._chaining = ForwardChaining()
        except Unready as why:
            raise Missing(f"durable-rules cannot be loaded ({why}): {HOW_TO_GET}") from why
        self._serial = count(1)
        self._programs: dict[tuple[int, ...], tuple[Program, tuple[Eligibility, ...]]] = {}
        self._truths: dict[tuple[str, Known], _Truths] = {}
        self._united: dict[tuple[Verdict, ...], tuple[Verdict, _Derivation]] = {}
        self._trace: dict[int, _Derivation] = {}

    def close(self) -> None:
        """Ends the process that runs the rules; it ends with the program in any case."""
        self._chaining.close()

    def eligibility(self, settled: Settled, case: Case) -> tuple[Truth, ...]:
        """The truth of each condition of eligibility, in file order."""
        program = self._program(settled.eligibility)
        known = program.known(case)
        found = self._truths.get((program.key, known))
        if found is None:
            found = self._truths[program.key, known] = self._judged_eligible(program, known)
            _forget_first(self._truths)
        self._note(found.derivations)
        return found.truths

    def outcomes(
        self, eligibility: tuple[Truth, ...], started: bool, measures: tuple[OutcomeMeasures, ...]
    ) -> tuple[Judged, ...]:
        """Each outcome's verdict under one reading."""
        chain = Chain(eligibility, started, measures)
        judged: dict[int, Judged] = {}
        carried: list[Fact] = []
        for first in range(0, len(chain.facts), FACTS_AT_ONCE):
            run = self._run(OUTCOMES, carried + chain.facts[first : first + FACTS_AT_ONCE], chain.called)
            judged |= {int(fact["outcome"]): _judged(fact, chain) for fact in run.facts if fact["kind"] == "judged"}
            carried = _carried(run, chain.shared)
        return tuple(judged[position] for position in range(len(measures)))

    def united(self, verdicts: Iterable[Verdict]) -> Verdict:
        """The verdict all readings share, or undetermined."""
        said = tuple(dict.fromkeys(verdicts))
        if said not in self._united:
            facts: list[Fact] = [{"kind": "united", "at": 0}]
            for at, verdict in enumerate(said):
                facts.append({"kind": "said", "at": at, "then": at + 1, "verdict": VERDICTS.index(verdict)})
            answer = self._chaining.ask(UNITED, [*facts, {"kind": "end", "at": len(said)}])
            (shared,) = (fact for fact in read(answer).facts if fact["kind"] == "shared")
            self._united[said] = VERDICTS[int(shared["verdict"])], _Derivation(UNITED, answer, str)
        verdict, derivation = self._united[said]
        self._note([derivation])
        return verdict

    def trace(self) -> tuple[str, ...]:
        """The rules that fired since the last call, in order, with what they fired on.

        A derivation that several answers rest on stands once, where it was first used; only the last ones are kept.
        """
        derivations, self._trace = list(self._trace.values()), {}
        return tuple(line for derivation in derivations for line in _lines(derivation))

    def _program(self, eligibility: tuple[Eligibility, ...]) -> Program:
        """The conditions as rules: one program for the same conditions, whichever readings they stand under."""
        key = tuple(id(part) for part in eligibility)
        if key not in self._programs:
            # The conditions are kept with it, so that no others can have their identity.
            self._programs[key] = Program(f"eligibility{next(self._serial)}", eligibility), eligibility
            _forget_first(self._programs)
        return self._programs[key][0]

    def _judged_eligible(self, program: Program, known: Known) -> _Truths:
        truths: dict[int, int] = {}
        derivations = []
        for shard in program.shards:
            answer = self._chaining.ask(shard.book, program.facts(shard, known, truths))
            derivations.append(_Derivation(shard.book, answer, program.called.__getitem__))
            found = (fact for fact in read(answer).facts if fact["kind"] == "truth")
            truths |= {int(fact["node"]): int(fact["truth"]) for fact in found}
        return _Truths(tuple(TRUTHS[truths[root]] for root in program.roots), derivations)

    def _run(self, book: RuleBook, facts: list[Fact], called: Callable[[int], str]) -> Run:
        answer = self._chaining.ask(book, facts)
        self._note([_Derivation(book, answer, called)])
        return read(answer)

    def _note(self, derivations: Iterable[_Derivation]) -> None:
        for derivation in derivations:
            self._trace[id(derivation)] = derivation
            _forget_first(self._trace)


def _forget_first(kept: dict[K, V]) -> None:
    """Forgets the oldest of what is kept, once it is too many."""
    if len(kept) > MOST_KEPT:
        del kept[next(iter(kept))]


def _judged(fact: Fact, chain: Chain) -> Judged:
    """What was judged of an outcome, from the fact that says so."""
    day, failing = fact.get("day"), fact.get("failing")
    return Judged(
        VERDICTS[int(fact["verdict"])],
        None if day is None else int(day),
        None if failing is None else chain.parts[int(failing)].failing,
    )


def _carried(run: Run, shared: int) -> list[Fact]:
    """What the next session needs of this one: verdicts that no rule has taken further, and those that more rules may."""
    taken = {place for firing in run.firings for place in firing.matched}
    return [
        fact
        for place, fact in enumerate(run.facts)
        if fact["kind"] == "judged" or (fact["kind"] in ("so_far", "best") and (place not in taken or fact["at"] == shared))
    ]


def _lines(derivation: _Derivation) -> Iterator[str]:
    """The rules that fired in one run, in words."""
    run = read(derivation.answer)
    for firing in run.firings:
        rule = derivation.book.rules[firing.rule]
        aliases = (next(iter(pattern)) for pattern in cast(list[dict[str, object]], rule["all"]))
        matched = {alias: run.facts[place] for alias, place in zip(aliases, firing.matched, strict=True)}
        said = {alias: _said(fact, derivation.called) for alias, fact in matched.items()}
        yield str(rule["says"]).format_map(said)


def _said(fact: Fact, called: Callable[[int], str]) -> dict[str, str]:
    return {name: _in_words(name, int(value), called) for name, value in fact.items() if name != "kind"}


def _in_words(name: str, value: int, called: Callable[[int], str]) -> str:
    if name in ("part", "failing", "node"):
        return called(value)
    if name in ("reached", "best", "limit", "day", "first", "last"):
        return date.fromordinal(value).isoformat() if 0 < value <= FAR else str(value)
    if name == "verdict":
        return VERDICTS[value].value
    if name == "truth":
        return WORDS[value]
    return str(value + 1)
