"""The calendar of a caseload: when outcomes can be claimed and until when, breaks growing too long, support about to end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from commissioning.claims.changing import Known
from commissioning.claims.desk import Ask, Desk
from commissioning.claims.further_work import Outlook
from commissioning.claims.judging import judge, looking
from commissioning.claims.relied import Found
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus, Deadline, DeadlineKind
from commissioning.domain.claims import ClaimBook
from commissioning.domain.journeys import Caseload, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import Case, CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.explaining import explain
from commissioning.plan.plan import Plan

ORDER = tuple(DeadlineKind)


def deadlines(
    desk: Desk, asks: Iterable[Ask], decisions: Iterable[ClaimDecision], caseload: Caseload, book: ClaimBook, as_of: date
) -> tuple[Deadline, ...]:
    """Every date from the as-of date on, the most urgent first."""
    by_key = {ask.key: ask for ask in asks}
    found = [one for decision in decisions for one in _of_claim(desk, by_key[decision.key], decision, caseload, book)]
    found += _of_support(desk, caseload, as_of)
    ahead = [one for one in found if one.day >= as_of]
    return tuple(sorted(ahead, key=lambda one: (one.day, ORDER.index(one.kind), one.journey_id, one.contract, one.outcome)))


def _of_claim(desk: Desk, ask: Ask, decision: ClaimDecision, caseload: Caseload, book: ClaimBook) -> Iterator[Deadline]:
    status = decision.status
    unclaimed = decision.claim is None and status in (ClaimStatus.CLAIMABLE, ClaimStatus.EVIDENCE_NEEDED)
    again = status is ClaimStatus.TOO_EARLY and decision.decision.verdict is Verdict.MET
    if unclaimed or again:
        yield _deadline(decision, DeadlineKind.CLAIM_FROM, decision.as_of, term="")
        if decision.window.closes is not None:
            yield _deadline(decision, DeadlineKind.CLAIM_BY, decision.window.closes, until=decision.window.closes_at_latest)
    elif status in (ClaimStatus.NOT_YET, ClaimStatus.TOO_EARLY) and decision.decision.verdict is Verdict.NOT_YET:
        yield from _ahead(desk, ask, decision)
        yield from _breaks(desk, decision, ask.asked.case, caseload, book)


def _ahead(desk: Desk, ask: Ask, decision: ClaimDecision) -> Iterator[Deadline]:
    """When it can be claimed if work goes on, and until when then."""
    of = decision.decision
    first, last = of.earliest or of.date_from, of.earliest or of.date_to
    if first is None or last is None:
        return
    until = last if last != first else None
    yield _deadline(decision, DeadlineKind.CLAIM_FROM, first, until=until, best_case=True, term="")
    plan = ask.asked.plan
    closes = []
    for day in (first, last):
        ways = tuple(dict.fromkeys(way for _, one in ask.worlds for way in one.ways))
        reached = Found(Verdict.MET, day.toordinal(), (), ways or _ways(plan, decision.outcome))
        look = looking(ask.asked, reached, {s.name: s.readings[0] for s in plan.claim_silences})
        judged = judge(ask.asked, reached, look)
        if judged.closes is not None:
            closes.append((date.fromordinal(judged.closes), judged.window_term))
    if closes:
        latest = max(day for day, _ in closes)
        day, term = min(closes)
        yield _deadline(
            decision, DeadlineKind.CLAIM_BY, day, until=latest if latest != day else None, best_case=True, term=term
        )


def _ways(plan: Plan, outcome: str) -> tuple[str, ...]:
    """Every way to an outcome that has not been reached: any of them may be the one."""
    from commissioning.plan.claim_nodes import ways_to

    found = next(one for one in plan.outcomes if one.name == outcome)
    return tuple(dict.fromkeys(way for route in found.routes for way in ways_to(route)))


def _breaks(desk: Desk, decision: ClaimDecision, case: Case, caseload: Caseload, book: ClaimBook) -> Iterator[Deadline]:
    """For a person out of work: by when work must begin, or begin again before what was worked is of no use."""
    if any(stretch.last >= case.as_of for job in case.jobs for stretch in job.stretches) or not case.alive:
        return
    plan = desk.plans[decision.contract.partition("@")[0]]
    position = [outcome.name for outcome in plan.outcomes].index(decision.outcome)
    outlook = Outlook(desk, plan, decision.journey_id, position)
    known = Known(*desk.clients.of(caseload, book, decision.journey_id))
    if any(case.start is not None and job.began >= case.start for job in case.jobs):
        day = outlook.last_resumption(known, decision.as_of)
        if day is not None:
            yield _deadline(decision, DeadlineKind.RESUME_WORK_BY, day, term=decision.decision.reason.term)
    else:
        day = outlook.last_start(known, decision.as_of)
        if day is not None:
            yield _deadline(decision, DeadlineKind.START_WORK_BY, day, term=decision.decision.reason.term)


def _deadline(
    decision: ClaimDecision,
    kind: DeadlineKind,
    day: date,
    *,
    until: date | None = None,
    best_case: bool = False,
    term: str | None = None,
) -> Deadline:
    return Deadline(
        day=day,
        kind=kind,
        journey_id=decision.journey_id,
        contract=decision.contract,
        outcome=decision.outcome,
        term=decision.window.term if term is None else term,
        until=until,
        best_case=best_case,
        rests_on=decision.rests_on,
        claim_id=decision.claim.claim_id if decision.claim else "",
    )


# ---------------------------------------------------------------------------------------------------------- support


def _of_support(desk: Desk, caseload: Caseload, as_of: date) -> Iterator[Deadline]:
    """When support before work ends for those who have not begun to work, and support in work for those who have."""
    book = CaseBook(caseload, as_of)
    for journey in caseload.journeys:
        for family in (journey.contract,) if journey.contract else desk.otherwise:
            plan = desk.plans.get(family)
            if plan is not None and plan.entitlements and not _over(journey, as_of):
                yield from _support(desk.decider(plan, readings=True), book.case(journey, family), as_of)


def _over(journey: Journey, as_of: date) -> bool:
    return (
        journey.start_date is None or journey.start_date > as_of or (journey.end_date is not None and journey.end_date <= as_of)
    )


_SUPPORT: Mapping[str, DeadlineKind] = {
    "pre_work": DeadlineKind.PRE_WORK_SUPPORT_ENDS,
    "in_work": DeadlineKind.IN_WORK_SUPPORT_ENDS,
}


def _support(decider: Decider, case: Case, as_of: date) -> Iterator[Deadline]:
    explained = explain(decider, case)
    if explained.eligible is Verdict.NOT_MET:
        return
    working = any(line.qualifying for outcome in explained.outcomes for line in outcome.readings)
    by_term: dict[tuple[str, str], list[date]] = {}
    for line in explained.support:
        if line.ends is not None and (line.support == "in_work") == working:
            by_term.setdefault((line.support, line.term), []).append(line.ends)
    for (support, term), ends in by_term.items():
        first, last = min(ends), max(ends)
        caveats = decider.plan.note(term).caveats
        until = last if last != first else None
        if last >= as_of:
            yield Deadline(
                max(first, as_of) if first < as_of else first,
                _SUPPORT[support],
                case.journey.journey_id,
                decider.plan.contract,
                term=term,
                until=until,
                rests_on=caveats,
            )
