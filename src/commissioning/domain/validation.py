"""Validation of claims by a sample: the frame, the design of the draw, findings, what they come to, and what is recovered.

Money is whole pence, shares are basis points; rates and estimates before rounding are exact fractions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from commissioning.domain.claim_decisions import ClaimStatus
from commissioning.domain.money import Pence, pounds

DEFAULT_LEVEL = 95_00
"""The level of intervals, in basis points, where neither the user nor the contract names one."""


class Of(StrEnum):
    """Which claims are drawn from, and which sum of each is validated."""

    PAID = "paid"
    """Claims on which money stood paid on the day of the draw: that money."""
    CLAIMED = "claimed"
    """Claims made by the day of the draw: the sum claimed."""


class Method(StrEnum):
    """How a sample is drawn."""

    SIMPLE = "simple"
    STRATIFIED = "stratified"


class Allocation(StrEnum):
    """How a sample is shared out among strata."""

    PROPORTIONAL = "proportional"
    NEYMAN = "neyman"


class Conclusion(StrEnum):
    """What a validator found of a claim."""

    SUPPORTED = "supported"
    PARTLY_SUPPORTED = "partly_supported"
    NOT_SUPPORTED = "not_supported"


CONCLUSIONS: Mapping[Conclusion, str] = {
    Conclusion.SUPPORTED: "the evidence supports the whole sum",
    Conclusion.PARTLY_SUPPORTED: "the evidence supports a part of the sum",
    Conclusion.NOT_SUPPORTED: "the evidence supports nothing of it, or none was shown",
}
"""What a validator can find, and what each means."""

REASONS: Mapping[str, str] = {
    "not_eligible": "the client was not eligible",
    "not_met": "the outcome was not met on the evidence seen",
    "no_evidence": "no evidence was shown",
    "evidence_incomplete": "the evidence does not cover all that it must",
    "too_early": "it was claimed before the outcome was reached",
    "too_late": "it was claimed after the last day for it",
    "duplicate": "the same outcome, or the same days, were claimed already",
    "wrong_amount": "another sum was due",
    "other": "another reason, kept in the validator's own file",
}
"""Why a claim is not wholly supported: the codes, and what each means."""


class Missing(StrEnum):
    """What is made of drawn claims without a finding."""

    REFUSE = "refuse"
    NOT_SUPPORTED = "not_supported"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Framed:
    """One claim of the frame, with the sum that is validated; *party* is whom it is kept apart by (blank: nobody is)."""

    claim_id: str
    journey_id: str
    contract: str
    outcome: str
    amount: Pence
    party: str = ""
    claimed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Design:
    """Everything a draw follows from, beside the frame: the same design and frame give the same sample.

    *bands* are the sums from which each band of size after the first begins; claims of *take_all* and more are all checked.
    *digest* is that of the frame. Blank *apart_by* keeps contracts apart and nothing else.
    """

    as_of: date
    of: Of
    method: Method
    allocation: Allocation
    size: int
    seed: int
    digest: str
    bands: tuple[Pence, ...] = ()
    take_all: Pence | None = None
    apart_by: str = ""
    contracts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stratum:
    """Claims of one contract (and party) and one band of size; *size* of them are drawn. *below* None: no upper end."""

    contract: str
    party: str
    least: Pence
    below: Pence | None
    claims: tuple[Framed, ...]
    size: int = 0
    take_all: bool = False

    @property
    def group(self) -> tuple[str, str]:
        """Whose claims they are: what is estimated, and recovered, apart."""
        return self.contract, self.party

    @property
    def money(self) -> Pence:
        """What the claims come to."""
        return sum(claim.amount for claim in self.claims)

    @property
    def band(self) -> str:
        """The band in words."""
        if self.below is None:
            return f"{pounds(self.least)} and more" if self.least else "any sum"
        return f"{pounds(self.least)} to below {pounds(self.below)}" if self.least else f"below {pounds(self.below)}"

    @property
    def name(self) -> str:
        """What the stratum is called."""
        whose = f"{self.contract}, {self.party}" if self.party else self.contract
        return f"{whose}: {self.band}{' (all checked)' if self.take_all else ''}"


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawn sample: the strata in order, and in each the claims drawn, in order of their ids."""

    design: Design
    strata: tuple[Stratum, ...]
    drawn: tuple[tuple[Framed, ...], ...]

    @property
    def claims(self) -> tuple[Framed, ...]:
        """Every claim drawn, stratum by stratum."""
        return tuple(claim for claims in self.drawn for claim in claims)

    def stratum_of(self) -> dict[str, Stratum]:
        """The stratum of each claim drawn, by its id."""
        pairs = zip(self.strata, self.drawn, strict=True)
        return {claim.claim_id: stratum for stratum, claims in pairs for claim in claims}


