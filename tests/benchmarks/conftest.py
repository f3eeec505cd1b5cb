"""A small data set of the benchmark, and the engine's answers for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from commissioning.app.workspace import Workspace
from commissioning.benchmarks.answers import Answers
from commissioning.benchmarks.contracts import bench_plans
from commissioning.benchmarks.data import bench_cohort, write_data
from commissioning.benchmarks.ours import Engine, stretches
from commissioning.benchmarks.people import Client, Rates, clients, minimum_wages


@pytest.fixture(scope="session")
def bench_data(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Parquet files of 500 journeys."""
    return write_data(bench_cohort(workspace, 3, 500), tmp_path_factory.mktemp("bench") / "data")


@pytest.fixture(scope="session")
def bench_engine(bench_data: Path, workspace: Workspace) -> Answers:
    """What the engine says of them."""
    return Engine(bench_plans(workspace), stretches(bench_data, workspace)).answers()


@pytest.fixture(scope="session")
def bench_clients(bench_data: Path) -> list[Client]:
    """The same as plain objects."""
    return clients(bench_data)


@pytest.fixture(scope="session")
def bench_wages(workspace: Workspace) -> Rates:
    """The minimum wages."""
    return minimum_wages(workspace)
