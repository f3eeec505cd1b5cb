"""The nodes of a plan. Each refuses to be built wrong, and each says the id of the term it comes from.

Conditions are read over the facts of a journey, job filters over each job, tests over the days of work. Every parameter is a
:data:`~commissioning.plan.values.Value`, so that versions and readings are data and no engine knows of any contract.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commissioning.domain.calendar import Length
from commissioning.domain.money import Pence
from commissioning.domain.reasons import ReasonCode
from commissioning.plan.values import Choice, Const, Dated, Value, fixed

# ---------------------------------------------------------------------------------------------------- conditions


@dataclass(frozen=True, slots=True)
class FactIs:
    """A fact has one of these values (yes/no facts: True or False)."""

    fact: str
    values: tuple[str | bool, ...]

    def __post_init__(self) -> None:
        if not self.values:
            raise ValueError("a fact must be compared with at least one value")


Bound = int | date
"""A bound of a number or of a date."""


@dataclass(frozen=True, slots=True)
class FactWithin:
    """A number or date lies from *low* to *high*, both inclusive; None is no bound on that side."""

    fact: str
    low: Value[Bound] | None = None
    high: Value[Bound] | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a range needs a bound")


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part is true (Kleene's *and*)."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("'all' needs at least one part")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Some part is true (Kleene's *or*)."""

    parts: tuple[Condition, ...]

    def __post_init__(self) -> None:
        if not self.parts:
            raise ValueError("'any' needs at least one part")


@dataclass(frozen=True, slots=True)
class Negation:
    """The part is false (Kleene's *not*)."""

    part: Condition


Condition = FactIs | FactWithin | AllOf | AnyOf | Negation


@dataclass(frozen=True, slots=True)
class Eligibility:
    """One condition of eligibility, and the reason given where it fails.

    Before a plan is settled a :class:`~commissioning.plan.values.Choice` between conditions may stand in the place of one.
    """

    term: str
    condition: Condition
    code: ReasonCode = ReasonCode.CONDITION_NOT_MET


# --------------------------------------------------------------------------------------------------- job filters


