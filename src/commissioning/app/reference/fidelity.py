"""The page of fidelity: the scales with their anchors and bands, and how a review is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from commissioning.app.reference.markdown import code, fenced, page, table, text
from commissioning.domain.fidelity_scale import Item, Scale, Step
from commissioning.loading.columns import Column
from commissioning.loading.fidelity_scales import load_scales
from commissioning.loading.fidelity_tables import review_table
from commissioning.loading.rules import Rules
from commissioning.reports.fidelity_rows import COLUMNS
from commissioning.reports.fidelity_words import UNITS, backing, number
from commissioning.terms.contract import Document

EXAMPLE = """
review:
  scale: ips-25                 # or ips-15, readiness
  instrument: formal_review     # or guided_self_assessment
  service_id: example-service
  reviewed_on: 2024-05-14       # may be left out
  scores:                       # item: the reviewer's score, 1 to 5; blank, or not there: still open
    caseload_size: 5
    zero_exclusion: 4
    disclosure:
  evidence:                     # fact: what was found; the anchors below say which facts and units there are
    caseload: 24
    employment_services_time: 95.5
"""

AS_TABLE = """
service_id,reviewed_on,scale,item,score,evidence
example-service,2024-05-14,ips-25,caseload_size,5,24
example-service,2024-05-14,ips-25,employment_services_staff,,95.5
example-service,2024-05-14,ips-25,zero_exclusion,4,
"""


def fidelity(rules: Rules) -> str:
    """The page."""
    return page(_fidelity(rules.documents))


def _fidelity(documents: Mapping[str, Document]) -> Iterator[str]:
    scales, _ = load_scales()
    yield from text("""
        # Fidelity

        `commissioning fidelity FILE` scores reviews of IPS services: the total and its band, every item, and what would lift
        the service to the next band. `examples/fidelity-review.yaml` is a whole review, made up; try it with that.

        * A reviewer's score counts. Where an anchor makes something else of the evidence, both are shown.
        * Where there is no reviewer's score, an anchor that a document gives scores the evidence. An anchor from memory
          (*assumed*) never does: it is only shown.
        * Evidence between two anchors, such as 95.5 per cent, could score either: the anchors are printed in whole numbers,
          and no text says how to round. A reviewer decides.
        * An item with neither can still score 1 to 5. The total is then a range, and a band is given only if all of it lies
          in that band.
        * A guided self-assessment (readiness review) is another instrument. It is never given a total or a band, on
          whichever scale its items are.
        * Scores are for what a service does, on evidence, not for what it plans.
        """)
    yield from _scales(scales.values(), documents)
    for scale in (scales["ips-25"], scales["ips-15"]):
        yield from _items(scale, documents)
    yield from _reviews(scales)


def _scales(scales: Iterable[Scale], documents: Mapping[str, Document]) -> Iterator[str]:
    yield from text("## Scales")
    rows = (
        (code(scale.id), scale.title, str(len(scale.items)), code(scale.instrument), _bands(scale), _not_said(scale))
        for scale in scales
    )
    yield from table(("scale", "what it is", "items", "instrument", "bands", "what the record does not say"), rows)
    yield from text("""
        Each is a file in `rules/fidelity`. The caseload that a blog of the Centre for Mental Health calls for, "under 25
        people", is not the scale's anchor, which is 20 or fewer for a 5: the two are kept apart.
        """)


def _bands(scale: Scale) -> str:
    return ", ".join(f"{band.title} {band.low} to {band.high}" for band in scale.bands) or "none"


def _not_said(scale: Scale) -> str:
    return "; ".join(f"{what} ({why})" for what, why in scale.silences)


# ------------------------------------------------------------------------------------------------------------ items


def _items(scale: Scale, documents: Mapping[str, Document]) -> Iterator[str]:
    sections = {section.id: section.title for section in scale.sections}
    yield from text(f"## Items of `{scale.id}`")
    for why in dict.fromkeys(item.provenance for item in scale.items):
        named = [code(item.id) for item in scale.items if item.provenance == why]
        which = "All names" if len(named) == len(scale.items) else f"{named[0]} to {named[-1]}"
        yield f"{which}: {backing(why, documents)}."
        yield ""
    head = ("item", "name", *(("section",) if sections else ()), "scored by an anchor on")
    rows = (
        (code(item.id), item.name, *((sections[item.section],) if sections else ()), _fact(item))
        for item in scale.items
        if not item.id.startswith("other_") or item.id == "other_1"
    )
    yield from table(head, rows)
    yield from text(f"### Anchors of `{scale.id}`")
    head = ("fact", "unit", "5", "4", "3", "2", "1", "where it comes from")
    yield from table(head, (_anchor(item, documents) for item in scale.items if item.anchor is not None))
    for item in scale.items:
        if item.wording and item.wording_provenance is not None:
            words = "; ".join(f"{score}: {says}" for score, says in item.wording)
            yield f"`{item.id}` has anchors in words, which only a reviewer can apply. {words}."
            yield f"({backing(item.wording_provenance, documents)}.)"
            yield ""


def _fact(item: Item) -> str:
    return "" if item.anchor is None else f"{code(item.anchor.fact)}: {item.anchor.title}"


def _anchor(item: Item, documents: Mapping[str, Document]) -> tuple[str, ...]:
    anchor = item.anchor
    assert anchor is not None
    said = "; ".join(backing(one, documents) for one in (anchor.provenance, *anchor.more))
    return (code(anchor.fact), UNITS[anchor.unit], *(_step(step) for step in anchor.steps), said)


def _step(step: Step) -> str:
    if step.below is not None:
        return f"below {number(step.below)}"
    if step.at_least is None or step.at_most is None:
        bound = step.at_most if step.at_least is None else step.at_least
        sign = "≤" if step.at_least is None else "≥"
        return f"{sign} {number(bound)}" if bound is not None else "any"
    return f"{number(step.at_least)}–{number(step.at_most)}"


# ---------------------------------------------------------------------------------------------------------- reviews


def _reviews(scales: Mapping[str, Scale]) -> Iterator[str]:
    yield from text("""
        ## A review

        As YAML, one review a file:
        """)
    yield from fenced(EXAMPLE)
    yield from text("""
        Or as a table of one review or many: a CSV, Parquet or Excel file, or the table `fidelity` of a folder or workbook of
        exchange tables. Rows with one service, day, scale and instrument are one review.
        """)
    yield from fenced(AS_TABLE, "csv")
    yield from table(("column", "what it holds", ""), map(_column, review_table(scales).columns))
    yield from text("""
        `--scale ID` says the scale of a table that does not, and keeps to the reviews on that scale. A score below 1, above 5
        or between two whole numbers, an item that the scale has not, and an item that is scored twice are left out, said with
        their place, and stay open; the exit code is then 1.

        ## What `--format csv` gives

        One row for each item of each review.
        """)
    yield from table(("column", "what it says"), ((code(name), says) for name, says in COLUMNS.items()))


def _column(column: Column) -> tuple[str, str, str]:
    listed = f" One of: {', '.join(column.values)}." if column.values else ""
    return code(column.name), f"{column.about}{listed}", "needed" if column.needed else ""
