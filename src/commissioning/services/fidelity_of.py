"""The fidelity of a service on a day: the band of its latest formal review, scored or as a document reports it.

A guided self-assessment is kept beside it and never gives a band.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from commissioning.domain.fidelity import Instrument, NoBand, Review, Scale, assess
from commissioning.domain.provenance import Caveat, Provenance
from commissioning.domain.service_decisions import FidelityKnown
from commissioning.domain.services import ReportedReview, ServiceBook


def fidelity_of(service_id: str, book: ServiceBook, scales: Mapping[str, Scale], as_of: date) -> FidelityKnown:
    """What is known of a service's fidelity on the day."""
    reviews = [r for r in book.reviews.get(service_id, ()) if r.reviewed_on is not None and r.reviewed_on <= as_of]
    reported = [r for r in book.reported_of(service_id).reviews if r.as_at <= as_of]
    formal = [known for review in reviews if (known := _scored(review, scales)) is not None]
    formal += [_as_reported(r) for r in reported if r.instrument is Instrument.FORMAL_REVIEW]
    own = [r for r in reported if r.instrument is Instrument.GUIDED_SELF_ASSESSMENT]
    # A scale without bands takes nothing from a review on one that has them.
    latest = max([k for k in formal if k.bands or k.word] or formal, key=_day, default=FidelityKnown())
    if not own:
        return latest
    said = max(own, key=lambda review: review.as_at)
    if latest.bands or latest.word:
        return latest
    return FidelityKnown(self_assessment=said.word, reported_by=said.as_at, cited=(said.provenance,), rests_on=_caveats(said))


def review_days(book: ServiceBook) -> dict[str, list[date]]:
    """By service the days from which its fidelity can be another, in order: those of its reviews and of what is reported."""
    found = {}
    for service in sorted({*book.reviews, *book.reported}):
        days = {review.reviewed_on for review in book.reviews.get(service, ()) if review.reviewed_on is not None}
        found[service] = sorted(days | {review.as_at for review in book.reported_of(service).reviews})
    return found


def _day(known: FidelityKnown) -> date:
    return known.reviewed_on or known.reported_by or date.min


def _scored(review: Review, scales: Mapping[str, Scale]) -> FidelityKnown | None:
    """A review of the tables; None where its instrument is one that never gives a band."""
    scored = assess(scales[review.scale_id], review)
    if scored.no_band is NoBand.GUIDED_SELF_ASSESSMENT:
        return None
    bands = tuple(band.id for band in scored.bands_possible)
    return FidelityKnown(bands, review.reviewed_on, review.scale_id, scored.low, scored.high)


def _as_reported(review: ReportedReview) -> FidelityKnown:
    return FidelityKnown(
        bands=(review.band,) if review.band else (),
        word=review.word,
        reported_by=review.as_at,
        cited=(review.provenance,),
        rests_on=_caveats(review),
    )


def _caveats(review: ReportedReview) -> tuple[Caveat, ...]:
    return caveats_of(review.provenance, review.day_provenance, "review", review.word, review.as_at)


def caveats_of(provenance: Provenance, of_day: Provenance | None, field: str, value: str, as_at: date) -> tuple[Caveat, ...]:
    """What is assumed or illustrative of something a document reports: the thing itself, or the day it is of."""
    found = () if provenance.is_sourced else (Caveat("reported", field, value, provenance),)
    if of_day is None or of_day.is_sourced:
        return found
    return (*found, Caveat("reported", f"{field}.as_at", as_at.isoformat(), of_day))
