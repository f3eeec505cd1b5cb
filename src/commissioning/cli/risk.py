"""``commissioning risk``: who bears what goes otherwise than planned, under each of several ways to pay for one service."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.forms import Forms, write_form
from commissioning.cli.lab_options import output_options, outputs
from commissioning.cli.options import FILE, Progress, contract_options, options_of, show_problems

if TYPE_CHECKING:
    from commissioning.domain.risks import Risk


@click.command("risk")
@click.argument("contract", metavar="[CONTRACT[@DATE]]", default="fair-start-scotland")
@click.option("--payments", type=FILE, help="Ways to pay to set side by side [default: the illustrative ones in rules/risk].")
@click.option("--costs", type=FILE, help="Costs to serve by payment group [default: illustrative ones].")
@click.option(
    "--cohort",
    default="published",
    show_default=True,
    metavar="NAME|FILE",
    help="A cohort of rules/cohorts, or a file of your own in that form.",
)
@click.option("--cohorts", type=click.IntRange(2, 10_000), default=100, show_default=True, help="How many cohorts to make up.")
@click.option(
    "--seed", type=click.IntRange(0, (1 << 32) - 1), default=1, show_default=True, help="The same seed gives the same sums."
)
@click.option(
    "--assume", multiple=True, metavar="NAME=READING", help="Settle a silence (window=rolling; @strict for a set); repeatable."
)
@click.option("--set-aside", multiple=True, metavar="TERM", help="Decide without a term; may be repeated.")
@click.option("--prices", type=FILE, help="A price list to use in place of the illustrative one.")
@click.option("--model", type=FILE, help="A model of made-up journeys to use in place of the cohort's own.")
@contract_options
@output_options
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(contract: str, format_: str | None, output: tuple[Path, ...], **values: Any) -> int:
    """Set ways to pay for one service side by side: fee for service, grant of costs, outcomes, earnings.

    The same made-up cohorts under each: how far what is paid spreads, the provider's margin, cash at risk and working capital
    in days, and who bears a fall in the labour market. Every amount is illustrative unless its file says otherwise.
    """
    from commissioning.app.risk import Asked, risk
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    files = outputs(format_, output)
    options = options_of({**values, "contract": (contract,), "local": False, "known_at": None})
    workspace = open_workspace(options.folders)
    asked = Asked(
        contract,
        values["cohort"],
        values["cohorts"],
        values["seed"],
        values["payments"],
        values["costs"],
        values["model"],
    )
    progress = Progress(quiet=quiet)
    forms = _forms(risk(workspace, options, asked, progress))
    progress.finish()
    show_problems(workspace.notes, quiet=quiet)
    for kind, path in files:
        write_form(forms, kind, path)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    return 0


def _forms(made: Risk) -> Forms:
    from commissioning.reports import risk_html, risk_rows

    return Forms(
        lambda: risk_html.risk_html(made),
        lambda: risk_rows.risk_text(made),
        lambda: risk_rows.risk_json(made),
        lambda: risk_rows.risk_rows(made),
        risk_rows.COLUMNS,
        lambda: risk_rows.risk_sheets(made),
    )
