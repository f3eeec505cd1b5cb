"""One bad row never stops the good ones: each fault, its place, what is wrong and what to do; nothing of the cell is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from loading_inputs import JOURNEYS, folder, said

from commissioning.domain.journeys import Claim, Earning, JobRow, Journey
from commissioning.loading.caseload import read_input
from commissioning.loading.columns import CLAIMS, EARNINGS, JOBS
from commissioning.loading.findings import MOST_SHOWN


def test_good_rows_become_journeys_jobs_earnings_and_claims(tmp_path: Path) -> None:
    read = read_input(
        folder(
            tmp_path,
            """\
            journey_id,client_id,contract,area,referral_date,start_date,end_date,end_reason,payment_group,age_at_referral,disabled,known_on
            J1,C1,fair-start-scotland,S12000049,2018-04-03,2018-04-10,2019-04-10,completed,core,34,yes,2018-04-11
            """,
            jobs="""\
            job_id,client_id,employer_id,start_date,end_date,weekly_hours,basis,hourly_pay_pence,reflects_needs,paid_hours_worked
            W1,C1,E1,2018-10-01,2018-12-30,16,employee,950,no,170.25
            W1,C1,E1,2018-12-31,,7.5,employee,,,
            """,
            earnings="client_id,job_id,paid_on,amount_pence,qualifying\nC1,W1,2018-10-31,65000,yes\nC1,,2018-11-30,-100,\n",
            claims="claim_id,journey_id,contract,outcome,claimed_on,amount_pence\nK1,J1,fair-start-scotland,13-week,2019-01-05,1\n",
        )
    )
    assert said(read) == []
    assert read.caseload.journeys == (
        Journey(
            "J1",
            "C1",
            "fair-start-scotland",
            date(2018, 4, 3),
            date(2018, 4, 10),
            date(2019, 4, 10),
            "completed",
            "core",
            date(2018, 4, 11),
            {"area": "S12000049", "age_at_referral": 34, "disabled": True},
        ),
    )
    assert read.caseload.jobs == {
        "C1": (
            JobRow("W1", "C1", date(2018, 10, 1), date(2018, 12, 30), 16_00, "employee", 950, False, 170_25, employer_id="E1"),
            JobRow("W1", "C1", date(2018, 12, 31), None, 7_50, "employee", employer_id="E1"),
        )
    }
    assert read.caseload.earnings == {
        "C1": (Earning("C1", date(2018, 10, 31), 65_000, "W1", True), Earning("C1", date(2018, 11, 30), -100))
    }
    assert read.caseload.claims == {"J1": (Claim("K1", "J1", "fair-start-scotland", "13-week", date(2019, 1, 5), 1),)}
    assert dict(read.counts) == {"journeys": 1, "jobs": 2, "earnings": 2, "claims": 1}
    assert dict(read.left_out) == {"journeys": 0, "jobs": 0, "earnings": 0, "claims": 0}


@pytest.mark.parametrize(("table", "kind"), [(JOBS, JobRow), (EARNINGS, Earning), (CLAIMS, Claim)])
def test_the_columns_of_a_table_are_the_fields_of_its_rows(table, kind) -> None:
    assert set(table.by_name) == set(kind.__dataclass_fields__)


def test_without_a_table_of_earnings_nothing_is_known_of_them(tmp_path: Path) -> None:
    assert read_input(folder(tmp_path)).caseload.earnings is None


def test_a_table_of_earnings_without_rows_is_as_good_as_none(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, earnings="client_id,paid_on,amount_pence\n"))
    assert read.caseload.earnings is None
    assert said(read) == [
        "earnings.csv:1: warning D024: has headings but no rows; nothing is known of earnings, as if the table were not there"
        " | check that it was exported whole"
    ]


JOURNEY_FAULTS = {
    "journey_id": ("", "D030: journey_id: is blank, and every row needs it | fill it in"),
    "client_id": ("", "D030: client_id: is blank, and every row needs it | fill it in"),
    "start_date": ("2019-02-30", "D031: start_date: is not a day of the calendar | correct it"),
    "referral_date": (
        "31/08/2018",
        "D031: referral_date: is a date that is not written year-month-day"
        " | write the year first, as in 2018-08-31, or name the date format in a mapping file",
    ),
    "verified_on": ("soon", "D031: verified_on: is not a date | write it as 2018-08-31"),
    "reversed_on": ("45123", "D031: reversed_on: is not a date | write it as 2018-08-31"),
    "known_on": (
        "2018-08-31 09:15",
        "D031: known_on: holds a time of day beside the date | leave the time out: only days count",
    ),
    "age_at_referral": ("130", "D033: age_at_referral: is above 120 | correct it, or leave it blank if it is not known"),
    "months_out_of_work": ("6.5", "D034: months_out_of_work: is not a whole number | write a whole number"),
    "end_reason": (
        "finished",
        "D036: end_reason: is not one of: completed, left_early, moved_away, died"
        " | write one of them, or leave it blank if it is not known",
    ),
    "benefit": ("ucc", "D036: benefit: is not one of: uc, esa, jsa, other, none | did you mean 'uc'?"),
    "payment_group": (
        "Cor",
        "D036: payment_group: is not one of: core, advanced, intense | did you mean 'core'?",
    ),
    "disabled": ("maybe", "D037: disabled: is neither yes nor no | write yes or no, or leave it blank if it is not known"),
    "mandated": ("1", "D037: mandated: is neither yes nor no | write yes or no, or leave it blank if it is not known"),
    "lot": (
        "a\u200bb",
        "D044: lot: holds line breaks or characters that cannot be seen | type it again without them",
    ),
    "provider": ("P" * 201, "D044: provider: is longer than 200 characters | write a code"),
}


@pytest.mark.parametrize("column", JOURNEY_FAULTS)
def test_a_bad_cell_of_a_journey(column: str, tmp_path: Path) -> None:
    cell, expected = JOURNEY_FAULTS[column]
    row = {"journey_id": "J9", "client_id": "C9", column: cell}
    text = f"{','.join(row)}\n{','.join(row.values())}\n" + f"J1,C1{',' * (len(row) - 2)}\n"
    read = read_input(folder(tmp_path, text))
    assert said(read) == [f"journeys.csv:2: error {expected}"]
    assert dict(read.left_out) == {"journeys": 1}
    assert [journey.journey_id for journey in read.caseload.journeys] == ["J1"]
    assert not cell or cell not in read.problems[0].message + read.problems[0].remedy


JOB_FAULTS = {
    "job_id": ("", "D030: job_id: is blank, and every row needs it | fill it in"),
    "client_id": (
        "C7",
        "D038: client_id: is not the client_id of any row of the table 'journeys' | add the journey, or correct the id",
    ),
    "start_date": ("", "D030: start_date: is blank, and every row needs it | fill it in"),
    "end_date": ("2018-09-30", "D032: end_date: lies before start_date | correct one of the two dates"),
    "weekly_hours": ("-1", "D033: weekly_hours: is below 0 | correct it, or leave it blank if it is not known"),
    "hourly_pay_pence": (
        "9.50",
        "D034: hourly_pay_pence: is not a sum in whole pence"
        " | write pence without a sign, such as 950 for £9.50, or say in a mapping file that it is in pounds",
    ),
    "paid_hours_worked": ("16.125", "D034: paid_hours_worked: has more than two decimals | write at most two, such as 7.25"),
    "basis": (
        "agency",
        "D036: basis: is not one of: employee, self_employed, zero_hours, apprenticeship"
        " | write one of them, or leave it blank if it is not known",
    ),
}


@pytest.mark.parametrize("column", JOB_FAULTS)
def test_a_bad_cell_of_a_job(column: str, tmp_path: Path) -> None:
    cell, expected = JOB_FAULTS[column]
    row = {"job_id": "W1", "client_id": "C1", "start_date": "2018-10-01", column: cell}
    good = {"job_id": "W2", "client_id": "C2", "start_date": "2018-10-01"}
    lines = [",".join(row), ",".join(row.values()), ",".join(good.get(name, "") for name in row)]
    read = read_input(folder(tmp_path, jobs="\n".join(lines) + "\n"))
    assert said(read) == [f"jobs.csv:2: error {expected}"]
    assert dict(read.left_out) == {"journeys": 0, "jobs": 1}
    assert list(read.caseload.jobs) == ["C2"]


@pytest.mark.parametrize(
    ("hours", "held"),
    [("0", 0), ("168", 168_00), ("16", 16_00), ("16.0", 16_00), ("15.99", 15_99), (" 7.5 ", 7_50), ("16.50000", 16_50)],
)
def test_hours_are_held_as_hundredths(hours: str, held: int, tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=f"job_id,client_id,start_date,weekly_hours\nW1,C1,2018-10-01,{hours}\n"))
    assert said(read) == []
    assert read.caseload.jobs["C1"][0].weekly_hours == held


@pytest.mark.parametrize(
    ("hours", "code"),
    [
        ("168.01", "D033"),
        ("169", "D033"),
        ("-0.01", "D033"),
        ("16.499999", "D034"),
        ("16,5", "D035"),
        ("16h", "D035"),
        ("1e1", "D035"),
    ],
)
def test_hours_that_cannot_be(hours: str, code: str, tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=f'job_id,client_id,start_date,weekly_hours\nW1,C1,2018-10-01,"{hours}"\n'))
    assert [problem.code for problem in read.problems] == [code]
    assert read.left_out["jobs"] == 1


@pytest.mark.parametrize("cell", ["yes", "YES", " Yes ", "true", "TRUE"])
def test_yes_in_any_case(cell: str, tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, f"journey_id,client_id,disabled\nJ1,C1,{cell}\n"))
    assert read.caseload.journeys[0].facts == {"disabled": True}


def test_words_of_a_list_in_any_case_with_spaces_or_hyphens(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,end_date,end_reason\nJ1,C1,2019-01-01,Left early\n"))
    assert read.caseload.journeys[0].end_reason == "left_early"
    read = read_input(folder(tmp_path, jobs="job_id,client_id,start_date,basis\nW1,C1,2018-10-01,Self-Employed\n"))
    assert read.caseload.jobs["C1"][0].basis == "self_employed"


def test_another_programme_is_yes_no_or_its_id(tmp_path: Path) -> None:
    rows = "".join(f"J{n},C{n},{word}\n" for n, word in enumerate(["NO", "Yes", "Restart", ""]))
    read = read_input(folder(tmp_path, f"journey_id,client_id,other_programme\n{rows}"))
    assert [journey.fact("other_programme") for journey in read.caseload.journeys] == ["no", "yes", "restart", None]


def test_several_faults_of_one_row_are_all_reported_and_the_row_is_counted_once(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,disabled,start_date\n,C1,perhaps,never\nJ2,C2,,\n"))
    assert [problem.code for problem in read.problems] == ["D037", "D031", "D030"]
    assert dict(read.left_out) == {"journeys": 1}


def test_every_row_that_shares_an_id_is_left_out(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id\nJ1,C1\nJ2,C2\nJ1,C3\n"))
    expected = (
        "error D041: journey_id: is the id of 2 rows; all of them are left out"
        " | take the copies out, or give each row an id of its own"
    )
    assert said(read) == [f"journeys.csv:2: {expected}", f"journeys.csv:4: {expected}"]
    assert [journey.journey_id for journey in read.caseload.journeys] == ["J2"]


def test_a_row_that_is_bad_already_still_shares_its_id(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_date\nJ1,C1,never\nJ1,C3,2018-04-10\n"))
    assert read.caseload.journeys == ()
    assert [problem.code for problem in read.problems] == ["D031", "D041", "D041"]
    assert read.left_out["journeys"] == 2


def test_claims_that_share_an_id(tmp_path: Path) -> None:
    rows = "claim_id,journey_id,contract,outcome\nK1,J1,x,13-week\nK1,J2,x,13-week\nK2,J2,x,26-week\n"
    read = read_input(folder(tmp_path, claims=rows))
    assert [problem.code for problem in read.problems] == ["D041", "D041"]
    assert list(read.caseload.claims) == ["J2"]


def test_a_claim_or_earnings_of_someone_unknown(tmp_path: Path) -> None:
    read = read_input(
        folder(
            tmp_path,
            claims="claim_id,journey_id,contract,outcome\nK1,J9,x,13-week\n",
            earnings="client_id,paid_on,amount_pence\nC9,2019-01-01,5\n",
        )
    )
    assert [(str(problem.place), problem.code) for problem in read.problems] == [
        ("earnings.csv:2", "D038"),
        ("claims.csv:2", "D038"),
    ]


def test_the_jobs_of_a_journey_that_was_left_out_are_no_fault_of_theirs(tmp_path: Path) -> None:
    read = read_input(
        folder(
            tmp_path,
            "journey_id,client_id,start_date\nJ1,C1,never\nJ2,C2,\n",
            jobs="job_id,client_id,start_date\nW1,C1,2018-10-01\n",
        )
    )
    assert dict(read.left_out) == {"journeys": 1, "jobs": 0}


JOB_HEAD = "job_id,client_id,start_date,end_date\n"


def test_of_two_rows_of_a_job_that_overlap_the_later_one_is_left_out(tmp_path: Path) -> None:
    jobs = "W1,C1,2018-11-01,2018-12-31\nW1,C1,2018-10-01,2018-11-01\nW1,C1,2019-01-01,\n"
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + jobs))
    assert said(read) == [
        "jobs.csv:2: error D039: start_date: the row overlaps an earlier one of the same job (row 3)"
        " | end the earlier row on the day before this one starts, or give this one an id of its own"
    ]
    assert [row.start_date for row in read.caseload.jobs["C1"]] == [date(2018, 10, 1), date(2019, 1, 1)]


def test_a_blank_end_closes_the_day_before_the_jobs_next_row(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,\nW1,C1,2018-11-01,\n"))
    assert said(read) == []


def test_two_rows_of_a_job_with_one_start_overlap(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,\nW1,C1,2018-10-01,\n"))
    assert [(problem.place.line, problem.code) for problem in read.problems] == [(3, "D039")]


def test_rows_that_end_and_begin_on_following_days_do_not_overlap(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,2018-10-31\nW1,C1,2018-11-01,\n"))
    assert said(read) == []


def test_a_row_that_was_left_out_for_another_reason_overlaps_nothing(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,2018-09-01\nW1,C1,2018-10-01,\n"))
    assert [problem.code for problem in read.problems] == ["D032"]


def test_a_job_of_two_clients(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,2018-10-31\nW1,C2,2018-11-01,\nW2,C2,2018-11-01,\n"))
    expected = (
        "error D040: job_id: is the id of a job of 2 different clients; all its rows are left out"
        " | give each client's job an id of its own"
    )
    assert said(read) == [f"jobs.csv:2: {expected}", f"jobs.csv:3: {expected}"]
    assert list(read.caseload.jobs) == ["C2"]


@pytest.mark.parametrize(
    ("area", "code"),
    [
        ("S12000049", "S12000049"),
        ("s12000049", "S12000049"),
        ("S12000046", "S12000049"),
        ("S12000015", "S12000047"),
        ("S12000024", "S12000048"),
        ("S12000044", "S12000050"),
        ("Glasgow City", "S12000049"),
        ("GLASGOW CITY COUNCIL", "S12000049"),
        ("City of Edinburgh Council", "S12000036"),
        ("Argyll & Bute", "S12000035"),
        ("Na h-Eileanan Siar", "S12000013"),
        ("Comhairle nan Eilean Siar", "S12000013"),
        ("The Highland Council", "S12000017"),
        ("Orkney Islands Council", "S12000023"),
    ],
)
def test_an_area_by_code_old_code_or_name(area: str, code: str, tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, f"journey_id,client_id,area\nJ1,C1,{area}\n"))
    assert said(read) == []
    assert read.caseload.journeys[0].fact("area") == code


def test_an_unknown_area_is_a_warning_and_counts_as_blank(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,area\nJ1,C1,Glasgo City\nJ2,C2,E06000001\n"))
    assert said(read) == [
        "journeys.csv:2: warning D050: area: is not one of the 32 council areas, and counts as blank"
        " | did you mean 'Glasgow City'?",
        "journeys.csv:3: warning D050: area: is not one of the 32 council areas, and counts as blank"
        " | write a council's GSS code such as S12000049, or its name",
    ]
    assert [journey.fact("area") for journey in read.caseload.journeys] == [None, None]
    assert read.left_out["journeys"] == 0


def test_a_start_before_the_referral_is_kept_with_a_warning(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,referral_date,start_date\nJ1,C1,2018-04-03,2018-04-02\n"))
    assert said(read) == [
        "journeys.csv:2: warning D051: start_date: lies before referral_date | check both; they are used as written"
    ]
    assert len(read.caseload.journeys) == 1


def test_a_reason_for_the_end_without_an_end_is_kept_with_a_warning(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,end_reason\nJ1,C1,died\n"))
    assert said(read) == [
        "journeys.csv:2: warning D052: end_reason: is given, but end_date is blank"
        " | fill in the end date; until then the journey counts as going on"
    ]
    assert read.caseload.journeys[0].end_reason == "died"


def test_a_journey_that_ends_before_it_starts(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_date,end_date\nJ1,C1,2018-04-10,2018-04-09\n"))
    assert said(read) == ["journeys.csv:2: error D032: end_date: lies before start_date | correct one of the two dates"]


def test_a_date_that_stands_for_no_end(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs=JOB_HEAD + "W1,C1,2018-10-01,9999-12-31\n"))
    assert said(read) == [
        "jobs.csv:2: warning D053: end_date: lies after the year 2199: it is taken to say that there is no end yet"
        " | leave the cell blank where there is no end"
    ]
    assert read.caseload.jobs["C1"][0].end_date is None


def test_a_year_with_two_digits_too_few(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_date\nJ1,C1,0018-04-10\n"))
    assert said(read) == [
        "journeys.csv:2: error D031: start_date: has a year before 1900 or after 2199"
        " | correct the year; write it with four digits"
    ]


def test_midnight_beside_a_date_is_no_time_of_day(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_date\nJ1,C1,2018-08-31 00:00:00\n"))
    assert read.caseload.journeys[0].start_date == date(2018, 8, 31)


def test_a_column_that_a_file_lacks_is_a_column_of_blanks(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "client_id,journey_id\nC1,J1\n"))
    assert said(read) == []
    assert read.caseload.journeys == (Journey("J1", "C1"),)


def test_a_needed_column_that_a_file_lacks_is_reported_once(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, jobs="job_id,client_id\nW1,C1\nW2,C2\n"))
    assert said(read) == [
        "jobs.csv:1: error D030: has no column start_date, which every row of the table 'jobs' needs;"
        " all 2 rows are left out | add the column, or name yours in a mapping file"
    ]
    assert read.left_out["jobs"] == 2


def test_an_unknown_column_is_a_warning_with_the_nearest_known_name(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_dat,colour\nJ1,C1,2018-04-10,red\nJ2,C2,,\n"))
    assert said(read) == [
        "journeys.csv:1: warning D022: column 'start_dat' is not a column of the table 'journeys' and was not read"
        " | did you mean 'start_date'?",
        "journeys.csv:1: warning D022: column 'colour' is not a column of the table 'journeys' and was not read | ",
    ]
    assert read.caseload.journeys[0].facts == {}


def test_further_facts_that_contracts_ask_for(tmp_path: Path) -> None:
    text = "journey_id,client_id,tenancy,children,moved_in,sector\nJ1,C1,no,2,2018-01-01,Care\n"
    read = read_input(
        folder(tmp_path, text), further={"tenancy": "yes_no", "children": "number", "moved_in": "date", "sector": "code"}
    )
    assert said(read) == []
    assert read.caseload.journeys[0].facts == {
        "tenancy": False,
        "children": 2,
        "moved_in": date(2018, 1, 1),
        "sector": "Care",
    }


def test_the_other_tables_are_checked_and_not_kept(tmp_path: Path) -> None:
    read = read_input(
        folder(
            tmp_path,
            employers="employer_id,employees,supply_chain\nE1,many,yes\n",
            evidence="client_id,kind,covers_from,covers_to\nC1,payslip,2019-02-01,2019-01-01\n",
            moves="journey_id,moved_on\nJ1,\n",
            payments="payment_id,claim_id,paid_on,amount_pence\nP1,K1,2019-01-01,12.5\n",
            overrides="claim_id,term,verdict,role,reason,made_on\nK1,hours,perhaps,manager,seen,2019-01-01\n",
            services="service_id,cost_pence\nS1,-5\n",
            caseloads="service_id,specialist_id,as_of,full_time_equivalent\nS1,X1,2019-01-01,0.855\n",
            fidelity="service_id,reviewed_on,scale,item,score\nS1,2019-01-01,ips-25,1,6\n",
            partnerships="partnership_id,areas,health_represented\nL1,Fife; Angus,dunno\n",
        )
    )
    assert [(problem.place.file, problem.code) for problem in read.problems] == [
        ("employers.csv", "D035"),
        ("evidence.csv", "D032"),
        ("moves.csv", "D030"),
        ("payments.csv", "D034"),
        ("overrides.csv", "D036"),
        ("services.csv", "D033"),
        ("caseloads.csv", "D034"),
        ("fidelity.csv", "D033"),
        ("partnerships.csv", "D037"),
    ]
    assert all(read.left_out[table] == 1 for table in read.counts if table != "journeys")


def test_a_hopeless_file_does_not_print_every_row(tmp_path: Path) -> None:
    rows = "".join(f"J{n},C{n},never\n" for n in range(1_284))
    read = read_input(folder(tmp_path, f"journey_id,client_id,start_date\n{rows}"))
    assert len(read.problems) == MOST_SHOWN + 1
    assert said(read)[-1] == "journeys.csv: error D031: and 1,234 more rows (journeys.start_date: a cell is not a date) | "
    assert dict(read.left_out) == {"journeys": 1_284}


def test_problems_stand_in_the_order_of_tables_and_rows(tmp_path: Path) -> None:
    read = read_input(
        folder(
            tmp_path,
            "journey_id,client_id,disabled\nJ1,C1,perhaps\nJ2,C2,\nJ2,C2,perhaps\n",
            jobs="job_id,client_id,start_date\nW1,C9,never\nW2,C1,never\n",
        )
    )
    assert [(problem.place.file, problem.place.line) for problem in read.problems] == [
        ("journeys.csv", 2),
        ("journeys.csv", 3),
        ("journeys.csv", 4),
        ("journeys.csv", 4),
        ("jobs.csv", 2),
        ("jobs.csv", 2),
        ("jobs.csv", 3),
    ]


def test_journeys_are_the_good_ones_in_input_order(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, JOURNEYS + "J0,C0,,\n"))
    assert [journey.journey_id for journey in read.caseload.journeys] == ["J1", "J2", "J0"]
