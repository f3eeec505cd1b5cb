"""``commissioning deadlines``: the calendar of a caseload, the most urgent date first, and the cash expected by month."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.claims import by_ending, decide
from commissioning.cli.options import ANY_PATH, deciding_options, save, written

if TYPE_CHECKING:
    from commissioning.app.claims_told import Ahead

FORMATS = ("table", "json", "csv", "xlsx", "ics")


@click.command("deadlines")
@click.argument("input", type=ANY_PATH)
@deciding_options
@click.option("--within", type=click.IntRange(min=0), metavar="DAYS", help="Only dates in the next so many days.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write; .ics for a calendar program.")
def command(
    input: Path, as_of: date | None, within: int | None, format_: str | None, output: Path | None, **values: Any
) -> int:
    """Show the dates of a caseload: from when and until when each outcome can be claimed, by when a person out of work must go
    back for it, and when support ends; the most urgent first. Then the cash expected by month.

    INPUT is as for `commissioning claims`.
    """
    from dataclasses import replace

    from commissioning.app.claims_told import ahead

    kind = format_ or by_ending(output, FORMATS)
    if kind == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output FILE")
    decided = decide(input, as_of, values)
    found = ahead(decided)
    if within is not None:
        near = tuple(one for one in found.deadlines if (one.day - decided.as_of).days <= within)
        found = replace(found, deadlines=near)
    _write(found, kind, output, decided.as_of)
    if output is not None and not values["quiet"]:
        click.echo(f"Written: {output}", err=True)
    return int(decided.exit_code)


def _write(found: Ahead, kind: str, output: Path | None, as_of: date) -> None:
    from commissioning.reports import files
    from commissioning.reports.claims_rows import DEADLINE_COLUMNS, cash_rows, deadline_rows, fee_rows

    if kind == "ics":
        from commissioning.reports.calendar_ics import calendar

        content = calendar(found.deadlines, as_of)
        if output is not None:
            save(output, content)
        else:
            written(content.decode(), None, exact=True)
    elif kind == "xlsx" and output is not None:
        from commissioning.reports.claims_workbook import deadlines_sheets

        buffer = io.BytesIO()
        files.workbook(deadlines_sheets(found.deadlines, found.cash, found.fees), buffer)
        save(output, buffer.getvalue())
    elif kind == "csv":
        out = io.StringIO()
        files.write_csv(deadline_rows(found.deadlines), out, DEADLINE_COLUMNS)
        written(out.getvalue(), output, exact=True)
    elif kind == "json":
        parts = {
            "as_of": as_of,
            "deadlines": list(deadline_rows(found.deadlines)),
            "cash": list(cash_rows(found.cash)),
            "fees": list(fee_rows(found.fees)),
        }
        written(files.to_json(parts), output, exact=True)
    else:
        from commissioning.reports.claims_text import deadlines_text

        written("\n".join(deadlines_text(found.deadlines, found.cash, found.fees, as_of)) + "\n", output)
