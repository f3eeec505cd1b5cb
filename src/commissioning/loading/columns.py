"""The exchange tables as data: every table, its columns, and what each column may hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from commissioning.terms.facts import VALUES, FactType


class Kind(StrEnum):
    """What the cells of a column hold, and so how they are read."""

    ID = "id"
    """An opaque id that stands for a person or for something of theirs."""
    CODE = "code"
    """A word or code: one of the column's list if it has one, else any, kept as written."""
    NAME = "name"
    """The id of a contract, a programme or an outcome; small letters."""
    TEXT = "text"
    """A sentence."""
    AREA = "area"
    """A council area: its GSS code or its name."""
    AREAS = "areas"
    """Several council areas with semicolons between them."""
    YES_NO = "yes_no"
    """``yes`` or ``no``."""
    DATE = "date"
    """A day."""
    HOURS = "hours"
    """Hours with at most two decimals, held as hundredths."""
    WHOLE = "whole"
    """A whole number."""
    PENCE = "pence"
    """A sum of money in whole pence."""


MOST_HOURS = 168_00
"""The hours of a week, in hundredths."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an exchange table.

    *about* is one sentence for the guidance; *needed* says that a row without it is left out; *values* is the list its cells
    must come from (a list that is only a help, not a fence, has *open_list*); *least* and *most* bound numbers (hours in
    hundredths); *ends* marks the last day of a period, where blank means "still going on"; *personal* says that the column
    tells something about a person, even without a name.
    """

    name: str
    kind: Kind
    about: str
    needed: bool = False
    values: tuple[str, ...] = ()
    open_list: bool = False
    least: int | None = None
    most: int | None = None
    ends: bool = False
    personal: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a cell may hold text of the sender's own, and so may hold personal data by mistake."""
        return self.kind in (Kind.ID, Kind.CODE, Kind.NAME, Kind.TEXT) and (self.open_list or not self.values)


