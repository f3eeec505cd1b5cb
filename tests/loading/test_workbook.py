"""Workbooks: real dates, numbers and truths, error cells, and the files that are no workbooks, or should not be opened."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from loading_inputs import refusals, said, workbook

from commissioning.loading import workbook_parts
from commissioning.loading.caseload import read_input

HEAD = ["journey_id", "client_id", "start_date", "age_at_referral", "disabled"]
JOBS = ["job_id", "client_id", "start_date", "weekly_hours"]
MIDNIGHT = datetime(2018, 10, 1)  # noqa: DTZ001 - cells have no time zone
HALF_PAST_NINE = datetime(2018, 10, 1, 9, 30)  # noqa: DTZ001
NO_NUMBER = "D035: weekly_hours: is not a number | write digits only, such as 7.5, or leave it blank if it is not known"


def test_cells_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        {
            "Guidance": [["How to fill in this workbook"]],
            "JOURNEYS ": [HEAD, [101, "C1", date(2018, 4, 10), 34, True], ["J2", "C2", "2018-04-10", "34", "no"]],
            "Jobs": [JOBS, ["W1", "C1", date(2018, 10, 1), 16], ["W2", "C2", MIDNIGHT, 0.1 + 0.2]],
        },
    )
    read = read_input(path)
    assert said(read) == []
    first, second = read.caseload.journeys
    assert (first.journey_id, first.start_date, first.facts) == (
        "101",
        date(2018, 4, 10),
        {"age_at_referral": 34, "disabled": True},
    )
    assert (second.start_date, second.facts) == (date(2018, 4, 10), {"age_at_referral": 34, "disabled": False})
    assert [rows[0].weekly_hours for rows in read.caseload.jobs.values()] == [16_00, 30]
    assert read.digest == hashlib.sha256(path.read_bytes()).hexdigest()


FAULTS = [
    ("start_date", 45123, "D031: start_date: is a number, not a date | format the cell as a date, or write it as 2018-08-31"),
    ("start_date", 0, "D031: start_date: is a number, not a date | format the cell as a date, or write it as 2018-08-31"),
    (
        "start_date",
        HALF_PAST_NINE,
        "D031: start_date: holds a time of day beside the date | leave the time out: only days count",
    ),
    ("weekly_hours", 16.499999, "D034: weekly_hours: has more than two decimals | write at most two, such as 7.25"),
    ("weekly_hours", 169, "D033: weekly_hours: is above 168 | correct it, or leave it blank if it is not known"),
    ("weekly_hours", True, NO_NUMBER),
    ("weekly_hours", date(2018, 1, 1), NO_NUMBER),
    ("weekly_hours", "=1/0", "D042: weekly_hours: holds an error such as #DIV/0! | mend the formula, or type the value in"),
    ("job_id", date(2018, 5, 1), "D044: job_id: holds a date, not an id | format the column as Text and enter the id again"),
    (
        "job_id",
        1234567890123456,
        "D044: job_id: is a number too long to be kept exactly | format the column as Text and enter it again",
    ),
    ("job_id", True, "D044: job_id: is not an id | write it as text; in a workbook format the column as Text"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell", "expected"), FAULTS)
def test_a_bad_cell_is_named_by_its_reference(column: str, cell: object, expected: str, tmp_path: Path) -> None:
    good = ["W1", "C1", date(2018, 10, 1), 16]
    bad = [cell if name == column else value for name, value in zip(JOBS, good, strict=True)]
    rows = [JOBS, good, [], bad]
    read = read_input(workbook(tmp_path, {"journeys": [HEAD, ["J1", "C1"]], "Jobs": rows}))
    if column != "job_id":
        assert read.left_out["jobs"] >= 1
    reference = f"book.xlsx:Jobs!{'ABCD'[JOBS.index(column)]}4"
    assert said(read)[0] == f"{reference}: error {expected}"


def test_a_date_of_birth_as_an_id(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"journeys": [HEAD, [date(1985, 3, 12), "C1"]]})
    assert refusals(path) == [
        "book.xlsx:journeys!A2: error D014: journey_id holds what looks like dates of birth (in 1 row); no file with personal"
        " data is read | replace them by opaque ids that only you can trace"
    ]


def test_a_formula_that_was_never_calculated_is_not_blank(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "journeys"
    for row in (["journey_id", "client_id", "age_at_referral"], ["J1", "C1", "=30+4"], ["=A2", "=B2", "=C2"]):
        sheet.append(row)
    book.save(tmp_path / "book.xlsx")
    read = read_input(tmp_path / "book.xlsx")
    expected = (
        "holds a formula that was never calculated"
        " | open the workbook in a spreadsheet program and save it, or type the value in"
    )
    assert said(read) == [
        f"book.xlsx:journeys!C2: error D042: age_at_referral: {expected}",
        f"book.xlsx:journeys!A3: error D042: journey_id: {expected}",
        f"book.xlsx:journeys!B3: error D042: client_id: {expected}",
        f"book.xlsx:journeys!C3: error D042: age_at_referral: {expected}",
    ]
    assert dict(read.left_out) == {"journeys": 2}


def test_a_formula_that_gave_blank_text_is_blank(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"journeys": [HEAD, ["J1", "C1", "=A1"]]})
    with zipfile.ZipFile(path) as given:
        sheet = given.read("xl/worksheets/sheet1.xml")
    blank = sheet.replace(b'<c r="C2"><f>A1</f><v>0</v></c>', b'<c r="C2" t="str"><f>A1</f><v></v></c>')
    assert blank != sheet
    assert said(read_input(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": blank}))) == []


def test_an_error_in_a_column_that_is_not_read_does_no_harm(tmp_path: Path) -> None:
    read = read_input(workbook(tmp_path, {"journeys": [[*HEAD, "colour"], ["J1", "C1", None, None, None, "=1/0"]]}))
    assert [problem.code for problem in read.problems] == ["D022"]


def test_headings_must_be_in_the_first_row(tmp_path: Path) -> None:
    (problem,) = refusals(workbook(tmp_path, {"journeys": [["Clients of 2025"], HEAD, ["J1", "C1"]]}))
    assert problem.startswith("book.xlsx:journeys!A1: error D011: has none of the columns of the table 'journeys'")


def test_a_table_need_not_begin_in_the_first_column(tmp_path: Path) -> None:
    rows = [[None, None, *HEAD], [None, None, "J1", "C1", "never"]]
    read = read_input(workbook(tmp_path, {"journeys": rows}))
    assert [str(problem.place) for problem in read.problems] == ["book.xlsx:journeys!E2"]


def test_blank_rows_and_prefilled_columns_that_are_not_ours(tmp_path: Path) -> None:
    rows = [["no.", *HEAD], [1, "J1", "C1"], [2], [], [3]]
    assert dict(read_input(workbook(tmp_path, {"journeys": rows})).counts) == {"journeys": 1}


def test_one_sheet_twice_but_for_case(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "journeys"
    book.create_sheet("Journeys ")
    book.save(tmp_path / "book.xlsx")
    (problem,) = refusals(tmp_path / "book.xlsx")
    assert "D010: has the table 'journeys' more than once (journeys, Journeys )" in problem


def test_no_sheet_of_journeys(tmp_path: Path) -> None:
    assert refusals(workbook(tmp_path, {"Guidance": [["x"]], "Sheet2": [HEAD]})) == [
        "book.xlsx: error D009: does not have any of the exchange tables (it has: Guidance, Sheet2)"
        " | add a sheet called journeys, or say in a mapping file which sheet holds the journeys"
    ]


def test_a_sheet_with_a_near_name(tmp_path: Path) -> None:
    read = read_input(workbook(tmp_path, {"journeys": [HEAD, ["J1", "C1"]], "Job": [JOBS], "Notes": [["x"]]}))
    assert said(read) == [
        "book.xlsx:Job: warning D023: was not read, though its name is near that of the table 'jobs'"
        " | call the sheet exactly so, if it is that table"
    ]


def test_sheets_without_rows_other_than_journeys_say_nothing(tmp_path: Path) -> None:
    read = read_input(
        workbook(tmp_path, {"journeys": [HEAD, ["J1", "C1"]], "earnings": [["client_id", "paid_on", "amount_pence"]]})
    )
    assert said(read) == []
    assert read.caseload.earnings is None


def test_an_empty_sheet(tmp_path: Path) -> None:
    (problem,) = refusals(workbook(tmp_path, {"journeys": []}))
    assert "D011" in problem


# ------------------------------------------------------------------------------------------------- not a workbook


def written(tmp_path: Path, raw: bytes, name: str = "book.xlsx") -> Path:
    (tmp_path / name).write_bytes(raw)
    return tmp_path / name


def good(tmp_path: Path) -> bytes:
    return workbook(tmp_path, {"journeys": [HEAD, ["J1", "C1"]]}).read_bytes()


XMLNS = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SAVE = "open it in a spreadsheet program and save it as an Excel workbook (.xlsx)"
DAMAGED = (
    "book.xlsx: error D004: is not a whole workbook: it is damaged or was cut off"
    " | send or export it again; check that it opens in a spreadsheet program"
)


def test_an_empty_workbook_file(tmp_path: Path) -> None:
    assert refusals(written(tmp_path, b"")) == ["book.xlsx: error D006: is empty | send or export it again"]


def test_text_called_xlsx(tmp_path: Path) -> None:
    assert refusals(written(tmp_path, b"journey_id,client_id\n")) == [
        f"book.xlsx: error D002: is not an Excel workbook, whatever its name | {SAVE}"
    ]


def test_a_password(tmp_path: Path) -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert refusals(written(tmp_path, raw)) == [
        "book.xlsx: error D003: is protected by a password"
        " | take the password off (File, Info, Protect Workbook) and save it where only those who may can read it"
    ]


def test_an_old_workbook_called_xlsx(tmp_path: Path) -> None:
    raw = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refusals(written(tmp_path, raw)) == [f"book.xlsx: error D002: is a workbook of the old kind (.xls) | {SAVE}"]


@pytest.mark.parametrize("suffix", [".xls", ".ods", ".xlsb", ".numbers"])
def test_workbooks_of_other_kinds(suffix: str, tmp_path: Path) -> None:
    assert refusals(written(tmp_path, b"x", f"book{suffix}")) == [
        f"book{suffix}: error D002: is a workbook of a kind that is not read ({suffix})"
        " | save it as an Excel workbook (.xlsx), or give a folder of CSV or Parquet files"
    ]


def archive(members: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, content in members.items():
            kept.writestr(name, content)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("member", "kind"),
    [
        ("xl/workbook.bin", "a binary workbook (.xlsb)"),
        ("mimetype", "an OpenDocument file (.ods)"),
        ("word/document.xml", "not an Excel workbook, whatever its name"),
    ],
)
def test_other_archives_called_xlsx(member: str, kind: str, tmp_path: Path) -> None:
    assert refusals(written(tmp_path, archive({member: b"x"}))) == [f"book.xlsx: error D002: is {kind} | {SAVE}"]


@pytest.mark.parametrize("kept", [5, 100, 0.3, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off(kept: float, tmp_path: Path) -> None:
    raw = good(tmp_path)
    assert refusals(written(tmp_path, raw[: int(kept * len(raw)) if kept < 1 else int(kept)])) == [DAMAGED]


def rebuilt(tmp_path: Path, changes: dict[str, bytes]) -> Path:
    """The good workbook with some parts replaced."""
    with zipfile.ZipFile(io.BytesIO(good(tmp_path))) as given:
        members = {name: given.read(name) for name in given.namelist()}
    return written(tmp_path, archive({**members, **changes}))


def test_a_sheet_that_is_not_xml(tmp_path: Path) -> None:
    assert refusals(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row r='1'><c r='A1'"})) == [DAMAGED]


def test_a_list_of_sheets_that_is_not_xml(tmp_path: Path) -> None:
    assert refusals(rebuilt(tmp_path, {"xl/workbook.xml": b"nonsense"})) == [DAMAGED]


@pytest.mark.parametrize(
    "cell", [b'<c r="XFD1048576"><v>1</v></c>', b"<c s='0' r='XFD1048576' ><v>1</v></c>", b'<x:c r="XFD1048576"><v>1</v></x:c>']
)
def test_a_stray_cell_far_out(cell: bytes, tmp_path: Path) -> None:
    near = b'<worksheet xmlns="%s"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>' % XMLNS
    far = near + b'<row r="1048576">' + cell + b"</row></sheetData></worksheet>"
    assert refusals(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": far})) == [
        "book.xlsx: error D005: has a sheet that reaches over more than 20,000,000 cells"
        " | look for a stray cell far below or to the right of the table, or save the tables as CSV files in a folder"
    ]


@pytest.mark.parametrize(
    "row",
    [
        b'<row r="1048576"><c t="n"><v>1</v></c></row>',
        b'<row r="3"><c r="B3" r="XFD99999999"><v>1</v></c></row>',
        b'<row r="3"><c r="B3"><v>1</v></c></row><row r="99999999"><c><v>1</v></c></row>',
    ],
)
def test_a_reference_far_out_in_xml_that_no_program_writes(row: bytes, tmp_path: Path) -> None:
    wide = b'<row r="1">' + b"".join(b'<c r="%s1"><v>1</v></c>' % name for name in (b"A", b"B", b"ZZ")) + b"</row>"
    sheet = b'<worksheet xmlns="%s"><sheetData>' % XMLNS + wide + row + b"</sheetData></worksheet>"
    (problem,) = refusals(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": sheet}))
    assert "D005: has a sheet that reaches over more than 20,000,000 cells" in problem


def test_a_format_far_out_is_no_cell(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(good(tmp_path))) as given:
        sheet = given.read("xl/worksheets/sheet1.xml")
    far = sheet.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>')
    assert dict(read_input(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": far})).counts) == {"journeys": 1}


def test_a_workbook_that_unpacks_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = rebuilt(tmp_path, {"xl/padding.xml": b" " * 2_000_000})
    monkeypatch.setattr(workbook_parts, "MOST_BYTES", 1_000_000)
    (problem,) = refusals(path)
    assert "D005: is larger than" in problem
    assert problem.endswith("once unpacked, or has more than 10,000 parts | save the tables as CSV files in a folder")


def test_pictures_in_a_workbook_do_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = rebuilt(tmp_path, {"xl/media/image1.png": b" " * 2_000_000})
    monkeypatch.setattr(workbook_parts, "MOST_BYTES", 1_000_000)
    assert dict(read_input(path).counts) == {"journeys": 1}


def test_sheets_written_in_other_dialects_of_xml(tmp_path: Path) -> None:
    sheet = b"""<?xml version="1.0"?><x:worksheet xmlns:x="%s"><x:sheetData>
    <x:row r='1'><x:c t='inlineStr' r='A1'><x:is><x:t>journey_id</x:t></x:is></x:c>
    <x:c r='B1' t='inlineStr'><x:is><x:t>client_id</x:t></x:is></x:c>
    <x:c r='C1' t='inlineStr'><x:is><x:t>age_at_referral</x:t></x:is></x:c></x:row>
    <x:row r='2'><x:c r='A2' t='inlineStr'><x:is><x:t>J1</x:t></x:is></x:c>
    <x:c r='B2' t='inlineStr'><x:is><x:t>t="e"</x:t></x:is></x:c>
    <x:c t='e' r='C2'><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c></x:row></x:sheetData></x:worksheet>"""
    read = read_input(rebuilt(tmp_path, {"xl/worksheets/sheet1.xml": sheet % XMLNS}))
    assert [(str(problem.place), problem.code) for problem in read.problems] == [("book.xlsx:journeys!C2", "D042")]


def test_letters_of_columns() -> None:
    for number, letters in ((1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")):
        assert workbook_parts.column_letters(number) == letters
        assert workbook_parts.column_number(letters) == number
