"""The report of fidelity: a page that stands by itself, a picture that fits the numbers, text that is never markup."""

from __future__ import annotations

import re

import pytest
from html_checks import Page

from commissioning.app.fidelity import fidelity_scales
from commissioning.domain.fidelity import Instrument, Review, assess
from commissioning.reports.fidelity_html import LABELS, ROOM, fidelity_html, picture
from commissioning.reports.fidelity_text import BAR, bar, fidelity_text
from commissioning.reports.fidelity_words import Told

SCALES = fidelity_scales()


def told(scale: str = "ips-25", scores=None, evidence=None, instrument=Instrument.FORMAL_REVIEW, service: str = "s") -> Told:
    review = Review(service, None, scale, instrument, scores or {}, evidence or {})
    return Told(assess(SCALES[scale], review), SCALES[scale], {})


def all_of(scale: str, score: int) -> dict[str, int]:
    return {item.id: score for item in SCALES[scale].items}


ONE = [told(evidence={"caseload": 24})]
MANY = [told(), told("ips-15"), told("readiness", all_of("readiness", 2)), told(scores=all_of("ips-25", 5))]


@pytest.mark.parametrize("reviews", [ONE, MANY], ids=["one", "many"])
def test_the_page_is_whole_and_needs_nothing_else(reviews: list[Told]) -> None:
    page = Page(fidelity_html(reviews))
    assert page.wrong == []
    assert page.words.count("What the record does not say") == len(reviews)


def test_text_of_the_file_is_never_markup() -> None:
    page = fidelity_html([told(service="<b>&\x1b[31m")])
    assert "<b>&" not in page and "&lt;b&gt;&amp;" in page
    assert "\x1b" not in "\n".join(fidelity_text([told(service="a\x1b[31mb")]))


def test_the_picture_shows_what_is_scored_and_hatches_what_is_open() -> None:
    drawn = str(picture(told(scores={item.id: 3 for item in SCALES["ips-25"].items[:-1]}), "p"))
    widths = [int(width) for width in re.findall(r'width="(\d+)" height="24" fill="#0b4a6f"', drawn)]
    assert widths == [73 * ROOM // 125, 9 * ROOM // 15, 24 * ROOM // 40, 40 * ROOM // 70]
    hatched = [int(width) for width in re.findall(r'width="(\d+)" height="24" fill="url', drawn)]
    assert hatched == [4 * ROOM // 125, 4 * ROOM // 70]
    lines = [int(x) for x in re.findall(r'<line x1="(\d+)"', drawn)]
    assert lines == [LABELS + limit * ROOM // 125 for limit in (74, 100, 115)]
    assert "73 to 77 of 125" in drawn


@pytest.mark.parametrize("made", [told("readiness", all_of("readiness", 4)), told("ips-15", all_of("ips-15", 4))])
def test_without_bands_none_is_drawn_or_said(made: Told) -> None:
    assert "<line" not in picture(made, "p")
    page, text = fidelity_html([made]), "\n".join(fidelity_text([made]))
    for shown in (page, text):
        assert not re.search(r"fair fidelity|good fidelity|exemplary", shown, re.IGNORECASE)


def test_a_total_of_a_self_assessment_is_nowhere() -> None:
    made = told("readiness", all_of("readiness", 4))
    for shown in (fidelity_html([made]), "\n".join(fidelity_text([made])), fidelity_html([made, made])):
        assert "100 of 125" not in shown


@pytest.mark.parametrize(("low", "high", "most"), [(0, 0, 125), (125, 125, 125), (94, 99, 125), (99, 100, 125), (3, 15, 15)])
def test_a_bar_is_as_long_as_what_it_shows(low: int, high: int, most: int) -> None:
    drawn = bar(low, high, most)
    assert len(drawn) == BAR
    assert drawn.count("█") == low * BAR // most
    assert ("▒" in drawn) is (high > low)
