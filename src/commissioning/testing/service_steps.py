"""The steps about services: what is known of one, and how it stands under the contract's terms of services."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from commissioning.app.fidelity import fidelity_scales
from commissioning.app.workspace import Options, plans
from commissioning.domain.calendar import in_words
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.domain.provenance import Provenance, Standing
from commissioning.domain.service_decisions import ServiceDecision, TermDecision
from commissioning.domain.services import CaseloadRow, Figure, ReportedService, Service, ServiceBook
from commissioning.errors import Refused, nearest, usage
from commissioning.loading.reported import parse_reported
from commissioning.plan.service_nodes import BANDS
from commissioning.reports import services_words as words
from commissioning.reports.words import VERDICTS
from commissioning.services.counting import ServiceCounts
from commissioning.services.deciding import decide_service
from commissioning.services.known import Known
from commissioning.terms.facts import VALUES
from commissioning.terms.service_facts import FACTS_OF_SERVICES
from commissioning.testing.catalogue import step
from commissioning.testing.story import Story, Unlike

SERVICE = "service"
"""The id of a scenario's service."""

STANDING = Provenance(Standing.ILLUSTRATIVE, why="a scenario")
PAID_HOURS = 40_00
BOUNDS = {"at least ": "at_least", "at most ": "at_most", "below ": "below"}


@dataclass(frozen=True)
class Serving:
    """What a scenario has said of a service, and what came of it once it was decided."""

    service: Service = field(default_factory=lambda: Service(SERVICE))
    caseloads: tuple[CaseloadRow, ...] = ()
    clients: tuple[tuple[str, int, int], ...] = ()
    """By employment status at referral: how many clients, and how many of them started a job."""
    reported: dict[str, Any] = field(default_factory=dict)
    decision: ServiceDecision | None = None


_SERVICES: WeakKeyDictionary[Story, Serving] = WeakKeyDictionary()
"""The service of each scenario while it runs."""

_scales = cache(fidelity_scales)


def _told(story: Story) -> Serving:
    found = _SERVICES.get(story)
    if found is None:
        raise usage("T044", "no service has been named yet", "first write: Given a service")
    return found


def _decided(story: Story) -> ServiceDecision:
    found = _told(story).decision
    if found is None:
        raise usage(
            "T044", "the service has not been decided yet", "first write: When the service is decided as of 31 March 2025"
        )
    return found


def _term(story: Story, name: str) -> TermDecision:
    terms = {term.term: term for term in _decided(story).terms}
    if name not in terms:
        remedy = nearest(name, terms) or f"its terms of services: {', '.join(terms) or 'none'}"
        raise usage("T046", f"the contract asks nothing of services in '{name}'", remedy)
    return terms[name]


# ------------------------------------------------------------------------------------------------------------- given


@step("given", "a service[ commissioned until {last day}]", "a service commissioned until 31 May 2017")
def _service(story: Story, last_day: date | None) -> None:
    """A service under the contract, of which nothing else is known yet."""
    _SERVICES[story] = Serving(Service(SERVICE, commissioned_to=last_day))


@step("given", "the service began on {day}", "the service began on 1 October 2023")
def _began(story: Story, day: date) -> None:
    """The first day on which it is commissioned."""
    told = _told(story)
    _SERVICES[story] = replace(told, service=replace(told.service, commissioned_from=day))


@step(
    "given", "a specialist in {hours} of a post with {number} client/clients", "a specialist in 0.5 of a post with 13 clients"
)
def _specialist(story: Story, hours: int, number: int) -> None:
    """An employment specialist and the clients on the caseload, all of whom look for work."""
    told = _told(story)
    row = CaseloadRow(SERVICE, f"specialist-{len(told.caseloads) + 1}", date.min, int(hours), number, 0, 0)
    _SERVICES[story] = replace(told, caseloads=(*told.caseloads, row))


@step("given", "{number} of them is/are supported to keep a job they had", "3 of them are supported to keep a job they had")
def _retained(story: Story, number: int) -> None:
    """So many of the last specialist's clients are retention cases."""
    told = _told(story)
    last = told.caseloads[-1] if told.caseloads else None
    if last is None or (last.job_search_clients or 0) < number:
        raise usage(
            "T044",
            "no specialist with so many clients has been named",
            "first write: Given a specialist in 1 of a post with 20 clients",
        )
    changed = replace(last, job_search_clients=(last.job_search_clients or 0) - number, retention_clients=number)
    _SERVICES[story] = replace(told, caseloads=(*told.caseloads[:-1], changed))


@step("given", "it supported {number} client/clients for {amount}", "it supported 100 clients for £399,999.99")
def _cost(story: Story, number: int, amount: int) -> None:
    """What it cost in all, and how many clients it supported."""
    told = _told(story)
    _SERVICES[story] = replace(told, service=replace(told.service, clients=number, cost_pence=amount))


@step(
    "given",
    '{number} client/clients who was/were "{status}", of whom {started number} started a job',
    '100 clients who were "unemployed", of whom 40 started a job',
)
def _clients(story: Story, number: int, status: str, started_number: int) -> None:
    """Clients whose support has started, by their employment status at referral; each job has had 40 paid hours."""
    if status not in VALUES["employment_status"]:
        raise usage("T045", f"'{status}' is no employment status", f"write one of: {', '.join(VALUES['employment_status'])}")
    told = _told(story)
    _SERVICES[story] = replace(told, clients=(*told.clients, (status, number, started_number)))


