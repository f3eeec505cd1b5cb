"""The durable engine gives the same decisions and the same reasons as the reference engine, and says which rules fired."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.app.workspace import Options, Workspace, plans
from commissioning.domain.calendar import FAR
from commissioning.domain.journeys import Caseload, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case, cases
from commissioning.engines.deciding import Decider
from commissioning.engines.durable import FACTS_AT_ONCE, Durable
from commissioning.engines.interface import Failing, Judged, OutcomeMeasures, RouteMeasures
from commissioning.engines.measuring import DayMeasure
from commissioning.engines.reference import Reference
from commissioning.loading.caseload import read_input
from commissioning.plan.nodes import AllOf, AnyOf, Condition, Eligibility, FactIs, FactWithin, Negation
from commissioning.plan.settling import Settled
from commissioning.plan.values import AppliesBy, Const, Dated, Version

pytest.importorskip(
    "durable_rules_engine",
    reason="durable-rules is not here, or cannot be loaded (pip install 'commissioning[durable]')",
    exc_type=ImportError,
)

CASES = Path(__file__).parent.parent / "data" / "cases"
REFERENCE = Reference()
MANY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


@pytest.fixture(scope="module")
def durable() -> Iterator[Durable]:
    engine = Durable()
    yield engine
    engine.close()


# ----------------------------------------------------------------------------------------------- drawn conditions

FACTS = ("disabled", "benefit", "age_at_referral", "referral_date", "start_date", "end_date", "a fact {of} its \N{SNOWMAN} own")
WIDE = (2**53, 2**53 + 1, -(2**53) - 1, 2**63, 2**63 + 1, 10**30, -(10**30))
STRANGE = ("", "true", "1", 'it\'s "so"\\', "a\nb\0c", "\ud800", "e\u0301", "\u00e9", "a" * 70_000, "{client[kind]}")
numbers = st.one_of(st.integers(-3, 30), st.sampled_from(WIDE))
dates = st.dates(date(2022, 1, 1), date(2022, 1, 20))
texts = st.one_of(st.sampled_from(("uc", "esa", "none", *STRANGE)), st.text(max_size=3))
values = st.one_of(st.none(), st.booleans(), numbers, dates, texts)
bounds = st.one_of(numbers, dates)


@st.composite
def bound(draw: st.DrawFn) -> Const | Dated:
    if draw(st.integers(0, 3)):
        return Const(draw(bounds))
    since = date(2022, 1, draw(st.integers(1, 20))).toordinal()
    return Dated("a bound", (Version(draw(bounds), since),), draw(st.sampled_from((AppliesBy.REFERRAL, AppliesBy.START))))


@st.composite
def leaves(draw: st.DrawFn) -> Condition:
    name = draw(st.sampled_from(FACTS))
    if draw(st.booleans()):
        return FactIs(name, tuple(draw(st.lists(st.one_of(st.booleans(), texts), min_size=1, max_size=20))))
    low, high = draw(st.sampled_from(((True, False), (False, True), (True, True))))
    return FactWithin(name, draw(bound()) if low else None, draw(bound()) if high else None)


conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves(),
    lambda part: st.one_of(
        st.builds(AllOf, st.lists(part, min_size=1, max_size=6).map(tuple)),
        st.builds(AnyOf, st.lists(part, min_size=1, max_size=6).map(tuple)),
        st.builds(Negation, part),
    ),
    max_leaves=12,
)


@st.composite
def known_cases(draw: st.DrawFn) -> Case:
    facts = draw(st.fixed_dictionaries({}, optional=dict.fromkeys(FACTS, values)))
    own = {
        name: value for name in ("referral_date", "start_date", "end_date") if isinstance(value := facts.pop(name, None), date)
    }
    return case_with(Journey("J1", "C1", facts=facts, **own))


def case_with(journey: Journey) -> Case:
    (case,) = cases(Caseload((journey,)), date(2022, 1, 15))
    return case


def settled(*parts: Condition) -> Settled:
    return Settled({}, tuple(Eligibility(f"term_{n}", part) for n, part in enumerate(parts)), (), ())


def same_truths(durable: Durable, asked: Settled, case: Case) -> None:
    assert durable.eligibility(asked, case) == REFERENCE.eligibility(asked, case)


asked_conditions = st.lists(conditions, max_size=4).map(lambda parts: settled(*parts))


some_cases = st.lists(known_cases(), min_size=1, max_size=4)


@settings(max_examples=600, deadline=None, suppress_health_check=MANY)
@given(asked=asked_conditions, several=some_cases)
def test_conditions_are_as_true_as_the_reference_engine_finds_them(
    durable: Durable, asked: Settled, several: list[Case]
) -> None:
    for case in several:
        same_truths(durable, asked, case)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=MANY)
@given(asked=asked_conditions, several=some_cases)
def test_conditions_are_as_true_as_the_reference_engine_finds_them_many_times(
    durable: Durable, asked: Settled, several: list[Case]
) -> None:
    for case in several:
        same_truths(durable, asked, case)


CASE = case_with(Journey("J1", "C1", facts={"benefit": "uc", "disabled": None, "age_at_referral": 18}))
TRUE, FALSE, BLANK = FactIs("benefit", ("uc",)), FactIs("benefit", ("esa",)), FactIs("disabled", (True,))


@pytest.mark.parametrize(
    "wide",
    [
        pytest.param(FactIs("benefit", tuple(f"value {n}" for n in range(500))), id="500 values"),
        pytest.param(FactIs("benefit", (*(f"value {n}" for n in range(500)), "uc")), id="500 values and the right one"),
        pytest.param(AnyOf((FALSE,) * 600), id="any of 600, all false"),
        pytest.param(AnyOf((*(FALSE,) * 300, BLANK, *(FALSE,) * 300)), id="any of 601, one unknown"),
        pytest.param(AnyOf((*(FALSE, BLANK) * 300, TRUE)), id="any of 601, the last true"),
        pytest.param(AllOf((TRUE,) * 600), id="all of 600, all true"),
        pytest.param(AllOf((*(TRUE, BLANK) * 300, FALSE)), id="all of 601, the last false"),
        pytest.param(
            AllOf(tuple(FactWithin("age_at_referral", Const(n), Const(40 - n)) for n in range(1, 20))), id="all of 19 ranges"
        ),
    ],
)
def test_a_condition_as_wide_as_any_plan_has_is_chained_over_several_rulesets(durable: Durable, wide: Condition) -> None:
    same_truths(durable, settled(wide, TRUE, Negation(wide)), CASE)


@pytest.mark.parametrize("innermost", [TRUE, FALSE, BLANK])
def test_a_condition_as_deep_as_any_plan_has_is_chained_over_several_rulesets(durable: Durable, innermost: Condition) -> None:
    deep = innermost
    for _ in range(60):
        deep = Negation(AllOf((TRUE, AnyOf((deep, FALSE)))))
    same_truths(durable, settled(deep), CASE)


def test_hundreds_of_conditions_are_answered_in_order(durable: Durable) -> None:
    asked = settled(*((TRUE, BLANK, FALSE) * 150))
    assert durable.eligibility(asked, CASE) == (True, None, False) * 150


def test_numbers_too_wide_for_the_library_are_compared_exactly(durable: Durable) -> None:
    case = case_with(Journey("J1", "C1", facts={"income": 2**63 + 1, "savings": 5}))
    asked = settled(
        FactWithin("income", low=Const(2**63 + 1)),
        FactWithin("income", low=Const(2**63 + 2)),
        FactWithin("income", high=Const(2**63)),
        FactWithin("savings", Const(5), Const(10**30)),
    )
    assert durable.eligibility(asked, case) == (True, False, False, True)


def test_a_range_without_a_value_in_force_is_unknown(durable: Durable) -> None:
    later = Dated("limit", (Version(16, date(2023, 1, 1).toordinal()),), AppliesBy.REFERRAL)
    asked = settled(FactWithin("age_at_referral", low=later), FactWithin("age_at_referral", Const(19), later))
    assert durable.eligibility(asked, CASE) == REFERENCE.eligibility(asked, CASE) == (None, None)


def test_no_conditions_are_no_truths(durable: Durable) -> None:
    assert durable.eligibility(settled(), CASE) == ()


# ------------------------------------------------------------------------------------------------- drawn measures

days = st.one_of(st.none(), st.integers(1, 12), st.sampled_from((1, FAR)))
truths = st.sampled_from((True, True, True, None, False))
tests = st.builds(DayMeasure, days, days, days, st.sampled_from(("", "", "", "no_value_in_force")))
in_force = st.one_of(st.none(), st.tuples(st.integers(1, 12), st.integers(1, 12)))
routes = st.builds(RouteMeasures, st.lists(tests, min_size=1, max_size=4).map(tuple), in_force)


@st.composite
def measured(draw: st.DrawFn) -> tuple[OutcomeMeasures, ...]:
    found: list[OutcomeMeasures] = []
    for position in range(draw(st.integers(0, 5))):
        prior = draw(st.one_of(st.none(), st.integers(0, position - 1))) if position else None
        common = tuple(draw(st.lists(truths, max_size=3)))
        found.append(OutcomeMeasures(tuple(draw(st.lists(routes, min_size=1, max_size=4))), prior, common))
    return tuple(found)


Reading = tuple[tuple[bool | None, ...], bool, tuple[OutcomeMeasures, ...]]
readings = st.tuples(st.lists(truths, max_size=5).map(tuple), st.sampled_from((True, True, True, False)), measured())


@settings(max_examples=1_500, deadline=None, suppress_health_check=MANY)
@given(reading=readings)
def test_outcomes_are_judged_as_the_reference_engine_judges_them(durable: Durable, reading: Reading) -> None:
    assert durable.outcomes(*reading) == REFERENCE.outcomes(*reading)


@pytest.mark.slow
@settings(max_examples=5_000, deadline=None, suppress_health_check=MANY)
@given(reading=readings)
def test_outcomes_are_judged_as_the_reference_engine_judges_them_many_times(durable: Durable, reading: Reading) -> None:
    assert durable.outcomes(*reading) == REFERENCE.outcomes(*reading)


REACHED, POSSIBLE, LATE = DayMeasure(10, None, 12), DayMeasure(None, 11, 12), DayMeasure(13, None, 12)
NEVER, UNKNOWN = DayMeasure(), DayMeasure(unknown="missing_fact")


@pytest.mark.parametrize(
    ("routes_of_it", "due"),
    [
        ([[REACHED]], Judged(Verdict.MET, 10, None)),
        ([[REACHED, DayMeasure(12)]], Judged(Verdict.MET, 12, None)),
        ([[REACHED, POSSIBLE]], Judged(Verdict.NOT_YET, 11, Failing("route", 0, 1))),
        ([[POSSIBLE, UNKNOWN, REACHED]], Judged(Verdict.UNDETERMINED, None, Failing("route", 0, 1))),
        ([[UNKNOWN, LATE, NEVER]], Judged(Verdict.NOT_MET, None, Failing("route", 0, 1))),
        ([[POSSIBLE], [REACHED], [DayMeasure(9)]], Judged(Verdict.MET, 9, None)),
        ([[POSSIBLE], [NEVER], [UNKNOWN]], Judged(Verdict.UNDETERMINED, None, Failing("route", 2, 0))),
        ([[LATE], [NEVER, NEVER]], Judged(Verdict.NOT_MET, None, Failing("route", 0, 0))),
    ],
)
def test_the_first_worst_test_decides_a_route_and_the_best_route_an_outcome(
    durable: Durable, routes_of_it: list[list[DayMeasure]], due: Judged
) -> None:
    measures = (OutcomeMeasures(tuple(RouteMeasures(tuple(route)) for route in routes_of_it)),)
    assert durable.outcomes((True,), True, measures) == REFERENCE.outcomes((True,), True, measures) == (due,)


def test_a_chain_of_outcomes_longer_than_one_session_goes_on_in_the_next(durable: Durable) -> None:
    wide = tuple(RouteMeasures((POSSIBLE, DayMeasure(20 + n % 7, None, 25), REACHED), (5, 18 + n % 11)) for n in range(50))
    measures = tuple(
        OutcomeMeasures((*wide, RouteMeasures((DayMeasure(30 - n),))), n - 1 if n else None, (True,) * 5) for n in range(12)
    )
    truths_of_all = (True,) * (FACTS_AT_ONCE - 3)
    assert durable.outcomes(truths_of_all, True, measures) == REFERENCE.outcomes(truths_of_all, True, measures)
    assert durable.outcomes((*truths_of_all, None), False, measures) == REFERENCE.outcomes(
        (*truths_of_all, None), False, measures
    )


@pytest.mark.parametrize("said", [[], *([one] for one in Verdict), *([one, other] for one in Verdict for other in Verdict)])
def test_readings_say_together_what_all_of_them_say(durable: Durable, said: list[Verdict]) -> None:
    assert durable.united(iter(said * 3)) == REFERENCE.united(said * 3)


# --------------------------------------------------------------------------------------------------- shared cases

CONTRACTS = ("fair-start-scotland", "no-one-left-behind", "specialist-employability-support", "ips-primary-care")


@pytest.mark.parametrize("as_of", [date(2024, 2, 29), date(2026, 3, 31)], ids=str)
def test_the_shared_cases_are_decided_exactly(durable: Durable, workspace: Workspace, as_of: date) -> None:
    due = expected(CASES / f"expected-{as_of}.csv")
    caseload = read_input(CASES).caseload
    decided = {}
    for plan in plans(workspace, Options(contracts=CONTRACTS)):
        ours, reference = Decider(plan, durable, readings=True), Decider(plan, REFERENCE, readings=True)
        for case in cases(caseload, as_of, plan.family):
            decisions = ours.decide(case)
            assert decisions == reference.decide(case)
            for one in decisions:
                days_of_it = (str(one.reached_on or ""), str(one.earliest or ""))
                decided[one.journey_id, one.contract, one.outcome] = (one.eligible.value, one.verdict.value, *days_of_it)
    assert {key: decided[key] for key in due} == due


def expected(path: Path) -> dict[tuple[str, ...], tuple[str, ...]]:
    names = ("journey_id", "contract", "outcome"), ("eligible", "verdict", "reached_on", "earliest")
    with path.open(encoding="utf-8", newline="") as rows:
        keyed = [tuple(tuple(row[name] for name in group) for group in names) for row in csv.DictReader(rows)]
    assert len(keyed) == 2040
    return dict(keyed)  # type: ignore[arg-type]


# ---------------------------------------------------------------------------------------------------------- trace


def day(iso: str) -> int:
    return date.fromisoformat(iso).toordinal()


def test_the_trace_says_which_rules_fired_on_what_in_order(durable: Durable) -> None:
    durable.trace()
    asked = settled(FactIs("benefit", ("uc",)), AnyOf((FactWithin("age_at_referral", Const(19)), FactIs("disabled", (True,)))))
    assert durable.eligibility(asked, CASE) == (True, None)
    sustained = DayMeasure(day("2018-12-30"), None, day("2019-01-20"))
    assert durable.outcomes((True, None), True, (OutcomeMeasures((RouteMeasures((sustained,)),)),))
    assert durable.united([Verdict.MET, Verdict.NOT_YET]) is Verdict.UNDETERMINED
    assert durable.trace() == (
        "eligibility:benefit is uc -> true",
        "eligibility:age_at_referral from 19 -> false",
        "eligibility:disabled is yes -> unknown",
        "eligibility:term_1, any of 1 to 2: so far false, next unknown -> unknown",
        "eligibility 1: true -> met",
        "eligibility 1: met as before",
        "eligibility 2: unknown -> undetermined",
        "eligibility 2: undetermined decides, before met",
        "start date: true -> met",
        "start date: met, still undetermined",
        "outcome 1/route 1/test 1: reached 2018-12-30 by 2019-01-20 -> met",
        "outcome 1/route 1/test 1: met, on 2018-12-30",
        "outcome 1/route 1: the route is met",
        "a route that is met has preference 3",
        "the next route is better: met",
        "outcome 1/routes: met",
        "outcome 1/routes: met, still undetermined",
        "outcome 1: undetermined",
        "a reading says met",
        "another reading says not_yet, not met -> undetermined",
        "all readings together: undetermined",
    )
    assert durable.trace() == ()


def test_an_answer_that_is_asked_for_again_stands_in_the_trace_once(durable: Durable) -> None:
    asked = settled(TRUE)
    durable.trace()
    for _ in range(3):
        durable.eligibility(asked, CASE)
        durable.united([Verdict.MET])
    assert durable.trace() == ("eligibility:benefit is uc -> true", "a reading says met", "all readings together: met")
    durable.eligibility(asked, CASE)
    assert durable.trace() == ("eligibility:benefit is uc -> true",)


@settings(max_examples=150, deadline=None, suppress_health_check=MANY)
@given(asked=asked_conditions, case=known_cases(), reading=readings)
def test_every_rule_that_fires_can_be_said(durable: Durable, asked: Settled, case: Case, reading: Reading) -> None:
    durable.trace()
    durable.eligibility(asked, case)
    durable.outcomes(*reading)
    assert all(durable.trace())


def test_the_trace_of_a_long_run_keeps_the_last_derivations_only() -> None:
    engine = Durable()
    for n in range(600):
        engine.outcomes((), True, (OutcomeMeasures((RouteMeasures((DayMeasure(700_000 + n),)),)),))
    lines = engine.trace()
    engine.close()
    assert len(lines) % 500 == 0
    assert date.fromordinal(700_100).isoformat() in lines[2]
    assert date.fromordinal(700_599).isoformat() in lines[-7]


# ---------------------------------------------------------------------------------------------------- house rules


def test_the_engine_comes_to_its_verdicts_without_the_reference_engine() -> None:
    asked = "import sys, commissioning.engines.durable; sys.exit('commissioning.engines.reference' in sys.modules)"
    subprocess.run([sys.executable, "-c", asked], check=True)


def test_the_library_is_not_loaded_in_the_program_that_decides() -> None:
    asked = (
        "import sys; from commissioning.engines.durable import Durable; from commissioning.domain.verdicts import Verdict;"
        "assert Durable().united([Verdict.MET]) is Verdict.MET; sys.exit('durable_rules_engine' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
