"""``commissioning compare``: the same journeys under several contracts, side by side, and who flips by which clause."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.editions import disclosure_of, disclosure_options, write_edition
from commissioning.cli.lab_options import lab_options, output_options, outputs, say_left_out, with_contract
from commissioning.cli.options import ANY_PATH, Progress, options_of, said_as_of, save, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.compare import Compared
    from commissioning.reports.disclosure import Disclosure

ROWS = ("figures", "flips", "people")


@click.command("compare")
@click.argument("contracts", nargs=-1, metavar="[CONTRACT[@DATE]]...")
@click.argument("input", type=ANY_PATH)
@lab_options
@click.option("--as-dated", is_flag=True, help="Keep the term that bounds referrals in time, which is set aside otherwise.")
@click.option(
    "--rows",
    type=click.Choice(ROWS),
    default="figures",
    show_default=True,
    help="What a CSV file holds: every figure, the flips by clause, or every journey that flips.",
)
@disclosure_options
@output_options
def command(
    contracts: tuple[str, ...],
    input: Path,
    as_of: date | None,
    as_dated: bool,
    rows: str,
    suppress: int | None,
    nearest: str | None,
    format_: str | None,
    output: tuple[Path, ...],
    **values: Any,
) -> int:
    """Decide the same journeys under each of two or more contracts and set them side by side.

    Without a contract Fair Start Scotland at launch and as varied, No One Left Behind and Specialist Employability Support are
    compared. Counts and money by outcome and by group; who flips from each to each, by which clause, with the smallest journey
    that shows it; costs; what rests on silences and assumptions. Referral dates are set aside, unless --as-dated.

    INPUT is a folder of CSV or Parquet files, such as `commissioning simulate` writes, or a workbook. Many journeys are decided
    by the columnar engine, where it can be used.
    """
    from commissioning.app.compare import compare
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    files = outputs(format_, output)
    disclosure = disclosure_of(suppress, nearest)
    if disclosure.asked and rows != "figures":
        raise click.UsageError(
            f"--rows {rows} cannot have its small numbers protected: leave it out for every table in one file"
        )
    day = said_as_of(as_of, quiet=quiet)
    options = options_of(with_contract(values, contracts))
    workspace = open_workspace(options.folders)
    progress = Progress(quiet=quiet)
    compared = compare(
        input,
        workspace,
        options,
        day,
        as_dated=as_dated,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
        progress=progress,
    )
    progress.finish()
    show_problems([*workspace.notes, *compared.read.problems], quiet=quiet)
    say_left_out(compared.read)
    for kind, path in files:
        write(compared, kind, path, rows, "Commissioning models compared", disclosure=disclosure)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    return int(compared.exit_code)


def write(
    compared: Compared,
    kind: str,
    path: Path | None,
    rows: str,
    title: str,
    settings: Sequence[str] = (),
    disclosure: Disclosure | None = None,
) -> None:
    """Write a comparison in one format; *settings* says what a what-if changed; with a *disclosure* an edition of it."""
    found, plans, read = compared.comparison, compared.plans, compared.read
    if disclosure is not None and disclosure.asked:
        from commissioning.app.editions import comparison_edition

        write_edition(comparison_edition(compared, disclosure, title, settings), kind, path)
    elif kind == "html":
        from commissioning.app.compare_report import compare_report

        written(compare_report(compared, title, settings), path)
    elif kind == "table":
        from commissioning.reports.compare_text import compare_text
        from commissioning.reports.figures import printable

        if compared.seed and path is None:
            click.echo(compared.seed, err=True)
        written("\n".join(printable(line) for line in compare_text(found, plans, compared.set_aside)) + "\n", path)
    elif kind == "xlsx" and path is not None:
        from commissioning.reports.charted import charted_workbook
        from commissioning.reports.compare_workbook import compare_sheets

        buffer = io.BytesIO()
        facts = (("From", compared.input_name), ("Engine", compared.engine), ("Made up", compared.seed))
        sheets = compare_sheets(found, plans, compared.set_aside, read.problems, read.digest, title, facts)
        charted_workbook(sheets, buffer)
        save(path, buffer.getvalue())
    else:
        _write_data(compared, kind, path, rows)


def _write_data(compared: Compared, kind: str, path: Path | None, rows: str) -> None:
    from commissioning.reports import compare_rows, files

    found, plans = compared.comparison, compared.plans
    if kind == "json":
        head = {
            "engine": compared.engine,
            "input_digest": compared.read.digest,
            "made_up": compared.seed,
            "set_aside": list(compared.set_aside),
        }
        written(files.to_json({**head, **compare_rows.compare_json(found, plans)}), path, exact=True)
        return
    of = {
        "figures": (compare_rows.figure_rows, compare_rows.FIGURES),
        "flips": (compare_rows.flip_rows, compare_rows.FLIPS),
        "people": (compare_rows.people_rows, compare_rows.PEOPLE),
    }
    make, columns = of[rows]
    buffer = io.StringIO()
    files.write_csv(make(found, plans), buffer, columns)
    written(buffer.getvalue(), path, exact=True)
