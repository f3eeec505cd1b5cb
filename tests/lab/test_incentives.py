"""What terms reward: each kind of witness worked out by hand on a small contract, and margins by group."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from html_checks import Page

from commissioning.app.incentives import Asked, Found, incentives, scenes_as_cells
from commissioning.app.workspace import Options, Workspace, open_workspace
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.incentives import Kind, Rechecked, Witness
from commissioning.domain.journeys import Journey
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Refused
from commissioning.lab.costs import load_costs
from commissioning.lab.margins import margins
from commissioning.reports import incentive_rows, incentive_words
from commissioning.reports.files import to_json
from commissioning.reports.incentive_html import incentives_html

AS_OF = date(2020, 6, 30)
FSS = "fair-start-scotland"

CONTRACT = """
contract: tried
title: A contract to be tried
summary: Four weeks in five of 10 hours, twelve from 2022 on, claimed within 30 days.
scope: local
terms:
  - id: hours
    kind: hours_per_week
    at_least:
      - {value: 10, from: 2020-01-01}
      - {value: 12, from: 2022-01-01}
    applies_by: start
    inclusive: yes
    concurrent_jobs: separate
    illustrative: a test
  - {id: begin, kind: pre_work_support, limit: 60 days, decides_outcomes: yes, illustrative: a test}
  - id: outcomes
    kind: sustained_outcomes
    window: first_start
    outcomes: {13-week: {weeks: 4, within: 5}}
    illustrative: a test
  - {id: claims, kind: claim_window, within: [30 days], illustrative: a test}
  - use: prices
