"""The page of forecasts and of risk: what the commands reckon, how their files are written, what their rows hold."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, fenced, page, table, text
from commissioning.places import shipped
from commissioning.reports.forecast_rows import BACK_TEST, COLUMNS
from commissioning.reports.forecast_words import GLOSSARY
from commissioning.reports.risk_rows import COLUMNS as RISK
from commissioning.reports.risk_words import GLOSSARY as OF_RISK

FILES = {
    "published": ("rules/cohorts", "The cohort that ships, as an example of the form:"),
    "illustrative": ("rules/risk", "The ways to pay that ship, as an example of the form:"),
    "fair-start-scotland": ("rules/back-tests", "The back-test that ships:"),
}


def forecast() -> str:
    """The page."""
    return page(_forecast())


def _forecast() -> Iterator[str]:
    yield from text("""
        # Forecasts and risk

        `commissioning forecast` says what a contract pays for a cohort of people, month by month, and how far that spreads.
        `commissioning risk` pays for the same cohort in several ways and says who bears what goes otherwise than planned.
        """)
    yield from fenced(
        "commissioning forecast fair-start-scotland --output forecast.html\n"
        "commissioning forecast fair-start-scotland --against no-one-left-behind \\\n"
        "    --assume reflects_needs=yes --uncertain-rates\n"
        "commissioning forecast fair-start-scotland --caseload-cap 24 --workers 400 --longest-wait 60\n"
        "commissioning forecast fair-start-scotland --back-test --output back-test.html\n"
        "commissioning risk fair-start-scotland --assume @strict --output risk.html",
        "sh",
    )
    yield from text("""
        ## How a forecast is made

        1. So many cohorts are made up (`--cohorts`), each of other people with other chance, as the page on made-up cohorts
           says. Cohort number c of seed s has the seed s + c × 4,294,967,296, counting from 0: `commissioning simulate`
           with the same yearly starts and that seed makes the same people.
        2. Nothing is missing: the blanks that `simulate` writes are faults of records. Payment groups that add up to less
           than 100% are taken of what they add up to. What the model leaves open, such as whether a job reflects the
           person's needs, stays unknown, and an outcome that turns on it stays undetermined and is not paid for.
        3. Every journey of every cohort is decided by the contract's terms, as of a day so late that each outcome has had its
           time. An outcome is paid for in the month in which it is reached; where readings differ in the day, on the last.
        4. A figure of one cohort is a number of outcomes or of whole pence. The 90% interval lies between the figures below
           which 5% and 95% of the cohorts lie, by nearest rank.

        The term that bounds referrals in time is set aside, so that one cohort can be forecast under contracts of other
        years; `--as-dated` keeps it. A contract that leaves anything open is a design for each of its sets of readings,
        unless `--assume` settles it. All designs are decided for the same people with the same chance.

        ## What the intervals are of

        * **Sampling only**: the rates are exactly those of the cohort's file. This is by far the smaller part of what is not
          known.
        * **With uncertain rates** (`--uncertain-rates`): the chain is drawn anew for each cohort, from the spread that the file
          gives. Starts, payment groups, lots, hours and times to work are held.

        ## A limit on caseloads

        `--caseload-cap` people for each of `--workers` workers, who are shared out among the lots by their shares of starts. A
        place is taken from the start to the last day of support. Who starts when every place of the lot is taken is put off
        until one is free, in the order of starts, or turned away where that is longer than `--longest-wait`. All that follows
        a start comes as many days later.

        ## A cohort of your own

        `--cohort FILE` takes a file of this form. What it does not say is as in the model it names: `chain` (of all starts,
        those who enter work and those in work at 3, 6 and 12 months) and `payment_groups` may be left out, and so may
        `uncertain`, without which `--uncertain-rates` cannot be asked for. Years may lie anywhere.
        """)
    yield from _file("published")
    yield from text("""
        ## The back-test

        `--back-test` sets the business case of a contract beside what happened. Only totals are published. For each stated
        likelihood by group, rates are found that give the planned total at the planned mix, and applied to the mix that there
        was: the difference is due to the mix, and what is left is due to all else. The answer is a range over the likelihoods,
        which are illustrative. The business case is then forecast, with both sorts of interval, under each set of readings.
        """)
    yield from _file("fair-start-scotland")
    yield from text("""
        ## Ways to pay

        `commissioning risk` takes the ways to pay from a file (`--payments`). Each pays a fee, the costs, or for outcomes:
        what the fee leaves of the budget. Prices of outcomes are those of the price list, raised or lowered by one factor, so
        that the budget is paid on average at the published rates. Serving a person costs what the file of costs says, spread
        over the months of support. Three runs of the same cohorts are decided: at the published rates, with uncertain rates,
        and after a fall in how many enter work. Where a contract leaves anything open and `--assume` does not settle it, the
        first of its sets of readings is taken, and said.
        """)
    yield from _file("illustrative")
    yield from text("## What rows hold")
    for heading, columns in (("A forecast", COLUMNS), ("A back-test", BACK_TEST), ("Risk", RISK)):
        yield from text(f"### {heading}")
        yield from table(("column", "what it says"), ((code(name), says) for name, says in columns.items()))
    yield from text("## Words")
    yield from table(("word", "meaning"), (*GLOSSARY, *OF_RISK))


def _file(name: str) -> Iterator[str]:
    folder, says = FILES[name]
    yield from text(says)
    yield from fenced((shipped("rules") / folder.removeprefix("rules/") / f"{name}.yaml").read_text(encoding="utf-8"), "text")
