"""``commissioning log``: add decisions to the log, verify it, show entries."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import ANY_PATH, Progress, deciding_options, options_of, said_as_of, show_problems, written
from commissioning.cli.store_options import day_of, day_option, store_option, with_store
from commissioning.errors import Exit

if TYPE_CHECKING:
    from commissioning.store.log import Logged

COLUMNS = (
    "entry",
    "logged_on",
    "contract",
    "outcome",
    "as_of",
    "known_at",
    "eligible",
    "verdict",
    "reached_on",
    "earliest",
    "reason",
    "term",
    "due_pence",
    "due_to_pence",
    "assumptions",
    "engine",
    "engine_version",
    "import",
    "contract_hash",
    "input_hash",
    "subject",
    "hash",
)
"""The columns of ``log show --format csv``."""


@click.group("log")
def command() -> None:
    """The decision log: what was decided, on what, under which text; it can be added to, and never changed."""


@command.command("append")
@store_option
@deciding_options
@day_option("--logged-on", "The day of the run")
def append(store: str, as_of: date | None, day: date | None, **values: Any) -> int:
    """Decide every journey in the store and add the decisions to its log: all of them, or none.

    An outcome that was paid under other terms of its contract is held back, and said: terms are frozen once paid.
    """
    quiet = values["quiet"]
    if values["mapping"] is not None:
        raise click.UsageError("--mapping is for `commissioning import`: the store holds our columns already")
    asked = said_as_of(as_of, quiet=quiet)
    progress = Progress(quiet=quiet)
    options = options_of(values)
    with with_store():
        from commissioning.app import log
        from commissioning.app.workspace import open_workspace

        workspace = open_workspace(options.folders)
        done = log.append(
            store,
            workspace,
            options,
            asked,
            day_of(day),
            engine_name=values["engine"],
            strict=values["strict"],
            progress=progress,
        )
    progress.finish()
    show_problems([*workspace.notes, *done.problems], quiet=quiet)
    number, hash_ = done.head
    click.echo(f"Entries added: {done.added:,}. Held back: {done.held:,}.")
    click.echo(f"head {number}:{hash_}")
    return int(done.exit_code)


@command.command("verify")
@store_option
@click.option("--head", "noted", default="", metavar="NUMBER:HASH", help="A head noted earlier: the log must still hold it.")
def verify(store: str, noted: str) -> int:
    """Verify every entry of the log, what it rests on, and the texts of contracts; name the first broken entry.

    A log that was cut off at its end is whole in itself: note the head that is printed, elsewhere, and give it with --head.
    """
    with with_store():
        from commissioning.app.log import verify_log

        found, problems = verify_log(store, noted)
    show_problems(problems)
    if problems:
        click.echo(f"Sound as far as entry {found.entries:,}.")
        return int(Exit.PROBLEMS)
    click.echo(f"The log is as it was written: {found.entries:,} entries.")
    click.echo(f"head {found.entries}:{found.head}")
    return int(Exit.DECIDED)


@command.command("show")
@store_option
@click.option("--journey", default="", metavar="ID", help="Only the entries of one journey.")
@click.option("--newest", type=click.IntRange(min=1), help="Only the newest so many.")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "json")), default="table", show_default=True)
@click.option("--output", type=ANY_PATH, help="A file to write.")
def show(store: str, journey: str, newest: int | None, format_: str, output: Path | None) -> int:
    """Show entries of the log, the oldest first."""
    with with_store():
        from commissioning.app.log import logged

        entries = logged(store, journey=journey, newest=newest)
    written(_rendered(entries, format_), output, exact=format_ != "table")
    return int(Exit.DECIDED)


def _rendered(entries: list[Logged], format_: str) -> str:
    from commissioning.reports import files

    if format_ == "json":
        return files.to_json([asdict(entry) for entry in entries])
    if format_ == "csv":
        buffer = io.StringIO()
        files.write_csv(map(_row, entries), buffer, COLUMNS)
        return buffer.getvalue()
    return "\n".join(_lines(entries)) + "\n"


def _row(entry: Logged) -> dict[str, Any]:
    basis, decision = entry.basis, entry.decision
    due = decision.get("due") or (None, None)
    found = {
        "entry": entry.seq,
        "import": entry.import_number,
        "due_pence": due[0],
        "due_to_pence": due[1] if due[1] != due[0] else None,
        "assumptions": "; ".join(basis.assumptions) or None,
        "outcome": entry.outcome,
        "subject": entry.subject,
        "input_hash": entry.input_hash,
        "hash": entry.hash,
    }
    for name in COLUMNS:
        if name not in found:
            found[name] = getattr(basis, name, None) if hasattr(basis, name) else decision.get(name)
    return found


def _lines(entries: list[Logged]) -> Iterator[str]:
    if not entries:
        yield "The log has no such entry."
    for entry in entries:
        basis, decision = entry.basis, entry.decision
        day = decision.get("reached_on") or decision.get("earliest") or ""
        line = f"{entry.seq:>9,}  {basis.as_of}  {basis.contract}  {entry.outcome}  {decision['verdict']}  {day}"
        yield f"{line.rstrip()}  ({decision['reason']}{', ' + decision['term'] if decision.get('term') else ''})"
        said = [f"logged {basis.logged_on}", f"import {entry.import_number}", f"{basis.engine} {basis.engine_version}"]
        said += [f"text {basis.contract_hash[:12]}", f"hash {entry.hash[:12]}", *basis.assumptions]
        yield f"{'':>11}{'; '.join(said)}"
