"""``commissioning simulate`` as a user meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from commissioning.cli import simulate as verb
from commissioning.cli.main import main
from commissioning.loading.caseload import read_input


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


def test_fit_alone_shows_published_simulated_difference_and_source_and_writes_nothing(
    run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run("simulate", "--fit", "--journeys", "50000", "--seed", "2")
    assert (code, err) == (0, "")
    assert list(tmp_path.iterdir()) == []
    lines = out.splitlines()
    assert lines[0].startswith("Fit of 50,000 journeys of the model fair-start-scotland, seed 2")
    assert lines[1].split() == ["published", "simulated", "difference", "sets", "source"]
    for what, published in (
        ("entered work", "38%"),
        ("in work at 12 months", "18%"),
        ("core", "41%"),
        ("2 Lanarkshire", "18.6%"),
    ):
        line = next(line for line in lines if line.startswith(f"  {what} "))
        assert published in line
        assert abs(float(line.split("%")[2].split()[0])) < 1
    assert any("13-week payments of the 2018 cohort" in line and " - " in line for line in lines)


def test_a_folder_is_written_that_the_product_reads_and_decides(run, tmp_path: Path) -> None:
    code, out, err = run("simulate", "--journeys", "120", "--seed", "9", "--output", tmp_path / "made", "--format", "csv")
    assert code == 0
    assert "entered work" in out
    assert "Written: " in err
    assert "120 journeys" in err
    assert len(read_input(tmp_path / "made").caseload.journeys) == 120
    said = json.loads((tmp_path / "made" / "simulation.json").read_text(encoding="utf-8"))
    assert (said["seed"], said["journeys"], said["simulation"]) == (9, 120, "fair-start-scotland")
    contract = ("--contract", "fair-start-scotland")
    code, out, err = run("check", tmp_path / "made", "--as-of", "2026-03-31", "--format", "csv", "-q", *contract)
    assert (code, err) == (0, "")
    assert out.count("\n") == 120 * 3 + 1


def test_yearly_starts_are_the_size_of_the_cohort(run) -> None:
    code, out, _ = run("simulate", "--fit", "--yearly-starts", "100, 200,50")
    assert code == 0
    assert out.startswith("Fit of 350 journeys")
    assert "  started 2019-04-01 to 2020-03-31" in out
    assert "  started 2021-04-01" not in out


def test_payments_are_decided_where_they_are_asked_for(run) -> None:
    code, out, _ = run("simulate", "--fit", "--journeys", "1000", "--decide", "60")
    assert code == 0
    assert "Payments decided of 60 starts of the first year" in out
    assert out.splitlines()[-1].startswith("  @strict: met 13-week ")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "say --output FOLDER to write the cohort, or --fit to see its fit alone"),
        (["--fit", "--journeys", "0"], "0 is not in the range"),
        (["--fit", "--seed", "-1"], "-1 is not in the range"),
        (["--fit", "--yearly-starts", "10,x"], "write it as 10063,12085,10356"),
        (["--fit", "--yearly-starts", "1,1,1,1,1,1,1"], "the model has 6 years, not 7"),
        (["--fit", "--journeys", "10", "--yearly-starts", "5,4"], "the yearly starts add up to 9, not 10"),
        (["--fit", "--journeys", "1000000001"], "a cohort has from 1 to 1,000,000,000 journeys"),
        (["--fit", "--model", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_what_cannot_be_made_is_refused(run, args: list[str], words: str) -> None:
    code, out, err = run("simulate", *args)
    assert (code, out) == (2, "")
    assert words in err


def test_a_folder_that_holds_something_is_left_alone(run, tmp_path: Path) -> None:
    (tmp_path / "journeys.csv").write_text("mine\n", encoding="utf-8")
    code, _, err = run("simulate", "--journeys", "10", "--output", tmp_path)
    assert code == 2
    assert "is not empty" in err
    assert [path.name for path in tmp_path.iterdir()] == ["journeys.csv"]


def test_a_folder_that_cannot_be_made_is_said(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run("simulate", "--journeys", "10", "--output", tmp_path / "file" / "made")
    assert code == 2
    assert "U061" in err


@pytest.mark.parametrize(("missing", "args"), [("numpy", "'--fit'"), ("pyarrow", "'--output', 'made'")])
def test_a_missing_package_is_named_with_what_to_install(tmp_path: Path, missing: str, args: str) -> None:
    script = f"import sys; sys.modules['{missing}'] = None\nfrom commissioning.cli.main import main\nmain(['simulate', {args}])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert f"U060: made-up cohorts need the package {missing}, which is not installed" in done.stderr
    assert "pip install 'commissioning[population]'" in done.stderr
    assert not (tmp_path / "made").exists()


def test_progress_says_how_far_it_is_and_how_long_it_will_be(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter((0.0, 0.5, 2.0))
    monkeypatch.setattr(verb.time, "monotonic", lambda: next(clock))
    progress = verb.Progress(quiet=False)
    progress(10, 100)
    progress(50, 100)
    assert capsys.readouterr().err == "made 50 of 100 journeys, about 2 s left   \n"
