"""``commissioning template``: a blank workbook for journeys."""

from __future__ import annotations

import io
import os
from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, contract_options, save


@click.command("template")
@click.argument("output", type=ANY_PATH, default=Path("journeys.xlsx"))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@contract_options
def command(output: Path, force: bool, folders: tuple[Path, ...]) -> None:
    """Write a blank workbook for journeys to OUTPUT, with guidance and lists to choose from."""
    from commissioning.app.workspace import open_workspace
    from commissioning.loading.template import write_template

    if os.path.lexists(output) and not force:
        raise click.UsageError(f"{output} is there already; add --force to write over it")
    workspace = open_workspace(folders)
    buffer = io.BytesIO()
    write_template(buffer, further=workspace.further_facts(workspace.paths))
    save(output, buffer.getvalue())
    click.echo(f"Written: {output}", err=True)