@dataclass(frozen=True, slots=True)
class EvidenceAsked:
    """One term's evidence: of *kinds*, ``all`` or ``any`` of them, for ``every_week`` or ``once``; blank where it is silent."""

    kinds: tuple[str, ...]
    needed: str
    coverage: str


@dataclass(frozen=True, slots=True)
class ToBeSeen:
    """What a validator has to see of a claim: how the records stand, and the work and evidence that the outcome rests on."""

    status: ClaimStatus | None = None
    reached_on: date | None = None
    first: date | None = None
    last: date | None = None
    days: int = 0
    jobs: tuple[str, ...] = ()
    evidence: tuple[EvidenceAsked, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a validator found of one claim: *supported* pence of it, why not the rest, who looked (a role) and when."""

    claim_id: str
    conclusion: Conclusion
    supported: Pence
    reason: str = ""
    validator: str = ""
    checked_on: date | None = None


# ----------------------------------------------------------------------------------------------------- what it comes to


class IntervalBy(StrEnum):
    """How the ends of an interval were found."""

    EXACT = "exact"
    """Clopper and Pearson's, at the effective size of the sample (Korn and Graubard)."""
    NORMAL = "normal"
    """Student's t on the stratified variance, with the finite population correction."""
    ALL_CHECKED = "all_checked"
    """Every claim was checked: nothing is estimated."""
    BOUNDS = "bounds"
    """One claim alone was checked: only what was seen bounds it."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimated total (pence, or a number of claims) with its interval; *of* is the total that it is a part of."""

    point: Fraction
    lower: Fraction
    upper: Fraction
    of: int
    by: IntervalBy

    def rate(self) -> tuple[Fraction, Fraction, Fraction]:
        """Point, lower and upper end as shares of the whole; zero where there is no whole."""
        whole = self.of or 1
        return self.point / whole, self.lower / whole, self.upper / whole


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found in some strata together: claims and money of the frame, of those checked, and of the errors."""

    claims: int
    money: Pence
    drawn: int
    checked: int
    checked_money: Pence
    errors: int
    error: Pence
    missing: int
    by_count: Estimate
    by_money: Estimate


class Basis(StrEnum):
    """What a sum to be recovered rests on."""

    FINDINGS = "findings"
    POINT = "point"
    LOWER_BOUND = "lower_bound"


class Held(StrEnum):
    """What held the sum to be recovered where it is."""

    TOLERATED = "tolerated"
    CAP = "cap"
    PAID = "paid"
    RECOVERED_SINCE = "recovered_since"
    AT_LEAST_FINDINGS = "at_least_findings"


@dataclass(frozen=True, slots=True)
class Recovery:
    """What is to be recovered under one reading of the contract (silence → reading; only those that were asked for).

    *level* is that of the interval, in basis points, where it rests on a lower bound.
    """

    reading: tuple[tuple[str, str], ...]
    basis: Basis
    pence: Pence
    held: tuple[Held, ...] = ()
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """One contract's (and party's) claims: its strata, what they come to together, and the recovery under each reading.

    *term* is the contract's term that rules; blank where it has none. *findings* is what findings alone come to, *paid* what
    stands paid now on the claims of the frame, *recovered* what was recovered of them since the draw.
    """

    contract: str
    party: str
    term: str
    strata: tuple[tuple[Stratum, Counted], ...]
    together: Counted
    recoveries: tuple[Recovery, ...]
    level: int
    findings: Pence
    paid: Pence
    recovered: Pence
    missing: Missing
    rests_on: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Whose claims they are."""
        return f"{self.contract}, {self.party}" if self.party else self.contract

    @property
    def lowest(self) -> Pence:
        """The least that is recovered under any reading."""
        return min(one.pence for one in self.recoveries)

    @property
    def highest(self) -> Pence:
        """The most."""
        return max(one.pence for one in self.recoveries)


@dataclass(frozen=True, slots=True)
class Extrapolated:
    """A sample with findings, extrapolated as of a day; intervals are two-sided, at *level* basis points."""

    as_of: date
    design: Design
    level: int
    groups: tuple[Group, ...]
    together: Counted
    reasons: tuple[tuple[str, int, Pence], ...] = ()
    """For each reason code found: how many claims, and the error in them."""
