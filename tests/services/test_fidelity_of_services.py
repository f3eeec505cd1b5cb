"""Fidelity as a term of services: scored reviews and reported ones, self-assessments, and time to get there."""

from __future__ import annotations

from datetime import date
from itertools import islice

import pytest

from commissioning.app.fidelity import fidelity_scales
from commissioning.domain.fidelity import Instrument, Review
from commissioning.domain.journeys import Caseload, Journey
from commissioning.domain.service_decisions import ServiceCode
from commissioning.domain.services import Service, ServiceBook
from commissioning.services.service_fidelity import facts_of_journeys
from services.services_setting import AS_OF, decided, one_term, plan_of

SCALES = fidelity_scales()
ITEMS = [item.id for item in SCALES["ips-25"].items]
GOOD = plan_of("\n- id: fidelity\n  kind: fidelity_required\n  at_least: good\n  illustrative: an example\n")
IN_TIME = plan_of(
    "\n- id: fidelity\n  kind: fidelity_required\n  at_least: good\n  within: 18 months\n  illustrative: an example\n"
)


def review(total: int, on: date = date(2025, 1, 15), *, items: int = 25, scale: str = "ips-25") -> Review:
    """A review of that total: every scored item the same, but for the last few."""
    low, more = divmod(total, items)
    scores = {item: low + (number < more) for number, item in enumerate(islice(ITEMS, items))}
    return Review("A", on, scale, Instrument.FORMAL_REVIEW, scores)


@pytest.mark.parametrize(("total", "verdict"), [(99, "not_met"), (100, "met"), (115, "met"), (74, "not_met")])
def test_the_band_of_the_latest_formal_review_decides(total: int, verdict: str) -> None:
    assert one_term(GOOD, reviews=[review(total)]).verdict == verdict


def test_the_latest_review_up_to_the_day_counts() -> None:
    reviews = [review(110, date(2024, 1, 1)), review(90, date(2025, 1, 1)), review(120, date(2025, 4, 1))]
    assert one_term(GOOD, reviews=reviews).verdict == "not_met"
    assert one_term(GOOD, reviews=reviews, as_of=date(2024, 12, 31)).verdict == "met"
    assert one_term(GOOD, reviews=reviews, as_of=date(2025, 4, 1)).verdict == "met"


def test_a_review_on_a_scale_without_bands_gives_none_and_takes_none() -> None:
    older = Review("A", date(2025, 2, 1), "ips-15", Instrument.FORMAL_REVIEW, {item.id: 5 for item in SCALES["ips-15"].items})
    alone = one_term(GOOD, reviews=[older])
    assert (alone.verdict, alone.code) == ("undetermined", ServiceCode.NOT_REVIEWED)
    assert one_term(GOOD, reviews=[older, review(110)]).verdict == "met"


def test_a_review_with_blank_items_decides_only_where_every_score_would() -> None:
    open_items = one_term(GOOD, reviews=[review(96, items=24)])
    assert (open_items.verdict, open_items.code) == ("undetermined", ServiceCode.MISSING_FACT)
    assert one_term(GOOD, reviews=[review(94, items=24)]).verdict == "not_met"
    assert one_term(GOOD, reviews=[review(99, items=24)]).verdict == "met"


def test_a_guided_self_assessment_never_decides() -> None:
    own = "{reviews: [{instrument: guided_self_assessment, word: Exemplary}]}"
    decision = decided(GOOD, reported=own)
    assert (decision.terms[0].verdict, decision.terms[0].code) == ("undetermined", ServiceCode.NOT_REVIEWED)
    assert (decision.fidelity.band, decision.fidelity.self_assessment) == (None, "Exemplary")
    readiness = Review("A", date(2025, 1, 1), "ips-25", Instrument.GUIDED_SELF_ASSESSMENT, dict.fromkeys(ITEMS, 5))
    assert one_term(GOOD, reviews=[readiness]).code is ServiceCode.NOT_REVIEWED


def test_a_reported_review_counts_from_the_day_it_is_known_of() -> None:
    said = "{reviews: [{instrument: formal_review, word: Good, band: good}]}"
    assert one_term(GOOD, reported=said).verdict == "met"
    assert one_term(GOOD, reported=said, as_of=date(2025, 3, 30)).verdict == "undetermined"


@pytest.mark.parametrize(
    ("begins", "total", "verdict", "earliest"),
    [
        (date(2023, 9, 30), 99, "not_met", None),
        (date(2023, 10, 1), 99, "not_yet", date(2025, 4, 1)),
        (date(2023, 9, 30), 100, "met", None),
        (None, 99, "undetermined", None),
        (None, 100, "undetermined", None),
    ],
)
def test_time_to_get_there(begins: date | None, total: int, verdict: str, earliest: date | None) -> None:
    """18 months from 30 September 2023 end on 30 March 2025; from 1 October 2023 on 1 April 2025."""
    term = one_term(IN_TIME, service=Service("A", commissioned_from=begins), reviews=[review(total)])
    assert (term.verdict, term.earliest) == (verdict, earliest)
    if begins is None:
        assert term.missing == ("commissioned_from",)


def test_what_was_found_after_the_time_does_not_count() -> None:
    service = Service("A", commissioned_from=date(2022, 1, 1))
    late = [review(90, date(2023, 1, 1)), review(110, date(2024, 1, 1))]
    assert one_term(IN_TIME, service=service, reviews=late).verdict == "not_met"


CENTRE = plan_of(
    "\n- id: centre\n  kind: centre_of_excellence\n  fidelity: good\n"
    "  shown: [good_practice_casework, sufficient_job_outcomes]\n"
    "  illustrative: an example\n"
)


@pytest.mark.parametrize(
    ("facts", "total", "verdict"),
    [
        ("{good_practice_casework: {value: yes}, sufficient_job_outcomes: {value: yes}}", 100, "met"),
        ("{good_practice_casework: {value: yes}, sufficient_job_outcomes: {value: yes}}", 99, "not_met"),
        ("{good_practice_casework: {value: no}}", 100, "not_met"),
        ("{good_practice_casework: {value: yes}}", 100, "undetermined"),
    ],
)
def test_centre_of_excellence(facts: str, total: int, verdict: str) -> None:
    term = one_term(CENTRE, reported=f"{{facts: {facts}}}", reviews=[review(total)])
    assert term.verdict == verdict
    if verdict == "undetermined":
        assert term.missing == ("sufficient_job_outcomes",)


# ------------------------------------------------------------------------- the fidelity of the service of a journey


@pytest.mark.parametrize(
    ("total", "items", "fact"), [(99, 25, "fair"), (100, 25, "good"), (115, 25, "exemplary"), (96, 24, None)]
)
def test_each_journey_has_the_band_of_its_service(total: int, items: int, fact: str | None) -> None:
    book = ServiceBook(reviews={"A": (review(total, items=items),)})
    journeys = (
        Journey("J1", "C1", facts={"service_id": "A"}),
        Journey("J2", "C2", facts={"service_id": "B"}),
        Journey("J3", "C3"),
    )
    known = facts_of_journeys(Caseload(journeys), book, SCALES, AS_OF).journeys
    assert [journey.fact("service_fidelity") for journey in known] == [fact, None, None]


def test_a_review_after_the_day_is_not_known() -> None:
    book = ServiceBook(reviews={"A": (review(110, date(2025, 4, 1)),)})
    journeys = (Journey("J1", "C1", facts={"service_id": "A"}),)
    assert facts_of_journeys(Caseload(journeys), book, SCALES, AS_OF).journeys[0].fact("service_fidelity") is None
