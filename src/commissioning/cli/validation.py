"""``commissioning validation``: draw claims to validate, read what was found, extrapolate it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commissioning.cli.options import (
    ANY_PATH,
    DAY_AS_OF,
    FILE,
    contract_options,
    keep_inputs,
    said_as_of,
    save,
    show_problems,
    written,
)
from commissioning.errors import usage

if TYPE_CHECKING:
    from commissioning.app.validation_extrapolate import Validated
    from commissioning.reports.validation_workbook import SampleSheet

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("table", "json", "csv", "xlsx", "html")
SHEETS = (".xlsx", ".csv")
LARGEST_SEED = 2**31 - 1


class Pounds(click.ParamType[int]):
    """A sum in pounds as pence."""

    name = "pounds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The pence."""
        from commissioning.domain.money import parse_pounds

        try:
            pence = parse_pounds(str(value))
        except ValueError as wrong:
            self.fail(str(wrong), param, ctx)
        if pence <= 0:
            self.fail(f"'{value}' is not above nothing", param, ctx)
        return pence


class Bands(click.ParamType["tuple[int, ...]"]):
    """Sums in pounds with commas between them, as pence."""

    name = "pounds,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The pence, in the order given."""
        return tuple(Pounds().convert(part, param, ctx) for part in str(value).split(","))


