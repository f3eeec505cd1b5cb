"""A crash of durable-rules takes neither the decision nor the program down, and nothing is left behind at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest

from commissioning.domain.verdicts import Verdict
from commissioning.engines import chaining_process
from commissioning.engines.durable import OUTCOMES, Durable
from commissioning.engines.interface import Judged, Missing, OutcomeMeasures, RouteMeasures, engine
from commissioning.engines.measuring import DayMeasure
from commissioning.errors import Exit, Refused

try:
    import durable_rules_engine  # noqa: F401

    INSTALLED = True
except ImportError:
    INSTALLED = False

needs_durable = pytest.mark.skipif(
    not INSTALLED, reason="durable-rules is not here, or cannot be loaded (pip install 'commissioning[durable]')"
)
ABORT = b'{"abort": 1}\n'


@pytest.fixture
def durable() -> Iterator[Durable]:
    made = Durable()
    yield made
    made.close()


def judged(durable: Durable, day: int) -> tuple[Judged, ...]:
    return durable.outcomes((True,), True, (OutcomeMeasures((RouteMeasures((DayMeasure(day),)),)),))


def process_of(durable: Durable) -> chaining_process._Process:
    process = durable._chaining._process
    assert process is not None
    return process


def pid_of(durable: Durable) -> int:
    return process_of(durable)._popen.pid


def gone(pid: int) -> bool:
    """Whether a process has ended and was waited for."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def met(day: int) -> tuple[Judged, ...]:
    return (Judged(Verdict.MET, day, None),)


@needs_durable
def test_a_decision_whose_process_crashes_is_made_by_a_new_one(durable: Durable) -> None:
    assert judged(durable, 10) == met(10)
    first = pid_of(durable)
    process_of(durable)._questions.write(ABORT)
    assert judged(durable, 11) == met(11)
    assert pid_of(durable) != first
    assert gone(first)


@needs_durable
def test_a_process_that_was_killed_between_two_decisions_is_replaced(durable: Durable) -> None:
    assert judged(durable, 10) == met(10)
    first = pid_of(durable)
    os.kill(first, signal.SIGKILL)
    assert judged(durable, 11) == met(11)
    assert gone(first)


