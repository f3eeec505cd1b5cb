"""``commissioning claims`` and ``commissioning deadlines`` on files: every format, what is left out, and what is wrong."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from commissioning.cli.main import commissioning
from commissioning.errors import Refused

TABLES = {
    "journeys": "journey_id,client_id,contract,referral_date,start_date,age_at_referral,disabled,"
    """in_primary_or_community_care,payment_group
J1,C1,ips-primary-care,2022-09-01,2022-09-05,30,yes,yes,core
J2,C2,,2022-09-01,2022-09-05,30,yes,yes,core
""",
    "jobs": """job_id,client_id,start_date,weekly_hours,basis,hourly_pay_pence
B1,C1,2022-10-03,20,employee,1300
B2,C2,2022-10-03,20,employee,1300
""",
    "claims": """claim_id,journey_id,contract,outcome,claimed_on,amount_pence
K1,J1,ips-primary-care,13-week,2023-01-03,70000
""",
    "payments": """payment_id,claim_id,paid_on,amount_pence
P1,K1,2023-01-10,80000
""",
    "overrides": """claim_id,term,verdict,role,reason,made_on,expires_on
K1,hours,met,contract manager,agreed,2023-01-05,2023-12-31
""",
    "evidence": """client_id,kind,covers_from,covers_to,received_on
C1,payslip,2022-10-03,2023-01-01,2023-01-02
""",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commissioning, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)


def test_each_claim_has_one_status_with_the_money_and_its_override(folder: Path) -> None:
    result = run("claims", folder, "--as-of", "2023-02-01")
    assert result.return_value == 0
    assert "ips-primary-care 13-week, claim K1: PAID" in result.stdout
    assert "due so far £700.00, paid so far £800.00, to be recovered £100.00" in result.stdout
    assert "OVERRIDE: hours decided met by contract manager on 5 January 2023 until 31 December 2023: agreed" in result.stdout
    assert "Journey J2" not in result.stdout


def test_a_journey_that_names_no_contract_is_decided_under_the_one_asked_for(folder: Path) -> None:
    result = run("claims", folder, "--as-of", "2023-02-01", "--contract", "ips-primary-care", "--format", "csv", "-q")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert [(r["journey_id"], r["claim_id"], r["status"]) for r in rows] == [("J1", "K1", "paid"), ("J2", "", "claimable")]
    assert rows[0]["required_pence"] == "-10000" or rows[0]["required_pence"] == "'-10000"
    assert rows[1]["what_it_takes"].startswith("claim it on 1 February 2023")


def test_the_json_has_grounds_steps_and_distances_as_data(folder: Path) -> None:
    result = run("claims", folder, "--as-of", "2022-12-12", "--contract", "ips-primary-care", "--format", "json", "-q")
    found = json.loads(result.stdout)
    (first, second) = found["claims"]
    assert first["status"] == second["status"] == "not_yet"
    assert [(s["kind"], s["done_on"]) for s in second["steps"]] == [("work_on", "2023-01-01"), ("claim", "2023-01-01")]
    assert second["distances"] == [{"term": "outcomes", "measure": "days", "needed": "91", "actual": "71", "short": 20}]


@pytest.mark.parametrize("kind", ["xlsx", "html", "json", "csv"])
def test_every_format_can_be_written(folder: Path, tmp_path: Path, kind: str) -> None:
    output = tmp_path / f"out.{kind}"
    assert run("claims", folder, "--as-of", "2023-02-01", "--output", output).return_value == 0
    assert output.stat().st_size > 500
    if kind == "xlsx":
        book = load_workbook(output)
        assert book.sheetnames == ["Notes", "Claims", "Silences", "Not modelled", "Data quality"]
        heads = [cell.value for cell in book["Claims"][1]]
        assert book["Claims"].cell(2, heads.index("required (£)") + 1).value == -100
    if kind == "html":
        assert "<strong>Paid</strong>" in output.read_text(encoding="utf-8")


def test_deadlines_as_a_table_a_workbook_and_a_calendar(folder: Path, tmp_path: Path) -> None:
    words = ("deadlines", folder, "--as-of", "2022-12-12", "--contract", "ips-primary-care", "-q")
    assert "2023-01-01      20 d  J1: 13-week of ips-primary-care: can be claimed from if work goes on" in run(*words).stdout
    assert run(*words, "--output", tmp_path / "d.xlsx").return_value == 0
    book = load_workbook(tmp_path / "d.xlsx")
    assert book.sheetnames == ["Deadlines", "Cash by month", "Service fees"]
    assert book["Cash by month"].cell(2, 3).value == 1400
    assert run(*words, "--output", tmp_path / "d.ics").return_value == 0
    assert (tmp_path / "d.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert json.loads(run(*words, "--format", "json").stdout)["cash"][0]["best_case_pence"] == 140000
    assert run(*words, "--within", "5").stdout.count("can be claimed") == 0


def test_what_belongs_to_no_claim_is_left_out_and_said(folder: Path) -> None:
    (folder / "payments.csv").write_text(TABLES["payments"] + "P2,K9,2023-01-10,100\n", encoding="utf-8")
    result = run("claims", folder, "--as-of", "2023-02-01")
    assert result.return_value == 1
    assert "payments.csv:3: error D070" in result.stderr


@pytest.mark.parametrize(
    ("table", "row", "code", "exit_code"),
    [
        ("claims", "K2,J1,no-such-contract,13-week,2023-01-03,1", "D071", 1),
        ("claims", "K2,J1,ips-primary-care,26-week,2023-01-03,1", "D071", 1),
        ("journeys", "J3,C3,no-such-contract,2022-09-01,2022-09-05,30,yes,yes,core", "D072", 0),
        ("overrides", "K1,no_such_term,met,auditor,agreed,2023-01-05,", "D073", 0),
    ],
)
def test_what_names_something_there_is_not(folder: Path, table: str, row: str, code: str, exit_code: int) -> None:
    (folder / f"{table}.csv").write_text(f"{TABLES[table]}{row}\n", encoding="utf-8")
    result = run("claims", folder, "--as-of", "2023-02-01")
    assert result.return_value == exit_code and f" {code}: " in result.stderr
    assert "claim K1: PAID" in result.stdout


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--contract", "ips-primary-care", "--contract", "ips-primary-care@2023-01-01"), "U052"),
        (("--journey", "J9"), "U014"),
    ],
)
def test_wrong_usage(folder: Path, words: tuple[str, ...], code: str) -> None:
    with pytest.raises(Refused, match=code):
        run("claims", folder, "--as-of", "2023-02-01", *words)


def test_without_any_contract_nothing_can_be_decided(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    (folder / "payments.csv").unlink()
    (folder / "overrides.csv").unlink()
    (folder / "journeys.csv").write_text("journey_id,client_id,start_date\nJ1,C1,2022-09-05\n", encoding="utf-8")
    with pytest.raises(Refused, match="U053"):
        run("claims", folder, "--as-of", "2023-02-01")


def test_payments_without_any_claim_are_told(folder: Path) -> None:
    (folder / "claims.csv").unlink()
    result = run("claims", folder, "--as-of", "2023-02-01")
    assert result.return_value == 1
    assert result.stderr.count("error D070") == 2 and "no claims they could be for" in result.stderr
    assert "13-week, not claimed: CLAIMABLE" in result.stdout
