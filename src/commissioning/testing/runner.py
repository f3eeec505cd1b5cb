"""Runs features and cases without knowledge of pytest, and says in plain words what came of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_bdd import plugin as bdd_plugin

from commissioning.app.every_engine import CasesRun, Engines, engines_here, run_cases_on
from commissioning.app.workspace import Workspace, compiled, open_workspace
from commissioning.errors import Exit, Problem, usage
from commissioning.loading.cases import CASES_NAME, load_cases
from commissioning.loading.contracts import CONTRACT_NAME, load_contract
from commissioning.places import shipped, shown
from commissioning.testing import plugin, telling
from commissioning.testing.recording import FeatureRun, Recorder, ScenarioRun
from commissioning.testing.story import Bench

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CasesFile:
    """A file of cases that was run, or could not be: then *problems* says why."""

    file: str
    run: CasesRun | None
    problems: tuple[Problem, ...] = ()

    @property
    def total(self) -> int:
        """How many cases were run."""
        return 0 if self.run is None else len(self.run.results.results)

    @property
    def failed(self) -> int:
        """How many of them failed."""
        if self.run is None:
            return 0
        named = {result.case.name for result in self.run.results.failed} | {case.name for case, _ in self.run.disagreements}
        return len(named)


@dataclass(frozen=True)
class Outcome:
    """What came of everything that was run."""

    engines: Engines
    features: tuple[FeatureRun, ...] = ()
    cases: tuple[CasesFile, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def unreadable(self) -> int:
        """How many files could not be read, wholly or in part."""
        return sum(bool(feature.problems) for feature in self.features) + sum(bool(file.problems) for file in self.cases)

    @property
    def total(self) -> int:
        """How many scenarios and cases were run."""
        return sum(len(feature.scenarios) for feature in self.features) + sum(file.total for file in self.cases)

    @property
    def failed(self) -> int:
        """How many of them failed."""
        return sum(len(feature.failed) for feature in self.features) + sum(file.failed for file in self.cases)

    @property
    def exit_code(self) -> Exit:
        """3 for a fault of ours; 2 where a file could not be read; 1 where something failed; else 0."""
        failures = [scenario.failure for feature in self.features for scenario in feature.failed]
        if self.faults or any(failure is not None and failure.fault for failure in failures):
            return Exit.FAULT
        if self.unreadable:
            return Exit.USAGE
        return Exit.PROBLEMS if self.failed else Exit.DECIDED


@dataclass
class Found:
    """The files to be run."""

    features: list[Path] = field(default_factory=list)
    cases: list[Path] = field(default_factory=list)


def run_tests(
    paths: Sequence[Path] = (), *, folders: tuple[Path, ...] = (), engine: str = "", quiet: bool = False, say: Say = print
) -> Outcome:
    """Run every feature and every file of cases in *paths*, on *engine* or on every engine that runs here.

    Without paths, those in ``./features`` and ``./contracts``, or where there are none those that ship. *folders* hold further
    contracts. What comes is told line by line to *say*; where *quiet*, only failures and the total. Raises
    :class:`~commissioning.errors.Refused` for a path that is wrong.
    """
    found = _found(paths)
    asked = engines_here(engine)
    workspace = open_workspace(folders)
    if not quiet:
        for line in telling.of_engines(asked):
            say(line)
    recorder = _run_features(found.features, Bench(workspace, asked), quiet, say)
    files = []
    for path in found.cases:
        files.append(_run_cases(path, workspace, asked))
        for line in telling.of_cases(files[-1], quiet=quiet):
            say(line)
    outcome = Outcome(asked, tuple(recorder.runs.values()), tuple(files), tuple(recorder.faults))
    for line in telling.of_outcome(outcome):
        say(line)
    return outcome


# ------------------------------------------------------------------------------------------------------- what is to be run


def _found(paths: Sequence[Path]) -> Found:
    """The files that *paths* name, each once. Raises :class:`~commissioning.errors.Refused` for a path that names none."""
    found = Found()
    for path in paths or _by_default():
        before = len(found.features) + len(found.cases)
        if path.is_dir():
            found.features += sorted(path.rglob("*.feature"))
            found.cases += sorted(path.rglob(CASES_NAME))
        elif path.suffix == ".feature" and path.is_file():
            found.features.append(path)
        elif path.name in (CASES_NAME, CONTRACT_NAME) and path.is_file():
            found.cases.append(path.with_name(CASES_NAME))
        elif path.exists():
            raise usage(
                "T030", f"{path} is no feature and no file of cases", f"name a .feature file, a {CASES_NAME} or a folder"
            )
        else:
            raise usage("T031", f"there is nothing at {path}", "check the path")
        if len(found.features) + len(found.cases) == before:
            raise usage("T032", f"there is no .feature and no {CASES_NAME} in {path}", "check the path")
    for file in found.features:
        # pytest reads what follows these signs as the name of a test.
        if "[" in str(file) or "::" in str(file):
            raise usage("T033", f"{file}: a feature cannot be run from a path with [ or :: in it", "rename the file or folder")
    found.features = list(dict.fromkeys(found.features))
    found.cases = list(dict.fromkeys(found.cases))
    return found


def _by_default() -> list[Path]:
    here = [path for path in (Path("features"), Path("contracts")) if path.is_dir()]
    return here or [shipped("features"), shipped("contracts")]


# ------------------------------------------------------------------------------------------------------------- features


def _run_features(files: list[Path], bench: Bench, quiet: bool, say: Say) -> Recorder:
    told: set[str] = set()

    def done(feature: FeatureRun, scenario: ScenarioRun | None) -> None:
        for line in telling.of_scenario(feature, scenario, first=feature.file not in told, quiet=quiet):
            say(line)
            told.add(feature.file)

    recorder = Recorder(bench, done)
    if not files:
        return recorder
    # No settings, plugins or conftest.py of wherever this is run: the features and our steps, nothing else.
    arguments = ["-c", os.devnull, f"--rootdir={Path.cwd()}", "--noconftest", "--continue-on-collection-errors", "-s"]
    arguments += ["-p", "no:cacheprovider", "-p", "no:terminal"]
    with _undisturbed():
        code = pytest.main([*arguments, *map(str, files)], plugins=[bdd_plugin, plugin, recorder])
    if code is pytest.ExitCode.INTERRUPTED and not any(run.problems for run in recorder.runs.values()):
        raise KeyboardInterrupt
    if code in (pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR) and not recorder.faults:
        recorder.faults.append(f"a fault of ours: pytest ended with {code!r}")
    return recorder


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without what the environment would have pytest do."""
    ours = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTEST_ADDOPTS": "", "PYTEST_PLUGINS": ""}
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


# ---------------------------------------------------------------------------------------------------------------- cases


def _run_cases(path: Path, workspace: Workspace, asked: Engines) -> CasesFile:
    file, beside = shown(path), path.with_name(CONTRACT_NAME)
    contract, problems = load_contract(beside, workspace.rules, shown(beside))
    problems += [] if contract is None else compiled(workspace.rules, contract)[1]
    errors = tuple(problem for problem in problems if problem.is_error)
    if contract is None or errors:
        return CasesFile(file, None, errors)
    cases, found = load_cases(path, contract, file)
    run = run_cases_on(asked, contract, cases, workspace.rules)
    return CasesFile(file, run, tuple(problem for problem in (*found, *run.results.problems) if problem.is_error))
