"""Opening a store: SQLite or PostgreSQL by URL, its tables brought up to date, its transactions, and its errors in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from commissioning.errors import Refused, usage

REVISION = "0001"
"""The newest revision of the tables; a test holds it against the revisions that ship."""

PATIENCE = 60.0
"""Seconds for which a writer waits for another one."""

_TURN = 7_206_127
"""The number of the lock at which writers of one PostgreSQL database take turns."""


def store_url(given: str) -> URL:
    """The URL of a store as SQLAlchemy takes it; a path without ``://`` is an SQLite file. Raises a refusal (S001)."""
    whole = given if "://" in given else f"sqlite:///{given}"
    try:
        url = make_url(whole)
    except ArgumentError:
        raise usage("S001", "the store's URL cannot be read", "write sqlite:///FILE or postgresql://USER@HOST/NAME") from None
    if url.drivername in ("postgresql", "postgres", "postgresql+psycopg"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite" or url.database in (None, "", ":memory:"):
        raise usage(
            "S001", "the store's URL names no store that can be kept", "write sqlite:///FILE or postgresql://USER@HOST/NAME"
        )
    return url


@dataclass(frozen=True)
class Store:
    """A store that is open. Make one with :func:`open_store`."""

    url: URL

    @property
    def on_file(self) -> bool:
        """Whether it is an SQLite file."""
        return self.url.drivername == "sqlite"

    @cached_property
    def engine(self) -> Engine:
        """How it is reached; nothing is kept open between transactions, so that a file can be copied between them."""
        waiting: dict[str, Any] = {"timeout": PATIENCE} if self.on_file else {"connect_timeout": 10}
        engine = create_engine(self.url, hide_parameters=True, poolclass=NullPool, connect_args=waiting)
        if self.on_file:
            event.listen(engine, "connect", _connected)
            event.listen(engine, "begin", _begun)
        return engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the store."""
        level: dict[str, Any] = {} if self.on_file else {"isolation_level": "REPEATABLE READ"}
        with _in_words(writing=False), self.engine.connect().execution_options(**level) as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction in which nobody else writes: all of it is kept, or nothing."""
        with _in_words(writing=True), self.engine.connect().execution_options(writing=True) as connection, connection.begin():
            if not self.on_file:
                connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
            yield connection

    def tidy(self) -> None:
        """Have what was deleted really gone from a server's tables; in an SQLite file it was overwritten as it was deleted."""
        if self.on_file:
            return
        with _in_words(writing=True), self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM row_version, client")


def open_store(given: str, *, create: bool = False) -> Store:
    """The store at a URL, its tables up to date; with *create* a new one is made where there is none.

    Raises a refusal where it cannot be opened (S001), is not there (S002), or was made by a newer version (S003).
    """
    store = Store(store_url(given))
    path = Path(store.url.database or "") if store.on_file else None
    if path is not None and not path.is_file() and not create:
        raise _not_there()
    if path is not None and create:
        _make_folder(path)
    with store.reading() as connection:
        revision = _revision(connection)
    if revision is None and not create:
        raise _not_there()
    if revision is not None and revision > REVISION:
        raise usage("S003", "the store was made by a newer version of the product", "use that version, or a newer one")
    if revision != REVISION:
        with store.writing() as connection:
            _upgrade(connection)
    return store


def _not_there() -> Refused:
    return usage("S002", "there is no store there yet", "make one with: commissioning import INPUT --store URL")


def _make_folder(path: Path) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise usage("S001", f"the store's folder cannot be made: {error.strerror}", "choose another place") from None


def _revision(connection: Connection) -> str | None:
    """The revision of the tables that are there; None where there are none. Raises a refusal for tables of something else."""
    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables and "log_entry" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if "alembic_version" in tables:
        raise usage("S001", "the database holds the tables of something else", "give the store a database of its own")
    return None


def _upgrade(connection: Connection) -> None:
    """Bring the tables up to date; whoever waited for another to do it finds nothing left to do."""
    from alembic import command
    from alembic.config import Config

    if _revision(connection) == REVISION:
        return
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


# ------------------------------------------------------------------------------------------------------------ SQLite


def _connected(connection: Any, _: object) -> None:
    """SQLite as it is used here: we begin transactions, what is deleted is overwritten, what is committed is on the disk.

    The journal is the ordinary one, not a write-ahead log: a store is one file, which can be read on a full disk or a
    read-only one. With room for the pages of a large import in memory, it keeps readers out only while it is committed.
    """
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA cache_size=-200000")
    cursor.close()


def _begun(connection: Connection) -> None:
    """Take the right to write at once: a reader that turns writer later would have to give up."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")


# ------------------------------------------------------------------------------------------------------------ errors

_NOTHING_WRITTEN = "nothing of this was written; what was there before is as it was"


@contextmanager
def _in_words(*, writing: bool) -> Iterator[None]:
    """Errors of the database as refusals, without the data that may be in them."""
    try:
        yield
    except ModuleNotFoundError as error:
        raise usage(
            "U060", f"this store needs the package {error.name}, which is not installed", "pip install 'commissioning[store]'"
        ) from None
    except NoSuchModuleError:
        raise usage(
            "S001", "the store's URL names no database that can be used", "write sqlite:///FILE or postgresql://…"
        ) from None
    except SQLAlchemyError as error:
        if not isinstance(error, DBAPIError):
            raise
        raise _refusal(error, writing=writing) from None


def _refusal(error: DBAPIError, *, writing: bool) -> Refused:
    reason = _reason(error)
    if "locked" in reason or "busy" in reason:
        return usage(
            "S005",
            f"the store is in use by another writer, for longer than {PATIENCE:.0f} seconds",
            f"try again; {_NOTHING_WRITTEN}",
        )
    if "not a database" in reason or "unable to open" in reason or "no connection" in reason or "malformed" in reason:
        return usage("S001", f"the store cannot be opened: {reason}", "check the URL, and that you may read and write there")
    if writing:
        return usage(
            "S004",
            f"the store cannot be written: {reason}",
            f"make room, or check that you may write there; {_NOTHING_WRITTEN}",
        )
    return usage("S001", f"the store cannot be read: {reason}", "check that it is whole, and that you may read it")


def _reason(error: DBAPIError) -> str:
    """What the database says, where that can hold no data: SQLite names no values; of PostgreSQL the first line only."""
    said = getattr(getattr(error.orig, "diag", None), "message_primary", None)
    if said:
        return re.sub(r'"[^"]*"', "(a name)", str(said))
    if type(error.orig).__module__.startswith("sqlite3"):
        return str(error.orig)
    return (
        "no connection" if type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout") else type(error.orig).__name__
    )
