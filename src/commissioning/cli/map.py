"""``commissioning map``: propose a mapping file for an input with headings of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commissioning.cli.options import ANY_PATH, contract_options, written

if TYPE_CHECKING:
    from commissioning.loading.proposing import Proposal


@click.command("map")
@click.argument("input", type=ANY_PATH)
@click.option("--output", type=ANY_PATH, help="A file to write, such as mapping.yaml [default: standard output].")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
@contract_options
def command(input: Path, output: Path | None, force: bool, quiet: bool, folders: tuple[Path, ...]) -> None:
    """Propose a mapping file for INPUT, a workbook or a folder of CSV or Parquet files with headings of its own.

    For each sheet and heading the likeliest of our columns, with why and how sure. Several that are equally likely are left as
    comments to choose from; columns of personal data are named as never read. Check it, then give it as --mapping.
    """
    from commissioning.app.map import proposed_mapping
    from commissioning.app.workspace import open_workspace

    if output is not None and os.path.lexists(output) and not force:
        raise click.UsageError(f"{output} is there already; add --force to write over it")
    found = proposed_mapping(input, open_workspace(folders))
    written(found.text, output)
    if not quiet:
        _say(found.proposal)
        if output is not None:
            click.echo(f"Written: {output}. Check it, then add --mapping {output}.", err=True)


def _say(proposal: Proposal) -> None:
    for table in proposal.tables:
        said = [f"{len(table.chosen):,} column{'' if len(table.chosen) == 1 else 's'}"]
        said += [f"{len(table.open):,} to choose"] if table.open else []
        said += [f"{len(table.lacking):,} not found that every row needs"] if table.lacking else []
        said += [f"{len(table.never):,} of personal data, never read"] if table.never else []
        click.echo(f"{table.table.name}: {', '.join(said)}", err=True)
