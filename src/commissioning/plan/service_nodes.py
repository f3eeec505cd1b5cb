"""What a contract asks of a service, as a closed set of tests; each names its term and refuses to be built wrong.

Every parameter is a :data:`~commissioning.plan.values.Value`: dated values hold on the day decided as of, silences are read
every way. Shares are basis points (4000 for 40%), money is whole pence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.calendar import Length
from commissioning.domain.services import COUNTED, Figure
from commissioning.plan.values import Choice, Const, Dated, Value

BANDS = ("not_ips", "fair", "good", "exemplary")
"""The bands of fidelity, the lowest first."""

ALL_SERVICES = "*"
"""The id under which all services of a contract together are decided."""


@dataclass(frozen=True, slots=True)
class CaseloadLimit:
    """Clients of a specialist: *fewer_than* or *at_most* so many; *per* post or person; of *each* of them or on *average*."""

    term: str
    fewer_than: Value[int] | None
    at_most: Value[int] | None
    per: Value[str]
    across: Value[str]

    def __post_init__(self) -> None:
        if (self.fewer_than is None) == (self.at_most is None):
            raise ValueError("a caseload has one limit")


@dataclass(frozen=True, slots=True)
class RetentionShare:
    """The share of the caseload that is supported to keep a job it had, at most so many basis points."""

    term: str
    at_most: Value[int]


@dataclass(frozen=True, slots=True)
class EmploymentRate:
    """The share of clients who started a job, at least so many basis points; for services of high fidelity another share.

    *who* counts: ``out_of_work`` leaves out those in work when they joined. *since* says from which event a client counts,
    *paid_hours* (hundredths) how much paid work a job start takes.
    """

    term: str
    at_least: Value[int] | None
    high_fidelity: Value[int] | None
    high_from: Value[str]
    who: Value[str]
    since: Value[str]
    paid_hours: Value[int]

    def __post_init__(self) -> None:
        if self.at_least is None and self.high_fidelity is None:
            raise ValueError("an employment rate needs a rate")


@dataclass(frozen=True, slots=True)
class CostPerClient:
    """The cost per client in pence, from *at_least* to *at_most*."""

    term: str
    at_least: Value[int] | None
    at_most: Value[int] | None

    def __post_init__(self) -> None:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a cost needs a limit")


@dataclass(frozen=True, slots=True)
class CountTarget:
    """At least so many referrals or job starts *since* a day *until* a day, both included.

    Where a day is not given it is the first or last day on which the service is commissioned. *together*: of all services of
    the contract. *paid_hours* (hundredths) is how much paid work a job start takes.
    """

    term: str
    counted: Figure
    at_least: Value[int]
    since: Value[date] | None
    until: Value[date] | None
    together: bool
    paid_hours: Value[int]

    def __post_init__(self) -> None:
        if self.counted not in COUNTED:
            raise ValueError("a target counts referrals or job starts")


@dataclass(frozen=True, slots=True)
class FidelityRequired:
    """The latest formal review found at least this band; *within* so long of the first day the service is commissioned."""

    term: str
    band: Value[str]
    within: Value[Length] | None = None


@dataclass(frozen=True, slots=True)
class FactRequired:
    """Every one of these facts of the service is a yes."""

    term: str
    facts: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.facts:
            raise ValueError("a fact must be asked for")


@dataclass(frozen=True, slots=True)
class AllOfService:
    """Every part holds."""

    term: str
    parts: tuple[ServiceTest, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("'all' needs at least one part")


ServiceTest = (
    CaseloadLimit
    | RetentionShare
    | EmploymentRate
    | CostPerClient
    | CountTarget
    | FidelityRequired
    | FactRequired
    | AllOfService
)
"""One test of a service."""

ServiceValue = Const[object] | Dated[object] | Choice[object]
