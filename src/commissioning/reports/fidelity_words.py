"""An assessment of fidelity in words: what it comes to, what was made of each item, what would lift it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commissioning.domain.calendar import in_words
from commissioning.domain.fidelity import Assessment, Band, CountedBy, Instrument, ItemScore, NoBand, Scale
from commissioning.domain.fidelity_scale import Anchor, Span
from commissioning.domain.provenance import Provenance
from commissioning.reports.figures import capital, counted
from commissioning.terms.contract import Document

INSTRUMENTS = {
    Instrument.FORMAL_REVIEW: "Fidelity review",
    Instrument.GUIDED_SELF_ASSESSMENT: "Guided self-assessment (readiness review)",
}
UNITS = {"clients": "clients", "percent": "per cent", "days": "days"}
NO_BAND = {
    NoBand.GUIDED_SELF_ASSESSMENT: "No band: a guided self-assessment is another instrument than a fidelity review and is "
    "never turned into one. It shows where there is room to become ready for IPS.",
    NoBand.SCALE_WITHOUT_BANDS: "No band: no text that could be read gives any for this scale.",
}


@dataclass(frozen=True)
class Told:
    """An assessment with the scale it was made on and the register of documents."""

    assessment: Assessment
    scale: Scale
    documents: Mapping[str, Document]

    @property
    def shows_total(self) -> bool:
        """Whether the total is shown: that of a guided self-assessment would be read as a fidelity score."""
        return self.assessment.no_band is not NoBand.GUIDED_SELF_ASSESSMENT


def heading(told: Told) -> str:
    """``Fidelity review of example-service, 14 May 2024``."""
    a = told.assessment
    day = "" if a.reviewed_on is None else f", {in_words(a.reviewed_on)}"
    return f"{INSTRUMENTS[a.instrument]} of {a.service_id or 'a service'}{day}"


def scale_line(told: Told) -> str:
    """The scale and its version."""
    return f"On the scale: {told.scale.title} ({told.scale.version})."


def total(told: Told) -> str:
    """``99 of 125``, or the range it can still take."""
    a = told.assessment
    return f"{_span(a.low, a.high)} of {told.scale.most}"


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"


def band_name(told: Told) -> str:
    """The band in two words, for a table: its title, those that are possible, or ``no band``."""
    a = told.assessment
    if a.band is not None:
        return a.band.title
    return either([band.title for band in a.bands_possible]) or "no band"


def either(names: Sequence[str]) -> str:
    """Names as a choice: ``fair``, ``fair or good``, ``fair, good or exemplary``."""
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def verdict(told: Told) -> str:
    """What the review comes to, in a sentence or two."""
    a = told.assessment
    if a.no_band is not None:
        return NO_BAND[a.no_band] + (f" The total is {total(told)}." if told.shows_total else "")
    left = counted(len(a.open_items), "item")
    if a.band is not None:
        limits = f"{a.band.title} is {_limits(a.band, told.scale)}."
        certain = f", whatever the {left} still open score{'s' if len(a.open_items) == 1 else ''}" if a.low < a.high else ""
        return f"{a.band.title}: {total(told)}{certain}. {limits}"
    possible = either([band.title.lower() if band.id != "not_ips" else band.title for band in a.bands_possible])
    return f"No band yet: the total can still be {total(told)}, which is {possible}. It depends on {left} still open."


def _limits(band: Band, scale: Scale) -> str:
    if band.low == scale.least:
        return f"below {band.high + 1}"
    return f"{band.low} to {band.high}"


# ------------------------------------------------------------------------------------------------------------ items


def number(value: Fraction) -> str:
    """A number as it was written, with at most two decimals: ``24``, ``95.5``."""
    hundredths = round(value * 100)
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)


def measured(value: Fraction, anchor: Anchor) -> str:
    """``24 clients``, ``95.5 per cent``."""
    return f"{number(value)} {UNITS[anchor.unit]}"


def score(span: Span) -> str:
    """``4``, ``4 or 5``, ``1 to 5``."""
    return str(span.low) if span.is_one else f"{span.low}{' or ' if span.high == span.low + 1 else ' to '}{span.high}"


def remark(of: ItemScore) -> str:
    """What there is to say of an item beside its score; blank if nothing."""
    anchor = of.item.anchor
    if of.evidence is None or of.anchor is None or anchor is None:
        return "Not scored." if of.by is CountedBy.NOBODY else ""
    found = measured(of.evidence, anchor) + ("" if of.anchor.is_one else " (between two anchors)")
    gives = f"for {found} {'the anchor' if anchor.counts else 'an anchor from memory'} gives {score(of.anchor)}"
    if of.disagrees:
        return f"The reviewer scored {of.reviewer}; {gives}. The reviewer's counts."
    if of.by is CountedBy.REVIEWER:
        return f"{capital(gives)} too."
    if of.by is CountedBy.ANCHOR:
        return f"No reviewer's score; {gives}, which counts."
    return f"Not scored; {gives}, which is not counted."


def item_name(of: ItemScore) -> str:
    """The item with its place on the form, if that is known."""
    return f"{of.item.number}. {of.item.name}" if of.item.number else of.item.name


def groups(told: Told) -> Iterator[tuple[str, str, tuple[ItemScore, ...]]]:
    """The items by section: its title, its part of the total (blank: not shown), its items."""
    a = told.assessment
    for part in a.sections:
        items = tuple(of for of in a.items if of.item.section == part.section.id)
        yield part.section.title, f"{_span(part.low, part.high)} of {part.most}", items
    within = {part.section.id for part in a.sections}
    rest = tuple(of for of in a.items if of.item.section not in within)
    if rest:
        yield "Items", f"{_span(a.low, a.high)} of {told.scale.most}", rest


# ------------------------------------------------------------------------------------------------------------- lift


def lift_title(told: Told) -> str:
    """What the part on lifting is called: without bands there is nothing to be lifted to."""
    return "What would lift it" if told.assessment.no_band is None else "Where there is room"


def lift(told: Told) -> Iterator[str]:
    """What would lift it to the next band, sentence by sentence; nothing where there are no bands."""
    a = told.assessment
    if a.no_band is not None:
        return
    if a.lift is None:
        yield "It is in the highest band."
        return
    found = a.lift
    target = f"{found.to.title.lower()} ({found.to.low})"
    if a.low == a.high:
        points = counted(found.most, "more item point")
        yield f"{points} would lift it to {target}; any items will do, every point counts the same."
    else:
        yield f"To be sure of {target} it needs {counted(found.most, 'item point')} above the lowest total, {a.low}."
        least = f"it needs {counted(found.least, 'point')} on items already scored" if found.least else "they reach it alone"
        yield f"If the open items score as high as they can, {least}."
    yield from _fewest(told)


def _fewest(told: Told) -> Iterator[str]:
    found = told.assessment.lift
    if found is None:
        return
    if not found.raises:
        room = sum(of.room for of in found.rooms)
        yield f"The items scored so far have room for {counted(room, 'point')} only: score the open items first."
        return
    raised = "; ".join(f"{step.item.name}, from {step.since} to {step.to}" for step in found.raises)
    few = counted(len(found.raises), "item")
    yield f"On the fewest items ({few}): {raised}."
    if found.ways > 1:
        yield f"There are {found.ways:,} choices of {few} that would do; this one takes those with the most room."


def rooms(told: Told) -> Iterator[tuple[int, tuple[ItemScore, ...]]]:
    """The scored items by how many points they are short of 5, the furthest first."""
    settled = [of for of in told.assessment.items if of.counted.is_one]
    for points in sorted({of.room for of in settled} - {0}, reverse=True):
        yield points, tuple(of for of in settled if of.room == points)


# ------------------------------------------------------------------------------------------------- what it rests on


def backing(found: Provenance, documents: Mapping[str, Document]) -> str:
    """Where something comes from: the document, its clause and its words; or what was assumed."""
    if not found.is_sourced:
        return f"{found.standing}: {found.why}"
    known = documents.get(found.document)
    parts = [known.title if known else found.document]
    if known is not None:
        parts += [part for part in (known.publisher, known.dated) if part]
    cited = ", ".join(parts)
    return f"{cited}{f'; {found.clause}' if found.clause else ''}{f': “{found.quote}”' if found.quote else ''}"


def rests(told: Told) -> Iterator[tuple[str, str]]:
    """What the assessment rests on: each thing with where it comes from."""
    scale, documents = told.scale, told.documents
    yield "The scale", backing(scale.provenance, documents)
    if scale.bands and told.assessment.no_band is None and scale.bands[0].provenance is not None:
        yield "The bands", backing(scale.bands[0].provenance, documents)
    if scale.sections_provenance is not None:
        yield "The sections", backing(scale.sections_provenance, documents)
    for why in dict.fromkeys(item.provenance for item in scale.items):
        named = [item for item in scale.items if item.provenance == why]
        what = "The names of the items" if len(named) == len(scale.items) else f"The names of {counted(len(named), 'item')}"
        yield what, backing(why, documents)
    for of in told.assessment.items:
        if of.anchor is not None and of.item.anchor is not None:
            said = [of.item.anchor.provenance, *of.item.anchor.more]
            yield f"The anchors of {of.item.name.lower()}", "; ".join(backing(one, documents) for one in said)