@step("given", '"{figure}" is/are reported to be "{what}"', '"job_starts" are reported to be "at least 60"')
def _reported(story: Story, figure: str, what: str) -> None:
    """A document reports a figure of the service, or only bounds of it (at least, at most, below), or a fact (yes or no)."""
    told = _told(story)
    how = next((word for word in BOUNDS if what.startswith(word)), "")
    said = {BOUNDS.get(how, "value"): what.removeprefix(how)}
    part = "figures" if figure in tuple(Figure) else "facts"
    if part == "facts" and figure not in FACTS_OF_SERVICES:
        known = [*Figure, *FACTS_OF_SERVICES]
        raise usage("T045", f"'{figure}' is no figure or fact of a service", nearest(figure, known) or ", ".join(known))
    reported = {**told.reported, part: {**told.reported.get(part, {}), figure: said}}
    _SERVICES[story] = replace(told, reported=reported)


@step("given", 'a formal review found it to be "{band}"', 'a formal review found it to be "good"')
def _formal(story: Story, band: str) -> None:
    """A document reports the band that a formal review of fidelity found."""
    if band not in BANDS:
        raise usage("T045", f"there is no band '{band}'", f"bands: {', '.join(BANDS)}")
    _review(story, {"instrument": "formal_review", "word": band, "band": band})


@step("given", 'a guided self-assessment called it "{word}"', 'a guided self-assessment called it "Not IPS"')
def _own(story: Story, word: str) -> None:
    """A document reports the word of a guided self-assessment, of which no band is made."""
    _review(story, {"instrument": "guided_self_assessment", "word": word})


def _review(story: Story, review: dict[str, str]) -> None:
    told = _told(story)
    reviews = [*told.reported.get("reviews", []), review]
    _SERVICES[story] = replace(told, reported={**told.reported, "reviews": reviews})


# -------------------------------------------------------------------------------------------------------------- when


@step("when", "the service is decided as of {day}", "the service is decided as of 31 March 2025")
def _decide(story: Story, day: date) -> None:
    """The service is held against the contract's terms of services, on what is known of it that day."""
    told = _told(story)
    if not story.told.contract:
        raise usage("T024", "no contract has been named yet", 'first write: Given the contract "making-ips-work"')
    options = Options(
        contracts=(story.told.contract,), assume=story.told.assume, set_aside=story.told.set_aside, of_services=True
    )
    plan = plans(story.workspace, options)[0]
    caseload = _caseload(told, day)
    book = ServiceBook(
        services=(told.service,),
        caseloads={SERVICE: tuple(replace(row, as_of=day) for row in told.caseloads)},
        tables=frozenset(("services", "journeys", "jobs")),
        reported={SERVICE: _reported_by(told, day)},
    )
    counts = ServiceCounts(caseload, day, book.tables)
    decision = decide_service(Known(told.service, plan, day, book, counts, _scales()))
    _SERVICES[story] = replace(told, decision=decision)


def _reported_by(told: Serving, day: date) -> ReportedService:
    read = parse_reported(json.dumps({"services": {SERVICE: told.reported}}), day, STANDING)
    if read.problems:
        first = read.problems[0]
        raise Refused(usage("T045", first.message, first.remedy).problems)
    return read.services[SERVICE]


def _caseload(told: Serving, day: date) -> Caseload:
    """The clients, all of whom joined the day before; those who started a job did so on the day decided as of."""
    joined = day - timedelta(days=1)
    journeys: list[Journey] = []
    jobs: dict[str, tuple[JobRow, ...]] = {}
    for status, number, started in told.clients:
        for position in range(number):
            client = f"client-{len(journeys) + 1}"
            facts = {"service_id": SERVICE, "employment_status": status}
            journeys.append(Journey(client, client, referral_date=joined, start_date=joined, facts=facts))
            if position < started:
                jobs[client] = (JobRow(f"job-{client}", client, day, paid_hours_worked=PAID_HOURS),)
    return Caseload(tuple(journeys), jobs)


# -------------------------------------------------------------------------------------------------------------- then


@step("then", 'the term "{term}" is {verdict}', 'the term "caseload" is not met')
def _verdict(story: Story, term: str, verdict: str) -> None:
    """What the service is by that term: met, not met, not yet or undetermined."""
    came = _term(story, term)
    if VERDICTS[came.verdict] != verdict:
        raise Unlike(verdict, VERDICTS[came.verdict], words.reason(came))


@step("then", 'the earliest date of the term "{term}" is {day}', 'the earliest date of the term "job_starts" is 1 April 2017')
def _earliest(story: Story, term: str, day: date) -> None:
    """The day on which a target that is still open can be reached at best."""
    came = _term(story, term).earliest
    if came != day:
        raise Unlike(in_words(day), "no date" if came is None else in_words(came))


@step("then", '"{silence}" decides the term "{term}"', '"caseload_per" decides the term "caseload"')
def _decides(story: Story, silence: str, term: str) -> None:
    """What the contract does not say, or what documents say differently, decides it."""
    came = _term(story, term).decisive
    if silence not in came:
        raise Unlike(silence, ", ".join(came) or "no silence")


@step("then", 'the term "{term}" lacks "{what}"', 'the term "cost_per_client" lacks "clients"')
def _lacks(story: Story, term: str, what: str) -> None:
    """What would settle it is not known; the words may be a part of what is said."""
    came = words.missing(_term(story, term))
    if what not in came:
        raise Unlike(what, came or "nothing")


@step("then", "the service as a whole is {verdict}", "the service as a whole is undetermined")
def _whole(story: Story, verdict: str) -> None:
    """The verdict of all terms of services together."""
    came = words.verdict(_decided(story).verdict)
    if came != verdict:
        raise Unlike(verdict, came)
