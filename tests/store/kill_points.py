"""Kills a process at random points of its work on a store, again and again, and says of each what it left.

    python kill_points.py import|append|create URL RUNS SEED

prints JSON: how many times the store was as before, how many times as after, and what was wrong (nothing is allowed to be).
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlalchemy import text

from commissioning.domain.decisions import Decision
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.store.database import open_store
from commissioning.store.importing import add_import
from commissioning.store.log import Appending, Basis, Decided
from commissioning.store.texts import keep_contract
from commissioning.store.verifying import verify

CLIENTS = 1_500
DAY = date(2026, 1, 10)


def rows(hours: int) -> dict[str, list[dict[str, object]]]:
    """A caseload whose jobs all have these hours."""
    journeys: list[dict[str, object]] = [
        {"journey_id": f"J{n}", "client_id": f"C{n}", "start_date": DAY} for n in range(CLIENTS)
    ]
    jobs: list[dict[str, object]] = [
        {"job_id": f"W{n}", "client_id": f"C{n}", "start_date": DAY, "weekly_hours": hours} for n in range(CLIENTS)
    ]
    return {"journeys": journeys, "jobs": jobs}


def import_once(url: str, hours: int) -> None:
    """One import, which changes every job."""
    add_import(open_store(url, create=True), rows(hours), DAY, input_digest=str(hours), engine_version="1")


def append_once(url: str, number: int) -> None:
    """One run of the log: a decision for every client."""
    basis = Basis("c", "c", "h", "t", "reference", str(number), DAY, DAY)
    decided = [
        Decided(Decision(f"J{n}", "c", "13-week", DAY, Verdict.MET, Verdict.MET, Reason(ReasonCode.REACHED)), f"C{n}", ("f",))
        for n in range(CLIENTS)
    ]
    with open_store(url).writing() as connection:
        adding = Appending(connection, 1)
        adding.remember([one.client_id for one in decided])
        keep_contract(connection, "c", "h", {"contract.yaml": "contract: c"})
        adding.append(basis, decided)


def counts(url: str) -> dict[str, int]:
    """What is in a store, once a server has noticed that whoever was at work in it is gone."""
    with open_store(url).writing() as connection:

        def one(query: str) -> int:
            return int(connection.execute(text(query)).scalar_one())

        return {
            "imports": one("SELECT count(*) FROM import_run"),
            "current": one("SELECT count(*) FROM row_version WHERE replaced_by IS NULL"),
            "versions": one("SELECT count(*) FROM row_version"),
            "replaced": one("SELECT count(*) FROM row_version WHERE replaced_by IS NOT NULL"),
            "entries": one("SELECT count(*) FROM log_entry"),
            "salts": one("SELECT count(*) FROM client"),
            "bases": one("SELECT count(*) FROM log_basis"),
            "broken": verify(connection).broken,
        }


def after_import(before: dict[str, int]) -> dict[str, int]:
    """What one more import leaves."""
    return {
        **before,
        "imports": before["imports"] + 1,
        "versions": before["versions"] + CLIENTS,
        "replaced": before["replaced"] + CLIENTS,
    }


def after_append(before: dict[str, int]) -> dict[str, int]:
    """What one more run of the log leaves."""
    return {**before, "entries": before["entries"] + CLIENTS, "salts": CLIENTS, "bases": before["bases"] + 1}


def killed(work: Callable[[], None], wait: float) -> None:
    """Do the work in a process of its own, and kill that after so many seconds."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    time.sleep(wait)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def again_and_again(url: str, runs: int, draw: random.Random, what: str) -> dict[str, object]:
    """Kill so many imports, or runs of the log, each upon what the one before it left."""
    work, after = (import_once, after_import) if what == "import" else (append_once, after_append)
    import_once(url, 1_000)
    if what == "append":
        append_once(url, 0)
    begun = time.monotonic()
    work(url, 1_001)
    takes = time.monotonic() - begun
    told: dict[str, object] = {"before": 0, "after": 0, "wrong": []}
    for run in range(runs):
        before = counts(url)
        killed(lambda number=run: work(url, 2_000 + number), draw.uniform(0, takes))
        takes *= _note(told, counts(url), before, after(before))
    return told


def creations(folder: Path, runs: int, draw: random.Random) -> dict[str, object]:
    """Kill so many first imports, each of a store that is not there yet; afterwards another one must succeed."""
    begun = time.monotonic()
    import_once(f"sqlite:///{folder}/first.db", 1_000)
    takes = time.monotonic() - begun
    done = counts(f"sqlite:///{folder}/first.db")
    told: dict[str, object] = {"before": 0, "after": 0, "wrong": []}
    for run in range(runs):
        url = f"sqlite:///{folder}/{run}.db"
        killed(lambda url=url: import_once(url, 1_000), draw.uniform(0, takes))
        try:
            found = counts(url)
        except Exception as error:
            found = {} if "S002" in str(error) else {"error": 1}
        if found and not found.get("versions"):
            found = {}
        import_once(url, 1_000)
        takes *= _note(told, found if counts(url) == done else {"error": 2}, {}, done)
    return told


def _note(told: dict[str, object], found: object, before: object, after: object) -> float:
    """Note what was found. Gives how much longer to wait at most, so that about one kill in four comes too late.

    The steps are large: a machine that slows down to a tenth in the middle of the runs is caught up with in two dozen.
    """
    if found in (before, after):
        which = "before" if found == before else "after"
        told[which] = told[which] + 1  # type: ignore[operator]
    else:
        told["wrong"].append({"found": found, "before": before})  # type: ignore[attr-defined]
    return 0.75 if found == after else 1.1


if __name__ == "__main__":
    what, where, number, seed = sys.argv[1:]
    drawn = random.Random(int(seed))
    result = (
        creations(Path(where), int(number), drawn) if what == "create" else again_and_again(where, int(number), drawn, what)
    )
    print(json.dumps(result))
