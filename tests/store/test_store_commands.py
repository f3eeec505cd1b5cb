"""The commands of the store, as a user gives them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from store_samples import CLAIM, JOB, JOURNEY, PAYMENT, folder

from commissioning.app.store import import_input
from commissioning.app.workspace import open_workspace
from commissioning.cli.main import main

ROOT = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Ran:
    """What a command gave."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in a folder (the project's, unless said), with variables of the environment."""

    def call(*arguments: object, cwd: Path = ROOT, **environment: str) -> Ran:
        with monkeypatch.context() as patch, pytest.raises(SystemExit) as stop:
            patch.chdir(cwd)
            for name, value in environment.items():
                patch.setenv(name, value)
            main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(int(stop.value.code or 0), said.out, said.err)

    return call


def test_import_log_verify_show_why_purge(run: Run, tmp_path: Path) -> None:
    """The whole way, on one small store."""
    store = ("--store", tmp_path / "store.db")
    first = folder(tmp_path / "first", journeys=[JOURNEY], jobs=[JOB], claims=[CLAIM])
    done = run("import", first, *store, "--imported-on", "2026-01-10")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Import 1")
    assert "jobs                     1           0           0           0" in done.stdout
    assert run("import", first, *store, "--imported-on", "2026-01-11").stdout.startswith("Nothing new")

    appended = run(
        "log", "append", *store, "--contract", "fair-start-scotland", "--as-of", "2019-05-31", "--logged-on", "2026-01-12"
    )
    assert (appended.returncode, appended.stdout.splitlines()[0]) == (0, "Entries added: 3. Held back: 0.")
    head = appended.stdout.splitlines()[1]
    verified = run("log", "verify", COMMISSIONING_STORE=str(tmp_path / "store.db"))
    assert (verified.returncode, verified.stdout) == (0, f"The log is as it was written: 3 entries.\n{head}\n")
    assert run("log", "verify", *store, "--head", head.removeprefix("head ")).returncode == 0

    shown = list(csv.DictReader(io.StringIO(run("log", "show", *store, "--journey", "J1", "--format", "csv").stdout)))
    assert [(row["outcome"], row["verdict"], row["as_of"], row["import"]) for row in shown] == [
        ("13-week", "met", "2019-05-31", "1"),
        ("26-week", "not_yet", "2019-05-31", "1"),
        ("52-week", "not_yet", "2019-05-31", "1"),
    ]
    assert json.loads(run("log", "show", *store, "--newest", "1", "--format", "json").stdout)[0]["seq"] == 3
    assert "13-week  met  2019-04-07" in run("log", "show", *store).stdout

    second = folder(tmp_path / "second", jobs=[{**JOB, "weekly_hours": "12"}], payments=[PAYMENT])
    assert run("import", second, *store, "--imported-on", "2026-02-10").returncode == 0
    run("log", "append", *store, "--contract", "fair-start-scotland", "--as-of", "2019-05-31")
    why = run("why-changed", "K1", *store)
    assert why.returncode == 0
    assert "What made the difference:\n  fact  jobs C1 W1: weekly_hours: 20 -> 12\n" in why.stdout
    told = json.loads(
        run(
            "why-changed",
            *store,
            "--journey",
            "J1",
            "--contract",
            "fair-start-scotland",
            "--outcome",
            "13-week",
            "--format",
            "json",
        ).stdout
    )
    assert [change["what"] for change in told["changes"] if change["made"]] == ["jobs C1 W1: weekly_hours"]

    purged = run("purge", "C1", *store)
    assert (purged.returncode, purged.stdout) == (
        0,
        "Purged. Rows deleted: 1 of journeys, 2 of jobs, 1 of claims, 1 of payments.\n",
    )
    assert run("log", "verify", *store).stdout.startswith("The log is as it was written: 6 entries.")
    assert run("why-changed", "K1", *store).returncode == 2


def test_a_store_is_an_input_like_a_file(run: Run, tmp_path: Path) -> None:
    run("import", ROOT / "examples" / "caseload", "--store", tmp_path / "store.db", "--imported-on", "2026-01-10")
    url = f"sqlite:///{tmp_path}/store.db"
    decide = ("check", url, "--as-of", "2026-03-31", "--format", "csv")
    from_file = run("check", "examples/caseload", "--as-of", "2026-03-31", "--format", "csv")
    assert run(*decide).stdout == from_file.stdout
    assert run(*decide, "--known-at", "2026-01-09").stdout.count("\n") == 1
    asked = ("--journey", "J07", "--contract", "fair-start-scotland", "--as-of", "2020-12-31")
    assert run("explain", url, *asked).stdout == run("explain", "examples/caseload", *asked).stdout


