"""Measures the claims desk: a large provider's workbook there and back, and what it would take for every sample claim.

    python tests/claims/measure_claims.py [JOURNEYS [TIMES]]

20,000 journeys with about 10,000 claims, five times, unless told otherwise. Every figure is printed with its spread.
"""

from __future__ import annotations

import csv
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner
from provider_books import provider_book

from commissioning.app.claims import claims
from commissioning.app.workspace import Options, open_workspace
from commissioning.claims.what_it_takes import what_it_takes
from commissioning.cli.main import commissioning

SAMPLE = Path(__file__).parents[2] / "examples" / "claims"


def cohort(folder: Path, journeys: int) -> dict[str, list[list[object]]]:
    """A made-up cohort of Fair Start Scotland with about a claim for every second journey, and payments for half of them."""
    words = ["simulate", "--journeys", str(journeys), "--seed", "3", "--format", "csv", "--output", str(folder), "-q"]
    CliRunner().invoke(commissioning, words, standalone_mode=False, catch_exceptions=False)
    rows = {
        name: list(csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8-sig"))))
        for name in ("journeys", "jobs")
    }
    begun = {job["client_id"]: date.fromisoformat(job["start_date"]) for job in reversed(rows["jobs"])}
    of = random.Random(7)
    claims: list[list[object]] = [["claim_id", "journey_id", "contract", "outcome", "claimed_on", "amount_pence"]]
    payments: list[list[object]] = [["payment_id", "claim_id", "paid_on", "amount_pence"]]
    for journey in rows["journeys"]:
        for outcome, days in (("13-week", 91), ("26-week", 182)) if journey["client_id"] in begun else ():
            made = begun[journey["client_id"]] + timedelta(days + of.randrange(-5, 60))
            name = f"K{len(claims)}"
            claims.append([name, journey["journey_id"], "fair-start-scotland", outcome, made, 70_000])
            if of.random() < 0.5:
                payments.append([f"P{len(payments)}", name, made + timedelta(20), 70_000])
    tables = {name: [list(found[0]), *([_cell(k, v) for k, v in row.items()] for row in found)] for name, found in rows.items()}
    return {**tables, "claims": claims, "payments": payments}


def _cell(name: str, text: str) -> object:
    if text and name.endswith(("date", "_on")):
        return date.fromisoformat(text)
    if name == "weekly_hours" and text:
        return float(text)
    return int(text) if text.isdigit() else text or None


def there_and_back(book: Path, output: Path) -> tuple[float, float]:
    """Wall and CPU seconds of one run in a process of its own, its children included."""
    command = [sys.executable, "-m", "commissioning", "claims", book, "--as-of", "2024-06-30", "--output", output, "-q"]
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    took, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return took, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def takes() -> list[float]:
    """Milliseconds of what it would take, for every decision of the sample claims: the best of three each."""
    found = claims(SAMPLE, open_workspace(()), Options(contracts=()), date(2021, 8, 1))
    each = []
    for decision in found.decisions:
        taken = []
        for _ in range(3):
            begun = time.process_time()
            what_it_takes(found.desk, found.caseload, found.book, decision)
            taken.append(time.process_time() - begun)
        each.append(min(taken) * 1_000)
    return each


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    journeys, times = (*given, *(20_000, 5)[len(given) :])
    each = takes()
    print(f"what it would take: median {statistics.median(each):.1f} ms, slowest {max(each):.1f} ms of {len(each)}, CPU")
    with tempfile.TemporaryDirectory() as folder:
        tables = cohort(Path(folder) / "cohort", journeys)
        book = provider_book(Path(folder) / "book.xlsx", tables)
        runs = [there_and_back(book, Path(folder) / f"out{n}.xlsx") for n in range(times)]
        wall, cpu = ([run[at] for run in runs] for at in (0, 1))
        print(
            f"{len(tables['claims']) - 1:,} claims over {journeys:,} journeys, workbook to workbook: "
            f"{statistics.median(wall):.1f} s ({min(wall):.1f} to {max(wall):.1f}), "
            f"CPU {statistics.median(cpu):.1f} s; load {os.getloadavg()[0]:.1f}"
        )


if __name__ == "__main__":
    main()
