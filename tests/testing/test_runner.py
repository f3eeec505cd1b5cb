"""Features and cases run in plain words: what passes, what fails and why, what cannot be read and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from commissioning.app.every_engine import Engines
from commissioning.domain.verdicts import Verdict
from commissioning.engines.reference import Reference
from commissioning.errors import Exit, Refused
from commissioning.testing import runner, story, telling
from commissioning.testing.catalogue import STEPS, load_steps
from commissioning.testing.runner import Outcome, run_tests

GIVEN = """\
Feature: Hours
  Background:
    Given the contract "fair-start-scotland"
    And a person who meets every condition, referred and started on 1 October 2018

"""

PASSING = """\
  Scenario: 16 hours a week from 1 October 2018
    Given a job of 16 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

"""

FAILING = """\
  Scenario: 15 hours a week from 1 October 2018
    Given a job of 15 hours a week from 1 October 2018
    When it is decided as of 30 December 2018
    Then the 13-week outcome is met on 30 December 2018

"""


class Ran:
    """A run, with what it said."""

    def __init__(self, *paths: Path, quiet: bool = False, engine: str = "reference") -> None:
        self.lines: list[str] = []
        self.outcome: Outcome = run_tests(paths, quiet=quiet, engine=engine, say=self.lines.append)

    @property
    def text(self) -> str:
        """Everything that was said."""
        return "\n".join(self.lines)


@pytest.fixture
def feature(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a feature; its path."""
    monkeypatch.chdir(tmp_path)

    def write(text: str, name: str = "hours.feature") -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return Path(name)

    return write


def scenario(*steps: str) -> str:
    """A scenario of these steps after what is given."""
    return GIVEN + "  Scenario: One\n" + "".join(f"    {step}\n" for step in steps)


def test_a_feature_that_passes_is_told_scenario_by_scenario(feature) -> None:
    ran = Ran(feature(GIVEN + PASSING))
    assert ran.outcome.exit_code is Exit.DECIDED
    assert ran.lines == [
        "Decided by reference.",
        "",
        "hours.feature: Hours",
        "  passed  16 hours a week from 1 October 2018",
        "",
        "1 scenario in 1 feature: all passed.",
    ]


def test_a_failure_names_step_and_line_what_was_due_and_what_came(feature) -> None:
    ran = Ran(feature(GIVEN + PASSING + FAILING))
    assert ran.outcome.exit_code is Exit.PROBLEMS
    assert ran.lines[3:] == [
        "  passed  16 hours a week from 1 October 2018",
        "  FAILED  15 hours a week from 1 October 2018",
        "          hours.feature:14: Then the 13-week outcome is met on 30 December 2018",
        "          due:  met on 30 December 2018",
        "          came: not yet: 31 March 2019 at the earliest",
        "          why:  Not met, but it would be in the best case.",
        "",
        "2 scenarios in 1 feature: 1 passed, 1 failed.",
    ]


def test_quiet_tells_failures_and_the_total_only(feature) -> None:
    ran = Ran(feature(GIVEN + PASSING + FAILING), quiet=True)
    assert ran.lines[:3] == ["", "hours.feature: Hours", "  FAILED  15 hours a week from 1 October 2018"]
    assert "passed  " not in ran.text


@pytest.mark.parametrize(
    ("step", "says", "does"),
    [
        (
            "Given a job of 16 hours per week from 1 October 2018",
            "no step matches 'a job of 16 hours per week from 1 October 2018'; did you mean 'a job of {hours} hours a week "
            "from {first day}[ to {last day}]'?",
            "`commissioning test --steps` lists every step",
        ),
        ("Given the moon is full", "no step matches 'the moon is full'", "`commissioning test --steps` lists every step"),
        (
            "Given the 13-week outcome is met",
            "no step matches 'the 13-week outcome is met'; this is a step for 'Then', not for 'Given'",
            "`commissioning test --steps` lists every step",
        ),
        ("Given the person is diabled", "it cannot be said that the person 'is diabled' (T016)", "did you mean 'is disabled'?"),
        (
            "Given it is not recorded how old the people are",
            "it cannot be said that it is not recorded 'how old the people are' (T016)",
            "did you mean 'how old the person is'?",
        ),
        (
            "Given a job of 16 hours a week from 31 April 2018",
            "'31 April 2018' is not a day of the calendar (T010)",
            "correct it",
        ),
        (
            "Given a job of 16 hours a week from Monday",
            "'Monday' is not a date (T010)",
            "write it as 1 October 2018 or 2018-10-01",
        ),
        (
            'Given the contract "fair-scotland"',
            "there is no contract 'fair-scotland' (U001)",
            "did you mean 'fair-start-scotland'?",
        ),
        ("Given these jobs:", "a table must follow this step (T013)", "see `commissioning test --steps`"),
        (
            "Given wages of £10.00 paid on 1 May 2019",
            "no job has been named yet (T021)",
            "first write: Given a job of 16 hours a week from 1 October 2018",
        ),
    ],
)
def test_a_step_that_cannot_be_taken_says_what_to_do(feature, step: str, says: str, does: str) -> None:
    last = ("When it is decided as of 30 December 2018", "Then the 13-week outcome is met")
    ran = Ran(feature(scenario(step, *last)))
    assert ran.outcome.exit_code is Exit.PROBLEMS
    said = " ".join(" ".join(ran.lines).split())
    assert f"hours.feature:7: {step} {says} do: {does}" in said


