"""The timeline as data, in characters and as a picture; nothing an input can hold breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import EXPLAINED

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Setting, Unsettled
from commissioning.domain.explanations import Explanation, JobLine, OutcomeLine, ReadingLine, RowLine, TestLine
from commissioning.domain.reasons import Measure, Quantity, Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.reports.pictures import timeline_svg
from commissioning.reports.timeline import MOST_JOBS, Look, dated, described, ticks, timeline
from commissioning.reports.timeline_text import timeline_text

pytest_plugins = ["report_fixtures"]

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("journey", "contract"), EXPLAINED)
def test_the_picture_is_as_it_was(explained, plans, golden, journey, contract):
    drawn = timeline_svg(timeline(explained(journey, contract), plans[contract]), "picture")
    golden(f"{journey}-{contract}.svg".lower(), str(drawn) + "\n")


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_drawing_is_as_it_was(explained, plans, golden, width):
    lines = timeline_text(explained("GAP", "steady-work"), width, plans["steady-work"])
    assert max(map(len, lines)) <= width
    golden(f"timeline-{width}.txt", "\n".join(lines) + "\n")


def test_limits_are_named_by_their_terms_or_by_their_ids_without_a_plan(explained, plans):
    explanation = explained("GAP", "steady-work")
    assert any("Pre-work support: last day" in line for line in timeline_text(explanation, 100, plans["steady-work"]))
    assert any("Pre work support: last day" in line for line in timeline_text(explanation, 100))


def test_a_job_is_drawn_by_what_is_made_of_it(explained):
    looks = {
        (lane.label, span.look)
        for lane in timeline(explained("DIED", "steady-work")).lanes
        for span in lane.spans
        if lane.label[:3] in ("OLD", "FEW")
    }
    assert looks == {
        ("OLD, 30 h", Look.LEFT_OUT),
        ("FEW, 8 h then 20.5 h", Look.LEFT_OUT),
        ("FEW, 8 h then 20.5 h", Look.COUNTS),
    }


def test_a_reading_is_named_only_where_readings_differ(explained):
    steady = timeline(explained("GAP", "steady-work"))
    windows = [lane for lane in steady.lanes if lane.label == "13-week window"]
    assert [lane.caption for lane in windows] == [
        "13-week if the window begins on the first day of work that counts",
        "13-week if any window of that length counts",
    ]
    late = timeline(explained("LATE", "own-pace"))
    assert {lane.caption for lane in late.lanes} == {""}


def test_every_marked_day_stands_in_the_legend_and_in_the_table(explained, plans):
    explanation = explained("GAP", "steady-work")
    text = "\n".join(timeline_text(explanation, 100, plans["steady-work"]))
    for day, _ in dated(timeline(explanation, plans["steady-work"])):
        assert in_words(day) in text


def test_without_a_start_date_and_jobs_there_is_nothing_to_draw(explained):
    explanation = replace(explained("NO-START", "steady-work"), jobs=(), referral_date=None, support=())
    assert timeline_text(explanation) == ["Nothing to draw: no start date, and no job known by 30 June 2023."]


def test_jobs_without_a_start_date_are_drawn_as_not_counting(explained):
    lines = timeline_text(explained("NO-START", "steady-work"))
    assert any("░" in line and "N1, ? h" in line for line in lines)


def _with_jobs(explanation: Explanation, jobs: tuple[JobLine, ...]) -> Explanation:
    return replace(explanation, jobs=jobs)


def _job(index: int, first: date, last: date | None, standing: str = "counts") -> JobLine:
    row = RowLine(first, last, 1600, "employee", 1100, None, None, ((standing, ""),))
    return JobLine(f"J{index}", first, (row,))


def test_of_dozens_of_jobs_those_that_can_count_are_drawn_and_the_rest_counted(explained):
    early = tuple(_job(i, date(2022, 2, 1) + timedelta(i), date(2022, 6, 1), "before_start") for i in range(30))
    late = tuple(_job(i, date(2022, 8, 1) + timedelta(i), None) for i in range(30, 40))
    explanation = _with_jobs(explained("GAP", "own-pace"), early + late)
    line = timeline(explanation)
    drawn = [lane.label.split(",")[0] for lane in line.lanes if lane.label.startswith("J")]
    assert len(drawn) == MOST_JOBS
    assert set(drawn) >= {job.job_id for job in late}
    assert line.more_jobs == 40 - MOST_JOBS
    assert "  28 more jobs are not drawn." in timeline_text(explanation)


def test_a_job_begun_decades_before_is_cut_off_at_the_left(explained):
    explanation = _with_jobs(explained("GAP", "own-pace"), (_job(1, date(1990, 1, 1), None, "before_start"),))
    line = timeline(explanation)
    assert line.begins == date(2021, 1, 1)
    assert any("◂" in text for text in timeline_text(explanation))
    assert line.lanes[0].spans[0].first == date(1990, 1, 1)


def test_ticks_are_months_quarters_or_years_as_there_is_room(explained):
    line = timeline(explained("GAP", "steady-work"))
    assert [text for _, text in ticks(line, 6)] == ["Jan 2022", "Apr 2022", "Jul 2022", "Oct 2022", "Jan 2023", "Apr 2023"]
    assert [text for _, text in ticks(line, 2)] == ["2022", "2023"]
    assert len(ticks(line, 40)) == 18


def test_a_lane_reads_as_its_days(explained):
    lane = timeline(explained("GAP", "own-pace")).lanes[1]
    assert described(lane) == "from 2 May 2022, still going on (16 h)"


def test_labels_of_marks_do_not_cover_each_other(explained, plans):
    for journey, contract in EXPLAINED:
        drawn = ElementTree.fromstring(timeline_svg(timeline(explained(journey, contract), plans[contract]), "p"))
        boxes = []
        for text in drawn.iter(f"{SVG}text"):
            if text.get("paint-order") and text.text and ", " in text.text and text in list(drawn):
                x, wide = float(text.get("x", 0)), len(text.text) * 6.0
                left = x - wide if text.get("text-anchor") == "end" else x
                boxes.append((float(text.get("y", 0)), left, left + wide))
        for one in boxes:
            for other in boxes:
                if one is not other and one[0] == other[0]:
                    assert one[2] <= other[1] or other[2] <= one[1], (journey, contract)


# -------------------------------------------------------------------------------------------------------- whatever comes

DAYS = st.dates(date(1985, 1, 1), date(2045, 12, 31))
STANDINGS = st.lists(st.sampled_from([("counts", ""), ("left_out", "hours"), ("unknown", "basis"), ("before_start", "x")]))


@st.composite
def rows(draw: st.DrawFn) -> RowLine:
    first = draw(DAYS)
    last = draw(st.none() | st.integers(0, 4000).map(lambda days: first + timedelta(days)))
    hours = draw(st.none() | st.integers(0, 16800))
    return RowLine(first, last, hours, None, None, None, None, tuple(draw(STANDINGS)))


@st.composite
def readings(draw: st.DrawFn) -> ReadingLine:
    verdict = draw(st.sampled_from(list(Verdict)))
    day = draw(st.none() | DAYS)
    window = draw(st.none() | st.tuples(DAYS, st.integers(0, 4000)).map(lambda w: (w[0], w[0] + timedelta(w[1]))))
    within = draw(st.none() | st.just(112))
    needed = Quantity(Measure.QUALIFYING_DAYS, 91, within)
    tests = (TestLine("outcomes", verdict, draw(st.none() | DAYS), draw(st.none() | DAYS), needed, needed),)
    runs = tuple((a, a + timedelta(n)) for a, n in draw(st.lists(st.tuples(DAYS, st.integers(0, 900)), max_size=3)))
    settings_ = (Setting(Unsettled.SILENCE, "window", draw(st.sampled_from(["first_start", "rolling"]))),)
    return ReadingLine(settings_, verdict, day, day, ReasonCode.SILENCE, "outcomes", tests, runs, window)


@st.composite
def explanations(draw: st.DrawFn) -> Explanation:
    as_of = draw(DAYS)
    decision = Decision("J", "c", "13-week", as_of, Verdict.MET, Verdict.MET, Reason(ReasonCode.REACHED))
    jobs = draw(st.lists(st.lists(rows(), min_size=1, max_size=4), max_size=20))
    return Explanation(
        journey_id="J",
        contract="c",
        title="C",
        as_of=as_of,
        referral_date=draw(st.none() | DAYS),
        start_date=draw(st.none() | DAYS),
        ended="",
        eligible=Verdict.MET,
        conditions=(),
        jobs=tuple(JobLine(draw(st.text(max_size=30)), of[0].first, tuple(of)) for of in jobs),
        earned=tuple(draw(st.lists(st.tuples(DAYS, st.integers(0, 10**6)), max_size=3))),
        outcomes=tuple(OutcomeLine(decision, tuple(draw(st.lists(readings(), max_size=6)))) for _ in range(2)),
        support=(),
        engine="reference",
    )


@settings(max_examples=80, deadline=None)
@given(explanations(), st.integers(20, 160))
def test_nothing_breaks_the_drawing(explanation, width):
    lines = timeline_text(explanation, width)
    assert all(line.isprintable() and len(line) <= max(width, 48) for line in lines)
    assert len(lines) < 200


@settings(max_examples=80, deadline=None)
@given(explanations())
def test_nothing_breaks_the_picture(explanation):
    line = timeline(explanation)
    assert line.begins <= line.ends
    drawn = ElementTree.fromstring(str(timeline_svg(line, "p")).translate(dict.fromkeys(range(32))))
    for box in drawn.iter(f"{SVG}rect"):
        assert float(box.get("width", 0)) >= 0
