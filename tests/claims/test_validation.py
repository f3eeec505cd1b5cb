"""Validation by a sample: the draw, the estimate with its interval, and what is recovered under the contract's rule."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.claims_setting import plan_of
from commissioning.claims.validation_draw import (
    TooSmall,
    allocated,
    designed,
    digest_of,
    drawn,
    frame,
    strata_of,
    usual_bands,
    usual_take_all,
)
from commissioning.claims.validation_estimate import Part, by_count, estimate
from commissioning.claims.validation_extrapolate import Nothing, Ruled, extrapolated
from commissioning.claims.validation_quantiles import beta_quantile, beta_share, exact_ends, student_quantile
from commissioning.claims.validation_recovery import Sums, recoveries, rule_of
from commissioning.domain.claims import ClaimBook, Payment
from commissioning.domain.journeys import Caseload, Claim, Journey
from commissioning.domain.validation import (
    Allocation,
    Basis,
    Conclusion,
    Design,
    Draw,
    Extrapolated,
    Finding,
    Framed,
    Held,
    IntervalBy,
    Method,
    Missing,
    Of,
)

AS_OF = date(2021, 10, 11)
PLAIN = Design(AS_OF, Of.PAID, Method.STRATIFIED, Allocation.PROPORTIONAL, 20, 7, "")


def claims_of(amounts: Sequence[int], contract: str = "example", party: str = "") -> list[Framed]:
    return [Framed(f"{contract}-{party}K{i:05d}", f"J{i}", contract, "13-week", a, party) for i, a in enumerate(amounts)]


def draw_of(claims: Sequence[Framed], **changes: object) -> Draw:
    return drawn(claims, designed(claims, replace(PLAIN, **changes)))  # type: ignore[arg-type]


def found_of(draw: Draw, wrong: Mapping[str, int]) -> dict[str, Finding]:
    """Findings of a draw: *wrong* gives the error of claims that have one."""
    return {
        claim.claim_id: Finding(
            claim.claim_id,
            Conclusion.SUPPORTED if not wrong.get(claim.claim_id) else Conclusion.PARTLY_SUPPORTED,
            claim.amount - wrong.get(claim.claim_id, 0),
            "other" if wrong.get(claim.claim_id) else "",
        )
        for claim in draw.claims
    }


def outcome_of(
    draw: Draw, findings: Mapping[str, Finding], term: str = "", missing: Missing = Missing.REFUSE, **paid: int
) -> Extrapolated:
    plan = plan_of(term)
    rule = rule_of(plan, AS_OF, {})
    rules = {stratum.group: Ruled(rule, missing) for stratum in draw.strata}
    now = {claim.claim_id: claim.amount for stratum in draw.strata for claim in stratum.claims} | paid
    return extrapolated(draw, findings, rules, now, as_of=AS_OF, level=95_00)


# ----------------------------------------------------------------------------------------------------------- the frame


def _caseload() -> tuple[Caseload, ClaimBook]:
    claims = [
        Claim("K1", "J1", "a", "13-week", date(2021, 9, 1), 700_00),
        Claim("K2", "J1", "b", "13-week", date(2021, 10, 12), 700_00),
        Claim("K3", "J2", "a", "13-week", None, None),
        Claim("K4", "J9", "a", "13-week", date(2021, 10, 11), 0),
    ]
    payments = [
        Payment("P1", "K1", date(2021, 9, 10), 700_00),
        Payment("P2", "K1", date(2021, 10, 11), -200_00),
        Payment("P3", "K1", date(2021, 10, 12), -500_00),
        Payment("P4", "K3", date(2021, 10, 11), 300_00),
    ]
    journeys = (Journey("J1", "C1", facts={"provider": "north"}), Journey("J2", "C2"))
    by = {name: tuple(c for c in claims if c.journey_id == name) for name in ("J1", "J2", "J9")}
    return Caseload(journeys, claims=by), ClaimBook(
        payments={c: tuple(p for p in payments if p.claim_id == c) for c in ("K1", "K3")}
    )


def test_claims_paid_are_in_the_frame_with_what_stands_paid_that_day() -> None:
    found, without = frame(*_caseload(), AS_OF, Of.PAID)
    assert [(one.claim_id, one.amount) for one in found] == [("K1", 500_00), ("K3", 300_00)]
    assert without == 0
    assert [one.claim_id for one in frame(*_caseload(), date(2021, 10, 12), Of.PAID)[0]] == ["K3"]


def test_claims_made_are_in_the_frame_from_their_day_and_those_without_a_sum_are_counted() -> None:
    found, without = frame(*_caseload(), AS_OF, Of.CLAIMED)
    assert ([one.claim_id for one in found], without) == (["K1"], 1)
    assert [one.claim_id for one in frame(*_caseload(), date(2021, 10, 12), Of.CLAIMED)[0]] == ["K1", "K2"]
    assert [one.claim_id for one in frame(*_caseload(), AS_OF, Of.CLAIMED, contracts=("b",))[0]] == []


def test_claims_may_be_kept_apart_by_provider_and_one_that_is_not_recorded_is_said() -> None:
    found, _ = frame(*_caseload(), AS_OF, Of.PAID, apart_by="provider")
    assert [one.party for one in found] == ["north", "not recorded"]


# ------------------------------------------------------------------------------------------------------------ the draw

AMOUNTS = st.lists(st.integers(1, 5000_00), min_size=1, max_size=80)


@settings(deadline=None)
@given(AMOUNTS, st.integers(2, 60), st.integers(0, 2**31), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter_and_the_same_seed_gives_the_same_sample(
    amounts: list[int], size: int, seed: int, shuffle: random.Random
) -> None:
    claims = claims_of(amounts)
    first = draw_of(claims, size=size, seed=seed)
    mixed = list(claims)
    shuffle.shuffle(mixed)
    assert draw_of(mixed, size=size, seed=seed) == first
    assert digest_of(mixed) == first.design.digest
    assert len(first.claims) == min(size, len(claims))


@settings(deadline=None)
@given(AMOUNTS, st.integers(4, 60), st.sampled_from(list(Allocation)), st.sampled_from(list(Method)))
def test_every_stratum_gets_one_at_least_and_those_above_the_interval_are_all_checked(
    amounts: list[int], size: int, allocation: Allocation, method: Method
) -> None:
    claims = claims_of(amounts[: len(amounts) // 2], "one") + claims_of(amounts[len(amounts) // 2 :], "two")
    try:
        found = draw_of(claims, size=size, allocation=allocation, method=method)
    except TooSmall as small:
        # Those above the interval leave too few for both contracts.
        assert method is Method.STRATIFIED and small.left < small.strata <= 2
        return
    assert all(1 <= stratum.size <= len(stratum.claims) for stratum in found.strata)
    assert sum(stratum.size for stratum in found.strata) == min(size, len(claims))
    above = {c.claim_id for c in claims if c.amount * min(size, len(claims)) > sum(amounts)}
    if method is Method.STRATIFIED:
        assert above <= {claim.claim_id for claim in found.claims}
    else:
        assert len(found.strata) == len({claim.contract for claim in claims})


def test_a_larger_sample_of_the_same_strata_holds_the_smaller_one() -> None:
    claims = claims_of([700_00] * 100)
    small, large = (draw_of(claims, size=size, method=Method.SIMPLE) for size in (10, 30))
    assert set(small.claims) < set(large.claims)


def test_another_seed_draws_others_and_every_claim_is_as_likely() -> None:
    claims = claims_of([700_00] * 20)
    seen = Counter(c.claim_id for seed in range(2000) for c in draw_of(claims, size=5, seed=seed, method=Method.SIMPLE).claims)
    assert len(seen) == 20
    # 2,000 draws of 5 of 20: 500 each, give or take 4 standard deviations of 19.4.
    assert all(abs(count - 500) < 78 for count in seen.values())


@pytest.mark.parametrize(
    ("allocation", "sizes"),
    # 90 claims of £100 and 10 of £900: the money is the same, so Neyman's optimum halves the sample.
    [(Allocation.PROPORTIONAL, [18, 2]), (Allocation.NEYMAN, [10, 10])],
)
def test_a_sample_is_shared_out_by_claims_or_by_money(allocation: Allocation, sizes: list[int]) -> None:
    strata = strata_of(claims_of([100_00] * 90 + [900_00] * 10), [500_00], None)
    assert [stratum.size for stratum in allocated(strata, 20, allocation)] == sizes


def test_bands_begin_where_they_are_said_to_and_the_largest_are_all_checked() -> None:
    found = strata_of(claims_of([499_99, 500_00, 999_99, 1000_00]), [500_00], 1000_00)
    assert [(s.least, s.below, s.take_all, len(s.claims)) for s in found] == [
        (0, 500_00, False, 1),
        (500_00, 1000_00, False, 2),
        (1000_00, None, True, 1),
    ]
    assert [stratum.band for stratum in found] == ["below £500.00", "£500.00 to below £1,000.00", "£1,000.00 and more"]


def test_usual_bands_hold_like_money_and_are_fewer_where_sums_are_few() -> None:
    assert usual_bands(claims_of([100] * 30 + [200] * 15 + [300] * 10), 3) == (200, 300)
    assert usual_bands(claims_of([700] * 50), 3) == ()
    assert usual_take_all(claims_of([100] * 9 + [1100]), 4) == 501


def test_a_sample_that_cannot_reach_every_stratum_is_refused_just_below_and_not_on_the_number() -> None:
    strata = strata_of(claims_of([100] * 5, "a") + claims_of([100] * 5, "b") + claims_of([900], "c"), [], 900)
    assert [s.size for s in allocated(strata, 3, Allocation.PROPORTIONAL)] == [1, 1, 1]
    with pytest.raises(TooSmall, match="1 claims for 2 strata"):
        allocated(strata, 2, Allocation.PROPORTIONAL)


# ------------------------------------------------------------------------------------------------------- the quantiles


@pytest.mark.parametrize(
    ("share", "freedom", "due"),
    # Printed tables of Student's t.
    [(0.975, 1, 12.7062), (0.975, 10, 2.2281), (0.95, 5, 2.0150), (0.995, 30, 2.7500), (0.975, 1e7, 1.9600)],
)
def test_students_t_is_as_printed_tables_have_it(share: float, freedom: float, due: float) -> None:
    assert student_quantile(share, freedom) == pytest.approx(due, abs=5e-5)


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(0, 60), st.floats(0.5, 0.99))
def test_the_exact_interval_leaves_each_tail_of_the_binomial_its_share(size: int, errors: int, level: float) -> None:
    """Held against sums of exact fractions: the interval's ends are where the tail holds half of what the level leaves."""
    errors = min(errors, size)
    lower, upper = exact_ends(errors, size, level)

    def tail(share: float, least: int, most: int) -> float:
        from math import comb

        p = Fraction(share)
        return float(sum(comb(size, k) * p**k * (1 - p) ** (size - k) for k in range(least, most + 1)))

    assert lower == 0 if errors == 0 else tail(lower, errors, size) == pytest.approx((1 - level) / 2, rel=1e-6)
    assert upper == 1 if errors == size else tail(upper, 0, errors) == pytest.approx((1 - level) / 2, rel=1e-6)


