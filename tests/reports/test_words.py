"""Decisions in words: what is open, which way it goes, and facts as people say them."""

from __future__ import annotations

from datetime import date

import pytest

from commissioning.domain.decisions import Decision, Decisive, Setting, Unsettled
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.reports import words

MET, NOT_MET, NOT_YET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.NOT_YET, Verdict.UNDETERMINED


@pytest.mark.parametrize(
    ("thing", "said"),
    [
        (
            Decisive(Unsettled.SILENCE, "self_employment", "", (("counts", (MET,)), ("excluded", (NOT_MET, NOT_YET)))),
            "The contract is silent on whether self-employment counts: met if self-employment counts; "
            "not met or not yet if self-employment does not count.",
        ),
        (
            Decisive(Unsettled.SILENCE, "colour_of_paper", "", (("light_blue", (MET,)), ("white", (NOT_MET,)))),
            "The contract is silent on colour of paper: met if colour of paper is light blue; "
            "not met if colour of paper is white.",
        ),
        (
            Decisive(Unsettled.JOB_FACT, "reflects_needs", "J1", (("counts", (MET,)), ("does_not_count", (NOT_YET,)))),
            "It is not recorded whether job J1 reflects the person's needs: met if so; not yet if not.",
        ),
        (
            Decisive(Unsettled.JOURNEY_FACT, "lives_in_scotland", "", (("yes", (OPEN,)), ("no", (NOT_MET,)))),
            "It is not recorded whether the person lives in Scotland: undetermined if yes; not met if no.",
        ),
        (
            Decisive(
                Unsettled.JOURNEY_FACT,
                "months_out_of_work",
                "",
                (("under 9", (NOT_MET,)), ("9 or more", (MET,)), ("12 or more", (OPEN,)), ("19 or more", (OPEN,))),
            ),
            "The fact “months out of work” is not recorded: not met if under 9; met if 9 to 11; undetermined if 12 or more.",
        ),
        (
            Decisive(Unsettled.JOURNEY_FACT, "benefit", "", (("uc", (MET,)), ("esa", (MET,)), ("another", (NOT_MET,)))),
            "The fact “benefit” is not recorded: met if Universal Credit or ESA; not met if another.",
        ),
    ],
)
def test_what_is_open_is_said_with_what_each_reading_gives(thing, said):
    assert words.settles(thing) == said


def test_a_missing_fact_read_against_the_client_is_said_as_such():
    read = (
        Setting(Unsettled.SILENCE, "window", "rolling"),
        Setting(Unsettled.JOB_FACT, "weekly_hours", "does_not_count", "J2"),
    )
    assert words.settings(read) == "any window of that length counts, and job J2 has too few weekly hours"


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("lives_in_scotland", True, "lives in Scotland"),
        ("disabled", False, "is not disabled"),
        ("disabled", None, "not recorded whether the person is disabled"),
        ("benefit", None, "benefit: not recorded"),
        ("age_at_referral", 17, "age at referral 17"),
        ("benefit", "uc", "benefit Universal Credit"),
        ("referral_date", date(2021, 8, 31), "referral date 31 August 2021"),
        ("at_risk_of_losing_job", True, "at risk of losing job: yes"),
    ],
)
def test_facts_are_said_as_people_say_them(column, value, said):
    assert words.fact(column, value) == said


def test_facts_an_engine_lists_are_read_back_in_prose():
    assert words.found("age_at_referral 17, disabled unknown, referral_date 2021-08-31") == (
        "age at referral 17, not recorded whether the person is disabled, referral date 31 August 2021"
    )
    assert words.found("no such list") == "no such list"


def test_a_verdict_whose_readings_differ_in_the_date_gives_the_range():
    first, last = date(2024, 5, 4), date(2024, 6, 1)
    met = Decision("J", "c", "13-week", last, MET, MET, Reason(ReasonCode.REACHED), date_from=first, date_to=last)
    assert words.verdict(met) == "met from 4 May 2024 to 1 June 2024, by reading"
    due = Decision("J", "c", "13-week", first, MET, NOT_YET, Reason(ReasonCode.CAN_STILL_BE_MET), earliest=last)
    assert words.verdict(due) == "not yet: 1 June 2024 at the earliest"
