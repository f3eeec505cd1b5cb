"""What came of each scenario while pytest runs it: passed, or the step that failed with what was due and what came."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pytest_bdd.parser import Feature, Scenario, Step

from commissioning.errors import Place, Problem, Refused
from commissioning.places import shown
from commissioning.testing.catalogue import nearest_step
from commissioning.testing.plugin import BENCH, FeatureModule, Unreadable
from commissioning.testing.story import Bench, Unlike


@dataclass(frozen=True, slots=True)
class Failure:
    """Where a scenario failed, and why: lines of a label and what it says. *fault* is set where it is ours."""

    place: Place
    step: str
    says: tuple[tuple[str, str], ...]
    fault: bool = False


@dataclass(frozen=True, slots=True)
class ScenarioRun:
    """One scenario, or one row of its examples, that was run."""

    name: str
    place: Place
    failure: Failure | None = None

    @property
    def passed(self) -> bool:
        """Whether everything came as it was due."""
        return self.failure is None


@dataclass
class FeatureRun:
    """One feature that was run, or could not be: then *problems* says why."""

    file: str
    title: str = ""
    scenarios: list[ScenarioRun] = field(default_factory=list)
    problems: tuple[Problem, ...] = ()

    @property
    def failed(self) -> list[ScenarioRun]:
        """The scenarios in which something else came than was due."""
        return [scenario for scenario in self.scenarios if not scenario.passed]


class Recorder:
    """A pytest plugin that keeps what came of every scenario, and tells *done* of each."""

    def __init__(self, bench: Bench, done: Callable[[FeatureRun, ScenarioRun | None], None]) -> None:
        self.runs: dict[Path, FeatureRun] = {}
        self.faults: list[str] = []
        self._bench = bench
        self._done = done
        self._item: pytest.Item | None = None
        self._running: Scenario | None = None
        self._failure: Failure | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Have the scenarios decided on this bench."""
        config.stash[BENCH] = self._bench

    def pytest_exception_interact(self, node: pytest.Item | pytest.Collector, call: pytest.CallInfo[Any]) -> None:
        """A feature could not be read, or something that is no step has failed."""
        if call.excinfo is None:
            return
        error = call.excinfo.value
        if isinstance(error, Unreadable):
            run = self._of(node.path)
            run.problems = error.problems
            self._done(run, None)
        elif isinstance(node, pytest.Collector) or call.when != "call":
            self.faults.append(_fault(error))

    def pytest_bdd_before_scenario(self, feature: Feature, scenario: Scenario) -> None:
        """A scenario begins."""
        self._running, self._failure = scenario, None

    def pytest_bdd_step_func_lookup_error(self, scenario: Scenario, step: Step) -> None:
        """No step is written so."""
        near = nearest_step(step.name, step.type)
        no_step = f"no step matches '{step.name}'"
        said = f"{no_step}; {near}" if near else no_step
        self._fail(scenario, step, (("", said), ("do", "`commissioning test --steps` lists every step")))

    def pytest_bdd_step_error(self, scenario: Scenario, step: Step, exception: Exception) -> None:
        """A step failed: what came was not what was due, it asked what cannot be asked, or the fault is ours."""
        if isinstance(exception, Unlike):
            why = (("why", exception.why),) if exception.why else ()
            self._fail(scenario, step, (("due", exception.due), ("came", exception.came), *why))
        elif isinstance(exception, Refused):
            self._fail(scenario, step, tuple(line for problem in exception.problems for line in _of_problem(problem)))
        else:
            self._fail(scenario, step, (("", _fault(exception)),), fault=True)

    def _fail(self, scenario: Scenario, step: Step, says: tuple[tuple[str, str], ...], *, fault: bool = False) -> None:
        place = Place(shown(Path(scenario.feature.filename)), step.line_number)
        self._failure = Failure(place, f"{step.keyword} {step.name}", says, fault)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A scenario has ended."""
        if report.when != "call" or self._running is None or self._item is None:
            return
        run = self._of(Path(self._running.feature.filename))
        run.title = self._running.feature.name
        name, line = _named(self._running, self._item)
        scenario = ScenarioRun(name, Place(run.file, line), self._failure)
        run.scenarios.append(scenario)
        self._done(run, scenario)
        self._running = None

    def pytest_runtest_call(self, item: pytest.Item) -> None:
        """Keep which row of the examples a scenario is run with."""
        self._item = item

    def _of(self, path: Path) -> FeatureRun:
        return self.runs.setdefault(path, FeatureRun(shown(path)))


def _named(scenario: Scenario, item: pytest.Item) -> tuple[str, int]:
    """A scenario's name, with its values where they alone tell its rows apart; and its line, or that of its row of examples."""
    callspec = getattr(item, "callspec", None)
    module = item.parent
    if callspec is None or not isinstance(module, FeatureModule):
        return scenario.name, scenario.line_number
    written = next(one for one in module.written.feature.scenarios.values() if one.line_number == scenario.line_number)
    line = module.written.rows[written.name][callspec.indices[EXAMPLE]]
    if scenario.name != written.name:
        return scenario.name, line
    return f"{scenario.name} ({', '.join(callspec.params[EXAMPLE].values())})", line


EXAMPLE = "_pytest_bdd_example"
"""What pytest-bdd calls the row of examples that a scenario is run with."""


def _of_problem(problem: Problem) -> list[tuple[str, str]]:
    where = f"{problem.place}: " if str(problem.place) else ""
    remedy = [("do", problem.remedy)] if problem.remedy else []
    return [("", f"{where}{problem.message} ({problem.code})"), *remedy]


def _fault(error: BaseException) -> str:
    """A fault of ours: what kind, and where."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}" if trace else "?"
    return f"a fault of ours, not of the scenario: {type(error).__name__} at {where}"