@settings(deadline=None)
@given(st.floats(0.001, 0.999), st.floats(0.1, 500), st.floats(0.1, 500))
def test_a_quantile_of_the_beta_distribution_is_where_its_share_lies(share: float, a: float, b: float) -> None:
    found = beta_quantile(share, a, b)
    if 1e-12 < found < 1 - 1e-9:
        assert beta_share(found, a, b) == pytest.approx(share, abs=1e-6)


# -------------------------------------------------------------------------------------------------------- the estimate


def test_six_wrong_of_two_hundred_drawn_from_four_thousand() -> None:
    """Three in a hundred: 120 of the 4,000, and £60,000.00 where each is £500.00."""
    part = Part(4000, 4000 * 500_00, ((500_00, 500_00),) * 6 + ((500_00, 0),) * 194)
    money, count = estimate([part], 95_00), estimate([by_count(part)], 95_00)
    assert (money.point, count.point) == (60_000_00, 120)
    assert (money.by, money.rate()[0]) == (IntervalBy.EXACT, Fraction(3, 100))
    # Clopper and Pearson's of 6 in 200 is 1.11% to 6.42%; the finite population correction narrows it a little.
    lower, upper = (float(share) for share in count.rate()[1:])
    assert 0.0111 < lower < 0.0117 and 0.062 < upper < 0.0642


