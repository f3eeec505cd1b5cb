"""``commissioning contracts``: list contracts, read one in plain words, compare two."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import click

from commissioning.cli.options import ANY_PATH, contract_options, show_problems, written


@click.group("contracts", invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """List contracts, read one in plain words, compare two."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@command.command("list")
@contract_options
def list_(folders: tuple[Path, ...] = ()) -> None:
    """List every contract with its outcomes and what it does not say."""
    from commissioning.app.contracts import listed
    from commissioning.app.workspace import open_workspace

    workspace = open_workspace(folders)
    found_all = listed(workspace)
    show_problems(workspace.notes)
    for found in found_all:
        click.echo(f"{found.id}{'' if found.scope == 'national' else ' (local)'}")
        click.echo(f"    {found.title}")
        click.echo(f"    outcomes: {', '.join(found.outcomes) or 'none of a client: its terms are of services'}")
        silent = ", ".join(found.silences) or "nothing"
        for line in wrap(f"silent on: {silent}; {found.not_modelled} not modelled", 96):
            click.echo(f"    {line}")


@command.command("show")
@click.argument("contract", metavar="ID[@DATE]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
@contract_options
def show(contract: str, output: Path | None, folders: tuple[Path, ...]) -> None:
    """Read a contract back in plain words (Markdown)."""
    from commissioning.app.contracts import in_words
    from commissioning.app.workspace import open_workspace

    written(in_words(open_workspace(folders), contract), output)


@command.command("diff")
@click.argument("first", metavar="A[@DATE]")
@click.argument("second", metavar="B[@DATE]")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
@contract_options
def diff(first: str, second: str, format_: str, folders: tuple[Path, ...]) -> None:
    """Compare two contracts term by term."""
    from dataclasses import asdict

    from commissioning.app.contracts import compared
    from commissioning.app.workspace import open_workspace
    from commissioning.reports.contract_words import difference_text
    from commissioning.reports.files import to_json

    one, other, found = compared(open_workspace(folders), first, second)
    if format_ == "json":
        told = {"a": one.contract, "b": other.contract, "terms": [asdict(d) for d in found]}
        silences = {letter: [asdict(s) for s in plan.every_silence] for letter, plan in (("a", one), ("b", other))}
        written(to_json({**told, "silences": silences}), None)
    else:
        written("\n".join(difference_text(one, other, found)) + "\n", None)