@pytest.mark.parametrize(
    ("step", "says", "does"),
    [
        ("Then the 14-week outcome is met", "fair-start-scotland has no outcome '14-week' (T022)", "did you mean '13-week'?"),
        ("Then it is met", "it is not clear which outcome 'it' is (T025)", "name the outcome: the 13-week outcome is …"),
        (
            'Then with "windoe" read as "rolling", the 13-week outcome is met',
            "no contract asked for is silent on 'windoe' (U008)",
            "did you mean 'window'?",
        ),
        (
            "Then the 13-week outcome is undetermined because of the weather",
            None,
            None,
        ),
    ],
)
def test_a_claim_that_cannot_be_checked_says_what_to_do(feature, step: str, says: str | None, does: str | None) -> None:
    ran = Ran(feature(scenario("When it is decided as of 30 December 2018", step)))
    assert ran.outcome.exit_code is Exit.PROBLEMS
    said = " ".join(" ".join(ran.lines).split())
    assert says is None or f"hours.feature:8: {step} {says} do: {does}" in said


def test_nothing_can_be_claimed_before_it_is_decided(feature) -> None:
    ran = Ran(feature(scenario("Then the 13-week outcome is met")))
    assert "nothing has been decided yet (T023)" in ran.text
    assert "do:   first write: When it is decided as of 30 December 2018" in ran.text


def test_a_row_of_examples_that_fails_is_named_with_its_line(feature) -> None:
    outline = (
        "  Scenario Outline: <hours> hours\n"
        "    Given a job of <hours> hours a week from 1 October 2018\n"
        "    When it is decided as of 30 December 2018\n"
        "    Then the 13-week outcome is met\n"
        "    Examples:\n"
        "      | hours |\n"
        "      | 16    |\n"
        "      | 15    |\n"
    )
    ran = Ran(feature(GIVEN + outline))
    assert ran.lines[3:8] == [
        "  passed  16 hours",
        "  FAILED  15 hours",
        "          hours.feature:9: Then the 13-week outcome is met",
        "          hours.feature:13: with this row of the examples",
        "          due:  met",
    ]


def test_a_contract_written_in_a_scenario_is_checked_like_any_other(feature) -> None:
    text = 'Given this contract:\n      """\n      contract: mine\n      titel: Mine\n      """'
    ran = Ran(feature(scenario(text, "When it is decided as of 30 December 2018", "Then the person is eligible")))
    assert "the contract in the scenario:2:1: unknown key 'titel' (C010)" in ran.text
    assert "do:   did you mean 'title'?" in ran.text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            GIVEN + "  Scenario: One\n    Given it is so\n    Whenever it is decided\n    Then the person is eligible\n",
            [
                "bad.feature:8:5: error T007: this line cannot stand here",
                "        Whenever it is decided",
                "        ^",
                "    do: a line begins with Feature:, Background:, Scenario:, Given, When, Then, And or |; other text may only "
                "follow a heading",
            ],
        ),
        (
            GIVEN
            + "  Scenario: One\n    Given these jobs:\n      | from | to |\n      | x |\n    Then the person is eligible\n",
            [
                "bad.feature:9:7: error T007: the rows of this table differ in length",
                "          | x |",
                "          ^",
                "    do: give every row as many cells as the first has",
            ],
        ),
        (
            "Feature: Hours\n  Scenario: One\n    And the person is eligible\n",
            [
                "bad.feature:3:1: error T007: First step in a scenario or background must start with 'Given', 'When' or "
                "'Then', but got And",
                "    do: begin with Given, When or Then; And goes on from them",
            ],
        ),
        ("", ["bad.feature: error T002: has no feature in it", "    do: begin it with a line such as 'Feature: Hours a week'"]),
        (GIVEN, ["bad.feature: error T003: has no scenario in it", "    do: add one: Scenario: what it shows, with its dates"]),
        (
            GIVEN + PASSING + PASSING,
            [
                "bad.feature:11:3: error T004: two scenarios have one name (the other in line 6)",
                "      Scenario: 16 hours a week from 1 October 2018",
                "      ^",
                "    do: name what differs",
            ],
        ),
        (
            GIVEN + "  Scenario: One\n    When it is decided as of 30 December 2018\n",
            ["bad.feature:6:3: error T005: 'One' checks nothing", "    do: say with 'Then' what must come of it"],
        ),
    ],
)
def test_a_feature_that_cannot_be_read_says_where_and_what_to_do(feature, text: str, lines: list[str]) -> None:
    good, bad = feature(GIVEN + PASSING), feature(text, "bad.feature")
    ran = Ran(good, bad)
    assert ran.outcome.exit_code is Exit.USAGE
    start = ran.lines.index(lines[0])
    assert ran.lines[start : start + len(lines)] == lines
    assert ran.lines[-1] == "1 scenario in 2 features: all passed; 1 file could not be read."