class Percent(click.ParamType[int]):
    """A share in per cent as basis points, from *least* to *most* of them."""

    name = "percent"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The basis points."""
        from commissioning.terms.service_values import percent

        try:
            points = int(percent(f"{str(value).rstrip('%').strip()}%"))
        except Exception:
            self.fail(f"'{value}' is not a share in per cent: write it as 5%", param, ctx)
        if not self._least <= points <= self._most:
            self.fail(f"'{value}' is not from {self._least / 100:g}% to {self._most / 100:g}%", param, ctx)
        return points


def _reading_options(function: F) -> F:
    """The options of commands that read claims and contracts."""
    for option in reversed(
        (
            click.option("--as-of", type=DAY_AS_OF, help="The day it is drawn, or extrapolated, as of [default: today]."),
            contract_options,
            click.option("--mapping", type=FILE, help="A file that says which of the input's columns are ours."),
            click.option(
                "--assume",
                multiple=True,
                metavar="NAME=READING",
                help="Settle what a contract does not say (recover=findings_only; ID:recover=… for one contract only); may be "
                "repeated.",
            ),
            click.option("--strict", is_flag=True, help="Do nothing if any row of INPUT is bad."),
            click.option("-q", "--quiet", is_flag=True, help="No messages but errors."),
        )
    ):
        function = option(function)
    return function


@click.group("validation")
def command() -> None:
    """Validate claims by a sample: draw it, record what was found, extrapolate the error and price the recovery."""


@command.command("draw")
@click.argument("input", type=ANY_PATH)
@_reading_options
@click.option("--size", type=click.IntRange(min=1), help="How many claims to draw.")
@click.option("--share", type=Percent(1, 100_00), help="Which share of the claims to draw, such as 5%, rounded up.")
@click.option(
    "--of",
    type=click.Choice(("paid", "claimed")),
    help="Draw from claims on which money stands paid, or from every claim made [default: as the contract says, else paid].",
)
@click.option(
    "--method",
    type=click.Choice(("simple", "stratified")),
    help="Stratified by contract and size of claim, or by contract alone [default: as the contract says, else stratified].",
)
@click.option(
    "--allocation",
    type=click.Choice(("proportional", "neyman")),
    default="proportional",
    show_default=True,
    help="Share the sample out by the number of claims, or (neyman) by their money.",
)
@click.option("--bands", type=Bands(), help="Where bands of size begin, such as 500,1000 [default: up to three of like money].")
@click.option(
    "--take-all", type=Pounds(), help="Check every claim of this sum and more [default: those above all money / size]."
)
@click.option("--apart-by", type=click.Choice(("provider", "lot")), help="Keep the claims of each provider, or lot, apart.")
@click.option("--contract", "contracts", multiple=True, metavar="ID", help="Claims under this contract only; may be repeated.")
@click.option(
    "--seed", type=click.IntRange(0, LARGEST_SEED), help="A number that fixes the draw [default: a random one, said]."
)
@click.option("--output", type=ANY_PATH, required=True, help="The sheet to fill in: .xlsx, or .csv with its notes beside it.")
def draw(input: Path, as_of: date | None, size: int | None, share: int | None, output: Path, **values: Any) -> int:
    """Draw a sample of the claims in INPUT and write the sheet for findings.

    The same seed and the same claims give the same sample, whatever the order of their rows. Draw the seed after the claims
    are fixed.
    """
    from commissioning.app.validation import draw as drawing
    from commissioning.app.validation_sheet import sheet_of_draw
    from commissioning.app.workspace import open_workspace
    from commissioning.reports.validation_text import draw_text

    quiet = values["quiet"]
    if (size is None) == (share is None):
        raise click.UsageError("say either --size N or --share 5%")
    _sheet_ending(output)
    keep_inputs()
    options = _options(values, tuple(values["contracts"]))
    workspace = open_workspace(options.folders)
    drawn = drawing(
        input,
        workspace,
        options,
        said_as_of(as_of, quiet=quiet),
        _asked(size, share, values),
        mapping=values["mapping"],
        strict=values["strict"],
    )
    show_problems([*workspace.notes, *drawn.problems], quiet=quiet)
    files = _save_sheet(sheet_of_draw(drawn), output)
    written("\n".join(draw_text(drawn.draw)) + "\n", None)
    _say_written(files, quiet=quiet)
    return int(drawn.exit_code)


def _asked(size: int | None, share: int | None, values: dict[str, Any]) -> Any:
    from secrets import randbelow

    from commissioning.app.validation import Asked
    from commissioning.domain.validation import Allocation, Method, Of

    return Asked(
        seed=randbelow(LARGEST_SEED) if values["seed"] is None else values["seed"],
        size=size,
        share=share,
        of=Of(values["of"]) if values["of"] else None,
        method=Method(values["method"]) if values["method"] else None,
        allocation=Allocation(values["allocation"]),
        bands=values["bands"],
        take_all=values["take_all"],
        apart_by=values["apart_by"] or "",
    )


def _options(values: dict[str, Any], contracts: tuple[str, ...] = ()) -> Any:
    from commissioning.app.workspace import Options

    return Options(contracts=contracts, folders=tuple(values["folders"]), assume=tuple(values["assume"]), of_claims=True)


@command.command("record")
@click.argument("sample", type=ANY_PATH)
@click.argument("findings", nargs=-1, type=ANY_PATH)
@click.option("--output", type=ANY_PATH, help="Write the sample with every finding: .xlsx, or .csv with its notes beside it.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def record(sample: Path, findings: tuple[Path, ...], output: Path | None, quiet: bool) -> int:
    """Check the findings in SAMPLE, and in further copies of it that validators filled in; put them together.

    Every finding that does not fit is said with its cell. Two copies may not say different things of one claim.
    """
    from commissioning.app.validation_findings import record as recording
    from commissioning.app.validation_sheet import sheet_of_record
    from commissioning.reports.validation_text import recorded_text

    if output is not None:
        _sheet_ending(output)
        keep_inputs()
    found = recording(sample, findings)
    show_problems(found.problems, quiet=quiet)
    written("\n".join(recorded_text(found.claims.values(), found.findings)) + "\n", None)
    if output is not None:
        _say_written(_save_sheet(sheet_of_record(found), output), quiet=quiet)
    return int(found.exit_code)


@command.command("extrapolate")
@click.argument("sample", type=ANY_PATH)
@click.argument("input", type=ANY_PATH)
@_reading_options
@click.option("--level", type=Percent(50_00, 99_99), help="The level of the two-sided intervals [default: 95%].")
@click.option(
    "--missing",
    type=click.Choice(("refuse", "not_supported", "left_out")),
    help="What is made of drawn claims without a finding [default: as the contract says, else refuse].",
)
@click.option("--format", "format_", type=click.Choice(FORMATS), help="[default: by the ending of --output, else table]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
def extrapolate(
    sample: Path,
    input: Path,
    as_of: date | None,
    level: int | None,
    missing: str | None,
    format_: str | None,
    output: Path | None,
    **values: Any,
) -> int:
    """Extrapolate the findings in SAMPLE to the claims in INPUT that it was drawn from, and price the recovery.

    The claims must be those that were drawn from. Error by claims and by money, with intervals, by stratum, contract and in
    all; then what is to be recovered by the contract's term of kind validation, under each reading where it does not say.
    """
    from commissioning.app.validation_extrapolate import extrapolate as extrapolating
    from commissioning.app.workspace import open_workspace
    from commissioning.cli.claims import by_ending
    from commissioning.domain.validation import DEFAULT_LEVEL, Missing

    quiet = values["quiet"]
    kind = format_ or by_ending(output, FORMATS)
    if kind == "xlsx" and output is None:
        raise click.UsageError("--format xlsx needs --output FILE")
    keep_inputs()
    options = _options(values)
    workspace = open_workspace(options.folders)
    found = extrapolating(
        sample,
        input,
        workspace,
        options,
        said_as_of(as_of, quiet=quiet),
        level=level or DEFAULT_LEVEL,
        missing=Missing(missing) if missing else None,
        mapping=values["mapping"],
        strict=values["strict"],
    )
    show_problems([*workspace.notes, *found.problems], quiet=quiet)
    _write(found, kind, output, input.name)
    if output is not None:
        _say_written([output], quiet=quiet)
    return int(found.exit_code)


# ------------------------------------------------------------------------------------------------------------- writing


def _sheet_ending(output: Path) -> None:
    if output.suffix.lower() not in SHEETS:
        raise click.UsageError(f"{output}: end the name in .xlsx or .csv")


def _save_sheet(sheet: SampleSheet, output: Path) -> list[Path]:
    """Write a sheet to fill in, with its notes; the files written."""
    from commissioning.loading.validation_sample import notes_beside
    from commissioning.reports.validation_workbook import sample_csv, sample_workbook

    if output.suffix.lower() == ".xlsx":
        save(output, sample_workbook(sheet))
        return [output]
    rows, notes = sample_csv(sheet)
    beside = notes_beside(output)
    read = [Path(str(given)) for name, given in click.get_current_context().params.items() if name in ("sample", "input")]
    if beside.exists() and any(notes_beside(one).resolve() == beside.resolve() for one in read):
        raise usage("U025", f"the notes {beside} would be written over what is read", "name another file")
    save(output, rows.encode("utf-8"))
    save(beside, notes.encode("utf-8"))
    return [output, beside]


def _say_written(files: list[Path], *, quiet: bool) -> None:
    if not quiet:
        click.echo(f"Written: {', '.join(map(str, files))}", err=True)


def _write(found: Validated, kind: str, output: Path | None, input_name: str) -> None:
    from commissioning.reports import files

    if kind == "xlsx" and output is not None:
        from commissioning.reports.validation_workbook import validation_sheets

        buffer = io.BytesIO()
        files.workbook(validation_sheets(found.found), buffer)
        save(output, buffer.getvalue())
    elif kind == "csv":
        from commissioning.reports.validation_rows import FOUND_COLUMNS, found_rows

        out = io.StringIO()
        files.write_csv(found_rows(found.found), out, FOUND_COLUMNS)
        written(out.getvalue(), output, exact=True)
    elif kind == "json":
        from commissioning.reports.validation_rows import validation_json

        written(files.to_json({"input_digest": found.read.digest, **validation_json(found.found)}), output, exact=True)
    elif kind == "html":
        from commissioning.reports.validation_html import validation_html

        written(validation_html(found.found, problems=found.problems, input_name=input_name), output)
    else:
        from commissioning.reports.validation_text import extrapolated_text

        written("\n".join(extrapolated_text(found.found)) + "\n", output)
