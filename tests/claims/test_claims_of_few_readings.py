"""Silences that cannot matter to a journey are left aside, and nothing that is said of any claim changes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from commissioning.app.workspace import Options, open_workspace, plans
from commissioning.claims import sharing
from commissioning.claims.desk import Desk
from commissioning.claims.what_it_takes import what_it_takes
from commissioning.domain.claims import ClaimBook, Payment
from commissioning.domain.journeys import Caseload, Claim, JobRow, Journey
from commissioning.engines.case import Case, CaseBook
from commissioning.engines.interface import engine
from commissioning.engines.tables import Table
from commissioning.plan.plan import Plan

AS_OF = date(2021, 9, 30)
CONTRACTS = ("fair-start-scotland", "ips-primary-care", "no-one-left-behind")


class EveryReading(Desk):
    """A desk that works out every reading of every silence."""

    def table(self, plan: Plan, case: Case) -> Table:
        return self.decider(plan).table(case)


def plans_of(*contracts: str) -> dict[str, Plan]:
    options = Options(
        contracts=contracts, local=False, folders=(), assume=(), set_aside=(), known_at=None, prices=None, of_claims=True
    )
    return {plan.family: plan for plan in plans(open_workspace(()), options)}


def drawn(number: int, seed: int) -> tuple[Caseload, ClaimBook]:
    """Journeys with every awkwardness that silences turn on: gaps, two jobs at a time, self-employment, blanks, re-joins."""
    of = random.Random(seed)
    journeys, jobs, made, paid = (
        [],
        dict[str, tuple[JobRow, ...]](),
        dict[str, tuple[Claim, ...]](),
        dict[str, tuple[Payment, ...]](),
    )
    for at in range(number):
        client = f"C{at}"
        for again in range(of.choice((1, 1, 1, 2))):
            referred = date(2018, 4, 3) + timedelta(of.randrange(900) + 500 * again)
            journey = Journey(
                journey_id=f"J{at}.{again}",
                client_id=client,
                contract=of.choice(CONTRACTS),
                referral_date=referred,
                start_date=of.choice((referred, referred, referred + timedelta(9), None)),
                payment_group=of.choice(("core", "advanced", None)),
                facts={
                    "age_at_referral": of.choice((17, 30, 30, 30, None)),
                    "employment_status": "unemployed",
                    "lives_in_scotland": of.choice((True, True, True, None)),
                    "right_to_work": True,
                    "disabled": True,
                    "in_primary_or_community_care": True,
                },
            )
            journeys.append(journey)
            if of.random() < 0.5:
                days = referred + timedelta(of.randrange(900))
                claim = Claim(f"K{at}.{again}", journey.journey_id, str(journey.contract), "13-week", days, 70_000)
                made[journey.journey_id] = (claim,)
                if of.random() < 0.5:
                    paid[claim.claim_id] = (Payment(f"P{at}.{again}", claim.claim_id, days, 70_000),)
        jobs[client] = tuple(_jobs(of, client, date(2018, 6, 1) + timedelta(of.randrange(800))))
    return Caseload(tuple(journeys), jobs, None, made), ClaimBook(payments=paid)


def _jobs(of: random.Random, client: str, day: date) -> Iterator[JobRow]:
    for number in range(of.choice((0, 1, 1, 2, 3))):
        length = of.choice((30, 70, 100, 200, 400))
        yield JobRow(
            job_id=f"{client}.{number}",
            client_id=client,
            start_date=day,
            end_date=of.choice((None, day + timedelta(length), day + timedelta(length))),
            weekly_hours=of.choice((800, 1000, 1600, 2000, None)),
            basis=of.choice(("employee", "employee", "self_employed", None)),
            hourly_pay_pence=of.choice((1200, 1200, None)),
            reflects_needs=of.choice((True, True, False, None)),
        )
        day += timedelta(length + of.choice((-40, 1, 20, 60)))


@pytest.mark.parametrize("seed", [1, 2])
def test_every_decision_is_what_all_readings_give(seed: int) -> None:
    caseload, book = drawn(60, seed)
    chosen, judge = plans_of(*CONTRACTS), engine("reference")
    every = EveryReading(chosen, judge).decide(caseload, book, AS_OF)
    few = Desk(chosen, judge).decide(caseload, book, AS_OF)
    assert len(few) > 100 and len({decision.status for decision in few}) > 5
    assert few == every


def test_a_caseload_shared_among_processes_is_decided_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    caseload, book = drawn(40, 6)
    desk = Desk(plans_of(*CONTRACTS), engine("reference"))
    alone = sharing.decide_all(desk, caseload, book, AS_OF)
    monkeypatch.setattr(sharing, "FROM_JOURNEYS", 10)
    monkeypatch.setattr(sharing, "processes", lambda: 2)
    shared = sharing.decide_all(desk, caseload, book, AS_OF)
    assert alone.asks and not shared.asks
    assert shared.decisions == alone.decisions and len(shared.decisions) > 80


def test_what_it_takes_is_what_all_readings_give() -> None:
    caseload, book = drawn(12, 3)
    chosen, judge = plans_of(*CONTRACTS), engine("reference")
    every, few = EveryReading(chosen, judge), Desk(chosen, judge)
    for decision in few.decide(caseload, book, AS_OF):
        assert what_it_takes(few, caseload, book, decision) == what_it_takes(every, caseload, book, decision)


def test_a_journey_with_one_long_job_is_decided_in_one_world() -> None:
    (plan,) = plans_of("fair-start-scotland").values()
    caseload, _ = drawn(1, 4)
    journey = replace(
        caseload.journeys[0],
        contract=plan.family,
        start_date=caseload.journeys[0].referral_date,
        facts={**caseload.journeys[0].facts, "age_at_referral": 30, "lives_in_scotland": True},
    )
    begun = journey.start_date + timedelta(30) if journey.start_date else AS_OF
    job = JobRow("B", journey.client_id, begun, weekly_hours=20_00, basis="employee", employer_id="E")
    known = replace(caseload, journeys=(journey,), jobs={journey.client_id: (job,)}, claims={})
    case = CaseBook(known, AS_OF).case(journey, plan.family)
    desk = Desk({plan.family: plan}, engine("reference"))
    assert len(desk.table(plan, case).settled) == 1
    assert len(desk.decider(plan).table(case).settled) == 64


def test_a_client_with_many_worlds_is_decided() -> None:
    """Eight jobs of which the hours and the basis are missing can be read in thousands of ways."""
    (plan,) = plans_of("fair-start-scotland").values()
    facts = {"age_at_referral": 30, "employment_status": "unemployed", "lives_in_scotland": True, "right_to_work": True}
    journey = Journey("J", "C", plan.family, referral_date=date(2019, 1, 7), start_date=date(2019, 1, 7), facts=facts)
    jobs = tuple(
        JobRow(f"B{n}", "C", date(2019, 2, 1) + timedelta(30 * n), date(2019, 3, 5) + timedelta(30 * n)) for n in range(8)
    )
    claim = Claim("K", "J", plan.family, "13-week", date(2020, 1, 1), 70_000)
    desk = Desk({plan.family: plan}, engine("reference"))
    found = desk.decide(Caseload((journey,), {"C": jobs}, None, {"J": (claim,)}), ClaimBook(), AS_OF)
    assert found[0].status == "undetermined"
    assert {matter.subject for matter in found[0].open_matters} >= {"B0", "B7"}