def test_a_feature_that_is_not_text_says_so(feature, tmp_path: Path) -> None:
    (tmp_path / "bad.feature").write_bytes(b"Feature: \xff\n")
    ran = Ran(Path("bad.feature"))
    assert ran.outcome.exit_code is Exit.USAGE
    assert "bad.feature: error T001: is not UTF-8 text" in ran.text


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nowhere", "T031 there is nothing at nowhere"),
        ("notes.txt", "T030 notes.txt is no feature and no file of cases"),
        ("empty", "T032 there is no .feature and no cases.yaml in empty"),
        ("[1]", "T033 [1]/hours.feature: a feature cannot be run from a path with [ or :: in it"),
    ],
)
def test_a_wrong_path_is_refused(feature, tmp_path: Path, path: str, message: str) -> None:
    feature("", "notes.txt")
    (tmp_path / "empty").mkdir()
    (tmp_path / "[1]").mkdir()
    feature(GIVEN + PASSING, "[1]/hours.feature")
    with pytest.raises(Refused) as refused:
        Ran(Path(path))
    assert (str(refused.value), refused.value.exit_code) == (message, Exit.USAGE)


def test_an_unknown_engine_is_refused(feature) -> None:
    with pytest.raises(Refused, match="there is no engine 'abacus'"):
        Ran(feature(GIVEN + PASSING), engine="abacus")


