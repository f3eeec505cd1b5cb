"""Work shared out among processes: the same in the same order, and an end to all of them when something goes wrong."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import pytest

from commissioning.app import check as checking
from commissioning.app.workspace import Options, Workspace
from commissioning.engines import processes

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "caseload"

linux = pytest.mark.skipif(sys.platform != "linux", reason="nothing is forked elsewhere")


@linux
def test_what_is_found_comes_back_in_order() -> None:
    found = list(processes.shared_out(lambda number: (number, number * number), 100, 3))
    assert found == [(number, number * number) for number in range(100)]
    assert processes._work == []


@linux
def test_a_failure_in_one_process_is_raised_and_ends_them_all() -> None:
    def work(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    with pytest.raises(ValueError, match="three"):
        list(processes.shared_out(work, 10, 2))
    assert multiprocessing.active_children() == []
    assert processes._work == []


@linux
def test_a_stop_ends_every_process_and_shows_nothing(tmp_path: Path) -> None:
    code = """
        import os, time
        from commissioning.engines.processes import shared_out
        def work(number):
            os.write(1, b'%d\\n' % number)
            time.sleep(60)
        try:
            list(shared_out(work, 2, 2))
        except KeyboardInterrupt:
            raise SystemExit(130)
    """
    with (tmp_path / "said").open("w") as said:
        started = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code)], stdout=subprocess.PIPE, stderr=said, start_new_session=True
        )
        assert started.stdout is not None
        assert {started.stdout.readline(), started.stdout.readline()} == {b"0\n", b"1\n"}
        # A terminal sends it to the whole group.
        os.killpg(started.pid, signal.SIGINT)
        assert started.wait(timeout=30) == 130
    started.stdout.close()
    assert (tmp_path / "said").read_text() == ""
    for _ in range(100):
        try:
            os.killpg(started.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.1)
    raise AssertionError("a process goes on")


@linux
def test_a_caseload_decided_by_two_processes_gives_the_same(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[int, int]] = []

    def decisions() -> tuple[object, ...]:
        told.clear()
        options = Options(contracts=("fair-start-scotland", "no-one-left-behind"))
        checked = checking.check(
            SAMPLE, workspace, options, date(2026, 3, 31), progress=lambda done, of: told.append((done, of))
        )
        return checked.decisions

    alone = decisions()
    number = told[-1][1]
    monkeypatch.setattr(checking, "FROM_JOURNEYS", 2)
    monkeypatch.setattr(checking, "JOURNEYS_AT_ONCE", 7)
    monkeypatch.setattr(checking, "processes", lambda: 2)
    assert decisions() == alone
    assert told == [(min(7 * at, number), number) for at in range(1, -(-number // 7) + 1)]
