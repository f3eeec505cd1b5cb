"""A validation in text: a draw with its strata; findings extrapolated, contract by contract, with what is recovered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.money import pounds
from commissioning.domain.validation import CONCLUSIONS, REASONS, Counted, Draw, Extrapolated, Finding, Framed, Group
from commissioning.reports import validation_words as say
from commissioning.reports.figures import counted, sums

WIDTH = 110
INDENT = " " * 4


def draw_text(draw: Draw) -> Iterator[str]:
    """Every line about a draw."""
    yield f"Sample of {counted(len(draw.claims), 'claim')}"
    for name, value in say.design(draw.design):
        yield from _wrapped(f"{name}: {value}", INDENT)
    yield ""
    rows = [(s.name, f"{len(s.claims):,}", pounds(s.money), f"{s.size:,}") for s in draw.strata]
    claims, money = sum(len(s.claims) for s in draw.strata), sum(s.money for s in draw.strata)
    rows.append(("in all", f"{claims:,}", pounds(money), f"{len(draw.claims):,}"))
    yield from table(("stratum", "claims", "money", "drawn"), rows)


def recorded_text(claims: Iterable[Framed], findings: Mapping[str, Finding]) -> Iterator[str]:
    """What was found so far: how many claims of each finding, and the error."""
    every = list(claims)
    found = [(claim, findings[claim.claim_id]) for claim in every if claim.claim_id in findings]
    yield f"{len(found):,} of {counted(len(every), 'claim')} have a finding"
    for conclusion, meaning in CONCLUSIONS.items():
        mine = [(claim, finding) for claim, finding in found if finding.conclusion is conclusion]
        error = sum(claim.amount - finding.supported for claim, finding in mine)
        yield f"{INDENT}{counted(len(mine), 'claim')}: {meaning}{f', {pounds(error)} of it not' if error else ''}"


def extrapolated_text(found: Extrapolated) -> Iterator[str]:
    """Every line about findings extrapolated."""
    yield f"Validation as of {in_words(found.as_of)}"
    for name, value in say.design(found.design):
        yield from _wrapped(f"{name}: {value}", INDENT)
    yield from _wrapped(f"Estimated by: {say.ESTIMATOR}", INDENT)
    yield from _wrapped(f"Intervals: two-sided, at {say.level(found.level)}; {say.methods(found)}", INDENT)
    for group in found.groups:
        yield ""
        yield from _group(group, found)
    if len(found.groups) > 1:
        yield ""
        yield "All claims together"
        yield from _estimates(found.together)
        least, most = sum(group.lowest for group in found.groups), sum(group.highest for group in found.groups)
        yield f"{INDENT}{say.verb(found.design.of)}: {sums(least, most)}"
    if found.reasons:
        yield ""
        yield "Why claims were not wholly supported"
        rows = [(REASONS[code], f"{number:,}", pounds(error)) for code, number, error in found.reasons]
        yield from table(("reason", "claims", "error found"), rows)


def _group(group: Group, found: Extrapolated) -> Iterator[str]:
    yield group.name
    rows = [(stratum.band + (" (all checked)" if stratum.take_all else ""), *_cells(one)) for stratum, one in group.strata]
    if len(rows) > 1:
        rows.append(("together", *_cells(group.together)))
    yield from table(("size of claim", "claims", "money", "checked", "in error", "error found", "by claims", "by money"), rows)
    yield from _estimates(group.together)
    if said := say.missing(group.together, group):
        yield from _wrapped(said, INDENT)
    yield from _wrapped(f"{say.verb(found.design.of)} ({say.ruling(group)}):", INDENT)
    for one in group.recoveries:
        yield from _wrapped(say.recovery(one), INDENT * 2)
    if group.lowest != group.highest:
        settled = "--assume settles it" if group.term else "a term of kind validation would settle it"
        yield from _wrapped(f"so between {pounds(group.lowest)} and {pounds(group.highest)}: {settled}", INDENT * 2)
    for caveat in group.rests_on:
        yield from _wrapped(f"rests on {caveat}", INDENT * 2)


def _cells(one: Counted) -> tuple[str, ...]:
    return (
        f"{one.claims:,}",
        pounds(one.money),
        f"{one.checked:,}",
        f"{one.errors:,}",
        pounds(one.error),
        say.percent(one.by_count.rate()[0]),
        say.percent(one.by_money.rate()[0]),
    )


def _estimates(found: Counted) -> Iterator[str]:
    yield from _wrapped(f"error by money: {say.by_money(found.by_money)}", INDENT)
    yield from _wrapped(f"error by claims: {say.by_count(found.by_count)}", INDENT)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Rows in columns, the first to the left and every other, a number, to the right."""
    every = [list(headings), *map(list, rows)]
    widths = [max(len(row[column]) for row in every) for column in range(len(headings))]
    for row in every:
        cells = [row[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True))]
        yield f"{INDENT}{'  '.join(cells)}".rstrip()


def _wrapped(text: str, indent: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ", break_on_hyphens=False)
