"""What came of features and cases, line by line, in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from commissioning.app.every_engine import Engines
from commissioning.testing.catalogue import STEPS, load_steps
from commissioning.testing.recording import FeatureRun, ScenarioRun
from commissioning.testing.statements import NOT_RECORDED, OF_THE_JOB, OF_THE_PERSON

if TYPE_CHECKING:
    from commissioning.testing.runner import CasesFile, Outcome

WIDTH = 110
INDENT = " " * 10


def of_engines(engines: Engines) -> Iterator[str]:
    """Which engines decide, and which cannot run here."""
    agree = ", which must agree" if len(engines.running) > 1 else ""
    yield f"Decided by {engines.names}{agree}."
    for name, why in engines.missing:
        yield from wrap(f"{name} cannot run here: {why}", WIDTH, subsequent_indent="    ")


def of_scenario(feature: FeatureRun, scenario: ScenarioRun | None, *, first: bool, quiet: bool) -> Iterator[str]:
    """One scenario, with the feature before its first; without a scenario, why the feature could not be run."""
    if scenario is None:
        yield ""
        for problem in feature.problems:
            yield from problem.lines()
        return
    if quiet and scenario.passed:
        return
    if first:
        yield ""
        yield f"{feature.file}: {feature.title}"
    yield f"  {'passed' if scenario.passed else 'FAILED'}  {scenario.name}"
    if scenario.failure is not None:
        failure = scenario.failure
        yield f"{INDENT}{failure.place}: {failure.step}"
        if scenario.place.line > failure.place.line:
            yield f"{INDENT}{scenario.place}: with this row of the examples"
        for label, says in failure.says:
            yield from _labelled(label, says)


def _labelled(label: str, says: str) -> Iterator[str]:
    lead = f"{label + ':':<6}" if label else ""
    yield from wrap(says, WIDTH, initial_indent=INDENT + lead, subsequent_indent=INDENT + " " * len(lead))


def of_cases(file: CasesFile, *, quiet: bool) -> Iterator[str]:
    """A file of cases: how many passed, and each that failed."""
    if quiet and not file.failed and not file.problems:
        return
    yield ""
    if file.run is not None and file.total:
        failed = f"{file.failed} of {_counted(file.total, 'case')} failed"
        yield f"{file.file}: {failed if file.failed else _counted(file.total, 'case') + ' passed'}"
        for result in file.run.results.failed:
            yield f"  FAILED  {result.case.name}"
            yield from (f"{INDENT}{miss}" for miss in result.misses)
        for case, disagreement in file.run.disagreements:
            yield f"  FAILED  {case.name}"
            yield f"{INDENT}{case.place}: {disagreement}"
    else:
        yield f"{file.file}: no case could be run"
    for problem in file.problems:
        yield from problem.lines()


def of_outcome(outcome: Outcome) -> Iterator[str]:
    """The total."""
    scenarios = sum(len(feature.scenarios) for feature in outcome.features)
    cases = sum(file.total for file in outcome.cases)
    parts = []
    if outcome.features:
        parts.append(f"{_counted(scenarios, 'scenario')} in {_counted(len(outcome.features), 'feature')}")
    if outcome.cases:
        parts.append(f"{_counted(cases, 'case')} of {_counted(len(outcome.cases), 'contract')}")
    passed = outcome.total - outcome.failed
    state = (
        f"{passed} passed, {outcome.failed} failed" if outcome.failed else "all passed" if outcome.total else "nothing was run"
    )
    unread = f"; {_counted(outcome.unreadable, 'file')} could not be read" if outcome.unreadable else ""
    yield ""
    yield from outcome.faults
    yield f"{' and '.join(parts)}: {state}{unread}."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


HEADINGS = {
    "given": "Given: what is so",
    "when": "When: the day on which it is decided",
    "then": "Then: what must come of it",
}


def of_steps() -> Iterator[str]:
    """Every step in words, with what it means and an example."""
    load_steps()
    yield "Words in { } are filled in; what stands in [ ] may be left out; a step after another of its kind may begin with And."
    yield "Dates are written 1 October 2018 or 2018-10-01. Once an outcome has been named, 'it' means that outcome."
    for keyword, heading in HEADINGS.items():
        yield ""
        yield heading
        if keyword == "then":
            yield "      Each may begin in this way, and is then asked otherwise than it was decided:"
            yield '      for example: Then with "window" read as "rolling", the 13-week outcome is met on 10 June 2019'
            yield '      for example: Then with "disabled" known to be "yes", the person is eligible'
            yield '      for example: Then with the readings "@strict", it is not met'
        for known in STEPS:
            if known.keyword == keyword and known.listed:
                yield ""
                yield f"  {keyword.capitalize()} {known.phrase.name}"
                yield from wrap(known.meaning, WIDTH, initial_indent="      ", subsequent_indent="      ")
                first, *below = known.example.splitlines()
                yield f"      for example: {keyword.capitalize()} {first}"
                yield from (f"                   {line}" for line in below)
    yield ""
    yield "What may be said of the person: Given the person …"
    yield from (f"      {one.phrase.name}" for one in OF_THE_PERSON)
    yield ""
    yield "What may be said of the job: Given the job …"
    yield from (f"      {one.phrase.name}" for one in OF_THE_JOB)
    yield ""
    yield "What may not be recorded: Given it is not recorded …"
    yield from (f"      {text}" for text in NOT_RECORDED)
