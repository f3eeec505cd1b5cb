"""Every engine that runs here, and whether they agree: cases and scenarios are decided by each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from commissioning.app.cases import CaseResults, run_cases
from commissioning.domain.decisions import Decision
from commissioning.engines.interface import Engine, Missing, engine, engines
from commissioning.loading.cases import WrittenCase
from commissioning.loading.rules import Rules
from commissioning.reports import words
from commissioning.terms.contract import Contract


@dataclass(frozen=True)
class Engines:
    """The engines that are asked, the judge of the others first; *missing* are those that cannot run here, each with why."""

    running: tuple[Engine, ...]
    missing: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> str:
        """Their names in a sentence: ``reference and durable``."""
        return " and ".join(one.name for one in self.running)


def engines_here(name: str = "") -> Engines:
    """The engine of that name, or every one that can run here. Raises :class:`~commissioning.errors.Refused`."""
    if name:
        return Engines((engine(name),))
    running: list[Engine] = []
    missing: list[tuple[str, str]] = []
    for each, make in engines().items():
        try:
            running.append(make())
        except Missing as why:
            missing.append((each, str(why)))
    return Engines(tuple(running), tuple(missing))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What two engines say of one outcome, in words. It is never the contract's fault."""

    outcome: str
    first: str
    second: str

    def __str__(self) -> str:
        return f"the engines disagree on {self.outcome}: {self.first}; {self.second}"


def disagreements(decided: Mapping[str, Sequence[Decision]]) -> Iterator[Disagreement]:
    """Where the decisions of two engines, given by engine, are not the same."""
    (judge, due), *others = decided.items()
    for name, came in others:
        for one, other in zip(due, came, strict=True):
            if one != other:
                yield Disagreement(one.outcome, f"{judge} says {_said(one)}", f"{name} says {_said(other)}")


def _said(decision: Decision) -> str:
    return f"{words.verdict(decision)} ({decision.reason.code})"


@dataclass(frozen=True)
class CasesRun:
    """A contract's cases on every engine: the results of the judge, and where another engine says something else."""

    results: CaseResults
    disagreements: tuple[tuple[WrittenCase, Disagreement], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether a case did not get what was due, could not be asked, or divided the engines."""
        return bool(self.results.failed or self.disagreements or any(p.is_error for p in self.results.problems))


def run_cases_on(
    asked: Engines, contract: Contract, cases: Sequence[WrittenCase], rules: Rules, *, coverage: bool = False
) -> CasesRun:
    """Run *cases* on every engine; with *coverage*, say which terms and silences none of them exercises."""
    judge, *others = asked.running
    first = run_cases(contract, cases, rules, judge, coverage=coverage)
    found: list[tuple[WrittenCase, Disagreement]] = []
    for other in others:
        second = run_cases(contract, cases, rules, other, coverage=False)
        for one, again in zip(first.results, second.results, strict=True):
            both = {judge.name: one.decisions, other.name: again.decisions}
            found += [(one.case, disagreement) for disagreement in disagreements(both)]
    return CasesRun(first, tuple(found))
