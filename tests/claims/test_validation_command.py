"""``commissioning validation`` on files: drawing, recording, extrapolating, every format, and what is wrong with its place."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import load_workbook

from commissioning.cli.main import commissioning
from commissioning.errors import Refused
from reports.html_checks import Page

Change = Callable[[list[dict[str, str]]], None]
JOURNEYS = (
    "journey_id,client_id,contract,referral_date,start_date,age_at_referral,disabled,in_primary_or_community_care,provider"
)


def write_input(folder: Path, number: int = 60, shuffle: int = 0) -> Path:
    """Claims of two contracts, all but each tenth paid; every outcome was reached on 1 January 2023."""
    folder.mkdir(exist_ok=True)
    rows: dict[str, list[str]] = {"journeys": [], "jobs": [], "claims": [], "payments": []}
    for i in range(number):
        contract = "ips-primary-care" if i % 3 else "fair-start-scotland"
        amount = (300_00, 700_00, 1500_00)[i % 7 % 3]
        rows["journeys"].append(f"J{i},C{i},{contract},2022-09-01,2022-09-05,30,yes,yes,{'north' if i % 2 else 'south'}")
        rows["jobs"].append(f"B{i},C{i},2022-10-03,20,employee,1300")
        rows["claims"].append(f"K{i:03d},J{i},{contract},13-week,2023-01-03,{amount}")
        if i % 10:
            rows["payments"].append(f"P{i},K{i:03d},2023-01-10,{amount}")
    heads = {
        "journeys": JOURNEYS,
        "jobs": "job_id,client_id,start_date,weekly_hours,basis,hourly_pay_pence",
        "claims": "claim_id,journey_id,contract,outcome,claimed_on,amount_pence",
        "payments": "payment_id,claim_id,paid_on,amount_pence",
    }
    for name, lines in rows.items():
        if shuffle:
            random.Random(shuffle).shuffle(lines)
        (folder / f"{name}.csv").write_text("\n".join([heads[name], *lines]) + "\n", encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_input(tmp_path / "in")


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(commissioning, [str(word) for word in words], standalone_mode=False, catch_exceptions=False)


def draw(folder: Path, output: Path, *words: str) -> Result:
    return run("validation", "draw", folder, "--as-of", "2023-02-01", "--seed", "7", "--output", output, *words)


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def fill(path: Path, change: Change = lambda rows: None) -> Path:
    """Find everything supported, then change what the test is about."""
    rows = rows_of(path)
    for row in rows:
        row |= {"found": "supported", "validator": "V1", "checked_on": "2023-02-20"}
    change(rows)
    write(path, rows)
    return path


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def sample(folder: Path, tmp_path: Path) -> Path:
    path = tmp_path / "sample.csv"
    assert draw(folder, path, "--size", "20").return_value == 0
    return path


def refused(*words: str | Path) -> Refused:
    with pytest.raises(Refused) as raised:
        run(*words)
    return raised.value


# ------------------------------------------------------------------------------------------------------------- drawing


def test_a_draw_says_how_it_was_made_and_what_is_to_be_seen(folder: Path, tmp_path: Path) -> None:
    result = draw(folder, tmp_path / "sample.xlsx", "--size", "20")
    assert result.return_value == 0
    assert "Drawn from: claims paid, as of 1 February 2023" in result.stdout
    assert "in all" in result.stdout and "54" in result.stdout
    book = load_workbook(tmp_path / "sample.xlsx")
    headings = [cell.value for cell in book["Sample"][1]]
    rows = [dict(zip(headings, [cell.value for cell in row], strict=True)) for row in book["Sample"].iter_rows(min_row=2)]
    first = next(row for row in rows if row["contract"] == "ips-primary-care")
    assert headings[-5:] == ["found", "amount_supported", "reason_code", "validator", "checked_on"]
    assert first["rests_on"].startswith("91 days from 3 October 2022 to 1 January 2023 (job B")
    assert first["to_be_seen"] == "not said by the contract: whatever shows the work and its days"
    assert first["found"] is None and book["Sample"].max_row == 21
    notes = {row[0].value: row[1].value for row in book["Notes"].iter_rows(min_row=2)}
    assert notes["seed"] == "7" and len(notes["frame digest"]) == 64 and "column claim_id" in notes
    lists = {str(check.sqref): check.type for check in book["Sample"].data_validations.dataValidation}
    assert list(lists.values()) == ["list", "decimal", "list"] and all(cells.endswith("21") for cells in lists)


def test_the_same_seed_gives_the_same_bytes_whatever_the_order_of_rows(folder: Path, tmp_path: Path) -> None:
    mixed = write_input(tmp_path / "mixed", shuffle=3)
    for ending in ("csv", "xlsx"):
        draw(folder, tmp_path / f"one.{ending}", "--share", "30%")
        draw(mixed, tmp_path / f"other.{ending}", "--share", "30%")
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"other.{ending}").read_bytes()
    assert (tmp_path / "one-notes.csv").read_bytes() == (tmp_path / "other-notes.csv").read_bytes()
    draw(folder, tmp_path / "third.csv", "--share", "30%", "--seed", "8")
    assert rows_of(tmp_path / "third.csv") != rows_of(tmp_path / "one.csv")


@pytest.mark.parametrize(("share", "drawn"), [("1%", 1), ("50%", 27), ("51%", 28), ("100%", 54)])
def test_a_share_is_rounded_up(folder: Path, tmp_path: Path, share: str, drawn: int) -> None:
    words = ["--contract", "ips-primary-care"] if share == "1%" else []
    draw(folder, tmp_path / "s.csv", "--share", share, "--method", "simple", *words)
    assert len(rows_of(tmp_path / "s.csv")) == drawn


def test_claims_made_are_drawn_from_on_request_and_kept_apart_by_provider(folder: Path, tmp_path: Path) -> None:
    result = draw(
        folder, tmp_path / "s.csv", "--size", "24", "--of", "claimed", "--apart-by", "provider", "--bands", "500,1000"
    )
    rows = rows_of(tmp_path / "s.csv")
    assert {row["party"] for row in rows} == {"north", "south"}
    assert "fair-start-scotland, north: £500.00 to below £1,000.00" in {row["stratum"] for row in rows}
    assert "kept apart by provider" in result.stdout and "claims made" in result.stdout
    assert {row["records_say"] for row in rows} & {"payable", "wrong_amount"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--size", "3", "--bands", "500,1000"), "U171"),
        (("--size", "9", "--bands", "1000,500"), "U172"),
        (("--size", "9", "--method", "simple", "--bands", "500"), "U172"),
        (("--size", "9", "--contract", "restart"), "U170"),
        (("--size", "9", "--contract", "restrat"), "U001"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why(folder: Path, tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    problems = refused(
        "validation", "draw", folder, "--as-of", "2023-02-01", "--seed", "1", "--output", tmp_path / "s.csv", *words
    )
    assert [problem.code for problem in problems.problems] == [code]
    assert problems.problems[0].remedy and not (tmp_path / "s.csv").exists()


def test_a_contract_that_says_how_to_sample_is_followed_or_warned_of(folder: Path, tmp_path: Path) -> None:
    contracts = tmp_path / "contracts" / "own"
    contracts.mkdir(parents=True)
    (contracts / "contract.yaml").write_text(
        "contract: own\ntitle: O\nsummary: S\nterms:\n"
        "  - {id: start, kind: job_start_outcome, outcome: job-start, counts: first_start, illustrative: a test}\n"
        "  - {id: validation, kind: validation, recover: findings_only, method: simple, sample_of: claimed, assumed: a test}\n",
        encoding="utf-8",
    )
    for name in ("claims", "journeys"):
        text = (folder / f"{name}.csv").read_text().replace("fair-start-scotland", "own").replace("ips-primary-care", "own")
        (folder / f"{name}.csv").write_text(text.replace("13-week", "job-start"))
    result = draw(folder, tmp_path / "s.csv", "--size", "9", "--contracts", str(tmp_path / "contracts"))
    assert "claims made" in result.stdout and "Method: simple" in result.stdout
    result = draw(folder, tmp_path / "s.csv", "--size", "9", "--of", "paid", "--contracts", str(tmp_path / "contracts"))
    assert "warning D090: own says that the sample is 'claimed', and it is drawn 'paid' (validation)" in result.stderr


def test_claims_without_a_sum_and_contracts_there_are_not_are_said(folder: Path, tmp_path: Path) -> None:
    path = folder / "claims.csv"
    path.write_text(
        path.read_text().replace("K001,J1,ips-primary-care,13-week,2023-01-03,70000", "K001,J1,gone,13-week,2023-01-03,")
    )
    result = draw(folder, tmp_path / "s.csv", "--size", "20", "--of", "claimed")
    assert result.return_value == 0
    assert "D089: 1 claim has no sum claimed" in result.stderr and "D071: claims name the contract 'gone'" in result.stderr


# ----------------------------------------------------------------------------------------------------------- recording


def test_findings_of_several_validators_are_put_together(sample: Path, folder: Path, tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    rows = rows_of(sample)
    half = len(rows) // 2
    for path, mine in ((one, rows[:half]), (other, rows[half:])):
        write(path, rows)
        fill(
            path,
            lambda found, mine=mine: [
                row.update(found="") for row in found if row["claim_id"] not in {m["claim_id"] for m in mine}
            ],
        )
    result = run("validation", "record", sample, one, other, "--output", tmp_path / "all.xlsx")
    assert result.return_value == 0, result.stderr
    assert result.stdout.startswith("20 of 20 claims have a finding\n    20 claims: the evidence supports the whole sum")
    done = run("validation", "extrapolate", tmp_path / "all.xlsx", folder, "--as-of", "2023-03-01", "--format", "json")
    assert json.loads(done.stdout)["found"][-1]["checked"] == 20


def test_two_files_that_say_different_things_of_one_claim_are_told(sample: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    write(other, rows_of(sample))
    fill(other, lambda rows: rows[0].update(found="not_supported", reason_code="no_evidence"))
    result = run("validation", "record", fill(sample), other)
    assert result.return_value == 1
    assert "other.csv:2: error D088: found: is not what another of the files says of this claim" in result.stderr


# Each: what is changed in the first row (a claim of £700.00 or less), the code, the cell of the workbook, words of the message.
WRONG: list[tuple[dict[str, str], str, str, str]] = [
    ({"claim_id": "K999"}, "D081", "A", "is no claim that was drawn"),
    ({"amount": "1.00"}, "D083", "amount", "is not the sum that was drawn"),
    ({"contract": "restart"}, "D083", "contract", "is not the contract that was drawn"),
    (
        {"found": "partly_supported", "amount_supported": "99999.00", "reason_code": "other"},
        "D084",
        "amount_supported",
        "is more than",
    ),
    ({"amount_supported": "99999.00"}, "D084", "amount_supported", "is more than the sum of the claim"),
    ({"amount_supported": "0.01"}, "D085", "amount_supported", "contradicts the finding 'supported'"),
    ({"found": "not_supported", "amount_supported": "0.01", "reason_code": "other"}, "D085", "amount_supported", "contradicts"),
    ({"found": "partly_supported", "reason_code": "other"}, "D085", "amount_supported", "is blank, though a part is supported"),
    (
        {"found": "partly_supported", "amount_supported": "0", "reason_code": "other"},
        "D085",
        "amount_supported",
        "all or nothing",
    ),
    ({"found": "not_supported"}, "D085", "reason_code", "is blank, though not all is supported"),
    ({"found": "", "amount_supported": "1.00"}, "D085", "found", "is blank, though the row says something"),
    ({"found": "fine"}, "D036", "found", "is not one of: supported"),
    ({"amount_supported": "a lot"}, "D035", "amount_supported", "is not a sum in pounds"),
    ({"checked_on": "31/31/2023"}, "D031", "checked_on", ""),
    ({"found": ""}, "D086", "found", "is blank: this claim has no finding"),
]


@pytest.mark.parametrize(("changes", "code", "column", "words"), WRONG, ids=lambda value: str(value)[:30])
def test_a_finding_that_does_not_fit_is_told_with_its_cell(
    folder: Path, tmp_path: Path, changes: dict[str, str], code: str, column: str, words: str
) -> None:
    path = tmp_path / "sample.xlsx"
    draw(folder, path, "--size", "20")
    book = load_workbook(path)
    sheet = book["Sample"]
    at = {cell.value: cell.column_letter for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        for name, value in {"found": "supported", "validator": "V1"}.items():
            sheet[f"{at[name]}{row}"] = value
    for name, value in changes.items():
        number = value.replace(".", "").isdigit()
        sheet[f"{at[name]}2"] = float(value) if number else value or None
    book.save(path)
    problems = refused("validation", "extrapolate", path, folder, "--as-of", "2023-03-01")
    assert problems.exit_code == 1
    found = next(problem for problem in problems.problems if problem.code == code)
    letter = at.get(column, column)
    assert str(found.place) == f"sample.xlsx:Sample!{letter}2"
    assert words in found.message and found.remedy


def test_a_row_that_is_lacking_or_there_twice_is_told(sample: Path, folder: Path) -> None:
    fill(sample, lambda rows: rows.pop(3))
    problems = refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems
    assert [problem.code for problem in problems] == ["D082"]
    fill(sample, lambda rows: rows.append(dict(rows[0])))
    problems = refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems
    assert [problem.code for problem in problems] == ["D082", "D041", "D041"]


def test_who_looked_and_when_is_asked_for_and_never_shown(sample: Path, folder: Path) -> None:
    fill(sample, lambda rows: rows[0].update(validator="", checked_on=""))
    result = run("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01")
    assert result.return_value == 0 and "warning D085: validator: is blank" in result.stderr
    assert "V1" not in result.stdout


# ------------------------------------------------------------------------------------------------------ extrapolating


def test_the_claims_must_be_those_that_were_drawn_from(sample: Path, folder: Path) -> None:
    fill(sample)
    first = rows_of(sample)[0]["claim_id"]
    path = folder / "payments.csv"
    path.write_text(path.read_text() + f"P999,{first},2023-01-31,100\n")
    problems = refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems
    assert [problem.code for problem in problems] == ["D087", "D087"]
    assert "there were 54 claims of £" in problems[0].message and "sample-notes.csv" in str(problems[0].place)
    assert str(problems[1].place) == "sample.csv:2" and "amount: the input has £" in problems[1].message


def test_a_payment_after_the_draw_changes_no_frame_and_a_recovery_since_is_counted(sample: Path, folder: Path) -> None:
    fill(sample, lambda rows: rows[0].update(found="not_supported", reason_code="duplicate"))
    row = rows_of(sample)[0]
    back = int(float(row["amount"]) * 100)
    path = folder / "payments.csv"
    path.write_text(path.read_text() + f"P999,{row['claim_id']},2023-02-20,{-back}\n")
    words = ("--assume", "recover=findings_only", "--format", "json")
    due = {}
    for day in ("2023-02-19", "2023-02-20"):
        found = json.loads(run("validation", "extrapolate", sample, folder, "--as-of", day, *words).stdout)
        due[day] = found["recovery_lowest_pence"], found["recovery_highest_pence"]
    assert due == {"2023-02-19": (back, back), "2023-02-20": (0, 0)}


def test_silences_are_priced_and_settled(sample: Path, folder: Path) -> None:
    fill(sample, lambda rows: rows[0].update(found="not_supported", reason_code="no_evidence"))
    result = run("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01")
    assert "is silent on recover and extrapolate_at, so each reading is priced" in " ".join(result.stdout.split())
    assert "if recover is read as findings only: what was found" in result.stdout
    settled = run("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01", "--assume", "recover=findings_only")
    assert "is silent on" not in settled.stdout and "rests on validation.recover = findings_only (assumed" in settled.stdout
    with pytest.raises(Refused, match="U009"):
        run("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01", "--assume", "recover=some")


@pytest.mark.parametrize(("missing", "checked", "errors"), [("not_supported", 20, 2), ("left_out", 18, 0)])
def test_missing_findings_are_treated_as_said(sample: Path, folder: Path, missing: str, checked: int, errors: int) -> None:
    fill(sample, lambda rows: [row.update(found="") for row in rows[:2]])
    words = ("--as-of", "2023-03-01", "--missing", missing)
    result = run("validation", "extrapolate", sample, folder, *words, "--format", "json")
    whole = json.loads(result.stdout)["found"][-1]
    assert (whole["checked"], whole["errors"], whole["missing"]) == (checked, errors, 2)
    assert "without a finding" in run("validation", "extrapolate", sample, folder, *words).stdout


def test_a_stratum_without_any_finding_says_so(sample: Path, folder: Path) -> None:
    stratum = rows_of(sample)[0]["stratum"]
    fill(sample, lambda rows: [row.update(found="") for row in rows if row["stratum"] == stratum])
    problems = refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01", "--missing", "left_out").problems
    assert problems[0].code == "U174" and stratum in problems[0].message


def test_it_is_extrapolated_as_of_the_day_of_the_draw_or_later(sample: Path, folder: Path) -> None:
    fill(sample)
    assert refused("validation", "extrapolate", sample, folder, "--as-of", "2023-01-31").problems[0].code == "U173"
    assert run("validation", "extrapolate", sample, folder, "--as-of", "2023-02-01").return_value == 0


def test_every_format_says_the_same(sample: Path, folder: Path, tmp_path: Path) -> None:
    fill(sample, lambda rows: rows[0].update(found="not_supported", reason_code="no_evidence"))
    words = ("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01")
    found = json.loads(run(*words, "--format", "json").stdout)
    whole = found["found"][-1]
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    assert {name: rows[-1][name] for name in ("claims", "error_pence", "estimate_pence")} == {
        name: str(whole[name]) for name in ("claims", "error_pence", "estimate_pence")
    }
    run(*words, "--output", tmp_path / "found.xlsx")
    book = load_workbook(tmp_path / "found.xlsx")
    assert book.sheetnames == ["Notes", "Found", "Recovery", "Reasons"]
    at = [cell.value for cell in book["Found"][1]].index("estimate (£)")
    assert round(book["Found"][book["Found"].max_row][at].value * 100) == whole["estimate_pence"]
    run(*words, "--output", tmp_path / "found.html")
    page = (tmp_path / "found.html").read_text(encoding="utf-8")
    estimate = f"£{whole['estimate_pence'] // 100:,}.{whole['estimate_pence'] % 100:02d}"
    assert estimate in page and estimate in run(*words).stdout
    assert Page(page).wrong == []
    assert "no evidence was shown" in page.casefold()


def test_notes_that_are_lost_or_changed_are_told(sample: Path, folder: Path) -> None:
    fill(sample)
    notes = sample.with_name("sample-notes.csv")
    text = notes.read_text(encoding="utf-8")
    notes.write_text(text.replace("seed,7", "seed,seven").replace("method,stratified\n", ""), encoding="utf-8")
    problems = refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems
    assert [problem.code for problem in problems] == ["D080", "D080"]
    assert {problem.message for problem in problems} == {"the notes do not say 'method'", "the note 'seed' cannot be read"}
    notes.write_text(text.replace("seed,7", "seed,8"), encoding="utf-8")
    codes = {problem.code for problem in refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems}
    assert codes == {"D081", "D082"}
    notes.unlink()
    assert refused("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").problems[0].code == "D080"


def test_a_file_that_is_no_sample_is_refused(folder: Path, tmp_path: Path) -> None:
    assert refused("validation", "record", folder / "claims.parquet").problems[0].code == "D001"
    (tmp_path / "x.txt").write_text("x")
    assert refused("validation", "record", tmp_path / "x.txt").problems[0].code == "D002"
    from commissioning.reports.files import workbook

    workbook({"Other": (["a"], [["b"]])}, tmp_path / "x.xlsx")
    assert refused("validation", "record", tmp_path / "x.xlsx").problems[0].code == "D080"


def test_personal_data_among_findings_is_refused(sample: Path) -> None:
    fill(sample, lambda rows: [row.update(validator="someone@example.org") for row in rows])
    problems = refused("validation", "record", sample).problems
    assert problems[0].code == "D014" and "someone" not in problems[0].message


EXAMPLE = Path(__file__).parent.parent.parent / "examples" / "validation"


def test_the_example_is_the_sample_that_its_notes_draw_and_its_findings_fit(tmp_path: Path) -> None:
    words = ("--size", "40", "--seed", "2021")
    assert run("validation", "draw", EXAMPLE, "--as-of", "2021-10-11", "--output", tmp_path / "s.csv", *words).return_value == 0
    shipped = EXAMPLE / "findings" / "sample.csv"
    assert [row["claim_id"] for row in rows_of(shipped)] == [row["claim_id"] for row in rows_of(tmp_path / "s.csv")]
    assert (tmp_path / "s-notes.csv").read_text() == (EXAMPLE / "findings" / "sample-notes.csv").read_text()
    result = run("validation", "extrapolate", shipped, EXAMPLE, "--as-of", "2021-11-30")
    assert result.return_value == 0 and result.stderr == ""


def test_a_spreadsheet_may_write_days_and_sums_in_its_own_way(sample: Path, folder: Path) -> None:
    def as_saved(rows: list[dict[str, str]]) -> None:
        for row in rows:
            year, month, day = row["claimed_on"].split("-")
            row |= {"claimed_on": f"{day}/{month}/{year}", "checked_on": "20/02/2023"}
            row["amount"] = row["amount"].removesuffix(".00")

    fill(sample, as_saved)
    assert run("validation", "extrapolate", sample, folder, "--as-of", "2023-03-01").return_value == 0