PAIRS = st.integers(1, 900_00).flatmap(lambda size: st.tuples(st.just(size), st.integers(0, size)))
PARTS = st.lists(
    st.tuples(st.lists(PAIRS, min_size=1, max_size=12), st.integers(0, 40), st.integers(1, 900_00)), min_size=1, max_size=4
)


@settings(deadline=None)
@given(PARTS, st.sampled_from([80_00, 95_00, 99_00]))
def test_no_estimate_lies_where_what_was_seen_forbids_it(drawn_parts: list, level: int) -> None:
    parts = [
        Part(len(pairs) + more, sum(size for size, _ in pairs) + more * each, tuple(pairs)) for pairs, more, each in drawn_parts
    ]
    found = estimate(parts, level)
    seen = sum(error for part in parts for _, error in part.checked)
    right = sum(size - error for part in parts for size, error in part.checked)
    assert seen <= found.lower <= found.point <= found.upper <= found.of - right
    if all(part.is_whole for part in parts):
        assert (found.lower, found.point, found.upper, found.by) == (seen, seen, seen, IntervalBy.ALL_CHECKED)


def test_a_higher_level_gives_a_wider_interval() -> None:
    part = Part(300, 300 * 700_00, ((700_00, 700_00),) * 3 + ((700_00, 0),) * 47)
    low, high = estimate([part], 80_00), estimate([part], 99_00)
    assert high.lower < low.lower < low.point < low.upper < high.upper


