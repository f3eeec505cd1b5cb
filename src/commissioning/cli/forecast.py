"""``commissioning forecast``: what a contract pays for a cohort of people, with how far it spreads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.forms import Forms, write_form
from commissioning.cli.lab_options import output_options, outputs
from commissioning.cli.options import FILE, Progress, contract_options, options_of, show_problems

if TYPE_CHECKING:
    from commissioning.domain.forecasts import BackTest, Forecast


@click.command("forecast")
@click.argument("contract", metavar="CONTRACT[@DATE]")
@click.option(
    "--against", multiple=True, metavar="CONTRACT[@DATE]", help="Another contract, for the same people; may be repeated."
)
@click.option(
    "--cohort",
    default="published",
    show_default=True,
    metavar="NAME|FILE",
    help="A cohort of rules/cohorts, or a file of your own in that form.",
)
@click.option("--cohorts", type=click.IntRange(2, 10_000), default=500, show_default=True, help="How many cohorts to make up.")
@click.option(
    "--seed", type=click.IntRange(0, (1 << 32) - 1), default=1, show_default=True, help="The same seed gives the same sums."
)
@click.option("--uncertain-rates", is_flag=True, help="Draw the chain's rates anew for each cohort, as the cohort's file says.")
@click.option("--caseload-cap", type=click.IntRange(1, 1000), help="How many people each worker supports at most.")
@click.option("--workers", type=click.IntRange(1, 100_000), help="With --caseload-cap: how many workers there are.")
@click.option(
    "--longest-wait",
    type=click.IntRange(0, 3650),
    metavar="DAYS",
    help="With --caseload-cap: turn away who would wait longer [default: everyone waits].",
)
@click.option("--back-test", is_flag=True, help="Set the contract's business case beside what happened, instead of a forecast.")
@click.option(
    "--assume",
    multiple=True,
    metavar="NAME=READING",
    help="Settle a silence (window=rolling; @generous for a set) or a missing fact of jobs (reflects_needs=yes); repeatable.",
)
@click.option("--set-aside", multiple=True, metavar="TERM", help="Decide without a term; may be repeated.")
@click.option("--as-dated", is_flag=True, help="Keep the term that bounds referrals in time, which is set aside otherwise.")
@click.option("--prices", type=FILE, help="A price list to use in place of the illustrative one.")
@click.option("--model", type=FILE, help="A model of made-up journeys to use in place of the cohort's own.")
@click.option("--months", is_flag=True, help="In the table for a terminal, show every month too.")
@contract_options
@output_options
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(
    contract: str,
    against: tuple[str, ...],
    back_test: bool,
    months: bool,
    format_: str | None,
    output: tuple[Path, ...],
    **values: Any,
) -> int:
    """Forecast what a contract pays: outcomes and money by month and year, with 50% and 90% intervals.

    Cohorts are made up as the statistics of Fair Start Scotland say, and each journey is decided by the contract's terms.
    Contracts are compared on the same people. The intervals are of chance alone, or with --uncertain-rates also of what is not
    known. Silences are read by each of the contract's sets of readings, or as --assume says.
    """
    from commissioning.app.forecast import Asked, back_tested, forecast
    from commissioning.app.workspace import open_workspace

    quiet = values["quiet"]
    files = outputs(format_, output)
    options = options_of({**values, "contract": (contract,), "local": False, "known_at": None})
    workspace = open_workspace(options.folders)
    asked = Asked(
        contract,
        against,
        values["cohort"],
        values["cohorts"],
        values["seed"],
        values["uncertain_rates"],
        values["workers"],
        values["caseload_cap"],
        values["longest_wait"],
        values["as_dated"],
        values["model"],
    )
    progress = Progress(quiet=quiet)
    if back_test:
        forms = _of_back_test(back_tested(workspace, options, asked, progress))
    else:
        forms = _of_forecast(forecast(workspace, options, asked, progress), months=months)
    progress.finish()
    show_problems(workspace.notes, quiet=quiet)
    for kind, path in files:
        write_form(forms, kind, path)
        if path is not None and not quiet:
            click.echo(f"Written: {path}", err=True)
    return 0


def _of_forecast(made: Forecast, *, months: bool) -> Forms:
    from commissioning.reports import forecast_html, forecast_rows, forecast_text, forecast_workbook

    return Forms(
        lambda: forecast_html.forecast_html(made),
        lambda: forecast_text.forecast_text(made, months=months),
        lambda: forecast_rows.forecast_json(made),
        lambda: forecast_rows.forecast_rows(made),
        forecast_rows.COLUMNS,
        lambda: forecast_workbook.forecast_sheets(made),
    )


def _of_back_test(made: BackTest) -> Forms:
    from commissioning.reports import forecast_html, forecast_rows, forecast_text, forecast_workbook

    return Forms(
        lambda: forecast_html.back_test_html(made),
        lambda: forecast_text.back_test_text(made),
        lambda: forecast_rows.back_test_json(made),
        lambda: forecast_rows.back_test_rows(made),
        forecast_rows.BACK_TEST,
        lambda: forecast_workbook.back_test_sheets(made),
    )
