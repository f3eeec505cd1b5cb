"""Writes the sample caseload: forty journeys a caseworker would recognise, none of them a real person's.

    python examples/make_caseload.py

Every id, date and area is illustrative. The stories are in this file, beside the facts that tell them; the workbook carries
them on its first sheet. J01 is the case study of the Centre for Mental Health's IPS briefing: a 20-hour warehouse job.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import xlsxwriter

HERE = Path(__file__).parent

# Glasgow City, City of Edinburgh, Highland, Fife, Aberdeen City, West Lothian, Dundee City, Moray, Falkirk, North Ayrshire
AREAS = (
    "S12000049",
    "S12000036",
    "S12000017",
    "S12000047",
    "S12000033",
    "S12000040",
    "S12000042",
    "S12000020",
    "S12000014",
    "S12000021",
)

TYPICAL = {
    "contract": "",
    "lot": "",
    "provider": "",
    "end_date": "",
    "end_reason": "",
    "payment_group": "core",
    "age_at_referral": "34",
    "employment_status": "unemployed",
    "in_education_or_training": "no",
    "benefit": "uc",
    "months_out_of_work": "14",
    "disabled": "no",
    "long_term_health_condition": "no",
    "lives_in_scotland": "yes",
    "right_to_work": "yes",
    "low_income_parent": "no",
    "severe_mental_illness": "no",
    "in_secondary_mental_health_care": "no",
    "in_talking_therapies": "no",
    "in_primary_or_community_care": "no",
    "in_substance_use_treatment": "no",
    "mandated": "no",
    "other_programme": "no",
    "consent_to_contact_employer": "yes",
    "known_on": "",
}
CONDITION = {"disabled": "yes", "long_term_health_condition": "yes", "payment_group": "advanced"}
PRIMARY = {**CONDITION, "in_primary_or_community_care": "yes"}
SECONDARY = {
    **CONDITION,
    "payment_group": "intense",
    "severe_mental_illness": "yes",
    "in_secondary_mental_health_care": "yes",
}


@dataclass
class Story:
    """One journey, what happened in it, and the sentence that tells it."""

    says: str
    referred: str
    started: str
    facts: dict[str, str] = field(default_factory=dict)
    jobs: list[dict[str, str]] = field(default_factory=list)
    wages: list[tuple[int, str, int]] = field(default_factory=list)
    """(number of the job from 1, paid on, pence)"""
    client: str = ""


def job(start: str, end: str = "", hours: str = "16", **more: str) -> dict[str, str]:
    """A row of the table of jobs."""
    return {
        "start_date": start,
        "end_date": end,
        "weekly_hours": hours,
        "basis": "employee",
        "hourly_pay_pence": "1300",
        "reflects_needs": "yes",
        "paid_hours_worked": "40",
        "agreed_on": "",
        **more,
    }


FSS = {"contract": "fair-start-scotland", "lot": "1", "provider": "P1"}
NOLB = {"contract": "no-one-left-behind"}
SES = {"contract": "specialist-employability-support", **CONDITION}

STORIES = [
    # ------------------------------------------------------------------------- the case study of the briefing
    Story(
        "A man in secondary mental health care takes a warehouse job of 20 hours a week with an employment specialist's help. "
        "(The case study of the Centre for Mental Health's briefing; its dates and area here are illustrative.)",
        "2024-05-20",
        "2024-05-27",
        {**SECONDARY, "contract": "ips-secondary-care", "age_at_referral": "38", "benefit": "esa", "months_out_of_work": "30"},
        [job("2024-07-15", "", "20", hourly_pay_pence="1244", paid_hours_worked="400")],
        [
            (1, "2024-08-15", 107_800),
            (1, "2024-09-15", 107_800),
            (1, "2024-10-15", 107_800),
            (1, "2024-11-15", 107_800),
            (1, "2024-12-15", 107_800),
        ],
    ),
    # ------------------------------------------------------------------------------- Fair Start Scotland, 16 hours
    Story(
        "Shop work of exactly 16 hours a week, unbroken for a year.",
        "2018-09-03",
        "2018-09-10",
        FSS,
        [job("2018-10-01", "2019-12-31", "16", hourly_pay_pence="850")],
    ),
    Story(
        "Cleaning work of 15.5 hours a week: half an hour short of the launch threshold.",
        "2018-10-08",
        "2018-10-15",
        {**FSS, "payment_group": "intense", **{"long_term_health_condition": "yes"}},
        [job("2018-11-05", "2019-11-30", "15.5", hourly_pay_pence="830")],
    ),
    Story(
        "Two jobs at once, 9 and 8 hours a week: 17 together, neither enough alone.",
        "2018-12-03",
        "2018-12-10",
        FSS,
        [
            job("2019-01-07", "2019-09-30", "9", hourly_pay_pence="830"),
            job("2019-01-07", "2019-09-30", "8", hourly_pay_pence="830"),
        ],
    ),
    Story(
        "Six weeks, a gap of 21 days, seven weeks: 13 weeks of work in exactly 16.",
        "2018-12-10",
        "2018-12-17",
        FSS,
        [
            job("2019-01-07", "2019-02-17", "25", hourly_pay_pence="900"),
            job("2019-03-11", "2019-04-28", "25", hourly_pay_pence="900"),
        ],
    ),
    Story(
        "The same with a gap of 22 days: one day too many.",
        "2018-12-10",
        "2018-12-17",
        FSS,
        [
            job("2019-01-07", "2019-02-17", "25", hourly_pay_pence="900"),
            job("2019-03-12", "2019-04-29", "25", hourly_pay_pence="900"),
        ],
    ),
    Story(
        "Ten weeks, a gap of four, then a lasting job: enough work, outside the first window.",
        "2018-12-10",
        "2018-12-17",
        {**FSS, **CONDITION},
        [
            job("2019-01-07", "2019-03-17", "20", hourly_pay_pence="900"),
            job("2019-04-15", "2020-06-30", "20", hourly_pay_pence="900"),
        ],
    ),
    Story(
        "Self-employed as a gardener, 20 hours a week; nothing says whether that counts.",
        "2019-02-04",
        "2019-02-11",
        {**FSS, "lot": "8", "provider": "P8"},
        [job("2019-04-01", "2020-04-30", "20", basis="self_employed", hourly_pay_pence="")],
    ),
    Story(
        "Work began 14 months after the start: within 18 months, not within 12.",
        "2018-05-07",
        "2018-05-14",
        {**FSS, "payment_group": "advanced", **{"disabled": "yes", "long_term_health_condition": "yes"}},
        [job("2019-07-15", "2020-09-30", "30", hourly_pay_pence="900")],
    ),
    Story(
        "Died on the 88th day in work.",
        "2018-09-03",
        "2018-09-10",
        {**FSS, "end_date": "2018-12-27", "end_reason": "died"},
        [job("2018-10-01", "", "30", hourly_pay_pence="900")],
    ),
    # -------------------------------------------------------------------------------- Fair Start Scotland, 8 hours
    Story(
        "12 hours a week from before the change to 8 hours: judged by the day the job began.",
        "2021-01-04",
        "2021-01-11",
        FSS,
        [job("2021-02-15", "2022-04-30", "12", hourly_pay_pence="950")],
    ),
    Story(
        "12 hours a week from after the change.",
        "2021-03-22",
        "2021-03-29",
        {**FSS, **CONDITION},
        [job("2021-04-12", "2022-06-30", "12", hourly_pay_pence="950")],
    ),
    Story(
        "A fluctuating condition: 18 hours a week, then 10 from the ninth week.",
        "2022-02-07",
        "2022-02-14",
        {**FSS, **PRIMARY},
        [job("2022-03-07", "2022-05-01", "18", job_id="A"), job("2022-05-02", "2023-05-31", "10", job_id="A")],
    ),
    Story(
        "Joined again in May 2021 after leaving in 2019; both times the job lasted.",
        "2018-10-01",
        "2018-10-08",
        {**FSS, "end_date": "2019-06-30", "end_reason": "left_early"},
        [
            job("2018-11-05", "2019-03-31", "20", hourly_pay_pence="850"),
            job("2021-06-07", "2022-08-31", "20", hourly_pay_pence="950"),
        ],
        client="C14",
    ),
    Story("The second journey of the same person.", "2021-05-10", "2021-05-17", FSS, [], client="C14"),
    Story(
        "Joined again in February 2020, before joining again was allowed.",
        "2020-02-03",
        "2020-02-10",
        FSS,
        [job("2020-03-02", "2021-04-30", "30", hourly_pay_pence="900")],
        client="C16",
    ),
    Story(
        "The first journey of that person, which ended early.",
        "2019-01-07",
        "2019-01-14",
        {**FSS, "end_date": "2019-12-13", "end_reason": "left_early"},
        [],
        client="C16",
    ),
    # ---------------------------------------------------------------------- No One Left Behind, and referral edges
    Story(
        "Referred on the last day of Fair Start Scotland.",
        "2024-03-31",
        "2024-04-10",
        FSS,
        [job("2024-05-13", "2025-08-31", "24", hourly_pay_pence="1200")],
    ),
    Story(
        "Referred a day later, to No One Left Behind.",
        "2024-04-01",
        "2024-04-10",
        NOLB,
        [job("2024-05-13", "2025-08-31", "24", hourly_pay_pence="1200")],
    ),
    Story(
        "A parent on a low income, in work of 10 hours a week, moves to a better job.",
        "2024-08-05",
        "2024-08-12",
        {**NOLB, "employment_status": "employed", "low_income_parent": "yes", "months_out_of_work": "0", "benefit": "none"},
        [job("2024-09-02", "", "22", hourly_pay_pence="1250")],
    ),
    Story(
        "Four hours a week in a café, the right number for this person.",
        "2025-01-13",
        "2025-01-20",
        {**NOLB, **PRIMARY},
        [job("2025-03-03", "", "4", paid_hours_worked="180")],
    ),
    Story(
        "A full-time job that did not suit the person, and ended.",
        "2025-02-03",
        "2025-02-10",
        NOLB,
        [job("2025-03-10", "2025-06-20", "37.5", reflects_needs="no")],
    ),
    Story(
        "Nobody wrote down whether the job suited the person.",
        "2025-03-03",
        "2025-03-10",
        {**NOLB, **CONDITION},
        [job("2025-04-07", "", "14", reflects_needs="")],
    ),
    Story(
        "A school leaver of 17 without a disability or a benefit.",
        "2024-09-02",
        "2024-09-09",
        {**NOLB, "age_at_referral": "17", "benefit": "none", "months_out_of_work": "3"},
        [job("2024-10-14", "2025-10-31", "30", basis="apprenticeship", hourly_pay_pence="760")],
    ),
    # ------------------------------------------------------------------------------ Specialist Employability Support
    Story(
        "The headline: 7.5 hours a week at the National Living Wage, suited to the person.",
        "2025-07-07",
        "2025-07-14",
        {**SES, **PRIMARY, "contract": "specialist-employability-support"},
        [job("2025-08-04", "", "7.5", hourly_pay_pence="1221", paid_hours_worked="220")],
    ),
    Story("Support began; the person is not in work yet.", "2025-11-03", "2025-11-10", SES),
    Story("Referred, not started yet: no start date.", "2026-02-16", "", SES),
    Story(
        "A long-term condition that does not limit the person: eligible here, not disabled in the statistics.",
        "2025-09-01",
        "2025-09-08",
        {"contract": "specialist-employability-support", "long_term_health_condition": "yes", "disabled": "no"},
        [job("2025-10-06", "2026-02-13", "16"), job("2026-03-02", "", "20")],
    ),
    # ---------------------------------------------------------------------------------------------- the IPS family
    Story(
        "In NHS Talking Therapies, back to office work of 16 hours a week.",
        "2024-09-09",
        "2024-09-16",
        {**CONDITION, "contract": "ips-talking-therapies", "in_talking_therapies": "yes"},
        [job("2024-11-04", "", "16")],
    ),
    Story(
        "A first shift of 3 paid hours, then the person left: no job start.",
        "2024-10-07",
        "2024-10-14",
        {**SECONDARY, "contract": "ips-secondary-care"},
        [job("2024-12-02", "2024-12-02", "10", paid_hours_worked="3")],
    ),
    Story(
        "Three jobs in a year, each a start of its own.",
        "2024-07-01",
        "2024-07-08",
        {**SECONDARY, "contract": "ips-secondary-care"},
        [job("2024-08-05", "2024-10-04", "12"), job("2024-11-11", "2025-02-28", "16"), job("2025-04-07", "", "16")],
    ),
    Story(
        "In primary care under DWP's grant: 7 hours a week at the rate for the person's age.",
        "2022-11-07",
        "2022-11-14",
        {**PRIMARY, "contract": "ips-primary-care", "age_at_referral": "20"},
        [job("2023-01-09", "2023-06-30", "7", hourly_pay_pence="800")],
    ),
    Story(
        "The same at a penny below the rate from April.",
        "2022-11-07",
        "2022-11-14",
        {**PRIMARY, "contract": "ips-primary-care", "age_at_referral": "29"},
        [job("2023-02-06", "2023-08-31", "16", hourly_pay_pence="1041")],
    ),
    Story(
        "In drug and alcohol treatment for seven months, now in kitchen work.",
        "2024-06-03",
        "2024-06-10",
        {**CONDITION, "contract": "ips-alcohol-drug", "in_substance_use_treatment": "yes", "employment_status": "inactive"},
        [job("2024-09-02", "", "21")],
    ),
    Story(
        "Mandated to take part: no IPS model is open to that.",
        "2025-05-12",
        "2025-05-19",
        {**SECONDARY, "mandated": "yes"},
        [job("2025-07-07", "", "16")],
    ),
    Story(
        "Inactive for two years, referred to Connect to Work.",
        "2025-06-02",
        "2025-06-09",
        {**PRIMARY, "contract": "universal-support-ips", "employment_status": "inactive", "months_out_of_work": "24"},
        [job("2025-09-01", "", "16")],
    ),
    Story(
        "Still in work but struggling, referred to WorkWell.",
        "2025-06-16",
        "2025-06-23",
        {
            **PRIMARY,
            "contract": "workwell",
            "employment_status": "employed",
            "months_out_of_work": "0",
            "benefit": "none",
            "at_risk_of_losing_job": "yes",
        },
        [job("2025-09-15", "", "30")],
    ),
    # ------------------------------------------------------------------------------------------------ comparators
    Story(
        "The earnings outcome: £4,800 by 15 April 2025, which passes one year's threshold and not the next.",
        "2024-06-03",
        "2024-06-10",
        {"contract": "work-and-health-programme", "disabled": "yes", "months_out_of_work": "26"},
        [job("2024-10-07", "2025-04-30", "16", hourly_pay_pence="1144")],
        [
            (1, "2024-11-15", 100_000),
            (1, "2024-12-15", 80_000),
            (1, "2025-01-15", 80_000),
            (1, "2025-02-15", 80_000),
            (1, "2025-03-15", 80_000),
            (1, "2025-04-15", 60_000),
        ],
    ),
    Story(
        "£1,000 earned, but half of it self-employed: the two cannot be mixed.",
        "2021-03-01",
        "2021-03-08",
        {"contract": "jets-scotland", "months_out_of_work": "4"},
        [
            job("2021-04-05", "2021-06-30", "16", hourly_pay_pence="900"),
            job("2021-04-05", "2021-06-30", "10", basis="self_employed", hourly_pay_pence=""),
        ],
        [(1, "2021-05-14", 50_000), (2, "2021-05-28", 50_000)],
    ),
    Story(
        "Ten months out of work, then warehouse work at full time.",
        "2022-03-07",
        "2022-03-14",
        {"contract": "restart", "months_out_of_work": "10", "mandated": "yes"},
        [job("2022-05-02", "2023-03-31", "35", hourly_pay_pence="1000")],
        [(1, f"2022-{month:02d}-28", 130_000) for month in range(5, 10)],
    ),
]

JOB_COLUMNS = (
    "job_id", "client_id", "employer_id", "start_date", "end_date", "weekly_hours", "basis", "hourly_pay_pence",
    "reflects_needs", "paid_hours_worked", "agreed_on", "known_on",
)  # fmt: skip
EARNING_COLUMNS = ("client_id", "job_id", "paid_on", "amount_pence", "qualifying", "known_on")
FURTHER = ("at_risk_of_losing_job", "admitted_exceptionally")


def tables() -> dict[str, tuple[tuple[str, ...], list[dict[str, str]]]]:
    """The three tables: columns and rows."""
    journeys, jobs, earnings = [], [], []
    for number, story in enumerate(STORIES, start=1):
        client = story.client or f"C{number:02d}"
        journeys.append(
            {
                "journey_id": f"J{number:02d}",
                "client_id": client,
                "referral_date": story.referred,
                "start_date": story.started,
                "area": AREAS[number % len(AREAS)],
                **TYPICAL,
                "at_risk_of_losing_job": "no",
                "admitted_exceptionally": "no",
                **story.facts,
            }
        )
        ids = []
        for position, row in enumerate(story.jobs, start=1):
            ids.append(f"W{number:02d}{row.get('job_id', position)}")
            jobs.append(
                {**row, "job_id": ids[-1], "client_id": client, "employer_id": f"E{number:02d}{position}", "known_on": ""}
            )
        earnings += [
            {"client_id": client, "job_id": ids[which - 1], "paid_on": day, "amount_pence": str(pence), "qualifying": "yes",
             "known_on": ""}
            for which, day, pence in story.wages
        ]  # fmt: skip
    first = ("journey_id", "client_id", "contract", "area", "lot", "provider", "referral_date", "start_date")
    columns = (*first, *(name for name in TYPICAL if name not in first), *FURTHER)
    return {"journeys": (columns, journeys), "jobs": (JOB_COLUMNS, jobs), "earnings": (EARNING_COLUMNS, earnings)}


def write_csv() -> None:
    """One CSV file a table."""
    for name, (columns, rows) in tables().items():
        with (HERE / "caseload" / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def write_workbook() -> None:
    """The same as a workbook, with real dates, and the stories on its first sheet."""
    with xlsxwriter.Workbook(str(HERE / "caseload.xlsx"), {"strings_to_formulas": False}) as book:
        book.set_properties({"title": "Sample caseload", "created": datetime(2026, 3, 31, tzinfo=UTC)})
        bold = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        about = book.add_worksheet("Guidance")
        about.write_row(0, 0, ("Journey", "What happened (illustrative; no real person)"), bold)
        about.set_column(1, 1, 110, wrapped)
        for number, story in enumerate(STORIES, start=1):
            about.write_row(number, 0, (f"J{number:02d}", story.says))
        for name, (columns, rows) in tables().items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 2)
            sheet.write_row(0, 0, columns, bold)
            sheet.set_column(0, len(columns) - 1, 14)
            for line, row in enumerate(rows, start=1):
                for column, heading in enumerate(columns):
                    _write(sheet, line, column, heading, row.get(heading, ""), day)


def _write(sheet: object, line: int, column: int, heading: str, text: str, day: object) -> None:
    if not text:
        return
    if heading.endswith(("_date", "_on")):
        sheet.write_datetime(line, column, date.fromisoformat(text), day)  # type: ignore[attr-defined]
    elif heading in (
        "weekly_hours",
        "hourly_pay_pence",
        "amount_pence",
        "age_at_referral",
        "months_out_of_work",
        "paid_hours_worked",
    ):
        sheet.write_number(line, column, float(text))  # type: ignore[attr-defined]
    else:
        sheet.write_string(line, column, text)  # type: ignore[attr-defined]


if __name__ == "__main__":
    write_csv()
    write_workbook()
