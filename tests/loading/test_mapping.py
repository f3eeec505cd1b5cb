"""A mapping file brings another system's headings, words and dates in, and keeps everything else out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from loading_inputs import JOURNEYS, folder, problems_of, refusals, said, workbook

from commissioning.errors import Refused
from commissioning.loading.caseload import read_input
from commissioning.loading.columns import TABLES
from commissioning.loading.dates import DATE_FORMATS
from commissioning.loading.mapping import json_schema, read_mapping

EXTRACT = [
    ["Case ref", "Person ref", "Surname", "DOB", "Joined", "Left", "Outcome of case", "Disability Y/N"],
    ["J1", "C1", "Secret", date(1985, 3, 12), "10/04/2018", "10/04/2019", "Completed  programme", "Y"],
    ["J2", "C2", "Secret", date(1985, 3, 12), date(2018, 4, 11), None, "", "not asked"],
]
EMPLOYMENT = [
    ["Job ref", "Person ref", "From", "Rate", "Postcode"],
    ["W1", "C1", "01/10/2018", "£9.50", "EH1 1AA"],
    ["W2", "C2", "01/10/2018", 10.42, "EH1 1AA"],
]
MAPPING = """\
date_format: dd/mm/yyyy
tables:
  journeys:
    source: Client extract
    columns:
      journey_id: case ref
      client_id: Person Ref
      start_date: Joined
      end_date: Left
      end_reason: Outcome of case
      disabled: Disability Y/N
    values:
      end_reason: {Completed programme: completed, Lost contact: left_early}
      disabled: {Y: yes, N: no, Not asked: blank}
  jobs:
    source: Employment
    columns: {job_id: Job ref, client_id: Person ref, start_date: From, hourly_pay_pence: Rate}
    in_pounds: [hourly_pay_pence]