@dataclass(frozen=True)
class Table:
    """One exchange table.

    *key* is the column whose value no two rows may share; *periods* are pairs of columns of which the second may not lie before
    the first; *of_client* and *of_journey* say that every row belongs to a client, or a journey, of the table ``journeys``.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    key: str = ""
    periods: tuple[tuple[str, str], ...] = ()
    of_client: bool = False
    of_journey: bool = False

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return MappingProxyType({column.name: column for column in self.columns})

    def with_facts(self, further: Mapping[str, FactType]) -> Table:
        """The same table with a column for each further fact that it does not have yet."""
        added = tuple(_fact_column(name, kind) for name, kind in further.items() if name not in self.by_name)
        return replace(self, columns=self.columns + added) if added else self


_KIND_OF_FACT: Mapping[FactType, Kind] = MappingProxyType(
    {"yes_no": Kind.YES_NO, "number": Kind.WHOLE, "date": Kind.DATE, "code": Kind.CODE}
)


def _fact_column(name: str, kind: FactType) -> Column:
    return Column(name, _KIND_OF_FACT[kind], "A further fact that a contract asks for.", personal=True)


def _person(name: str, about: str) -> Column:
    return Column(name, Kind.YES_NO, about, personal=True)


_KNOWN_ON = Column("known_on", Kind.DATE, "The day on which the row became known; blank if it always was.")

JOURNEYS = Table(
    "journeys",
    "One row for each time a client was on support.",
    (
        Column("journey_id", Kind.ID, "An opaque id of the journey.", needed=True, personal=True),
        Column("client_id", Kind.ID, "An opaque id of the client, the same in every table.", needed=True, personal=True),
        Column("contract", Kind.NAME, "The contract the client is on; blank if it is not said."),
        Column("service_id", Kind.CODE, "The service that supports the client."),
        Column("area", Kind.AREA, "The council area, by its GSS code or its name."),
        Column("lot", Kind.CODE, "The contract's lot."),
        Column("provider", Kind.CODE, "The provider."),
        Column("referral_date", Kind.DATE, "The day the client was referred.", personal=True),
        Column("start_date", Kind.DATE, "The day support started; blank if it has not.", personal=True),
        Column("verified_on", Kind.DATE, "The day eligibility was verified.", personal=True),
        Column("reversed_on", Kind.DATE, "The day the start was reversed, if it was.", personal=True),
        Column("end_date", Kind.DATE, "The last day of support; blank if it goes on.", ends=True, personal=True),
        Column(
            "end_reason",
            Kind.CODE,
            "Why support ended.",
            values=VALUES["end_reason"],
            personal=True,
        ),
        Column(
            "payment_group",
            Kind.CODE,
            "The group by which outcomes are paid.",
            values=VALUES["payment_group"],
            personal=True,
        ),
        Column("age_at_referral", Kind.WHOLE, "Age in whole years on the day of referral.", least=0, most=120, personal=True),
        Column(
            "employment_status",
            Kind.CODE,
            "Employment at referral.",
            values=VALUES["employment_status"],
            personal=True,
        ),
        _person("in_education_or_training", "Whether the client is in education or training."),
        Column(
            "benefit",
            Kind.CODE,
            "The main benefit at referral: uc, esa, jsa, other or none.",
            values=VALUES["benefit"],
            personal=True,
        ),
        Column("months_out_of_work", Kind.WHOLE, "Whole months out of work at referral.", least=0, most=1200, personal=True),
        _person("disabled", "Whether the client is disabled."),
        _person("long_term_health_condition", "Whether the client has a long-term health condition."),
        _person("lives_in_scotland", "Whether the client lives in Scotland."),
        _person("right_to_work", "Whether the client has the right to live and work in the UK."),
        _person("low_income_parent", "Whether the client is a parent on a low income."),
        _person("severe_mental_illness", "Whether the client has a severe mental illness."),
        _person("in_secondary_mental_health_care", "Whether the client is in secondary mental health care."),
        _person("in_talking_therapies", "Whether the client is in talking therapies."),
        _person("in_primary_or_community_care", "Whether the client is in primary or community care."),
        _person("in_substance_use_treatment", "Whether the client is in treatment for substance use."),
        _person("mandated", "Whether the client was mandated to take part."),
        Column(
            "other_programme",
            Kind.NAME,
            "Whether the client is on another programme: no, yes, or the programme's id.",
            values=("no", "yes"),
            open_list=True,
            personal=True,
        ),
        Column("which_other_programme", Kind.NAME, "The other programme's id, where other_programme is yes.", personal=True),
        _person("consent_to_contact_employer", "Whether the client agrees that the employer may be contacted."),
        _KNOWN_ON,
    ),
    key="journey_id",
    periods=(("start_date", "end_date"),),
)

TOLD_JOURNEYS = replace(
    JOURNEYS,
    columns=(
        *JOURNEYS.columns,
        Column(
            "service_fidelity",
            Kind.CODE,
            "The band of the latest formal review of the service's fidelity.",
            values=VALUES["service_fidelity"],
        ),
    ),
)
"""A journey as cases and stories tell of it: they have no table of reviews, and say what would follow from one."""

JOBS = Table(
    "jobs",
    "One row for each job, or for each stretch of a job at one number of hours (rows then share a job_id).",
    (
        Column("job_id", Kind.ID, "An opaque id of the job.", needed=True, personal=True),
        Column("client_id", Kind.ID, "The client's opaque id, as in journeys.", needed=True, personal=True),
        Column("employer_id", Kind.CODE, "The employer's id."),
        Column("start_date", Kind.DATE, "The first day of the job, or of these hours.", needed=True, personal=True),
        Column(
            "end_date",
            Kind.DATE,
            "The last day; blank if it goes on, or until the job's next row.",
            ends=True,
            personal=True,
        ),
        Column(
            "weekly_hours",
            Kind.HOURS,
            "Hours a week, at most two decimals; blank if unknown.",
            least=0,
            most=MOST_HOURS,
            personal=True,
        ),
        Column(
            "basis",
            Kind.CODE,
            "The basis of the job.",
            values=("employee", "self_employed", "zero_hours", "apprenticeship"),
            personal=True,
        ),
        Column("hourly_pay_pence", Kind.PENCE, "Pay for an hour, in whole pence.", least=0, most=100_000_00, personal=True),
        _person("reflects_needs", "Whether the job reflects the client's needs."),
        Column(
            "paid_hours_worked",
            Kind.HOURS,
            "Paid hours worked in the job so far.",
            least=0,
            most=1_000_000_00,
            personal=True,
        ),
        Column("agreed_on", Kind.DATE, "The day the job was agreed.", personal=True),
        _KNOWN_ON,
    ),
    periods=(("start_date", "end_date"),),
    of_client=True,
)

EARNINGS = Table(
    "earnings",
    "One row for each payment of wages to a client.",
    (
        Column("client_id", Kind.ID, "The client's opaque id, as in journeys.", needed=True, personal=True),
        Column("job_id", Kind.ID, "The job it was paid for.", personal=True),
        Column("paid_on", Kind.DATE, "The day it was paid.", needed=True, personal=True),
        Column("amount_pence", Kind.PENCE, "The sum in whole pence; negative for a correction.", needed=True, personal=True),
        _person("qualifying", "Whether it counts towards outcomes (holiday pay of an earlier job does not)."),
        _KNOWN_ON,
    ),
    of_client=True,
)

EMPLOYERS = Table(
    "employers",
    "One row for each employer.",
    (
        Column("employer_id", Kind.CODE, "The employer's id, as in jobs.", needed=True),
        Column("employees", Kind.WHOLE, "How many people it employs.", least=0),
        Column("supply_chain", Kind.YES_NO, "Whether it belongs to the provider or its supply chain."),
    ),
    key="employer_id",
)

EVIDENCE = Table(
    "evidence",
    "One row for each piece of evidence of work.",
    (
        Column("client_id", Kind.ID, "The client's opaque id, as in journeys.", needed=True, personal=True),
        Column("job_id", Kind.ID, "The job it shows.", personal=True),
        Column("kind", Kind.CODE, "The kind of evidence, such as payslip.", needed=True),
        Column("covers_from", Kind.DATE, "The first day it covers.", personal=True),
        Column("covers_to", Kind.DATE, "The last day it covers.", ends=True, personal=True),
        Column("received_on", Kind.DATE, "The day it was received."),
        Column("withdrawn_on", Kind.DATE, "The day it was withdrawn, if it was."),
    ),
    periods=(("covers_from", "covers_to"),),
    of_client=True,
)

MOVES = Table(
    "moves",
    "One row for each move of a client to another area.",
    (
        Column("journey_id", Kind.ID, "The journey's opaque id.", needed=True, personal=True),
        Column("moved_on", Kind.DATE, "The day of the move.", needed=True, personal=True),
        Column("area", Kind.AREA, "The new council area, by its GSS code or its name.", personal=True),
    ),
    of_journey=True,
)

CLAIMS = Table(
    "claims",
    "One row for each claim that an outcome is due.",
    (
        Column("claim_id", Kind.ID, "An opaque id of the claim.", needed=True),
        Column("journey_id", Kind.ID, "The journey it is for.", needed=True, personal=True),
        Column("contract", Kind.NAME, "The contract it is made under.", needed=True),
        Column("outcome", Kind.NAME, "The outcome, such as 13-week.", needed=True, personal=True),
        Column("claimed_on", Kind.DATE, "The day it was made."),
        Column("amount_pence", Kind.PENCE, "The sum claimed, in whole pence.", least=0),
    ),
    key="claim_id",
    of_journey=True,
)

PAYMENTS = Table(
    "payments",
    "One row for each payment on a claim.",
    (
        Column("payment_id", Kind.ID, "An opaque id of the payment.", needed=True),
        Column("claim_id", Kind.ID, "The claim it is for.", needed=True),
        Column("paid_on", Kind.DATE, "The day it was paid.", needed=True),
        Column("amount_pence", Kind.PENCE, "The sum in whole pence; negative if it was recovered.", needed=True),
    ),
    key="payment_id",
)

OVERRIDES = Table(
    "overrides",
    "One row for each decision that a person took otherwise than the contract's terms give.",
    (
        Column("claim_id", Kind.ID, "The claim it is for.", needed=True),
        Column("term", Kind.NAME, "The term decided otherwise.", needed=True),
        Column(
            "verdict",
            Kind.CODE,
            "The verdict given.",
            needed=True,
            values=("met", "not_yet", "not_met", "undetermined"),
        ),
        Column("role", Kind.CODE, "The role of whoever decided, not a name.", needed=True),
        Column("reason", Kind.TEXT, "Why, in a sentence that names no person.", needed=True, personal=True),
        Column("made_on", Kind.DATE, "The day it was decided.", needed=True),
        Column("expires_on", Kind.DATE, "The last day it holds; blank if it goes on.", ends=True),
    ),
    periods=(("made_on", "expires_on"),),
)

SERVICES = Table(
    "services",
    "One row for each service.",
    (
        Column("service_id", Kind.CODE, "The service's id, as in journeys.", needed=True),
        Column("contract", Kind.NAME, "The contract it is commissioned under."),
        Column("provider", Kind.CODE, "The provider."),
        Column("area", Kind.AREA, "The council area, by its GSS code or its name."),
        Column("lot", Kind.CODE, "The contract's lot."),
        Column("commissioned_from", Kind.DATE, "The first day it is commissioned."),
        Column("commissioned_to", Kind.DATE, "The last day it is commissioned; blank if it goes on.", ends=True),
        Column("health_partner", Kind.CODE, "The health service it works with."),
        Column("cost_pence", Kind.PENCE, "What it costs, in whole pence.", least=0),
        Column("clients", Kind.WHOLE, "How many clients it supported.", least=0),
    ),
    key="service_id",
    periods=(("commissioned_from", "commissioned_to"),),
)

CASELOADS = Table(
    "caseloads",
    "One row for each employment specialist's caseload on a day.",
    (
        Column("service_id", Kind.CODE, "The service's id.", needed=True),
        Column("specialist_id", Kind.ID, "An opaque id of the employment specialist.", needed=True, personal=True),
        Column("as_of", Kind.DATE, "The day it was counted.", needed=True),
        Column(
            "full_time_equivalent", Kind.HOURS, "Posts in full-time equivalents, at most two decimals.", least=0, most=100_00
        ),
        Column("job_search_clients", Kind.WHOLE, "Clients who look for work.", least=0),
        Column("in_work_clients", Kind.WHOLE, "Clients supported in work.", least=0),
        Column(
            "retention_clients",
            Kind.WHOLE,
            "Clients supported to keep a job they had; they are in neither of the two other counts.",
            least=0,
        ),
    ),
)

FIDELITY = Table(
    "fidelity",
    "One row for each item of a fidelity review.",
    (
        Column("service_id", Kind.CODE, "The service's id.", needed=True),
        Column("reviewed_on", Kind.DATE, "The day of the review.", needed=True),
        Column("scale", Kind.CODE, "The scale.", needed=True, values=("ips-25", "ips-15")),
        Column("item", Kind.CODE, "The item of the scale.", needed=True),
        Column("score", Kind.WHOLE, "The score, from 1 to 5.", needed=True, least=1, most=5),
    ),
)

PARTNERSHIPS = Table(
    "partnerships",
    "One row for each local employability partnership.",
    (
        Column("partnership_id", Kind.CODE, "The partnership's id.", needed=True),
        Column("areas", Kind.AREAS, "Its council areas, by GSS code or name, with semicolons between them.", needed=True),
        Column("health_represented", Kind.YES_NO, "Whether health services are represented in it."),
        Column("from_date", Kind.DATE, "The first day this row describes it."),
    ),
)

TABLES: Mapping[str, Table] = MappingProxyType(
    {
        table.name: table
        for table in (
            JOURNEYS,
            JOBS,
            EARNINGS,
            EMPLOYERS,
            EVIDENCE,
            MOVES,
            CLAIMS,
            PAYMENTS,
            OVERRIDES,
            SERVICES,
            CASELOADS,
            FIDELITY,
            PARTNERSHIPS,
        )
    }
)
"""Every exchange table, in the order in which they are read and described."""


def tables_with(further: Mapping[str, FactType]) -> Mapping[str, Table]:
    """Every exchange table, with a column of ``journeys`` for each further fact contracts ask for."""
    return MappingProxyType({**TABLES, JOURNEYS.name: JOURNEYS.with_facts(further)})
