"""Each term of a service just below, on and just above its limit, and with what decides it missing."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.domain.service_decisions import ServiceCode
from commissioning.domain.services import CaseloadRow, Partnership, Service
from commissioning.plan.plan import Plan
from services.services_setting import AS_OF, client, count, job, one_term, plan_of

STANDING = "  illustrative: an example\n"


def caseload(limit: str, per: str = "specialist", across: str = "each") -> Plan:
    return plan_of(f"\n- id: caseload\n  kind: caseload_limit\n  {limit}\n  per: {per}\n  across: {across}\n{STANDING}")


@pytest.mark.parametrize(
    ("limit", "number", "verdict"),
    [
        ("fewer_than: 25", 24, "met"),
        ("fewer_than: 25", 25, "not_met"),
        ("fewer_than: 25", 26, "not_met"),
        ("at_most: 25", 25, "met"),
        ("at_most: 25", 26, "not_met"),
        ("at_most: 20", 20, "met"),
        ("at_most: 20", 21, "not_met"),
    ],
)
def test_caseload(limit: str, number: int, verdict: str) -> None:
    assert one_term(caseload(limit), caseloads=[count(number)]).verdict == verdict


def test_half_a_post_with_thirteen_clients_is_over_the_limit_by_posts_and_not_by_people() -> None:
    rows = [count(13, fte=50)]
    assert one_term(caseload("fewer_than: 25"), caseloads=rows).verdict == "met"
    by_post = one_term(caseload("fewer_than: 25", per="full_time_equivalent"), caseloads=rows)
    assert by_post.verdict == "not_met" and by_post.found is not None
    assert by_post.found.bounds is not None and by_post.found.bounds.low == 26


def test_a_silence_on_posts_or_people_decides_where_they_differ_and_shows_each_reading() -> None:
    plan = caseload("fewer_than: 25", per="{silent: [specialist, full_time_equivalent], why: not said}")
    term = one_term(plan, caseloads=[count(13, fte=50)])
    assert (term.verdict, term.code, term.decisive) == ("undetermined", ServiceCode.SILENCE, ("per",))
    assert [(dict(r.settings)["per"], str(r.judged.verdict)) for r in term.readings] == [
        ("specialist", "met"),
        ("full_time_equivalent", "not_met"),
    ]
    same = one_term(plan, caseloads=[count(24)])
    assert (same.verdict, same.decisive) == ("met", ())
    settled = plan_of(
        "\n- id: caseload\n  kind: caseload_limit\n  fewer_than: 25\n"
        f"  per: {{silent: [specialist, full_time_equivalent], why: not said}}\n  across: each\n{STANDING}",
        readings={"per": "specialist"},
    )
    told = one_term(settled, caseloads=[count(13, fte=50)])
    assert told.verdict == "met" and not settled.service_silences
    assert any("assumed by the user" in caveat.provenance.why for caveat in told.rests_on)


def test_one_full_caseload_among_small_ones_fails_each_and_not_the_average() -> None:
    rows = [count(30, who="S1"), count(10, who="S2")]
    assert one_term(caseload("fewer_than: 25"), caseloads=rows).verdict == "not_met"
    assert one_term(caseload("fewer_than: 25", across="average"), caseloads=rows).verdict == "met"


def test_the_latest_count_up_to_the_day_counts_and_a_post_that_ended_does_not() -> None:
    rows = [count(30, on=date(2024, 12, 31)), count(20, on=date(2025, 3, 1)), count(40, on=date(2025, 4, 1))]
    assert one_term(caseload("fewer_than: 25"), caseloads=rows).verdict == "met"
    ended = [*rows, count(99, who="S2", on=date(2024, 6, 1)), CaseloadRow("A", "S2", date(2025, 1, 1), 0, 0, 0, 0)]
    assert one_term(caseload("fewer_than: 25"), caseloads=ended).verdict == "met"


def test_a_blank_count_is_unknown_unless_the_rest_is_too_many_already() -> None:
    some = one_term(caseload("fewer_than: 25"), caseloads=[count(20, retention=None)])
    assert (some.verdict, some.missing) == ("undetermined", ("retention_clients in 1 row of caseloads",))
    assert one_term(caseload("fewer_than: 25"), caseloads=[count(25, retention=None)]).verdict == "not_met"
    none = one_term(caseload("fewer_than: 25"))
    assert none.verdict == "undetermined" and "caseloads" in none.missing[0]


def test_without_full_time_equivalents_nothing_is_known_per_post() -> None:
    plan = caseload("fewer_than: 25", per="full_time_equivalent")
    blank = one_term(plan, caseloads=[count(5, fte=None)])
    assert (blank.verdict, blank.missing) == ("undetermined", ("full_time_equivalent in 1 row of caseloads",))
    none = one_term(plan, caseloads=[count(5, fte=0)])
    assert (none.verdict, none.missing) == ("undetermined", ("full_time_equivalent above 0 in 1 row of caseloads",))


# ------------------------------------------------------------------------------------------------- retention


RETENTION = plan_of(f"\n- id: retention\n  kind: retention_share\n  at_most: 15%\n{STANDING}")


@pytest.mark.parametrize(
    ("others", "kept", "verdict"),
    [(17, 3, "met"), (849, 151, "not_met"), (16, 3, "not_met"), (18, 3, "met"), (0, 1, "not_met")],
)
def test_retention_share(others: int, kept: int, verdict: str) -> None:
    assert one_term(RETENTION, caseloads=[count(others, retention=kept)]).verdict == verdict


def test_retention_share_with_a_blank() -> None:
    assert one_term(RETENTION, caseloads=[count(None, retention=0)]).verdict == "met"
    unknown = one_term(RETENTION, caseloads=[count(None, retention=3)])
    assert (unknown.verdict, unknown.missing) == ("undetermined", ("job_search_clients in 1 row of caseloads",))
    nobody = one_term(RETENTION, caseloads=[count(0, retention=0)])
    assert (nobody.verdict, nobody.missing) == ("undetermined", ("any client on a caseload",))


# ----------------------------------------------------------------------------------------------------- cost


COST = plan_of(f"\n- id: cost\n  kind: cost_per_client\n  at_least: £4,000\n{STANDING}")


@pytest.mark.parametrize(
    ("cost", "clients", "verdict"),
    [(399_999, 1, "not_met"), (400_000, 1, "met"), (400_001, 1, "met"), (1_199_999, 3, "not_met"), (1_200_000, 3, "met")],
)
def test_cost_per_client(cost: int, clients: int, verdict: str) -> None:
    assert one_term(COST, service=Service("A", cost_pence=cost, clients=clients)).verdict == verdict


def test_cost_per_client_that_is_not_known() -> None:
    assert one_term(COST).missing == ("cost_pence", "clients")
    assert one_term(COST, service=Service("A", cost_pence=5)).missing == ("clients",)
    assert one_term(COST, service=Service("A", cost_pence=5, clients=0)).verdict == "undetermined"


# ------------------------------------------------------------------------------------------------------ rate


def rate(at_least: str = "40%", who: str = "out_of_work", since: str = "start", more: str = "") -> Plan:
    return plan_of(
        f"\n- id: rate\n  kind: employment_rate\n  at_least: {at_least}\n  who_counts: {who}\n  counted_from: {since}\n"
        f"  paid_hours_before_start: 4\n{more}{STANDING}"
    )


@pytest.mark.parametrize(("working", "verdict"), [(4, "met"), (3, "not_met")])
def test_employment_rate_of_ten(working: int, verdict: str) -> None:
    people = [client(n) for n in range(10)]
    assert one_term(rate(), journeys=people, jobs=[job(n) for n in range(working)]).verdict == verdict


@pytest.mark.parametrize(("of", "working", "verdict"), [(10_000, 3_999, "not_met"), (10_000, 4_000, "met"), (100, 45, "met")])
def test_employment_rate_to_a_hundredth_of_a_per_cent(of: int, working: int, verdict: str) -> None:
    people = [client(n) for n in range(of)]
    assert one_term(rate(), journeys=people, jobs=[job(n) for n in range(working)]).verdict == verdict


def test_a_job_start_counts_from_four_paid_hours() -> None:
    people = [client(1)]
    assert one_term(rate("100%"), journeys=people, jobs=[job(1, paid=400)]).verdict == "met"
    assert one_term(rate("100%"), journeys=people, jobs=[job(1, paid=399)]).verdict == "not_met"
    blank = one_term(rate("100%"), journeys=people, jobs=[job(1, paid=None)])
    assert (blank.verdict, blank.missing) == ("undetermined", ("paid_hours_worked in jobs of 1 client",))


def test_people_in_work_when_they_joined_are_left_out() -> None:
    people = [client(1), client(2, status="employed"), client(3, status="inactive")]
    jobs = [job(1), job(2)]
    left_out = one_term(rate("50%"), journeys=people, jobs=jobs)
    assert left_out.verdict == "met" and left_out.found is not None and left_out.found.bounds is not None
    assert str(left_out.found.bounds.low) == "1/2"
    assert one_term(rate("60%", who="everyone"), journeys=people, jobs=jobs).verdict == "met"


def test_an_unknown_status_at_entry_is_read_both_ways() -> None:
    """Of a client in work and one out of it who has none: with the one in work 1 of 2, without 0 of 1."""
    people = [client(1, status=None), client(2)]
    term = one_term(rate("50%"), journeys=people, jobs=[job(1)])
    assert (term.verdict, term.missing) == ("undetermined", ("employment_status of 1 client",))
    assert one_term(rate("60%"), journeys=people, jobs=[job(1)]).verdict == "not_met"


def test_what_happened_before_the_start_or_after_the_day_does_not_count() -> None:
    people = [client(1), client(2)]
    jobs = [job(1, on=date(2024, 4, 30)), job(2, on=date(2025, 4, 1))]
    assert one_term(rate("50%"), journeys=people, jobs=jobs).verdict == "not_met"
    assert one_term(rate("50%"), journeys=people, jobs=[job(1, on=date(2024, 5, 1))]).verdict == "met"


def test_a_reversed_start_and_a_client_not_started_are_no_clients() -> None:
    people = [client(1), client(2, start=None), client(3, reversed_on=date(2024, 6, 1))]
    assert one_term(rate("100%"), journeys=people, jobs=[job(1)]).verdict == "met"
    assert one_term(rate("50%", since="referral"), journeys=people, jobs=[job(1)]).verdict == "met"
    assert one_term(rate("51%", since="referral"), journeys=people, jobs=[job(1)]).verdict == "not_met"


def test_without_journeys_or_a_table_of_jobs_the_rate_is_unknown() -> None:
    assert "journeys that name the service" in one_term(rate()).missing[0]
    without = one_term(rate(), journeys=[client(1)], tables=("journeys",))
    assert (without.verdict, without.missing) == ("undetermined", ("the table jobs",))


def test_a_job_is_credited_to_the_service_the_client_was_on() -> None:
    """The client went on to another service; the job that began there is not this service's."""
    from commissioning.domain.journeys import Journey

    later = Journey("J9", "C1", start_date=date(2024, 8, 1), facts={"service_id": "B"})
    assert one_term(rate("50%"), journeys=[client(1), later], jobs=[job(1)]).verdict == "not_met"
    assert one_term(rate("50%"), journeys=[client(1), later], jobs=[job(1, on=date(2024, 7, 31))]).verdict == "met"


