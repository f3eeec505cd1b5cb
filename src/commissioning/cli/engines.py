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
    click.echo(f"{'spark':<10} {_spark()}")
    click.echo(f"{'auto':<10} chooses: reference")


def _spark() -> str:
    from commissioning.engines.interface import Missing
    from commissioning.engines.spark import check_ready

    try:
        check_ready()
    except Missing as why:
        return f"cannot run here: {why}"
    return "can run; whole populations on many machines, each share by the columnar engine"


ENGINES = {
    "reference": "runs; plain and readable, the judge of the others",
    "durable": "runs; forward chaining by durable-rules, with the order in which rules fired",
    "columnar": "runs; whole populations, by the same plans held in arrays",
}