"""


def mapping(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.yaml"
    path.write_text(dedent(text), encoding="utf-8")
    return path


def test_another_systems_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Client extract": EXTRACT, "Employment": EMPLOYMENT, "Advisers": [["Name"], ["Secret"]]})
    read = read_input(path, mapping=mapping(tmp_path, MAPPING))
    assert said(read) == []
    first, second = read.caseload.journeys
    assert (first.start_date, first.end_date, first.end_reason) == (date(2018, 4, 10), date(2019, 4, 10), "completed")
    assert first.facts == {"disabled": True}
    assert (second.start_date, second.end_reason, second.facts) == (date(2018, 4, 11), None, {})
    assert [rows[0].hourly_pay_pence for rows in read.caseload.jobs.values()] == [950, 1042]
    assert "Secret" not in repr(read)


def test_another_systems_files(tmp_path: Path) -> None:
    folder(tmp_path, None)
    (tmp_path / "Client extract.csv").write_text("Case ref;Person ref;Surname\nJ1;C1;Secret\n")
    text = "tables: {journeys: {source: Client extract.csv, columns: {journey_id: Case ref, client_id: Person ref}}}\n"
    read = read_input(tmp_path, mapping=mapping(tmp_path, text))
    assert [problem.code for problem in read.problems] == ["D021"]
    assert [journey.client_id for journey in read.caseload.journeys] == ["C1"]


def test_tables_that_are_not_named_are_read_as_ever(tmp_path: Path) -> None:
    text = "tables: {jobs: {columns: {job_id: ref, client_id: person, start_date: began}}}\n"
    path = folder(tmp_path, jobs="ref,person,began,surname\nW1,C1,2018-10-01,x\n")
    read = read_input(path, mapping=mapping(tmp_path, text))
    assert (len(read.caseload.journeys), len(read.caseload.jobs)) == (2, 1)
    assert "D013" in refusals(folder(tmp_path, "journey_id,client_id,surname\n"), mapping=tmp_path / "mapping.yaml")[0]


def test_a_date_format_without_columns(tmp_path: Path) -> None:
    path = folder(tmp_path, "journey_id,client_id,start_date\nJ1,C1,31/08/2018\nJ2,C2,2018-09-01\nJ3,C3,2018/09/01\n")
    read = read_input(path, mapping=mapping(tmp_path, "tables: {journeys: {date_format: '%d/%m/%Y'}}\n"))
    assert [journey.start_date for journey in read.caseload.journeys] == [date(2018, 8, 31), date(2018, 9, 1)]
    assert said(read) == [
        "journeys.csv:4: error D031: start_date: is not a date in the format that the mapping file names"
        " | correct it, or the format in the mapping file"
    ]


@pytest.mark.parametrize("name", DATE_FORMATS)
def test_every_date_format_by_both_its_names(name: str, tmp_path: Path) -> None:
    day = date(2018, 8, 31)
    for spelled in (name, DATE_FORMATS[name]):
        path = folder(tmp_path, f"journey_id,client_id,start_date\nJ1,C1,{day.strftime(DATE_FORMATS[name])}\n")
        read = read_input(path, mapping=mapping(tmp_path, f"tables: {{journeys: {{date_format: '{spelled}'}}}}\n"))
        assert read.caseload.journeys[0].start_date == day


def test_a_problem_names_our_column_and_theirs(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Client extract": [*EXTRACT, ["J3", "C3", "x", "", "soon"]], "Employment": EMPLOYMENT})
    read = read_input(path, mapping=mapping(tmp_path, MAPPING))
    assert said(read) == [
        "book.xlsx:Client extract!E4: error D031: start_date ('Joined'): is not a date in the format that the mapping file"
        " names | correct it, or the format in the mapping file"
    ]


def test_a_value_that_is_not_listed_must_be_one_of_ours(tmp_path: Path) -> None:
    rows = [*EXTRACT, ["J3", "C3", "", "", "", "10/04/2019", "Sanctioned", "yes"]]
    read = read_input(
        workbook(tmp_path, {"Client extract": rows, "Employment": EMPLOYMENT}), mapping=mapping(tmp_path, MAPPING)
    )
    assert [(str(problem.place), problem.code) for problem in read.problems] == [("book.xlsx:Client extract!G4", "D036")]


def test_sums_in_pounds(tmp_path: Path) -> None:
    text = "tables: {earnings: {in_pounds: [amount_pence]}}\n"
    rows = 'C1,2018-10-31,"£1,234.50"\nC1,2018-10-31,-1.00\nC1,2018-10-31,12.345\nC1,2018-10-31,lots\n'
    path = folder(tmp_path, earnings="client_id,paid_on,amount_pence\n" + rows)
    read = read_input(path, mapping=mapping(tmp_path, text))
    assert [earning.amount_pence for earning in (read.caseload.earnings or {})["C1"]] == [123_450, -100]
    assert [problem.code for problem in read.problems] == ["D035", "D035"]


def test_ids_must_be_opaque_even_when_mapped(tmp_path: Path) -> None:
    text = "tables: {journeys: {columns: {journey_id: ref, client_id: person}}}\n"
    (problem,) = problems_of(folder(tmp_path, "ref,person\nJ1,QQ123456C\n"), mapping=mapping(tmp_path, text))
    assert problem.code == "D014"


def test_a_mapping_that_does_not_fit_the_input(tmp_path: Path) -> None:
    text = MAPPING.replace("Employment", "Employments").replace("Joined", "Date joined")
    path = workbook(tmp_path, {"Client extract": EXTRACT, "Employment": EMPLOYMENT})
    assert refusals(path, mapping=mapping(tmp_path, text)) == [
        "book.xlsx: error D017: has no sheet 'Employments', which the mapping file gives as the table 'jobs'"
        " (it has: Client extract, Employment) | correct the name in the mapping file, or take the table out"
    ]
    assert refusals(path, mapping=mapping(tmp_path, text.replace("Employments", "Employment"))) == [
        "book.xlsx:Client extract!A1: error D017: has no column 'Date joined', which the mapping file gives as"
        " journeys.start_date | correct the heading in the mapping file, or take the line out if there is no such column"
    ]


def test_two_columns_with_a_mapped_heading(tmp_path: Path) -> None:
    text = "tables: {journeys: {columns: {journey_id: ref, client_id: person}}}\n"
    (problem,) = refusals(folder(tmp_path, "ref,person,Person\nJ1,C1,C2\n"), mapping=mapping(tmp_path, text))
    assert "D012: has 2 columns with the heading 'person'" in problem


WRONG = {
    "tables: {journey: {source: x}}": "mapping.yaml:1:10: error D016: there is no table 'journey' | did you mean 'journeys'?",
    "table: {journeys: {source: x}}": "mapping.yaml:1:1: error D016: there is no key 'table' | did you mean 'tables'?",
    "tables: {journeys: {colums: {}}}": "mapping.yaml:1:21: error D016: there is no key 'colums' | did you mean 'columns'?",
    "tables: {journeys: {columns: {journey: Ref}}}": (
        "mapping.yaml:1:31: error D016: the table 'journeys' has no column 'journey' | did you mean 'journey_id'?"
    ),
    "tables: {journeys: {columns: {client_id: NI Number}}}": (
        "mapping.yaml:1:42: error D016: journeys.client_id: takes its cells from a column of personal data"
        " (National Insurance numbers) | give a column of opaque ids or codes"
    ),
    "tables: {journeys: {values: {disabled: {Y: yess}}}}": (
        "mapping.yaml:1:44: error D016: journeys.disabled: what 'Y' stands for is neither yes nor no"
        " | write yes or no, or leave it blank if it is not known"
    ),
    "tables: {journeys: {values: {benefit: {Universal: ucc}}}}": (
        "mapping.yaml:1:51: error D016: journeys.benefit: what 'Universal' stands for is not one of: uc, esa, jsa, other, none"
        " | did you mean 'uc'?"
    ),
    "tables: {journeys: {values: {disabled: {Y: yes, y: no}}}}": (
        "mapping.yaml:1:52: error D016: journeys.disabled: 'y' and 'Y' are read as one value | keep one of them"
    ),
    "tables: {journeys: {columns: {journey_id: a, client_id: b}, values: {disabled: {Y: yes}}}}": (
        "mapping.yaml:1:70: error D016: journeys.disabled: has values here but no heading under 'columns', so it is not read"
        " | add its heading, or take the values out"
    ),
    "tables: {jobs: {in_pounds: [weekly_hours]}}": (
        "mapping.yaml:1:29: error D016: jobs.weekly_hours: is not a sum of money | name columns of money only"
    ),
    "tables: {journeys: {date_format: american}}": (
        "mapping.yaml:1:34: error D016: tables.journeys.date_format: must be a date format: yyyy-mm-dd, dd/mm/yyyy, dd/mm/yy,"
        " dd-mm-yyyy, dd.mm.yyyy, mm/dd/yyyy, yyyy/mm/dd, yyyymmdd, dd mmm yyyy, dd-mmm-yyyy, dd-mmm-yy, dd mmmm yyyy"
        " | write one of them"
    ),
    "tables: {journeys: {columns: [journey_id]}}": (
        "mapping.yaml:1:30: error D016: tables.journeys.columns: must be a mapping of keys to values | write columns: {NAME: …}"
    ),
    "tables: {}": "mapping.yaml:1:9: error D016: tables: lists nothing | add at least one",
    "title: Nothing": "mapping.yaml:1:1: error D016: 'tables' is missing | add 'tables'",
    "- tables": "mapping.yaml: error D016: is not a mapping file | write `tables:` and, under it, the tables",
    "": "mapping.yaml: error D016: is empty | ",
    "tables: {journeys: [": (
        "mapping.yaml:2:1: error D016: is not well-formed YAML: did not find expected node content"
        " | look for a missing colon, a bad indent or an unclosed quote, here or in the lines above"
    ),
    "tables: {jobs: {source: a}, jobs: {source: b}}": (
        "mapping.yaml:1:29: error D016: 'jobs' is written twice | keep one of the two"
    ),
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_mapping_file(text: str, tmp_path: Path) -> None:
    assert refusals(folder(tmp_path), mapping=mapping(tmp_path, text + "\n" if text else "")) == [WRONG[text]]


def test_everything_wrong_with_a_mapping_file_is_said_at_once(tmp_path: Path) -> None:
    text = "tables:\n  journeys:\n    columns: {journey: x, client: y}\n  jobs:\n    in_pounds: [wages]\n"
    with pytest.raises(Refused) as raised:
        read_mapping(mapping(tmp_path, text), TABLES)
    assert [(problem.place.line, problem.code) for problem in raised.value.problems] == [(3, "D016"), (3, "D016"), (5, "D016")]
    assert raised.value.problems[0].excerpt == "    columns: {journey: x, client: y}"


def test_a_mapping_file_that_is_not_there(tmp_path: Path) -> None:
    (problem,) = refusals(folder(tmp_path), mapping=tmp_path / "none.yaml")
    assert problem == "none.yaml: error D016: cannot be read: No such file or directory | check the path"


def test_further_facts_can_be_mapped(tmp_path: Path) -> None:
    text = "tables: {journeys: {columns: {journey_id: a, client_id: b, tenancy: c}, values: {tenancy: {ja: yes}}}}\n"
    path = folder(tmp_path, "a,b,c\nJ1,C1,Ja\n")
    read = read_input(path, mapping=mapping(tmp_path, text), further={"tenancy": "yes_no"})
    assert read.caseload.journeys[0].facts == {"tenancy": True}


def test_the_digest_knows_the_mapping(tmp_path: Path) -> None:
    path = folder(tmp_path / "..", None) / tmp_path.name
    folder(path, JOURNEYS)
    plain = read_input(path).digest
    mapped = read_input(path, mapping=mapping(tmp_path, "tables: {journeys: {date_format: dd/mm/yyyy}}\n")).digest
    assert plain != mapped


def test_the_schema_for_editors_names_every_key() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == {"title", "date_format", "tables"}
    assert set(schema["$defs"]["_TableMapping"]["properties"]) == {"source", "date_format", "columns", "values", "in_pounds"}
