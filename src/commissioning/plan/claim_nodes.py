"""What a contract asks of claims and how it pays them, as a closed set of frozen nodes; each names its term.

Every parameter is a :data:`~commissioning.plan.values.Value`. No engine reads them: they bear on no decision about an outcome.
Shares are basis points (8500 for 85%), money is whole pence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.calendar import Length
from commissioning.domain.money import Pence
from commissioning.plan.nodes import Route
from commissioning.plan.values import Value

WHOLE = 100_00
"""A hundred per cent, in basis points."""


@dataclass(frozen=True, slots=True)
class Whose:
    """The outcomes a term of claims is for (none named: all), and the terms by which they were reached (none named: any)."""

    outcomes: tuple[str, ...] = ()
    reached_by: tuple[str, ...] = ()


def ways_to(route: Route) -> tuple[str, ...]:
    """The names by which a way to an outcome may be called: the route's own, without what follows a colon, and its terms."""
    return (route.name.partition(":")[0], route.name, *(test.term for test in route.tests))


@dataclass(frozen=True, slots=True)
class LateDays:
    """An outcome reached on a day of the programme from *first* to *last* is claimed until day *until*; the start is day 1."""

    first: Value[int]
    last: Value[int]
    until: Value[int]


@dataclass(frozen=True, slots=True)
class ClaimWindow:
    """A claim is made within these lengths, one after the other, of the day *counted_from* names.

    *counted_from* is ``reached``, ``start`` or ``job_agreed``; *late* replaces the window for outcomes reached on late days.
    """

    term: str
    whose: Whose
    counted_from: Value[str]
    within: tuple[Value[Length], ...]
    late: LateDays | None = None

    def __post_init__(self) -> None:
        if not self.within:
            raise ValueError("a claim window needs a length")


@dataclass(frozen=True, slots=True)
class EvidenceRequired:
    """Evidence of these *kinds*, ``all`` of them or ``any``; *coverage* ``every_week`` of the days relied on, or ``once``."""

    term: str
    whose: Whose
    kinds: tuple[str, ...]
    needed: Value[str]
    coverage: Value[str]

    def __post_init__(self) -> None:
        if not self.kinds:
            raise ValueError("evidence needs a kind")


@dataclass(frozen=True, slots=True)
class NonQualifyingEarnings:
    """Earnings of these sorts do not qualify, and *whom* must be told of them (blank: nobody)."""

    term: str
    sorts: tuple[str, ...]
    whom: str


@dataclass(frozen=True, slots=True)
class NonQualifyingEmployers:
    """Work for the provider or its supply chain is ``excluded``, is held for a decision (``hold``), or is to be ``told``."""

    term: str
    rule: Value[str]
    whom: str


@dataclass(frozen=True, slots=True)
class MustBeTold:
    """*whom* must be told *what*."""

    term: str
    whose: Whose
    whom: str
    what: str


@dataclass(frozen=True, slots=True)
class ConsentToContact:
    """A claim needs the client's consent to contact the employer, *unless* the client is on one of these benefits."""

    term: str
    required: Value[bool]
    unless_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DualFunding:
    """Days that another programme was claimed for first are ``not_paid_twice`` or ``allowed``; no *programmes*: any other."""

    term: str
    rule: Value[str]
    programmes: tuple[str, ...] = ()


Bands = tuple[tuple[int, Pence], ...]
"""Prices by a number: (from so many, pence), the lowest first, the first from 0."""


@dataclass(frozen=True, slots=True)
class PriceBands:
    """What an outcome pays, by a number among the facts of the journey."""

    term: str
    whose: Whose
    fact: str
    bands: Value[Bands]


@dataclass(frozen=True, slots=True)
class PriceCap:
    """At most so much in all for each ``journey``, or for the ``contract``."""

    term: str
    whose: Whose
    most: Value[Pence]
    per: str


@dataclass(frozen=True, slots=True)
class VolumePrices:
    """Above so many outcomes under the contract each further one pays a share of its price: (above, basis points)."""

    term: str
    whose: Whose
    steps: Value[tuple[tuple[int, int], ...]]


@dataclass(frozen=True, slots=True)
class Instalment:
    """A share of the fee in basis points, spread evenly over the months *first* to *last* of the contract (from 1)."""

    first: int
    last: int
    share: int

    def __post_init__(self) -> None:
        if not 1 <= self.first <= self.last or not 0 < self.share <= WHOLE:
            raise ValueError("an instalment needs months in order and a share")


@dataclass(frozen=True, slots=True)
class ServiceFee:
    """A fee that no outcome earns: *share* of the contract's value, in *instalments* that make up the whole of it.

    *begins* is the first day of month 1; *total* the fee in pence; None where no document says it.
    """

    term: str
    share: Value[int] | None
    instalments: tuple[Instalment, ...]
    begins: Value[date] | None
    total: Value[Pence] | None

    def __post_init__(self) -> None:
        if sum(one.share for one in self.instalments) != WHOLE:
            raise ValueError("the instalments of a fee make up the whole of it")


@dataclass(frozen=True, slots=True)
class Validation:
    """How claims are validated by a sample, and what is recovered: *recover* ``findings_only`` or ``extrapolated``.

    *extrapolate_at* is ``point`` or ``lower_bound`` (of the two-sided interval at *level*). Up to the share *tolerable_error*
    of money in error findings alone are recovered; *cap* is the most that is recovered by extrapolation, as a share of the
    frame's money. *of*, *method* and *missing_findings* are words of :mod:`commissioning.domain.validation`. None: not stated.
    """

    term: str
    recover: Value[str]
    extrapolate_at: Value[str] | None = None
    level: Value[int] | None = None
    tolerable_error: Value[int] | None = None
    cap: Value[int] | None = None
    of: Value[str] | None = None
    method: Value[str] | None = None
    missing_findings: Value[str] | None = None


ClaimNode = (
    ClaimWindow
    | EvidenceRequired
    | NonQualifyingEarnings
    | NonQualifyingEmployers
    | MustBeTold
    | ConsentToContact
    | DualFunding
    | PriceBands
    | PriceCap
    | VolumePrices
    | ServiceFee
    | Validation
)
"""One thing a contract says of claims."""
