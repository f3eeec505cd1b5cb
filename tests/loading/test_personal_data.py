"""Files with personal data are refused; what was found is named by kind and place, and never shown."""

from __future__ import annotations

import random
import string
import uuid
from pathlib import Path

import pytest
from loading_inputs import folder, problems_of, refusals, said, workbook

from commissioning.loading.caseload import read_input
from commissioning.loading.columns import TABLES
from commissioning.loading.personal_data import among_ids, personal_heading

HEADINGS = {
    "names": ["Name", "First name", "forename", "Surname", "lastName", "Client_Name", "FULL NAME", "Known as", "Client's name"],
    "dates of birth": ["DOB", "D.O.B.", "Date of Birth", "birthDate", "date_of_birth"],
    "National Insurance numbers": ["NINo", "NI Number", "NI No.", "National Insurance Number", "N.I. number", "NI"],
    "CHI numbers": ["CHI", "CHI Number", "chi_no"],
    "postcodes": ["Postcode", "Post code", "HomePostCode"],
    "addresses": ["Address", "Address line 1", "Street"],
    "e-mail addresses": ["Email", "E-mail", "e-mail address"],
    "telephone numbers": ["Phone", "Telephone", "Mobile", "Tel. No.", "Contact number", "home_phone"],
    "numbers that identify a person": ["NHS number", "Passport no"],
}


@pytest.mark.parametrize(("what", "heading"), [(what, heading) for what, named in HEADINGS.items() for heading in named])
def test_a_column_of_personal_data(what: str, heading: str, tmp_path: Path) -> None:
    path = folder(tmp_path, f"journey_id,client_id,{heading}\nJ1,C1,secret\n")
    assert refusals(path) == [
        f"journeys.csv:1: error D013: has a column of personal data ({what}), column 3; no file with such columns is read"
        " | take the column out, or name the columns that may be read in a mapping file: the others are then never read"
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "employer name",
        "Provider_Name",
        "council name",
        "children",
        "machine",
        "training",
        "mobility",
        "notes",
        "colour",
        "started",
    ],
)
def test_a_column_that_is_none(heading: str) -> None:
    assert personal_heading(heading) is None


def test_none_of_our_own_columns_is_taken_for_one() -> None:
    assert [name for table in TABLES.values() for name in table.by_name if personal_heading(name)] == []


def test_every_such_column_of_every_table_is_named_at_once(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "journeys": [["journey_id", "Surname", "client_id", "DOB"]],
            "jobs": [["job_id", "client_id", "start_date", "Postcode"]],
        },
    )
    assert [str(problem.place) for problem in problems_of(path)] == [
        "book.xlsx:journeys!B1",
        "book.xlsx:journeys!D1",
        "book.xlsx:jobs!D1",
    ]


VALUES = {
    "National Insurance numbers": ["QQ123456C", "ab 12 34 56 d"],
    "CHI numbers": ["0101701233", "010170 1233", "0101701234"],
    "e-mail addresses": ["someone@example.org"],
    "telephone numbers": ["07700900123", "+44 7700 900123", "0131 496 0000", "(0141) 496 0000", "01314960000"],
    "postcodes": ["EH1 1AA", "EH11AA", "g12 8qq"],
    "dates of birth": ["1985-03-12", "12/03/1985", "12.3.85", "12031985", "19850312"],
    "names": ["Morag MacDonald", "O'Neil, Siân"],
}


@pytest.mark.parametrize(("what", "value"), [(what, value) for what, values in VALUES.items() for value in values])
def test_an_id_that_is_personal_data(what: str, value: str, tmp_path: Path) -> None:
    path = folder(tmp_path, f'journey_id,client_id\nJ1,C1\nJ2,C2\nJ3,"{value}"\n')
    (problem,) = problems_of(path)
    assert problem.code == "D014"
    assert problem.message == f"client_id holds what looks like {what} (in 1 row); no file with personal data is read"
    assert problem.remedy == "replace them by opaque ids that only you can trace"
    assert str(problem.place) == "journeys.csv:4"
    assert value not in str(problem)


