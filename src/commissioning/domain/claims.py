"""What belongs to claims: evidence of work, payments, and decisions that a person took otherwise.

Each is in force on some days only: on the as-of date counts what had happened by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from commissioning.domain.money import Pence


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece of evidence of a client's work. *covers_from* None: it shows no day; *covers_to* None: up to its receipt."""

    client_id: str
    kind: str
    job_id: str | None = None
    covers_from: date | None = None
    covers_to: date | None = None
    received_on: date | None = None
    withdrawn_on: date | None = None

    def stands_on(self, day: date) -> bool:
        """Whether it had been received by *day* (a blank day of receipt: always) and not been withdrawn."""
        return (self.received_on is None or self.received_on <= day) and (self.withdrawn_on is None or self.withdrawn_on > day)

    def covered(self, day: date) -> tuple[date, date] | None:
        """The first and last day it covers, as known on *day*; None where it covers none."""
        last = self.covers_to or self.received_on or day
        if self.covers_from is None or last < self.covers_from:
            return None
        return self.covers_from, last


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment on a claim; negative if it was recovered."""

    payment_id: str
    claim_id: str
    paid_on: date
    amount_pence: Pence


@dataclass(frozen=True, slots=True)
class Override:
    """One term of one claim decided otherwise by a person in a *role*, to *expires_on* (that day included; None: for good)."""

    claim_id: str
    term: str
    verdict: str
    role: str
    reason: str
    made_on: date
    expires_on: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether it holds on *day*."""
        return self.made_on <= day and (self.expires_on is None or day <= self.expires_on)


@dataclass(frozen=True, slots=True)
class ClaimBook:
    """What is known of claims beside the claims: by client, by claim, by employer.

    *supply_chain* says of an employer whether it belongs to the provider or its supply chain, where that is known.
    """

    evidence: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict)
    payments: Mapping[str, tuple[Payment, ...]] = field(default_factory=dict)
    overrides: Mapping[str, tuple[Override, ...]] = field(default_factory=dict)
    supply_chain: Mapping[str, bool] = field(default_factory=dict)

    def as_known_at(self, day: date) -> ClaimBook:
        """What was known on *day*: nothing received, withdrawn, paid or decided later."""
        return ClaimBook(
            evidence={
                client: tuple(
                    replace(one, withdrawn_on=None) if one.withdrawn_on is not None and one.withdrawn_on > day else one
                    for one in rows
                    if one.received_on is None or one.received_on <= day
                )
                for client, rows in self.evidence.items()
            },
            payments={claim: tuple(one for one in rows if one.paid_on <= day) for claim, rows in self.payments.items()},
            overrides={claim: tuple(one for one in rows if one.made_on <= day) for claim, rows in self.overrides.items()},
            supply_chain=self.supply_chain,
        )

    def paid(self, claim_id: str, day: date) -> Pence:
        """What had been paid on a claim by *day*, less what had been recovered."""
        return sum(payment.amount_pence for payment in self.payments.get(claim_id, ()) if payment.paid_on <= day)

    def last_payment(self, claim_id: str, day: date) -> date | None:
        """The day of the latest payment or recovery on a claim by *day*."""
        return max((p.paid_on for p in self.payments.get(claim_id, ()) if p.paid_on <= day), default=None)

    def overrides_of(self, claim_id: str, day: date) -> tuple[Override, ...]:
        """The overrides of a claim in force on *day*; of two for one term the one made last."""
        found: dict[str, Override] = {}
        for override in sorted(self.overrides.get(claim_id, ()), key=lambda one: one.made_on):
            if override.in_force(day):
                found[override.term] = override
        return tuple(found.values())

    def lapsed_of(self, claim_id: str, day: date) -> tuple[Override, ...]:
        """The overrides of a claim that were in force once and are no longer."""
        return tuple(o for o in self.overrides.get(claim_id, ()) if o.expires_on is not None and o.expires_on < day)
