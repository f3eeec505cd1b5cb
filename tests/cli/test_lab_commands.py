"""``compare``, ``what-if`` and ``incentives`` as a user meets them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from commissioning.cli.main import main

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "caseload"
DAY = ("--as-of", "2026-03-31")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Run a command in a folder of its own; its exit code, standard output and standard error."""
    monkeypatch.chdir(tmp_path)

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


def test_compare_without_contracts_sets_the_four_side_by_side(run) -> None:
    code, out, _ = run("compare", SAMPLE, *DAY, "-q")
    assert code == 0
    assert "A  fair-start-scotland@2018-04-03: Fair Start Scotland" in out
    assert "D  specialist-employability-support: Specialist Employability Support" in out
    assert "Referral dates are set aside." in out
    assert "By payment group" in out and "By long-term health condition" in out


def test_compare_names_its_contracts_before_the_input(run) -> None:
    code, out, _ = run("compare", "restart", "jets-scotland", SAMPLE, *DAY, "-q", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out)))
    assert {row["contract"] for row in rows} == {"restart", "jets-scotland"}
    assert "referral_window set aside" in rows[0]["assumptions"]


@pytest.mark.parametrize("rows", ["flips", "people"])
def test_compare_writes_flips_and_people_as_csv(run, rows: str) -> None:
    code, out, _ = run("compare", SAMPLE, *DAY, "-q", "--format", "csv", "--rows", rows)
    assert code == 0
    assert len(list(csv.DictReader(io.StringIO(out)))) > 20


def test_compare_writes_every_format_with_charts_in_the_workbook(run, tmp_path: Path) -> None:
    files = [tmp_path / f"result.{ending}" for ending in ("html", "xlsx", "json", "csv", "txt")]
    code, out, err = run("compare", SAMPLE, *DAY, *(part for file in files for part in ("--output", file)))
    assert (code, out) == (0, "")
    assert all(f"Written: {file}" in err for file in files)
    with zipfile.ZipFile(tmp_path / "result.xlsx") as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 12
    sheet = CalamineWorkbook.from_path(str(tmp_path / "result.xlsx")).get_sheet_by_name("Side by side").to_python()
    due = sheet[0].index("due (£)")
    assert [row[due] for row in sheet[1:5]] == [37_100, 55_700, 106_800, 68_100]
    data = json.loads((tmp_path / "result.json").read_text())
    assert data["journeys"] == 40 and data["flips"][0]["journeys"]
    assert "<!DOCTYPE html>" in (tmp_path / "result.html").read_text()


def test_compare_refuses_one_contract_and_a_misspelt_one(run) -> None:
    code, _, err = run("compare", "restart", SAMPLE, *DAY)
    assert code == 2 and "error U070" in err
    code, _, err = run("compare", "restart", "jets-scotlnd", SAMPLE, *DAY)
    assert code == 2 and "did you mean 'jets-scotland'?" in err


def test_compare_leaves_bad_rows_out_and_says_so(run, tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for name in ("journeys.csv", "jobs.csv"):
        text = (SAMPLE / name).read_text()
        (folder / name).write_text(text.replace("2018-10-01,2019-12-31,16,", "2018-10-01,2019-12-31,1600,"))
    code, out, err = run("compare", folder, *DAY, "-q")
    assert code == 1
    assert "Rows left out: 1 of jobs." in err and "A  fair-start-scotland" in out
    code, out, _ = run("compare", folder, *DAY, "-q", "--strict")
    assert (code, out) == (1, "")


def test_what_if_changes_one_value_and_says_who_flips(run) -> None:
    code, out, _ = run("what-if", "fair-start-scotland", SAMPLE, *DAY, "-q", "--set", "hours.at_least=12")
    assert code == 0
    assert "B  fair-start-scotland+what-if: Fair Start Scotland, what if hours.at_least=12" in out
    assert "Hours per week (A); J03" in out


def test_what_if_sweeps_into_every_format(run, tmp_path: Path) -> None:
    files = [tmp_path / f"sweep.{ending}" for ending in ("html", "xlsx", "json", "csv", "txt")]
    sweep = ("--sweep", "hours.at_least=8:18:5")
    args = [part for file in files for part in ("--output", file)]
    code, _, _ = run("what-if", "fair-start-scotland", SAMPLE, *DAY, "-q", *sweep, *args)
    assert code == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sweep.csv").read_text())))
    assert [row["hours.at_least"] for row in rows] == ["", "8", "13", "18"]
    assert rows[0]["mark"] == "as it stands" and int(rows[0]["change_pence"]) == 0
    with zipfile.ZipFile(tmp_path / "sweep.xlsx") as book:
        assert sum(name.startswith("xl/charts/chart") for name in book.namelist()) == 2
    assert "hours.at_least" in (tmp_path / "sweep.txt").read_text()


def test_what_if_makes_a_two_way_table(run) -> None:
    sweeps = ("--sweep", "hours.at_least=8,16", "--sweep", "outcomes.window=first_start,rolling")
    code, out, _ = run("what-if", "fair-start-scotland", SAMPLE, *DAY, "-q", *sweeps)
    assert code == 0
    assert "due: hours.at_least by outcomes.window" in out
    assert "first_start" in out and "rolling" in out


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "error U071"),
        (("--set", "hour.at_least=3"), "did you mean 'hours'?"),
        (("--sweep", "hours.at_least=3"), "error U072"),
        (("--sweep", "hours.at_least=0:9999:0.5"), "error U072"),
        (("--keep", "mine", "--sweep", "hours.at_least=1,2"), "--keep keeps one design"),
    ],
)
def test_what_if_says_what_is_wrong(run, args: tuple[str, ...], said: str) -> None:
    code, out, err = run("what-if", "fair-start-scotland", SAMPLE, *DAY, *args)
    assert (code, out) == (2, "")
    assert said in err


