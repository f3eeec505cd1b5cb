"""``commissioning nest``: an input written as nested rows, one for each client, for many machines."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, FILE, contract_options, show_problems

MOST_PARTITIONS = 500
"""Every partition is an open file, of which a program may have about a thousand."""


class Progress:
    """Says on standard error how many journeys are nested, about once a second, with an estimate of the time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._begun = self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many journeys are nested."""
        now = time.monotonic()
        if self._quiet or now - self._said < 1.0:
            return
        self._said = now
        left = (now - self._begun) / done * (total - done)
        end = "\r" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"nested {done:,} of {total:,} journeys, about {left:,.0f} s left   {end}")
        sys.stderr.flush()


@click.command("nest")
@click.argument("input", type=ANY_PATH)
@click.option("--output", type=ANY_PATH, required=True, help="The folder to write; it must be new or empty.")
@click.option(
    "--partitions",
    type=click.IntRange(min=1, max=MOST_PARTITIONS),
    default=16,
    show_default=True,
    help="How many files the clients are divided into.",
)
@click.option("--mapping", type=FILE, help="A file that says which of the input's columns are ours.")
@contract_options
@click.option("--strict", is_flag=True, help="Write nothing if any row is bad.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(
    input: Path,
    output: Path,
    partitions: int,
    mapping: Path | None,
    folders: tuple[Path, ...],
    strict: bool,
    quiet: bool,
) -> int:
    """Write INPUT as nested rows: one row for each client, with all that bears on the client's decisions.

    INPUT is a folder of CSV or Parquet files, or a workbook. A client's row is in one of --partitions files, by a hash of the
    client's id that is the same everywhere; each file can be decided by itself, on any machine: check FOLDER --engine spark.
    Parquet files in one order are read a stretch at a time, in memory that does not grow; any other input is read whole.
    """
    from commissioning.app.nest import nest
    from commissioning.app.workspace import open_workspace

    workspace = open_workspace(folders)
    made = nest(input, workspace, output, partitions, mapping=mapping, strict=strict, progress=Progress(quiet=quiet))
    show_problems([*workspace.notes, *made.problems], quiet=quiet)
    left_out = {table: number for table, number in made.contents.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was nested.", err=True)
    if not quiet:
        told = f"{made.contents.clients:,} clients, {made.contents.journeys:,} journeys, {len(made.contents.parts)} files"
        click.echo(f"Written: {output} ({told})", err=True)
    return int(made.exit_code)
