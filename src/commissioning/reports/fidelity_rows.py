"""Assessments of fidelity as data: one row for each item of each review, and JSON of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from commissioning.domain.fidelity import Assessment, Band, ItemScore
from commissioning.domain.provenance import Provenance
from commissioning.reports import fidelity_words as words
from commissioning.reports.fidelity_words import Told
from commissioning.reports.rows import Cell

COLUMNS: dict[str, str] = {
    "service_id": "the service",
    "reviewed_on": "the day of the review",
    "scale": "the scale",
    "instrument": "formal_review or guided_self_assessment",
    "section": "the section of the scale, if it is known",
    "item": "the item's id",
    "name": "the item's name",
    "reviewer_score": "the reviewer's score",
    "evidence": "what was found of the fact that the item's anchor scores",
    "unit": "its unit: clients, percent or days",
    "anchor_low": "the lowest score the anchor allows for the evidence",
    "anchor_high": "the highest; it differs where the evidence lies between two anchors",
    "anchor_standing": "sourced or assumed; an assumed anchor never counts",
    "counted_low": "the lowest score that can count",
    "counted_high": "the highest; it differs where the item is still open",
    "counted_by": "reviewer, anchor or nobody",
    "disagrees": "yes where the reviewer's score is none that the anchor allows",
    "total_low": "the lowest total the review can have; blank for a guided self-assessment",
    "total_high": "the highest",
    "band": "not_ips, fair, good or exemplary, where the whole range lies in it",
    "bands_possible": "every band the total can still be in",
}
"""The columns of the CSV, with what each says."""


def rows(assessments: Iterable[Told]) -> Iterator[dict[str, Cell]]:
    """Every item of every review as a row; a blank is None."""
    for told in assessments:
        for of in told.assessment.items:
            yield {**_of_review(told), **_of_item(of)}


def _of_review(told: Told) -> dict[str, Cell]:
    a = told.assessment
    return {
        "service_id": a.service_id or None,
        "reviewed_on": a.reviewed_on,
        "scale": a.scale_id,
        "instrument": str(a.instrument),
        "total_low": a.low if told.shows_total else None,
        "total_high": a.high if told.shows_total else None,
        "band": a.band.id if a.band else None,
        "bands_possible": "; ".join(band.id for band in a.bands_possible) or None,
    }


def _of_item(of: ItemScore) -> dict[str, Cell]:
    anchor = of.item.anchor
    return {
        "section": of.item.section or None,
        "item": of.item.id,
        "name": of.item.name,
        "reviewer_score": of.reviewer,
        "evidence": None if of.evidence is None else words.number(of.evidence),
        "unit": anchor.unit if anchor else None,
        "anchor_low": of.anchor.low if of.anchor else None,
        "anchor_high": of.anchor.high if of.anchor else None,
        "anchor_standing": str(anchor.provenance.standing) if anchor else None,
        "counted_low": of.counted.low,
        "counted_high": of.counted.high,
        "counted_by": str(of.by),
        "disagrees": "yes" if of.disagrees else "no" if of.reviewer is not None and of.anchor is not None else None,
    }


def fidelity_json(assessments: Iterable[Told], left_out: int) -> dict[str, Any]:
    """Every assessment, with the scale, what it rests on and what the record does not say."""
    return {"reviews": [_review(told) for told in assessments], "rows_left_out": left_out}


def _review(told: Told) -> dict[str, Any]:
    a, scale = told.assessment, told.scale
    return {
        "service_id": a.service_id or None,
        "reviewed_on": a.reviewed_on,
        "instrument": str(a.instrument),
        "scale": {"id": scale.id, "title": scale.title, "version": scale.version, "least": scale.least, "most": scale.most},
        "total": {"low": a.low, "high": a.high} if told.shows_total else None,
        "band": _band(a.band) if a.band else None,
        "bands_possible": [_band(band) for band in a.bands_possible],
        "no_band": str(a.no_band) if a.no_band else None,
        "explanation": words.verdict(told),
        "sections": [
            {
                "id": part.section.id,
                "title": part.section.title,
                "items": part.section.items,
                "settled": part.settled,
                "low": part.low,
                "high": part.high,
                "most": part.most,
            }
            for part in a.sections
        ],
        "items": [_item(of) for of in a.items],
        "lift": _lift(a),
        "rests_on": [{"what": what, "backing": backing} for what, backing in words.rests(told)],
        "not_in_the_record": [{"what": what, "why": why} for what, why in scale.silences],
    }


def _band(band: Band) -> dict[str, Any]:
    return {"id": band.id, "title": band.title, "low": band.low, "high": band.high}


def _item(of: ItemScore) -> dict[str, Any]:
    found = dict(_of_item(of))
    anchor = of.item.anchor
    return {
        **found,
        "number": of.item.number or None,
        "name_standing": _standing(of.item.provenance),
        "disagrees": of.disagrees,
        "fact": anchor.fact if anchor else None,
        "remark": words.remark(of) or None,
    }


def _standing(found: Provenance) -> str:
    return str(found.standing)


def _lift(a: Assessment) -> dict[str, Any] | None:
    if a.lift is None:
        return None
    return {
        "to": _band(a.lift.to),
        "points": {"least": a.lift.least, "most": a.lift.most},
        "fewest_items": [{"item": step.item.id, "from": step.since, "to": step.to} for step in a.lift.raises],
        "ways": a.lift.ways,
        "room": [{"item": of.item.id, "points": of.room} for of in a.lift.rooms],
        "open_items": [of.item.id for of in a.open_items],
    }
