"""Measures the decision log on SQLite: appending, verifying, and the import of rows.

    python tests/store/measure_log.py [ENTRIES] [TIMES]

prints the median of so many times (1,000,000 entries and 5 times unless said otherwise).
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from commissioning.domain.decisions import Decision, Due
from commissioning.domain.provenance import Caveat, Provenance, Standing
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.store.database import Store, open_store
from commissioning.store.importing import add_import
from commissioning.store.log import Appending, Basis, Decided
from commissioning.store.texts import keep_contract
from commissioning.store.verifying import verify

DAY = date(2026, 3, 31)
ASSUMED = (Caveat("hours", "inclusive", "yes", Provenance(Standing.ASSUMED, why="as in the contract")),)
OUTCOMES = ("13-week", "26-week", "52-week")


def decisions(number: int) -> Iterator[Decided]:
    """Decisions as an engine makes them: three for each client."""
    for n in range(number):
        reached = DAY - timedelta(days=n % 900)
        reason = Reason(ReasonCode.REACHED, "outcomes")
        decision = Decision(
            f"J{n // 3}",
            "fair-start-scotland",
            OUTCOMES[n % 3],
            DAY,
            Verdict.MET,
            Verdict.MET,
            reason,
            reached_on=reached,
            rests_on=ASSUMED,
            times=1,
            price=Due(90_000, 120_000),
        )
        yield Decided(decision, f"C{n // 3}", ("a" * 64, "b" * 64, "c" * 64))


def append(store: Store, number: int) -> float:
    """Seconds to append so many decisions in one transaction, from decisions at hand to the disk."""
    given = list(decisions(number))
    clients = {one.client_id for one in given}
    begun = time.perf_counter()
    with store.writing() as connection:
        adding = Appending(connection, 1)
        adding.remember(clients)
        keep_contract(connection, "c", "h", {"contract.yaml": "contract: c"})
        adding.append(Basis("c", "c", "h", "t", "reference", "1", DAY, DAY), given)
    return time.perf_counter() - begun


def main() -> None:
    """Measure and print."""
    given = [int(argument) for argument in sys.argv[1:]]
    number, times = (*given, *(1_000_000, 5)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        small = [append(open_store(f"{folder}/small{n}.db", create=True), 10_000) for n in range(times)]
        median = statistics.median(small)
        print(f"append 10,000: {median:.2f} s, {10_000 / median:,.0f} decisions/s (median of {times})")
        store = open_store(f"{folder}/large.db", create=True)
        took = append(store, number)
        size = Path(f"{folder}/large.db").stat().st_size / 1e6
        print(f"append {number:,}: {took:.1f} s, {number / took:,.0f} decisions/s; {size:,.0f} MB (once)")
        taken = []
        for _ in range(times):
            begun = time.perf_counter()
            with store.reading() as connection:
                found = verify(connection)
            taken.append(time.perf_counter() - begun)
            assert (found.entries, found.broken) == (number, 0)
        print(f"verify {number:,}: {statistics.median(taken):.1f} s (median of {times}; {min(taken):.1f} to {max(taken):.1f})")
        rows = {
            "journeys": [
                {"journey_id": f"J{n}", "client_id": f"C{n}", "referral_date": DAY, "disabled": True} for n in range(100_000)
            ]
        }
        begun = time.perf_counter()
        add_import(store, rows, DAY, input_digest="x", engine_version="1")
        print(f"import 100,000 rows: {time.perf_counter() - begun:.1f} s")
        begun = time.perf_counter()
        add_import(store, rows, DAY, input_digest="x", engine_version="1")
        print(f"the same again: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
