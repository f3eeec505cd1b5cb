"""Output that cannot be written, options that contradict each other, and days at the end of the calendar."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from commissioning.cli.main import INTERRUPTED, main
from commissioning.cli.options import save

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "caseload"
FSS = ("check", SAMPLE, "--as-of", "2020-06-01", "--contract", "fair-start-scotland", "-q")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


# ------------------------------------------------------------------------------------------------------------ output


@pytest.mark.parametrize("ending", ["csv", "json", "html", "txt", "xlsx", "parquet"])
def test_an_output_that_cannot_be_written_is_said_and_leaves_nothing(run, ending: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / f"folder.{ending}").mkdir()
    before = sorted(tmp_path.iterdir())
    for path in (tmp_path / "file" / f"x.{ending}", tmp_path / f"folder.{ending}", tmp_path / f"{'a' * 300}.{ending}"):
        code, out, err = run(*FSS, "--output", path)
        assert (code, out) == (2, "")
        assert f"cannot write {path}: " in err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="the system has no such device")
@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_a_full_device_is_said_and_stays_a_device(run, ending: str, tmp_path: Path) -> None:
    # A link of our own stands before the device, so that no mistake could take the device itself away.
    full = tmp_path / f"full.{ending}"
    full.symlink_to("/dev/full")
    code, _, err = run(*FSS, "--output", full)
    assert (code, "No space left on device" in err) == (2, True)
    assert full.is_symlink()
    assert full.is_char_device()


def test_a_link_keeps_its_place_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to("real.csv")
    save(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"new"


def test_a_file_half_written_when_the_user_stops_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(self: Path, target: Path) -> None:
        raise KeyboardInterrupt

    (tmp_path / "x.csv").write_text("old")
    monkeypatch.setattr(Path, "replace", stopped)
    with pytest.raises(KeyboardInterrupt):
        save(tmp_path / "x.csv", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
    assert (tmp_path / "x.csv").read_text() == "old"


class _Full(io.TextIOBase):
    """A standard output that takes nothing more."""

    encoding = "utf-8"

    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def test_standard_output_that_is_full_is_no_fault_of_ours(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", _Full())
    code, _, err = run(*FSS, "--format", "csv")
    assert (code, err.strip()) == (2, "Error: cannot write the result: No space left on device")


def test_standard_output_that_is_closed_is_said(run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    code, _, err = run(*FSS, "--format", "csv")
    assert code == 2
    assert "standard output is closed; add --output FILE" in err


def test_data_is_written_exactly_or_not_at_all_but_text_is_always_shown(run, tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "journeys.csv").write_text("journey_id,client_id\nJ€,C1\n", encoding="utf-8")
    command = ("check", tmp_path, "--as-of", "2020-06-01", "--contract", "fair-start-scotland", "-q")
    for format_, due in (("csv", 2), ("table", 0)):
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="latin-1"))
        code, _, err = run(*command, "--format", format_)
        assert code == due, err


def test_files_are_written_before_standard_output_which_may_be_read_no_further(run, tmp_path: Path, monkeypatch) -> None:
    class Gone(_Full):
        def write(self, text: str) -> int:
            raise BrokenPipeError

        def fileno(self) -> int:
            raise OSError

    monkeypatch.setattr(sys, "stdout", Gone())
    code, _, _ = run(*FSS, "--format", "csv", "--output", "-", "--output", tmp_path / "kept.csv")
    assert code == 0
    assert (tmp_path / "kept.csv").stat().st_size > 0


def test_a_command_that_the_user_stops_says_so(run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("commissioning.app.check.check", stopped)
    code, out, err = run(*FSS)
    assert (code, out) == (INTERRUPTED, "")
    assert "Stopped" in err


def test_new_contract_in_a_place_that_cannot_be_written(run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, _, err = run("new", "contract", "mine", "--folder", tmp_path / "file")
    assert (code, "U024" in err) == (2, True)


def test_template_in_a_place_that_cannot_be_written(run, tmp_path: Path) -> None:
    code, _, err = run("template", tmp_path, "--force")
    assert (code, "cannot write" in err) == (2, True)
    assert list(tmp_path.iterdir()) == []


# ----------------------------------------------------------------------------------------------------------- options


def test_a_contract_asked_for_twice_is_decided_once(run) -> None:
    _, once, _ = run(*FSS, "--format", "csv")
    _, twice, _ = run(*FSS, "--format", "csv", "--contract", "fair-start-scotland")
    assert twice == once


@pytest.mark.parametrize(
    "given",
    [
        ("window=rolling", "window=first_start"),
        ("@generous", "@strict"),
        ("weekly_hours=16", "weekly_hours=17"),
        ("fair-start-scotland:window=rolling", "fair-start-scotland:window=first_start"),
    ],
)
def test_assumptions_that_contradict_each_other_are_refused(run, given: tuple[str, str]) -> None:
    code, out, err = run(*FSS, "--assume", given[0], "--assume", given[1])
    assert (code, out) == (2, "")
    assert f"U023: '{given[0]}' and '{given[1]}' contradict each other" in err


@pytest.mark.parametrize(
    ("wide", "narrow", "recorded"),
    [
        ("@generous", "window=first_start", "@generous; window=first_start"),
        ("window=rolling", "fair-start-scotland:window=first_start", "window=first_start"),
        ("window=first_start", "window=first_start", "window=first_start"),
    ],
)
def test_the_narrower_assumption_holds_in_whichever_order(run, wide: str, narrow: str, recorded: str) -> None:
    _, one, _ = run(*FSS, "--format", "csv", "--assume", wide, "--assume", narrow)
    _, other, _ = run(*FSS, "--format", "csv", "--assume", narrow, "--assume", wide)
    assert one == other
    assert recorded in one


def test_digits_of_other_scripts_are_no_hours(run) -> None:
    assert run(*FSS, "--assume", "weekly_hours=\uff11\uff16")[0] == 2


def test_a_day_too_late_to_decide_as_of_is_refused(run) -> None:
    assert run("check", SAMPLE, "--as-of", "2199-12-31", "-q")[0] == 0
    code, _, err = run("check", SAMPLE, "--as-of", "9999-12-31", "-q")
    assert (code, "the last day that can be given is 2199-12-31" in err) == (2, True)


def test_a_price_list_that_is_none_is_named(run, tmp_path: Path) -> None:
    (tmp_path / "prices.yaml").write_text("nothing")
    code, _, err = run(*FSS, "--prices", tmp_path / "prices.yaml")
    assert (code, "prices.yaml: error C016" in err) == (2, True)
