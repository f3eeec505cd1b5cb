"""Measuring subjects side by side: each in a process of its own, all of them asked in turn, round by round."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from commissioning.benchmarks.answers import Answers
from commissioning.errors import Exit, Problem, Refused

Say = Callable[[str], None]
"""Told what is being done."""
Check = Callable[[Mapping[str, Answers]], None]
"""Holds the answers of all against each other; raises where they differ."""


@dataclass(frozen=True)
class Measured:
    """What the runs of one subject took, in the order of rounds; *prepared* and *first* are the CPU seconds before them."""

    subject: str
    cpu: tuple[float, ...]
    wall: tuple[float, ...]
    prepared: float
    first: float
    peak: int
    note: int = 0

    @property
    def median(self) -> float:
        """The median of the CPU seconds."""
        return statistics.median(self.cpu)

    def against(self, other: Measured) -> Ratio:
        """How many times as long as another subject it took, round by round."""
        return Ratio(
            self.median / other.median,
            *_ends([one / another for one, another in zip(self.cpu, other.cpu, strict=True)]),
        )


@dataclass(frozen=True)
class Ratio:
    """A ratio of medians, with the least and the most that a single round gave."""

    value: float
    least: float
    most: float


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)


class Worker:
    """The process of one subject."""

    def __init__(self, subject: str, folder: Path) -> None:
        self.subject = subject
        command = [sys.executable, "-m", "commissioning.benchmarks.worker", subject, str(folder)]
        # In a file: nobody reads a pipe while the subject runs.
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        self._process = subprocess.Popen(  # noqa: S603 - this interpreter with a module of this package
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        try:
            self.prepared = float(self._heard()["ready"])
        except BaseException:
            self.__exit__()
            raise

    def run(self) -> dict[str, float]:
        """Runs it once: CPU and wall seconds, and the number worth noting."""
        return self._asked("run")

    def answers(self, path: Path) -> Answers | None:
        """What it says of every journey; *path* is a file to pass them in."""
        return Answers.load(path) if self._asked(f"answers {path}")["answers"] else None

    def end(self) -> int:
        """Ends it; the most memory it held, in bytes."""
        return int(self._asked("end")["peak"])

    def _asked(self, what: str) -> dict[str, Any]:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(f"{what}\n")
            stdin.flush()
        except BrokenPipeError:
            raise self._died() from None
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise self._died()
        found: dict[str, Any] = json.loads(line)
        return found

    def _died(self) -> Refused:
        self._process.wait()
        self._errors.seek(0)
        errors = self._errors.read().strip().splitlines()
        message = f"'{self.subject}' could not be measured: {errors[-1] if errors else 'its process ended'}"
        return Refused(Problem("F003", message, "measure without it (--only), or report this"), Exit.FAULT)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                stream.close()
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait()


def measured(
    subjects: Mapping[str, tuple[str, Path]], repeats: int, say: Say, check: Check | None = None
) -> dict[str, Measured]:
    """Measures subjects (a kind and the folder of its data, by a name of one's own) in *repeats* rounds.

    Each is run once before, uncounted; with a *check* each then says its answers, and nothing is measured if it raises.
    The rounds take turns, so that what else the machine does meets all alike. Raises :class:`~commissioning.errors.Refused`
    (F003) where one cannot be measured, or what the check raises.
    """
    with ExitStack() as open_workers:
        workers: dict[str, Worker] = {}
        for name, (kind, folder) in subjects.items():
            say(f"making ready: {name}")
            workers[name] = open_workers.enter_context(Worker(kind, folder))
        first = {name: worker.run()["cpu"] for name, worker in workers.items()}
        if check is not None:
            say("comparing answers")
            check(_answers(workers))
        rounds = []
        for number in range(1, repeats + 1):
            say(f"round {number} of {repeats}: {', '.join(workers)}")
            rounds.append({name: worker.run() for name, worker in workers.items()})
        return {
            name: Measured(
                name,
                tuple(one[name]["cpu"] for one in rounds),
                tuple(one[name]["wall"] for one in rounds),
                worker.prepared,
                first[name],
                worker.end(),
                int(rounds[-1][name]["note"]),
            )
            for name, worker in workers.items()
        }


def _answers(workers: Mapping[str, Worker]) -> dict[str, Answers]:
    """The answers of those that say any."""
    with tempfile.TemporaryDirectory() as folder:
        said = {name: worker.answers(Path(folder) / f"{name}.npz") for name, worker in workers.items()}
    return {name: answers for name, answers in said.items() if answers is not None}
