"""Every case of every shipped contract gets its verdict, and the cases exercise every term and silence of the contract."""

from __future__ import annotations

from functools import cache

import pytest

from commissioning.app.cases import CaseResult, CaseResults, cases_of, run_cases
from commissioning.app.workspace import NATIONAL_ORDER, Workspace, open_workspace
from commissioning.engines.interface import engine
from commissioning.loading.cases import WrittenCase


@cache
def shipped() -> Workspace:
    return open_workspace()


@cache
def results(contract: str) -> CaseResults:
    cases, problems = cases_of(shipped(), contract)
    assert not problems
    return run_cases(shipped().contract(contract), cases, shipped().rules, engine("reference"), coverage=False)


def every_case() -> list[object]:
    return [
        pytest.param(contract, case.name, id=f"{contract}: {case.name}")
        for contract in sorted(shipped().paths)
        for case in cases_of(shipped(), contract)[0]
    ]


def result(contract: str, name: str) -> CaseResult:
    return next(one for one in results(contract).results if one.case.name == name)


@pytest.mark.parametrize(("contract", "name"), every_case())
def test_case(contract: str, name: str) -> None:
    assert [str(miss) for miss in result(contract, name).misses] == []


@pytest.mark.parametrize("contract", sorted(shipped().paths))
def test_the_cases_exercise_every_term_and_silence(contract: str) -> None:
    cases, problems = cases_of(shipped(), contract)
    found = run_cases(shipped().contract(contract), cases, shipped().rules, engine("reference"))
    assert problems == []
    assert found.problems == ()
    assert [f"{one.kind} {one.name}: {one.why}" for one in found.unexercised] == []


def test_there_are_thirteen_national_models() -> None:
    assert set(NATIONAL_ORDER) <= set(shipped().ids("national"))
    assert len(NATIONAL_ORDER) == 13


# -------------------------------------------------------------------------------------- the runner itself tells the truth

CONTRACT = "no-one-left-behind"


def without(*terms: str) -> tuple[WrittenCase, ...]:
    """The cases of one contract without those that expect a failure for the given reason."""
    cases, _ = cases_of(shipped(), CONTRACT)
    return tuple(case for case in cases if not any(term in str(case.due) or term in case.name for term in terms))


def unexercised(cases: tuple[WrittenCase, ...]) -> list[str]:
    found = run_cases(shipped().contract(CONTRACT), cases, shipped().rules, engine("reference"))
    return [one.name for one in found.unexercised]


@pytest.mark.parametrize(
    ("left_out", "term"),
    [
        (("Carlisle",), "lives_in_scotland"),
        (("31 March 2019",), "referral_window"),
        (("15-year-old",), "age"),
        (("Self-employment",), "work_that_counts"),
        (("reflect",), "flexible_hours"),
    ],
)
def test_a_term_that_loses_its_cases_is_named(left_out: tuple[str, ...], term: str) -> None:
    assert unexercised(without(*left_out)) == [term]


def test_without_cases_everything_that_decides_is_unexercised() -> None:
    assert unexercised(()) == [
        "referral_window",
        "lives_in_scotland",
        "age",
        "out_of_work",
        "provisional_start",
        "flexible_hours",
        "work_that_counts",
        "job_start",
        "outcomes",
    ]


def test_silences_without_cases_are_unexercised() -> None:
    found = run_cases(shipped().contract("fair-start-scotland"), (), shipped().rules, engine("reference"))
    assert [one.name for one in found.unexercised if one.kind == "silence"] == [
        "pre_work_support",
        "concurrent_jobs",
        "self_employment",
        "window",
        "prior_outcome",
        "repeat_outcome",
    ]
