"""``commissioning services``: decide every service against the terms of its contract."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import ANY_PATH, DAY, FILE, contract_options, said_as_of, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.services import DecidedServices

FORMATS = ("table", "json", "csv", "html")


@click.command("services")
@click.argument("input", type=ANY_PATH)
@click.option("--as-of", type=DAY, help="The day to decide as of [default: today].")
@click.option(
    "--contract",
    "contract",
    multiple=True,
    metavar="ID[@DATE]",
    help="Decide every service under this contract, whichever it names; may be repeated [default: each under its own].",
)
@contract_options
@click.option("--mapping", type=FILE, help="A file that says which of the input's columns are ours.")
@click.option("--reported", type=FILE, help="What documents report of services [default: reported.yaml in the folder INPUT].")
@click.option(
    "--assume", multiple=True, metavar="NAME=READING", help="Settle what a contract does not say of services; may be repeated."
)
@click.option("--set-aside", multiple=True, metavar="TERM", help="Decide without a term; may be repeated.")
@click.option("--known-at", type=DAY, help="Decide on the journeys and jobs that were known on that day.")
@click.option("--strict", is_flag=True, help="Decide nothing if any row is bad.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
def command(input: Path, as_of: date | None, format_: str | None, output: Path | None, **values: Any) -> int:
    """Decide every service in INPUT: each term of its contract that is of services, with what was asked, found and missing.

    INPUT is a folder of CSV or Parquet files, or a workbook, with the table services; caseloads, fidelity, partnerships,
    journeys and jobs say what is known of them. What documents report of services can stand in a file reported.yaml.
    """
    from commissioning.app.services import services
    from commissioning.app.workspace import Options, open_workspace

    quiet = values["quiet"]
    day = said_as_of(as_of, quiet=quiet)
    options = Options(
        contracts=tuple(values["contract"]),
        folders=tuple(values["folders"]),
        assume=tuple(values["assume"]),
        set_aside=tuple(values["set_aside"]),
        known_at=values["known_at"],
        of_services=True,
    )
    workspace = open_workspace(options.folders)
    decided = services(
        input,
        workspace,
        options,
        day,
        mapping=values["mapping"],
        reported=values["reported"],
        strict=values["strict"],
    )
    show_problems([*workspace.notes, *decided.problems], quiet=quiet)
    left_out = {table: number for table, number in decided.read.left_out.items() if number}
    if left_out:
        click.echo(f"Rows left out: {', '.join(f'{number:,} of {table}' for table, number in left_out.items())}.", err=True)
    kind = format_ or _by_ending(output)
    written(_rendered(decided, kind, input.name), output, exact=kind in ("json", "csv"))
    return int(decided.exit_code)


def _by_ending(output: Path | None) -> str:
    ending = "" if output is None else output.suffix.lstrip(".").lower()
    return ending if ending in FORMATS else "table"


def _rendered(decided: DecidedServices, kind: str, input_name: str) -> str:
    if kind == "html":
        from commissioning.reports.services_html import services_html

        return services_html(
            as_of=decided.as_of,
            decisions=decided.decisions,
            plans=decided.plans,
            titles=decided.titles,
            problems=decided.problems,
            input_name=input_name,
            digest=decided.read.digest,
        )
    if kind == "table":
        from commissioning.reports.services_text import services_text

        return "\n".join(services_text(decided.decisions, decided.plans, decided.titles)) + "\n"
    from commissioning.reports import files
    from commissioning.reports.services_rows import SERVICE_COLUMNS, service_rows, services_json

    if kind == "json":
        found = services_json(decided.decisions, decided.plans, decided.titles)
        return files.to_json({"as_of": decided.as_of, "input_digest": decided.read.digest, **found})
    buffer = io.StringIO()
    files.write_csv(service_rows(decided.decisions, decided.plans, decided.titles), buffer, SERVICE_COLUMNS)
    return buffer.getvalue()