def test_a_rate_has_no_value_before_it_is_in_force() -> None:
    plan = rate("\n    - {value: 40%, from: 2024-04-01}")
    people = [client(1, start=date(2024, 3, 1))]
    early = one_term(plan, journeys=people, as_of=date(2024, 3, 31))
    assert (early.verdict, early.code) == ("undetermined", ServiceCode.NO_VALUE_IN_FORCE)
    assert one_term(plan, journeys=people, as_of=date(2024, 4, 1)).verdict == "not_met"


HIGH = (
    "  for_high_fidelity:\n    conflicting:\n"
    '      - {value: 45%, source: {document: one, quote: "45"}}\n      - {value: 40%, source: {document: two, quote: "40"}}\n'
)


def reviewed(band: str) -> str:
    return f"{{reviews: [{{instrument: formal_review, word: {band}, band: {band}}}]}}"


@pytest.mark.parametrize(
    ("working", "band", "verdict"),
    [
        (39, "good", "not_met"),
        (40, "good", "undetermined"),
        (44, "good", "undetermined"),
        (45, "good", "met"),
        (30, "fair", "met"),
    ],
)
def test_what_two_documents_ask_of_high_fidelity_are_two_readings(working: int, band: str, verdict: str) -> None:
    people = [client(n) for n in range(100)]
    jobs = [job(n) for n in range(working)]
    term = one_term(rate("30%", more=HIGH), journeys=people, jobs=jobs, reported=reviewed(band))
    assert term.verdict == verdict
    if verdict == "undetermined":
        assert term.decisive == ("for_high_fidelity",)
        assert [str(reading.judged.verdict) for reading in term.readings] == ["not_met", "met"]