def test_one_claim_alone_bounds_by_what_was_seen_and_a_neighbour_lends_its_variance() -> None:
    alone = Part(50, 50 * 100_00, ((100_00, 40_00),))
    found = estimate([alone], 95_00)
    assert (found.lower, found.upper, found.by) == (40_00, 50 * 100_00 - 60_00, IntervalBy.BOUNDS)
    assert estimate([alone, Part(9, 9 * 100_00, ((100_00, 0),) * 3)], 95_00).by is IntervalBy.EXACT


def test_with_few_errors_the_interval_is_exact_and_with_many_by_students_t() -> None:
    def half(wrong: int, right: int) -> IntervalBy:
        return estimate([Part(500, 500, ((1, 1),) * wrong + ((1, 0),) * right)], 95_00).by

    # Cochran's table 3.3: at a half 15 of the rarer kind are enough, at one in three 24.
    assert [half(14, 14), half(15, 15)] == [IntervalBy.EXACT, IntervalBy.NORMAL]
    assert [half(23, 46), half(24, 48)] == [IntervalBy.EXACT, IntervalBy.NORMAL]


def _frame_with_errors(number: int, rate: float, seed: int) -> tuple[list[Framed], dict[str, int]]:
    """A frame of like prices, some of them wrong wholly or in part."""
    chance = random.Random(seed)
    claims = claims_of([chance.choice([350_00, 700_00, 700_00, 1200_00, 4000_00]) for _ in range(number)])
    wrong = {
        c.claim_id: c.amount if chance.random() < 0.6 else chance.randint(1, c.amount) for c in claims if chance.random() < rate
    }
    return claims, wrong


def _parts(draw: Draw, wrong: Mapping[str, int]) -> list[Part]:
    return [
        Part(len(s.claims), s.money, tuple((c.amount, wrong.get(c.claim_id, 0)) for c in taken))
        for s, taken in zip(draw.strata, draw.drawn, strict=True)
    ]


@pytest.mark.parametrize(
    ("method", "allocation"), [(Method.SIMPLE, Allocation.PROPORTIONAL), (Method.STRATIFIED, Allocation.NEYMAN)]
)
def test_over_many_seeds_the_estimate_is_right_on_average(method: Method, allocation: Allocation) -> None:
    claims, wrong = _frame_with_errors(400, 0.15, 3)
    design = designed(claims, replace(PLAIN, size=60, method=method, allocation=allocation))
    points = [estimate(_parts(drawn(claims, replace(design, seed=seed)), wrong), 95_00).point for seed in range(400)]
    mean = sum(points, Fraction()) / len(points)
    spread = sum((point - mean) ** 2 for point in points) / (len(points) - 1) / len(points)
    # Within four standard errors of the mean of so many draws.
    assert (mean - sum(wrong.values())) ** 2 < 16 * spread


