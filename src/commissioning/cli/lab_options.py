"""Options that the commands of the design lab share: those of deciding but for the contracts, and files in their formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commissioning.cli.options import ANY_PATH, deciding_options

if TYPE_CHECKING:
    from commissioning.loading.caseload import Read

F = TypeVar("F", bound=Callable[..., Any])

FORMATS = ("table", "json", "csv", "xlsx", "html")
STANDARD_OUTPUT = Path("-")


def lab_options(function: F) -> F:
    """The deciding options without ``--contract`` and ``--local``: these commands name their contracts as arguments."""
    own = list(getattr(function, "__click_params__", []))
    function = deciding_options(function)
    params = getattr(function, "__click_params__", [])
    shared = [p for p in params if p not in own and p.name not in ("contract", "local")]
    function.__click_params__ = [*own, *shared]  # type: ignore[attr-defined]
    return function


def output_options(function: F) -> F:
    """``--format`` and ``--output``."""
    for option in (
        click.option("--output", type=ANY_PATH, help="A file to write, - for standard output; may be repeated.", multiple=True),
        click.option(
            "--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]"
        ),
    ):
        function = option(function)
    return function


def outputs(format_: str | None, output: Iterable[Path]) -> list[tuple[str, Path | None]]:
    """Each file to write with its format; ``-``, or no file, is standard output. Files come first."""
    found: list[tuple[str, Path | None]] = []
    for path in tuple(output) or (STANDARD_OUTPUT,):
        ending = path.suffix.lstrip(".").lower()
        kind = {"txt": "table"}.get(ending, ending) if ending else ""
        if path == STANDARD_OUTPUT or kind not in FORMATS:
            kind = format_ or ("table" if path == STANDARD_OUTPUT else "")
        if not kind:
            raise click.UsageError(f"{path}: which format? Add --format, or end the name in .csv, .xlsx, .html, .json or .txt")
        if path == STANDARD_OUTPUT and kind == "xlsx":
            raise click.UsageError("--format xlsx needs --output FILE")
        found.append((kind, None if path == STANDARD_OUTPUT else path))
    return sorted(found, key=lambda one: one[1] is None)


def with_contract(values: dict[str, Any], contracts: Iterable[str]) -> dict[str, Any]:
    """The deciding options of a command with the contracts that it takes as arguments."""
    return {**values, "contract": tuple(contracts), "local": False}


def say_left_out(read: Read) -> None:
    """How many rows were left out of what was read, on standard error."""
    left_out = {table: number for table, number in read.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was decided.", err=True)
