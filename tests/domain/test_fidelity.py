"""Fidelity: every boundary of the bands and the anchors, and what holds of every review that can be drawn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commissioning.domain.fidelity import Assessment, CountedBy, Instrument, NoBand, Review, Scale, Span, assess
from commissioning.loading.fidelity_scales import load_scales

SCALES, PROBLEMS = load_scales()
IPS_25, IPS_15, READINESS = SCALES["ips-25"], SCALES["ips-15"], SCALES["readiness"]
IDS = [item.id for item in IPS_25.items]
FORMAL = Instrument.FORMAL_REVIEW


def review(scale: Scale = IPS_25, scores=None, evidence=None, instrument=FORMAL) -> Review:
    return Review("a-service", None, scale.id, instrument, scores or {}, evidence or {})


def scored(total: int, scale: Scale = IPS_25) -> dict[str, int]:
    """Scores of every item that add up to a total."""
    share, more = divmod(total, len(scale.items))
    return {item.id: share + (index < more) for index, item in enumerate(scale.items)}


def of(assessment: Assessment, item: str):
    return next(one for one in assessment.items if one.item.id == item)


# ----------------------------------------------------------------------------------------------------- what ships


def test_the_scales_ship_without_a_problem() -> None:
    assert PROBLEMS == []
    assert set(SCALES) == {"ips-25", "ips-15", "readiness"}


def test_the_sections_are_those_the_briefing_counts() -> None:
    assert [(section.id, section.items) for section in IPS_25.sections] == [
        ("staffing", 3),
        ("organisation", 8),
        ("services", 14),
    ]
    assert (IPS_25.least, IPS_25.most, len(IDS), len(set(IDS))) == (25, 125, 25, 25)


def test_names_are_assumed_and_only_what_a_document_says_is_sourced() -> None:
    assert not any(item.provenance.is_sourced for scale in SCALES.values() for item in scale.items)
    sourced = [item.id for item in IPS_25.items if item.anchor is not None and item.anchor.counts]
    assert sourced == ["caseload_size", "employment_services_staff"]
    assert all(band.provenance.document == "cmh-briefing" for band in IPS_25.bands)


def test_the_older_scale_makes_up_no_band_no_section_and_no_name() -> None:
    assert (IPS_15.bands, IPS_15.sections, len(IPS_15.items)) == ((), (), 15)
    assert [item.id for item in IPS_15.items][2:] == [f"other_{n}" for n in range(1, 14)]
    assert any("bands" in what for what, _ in IPS_15.silences) and any("sections" in what for what, _ in IPS_15.silences)


# ---------------------------------------------------------------------------------------------------------- bands


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (25, "not_ips"),
        (73, "not_ips"),
        (74, "fair"),
        (99, "fair"),
        (100, "good"),
        (114, "good"),
        (115, "exemplary"),
        (125, "exemplary"),
    ],
)
def test_each_band_begins_and_ends_where_the_briefing_says(total: int, band: str) -> None:
    found = assess(IPS_25, review(scores=scored(total)))
    assert (found.low, found.high) == (total, total)
    assert found.band is not None and found.band.id == band
    assert found.bands_possible == (found.band,)


def test_a_review_with_nothing_scored_can_be_anything() -> None:
    found = assess(IPS_25, review())
    assert (found.low, found.high, found.band) == (25, 125, None)
    assert [band.id for band in found.bands_possible] == ["not_ips", "fair", "good", "exemplary"]
    assert found.lift is not None and (found.lift.to.id, found.lift.least, found.lift.most) == ("fair", 0, 49)
    assert (found.lift.raises, found.lift.ways) == ((), 0)


@pytest.mark.parametrize(("total", "low", "high", "band"), [(78, 74, 78, "fair"), (77, 73, 77, None), (99, 95, 99, "fair")])
def test_a_band_is_given_only_if_the_whole_range_lies_in_it(total: int, low: int, high: int, band: str | None) -> None:
    scores = scored(total)
    # The item left open had 5 of the total: without its score the total is that, or up to 4 less.
    scores["disclosure"] -= 5 - scores.pop("caseload_size")
    found = assess(IPS_25, review(scores=scores))
    assert (found.low, found.high, found.band.id if found.band else None) == (low, high, band)


@pytest.mark.parametrize("total", [25, 74, 100, 125])
def test_a_self_assessment_is_never_given_a_band(total: int) -> None:
    for made in (
        assess(IPS_25, review(scores=scored(total), instrument=Instrument.GUIDED_SELF_ASSESSMENT)),
        assess(READINESS, review(READINESS, scored(total))),
    ):
        assert made.no_band is NoBand.GUIDED_SELF_ASSESSMENT
        assert (made.band, made.bands_possible, made.lift) == (None, (), None)
        assert made.instrument is Instrument.GUIDED_SELF_ASSESSMENT


@pytest.mark.parametrize("total", [15, 60, 75])
def test_the_older_scale_gives_no_band(total: int) -> None:
    found = assess(IPS_15, review(IPS_15, scored(total, IPS_15)))
    assert found.no_band is NoBand.SCALE_WITHOUT_BANDS
    assert (found.low, found.high, found.band, found.bands_possible, found.lift) == (total, total, None, (), None)


# -------------------------------------------------------------------------------------------------------- anchors

NEWER = {0: 5, 20: 5, 21: 4, 24: 4, 25: 4, 26: 3, 30: 3, 31: 2, 40: 2, 41: 1, 500: 1}
OLDER = {0: 5, 25: 5, 26: 4, 40: 4, 41: 3, 60: 3, 61: 2, 80: 2, 81: 1, 500: 1}
TIME = {0: 1, 59: 1, 60: 2, 74: 2, 75: 3, 89: 3, 90: 4, 95: 4, 96: 5, 100: 5}


@pytest.mark.parametrize(
    ("scale", "fact", "item", "value", "score"),
    [(IPS_25, "caseload", "caseload_size", value, score) for value, score in NEWER.items()]
    + [(IPS_15, "caseload", "caseload_size", value, score) for value, score in OLDER.items()]
    + [(IPS_25, "employment_services_time", "employment_services_staff", value, score) for value, score in TIME.items()],
)
def test_an_anchor_scores_at_each_of_its_limits(scale: Scale, fact: str, item: str, value: int, score: int) -> None:
    found = of(assess(scale, review(scale, evidence={fact: value})), item)
    assert (found.counted, found.by, found.reviewer) == (Span(score, score), CountedBy.ANCHOR, None)


@pytest.mark.parametrize(
    ("fact", "item", "value", "low", "high"),
    [
        ("caseload", "caseload_size", "20.5", 4, 5),
        ("caseload", "caseload_size", "20.01", 4, 5),
        ("caseload", "caseload_size", "40.99", 1, 2),
        ("employment_services_time", "employment_services_staff", "95.5", 4, 5),
        ("employment_services_time", "employment_services_staff", "89.01", 3, 4),
        ("employment_services_time", "employment_services_staff", "74.5", 2, 3),
        ("employment_services_time", "employment_services_staff", "59.99", 1, 1),
    ],
)
def test_between_two_anchors_either_score_is_possible(fact: str, item: str, value: str, low: int, high: int) -> None:
    found = of(assess(IPS_25, review(evidence={fact: Fraction(value)})), item)
    assert found.counted == Span(low, high)


@pytest.mark.parametrize(("reviewer", "disagrees"), [(5, True), (4, False), (3, True)])
def test_where_reviewer_and_anchor_differ_both_are_kept_and_the_reviewer_counts(reviewer: int, disagrees: bool) -> None:
    found = of(assess(IPS_25, review(scores={"caseload_size": reviewer}, evidence={"caseload": 24})), "caseload_size")
    assert (found.reviewer, found.anchor, found.disagrees) == (reviewer, Span(4, 4), disagrees)
    assert (found.counted, found.by) == (Span(reviewer, reviewer), CountedBy.REVIEWER)


@pytest.mark.parametrize(("reviewer", "disagrees"), [(5, False), (4, False), (3, True)])
def test_a_reviewer_may_take_either_score_of_a_gap(reviewer: int, disagrees: bool) -> None:
    evidence = {"employment_services_time": Fraction("95.5")}
    found = assess(IPS_25, review(scores={"employment_services_staff": reviewer}, evidence=evidence))
    assert of(found, "employment_services_staff").disagrees is disagrees


def test_an_anchor_from_memory_never_counts_and_still_shows_a_disagreement() -> None:
    alone = of(assess(IPS_25, review(evidence={"days_to_employer_contact": 12})), "rapid_job_search")
    assert (alone.anchor, alone.counted, alone.by) == (Span(5, 5), Span(1, 5), CountedBy.NOBODY)
    beside = assess(IPS_25, review(scores={"rapid_job_search": 3}, evidence={"days_to_employer_contact": 12}))
    assert [one.item.id for one in beside.disagreements] == ["rapid_job_search"]
    assert of(beside, "rapid_job_search").counted == Span(3, 3)


# --------------------------------------------------------------------------------------------- what is not scored


@pytest.mark.parametrize("score", [0, 6, -1, 3.5])
def test_a_score_outside_one_to_five_is_refused(score: int) -> None:
    with pytest.raises(ValueError, match="not 1 to 5 for 'disclosure'"):
        assess(IPS_25, review(scores={"disclosure": score}))


@pytest.mark.parametrize(
    ("made", "message"),
    [
        (review(scores={"charisma": 3}), "no item 'charisma'"),
        (review(evidence={"charisma": 3}), "no fact 'charisma'"),
        (review(IPS_15), "cannot be scored on 'ips-25'"),
    ],
)
def test_what_the_scale_does_not_know_is_refused(made: Review, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        assess(IPS_25, made)


# ----------------------------------------------------------------------------------------------------------- lift


@pytest.mark.parametrize(
    ("total", "to", "points"), [(25, "fair", 49), (73, "fair", 1), (74, "good", 26), (99, "good", 1), (114, "exemplary", 1)]
)
def test_the_points_to_the_next_band(total: int, to: str, points: int) -> None:
    lift = assess(IPS_25, review(scores=scored(total))).lift
    assert lift is not None
    assert (lift.to.id, lift.least, lift.most) == (to, points, points)
    assert sum(step.points for step in lift.raises) == points


@pytest.mark.parametrize("total", [115, 125])
def test_above_the_highest_band_there_is_none(total: int) -> None:
    assert assess(IPS_25, review(scores=scored(total))).lift is None


def test_ties_are_counted_and_not_hidden() -> None:
    lift = assess(IPS_25, review(scores=scored(99))).lift
    assert lift is not None
    # 24 items score 4 and one 3: any one of the 25 can be raised by a point.
    assert (len(lift.raises), lift.ways, lift.raises[0].points) == (1, 25, 1)
    assert lift.raises[0].since == 3


scores_of_all = st.fixed_dictionaries({item: st.integers(1, 5) for item in IDS})
scores_of_some = st.dictionaries(st.sampled_from(IDS), st.integers(1, 5))
some_evidence = st.fixed_dictionaries(
    {},
    optional={
        "caseload": st.integers(0, 6000).map(lambda n: Fraction(n, 100)),
        "employment_services_time": st.integers(0, 10000).map(lambda n: Fraction(n, 100)),
        "community_time": st.integers(0, 10000).map(lambda n: Fraction(n, 100)),
    },
)


@settings(deadline=None)
@given(scores_of_all)
def test_lifting_as_promised_reaches_the_band_and_one_point_fewer_does_not(scores: dict[str, int]) -> None:
    found = assess(IPS_25, review(scores=scores))
    if found.lift is None:
        assert found.band is not None and found.band.id == "exemplary"
        return
    lifted = scores | {step.item.id: step.to for step in found.lift.raises}
    reached = assess(IPS_25, review(scores=lifted))
    assert reached.band == found.lift.to and reached.low == found.lift.to.low
    last = found.lift.raises[-1]
    short = assess(IPS_25, review(scores={**lifted, last.item.id: last.to - 1}))
    assert short.band == found.band
    assert all(scores[step.item.id] == step.since < step.to <= 5 for step in found.lift.raises)


@settings(deadline=None)
@given(st.lists(st.integers(1, 5), min_size=9, max_size=9))
def test_no_fewer_items_would_do_and_the_ways_are_counted(few: list[int]) -> None:
    """Held against every choice there is, on a scale of nine items with bands of its own."""
    items = IPS_25.items[:9]
    limits = [(9, 26), (27, 35), (36, 41), (42, 45)]
    bands = tuple(replace(band, low=low, high=high) for band, (low, high) in zip(IPS_25.bands, limits, strict=True))
    scale = replace(IPS_25, items=items, bands=bands, sections=())
    scores = {item.id: score for item, score in zip(items, few, strict=True)}
    lift = assess(scale, review(scale, scores)).lift
    if lift is None:
        return
    rooms = [5 - score for score in few]
    size = len(lift.raises)
    assert not any(sum(chosen) >= lift.most for n in range(size) for chosen in combinations(rooms, n))
    ways = sum(sum(chosen) >= lift.most and min(chosen) > 0 for chosen in combinations(rooms, size))
    assert lift.ways == ways >= 1


@settings(deadline=None)
@given(scores_of_some, some_evidence)
def test_the_range_holds_whatever_the_open_items_turn_out_to_score(scores, evidence) -> None:
    found = assess(IPS_25, review(scores=scores, evidence=evidence))
    assert 25 <= found.low <= found.high <= 125
    assert sum(part.low for part in found.sections) == found.low and sum(part.high for part in found.sections) == found.high
    for ends in ("low", "high"):
        settled = {one.item.id: getattr(one.counted, ends) for one in found.items}
        whole = assess(IPS_25, review(scores=settled, evidence=evidence))
        assert whole.low == whole.high == getattr(found, ends)
        assert whole.band in found.bands_possible
        assert found.band in (None, whole.band)
    if found.lift is not None:
        assert found.lift.most == found.lift.to.low - found.low and found.lift.least <= found.lift.most


@settings(deadline=None)
@given(scores_of_some, st.sampled_from(IDS), st.integers(1, 5))
def test_scoring_an_item_never_widens_the_range(scores: dict[str, int], item: str, score: int) -> None:
    before = assess(IPS_25, review(scores={k: v for k, v in scores.items() if k != item}))
    after = assess(IPS_25, review(scores={**scores, item: score}))
    assert before.low <= after.low <= after.high <= before.high
    assert set(after.bands_possible) <= set(before.bands_possible)


@settings(deadline=None)
@given(st.integers(25, 124))
def test_more_points_are_never_a_lower_band(total: int) -> None:
    bands = list(IPS_25.bands)
    lower, higher = IPS_25.band_of(total), IPS_25.band_of(total + 1)
    assert lower is not None and higher is not None and bands.index(lower) <= bands.index(higher) <= bands.index(lower) + 1


ANCHORS = [item.anchor for scale in SCALES.values() for item in scale.items if item.anchor is not None]


@settings(deadline=None)
@given(st.sampled_from(ANCHORS), st.integers(0, 50000), st.integers(0, 50000))
def test_an_anchor_runs_one_way_and_never_leaves_a_value_out(anchor, one: int, other: int) -> None:
    small, large = sorted((Fraction(one, 100), Fraction(other, 100)))
    first, second = anchor.score(small), anchor.score(large)
    assert first.high - first.low <= 1 and second.high - second.low <= 1
    falls = anchor.unit != "percent"
    assert (first.low >= second.low and first.high >= second.high) if falls else (first.high <= second.high)
