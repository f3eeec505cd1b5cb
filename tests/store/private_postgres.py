"""A PostgreSQL server in a temporary folder, reached by a socket alone, stopped when it is done with."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import psycopg


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(found[-1]) if found else shutil.which(name) or ""


def _user() -> str:
    """Whoever may run the server: anyone but root, for whom it refuses to start."""
    if os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), "")


def without_postgres() -> str:
    """Why no server can be started here; blank where one can."""
    if not _program("initdb") or not _program("pg_ctl"):
        return "the programs of a PostgreSQL server are not installed"
    if os.geteuid() == 0 and (not _user() or not shutil.which("runuser")):
        return "a PostgreSQL server cannot be started as root, and there is no other user to be"
    return ""


class PrivatePostgres:
    """A server with a new cluster; a context."""

    def __enter__(self) -> PrivatePostgres:
        # A socket's path may be no longer than about a hundred signs, which a test's own folder can be.
        self._folder = Path(tempfile.mkdtemp(prefix="pg-"))
        if _user():
            shutil.chown(self._folder, _user())
        data = self._folder / "data"
        self._run("initdb", "-D", data, "-A", "trust", "-U", "tests", "-E", "UTF8", "--no-locale", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self._folder}' -c max_connections=20"
        self._run("pg_ctl", "-D", data, "-w", "-l", self._folder / "log", "-o", options, "start")
        return self

    def __exit__(self, *_: Any) -> None:
        self._run("pg_ctl", "-D", self._folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def new_database(self, name: str) -> str:
        """The URL of a new, empty database."""
        with psycopg.connect(host=str(self._folder), user="tests", dbname="postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql://tests@/{name}?host={self._folder}"

    def _run(self, program: str, *arguments: Any) -> None:
        command = [_program(program), *map(str, arguments)]
        if _user():
            command = ["runuser", "-u", _user(), "--", *command]
        done = subprocess.run(
            command, cwd=self._folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr}")
