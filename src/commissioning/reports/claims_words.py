"""Claims in plain words: why a status applies, what is due, what it would take, what a date in the calendar is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.claim_decisions import (
    STATUSES,
    ClaimDecision,
    ClaimStatus,
    Deadline,
    DeadlineKind,
    Difference,
    Distance,
    Gap,
    Ground,
    GroundCode,
    Notice,
    OpenMatter,
    Step,
    StepKind,
    WhatItTakes,
)
from commissioning.domain.claims import Override
from commissioning.domain.decisions import Due
from commissioning.domain.money import pounds
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words

KINDS = {
    DeadlineKind.CLAIM_FROM: "can be claimed from",
    DeadlineKind.CLAIM_BY: "last day to claim",
    DeadlineKind.RESUME_WORK_BY: "last day to go back to work before days worked are lost",
    DeadlineKind.START_WORK_BY: "last day to begin work",
    DeadlineKind.PRE_WORK_SUPPORT_ENDS: "support before work ends",
    DeadlineKind.IN_WORK_SUPPORT_ENDS: "support in work ends",
}
"""What each kind of date is."""


def status(found: ClaimStatus) -> str:
    """A status in prose."""
    return found.replace("_", " ")


def sums(due: Due | None) -> str:
    """A sum, or the range of two; ``no price`` where there is none."""
    if due is None:
        return "no price"
    return pounds(due.lowest) if due.lowest == due.highest else f"{pounds(due.lowest)} to {pounds(due.highest)}"


def days(first: date, last: date) -> str:
    """A stretch of days: ``4–10 March 2026``, ``28 February to 6 March 2026``, ``4 March 2026``."""
    if first == last:
        return in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{in_words(last)}"
    begin = f"{first.day} {first:%B}" if first.year == last.year else in_words(first)
    return f"{begin} to {in_words(last)}"


def kinds(names: Iterable[str]) -> str:
    """Kinds of evidence: ``payslip or bank statement``."""
    return " or ".join(words.name(kind) for kind in names)


def gap(found: Gap) -> str:
    """Days without evidence: ``payslip for 4–10 March 2026``."""
    return f"{kinds(found.kinds)} for {days(found.first, found.last)}"


def ground(found: Ground, decision: ClaimDecision, plan: Plan) -> str:
    """Why a status applies, as a sentence without its full stop."""
    title = words.title(found.term, plan) if found.term else ""
    if found.code is GroundCode.OUTCOME:
        return _at_best(decision) or words.reason(decision.decision, plan).removesuffix(".")
    if found.code is GroundCode.CLAIMED_BEFORE:
        return f"claim {found.other}, which was made before it, is for the same outcome"
    if found.code is GroundCode.OTHER_PROGRAMME:
        return f"claim {found.other}, which was made before it under another programme, rests on the same days ({title})"
    if found.code is GroundCode.BEFORE_REACHED:
        when = f"on {in_words(found.day)}" if found.day else "later"
        reached = f"is reached, {when} at the earliest" if decision.decision.earliest else f"was reached, {when}"
        return f"claimed before the outcome {reached}"
    if found.code is GroundCode.AFTER_WINDOW and found.day:
        late = f"{found.actual} day{'' if found.actual == 1 else 's'}"
        return f"the last day to claim was {in_words(found.day)}, {late} before ({title})"
    if found.code is GroundCode.EVIDENCE:
        weeks = f"{len(found.gaps)} week{'' if len(found.gaps) == 1 else 's'} without evidence"
        return f"{weeks}: {'; '.join(gap(one) for one in found.gaps)} ({title})"
    if found.code is GroundCode.AMOUNT and found.needed is not None and found.actual is not None:
        return f"{pounds(found.actual)} was claimed, and the outcome pays {pounds(found.needed)}"
    if found.code is GroundCode.OVERRIDE:
        return f"decided otherwise by {found.other} ({title})"
    return _plain(found, decision, title)


def _at_best(decision: ClaimDecision) -> str:
    """When an outcome that is not yet met would be reached; blank for any other."""
    of = decision.decision
    first, last = of.earliest or of.date_from, of.date_to
    if of.verdict is not Verdict.NOT_YET or first is None:
        return ""
    when = f"on {in_words(first)}" if last is None else f"between {in_words(first)} and {in_words(last)}, by reading,"
    return f"it can still be reached, {when} if all goes well"


def _plain(found: Ground, decision: ClaimDecision, title: str) -> str:
    job = f"job {found.other}" if found.other else "the job"
    said = {
        GroundCode.DATE_OF_CLAIM: "the day of the claim is not recorded",
        GroundCode.DATE_OF_EVENT: f"the day from which the time to claim runs is not recorded ({title})",
        GroundCode.NO_VALUE_IN_FORCE: f"the contract has no value in force on that day ({title})",
        GroundCode.CONSENT: f"the client's consent to contact the employer is not recorded ({title})",
        GroundCode.EMPLOYER: f"{job} is with the provider or its supply chain ({title})",
        GroundCode.EMPLOYER_UNKNOWN: f"it is not recorded whether {job} is with the provider or its supply chain ({title})",
        GroundCode.PAYMENT_GROUP: f"the payment group is not recorded, and the price is {sums(decision.price)} by it",
        GroundCode.PRICE_FACT: f"the fact that decides the price is not recorded ({title})",
        GroundCode.NOTHING_AGAINST: f"{pounds(found.actual)} was paid" if found.actual else "nothing stands against it",
    }
    return said.get(found.code, STATUSES[found.status])


def money(decision: ClaimDecision) -> str:
    """What is due, paid and required."""
    if decision.due is None:
        return f"no price is known; paid so far {pounds(decision.paid)}" if decision.paid else "no price is known"
    text = f"due so far {sums(decision.due)}"
    if decision.claim is None:
        return f"pays {sums(decision.price)}" if decision.price else text
    required = decision.required
    text += f", paid so far {pounds(decision.paid)}"
    if required is None:
        return text
    if required.lowest != required.highest:
        return f"{text}, required payment {sums(required)}: not settled"
    if required.lowest < 0:
        return f"{text}, to be recovered {pounds(-required.lowest)}"
    return f"{text}, to be paid {pounds(required.lowest)}" if required.lowest else f"{text}, nothing to be paid"


def override(found: Override) -> str:
    """An override: who, what, why, until when."""
    until = f" until {in_words(found.expires_on)}" if found.expires_on else ""
    verdict = found.verdict.replace("_", " ")
    return f"{found.term} decided {verdict} by {found.role} on {in_words(found.made_on)}{until}: {found.reason}"


def notice(found: Notice) -> str:
    """Something that must be told."""
    about = f" ({pounds(found.pence)})" if found.pence is not None else f" (job {found.subject})" if found.subject else ""
    return f"{found.whom[:1].upper()}{found.whom[1:]} must be told: {found.what}{about}"


def open_matter(found: OpenMatter) -> str:
    """What decides, with the status under each reading."""
    subject = f" of job {found.subject}" if found.subject else ""
    each = (f"if {words.name(value)}: {' or '.join(status(s) for s in statuses)}" for value, statuses in found.readings)
    return f"{words.name(found.name)}{subject} ({'; '.join(each)})"


# ------------------------------------------------------------------------------------------------- what it would take


def step(found: Step) -> str:
    """One step in prose: ``3 more weeks of work that counts, in this job (B1), to 14 May 2026``, and when it is too late."""
    text = _step(found)
    if found.kind in (StepKind.CLAIM, StepKind.CLAIM_AGAIN):
        return f"{text}, by {in_words(found.last_start)}" if found.last_start else text
    late = _TOO_LATE.get(found.kind)
    return f"{text}; too late if {late} after {in_words(found.last_start)}" if late and found.last_start else text


_TOO_LATE = {
    StepKind.WORK_ON: "it stops now and is only taken up again",
    StepKind.NEW_WORK: "it begins",
    StepKind.EARN: "that only begins",
}
"""What comes too late after the last day on which a step can begin."""


def _step(found: Step) -> str:
    until = in_words(found.done_on)
    if found.kind is StepKind.WORK_ON:
        return f"{_length(found.days)} of work that counts, in this job ({found.subject}), to {until}"
    if found.kind is StepKind.NEW_WORK:
        return f"{_length(found.days)} of work that counts, from {in_words(found.begins)} to {until}"
    if found.kind is StepKind.EARN:
        return f"{pounds(found.pence)} more in wages that qualify, paid on {in_words(found.begins)} at the earliest"
    if found.kind is StepKind.EVIDENCE:
        asked = "; ".join(f"one {gap(one)}" if one.kinds else gap(one) for one in found.gaps)
        return f"{asked.replace(' for ', ' covering ')} settle{'s' if len(found.gaps) == 1 else ''} it"
    subject = f" of job {found.subject}" if found.subject else ""
    said = {
        StepKind.RECORD: f"record {words.name(found.name)}{subject}: {words.name(found.value)}",
        StepKind.SETTLE: f"agree how the contract is read: {words.name(found.name)} as {words.name(found.value)}",
        StepKind.CONSENT: "the client's consent to contact the employer",
        StepKind.OVERRIDE: f"a decision on {words.name(found.name)}{subject} by a person in a role",
        StepKind.AMEND: f"amend the sum claimed to {pounds(found.pence)}",
        StepKind.CLAIM: f"claim it on {in_words(found.begins)} or later",
        StepKind.CLAIM_AGAIN: f"claim it again on {in_words(found.begins)} or later",
    }
    return said[found.kind]


def _length(number: int) -> str:
    weeks, rest = divmod(number, 7)
    parts = [f"{weeks} more week{'' if weeks == 1 else 's'}"] if weeks else []
    if rest:
        parts.append(f"{rest} {'' if weeks else 'more '}day{'' if rest == 1 else 's'}")
    return " and ".join(parts)


def takes(found: WhatItTakes) -> str:
    """Every step in order; or that nothing can still be done."""
    if not found.possible:
        return "nothing that can still happen makes it payable"
    return "; then ".join(step(one) for one in found.steps) or "nothing more"


def distance(found: Distance, plan: Plan) -> str:
    """How far one term is."""
    title = words.title(found.term, plan) if found.term else "it"
    if found.measure == "days":
        return f"{title}: {found.actual} of {found.needed} days, {found.short} short"
    if found.measure == "pence":
        there, needed = pounds(int(found.actual or 0)), pounds(int(found.needed or 0))
        return f"{title}: {there} of {needed}"
    if found.measure == "weeks":
        return f"{title}: {found.short} week{'' if found.short == 1 else 's'} without evidence"
    if found.measure == "date":
        limit = words.name(found.needed) or "no day"
        late = f", {abs(found.short)} day{'' if abs(found.short) == 1 else 's'} out" if found.short is not None else ""
        return f"{title}: {words.name(found.actual) or 'never'} instead of {limit}{late}"
    return f"{title}: {words.name(found.actual) or 'not met'}"


def difference(found: Difference) -> str:
    """One difference from an earlier decision."""
    return f"{found.what}: then {words.name(found.then)}; now {words.name(found.now)}"


# --------------------------------------------------------------------------------------------------------- calendar


def deadline(found: Deadline) -> str:
    """What a date is, of which journey and outcome."""
    about = f"{found.outcome} of " if found.outcome else ""
    best = " if work goes on" if found.best_case else ""
    until = f" (by another reading {in_words(found.until)})" if found.until else ""
    return f"{found.journey_id}: {about}{found.contract}: {KINDS[found.kind]}{best}{until}"
