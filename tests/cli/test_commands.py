"""The commands as a user meets them: results on standard output, messages on standard error, exit codes as promised."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest

from commissioning.app.workspace import NATIONAL_ORDER
from commissioning.cli import options
from commissioning.cli.main import main

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "examples" / "caseload"
BOOK = ROOT / "examples" / "caseload.xlsx"
FIXED = ["journey_id", "contract", "outcome", "eligible", "verdict", "reached_on", "earliest", "date_from", "date_to", "reason"]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_check_gives_one_row_for_each_journey_contract_and_outcome_in_input_order(run) -> None:
    code, out, err = run("check", SAMPLE, "--as-of", "2026-03-31", "--format", "csv", "-q")
    assert (code, err) == (0, "")
    found = rows(out)
    assert next(csv.reader(io.StringIO(out)))[:10] == FIXED
    journeys = list(dict.fromkeys(row["journey_id"] for row in found))
    assert journeys == [f"J{n:02d}" for n in range(1, 41)]
    assert {row["contract"] for row in found} >= set(NATIONAL_ORDER)
    assert len({(row["journey_id"], row["contract"], row["outcome"]) for row in found}) == len(found)


def test_folder_and_workbook_give_the_same_decisions(run) -> None:
    _, from_folder, _ = run("check", SAMPLE, "--as-of", "2026-03-31", "--format", "csv", "-q")
    _, from_book, _ = run("check", BOOK, "--as-of", "2026-03-31", "--format", "csv", "-q")
    assert from_folder == from_book


def test_as_of_defaults_to_today_and_says_so(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(options, "today", lambda: date(2026, 3, 31))
    _, out, err = run("check", SAMPLE, "--format", "csv")
    assert "As of today, 2026-03-31" in err
    assert rows(out)[0]["as_of"] == "2026-03-31"


def test_verdicts_never_change_the_exit_code_but_rows_left_out_do(run, tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text("journey_id,client_id,referral_date\nA,CA,2024-05-01\nB,CB,01/05/2024\n")
    code, out, err = run("check", tmp_path, "--as-of", "2026-03-31", "--format", "csv", "--contract", "no-one-left-behind")
    assert code == 1
    assert {row["journey_id"] for row in rows(out)} == {"A"}
    assert "journeys.csv:3" in err
    assert "Rows left out: 1 of journeys. Every other row was decided." in err
    assert "01/05/2024" not in err
    code, out, err = run("check", tmp_path, "--as-of", "2026-03-31", "--strict", "--contract", "no-one-left-behind")
    assert (code, out) == (1, "")
    assert "journeys.csv:3" in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["check", "nowhere", "--as-of", "2026-03-31"], "nowhere"),
        (["check", SAMPLE, "--as-of", "31/03/2026"], "write it as 2026-03-31"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--contract", "fair-start-scotlnd"], "did you mean 'fair-start-scotland'"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--contract", "fair-start-scotland@2018"], "must be a date"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--contract", "fair-start-scotland@2017-01-01"], "no value on 2017-01-01"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--assume", "windw=rolling"], "did you mean 'window'"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--assume", "window=sideways"], "is no reading of 'window'"),
        (
            ["check", SAMPLE, "--as-of", "2026-03-31", "--contract", "no-one-left-behind", "--assume", "window=rolling"],
            "is silent on 'window'",
        ),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--assume", "@lenient"], "no contract asked for has the set"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--set-aside", "referal_window"], "did you mean 'referral_window'"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--engine", "quantum"], "there is no engine 'quantum'"),
        (["check", SAMPLE, "--as-of", "2026-03-31", "--format", "xlsx"], "needs --output"),
        (
            ["check", SAMPLE, "--as-of", "2026-03-31", "--contract", "ips-primary-care", "--set-aside", "outcomes"],
            "gives the only outcome",
        ),
        (
            ["explain", SAMPLE, "--as-of", "2026-03-31", "--journey", "J99", "--contract", "fair-start-scotland"],
            "has no journey 'J99'",
        ),
        (["explain", SAMPLE, "--as-of", "2026-03-31", "--journey", "J02"], "one contract must be named"),
        (["contracts", "show", "fss"], "there is no contract 'fss'"),
        (["chek"], "did you mean 'check'"),
    ],
)
def test_wrong_usage_says_what_to_do_and_exits_2(run, args, words: str) -> None:
    code, out, err = run(*args)
    assert code == 2
    assert out == ""
    assert words in err
    assert "Traceback" not in err


def test_a_fault_of_ours_exits_3_without_traceback_or_data(run, monkeypatch: pytest.MonkeyPatch) -> None:
    from commissioning.app import check as module

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("client C01 was born on 1 January")

    monkeypatch.setattr(module, "plans", fail)
    code, out, err = run("check", SAMPLE, "--as-of", "2026-03-31")
    assert (code, out) == (3, "")
    assert "F000" in err
    assert "RuntimeError" in err
    assert "C01" not in err
    assert "Traceback" not in err


def test_check_as_json_carries_contracts_silences_and_what_is_not_modelled(run) -> None:
    _, out, _ = run("check", SAMPLE, "--as-of", "2026-03-31", "--format", "json", "-q", "--contract", "fair-start-scotland")
    found = json.loads(out)
    (contract,) = found["contracts"]
    assert contract["prices"] == {"name": "illustrative", "illustrative": True}
    assert {silence["name"] for silence in contract["silences"]} >= {"window", "pre_work_support"}
    assert len(contract["not_modelled"]) >= 4
    assert len(found["decisions"]) == 120


def test_files_are_written_by_their_ending(run, tmp_path: Path) -> None:
    names = ("a.csv", "a.json", "a.xlsx", "a.txt", "a.parquet")
    code, out, _ = run("check", SAMPLE, "--as-of", "2026-03-31", "-q", *(x for n in names for x in ("--output", tmp_path / n)))
    assert (code, out) == (0, "")
    assert all((tmp_path / name).stat().st_size > 1000 for name in names)
    import pyarrow.parquet as pq
    from python_calamine import CalamineWorkbook

    table = pq.read_table(tmp_path / "a.parquet")
    assert table.column_names[:10] == FIXED
    assert table.num_rows == len(rows((tmp_path / "a.csv").read_text()))
    assert CalamineWorkbook.from_path(tmp_path / "a.xlsx").sheet_names[:4] == ["Cover", "Notes", "Totals", "Decisions"]


def test_text_that_a_spreadsheet_would_run_is_defused(run, tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text("journey_id,client_id,referral_date\n=1+1,CA,2024-05-01\n")
    _, out, _ = run("check", tmp_path, "--as-of", "2026-03-31", "--format", "csv", "-q", "--contract", "no-one-left-behind")
    assert {row["journey_id"] for row in rows(out)} <= {"'=1+1"}


def test_prices_can_be_replaced_and_are_then_no_longer_illustrative(run, tmp_path: Path) -> None:
    prices = tmp_path / "prices.yaml"
    prices.write_text(
        "prices: signed\ntitle: As signed\noutcomes:\n  13-week: {core: £1000, advanced: £2000, intense: £3000.50}\n",
        encoding="utf-8",
    )
    args = ["check", SAMPLE, "--as-of", "2026-03-31", "--format", "csv", "-q", "--contract", "fair-start-scotland"]
    _, out, _ = run(*args, "--prices", prices)
    found = {(row["journey_id"], row["outcome"]): row for row in rows(out)}
    assert found["J02", "13-week"]["due_pence"] == "100000"
    assert found["J02", "13-week"]["price_standing"] == "given"
    assert found["J02", "26-week"]["due_pence"] == ""


def test_assumptions_are_recorded_on_the_decisions_they_touch(run) -> None:
    _, out, _ = run(
        "check", SAMPLE, "--as-of", "2026-03-31", "--format", "csv", "-q", "--contract", "fair-start-scotland", "--contract",
        "no-one-left-behind", "--assume", "fair-start-scotland:window=rolling", "--assume", "reflects_needs=yes", "--set-aside",
        "no-one-left-behind:referral_window",
    )  # fmt: skip
    by_contract = {row["contract"]: row["assumptions"] for row in rows(out)}
    assert by_contract == {
        "fair-start-scotland": "window=rolling",
        "no-one-left-behind": "reflects_needs=yes; referral_window set aside",
    }


def test_engines_names_those_that_are_missing_and_why(run) -> None:
    code, out, _ = run("engines")
    assert code == 0
    assert "reference" in out
    assert "durable" in out


def test_template_and_schema_and_diff_and_new(run, tmp_path: Path) -> None:
    code, _, err = run("template", tmp_path / "blank.xlsx")
    assert code == 0
    assert (tmp_path / "blank.xlsx").is_file()
    code, _, err = run("template", tmp_path / "blank.xlsx")
    assert code == 2
    assert "is there already" in err
    code, out, _ = run("schema")
    assert json.loads(out)["title"] == "Commissioning contract"
    code, out, _ = run("contracts", "diff", "fair-start-scotland@2018-04-03", "fair-start-scotland@2021-04-01")
    assert "16 hours" in out
    assert "8 hours" in out
    assert out.count("\n  A  ") == 1
    code, out, _ = run("contracts", "diff", "making-ips-work", "fair-start-scotland", "--format", "json")
    silent = {letter: {one["name"] for one in silences} for letter, silences in json.loads(out)["silences"].items()}
    assert silent["a"] == set()
    assert {"pre_work_support", "dual_funding"} <= silent["b"], "the silences of outcomes and of claims"
    code, out, _ = run("contracts", "diff", "making-ips-work", "fair-start-scotland")
    assert all(f"{name} (" in out for name in silent["b"])
    code, out, _ = run("new", "contract", "fourteenth", "--folder", tmp_path / "contracts")
    assert code == 0
    assert run("new", "contract", "fourteenth", "--folder", tmp_path / "contracts")[0] == 2
    code, out, _ = run(
        "check",
        SAMPLE,
        "--as-of",
        "2026-10-31",
        "--contracts",
        tmp_path / "contracts",
        "--contract",
        "fourteenth",
        "--format",
        "csv",
        "-q",
    )
    assert code == 0
    assert {row["contract"] for row in rows(out)} == {"fourteenth"}


def test_known_at_decides_on_what_was_known_then(run, tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text(
        "journey_id,client_id,referral_date,start_date,age_at_referral,employment_status,lives_in_scotland,known_on\n"
        "A,CA,2024-05-01,2024-05-01,30,unemployed,yes,2024-05-02\n"
    )
    (tmp_path / "jobs.csv").write_text("job_id,client_id,start_date,reflects_needs,known_on\nW,CA,2024-06-03,yes,2024-09-01\n")
    args = ["check", tmp_path, "--as-of", "2024-06-30", "--format", "csv", "-q", "--contract", "no-one-left-behind"]
    before = {row["outcome"]: row["verdict"] for row in rows(run(*args, "--known-at", "2024-08-31")[1])}
    after = {row["outcome"]: row["verdict"] for row in rows(run(*args, "--known-at", "2024-09-01")[1])}
    assert (before["job-start"], after["job-start"]) == ("not_yet", "met")


def test_progress_is_said_on_standard_error_for_long_work(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.5, 2.0, 2.1, 4.0])
    monkeypatch.setattr(options.time, "monotonic", lambda: next(clock))
    progress = options.Progress(quiet=False)
    for done in (1, 2, 3, 4):
        progress(done, 8)
    err = capsys.readouterr().err
    assert "decided 2 of 8 journeys, about 6 s left" in err
    assert "decided 4 of 8 journeys, about 4 s left" in err
    assert "decided 1 of 8" not in err
