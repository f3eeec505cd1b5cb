"""``commissioning incentives``: what the terms of a contract reward, with made-up journeys as witnesses."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.editions import disclosure_of, disclosure_options
from commissioning.cli.lab_options import lab_options, output_options, outputs, say_left_out, with_contract
from commissioning.cli.options import ANY_PATH, FILE, Progress, options_of, save, show_problems, written

if TYPE_CHECKING:
    from commissioning.app.incentives import Found


@click.command("incentives")
@click.argument("contract", metavar="CONTRACT[@DATE]")
@click.argument("input", type=ANY_PATH, required=False)
@lab_options
@click.option(
    "--set", "sets", multiple=True, metavar="TERM.FIELD=VALUE", help="Change a value first, as what-if does; may be repeated."
)
@click.option(
    "--variation", type=ANY_PATH, help="A file that changes the contract: a contract file that names it as its parent."
)
@click.option(
    "--against", type=FILE, help="Witnesses of an earlier design (a JSON file of this command) to be tried on this one."
)
@click.option("--costs", type=FILE, help="Costs to serve by payment group [default: illustrative ones].")
@click.option(
    "--journeys",
    type=click.IntRange(min=10, max=100_000),
    default=500,
    show_default=True,
    help="Without INPUT: how many journeys to make up for the margins by group.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Without INPUT: their seed.")
@disclosure_options
@output_options
def command(
    contract: str,
    input: Path | None,
    as_of: date | None,
    sets: tuple[str, ...],
    variation: Path | None,
    against: Path | None,
    costs: Path | None,
    journeys: int,
    seed: int,
    suppress: int | None,
    nearest: str | None,
    format_: str | None,
    output: tuple[Path, ...],
    **values: Any,
) -> int:
    """Say what the terms reward: cliffs, dead zones, splitting, delaying, leaving a claim to a deadline, parking and creaming.

    Each is shown by two journeys that differ in one thing, in pounds, with the clause at fault. Margins by group are of INPUT,
    or of made-up journeys. Write the result as JSON to try its witnesses on a later design with --against.
    """
    from commissioning.app.editions import protected_incentives
    from commissioning.app.incentives import Asked, incentives
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    files = outputs(format_, output)
    options = options_of(with_contract(values, (contract,)))
    workspace = open_workspace(options.folders)
    progress = Progress(quiet=quiet)
    found = incentives(
        workspace,
        options,
        Asked(contract, sets, variation, input, journeys, seed, costs, against),
        as_of,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
        progress=progress,
    )
    progress.finish()
    show_problems([*workspace.notes, *(found.read.problems if found.read else ())], quiet=quiet)
    if found.read is not None:
        say_left_out(found.read)
    found = protected_incentives(found, disclosure_of(suppress, nearest))
    for kind, path in files:
        _write(found, kind, path)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    return 1 if found.read is not None and any(found.read.left_out.values()) else 0


def _write(found: Found, kind: str, path: Path | None) -> None:
    from commissioning.reports import files, incentive_rows

    of, plan = found.incentives, found.plan
    if kind == "html":
        from commissioning.reports.incentive_html import incentives_html

        text = incentives_html(
            found=of,
            plan=plan,
            as_of=found.as_of,
            settings=found.design.settings,
            problems=found.problems,
            engine=found.engine,
            seed=found.seed,
            digest=found.read.digest if found.read else "",
            input_name=found.input_name,
        )
        written(text, path)
    elif kind == "table":
        from commissioning.reports.figures import printable

        written("\n".join(printable(line) for line in incentive_rows.incentives_text(of, plan)) + "\n", path)
    elif kind == "xlsx" and path is not None:
        from commissioning.reports.charted import charted_workbook

        buffer = io.BytesIO()
        facts = (("As of", found.as_of), ("Margins are of", of.cohort), ("Made up", found.seed))
        charted_workbook(incentive_rows.incentive_sheets(of, plan, facts), buffer)
        save(path, buffer.getvalue())
    elif kind == "json":
        from commissioning.app.incentives import scenes_as_cells

        head = {"as_of": found.as_of, "engine": found.engine, "seed": found.seed}
        written(files.to_json({**head, **incentive_rows.incentives_json(of, plan, scenes_as_cells(of))}), path, exact=True)
    else:
        text_buffer = io.StringIO()
        files.write_csv(incentive_rows.witness_rows(of, plan), text_buffer, incentive_rows.COLUMNS)
        written(text_buffer.getvalue(), path, exact=True)
