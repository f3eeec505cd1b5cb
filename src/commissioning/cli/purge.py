"""``commissioning purge``: take a client's facts out of the store, and leave the log as it is."""

from __future__ import annotations

from datetime import date

import click

from commissioning.cli.store_options import day_of, day_option, store_option, with_store


@click.command("purge")
@click.argument("client")
@store_option
@day_option("--purged-on", "The day of the purge")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(client: str, store: str, day: date | None, quiet: bool) -> int:
    """Delete every version of every row of the client with the id CLIENT, and what links them to the log.

    The log stays, and stays valid: its entries hold no facts of clients, and what they are of can no longer be told. Files
    that were imported, and copies of the store, are not touched.
    """
    with with_store():
        from commissioning.app.log import purge

        removed = purge(store, client, day_of(day))
    if not quiet:
        rows = ", ".join(f"{number:,} of {table}" for table, number in removed.items() if table != "salt") or "none"
        click.echo(f"Purged. Rows deleted: {rows}.")
    return 0
