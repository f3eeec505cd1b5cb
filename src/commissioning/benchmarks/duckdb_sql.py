"""The ten contracts in hand-written SQL, run by DuckDB on one thread: the text is ``ten_contracts.sql`` beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.contracts import AS_OF, CONTRACTS, OUTCOMES
from commissioning.benchmarks.people import EPOCH, Rates

SQL = Path(__file__).with_name("ten_contracts.sql")
LAST_DAY = 3_652_059
EVERY_START = [at for at, (_, outcome) in enumerate(OUTCOMES) if outcome == "all-job-starts"]
SEVEN_HOURS = "ips-alcohol-drug"


class Database:
    """The data set in DuckDB, in memory."""

    def __init__(self, folder: Path, rates: Rates) -> None:
        import duckdb

        self._db = duckdb.connect(":memory:", config={"threads": 1})
        # The files are in the folder that the benchmark made: no name in them is anybody's input.
        journeys, jobs = (str(folder / f"{name}.parquet").replace("'", "''") for name in ("journeys", "jobs"))
        self._db.execute(
            "CREATE TABLE journeys AS SELECT * EXCLUDE file_row_number, file_row_number AS journey "  # noqa: S608
            f"FROM read_parquet('{journeys}', file_row_number = true)"
        )
        self._db.execute(
            "CREATE TABLE jobs AS SELECT * REPLACE (CAST(weekly_hours * 100 AS INTEGER) AS weekly_hours, "  # noqa: S608
            f"CAST(paid_hours_worked * 100 AS INTEGER) AS paid_hours_worked) FROM read_parquet('{jobs}')"
        )
        self._db.execute("CREATE TABLE rates (since DATE, until DATE, from_age INTEGER, to_age INTEGER, pence INTEGER)")
        self._db.executemany("INSERT INTO rates VALUES (?, ?, ?, ?, ?)", list(_bands(rates)))
        as_of = f"DATE '{AS_OF.isoformat()}'"
        self._statements = self._db.extract_statements(SQL.read_text(encoding="utf-8").replace("$as_of", as_of))

    def run(self) -> None:
        """Every statement, in order: the answers are a table then."""
        for statement in self._statements:
            self._db.execute(statement)

    def answers(self) -> Answers:
        """Every answer, for the check."""
        self.run()
        found: dict[str, Any] = self._db.execute("SELECT * FROM answers ORDER BY journey").fetchnumpy()
        ids = self._db.execute("SELECT journey_id FROM journeys ORDER BY journey").fetchnumpy()["journey_id"]
        eligible = np.stack([np.asarray(found[name]) for name in list(found)[1 : 1 + len(CONTRACTS)]], axis=1)
        verdict = np.stack([np.asarray(found[f"v{at}"]) for at in range(len(OUTCOMES))], axis=1)
        days = np.stack([_ordinals(found[f"d{at}"]) for at in range(len(OUTCOMES))], axis=1)
        times = (verdict == 3).astype("i4")
        for at in EVERY_START:
            jobs = np.asarray(found["jobs_7" if OUTCOMES[at][0] == SEVEN_HOURS else "jobs_4"])
            times[:, at] = np.where(verdict[:, at] == 3, jobs, 0)
        shown = np.where(verdict >= 2, days, 0)
        return Answers(np.array(ids, str), eligible.astype("i1") * 3, verdict.astype("i1"), shown, times)


def _bands(rates: Rates) -> Any:
    from datetime import date

    for since, until, bands in rates:
        begins, ends = date.fromordinal(since), date.fromordinal(min(until, LAST_DAY))
        for at, (age, pence) in enumerate(bands):
            yield begins, ends, age, bands[at + 1][0] if at + 1 < len(bands) else None, pence


def _ordinals(days: Any) -> Any:
    masked = np.ma.asarray(days)
    found = np.ma.getdata(masked).astype("datetime64[D]").astype("i8") + EPOCH
    return np.where(np.ma.getmaskarray(masked), 0, found).astype("i4")
