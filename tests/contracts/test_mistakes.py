"""Mistakes that newcomers make in a contract, each with the place and the words it is met with."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.app.workspace import Workspace
from commissioning.compiling.compiler import compile_contract
from commissioning.errors import Problem
from commissioning.loading.contracts import parse_contract
from commissioning.loading.yaml_tree import parse_yaml, read_yaml
from commissioning.terms.contract import Contract

HEAD = """\
contract: x
title: X
summary: A contract.
documents:
  deed: {title: The deed}
terms:
"""
HOURS = (
    "  - id: hours\n    kind: hours_per_week\n    at_least: 16\n    inclusive: yes\n"
    "    concurrent_jobs: added\n    source: {document: deed, clause: '4'}\n"
)


def _compiled(contract: Contract, workspace: Workspace) -> list[Problem]:
    rules = workspace.rules
    return compile_contract(contract, rules.parameters, documents=rules.documents, price_lists=rules.prices)[1]


def problems(workspace: Workspace, terms: str) -> list[tuple[str, str, str, str]]:
    """What is wrong with a contract of those terms: code, line and column, message, remedy."""
    contract, found = parse_contract(HEAD + terms, workspace.rules)
    if contract is not None:
        found = [*found, *_compiled(contract, workspace)]
    return [(one.code, f"{one.place.line}:{one.place.column}", one.message, one.remedy) for one in found]


AGE = "  - id: age\n    kind: condition\n    assumed: x\n    requires: {}\n"


@pytest.mark.parametrize(
    ("terms", "code", "place", "message", "remedy"),
    [
        pytest.param(
            "  - id: hours\n    kind: hours_per_week\n    at_least: 16\n    source: The deed, clause 4\n",
            "C013",
            "10:13",
            "terms[0].source: must name the document, and the clause or a quote",
            "write source: {document: ID, clause: …}",
            id="a source in plain text",
        ),
        pytest.param(
            AGE.replace("{}", "{age_at_referral: {minimum: 18}}"),
            "C013",
            "10:33",
            "terms[0].requires.age_at_referral: a fact cannot be compared by 'minimum'",
            "write {at_least: 18}",
            id="another word for a limit",
        ),
        pytest.param(
            AGE.replace("{}", "{benefit: universal credit}"),
            "C068",
            "10:25",
            "'universal credit' is not a value of benefit: uc, esa, jsa, other, none",
            "did you mean 'uc'?",
            id="a word that the fact cannot have",
        ),
        pytest.param(
            AGE.replace("{}", "{lives_in_scotland: yes, right_to_work_uk: yes}"),
            "C013",
            "10:15",
            "terms[0].requires: must name one fact; join several with 'all' or 'any'",
            "write {all: [{lives_in_scotland: yes}, {right_to_work_uk: yes}]}, or 'any' in its place",
            id="two facts without a word between them",
        ),
        pytest.param(
            HOURS + "  - use: flexible-hours\n",
            "C069",
            "13:10",
            "'hours' asks for a number of hours a week, and 'flexible_hours' says that none is asked",
            "keep the one that the contract says",
            id="hours asked and not asked",
        ),
        pytest.param(
            "  - use: adult\n  - use: adult\n",
            "C025",
            "8:10",
            "the pack 'adult' is used twice",
            "keep one of the two",
            id="a pack twice",
        ),
        pytest.param(
            HOURS.replace("added", "{silent: [added], why: x}"),
            "C014",
            "11:31",
            "terms[0].concurrent_jobs.silent: a silence needs at least two readings",
            "list every reading there can be; where only one is possible, state it as the value",
            id="a silence with one reading",
        ),
        pytest.param(
            HOURS.replace("added", "{silent: [added, separate]}"),
            "C026",
            "11:22",
            "the silence 'concurrent_jobs' does not say what was looked for",
            "add 'why: …' beside 'silent': what was looked for, and where",
            id="a silence without a why",
        ),
        pytest.param(
            HOURS.replace("16", "16 hours"),
            "C013",
            "9:15",
            "terms[0].at_least: must be a number of hours with at most two decimals, not '16 hours'",
            "write 16",
            id="a number with its unit",
        ),
        pytest.param(
            "  - id: opens\n    kind: referral_window\n    opens: 1 April 2026\n    assumed: x\n",
            "C013",
            "9:12",
            "terms[0].opens: must be a date written as 2018-03-13, not '1 April 2026'",
            "write 2026-04-01",
            id="a date in words",
        ),
    ],
)
def test_mistake(workspace: Workspace, terms: str, code: str, place: str, message: str, remedy: str) -> None:
    assert (code, place, message, remedy) in problems(workspace, terms)


@pytest.mark.parametrize(
    ("line", "code", "column", "message"),
    [
        ("\t- id: hours", "C023", 1, "a tab stands where only spaces may"),
        ("\u00a0 - id: hours", "C023", 1, "a blank that is no ordinary space stands here"),
        ("  - id:\u00a0hours", "C023", 8, "a blank that is no ordinary space stands here"),
        ("  - title: “Hours, of work”", "C024", 12, "a typographic quote stands where a straight one is needed"),
        ("  - {title: “Hours, of work”}", "C024", 13, "a typographic quote stands where a straight one is needed"),
        ("  - at_least: >= 16", "C004", 15, "a value cannot be a comparison"),
    ],
)
def test_slip_of_typing(line: str, code: str, column: int, message: str) -> None:
    found = parse_yaml(HEAD + line + "\n", "x.yaml")
    assert found.tree is None
    assert [(one.code, one.place.line, one.place.column, one.message) for one in found.problems] == [(code, 7, column, message)]
    assert found.problems[0].remedy


@pytest.mark.parametrize(
    "line",
    [
        '  - title: "“Hours”, of work"',
        "  - title: He said “hours”, of work",
        "  - why: >-\n      “Hours” and\n      \u00a0 more: >= 16",
        "  # “note”: >= 5",
        "  - title: work of\u00a0hours",
    ],
)
def test_text_that_only_looks_like_a_slip(line: str) -> None:
    found = parse_yaml(HEAD + line + "\n", "x.yaml")
    assert found.problems == []
    assert found.tree is not None


@pytest.mark.parametrize(
    ("line", "place", "message"),
    [
        ("  - source: {document: deed, clause: '4'", (7, 13), "the { here is not closed"),
        ("  - words: [a, b", (7, 12), "the [ here is not closed"),
        ('  - title: "Hours', (7, 12), "the quote here is not closed"),
    ],
)
def test_what_is_not_closed_is_told_where_it_opens(line: str, place: tuple[int, int], message: str) -> None:
    (problem,) = parse_yaml(HEAD + line + "\n", "x.yaml").problems
    assert (problem.place.line, problem.place.column) == place
    assert problem.message.startswith(message)
    assert problem.remedy.startswith("close it")


def test_a_file_of_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "contract.yaml"
    path.write_bytes((HEAD + "  # costs £4\n").encode("cp1252"))
    (problem,) = read_yaml(path, "x/contract.yaml").problems
    assert str(problem.place) == "x/contract.yaml:7:11"
    assert problem.message == "is not UTF-8 text: the character '£' stands here in another encoding"
    path.write_text(HEAD, encoding="utf-16")
    (problem,) = read_yaml(path).problems
    assert "UTF-16" in problem.message
