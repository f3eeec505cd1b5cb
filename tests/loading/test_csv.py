"""CSV files and folders: what is read, what is read with a warning, and what is refused, in the words a reader sees."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from loading_inputs import JOURNEYS, folder, refusals, said

from commissioning.loading.caseload import read_input


def ids(path: Path) -> list[str]:
    return [journey.journey_id for journey in read_input(path).caseload.journeys]


# ------------------------------------------------------------------------------------------------ encodings and lines


def test_utf_8_with_or_without_its_mark(tmp_path: Path) -> None:
    assert ids(folder(tmp_path, JOURNEYS.encode("utf-8-sig"))) == ["J1", "J2"]
    read = read_input(folder(tmp_path, "journey_id,client_id,provider\nJ1,C1,Càrn\n"))
    assert read.caseload.journeys[0].fact("provider") == "Càrn"
    assert said(read) == []


def test_windows_text_is_read_with_a_warning(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,provider\nJ1,C1,Càrn\n".encode("cp1252")))
    assert said(read) == [
        "journeys.csv: warning D020: is not UTF-8; it was read as Windows text (cp1252)"
        " | save it as 'CSV UTF-8' so that every letter is right"
    ]
    assert read.caseload.journeys[0].fact("provider") == "Càrn"


def test_text_in_no_known_encoding(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, b"journey_id,client_id\nJ1,\x81\xff\n")) == [
        "journeys.csv: error D007: is neither UTF-8 nor Windows text | save it as 'CSV UTF-8'"
    ]


def test_utf_16(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, JOURNEYS.encode("utf-16"))) == [
        "journeys.csv: error D007: is saved as UTF-16 ('Unicode text') | save it as 'CSV UTF-8'"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end: str, tmp_path: Path) -> None:
    assert ids(folder(tmp_path, JOURNEYS.replace("\n", end).encode())) == ["J1", "J2"]


def test_nul_bytes(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, b"journey_id,client_id\nJ1,C\x001\n")) == [
        "journeys.csv: error D007: holds NUL bytes, so it is not text (or it was damaged on its way)"
        " | export it again, as CSV (UTF-8, commas)"
    ]


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"PK\x03\x04", "a workbook or a zip archive"), (b"\xd0\xcf\x11\xe0", "an old workbook"), (b"%PDF-1.7", "a PDF")],
)
def test_a_file_of_another_kind_called_csv(start: bytes, kind: str, tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, start + b"\x00" * 50)) == [
        f"journeys.csv: error D007: is not a CSV file but {kind} | save the table as CSV (UTF-8, commas)"
    ]


# ------------------------------------------------------------------------------------------------ records and cells


def test_semicolons_and_tabs_are_read_with_a_warning(tmp_path: Path) -> None:
    for sign, name in ((";", "semicolons"), ("\t", "tabs"), ("|", "vertical bars")):
        read = read_input(folder(tmp_path, JOURNEYS.replace(",", sign).encode()))
        assert said(read) == [
            f"journeys.csv: warning D021: has {name} between its columns, not commas; it was read so"
            " | save the table as CSV (UTF-8, commas)"
        ]
        assert len(read.caseload.journeys) == 2


def test_quotation_marks_that_are_never_closed(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, 'journey_id,client_id\nJ1,C1\nJ2,"C2\nJ3,C3\n')) == [
        "journeys.csv:3: error D008: the file ends inside quotation marks that were opened in the row that begins here"
        " | close them, or export the file again if it was cut off"
    ]


def test_quotation_marks_that_do_not_match(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, 'journey_id,client_id\nJ1,"C"1\n')) == [
        "journeys.csv:2: error D008: the quotation marks in the row that begins here do not match"
        " | write a quotation mark inside quoted text twice, or export the file again"
    ]


def test_a_cell_larger_than_is_read(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, f"journey_id,client_id\nJ1,C1\nJ2,{'x' * 140_000}\n")) == [
        "journeys.csv:3: error D005: a cell of the row that begins here is longer than 131,072 characters"
        " | look for a quotation mark that is never closed"
    ]


def test_a_quoted_line_break_does_not_shift_the_line_numbers(tmp_path: Path) -> None:
    rows = 'K1,hours,met,manager,"seen\nand checked",2019-01-01\nK2,hours,met,manager,x,\n'
    read = read_input(folder(tmp_path, overrides="claim_id,term,verdict,role,reason,made_on\n" + rows))
    assert said(read) == ["overrides.csv:4: error D030: made_on: is blank, and every row needs it | fill it in"]


def test_an_unquoted_comma_makes_a_row_too_long(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,provider\nJ1,C1,This, that\nJ2,C2,x,,\n"))
    assert said(read) == [
        "journeys.csv:2: error D043: the row has more cells than there are headings, so it is not clear which cell belongs to"
        " which column | put text that holds a comma in quotation marks"
    ]
    assert [journey.journey_id for journey in read.caseload.journeys] == ["J2"]


def test_a_short_row_is_filled_with_blanks_and_a_warning(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,start_date,area\nJ1,C1\nJ2,C2,2018-04-10\nJ3,C3,,\n"))
    assert said(read) == [
        "journeys.csv:2: warning D026: this row, and perhaps others, has fewer cells than there are headings;"
        " the rest count as blank | check that the file was saved whole"
    ]
    assert len(read.caseload.journeys) == 3


def test_a_last_row_that_breaks_off(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, b"journey_id,client_id,start_date\nJ1,C1,2018-04-10\nJ2,C"))
    assert said(read) == [
        "journeys.csv:3: error D043: the row breaks off: it is the last row, and the file ends in the middle of it"
        " | export the file again"
    ]
    assert dict(read.left_out) == {"journeys": 1}


def test_blank_rows_are_skipped_and_not_counted(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id\n\nJ1,C1\n,\n ,  \nJ2,C2\n\n"))
    assert said(read) == []
    assert dict(read.counts) == {"journeys": 2}


def test_a_formula_is_just_text(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, 'journey_id,client_id\n=1+1,"=HYPERLINK(""x"")"\n'))
    assert read.caseload.journeys[0].journey_id == "=1+1"
    assert read.caseload.journeys[0].client_id == '=HYPERLINK("x")'


# --------------------------------------------------------------------------------------------------------- headings


def test_headings_in_any_case_with_spaces_or_hyphens(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "Journey ID, CLIENT-ID ,StartDate\nJ1,C1,2018-04-10\n"))
    assert said(read) == []
    assert read.caseload.journeys[0].start_date is not None


def test_one_heading_twice(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, "journey_id,client_id,start_date,Start Date\nJ1,C1,,\n")) == [
        "journeys.csv:1: error D012: has 2 columns with the heading 'start_date': it is not clear which of them counts"
        " | keep one of them, or give the others other headings"
    ]


def test_an_unknown_heading_twice_does_no_harm(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,notes,notes\nJ1,C1,a,b\n"))
    assert [problem.code for problem in read.problems] == ["D022"]


def test_very_many_unknown_headings_are_summed_up(tmp_path: Path) -> None:
    extra = ",".join(f"field{number}" for number in range(2_000))
    read = read_input(folder(tmp_path, f"journey_id,client_id,{extra}\nJ1,C1{',' * 2_000}\n"))
    assert len(read.problems) == 51
    assert (
        said(read)[-1]
        == "journeys.csv: warning D022: and 1,950 more columns (journeys: a column is not known and was not read) | "
    )


def test_a_first_row_that_is_no_headings_is_not_shown(tmp_path: Path) -> None:
    (problem,) = refusals(folder(tmp_path, "J1,Secret One,2018-04-10\nJ2,Secret Two,\n"))
    assert problem == (
        "journeys.csv:1: error D011: has none of the columns of the table 'journeys' in its first row"
        " | put the headings (journey_id, client_id, contract, service_id and 30 more) in the first row,"
        " or name yours in a mapping file"
    )


def test_a_blank_heading_over_blank_cells_is_ignored(tmp_path: Path) -> None:
    assert said(read_input(folder(tmp_path, "journey_id,client_id,,\nJ1,C1,,\n"))) == []


def test_a_blank_heading_over_cells_is_a_warning(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id,,\nJ1,C1,,\nJ2,C2,x,\nJ3,C3,x,\n"))
    assert said(read) == [
        "journeys.csv:3: warning D025: cells stand in a column that has no heading; they were not read"
        " | give the column a heading, or clear it"
    ]


def test_an_empty_file(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, jobs="")) == [
        "jobs.csv: error D006: is empty | write the headings, or take the file out of the folder"
    ]


def test_a_file_of_blank_lines(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, jobs="\n\n\n")) == [
        "jobs.csv: error D006: is empty: it has not even headings | write the headings, or take it out"
    ]


def test_headings_without_rows(tmp_path: Path) -> None:
    read = read_input(folder(tmp_path, "journey_id,client_id\n", jobs="job_id,client_id,start_date\n"))
    assert said(read) == [
        "journeys.csv:1: warning D024: has headings but no rows; there is nothing to decide | check that it was exported whole",
        "jobs.csv:1: warning D024: has headings but no rows; no client is known to have worked"
        " | check that it was exported whole",
    ]
    assert dict(read.counts) == {"journeys": 0, "jobs": 0}


# ---------------------------------------------------------------------------------------------------------- folders


def test_file_names_in_any_case(tmp_path: Path) -> None:
    folder(tmp_path, None)
    (tmp_path / "Journeys.CSV").write_text(JOURNEYS)
    assert ids(tmp_path) == ["J1", "J2"]


def test_one_table_in_two_files(tmp_path: Path) -> None:
    folder(tmp_path)
    (tmp_path / "journeys.parquet").write_bytes(b"PAR1")
    assert refusals(tmp_path) == [
        f"{tmp_path.name}: error D010: has the table 'journeys' more than once (journeys.csv, journeys.parquet):"
        " it is not clear which of them counts | keep one of them"
    ]


def test_no_journeys(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path, None, jobs="job_id,client_id,start_date\n")) == [
        f"{tmp_path.name}: error D009: does not have the table 'journeys' (it has: jobs.csv)"
        " | add journeys.csv or journeys.parquet, or say in a mapping file which file holds the journeys"
    ]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    assert refusals(tmp_path) == [
        f"{tmp_path.name}: error D009: does not have any of the exchange tables (it has nothing)"
        " | add journeys.csv or journeys.parquet, or say in a mapping file which file holds the journeys"
    ]


def test_a_folder_that_holds_a_workbook(tmp_path: Path) -> None:
    (tmp_path / "Clients 2025.xlsx").write_bytes(b"PK")
    assert refusals(tmp_path) == [
        f"{tmp_path.name}: error D009: does not have any of the exchange tables (it has: Clients 2025.xlsx)"
        " | give the workbook itself as the input, not its folder"
    ]


def test_other_files_are_ignored_but_near_names_are_not(tmp_path: Path) -> None:
    folder(tmp_path, job="job_id\n", claims_old="claim_id\n")
    for name in ("README.md", "expected-2024-02-29.csv", "compare.py", ".journeys.csv", "earnings.xlsx"):
        (tmp_path / name).write_text("x\n")
    assert said(read_input(tmp_path)) == [
        "claims_old.csv: warning D023: was not read, though its name is near that of the table 'claims'"
        " | call it exactly so, as CSV or Parquet, if it is that table",
        "earnings.xlsx: warning D023: was not read, though its name is near that of the table 'earnings'"
        " | call it exactly so, as CSV or Parquet, if it is that table",
        "job.csv: warning D023: was not read, though its name is near that of the table 'jobs'"
        " | call it exactly so, as CSV or Parquet, if it is that table",
    ]


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "nowhere"
    assert refusals(path) == [f"{path}: error D001: is not there | check the path"]


def test_one_file_of_a_folder(tmp_path: Path) -> None:
    assert refusals(folder(tmp_path) / "journeys.csv") == [
        "journeys.csv: error D002: is one file of a folder of tables"
        f" | give the folder that holds it ({tmp_path}); its files are read by their names, such as journeys.csv"
    ]


def test_every_reason_to_refuse_is_given_at_once(tmp_path: Path) -> None:
    path = folder(
        tmp_path,
        "journey_id,client_id,surname\nJ1,C1,x\n",
        jobs="",
        claims='claim_id,journey_id\nK1,"J1\n',
        moves="journey_id,moved_on,moved_on\n",
    )
    assert [problem.split(" error ")[1][:4] for problem in refusals(path)] == ["D013", "D006", "D012", "D008"]


# ----------------------------------------------------------------------------------------------------------- digest


def test_the_digest_is_of_the_tables_that_were_read(tmp_path: Path) -> None:
    digest = read_input(folder(tmp_path)).digest
    raw = JOURNEYS.encode()
    assert digest == hashlib.sha256(b"journeys.csv\x00" + str(len(raw)).encode() + b"\x00" + raw).hexdigest()
    (tmp_path / "README.md").write_text("other")
    assert read_input(tmp_path).digest == digest
    assert read_input(folder(tmp_path, jobs="job_id,client_id,start_date\n")).digest != digest


# ------------------------------------------------------------------------------------------------------------ speed


def test_a_large_file_is_read_row_by_row(tmp_path: Path) -> None:
    rows = "".join(f"J{n},C{n},2018-04-03,2018-04-10\n" for n in range(20_000))
    assert len(ids(folder(tmp_path, JOURNEYS.splitlines()[0] + "\n" + rows))) == 20_000
