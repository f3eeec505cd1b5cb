"""The tables of the store: made by the migrations that ship, as the models say, and refused where they are newer."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlmodel import SQLModel
from store_samples import JOURNEY, import_tables

import commissioning.store
from commissioning.app.workspace import Workspace
from commissioning.errors import Refused
from commissioning.store import tables
from commissioning.store.database import REVISION, open_store

MIGRATIONS = Path(commissioning.store.__file__).parent / "migrations"


def test_the_newest_revision_is_the_one_that_the_code_asks_for() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [REVISION]


def test_migrations_make_what_the_models_say(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY])
    assert tables.Entry.metadata is SQLModel.metadata
    with open_store(url).reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        found = list(compare_metadata(context, SQLModel.metadata))
        # A unique column and a unique constraint of it are the same thing, told differently by the two databases.
        assert [one for one in found if "constraint" not in str(one[0])] == []


def test_a_store_of_a_newer_version_is_refused(url: str, tmp_path: Path, workspace: Workspace) -> None:
    import_tables(url, tmp_path, "2026-01-10", workspace, journeys=[JOURNEY])
    with open_store(url).writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(Refused, match="S003"):
        open_store(url, create=True)
