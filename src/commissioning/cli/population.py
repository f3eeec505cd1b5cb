"""A population from the command line: ``check`` with the columnar or spark engine, into rows, changed rows or totals."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import Progress, options_of, show_problems, written

if TYPE_CHECKING:
    from commissioning.reports.disclosure import Disclosure

KINDS = ("csv", "parquet", "arrow")


def population(
    input: Path,
    day: date,
    formats: list[tuple[str, Path | None]],
    sink: str,
    against: Path | None,
    values: dict[str, Any],
    disclosure: Disclosure,
) -> int:
    """Decides a population and says what was done; of totals small numbers are protected where that is asked for."""
    from commissioning.app.population import Asked, decide_population
    from commissioning.app.workspace import open_workspace
    from commissioning.loading.nested_folder import is_nested

    if sink == "changed" and against is None:
        raise click.UsageError("--sink changed needs --against FILE, the rows of an earlier run")
    kind, output = _only(formats, sink)
    quiet = values["quiet"]
    progress = Progress(quiet=quiet)
    options = options_of(values)
    workspace = open_workspace(options.folders)
    asked = Asked(sink, output, kind, against if sink == "changed" else None)
    if not quiet:
        _say_if_compiled_first()
    how = {"mapping": values["mapping"], "strict": values["strict"], "progress": progress}
    if values["engine"] == "spark" or is_nested(input):
        from commissioning.app.many_machines import decide_nested

        spark = values["engine"] == "spark"
        decided = decide_nested(input, workspace, options, day, asked, spark=spark, **how)
    else:
        decided = decide_population(input, workspace, options, day, asked, **how)
    progress.finish()
    show_problems([*workspace.notes, *decided.problems], quiet=quiet)
    if not quiet:
        _say(decided, output)
    if sink == "totals":
        from commissioning.app.editions import totals_shown

        written(_totals(totals_shown(decided.totals, workspace, options, disclosure), kind), output)
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


def _say_if_compiled_first() -> None:
    """The first use of the engine takes a minute longer: without a word it would look as if it hung."""
    try:
        from commissioning.engines.columnar.ready import is_ready
    except ModuleNotFoundError:
        # What is missing is said by whoever needs it.
        return
    if not is_ready():
        click.echo("The engine is compiled on its first use, which takes about a minute, once.", err=True)


def _say(decided: Any, output: Path | None) -> None:
    left_out = {table: number for table, number in decided.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was decided.", err=True)
    click.echo(f"Decided: {decided.journeys:,} journeys; decided by the plain path: {decided.plain:,}", err=True)
    if output is not None:
        click.echo(f"Written: {output}", err=True)


def _totals(rows: list[dict[str, Any]], kind: str) -> str:
    """Totals as CSV or JSON."""
    import io
    import json

    if kind == "json":
        return json.dumps(rows, indent=2) + "\n"
    from commissioning.reports.files import write_csv

    buffer = io.StringIO()
    names = ("contract", "outcome", "verdict", "reason", "journeys", "due_pence", "due_to_pence")
    write_csv(rows, buffer, names)
    return buffer.getvalue()
