"""A decision on a claim against an earlier one, clause by clause: why paid money is due no longer, or more is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from commissioning.claims.desk import ByKey, Desk
from commissioning.domain.claim_decisions import ClaimDecision, ClaimStatus, Difference, Explained
from commissioning.domain.claims import ClaimBook, Override
from commissioning.domain.decisions import Due
from commissioning.domain.explanations import Explanation, JobLine, TestLine
from commissioning.domain.journeys import Caseload
from commissioning.domain.money import pounds
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.reasoning import in_file
from commissioning.plan.plan import Plan


def against(
    desk: Desk,
    caseload: Caseload,
    book: ClaimBook,
    decision: ClaimDecision,
    standings: ByKey | None = None,
    *,
    on: date | None = None,
) -> Explained | None:
    """The difference from the decision *on* an earlier day, as things were known then: that of the last payment unless given.

    None where nothing was paid and no day is given, or where the claim was not known yet.
    """
    claim = decision.claim
    day = on or (book.last_payment(claim.claim_id, decision.as_of) if claim else None)
    if claim is None or day is None or day > decision.as_of:
        return None
    mine, own = desk.clients.of(caseload, book, decision.journey_id)
    then, held = mine.as_known_at(day), own.as_known_at(day)
    asks = [ask for ask in desk.asks(then, held, day) if ask.key == decision.key]
    earlier = next(desk.decided(asks, standings or {}), None)
    if earlier is None:
        return None
    plan = desk.plans[decision.contract.partition("@")[0]]
    told = [_explained(desk, plan, known, decision.journey_id, at) for known, at in ((then, day), (mine, decision.as_of))]
    differences = [
        *_of_explanations(told[0], told[1], decision.outcome, plan),
        *_of_claims(earlier, decision),
        *_of_evidence(book, mine.journeys[0].client_id, day, decision.as_of),
    ]
    return Explained(day, earlier, tuple(dict.fromkeys(differences)))


def _explained(desk: Desk, plan: Plan, known: Caseload, journey_id: str, day: date) -> Explanation | None:
    journey = next((j for j in known.journeys if j.journey_id == journey_id), None)
    if journey is None:
        return None
    return desk.explained(plan, CaseBook(known, day).case(journey, plan.family), first_only=True)


def _of_explanations(then: Explanation | None, now: Explanation | None, outcome: str, plan: Plan) -> Iterator[Difference]:
    if then is None or now is None:
        return
    before = {line.term: line for line in then.conditions}
    for line in now.conditions:
        old = before.get(line.term)
        if old is not None and old.verdict is not line.verdict:
            yield Difference(
                line.term,
                plan.note(line.term).title,
                f"{old.verdict}: {_facts(old.facts)}",
                f"{line.verdict}: {_facts(line.facts)}",
            )
    yield from _jobs(then, now)
    one, other = _tests(then, outcome), _tests(now, outcome)
    for term in dict.fromkeys((*one, *other)):
        if one.get(term) != other.get(term):
            yield Difference(term, plan.note(term).title, one.get(term, "not looked at"), other.get(term, "not looked at"))


def _facts(facts: tuple[tuple[str, object], ...]) -> str:
    return ", ".join(f"{name} {in_file(value)}" for name, value in facts)  # type: ignore[arg-type]


def _jobs(then: Explanation, now: Explanation) -> Iterator[Difference]:
    """Rows of jobs that were written otherwise: hours corrected, ends known."""
    before = {job.job_id: _rows(job) for job in then.jobs}
    for job in now.jobs:
        rows = _rows(job)
        old = before.get(job.job_id)
        if old is not None and old != rows:
            yield Difference("", f"job {job.job_id}", old, rows)
    for job_id in before.keys() - {job.job_id for job in now.jobs}:
        yield Difference("", f"job {job_id}", before[job_id], "not there")


def _rows(job: JobLine) -> str:
    said = []
    for row in job.rows:
        hours = (
            "unknown hours"
            if row.weekly_hours is None
            else f"{row.weekly_hours // 100}.{row.weekly_hours % 100:02d} hours a week"
        )
        last = f" to {row.last.isoformat()}" if row.last else ""
        said.append(f"from {row.first.isoformat()}{last}: {hours}, {row.basis or 'basis unknown'}")
    return "; ".join(said)


def _tests(explanation: Explanation, outcome: str) -> dict[str, str]:
    """Each test of the outcome under its first reading, in words short enough to compare."""
    lines = next((line.readings for line in explanation.outcomes if line.decision.outcome == outcome), ())
    return {test.term: _test(test) for test in (lines[0].tests if lines else ())}


def _test(test: TestLine) -> str:
    if test.verdict is Verdict.MET:
        # Days go on after an outcome was reached: how many there are by now is no difference.
        return f"met on {test.day.isoformat()}" if test.day is not None else "met"
    if test.needed is None or test.actual is None:
        return test.verdict.replace("_", " ")
    measure = test.needed.measure.replace("_", " ")
    return f"{test.verdict.replace('_', ' ')}, {test.actual.value} of {test.needed.value} {measure}"


def _of_claims(then: ClaimDecision, now: ClaimDecision) -> Iterator[Difference]:
    if then.statuses != now.statuses:
        yield Difference("", "status", _statuses(then.statuses), _statuses(now.statuses))
    if then.decision.verdict is not now.decision.verdict:
        yield Difference(now.decision.reason.term, "outcome", str(then.decision.verdict), str(now.decision.verdict))
    if then.price != now.price:
        yield Difference("", "price", _sum(then.price), _sum(now.price))
    for override in then.overrides:
        if override not in now.overrides:
            yield Difference(override.term, "override", _override(override), "no longer in force")
    for override in now.overrides:
        if override not in then.overrides:
            yield Difference(override.term, "override", "none in force", _override(override))
    if then.window.closes != now.window.closes:
        yield Difference(now.window.term, "last day to claim", _day(then.window.closes), _day(now.window.closes))


def _statuses(statuses: tuple[ClaimStatus, ...]) -> str:
    return ", ".join(status.replace("_", " ") for status in statuses)


def _sum(price: Due | None) -> str:
    if price is None:
        return "no price"
    return pounds(price.lowest) if price.lowest == price.highest else f"{pounds(price.lowest)} to {pounds(price.highest)}"


def _override(override: Override) -> str:
    return f"{override.verdict.replace('_', ' ')} by {override.role}: {override.reason}"


def _day(day: date | None) -> str:
    return "none" if day is None else day.isoformat()


def _of_evidence(book: ClaimBook, client: str, then: date, now: date) -> Iterator[Difference]:
    """Evidence that came in or was withdrawn in between."""
    for one in book.evidence.get(client, ()):
        covers = one.covered(now)
        what = f"{one.kind.replace('_', ' ')}" + (f" for {covers[0].isoformat()} to {covers[1].isoformat()}" if covers else "")
        before, after = one.stands_on(then), one.stands_on(now)
        if before and not after:
            yield Difference("", what, "held", f"withdrawn on {_day(one.withdrawn_on)}")
        elif after and not before:
            yield Difference("", what, "not there", f"received on {_day(one.received_on)}")
