"""Comparisons: counts, money and flips worked out by hand, and what must add up whatever is compared."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from html_checks import Page

from commissioning.app.compare import FIRST_PAGE, Compared, compare
from commissioning.app.compare_report import compare_report
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.comparisons import ABSENT, BREAKDOWNS, Basis, Flip
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Refused
from commissioning.reports import compare_rows, compare_words
from commissioning.reports.compare_findings import findings
from commissioning.reports.compare_text import compare_text

AS_OF = date(2020, 6, 30)
LAUNCH, VARIED, NOLB, SES = range(4)
SAMPLE = Path(__file__).parent.parent.parent / "examples" / "caseload"


@pytest.fixture(scope="module")
def compared(workspace: Workspace, caseload: Path) -> Compared:
    return compare(caseload, workspace, Options(), AS_OF)


@pytest.fixture(scope="module")
def sample(workspace: Workspace) -> Compared:
    return compare(SAMPLE, workspace, Options(), date(2026, 3, 31))


def test_without_a_contract_the_four_of_the_question_are_compared(compared: Compared) -> None:
    assert tuple(model.key for model in compared.comparison.models) == FIRST_PAGE
    assert (compared.comparison.journeys, compared.comparison.starts, compared.comparison.in_work) == (5, 5, 4)


def test_what_is_due_under_each(compared: Compared) -> None:
    # TWENTY, of the group advanced, reaches 13, 26 and 52 weeks: £1,000 + £1,300 + £1,600. TWELVE and BLANK, of the group
    # core, do where 12 hours are enough: £700 + £900 + £1,100 each. NOLB and SES pay a job start besides: £300 core, £500
    # advanced, £800 intense. LATE reaches no sustained outcome anywhere. SES asks for a disability or a condition.
    def due(model: int, basis: Basis) -> int:
        return compared.comparison.total(model, basis).all.least

    assert due(LAUNCH, Basis.RECORDED) == 3_900_00
    assert due(VARIED, Basis.RECORDED) == 3_900_00 + 2 * 2_700_00
    assert due(NOLB, Basis.RECORDED) == 3_000_00 + 4_400_00 + 800_00
    assert due(NOLB, Basis.ASSUMED) == 2 * 3_000_00 + 4_400_00 + 800_00
    assert due(SES, Basis.RECORDED) == 3_000_00
    assert due(SES, Basis.ASSUMED) == 2 * 3_000_00


def _flips(compared: Compared, first: int, second: int, journey: str) -> dict[str, Flip]:
    return {
        flip.move.outcome: flip
        for flip in compared.comparison.flips
        if (flip.move.first, flip.move.second) == (first, second) and journey in flip.who
    }


def test_twelve_hours_flip_by_the_hours_clause_with_its_source(compared: Compared) -> None:
    found = _flips(compared, LAUNCH, VARIED, "TWELVE")
    assert set(found) == {"13-week", "26-week", "52-week"}
    flip = found["13-week"]
    assert (flip.move.before, flip.move.after) == (Verdict.NOT_MET, Verdict.MET)
    assert (flip.move.cause.side, flip.move.cause.terms) == (0, ("hours",))
    assert (flip.count, flip.least, flip.who) == (2, 1_400_00, ["TWELVE", "BLANK"])
    pair = (compared.plans[LAUNCH], compared.plans[VARIED])
    assert compare_words.cause(flip.move.cause, pair) == "Hours per week"
    assert "16 hours" in compare_words.backing(flip.move.cause, pair)
    assert "response to recommendation 2" in compare_words.backing(flip.move.cause, pair)


def test_the_smallest_journey_has_the_fewest_rows_of_jobs(compared: Compared) -> None:
    flip = _flips(compared, LAUNCH, VARIED, "BLANK")["13-week"]
    assert flip.witness is not None
    assert (flip.witness.journey_id, flip.witness.rows) == ("TWELVE", 1)
    assert flip.witness.second is not None
    assert flip.witness.second.reached_on == date(2018, 9, 2)


def test_missing_suitability_is_shown_undetermined_and_assumed(compared: Compared) -> None:
    recorded = compared.comparison.total(NOLB, Basis.RECORDED).all.verdicts
    assumed = compared.comparison.total(NOLB, Basis.ASSUMED).all.verdicts
    assert recorded[Verdict.UNDETERMINED] - assumed[Verdict.UNDETERMINED] == 4
    assert assumed[Verdict.MET] - recorded[Verdict.MET] == 4
    flip = _flips(compared, LAUNCH, NOLB, "BLANK")["13-week"]
    assert (flip.count, flip.resting) == (2, 1)


def test_assuming_it_outright_leaves_one_basis(workspace: Workspace, caseload: Path) -> None:
    one = compare(caseload, workspace, Options(assume=("reflects_needs=yes",)), AS_OF).comparison
    assert one.basis is Basis.RECORDED
    assert one.total(NOLB).all.least == 2 * 3_000_00 + 4_400_00 + 800_00


def test_work_outside_the_window_is_a_row_of_its_own(compared: Compared) -> None:
    # 42 days and 49 days, 22 apart: the 91st lies on day 113. LATE is of the group intense: £1,500.
    outside = compared.comparison.total(LAUNCH).outside
    assert (outside.journeys, outside.outcomes, outside.least, outside.most) == (1, 1, 1_500_00, 1_500_00)
    assert compared.comparison.total(NOLB).outside.outcomes == 0


def test_an_outcome_that_one_lacks_is_absent_and_not_lost(compared: Compared) -> None:
    flip = _flips(compared, LAUNCH, NOLB, "TWENTY")["job-start"]
    assert (flip.move.before, flip.move.after) == (ABSENT, Verdict.MET)
    assert flip.move.cause.absent


def test_who_loses_disability_is_the_clause(compared: Compared) -> None:
    flip = _flips(compared, LAUNCH, SES, "TWENTY")["13-week"]
    assert (flip.move.before, flip.move.after, flip.least) == (Verdict.MET, Verdict.NOT_MET, -1_000_00)
    assert (flip.move.cause.side, flip.move.cause.terms) == (1, ("disability_or_condition",))
    assert flip.move.cause.code is ReasonCode.CONDITION_NOT_MET


def test_referral_dates_are_set_aside_and_said_unless_as_dated(
    workspace: Workspace, caseload: Path, compared: Compared
) -> None:
    assert all("referral_window set aside" in plan.recorded for plan in compared.plans)
    dated = compare(caseload, workspace, Options(), AS_OF, as_dated=True)
    assert not any("referral_window set aside" in plan.recorded for plan in dated.plans)
    assert dated.comparison.total(SES).eligible[Verdict.MET] == 0
    text = "\n".join(compare_text(compared.comparison, compared.plans, compared.set_aside))
    assert "Referral dates are set aside." in text
    assert "Referral dates are set aside." not in "\n".join(compare_text(dated.comparison, dated.plans, dated.set_aside))


def test_costs_are_divided_by_the_same_people(compared: Compared) -> None:
    costs = {what: (number, pence) for what, number, pence in compare_words.costs(compared.comparison, VARIED)}
    assert costs["for each start"] == (5, 1_860_00)
    assert costs["for each person who began a job"] == (4, 2_325_00)
    assert costs["for each sustained outcome met"] == (9, 1_033_33)
    assert compare_words.unit_cost(100, 0) is None


@pytest.mark.parametrize("which", ["compared", "sample"])
@pytest.mark.parametrize("breakdown", BREAKDOWNS)
def test_the_groups_of_every_breakdown_add_up(which: str, breakdown: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(which).comparison
    for (basis, model), total in found.totals.items():
        of = [
            found.figure(model, outcome, breakdown, group, basis)
            for group in found.groups(breakdown)
            for outcome in found.models[model].outcomes
        ]
        assert sum(figure.least for figure in of) == total.all.least
        assert sum(figure.most for figure in of) == total.all.most
        for verdict in Verdict:
            assert sum(figure.verdicts[verdict] for figure in of) == total.all.verdicts[verdict]


@pytest.mark.parametrize("which", ["compared", "sample"])
def test_flips_add_up_in_number_and_in_money(which: str, request: pytest.FixtureRequest) -> None:
    found = request.getfixturevalue(which).comparison
    for (basis, first, second), matrix in found.matrices.items():
        outcomes = {*found.models[first].outcomes, *found.models[second].outcomes}
        assert matrix.total() == found.journeys * len(outcomes)
        if basis is not found.basis:
            continue
        flips = [flip for flip in found.flips if (flip.move.first, flip.move.second) == (first, second)]
        assert sum(flip.count for flip in flips) == sum(n for (a, b), n in matrix.items() if a != b)
        assert sum(len(flip.who) for flip in flips) == sum(flip.count for flip in flips)
        change = found.total(second).all.least - found.total(first).all.least
        assert sum(flip.least for flip in flips) == change
        grouped = compare_words.grouped(found.flips, first, second)
        assert sum(one.count for one in grouped) == sum(flip.count for flip in flips)
        assert sum(one.least for one in grouped) == change


def test_two_by_two_says_the_same_as_one_by_one(workspace: Workspace, compared: Compared, caseload: Path) -> None:
    two = compare(caseload, workspace, Options(contracts=(FIRST_PAGE[0], FIRST_PAGE[2])), AS_OF).comparison
    of_four = compared.comparison.matrices[Basis.ASSUMED, LAUNCH, NOLB]
    assert two.matrices[Basis.ASSUMED, 0, 1] == of_four


def test_one_contract_cannot_be_compared(workspace: Workspace, caseload: Path) -> None:
    with pytest.raises(Refused) as refused:
        compare(caseload, workspace, Options(contracts=("no-one-left-behind",) * 2), AS_OF)
    assert refused.value.problems[0].code == "U070"


def test_beyond_a_number_journeys_are_counted_and_not_listed(compared: Compared) -> None:
    from commissioning.lab.comparing import Comparing, Facts

    decisions = [[flip.witness.first] for flip in compared.comparison.flips if flip.move.second == VARIED and flip.witness]
    other = [[flip.witness.second] for flip in compared.comparison.flips if flip.move.second == VARIED and flip.witness]
    models = [replace(model, outcomes=("13-week",)) for model in compared.comparison.models[:2]]
    comparing = Comparing(models, compared.plans[:2], AS_OF, most_listed=1)
    journey = compared.read.caseload.journeys[0]
    for position in range(3):
        comparing.add(Facts(journey, (), position), [decisions[0], other[0]])
    (flip,) = comparing.result().flips
    assert (flip.count, len(flip.who)) == (3, 1)


def test_the_first_page_answers_the_question(compared: Compared) -> None:
    said = " ".join(findings(compared.comparison, compared.plans))
    assert "A £3,900.00; B £9,300.00; C £8,200.00, £11,200.00 if assumed; D £3,000.00, £6,000.00 if assumed." in said
    assert "From A to B, 6 outcomes are met that were not and 0 outcomes are no longer met." in said
    assert "What is gained turns on “Hours per week”." in said
    assert "Besides, C alone has the outcome job-start, met 4 times." in said
    assert "1 person under A (£1,500.00)" in said


def test_the_page_is_sound_and_needs_nothing_else(compared: Compared, sample: Compared) -> None:
    for one in (compared, sample):
        html = compare_report(one, "Models compared")
        page = Page(html)
        assert page.wrong == []
        assert "http://www.w3.org/2000/svg" in html
        assert html.count("<svg") == html.count("<title id=") >= 2
        for plan in one.plans:
            assert plan.digest in html
        assert one.read.digest in html
    assert "Prices are illustrative." in page.words
    assert "Who flips, and by which clause" in page.words


def test_rows_hold_every_figure_and_every_person_that_flips(compared: Compared) -> None:
    found, plans = compared.comparison, compared.plans
    figures = list(compare_rows.figure_rows(found, plans))
    everyone = [row for row in figures if row["breakdown"] == "everyone" and row["basis"] == "recorded"]
    assert sum(int(str(row["due_pence"])) for row in everyone if row["contract"] == FIRST_PAGE[1]) == 9_300_00
    assert all(set(row) == set(compare_rows.FIGURES) for row in figures)
    flips = list(compare_rows.flip_rows(found, plans))
    assert all(set(row) == set(compare_rows.FLIPS) for row in flips)
    people = list(compare_rows.people_rows(found, plans))
    assert sum(int(str(row["outcomes"])) for row in flips) == len(people)
    assumed = next(row for row in figures if row["basis"] == "assumed" and row["contract"] == "no-one-left-behind")
    assert "reflects_needs=yes" in str(assumed["assumptions"])
    assert compare_rows.compare_json(found, plans)["journeys"] == 5


def test_what_stands_in_the_data_does_nothing_to_a_page_or_a_terminal(
    workspace: Workspace, caseload: Path, tmp_path: Path
) -> None:
    hostile = tmp_path / "hostile"
    hostile.mkdir()
    text = (caseload / "journeys.csv").read_text(encoding="utf-8").replace(",P1,", ",<script>alert(1)</script>,")
    (hostile / "journeys.csv").write_text(text, encoding="utf-8")
    (hostile / "jobs.csv").write_text((caseload / "jobs.csv").read_text(encoding="utf-8"), encoding="utf-8")
    found = compare(hostile, workspace, Options(), AS_OF)
    page = Page(compare_report(found, "Models compared"))
    assert page.wrong == []
    assert "<script>alert(1)</script>" in page.words


def test_made_up_journeys_are_said_to_be_with_their_seed(workspace: Workspace, caseload: Path, tmp_path: Path) -> None:
    import json
    import shutil

    from commissioning.app.made_up import MANIFEST

    files = pytest.importorskip("commissioning.lab.simulation_files")
    assert MANIFEST == files.MANIFEST
    made = tmp_path / "made"
    shutil.copytree(caseload, made)
    manifest = {"simulation": "fair-start-scotland", "seed": 7, "journeys": 5}
    (made / "simulation.json").write_text(json.dumps(manifest), encoding="utf-8")
    found = compare(made, workspace, Options(), AS_OF)
    said = "Made-up journeys: 5 of the model fair-start-scotland, seed 7. No person is behind any of them."
    assert found.seed == said
    assert said in Page(compare_report(found, "Models compared")).words
    for other in ("[]", "{", '{"seed": "x"}'):
        (made / "simulation.json").write_text(other, encoding="utf-8")
        assert compare(made, workspace, Options(), AS_OF).seed == ""


def test_a_job_that_does_not_suit_is_at_fault_where_the_outcome_can_still_be_met(sample: Compared) -> None:
    # J22 has 37.5 hours a week in a job that does not reflect the person's needs: enough for FSS, and never enough for NOLB,
    # where another job may still come.
    flip = _flips(sample, LAUNCH, NOLB, "J22")["13-week"]
    assert (flip.move.before, flip.move.after) == (Verdict.MET, Verdict.NOT_YET)
    assert flip.move.cause.terms == ("flexible_hours",)
    # J25 works 7.5 hours a week, and may still find a job of 16.
    flip = _flips(sample, LAUNCH, NOLB, "J25")["13-week"]
    assert (flip.move.before, flip.move.after, flip.move.cause.terms) == (Verdict.NOT_YET, Verdict.MET, ("hours",))
