"""A proposed mapping as the text of a mapping file: what is sure enough as it is, what is to be chosen as comments."""

from __future__ import annotations

import json
from collections.abc import Iterator

from commissioning.loading.proposing import CERTAIN, Candidate, Proposal, ProposedTable


def mapping_text(proposal: Proposal, source: str) -> str:
    """The whole file; it can be given as ``--mapping`` as it stands."""
    return "\n".join(_lines(proposal, source)) + "\n"


def _lines(proposal: Proposal, source: str) -> Iterator[str]:
    yield f"# A mapping proposed for {_comment(source)}. Check it line by line: after each heading stands how sure it is."
    yield "# Columns that are not named under 'columns' are never read, logged or stored."
    yield "tables:"
    for table in proposal.tables:
        yield from _table(table)
    if proposal.others:
        yield ""
        yield f"# Not taken for a table: {', '.join(map(_comment, proposal.others))}."


def _table(of: ProposedTable) -> Iterator[str]:
    yield ""
    yield f"  {of.table.name}:"
    yield f"    source: {_quoted(of.source)}"
    if of.date_format:
        yield f"    date_format: {of.date_format}"
    if of.in_pounds:
        yield f"    in_pounds: [{', '.join(of.in_pounds)}]"
    yield "    columns:" if of.chosen else "    columns: {}"
    for one in of.chosen:
        yield f"      {one.column.name}: {_quoted(one.heading)}  # {_sure(one)}"
    for name, candidates in of.open.items():
        choices = "; or ".join(f"{_quoted(one.heading)} ({one.why})" for one in candidates)
        yield f"      # {name}: choose {choices}"
    for name in of.lacking:
        if name not in of.open:
            yield f"      # {name}: no heading was found, and every row needs it"
    if of.values:
        yield "    values:"
        for name, words in of.values.items():
            listed = ", ".join(f"{_quoted(theirs)}: {ours}" for theirs, ours in words.items())
            yield f"      {name}: {{{listed}}}"
    yield from (f"    # to check: {_comment(doubt)}" for doubt in of.doubts)
    yield from (f"    # never read: {_comment(heading)} ({what})" for heading, what in of.never)
    if of.unread:
        yield f"    # not known, not read: {', '.join(map(_comment, of.unread))}"


def _sure(one: Candidate) -> str:
    return f"{'certain' if one.certainty >= CERTAIN else 'likely'}: {one.why}"


def _quoted(text: str) -> str:
    """A text in double quotes, as YAML and JSON both write it."""
    return json.dumps(text, ensure_ascii=False)


def _comment(text: str) -> str:
    """A text that stays on its line."""
    return "".join(sign if sign.isprintable() else "?" for sign in text)
