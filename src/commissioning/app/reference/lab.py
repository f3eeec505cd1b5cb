"""The page of the design lab: how a value is named, swept and varied, and what the files of its commands hold."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, fenced, page, table, text
from commissioning.lab.variants import MOST_VARIANTS
from commissioning.places import shipped
from commissioning.reports.compare_rows import FIGURES, FLIPS, PEOPLE
from commissioning.reports.edition import LONG
from commissioning.reports.incentive_rows import COLUMNS
from commissioning.reports.incentive_words import KINDS
from commissioning.reports.sweep_rows import COUNTED

VARIATION = """
contract: fss-twelve
title: Fair Start Scotland at twelve hours
summary: What it would be with 12 hours a week from launch on.
parent: fair-start-scotland
terms:
  - id: hours
    at_least: 12
    illustrative: A number between the two, to see who gains.
"""

PATHS = (
    ("hours.at_least=12", "the value of a term; of a dated value, every version"),
    ("hours.at_least@2021-04-01=12", "the version in force on that day, and no other"),
    ("outcomes.13-week.within=17", "a value inside a value: the window of one outcome"),
    ("outcomes.window=rolling", "a silence filled"),
    ("pre_work_support.limit=15 months", "a length with its unit, as a contract writes it"),
)

SWEEPS = (
    ("hours.at_least=0:35:1", "from 0 to 35, both included, by 1"),
    ("hours.at_least=7:9:0.5", "by half an hour"),
    ("pre_work_support.limit=6:24:3 months", "with a unit"),
    ("outcomes.window=first_start,rolling", "a list"),
)


def lab() -> str:
    """The page."""
    return page(_lab())


def _lab() -> Iterator[str]:
    yield from text("""
        # The design lab

        Three commands ask what terms do: `compare` sets contracts side by side, `what-if` changes one, and `incentives`
        says what one rewards. All of them decide as `check` does, and take its options.

        ## Compare
        """)
    yield from fenced(
        "commissioning compare journeys.xlsx --as-of 2026-03-31 --output compared.html\n"
        "commissioning compare restart jets-scotland journeys.xlsx --as-of 2026-03-31 --as-dated",
        "sh",
    )
    yield from text("""
        * The term that bounds referrals in time is set aside in each contract, as models that followed each other could not be
          compared otherwise. `--as-dated` keeps it.
        * Where a contract asks that a job reflect the person's needs and that is not recorded, everything is shown twice: as
          recorded (undetermined), and with the missing fact taken as a yes. `--assume reflects_needs=yes` leaves the
          second alone.
        * A flip is an outcome of a journey that gets another verdict. Its clause is that of the side that did worse: the
          terms that kept work from counting, or else the term that failed; where that side is undetermined, the first
          silence or missing fact that decides it.
        * The smallest journey that shows a flip has the fewest rows of jobs, then the fewest days, then the first place
          in the input.
        * Costs divide what is due by starts, by people who began a job on or after their start date (whether or not it
          counts), and by sustained outcomes met. No service fee and no cost of delivery is in them.
        * Many journeys (more than three hundred) are decided by the columnar engine, where it can be used; what is counted
          is the same by every engine. Only the journeys that are shown are explained one by one.

        A CSV file holds the figures, or with `--rows flips` the flips by clause, or with `--rows people` every journey
        that flips.
        """)
    for heading, columns in (("Figures", FIGURES), ("Flips", FLIPS), ("People", PEOPLE)):
        yield from text(f"### {heading}")
        yield from table(("column", "what it says"), ((code(name), says) for name, says in columns.items()))
    yield from text("""
        ## What-if

        `--set` changes a value, and may be repeated. A variant is checked as any contract is; an unknown term or value
        names the nearest. A changed value is marked illustrative wherever a decision rests on it.
        """)
    yield from table(("`--set`", "what is changed"), ((code(path), says) for path, says in PATHS))
    yield from text("`--sweep` takes several values in turn. Two sweeps make a two-way table.")
    yield from table(("`--sweep`", "the values"), ((code(path), says) for path, says in SWEEPS))
    yield from text(f"""
        * No more than {MOST_VARIANTS:,} variants at once. A combination that can be no contract is shown with the reason.
        * The cliff is the step between neighbouring values that changes most of what is due. The knee is the point of a
          curve that lies furthest from the straight line between its ends; of a grid, of the curves over the first value.
        * Behaviour is held fixed: the same journeys are decided under every variant.

        `--variation FILE` takes the changes from a file instead: a contract file that names the contract as its parent
        and states only what differs.
        """)
    yield from fenced(VARIATION, "text")
    yield from text("""
        `--keep ID` writes a design as a contract folder of that form, with cases made from its witnesses.

        ### Points of a sweep

        The columns of the values come first, named as they are swept.
        """)
    yield from table(("column", "what it says"), ((code(name), says) for name, says in COUNTED.items()))
    yield from text("""
        ## Incentives

        Made-up journeys of one person are decided under the contract, two at a time, that differ in one thing. The person
        is the one of the contract's own cases whose work pays most. Pay is what is surely due: an undetermined outcome
        pays nothing.
        """)
    yield from table(("kind", "what it shows"), ((code(kind), title) for kind, title in KINDS.items()))
    yield from text("""
        `--output FILE.json` writes the witnesses; `--against FILE.json` tries those of an earlier design on the one at
        hand, which `--set` and `--variation` can change first. Of claims there is one for each outcome that is reached:
        made later and later, then with evidence that stops earlier and earlier, decided as `claims` decides.
        """)
    yield from table(("column", "what it says"), ((code(name), says) for name, says in COLUMNS.items()))
    yield from text("""
        ### Costs to serve

        Margins by group set what is surely due for each start against what serving a person costs: of INPUT, or of
        made-up journeys (`--journeys`, `--seed`) with referral dates set aside. A group is parked where serving costs
        more than comes in, and creamed where it brings most over its cost. `--costs FILE` gives your own costs, with
        their source; these are used otherwise:
        """)
    yield from fenced((shipped("rules") / "costs" / "illustrative.yaml").read_text(encoding="utf-8"), "text")
    yield from text("""
        ## Editions for publication

        With `--suppress N` or `--round N` (5, 10, 50 or 100) `check`, `compare` and `what-if` write an edition: tables in
        which small numbers are protected, and nothing of any one journey. `check --sink totals` protects its rows in
        place, and `incentives` leaves groups of a few people out of its margins.

        * Counts from 1 to N less one are `[c]`, and so are others beside them, until no row, column, total or difference
          gives a small number back. What is hidden can be any of more numbers than N. None is shown as 0.
        * Sums of money are rounded to at least what N of the dearest outcome cost, and shown with their counts only.
        * With `--round` every count is rounded for itself, totals too; the notes say that parts may not add up.
        * Rows of journeys (`--sink rows`, Parquet) cannot be protected, and are refused.

        As CSV an edition is one number a row:
        """)
    yield from table(("column", "what it says"), ((code(name), says) for name, says in LONG.items()))
