"""Forward chaining in a process of its own, so that a crash of durable-rules ends that process and not the program.

The process reads one question a line and writes one answer a line, and ends when there are no more questions. Whatever else it
or the library has to say goes nowhere, and it leaves no core file: either could hold client data.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import subprocess
import sys
import weakref
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from time import monotonic

from commissioning.engines.forward_chaining import Fact, Firing, RuleBook, Ruleset, Run, library
from commissioning.errors import Exit, Problem, Refused

MOST_RULESETS = 100
"""That the process keeps. It forgets the one that was not used for longest, and is told it again when it is asked for."""

SECONDS = 120.0
"""In which an answer must come."""

READY, MISSING, DONE, UNKNOWN, BROKEN = b"ready", b"missing", b"done", b"unknown", b"broken"
"""The first word of an answer."""


class Unready(Exception):
    """Forward chaining cannot be used here at all; the text says why."""


class _Died(Exception):
    """The process ended, or did not answer in time."""


def read(answer: bytes) -> Run:
    """The facts and firings in an answer, which is short to keep and read when needed."""
    run = json.loads(answer)
    return Run(run["facts"], [Firing(rule, tuple(matched), tuple(concluded)) for rule, matched, concluded in run["firings"]])


# ------------------------------------------------------------------------------------------------ the asking side


class ForwardChaining:
    """Rules run over facts, in a process that is replaced when it dies.

    Raises :class:`Unready` when it is made if durable-rules is not installed or cannot be loaded.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: _Process | None = _Process()

    def ask(self, book: RuleBook, facts: Iterable[Fact]) -> bytes:
        """Runs the rules over the facts: what :func:`read` reads. If the process dies of it, a new one is asked once more.

        Raises :class:`~commissioning.errors.Refused` (F001) if that one dies too, or if the rules are refused.
        """
        question = json.dumps({"book": book.key, "facts": list(facts)}).encode()
        with self._lock:
            try:
                status, answer = self._once(book, question)
            except _Died:
                try:
                    status, answer = self._once(book, question)
                except _Died as died:
                    raise _fault(str(died)) from died
        if status != DONE:
            raise _fault(answer.decode())
        return answer

    def close(self) -> None:
        """Ends the process, and waits until it has ended."""
        if self._process is not None:
            self._process.close()
            self._process = None

    def _once(self, book: RuleBook, question: bytes) -> tuple[bytes, bytes]:
        process = self._running()
        try:
            status, answer = process.ask(question)
            if status == UNKNOWN:
                told = json.dumps({"book": book.key, "rules": book.rules, "kinds": book.kinds})
                status, answer = process.ask(told.encode())
                if status == DONE:
                    status, answer = process.ask(question)
        except BaseException:
            # Interrupted, its next answer would belong to this question.
            process.kill()
            self._process = None
            raise
        return status, answer

    def _running(self) -> _Process:
        """The process. A program that was forked does not share the one of the program it was forked from."""
        if self._process is None or self._process.owner != os.getpid():
            try:
                self._process = _Process()
            except Unready as why:
                raise _Died(str(why)) from None
        return self._process


