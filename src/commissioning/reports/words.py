"""Decisions in plain words: what a caseworker, a provider or a minister's adviser reads."""

from __future__ import annotations

from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Decisive, Due, Setting, Unsettled
from commissioning.domain.money import pounds
from commissioning.domain.provenance import Caveat
from commissioning.domain.reasons import BEFORE_START, MEANINGS, Measure, Quantity, Reason, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan

VERDICTS = {
    Verdict.MET: "met",
    Verdict.NOT_YET: "not yet",
    Verdict.NOT_MET: "not met",
    Verdict.UNDETERMINED: "undetermined",
}

ELIGIBLE = {
    Verdict.MET: "eligible",
    Verdict.NOT_MET: "not eligible",
    Verdict.UNDETERMINED: "eligibility undetermined",
    Verdict.NOT_YET: "not yet eligible",
}


def name(text: str) -> str:
    """A file's name in prose: ``low_income_parent`` as ``low income parent``."""
    return text.replace("_", " ")


def quantity(amount: Quantity | None) -> str:
    """A quantity in words: ``91 qualifying days in 112``, ``30 December 2018``, ``£4,759.04``."""
    if amount is None:
        return ""
    if amount.measure is Measure.DATE:
        return in_words(date.fromordinal(int(amount.value))) if amount.value else "not begun"
    if amount.measure is Measure.PENCE:
        return pounds(int(amount.value))
    if amount.measure is Measure.QUALIFYING_DAYS:
        within = f" in {amount.within}" if amount.within is not None else ""
        return f"{amount.value} qualifying {'day' if amount.value == 1 else 'days'}{within}"
    return str(amount.value)


def dates(decision: Decision) -> str:
    """The date of a decision in words, or its range, or nothing."""
    day = decision.reached_on or decision.earliest
    if day is not None:
        return in_words(day)
    if decision.date_from and decision.date_to:
        return f"{in_words(decision.date_from)} to {in_words(decision.date_to)}, by reading"
    return ""


def verdict(decision: Decision) -> str:
    """The verdict with its date: ``met on 30 December 2018``, ``not yet: 4 May 2026 at the earliest``."""
    when = dates(decision)
    if decision.verdict is Verdict.MET:
        return f"met on {when}" if decision.reached_on else f"met ({when})" if when else "met"
    if decision.verdict is Verdict.NOT_YET:
        return f"not yet: {when} at the earliest" if when else "not yet"
    return VERDICTS[decision.verdict]


def reason(decision: Decision, plan: Plan) -> str:
    """Why, in one sentence."""
    found = decision.reason
    if decision.verdict is Verdict.UNDETERMINED and decision.decisive:
        return undetermined(decision)
    text = _sentence(found, plan)
    if decision.reached_outside_window is not None:
        text += f" Enough days had been worked in all by {in_words(decision.reached_outside_window)}."
    return text


def _sentence(found: Reason, plan: Plan) -> str:
    title = plan.note(found.term).title
    needed, actual = quantity(found.needed), quantity(found.actual)
    because = hindered(found.because, plan)
    if found.code in (ReasonCode.NOT_SUSTAINED, ReasonCode.REACHED_OUTSIDE_WINDOW):
        outside = " (enough work was done, but outside the window)" if found.code is ReasonCode.REACHED_OUTSIDE_WINDOW else ""
        days = str(found.actual.value) if found.actual else "none"
        return f"{needed} are needed, {days} were found{outside}.{because}"
    if found.code is ReasonCode.WORK_BEGAN_TOO_LATE:
        return f"Qualifying work had to begin by {needed}; at best it begins on {actual}.{because}"
    if found.code is ReasonCode.OUTCOME_LIMIT_PASSED:
        return f"The outcome had to be reached by {needed}; at best that is {actual}."
    if found.code is ReasonCode.EARNINGS_TOO_LOW:
        return f"Earnings of {needed} are needed in time, {actual} were found."
    if found.code is ReasonCode.PRIOR_OUTCOME:
        return f"The outcome before it is required: {actual.replace('_', ' ')}."
    if found.code in (
        ReasonCode.REFERRED_OUTSIDE_WINDOW,
        ReasonCode.CONDITION_NOT_MET,
        ReasonCode.NOT_VOLUNTARY,
        ReasonCode.ON_EXCLUDED_PROGRAMME,
    ):
        return f"{title}: {needed} Found: {name(actual)}."
    if found.code in (ReasonCode.RE_ENTRY_NOT_ALLOWED, ReasonCode.PAID_BEFORE):
        return f"{_capital(MEANINGS[found.code])}. {needed}"
    if found.code is ReasonCode.MISSING_FACT:
        return f"{title}: a fact it asks for is missing. {f'Found: {name(actual)}.' if actual else ''}".strip()
    return f"{_capital(MEANINGS[found.code])}.{because}"


def hindered(because: tuple[str, ...], plan: Plan) -> str:
    """What kept work from counting, as a further sentence, or nothing."""
    if not because:
        return ""
    parts = ["it began before the start date" if term == BEFORE_START else plan.note(term).title.lower() for term in because]
    return f" Work left out because of: {'; '.join(parts)}."


def undetermined(decision: Decision) -> str:
    """What decides an undetermined outcome, and which way."""
    return " ".join(settles(thing) for thing in decision.decisive)


def settles(thing: Decisive) -> str:
    """One silence or missing fact, with what each reading of it gives: ``Window is not stated: rolling gives met …``."""
    subject = {
        Unsettled.SILENCE: f"The contract is silent on {name(thing.name)}",
        Unsettled.JOB_FACT: f"{_capital(name(thing.name))} is not recorded for job {thing.subject}"
        if thing.subject
        else f"{_capital(name(thing.name))} is not recorded for some wages",
        Unsettled.JOURNEY_FACT: f"{_capital(name(thing.name))} is not recorded",
    }[thing.kind]
    given = "; ".join(f"{name(value)} gives {' or '.join(VERDICTS[v] for v in verdicts)}" for value, verdicts in thing.verdicts)
    return f"{subject}: {given}." if given else f"{subject}."


def settings(read: tuple[Setting, ...]) -> str:
    """How the unsettled things are read: ``window: rolling; needs of job J1: counts``."""
    return "; ".join(f"{name(s.name)}{f' of job {s.subject}' if s.subject else ''}: {name(s.value)}" for s in read)


def money(due: Due | None) -> str:
    """An amount due, or its range: ``£700.00``, ``£700.00 to £1,500.00``."""
    if due is None:
        return ""
    if due.lowest == due.highest:
        return pounds(due.lowest)
    return f"{pounds(due.lowest)} to {pounds(due.highest)}"


def caveat(found: Caveat, plan: Plan) -> str:
    """An assumed or illustrative value a decision rests on: ``Hours per week, from = 2021-04-01: assumed. No document …``."""
    title = plan.note(found.term).title
    return f"{title}, {name(found.field)} = {name(found.value)}: {found.provenance.standing}. {found.provenance.why}"


def clause(term: str, plan: Plan) -> str:
    """The documents behind a term, or how it stands without one."""
    note = plan.note(term)
    if note.sources:
        return "; ".join(note.sources)
    return "; ".join(dict.fromkeys(f"{c.provenance.standing}: {c.provenance.why}" for c in note.caveats))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
