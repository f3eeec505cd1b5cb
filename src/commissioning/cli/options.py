"""Options that commands share, and how their values are read."""

from __future__ import annotations

import codecs
import os
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from commissioning.errors import Problem, usage

F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[date]):
    """A date as ``2026-03-31``."""

    name = "date"

    def __init__(self, latest: date = date.max) -> None:
        """*latest* is the last day that can be given."""
        self._latest = latest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that says how to write it."""
        try:
            if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
                raise ValueError
            day = date.fromisoformat(str(value))
        except ValueError:
            self.fail(f"'{value}' is not a date: write it as 2026-03-31", param, ctx)
        if day > self._latest:
            self.fail(f"'{value}' is too late: the last day that can be given is {self._latest}", param, ctx)
        return day


DAY = Day()
DAY_AS_OF = Day(date(2199, 12, 31))
"""As for the dates of tables, of which none may lie later: what could still happen after it needs days of the calendar too."""
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
ANY_PATH = click.Path(path_type=Path)


def contract_options(function: F) -> F:
    """``--contracts`` alone: for commands that read contracts and decide nothing."""
    return click.option(
        "--contracts", "folders", type=FOLDER, multiple=True, help="A further folder of contracts [default: ./contracts]."
    )(function)


def deciding_options(function: F) -> F:
    """Every option that commands which decide have in common."""
    for option in reversed(
        (
            click.option("--as-of", type=DAY_AS_OF, help="The day to decide as of [default: today]."),
            click.option(
                "--contract",
                "contract",
                multiple=True,
                metavar="ID[@DATE]",
                help="A contract; may be repeated [default: the national models]. With @DATE every dated value is taken as it "
                "stood on that day.",
            ),
            click.option("--local", is_flag=True, help="Add the local contracts."),
            contract_options,
            click.option("--mapping", type=FILE, help="A file that says which of the input's columns are ours."),
            click.option(
                "--assume",
                multiple=True,
                metavar="NAME=READING",
                help="Settle a silence (window=rolling; ID:window=rolling for one contract; @generous for a set) or a missing "
                "fact of jobs (reflects_needs=yes); may be repeated.",
            ),
            click.option("--set-aside", multiple=True, metavar="TERM", help="Decide without a term; may be repeated."),
            click.option("--known-at", type=DAY, help="Decide on what was known on that day."),
            click.option("--prices", type=FILE, help="A price list to use in place of the illustrative one."),
            click.option("--strict", is_flag=True, help="Decide nothing if any row is bad."),
            click.option("--engine", default="auto", show_default=True, help="auto, reference, durable, columnar or spark."),
            click.option("-q", "--quiet", is_flag=True, help="No messages but errors."),
        )
    ):
        function = option(function)
    return function


def options_of(values: dict[str, Any]) -> Any:
    """The deciding options of a command as the use-cases take them."""
    from commissioning.app.workspace import Options

    keep_inputs()
    return Options(
        contracts=tuple(values["contract"]),
        local=values["local"],
        folders=tuple(values["folders"]),
        assume=tuple(values["assume"]),
        set_aside=tuple(values["set_aside"]),
        known_at=values["known_at"],
        prices=values["prices"],
    )


def today() -> date:
    """The date of the machine: only the command line asks for it."""
    return datetime.now().astimezone().date()


def said_as_of(as_of: date | None, *, quiet: bool) -> date:
    """The day to decide as of; where it was not given it is today, and said."""
    if as_of is not None:
        return as_of
    if not quiet:
        click.echo(f"As of today, {today().isoformat()} (choose another day with --as-of).", err=True)
    return today()


def show_problems(problems: Iterable[Problem], *, quiet: bool = False) -> None:
    """Problems on standard error; warnings not where *quiet*."""
    for problem in problems:
        if problem.is_error or not quiet:
            click.echo(str(problem), err=True)


class Progress:
    """Says on standard error how far long work is, about once a second, with an estimate of the time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._begun = self._said = time.monotonic()
        self._shown = False

    def __call__(self, done: int, total: int) -> None:
        """So many of so many journeys are decided."""
        now = time.monotonic()
        if self._quiet or now - self._said < 1.0:
            return
        self._said = now
        left = (now - self._begun) / done * (total - done)
        end = "\r" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"decided {done:,} of {total:,} journeys, about {left:,.0f} s left   {end}")
        sys.stderr.flush()
        self._shown = sys.stderr.isatty()

    def finish(self) -> None:
        """Clear the line."""
        if self._shown:
            sys.stderr.write(" " * 60 + "\r")


