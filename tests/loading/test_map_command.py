"""``commissioning map`` proposes a mapping that loads as it stands, and shows nothing of what cells hold but known words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from loading_inputs import workbook

from commissioning.cli.main import commissioning
from commissioning.errors import Refused
from commissioning.loading.caseload import read_input
from commissioning.loading.columns import TABLES
from commissioning.loading.mapping import read_mapping
from commissioning.loading.proposing import Proposal, propose
from commissioning.loading.proposing_words import COLUMN_WORDS, TABLE_WORDS

CANARY = "Canaryname"
CLIENTS = [
    ["Case ref", "Person ref", "Surname", "DOB", "Date joined", "Left", "Outcome of case", "Disability Y/N", "Adviser notes"],
    ["J1", "C1", CANARY, date(1985, 3, 12), "10/04/2018", "28/04/2019", "Completed programme", "Y", CANARY],
    ["J2", "C2", CANARY, date(1985, 3, 12), date(2018, 4, 11), None, None, "not asked", CANARY],
    ["J3", "C3", CANARY, date(1985, 3, 12), date(2018, 4, 11), None, CANARY, "N", CANARY],
]
EMPLOYMENT = [
    ["Job ref", "Person ref", "From", "To", "Rate", "Postcode"],
    ["W1", "C1", "21/10/2018", None, "£9.50", "EH1 1AA"],
    ["W2", "C2", "22/10/2018", None, 10.42, "EH1 1AA"],
]
CLAIMED = [
    ["Claim no", "Case ref", "Programme", "Milestone", "Date submitted", "Amount (£)"],
    ["K1", "J1", "fair-start-scotland", "13-week", "23/02/2019", 700],
]
SHEETS = {"Client extract": CLIENTS, "Employment": EMPLOYMENT, "Outcome claims": CLAIMED, "Misc": [["a", "b"], [1, 2]]}


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commissioning, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)


def chosen(proposal: Proposal) -> dict[str, dict[str, str]]:
    return {of.table.name: {one.column.name: one.heading for one in of.chosen} for of in proposal.tables}


def test_headings_of_a_providers_own_get_their_likeliest_columns(tmp_path: Path) -> None:
    found = chosen(propose(workbook(tmp_path, SHEETS), TABLES))
    assert found == {
        "journeys": {
            "journey_id": "Case ref",
            "client_id": "Person ref",
            "start_date": "Date joined",
            "end_date": "Left",
            "end_reason": "Outcome of case",
            "disabled": "Disability Y/N",
        },
        "jobs": {
            "job_id": "Job ref",
            "client_id": "Person ref",
            "start_date": "From",
            "end_date": "To",
            "hourly_pay_pence": "Rate",
        },
        "claims": {
            "claim_id": "Claim no",
            "journey_id": "Case ref",
            "contract": "Programme",
            "outcome": "Milestone",
            "claimed_on": "Date submitted",
            "amount_pence": "Amount (£)",
        },
    }


def test_the_proposal_loads_as_it_stands(tmp_path: Path) -> None:
    book, mapping = workbook(tmp_path, SHEETS), tmp_path / "mapping.yaml"
    assert run("map", book, "--output", mapping).return_value is None
    read = read_input(book, mapping=mapping)
    first, second = read.caseload.journeys
    assert (first.start_date, first.end_date, first.end_reason) == (date(2018, 4, 10), date(2019, 4, 28), "completed")
    assert first.facts["disabled"] is True and "disabled" not in second.facts
    assert [rows[0].hourly_pay_pence for rows in read.caseload.jobs.values()] == [950, 1042]
    assert read.caseload.claims["J1"][0].amount_pence == 70_000
    assert read.left_out["journeys"] == 1 and read.problems[0].code == "D036"


def test_personal_data_is_named_as_never_read_and_never_shown(tmp_path: Path) -> None:
    result = run("map", workbook(tmp_path, SHEETS))
    assert "# never read: Surname (names)" in result.stdout and "# never read: DOB (dates of birth)" in result.stdout
    assert "# never read: Postcode (postcodes)" in result.stdout and "# not known, not read: Adviser notes" in result.stdout
    assert "journeys: 6 columns, 2 of personal data, never read" in result.stderr
    assert "1985" not in result.stdout + result.stderr and CANARY not in result.stdout + result.stderr
    assert "# to check: end_reason: 1 word is none of ours" in result.stdout


def test_headings_that_are_equally_likely_are_left_to_choose(tmp_path: Path) -> None:
    sheets = {"Clients": [["Case ref", "Case id", "Person ref", "Date joined"], ["J1", "J9", "C1", "2018-04-10"]]}
    book, mapping = workbook(tmp_path, sheets), tmp_path / "m.yaml"
    result = run("map", book, "--output", mapping)
    text = mapping.read_text(encoding="utf-8")
    assert '# journey_id: choose "Case ref" (another word for it); or "Case id" (another word for it)' in text
    assert "journeys: 2 columns, 1 to choose, 1 not found that every row needs" in result.stderr
    assert "journey_id" not in read_mapping(mapping, TABLES).wanted["journeys"].headings
    mapping.write_text(text.replace('# journey_id: choose "Case ref"', 'journey_id: "Case ref"  #'), encoding="utf-8")
    assert read_input(book, mapping=mapping).caseload.journeys[0].journey_id == "J1"


def test_our_own_headings_in_a_folder_are_certain(tmp_path: Path) -> None:
    sample = Path(__file__).parents[2] / "examples" / "claims"
    mapping = tmp_path / "m.yaml"
    run("map", sample, "--output", mapping, "-q")
    assert "likely" not in mapping.read_text(encoding="utf-8")
    with_it, without = read_input(sample, mapping=mapping), read_input(sample)
    assert with_it.caseload == without.caseload and with_it.claim_book == without.claim_book


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["01/02/2019", "03/04/2019"], "date_format: dd/mm/yyyy\n"),
        (["01/22/2019", "03/24/2019"], "date_format: mm/dd/yyyy\n"),
        (["1 February 2019", "3 April 2019"], "date_format: dd mmmm yyyy\n"),
        (["Easter", "summer"], "# to check: dates are written as texts in no format that is known"),
    ],
)
def test_how_dates_are_written(texts: list[str], said: str, tmp_path: Path) -> None:
    rows = [["journey_id", "client_id", "start_date"], *([f"J{n}", f"C{n}", text] for n, text in enumerate(texts))]
    assert said in run("map", workbook(tmp_path, {"journeys": rows})).stdout
    assert ("may also be mm/dd/yyyy" in run("map", tmp_path / "book.xlsx").stdout) == (texts[0] == "01/02/2019")


def test_headings_and_sheets_of_any_signs_are_quoted(tmp_path: Path) -> None:
    odd = 'Case ref: "a" #1'
    sheets = {
        "Journeys: a": [["journey id", "client_id", odd], ["J1", "C1", 1]],
        "Jobs": [["job_id", "client_id"], ["B", "C1"]],
    }
    book, mapping = workbook(tmp_path, {name.replace(":", " -"): rows for name, rows in sheets.items()}), tmp_path / "m.yaml"
    run("map", book, "--output", mapping, "-q")
    assert read_input(book, mapping=mapping).caseload.journeys[0].journey_id == "J1"


def test_a_first_row_that_is_a_clients_data_is_not_shown(tmp_path: Path) -> None:
    rows = [["journey_id", "client_id", "QQ123456C"], ["J1", "C1", "x"]]
    result = run("map", workbook(tmp_path, {"journeys": rows}))
    assert "QQ123456C" not in result.stdout and "column 3" in result.stdout


def test_nothing_that_looks_like_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="D009"):
        run("map", workbook(tmp_path, {"Misc": [["a", "b"], [1, 2]]}))
    with pytest.raises(Refused, match="D001"):
        run("map", tmp_path / "nowhere.xlsx")


def test_a_mapping_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    book, mapping = workbook(tmp_path, SHEETS), tmp_path / "m.yaml"
    mapping.write_text("mine", encoding="utf-8")
    with pytest.raises(Exception, match="add --force"):
        run("map", book, "--output", mapping)
    with pytest.raises(Exception, match="there already"):
        run("map", book, "--output", book)
    assert mapping.read_text(encoding="utf-8") == "mine"
    run("map", book, "--output", mapping, "--force", "-q")
    assert "tables:" in mapping.read_text(encoding="utf-8")


def test_words_are_for_tables_and_columns_that_there_are() -> None:
    assert set(TABLE_WORDS) == set(TABLES)
    every = {column for table in TABLES.values() for column in table.by_name}
    for table, columns in COLUMN_WORDS.items():
        assert set(columns) <= (set(TABLES[table].by_name) if table else every)
