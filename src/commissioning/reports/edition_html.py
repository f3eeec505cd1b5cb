"""An edition for publication as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from commissioning.reports import glossary, telling_grounds, words
from commissioning.reports.edition import Edition, Table, lead, method, shown
from commissioning.reports.files import Pounds
from commissioning.reports.pages import rendered
from commissioning.reports.pictures import Amount, bars_svg

MOST_BARS = 40
"""Rows of a table that are drawn; one with more is a table alone."""

GLOSSARY = (
    ("Hidden", "A number that is small, or that would give a small one away; shown as [c], for confidential."),
    ("Rounded", "To the nearest multiple, each number for itself, so that parts may not add up to their total."),
    ("Flip", "An outcome of one journey that gets one verdict under one model and another under a second."),
)


def edition_html(edition: Edition) -> str:
    """The whole page."""
    return rendered(
        "edition.html.j2",
        title=edition.title,
        lead=" ".join(lead(edition)),
        as_of=edition.as_of,
        made=edition.made,
        settings=edition.settings,
        method=list(method(edition.disclosure)),
        cautions=list(edition.cautions),
        tables=[_table(table, number) for number, table in enumerate(edition.tables, start=1)],
        models=[
            {
                "title": words.model(plan),
                "contract": plan.contract,
                "digest": plan.digest,
                "recorded": plan.recorded,
                "not_modelled": plan.not_modelled,
                "terms": [(note, list(telling_grounds.backing(note.term, plan))) for note in plan.notes],
            }
            for plan in edition.plans
        ],
        glossary=(*GLOSSARY, *glossary.TERMS),
    )


def _table(table: Table, number: int) -> dict[str, Any]:
    return {
        "name": table.name.replace("_", "-"),
        "title": table.title,
        "headings": [(heading, place >= table.labels) for place, heading in enumerate(table.headings)],
        "rows": [
            ([shown(cell) for cell in row[: table.labels]], [shown(c) for c in row[table.labels :]]) for row in table.rows
        ],
        "note": table.note,
        "charts": list(_charts(table, number)),
    }


def _charts(table: Table, number: int) -> Iterator[dict[str, Any]]:
    """Bars of what is shown; what is hidden has no bar and says so."""
    for column in table.charted:
        if not 0 < len(table.rows) <= MOST_BARS:
            continue
        amounts = []
        for row in table.rows:
            cell = row[column]
            size = int(cell) if isinstance(cell, (int, Pounds)) else 0
            amounts.append(Amount(" ".join(shown(label) for label in row[: table.labels]).strip(), size, size, shown(cell)))
        title = f"{table.title}: {table.headings[column].removesuffix(' (£)')}"
        yield {"title": title, "svg": bars_svg(title, amounts, f"chart-{number}-{column}")}
