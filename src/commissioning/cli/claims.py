"""``commissioning claims``: decide every claim and every unclaimed outcome, with the money and what it would take."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import ANY_PATH, DAY, deciding_options, options_of, said_as_of, save, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.claims import DecidedClaims
    from commissioning.domain.claim_decisions import Told

FORMATS = ("table", "json", "csv", "xlsx", "html")


@click.command("claims")
@click.argument("input", type=ANY_PATH)
@deciding_options
@click.option("--journey", metavar="ID", help="One journey only.")
@click.option(
    "--what-it-takes/--no-what-it-takes",
    "takes",
    default=None,
    help="For everything not payable, the cheapest change that still can happen [default: up to 500 decisions].",
)
@click.option(
    "--against",
    type=DAY,
    help="Compare every claim with the decision on this earlier day [default: the last payment, where money is due or to be "
    "recovered on up to 500 claims].",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
def command(
    input: Path,
    as_of: date | None,
    journey: str | None,
    takes: bool | None,
    against: date | None,
    format_: str | None,
    output: Path | None,
    **values: Any,
) -> int:
    """Decide every claim in INPUT, and every outcome of a journey's own contract that is not claimed.

    INPUT is a folder of CSV or Parquet files, or a workbook, with the tables journeys, jobs, claims and, where there are any,
    earnings, evidence, payments, overrides and employers. Each journey is decided under the contract it names; one that
    names none under those given by --contract.

    A workbook is given back as one (--output OUT.xlsx): a copy of your own with the decision beside each claim, and the sheets
    Summary, Unclaimed outcomes, Notes and Data quality. INPUT itself is never written to.
    """
    from commissioning.app.claims_told import MOST_TOLD, told

    quiet = values["quiet"]
    kind = format_ or ("xlsx" if output is not None and output.suffix.casefold() == ".xlsm" else by_ending(output, FORMATS))
    if kind == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output FILE")
    to_be_returned = _to_be_returned(input, kind, output)
    decided = decide(input, as_of, values)
    if journey is not None:
        decided = _only(decided, journey)
    with_steps = len(decided.decisions) <= MOST_TOLD if takes is None else takes
    if not with_steps and takes is None and not quiet:
        click.echo(f"{len(decided.decisions):,} decisions: add --what-it-takes to see what each would take.", err=True)
    found = told(decided, takes=with_steps, since=against)
    if to_be_returned and output is not None:
        _give_back(input, decided, found, output, values, one_journey=journey is not None)
    else:
        _write(decided, found, kind, output, input.name)
    if output is not None and not quiet:
        click.echo(f"Written: {output}", err=True)
    return int(decided.exit_code)


def decide(input: Path, as_of: date | None, values: dict[str, Any]) -> DecidedClaims:
    """The claims of an input; problems are shown, and what was left out."""
    from commissioning.app.claims import claims
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    day = said_as_of(as_of, quiet=quiet)
    options = options_of(values)
    workspace = open_workspace(options.folders)
    decided = claims(
        input,
        workspace,
        options,
        day,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
    )
    show_problems([*workspace.notes, *decided.problems], quiet=quiet)
    left_out = {table: number for table, number in decided.read.left_out.items() if number}
    if left_out:
        parts = ", ".join(f"{number:,} of {table}" for table, number in left_out.items())
        click.echo(f"Rows left out: {parts}. Every other row was decided.", err=True)
    return decided


def _to_be_returned(input: Path, kind: str, output: Path | None) -> bool:
    """Whether a workbook is to be given back as one; refused before anything is decided where its name would not do."""
    from commissioning.app.claims_returned import check_ending, is_workbook

    if kind != "xlsx" or output is None or not is_workbook(input):
        return False
    check_ending(input, output)
    return True


def _give_back(
    input: Path, decided: DecidedClaims, found: tuple[Told, ...], output: Path, values: dict[str, Any], *, one_journey: bool
) -> None:
    from commissioning.app.claims_returned import returned_workbook

    content, kept = returned_workbook(
        input, decided, found, options_of(values), mapping=values["mapping"], one_journey=one_journey
    )
    save(output, content)
    for words in kept.not_kept:
        click.echo(f"Not kept in the copy: {words}", err=True)
    for words in () if values["quiet"] else kept.to_know:
        click.echo(f"Of the copy: {words}", err=True)


def _only(decided: DecidedClaims, journey: str) -> DecidedClaims:
    from dataclasses import replace

    from commissioning.errors import usage

    found = tuple(one for one in decided.decisions if one.journey_id == journey)
    if not found:
        raise usage("U014", f"nothing is decided of a journey '{journey}'", "check --journey; it may name no contract")
    return replace(decided, decisions=found)


def by_ending(output: Path | None, formats: tuple[str, ...]) -> str:
    """The format that the ending of a file names; a table where it names none."""
    ending = "" if output is None else output.suffix.lstrip(".").lower()
    return ending if ending in formats else "table"


def _write(decided: DecidedClaims, told: tuple[Told, ...], kind: str, output: Path | None, input_name: str) -> None:
    from commissioning.reports import files

    gaps = decided.read.gaps
    if kind == "xlsx" and output is not None:
        from commissioning.reports.claims_workbook import claims_sheets

        buffer = io.BytesIO()
        files.workbook(claims_sheets(told, decided.plans, decided.problems, gaps), buffer)
        save(output, buffer.getvalue())
    elif kind == "csv":
        from commissioning.reports.claims_rows import CLAIM_COLUMNS, claim_rows

        out = io.StringIO()
        files.write_csv(claim_rows(told, decided.plans, gaps), out, CLAIM_COLUMNS)
        written(out.getvalue(), output, exact=True)
    elif kind == "json":
        from commissioning.reports.claims_json import claims_json

        found = claims_json(told, decided.plans, gaps)
        digest = {"as_of": decided.as_of, "input_digest": decided.read.digest}
        written(files.to_json({**digest, **found}), output, exact=True)
    elif kind == "html":
        from commissioning.reports.claims_html import claims_html

        page = claims_html(
            as_of=decided.as_of,
            told=told,
            plans=decided.plans,
            problems=decided.problems,
            input_name=input_name,
            gaps=gaps,
        )
        written(page, output)
    else:
        from commissioning.reports.claims_text import claims_text

        written("\n".join(claims_text(told, decided.plans, decided.as_of, gaps)) + "\n", output)