@pytest.mark.parametrize(
    ("number", "size", "rate"), [(400, 60, 0.02), (400, 60, 0.10), (400, 150, 0.35), (300, 200, 0.05), (600, 120, 0.5)]
)
def test_the_interval_holds_the_truth_about_as_often_as_it_says(number: int, size: int, rate: float) -> None:
    claims, wrong = _frame_with_errors(number, rate, 11)
    design = designed(claims, replace(PLAIN, size=size))
    truth, held, seeds = sum(wrong.values()), 0, 200
    for seed in range(seeds):
        found = estimate(_parts(drawn(claims, replace(design, seed=seed)), wrong), 95_00)
        held += found.lower <= truth <= found.upper
    # 95% of 200 is 190; four standard deviations below that is 178. Where errors are few it holds more often.
    assert held >= 178


# -------------------------------------------------------------------------------------------------------- the recovery

EXTRAPOLATED = """
- id: validation
  kind: validation
  recover: extrapolated
  extrapolate_at: {at}
  {more}
  illustrative: a test
"""


def rule_text(at: str = "point", more: str = "method: simple") -> str:
    return EXTRAPOLATED.format(at=at, more=more)


def sums_of(**changes: object) -> Sums:
    plain = Sums(1_000_000_00, 3_000_00, 3_000_00, 1_000_000_00, 0, Fraction(60_000_00), lambda level: Fraction(25_000_00))
    return replace(plain, **changes)  # type: ignore[arg-type]


def recovered(term: str, **changes: object) -> tuple[str, int, tuple[Held, ...]]:
    (found,), _ = recoveries(rule_of(plan_of(term), AS_OF, {}), sums_of(**changes), 95_00)
    return str(found.basis), found.pence, found.held


def test_a_contract_that_says_nothing_is_priced_under_each_reading() -> None:
    found, _ = recoveries(rule_of(plan_of(), AS_OF, {}), sums_of(), 95_00)
    assert [(dict(one.reading), one.basis, one.pence) for one in found] == [
        ({"recover": "findings_only"}, Basis.FINDINGS, 3_000_00),
        ({"recover": "extrapolated", "extrapolate_at": "point"}, Basis.POINT, 60_000_00),
        ({"recover": "extrapolated", "extrapolate_at": "lower_bound"}, Basis.LOWER_BOUND, 25_000_00),
    ]
    assert rule_of(None, AS_OF, {}).node.term == ""


@pytest.mark.parametrize(
    ("cap", "pence", "held"),
    # The estimate is £60,000.00 of £1,000,000.00: 6.00%.
    [("5.99%", 59_900_00, (Held.CAP,)), ("6%", 60_000_00, ()), ("6.01%", 60_000_00, ())],
)
def test_a_cap_just_below_on_and_above_the_estimate(cap: str, pence: int, held: tuple[Held, ...]) -> None:
    assert recovered(rule_text(more=f"cap: {cap}")) == ("point", pence, held)


@pytest.mark.parametrize(
    ("tolerated", "basis", "pence"),
    [("5.99%", "point", 60_000_00), ("6%", "findings", 3_000_00), ("6.01%", "findings", 3_000_00)],
)
def test_an_error_just_above_on_and_below_what_is_tolerated(tolerated: str, basis: str, pence: int) -> None:
    found = recovered(rule_text(more=f"tolerable_error: {tolerated}"))
    assert found == (basis, pence, (Held.TOLERATED,) if basis == "findings" else ())


@pytest.mark.parametrize(
    ("paid", "pence", "held"), [(59_999_99, 59_999_99, (Held.PAID,)), (60_000_00, 60_000_00, ()), (60_000_01, 60_000_00, ())]
)
def test_never_more_than_stands_paid(paid: int, pence: int, held: tuple[Held, ...]) -> None:
    assert recovered(rule_text(), paid=paid) == ("point", pence, held)


def test_a_cap_holds_extrapolation_and_never_what_was_found() -> None:
    assert recovered(rule_text(more="cap: 0.1%")) == ("point", 3_000_00, (Held.CAP, Held.AT_LEAST_FINDINGS))


def test_what_was_recovered_since_is_not_recovered_twice() -> None:
    assert recovered(rule_text(), recovered=10_000_00) == ("point", 50_000_00, (Held.RECOVERED_SINCE,))
    all_back = recovered(rule_text(), recovered=70_000_00, due=0)
    assert all_back == ("point", 0, (Held.RECOVERED_SINCE,))
    still = recovered(rule_text(), recovered=59_000_00, due=2_500_00)
    assert still == ("point", 2_500_00, (Held.RECOVERED_SINCE, Held.AT_LEAST_FINDINGS))


