"""A contract that names a parent: it states only what differs, and each value knows where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.app.workspace import compiled
from commissioning.errors import Problem
from commissioning.loading.contracts import load_contract
from commissioning.loading.rules import Rules
from commissioning.plan.plan import Plan
from commissioning.terms.contract import Contract

PARENT = """\
contract: national
title: The national terms
summary: What holds everywhere.
documents:
  national-guidance: {title: National guidance}
terms:
  - id: lives_in_scotland
    kind: condition
    requires: {lives_in_scotland: yes}
    fixed: yes
    source: {document: national-guidance, clause: "1"}
  - id: age
    kind: condition
    requires: {age_at_referral: {at_least: 16}}
    source: {document: national-guidance, clause: "2"}
  - id: hours
    kind: hours_per_week
    at_least: 16
    inclusive: yes
    concurrent_jobs: added
    source: {document: national-guidance, clause: "3"}
  - id: outcomes
    kind: sustained_outcomes
    window: first_start
    outcomes: {13-week: {weeks: 13, within: 16}}
    source: {document: national-guidance, clause: "4"}
"""

CHILD = """\
contract: local
title: Local terms
summary: What differs here.
scope: local
parent: national
"""


def read(tmp_path: Path, child: str, parent: str = PARENT) -> tuple[Contract | None, list[Problem]]:
    paths = {}
    for name, text in (("national", parent), ("local", child)):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "contract.yaml").write_text(text, encoding="utf-8")
        paths[name] = folder / "contract.yaml"
    return load_contract(paths["local"], Rules(contracts=paths))


def plan_of(contract: Contract | None, problems: list[Problem]) -> Plan:
    assert contract is not None, problems
    plan, found = compiled(Rules(), contract)
    assert plan is not None, found
    return plan


def test_without_terms_of_its_own_every_term_is_the_parents(tmp_path: Path) -> None:
    contract, problems = read(tmp_path, CHILD + "terms: []\n")
    assert problems == []
    plan = plan_of(contract, problems)
    assert [note.term for note in plan.notes] == ["lives_in_scotland", "age", "hours", "outcomes"]
    assert {note.origin for note in plan.notes} == {"From national"}
    assert plan.contract == "local"


def test_a_field_that_differs_replaces_the_parents_and_the_others_keep_their_source(tmp_path: Path) -> None:
    contract, problems = read(
        tmp_path, CHILD + "terms:\n  - id: hours\n    at_least: 10\n    assumed: The partnership's choice, not published.\n"
    )
    plan = plan_of(contract, problems)
    note = plan.note("hours")
    assert note.origin == "From national, with at least as stated here"
    assert "10 hours" in note.words
    # Only the changed value is assumed; the rest still rests on the national guidance.
    assert [(caveat.field, caveat.value) for caveat in note.caveats] == [("at_least", "10")]
    assert note.sources == ("National guidance, 3",)


def test_terms_of_its_own_come_after_the_parents_and_terms_can_be_left_out(tmp_path: Path) -> None:
    contract, problems = read(
        tmp_path,
        CHILD
        + "leave_out: [age]\nterms:\n"
        + "  - id: benefit\n    kind: condition\n    requires: {benefit: [uc]}\n    assumed: Local.\n",
    )
    plan = plan_of(contract, problems)
    assert [(note.term, note.origin) for note in plan.notes] == [
        ("lives_in_scotland", "From national"),
        ("hours", "From national"),
        ("outcomes", "From national"),
        ("benefit", ""),
    ]


@pytest.mark.parametrize(
    "how", ["terms:\n  - id: lives_in_scotland\n    title: Elsewhere\n", "leave_out: [lives_in_scotland]\nterms: []\n"]
)
def test_what_the_parent_fixes_cannot_be_changed_or_left_out(tmp_path: Path, how: str) -> None:
    _, problems = read(tmp_path, CHILD + how)
    (problem,) = problems
    assert problem.code == "C082"
    assert problem.message == "'lives_in_scotland' is fixed by the parent 'national' (at national/contract.yaml:10:12)"
    assert str(problem.place).startswith("local/contract.yaml:")


def test_another_kind_of_term_takes_the_place_of_the_parents_whole(tmp_path: Path) -> None:
    contract, problems = read(tmp_path, CHILD + "terms:\n  - id: hours\n    kind: flexible_hours\n    assumed: Local.\n")
    plan = plan_of(contract, problems)
    assert plan.note("hours").kind == "flexible_hours"
    assert plan.note("hours").origin == ""


def test_a_fault_in_a_changed_field_stands_in_the_contracts_own_file(tmp_path: Path) -> None:
    _, problems = read(tmp_path, CHILD + "terms:\n  - id: hours\n    at_least: ten\n    assumed: Local.\n")
    (problem,) = problems
    assert (str(problem.place), problem.code) == ("local/contract.yaml:8:15", "C013")


@pytest.mark.parametrize(
    ("child", "code", "words"),
    [
        (CHILD.replace("national", "natoinal") + "terms: []\n", "C080", "did you mean 'national'?"),
        (CHILD.replace("parent: national", "parent: local") + "terms: []\n", "C080", "name another parent, or none"),
        (CHILD + "leave_out: [ages]\nterms: []\n", "C081", "did you mean 'age'?"),
    ],
)
def test_a_wrong_parent_or_term_is_said(tmp_path: Path, child: str, code: str, words: str) -> None:
    _, problems = read(tmp_path, child)
    assert (code, words) in [(p.code, p.remedy) for p in problems]


def test_a_circle_of_parents_is_refused(tmp_path: Path) -> None:
    _, problems = read(tmp_path, CHILD + "terms: []\n", PARENT.replace("summary:", "parent: local\nsummary:"))
    assert [(p.code, str(p.place)) for p in problems] == [("C080", "national/contract.yaml:3:9")]