def test_what_if_keeps_a_design_that_checks(run, tmp_path: Path) -> None:
    sets = ("--set", "outcomes.13-week.within=17")
    code, _, err = run("what-if", "no-one-left-behind", SAMPLE, *DAY, *sets, "--keep", "seventeen")
    assert code == 0 and "Kept: contracts/seventeen" in err
    code, out, _ = run("compare", "no-one-left-behind", "seventeen", SAMPLE, *DAY, "-q")
    assert code == 0 and "B  seventeen" in out
    code, out, _ = run("check-contract", "contracts/seventeen")
    assert "all passed" in out


def test_a_design_that_goes_by_earnings_is_kept_with_its_wages(run) -> None:
    code, _, err = run("what-if", "jets-scotland", SAMPLE, *DAY, "--set", "earnings.amount=£900", "--keep", "nine-hundred")
    assert code == 0, err
    code, out, _ = run("check-contract", "contracts/nine-hundred")
    assert "all passed" in out
    assert "amount_pence" in Path("contracts/nine-hundred/cases.yaml").read_text()


def test_incentives_of_a_caseload_and_of_an_earlier_design(run, tmp_path: Path) -> None:
    first = tmp_path / "first.json"
    files = ("--output", first, "--output", tmp_path / "first.html", "--output", tmp_path / "first.xlsx")
    code, _, _ = run("incentives", "ips-primary-care", SAMPLE, *DAY, "-q", *files)
    assert code == 0
    assert {one["kind"] for one in json.loads(first.read_text())["witnesses"]} >= {"hours_cliff", "days_cliff"}
    again = ("--set", "hours.at_least=10", "--against", first)
    code, out, _ = run("incentives", "ips-primary-care", SAMPLE, *DAY, "-q", *again)
    assert code == 0
    assert "The witnesses of ips-primary-care, under this design" in out
    assert "gone: +£1,000.00 then, no change now. 6 hours a week" in out or "gone: +£700.00 then" in out
    code, out, _ = run("incentives", "ips-primary-care", SAMPLE, *DAY, "-q", "--format", "csv")
    assert "hours_cliff" in out and code == 0


@pytest.mark.parametrize("engine", ["durable", "columnar"])
@pytest.mark.parametrize(
    "command", [("compare",), ("what-if", "fair-start-scotland", "--sweep", "hours.at_least=8:16:4")], ids=lambda args: args[0]
)
def test_every_engine_gives_the_same_result(run, engine: str, command: tuple[str, ...]) -> None:
    # In a process of its own: what some engines load would stay in this one.
    args = (*command, SAMPLE, *DAY, "-q", "--format", "json")
    line = [sys.executable, "-m", "commissioning", *map(str, args), "--engine", engine]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    if "error U021" in done.stderr:
        pytest.skip(f"{engine} cannot run here")
    code, out, _ = run(*args)
    one, other = json.loads(out), json.loads(done.stdout)
    assert (code, done.returncode, other.pop("engine")) == (0, 0, engine)
    assert one.pop("engine") == "reference"
    assert other == one
