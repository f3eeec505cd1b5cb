"""Faults of a file of cases: each is found, with its place, in words that say what to do; the good cases are still read."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.app.cases import CaseResults, run_cases
from commissioning.app.workspace import Workspace
from commissioning.domain.journeys import Earning
from commissioning.engines.interface import engine
from commissioning.errors import Problem
from commissioning.loading.cases import WrittenCase, load_cases, parse_cases
from commissioning.loading.contracts import load_contract

HEAD = """\
typical:
  as_of: 2018-12-30
  journey: {referral_date: 2018-10-01, start_date: 2018-10-01, age_at_referral: 30, employment_status: unemployed, benefit: jsa,
    disabled: no, lives_in_scotland: yes, right_to_work: yes}
  job: {basis: employee, weekly_hours: 16}
cases:
"""

GOOD = """\
  - case: good
    jobs: [{start_date: 2018-10-01}]
    expect: {13-week: met 2018-12-30}
"""


def read(
    workspace: Workspace, text: str, contract: str = "fair-start-scotland"
) -> tuple[tuple[WrittenCase, ...], list[Problem]]:
    return parse_cases(text, workspace.contract(contract), "x/cases.yaml")


def run(workspace: Workspace, text: str, contract: str = "fair-start-scotland") -> CaseResults:
    cases, problems = read(workspace, text, contract)
    assert problems == []
    return run_cases(workspace.contract(contract), cases, workspace.rules, engine("reference"), coverage=False)


def said(problems: list[Problem]) -> list[tuple[str, str, str]]:
    return [(f"{p.place.line}:{p.place.column}", p.message, p.remedy) for p in problems]


# ------------------------------------------------------------------------------------------------------------ faults


@pytest.mark.parametrize(
    ("case", "place", "message", "remedy"),
    [
        pytest.param(
            "  - case: x\n    jbos: []\n    expect: {13-week: met}\n",
            "11:5",
            "cases[1]: unknown key 'jbos'",
            "did you mean 'jobs'?",
            id="unknown key of a case",
        ),
        pytest.param(
            "  - case: x\n    journey: {disabeld: no}\n    expect: {13-week: met}\n",
            "11:15",
            "cases[1].journey: unknown key 'disabeld'",
            "did you mean 'disabled'?",
            id="unknown column of journeys",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{start: 2018-10-01}]\n    expect: {13-week: met}\n",
            "11:13",
            "cases[1].jobs[0]: unknown key 'start'",
            "did you mean 'start_date'?",
            id="unknown column of jobs",
        ),
        pytest.param(
            "  - case: x\n    expect: {13-week: {verdict: met, dat: 2018-12-30}}\n",
            "11:38",
            "cases[1].expect.13-week: unknown key 'dat'",
            "did you mean 'date'?",
            id="unknown key of what is due",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{start_date: 2018-02-30}]\n    expect: {13-week: met}\n",
            "11:25",
            "cases[1].jobs[0].start_date: '2018-02-30' is not a day of the calendar",
            "February 2018 has 28 days",
            id="no such day",
        ),
        pytest.param(
            "  - case: x\n    journey: {employment_status: unemployd}\n    expect: {13-week: met}\n",
            "11:34",
            "cases[1].journey.employment_status: must be one of unemployed, inactive, employed, not 'unemployd'",
            "did you mean 'unemployed'?",
            id="word outside a list",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{start_date: 2018-10-01, weekly_hours: 7.125}]\n    expect: {13-week: met}\n",
            "11:51",
            "cases[1].jobs[0].weekly_hours: must be a number of hours with at most two decimals, not '7.125'",
            "write the number alone, such as 16 or 7.5",
            id="three decimals",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{start_date: 2018-10-01, weekly_hours: 169}]\n    expect: {13-week: met}\n",
            "11:51",
            "cases[1].jobs[0].weekly_hours: is out of bounds: '169'",
            "write a number from 0 to 168",
            id="more hours than a week has",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{weekly_hours: 16}]\n    expect: {13-week: met}\n",
            "11:12",
            "jobs[0]: 'start_date' is missing",
            "add 'start_date'",
            id="a job without a start",
        ),
        pytest.param(
            "  - case: x\n    jobs: [{start_date: 2018-10-02, end_date: 2018-10-01}]\n    expect: {13-week: met}\n",
            "11:12",
            "jobs[0]: the job ends before it starts",
            "mend a date",
            id="a job that ends before it starts",
        ),
        pytest.param(
            "  - case: x\n    expect: {13-week: yes}\n",
            "11:23",
            "'yes' is no verdict",
            "write met, not_yet, not_met or undetermined, the first two with a date if you like: 'met 2018-12-30'",
            id="no verdict",
        ),
        pytest.param(
            "  - case: x\n    expect: {13-week: met 30 December 2018}\n",
            "11:23",
            "'met 30 December 2018' is no verdict",
            "write met, not_yet, not_met or undetermined, the first two with a date if you like: 'met 2018-12-30'",
            id="a date in words",
        ),
        pytest.param(
            "  - case: x\n    expect: {13-week: not_met 2018-12-30}\n",
            "11:23",
            "not_met has no date",
            "leave the date out",
            id="a date where there is none",
        ),
        pytest.param(
            "  - case: x\n    jobs: []\n",
            "10:5",
            "cases[1]: 'expect' is missing",
            "add 'expect'",
            id="nothing expected",
        ),
        pytest.param(
            "  - case: x\n    assume: window\n    expect: {13-week: met}\n",
            "11:13",
            "cases[1].assume: must map silences or facts of jobs to readings, such as {window: rolling}, or name a set such as "
            "'@strict'",
            "write for instance assume: {window: rolling}",
            id="an assumption without a reading",
        ),
        pytest.param(
            "  - case: good\n    expect: {13-week: met}\n",
            "10:11",
            "two cases have one name (the other at x/cases.yaml:7:11)",
            "name what differs",
            id="one name twice",
        ),
    ],
)
def test_fault(workspace: Workspace, case: str, place: str, message: str, remedy: str) -> None:
    cases, problems = read(workspace, HEAD + GOOD + case)
    assert said(problems) == [(place, message, remedy)]
    assert [one.name for one in cases] == ["good"]


def test_a_day_to_decide_on_is_needed(workspace: Workspace) -> None:
    cases, problems = read(workspace, "cases:\n" + GOOD)
    assert said(problems) == [("2:5", "'as_of' is missing", "say on which day it is decided, here or under 'typical'")]
    assert cases == ()


def test_what_is_typical_is_checked_too(workspace: Workspace) -> None:
    _, problems = read(workspace, "typical:\n  job: {weekly_huors: 16}\n  as_of: 2018-12-30\ncases:\n" + GOOD)
    assert said(problems)[0] == (
        "2:9",
        "typical.job: unknown key 'weekly_huors'",
        "did you mean 'weekly_hours'?",
    )


@pytest.mark.parametrize("text", ["", "- a list\n", "cases: []\n", "cases: {}\n", "cases:\n  - case: [\n"])
def test_a_file_that_is_none(workspace: Workspace, text: str) -> None:
    cases, problems = read(workspace, text)
    assert cases == ()
    assert len(problems) == 1
    assert problems[0].place.file == "x/cases.yaml"


def test_a_file_that_is_not_there(workspace: Workspace, tmp_path) -> None:
    cases, problems = load_cases(tmp_path, workspace.contract("workwell"))
    assert cases == ()
    assert [problem.code for problem in problems] == ["C001"]


# --------------------------------------------------------------------------------------------------------- asking wrongly


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ("assume: {windw: rolling}", "no contract asked for is silent on 'windw'", "did you mean 'window'?"),
        (
            "assume: {window: sliding}",
            "'sliding' is no reading of 'window' in fair-start-scotland",
            "its readings: first_start, rolling",
        ),
        ("assume: '@stric'", "no contract asked for has the set of readings '@stric'", "did you mean 'strict'?"),
        (
            "set_aside: [referal_window]",
            "'referal_window': no contract asked for has a term 'referal_window'",
            "did you mean 'referral_window'?",
        ),
    ],
)
def test_what_cannot_be_asked(workspace: Workspace, line: str, message: str, remedy: str) -> None:
    results = run(workspace, HEAD + GOOD + f"  - case: x\n    {line}\n    expect: {{13-week: met}}\n")
    assert [(p.message, p.remedy, p.place.line) for p in results.problems] == [(message, remedy, 10)]
    assert [result.case.name for result in results.results] == ["good"]


def test_an_outcome_the_contract_does_not_have(workspace: Workspace) -> None:
    results = run(workspace, HEAD + "  - case: x\n    expect: {13-weeks: met}\n")
    (problem,) = results.problems
    assert (str(problem.place), problem.message) == ("x/cases.yaml:8:14", "the contract has no outcome '13-weeks'")
    assert problem.remedy == "did you mean '13-week'?"
    assert not results.passed


# ------------------------------------------------------------------------------------------------------ due against came


@pytest.mark.parametrize(
    ("expect", "misses"),
    [
        ("{13-week: met 2018-12-30}", []),
        ("{13-week: met}", []),
        ("{13-week: not_met}", ["13-week: due not_met, came met"]),
        ("{13-week: met 2018-12-29}", ["13-week, date: due 2018-12-29, came 2018-12-30"]),
        ("{eligible: not_met}", ["eligible: due not_met, came met"]),
        ("{13-week: {verdict: met, times: 2}}", ["13-week, times: due 2, came 1"]),
        ("{26-week: {verdict: not_yet, reason: reached}}", ["26-week, reason: due reached, came can_still_be_met"]),
        ("{26-week: {verdict: not_yet, term: hours}}", ["26-week, term: due hours, came outcomes"]),
        ("{26-week: {verdict: not_yet, decisive: [window]}}", ["26-week, decisive: due window, came none"]),
        (
            "{every_outcome: met}",
            ["26-week: due met, came not_yet", "52-week: due met, came not_yet"],
        ),
    ],
)
def test_misses(workspace: Workspace, expect: str, misses: list[str]) -> None:
    text = HEAD + f"  - case: x\n    jobs: [{{start_date: 2018-10-01}}]\n    expect: {expect}\n"
    (result,) = run(workspace, text).results
    assert [str(miss).removeprefix(f"{miss.place}: ") for miss in result.misses] == misses
    assert result.passed is not bool(misses)
    assert all(miss.place.line == 9 for miss in result.misses)


# ------------------------------------------------------------------------------------------------------- what is filled in


def test_what_is_typical_is_filled_in_and_a_blank_empties_it(workspace: Workspace) -> None:
    (case,), problems = read(
        workspace, HEAD + "  - case: x\n    journey: {disabled: , benefit: ''}\n    expect: {13-week: met}\n"
    )
    assert problems == []
    assert case.journey.fact("disabled") is None
    assert case.journey.fact("benefit") is None
    assert case.journey.fact("age_at_referral") == 30
    assert case.journey.referral_date == date(2018, 10, 1)


def test_a_typical_job_that_says_when_it_starts_is_there_where_none_is_listed(workspace: Workspace) -> None:
    head = HEAD.replace("weekly_hours: 16", "weekly_hours: 16, start_date: 2018-10-01")
    (first, second), _ = read(
        workspace, head + "  - {case: x, expect: {13-week: met}}\n  - {case: y, jobs: [], expect: {13-week: met}}\n"
    )
    assert [(row.job_id, row.weekly_hours) for row in first.caseload.jobs["client"]] == [("J1", 1600)]
    assert second.caseload.jobs["client"] == ()


def test_earnings_left_blank_are_unknown_and_not_listed_are_none(workspace: Workspace) -> None:
    head = "typical: {as_of: 2023-12-31, earning: {qualifying: yes}}\ncases:\n"
    listed = "  - case: a\n    earnings: [{paid_on: 2023-12-29, amount_pence: -500}]\n    expect: {job-outcome: met}\n"
    other = "  - {case: b, expect: {job-outcome: met}}\n  - case: c\n    earnings:\n    expect: {job-outcome: met}\n"
    cases, problems = read(workspace, head + listed + other, "restart")
    assert problems == []
    assert cases[0].caseload.earnings == {"client": (Earning("client", date(2023, 12, 29), -500, qualifying=True),)}
    assert cases[1].caseload.earnings == {"client": ()}
    assert cases[2].caseload.earnings is None


def test_earlier_journeys_come_before_the_journey_and_share_its_client(workspace: Workspace) -> None:
    text = (
        HEAD + "  - case: x\n    earlier: [{referral_date: 2018-04-03, end_reason: left_early}]\n    expect: {13-week: met}\n"
    )
    (case,), _ = read(workspace, text)
    earlier, own = case.caseload.journeys
    assert own is case.journey
    assert earlier.client_id == own.client_id
    assert (earlier.contract, earlier.referral_date, earlier.end_reason) == (
        "fair-start-scotland",
        date(2018, 4, 3),
        "left_early",
    )


def test_a_further_fact_of_the_contract_is_a_column(workspace: Workspace) -> None:
    text = (
        "cases:\n  - case: x\n    as_of: 2025-06-30\n    journey: {admitted_exceptionally: yes}\n    expect: {job-start: met}\n"
    )
    (case,), problems = read(workspace, text, "universal-support-ips")
    assert problems == []
    assert case.journey.fact("admitted_exceptionally") is True


def test_death_is_on_the_day_given_or_on_the_day_of_the_decision(workspace: Workspace) -> None:
    text = HEAD + "  - {case: a, died: 2018-12-01, expect: {13-week: met}}\n  - {case: b, died: yes, expect: {13-week: met}}\n"
    (first, second), _ = read(workspace, text)
    assert (first.journey.end_date, first.journey.end_reason) == (date(2018, 12, 1), "died")
    assert second.journey.end_date == date(2018, 12, 30)


def test_claims_are_made_for_the_journey_on_the_contract(workspace: Workspace) -> None:
    text = HEAD + "  - case: x\n    claims: [{outcome: 13-week, claimed_on: 2018-12-31}]\n    expect: {13-week: met}\n"
    (case,), problems = read(workspace, text)
    assert problems == []
    (claim,) = case.caseload.claims[case.journey.journey_id]
    assert (claim.contract, claim.outcome, claim.claimed_on) == ("fair-start-scotland", "13-week", date(2018, 12, 31))


# --------------------------------------------------------------------------------------------------------- contract files


def test_a_comma_inside_braces_is_explained(workspace: Workspace, tmp_path) -> None:
    """YAML reads what follows the comma as a key of its own, without a value."""
    text = workspace.paths["workwell"].read_text(encoding="utf-8")
    line = '    source: {document: workwell-press, quote: "£64m, 15 areas, 59,000 people"}\n'
    assert line in text
    (tmp_path / "workwell").mkdir()
    path = tmp_path / "workwell" / "contract.yaml"
    path.write_text(text.replace(line, line.replace('"', "")), encoding="utf-8")
    contract, problems = load_contract(path, workspace.rules)
    assert contract is None
    assert [(p.message, p.remedy) for p in problems] == [
        (f"terms[0].source: unknown key '{part}'", "inside { } a comma ends a value: put text that holds a comma in quotes")
        for part in ("15 areas", "59", "000 people")
    ]
