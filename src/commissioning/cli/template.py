"""``commissioning template``: a blank workbook for journeys."""

from __future__ import annotations

from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, contract_options


@click.command("template")
@click.argument("output", type=ANY_PATH, default=Path("journeys.xlsx"))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@contract_options
def command(output: Path, force: bool, folders: tuple[Path, ...]) -> None:
    """Write a blank workbook for journeys to OUTPUT, with guidance and lists to choose from."""
    from commissioning.app.workspace import open_workspace
    from commissioning.loading.template import write_template

    if output.exists() and not force:
        raise click.UsageError(f"{output} is there already; add --force to write over it")
    workspace = open_workspace(folders)
    try:
        write_template(output, further=workspace.further_facts(workspace.paths))
    except OSError as error:
        raise click.UsageError(f"cannot write {output}: {error.strerror or 'no access'}") from None
    click.echo(f"Written: {output}", err=True)
