"""``commissioning why-changed``: which fact or clause made the difference between two logged decisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from commissioning.cli.options import show_problems, written
from commissioning.cli.store_options import store_option, with_store

if TYPE_CHECKING:
    from commissioning.app.why_changed import Change, WhyChanged
    from commissioning.store.log import Logged

KINDS = {
    "as_of": "day",
    "fact": "fact",
    "term": "clause",
    "contract": "contract",
    "shared_rules": "shared rules",
    "assumption": "assumption",
    "prices": "prices",
}


@click.command("why-changed")
@click.argument("claim", default="")
@store_option
@click.option("--journey", default="", metavar="ID", help="In the place of CLAIM: the journey,")
@click.option("--contract", default="", metavar="ID", help="the contract,")
@click.option("--outcome", default="", metavar="NAME", help="and the outcome.")
@click.option(
    "--entries",
    "numbers",
    type=(int, int),
    metavar="A B",
    help="Two entries [default: the last, and the last before it that says otherwise].",
)
@click.option("--format", "format_", type=click.Choice(("table", "json")), default="table", show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="No messages but errors.")
def command(claim: str, store: str, numbers: tuple[int, int] | None, format_: str, quiet: bool, **named: str) -> int:
    """Say which fact or clause made the difference between two logged decisions of the claim with the id CLAIM.

    Everything the two rest on is compared: the day, each cell of each row, each term, what was assumed. The older is decided
    again with one of them changed at a time; what alone gives the newer decision made the difference.
    """
    if bool(claim) == any(named.values()) or (not claim and not all(named.values())):
        raise click.UsageError("give a CLAIM, or all of --journey, --contract and --outcome")
    with with_store():
        from commissioning.app.why_changed import Subject, why_changed

        found = why_changed(store, Subject(claim, **named), numbers)
    show_problems(found.problems, quiet=quiet)
    if format_ == "json":
        from commissioning.reports.files import to_json

        written(to_json(_as_json(found)), None, exact=True)
    else:
        written("\n".join(_lines(found)) + "\n", None)
    return 0


def _as_json(found: WhyChanged) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "older": asdict(found.older),
        "newer": asdict(found.newer),
        "differ": found.differ,
        "changes": [asdict(change) for change in found.changes],
    }


def _lines(found: WhyChanged) -> Iterator[str]:
    yield _entry("older", found.older)
    yield _entry("newer", found.newer)
    made = [change for change in found.changes if change.made]
    others = [change for change in found.changes if not change.made]
    yield ""
    if not found.differ:
        yield "The two decisions are the same."
    elif made:
        alone = all(change.alone for change in made)
        yield "What made the difference" + (
            ":" if alone and len(made) == 1 else " (each by itself):" if alone else " (only together):"
        )
        yield from (_change(change) for change in made)
    else:
        yield "Nothing that differs between their grounds makes the difference."
    if others:
        yield ""
        yield "What differs besides, and changes nothing by itself:" if found.differ else "What differs all the same:"
        yield from (_change(change) for change in others)


def _entry(which: str, entry: Logged) -> str:
    from commissioning.domain.reasons import MEANINGS, ReasonCode

    basis, decision = entry.basis, entry.decision
    reached, earliest = decision.get("reached_on"), decision.get("earliest")
    day = f" on {reached}" if reached else f", {earliest} at the earliest" if earliest else ""
    about = f"{decision['verdict'].replace('_', ' ')}{day}"
    known = decision["reason"] in {str(code) for code in ReasonCode}
    why = MEANINGS[ReasonCode(decision["reason"])] if known else decision["reason"]
    return f"{which}: entry {entry.seq:,}, {basis.contract}, {entry.outcome}, as of {basis.as_of}: {about} ({why})"


def _change(change: Change) -> str:
    parts = [f"  {KINDS[change.kind]}  {change.what}"]
    if change.before or change.after:
        parts.append(f": {change.before or '(none)'} -> {change.after or '(none)'}")
    return "".join(parts)
