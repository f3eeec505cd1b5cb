"""Other words for our tables, columns and values, as files of providers and councils head them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TABLE_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "journeys": ("clients", "client extract", "participants", "customers", "caseload", "referrals", "starts", "people"),
        "jobs": ("employment", "work", "job outcomes", "job starts", "in work", "employments"),
        "earnings": ("wages", "pay", "rti", "rte", "hmrc", "payslips"),
        "employers": ("companies", "businesses", "employer list"),
        "evidence": ("documents", "proof", "evidence log"),
        "moves": ("address changes", "area changes"),
        "claims": ("claim", "invoices", "outcomes claimed", "outcome claims", "claim form", "claims log"),
        "payments": ("paid", "remittances", "payment log"),
        "overrides": ("exceptions", "manual decisions"),
        "services": ("contracts and services", "provision"),
        "caseloads": ("specialist caseloads", "adviser caseloads"),
        "fidelity": ("fidelity review", "fidelity scores"),
        "partnerships": ("leps", "local employability partnerships"),
    }
)
"""Names of sheets and files that say which table one is."""

_OF_CLIENT = ("client ref", "client number", "client no", "person ref", "person id", "participant id", "participant ref")
_OF_PERSON = ("customer id", "customer ref", "unique client id", "pseudonym", "pseudonymous id", "client reference")
_OF_JOURNEY = (
    "case ref",
    "case id",
    "case number",
    "journey ref",
    "referral id",
    "referral ref",
    "episode id",
    "programme ref",
)
_OF_JOB = ("job ref", "job number", "employment ref", "employment id")
_OF_CLAIM = ("claim ref", "claim no", "claim number", "claim reference", "invoice line")

COLUMN_WORDS: Mapping[str, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "": {
            "client_id": (*_OF_CLIENT, *_OF_PERSON),
            "journey_id": _OF_JOURNEY,
            "job_id": _OF_JOB,
            "claim_id": _OF_CLAIM,
            "employer_id": ("employer", "employer ref", "employer code", "company ref"),
            "contract": ("programme", "programme name", "contract name", "scheme", "model"),
            "provider": ("provider name", "delivery partner", "supplier"),
            "area": ("council", "local authority", "council area", "local authority area", "la"),
            "known_on": ("recorded on", "date recorded", "date entered"),
        },
        "journeys": {
            "referral_date": ("date referred", "referred", "referred on", "date of referral"),
            "start_date": ("date joined", "joined", "date started", "programme start", "start", "started", "date of start"),
            "end_date": ("left", "date left", "leave date", "leaving date", "exit date", "date ended", "programme end", "end"),
            "end_reason": ("outcome of case", "leaving reason", "exit reason", "reason for leaving", "reason left"),
            "payment_group": ("group", "core advanced intense", "claimant group"),
            "age_at_referral": ("age", "age on referral", "age at start"),
            "employment_status": ("status at referral", "labour market status", "employment status at referral"),
            "benefit": ("main benefit", "benefit type", "benefit at referral"),
            "months_out_of_work": ("months unemployed", "months since last job"),
            "disabled": ("disability", "disability y n", "has disability", "disabled y n"),
            "long_term_health_condition": ("health condition", "ltc", "lthc", "long term condition"),
            "mandated": ("mandatory", "mandatory referral"),
            "consent_to_contact_employer": ("employer contact consent", "consent", "consent given"),
        },
        "jobs": {
            "start_date": (
                "from",
                "job start",
                "job start date",
                "employment start",
                "date started work",
                "work start",
                "started",
            ),
            "end_date": ("to", "job end", "job end date", "employment end", "date left work", "work end", "ended"),
            "weekly_hours": ("hours", "hours per week", "hours a week", "hours week", "contracted hours", "hrs", "weekly hrs"),
            "basis": ("employment type", "job type", "contract type", "type of work"),
            "hourly_pay_pence": ("rate", "hourly rate", "rate of pay", "pay rate", "hourly pay", "hourly wage"),
            "reflects_needs": ("suitable", "suits client", "appropriate job"),
        },
        "earnings": {
            "paid_on": ("pay date", "payment date", "date paid"),
            "amount_pence": ("amount", "gross pay", "earnings", "pay", "sum"),
            "qualifying": ("counts", "eligible earnings"),
        },
        "employers": {
            "employees": ("number of employees", "headcount", "staff"),
            "supply_chain": ("own supply chain", "linked to provider", "in supply chain"),
        },
        "evidence": {
            "kind": ("evidence type", "type of evidence", "document type", "type"),
            "covers_from": ("period from", "from", "covers start"),
            "covers_to": ("period to", "to", "covers end"),
            "received_on": ("received", "date received"),
            "withdrawn_on": ("withdrawn", "date withdrawn"),
        },
        "moves": {"moved_on": ("date moved", "moved", "move date")},
        "claims": {
            "outcome": ("outcome type", "outcome claimed", "milestone", "claim type", "payment type"),
            "claimed_on": ("claim date", "date claimed", "date of claim", "submitted", "date submitted", "claimed"),
            "amount_pence": ("amount", "claim amount", "amount claimed", "value", "sum claimed", "claim value"),
        },
        "payments": {
            "payment_id": ("payment ref", "remittance ref", "payment number"),
            "paid_on": ("payment date", "date paid", "paid"),
            "amount_pence": ("amount", "amount paid", "payment amount", "value"),
        },
        "overrides": {
            "term": ("clause", "rule"),
            "verdict": ("decision",),
            "role": ("decided by role",),
            "reason": ("why",),
            "made_on": ("date made", "decision date"),
            "expires_on": ("expires", "expiry date", "valid to"),
        },
    }
)
"""By table, other words for its columns; those under the blank name are for the columns of any table."""

VALUE_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "yes": ("y", "1", "x", "true", "t"),
        "no": ("n", "0", "false", "f"),
        "completed": ("completed programme", "complete", "finished"),
        "left_early": ("lost contact", "disengaged", "withdrew", "left", "did not complete"),
        "moved_away": ("moved", "moved area", "relocated"),
        "died": ("deceased", "death"),
        "employee": ("employed", "permanent", "paye", "fixed term", "full time", "part time"),
        "self_employed": ("self employment", "selfemployed", "sole trader"),
        "zero_hours": ("zero hour", "zero hours contract", "casual", "zhc"),
        "apprenticeship": ("apprentice", "modern apprenticeship"),
        "unemployed": ("not working", "jobseeker", "out of work"),
        "inactive": ("economically inactive",),
        "employed": ("in work", "working"),
        "uc": ("universal credit",),
        "esa": ("employment and support allowance",),
        "jsa": ("jobseekers allowance", "job seekers allowance"),
        "none": ("no benefit", "nil"),
        "blank": ("not asked", "not known", "unknown", "n a", "na", "not recorded", "prefer not to say", "tbc"),
    }
)
"""Other words for our values."""
