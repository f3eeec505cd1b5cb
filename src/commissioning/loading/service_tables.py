"""The tables of services, caseloads, reviews and partnerships, put together; and what does not fit between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from commissioning.domain.fidelity import Review
from commissioning.domain.services import CaseloadRow, Partnership, Service, ServiceBook
from commissioning.loading.columns import CASELOADS, FIDELITY, JOURNEYS, PARTNERSHIPS, SERVICES
from commissioning.loading.tables import TypedRow, TypedTable

OF_SERVICES = (JOURNEYS.name, CASELOADS.name, FIDELITY.name)
"""The tables whose rows name a service."""


def check_services(read: Mapping[str, TypedTable]) -> None:
    """Warn of rows that name a service which the table of services, where there is one, does not have."""
    services = read.get(SERVICES.name)
    if services is None or not services.rows:
        return
    known = {row.text("service_id") for row in services.rows}
    for name in OF_SERVICES:
        typed = read.get(name)
        for row in typed.rows if typed is not None else ():
            named = row.text("service_id")
            if typed is not None and named is not None and named not in known:
                message = "is not the service_id of any row of the table 'services'; nothing is decided of that service"
                typed.warn(row, "D054", "service_id", message, "add the service, or correct the id")


def check_caseloads(read: Mapping[str, TypedTable]) -> None:
    """Leave out rows that count one specialist of one service twice on one day."""
    typed = read.get(CASELOADS.name)
    if typed is None:
        return
    same: dict[tuple[object, ...], list[TypedRow]] = {}
    for row in typed.rows:
        if not row.bad:
            same.setdefault((row.text("service_id"), row.text("specialist_id"), row.day("as_of")), []).append(row)
    for rows in same.values():
        for row in rows if len(rows) > 1 else ():
            message = f"is counted in {len(rows):,} rows of one day; all of them are left out"
            typed.leave_out(row, "D041", "specialist_id", message, "keep the row that holds")


def service_book(read: Mapping[str, TypedTable], with_rows: frozenset[str]) -> ServiceBook:
    """What the tables say of services; *with_rows* names every table of the input that has rows."""
    services = read.get(SERVICES.name)
    return ServiceBook(
        services=tuple(Service(**_of(row.values)) for row in services.good()) if services is not None else (),
        caseloads=_caseloads(read.get(CASELOADS.name)),
        reviews=_reviews(read.get(FIDELITY.name)),
        partnerships=_partnerships(read.get(PARTNERSHIPS.name)),
        tables=with_rows,
    )


def _of(values: Mapping[str, Any]) -> dict[str, Any]:
    return dict(values)


def _caseloads(typed: TypedTable | None) -> dict[str, tuple[CaseloadRow, ...]]:
    found: dict[str, list[CaseloadRow]] = {}
    for row in typed.good() if typed is not None else ():
        one = CaseloadRow(**_of(row.values))
        found.setdefault(one.service_id, []).append(one)
    return {service: tuple(rows) for service, rows in found.items()}


def _reviews(typed: TypedTable | None) -> dict[str, tuple[Review, ...]]:
    if typed is None or not typed.rows:
        return {}
    # Scales are files of their own: an input without reviews does not wait for them.
    from commissioning.loading.fidelity import load_scales, reviews_of

    scales, _ = load_scales()
    found: dict[str, list[Review]] = {}
    for review in reviews_of(typed, scales):
        found.setdefault(review.service_id, []).append(review)
    return {service: tuple(reviews) for service, reviews in found.items()}


def _partnerships(typed: TypedTable | None) -> tuple[Partnership, ...]:
    rows = [_of(row.values) for row in typed.good()] if typed is not None else []
    # A list of areas is read into their codes with semicolons between them.
    return tuple(Partnership(**{**row, "areas": tuple(str(row.get("areas", "")).split(";"))}) for row in rows)