def test_the_contracts_own_level_is_that_of_its_lower_bound() -> None:
    asked = []

    def lower(level: int) -> Fraction:
        asked.append(level)
        return Fraction(25_000_99, 2)

    (found,), _ = recoveries(rule_of(plan_of(rule_text("lower_bound", "level: 90%")), AS_OF, {}), sums_of(lower=lower), 95_00)
    assert (asked, found.level, found.pence) == ([90_00], 90_00, 12_500_49)


def test_a_dated_rule_holds_as_it_stood_on_the_day_of_the_draw() -> None:
    term = """
- id: validation
  kind: validation
  recover:
    - {value: findings_only, from: 2020-01-01, illustrative: a test}
    - {value: extrapolated, from: 2021-10-11, illustrative: a test}
  extrapolate_at: point
  illustrative: a test
"""
    plan = plan_of(term)
    for day, basis in ((date(2021, 10, 10), Basis.FINDINGS), (date(2021, 10, 11), Basis.POINT)):
        (found,), caveats = recoveries(rule_of(plan, day, {}), sums_of(), 95_00)
        assert found.basis is basis and caveats


# ------------------------------------------------------------------------------------------- from a draw to the recovery


@settings(max_examples=60, deadline=None)
@given(AMOUNTS, st.integers(2, 40), st.data())
def test_what_is_recovered_is_never_more_than_was_paid_and_never_less_than_was_found(
    amounts: list[int], size: int, data: st.DataObject
) -> None:
    draw = draw_of(claims_of(amounts), size=size)
    wrong = {c.claim_id: data.draw(st.integers(0, c.amount)) for c in draw.claims}
    found = outcome_of(draw, found_of(draw, wrong))
    (group,) = found.groups
    assert group.findings == sum(wrong.values()) <= sum(claim.amount for claim in draw.claims)
    assert all(group.findings <= one.pence <= sum(amounts) for one in group.recoveries)
    assert sum(one.error for _, one in group.strata) == group.together.error == found.together.error == sum(wrong.values())


def test_claims_without_a_finding_count_as_unsupported_or_are_left_out() -> None:
    draw = draw_of(claims_of([100_00] * 10), size=5, method=Method.SIMPLE)
    findings = found_of(draw, {})
    lacking = draw.claims[0].claim_id
    del findings[lacking]
    (counted,) = outcome_of(draw, findings, missing=Missing.NOT_SUPPORTED).groups
    assert (counted.together.checked, counted.together.error, counted.together.missing) == (5, 100_00, 1)
    assert counted.findings == 100_00
    (left,) = outcome_of(draw, findings, missing=Missing.LEFT_OUT).groups
    assert (left.together.checked, left.together.error, left.together.missing, left.findings) == (4, 0, 1, 0)
    with pytest.raises(Nothing, match="example: any sum"):
        outcome_of(draw, {}, missing=Missing.LEFT_OUT)


def test_a_finding_that_was_recovered_since_is_due_no_more() -> None:
    draw = draw_of(claims_of([100_00] * 4), size=4)
    first, second = draw.claims[0].claim_id, draw.claims[1].claim_id
    findings = found_of(draw, {first: 60_00, second: 100_00})
    (group,) = outcome_of(draw, findings, **{first: 70_00}).groups
    # £30 of the first claim's £60 came back already.
    assert (group.findings, group.recovered, group.paid) == (130_00, 30_00, 370_00)
    assert {one.pence for one in group.recoveries} == {130_00}


def test_claims_of_two_contracts_and_parties_are_estimated_apart() -> None:
    claims = claims_of([100_00] * 6, "a", "north") + claims_of([100_00] * 6, "a", "south") + claims_of([100_00] * 6, "b")
    draw = draw_of(claims, size=9, method=Method.SIMPLE)
    south = next(claim for claim in draw.claims if claim.party == "south")
    found = outcome_of(draw, found_of(draw, {south.claim_id: 100_00}))
    assert [(group.name, group.together.by_money.point) for group in found.groups] == [
        ("a, north", 0),
        ("a, south", 200_00),
        ("b", 0),
    ]
    assert found.together.by_money.point == 200_00
    assert found.reasons == (("other", 1, 100_00),)
