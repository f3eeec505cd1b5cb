"""A contract read back in plain words, and two contracts set beside each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.money import pounds
from commissioning.plan.plan import Plan, Silence, TermNote
from commissioning.terms.contract import Contract, Document
from commissioning.terms.settings import day_of


def reading(contract: Contract, plan: Plan, documents: Mapping[str, Document]) -> Iterator[str]:
    """The contract as Markdown: every term in words, with what is sourced, assumed, silent and left out."""
    head = contract.head
    yield f"# {head.title}"
    yield ""
    yield head.summary
    yield ""
    if head.from_ is not None:
        yield f"In force from {in_words(day_of(head.from_))}{_standing(head.from_)}."
        yield ""
    if plan.outcomes:
        yield f"Outcomes: {', '.join(outcome.name for outcome in plan.outcomes)}."
    else:
        yield "It has no outcome of a client: its terms are of services."
    yield ""
    yield "## Terms"
    for note in plan.notes:
        yield ""
        yield from _term(note, plan, contract)
    yield from _silences((*plan.silences, *plan.service_silences, *plan.claim_silences))
    if plan.reading_sets:
        yield ""
        yield "Sets of readings:"
        yield ""
        for name, chosen in plan.reading_sets.items():
            yield f"- `@{name}`: {', '.join(f'{silence} {value}' for silence, value in chosen.items())}"
    if plan.overruled:
        yield ""
        yield "## Clauses that lost to a document higher in the order of precedence"
        yield ""
        for lost in plan.overruled:
            document = _title(lost.provenance.document, contract, documents)
            winner = _title(lost.winning_document, contract, documents)
            yield f"- {lost.term}.{lost.field}: {lost.value} ({document}) lost to {lost.winner} ({winner})"
    if plan.prices.amounts:
        yield ""
        yield from _prices(plan)
    if plan.not_modelled:
        yield ""
        yield "## What is not modelled"
        yield ""
        for what, why in plan.not_modelled:
            yield f"- {what}. {why}"


def _silences(silences: Sequence[Silence]) -> Iterator[str]:
    if not silences:
        return
    yield ""
    yield "## What the contract does not say"
    yield ""
    for silence in silences:
        why = f" {silence.why}" if silence.why else ""
        yield f"- **{silence.name}** (in `{silence.term}`): read as {' or as '.join(silence.readings)}.{why}"


def _standing(stated: object) -> str:
    for word in ("assumed", "illustrative"):
        why = getattr(stated, word, None)
        if why:
            return f" ({word}: {str(why).rstrip('.')})"
    return ""


def _title(document: str, contract: Contract, documents: Mapping[str, Document]) -> str:
    known = contract.head.documents.get(document) or documents.get(document)
    return known.title if known else document


def _term(note: TermNote, plan: Plan, contract: Contract) -> Iterator[str]:
    pack = contract.shared.get(note.term)
    yield f"### {note.title} (`{note.term}`)"
    yield ""
    yield note.words
    lines = [text for text in (note.origin, note.remark) if text]
    lines += [f"Source: {source}" for source in note.sources]
    lines += [f"“{quote}”" for quote in note.quotes]
    lines += [
        f"{_capital(str(c.provenance.standing))}: {c.field.replace('_', ' ')} {c.value}. {c.provenance.why}"
        for c in note.caveats
    ]
    lines += [
        f"Not stated: {silence.name.replace('_', ' ')}, read as {' or as '.join(silence.readings)}"
        for silence in (*plan.silences, *plan.service_silences, *plan.claim_silences)
        if silence.term == note.term
    ]
    if pack:
        lines.append(f"Shared: rules/packs/{pack}.yaml")
    if lines:
        yield ""
        yield from (f"- {line}" for line in lines)


def _prices(plan: Plan) -> Iterator[str]:
    standing = " (illustrative: no price is published)" if plan.prices.illustrative else ""
    yield f"## Prices{standing}"
    yield ""
    names = [outcome.name for outcome in plan.outcomes if outcome.name in plan.prices.amounts]
    unpriced = [outcome.name for outcome in plan.outcomes if outcome.name not in plan.prices.amounts]
    if unpriced:
        yield f"The price list '{plan.prices.name}' has no price for: {', '.join(unpriced)}."
    if not names:
        return
    if unpriced:
        yield ""
    groups = list(dict.fromkeys(group for name in names for group in plan.prices.amounts[name]))
    yield "| outcome | " + " | ".join(groups) + " |"
    yield "|---|" + "---:|" * len(groups)
    for name in names:
        yield f"| {name} | " + " | ".join(pounds(plan.prices.amounts[name][g]) for g in groups) + " |"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


@dataclass(frozen=True, slots=True)
class Difference:
    """One term in two contracts: ``same``, ``differs``, or only in the ``first`` or ``second``."""

    term: str
    state: str
    first: str
    second: str


NOT_MODELLED = "not_modelled"
"""Terms of this kind are listed by themselves, at the end of a comparison."""


def differences(first: Plan, second: Plan) -> Iterator[Difference]:
    """Two contracts term by term, in the order of the first, then what only the second has."""
    others = {note.term: note for note in second.notes}
    for note in first.notes:
        if note.kind == NOT_MODELLED:
            continue
        other = others.pop(note.term, None)
        if other is None:
            yield Difference(note.term, "first", note.words, "")
        else:
            state = "same" if note.words == other.words else "differs"
            yield Difference(note.term, state, note.words, other.words)
    for note in others.values():
        if note.kind == NOT_MODELLED:
            continue
        yield Difference(note.term, "second", "", note.words)


def difference_text(first: Plan, second: Plan, found: Sequence[Difference], width: int = 100) -> Iterator[str]:
    """The differences for a terminal."""
    yield f"A  {first.contract}: {first.title}"
    yield f"B  {second.contract}: {second.title}"
    for difference in found:
        if difference.state == "same":
            continue
        yield ""
        title = (first if difference.first else second).note(difference.term).title
        where = {"first": " (only in A)", "second": " (only in B)", "differs": ""}[difference.state]
        yield f"{title} [{difference.term}]{where}"
        for letter, text in (("A", difference.first), ("B", difference.second)):
            if text:
                yield from wrap(text, width, initial_indent=f"  {letter}  ", subsequent_indent="     ")
    same = [difference.term for difference in found if difference.state == "same"]
    yield ""
    yield from wrap(f"The same in both: {', '.join(same) or 'nothing'}.", width)
    for letter, plan in (("A", first), ("B", second)):
        silent = ", ".join(f"{s.name} ({' or '.join(s.readings)})" for s in plan.every_silence) or "nothing"
        yield from wrap(f"{letter} is silent on: {silent}.", width, subsequent_indent="  ")
    left_out: dict[tuple[str, str], list[str]] = {}
    for letter, plan in (("A", first), ("B", second)):
        for clause in plan.not_modelled:
            left_out.setdefault(clause, []).append(letter)
    for (what, why), letters in left_out.items():
        yield from wrap(f"Not modelled in {' and '.join(letters)}: {what}. {why}", width, subsequent_indent="  ")
