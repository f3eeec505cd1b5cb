"""``commissioning import``: keep an input in the store, every version of every row."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commissioning.cli.options import ANY_PATH, FILE, contract_options, show_problems
from commissioning.cli.store_options import day_of, day_option, store_option, with_store

if TYPE_CHECKING:
    from commissioning.app.store import ImportResult


@click.command("import")
@click.argument("input", type=ANY_PATH)
@store_option
@day_option("--imported-on", "The day of the import, from which rows without known_on are known")
@contract_options
@click.option("--mapping", type=FILE, help="A file that says which of the input's columns are ours.")
@click.option("--complete", is_flag=True, help="The input is everything there is: what it does not mention is gone.")
@click.option("--strict", is_flag=True, help="Keep nothing if any row is bad.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(
    input: Path,
    store: str,
    day: date | None,
    folders: tuple[Path, ...],
    mapping: Path | None,
    complete: bool,
    strict: bool,
    quiet: bool,
) -> int:
    """Keep the rows of INPUT in a store, which is made where there is none.

    INPUT is a folder of CSV or Parquet files, or a workbook, with any of the exchange tables. Rows that the store has stay as
    they are; a row that is otherwise is a new version, and the old one is kept too. All is kept, or nothing.
    """
    with with_store():
        from commissioning.app.store import import_input
        from commissioning.app.workspace import open_workspace

        workspace = open_workspace(folders)
        done = import_input(input, store, workspace, day_of(day), mapping=mapping, complete=complete, strict=strict)
    show_problems([*workspace.notes, *done.problems], quiet=quiet)
    left_out = ", ".join(f"{number:,} of {table}" for table, number in done.left_out.items() if number)
    if left_out:
        click.echo(f"Rows left out: {left_out}. Every other row was kept.", err=True)
    _tell(done)
    return int(done.exit_code)


def _tell(done: ImportResult) -> None:
    imported = done.imported
    if imported.changed_nothing:
        click.echo("Nothing new: the store has all of it already.")
    else:
        click.echo(f"Import {imported.number:,}")
    click.echo(f"{'table':<14}{'new':>12}{'changed':>12}{'same':>12}{'gone':>12}")
    for table, counts in imported.counts.items():
        if table != "gaps" and any((counts.new, counts.changed, counts.same, counts.gone)):
            click.echo(f"{table:<14}{counts.new:>12,}{counts.changed:>12,}{counts.same:>12,}{counts.gone:>12,}")
