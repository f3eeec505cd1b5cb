"""Forecasts: the same sums from a seed, the same people under every design, intervals that hold, limits, the back-test."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, replace
from datetime import date
from fractions import Fraction
from math import comb
from pathlib import Path

import numpy as np
import pytest
from forecast_cohorts import GENEROUS, SMALL, ready, small
from html_checks import Page
from python_calamine import CalamineWorkbook

from commissioning.app.check import decided
from commissioning.app.forecast import Asked, back_tested, forecast, prepared
from commissioning.app.simulate import make_cohort
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.cli.main import main
from commissioning.domain.forecasts import Interval, Spread
from commissioning.domain.verdicts import Verdict
from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.shapes import VERDICTS
from commissioning.engines.interface import engine
from commissioning.errors import Refused
from commissioning.lab.forecast import Forecaster, Months, drawn_rates, money, prices_of, seed_of
from commissioning.lab.forecast_back_test import at_mix, rates_of
from commissioning.lab.forecast_batch import Batches
from commissioning.lab.forecast_caps import Cap, _waiting, admitted
from commissioning.lab.forecast_cohort import load_cohort, whole
from commissioning.lab.forecast_figures import differences, financial_year, fitted
from commissioning.lab.simulation_fit import STAGES, chain
from commissioning.lab.simulation_tables import EPOCH

FSS = "fair-start-scotland"


@pytest.fixture(scope="module")
def cohort(tmp_path_factory: pytest.TempPathFactory) -> str:
    return small(tmp_path_factory.mktemp("cohorts"))


# ---------------------------------------------------------------------------------------------------------- figures


def test_an_interval_is_of_the_figures_of_cohorts() -> None:
    found = Interval.of(range(20, 0, -1))
    # The mean of 1 to 20 is 10.5, and half a penny counts as a penny; the variance is 35, whose root is 5.9.
    assert found == Interval(11, 1, 5, 10, 15, 19, 5)
    assert Interval.of([700, 700, 700]) == Interval(700, 700, 700, 700, 700, 700, 0)
    with pytest.raises(ValueError, match="needs a figure"):
        Interval.of([])


def test_months_and_financial_years() -> None:
    months = Months.between(date(2018, 4, 3), date(2019, 1, 31))
    days = np.array([date(2018, 4, 1).toordinal(), date(2018, 4, 30).toordinal(), date(2018, 5, 1).toordinal()])
    assert (months.first, months.number, months.day(9)) == (date(2018, 4, 1), 10, date(2019, 1, 1))
    assert months.of_days(days).tolist() == [0, 0, 1]
    assert financial_year(date(2019, 3, 31)) == date(2018, 4, 1)
    assert financial_year(date(2019, 4, 1)) == date(2019, 4, 1)


def test_shares_are_of_what_they_add_up_to() -> None:
    assert whole({"core": 4100, "advanced": 3300, "intense": 2400}) == {"core": 4184, "advanced": 3367, "intense": 2449}
    assert whole({"core": 1, "advanced": 1, "intense": 1}) == {"core": 3333, "advanced": 3334, "intense": 3333}


# ------------------------------------------------------------------------------------------------- people and chance


def test_a_forecasts_people_are_those_that_simulate_makes(workspace: Workspace) -> None:
    years = (10_063, 12_085, 10_356)
    of = ready(workspace, "published")
    one = of.blocks(7, 2)[3]
    other = make_cohort(workspace, seed_of(7, 2), yearly=years).block(3)
    assert len(one) == len(other)
    for name in ("start", "referral", "lot", "age", "works", "condition"):
        assert (getattr(one.people, name) == getattr(other.people, name)).all()
    for name in ("journey", "first", "until", "true_hours", "true_pay"):
        assert (getattr(one.jobs, name) == getattr(other.jobs, name)).all()
    # Nothing is missing, and everyone has a payment group.
    assert (one.jobs.hours >= 0).all() and (one.people.group >= 0).all() and (other.people.group < 0).any()


@pytest.mark.parametrize("contract", [FSS, "no-one-left-behind", "work-and-health-programme"])
@pytest.mark.parametrize("years", ["2018", "2021"])
def test_blocks_are_decided_as_the_tables_of_them_are(workspace: Workspace, tmp_path: Path, contract: str, years: str) -> None:
    """What the forecaster counts is what the reference engine decides of the same journeys; from 2021 on some join again."""
    text = SMALL if years == "2018" else SMALL.replace("2020", "2023").replace("2019", "2022").replace("2018", "2021")
    cohort = small(tmp_path, text)
    options = Options(assume=() if contract == "no-one-left-behind" else ("@strict",))
    of = ready(workspace, cohort, contract, options=options)
    (plan,) = of.plans
    (block,) = of.blocks(3, 0)
    wages = contract == "work-and-health-programme"
    batch = Batches(of.simulator, wages=wages)(block, set(plan.facts_asked))
    caseload, _ = batch.caseload(list(range(len(block))))
    assert block.people.again.any() == (years == "2021")
    decisions = list(decided(caseload, [plan], engine("reference"), of.until))
    counts = of.run(3, 1)
    for at, outcome in enumerate(plan.outcomes):
        mine = [one for one in decisions if one.outcome == outcome.name]
        assert counts.paid[0, at].sum() == sum(one.verdict is Verdict.MET for one in mine)
        assert counts.undetermined[0, at].sum() == sum(one.verdict is Verdict.UNDETERMINED for one in mine)
        # Where readings share the verdict but not the day, the last of their days counts.
        days = [one.reached_on or one.date_to for one in mine if one.verdict is Verdict.MET]
        april = sum(day is not None and day < date(int(years) + 1, 4, 1) for day in days)
        assert counts.paid[0, at, :, :12].sum() == april
    pence = money(counts.paid, prices_of(of.plans, of.groups)).sum()
    assert pence == sum(one.due.lowest for one in decisions if one.due is not None) > 0


def test_the_same_seed_gives_the_same_sums_to_the_penny(workspace: Workspace, cohort: str) -> None:
    one, again, other = (forecast(workspace, GENEROUS, Asked(FSS, (), cohort, 5, seed)) for seed in (4, 4, 5))
    assert one == again
    assert one.designs[0].paid != other.designs[0].paid
    assert one.designs[0].paid.mean == SUM_OF_SEED_4


SUM_OF_SEED_4 = 26_106_000
"""Of five small cohorts, in pence; decided one by one by the reference engine they come to the same (above)."""


def test_more_cohorts_only_add_to_fewer(workspace: Workspace, cohort: str) -> None:
    of = ready(workspace, cohort)
    few, more = of.run(9, 2), of.run(9, 4)
    assert (more.paid[:2] == few.paid).all() and (more.paid[2:] != few.paid).any()


def test_a_design_differs_from_itself_by_nothing(workspace: Workspace, cohort: str) -> None:
    of, designs = prepared(workspace, GENEROUS, Asked(FSS, (), cohort))
    twice = replace(of, plans=of.plans * 2)
    second = replace(designs[0], letter="B")
    (difference,) = differences(twice, (designs[0], second), twice.run(1, 6))
    assert difference.paid == Interval(0, 0, 0, 0, 0, 0, 0)


def test_two_designs_are_compared_on_the_same_people(workspace: Workspace, cohort: str) -> None:
    """The varied contract counts all that the launch contract counts, person by person: it never pays less."""
    of = forecast(workspace, GENEROUS, Asked(f"{FSS}@2018-04-03", (f"{FSS}@2021-04-01",), cohort, 20))
    (difference,) = of.differences
    launch, varied = of.designs
    assert 0 < difference.paid.low90 <= difference.paid.mean
    assert abs(difference.paid.mean - (varied.paid.mean - launch.paid.mean)) <= 1
    # Paired, the difference spreads less than either of the sums it is of.
    assert difference.paid.deviation < launch.paid.deviation


def test_a_silence_makes_a_design_of_each_set_of_readings(workspace: Workspace, cohort: str) -> None:
    of = forecast(workspace, Options(), Asked(FSS, ("no-one-left-behind",), cohort, 3))
    assert [(one.letter, one.contract, one.readings) for one in of.designs] == [
        ("A", FSS, "generous"),
        ("B", FSS, "strict"),
        ("C", "no-one-left-behind", ""),
    ]
    assert of.designs[1].paid.mean < of.designs[0].paid.mean
    assert sum(one.undetermined.mean for one in of.designs[0].outcomes) == 0
    assert sum(one.undetermined.mean for one in of.designs[2].outcomes) > 0


def test_a_forecast_says_which_facts_no_made_up_journey_has(workspace: Workspace, cohort: str) -> None:
    (one,) = forecast(workspace, GENEROUS, Asked("ips-primary-care", (), cohort, 2)).designs
    assert any("in_primary_or_community_care" in text for text in one.cautions)
    assert one.paid.mean == 0 and one.outcomes[0].undetermined.mean > 0


def test_years_months_and_outcomes_add_up_to_the_whole(workspace: Workspace, cohort: str) -> None:
    (one,) = forecast(workspace, GENEROUS, Asked(FSS, (), cohort, 2)).designs
    # Means of two cohorts are rounded by half a penny at most.
    for parts in (one.years, one.months):
        assert abs(sum(dated.figure.mean for dated in parts) - one.paid.mean) <= len(parts)
    assert abs(sum(outcome.paid.mean for outcome in one.outcomes) - one.paid.mean) <= len(one.outcomes)


def test_every_contract_can_be_forecast(workspace: Workspace, cohort: str) -> None:
    """Whatever a contract asks, what the forecaster counts is what the reference engine decides."""
    every = (*workspace.ids("national"), *workspace.ids("local"))
    ids = [plan.family for plan in plans(workspace, Options(contracts=every)) if plan.outcomes]
    of = ready(workspace, cohort, *ids, options=Options())
    assert {plan.family for plan in of.plans} == set(ids)
    counts = of.run(1, 1)
    (block,) = of.blocks(1, 0)
    facts = {name for plan in of.plans for name in (*plan.facts_asked, *plan.scoped_facts)}
    caseload, _ = Batches(of.simulator, wages=True)(block, facts).caseload(list(range(60)))
    first = block.first(60)
    assert len(caseload.journeys) == len(first)
    decisions = iter(list(decided(caseload, list(of.plans), engine("reference"), of.until)))
    of_each = Batches(of.simulator, wages=True)(first, facts)
    results = Columnar(of.plans).decide(of_each, of.until.toordinal()).results
    for row in results:
        for mine in row:
            assert VERDICTS[mine["verdict"]] is next(decisions).verdict
    assert counts.paid.sum() > 0


# ------------------------------------------------------------------------------------------------------- intervals


def _entered(of: Forecaster, seed: int, cohorts: int) -> list[int]:
    found = []
    for number in range(cohorts):
        found.append(sum(int(block.people.works.sum()) for block in of.blocks(seed, number)))
    return found


def test_intervals_of_chance_are_those_of_the_known_answer(workspace: Workspace, cohort: str) -> None:
    """How many of 400 enter work is a matter of 400 tosses: the interval found lies where that distribution has its."""
    of = ready(workspace, cohort)
    found = Interval.of(_entered(of, 1, 300))
    share = Fraction(38, 100)
    chances = [comb(400, k) * share**k * (1 - share) ** (400 - k) for k in range(401)]
    upto = [float(sum(chances[: k + 1])) for k in range(401)]
    low, high = (next(k for k in range(401) if upto[k] >= part) for part in (0.05, 0.95))
    assert abs(found.low90 - low) <= 3 and abs(found.high90 - high) <= 3
    assert abs(found.mean - 152) <= 2 and abs(found.deviation - 9.7) <= 1
    # And it holds nine in ten of other cohorts.
    other = _entered(of, 2, 300)
    inside = sum(found.low90 <= one <= found.high90 for one in other)
    assert 250 <= inside <= 290


def test_uncertain_rates_spread_further_than_chance(workspace: Workspace) -> None:
    of = ready(workspace, "published")
    chance, uncertain = of.run(1, 12), of.run(1, 12, of.cohort.file.uncertain)
    one, other = (Interval.of(counts.paid.sum(axis=(1, 2, 3)).tolist()) for counts in (chance, uncertain))
    assert other.deviation > 4 * one.deviation


def test_rates_are_drawn_between_their_ends(workspace: Workspace, cohort: str) -> None:
    uncertain = load_cohort(workspace.rules.documents, cohort).file.uncertain
    assert uncertain is not None
    drawn = [drawn_rates(uncertain, seed_of(1, number)) for number in range(400)]
    entered = [one[0] for one in drawn]
    assert min(entered) >= 2800 and max(entered) <= 4800
    assert abs(sum(entered) / 400 - 3800) < 60
    assert all(one[0] > one[1] > one[2] > one[3] > 0 for one in drawn)
    # Drawn together, a cohort with more who enter work has more who keep it.
    kept = [Fraction(one[1], one[0]) for one in sorted(drawn)]
    assert kept[0] < kept[200] < kept[-1]
    apart = uncertain.model_copy(update={"drawn": uncertain.drawn.model_copy(update={"value": "apart"})})
    assert drawn_rates(apart, 5)[0] == drawn_rates(uncertain, 5)[0]
    assert drawn_rates(apart, 5)[1] != drawn_rates(uncertain, 5)[1]


def test_cohorts_fit_what_is_published_within_a_point(workspace: Workspace) -> None:
    fit, journeys = fitted(ready(workspace, "published"), 1, 500)
    assert journeys >= 100_000
    assert {one.what for one in fit} >= {*STAGES, "core", "advanced", "intense", "1 Glasgow"}
    assert max(abs(one.simulated - min(max(one.simulated, one.least), one.most)) for one in fit) < Fraction(1, 100)


def test_a_fall_takes_work_from_some_and_gives_it_to_nobody(workspace: Workspace, cohort: str) -> None:
    of = ready(workspace, cohort)
    before, after = of.blocks(1, 0)[0], replace(of, fall=8000).blocks(1, 0)[0]
    assert (before.people.start == after.people.start).all()
    assert not (after.people.works & ~before.people.works).any()
    assert after.people.works.sum() < before.people.works.sum()


# ------------------------------------------------------------------------------------------------ limits on caseloads


def test_waiting_by_hand() -> None:
    # One place. The first has it for days 0 to 9; the second comes on day 5 and waits for day 10; it leaves on day 13, and so
    # the third, who comes on day 7, waits for day 14. The fourth comes long after.
    start, end = [0, 5, 7, 90], [9, 8, 20, 95]
    assert _waiting(start, end, 1, None) == [0, 5, 7, 0]
    assert _waiting(start, end, 1, 5) == [0, 5, -1, 0]
    assert _waiting(start, end, 1, 0) == [0, -1, -1, 0]
    assert _waiting(start, end, 2, None) == [0, 0, 2, 0]
    assert _waiting(start, end, 0, None) == [-1, -1, -1, -1]


def test_a_limit_puts_off_a_start_and_all_that_follows(workspace: Workspace, cohort: str) -> None:
    of = ready(workspace, cohort)
    blocks = of.blocks(1, 0)
    lots = len(of.cohort.loaded.model.people.lots.lots)
    (found,), waits = admitted(blocks, Cap(1, 1), [12] * lots)
    (before,) = blocks
    moved = found.people.start - before.people.start
    assert waits.turned_away == 0 and waits.put_off == (moved > 0).sum() > 20 and waits.days == moved.sum()
    rows = before.jobs
    later = np.where(rows.slot == 0, 0, moved[rows.journey])
    assert (found.jobs.first - rows.first == later).all()
    for lot in range(lots):
        here = before.people.lot == lot
        day = found.people.start[here]
        end = found.support.end[here]
        assert max(int(((day <= one) & (end >= one)).sum()) for one in day) <= 12


def test_a_limit_turns_away_and_leaves_whole_journeys(workspace: Workspace, cohort: str) -> None:
    of = ready(workspace, cohort)
    (block,) = of.blocks(1, 0)
    lots = len(of.cohort.loaded.model.people.lots.lots)
    (found,), waits = admitted([block], Cap(1, 1, 0), [8] * lots)
    assert waits.put_off == 0 and waits.turned_away == len(block) - len(found) > 50
    kept = np.isin(block.people.number, found.people.number)
    assert (block.people.start[kept] == found.people.start).all()
    assert (found.people.number[found.jobs.journey] == block.people.number[block.jobs.journey][kept[block.jobs.journey]]).all()


def test_a_limit_that_nobody_meets_changes_nothing(workspace: Workspace, cohort: str) -> None:
    free = ready(workspace, cohort)
    capped = replace(free, cap=Cap(1000, 25))
    assert (free.run(1, 2).paid == capped.run(1, 2).paid).all()


def test_places_are_shared_out_by_lot_and_none_is_lost(workspace: Workspace) -> None:
    of = ready(workspace, "published")
    for workers in (1, 7, 400):
        places = replace(of, cap=Cap(workers, 24))._places()
        assert sum(places) == workers * 24 and min(places) >= 0


def test_a_forecast_says_what_a_limit_did(workspace: Workspace, cohort: str) -> None:
    asked = Asked(FSS, (), cohort, 3, workers=10, each=20, longest=30)
    of = forecast(workspace, GENEROUS, asked)
    assert of.waited is not None and of.waited.put_off.mean > 0 and of.waited.turned_away.mean > 0
    assert of.designs[0].paid.mean < forecast(workspace, GENEROUS, Asked(FSS, (), cohort, 3)).designs[0].paid.mean


# -------------------------------------------------------------------------------------------------------- back-test


def test_the_part_of_the_mix_by_hand() -> None:
    planned = {"core": Fraction(14, 100), "advanced": Fraction(50, 100), "intense": Fraction(36, 100)}
    happened = {"core": Fraction(41, 98), "advanced": Fraction(33, 98), "intense": Fraction(24, 98)}
    alike = rates_of({"core": 100, "advanced": 100, "intense": 100}, planned, Fraction(36, 100))
    assert set(alike.values()) == {Fraction(36, 100)} and at_mix(alike, happened) == Fraction(36, 100)
    twice = rates_of({"core": 200, "advanced": 150, "intense": 100}, planned, Fraction(36, 100))
    # 0.14 × 2 + 0.5 × 1.5 + 0.36 = 1.39, and so intense 36/139 of all, advanced half as many again, core twice as many.
    assert twice == {"core": Fraction(72, 139), "advanced": Fraction(54, 139), "intense": Fraction(36, 139)}
    assert at_mix(twice, planned) == Fraction(36, 100)
    assert at_mix(twice, happened) == Fraction(41 * 72 + 33 * 54 + 24 * 36, 98 * 139)
    with pytest.raises(Refused, match="above 100%"):
        rates_of({"core": 2000, "advanced": 100, "intense": 100}, planned, Fraction(36, 100))


def test_the_business_case_of_fair_start_scotland(workspace: Workspace) -> None:
    of = back_tested(workspace, Options(), Asked(FSS, cohorts=8))
    first = [one for one in of.shares if one.outcome == "13-week"]
    assert {(one.planned, one.happened) for one in first} == {(Fraction(36, 100), Fraction(23, 100))}
    assert all(one.mix + one.otherwise == Fraction(-13, 100) for one in first)
    assert min(one.mix for one in first) < 0 < max(one.mix for one in first)
    assert of.starts == 10_063 and dict(of.planned_mix)["core"] == Fraction(14, 100)
    # Chance alone is a far narrower interval than what was not known: what happened lies outside all of the first sort.
    chance = [one for one in of.hindsight if one.spread is Spread.SAMPLING]
    assert len(chance) == 6 and not any(one.inside for one in chance)
    # The contract's own test counts fewer than were to be in work.
    assert all(one.middle < one.planned for one in of.hindsight)


def test_a_contract_without_a_business_case_is_refused(workspace: Workspace) -> None:
    with pytest.raises(Refused, match="U091"):
        back_tested(workspace, Options(), Asked("no-one-left-behind", cohorts=2))


# ---------------------------------------------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("starts: 250, illustrative: Small.", "starts: 250", "C040"),
        ("100%: 48%", "90%: 48%", "rise"),
        ("until: 2019-03-31", "until: 2019-04-03", "overlap"),
        ("starts: 250", "starts: many", "whole number"),
        ("illustrative: Small.}\n  - {from: 2019", "source: {document: nothing, clause: x}}\n  - {from: 2019", "C021"),
    ],
)
def test_a_broken_cohort_is_refused_with_its_place(workspace: Workspace, tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in SMALL
    with pytest.raises(Refused, match=code) as refused:
        load_cohort(workspace.rules.documents, small(tmp_path, SMALL.replace(old, new, 1)))
    assert all("small.yaml:" in str(problem.place) for problem in refused.value.problems)


def test_what_is_no_cohort_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="C130"):
        load_cohort(workspace.rules.documents, small(tmp_path, "- nothing\n"))
    with pytest.raises(Refused, match="U090") as refused:
        load_cohort(workspace.rules.documents, "publishd")
    assert "published" in refused.value.problems[0].remedy
    plain = small(tmp_path, SMALL[: SMALL.index("uncertain:")])
    with pytest.raises(Refused, match="how uncertain"):
        forecast(workspace, GENEROUS, Asked(FSS, (), plain, 2, uncertain=True))
    with pytest.raises(Refused, match="both numbers"):
        forecast(workspace, GENEROUS, Asked(FSS, (), plain, 2, each=25))


def test_a_cohort_of_later_years_has_time_for_every_outcome(workspace: Workspace, tmp_path: Path) -> None:
    years = SMALL.replace("2018-04-03", "2027-04-01").replace("2019-03-31", "2028-03-31")
    later = small(tmp_path, years.replace("2019-04-01", "2028-04-01").replace("2020-03-31", "2029-03-31"))
    of = ready(workspace, later)
    assert of.until > date(2031, 1, 1)
    (block,) = of.blocks(1, 0)
    assert block.people.start.min() >= date(2027, 4, 1).toordinal() - EPOCH
    assert (block.people.referral <= block.people.start).all()
    assert chain(block, of.simulator.calendar)[0].sum() > 100
    assert len({f.name for f in fields(block.people)}) > 20


# ------------------------------------------------------------------------------------------------------- the command


def run(*args: str) -> int:
    with pytest.raises(SystemExit) as stop:
        main(["forecast", *args])
    return int(stop.value.code or 0)


def test_every_format_says_the_same(cohort: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / f"out.{ending}" for ending in ("json", "csv", "xlsx", "html")]
    asked = [FSS, "--against", "no-one-left-behind", "--cohort", cohort, "--cohorts", "4", "--uncertain-rates", "-q"]
    assert run(*asked, *(part for file in files for part in ("--output", str(file))), "--output", "-") == 0
    said = capsys.readouterr().out
    told = json.loads(files[0].read_text(encoding="utf-8"))
    rows = list(csv.DictReader(io.StringIO(files[1].read_text(encoding="utf-8"))))
    assert [{name: str(value) for name, value in row.items()} for row in told["figures"]] == rows
    assert told["intervals"] == "with uncertain rates" and told["seed"] == 1
    total = next(row for row in told["figures"] if row["figure"] == "paid" and row["period"] == "total")
    shown = f"£{total['mean'] // 100:,}.{total['mean'] % 100:02d}"
    page = Page(files[3].read_text(encoding="utf-8"))
    assert page.wrong == []
    assert shown in said and shown in page.text
    book = CalamineWorkbook.from_path(str(files[2]))
    assert book.get_sheet_by_name("Totals").to_python()[1][3] == total["mean"] / 100
    assert {"with uncertain rates", "illustrative"} <= {
        word for word in ("with uncertain rates", "illustrative") if word in said
    }


def test_the_back_test_in_every_format(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [tmp_path / f"out.{ending}" for ending in ("json", "csv", "xlsx", "html")]
    outputs = [part for file in files for part in ("--output", str(file))]
    assert run(FSS, "--back-test", "--cohorts", "3", "-q", *outputs, "--output", "-") == 0
    said = capsys.readouterr().out
    page = Page(files[3].read_text(encoding="utf-8"))
    assert page.wrong == []
    assert "36% of starts to reach 13-week; 23% did" in said and "36% of starts to reach 13-week; 23% did" in page.text
    told = json.loads(files[0].read_text(encoding="utf-8"))
    assert told["planned_mix"] == {"core": "0.1400", "advanced": "0.5000", "intense": "0.3600"}
    assert len(list(csv.DictReader(io.StringIO(files[1].read_text(encoding="utf-8"))))) == len(told["figures"])
    assert CalamineWorkbook.from_path(str(files[2])).sheet_names == ["Back-test", "Notes"]


def test_months_are_shown_where_they_are_asked_for(cohort: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(FSS, "--assume", "@strict", "--cohort", cohort, "--cohorts", "2", "--months", "-q") == 0
    said = capsys.readouterr().out
    assert "paid by month" in said and "Jan 2019" in said


@pytest.mark.slow
def test_intervals_of_money_hold_nine_in_ten_other_cohorts(workspace: Workspace) -> None:
    of = ready(workspace, "published")
    prices = prices_of(of.plans, of.groups)
    first, other = (money(of.run(seed, 100).paid, prices).sum(axis=(1, 2)) for seed in (1, 2))
    found = Interval.of(first.tolist())
    inside = int(((other >= found.low90) & (other <= found.high90)).sum())
    # Of 100 cohorts 90 are to be expected; the bounds themselves are found from 100.
    assert 78 <= inside <= 98
