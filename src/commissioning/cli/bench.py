"""``commissioning bench``: this engine beside hand-written evaluators and other rule engines, on one data set in one run."""

from __future__ import annotations

from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, written

PARTS = ("peers", "readings", "population", "contracts", "what-if", "commands", "growth")
PACKAGES = "pip install 'commissioning[population]'"


@click.command("bench")
@click.option("--journeys", type=click.IntRange(min=100), default=100_000, show_default=True, help="How many journeys.")
@click.option(
    "--only", "only", type=click.Choice(PARTS), multiple=True, help="A part; may be repeated [default: all but growth]."
)
@click.option("--growth", is_flag=True, help="Also measure 10 and 50 times the journeys, for time and memory.")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="The same seed gives the same data.")
@click.option("--repeats", type=click.IntRange(min=1), default=5, show_default=True, help="How often each thing is measured.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "markdown"]),
    default="table",
    show_default=True,
    help="How it is told.",
)
@click.option("--output", type=ANY_PATH, help="A file to write; else standard output.")
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(
    journeys: int,
    only: tuple[str, ...],
    growth: bool,
    seed: int,
    repeats: int,
    format_: str,
    output: Path | None,
    quiet: bool,
) -> int:
    """Measure this engine beside plain Python, DuckDB SQL, OpenFisca-core and zen-engine, and what it must reach.

    Made-up journeys are decided under ten contracts. Everybody must give the same answers; the first that differs is named, and
    nothing is measured. Then each is run in a process of its own, in rounds, and CPU seconds, ratios, peak memory and the floor
    (reading the input) are printed. A peer that is not installed is left out with one line: pip install 'commissioning[bench]'
    gets them all. A ratio holds for one machine as well as for another; seconds do not.
    """
    from commissioning.app.workspace import open_workspace
    from commissioning.errors import usage

    def say(what: str) -> None:
        if not quiet:
            click.echo(f"{what} …", err=True)

    try:
        import numba  # noqa: F401 - only whether it is there

        from commissioning.benchmarks.report import told
        from commissioning.benchmarks.run import run
    except ModuleNotFoundError as why:
        raise usage("U021", f"the columnar engine cannot run here: {why.name} is not installed", PACKAGES) from why
    report = run(open_workspace(), seed=seed, journeys=journeys, repeats=repeats, only=only, growth=growth, say=say)
    written(told(report, format_), output)
    return 0
