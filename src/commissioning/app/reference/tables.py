"""The pages of exchange tables, of decisions and of problem codes."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import cell, page
from commissioning.domain.reasons import MEANINGS
from commissioning.errors import CODES
from commissioning.loading.columns import TABLES
from commissioning.loading.findings import DATA_CODES
from commissioning.reports.rows import COLUMNS


def tables() -> str:
    """The page of exchange tables."""
    return page(_tables())


def decisions() -> str:
    """The page of what a decision holds."""
    return page(_decisions())


def problems() -> str:
    """The page of problem codes."""
    return page(_problems())


def _tables() -> Iterator[str]:
    yield "# Exchange tables"
    yield ""
    yield "CSV files, sheets of one workbook, or Parquet files, by these names. A column that is not there is a column of"
    yield "blanks, and a blank is unknown. Ids must be opaque: nothing here may name a person. Files with other headings, words"
    yield "or dates: [mapping.md](mapping.md)."
    for table in TABLES.values():
        yield ""
        yield f"## `{table.name}`"
        yield ""
        yield table.about
        yield ""
        yield "| column | what it holds | |"
        yield "|---|---|---|"
        for column in table.columns:
            listed = f" One of: {', '.join(column.values)}." if column.values else ""
            kind = f"{column.kind}{', needed' if column.needed else ''}"
            yield f"| `{column.name}` | {cell(column.about)}{listed} | {kind} |"


def _decisions() -> Iterator[str]:
    yield "# Decisions"
    yield ""
    yield "The columns of `commissioning check --format csv`; the first ten are fixed."
    yield ""
    yield "| column | what it says |"
    yield "|---|---|"
    yield from (f"| `{name}` | {cell(meaning)} |" for name, meaning in COLUMNS.items())
    yield ""
    yield "## Reason codes"
    yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    yield from (f"| `{code}` | {meaning} |" for code, meaning in MEANINGS.items())


def _problems() -> Iterator[str]:
    yield "# Problem codes"
    yield ""
    yield "| code | meaning |"
    yield "|---|---|"
    yield from (f"| `{code}` | {cell(meaning)} |" for code, meaning in sorted({**CODES, **DATA_CODES}.items()))
