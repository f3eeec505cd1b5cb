"""Options that make an edition for publication, and writing one in any format."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commissioning.cli.options import save, written

if TYPE_CHECKING:
    from commissioning.reports.disclosure import Disclosure
    from commissioning.reports.edition import Edition

F = TypeVar("F", bound=Callable[..., Any])


def disclosure_options(function: F) -> F:
    """``--suppress`` and ``--round``."""
    for option in (
        click.option(
            "--round",
            "nearest",
            type=click.Choice(("5", "10", "50", "100")),
            help="For publication: counts to the nearest so many, each for itself, and no journey.",
        ),
        click.option(
            "--suppress",
            type=click.IntRange(min=2, max=1000),
            metavar="N",
            help="For publication: counts below N hidden as [c], with what would give them back, and no journey.",
        ),
    ):
        function = option(function)
    return function


def disclosure_of(suppress: int | None, nearest: str | None) -> Disclosure:
    """What the two options ask for."""
    from commissioning.reports.disclosure import Disclosure

    return Disclosure(suppress or 0, int(nearest or 0))


def write_edition(edition: Edition, kind: str, path: Path | None) -> None:
    """Write an edition in one format."""
    from commissioning.reports import edition as made
    from commissioning.reports import files

    if kind == "html":
        from commissioning.reports.edition_html import edition_html

        written(edition_html(edition), path)
    elif kind == "table":
        written("\n".join(made.edition_text(edition)) + "\n", path)
    elif kind == "json":
        written(files.to_json(made.edition_json(edition)), path, exact=True)
    elif kind == "csv":
        buffer = io.StringIO()
        files.write_csv(made.edition_rows(edition), buffer, made.LONG)
        written(buffer.getvalue(), path, exact=True)
    elif kind == "xlsx" and path is not None:
        from commissioning.reports.charted import charted_workbook

        content = io.BytesIO()
        charted_workbook(made.edition_sheets(edition), content)
        save(path, content.getvalue())
    else:
        raise click.UsageError(
            f"an edition with small numbers protected is no {kind} file: ask for html, xlsx, csv, json or txt"
        )
