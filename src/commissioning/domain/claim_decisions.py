"""What the claims desk says of a claim or an unclaimed outcome: its statuses in order, the money, and what it would take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning.domain.claims import Override
from commissioning.domain.decisions import Decision, Due
from commissioning.domain.journeys import Claim
from commissioning.domain.money import Pence
from commissioning.domain.provenance import Caveat


class ClaimStatus(StrEnum):
    """The statuses of claims and of unclaimed outcomes."""

    DUPLICATE = "duplicate"
    NOT_MET = "not_met"
    RECOVERABLE = "recoverable"
    UNDETERMINED = "undetermined"
    TOO_EARLY = "too_early"
    TOO_LATE = "too_late"
    NOT_YET = "not_yet"
    LAPSED = "lapsed"
    EVIDENCE_NEEDED = "evidence_needed"
    WRONG_AMOUNT = "wrong_amount"
    PAID = "paid"
    PAYABLE = "payable"
    CLAIMABLE = "claimable"


STATUSES: dict[ClaimStatus, str] = {
    ClaimStatus.DUPLICATE: "the same outcome, or the same days under another programme, is claimed already",
    ClaimStatus.NOT_MET: "the outcome is not met",
    ClaimStatus.RECOVERABLE: "the outcome is not met, and was paid",
    ClaimStatus.UNDETERMINED: "a missing fact or a silence of the contract decides it",
    ClaimStatus.TOO_EARLY: "it was claimed before the outcome was reached",
    ClaimStatus.TOO_LATE: "it was claimed after the last day for it",
    ClaimStatus.NOT_YET: "the outcome can still be met",
    ClaimStatus.LAPSED: "the outcome was reached, and the time to claim it is over",
    ClaimStatus.EVIDENCE_NEEDED: "evidence is lacking",
    ClaimStatus.WRONG_AMOUNT: "another sum was claimed than the outcome pays",
    ClaimStatus.PAID: "it is paid",
    ClaimStatus.PAYABLE: "it can be paid",
    ClaimStatus.CLAIMABLE: "it can be claimed",
}
"""Every status and its meaning, in the order in which the first is found."""

ORDER = {status: position for position, status in enumerate(STATUSES)}

NOTHING_DUE = frozenset(
    {
        ClaimStatus.DUPLICATE,
        ClaimStatus.NOT_MET,
        ClaimStatus.RECOVERABLE,
        ClaimStatus.TOO_EARLY,
        ClaimStatus.TOO_LATE,
        ClaimStatus.NOT_YET,
        ClaimStatus.LAPSED,
        ClaimStatus.EVIDENCE_NEEDED,
    }
)
"""Statuses with which nothing is due, whatever else applies."""


class GroundCode(StrEnum):
    """Why a status applies: a closed list."""

    OUTCOME = "outcome"
    CLAIMED_BEFORE = "claimed_before"
    OTHER_PROGRAMME = "other_programme"
    DATE_OF_CLAIM = "date_of_claim"
    DATE_OF_EVENT = "date_of_event"
    NO_VALUE_IN_FORCE = "no_value_in_force"
    BEFORE_REACHED = "before_reached"
    AFTER_WINDOW = "after_window"
    EVIDENCE = "evidence"
    CONSENT = "consent"
    EMPLOYER = "employer"
    EMPLOYER_UNKNOWN = "employer_unknown"
    AMOUNT = "amount"
    PAYMENT_GROUP = "payment_group"
    PRICE_FACT = "price_fact"
    OVERRIDE = "override"
    NOTHING_AGAINST = "nothing_against"


GROUNDS: dict[GroundCode, str] = {
    GroundCode.OUTCOME: "the decision on the outcome itself",
    GroundCode.CLAIMED_BEFORE: "an earlier claim for the same outcome",
    GroundCode.OTHER_PROGRAMME: "an earlier claim under another programme rests on the same days",
    GroundCode.DATE_OF_CLAIM: "the day of the claim is not recorded",
    GroundCode.DATE_OF_EVENT: "the day from which the time to claim runs is not recorded",
    GroundCode.NO_VALUE_IN_FORCE: "the contract has no value in force on the day asked for",
    GroundCode.BEFORE_REACHED: "claimed before the outcome was reached",
    GroundCode.AFTER_WINDOW: "the last day to claim has passed",
    GroundCode.EVIDENCE: "days without evidence of a kind that is asked for",
    GroundCode.CONSENT: "the client's consent to contact the employer is lacking",
    GroundCode.EMPLOYER: "an employer of the provider or its supply chain",
    GroundCode.EMPLOYER_UNKNOWN: "it is not recorded whether the employer belongs to the provider or its supply chain",
    GroundCode.AMOUNT: "the sum claimed is not the sum due",
    GroundCode.PAYMENT_GROUP: "the payment group, and so the price, is not recorded",
    GroundCode.PRICE_FACT: "the fact that decides the price is not recorded",
    GroundCode.OVERRIDE: "decided otherwise by a person in a role",
    GroundCode.NOTHING_AGAINST: "nothing stands against it",
}
"""Every code of a ground and its meaning."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of one week that lack evidence of any of *kinds*; where all kinds are needed there is a gap for each."""

    kinds: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Ground:
    """One status that applies, the term behind it, what can be said of it: *day*, *gaps*, an *other* claim or job, a sum."""

    status: ClaimStatus
    code: GroundCode
    term: str = ""
    day: date | None = None
    needed: int | None = None
    actual: int | None = None
    gaps: tuple[Gap, ...] = ()
    other: str = ""


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """What alone can change the status, with the first status under each reading of it."""

    name: str
    subject: str
    readings: tuple[tuple[str, tuple[ClaimStatus, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that must be told, by the term that says so: to *whom*, *what*, with the sum it is about if any."""

    term: str
    whom: str
    what: str
    pence: Pence | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """When an outcome can be claimed: from the day it is reached to the last day (None: no last day is known or stated)."""

    opens: date | None = None
    closes: date | None = None
    closes_at_latest: date | None = None
    """Where readings differ, the latest of their last days; *closes* is then the earliest."""
    term: str = ""


@dataclass(frozen=True, slots=True)
class ClaimDecision:
    """One claim, or one unclaimed outcome (*claim* None), on one day.

    *statuses* gives each that applies once, the first in the order of :data:`STATUSES`; *grounds* every ground of them.
    *price* is what one outcome pays, *due* what is due so far, *paid* what was paid so far; *required* is the difference, a
    range where the readings differ. Without a price all three sums but *paid* are None.
    """

    journey_id: str
    contract: str
    outcome: str
    as_of: date
    decision: Decision
    statuses: tuple[ClaimStatus, ...]
    grounds: tuple[Ground, ...]
    claim: Claim | None = None
    price: Due | None = None
    due: Due | None = None
    paid: Pence = 0
    required: Due | None = None
    window: Window = Window()
    open_matters: tuple[OpenMatter, ...] = ()
    overrides: tuple[Override, ...] = ()
    lapsed_overrides: tuple[Override, ...] = ()
    notices: tuple[Notice, ...] = ()
    rests_on: tuple[Caveat, ...] = ()
    priced_by: tuple[str, ...] = ()

    @property
    def status(self) -> ClaimStatus:
        """The first status."""
        return self.statuses[0]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What tells it from every other: journey, contract, outcome, claim."""
        return self.journey_id, self.contract, self.outcome, self.claim.claim_id if self.claim else ""


# ------------------------------------------------------------------------------------------------- what it would take


class StepKind(StrEnum):
    """What can still be done."""

    WORK_ON = "work_on"
    NEW_WORK = "new_work"
    EARN = "earn"
    RECORD = "record"
    SETTLE = "settle"
    EVIDENCE = "evidence"
    CONSENT = "consent"
    OVERRIDE = "override"
    AMEND = "amend"
    CLAIM = "claim"
    CLAIM_AGAIN = "claim_again"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be done from *begins* (never before the as-of date); it takes effect on *done_on*.

    *last_start* is the last day on which it can begin and still lead there; None where there is no such day or none is known.
    """

    kind: StepKind
    begins: date
    done_on: date
    last_start: date | None = None
    days: int = 0
    pence: Pence = 0
    subject: str = ""
    name: str = ""
    value: str = ""
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, slots=True)
class Distance:
    """How far one failing term is from being met; *measure*: days, pence, date, weeks (without evidence) or fact."""

    term: str
    measure: str
    needed: str
    actual: str
    short: int | None = None


@dataclass(frozen=True, slots=True)
class WhatItTakes:
    """The cheapest change that still can happen: its *steps* in order, after which the claim is payable *settled_on*.

    Without steps nothing that can still happen makes it payable. *distances* has one for each failing term.
    """

    steps: tuple[Step, ...]
    settled_on: date | None
    distances: tuple[Distance, ...]
    reached_status: ClaimStatus | None = None

    @property
    def possible(self) -> bool:
        """Whether anything can still be done."""
        return self.settled_on is not None


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between an earlier decision and this one: a term, the evidence, the price or an override, then and now."""

    term: str
    what: str
    then: str
    now: str


@dataclass(frozen=True, slots=True)
class Explained:
    """A decision on a claim against an earlier one: *earlier* as it was known *on* that day, and every difference by term."""

    on: date
    earlier: ClaimDecision
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A decision with what was asked beside it: what it would take, and how it differs from an earlier one."""

    decision: ClaimDecision
    takes: WhatItTakes | None = None
    against: Explained | None = None


# --------------------------------------------------------------------------------------------------------- deadlines


class DeadlineKind(StrEnum):
    """What a date in the calendar is."""

    CLAIM_FROM = "claim_from"
    CLAIM_BY = "claim_by"
    RESUME_WORK_BY = "resume_work_by"
    START_WORK_BY = "start_work_by"
    PRE_WORK_SUPPORT_ENDS = "pre_work_support_ends"
    IN_WORK_SUPPORT_ENDS = "in_work_support_ends"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One date of one journey; *best_case* says that it holds only if work goes on, *until* bounds it where readings differ."""

    day: date
    kind: DeadlineKind
    journey_id: str
    contract: str
    outcome: str = ""
    term: str = ""
    until: date | None = None
    best_case: bool = False
    rests_on: tuple[Caveat, ...] = ()
    claim_id: str = ""


@dataclass(frozen=True, slots=True)
class MonthOfCash:
    """Money expected in one month, in pence: from *lowest* to *highest*.

    *best_case* is the part of *highest* that comes only if work goes on; *assumed* the part that rests on assumed or
    illustrative terms, on an override or on what is undetermined; *illustrative* the part whose price is illustrative.
    """

    month: date
    lowest: Pence
    highest: Pence
    best_case: Pence
    assumed: Pence
    illustrative: Pence
    count: int


@dataclass(frozen=True, slots=True)
class FeeMonth:
    """One month of a service fee: which month of the contract, its share in basis points, the sum where it is known."""

    contract: str
    term: str
    number: int
    begins: date | None
    share: int
    pence: Pence | None