"""

CASES = """
cases:
  - case: Ten hours from 1 June 2020 reach four weeks on 28 June
    as_of: 2020-06-30
    journey: {referral_date: 2020-05-04, start_date: 2020-05-11, payment_group: core}
    jobs: [{start_date: 2020-06-01, weekly_hours: 10, basis: employee}]
    expect: {13-week: met 2020-06-28}
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tried")
    (root / "tried").mkdir()
    (root / "tried" / "contract.yaml").write_text(CONTRACT, encoding="utf-8")
    (root / "tried" / "cases.yaml").write_text(CASES, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def tried(folder: Path) -> Workspace:
    return open_workspace((folder,))


@pytest.fixture(scope="module")
def found(tried: Workspace, caseload: Path) -> Found:
    return incentives(tried, Options(), Asked("tried", input=caseload), AS_OF)


def _of(found: Found, kind: Kind) -> list[Witness]:
    return [one for one in found.incentives.witnesses if one.kind is kind]


def _hours(one: Witness) -> tuple[int, int]:
    return tuple((scene.jobs[0].weekly_hours or 0) // 100 for scene in (one.first, one.second))  # type: ignore[return-value]


def test_one_hour_changes_the_pay_in_each_era_of_the_contract(found: Found) -> None:
    cliffs = _of(found, Kind.HOURS_CLIFF)
    assert [(_hours(one), one.pence, one.cause.terms) for one in cliffs] == [
        ((9, 10), 700_00, ("hours",)),
        ((11, 12), 700_00, ("hours",)),
    ]


def test_one_day_of_work_changes_the_pay(found: Found) -> None:
    (cliff,) = _of(found, Kind.DAYS_CLIFF)
    # 28 days in 35: the job begins 28 days after the start, on 8 June 2020.
    assert cliff.first.jobs[0].start_date == date(2020, 6, 8)
    assert (cliff.first.jobs[0].end_date, cliff.second.jobs[0].end_date) == (date(2020, 7, 4), date(2020, 7, 5))
    assert (cliff.before.due, cliff.after.due, cliff.cause.terms) == (0, 700_00, ("outcomes",))


def test_more_work_without_more_pay(found: Found) -> None:
    hours = [(_hours(one), one.before.due, one.amount, one.cause.terms) for one in _of(found, Kind.HOURS_DEAD_ZONE)]
    assert ((10, 40), 700_00, 30, ("outcomes",)) in hours
    assert ((1, 9), 0, 8, ("hours",)) in hours
    days = [(one.before.due, one.amount) for one in _of(found, Kind.DAYS_DEAD_ZONE)]
    # From the 28th day to the last tried, the 433rd. Twenty-six days before it are too few to tell.
    assert days == [(700_00, 433 - 28)]
    assert "405 more days of work pay nothing more: £700.00 either way." in incentive_words.said(
        _of(found, Kind.DAYS_DEAD_ZONE)[0]
    )


def test_splitting_a_job_in_two_held_at_once_loses_the_pay(found: Found) -> None:
    (split,) = _of(found, Kind.SPLIT_AT_ONCE)
    assert [row.weekly_hours for row in split.second.jobs] == [5_00, 5_00]
    assert (split.pence, split.cause.terms) == (-700_00, ("hours",))
    assert _of(found, Kind.SPLIT_IN_TURN) == []


def test_work_that_begins_the_day_before_the_start_pays_nothing(found: Found) -> None:
    (early,) = _of(found, Kind.JOB_BEFORE_START)
    assert [scene.jobs[0].start_date for scene in (early.first, early.second)] == [date(2020, 5, 10), date(2020, 5, 11)]
    assert early.pence == 700_00


def test_a_start_recorded_a_day_later_brings_work_within_the_limit(found: Found) -> None:
    (late,) = _of(found, Kind.DELAYED_START)
    # 11 May ⊕ 60 days is 10 July: a job of 11 July is too late, unless the start is recorded on 12 May.
    assert late.first.jobs == late.second.jobs
    assert late.first.jobs[0].start_date == date(2020, 7, 11)
    assert (late.first.journey.start_date, late.second.journey.start_date) == (date(2020, 5, 11), date(2020, 5, 12))
    assert (late.pence, late.cause.terms) == (700_00, ("begin",))


def test_a_day_across_which_a_value_changes(found: Found) -> None:
    (across,) = _of(found, Kind.DELAYED_ACROSS)
    assert (across.first.journey.start_date, across.second.journey.start_date) == (date(2021, 12, 31), date(2022, 1, 1))
    assert _hours(across) == (10, 10)
    assert (across.pence, across.cause.terms) == (-700_00, ("hours",))


def test_a_claim_may_be_left_to_its_deadline(found: Found) -> None:
    (claim,) = _of(found, Kind.CLAIM_DEADLINE)
    assert (claim.amount, claim.pence, claim.cause.terms) == (30, -700_00, ("claims",))
    assert incentive_words.said(claim) == (
        "A claim for 13-week may be left 30 days and pays the same; the day after, £700.00 is lost."
    )


def test_the_person_is_that_of_the_case_that_pays_most(found: Found) -> None:
    assert found.incentives.person == "Ten hours from 1 June 2020 reach four weeks on 28 June"


def test_without_a_case_there_is_nobody_to_try(folder: Path, tmp_path: Path, caseload: Path) -> None:
    (tmp_path / "bare").mkdir()
    text = CONTRACT.replace("contract: tried", "contract: bare")
    (tmp_path / "bare" / "contract.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        incentives(open_workspace((tmp_path,)), Options(), Asked("bare", input=caseload), AS_OF)
    assert refused.value.problems[0].code == "U080"


def test_a_caseload_needs_its_day(tried: Workspace, caseload: Path) -> None:
    with pytest.raises(Refused) as refused:
        incentives(tried, Options(), Asked("tried", input=caseload), None)
    assert refused.value.problems[0].code == "U081"


# ----------------------------------------------------------------------------------------------------- an earlier design


def test_a_design_is_tried_on_the_witnesses_of_an_earlier_one(
    tried: Workspace, caseload: Path, found: Found, tmp_path: Path
) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(
        to_json(incentive_rows.incentives_json(found.incentives, found.plan, scenes_as_cells(found.incentives))),
        encoding="utf-8",
    )
    same = incentives(tried, Options(), Asked("tried", input=caseload, against=file), AS_OF)
    assert {one.verdict for one in same.incentives.rechecked} == {"as before"}
    assert len(same.incentives.rechecked) == len(found.incentives.witnesses)
    asked = Asked("tried", ("hours.at_least=8", "hours.concurrent_jobs=added"), input=caseload, against=file)
    other = incentives(tried, Options(), asked, AS_OF)
    by_kind = {(one.kind, one.what[0].partition(" from")[0]): one for one in other.incentives.rechecked}
    assert by_kind["hours_cliff", "9 hours a week"].verdict == "gone"
    assert by_kind["split_at_once", "one job of 10 hours a week"].verdict == "gone"
    assert by_kind["hours_dead_zone", "1 hour a week"].verdict == "no longer flat"
    assert by_kind["job_before_start", "10 hours a week"].verdict == "as before"
    page = Page(_html(other))
    assert page.wrong == []
    assert "The witnesses of tried, under this design" in page.words


@pytest.mark.parametrize(
    ("earlier", "now", "verdict"),
    [
        (100, 100, "as before"),
        (0, 50, "no longer flat"),
        (100, 0, "gone"),
        (100, -5, "turned"),
        (100, 50, "smaller"),
        (-1, -9, "larger"),
    ],
)
def test_what_became_of_a_witness(earlier: int, now: int, verdict: str) -> None:
    assert Rechecked("hours_cliff", ("", ""), earlier, now, "x").verdict == verdict


@pytest.mark.parametrize("text", ["{}", "[1, 2]", "not json: [", '{"witnesses": 3}'])
def test_a_file_that_holds_no_witnesses_is_refused(tried: Workspace, caseload: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "other.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as refused:
        incentives(tried, Options(), Asked("tried", input=caseload, against=file), AS_OF)
    assert refused.value.problems[0].code == "C121"


def test_a_witness_that_cannot_be_read_is_told_with_its_place(
    tried: Workspace, caseload: Path, found: Found, tmp_path: Path
) -> None:
    data = incentive_rows.incentives_json(found.incentives, found.plan, scenes_as_cells(found.incentives))
    broken = json.loads(to_json(data))
    broken["witnesses"][0]["first"]["jobs"][0]["weekly_hours"] = "many"
    file = tmp_path / "broken.json"
    file.write_text(json.dumps(broken, indent=1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        incentives(tried, Options(), Asked("tried", input=caseload, against=file), AS_OF)
    (problem,) = refused.value.problems
    assert problem.code == "C013" and "many" in problem.message and problem.place.line > 1


# --------------------------------------------------------------------------------------------------------------- margins


def _decision(journey: str, due: int) -> Decision:
    verdict = Verdict.MET if due else Verdict.NOT_MET
    reason = Reason(ReasonCode.REACHED) if due else Reason(ReasonCode.NOT_SUSTAINED, "outcomes", because=("hours",))
    return Decision(
        journey, "c", "13-week", AS_OF, Verdict.MET, verdict, reason, AS_OF if due else None, times=1, price=Due(due, due)
    )


def test_margins_by_group_say_who_is_parked_and_who_is_creamed() -> None:
    costs = load_costs(None)
    people = [
        (
            Journey(f"{group}{i}", "c", start_date=date(2020, 1, 1), payment_group=group),
            [_decision("x", 1_000_00 if i < met else 0)],
        )
        for group, met in (("core", 3), ("advanced", 3), ("intense", 1))
        for i in range(5)
    ]
    unstarted = (Journey("later", "c", start_date=date(2021, 1, 1), payment_group="core"), [_decision("x", 1_000_00)])
    found = {m.group: m for m in margins([*people, unstarted], costs, AS_OF) if m.breakdown == "payment_group"}
    assert costs.groups == {"core": 300_00, "advanced": 600_00, "intense": 1_200_00}
    # Three of five bring £1,000 each: £600 for each start; of intense one of five does: £200.
    assert [(m.starts, m.due, m.cost, m.margin, m.parked, m.creamed) for m in found.values()] == [
        (5, 600_00, 600_00, 0, False, False),
        (5, 600_00, 300_00, 300_00, False, True),
        (5, 200_00, 1_200_00, -1_000_00, True, False),
    ]
    assert (found["intense"].term, found["intense"].unmet) == ("hours", 4)
    assert margins([unstarted], costs, AS_OF) == ()


def test_costs_say_where_they_come_from(tmp_path: Path) -> None:
    assert load_costs(None).illustrative
    file = tmp_path / "costs.yaml"
    whole = "costs: ours\ntitle: Ours\ngroups: {core: £1, advanced: £2, intense: £3}\nnot_recorded: £2\n"
    file.write_text(whole + "source: {document: our-books, clause: page 1}\n", encoding="utf-8")
    ours = load_costs(file)
    assert (ours.illustrative, ours.of("intense"), ours.of(None), ours.why) == (False, 300, 200, "our-books, page 1")
    for text, code in ((whole, "C040"), ("- 1\n", "C120"), (whole.replace("core: £1, ", ""), "C011")):
        file.write_text(text, encoding="utf-8")
        with pytest.raises(Refused) as refused:
            load_costs(file)
        assert refused.value.problems[0].code == code


# ------------------------------------------------------------------------------------------------------------- reports


def _html(found: Found) -> str:
    return incentives_html(
        found=found.incentives,
        plan=found.plan,
        as_of=found.as_of,
        settings=found.design.settings,
        seed=found.seed,
        input_name=found.input_name,
        digest=found.read.digest if found.read else "",
    )


def test_the_page_is_sound_and_says_what_it_rests_on(found: Found) -> None:
    page = Page(_html(found))
    assert page.wrong == []
    for words in (
        "These are made-up journeys.",
        "Prices are illustrative.",
        "Clause at fault",
        "Leaving a claim to its deadline",
    ):
        assert words in page.words
    assert found.plan.digest in page.words
    assert "Looked for and not found: Splitting one job in two held in turn" in page.words


def test_made_up_journeys_carry_their_seed(workspace: Workspace) -> None:
    pytest.importorskip("numpy")
    found = incentives(workspace, Options(), Asked("no-one-left-behind", journeys=40, seed=7), None)
    assert found.seed == "Made-up journeys: model fair-start-scotland, seed 7."
    assert "40 made-up journeys of the model fair-start-scotland, with referral dates set aside" in found.incentives.cohort
    again = incentives(workspace, Options(), Asked("no-one-left-behind", journeys=40, seed=7), None)
    assert found.incentives == again.incentives
    assert "seed 7" in Page(_html(found)).words
    # No number of hours is asked: all hours pay the same.
    assert _of(found, Kind.HOURS_CLIFF) == []
    assert [one.amount for one in _of(found, Kind.HOURS_DEAD_ZONE)] == [39]


def test_rows_and_text_hold_every_witness(found: Found) -> None:
    rows = list(incentive_rows.witness_rows(found.incentives, found.plan))
    assert len(rows) == len(found.incentives.witnesses)
    assert all(set(row) == set(incentive_rows.COLUMNS) for row in rows)
    text = "\n".join(incentive_rows.incentives_text(found.incentives, found.plan))
    assert "9 hours a week from" in text and "Putting work off until the start date" in text
