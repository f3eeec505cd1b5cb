"""Small caseloads written as files, stores made from them, and what is in a store."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import text

from commissioning.app.log import append
from commissioning.app.store import ImportResult, import_input
from commissioning.app.workspace import Options, Workspace, open_workspace
from commissioning.store.database import Store, open_store

FSS = "fair-start-scotland"

JOURNEY = {
    "journey_id": "J1",
    "client_id": "C1",
    "contract": FSS,
    "referral_date": "2018-12-10",
    "start_date": "2018-12-17",
    "age_at_referral": "34",
    "employment_status": "unemployed",
    "lives_in_scotland": "yes",
    "right_to_work": "yes",
}
JOB = {"job_id": "W1", "client_id": "C1", "start_date": "2019-01-07", "weekly_hours": "20", "basis": "employee"}
CLAIM = {"claim_id": "K1", "journey_id": "J1", "contract": FSS, "outcome": "13-week", "claimed_on": "2019-05-01"}
PAYMENT = {"payment_id": "P1", "claim_id": "K1", "paid_on": "2019-06-10", "amount_pence": "90000"}

Tables = Mapping[str, Iterable[Mapping[str, Any]]]


def folder(path: Path, **tables: Iterable[Mapping[str, Any]]) -> Path:
    """A folder of CSV files."""
    path.mkdir(parents=True, exist_ok=True)
    for name, listed in tables.items():
        rows = list(listed)
        columns = list(dict.fromkeys(column for row in rows for column in row))
        with (path / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return path


def import_tables(
    url: str, path: Path, day: str, workspace: Workspace | None = None, *, complete: bool = False, **tables: Any
) -> ImportResult:
    """Import tables that are written to a new folder first."""
    given = folder(path / f"in-{day}-{len(list(path.iterdir())) if path.is_dir() else 0}", **tables)
    return import_input(given, url, workspace or open_workspace(), date.fromisoformat(day), complete=complete)


def log_all(url: str, as_of: str, workspace: Workspace | None = None, **options: Any) -> Any:
    """Decide a store under Fair Start Scotland and log it."""
    day = date.fromisoformat(as_of)
    asked = Options(contracts=options.pop("contracts", (FSS,)), **options)
    return append(url, workspace or open_workspace(), asked, day, day)


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in a store, table by table."""
    with store.reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}")))
            for name in (
                "import_run",
                "row_version",
                "client",
                "purge",
                "contract_text",
                "contract_version",
                "log_basis",
                "log_entry",
                "log_head",
            )
        }


def counted(url: str, name: str) -> int:
    """How many rows a table of a store has."""
    with open_store(url).reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one())


def with_own_contract(tmp_path: Path, *changes: tuple[str, str]) -> Workspace:
    """The contracts at hand, with some words of Fair Start Scotland's replaced."""
    words = open_workspace().paths[FSS].read_text(encoding="utf-8")
    for old, new in changes:
        assert words.count(old) == 1
        words = words.replace(old, new)
    path = tmp_path / "contracts" / FSS / "contract.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return open_workspace((tmp_path / "contracts",))
