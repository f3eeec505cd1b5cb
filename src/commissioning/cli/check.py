"""``commissioning check``: decide every journey against every commissioning model."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.editions import disclosure_of, disclosure_options, write_edition
from commissioning.cli.options import (
    ANY_PATH,
    Progress,
    deciding_options,
    options_of,
    said_as_of,
    save,
    show_problems,
    written,
)
from commissioning.cli.store_options import INPUT

if TYPE_CHECKING:
    from commissioning.app.check import Checked
    from commissioning.app.stored_input import StoreInput

FORMATS = ("table", "json", "csv", "xlsx", "html", "parquet", "arrow")
BINARY = ("xlsx", "parquet", "arrow")
SINKS = ("rows", "changed", "totals")
STANDARD_OUTPUT = Path("-")


@click.command("check")
@click.argument("input", type=INPUT)
@deciding_options
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write, - for standard output; may be repeated.", multiple=True)
@click.option("--sink", type=click.Choice(SINKS), help="For populations, by the columnar or spark engine: what is written.")
@click.option("--against", type=ANY_PATH, help="The rows of an earlier run, which --sink changed compares with.")
@disclosure_options
def command(
    input: Path | StoreInput,
    as_of: date | None,
    format_: str | None,
    output: tuple[Path, ...],
    sink: str | None,
    against: Path | None,
    suppress: int | None,
    nearest: str | None,
    **values: Any,
) -> int:
    """Decide every journey in INPUT: one row for each journey, contract and outcome, in input order.

    INPUT is a folder of CSV or Parquet files, a workbook, or the URL of a store (sqlite:///FILE). As a table the result is put
    together journey by journey: what is due under each model, what is not and why, with totals.

    Many journeys go by the columnar engine into a file of rows (.csv, .parquet, .arrow), the rows that are not as they were in
    an earlier run (--sink changed --against FILE), or totals (--sink totals). With --engine spark the same is done by Spark, on
    many machines where it is so configured; INPUT may then be a folder that `commissioning nest` wrote.
    """
    from commissioning.app.check import check
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    formats = _formats(format_, output)
    day = said_as_of(as_of, quiet=quiet)
    disclosure = disclosure_of(suppress, nearest)
    if disclosure.asked and sink in ("rows", "changed"):
        raise click.UsageError("rows of journeys cannot have their small numbers protected: ask for --sink totals, or no sink")
    if isinstance(input, Path) and _is_population(input, formats, sink, values["engine"]) and (sink or not disclosure.asked):
        from commissioning.cli.population import population

        return population(input, day, formats, sink or "rows", against, values, disclosure)
    progress = Progress(quiet=quiet)
    options = options_of(values)
    workspace = open_workspace(options.folders)
    checked = check(
        input,
        workspace,
        options,
        day,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
        progress=progress,
    )
    progress.finish()
    show_problems([*workspace.notes, *checked.read.problems], quiet=quiet)
    _say_left_out(checked)
    for kind, path in formats:
        if disclosure.asked:
            from commissioning.app.editions import checked_edition

            write_edition(checked_edition(checked, disclosure, input.name), kind, path)
        else:
            _write(checked, kind, path, input.name)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    return int(checked.exit_code)


def _is_population(input: Path, formats: list[tuple[str, Path | None]], sink: str | None, engine: str) -> bool:
    """Whether the kernel's rows are asked for: by a sink, by the engine's name for a file of rows, or by the input's size."""
    from commissioning.loading.nested_folder import is_nested

    if is_nested(input):
        if engine not in ("auto", "columnar", "spark"):
            raise click.UsageError("a nested folder is decided by the columnar and spark engines: leave --engine out")
        return True
    if sink is not None or any(kind == "arrow" for kind, _ in formats):
        if engine not in ("auto", "columnar", "spark"):
            raise click.UsageError("--sink and --format arrow are of the columnar and spark engines: leave --engine out")
        return True
    if engine == "spark":
        return True
    rows = len(formats) == 1 and formats[0][0] in ("csv", "parquet") and formats[0][1] is not None
    if not rows or engine not in ("auto", "columnar"):
        return False
    if engine == "columnar":
        return True
    from commissioning.app.sizes import is_large

    return is_large(input)


def _formats(format_: str | None, output: tuple[Path, ...]) -> list[tuple[str, Path | None]]:
    """Each file to write with its format; ``-``, or no file, is standard output."""
    found: list[tuple[str, Path | None]] = []
    for path in output or (STANDARD_OUTPUT,):
        ending = path.suffix.lstrip(".").lower()
        kind = {"txt": "table"}.get(ending, ending) if ending else ""
        if path == STANDARD_OUTPUT or kind not in FORMATS:
            kind = format_ or ("table" if path == STANDARD_OUTPUT else "")
        if not kind:
            raise click.UsageError(
                f"{path}: which format? Add --format, or end the name in .csv, .xlsx, .html, .json, .parquet or .txt"
            )
        if path == STANDARD_OUTPUT and kind in BINARY:
            raise click.UsageError(f"--format {kind} needs --output FILE")
        found.append((kind, None if path == STANDARD_OUTPUT else path))
    # Files first: whoever reads standard output may stop reading.
    return sorted(found, key=lambda one: one[1] is None)


def _say_left_out(checked: Checked) -> None:
    left_out = {table: number for table, number in checked.read.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was decided.", err=True)


def _write(checked: Checked, kind: str, path: Path | None, input_name: str) -> None:
    from commissioning.reports import files
    from commissioning.reports.rows import rows

    decided = rows(checked.decisions, checked.plans, checked.read.gaps)
    if kind == "csv":
        buffer = io.StringIO()
        files.write_csv(decided, buffer)
        written(buffer.getvalue(), path, exact=True)
    elif kind == "json":
        written(files.to_json(_as_json(checked)), path, exact=True)
    elif kind == "table":
        from commissioning.reports.digest import digest

        written("\n".join(digest(checked.decisions, checked.plans, checked.read.gaps)) + "\n", path)
    elif kind == "html":
        from commissioning.app.report import check_report

        written(check_report(checked, input_name), path)
    elif path is not None:
        _write_binary(checked, kind, path, input_name)


def _write_binary(checked: Checked, kind: str, path: Path, input_name: str) -> None:
    from commissioning.reports import files
    from commissioning.reports.rows import rows

    # Made in memory first: the libraries that make them take away what they could not write, be it a device.
    buffer = io.BytesIO()
    if kind == "parquet":
        try:
            files.write_parquet(rows(checked.decisions, checked.plans, checked.read.gaps), buffer)
        except ModuleNotFoundError:
            raise click.UsageError("Parquet needs pyarrow: pip install 'commissioning[population]'") from None
    else:
        from commissioning.reports.charted import charted_workbook
        from commissioning.reports.workbook import check_sheets

        facts = (("As of", checked.as_of), ("From", input_name), ("Digest of the input", checked.read.digest))
        read = checked.read
        charted_workbook(check_sheets(checked.decisions, checked.plans, read.problems, read.gaps, facts), buffer)
    save(path, buffer.getvalue())


def _as_json(checked: Checked) -> dict[str, Any]:
    from commissioning.reports.rows import rows

    return {
        "as_of": checked.as_of,
        "engine": checked.engine,
        "input_digest": checked.read.digest,
        "contracts": [
            {
                "contract": plan.contract,
                "title": plan.title,
                "digest": plan.digest,
                "assumptions": list(plan.recorded),
                "silences": [{"name": s.name, "readings": list(s.readings), "why": s.why} for s in plan.silences],
                "not_modelled": [{"what": what, "why": why} for what, why in plan.not_modelled],
                "prices": {"name": plan.prices.name, "illustrative": plan.prices.illustrative},
            }
            for plan in checked.plans
        ],
        "rows_left_out": {table: number for table, number in checked.read.left_out.items() if number},
        "decisions": list(rows(checked.decisions, checked.plans, checked.read.gaps)),
    }
