"""Made-up contracts and journeys that between them have everything a report must say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from commissioning.compiling.compiler import Asked, compile_contract
from commissioning.domain.journeys import Caseload, Earning, JobRow, Journey
from commissioning.loading.contracts import load_contract
from commissioning.loading.rules import Rules
from commissioning.plan.plan import Plan, Prices

HERE = Path(__file__).parent
AS_OF = date(2023, 6, 30)
BY_GROUP = {"core": 70_000, "advanced": 100_000}
PRICES = Prices("test", {"13-week": BY_GROUP, "26-week": BY_GROUP, "job-start": {"core": 30_000, "advanced": 30_000}})


def make_plan(name: str, prices: Prices = PRICES, asked: Asked | None = None) -> Plan:
    contract, problems = load_contract(HERE / "contracts" / name, Rules(prices={"test": prices}))
    assert contract is not None, problems
    plan, problems = compile_contract(contract, {}, price_lists={"test": prices}, asked=asked)
    assert plan is not None, problems
    # How a term reads is held by its own tests; here it only has to be somewhere.
    notes = tuple(replace(note, words=f"{note.title}, as the contract has it.") for note in plan.notes)
    return replace(plan, notes=notes, digest=f"digest of {name}")


def _journey(ident: str, referred: str, started: str | None, **facts: object) -> Journey:
    own = {name: facts.pop(name) for name in ("end_date", "end_reason", "payment_group") if name in facts}
    return Journey(
        journey_id=ident,
        client_id=f"C-{ident}",
        referral_date=date.fromisoformat(referred),
        start_date=None if started is None else date.fromisoformat(started),
        facts={"employment_status": "unemployed", **facts},
        **own,
    )


def _job(ident: str, client: str, first: str, last: str | None, hours: int | None, **facts: object) -> JobRow:
    return JobRow(
        job_id=ident,
        client_id=f"C-{client}",
        start_date=date.fromisoformat(first),
        end_date=None if last is None else date.fromisoformat(last),
        weekly_hours=hours,
        **{"basis": "employee", "hourly_pay_pence": 1100, **facts},
    )


CASELOAD = Caseload(
    journeys=(
        _journey("GAP", "2022-01-10", "2022-01-24", payment_group="core"),
        _journey("DIED", "2022-03-01", "2022-03-01", end_date=date(2022, 8, 31), end_reason="died"),
        _journey("LATE", "2021-12-01", "2022-01-03"),
        _journey("NO-START", "2023-02-01", None),
        _journey("BLANK", "2022-05-02", "2022-05-09", employment_status=None),
        _journey("SELF", "2022-11-01", "2022-11-01", payment_group="advanced"),
    ),
    jobs={
        "C-GAP": (
            _job("G1", "GAP", "2022-02-01", "2022-03-31", 2000, reflects_needs=True),
            _job("G2", "GAP", "2022-05-02", None, 1600, reflects_needs=None),
        ),
        "C-DIED": (
            _job("OLD", "DIED", "2021-06-01", "2022-04-30", 3000),
            _job("FEW", "DIED", "2022-04-04", "2022-05-31", 800, reflects_needs=False),
            _job("FEW", "DIED", "2022-06-01", "2022-08-31", 2050, reflects_needs=True),
        ),
        "C-LATE": (_job("L1", "LATE", "2022-02-01", None, 1600, reflects_needs=True),),
        "C-NO-START": (_job("N1", "NO-START", "2023-03-01", None, None),),
        "C-BLANK": (_job("B1", "BLANK", "2022-06-01", None, 1600, reflects_needs=True),),
        "C-SELF": (
            _job("S1", "SELF", "2022-12-01", None, 1800, basis="self_employed", reflects_needs=True),
            _job("S2", "SELF", "2022-11-14", "2022-11-30", 900, reflects_needs=True),
        ),
    },
    earnings={"C-SELF": (Earning("C-SELF", date(2022, 11, 30), 42_000, "S2", True),)},
)

EXPLAINED = (
    ("GAP", "steady-work"),
    ("GAP", "own-pace"),
    ("DIED", "steady-work"),
    ("NO-START", "steady-work"),
    ("BLANK", "steady-work"),
    ("SELF", "steady-work"),
    ("SELF", "earn-out"),
)
"""The explanations that have golden files."""
