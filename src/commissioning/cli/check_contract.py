"""``commissioning check-contract``: every problem of a contract, what it says in plain words, and its cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING

import click

from commissioning.cli.options import ANY_PATH

if TYPE_CHECKING:
    from commissioning.app.check_contract import CheckedContract
    from commissioning.app.every_engine import CasesRun

WIDTH = 110


@click.command("check-contract")
@click.argument("path", type=ANY_PATH)
@click.option("-q", "--quiet", is_flag=True, help="Only problems and cases that fail.")
def command(path: Path, quiet: bool) -> int:
    """Find every problem of the contract in PATH, read it back in plain words, run its cases on every engine that runs here.

    PATH is the folder of a contract, its contract.yaml, or the id of one that is known. Terms that no case exercises are named.
    Exit code: 0 nothing is wrong; 1 there are problems, or cases fail; 2 the path is wrong.
    """
    from commissioning.app.check_contract import check_contract

    checked = check_contract(path)
    for line in problems(checked) if quiet else report(checked):
        click.echo(line)
    return int(checked.exit_code)


def problems(checked: CheckedContract) -> Iterator[str]:
    """Only what is wrong."""
    for problem in checked.errors:
        yield from problem.lines()
    if checked.cases is not None:
        yield from failing(checked.cases)


def report(checked: CheckedContract) -> Iterator[str]:
    """Everything: what is wrong, what the contract says, and what came of its cases."""
    yield f"{checked.file}: {_counted(len(checked.errors), 'problem') if checked.errors else 'no problems'}"
    for problem in checked.problems:
        yield ""
        yield from problem.lines()
    if checked.plan is None:
        yield ""
        yield "The contract can be read back, and its cases run, once these problems are mended."
        return
    yield ""
    for line in checked.words:
        yield from _wrapped(line)
    yield from assumed(checked)
    yield from cases(checked)


def assumed(checked: CheckedContract) -> Iterator[str]:
    """Every value that no document gives."""
    caveats = [caveat for note in checked.plan.notes for caveat in note.caveats] if checked.plan else []
    yield ""
    yield "## What is assumed or made up"
    yield ""
    if not caveats:
        yield "Nothing: every value has a source."
    for caveat in dict.fromkeys(caveats):
        value = f"{caveat.term}, {caveat.field.replace('_', ' ')} {caveat.value}"
        yield from _wrapped(f"- {value}: {caveat.provenance.standing}. {caveat.provenance.why}")


def cases(checked: CheckedContract) -> Iterator[str]:
    """What came of the cases, and what none of them exercises."""
    yield ""
    yield "## Cases"
    yield ""
    if checked.cases is None:
        yield "There are none."
        return
    results = checked.cases.results
    failed = len(results.failed)
    state = f"{failed} of {_counted(len(results.results), 'case')} failed" if failed else "all passed"
    yield f"{_counted(len(results.results), 'case')} decided by {checked.engines.names}: {state}."
    for name, why in checked.engines.missing:
        yield from _wrapped(f"- {name} cannot run here: {why}")
    yield from failing(checked.cases)
    yield ""
    if not results.unexercised:
        yield "Every term and every silence is exercised by a case."
        return
    yield "No case exercises:"
    for one in results.unexercised:
        yield from _wrapped(f"- {one.kind} {one.name}: {one.why}")


def failing(run: CasesRun) -> Iterator[str]:
    """Each case that did not get what was due, with what came; and each that divides the engines."""
    for result in run.results.failed:
        yield f"FAILED  {result.case.name}"
        yield from (f"    {miss}" for miss in result.misses)
    for case, disagreement in run.disagreements:
        yield f"FAILED  {case.name}"
        yield f"    {case.place}: {disagreement}"


def _wrapped(line: str) -> list[str]:
    further = "  " if line.startswith("- ") else ""
    return wrap(line, WIDTH, subsequent_indent=further, break_long_words=False, break_on_hyphens=False) or [""]


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
