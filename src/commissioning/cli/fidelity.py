"""``commissioning fidelity``: score the fidelity reviews of a file."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commissioning.cli.options import ANY_PATH, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.fidelity import Scored

FORMATS = ("table", "json", "csv", "html")


@click.command("fidelity")
@click.argument("file", type=ANY_PATH)
@click.option("--scale", default="", metavar="ID", help="Reviews on that scale only; the scale of rows that name none.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(file: Path, scale: str, format_: str | None, output: Path | None, quiet: bool) -> int:
    """Score the IPS fidelity reviews in FILE: the total, its band, each item, what would lift it to the next band.

    FILE is a review as YAML, or a table with the columns item and score (CSV, Parquet, a workbook, a folder with a table
    fidelity), of one review or many. A reviewer's score counts; where there is none, an anchor that a document gives scores the
    evidence. With items still open the total is a range. A guided self-assessment is never given a band.
    """
    from commissioning.app.fidelity import score_reviews

    kind = _kind(format_, output)
    scored = score_reviews(file, scale)
    show_problems(scored.problems, quiet=quiet)
    if scored.left_out and not quiet:
        click.echo(f"Left out: {scored.left_out:,}. Everything else was scored.", err=True)
    written(_rendered(scored, kind), output, exact=kind in ("csv", "json"))
    if output is not None and not quiet:
        click.echo(f"Written: {output}", err=True)
    return int(scored.exit_code)


def _kind(format_: str | None, output: Path | None) -> str:
    """The format asked for, or the one that the file's ending says."""
    if format_ or output is None:
        return format_ or "table"
    ending = output.suffix.lstrip(".").lower()
    kind = {"txt": "table"}.get(ending, ending)
    if kind not in FORMATS:
        raise click.UsageError(f"{output}: which format? Add --format, or end the name in .txt, .json, .csv or .html")
    return kind


def _rendered(scored: Scored, kind: str) -> str:
    from commissioning.reports.fidelity_words import Told

    told = [Told(a, scored.scales[a.scale_id], scored.documents) for a in scored.assessments]
    if kind == "json":
        from commissioning.reports.fidelity_rows import fidelity_json
        from commissioning.reports.files import to_json

        return to_json(fidelity_json(told, scored.left_out))
    if kind == "csv":
        from commissioning.reports.fidelity_rows import COLUMNS, rows
        from commissioning.reports.files import write_csv

        buffer = io.StringIO()
        write_csv(rows(told), buffer, COLUMNS)
        return buffer.getvalue()
    if kind == "html":
        from commissioning.reports.fidelity_html import fidelity_html

        return fidelity_html(told)
    from commissioning.reports.fidelity_text import fidelity_text

    return "\n".join(fidelity_text(told)) + "\n"
