"""A provider's own workbook comes back with decisions beside its claims; everything else in it is as it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from provider_books import OURS, day, parts, provider_book, sample, with_parts

from commissioning.app import claims_returned
from commissioning.cli.main import commissioning
from commissioning.errors import Refused
from commissioning.loading import headings
from commissioning.reports import returned_claims, returned_parts
from commissioning.reports.returned_claims import COLUMNS, HEADINGS

CLAIMS = "xl/worksheets/sheet1.xml"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commissioning, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)


def decided(book: Path, output: Path, *words: str | Path) -> Result:
    return run("claims", book, "--as-of", "2021-10-11", "--output", output, *words)


@pytest.fixture
def tables() -> dict[str, list[list[object]]]:
    """The sample, the claims with columns of the provider's own."""
    found = sample()
    rows = found["claims"]
    rows[0] += ["Our note", "In pounds"]
    for number, row in enumerate(rows[1:], start=2):
        row += ["checked & <kept>", f"=F{number}/100"]
    rows.append(["K9", "J1", "no-such-contract", "13-week", "not a day", 1, "later", None])
    return {"claims": rows, **{name: table for name, table in found.items() if name != "claims"}}


@pytest.fixture
def book(tmp_path: Path, tables: dict[str, list[list[object]]]) -> Path:
    return provider_book(tmp_path / "provider.xlsx", tables)


def claims_of(path: Path) -> list[dict[str, object]]:
    heads, *rows = load_workbook(path)["Claims"].iter_rows(values_only=True)
    return [dict(zip([str(head) for head in heads], row, strict=True)) for row in rows]


def test_decisions_stand_beside_the_claims(book: Path, tmp_path: Path) -> None:
    result = decided(book, tmp_path / "out.xlsx")
    assert result.return_value == 1 and "Rows left out: 1 of claims" in result.stderr
    found = {str(row["claim_id"]): row for row in claims_of(tmp_path / "out.xlsx")}
    assert list(found["K1"])[-len(HEADINGS) :] == HEADINGS
    assert (found["K1"]["Decision: status"], found["K1"]["Decision: paid so far (£)"]) == ("paid", 700)
    assert found["K2"]["Decision: status"] == "duplicate"
    assert found["K2"]["Decision: what it takes"] == "nothing that can still happen makes it payable"
    assert found["K3"]["Decision: to pay or recover (£)"] == -1000
    assert found["K3"]["Decision: clause"] is not None and "since 20 September 2021 (paid)" in str(found["K3"]["Decision: why"])
    assert found["K4"]["Decision: by when"] == day("2021-12-12")
    assert found["K4"]["Decision: review on"] == day("2021-12-13")
    assert found["K4"]["Decision: rests on assumption"] == "referral window (assumed); earnings (assumed)"
    assert found["K9"]["Decision: status"] == "not decided" and "is not a date" in str(found["K9"]["Decision: why"])


def test_all_else_is_as_it_was_byte_for_byte(book: Path, tmp_path: Path) -> None:
    before, whole = parts(book), book.read_bytes()
    decided(book, tmp_path / "out.xlsx", "-q")
    after = parts(tmp_path / "out.xlsx")
    changed = {name for name, content in before.items() if after.get(name) != content}
    assert changed == {
        CLAIMS,
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "[Content_Types].xml",
        "xl/tables/table1.xml",
    }
    assert book.read_bytes() == whole
    copy = load_workbook(tmp_path / "out.xlsx")
    assert copy.sheetnames[-4:] == list(OURS)
    sheet = copy["Claims"]
    assert (
        sheet["H2"].value == "=F2/100" and sheet["E2"].number_format == "dd/mm/yyyy" and sheet["G2"].value == "checked & <kept>"
    )
    assert (
        sheet.row_dimensions[3].hidden
        and sheet.freeze_panes == "B2"
        and sheet.column_dimensions["A"].width == pytest.approx(22.7, abs=0.1)
    )
    assert b"<f>F2/100</f><v>7</v>" in after[CLAIMS]


def test_the_table_takes_the_new_columns_in(book: Path, tmp_path: Path) -> None:
    decided(book, tmp_path / "out.xlsx", "-q")
    table = load_workbook(tmp_path / "out.xlsx")["Claims"].tables["Claimed"]
    assert table.ref == table.autoFilter.ref == "A1:T6"
    assert [column.name for column in table.tableColumns][-len(HEADINGS) :] == HEADINGS
    assert len({column.id for column in table.tableColumns}) == 20


def test_a_filter_takes_the_new_columns_in(tmp_path: Path) -> None:
    book = provider_book(tmp_path / "p.xlsx", sample(), table=False)
    decided(book, tmp_path / "out.xlsx", "-q")
    copy = load_workbook(tmp_path / "out.xlsx")
    assert copy["Claims"].auto_filter.ref == "A1:R5"
    assert b"Claims!$A$1:$R$5" in parts(tmp_path / "out.xlsx")["xl/workbook.xml"]


