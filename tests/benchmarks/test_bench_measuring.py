"""What is measured in processes of their own, and how it is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from commissioning.app.workspace import Workspace
from commissioning.benchmarks import commands, processes, run, variants
from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.changed import write_changed, write_rows
from commissioning.benchmarks.contracts import CONTRACTS
from commissioning.benchmarks.measuring import Measured, Ratio, Worker, measured
from commissioning.benchmarks.report import Part, Reach, Report, of_ratio, row, told
from commissioning.benchmarks.subjects import SUBJECTS
from commissioning.errors import Refused


def one(name: str = "engine", *cpu: float, peak: int = 0) -> Measured:
    return Measured(name, cpu or (1.0,), cpu or (1.0,), 0.5, 0.25, peak)


# ------------------------------------------------------------------------------------------------------- processes


def test_processor_time_counts_this_process_and_children_that_ended() -> None:
    begun = processes.cpu_seconds()
    sum(range(3_000_000))
    assert processes.cpu_seconds() > begun
    assert processes.peak_bytes() > 10_000_000
    assert "cores" in processes.machine()
    assert processes.load() >= 0


def test_a_subject_in_a_process_of_its_own_says_what_it_took(bench_data: Path) -> None:
    said: list[str] = []
    checked: dict[str, Answers] = {}
    found = measured({"plain": ("python", bench_data), "floor": ("floor", bench_data)}, 2, said.append, checked.update)["plain"]
    assert len(found.cpu) == len(found.wall) == 2
    assert min(found.cpu) > 0
    assert found.peak > 30_000_000
    assert {name: len(answers.ids) for name, answers in checked.items()} == {"plain": 500}
    assert said[-3:] == ["comparing answers", "round 1 of 2: plain, floor", "round 2 of 2: plain, floor"]


def test_a_subject_that_cannot_be_made_ready_is_named_with_the_reason(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"F003 'python' could not be measured: FileNotFoundError"):
        Worker("python", tmp_path)


def test_every_subject_runs(bench_data: Path, workspace: Workspace, tmp_path: Path) -> None:
    """Here in this process: those that other tests do not ask for."""
    changed = write_changed(bench_data, tmp_path / "changed", 100)
    write_rows(workspace, bench_data, changed)
    for name in ("floor", "population", "one", "every-reading"):
        assert SUBJECTS[name](bench_data).run() >= 0
    rows = SUBJECTS["against"](changed).run()
    assert 0 < rows < 100 * 23


# --------------------------------------------------------------------------------------------------------- variants


def test_of_forty_contracts_half_have_work_of_their_own(workspace: Workspace) -> None:
    forty = variants.forty(workspace)
    assert len({plan.contract for plan in forty}) == 40
    for contract in CONTRACTS:
        plans = [plan for plan in forty if plan.family == contract]
        works = [str([o.routes[0].tests[0].work for o in plan.outcomes]) for plan in plans]
        assert len(plans) == 4
        base, term, work, both = works
        assert (base == term, work == both, base == work) == (True, True, False)


def test_a_grid_of_a_hundred_variants_has_ten_numbers_of_hours(workspace: Workspace) -> None:
    grid = variants.what_ifs(workspace)
    assert len(grid) == 100
    assert len({str(plan.outcomes[0].routes[0].tests[0]) for plan in grid}) == 10
    assert len({str(plan.outcomes[0].routes[0].tests[1]) for plan in grid}) == 100


# ----------------------------------------------------------------------------------------------------------- ratios


def test_a_ratio_is_of_medians_with_the_rounds_that_differ_most() -> None:
    ratio = one("a", 2, 4, 6).against(one("b", 1, 1, 2))
    assert ratio == Ratio(4, 2, 4)


def test_a_reach_says_whether_it_is_reached() -> None:
    fast = of_ratio("against another", Ratio(60, 50, 70), 50, at_least=True, aim=100)
    assert (fast.reached, fast.wanted) == (True, "at least 50× (aim 100×)")
    assert not replace(fast, value=49.9).reached
    small = Reach("memory", 700, 700, 700, 700, unit=" MB")
    assert (small.reached, small.wanted) == (True, "at most 700 MB")
    assert not replace(small, value=701).reached


def test_growth_is_the_slope_of_the_logarithms() -> None:
    assert run._slope([1, 10, 100], [2, 20, 200]) == pytest.approx(1)
    assert run._slope([1, 10, 100], [3, 30, 30]) == pytest.approx(0.5)


# ---------------------------------------------------------------------------------------------------------- reports


@pytest.fixture
def report() -> Report:
    found = Report("a machine", "load 1.0 before, 2.0 after", "100 journeys", 3)
    rows = [row("this engine", 1000, 10, one("engine", 0.5, 1.0, 0.25, peak=12_000_000)), row("floor", 1000, 0, one())]
    found.add(Part(rows, [of_ratio("against plain Python", Ratio(12.34, 11, 14), 50, at_least=True)], ["a note"]))
    return found


def test_a_report_as_text(report: Report) -> None:
    lines = told(report, "table").splitlines()
    assert lines[:4] == ["a machine", "load 1.0 before, 2.0 after", "100 journeys", "CPU s: the median of 3 with the spread"]
    cells = ["1,000", "0.50", "0.25–1.00", "20,000", "0.50", "12", "0.5", "+", "0.2", "s"]
    assert any(line.split() == ["this", "engine", *cells] for line in lines)
    assert any("against plain Python" in line and "12.3×" in line and line.endswith("no") for line in lines)
    assert lines[-1] == "a note"


def test_a_report_as_markdown_and_json(report: Report) -> None:
    text = told(report, "markdown")
    assert "| this engine | 1,000 | 0.50 | 0.25–1.00 | 20,000 | 0.50 | 12 | 0.5 + 0.2 s |" in text
    assert "| against plain Python | 12.3× | 11–14 | at least 50× | no |" in text
    assert "* a note" in text
    data = json.loads(told(report, "json"))
    assert data["rows"][0]["journeys_x_contracts_per_cpu_second"] == 20_000
    assert data["reaches"][0]["reached"] is False


# ------------------------------------------------------------------------------------------------------------ parts


def here(subjects, repeats, say, check=None):
    """Measures in this process, without the time that takes."""
    found, said = {}, {}
    for name, (kind, folder) in subjects.items():
        subject = SUBJECTS[kind](folder)
        note = subject.run()
        found[name] = Measured(name, (1.0,) * repeats, (1.0,) * repeats, 0.1, 0.1, 1_000_000, note)
        said[name] = subject.answers() if check is not None else None
    if check is not None:
        check(said)
    return found


@pytest.fixture
def bench(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> run.Bench:
    monkeypatch.setattr(run, "measured", here)
    return run.Bench(workspace, tmp_path, 3, 100, 2, lambda _: None)


def test_peers_are_measured_when_they_agree_and_absent_ones_are_named(
    bench: run.Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PEERS", {"duckdb": "no_such_module", "openfisca": "no_such_module", "zen": "no_such_module"})
    part = run._peers(bench)
    assert [one.what for one in part.rows] == [run.TITLES[name] for name in ("engine", "python", "python-part")]
    assert [reach.value for reach in part.reaches] == [1.0]
    absent = [note for note in part.notes if "is absent and was not measured" in note]
    assert [note.split()[0] for note in absent] == ["duckdb", "openfisca", "zen"]
    assert "pip install 'zen-engine'" in absent[2]


def test_nothing_is_told_where_an_evaluator_is_wrong(bench: run.Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    from commissioning.benchmarks import plain_python

    monkeypatch.setattr(run, "PEERS", {"duckdb": "no_such_module", "openfisca": "no_such_module", "zen": "no_such_module"})
    monkeypatch.setattr(plain_python, "WORKWELL_OPENS", plain_python.WORKWELL_OPENS - 400)
    with pytest.raises(Refused, match=r"F002 journey J\d+, workwell, eligible: the engine says not_met"):
        run._peers(bench)


def test_the_other_parts_measure_what_must_be_reached(bench: run.Bench) -> None:
    names = ("readings", "population", "contracts", "what-if")
    reaches = [reach.what for name in names for reach in run.PARTS[name](bench).reaches]
    assert reaches == [
        "every reading, against one reading",
        "Parquet to totals, against reading alone",
        "1 changed of 1,000 decided again, against all",
        "growth with contracts, 10 to 40: exponent",
        "100 variants of one contract, against one run",
    ]
    growth = run._growth(bench)
    assert [row.journeys for row in growth.rows] == [1000, 5000]
    assert [reach.value for reach in growth.reaches] == [pytest.approx(0), 1, 1]


def test_the_command_offers_every_part() -> None:
    from commissioning.cli.bench import PARTS

    assert tuple(run.PARTS) == PARTS


def test_a_command_that_fails_is_named() -> None:
    with pytest.raises(Refused, match="F003 'commissioning no-such-verb' could not be measured"):
        commands._once(["python", "-m", "commissioning", "no-such-verb"])


@pytest.mark.slow
def test_the_command_measures_and_tells(tmp_path: Path) -> None:
    import subprocess
    import sys

    line = [sys.executable, "-m", "commissioning", "bench", "--journeys", "200", "--repeats", "1", "--only", "peers"]
    done = subprocess.run([*line, "--format", "json"], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("making 200 journeys from seed 1")
    data = json.loads(done.stdout)
    assert data["rows"][0]["what"] == run.TITLES["engine"]
    assert data["reaches"][0]["limit"] == 50
    assert any("gives the engine's answers" in note for note in data["notes"])
