"""What makes two rows of an exchange table versions of the same thing, and to whom a row belongs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from commissioning.domain.journeys import FactValue
from commissioning.store.canonical import row_text


@dataclass(frozen=True, slots=True)
class Identity:
    """The columns that say which thing a row is of; *owner* is the column that leads to the client (blank: of no client)."""

    columns: tuple[str, ...]
    owner: str = ""

    def key(self, values: Mapping[str, FactValue]) -> str:
        """The thing a row is of, as a text. A single column of text stands for itself."""
        if len(self.columns) == 1:
            return str(values.get(self.columns[0]))
        return row_text({name: values.get(name) for name in self.columns})

    def owned_by(self, values: Mapping[str, FactValue]) -> str:
        """The id of the owner; blank where the row belongs to nobody."""
        return str(values.get(self.owner) or "") if self.owner else ""


IDENTITIES: Mapping[str, Identity] = {
    "journeys": Identity(("journey_id",), "client_id"),
    # The hours of a job change from row to row: an import that has a job has all its rows.
    "jobs": Identity(("client_id", "job_id"), "client_id"),
    "earnings": Identity(("client_id", "job_id", "paid_on"), "client_id"),
    "employers": Identity(("employer_id",)),
    "evidence": Identity(("client_id", "job_id", "kind", "covers_from"), "client_id"),
    "moves": Identity(("journey_id", "moved_on"), "journey_id"),
    "claims": Identity(("claim_id",), "journey_id"),
    "payments": Identity(("payment_id",), "claim_id"),
    "overrides": Identity(("claim_id", "term", "made_on"), "claim_id"),
    "services": Identity(("service_id",)),
    "caseloads": Identity(("service_id", "specialist_id", "as_of")),
    "fidelity": Identity(("service_id", "reviewed_on", "scale", "item")),
    "partnerships": Identity(("partnership_id", "from_date")),
    "gaps": Identity(("client_id",), "client_id"),
}
"""Every exchange table; a test holds the list against the tables that are read.

Beside them *gaps*: for a client of whom an import could not read some row, the *places* of those rows, so that decisions made
from the store say that they rest on less than was given.
"""

GAPS = "gaps"

OF_NOBODY = tuple(name for name, identity in IDENTITIES.items() if not identity.owner)
"""Tables whose rows belong to no client: they bear on everybody's decisions."""
