"""What belongs to claims, from its tables: evidence, payments, overrides, and which employers are the provider's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from commissioning.domain.claims import ClaimBook, Evidence, Override, Payment
from commissioning.loading.columns import CLAIMS, EMPLOYERS, EVIDENCE, OVERRIDES, PAYMENTS
from commissioning.loading.tables import TypedTable

T = TypeVar("T")


def check_claim_rows(read: Mapping[str, TypedTable]) -> None:
    """Leave out payments and overrides of claims that the table of claims does not have.

    A claim that was left out itself is still there. Without a table of claims nothing is held against its rows here: whoever
    decides claims says so.
    """
    claims = read.get(CLAIMS.name)
    if claims is None:
        return
    known = {row.text("claim_id") for row in claims.rows}
    for table in (PAYMENTS, OVERRIDES):
        typed = read.get(table.name)
        for row in typed.rows if typed is not None else ():
            claim = row.text("claim_id")
            if claim is not None and claim not in known and typed is not None:
                message = "is not the claim_id of any row of the table 'claims'"
                typed.leave_out(row, "D070", "claim_id", message, "add the claim, or correct the id")


def claim_book(read: Mapping[str, TypedTable]) -> ClaimBook:
    """What the tables say, the rows that were left out aside."""
    employers = read.get(EMPLOYERS.name)
    chain = ((row.text("employer_id"), row.values.get("supply_chain")) for row in employers.good()) if employers else ()
    return ClaimBook(
        evidence=_by(read.get(EVIDENCE.name), "client_id", Evidence),
        payments=_by(read.get(PAYMENTS.name), "claim_id", Payment),
        overrides=_by(read.get(OVERRIDES.name), "claim_id", Override),
        supply_chain={employer: said for employer, said in chain if employer is not None and isinstance(said, bool)},
    )


def _by(typed: TypedTable | None, owner: str, kind: Callable[..., T]) -> dict[str, tuple[T, ...]]:
    """The good rows as things of one *kind*, whose fields are the table's columns, by their owner."""
    found: dict[str, list[T]] = {}
    for row in typed.good() if typed is not None else ():
        found.setdefault(str(row.values[owner]), []).append(kind(**row.values))
    return {name: tuple(rows) for name, rows in found.items()}
