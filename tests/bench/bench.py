"""Benchmarks of the commands: whole processes, the median of five, the machine named.

    make bench

Seconds hold for one machine at one time; they are printed with their spread and are never asserted in a test.
"""

from __future__ import annotations

import csv
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CASES = ROOT / "tests" / "data" / "cases"
FOUR = ("fair-start-scotland", "no-one-left-behind", "specialist-employability-support", "ips-primary-care")
RUNS = 5


def machine() -> str:
    """The machine: processor, cores, memory, Python and how busy it is."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = named[0].split(":", 1)[1].strip() if named else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = ", ".join(f"{x:.1f}" for x in os.getloadavg())
    parts = (model, f"{os.cpu_count()} cores", f"{memory:.0f} GiB", platform.system(), f"Python {platform.python_version()}")
    return f"{', '.join(parts)}, load {load}"


def caseload(folder: Path, journeys: int) -> None:
    """The shared cases repeated under new ids until there are so many journeys."""
    with (CASES / "journeys.csv").open(newline="", encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    with (CASES / "jobs.csv").open(newline="", encoding="utf-8") as file:
        jobs = list(csv.DictReader(file))
    written = []
    for number in range(journeys):
        row, copy = people[number % len(people)], number // len(people)
        written.append({**row, "journey_id": f"{row['journey_id']}-{copy}", "client_id": f"{row['client_id']}-{copy}"})
    clients = {row["client_id"] for row in written}
    copies = -(-journeys // len(people))
    work = [
        {**row, "job_id": f"{row['job_id']}-{copy}", "client_id": f"{row['client_id']}-{copy}"}
        for copy in range(copies)
        for row in jobs
        if f"{row['client_id']}-{copy}" in clients
    ]
    for name, rows in (("journeys", written), ("jobs", work)):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


def command(*args: object) -> Callable[[], None]:
    """A command of the product as a whole process, its output thrown away."""
    line = [sys.executable, "-m", "commissioning", *(str(arg) for arg in args)]

    def run() -> None:
        done = subprocess.run(line, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
        if done.returncode:
            raise SystemExit(f"{' '.join(line)}\n{done.stderr.decode()}")

    return run


def measured(title: str, target: str, run: Callable[[], None]) -> None:
    """One line: the median of five after one run that is not counted, the spread, and what it should be under."""
    run()
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begun)
    spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
    print(f"| {title} | {statistics.median(seconds):.2f} s | {spread} | {target} |", flush=True)


def main() -> None:
    """Every benchmark, as the rows of a table."""
    print(machine())
    print("\n| what | median of 5 | spread | target |\n|---|---:|---:|---:|")
    four = [part for contract in FOUR for part in ("--contract", contract)]
    with tempfile.TemporaryDirectory() as folder:
        caseload(Path(folder), 1000)
        measured("`--help`", "0.3 s", command("--help"))
        measured(
            "`explain` one journey of the demo workbook",
            "0.5 s",
            command(
                "explain",
                "examples/caseload.xlsx",
                "--journey",
                "J07",
                "--contract",
                "fair-start-scotland",
                "--as-of",
                "2026-03-31",
            ),
        )
        measured(
            "`check` 1,000 journeys × 13 contracts, every reading, reference engine",
            "10 s",
            command("check", folder, "--as-of", "2026-03-31", "--engine", "reference", "--format", "csv", "-q"),
        )
        for engine, target in (("reference", ""), ("durable", "20 s")):

            def both_days(engine: str = engine) -> None:
                for day in ("2024-02-29", "2026-03-31"):
                    command("check", CASES, "--as-of", day, "--engine", engine, "--format", "csv", "-q", *four)()

            measured(f"`check` the shared cases on both days, {engine} engine", target, both_days)


if __name__ == "__main__":
    main()
