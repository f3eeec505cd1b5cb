"""The caseload as decisions need it: as known on a day, with the facts that follow from the tables of services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.domain.calendar import Day
from commissioning.domain.journeys import Caseload
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan
from commissioning.terms.facts import SERVICE_FIDELITY


def known_caseload(read: Read, plans: Iterable[Plan], as_of: date, known_at: date | None) -> Caseload:
    """What was read, as known on *known_at* (None: all of it), with the fidelity of services where a plan asks for it."""
    caseload = read.caseload if known_at is None else read.caseload.as_known_at(known_at)
    if not _asks_fidelity(plans):
        return caseload
    from commissioning.app.fidelity import fidelity_scales
    from commissioning.services.service_fidelity import facts_of_journeys

    return facts_of_journeys(caseload, read.book, fidelity_scales(), as_of)


def next_reviews(read: Read, plans: Iterable[Plan], as_of: date) -> dict[str, Day]:
    """By service the first day after *as_of* on which its fidelity can be another, where a plan asks for it."""
    if not _asks_fidelity(plans):
        return {}
    from commissioning.services.fidelity_of import review_days

    found = {service: [day.toordinal() for day in days if day > as_of] for service, days in review_days(read.book).items()}
    return {service: min(days) for service, days in found.items() if days}


def _asks_fidelity(plans: Iterable[Plan]) -> bool:
    return any(SERVICE_FIDELITY in plan.facts_asked for plan in plans)