def test_an_order_of_precedence_settles_which_document_counts() -> None:
    terms = (
        "\n- id: rate\n  kind: employment_rate\n  at_least: 30%\n  who_counts: everyone\n  counted_from: start\n"
        f"  paid_hours_before_start: 4\n{HIGH}{STANDING}"
    )
    plan = plan_of(terms, head="precedence: [two, one]\n")
    assert plan.service_silences == ()
    assert [(lost.value, lost.winner) for lost in plan.overruled] == [("45%", "40%")]
    people = [client(n) for n in range(10)]
    jobs = [job(n) for n in range(4)]
    assert one_term(plan, journeys=people, jobs=jobs, reported=reviewed("good")).verdict == "met"


def test_without_a_review_both_rates_are_tried() -> None:
    people = [client(n) for n in range(100)]
    plan = rate("30%", more="  for_high_fidelity: 45%\n")
    unknown = one_term(plan, journeys=people, jobs=[job(n) for n in range(40)])
    assert unknown.verdict == "undetermined" and "a formal review of fidelity" in unknown.missing[-1]
    assert one_term(plan, journeys=people, jobs=[job(n) for n in range(45)]).verdict == "met"
    assert one_term(plan, journeys=people, jobs=[job(n) for n in range(29)]).verdict == "not_met"


