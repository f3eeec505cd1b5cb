"""Caseloads on a day: clients of each specialist from the latest count, the share of retention cases, the cost per client."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from commissioning.domain.bounds import UNKNOWN, Bounds
from commissioning.domain.services import CaseloadRow, Service, posts
from commissioning.services.counting import Counted

COLUMNS = ("job_search_clients", "in_work_clients", "retention_clients")


def latest(rows: Iterable[CaseloadRow], as_of: date) -> tuple[CaseloadRow, ...]:
    """Each specialist's latest count on or before the day; a post that ended, with no hours and no clients, is left out."""
    found: dict[str, CaseloadRow] = {}
    for row in rows:
        known = found.get(row.specialist_id)
        if row.as_of <= as_of and (known is None or known.as_of <= row.as_of):
            found[row.specialist_id] = row
    return tuple(row for row in found.values() if not _ended(row))


def _ended(row: CaseloadRow) -> bool:
    return row.full_time_equivalent == 0 and not any(getattr(row, column) for column in COLUMNS)


def caseload(rows: tuple[CaseloadRow, ...], per: str, across: str) -> Counted:
    """Clients per ``specialist`` or ``full_time_equivalent``: the largest of ``each``, or the ``average``."""
    each = [_clients(row) for row in rows]
    missing = _blanks(rows, COLUMNS)
    if per == "full_time_equivalent":
        missing += _blanks(rows, ("full_time_equivalent",))
        without = sum(1 for row in rows if row.full_time_equivalent == 0)
        missing += (f"full_time_equivalent above 0 in {_rows(without)}",) if without else ()
    if across == "each":
        return Counted(_largest([_per(clients, row, per) for clients, row in zip(each, rows, strict=True)]), missing)
    total = Bounds.exactly(0)
    for clients in each:
        total = total.plus(clients)
    if per == "specialist":
        return Counted(_over(total, Fraction(len(rows))), missing)
    parts = [posts(row) for row in rows]
    whole = sum((part for part in parts if part is not None), Fraction(0))
    return Counted(UNKNOWN if None in parts or not whole else _over(total, whole), missing)


def retention_share(rows: tuple[CaseloadRow, ...]) -> Counted:
    """Retention cases as a share of the caseload of all specialists together."""
    kept, others = Bounds.exactly(0), Bounds.exactly(0)
    for row in rows:
        kept = kept.plus(_count(row.retention_clients))
        others = others.plus(_count(row.job_search_clients)).plus(_count(row.in_work_clients))
    missing = _blanks(rows, COLUMNS)
    if kept.high == 0 and others.high == 0:
        return Counted(UNKNOWN, ("any client on a caseload",))
    low = Fraction(0) if others.high is None or kept.low == 0 else kept.low / (kept.low + others.high)
    high = Fraction(1)
    if kept.high is not None and kept.high + others.low > 0:
        high = kept.high / (kept.high + others.low)
    elif kept.high == 0:
        high = Fraction(0)
    return Counted(Bounds(low, high), missing)


def cost_per_client(service: Service) -> Counted:
    """What the service costs over the clients it supported, in pence."""
    missing = tuple(name for name in ("cost_pence", "clients") if getattr(service, name) is None)
    if service.cost_pence is None or service.clients is None:
        return Counted(UNKNOWN, missing)
    if not service.clients:
        return Counted(UNKNOWN, ("any client the service supported (clients is 0)",))
    return Counted(Bounds.exactly(Fraction(service.cost_pence, service.clients)))


def _clients(row: CaseloadRow) -> Bounds:
    return _count(row.job_search_clients).plus(_count(row.in_work_clients)).plus(_count(row.retention_clients))


def _count(number: int | None) -> Bounds:
    return UNKNOWN if number is None else Bounds.exactly(number)


def _per(clients: Bounds, row: CaseloadRow, per: str) -> Bounds:
    if per == "specialist":
        return clients
    part = posts(row)
    return _over(clients, part) if part else UNKNOWN


def _over(total: Bounds, parts: Fraction) -> Bounds:
    return Bounds(total.low / parts, None if total.high is None else total.high / parts)


def _largest(each: list[Bounds]) -> Bounds:
    """Every one of them is within a limit if and only if the largest is."""
    highs = [one.high for one in each]
    known = [high for high in highs if high is not None]
    return Bounds(max(one.low for one in each), max(known) if len(known) == len(highs) else None)


def _blanks(rows: tuple[CaseloadRow, ...], columns: tuple[str, ...]) -> tuple[str, ...]:
    counted = ((column, sum(1 for row in rows if getattr(row, column) is None)) for column in columns)
    return tuple(f"{column} in {_rows(number)}" for column, number in counted if number)


def _rows(number: int) -> str:
    return f"{number} row{'' if number == 1 else 's'} of caseloads"
