"""Feature files as they are written: their scenarios with their lines, and every problem with them in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pytest_bdd.exceptions import GherkinParseError
from pytest_bdd.feature import features, get_feature
from pytest_bdd.gherkin_parser import Child, get_gherkin_document
from pytest_bdd.gherkin_parser import Scenario as WrittenScenario
from pytest_bdd.parser import Feature

from commissioning.errors import Place, Problem, Refused

_EXPECTED = re.compile(r"\((\d+):(\d+)\): (?:expected: .*, got '(?P<got>.*)'|(?P<other>.*))")


@dataclass(frozen=True)
class FeatureFile:
    """A feature that can be run, and the line of each row of examples by scenario."""

    path: Path
    feature: Feature
    rows: dict[str, tuple[int, ...]]


def read_feature(path: Path, shown_as: str = "") -> FeatureFile:
    """The feature in a file. Raises :class:`~commissioning.errors.Refused` with every problem if it cannot be run."""
    file = shown_as or str(path)
    try:
        children = get_gherkin_document(str(path)).feature.children
        # A file may have changed since it was last read in this process.
        features.pop(str(path.absolute()), None)
        feature = get_feature(str(path.parent), path.name)
    except GherkinParseError as error:
        raise Refused(_syntax(error, file)) from None
    except OSError as error:
        raise Refused(Problem("T001", f"cannot be read: {error.strerror}", "check the path", Place(file))) from None
    except UnicodeDecodeError:
        raise Refused(Problem("T001", "is not UTF-8 text", "save it as UTF-8", Place(file))) from None
    except (KeyError, TypeError, AttributeError):
        remedy = "begin it with a line such as 'Feature: Hours a week'"
        raise Refused(Problem("T002", "has no feature in it", remedy, Place(file))) from None
    written = list(_scenarios(children))
    problems = list(_problems(written, file))
    if problems:
        raise Refused(problems)
    rows = {scenario.name: tuple(_rows(scenario)) for scenario in written}
    return FeatureFile(path, feature, rows)


def _scenarios(children: list[Child]) -> Iterator[WrittenScenario]:
    for child in children:
        if child.scenario:
            yield child.scenario
        if child.rule:
            yield from _scenarios(child.rule.children)


def _rows(scenario: WrittenScenario) -> Iterator[int]:
    for examples in scenario.examples:
        for row in examples.table_body or ():
            yield row.location.line


def _problems(written: list[WrittenScenario], file: str) -> Iterator[Problem]:
    if not written:
        yield Problem("T003", "has no scenario in it", "add one: Scenario: what it shows, with its dates", Place(file))
    seen: dict[str, int] = {}
    for scenario in written:
        place = Place(file, scenario.location.line, scenario.location.column)
        if scenario.name in seen:
            message = f"two scenarios have one name (the other in line {seen[scenario.name]})"
            line = f"{' ' * (place.column - 1)}{scenario.keyword}: {scenario.name}"
            yield Problem("T004", message, "name what differs", place, line)
        seen.setdefault(scenario.name, scenario.location.line)
        if not any(step.keyword_type == "Outcome" for step in scenario.steps):
            yield Problem("T005", f"'{scenario.name}' checks nothing", "say with 'Then' what must come of it", place)
        if scenario.keyword in ("Scenario Outline", "Scenario Template") and not list(_rows(scenario)):
            yield Problem("T006", f"'{scenario.name}' has no row of examples", "add a table under 'Examples:'", place)


def _syntax(error: GherkinParseError, file: str) -> Problem:
    found = _EXPECTED.search(str(error.__cause__ or ""))
    place = Place(file, error.line, int(found[2]) if found else 1)
    if found is None:
        return Problem("T007", error.message.rstrip("."), "begin with Given, When or Then; And goes on from them", place)
    other = found["other"] or ""
    for sign, message, remedy in _OTHERWISE_WRONG:
        if sign in other:
            return Problem("T007", message, remedy, place, error.line_content)
    return Problem("T007", "this line cannot stand here", _LINES, place, error.line_content)


_LINES = (
    "a line begins with Feature:, Background:, Scenario:, Given, When, Then, And or |; other text may only follow a heading"
)

_OTHERWISE_WRONG = (
    ("inconsistent cell count", "the rows of this table differ in length", "give every row as many cells as the first has"),
    ("DocStringSeparator", 'a text that began with """ does not end', 'add a line of """ after it'),
    ("unexpected end of file", "the file ends too early", "finish what was begun"),
)
"""What else may be wrong with a feature: by the parser's words, what to say and what to do."""
