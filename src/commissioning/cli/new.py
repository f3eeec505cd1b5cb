"""``commissioning new``: start a new contract."""

from __future__ import annotations

from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH


@click.group("new")
def command() -> None:
    """Start something new."""


@command.command("contract")
@click.argument("contract_id", metavar="ID")
@click.option("--folder", type=ANY_PATH, default=Path("contracts"), show_default=True, help="The folder of contracts.")
def contract(contract_id: str, folder: Path) -> None:
    """Start the contract ID: a folder with a contract file and a cases file to fill in, which pass as they are."""
    from commissioning.app.contracts import started

    path = started(contract_id, folder)
    click.echo(f"Written: {path / 'contract.yaml'}\nWritten: {path / 'cases.yaml'}")
    click.echo(f"Next: edit them, then run  commissioning check-contract {path}")
