"""The ten contracts that are measured, and how what they do not say is read where silences are assumed.

They are the national models that are decided from journeys and jobs alone: the three that pay for earnings need the table of
earnings, which most caseloads do not have. Together they ask for every measure a client's work is put to: weekly hours added
or apart, with a threshold that changed; suitability; pay by age and day; paid hours; sustained work in a first window and in a
rolling one, with a limit and an outcome before; a job start within a limit; and every job start counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.plan.plan import Plan

FSS, NOLB, SES = "fair-start-scotland", "no-one-left-behind", "specialist-employability-support"
SECONDARY, NHS_PRIMARY, TALKING = "ips-secondary-care", "ips-nhs-primary-care", "ips-talking-therapies"
PRIMARY, ALCOHOL_DRUG, UNIVERSAL, WORKWELL = "ips-primary-care", "ips-alcohol-drug", "universal-support-ips", "workwell"

CONTRACTS = (FSS, NOLB, SES, SECONDARY, NHS_PRIMARY, TALKING, PRIMARY, ALCOHOL_DRUG, UNIVERSAL, WORKWELL)
"""In the order of reports, which is the order of every table of answers."""

SUSTAINED = ("13-week", "26-week", "52-week")
STARTS = ("job-start", "all-job-starts")
OUTCOMES = (
    *((FSS, name) for name in SUSTAINED),
    *((NOLB, name) for name in ("job-start", *SUSTAINED)),
    *((SES, name) for name in ("job-start", *SUSTAINED)),
    *((contract, name) for contract in (SECONDARY, NHS_PRIMARY, TALKING) for name in STARTS),
    (PRIMARY, "13-week"),
    *((contract, name) for contract in (ALCOHOL_DRUG, UNIVERSAL) for name in STARTS),
    (WORKWELL, "job-start"),
)
"""Every outcome, contract by contract."""

ASSUMED = (
    f"{FSS}:window=rolling",
    f"{FSS}:concurrent_jobs=added",
    f"{FSS}:pre_work_support=18 months",
    f"{FSS}:prior_outcome=required",
    f"{FSS}:repeat_outcome=paid_again",
    f"{PRIMARY}:window=first_start",
    f"{PRIMARY}:concurrent_jobs=separate",
    f"{PRIMARY}:self_employment=excluded",
    *(f"{contract}:self_employment=counts" for contract in (FSS, SECONDARY, NHS_PRIMARY, TALKING, ALCOHOL_DRUG, WORKWELL)),
)
"""The one reading of every silence: chosen so that each kind of window and of concurrent jobs is read once."""

AS_OF = date(2026, 9, 30)
"""The day everything is decided as of: late enough for most outcomes, early enough for some to be not yet met."""


def options(assume: Sequence[str] = ASSUMED) -> Options:
    """The ten contracts as a user would ask for them; without *assume* every silence is read every way."""
    return Options(contracts=CONTRACTS, assume=tuple(assume))


def bench_plans(workspace: Workspace, assume: Sequence[str] = ASSUMED) -> list[Plan]:
    """The plans of the ten contracts."""
    asked = options(assume)
    return of_clients(plans(workspace, asked), asked)