@dataclass(frozen=True, slots=True)
class BasisCounts:
    """Keeps jobs whose basis is none of *excluded*."""

    term: str
    excluded: Value[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SuitsPerson:
    """Keeps jobs that are recorded as reflecting the person's needs."""

    term: str


@dataclass(frozen=True, slots=True)
class PaidHoursWorked:
    """Keeps jobs in which at least so many hours were worked and paid (hundredths of an hour)."""

    term: str
    at_least: Value[int]


AgeRates = tuple[tuple[int, Pence], ...]
"""Hourly rates by age: (from age, pence an hour), youngest first, the first from age 0."""


@dataclass(frozen=True, slots=True)
class PaysAtLeast:
    """Keeps, day by day, jobs that pay at least the rate for the person's age."""

    term: str
    rates: Value[AgeRates]


@dataclass(frozen=True, slots=True)
class AgreedBefore:
    """Keeps jobs that were agreed before the day they began; *same_day*: on that very day is early enough."""

    term: str
    same_day: Value[bool]


@dataclass(frozen=True, slots=True)
class EmployerSize:
    """Keeps jobs with an employer of fewer than so many employees."""

    term: str
    fewer_than: Value[int]


JobFilter = BasisCounts | SuitsPerson | PaidHoursWorked | PaysAtLeast | AgreedBefore | EmployerSize


NONE_ASKED: Value[int | None] = Const(None)
"""The value of something that a contract does not ask."""


@dataclass(frozen=True, slots=True)
class HoursEnough:
    """The hours of a day's jobs reach the threshold in force.

    *at_least* is in hundredths of an hour a week, None for no threshold; *concurrent* is ``added`` or ``separate``. *at_most*
    bounds a band of hours from above, itself included. *averaged_over* so many days: a job's hours are averaged over each such
    block of days from the day it began.
    """

    term: str
    at_least: Value[int | None]
    inclusive: Value[bool]
    concurrent: Value[str]
    at_most: Value[int | None] = NONE_ASKED
    averaged_over: Value[int | None] = NONE_ASKED


@dataclass(frozen=True, slots=True)
class Work:
    """Which days qualify: those with a job begun on or after the start that passes every filter, and hours enough."""

    filters: tuple[JobFilter, ...] = ()
    hours: HoursEnough | None = None


# --------------------------------------------------------------------------------------------------------- tests


@dataclass(frozen=True, slots=True)
class WorkBegan:
    """The first qualifying day; with *within*, no later than the start date plus each of its lengths in turn; and with *by*, no
    later than that day."""

    term: str
    work: Work
    within: tuple[Value[Length], ...] = ()
    by: Value[date] | None = None
    code: ReasonCode = ReasonCode.WORK_BEGAN_TOO_LATE


@dataclass(frozen=True, slots=True)
class Sustained:
    """So many qualifying *days*, in a *window* of so many days (None: however long it takes).

    *anchor* is ``first_start`` (the window runs from the first qualifying day) or ``rolling``; no gap may be longer than
    *longest_break* days (rolling only); *within* limits the day from the start date. *same_job*: all the days are of one job.
    """

    term: str
    work: Work
    days: Value[int]
    window: Value[int] | None
    anchor: Value[str]
    longest_break: Value[int] | None = None
    within: tuple[Value[Length], ...] = ()
    same_job: bool = False
    code: ReasonCode = ReasonCode.NOT_SUSTAINED


@dataclass(frozen=True, slots=True)
class OutcomeLimit:
    """The day *sustained* is reached lies in a window of *length* from the first qualifying day."""

    term: str
    sustained: Sustained
    length: Value[Length]
    code: ReasonCode = ReasonCode.OUTCOME_LIMIT_PASSED


@dataclass(frozen=True, slots=True)
class Wages:
    """So many hours a week for so many weeks at a rate: hundredths of an hour, weeks, pence an hour."""

    hours: Value[int]
    weeks: Value[int]
    rate: Value[Pence]


@dataclass(frozen=True, slots=True)
class Earned:
    """Cumulative qualifying earnings from jobs that pass *filters* reach *threshold* within the limit from the start."""

    term: str
    filters: tuple[JobFilter, ...]
    threshold: Value[Pence] | Wages
    within: tuple[Value[Length], ...] = ()
    code: ReasonCode = ReasonCode.EARNINGS_TOO_LOW


@dataclass(frozen=True, slots=True)
class ReEntry:
    """A client who had been on the contract before was referred again on or after the day re-joining was allowed from."""

    term: str
    allowed_from: Value[date]
    code: ReasonCode = ReasonCode.RE_ENTRY_NOT_ALLOWED


@dataclass(frozen=True, slots=True)
class NotPaidBefore:
    """The outcome was not reached on an earlier journey of the client, where *repeat* is ``paid_once``."""

    term: str
    repeat: Value[str]
    code: ReasonCode = ReasonCode.PAID_BEFORE


@dataclass(frozen=True, slots=True)
class Requires:
    """A condition over the facts of the journey that this outcome asks for, beside those of eligibility."""

    term: str
    condition: Condition
    code: ReasonCode = ReasonCode.OUTCOME_CONDITION_NOT_MET


RouteTest = WorkBegan | Sustained | OutcomeLimit | Earned
CommonTest = ReEntry | NotPaidBefore | Requires
Test = RouteTest | CommonTest


@dataclass(frozen=True, slots=True)
class Route:
    """One way to an outcome: all its tests, in the order of reasons.

    *in_force* bounds the day it may be reached on (a version that applies by the day the outcome is reached).
    """

    name: str
    tests: tuple[RouteTest, ...]
    in_force: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        if not self.tests:
            raise ValueError("a route needs at least one test")


@dataclass(frozen=True, slots=True)
class Prior:
    """Whether the outcome before it (*outcome*) is ``required`` or this one is ``independent`` of it."""

    term: str
    outcome: str
    relation: Value[str]
    code: ReasonCode = ReasonCode.PRIOR_OUTCOME


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome: any of its *routes*, the *prior* outcome where required, then the *common* tests.

    *counts* is ``first_start`` or ``every_start``: how often the outcome can be due on one journey. *part* says what is due
    where a job ended short of the outcome: ``none``, or a share of its price by the weeks worked since the outcome before it
    (``since_last_milestone``) or by all weeks worked (``of_all_weeks``).
    """

    name: str
    routes: tuple[Route, ...]
    prior: Prior | None = None
    common: tuple[CommonTest, ...] = ()
    counts: Value[str] = fixed("first_start")  # noqa: RUF009 - frozen
    part: Value[str] = fixed("none")  # noqa: RUF009 - frozen

    def __post_init__(self) -> None:
        if not self.routes:
            raise ValueError("an outcome needs at least one route")


Node = (
    Condition
    | Eligibility
    | JobFilter
    | HoursEnough
    | Work
    | Wages
    | Test
    | Route
    | Prior
    | Outcome
    | Const[object]
    | Dated[object]
    | Choice[object]
)