@needs_durable
def test_a_decision_that_crashes_twice_is_refused_and_others_can_be_made(
    durable: Durable, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask, crashed = chaining_process._Process.ask, []

    def crashing(process: chaining_process._Process, question: bytes) -> tuple[bytes, bytes]:
        crashed.append(process._popen.pid)
        process._questions.write(ABORT)
        return ask(process, question)

    monkeypatch.setattr(chaining_process._Process, "ask", crashing)
    with pytest.raises(Refused, match=r"F001 the durable engine could not decide: .* died of signal 6") as refused:
        judged(durable, 10)
    monkeypatch.undo()
    assert refused.value.exit_code is Exit.FAULT
    assert len(set(crashed)) == 2
    assert all(gone(pid) for pid in crashed)
    assert judged(durable, 11) == met(11)


@needs_durable
def test_a_process_that_hangs_is_replaced(durable: Durable, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(durable, 10) == met(10)
    first = pid_of(durable)
    os.kill(first, signal.SIGSTOP)
    monkeypatch.setattr(chaining_process, "SECONDS", 2.0)
    assert judged(durable, 11) == met(11)
    assert gone(first)


@needs_durable
def test_an_answer_nobody_waited_for_is_not_taken_for_the_next(durable: Durable, monkeypatch: pytest.MonkeyPatch) -> None:
    assert judged(durable, 10) == met(10)

    def interrupted(process: chaining_process._Process) -> tuple[bytes, bytes]:
        raise KeyboardInterrupt

    monkeypatch.setattr(chaining_process._Process, "_answer", interrupted)
    with pytest.raises(KeyboardInterrupt):
        judged(durable, 11)
    monkeypatch.undo()
    assert judged(durable, 12) == met(12)


@needs_durable
def test_what_the_rules_refuse_is_a_fault_and_not_a_crash(durable: Durable) -> None:
    first = pid_of(durable)
    with pytest.raises(Refused, match=r"F001 .*a number is too wide") as refused:
        judged(durable, 2**60)
    assert refused.value.exit_code is Exit.FAULT
    assert judged(durable, 10) == met(10)
    assert pid_of(durable) == first


@needs_durable
def test_a_ruleset_that_the_process_has_forgotten_is_told_again(durable: Durable, monkeypatch: pytest.MonkeyPatch) -> None:
    answering = chaining_process._Answering()
    monkeypatch.setattr(chaining_process, "MOST_RULESETS", 2)
    one = [OUTCOMES._replace(key=key) for key in "abc"]
    for book in one:
        answering._told(book.key, chaining_process.Ruleset(book.rules, book.kinds))
    assert answering.answer(b'{"book": "a", "facts": []}') == b"unknown"
    assert answering.answer(b'{"book": "b", "facts": []}').startswith(b"done ")
    assert judged(durable, 10) == met(10)


@needs_durable
def test_a_large_question_and_its_answer_fit_through_the_pipe(durable: Durable) -> None:
    measures = tuple(OutcomeMeasures((RouteMeasures((DayMeasure(1), DayMeasure(2))),) * 40) for _ in range(40))
    assert durable.outcomes((), True, measures) == met(2) * 40


@needs_durable
def test_the_process_ends_with_its_engine() -> None:
    made = Durable()
    pid = pid_of(made)
    del made
    assert gone(pid)


SCRIPT = """
import os, sys
from commissioning.domain.verdicts import Verdict
from commissioning.engines.durable import Durable
durable = Durable()
assert durable.united([Verdict.MET]) is Verdict.MET
{more}
print(durable._chaining._process._popen.pid, flush=True)
{end}
"""
FORK = """
child = os.fork()
for verdict in Verdict:
    for other in Verdict:
        assert durable.united([verdict, other]) is (verdict if verdict is other else Verdict.UNDETERMINED)
if child == 0:
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
assert durable.united([Verdict.MET, Verdict.NOT_MET, Verdict.NOT_YET]) is Verdict.UNDETERMINED
"""


@needs_durable
@pytest.mark.parametrize(
    ("more", "end", "code"),
    [
        pytest.param("", "", 0, id="in the ordinary way"),
        pytest.param("", "sys.exit(7)", 7, id="with an exit code"),
        pytest.param("", "os._exit(5)", 5, id="at once"),
        pytest.param("", "os.kill(os.getpid(), 9)", -9, id="killed"),
        pytest.param(FORK, "", 0, id="after a fork"),
    ],
)
def test_nothing_is_left_and_nothing_is_said_when_the_program_ends(more: str, end: str, code: int, tmp_path: Path) -> None:
    script = SCRIPT.format(more=more, end=end)
    run = [sys.executable, "-X", "dev", "-W", "error", "-c", script]
    ended = subprocess.run(run, capture_output=True, timeout=60, cwd=tmp_path, check=False)
    assert (ended.returncode, ended.stderr) == (code, b"")
    pid, until = int(ended.stdout), monotonic() + 10
    while running(pid) and monotonic() < until:
        sleep(0.01)
    assert not running(pid), "the process of the rules outlives its program"


def running(pid: int) -> bool:
    """Whether a process of another program still runs; one that has ended may stand in the table until it is waited for."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z" if Path("/proc/self").exists() else not gone(pid)
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("library", "why"),
    [
        pytest.param(
            "raise ModuleNotFoundError(\"No module named 'durable_rules_engine'\")", "No module named", id="not there"
        ),
        pytest.param("raise ImportError('undefined symbol: PyEval_CallObject')", "undefined symbol", id="built wrongly"),
        pytest.param("import os; os.abort()", "stops the process that loads it: .* died of signal 6", id="crashes"),
        pytest.param("import sys; sys.exit(4)", "stops the process that loads it: .* died with exit code 4", id="ends"),
    ],
)
def test_where_durable_rules_cannot_be_loaded_the_engine_says_why_and_what_to_do(
    library: str, why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "durable_rules_engine.py").write_text(library)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(Missing, match=f"durable-rules cannot be loaded .*{why}.*: pip install 'commissioning.durable.'"):
        Durable()
    with pytest.raises(Refused, match=r"the durable engine cannot run here: .*CPPFLAGS"):
        engine("durable")


def test_where_no_process_can_be_started_the_engine_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(Missing, match="no process can be started"):
        Durable()


def test_the_engine_is_not_offered_where_it_was_never_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    with pytest.raises(Missing, match="Linux and macOS only"):
        Durable()
