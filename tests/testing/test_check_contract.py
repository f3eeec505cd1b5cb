"""Checking a contract: every problem at once with its place, what it says in plain words, and what came of its cases."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.cli.main import main

CONTRACT = """\
contract: mine
title: My contract
summary: A made-up contract.
documents:
  letter: {title: A letter}
terms:
  - id: referral_window
    kind: referral_window
    opens: 2026-04-01
    source: {document: letter, clause: "1"}
  - id: hours
    kind: hours_per_week
    at_least: {value: 16, assumed: The letter does not say.}
    inclusive: yes
    concurrent_jobs: {silent: [added, separate], why: The letter does not say.}
    source: {document: letter, clause: "2"}
  - id: outcomes
    kind: sustained_outcomes
    window: first_start
    outcomes: {13-week: {weeks: 13, within: 16}}
    source: {document: letter, clause: "3"}
  - id: evidence
    kind: not_modelled
    what: what evidence a claim needs
    why: The letter does not say.
"""

CASES = """\
typical:
  journey: {referral_date: 2026-04-06, start_date: 2026-04-06}
  job: {weekly_hours: 16, start_date: 2026-05-04}
cases:
  - case: 16 hours a week from Monday 4 May 2026 reach 13 weeks on 2 August
    as_of: 2026-08-02
    expect: {13-week: met 2026-08-02}
  - case: The day before they do not
    as_of: 2026-08-01
    expect: {13-week: not_yet 2026-08-02}
  - case: 15.99 hours from 4 May 2026 are not enough
    as_of: 2026-08-02
    jobs: [{weekly_hours: 15.99, start_date: 2026-05-04}]
    expect: {13-week: not_yet 2026-11-01}
