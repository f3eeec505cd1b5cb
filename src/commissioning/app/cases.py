"""A contract's cases run: what was due against what came, and which terms and silences no case exercises.

A term that can decide is exercised if, when it is set aside (or, where leaving it out changes nothing, when it says the
contrary), some case no longer gets its verdict. A term that gives outcomes needs, besides, a case that meets one of them and a
case that does not. A silence is exercised if cases settle each of its readings and some case would come out otherwise under
another one, or if some case is undetermined because of it. Support, prices, parties and what is not modelled decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from commissioning.app.workspace import Asking, Options, Workspace, compiled
from commissioning.compiling import Asked
from commissioning.domain.decisions import Decision, Unsettled
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.interface import Engine
from commissioning.errors import Place, Problem, Refused, Severity, nearest
from commissioning.loading.cases import CASES_NAME, ELIGIBLE, EVERY_OUTCOME, Due, WrittenCase, load_cases, sums
from commissioning.loading.rules import Rules
from commissioning.plan.plan import Plan, Silence
from commissioning.terms.base import Term
from commissioning.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Miss:
    """One thing that was due and did not come: of which outcome, and what; both in words."""

    what: str
    due: str
    came: str
    place: Place

    def __str__(self) -> str:
        return f"{self.place}: {self.what}: due {self.due}, came {self.came}"


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case that was run."""

    case: WrittenCase
    misses: tuple[Miss, ...]
    decisions: tuple[Decision, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything that was due came."""
        return not self.misses


@dataclass(frozen=True, slots=True)
class Unexercised:
    """A term or a silence that no case exercises, and what is missing."""

    kind: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class CaseResults:
    """Every case of a contract with its result; cases that ask what cannot be asked are among *problems*."""

    contract: str
    results: tuple[CaseResult, ...]
    unexercised: tuple[Unexercised, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> tuple[CaseResult, ...]:
        """The cases that did not get what was due."""
        return tuple(result for result in self.results if not result.passed)

    @property
    def passed(self) -> bool:
        """Whether every case got what was due, and nothing was left unexercised or wrong."""
        return not (self.failed or self.unexercised or any(problem.is_error for problem in self.problems))


def cases_of(workspace: Workspace, contract_id: str) -> tuple[tuple[WrittenCase, ...], list[Problem]]:
    """The cases beside a contract, and every problem with them; a warning where there are none."""
    path: Path = workspace.paths[contract_id].with_name(CASES_NAME)
    if not path.is_file():
        plan, _ = compiled(workspace.rules, workspace.contract(contract_id))
        if plan is not None and not plan.outcomes:
            # A case is of a client, and the contract's terms are of services.
            return (), []
        message = "the contract has no cases"
        remedy = f"add {CASES_NAME} beside it: small dated journeys and the verdict each must get"
        return (), [Problem("C076", message, remedy, Place(f"{contract_id}/{CASES_NAME}"), severity=Severity.WARNING)]
    return load_cases(path, workspace.contract(contract_id))


def run_cases(
    contract: Contract, cases: Sequence[WrittenCase], rules: Rules, engine: Engine, *, coverage: bool = True
) -> CaseResults:
    """Run *cases* on *engine*; with *coverage*, say which terms and silences none of them exercises."""
    running = _Running(contract, rules, engine)
    problems: list[Problem] = []
    asked: list[tuple[WrittenCase, Asked]] = []
    for case in cases:
        try:
            asked.append((case, running.asked(case)))
        except Refused as refused:
            problems += [replace(problem, place=case.place) for problem in refused.problems]
    results: list[CaseResult] = []
    passing: list[tuple[WrittenCase, Asked]] = []
    for case, how in asked:
        plan, found = running.plan(how)
        problems += [replace(problem, place=case.place) for problem in found]
        if plan is not None:
            problems += _unknown_outcomes(case, plan)
            results.append(running.result(case, plan))
            passing += [(case, how)] if results[-1].passed else []
    unexercised = tuple(_Coverage(running, passing, results).unexercised()) if coverage else ()
    return CaseResults(contract.id, tuple(results), unexercised, tuple(problems))


def _unknown_outcomes(case: WrittenCase, plan: Plan) -> Iterator[Problem]:
    names = [outcome.name for outcome in plan.outcomes]
    for due in case.due:
        if due.what not in (*names, ELIGIBLE, EVERY_OUTCOME):
            remedy = nearest(due.what, [*names, ELIGIBLE, EVERY_OUTCOME]) or f"outcomes: {', '.join(names)}"
            yield Problem("C074", f"the contract has no outcome '{due.what}'", remedy, due.place)


class _Running:
    """Runs the cases of one contract, each plan compiled once."""

    def __init__(self, contract: Contract, rules: Rules, engine: Engine) -> None:
        self.contract = contract
        self.engine = engine
        self._workspace = Workspace(rules, {})
        self._plans: dict[object, tuple[Plan | None, list[Problem]]] = {}
        self._deciders: dict[int, Decider] = {}

    def asked(self, case: WrittenCase) -> Asked:
        """How a case wants the contract read. Raises :class:`~commissioning.errors.Refused` for what cannot be asked."""
        options = Options(contracts=(self.contract.id,), assume=case.assume, set_aside=case.set_aside)
        asked = Asking(self._workspace, [self.contract], options).asked()[self.contract.id]
        return replace(asked, as_it_stood=case.as_it_stood)

    def plan(self, asked: Asked, instead: Term | None = None) -> tuple[Plan | None, list[Problem]]:
        """The plan of the contract so read, *instead* in place of the term of that id."""
        key = (
            tuple(sorted(asked.readings.items())),
            tuple(sorted((name, str(value)) for name, value in asked.job_facts.items())),
            asked.set_aside,
            asked.as_it_stood,
            None if instead is None else instead.id,
        )
        if key not in self._plans:
            contract = self.contract
            if instead is not None:
                terms = tuple(instead if term.id == instead.id else term for term in contract.terms)
                contract = replace(contract, terms=terms)
            self._plans[key] = compiled(self._workspace.rules, contract, asked)
        return self._plans[key]

    def result(self, case: WrittenCase, plan: Plan) -> CaseResult:
        """What came of a case under a plan."""
        decider = self._deciders.get(id(plan))
        if decider is None:
            decider = self._deciders[id(plan)] = Decider(plan, self.engine)
        decisions = decider.decide(CaseBook(case.caseload, case.as_of).case(case.journey, plan.family))
        return CaseResult(case, tuple(miss for due in case.due for miss in _misses(due, decisions)), decisions)

    def fails(self, cases: Iterable[tuple[WrittenCase, Asked]], *, aside: str = "", instead: Term | None = None) -> bool:
        """Whether some case fails without the term *aside*, or with *instead* in its place."""
        for case, asked in cases:
            how = replace(asked, set_aside=asked.set_aside | {aside}) if aside else asked
            plan, _ = self.plan(how, instead)
            if plan is None or not self.result(case, plan).passed:
                return True
        return False


# ------------------------------------------------------------------------------------------------------ due against came


def _misses(due: Due, decisions: tuple[Decision, ...]) -> Iterator[Miss]:
    if due.what == ELIGIBLE:
        if decisions and decisions[0].eligible is not due.verdict:
            yield Miss(ELIGIBLE, due.verdict, decisions[0].eligible, due.place)
        return
    found = [decision for decision in decisions if due.what in (decision.outcome, EVERY_OUTCOME)]
    if not found:
        yield Miss(due.what, due.verdict, "no such outcome", due.place)
    for decision in found:
        for part, was_due, came in _compared(due, decision):
            if was_due is not None and was_due != came:
                what = decision.outcome if part == "verdict" else f"{decision.outcome}, {part}"
                yield Miss(what, _shown(was_due), _shown(came), due.place)


def _compared(due: Due, decision: Decision) -> Iterator[tuple[str, object, object]]:
    yield "verdict", due.verdict, decision.verdict
    if due.verdict is not decision.verdict:
        return
    yield "date", due.day, decision.reached_on if due.verdict is Verdict.MET else decision.earliest
    yield "first date", due.first, decision.date_from
    yield "last date", due.last, decision.date_to
    yield "reason", due.reason, decision.reason.code
    yield "term", due.term, decision.reason.term
    yield "times", due.times, decision.times
    yield "reached outside the window", due.outside, decision.reached_outside_window
    yield "price", due.price, None if decision.price is None else sums(decision.price.lowest, decision.price.highest)
    yield "part", due.part, None if decision.part is None else sums(decision.part.lowest, decision.part.highest)
    named = None if due.decisive is None else tuple(sorted(due.decisive))
    yield "decisive", named, tuple(sorted({thing.name for thing in decision.decisive}))


def _shown(value: object) -> str:
    if value is None or value == ():
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


# -------------------------------------------------------------------------------------------------------------- coverage


class _Coverage:
    """What the cases that pass exercise."""

    def __init__(self, running: _Running, passing: list[tuple[WrittenCase, Asked]], results: Sequence[CaseResult]) -> None:
        self._running = running
        self._passing = passing
        self._results = results

    def unexercised(self) -> Iterator[Unexercised]:
        """Each term, then each silence, that no case exercises."""
        plan, _ = self._running.plan(Asked())
        if plan is None:
            return
        inherited = self._running.contract.inherited
        for term in self._running.contract.terms:
            if term.id in inherited and not inherited[term.id].changed:
                # The parent's own cases exercise what is as the parent has it.
                continue
            why = self._of_term(term, plan)
            if why:
                yield Unexercised("term", term.id, why)
        for silence in plan.silences:
            why = self._of_silence(silence)
            if why:
                yield Unexercised("silence", silence.name, why)

    def _of_term(self, term: Term, plan: Plan) -> str:
        """What is missing for the term, blank if nothing is."""
        if not term.decides:
            return ""
        gives = {
            outcome.name for outcome in plan.outcomes for route in outcome.routes if route.name.partition(":")[0] == term.id
        }
        if gives:
            seen = {verdict for name, verdict in self._expected() if name in gives}
            if Verdict.MET not in seen:
                return f"no case meets {' or '.join(sorted(gives))}"
            if not seen & {Verdict.NOT_MET, Verdict.NOT_YET}:
                return f"no case fails to meet {' or '.join(sorted(gives))}"
        contrary = term.contrary()
        if contrary is not None:
            fails = self._running.fails(self._passing, instead=contrary)
            return "" if fails else "no case changes when the term says the contrary"
        return "" if self._running.fails(self._passing, aside=term.id) else "no case changes when the term is set aside"

    def _expected(self) -> Iterator[tuple[str, Verdict]]:
        """The outcomes that are expected, with the verdict of each."""
        for result in self._results:
            names = [decision.outcome for decision in result.decisions]
            for due in result.case.due:
                for name in names if due.what == EVERY_OUTCOME else [due.what]:
                    yield name, due.verdict

    def _of_silence(self, silence: Silence) -> str:
        if any(self._undetermined_by(silence.name)):
            return ""
        settled: set[str] = set()
        matters = False
        for case, asked in self._passing:
            reading = asked.readings.get(silence.name)
            if reading is None:
                continue
            settled.add(reading)
            for other in silence.readings:
                if other != reading and not matters:
                    how = replace(asked, readings={**asked.readings, silence.name: other})
                    matters = self._running.fails([(case, how)])
        missing = [reading for reading in silence.readings if reading not in settled]
        if missing:
            return f"no case is undetermined by it, and none assumes {' or '.join(missing)}"
        return "" if matters else "no case comes out otherwise under another reading"

    def _undetermined_by(self, silence: str) -> Iterator[bool]:
        for result in self._results:
            due = {one.what for one in result.case.due if one.verdict is Verdict.UNDETERMINED}
            for decision in result.decisions:
                if decision.outcome in due or EVERY_OUTCOME in due:
                    yield any(d.kind is Unsettled.SILENCE and d.name == silence for d in decision.decisive)
