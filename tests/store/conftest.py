"""Stores to test against: an SQLite file, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from private_postgres import PrivatePostgres, without_postgres

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivatePostgres]:
    """A PostgreSQL server that only these tests use."""
    if reason := without_postgres():
        pytest.skip(reason)
    with PrivatePostgres() as server:
        yield server


_numbers = itertools.count(1)


@pytest.fixture(params=KINDS)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a store that is not there yet, on each kind of database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    return request.getfixturevalue("postgres").new_database(f"store{next(_numbers)}")


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    """The URL of an SQLite store that is not there yet."""
    return f"sqlite:///{tmp_path}/store.db"
