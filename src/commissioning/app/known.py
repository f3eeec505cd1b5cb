"""The caseload as decisions need it: as known on a day, with the facts that follow from the tables of services."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.domain.journeys import Caseload
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan
from commissioning.terms.facts import SERVICE_FIDELITY


def known_caseload(read: Read, plans: Iterable[Plan], as_of: date, known_at: date | None) -> Caseload:
    """What was read, as known on *known_at* (None: all of it), with the fidelity of services where a plan asks for it."""
    caseload = read.caseload if known_at is None else read.caseload.as_known_at(known_at)
    if not any(SERVICE_FIDELITY in plan.facts_asked for plan in plans):
        return caseload
    from commissioning.app.fidelity import fidelity_scales
    from commissioning.services.service_fidelity import facts_of_journeys

    return facts_of_journeys(caseload, read.book, fidelity_scales(), as_of)
