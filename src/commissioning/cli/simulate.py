"""``commissioning simulate``: a made-up cohort of any size, fitted to the published figures."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any, Literal

import click

from commissioning.cli.options import ANY_PATH, FILE


class YearlyStarts(click.ParamType[tuple[int, ...]]):
    """Numbers of starts by year, as ``10063,12085,10356``."""

    name = "numbers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        """The numbers, or a usage error that says how to write them."""
        if isinstance(value, tuple):
            return value
        parts = [part.strip() for part in str(value).split(",")]
        if not all(part.isascii() and part.isdigit() and len(part) <= 10 for part in parts):
            self.fail(f"'{value}' is not a list of whole numbers: write it as 10063,12085,10356", param, ctx)
        return tuple(int(part) for part in parts)


class Progress:
    """Says on standard error how many journeys are made, about once a second, with an estimate of the time left."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._begun = self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        """So many of so many journeys are made."""
        now = time.monotonic()
        if self._quiet or now - self._said < 1.0:
            return
        self._said = now
        left = (now - self._begun) / done * (total - done)
        end = "\r" if sys.stderr.isatty() else "\n"
        sys.stderr.write(f"made {done:,} of {total:,} journeys, about {left:,.0f} s left   {end}")
        sys.stderr.flush()


@click.command("simulate")
@click.option("--journeys", type=click.IntRange(min=1), help="How many journeys [default: 100,000, or the yearly starts].")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed gives the same cohort.")
@click.option("--output", type=ANY_PATH, help="A new folder to write.")
@click.option(
    "--format", "kind", type=click.Choice(["parquet", "csv"]), default="parquet", show_default=True, help="The kind of files."
)
@click.option("--earnings", is_flag=True, help="Write the table of earnings too.")
@click.option("--model", type=FILE, help="A model to use in place of the one that ships.")
@click.option(
    "--yearly-starts",
    type=YearlyStarts(),
    default=(),
    help="Exact numbers of starts for the model's years, with commas between.",
)
@click.option("--fit", "fit_alone", is_flag=True, help="Show the fit to the published figures and write nothing.")
@click.option(
    "--decide",
    type=click.IntRange(min=1, max=100_000),
    metavar="N",
    help="Also decide N starts of the first year under the contract, to set beside the payments published.",
)
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(
    journeys: int | None,
    seed: int,
    output: Path | None,
    kind: Literal["parquet", "csv"],
    earnings: bool,
    model: Path | None,
    yearly_starts: tuple[int, ...],
    fit_alone: bool,
    decide: int | None,
    quiet: bool,
) -> int:
    """Make up a cohort: journeys and jobs as an input folder, with awkward cases, fitted to published figures.

    No person is behind any of them. The fit is shown beside the published figures. A seed gives one cohort, to the penny;
    journey number n is the same in a cohort of any size. Memory does not grow with the cohort.
    """
    from commissioning.app.simulate import decided, fit_table, make_cohort, payments_lines, simulate
    from commissioning.app.workspace import open_workspace

    if (output is None) != fit_alone:
        raise click.UsageError("say --output FOLDER to write the cohort, or --fit to see its fit alone")
    workspace = open_workspace()
    cohort = make_cohort(workspace, seed, journeys, model=model, yearly=yearly_starts)
    made = simulate(cohort, output, kind, earnings=earnings, progress=Progress(quiet=quiet))
    name = cohort.simulator.loaded.model.simulation
    click.echo(f"Fit of {cohort.journeys:,} journeys of the model {name}, seed {seed}; differences in percentage points")
    for line in fit_table(made.figures):
        click.echo(line)
    if decide is not None:
        click.echo(f"Payments decided of {decide:,} starts of the first year, beside those published above")
        for line in payments_lines(decided(workspace, seed, decide, model=model)):
            click.echo(line)
    if output is not None and not quiet:
        rows = made.tally.counts["rows of jobs"]
        click.echo(f"Written: {output} ({cohort.journeys:,} journeys, {rows:,} rows of jobs)", err=True)
    return 0