def test_findings_lead_to_their_cells(book: Path, tmp_path: Path) -> None:
    decided(book, tmp_path / "out.xlsx", "-q")
    sheet = load_workbook(tmp_path / "out.xlsx")["Data quality"]
    links = {
        cell.value: cell.hyperlink.location for row in sheet.iter_rows(min_row=4, max_col=1) for cell in row if cell.hyperlink
    }
    assert links == {"Claims!G1": "'Claims'!G1", "Claims!H1": "'Claims'!H1", "Claims!E6": "'Claims'!E6"}
    codes = [(row[0], row[1], row[2]) for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert ("Claims!E6", "left out", "D031") in codes


def test_a_claim_under_an_unknown_contract_is_shown_by_its_cell(tmp_path: Path) -> None:
    tables = sample()
    tables["claims"].append(["K9", "J1", "no-such-contract", "13-week", tables["claims"][1][4], 1])
    decided(provider_book(tmp_path / "p.xlsx", tables), tmp_path / "out.xlsx", "-q")
    assert claims_of(tmp_path / "out.xlsx")[-1]["Decision: status"] == "not decided"
    rows = list(load_workbook(tmp_path / "out.xlsx")["Data quality"].iter_rows(min_row=4, values_only=True))
    assert ("Claims!C6", "left out", "D071") in [row[:3] for row in rows]


def test_the_summary_and_the_notes(book: Path, tmp_path: Path) -> None:
    decided(book, tmp_path / "out.xlsx", "-q")
    copy = load_workbook(tmp_path / "out.xlsx")
    rows = {row[0]: row for row in copy["Summary"].iter_rows(values_only=True)}
    assert rows["As of"][1] == "11 October 2021" and rows["all"][2:] == (4, 8, 2300, 2300, 1700, 600)
    assert rows["claims"][2:4] == (5, 1)
    notes = {row[0]: str(row[1]) for row in copy["Notes"].iter_rows(min_row=4, values_only=True)}
    assert "Claims!I:T" in notes["This copy"] and len(notes["Workbook"].rpartition(" ")[2]) == 64
    assert notes["What this copy could not keep"].startswith("Nothing")
    assert "SHA-256" in notes["fair-start-scotland"]
    unclaimed = list(copy["Unclaimed outcomes"].iter_rows(min_row=4, values_only=True))
    assert [row[3] for row in unclaimed] == ["claimable", "undetermined", *["not yet"] * 5]
    assert all(f"Column Decision: {name}" in notes for name in COLUMNS)


def test_what_came_back_can_be_corrected_and_decided_again(book: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "once.xlsx", tmp_path / "twice.xlsx"
    decided(book, once, "-q")
    copy = load_workbook(once)
    copy["Claims"]["C6"], copy["Claims"]["E6"] = "fair-start-scotland", day("2021-09-09")
    copy.save(once)
    result = decided(once, twice)
    assert "Decision" not in result.stderr and result.return_value == 0
    again = load_workbook(twice)
    assert again.sheetnames[-4:] == list(OURS) and len(again.sheetnames) == len(load_workbook(book).sheetnames) + 4
    heads = [cell.value for cell in again["Claims"][1]]
    assert heads.count("Decision: status") == 1 and len(heads) == 20
    assert claims_of(twice)[-1]["Decision: status"] == "duplicate"


def test_sheets_and_headings_of_the_providers_own_keep_their_names(tmp_path: Path) -> None:
    tables = sample()
    tables["claims"][0].append("Decision: status")
    book = provider_book(tmp_path / "p.xlsx", {**tables, "summary": [["My own summary"]]})
    decided(book, tmp_path / "out.xlsx", "-q")
    copy = load_workbook(tmp_path / "out.xlsx")
    assert copy["Summary"]["A1"].value == "My own summary" and copy["Summary (2)"]["A1"].value == "Summary of decisions"
    assert "Decision: status (2)" in [cell.value for cell in copy["Claims"][1]]


# ----------------------------------------------------------------------------------------------- never over the input


@pytest.mark.parametrize("how", ["itself", "link", "hard link"])
def test_the_input_is_never_written_over(book: Path, tmp_path: Path, how: str) -> None:
    output = book if how == "itself" else tmp_path / "other.xlsx"
    if how == "link":
        output.symlink_to(book)
    elif how == "hard link":
        os.link(book, output)
    before = book.read_bytes()
    with pytest.raises(Refused, match="U025"):
        decided(book, output, "-q")
    assert book.read_bytes() == before


def test_a_workbook_that_changed_meanwhile_is_refused(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_returned, "digest_of", lambda *files, **how: "another")
    with pytest.raises(Refused, match="U032"):
        decided(book, tmp_path / "out.xlsx", "-q")


def test_a_copy_is_of_the_workbooks_own_kind(book: Path, tmp_path: Path) -> None:
    with_macros = tmp_path / "p.xlsm"
    with_macros.write_bytes(book.read_bytes())
    types = parts(book)["[Content_Types].xml"].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
    rels = parts(book)["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/>'
        b"</Relationships>",
    )
    changes = {"[Content_Types].xml": types, "xl/_rels/workbook.xml.rels": rels, "xl/vbaProject.bin": b"\x00macros"}
    with_parts(with_macros, changes)
    with pytest.raises(Refused, match="U029"):
        decided(with_macros, tmp_path / "out.xlsx", "-q")
    result = decided(with_macros, tmp_path / "out.xlsm")
    assert parts(tmp_path / "out.xlsm")["xl/vbaProject.bin"] == b"\x00macros"
    assert "Of the copy: Its macros are kept" in result.stderr


def test_what_a_copy_cannot_keep_is_named(book: Path, tmp_path: Path) -> None:
    rels = parts(book)["_rels/.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdS" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
        b'Target="_xmlsignatures/origin.sigs"/></Relationships>',
    )
    with_parts(
        book,
        {"_rels/.rels": rels, "_xmlsignatures/origin.sigs": b"", "[Content_Types].xml": parts(book)["[Content_Types].xml"]},
    )
    result = decided(book, tmp_path / "out.xlsx", "-q")
    assert "Not kept in the copy: Its digital signature" in result.stderr
    after = parts(tmp_path / "out.xlsx")
    assert "_xmlsignatures/origin.sigs" not in after and b"digital-signature" not in after["_rels/.rels"]
    notes = dict(list(load_workbook(tmp_path / "out.xlsx")["Notes"].iter_rows(min_row=4, max_col=2, values_only=True)))
    assert "digital signature" in notes["What this copy could not keep"]


def test_protection_is_kept_and_said(tmp_path: Path) -> None:
    def protect(book: object) -> None:
        book.get_worksheet_by_name("Claims").protect()  # type: ignore[attr-defined]

    book = provider_book(tmp_path / "p.xlsx", sample(), more=protect)
    result = decided(book, tmp_path / "out.xlsx")
    assert "The sheet Claims is protected, as it was" in result.stderr
    assert load_workbook(tmp_path / "out.xlsx")["Claims"].protection.sheet


def test_a_password_is_refused(tmp_path: Path) -> None:
    locked = tmp_path / "p.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(Refused, match="D003"):
        decided(locked, tmp_path / "out.xlsx", "-q")
    assert not (tmp_path / "out.xlsx").exists()


def test_a_workbook_that_unpacks_to_too_much_is_refused(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returned_parts, "MOST_BYTES", 10_000)
    with pytest.raises(Refused, match="U028"):
        decided(book, tmp_path / "out.xlsx", "-q")


def test_a_workbook_without_formats_is_refused(book: Path, tmp_path: Path) -> None:
    with_parts(book, {"xl/_rels/workbook.xml.rels": parts(book)["xl/_rels/workbook.xml.rels"].replace(b'/styles"', b'/other"')})
    with pytest.raises(Refused, match="U028"):
        decided(book, tmp_path / "out.xlsx", "-q")


# --------------------------------------------------------------------------------------------------- ways to write it


def test_cells_merged_beyond_the_last_column_are_left_free(tmp_path: Path) -> None:
    def merge(book: object) -> None:
        book.get_worksheet_by_name("Claims").merge_range("A20:H20", "")  # type: ignore[attr-defined]

    book = provider_book(tmp_path / "p.xlsx", sample(), more=merge)
    decided(book, tmp_path / "out.xlsx", "-q")
    assert load_workbook(tmp_path / "out.xlsx")["Claims"]["I1"].value == "Decision: status"


def test_a_sheet_in_another_dialect_of_xml(tmp_path: Path) -> None:
    book = provider_book(tmp_path / "p.xlsx", sample(), table=False)
    xml = parts(book)[CLAIMS].decode()
    head, body = xml.split("<worksheet", 1)
    prefixed = body.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace(' xmlns="', ' xmlns:x="', 1)
    with_parts(book, {CLAIMS: f"{head}<x:worksheet{prefixed}".encode()})
    decided(book, tmp_path / "out.xlsx", "-q")
    assert [row["Decision: status"] for row in claims_of(tmp_path / "out.xlsx")] == [
        "paid",
        "duplicate",
        "undetermined",
        "payable",
    ]


def test_days_counted_from_1904(tmp_path: Path) -> None:
    book = provider_book(tmp_path / "p.xlsx", sample(), options={"date_1904": True})
    decided(book, tmp_path / "out.xlsx", "-q")
    assert claims_of(tmp_path / "out.xlsx")[3]["Decision: by when"] == day("2021-12-12")


def test_a_workbook_as_openpyxl_writes_it(tmp_path: Path) -> None:
    book = Workbook()
    for name, rows in sample().items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    del book["Sheet"]
    book.save(tmp_path / "p.xlsx")
    decided(tmp_path / "p.xlsx", tmp_path / "out.xlsx", "-q")
    assert len(load_workbook(tmp_path / "out.xlsx")["claims"]["A"]) == 5


def test_text_is_never_a_formula(tmp_path: Path) -> None:
    tables = sample()
    tables["overrides"][1][4] = '\'=HYPERLINK("http://x.example","y")'
    tables["overrides"][1][4] = "+SUM(1)"
    tables["claims"][1][0] = "@K1"
    tables["payments"][1][1] = "@K1"
    decided(provider_book(tmp_path / "p.xlsx", tables), tmp_path / "out.xlsx", "-q")
    for sheet in load_workbook(tmp_path / "out.xlsx"):
        if sheet.title in OURS or sheet.title == "Claims":
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_a_workbook_without_claims_gets_the_sheets_alone(tmp_path: Path) -> None:
    tables = {name: table for name, table in sample().items() if name in ("journeys", "jobs")}
    result = decided(provider_book(tmp_path / "p.xlsx", tables), tmp_path / "out.xlsx", "-q")
    assert result.return_value == 0
    copy = load_workbook(tmp_path / "out.xlsx")
    assert copy.sheetnames == ["Jobs", "Journeys", *OURS]
    assert copy["Unclaimed outcomes"].max_row > 4


def test_one_journey_leaves_other_claims_blank(book: Path, tmp_path: Path) -> None:
    decided(book, tmp_path / "out.xlsx", "-q", "--journey", "J4")
    statuses = [row["Decision: status"] for row in claims_of(tmp_path / "out.xlsx")]
    assert statuses == [None, None, None, "payable", None]


def test_headings_of_ours_are_known_again() -> None:
    assert returned_claims.PREFIX.casefold() == headings.DECIDED
    assert all(heading.casefold().startswith(headings.DECIDED) for heading in HEADINGS)


# ----------------------------------------------------------------------------------------------------- personal data

CANARY = "Canaryname"
MAPPING = """\
tables:
  claims:
    source: Our claims
    columns:
      {claim_id: Claim no, journey_id: Case, contract: Programme, outcome: Milestone, claimed_on: Made on, amount_pence: Sum}
    in_pounds: [amount_pence]
"""


def test_columns_that_no_mapping_names_are_copied_and_never_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = sample()
    rows = [["Claim no", "Case", "Surname", "Programme", "Milestone", "Made on", "Sum", "National Insurance number"]]
    for claim, journey, contract, outcome, made, pence in tables.pop("claims")[1:]:
        pounds = int(pence) / 100 if isinstance(pence, int) else None
        rows.append([claim, journey, CANARY, contract, outcome, made, pounds, "QQ123456C"])
    book = provider_book(tmp_path / "p.xlsx", {"our claims": rows, **tables})
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(MAPPING, encoding="utf-8")
    seen = []
    keep = claims_returned.returned_workbook

    def noted(path: Path, found: object, *others: object, **how: object) -> object:
        seen.append(repr(found))
        return keep(path, found, *others, **how)  # type: ignore[arg-type]

    monkeypatch.setattr(claims_returned, "returned_workbook", noted)
    result = decided(book, tmp_path / "out.xlsx", "--mapping", mapping)
    assert result.return_value == 0
    said = result.stdout + result.stderr + capsys.readouterr().err + "".join(seen)
    assert seen and CANARY not in said and "QQ123456C" not in said
    copy = load_workbook(tmp_path / "out.xlsx")
    assert [cell.value for cell in copy["Our claims"]["C"]][1:] == [CANARY] * 4
    assert [cell.value for cell in copy["Our claims"][1]][8] == "Decision: status"
    for name in OURS:
        text = repr(list(copy[name].iter_rows(values_only=True)))
        assert CANARY not in text and "QQ123456C" not in text


def test_personal_data_without_a_mapping_is_refused(tmp_path: Path) -> None:
    tables = sample()
    for number, row in enumerate(tables["claims"]):
        row.append("Surname" if number == 0 else CANARY)
    with pytest.raises(Refused, match="D013") as refused:
        decided(provider_book(tmp_path / "p.xlsx", tables), tmp_path / "out.xlsx", "-q")
    assert CANARY not in str(refused.value) and not (tmp_path / "out.xlsx").exists()