def test_settings_of_the_place_where_it_is_run_do_not_matter(feature, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
    (tmp_path / "conftest.py").write_text("raise SystemExit('read')\n", encoding="utf-8")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--no-such-option")
    assert Ran(feature(GIVEN + PASSING)).outcome.exit_code is Exit.DECIDED


def test_a_feature_that_was_changed_is_read_again(feature) -> None:
    assert Ran(feature(GIVEN + FAILING)).outcome.exit_code is Exit.PROBLEMS
    assert Ran(feature(GIVEN + PASSING)).outcome.exit_code is Exit.DECIDED


def test_two_scenarios_of_like_names_are_both_run(feature) -> None:
    like = "".join(PASSING.replace("16 hours a week from", f"16 hours{mark}from") for mark in (" - ", ", "))
    assert Ran(feature(GIVEN + like.replace("a job of 16 hours - from", "a job of 16 hours a week from"))).outcome.total == 2


class Liar(Reference):
    """An engine that calls everything met not met."""

    name = "liar"

    def united(self, verdicts: Iterable[Verdict]) -> Verdict:
        """Not met where it is met."""
        truth = super().united(verdicts)
        return Verdict.NOT_MET if truth is Verdict.MET else truth


@pytest.fixture
def with_a_liar(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two engines that do not agree."""
    monkeypatch.setattr(runner, "engines_here", lambda name: Engines((Reference(), Liar())))


def test_engines_that_disagree_are_both_quoted(feature, with_a_liar: None) -> None:
    ran = Ran(feature(GIVEN + PASSING))
    assert ran.outcome.exit_code is Exit.PROBLEMS
    assert ran.lines[0] == "Decided by reference and liar, which must agree."
    said = " ".join(" ".join(ran.lines).split())
    assert (
        "due: the same of 13-week from every engine came: reference says met on 30 December 2018 (reached); liar says" in said
    )


def test_a_fault_of_ours_is_called_one_and_shows_no_data(feature, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story.Story, "decide", lambda self: {}["somebody's data"])
    ran = Ran(feature(GIVEN + PASSING))
    assert ran.outcome.exit_code is Exit.FAULT
    assert "a fault of ours, not of the scenario: KeyError at test_runner:" in ran.text
    assert "somebody" not in ran.text


# ---------------------------------------------------------------------------------------------------------------- cases

CONTRACT = """\
contract: mine
title: Mine
summary: A made-up contract.
terms:
  - id: job_start
    kind: job_start_outcome
    outcome: job-start
    counts: first_start
    illustrative: It is made up.
"""

CASES = """\
typical:
  journey: {referral_date: 2026-04-06, start_date: 2026-04-06}
cases:
  - case: A job of 4 May 2026 is a job start
    as_of: 2026-05-31
    jobs: [{start_date: 2026-05-04}]
    expect: {job-start: met 2026-05-04}
  - case: Without a job there is none
    as_of: 2026-05-31
    expect: {job-start: not_yet 2026-06-01}
"""


@pytest.fixture
def contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Write a contract with cases in a folder of its own; the folder."""
    monkeypatch.chdir(tmp_path)

    def write(text: str = CONTRACT, cases: str = CASES) -> Path:
        folder = Path("mine")
        folder.mkdir()
        (folder / "contract.yaml").write_text(text, encoding="utf-8")
        (folder / "cases.yaml").write_text(cases, encoding="utf-8")
        return folder

    return write


@pytest.mark.parametrize("name", ["", "cases.yaml", "contract.yaml"])
def test_cases_that_pass_are_counted(contract, name: str) -> None:
    ran = Ran(contract() / name)
    assert ran.outcome.exit_code is Exit.DECIDED
    assert ran.lines[2:] == ["mine/cases.yaml: 2 cases passed", "", "2 cases of 1 contract: all passed."]


def test_a_case_that_fails_says_what_was_due_and_what_came(contract) -> None:
    ran = Ran(contract(cases=CASES.replace("not_yet 2026-06-01", "not_yet 2026-06-02")))
    assert ran.outcome.exit_code is Exit.PROBLEMS
    assert ran.lines[2:] == [
        "mine/cases.yaml: 1 of 2 cases failed",
        "  FAILED  Without a job there is none",
        "          mine/cases.yaml:10:14: job-start, date: due 2026-06-02, came 2026-06-01",
        "",
        "2 cases of 1 contract: 1 passed, 1 failed.",
    ]


def test_a_case_that_cannot_be_read_says_where_and_what_to_do(contract) -> None:
    ran = Ran(contract(cases=CASES.replace("not_yet 2026-06-01", "perhaps")))
    assert ran.outcome.exit_code is Exit.USAGE
    assert "mine/cases.yaml:10:25: error C072: 'perhaps' is no verdict" in ran.text


def test_cases_of_a_broken_contract_are_not_run(contract) -> None:
    ran = Ran(contract(CONTRACT.replace("first_start", "every_start_but_one")))
    assert ran.outcome.exit_code is Exit.USAGE
    assert "mine/cases.yaml: no case could be run" in ran.text
    assert "mine/contract.yaml:8:13: error C013" in ran.text


def test_a_case_on_which_engines_disagree_fails(contract, with_a_liar: None) -> None:
    ran = Ran(contract())
    assert ran.outcome.exit_code is Exit.PROBLEMS
    assert "  FAILED  A job of 4 May 2026 is a job start" in ran.lines
    said = "the engines disagree on job-start: reference says met on 4 May 2026 (reached); liar says not met (reached)"
    assert f"mine/cases.yaml:4:11: {said}" in ran.text


def test_features_and_cases_of_a_folder_are_run_together(contract, feature) -> None:
    contract()
    feature(GIVEN + PASSING)
    ran = Ran()
    folder = Ran(Path())
    assert folder.lines[-1] == "1 scenario in 1 feature and 2 cases of 1 contract: all passed."
    assert ran.outcome.total > 500


# ---------------------------------------------------------------------------------------------------------------- steps


def examples() -> list[object]:
    load_steps()
    return [pytest.param(step, id=step.phrase.name) for step in STEPS]


@pytest.mark.parametrize("step", examples())
def test_the_example_of_a_step_is_that_step_and_no_other(step) -> None:
    text = step.example.splitlines()[0]
    matching = [known.phrase.name for known in STEPS if known.keyword == step.keyword and known.phrase.is_matching(text)]
    assert matching == [step.phrase.name]
    assert step.meaning


def test_every_step_is_listed_in_words_with_an_example() -> None:
    listed = "\n".join(telling.of_steps())
    for step in STEPS:
        assert not step.listed or f"{step.keyword.capitalize()} {step.phrase.name}" in listed
    assert "for example: When it is decided as of 30 December 2018" in listed
    assert "whether the person is disabled" in listed
