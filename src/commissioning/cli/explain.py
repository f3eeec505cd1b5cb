"""``commissioning explain``: one journey under one contract, clause by clause."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import ANY_PATH, deciding_options, options_of, said_as_of, show_problems, written
from commissioning.cli.store_options import INPUT

if TYPE_CHECKING:
    from commissioning.app.explain import Explained
    from commissioning.app.stored_input import StoreInput


@click.command("explain")
@click.argument("input", type=INPUT)
@click.option("--journey", required=True, metavar="ID", help="The journey to explain.")
@click.option("--outcome", metavar="NAME", help="One outcome only, such as 13-week.")
@deciding_options
@click.option("--format", "format_", type=click.Choice(("text", "json", "html")), help="[default: text, or by --output]")
@click.option("--output", type=ANY_PATH, help="A file to write.")
def command(
    input: Path | StoreInput,
    journey: str,
    outcome: str | None,
    as_of: date | None,
    format_: str | None,
    output: Path | None,
    **values: Any,
) -> int:
    """Explain one journey of INPUT under one contract: every line with its facts, clause and source.

    Each reading that makes a difference is shown with its verdict, with what would settle an undetermined one, the support
    still due, and a timeline.
    """
    from commissioning.app.explain import explain
    from commissioning.app.workspace import open_workspace

    options = options_of(values)
    day = said_as_of(as_of, quiet=values["quiet"])
    workspace = open_workspace(options.folders)
    explained = explain(
        input,
        workspace,
        options,
        journey,
        day,
        outcome=outcome,
        engine_name=values["engine"],
        mapping=values["mapping"],
        strict=values["strict"],
    )
    places = explained.read.gaps.get(journey, ())
    if places:
        click.echo(f"Decided without what could not be read of this client: {', '.join(places)}.", err=True)
    show_problems(workspace.notes, quiet=values["quiet"])
    kind = format_ or ("text" if output is None else {"html": "html", "json": "json"}.get(output.suffix.lstrip("."), "text"))
    written(_rendered(explained, kind), output, exact=kind == "json")
    return 1 if any(explained.read.left_out.values()) else 0


def _rendered(explained: Explained, kind: str) -> str:
    if kind == "json":
        from commissioning.reports.explanation_json import explanation_json
        from commissioning.reports.files import to_json

        return to_json(explanation_json(explained.explanation, explained.plan))
    if kind == "html":
        from commissioning.reports.explanation_html import explanation_html

        return explanation_html(explained.explanation, explained.plan)
    from commissioning.reports.explanation_text import explanation_text

    return "\n".join(explanation_text(explained.explanation, explained.plan)) + "\n"
