"""``commissioning engines``: which engines there are, and which cannot run here and why."""

from __future__ import annotations

import click


@click.command("engines")
def command() -> None:
    """Say which engines there are, and which cannot run here and why."""
    from commissioning.engines.interface import Missing, engines

    for name, make in engines().items():
        try:
            state = ENGINES[name] if make() else ""
        except Missing as why:
            state = f"cannot run here: {why}"
        click.echo(f"{name:<10} {state}")
    click.echo(f"{'auto':<10} chooses: reference")


ENGINES = {
    "reference": "runs; plain and readable, the judge of the others",
    "durable": "runs; forward chaining by durable-rules, with the order in which rules fired",
    "columnar": "runs; whole populations, by the same plans held in arrays",
}