@pytest.mark.parametrize("column", ["employer_id"])
def test_codes_may_be_names_of_firms_but_not_contact_details(column: str, tmp_path: Path) -> None:
    head = f"job_id,client_id,start_date,{column}\n"
    assert said(read_input(folder(tmp_path, jobs=head + "W1,C1,2018-10-01,Clyde Bakers\n"))) == []
    (problem,) = problems_of(folder(tmp_path, jobs=head + "W1,C1,2018-10-01,boss@bakers.scot\n"))
    assert problem.code == "D014"


def test_sentences_are_looked_through(tmp_path: Path) -> None:
    head = "claim_id,term,verdict,role,reason,made_on\n"
    row = "K1,hours,met,manager,{},2019-01-01\n"
    assert said(read_input(folder(tmp_path, overrides=head + row.format("Payslips seen for 13 weeks")))) == []
    for reason in ("spoke to her on 07700 900123", "moved to EH1 1AA", "NI is QQ123456C", "wrote to a@b.scot"):
        (problem,) = problems_of(folder(tmp_path, overrides=head + row.format(reason)))
        assert problem.code == "D014"
        assert reason not in str(problem)


def opaque(make, count: int = 3_000) -> list[tuple[int, str]]:
    return [(number, make()) for number in range(count)]


RNG = random.Random(2018)
LETTERS = string.ascii_uppercase + string.digits


@pytest.mark.parametrize(
    "make",
    [
        lambda: str(uuid.UUID(int=RNG.getrandbits(128))),
        lambda: uuid.UUID(int=RNG.getrandbits(128)).hex,
        lambda: str(RNG.randrange(10**9, 10**10)),
        lambda: str(RNG.randrange(10**7, 10**8)),
        lambda: f"{RNG.randrange(10**11):011d}",
        lambda: "".join(RNG.choices(LETTERS, k=6)),
        lambda: "".join(RNG.choices(LETTERS, k=7)),
        lambda: "".join(RNG.choices(LETTERS, k=9)),
        lambda: f"AB{RNG.randrange(10**6):06d}",
        lambda: f"C-{RNG.randrange(10**4):04d}/{RNG.randrange(100):02d}",
        lambda: f"2024-{RNG.randrange(10**4):04d}",
    ],
)
def test_opaque_ids_are_not_taken_for_personal_data(make) -> None:
    assert among_ids(opaque(make)) == []


def test_no_message_shows_what_a_cell_holds(tmp_path: Path) -> None:
    secret = "Zebedee"
    path = folder(
        tmp_path,
        "journey_id,client_id,start_date,end_reason,disabled,age_at_referral,area\n"
        f"J1,{secret},{secret},{secret},{secret},{secret},{secret}\n",
        jobs=f"job_id,client_id,start_date,weekly_hours\n{secret},C9,{secret},{secret}\n{secret},{secret}2,2018-01-01,\n",
    )
    assert secret.casefold() not in "\n".join(said(read_input(path))).casefold()


@pytest.mark.parametrize("row", ["J1,Zebedee", "Zebedee,1985-03-12,QQ123456C", "07700 900123,x"])
def test_no_message_shows_a_first_row_that_is_no_headings(row: str, tmp_path: Path) -> None:
    text = "\n".join(refusals(folder(tmp_path, row + "\n")))
    assert not any(cell in text for cell in row.split(",") if len(cell) > 2)


def test_a_heading_that_looks_like_a_value_is_not_shown(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,QQ123456C,12/03/1985\nJ1,C1,,\n"))
    assert said(read) == [
        "journeys.csv:1: warning D022: column 3 is not a column of the table 'journeys' and was not read | ",
        "journeys.csv:1: warning D022: column 4 is not a column of the table 'journeys' and was not read | ",
    ]
