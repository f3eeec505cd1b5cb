"""The pages: what they must say, and that they need nothing but themselves."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from html_checks import Page
from report_samples import AS_OF, CASELOAD, EXPLAINED, PRICES, make_plan

from commissioning.compiling.compiler import Asked
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.errors import Place, Problem, Severity
from commissioning.reports.explanation_html import explanation_html
from commissioning.reports.figures import share, sums
from commissioning.reports.report_html import check_html
from commissioning.reports.report_journeys import MOST_JOURNEYS, short

pytest_plugins = ["report_fixtures"]

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(scope="module")
def html(plans, decisions) -> str:
    return check_html(
        as_of=AS_OF,
        plans=plans.values(),
        decisions=decisions,
        problems=[
            Problem("D001", "'31/02/2024' is not a date", "write 2024-02-29", Place("journeys.csv", 17, 4)),
            Problem("D002", "an unknown area", "check the code", Place("journeys.csv", 3, 2), severity=Severity.WARNING),
        ],
        counts={"journeys": 7, "jobs": 9},
        left_out={"journeys": 1},
        engine="reference",
        input_name="caseload",
        digest="0123abcd",
    )


@pytest.fixture(scope="module")
def page(html) -> Page:
    return Page(html)


def test_the_page_is_sound_and_needs_nothing_else(page, html):
    assert page.wrong == []
    assert not re.search(r'(?:href|src)="(?:https?:)?//', html)


@pytest.mark.parametrize(("journey", "contract"), EXPLAINED)
def test_every_explanation_is_sound(explained, plans, journey, contract):
    page = Page(explanation_html(explained(journey, contract), plans[contract]))
    assert page.wrong == []
    assert f"Journey {journey} under" in page.words


def test_the_first_page_says_what_was_decided_in_plain_words(page):
    assert "As of 30 June 2023, 6 journeys were each decided under 3 commissioning models: 24 outcomes in all." in page.words
    assert "to be compared and not to be added up" in page.words
    assert "1 row of the input was left out" in page.words


def test_what_would_settle_most_is_said_for_silences_and_for_facts(page):
    assert "Steady Work does not say where the window lies: 2 outcomes of 1 journey turn on it, 2 on it alone." in page.words
    assert "Facts that were not recorded" in page.words


def test_illustrative_prices_are_said_where_they_are_and_only_there(page, plans, decisions):
    assert "Prices are illustrative." in page.words
    assert "at illustrative prices" in page.words
    given = replace(PRICES, illustrative=False)
    plan = make_plan("steady-work", prices=given)
    decider = Decider(plan, Reference())
    found = [d for case in CaseBook(CASELOAD, AS_OF).cases() for d in decider.decide(case)]
    other = Page(check_html(as_of=AS_OF, plans=[plan], decisions=found))
    assert "rices are illustrative" not in other.words
    assert "is due." in other.words


def test_what_is_not_modelled_is_said_of_every_model(page, plans):
    for plan in plans.values():
        for what, why in plan.not_modelled:
            assert f"{what[0].upper()}{what[1:]}. {why}" in page.words


def test_each_silence_says_what_it_decides_and_the_idle_ones_are_named(page):
    part = page.words[page.words.index("What each silence decides A contract") :]
    assert "Where the window lies. The handbook gives the window and not where it lies." in part
    assert "The window begins on the first day of work that counts: 2 not met" in part
    assert "Any window of that length counts: 2 met" in part


def test_assumptions_overruled_clauses_and_problems_are_shown(page, plans, decisions):
    assert "Hours per week" in page.words
    assert "without saying whether 16 is enough" in page.words
    assert "is overruled by 1 January 2022 (handbook)" in page.words
    assert "journeys.csv:17:4" in page.words
    assert "write 2024-02-29" in page.words
    assert "0123abcd" in page.words
    assert plans["steady-work"].digest in page.words


def test_what_the_user_assumed_stands_on_the_first_page():
    asked = Asked(readings={"window": "rolling"}, as_it_stood=date(2022, 5, 1), recorded=("window=rolling",))
    plan = make_plan("steady-work", asked=asked)
    decider = Decider(plan, Reference())
    found = [d for case in CaseBook(CASELOAD, AS_OF).cases() for d in decider.decide(case)]
    page = Page(check_html(as_of=AS_OF, plans=[plan], decisions=found))
    assert page.wrong == []
    first = page.words[: page.words.index("By commissioning model ")]
    assert "Steady Work as it stood on 1 May 2022: window=rolling" in first


def test_the_matrix_says_in_words_what_its_signs_say(page, html):
    assert "13-week undetermined; 26-week undetermined" in page.words
    assert "not eligible" in page.words
    assert html.count('<span aria-hidden="true">') > len(CASELOAD.journeys)


def test_hostile_ids_and_words_are_only_ever_text(plans, decisions, explained):
    hostile = [replace(d, journey_id=HOSTILE) for d in decisions if d.journey_id == "GAP"]
    problem = Problem("D001", HOSTILE, HOSTILE, Place(HOSTILE, 1, 1))
    html = check_html(
        as_of=AS_OF, plans=plans.values(), decisions=hostile, problems=[problem], input_name=HOSTILE, digest=HOSTILE
    )
    assert "<script" not in html
    assert Page(html).wrong == []
    assert HOSTILE in Page(html).text
    explanation = explained("GAP", "steady-work")
    jobs = tuple(replace(job, job_id=f'"><img src=x onerror={n}>') for n, job in enumerate(explanation.jobs))
    html = explanation_html(replace(explanation, journey_id=HOSTILE, jobs=jobs, trace=(HOSTILE,)), plans["steady-work"])
    assert "<script" not in html
    assert "<img" not in html
    assert Page(html).wrong == []


def test_a_large_caseload_leaves_the_journeys_out_and_says_where_they_are(plans, decisions):
    own = [d for d in decisions if d.journey_id == "GAP"]
    many = [replace(d, journey_id=f"J{n}") for n in range(MOST_JOURNEYS + 1) for d in own]
    html = check_html(as_of=AS_OF, plans=plans.values(), decisions=many)
    page = Page(html)
    assert page.wrong == []
    assert "There are 501 journeys, more than the 500 for which this page shows each one." in page.words
    assert "--output decisions.csv" in page.words
    assert "J77" not in page.words
    assert len(html) < 100_000


def test_nothing_decided_is_a_page_too(plans):
    page = Page(check_html(as_of=AS_OF, plans=plans.values(), decisions=[]))
    assert page.wrong == []
    assert "0 journeys were each decided under 3 commissioning models: 0 outcomes in all." in page.words


def test_forty_journeys_under_every_national_model_stay_small(workspace):
    from commissioning.app.workspace import Options
    from commissioning.app.workspace import plans as national

    chosen = national(workspace, Options())
    journeys = [replace(j, journey_id=f"{j.journey_id}-{n}") for n in range(7) for j in CASELOAD.journeys][:40]
    book = CaseBook(replace(CASELOAD, journeys=tuple(journeys)), date(2025, 3, 31))
    deciders = [Decider(plan, Reference()) for plan in chosen]
    found = [x for j in journeys for decider in deciders for x in decider.decide(book.case(j, decider.plan.family))]
    html = check_html(as_of=date(2025, 3, 31), plans=chosen, decisions=found)
    assert len(chosen) >= 4
    assert len(html.encode()) < 1_500_000
    assert Page(html).wrong == []


def test_short_names_shares_and_sums():
    assert [short(name) for name in ("13-week", "job-start", "all-job-starts")] == ["13", "JS", "AJS"]
    assert [share(0, 7), share(1, 300), share(1, 2), share(1, 8), share(7, 7), share(0, 0)] == [
        "0%",
        "less than 1%",
        "50%",
        "13%",
        "100%",
        "0%",
    ]
    assert sums(70_000, 150_000) == "£700.00 to £1,500.00"
