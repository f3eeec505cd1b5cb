"""The page of services: what is decided of them, on which tables, and how it is written what documents report of them."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.app.reference.markdown import code, codes, fenced, page, table, text
from commissioning.domain.service_decisions import CODES_OF_SERVICES
from commissioning.domain.services import Figure
from commissioning.reports.services_rows import SERVICE_COLUMNS
from commissioning.terms.catalogue import kinds
from commissioning.terms.service_facts import DERIVED, REPORTED
from commissioning.terms.service_term import TermOfService

FIGURES = {
    Figure.REFERRALS: "whole number",
    Figure.JOB_STARTS: "whole number",
    Figure.CASELOAD: "clients of a specialist, at most two decimals",
    Figure.RETENTION_SHARE: "share such as `15%`",
    Figure.EMPLOYMENT_RATE: "share such as `40%`",
    Figure.COST_PER_CLIENT: "sum of money such as `£3,525`",
}
"""Every figure with how it is written."""

EXAMPLE = """
as_at: {value: 2017-03-31, assumed: "The sentence gives no day of its own; the total beside it is of the end of March 2017."}
services:
  northamptonshire:
    figures:
      job_starts:
        below: 60
        source: {document: cmh-briefing, quote: "with the exception of Northamptonshire"}
    facts:
      continues_after_funding:
        value: yes
        as_at: 2017-05-31
        source: {document: cmh-briefing, quote: "To date, all sites have been able to continue delivering IPS"}
    reviews:
      - instrument: guided_self_assessment
        word: Not IPS
        illustrative: The briefing tells of no review; this shows how one is written.
together:
  making-ips-work:
    figures:
      job_starts:
        value: 421
        as_at: 2017-03-31
        source: {document: cmh-briefing, quote: "The total number of jobs achieved by the end of March 2017 was 421"}
"""


def services() -> str:
    """The page."""
    return page(_services())


def _services() -> Iterator[str]:
    yield from text("""
        # Services

        `commissioning services INPUT --as-of DATE` decides each service of the table `services` against the terms of its
        contract that are of services, and all services of a contract together where a term asks something of all of them.
        Verdicts are those of outcomes: met, not yet (only where a period is still open), not met, undetermined. No verdict
        about a client rests on such a term. With `--contract ID` every service is decided under that contract, whichever it
        names; so a service can be held against benchmarks that its own contract does not set.

        Samples: `examples/services` (made up, with every table), `examples/making-ips-work` (six sites as the briefing reports
        them), `examples/fss-lots` (nine lots with their reviews).

        ## Terms

        Each is a kind of term ([terms.md](terms.md)). Its dated values hold on the day decided as of. A silence is read every
        way, and so is a value on which documents differ (`conflicting`), unless the contract's `precedence` says which counts.
        `--assume NAME=READING` settles either.
        """)
    of_services = {kind: of for kind, of in kinds().items() if issubclass(of, TermOfService)}
    yield from table(
        ("kind", "what it asks"), ((code(kind), (of.__doc__ or "").replace("``", "`")) for kind, of in of_services.items())
    )
    yield from text("""
        ## What is known of a service

        | what | from |
        |---|---|
        | caseload, retention cases | each specialist's latest row of `caseloads` up to the day |
        | referrals | journeys that name the service, by the day of referral |
        | job starts | jobs that began since the start of the client's latest journey, where that journey names the service |
        | employment rate | clients, each once, who started a job; an unknown status or unknown paid hours are read both ways |
        | cost per client | `cost_pence` over `clients` of `services` |
        | fidelity | the latest formal review in `fidelity`; a guided self-assessment never gives a band |
        | anything else, and what the tables say nothing of | what documents report, in a file `reported.yaml` |

        A number that turns on a blank is known between bounds; it decides a term only if every number between them would.

        The band of the latest formal review is also the fact `service_fidelity` of each journey that names the service: a
        contract may make it a condition of an outcome (`outcome_condition`).

        ## What documents report: `reported.yaml`

        It lies beside the tables in the folder INPUT, or is named with `--reported FILE`. Figures may be mere bounds. Every
        entry says where it comes from (`source`, `assumed` or `illustrative`) and of which day it is (`as_at`, or once at the
        top). What was counted by one day is the least there is on a later one, and says nothing of an earlier one.
        """)
    yield from fenced(EXAMPLE)
    yield from table(("figure", "how it is written"), ((code(figure.value), how) for figure, how in FIGURES.items()))
    yield from text("Of a figure: `value`, or `at_least`, `at_most`, `below` (counts only).")
    yield from table(("fact", "what a yes says"), ((code(fact), says) for fact, says in REPORTED.items()))
    yield from text(f"Facts that follow from tables and terms, and may be reported where they do not: {codes(DERIVED)}.")
    yield from text("""
        ## The result

        The columns of `commissioning services --format csv`: for each service a row as a whole, then one for each of its terms.
        """)
    yield from table(("column", "what it says"), ((code(name), says) for name, says in SERVICE_COLUMNS.items()))
    yield from text("Why a term got its verdict:")
    yield from table(("code", "meaning"), ((code(one), meaning) for one, meaning in CODES_OF_SERVICES.items()))
