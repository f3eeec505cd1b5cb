"""One client out of a caseload, with what belongs to the client's claims: what asks about one looks through no other."""

from __future__ import annotations

from dataclasses import replace

from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Journey


class Clients:
    """Finds clients by a journey of theirs; the caseload asked for last is looked through once."""

    def __init__(self) -> None:
        self._caseload: Caseload | None = None
        self._by_client: dict[str, list[Journey]] = {}
        self._client: dict[str, str] = {}

    def of(self, caseload: Caseload, book: ClaimBook, journey_id: str) -> tuple[Caseload, ClaimBook]:
        """The caseload and the claims of the client of one journey alone. Raises :class:`KeyError` for a journey not there."""
        if self._caseload is not caseload:
            self._look_through(caseload)
        client = self._client[journey_id]
        journeys = tuple(self._by_client[client])
        ids = [journey.journey_id for journey in journeys]
        mine = replace(
            caseload,
            journeys=journeys,
            jobs={client: caseload.jobs.get(client, ())},
            earnings=None if caseload.earnings is None else {client: caseload.earnings.get(client, ())},
            claims={i: caseload.claims.get(i, ()) for i in ids},
            moves={i: caseload.moves.get(i, ()) for i in ids},
        )
        claims = [claim.claim_id for rows in mine.claims.values() for claim in rows]
        return mine, replace(
            book,
            evidence={client: book.evidence[client]} if client in book.evidence else {},
            payments={claim: book.payments[claim] for claim in claims if claim in book.payments},
            overrides={claim: book.overrides[claim] for claim in claims if claim in book.overrides},
        )

    def _look_through(self, caseload: Caseload) -> None:
        self._caseload, self._by_client, self._client = caseload, {}, {}
        for journey in caseload.journeys:
            self._by_client.setdefault(journey.client_id, []).append(journey)
            self._client[journey.journey_id] = journey.client_id