class _Process:
    """One process, from its start to its end; an end that it always comes to with the program."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        path = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
        try:
            self._popen = subprocess.Popen(  # noqa: S603 - this interpreter and this module, nothing from outside
                [sys.executable, "-P", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                env={**os.environ, "PYTHONPATH": path},
            )
        except OSError as why:
            raise Unready(f"no process can be started ({why})") from why
        self._selector = selectors.DefaultSelector()
        self._end = weakref.finalize(self, _end, self._popen, self._selector)
        assert self._popen.stdin is not None and self._popen.stdout is not None
        self._questions, self._answers = self._popen.stdin, self._popen.stdout
        self._selector.register(self._answers, selectors.EVENT_READ)
        self._greet()

    def _greet(self) -> None:
        try:
            status, why = self._answer()
        except _Died as died:
            self.kill()
            raise Unready(f"durable-rules stops the process that loads it: {died}") from None
        if status != READY:
            self.close()
            raise Unready(why.decode())

    def ask(self, question: bytes) -> tuple[bytes, bytes]:
        """The answer to a question: its first word and the rest."""
        unsent = memoryview(question + b"\n")
        try:
            while unsent:
                unsent = unsent[self._questions.write(unsent) :]
        except OSError:
            raise _Died(self._how_it_ended()) from None
        return self._answer()

    def _answer(self) -> tuple[bytes, bytes]:
        until = monotonic() + SECONDS
        parts = [b""]
        while not parts[-1].endswith(b"\n"):
            if not self._selector.select(max(0.0, until - monotonic())):
                raise _Died(f"the process that runs durable-rules gave no answer in {SECONDS:.0f} seconds")
            parts.append(os.read(self._answers.fileno(), 1 << 16))
            if not parts[-1]:
                raise _Died(self._how_it_ended())
        status, _, rest = b"".join(parts).rstrip(b"\n").partition(b" ")
        return status, rest

    def _how_it_ended(self) -> str:
        try:
            code = self._popen.wait(5)
        except subprocess.TimeoutExpired:
            return "the process that runs durable-rules stopped answering"
        how = f"of signal {-code} ({signal.strsignal(-code)})" if code < 0 else f"with exit code {code}"
        return f"the process that runs durable-rules died {how}"

    def close(self) -> None:
        """Lets the process end, and waits for it."""
        self._end()

    def kill(self) -> None:
        """Ends the process at once."""
        self._popen.kill()
        self._end()


def _end(popen: subprocess.Popen[bytes], selector: selectors.BaseSelector) -> None:
    """Ends a process by asking it nothing more; at once if it does not take that."""
    selector.close()
    if popen.stdin is not None:
        popen.stdin.close()
    try:
        popen.wait(5)
    except subprocess.TimeoutExpired:
        popen.kill()
        popen.wait()
    if popen.stdout is not None:
        popen.stdout.close()


def _fault(why: str) -> Refused:
    problem = Problem(
        "F001",
        f"the durable engine could not decide: {why}",
        "decide with --engine reference, and report this as a fault of the program",
    )
    return Refused(problem, Exit.FAULT)


# --------------------------------------------------------------------------------------------- the answering side


class _Answering:
    """The rulesets that were told, and answers from them."""

    def __init__(self) -> None:
        self._rulesets: dict[str, Ruleset] = {}

    def answer(self, line: bytes) -> bytes:
        """The answer to one question. An exception of the rules is an answer too."""
        question = json.loads(line)
        if "abort" in question:
            # For tests: what durable-rules would do on its own.
            os.abort()
        key = question["book"]
        try:
            if "rules" in question:
                self._told(key, Ruleset(question["rules"], question["kinds"]))
                return DONE
            ruleset = self._rulesets.pop(key, None)
            if ruleset is None:
                return UNKNOWN
            run = ruleset.run(question["facts"])
        except Exception as wrong:
            # A ruleset that raised has been forgotten above: what it left behind is not used again.
            return b"%s %s" % (BROKEN, f"{type(wrong).__name__}: {wrong}".replace("\n", " ").encode())
        self._rulesets[key] = ruleset
        return b"%s %s" % (DONE, json.dumps(run._asdict()).encode())

    def _told(self, key: str, ruleset: Ruleset) -> None:
        self._rulesets[key] = ruleset
        if len(self._rulesets) > MOST_RULESETS:
            self._rulesets.pop(next(iter(self._rulesets))).close()


def answer_questions() -> None:
    """What the process does: answers each line of its input until there are no more."""
    import resource

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with os.fdopen(os.dup(1), "wb") as answers:
        # What the library may print must not be taken for an answer.
        os.dup2(2, 1)
        try:
            library()
        except ImportError as why:
            answers.write(b"%s %s\n" % (MISSING, str(why).replace("\n", " ").encode()))
            return
        answers.write(READY + b"\n")
        answers.flush()
        answering = _Answering()
        for line in sys.stdin.buffer:
            answers.write(answering.answer(line) + b"\n")
            answers.flush()


if __name__ == "__main__":
    answer_questions()
