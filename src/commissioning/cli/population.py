"""A population from the command line: ``check`` with the columnar engine, into rows, changed rows or totals."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click

from commissioning.cli.options import Progress, options_of, show_problems, written

KINDS = ("csv", "parquet", "arrow")


def population(
    input: Path, day: date, formats: list[tuple[str, Path | None]], sink: str, against: Path | None, values: dict[str, Any]
) -> int:
    """Decides a population and says what was done."""
    from commissioning.app.population import Asked, decide_population
    from commissioning.app.workspace import open_workspace

    if sink == "changed" and against is None:
        raise click.UsageError("--sink changed needs --against FILE, the rows of an earlier run")
    kind, output = _only(formats, sink)
    quiet = values["quiet"]
    progress = Progress(quiet=quiet)
    options = options_of(values)
    workspace = open_workspace(options.folders)
    asked = Asked(sink, output, kind, against if sink == "changed" else None)
    decided = decide_population(
        input, workspace, options, day, asked, mapping=values["mapping"], strict=values["strict"], progress=progress
    )
    progress.finish()
    show_problems([*workspace.notes, *decided.problems], quiet=quiet)
    if not quiet:
        _say(decided, output)
    if sink == "totals":
        written(_totals(decided.totals, kind), output)
    return int(decided.exit_code)


def _only(formats: list[tuple[str, Path | None]], sink: str) -> tuple[str, Path | None]:
    (kind, output), *others = formats
    if others:
        raise click.UsageError("a population is written to one file")
    if sink == "totals":
        return kind, output
    if output is None or kind not in KINDS:
        raise click.UsageError(f"--sink {sink} needs --output FILE that ends in .csv, .parquet or .arrow")
    return kind, output


def _say(decided: Any, output: Path | None) -> None:
    left_out = {table: number for table, number in decided.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was decided.", err=True)
    click.echo(f"Decided: {decided.journeys:,} journeys; decided by the plain path: {decided.plain:,}", err=True)
    if output is not None:
        click.echo(f"Written: {output}", err=True)


def _totals(totals: tuple[Any, ...], kind: str) -> str:
    """Totals as CSV or JSON."""
    import io
    import json

    rows = [asdict(total) for total in totals]
    if kind == "json":
        return json.dumps(rows, indent=2) + "\n"
    from commissioning.reports.files import write_csv

    buffer = io.StringIO()
    names = ("contract", "outcome", "verdict", "reason", "journeys", "due_pence", "due_to_pence")
    write_csv(rows, buffer, names)
    return buffer.getvalue()
