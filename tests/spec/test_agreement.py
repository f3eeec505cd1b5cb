"""The engines give the same decisions and the same reasons: for drawn plans, and for the shipped contracts."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from commissioning.app.workspace import Options, Workspace
from commissioning.app.workspace import plans as plans_of
from commissioning.domain.journeys import Caseload
from commissioning.engines.case import Case, CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.interface import Engine, Missing, engines
from commissioning.engines.reference import Reference
from commissioning.plan.plan import Plan
from spec.drawn_journeys import Drawn
from spec.strategies import as_of_days, caseloads, plans

OTHERS = [name for name in engines() if name != "reference"]


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest) -> Engine:
    """Each engine but the judge."""
    try:
        return engines()[request.param]()
    except Missing as why:
        pytest.skip(str(why))


def agree(plan: Plan, caseload: Caseload, as_of: date, other: Engine) -> None:
    judge, judged = Decider(plan, Reference(), readings=True), Decider(plan, other, readings=True)
    for case in CaseBook(caseload, as_of).cases(plan.family):
        assert judged.decide(case) == judge.decide(case)


QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example, HealthCheck.function_scoped_fixture]


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_engines_agree_on_drawn_plans_and_journeys(other: Engine, plan: Plan, caseload: Caseload, as_of: date) -> None:
    agree(plan, caseload, as_of, other)


def agree_on_shipped(workspace: Workspace, other: Engine, seed: int, journeys: int) -> int:
    """Decide drawn journeys under the shipped contracts with both engines; how many decisions were compared."""
    shipped = plans_of(workspace, Options(contracts=(*workspace.ids("national"), *workspace.ids("local"))))
    pairs = [(Decider(plan, Reference()), Decider(plan, other)) for plan in shipped]
    drawn = Drawn(seed)
    done = compared = 0
    while done < journeys:
        caseload = drawn.caseload(min(200, journeys - done), tuple(plan.family for plan in shipped))
        book = CaseBook(caseload, drawn.as_of())
        for position, journey in enumerate(caseload.journeys):
            judge, judged = pairs[(done + position) % len(pairs)]
            case = book.case(journey, judge.plan.family)
            due = judge.decide(case)
            assert judged.decide(case) == due
            compared += len(due)
        done += len(caseload.journeys)
    return compared


def test_engines_agree_on_shipped_contracts(workspace: Workspace, other: Engine) -> None:
    assert agree_on_shipped(workspace, other, seed=1, journeys=1_300) > 2_000


MANY = {"columnar": 100_000, "durable": 40_000}
"""How many journeys the slow tests draw for an engine; ``make nightly`` draws a hundred thousand for each."""


@pytest.mark.slow
def test_engines_agree_on_many_journeys(workspace: Workspace, other: Engine) -> None:
    journeys = int(os.environ.get("COMMISSIONING_JOURNEYS", MANY[other.name]))
    assert agree_on_shipped(workspace, other, seed=20260331, journeys=journeys) > 1.5 * journeys


# ---------------------------------------------------------------------------- readings that cannot matter are left out


def few_agree(few: Decider, every: Decider, case: Case) -> int:
    """Decide one case with the readings that can matter, and with all: nothing else differs. Gives how many were compared."""
    due = tuple(replace(decision, readings=()) for decision in every.decide(case))
    assert few.decided(case, few.few.table(case)) == due
    return len(due)


def few_agree_on_drawn(plan: Plan, caseload: Caseload, as_of: date) -> None:
    few, every = Decider(plan, Reference()), Decider(plan, Reference(), readings=True)
    for case in CaseBook(caseload, as_of).cases(plan.family):
        few_agree(few, every, case)


def few_agree_on_shipped(workspace: Workspace, seed: int, journeys: int) -> int:
    shipped = plans_of(workspace, Options(contracts=(*workspace.ids("national"), *workspace.ids("local"))))
    pairs = [(Decider(plan, Reference()), Decider(plan, Reference(), readings=True)) for plan in shipped]
    drawn = Drawn(seed)
    compared = 0
    for done in range(0, journeys, 200):
        caseload = drawn.caseload(min(200, journeys - done), tuple(plan.family for plan in shipped))
        book = CaseBook(caseload, drawn.as_of())
        for position, journey in enumerate(caseload.journeys):
            few, every = pairs[(done + position) % len(pairs)]
            compared += few_agree(few, every, book.case(journey, few.plan.family))
    return compared


@settings(max_examples=300, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_the_readings_that_can_matter_decide_drawn_plans(plan: Plan, caseload: Caseload, as_of: date) -> None:
    few_agree_on_drawn(plan, caseload, as_of)


def test_the_readings_that_can_matter_decide_shipped_contracts(workspace: Workspace) -> None:
    assert few_agree_on_shipped(workspace, 7, 1_300) > 2_000


@pytest.mark.slow
@settings(max_examples=3_000, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_the_readings_that_can_matter_decide_many_drawn_plans(plan: Plan, caseload: Caseload, as_of: date) -> None:
    few_agree_on_drawn(plan, caseload, as_of)


@pytest.mark.slow
def test_the_readings_that_can_matter_decide_many_journeys(workspace: Workspace) -> None:
    assert few_agree_on_shipped(workspace, 20260331, 12_000) > 18_000