def test_a_broken_log_is_told_with_the_entry_and_code_1(run: Run, tmp_path: Path) -> None:
    import sqlite3

    store = tmp_path / "store.db"
    run("import", folder(tmp_path / "in", journeys=[JOURNEY], jobs=[JOB]), "--store", store)
    run("log", "append", "--store", store, "--contract", "fair-start-scotland", "--as-of", "2019-05-31")
    with sqlite3.connect(store) as connection:
        connection.execute("DROP TRIGGER log_entry_no_update")
        connection.execute("UPDATE log_entry SET decision = replace(decision, 'not_yet', 'met') WHERE seq = 2")
    connection.close()
    done = run("log", "verify", "--store", store)
    assert (done.returncode, done.stdout) == (1, "Sound as far as entry 1.\n")
    assert done.stderr.startswith("error S010: entry 2 of the log is not as it was written")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("log", "verify", "--store", "none.db"), 2, "S002"),
        (("log", "verify", "--store", "sqlite://"), 2, "S001"),
        (("log", "verify", "--store", "oracle://db/x"), 2, "S001"),
        (("log", "verify", "--store", "::::://"), 2, "S001"),
        (("log", "verify", "--store", "notes.txt"), 2, "S001"),
        (("log", "verify", "--store", "other.db"), 2, "S001"),
        (("log", "verify"), 2, "--store"),
        (("import", "missing", "--store", "new.db"), 2, "D001"),
        (("import", "in", "--store", "in/journeys.csv/x.db"), 2, "S001"),
        (("purge", "C9", "--store", "good.db"), 2, "S024"),
        (("log", "append", "--store", "good.db", "--as-of", "2019-01-01", "--mapping", "notes.txt"), 2, "--mapping"),
        (("why-changed", "--store", "good.db", "--journey", "J1"), 2, "--outcome"),
        (("check", "sqlite:///none.db", "--as-of", "2019-01-01"), 2, "S002"),
        (("check", "postgresql://nobody:hush@127.0.0.1:1/none", "--as-of", "2019-01-01"), 2, "S001"),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(
    run: Run, given: Path, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = run(*arguments, cwd=given)
    assert (done.returncode, "Traceback" in done.stderr, "hush" in done.stderr) == (code, False, False)
    assert words in done.stderr
    assert not (given / "none.db").exists()


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an input, a store, a text that is no database and a database of something else."""
    import sqlite3

    root = tmp_path_factory.mktemp("given")
    folder(root / "in", journeys=[JOURNEY])
    import_input(root / "in", str(root / "good.db"), open_workspace(), date(2026, 1, 10))
    (root / "notes.txt").write_text("These are notes, and nothing of a database is in them.\n" * 40, encoding="utf-8")
    with sqlite3.connect(root / "other.db") as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.close()
    return root


def test_help_and_check_do_not_import_the_store() -> None:
    seen = "import sys; from commissioning.cli.main import main\ntry: main(sys.argv[1:])\nexcept SystemExit: pass\n"
    seen += "print([name for name in ('sqlmodel', 'sqlalchemy', 'alembic', 'psycopg') if name in sys.modules], file=sys.stderr)"
    for arguments in (["--help"], ["check", "examples/caseload", "--as-of", "2026-03-31", "-q", "--format", "csv"]):
        done = subprocess.run([sys.executable, "-c", seen, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "examples/caseload", "--store", "none.db"],
        ["log", "verify", "--store", "none.db"],
        ["why-changed", "K1", "--store", "none.db"],
        ["purge", "C1", "--store", "none.db"],
        ["check", "sqlite:///none.db", "--as-of", "2026-03-31"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_without_the_packages_of_the_store_what_to_install_is_said(arguments: list[str]) -> None:
    without = "import sys; sys.modules['sqlmodel'] = sys.modules['sqlalchemy'] = None\n"
    without += "from commissioning.cli.main import main; main(sys.argv[1:])"
    done = subprocess.run([sys.executable, "-c", without, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "error U060" in done.stderr
    assert "pip install 'commissioning[store]'" in done.stderr
    assert not (ROOT / "none.db").exists()
