"""An edition for publication: tables of counts with small numbers hidden or rounded, and nothing of any one journey.

It is made of what may be shown alone: the figures as they were found are not in it, so that no format can give them away.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.plan.plan import Plan
from commissioning.reports.charted import Chart, Sheet, made_from, with_cover
from commissioning.reports.compare_text import table as as_text
from commissioning.reports.disclosure import HIDDEN, MEANING, Disclosure
from commissioning.reports.figures import counted, printable, thousands
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell


@dataclass(frozen=True)
class Table:
    """One table: its name as data, its title, headings and rows. *labels* columns from the left say what a row is of.

    *charted* are columns of numbers that a chart shows, if there is anything to chart in every row.
    """

    name: str
    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    labels: int = 1
    charted: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Made:
    """What an edition was made from: the input with its digest, the engine, and of a made-up cohort its seed."""

    input_name: str = ""
    digest: str = ""
    engine: str = ""
    seed: str = ""


@dataclass(frozen=True)
class Edition:
    """Everything that may be shown. *cautions* are heads with sentences; the tables hold no number that is to be hidden."""

    title: str
    as_of: date
    disclosure: Disclosure
    tables: Sequence[Table]
    plans: Sequence[Plan]
    made: Made = Made()
    cautions: Sequence[tuple[str, str]] = ()
    settings: Sequence[str] = field(default=())


def method(disclosure: Disclosure) -> Iterator[tuple[str, str]]:
    """How small numbers are kept from being read off, for a reader and for whoever makes the next table."""
    if disclosure.suppress:
        yield (
            f"Small numbers are hidden: {HIDDEN}.",
            f"{HIDDEN} is {MEANING}. Counts from 1 to {disclosure.suppress - 1} are hidden, and others beside them so that no "
            f"row, column or total gives them back: what is hidden can be any of at least {disclosure.suppress} numbers. "
            "That there is nobody is shown as 0.",
        )
    if disclosure.nearest:
        yield (
            f"Counts are rounded to the nearest {disclosure.nearest}.",
            "Every count is rounded for itself, totals too, so that parts may not add up to their total; 0 may be a few.",
        )
    yield (
        "Sums of money are rounded.",
        f"They are rounded to at least what {max(disclosure.suppress, disclosure.nearest)} of the dearest outcome cost, so "
        "that they tell no fewer people apart than counts do; rates are of the numbers as they are shown.",
    )
    yield (
        "No journey is shown.",
        "Nothing here is of one person: no journey, no smallest journey that shows a change, no row that was left out.",
    )


def lead(edition: Edition) -> Iterator[str]:
    """What a reader is told first: of what it is, and what the sign means that stands in the place of numbers."""
    first = next(iter(edition.tables))
    number = first.rows[0][1] if first.name == "people" and first.rows else None
    of = f"{shown(number)} journeys" if isinstance(number, int) else "The journeys"
    under = counted(len(edition.plans), "commissioning model")
    yield f"{of} of the caseload as of {in_words(edition.as_of)}, decided under {under}."
    if edition.disclosure.suppress:
        yield f"{HIDDEN} is {MEANING}."


# -------------------------------------------------------------------------------------------------------------- as text


def shown(cell: Cell) -> str:
    """A cell as a reader meets it."""
    if cell is None:
        return ""
    if isinstance(cell, Pounds):
        return f"£{thousands(int(cell) // 100)}" if cell >= 0 else f"−£{thousands(-int(cell) // 100)}"
    if isinstance(cell, int):
        return thousands(cell)
    return in_words(cell) if isinstance(cell, date) else str(cell)


def edition_text(edition: Edition) -> Iterator[str]:
    """Every line for a terminal."""
    yield f"{edition.title}, as of {in_words(edition.as_of)}"
    for head, text in (*method(edition.disclosure), *edition.cautions):
        yield f"{head} {text}"
    for table in edition.tables:
        yield ""
        yield table.title
        rows = [[printable(shown(cell)) for cell in row] for row in table.rows]
        yield from as_text([list(table.headings), *rows])


# -------------------------------------------------------------------------------------------------------------- as data

LONG = {
    "table": "the table",
    "row": "what the row is of, its labels parted by a bar",
    "column": "the column",
    "value": f"the number as it is shown, money in pence; {HIDDEN}: {MEANING}",
}
"""The columns of an edition as CSV."""


def edition_rows(edition: Edition) -> Iterator[dict[str, Cell]]:
    """Every number, one a row."""
    for table in edition.tables:
        for row in table.rows:
            label = " | ".join(shown(cell) for cell in row[: table.labels])
            for heading, cell in zip(table.headings[table.labels :], row[table.labels :], strict=True):
                yield {"table": table.name, "row": label, "column": heading, "value": _plain(cell)}


def edition_json(edition: Edition) -> dict[str, object]:
    """Everything as data; money in whole pence."""
    return {
        "title": edition.title,
        "as_of": edition.as_of,
        "engine": edition.made.engine,
        "input_digest": edition.made.digest,
        "made_up": edition.made.seed,
        "counts_hidden_below": edition.disclosure.suppress or None,
        "counts_rounded_to": edition.disclosure.nearest or None,
        "notes": [f"{head} {text}" for head, text in (*method(edition.disclosure), *edition.cautions)],
        "contracts": [
            {"contract": plan.contract, "title": plan.title, "digest": plan.digest, "assumptions": list(plan.recorded)}
            for plan in edition.plans
        ],
        "tables": {
            table.name: [dict(zip(table.headings, map(_plain, row), strict=True)) for row in table.rows]
            for table in edition.tables
        },
    }


def _plain(cell: Cell) -> Cell:
    return int(cell) if isinstance(cell, Pounds) else cell


# ---------------------------------------------------------------------------------------------------------- as workbook


def edition_sheets(edition: Edition) -> dict[str, Sheet]:
    """Every sheet: cover, notes, and each table with a native chart where every number of it is shown."""
    notes: list[list[Cell]] = [[head, text] for head, text in (*method(edition.disclosure), *edition.cautions)]
    notes += [["Contract", made_from(plan)] for plan in edition.plans]
    sheets = {"Notes": Sheet(["Note", "What it says"], notes)}
    for table in edition.tables:
        sheets[table.title[:31]] = Sheet(list(table.headings), table.rows, tuple(_charts(table)))
    facts = (("As of", edition.as_of), ("From", edition.made.input_name), ("Digest of the input", edition.made.digest))
    return with_cover(edition.title, facts, sheets)


def _charts(table: Table) -> Iterable[Chart]:
    for column in table.charted:
        if table.rows and all(isinstance(row[column], int) for row in table.rows):
            yield Chart(f"{table.title}: {table.headings[column]}", "bar", 0, (column,))