"""


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Check a contract that lies outside the project: its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def call(text: str = CONTRACT, cases: str = CASES, *options: str, path: str = "mine") -> tuple[int, str, str]:
        folder = tmp_path / "mine"
        folder.mkdir(exist_ok=True)
        (folder / "contract.yaml").write_text(text, encoding="utf-8")
        if cases:
            (folder / "cases.yaml").write_text(cases, encoding="utf-8")
        with pytest.raises(SystemExit) as stop:
            main(["check-contract", path, *options])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


@pytest.mark.parametrize("path", ["mine", "mine/contract.yaml"])
def test_a_contract_without_problems_is_read_back_and_its_cases_are_run(check, path: str) -> None:
    code, out, err = check(path=path)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[:3] == ["mine/contract.yaml: no problems", "", "# My contract"]
    assert "The person is referred on or after 1 April 2026." in lines
    assert "## What the contract does not say" in lines
    assert "- hours, at least 16: assumed. The letter does not say." in lines
    assert "- what evidence a claim needs. The letter does not say." in lines
    assert any(line.startswith("3 cases decided by reference") and line.endswith(": all passed.") for line in lines)


def test_terms_and_silences_that_no_case_exercises_are_named_without_being_a_problem(check) -> None:
    code, out, _ = check()
    assert code == 0
    assert out.split("No case exercises:\n")[1].splitlines() == [
        "- term referral_window: no case changes when the term is set aside",
        "- silence concurrent_jobs: no case is undetermined by it, and none assumes added or separate",
    ]


def test_a_case_that_fails_says_what_was_due_and_what_came(check) -> None:
    code, out, _ = check(cases=CASES.replace("met 2026-08-02}\n  - case: The", "met 2026-08-03}\n  - case: The"))
    assert code == 1
    assert "3 cases decided by" in out and "1 of 3 cases failed." in out
    assert "FAILED  16 hours a week from Monday 4 May 2026 reach 13 weeks on 2 August" in out
    assert "    mine/cases.yaml:7:14: 13-week, date: due 2026-08-03, came 2026-08-02" in out


def test_quiet_says_only_what_is_wrong(check) -> None:
    assert check(CONTRACT, CASES, "-q") == (0, "", "")
    wrong = CASES.replace("met 2026-08-02}\n  - case: The", "met 2026-08-03}\n  - case: The")
    assert check(CONTRACT, wrong, "--quiet") == (
        1,
        "FAILED  16 hours a week from Monday 4 May 2026 reach 13 weeks on 2 August\n"
        "    mine/cases.yaml:7:14: 13-week, date: due 2026-08-03, came 2026-08-02\n",
        "",
    )


def test_every_problem_is_told_at_once_in_the_order_of_the_file(check) -> None:
    broken = (
        CONTRACT.replace("contract: mine", "contract: yours")
        .replace("kind: hours_per_week", "kind: hours_per_weak")
        .replace('document: letter, clause: "1"', 'document: lettre, clause: "1"')
        .replace("window: first_start", "windoe: first_start")
        .replace("  - id: evidence", "  - id: hours")
    )
    code, out, _ = check(broken)
    assert code == 1
    assert [line for line in out.splitlines() if ": error " in line] == [
        "mine/contract.yaml:1:11: error C019: the contract calls itself 'yours', its folder 'mine'",
        "mine/contract.yaml:10:24: error C021: there is no document 'lettre' in the register",
        "mine/contract.yaml:12:11: error C012: there is no kind of term 'hours_per_weak'",
        "mine/contract.yaml:17:5: error C011: terms[2]: 'window' is missing",
        "mine/contract.yaml:19:5: error C010: terms[2]: unknown key 'windoe'",
        "mine/contract.yaml:22:9: error C020: two terms have the id 'hours' (the other at mine/contract.yaml:11:5)",
    ]
    assert out.splitlines()[0] == "mine/contract.yaml: 6 problems"
    assert out.splitlines()[-1] == "The contract can be read back, and its cases run, once these problems are mended."


def test_a_problem_shows_its_line_a_caret_and_what_to_do(check) -> None:
    _, out, _ = check(CONTRACT.replace("kind: hours_per_week", "kind: hours_per_weak"), CASES, "-q")
    assert out.splitlines() == [
        "mine/contract.yaml:12:11: error C012: there is no kind of term 'hours_per_weak'",
        "        kind: hours_per_weak",
        "              ^",
        "    do: did you mean 'hours_per_week'?",
    ]


def test_a_broken_head_does_not_hide_what_is_wrong_with_terms(check) -> None:
    _, out, _ = check(
        CONTRACT.replace("title: My contract\n", "").replace('document: letter, clause: "2"', 'document: lettre, clause: "2"')
    )
    assert "error C011: 'title' is missing" in out
    assert "error C021: there is no document 'lettre' in the register" in out


def test_a_value_without_a_source_is_a_problem(check) -> None:
    code, out, _ = check(CONTRACT.replace('    source: {document: letter, clause: "3"}\n', ""), CASES, "-q")
    assert code == 1
    assert "mine/contract.yaml:19:13: error C040: outcomes.window does not say where its value comes from" in out


def test_a_contract_without_cases_is_warned_of_it(check) -> None:
    code, out, _ = check(cases="")
    assert code == 0
    assert "mine/cases.yaml: warning C076: the contract has no cases" in out
    assert out.splitlines()[-1] == "There are none."


def test_cases_that_cannot_be_read_are_problems(check) -> None:
    code, out, _ = check(cases=CASES.replace("not_yet 2026-11-01", "no"))
    assert code == 1
    assert "mine/cases.yaml:14:23: error C072: 'no' is no verdict" in out
    assert "2 cases decided by" in out


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere", "error U030: there is nothing at nowhere\n    do: name the folder of a contract, or its contract.yaml\n"),
        (".", "error U031: there is no contract.yaml in .\n"),
    ],
)
def test_a_wrong_path_is_refused(check, path: str, said: str) -> None:
    code, out, err = check(path=path)
    assert (code, out) == (2, "")
    assert err.startswith(said)


def test_a_contract_that_ships_may_be_named_by_its_id(check) -> None:
    assert check(CONTRACT, CASES, "-q", path="jets-scotland") == (0, "", "")


def test_a_new_contract_passes_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["new", "contract", "ours", "--folder", str(tmp_path)], ["check-contract", str(tmp_path / "ours"), "-q"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert not stop.value.code
    assert "FAILED" not in capsys.readouterr().out
