"""Money: whole pence, due less paid; late facts, corrected hours and withdrawn evidence give arrears or recovery."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claims_setting import (
    AS_OF,
    BEGAN,
    EVIDENCE,
    REACHED,
    WINDOW,
    all_of,
    book_of,
    caseload_of,
    claim,
    days,
    desk_of,
    job,
    journey,
    one_of,
    paid,
    payslips,
    plan_of,
    statuses,
)
from commissioning.claims.against import against
from commissioning.claims.cash import cash, fees
from commissioning.claims.prices import share_of
from commissioning.domain.claims import ClaimBook, Evidence, Override, Payment
from commissioning.domain.decisions import Due
from commissioning.domain.journeys import Caseload

DUE = Due(700_00, 700_00, True)


def required(decision: object) -> int:
    found = decision.required  # type: ignore[attr-defined]
    assert found is not None and found.lowest == found.highest
    return int(found.lowest)


@pytest.mark.parametrize(
    ("payments", "rest", "status"),
    [
        ([], 700_00, "payable"),
        ([paid(500_00)], 200_00, "payable"),
        ([paid(700_00)], 0, "paid"),
        ([paid(900_00)], -200_00, "paid"),
        ([paid(700_00), paid(-700_00, payment_id="P2")], 700_00, "payable"),
        ([paid(700_00), paid(-200_00, payment_id="P2")], 200_00, "payable"),
        ([paid(700_00, AS_OF + days(1))], 700_00, "payable"),
    ],
)
def test_what_is_required_is_what_is_due_less_what_was_paid(payments: list[Payment], rest: int, status: str) -> None:
    decision = one_of(plan_of(), caseload_of(claims=[claim()]), book_of(payments=payments))
    assert (required(decision), decision.status, decision.due) == (rest, status, DUE)


def test_what_is_undetermined_is_a_range_and_asks_for_no_payment() -> None:
    decision = one_of(plan_of(), caseload_of(jobs=[job(weekly_hours=None)], claims=[claim()]), book_of(payments=[paid(100_00)]))
    assert decision.status == "undetermined"
    assert decision.required == Due(-100_00, 600_00, True)


def test_hours_that_are_corrected_give_a_recovery_that_names_the_clause() -> None:
    first = job(end_date=date(2022, 6, 15), known_on=date(2022, 2, 1))
    case = caseload_of(jobs=[first], claims=[claim()])
    held = book_of(payments=[paid(700_00, date(2022, 5, 20))])
    plan = plan_of()
    assert one_of(plan, case, held).status == "paid"
    corrected = caseload_of(jobs=[replace(first, weekly_hours=12_00)], claims=[claim()])
    now = one_of(plan, corrected, held)
    assert (now.status, required(now)) == ("too_early", -700_00)
    found = against(desk_of(plan), corrected, held, now)
    assert found is not None and found.on == date(2022, 5, 20)


def test_a_fact_that_comes_late_is_told_against_the_decision_of_the_payment() -> None:
    """The job was known to go on when it was paid; on 1 June it became known that it had ended in March."""
    plan = plan_of()
    before = job(job_id="B1", known_on=date(2022, 2, 1))
    second = job(job_id="B2", start_date=date(2022, 6, 1), known_on=date(2022, 6, 1))
    case = caseload_of(jobs=[before, second], claims=[claim()])
    held = book_of(payments=[paid(700_00, date(2022, 5, 20))], evidence=[payslips(withdrawn_on=date(2022, 6, 10))])
    now = one_of(plan_of(EVIDENCE), case, held)
    assert (statuses(now), required(now)) == (["evidence_needed", "paid"], -700_00)
    told = against(desk_of(plan_of(EVIDENCE)), case, held, now)
    assert told is not None and (told.on, told.earlier.status, told.earlier.required) == (
        date(2022, 5, 20),
        "paid",
        Due(0, 0, True),
    )
    said = {(difference.what, difference.now) for difference in told.differences}
    assert ("payslip for 2022-02-01 to 2022-05-02", "withdrawn on 2022-06-10") in said
    assert ("status", "evidence needed, paid") in said
    assert against(desk_of(plan), case, held, one_of(plan, case, held), on=AS_OF + days(1)) is None


def test_a_wrong_amount_stops_no_money_but_is_named() -> None:
    decision = one_of(plan_of(), caseload_of(claims=[claim(amount=699_99)]))
    assert (decision.status, required(decision)) == ("wrong_amount", 700_00)
    assert one_of(plan_of(), caseload_of(claims=[claim(amount=None)])).status == "payable"


GROUPS = """
- {id: groups, kind: price_bands, fact: months_out_of_work, bands: {0: £700, 12: £900}, illustrative: a test}
"""


@pytest.mark.parametrize(
    ("months", "amount", "status", "due"),
    [
        (11, 700_00, "payable", (700_00, 700_00)),
        (12, 900_00, "payable", (900_00, 900_00)),
        (12, 700_00, "wrong_amount", (900_00, 900_00)),
        (None, 700_00, "undetermined", (700_00, 900_00)),
        (None, None, "payable", (700_00, 900_00)),
        (None, 950_00, "wrong_amount", (700_00, 900_00)),
    ],
)
def test_bands_of_prices(months: int | None, amount: int | None, status: str, due: tuple[int, int]) -> None:
    case = caseload_of(journeys=[journey(months_out_of_work=months)], claims=[claim(amount=amount)])
    decision = one_of(plan_of(GROUPS), case)
    assert decision.status == status
    assert decision.due is not None and (decision.due.lowest, decision.due.highest) == due


def people(number: int) -> Caseload:
    """So many clients, each of whom reached the outcome a day after the one before and claimed it then."""
    return caseload_of(
        journeys=[journey(journey_id=f"J{n}", client_id=f"C{n}") for n in range(number)],
        jobs=[job(job_id=f"B{n}", client_id=f"C{n}", start_date=BEGAN + days(n)) for n in range(number)],
        claims=[claim(f"K{n}", REACHED + days(n), None, journey_id=f"J{n}") for n in range(number)],
    )


def test_above_a_volume_each_further_outcome_pays_more() -> None:
    plan = plan_of("- {id: more, kind: volume_prices, steps: {2: 120%, 3: 150%}, illustrative: a test}\n")
    assert [required(d) for d in all_of(plan, people(4))] == [700_00, 700_00, 840_00, 1_050_00]


def test_a_cap_leaves_what_is_left_to_what_comes_last() -> None:
    plan = plan_of("- {id: most, kind: price_cap, most: £1500, for_each: contract, illustrative: a test}\n")
    assert [required(d) for d in all_of(plan, people(4))] == [700_00, 700_00, 100_00, 0]
    own = plan_of("- {id: most, kind: price_cap, most: £500, for_each: journey, illustrative: a test}\n")
    assert [required(d) for d in all_of(own, people(2))] == [500_00, 500_00]


@pytest.mark.parametrize(
    ("pence", "share", "due"), [(1, 50_00, 1), (1, 49_99, 0), (3, 50_00, 2), (101, 25_00, 25), (700_00, 120_00, 840_00)]
)
def test_a_share_of_a_sum_is_rounded_once_half_a_penny_up(pence: int, share: int, due: int) -> None:
    assert share_of(pence, share) == due


FEE = """
- id: fee
  kind: service_fee
  total: £1000.01
  begins: 2022-04-01
  instalments: [{from_month: 1, to_month: 3, share: 25%}, {from_month: 4, to_month: 12, share: 75%}]
  illustrative: a test
