"""``commissioning what-if``: a caseload under a variation of a contract, or under a grid of variants."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.editions import disclosure_of, disclosure_options, write_edition
from commissioning.cli.lab_options import lab_options, output_options, outputs, say_left_out, with_contract
from commissioning.cli.options import ANY_PATH, Progress, options_of, said_as_of, save, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.what_if import SweptCaseload
    from commissioning.reports.disclosure import Disclosure


@click.command("what-if")
@click.argument("contract", metavar="CONTRACT[@DATE]")
@click.argument("input", type=ANY_PATH)
@lab_options
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="TERM.FIELD=VALUE",
    help="Change a value: every version of a dated one, or with TERM.FIELD@DATE=VALUE the one in force on that day; may be "
    "repeated.",
)
@click.option(
    "--sweep",
    "sweeps",
    multiple=True,
    metavar="TERM.FIELD=FROM:TO:STEP",
    help="Take every value in turn, both ends included, or those of a list (outcomes.window=first_start,rolling); two make a "
    "two-way table.",
)
@click.option(
    "--variation", type=ANY_PATH, help="A file that changes the contract: a contract file that names it as its parent."
)
@click.option("--keep", metavar="ID", help="Write the design as a contract of that id, with cases made from what it rewards.")
@click.option("--folder", type=ANY_PATH, default=Path("contracts"), show_default=True, help="Where a design is kept.")
@disclosure_options
@output_options
def command(
    contract: str,
    input: Path,
    as_of: date | None,
    sets: tuple[str, ...],
    sweeps: tuple[str, ...],
    variation: Path | None,
    keep: str | None,
    folder: Path,
    suppress: int | None,
    nearest: str | None,
    format_: str | None,
    output: tuple[Path, ...],
    **values: Any,
) -> int:
    """Change a contract and decide the caseload in INPUT again: who flips, by which clause, for how much.

    A variant is checked as any contract is; a changed value is marked illustrative. With --sweep every variant is a point of a
    curve, or of a two-way table, with its cliff and its knee.

    INPUT is a folder of CSV or Parquet files, such as `commissioning simulate` writes, or a workbook. Many journeys are decided
    by the columnar engine, where it can be used.
    """
    from commissioning.app.what_if import Asked, SweptCaseload, what_if
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    files = outputs(format_, output)
    day = said_as_of(as_of, quiet=quiet)
    options = options_of(with_contract(values, (contract,)))
    workspace = open_workspace(options.folders)
    progress = Progress(quiet=quiet)
    if keep is not None and (sweeps or not sets):
        raise click.UsageError("--keep keeps one design: give its changes by --set, and sweep without it")
    found, design = what_if(
        input,
        workspace,
        options,
        Asked(contract, sets, sweeps, variation),
        day,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
        progress=progress,
    )
    progress.finish()
    show_problems([*workspace.notes, *found.read.problems], quiet=quiet)
    say_left_out(found.read)
    disclosure = disclosure_of(suppress, nearest)
    for kind, path in files:
        if isinstance(found, SweptCaseload):
            _write(found, kind, path, disclosure)
        else:
            from commissioning.cli.compare import write

            write(found, kind, path, "flips", f"What if: {', '.join(design.settings)}", design.settings, disclosure)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    if keep is not None:
        from commissioning.app.keep import keep_design

        kept = keep_design(workspace, options, design, keep, folder)
        click.echo(f"Kept: {kept} (check it with: commissioning check-contract {kept})", err=True)
    return int(found.exit_code)


def _write(found: SweptCaseload, kind: str, path: Path | None, disclosure: Disclosure) -> None:
    from commissioning.reports import files, sweep_rows

    swept, base, settings = found.swept, found.base, found.settings
    if disclosure.asked:
        from commissioning.app.editions import swept_edition

        write_edition(swept_edition(found, disclosure), kind, path)
    elif kind == "html":
        from commissioning.reports.sweep_html import sweep_html

        text = sweep_html(
            swept=swept,
            base=base,
            settings=settings,
            problems=found.read.problems,
            engine=found.engine,
            input_name=found.input_name,
            digest=found.read.digest,
            seed=found.seed,
        )
        written(text, path)
    elif kind == "table":
        written("\n".join(sweep_rows.sweep_text(swept, base, settings)) + "\n", path)
    elif kind == "xlsx" and path is not None:
        from commissioning.reports.charted import charted_workbook

        buffer = io.BytesIO()
        facts = (("From", found.input_name), ("Digest of the input", found.read.digest), ("Made up", found.seed))
        charted_workbook(sweep_rows.sweep_sheets(swept, base, settings, facts), buffer)
        save(path, buffer.getvalue())
    elif kind == "json":
        head = {"engine": found.engine, "input_digest": found.read.digest}
        written(files.to_json({**head, **sweep_rows.sweep_json(swept, base, settings)}), path, exact=True)
    else:
        text_buffer = io.StringIO()
        files.write_csv(sweep_rows.sweep_rows(swept), text_buffer, sweep_rows.columns(swept))
        written(text_buffer.getvalue(), path, exact=True)
