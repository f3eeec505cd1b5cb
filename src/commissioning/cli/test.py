"""``commissioning test``: run features and cases."""

from __future__ import annotations

from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, contract_options


@click.command("test")
@click.argument("paths", type=ANY_PATH, nargs=-1, metavar="[PATH]...")
@contract_options
@click.option("--engine", default="", help="reference or durable [default: every engine that runs here; they must agree].")
@click.option("--steps", is_flag=True, help="List every step a feature may use, with an example, and run nothing.")
@click.option("-q", "--quiet", is_flag=True, help="Only what failed, and the total.")
def command(paths: tuple[Path, ...], folders: tuple[Path, ...], engine: str, steps: bool, quiet: bool) -> int:
    """Run the features and the cases of contracts in PATH.

    PATH is a .feature file, a cases.yaml, the folder of a contract, or a folder of any of them; without it ./features and
    ./contracts are run, or those that ship. Exit code: 0 all passed; 1 something failed; 2 a path is wrong, or a feature or
    case cannot be read.
    """
    from commissioning.testing.runner import run_tests

    if steps:
        from commissioning.testing.telling import of_steps

        for line in of_steps():
            click.echo(line)
        return 0
    return int(run_tests(paths, folders=folders, engine=engine, quiet=quiet, say=click.echo).exit_code)