"""


def test_the_months_of_a_fee_add_up_to_the_whole_of_it() -> None:
    months = list(fees(plan_of(FEE), AS_OF))
    assert [m.number for m in months] == list(range(1, 13))
    assert sum(m.pence or 0 for m in months) == 1_000_01 and sum(m.share for m in months) == 100_00
    assert [m.begins for m in months[:2]] == [date(2022, 4, 1), date(2022, 5, 1)]
    assert [m.pence for m in months[:3]] == [83_33, 83_34, 83_33]


def test_cash_by_month_says_what_comes_only_if_work_goes_on_and_what_rests_on_assumptions() -> None:
    now = all_of(plan_of(), caseload_of(), as_of=REACHED)
    ahead = all_of(plan_of(), caseload_of(), as_of=REACHED - days(10))
    (month,) = cash(now)
    assert (month.month, month.lowest, month.highest, month.best_case) == (date(2022, 5, 1), 700_00, 700_00, 0)
    (later,) = cash(ahead)
    assert (later.month, later.lowest, later.highest, later.best_case) == (date(2022, 5, 1), 0, 700_00, 700_00)
    assert later.assumed == later.illustrative == 700_00


# ------------------------------------------------------------------------------------------------------ the identity

DAY = st.integers(0, 200).map(lambda n: date(2022, 3, 1) + days(n))


@st.composite
def stories(draw: st.DrawFn) -> tuple[Caseload, ClaimBook, list[date]]:
    """A claim with facts, evidence and overrides that come and go, and the days on which it is looked at."""
    rows = [
        job(
            job_id=f"B{n}",
            start_date=draw(DAY) - days(60),
            weekly_hours=draw(st.sampled_from([12_00, 16_00, 20_00])),
            known_on=draw(st.none() | DAY),
        )
        for n in range(draw(st.integers(1, 3)))
    ]
    ended = [replace(row, end_date=row.start_date + days(draw(st.integers(20, 150)))) for row in rows]
    case = caseload_of(jobs=ended, claims=[claim(claimed_on=draw(DAY), amount=draw(st.sampled_from([None, 700_00, 650_00])))])
    held = [
        Evidence("C1", "payslip", None, date(2022, 1, 1), draw(DAY), draw(st.none() | DAY), draw(st.none() | DAY))
        for _ in range(draw(st.integers(0, 3)))
    ]
    overrides = []
    for term in draw(st.lists(st.sampled_from(["evidence", "hours", "outcomes", "claim_window"]), max_size=2)):
        made = draw(DAY)
        verdict = draw(st.sampled_from(["met", "not_met"]))
        expires = draw(st.none() | st.integers(0, 90))
        last = None if expires is None else made + days(expires)
        overrides.append(Override("K1", term, verdict, "auditor", "a test", made, last))
    first = draw(st.lists(st.integers(-900_00, 900_00), max_size=2))
    payments = [Payment(f"P{n}", "K1", date(2022, 3, 1), pence) for n, pence in enumerate(first)]
    looked = sorted(set(draw(st.lists(DAY, min_size=1, max_size=5))))
    return case, book_of(evidence=held, payments=payments, overrides=overrides), looked


IDENTITY = plan_of(EVIDENCE + WINDOW.replace("30 days", "90 days"))


@settings(max_examples=60, deadline=None)
@given(stories())
def test_the_sum_of_required_payments_is_what_is_due_less_what_was_paid(story: tuple[Caseload, ClaimBook, list[date]]) -> None:
    case, book, looked = story
    desk = desk_of(IDENTITY)
    before = sum(payment.amount_pence for payment in book.payments.get("K1", ()))
    total, due = 0, None
    for number, day in enumerate(looked):
        known = case.as_known_at(day)
        decision = next((d for d in desk.decide(known, book, day) if d.claim), None)
        if decision is None or decision.required is None or decision.required.lowest != decision.required.highest:
            continue
        assert decision.required.lowest == decision.due.lowest - decision.paid  # type: ignore[union-attr]
        total += decision.required.lowest
        due = decision.due
        row = Payment(f"R{number}", "K1", day, decision.required.lowest)
        book = replace(book, payments={"K1": (*book.payments.get("K1", ()), row)})
    if due is not None:
        assert total == due.lowest - before
