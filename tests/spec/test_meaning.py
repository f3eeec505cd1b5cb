"""The engines against the meaning walked day by day: drawn plans, drawn journeys."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, reject, settings

from commissioning.domain.journeys import Caseload
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.plan.plan import Plan
from spec import oracle
from spec.strategies import as_of_days, caseloads, plans


def agree(plan: Plan, caseload: Caseload, as_of: date) -> None:
    decider = Decider(plan, Reference())
    book = CaseBook(caseload, as_of)
    for journey in caseload.journeys:
        try:
            due = oracle.decide(plan, journey, caseload, as_of)
        except oracle.TooManyWorlds:
            reject()
        for outcome, decision in zip(due, decider.decide(book.case(journey, plan.family)), strict=True):
            got = oracle.Result(
                decision.eligible,
                decision.verdict,
                decision.reached_on,
                decision.earliest,
                decision.date_from,
                decision.date_to,
            )
            assert got == outcome, f"{decision.outcome} of {journey.journey_id} as of {as_of}"


SLOW_ENOUGH = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much, HealthCheck.large_base_example]


@settings(max_examples=400, deadline=None, suppress_health_check=SLOW_ENOUGH)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_reference_engine_decides_as_the_days_walked_one_by_one(plan: Plan, caseload: Caseload, as_of: date) -> None:
    agree(plan, caseload, as_of)


@pytest.mark.slow
@settings(max_examples=1_500, deadline=None, suppress_health_check=SLOW_ENOUGH)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_reference_engine_decides_as_the_days_walked_one_by_one_many_times(plan: Plan, caseload: Caseload, as_of: date) -> None:
    agree(plan, caseload, as_of)
