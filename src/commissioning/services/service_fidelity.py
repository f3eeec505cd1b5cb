"""The fidelity of the service as a fact of its journeys, for contracts that pay an outcome only to a service of so much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from commissioning.domain.fidelity import Scale
from commissioning.domain.journeys import Caseload, Journey
from commissioning.domain.services import ServiceBook
from commissioning.services.fidelity_of import fidelity_of
from commissioning.terms.facts import SERVICE_FIDELITY


def facts_of_journeys(caseload: Caseload, book: ServiceBook, scales: Mapping[str, Scale], as_of: date) -> Caseload:
    """The same caseload, each journey with the fact ``service_fidelity``: the band of its service's latest formal review.

    The fact stays unknown where no service is named, where there was no formal review by the as-of date, and where a review
    that leaves items blank can lie in several bands.
    """
    bands: dict[str, str | None] = {}

    def with_fact(journey: Journey) -> Journey:
        service = journey.fact("service_id")
        if not isinstance(service, str) or journey.fact(SERVICE_FIDELITY) is not None:
            return journey
        if service not in bands:
            bands[service] = fidelity_of(service, book, scales, as_of).band
        return journey if bands[service] is None else journey.with_fact(SERVICE_FIDELITY, bands[service])

    return replace(caseload, journeys=tuple(with_fact(journey) for journey in caseload.journeys))
