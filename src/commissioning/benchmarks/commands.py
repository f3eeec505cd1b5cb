"""Commands as whole processes, from a cold start: what a user waits for."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from commissioning.app.workspace import Workspace
from commissioning.benchmarks.contracts import AS_OF, CONTRACTS, FSS
from commissioning.benchmarks.data import bench_cohort, write_data
from commissioning.benchmarks.measuring import Say
from commissioning.benchmarks.processes import cpu_seconds
from commissioning.benchmarks.report import Part, Reach, Row
from commissioning.engines.interface import Missing, engines
from commissioning.errors import Exit, Problem, Refused

JOURNEYS, FEW = 1000, 100
"""How many journeys are checked, and how many by the engine that takes longest."""
NATIONAL = 13
"""How many contracts are decided where none is named."""


def commands(workspace: Workspace, folder: Path, seed: int, repeats: int, say: Say) -> Part:
    """Measures the commands on made-up journeys of their own."""
    thousand, few = (
        write_data(bench_cohort(workspace, seed, journeys), folder / f"command-{journeys}") for journeys in (JOURNEYS, FEW)
    )
    of_ten = [part for contract in CONTRACTS for part in ("--contract", contract)]
    check = ("check", thousand, "--as-of", AS_OF, "--format", "csv", "-q")
    reference = ("--engine", "reference")
    asked: list[tuple[str, int, int, Sequence[object]]] = [
        ("`--help`", 0, 0, ("--help",)),
        ("`explain` one journey", 1, 1, ("explain", few, "--journey", "J000000003", "--contract", FSS, "--as-of", AS_OF, "-q")),
        ("`check`, every reading", JOURNEYS, len(CONTRACTS), (*check, *of_ten)),
        ("`check` all national models, every reading, reference engine", JOURNEYS, NATIONAL, (*check, *reference)),
    ]
    if _has_durable():
        durable = ("check", few, "--as-of", AS_OF, "--format", "csv", "-q", *of_ten, "--engine", "durable")
        asked.append(("`check`, every reading, durable engine", FEW, len(CONTRACTS), durable))
    rows = [_measured(title, journeys, contracts, args, repeats, say) for title, journeys, contracts, args in asked]
    cold = rows[2]
    reach = Reach(f"a cold `check` of {JOURNEYS:,} journeys, CPU", cold.cpu, cold.least, cold.most, limit=3, unit=" s")
    return Part(rows, [reach])


def _has_durable() -> bool:
    try:
        engines()["durable"]()
    except Missing:
        return False
    return True


def _measured(title: str, journeys: int, contracts: int, args: Sequence[object], repeats: int, say: Say) -> Row:
    """A command run once uncounted and then as often as asked."""
    say(f"running {title}")
    line = [sys.executable, "-m", "commissioning", *(str(arg) for arg in args)]
    taken = [_once(line) for _ in range(repeats + 1)][1:]
    cpu, wall = zip(*taken, strict=True)
    return Row(title, journeys, contracts, statistics.median(cpu), min(cpu), max(cpu), statistics.median(wall), 0, 0.0, 0.0)


def _once(line: Sequence[str]) -> tuple[float, float]:
    begun, clock = cpu_seconds(), time.perf_counter()
    done = subprocess.run(line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no message"])[0]
        raise Refused(Problem("F003", f"'{' '.join(line[2:])}' could not be measured: {said}"), Exit.FAULT)
    return cpu_seconds() - begun, time.perf_counter() - clock
