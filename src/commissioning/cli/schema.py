"""``commissioning schema``: the JSON Schema of contract files."""

from __future__ import annotations

from pathlib import Path

import click

from commissioning.cli.options import ANY_PATH, written


@click.command("schema")
@click.option("--output", type=ANY_PATH, help="A file to write.")
def command(output: Path | None) -> None:
    """Print the JSON Schema of contract files, for editors.

    In an editor with YAML support, name the file in the first line of a contract:
    # yaml-language-server: $schema=contract.schema.json
    """
    from commissioning.reports.files import to_json
    from commissioning.terms.contract import json_schema

    written(to_json(json_schema()), output)
