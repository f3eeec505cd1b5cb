"""What is measured: each subject is made ready once in a process of its own, and run as often as it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from commissioning.benchmarks.answers import Answers

ZEN_JOURNEYS = 5_000
"""So many journeys at most are decided by zen-engine, which takes them one by one."""
BATCH = 100_000
"""Rows read at a time where reading alone is measured."""


class Subject(Protocol):
    """Something that is measured."""

    def run(self) -> int:
        """Once through; a number worth noting (decisions made the plain way), or 0."""

    def answers(self) -> Answers | None:
        """What it says of every journey, if it says anything of any."""


@dataclass(frozen=True)
class Plain:
    """A subject made of two functions."""

    once: Callable[[], object]
    all_answers: Callable[[], Answers] | None = None

    def run(self) -> int:
        """Once through."""
        found = self.once()
        return found if isinstance(found, int) else 0

    def answers(self) -> Answers | None:
        """What it says of every journey, if it says anything of any."""
        return self.all_answers() if self.all_answers is not None else None


def _engine(folder: Path, assume: Sequence[str]) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.contracts import bench_plans
    from commissioning.benchmarks.ours import Engine, stretches

    workspace = open_workspace()
    engine = Engine(bench_plans(workspace, assume), stretches(folder, workspace))
    return Plain(engine.run, engine.answers)


def _one_reading(folder: Path) -> Subject:
    from commissioning.benchmarks.contracts import ASSUMED

    return _engine(folder, ASSUMED)


def _every_reading(folder: Path) -> Subject:
    return _engine(folder, ())


def _forty(folder: Path) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.ours import Engine, stretches
    from commissioning.benchmarks.variants import forty

    workspace = open_workspace()
    return Plain(Engine(forty(workspace), stretches(folder, workspace)).run)


def _one(folder: Path) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.ours import Grid
    from commissioning.benchmarks.variants import one

    workspace = open_workspace()
    return Plain(Grid(one(workspace), folder, workspace).run)


def _what_ifs(folder: Path) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.ours import Grid
    from commissioning.benchmarks.variants import what_ifs

    workspace = open_workspace()
    return Plain(Grid(what_ifs(workspace), folder, workspace).run)


def _python(folder: Path) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.answers import from_rows
    from commissioning.benchmarks.contracts import AS_OF
    from commissioning.benchmarks.people import clients, minimum_wages
    from commissioning.benchmarks.plain_python import evaluate

    everybody, rates, day = clients(folder), minimum_wages(open_workspace()), AS_OF.toordinal()
    ids = [journey.journey_id for client in everybody for journey in client.journeys]
    return Plain(
        lambda: list(evaluate(everybody, day, rates)),
        lambda: from_rows(ids, evaluate(everybody, day, rates)),
    )


def _duckdb(folder: Path) -> Subject:
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.duckdb_sql import Database
    from commissioning.benchmarks.people import minimum_wages

    database = Database(folder, minimum_wages(open_workspace()))
    return Plain(database.run, database.answers)


def _python_part(folder: Path) -> Subject:
    from commissioning.benchmarks.contracts import AS_OF
    from commissioning.benchmarks.part import as_answers, decide, given
    from commissioning.benchmarks.people import clients

    journeys = given(clients(folder), AS_OF.toordinal())

    def answers() -> Answers:
        eligible, starts = zip(*decide(journeys), strict=True)
        return as_answers([one.journey.journey_id for one in journeys], eligible, starts)

    return Plain(lambda: decide(journeys), answers)


def _openfisca(folder: Path) -> Subject:
    from commissioning.benchmarks.contracts import AS_OF
    from commissioning.benchmarks.openfisca_part import OpenFisca
    from commissioning.benchmarks.part import given
    from commissioning.benchmarks.people import clients

    system = OpenFisca(given(clients(folder), AS_OF.toordinal()))
    return Plain(system.run, system.answers)


def _zen(folder: Path) -> Subject:
    from commissioning.benchmarks.contracts import AS_OF
    from commissioning.benchmarks.part import given
    from commissioning.benchmarks.people import clients
    from commissioning.benchmarks.zen_part import Zen

    decision = Zen(given(clients(folder), AS_OF.toordinal())[:ZEN_JOURNEYS])
    return Plain(decision.run, decision.answers)


def _floor(folder: Path) -> Subject:
    """Reading from the files the columns that the ten contracts' decisions rest on, and nothing else."""
    import pyarrow.parquet as pq

    from commissioning.benchmarks.people import JOBS, JOURNEYS

    columns = {"journeys": [*JOURNEYS, "client_id", "payment_group"], "jobs": [*JOBS, "client_id"]}

    def read() -> None:
        for name, wanted in columns.items():
            with pq.ParquetFile(folder / f"{name}.parquet") as file:
                for _ in file.iter_batches(batch_size=BATCH, columns=wanted):
                    pass

    return Plain(read)


def _population(folder: Path, assume: bool = True) -> Subject:
    from commissioning.app.population import Asked, decide_population
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.contracts import AS_OF, ASSUMED, options

    workspace, asked = open_workspace(), options(ASSUMED if assume else ())
    return Plain(lambda: decide_population(folder, workspace, asked, AS_OF, Asked("totals")).plain)


def _against(folder: Path) -> Subject:
    """The folder's journeys decided again; only rows that are not as in the file of rows beside the folder are written."""
    from commissioning.app.population import Asked, decide_population
    from commissioning.app.workspace import open_workspace
    from commissioning.benchmarks.contracts import AS_OF, options

    workspace = open_workspace()
    asked = Asked("changed", folder.with_name(f"{folder.name}-differing.parquet"), "parquet", rows_beside(folder))
    return Plain(lambda: decide_population(folder, workspace, options(), AS_OF, asked).rows)


def rows_beside(folder: Path) -> Path:
    """Where the rows of the whole data set are, for a folder of some changed journeys."""
    return folder.with_name(f"{folder.name}-rows.parquet")


SUBJECTS: Mapping[str, Callable[[Path], Subject]] = {
    "engine": _one_reading,
    "every-reading": _every_reading,
    "python": _python,
    "duckdb": _duckdb,
    "python-part": _python_part,
    "openfisca": _openfisca,
    "zen": _zen,
    "floor": _floor,
    "population": _population,
    "forty": _forty,
    "what-ifs": _what_ifs,
    "one": _one,
    "against": _against,
}
"""Every subject by name, made ready from the folder of a data set."""
