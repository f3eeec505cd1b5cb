"""Risk: what each way to pay pays, by hand and over cohorts; who bears a fall; the same sums from a seed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from forecast_cohorts import GENEROUS, ready, small
from html_checks import Page
from python_calamine import CalamineWorkbook

from commissioning.app.risk import Asked, risk
from commissioning.app.workspace import Options, Workspace
from commissioning.cli.main import main
from commissioning.domain.risks import PaymentRisk, Risk
from commissioning.errors import Refused
from commissioning.lab.costs import load_costs
from commissioning.lab.forecast import Counts
from commissioning.lab.risk import (
    Runs,
    Service,
    days_behind,
    deepest,
    laid_out,
    lost,
    prices,
    received,
    risk_of,
    spread,
)
from commissioning.lab.risk_file import load_payments
from commissioning.places import shipped

SHIPPED = shipped("rules") / "risk" / "illustrative.yaml"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> str:
    return small(tmp_path_factory.mktemp("cohorts"))


@pytest.fixture(scope="module")
def found(workspace: Workspace, cohort: str) -> Risk:
    return risk(workspace, Options(), Asked("fair-start-scotland", cohort, 8))


def way(of: Risk, name: str) -> PaymentRisk:
    return next(one for one in of.payments if one.payment == name)


# ---------------------------------------------------------------------------------------------------------- by hand


def by_hand(workspace: Workspace, cohort: str) -> Service:
    """Two cohorts of two starts each, both of core in the first month; one person of the first cohort alone reaches 13 weeks,
    in the fifth month, and after the fall nobody does."""
    of = ready(workspace, cohort)
    file, _ = load_payments(workspace.rules.documents)
    months, groups = of.months.number, len(of.groups)
    paid = np.zeros((2, 3, groups, months), "i4")
    paid[0, 0, 0, 4] = 1
    starts = np.zeros((2, groups, months), "i4")
    starts[:, 0, 0] = 2
    base = Counts(paid, np.zeros((2, 3, groups), "i4"), starts, [])
    plans = tuple(plan for plan in of.plans)
    years = of.cohort.file.years
    two = replace(of.cohort, file=of.cohort.file.model_copy(update={"years": (years[0].model_copy(update={"starts": 2}),)}))
    runs = Runs(base, base, replace(base, paid=paid * 0))
    return Service(file, replace(of, cohort=two, plans=plans), runs, load_costs(None))


def test_a_sum_is_spread_in_whole_pence_that_add_up() -> None:
    sums = np.array([[100, 0, 1], [0, 0, 0]])
    assert spread(sums, 3, 6).tolist() == [[33, 33, 34, 0, 1, 0], [0, 0, 0, 0, 0, 0]]


def test_costs_by_hand(workspace: Workspace, cohort: str) -> None:
    service = by_hand(workspace, cohort)
    # Two people of core at £300.00, over twelve months.
    assert laid_out(service, service.runs.base)[0, :14].tolist() == [5_000] * 12 + [0, 0]


def test_fee_for_service_by_hand(workspace: Workspace, cohort: str) -> None:
    service = by_hand(workspace, cohort)
    fee = service.file.payments[0]
    got = received(service, fee, service.runs.base, prices(service, fee))
    # Two starts at £700.00: £1,400.00 over twelve months, each paid a month later, whatever comes of it.
    assert got[0].sum() == got[1].sum() == 140_000
    assert got[0, :3].tolist() == [0, 11_666, 11_667]
    costs = laid_out(service, service.runs.base)
    assert deepest(costs, got).tolist() == [5_000, 5_000]
    of = risk_of(service, fee)
    assert (of.paid.deviation, of.fall_paid.mean, of.provider_bears, of.losses) == (0, 0, 0, 0)
    assert of.margin.mean == 140_000 - 60_000
    # Both are spread alike over twelve months, and paid a month later: 30 days, or 31.
    assert 30 <= of.days.mean <= 31


def test_a_grant_of_costs_by_hand(workspace: Workspace, cohort: str) -> None:
    service = by_hand(workspace, cohort)
    grant = service.file.payments[1]
    got = received(service, grant, service.runs.base, prices(service, grant))
    # £150.00 for each quarter, at its end, and a month later: in the fourth month, the seventh, …
    assert got[0, :8].tolist() == [0, 0, 0, 15_000, 0, 0, 15_000, 0]
    assert got[0].sum() == 60_000
    # When the fourth month's £50.00 is laid out, the first three are paid back; at the end of the third £150.00 are out.
    assert deepest(laid_out(service, service.runs.base), got)[0] == 15_000
    assert risk_of(service, grant).margin.mean == 0


def test_outcomes_by_hand(workspace: Workspace, cohort: str) -> None:
    service = by_hand(workspace, cohort)
    mixed = service.file.payments[2]
    each = prices(service, mixed)
    # One outcome in two cohorts must bring 70% of both budgets: 0.7 × 2 × £1,400.00.
    assert each[0, 0] == 196_000
    # The list's prices keep their relations: £700.00, £1,000.00 and £1,500.00.
    assert each[0].tolist() == [196_000, 280_000, 420_000]
    got = received(service, mixed, service.runs.base, each)
    fee = 140_000 * 30 // 100
    assert got.sum(axis=1).tolist() == [fee + 196_000, fee]
    assert got[0, 5] - got[1, 5] == 196_000
    of = risk_of(service, mixed)
    assert (of.paid.low90, of.paid.high90, of.paid.mean) == (fee, fee + 196_000, 140_000)
    assert of.losses == 1
    # Without the fee the outcome would be worth 2 × £1,400.00; the fall loses it in the first cohort alone.
    assert lost(service).tolist() == [280_000, 0]
    assert of.provider_bears == Fraction(196_000, 280_000) == Fraction(7, 10)
    assert of.commissioner_bears == Fraction(3, 10)
    assert of.each_before == 280_000 and of.each_after is None


def test_days_behind_by_hand(workspace: Workspace, cohort: str) -> None:
    service = by_hand(workspace, cohort)
    costs, paid = np.zeros((2, 40), "i8"), np.zeros((2, 40), "i8")
    costs[:, 0] = 100
    paid[0, 2] = 50
    # All is laid out by the end of April 2018; half of it is paid by the end of June, and in the second cohort nothing ever.
    assert days_behind(service, costs, paid).tolist() == [61, -30]


# ------------------------------------------------------------------------------------------------------ over cohorts


def test_a_fee_for_service_does_not_vary_and_outcomes_do(found: Risk) -> None:
    fee, mixed = way(found, "fee-for-service"), way(found, "service-fee-and-outcomes")
    assert fee.paid.deviation == fee.paid_uncertain.deviation == 0
    assert fee.paid.mean == found.budget == 400 * 70_000
    assert 0 < mixed.paid.deviation < mixed.paid_uncertain.deviation
    assert way(found, "cost-grant").margin.deviation == 0


def test_ways_to_pay_on_one_budget_pay_alike_on_average(found: Risk) -> None:
    for name in ("service-fee-and-outcomes", "earnings-outcomes"):
        # Prices are whole pence: an outcome is paid at most half a penny too much or too little.
        assert abs(way(found, name).paid.mean - found.budget) < 400


def test_a_fall_is_borne_by_the_provider_as_far_as_outcomes_are_paid(found: Risk) -> None:
    assert way(found, "fee-for-service").provider_bears == 0
    assert way(found, "cost-grant").commissioner_bears == 1
    bears = way(found, "service-fee-and-outcomes").provider_bears
    assert bears is not None and abs(bears - Fraction(7, 10)) < Fraction(1, 1000)
    earnings = way(found, "earnings-outcomes").provider_bears
    assert earnings is not None and Fraction(1, 2) < earnings < 1
    assert found.lost.mean > 0
    for one in found.payments:
        assert one.each_before is not None and one.each_after is not None and one.each_after > one.each_before


def test_outcomes_cost_the_provider_more_cash(found: Risk) -> None:
    fee, mixed = way(found, "fee-for-service"), way(found, "service-fee-and-outcomes")
    assert mixed.days.mean > fee.days.mean > 0
    assert mixed.at_risk > fee.at_risk >= 0
    assert mixed.deepest.mean > 0


def test_the_same_seed_gives_the_same_risk_to_the_penny(workspace: Workspace, cohort: str, found: Risk) -> None:
    assert risk(workspace, Options(), Asked("fair-start-scotland", cohort, 8)) == found
    assert risk(workspace, Options(), Asked("fair-start-scotland", cohort, 8, seed=2)) != found


def test_a_contract_is_read_by_its_first_set_and_says_so(found: Risk) -> None:
    assert [(contract, readings) for contract, readings, _, _ in found.read_as] == [
        ("fair-start-scotland", "generous"),
        ("work-and-health-programme", "generous"),
    ]


# ---------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("value: £700.00, illustrative", "value: £0.00, illustrative", "no budget"),
        ("value: 20%", "value: 0%", "fall"),
        ("{value: 12, source", "{value: 0, source", "months"),
        ("costs: {every: 3", "fee: {value: 10%, paid: by_month, illustrative: x}\n    costs: {every: 3", "nothing else"),
        ("costs: {every: 3", "costs: {every: 0", "every"),
        ('value: 1, illustrative: "From', 'value: 1, note: "From', "note"),
        ("document: spice-2018", "document: spice-2019", "C021"),
    ],
)
def test_a_broken_file_of_payments_is_refused(workspace: Workspace, tmp_path: Path, old: str, new: str, says: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "ways.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_payments(workspace.rules.documents, path)
    said = " ".join(f"{problem} {problem.code}" for problem in refused.value.problems)
    assert says in said and "ways.yaml:" in said


def test_what_is_no_file_of_payments_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "ways.yaml"
    path.write_text("- nothing\n", encoding="utf-8")
    with pytest.raises(Refused, match="C131"):
        load_payments(workspace.rules.documents, path)


def test_outcomes_without_a_price_are_refused(workspace: Workspace, cohort: str, tmp_path: Path) -> None:
    path = tmp_path / "prices.yaml"
    path.write_text(
        "prices: other\ntitle: Other\noutcomes:\n  other: {core: £1.00, advanced: £1.00, intense: £1.00}\n", encoding="utf-8"
    )
    with pytest.raises(Refused, match="no price for any outcome"):
        risk(workspace, replace(GENEROUS, prices=path), Asked("fair-start-scotland", cohort, 2))


# ------------------------------------------------------------------------------------------------------- the command


def test_every_format_says_the_same(cohort: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / f"out.{ending}" for ending in ("json", "csv", "xlsx", "html")]
    outputs = [part for file in files for part in ("--output", str(file))]
    with pytest.raises(SystemExit) as stop:
        main(["risk", "--cohort", cohort, "--cohorts", "3", "-q", *outputs, "--output", "-"])
    assert (stop.value.code or 0) == 0
    said = capsys.readouterr().out
    told = json.loads(files[0].read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(files[1].read_text(encoding="utf-8"))))
    assert [{name: "" if v is None else str(v) for name, v in row.items()} for row in told["figures"]] == rows
    page = Page(files[3].read_text(encoding="utf-8"))
    assert page.wrong == []
    assert "£280,000.00" in said and "£280,000.00" in page.text
    assert CalamineWorkbook.from_path(str(files[2])).sheet_names == ["Spread", "Fall", "Figures", "Prices", "Notes"]