# --------------------------------------------------------------------------------------------------- targets


def target(counts: str = "job_starts", number: int = 60, more: str = "") -> Plan:
    return plan_of(f"\n- id: target\n  kind: service_target\n  counts: {counts}\n  at_least: {number}\n{more}{STANDING}")


@pytest.mark.parametrize(
    ("number", "until", "verdict", "earliest"),
    [
        (59, "2025-03-31", "not_met", None),
        (60, "2025-03-31", "met", None),
        (59, "2025-04-01", "not_yet", date(2025, 4, 1)),
        (60, "2025-04-01", "met", None),
        (61, "2025-04-01", "met", None),
    ],
)
def test_a_target_while_its_period_is_open_and_after(number: int, until: str, verdict: str, earliest: date | None) -> None:
    people = [client(n) for n in range(number)]
    term = one_term(target(more=f"  until: {until}\n"), journeys=people, jobs=[job(n) for n in range(number)])
    assert (term.verdict, term.earliest) == (verdict, earliest)


def test_a_period_is_the_services_own_unless_the_term_gives_one() -> None:
    people, jobs = [client(1), client(2)], [job(1), job(2, on=date(2025, 2, 3))]
    over = Service("A", commissioned_to=date(2025, 1, 31))
    assert one_term(target(number=2), journeys=people, jobs=jobs, service=over).verdict == "not_met"
    assert one_term(target(number=2), journeys=people, jobs=jobs).verdict == "met"
    later = Service("A", commissioned_from=date(2025, 6, 1))
    term = one_term(target(number=1), journeys=people, jobs=jobs, service=later)
    assert (term.verdict, term.earliest) == ("not_yet", date(2025, 6, 1))


def test_referrals_with_a_blank_date_may_count() -> None:
    from dataclasses import replace

    people = [client(1), replace(client(2), referral_date=None)]
    plan = target("referrals", 2, "  until: 2025-03-31\n")
    term = one_term(plan, journeys=people)
    assert (term.verdict, term.missing) == ("undetermined", ("referral_date of 1 journey",))
    assert one_term(target("referrals", 1), journeys=people).verdict == "met"