def written(text: str, output: Path | None, *, exact: bool = False) -> None:
    """Text to a file, or to standard output; *exact* text is data, of which no letter may be replaced by another."""
    if output is not None:
        save(output, text.encode())
        return
    if sys.stdout is None:
        raise click.UsageError("cannot write the result: standard output is closed; add --output FILE")
    if exact:
        _check_encoding(text, sys.stdout.encoding or "utf-8")
    click.echo(text, nl=not text.endswith("\n"))


def _check_encoding(text: str, encoding: str) -> None:
    """Refuse a standard output that has no way to write some of the letters (click itself writes ASCII as UTF-8)."""
    try:
        if codecs.lookup(encoding).name != "ascii":
            text.encode(encoding)
    except UnicodeEncodeError:
        raise click.UsageError(
            f"standard output is {encoding} text, which lacks some of these letters: add --output FILE, or set PYTHONUTF8=1"
        ) from None


def save(output: Path, content: bytes) -> None:
    """Write a file whole: it is the old one or the new one, never half of it. Raises a usage error where it cannot be.

    A link keeps its place, and what it leads to is written. A device or a pipe is no file to be replaced: it is written itself.
    Raises :class:`~commissioning.errors.Refused` where the command would write over a file that it reads.
    """
    keep_inputs()
    try:
        if output.exists() and not output.is_file() and not output.is_dir():
            output.write_bytes(content)
        else:
            _replace(Path(os.path.realpath(output)), content)
    except (NotADirectoryError, FileExistsError):
        raise click.UsageError(f"cannot write {output}: a part of its path is a file, not a folder") from None
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror or 'no access'}") from None


def keep_inputs() -> None:
    """Refuse (U025) an ``--output`` that is a file the command reads, by whatever name or link; before anything is written."""
    context = click.get_current_context(silent=True)
    if context is None:
        return
    given = context.params.get("output") or ()
    for output in given if isinstance(given, tuple) else (given,):
        # What is not there cannot be read either.
        if output != Path("-") and _is_one(output, output) and any(_is_one(output, r) for r in _files_read(context.params)):
            raise usage("U025", f"--output {output} would write over what is read", "name another file")


def _files_read(given: Mapping[str, Any]) -> Iterator[Path]:
    """The files that a command reads: those it names, the tables in a folder that it names, and the files of contracts."""
    for name, value in given.items():
        for one in value if isinstance(value, tuple) else (value,):
            read = _store_file(str(getattr(one, "url", one))) if name == "store" or hasattr(one, "url") else one
            if name == "output" or not isinstance(read, Path):
                continue
            if not _is_one(read, read) or not read.is_dir():
                yield read
            elif name == "folders":
                yield from (path for path in read.rglob("*") if path.suffix.casefold() in (".yaml", ".yml"))
            else:
                yield from _tables_in(read, every=given.get("mapping") is not None)


def _store_file(url: str) -> Path:
    """The file of a store that is one; of a store on a server, a path that leads nowhere."""
    return Path(url.removeprefix("sqlite:///"))


def _tables_in(folder: Path, *, every: bool) -> Iterator[Path]:
    """The tables in a folder by their names (*every* one where a mapping file may give them others), and what is reported."""
    from commissioning.loading.columns import TABLES
    from commissioning.loading.headings import heading_key

    for path in folder.iterdir():
        ending = path.suffix.casefold()
        table = ending in (".csv", ".parquet") and (every or heading_key(path.stem) in TABLES)
        if table or path.name == "reported.yaml":
            yield path


def _is_one(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, which is there."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def _replace(target: Path, content: bytes) -> None:
    """Put a new file in the place of *target*; nothing is left of it where that fails, or where the user stops it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".commissioning-{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(target)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