def test_every_job_start_counts_towards_a_target() -> None:
    from commissioning.domain.journeys import JobRow

    jobs = [job(1), JobRow("W9", "C1", date(2024, 12, 2), paid_hours_worked=100)]
    assert one_term(target(number=2), journeys=[client(1)], jobs=jobs).verdict == "met"
    paid = target(number=2, more="  paid_hours_before_start: 4\n  until: 2025-03-31\n")
    assert one_term(paid, journeys=[client(1)], jobs=jobs).verdict == "not_met"


@pytest.mark.parametrize(
    ("said", "as_of", "verdict"),
    [
        ("{at_least: 60}", AS_OF, "met"),
        ("{below: 60}", AS_OF, "not_yet"),
        ("{below: 61}", AS_OF, "undetermined"),
        ("{at_least: 59, at_most: 60}", AS_OF, "undetermined"),
        ("{value: 60}", date(2025, 6, 1), "met"),
        ("{value: 59}", date(2025, 6, 1), "undetermined"),
        ("{value: 60}", date(2025, 3, 30), "undetermined"),
    ],
)
def test_a_reported_bound_decides_only_what_it_decides(said: str, as_of: date, verdict: str) -> None:
    """What was counted by one day is the least there is on a later one, and says nothing of an earlier one."""
    plan = target(more="  until: 2025-12-31\n")
    assert one_term(plan, reported=f"{{figures: {{job_starts: {said}}}}}", as_of=as_of).verdict == verdict


# ------------------------------------------------------------------------------------------- facts of a service


def principle(fact: str, more: str = "") -> Plan:
    return plan_of(f"\n- id: it\n  kind: principle\n  principle: A principle\n  decided_by: {fact}\n{STANDING}{more}")


@pytest.mark.parametrize(
    ("pre_work", "in_work", "verdict"),
    [
        ("unlimited", "unlimited", "met"),
        ("12 months", "unlimited", "not_met"),
        ("unlimited", "none stated", "undetermined"),
    ],
)
def test_support_without_limit_is_decided_by_the_contract(pre_work: str, in_work: str, verdict: str) -> None:
    support = (
        f"\n- id: pre\n  kind: pre_work_support\n  limit: {pre_work}\n  decides_outcomes: no\n{STANDING}"
        f"\n- id: in\n  kind: in_work_support\n  limit: {in_work}\n{STANDING}"
    )
    assert one_term(principle("support_unlimited", support)).verdict == verdict


@pytest.mark.parametrize(
    ("mandated", "verdict"),
    [((False, False), "met"), ((False, None), "undetermined"), ((None, True), "not_met"), ((), "undetermined")],
)
def test_nobody_mandated_is_decided_by_journeys(mandated: tuple[bool | None, ...], verdict: str) -> None:
    people = [client(n, mandated=value) for n, value in enumerate(mandated)]
    assert one_term(principle("nobody_mandated"), journeys=people).verdict == verdict


@pytest.mark.parametrize(("partner", "verdict"), [("NHS Fife", "met"), ("none", "not_met"), (None, "undetermined")])
def test_a_health_partner(partner: str | None, verdict: str) -> None:
    assert one_term(principle("health_partner"), service=Service("A", health_partner=partner)).verdict == verdict


def test_health_representation_as_the_partnership_of_the_area_stands() -> None:
    plan = plan_of(f"\n- id: health\n  kind: health_representation\n{STANDING}")
    areas = ("S12000014", "S12000030")
    rows = [
        Partnership("P1", areas, False),
        Partnership("P1", areas, True, date(2025, 1, 1)),
        Partnership("P1", areas, False, date(2025, 6, 1)),
    ]
    here = Service("A", area="S12000030")
    assert one_term(plan, service=here, partnerships=rows).verdict == "met"
    assert one_term(plan, service=here, partnerships=rows, as_of=date(2024, 12, 31)).verdict == "not_met"
    assert one_term(plan, service=Service("A", area="S12000036"), partnerships=rows).verdict == "undetermined"
    assert one_term(plan, partnerships=rows).missing == ("health_represented",)
