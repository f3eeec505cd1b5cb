"""The verdicts, readings and tests of an explanation as sentences, shared by the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision
from commissioning.domain.explanations import Explanation, OutcomeLine, ReadingLine, TestLine
from commissioning.domain.reasons import MEANINGS, Measure, Quantity, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words

SYMBOLS = {Verdict.MET: "✓", Verdict.NOT_YET: "…", Verdict.NOT_MET: "✗", Verdict.UNDETERMINED: "?"}
"""A sign for each verdict; it never stands without the word, or without a key beside it."""

OUTCOME_LIMIT = "outcome_limit"


# ---------------------------------------------------------------------------------------------------------- the whole


def journey(explanation: Explanation) -> str:
    """The journey in a sentence or two: when it was referred and started, and whether it has ended."""
    referred = (
        f"Referred on {in_words(explanation.referral_date)}" if explanation.referral_date else "Referral date not recorded"
    )
    started = f"started on {in_words(explanation.start_date)}" if explanation.start_date else "no start date yet"
    ended = f" The journey has ended ({words.name(explanation.ended)})." if explanation.ended else ""
    return f"{referred}, {started}. {words.ELIGIBLE[explanation.eligible].capitalize()}.{ended}"


def priced(decision: Decision) -> str:
    """What is due for an outcome that is met, or in part for one that is not, as the end of its line."""
    if decision.due is None:
        return ""
    if decision.verdict is not Verdict.MET:
        return f"; {words.money(decision.due)} of it due in part, for the weeks that were worked"
    times = f" ({decision.times} times)" if decision.times > 1 else ""
    return f"; {words.money(decision.due)} due{times}{', an illustrative price' if decision.due.illustrative else ''}"


def verdict_sentence(decision: Decision, plan: Plan) -> str:
    """The verdict with its reason: ``Not met. 91 days of work that counts …``."""
    said = f"{words.verdict(decision)}{priced(decision)}."
    return f"{said[0].upper()}{said[1:]} {words.reason(decision, plan)}"


def review(decision: Decision) -> str:
    """Until when the verdict stands, where a day is known on which it can be another; else blank."""
    if decision.review_on is None:
        return ""
    return f"Unless more becomes known, this stands until {in_words(decision.review_on)}."


# ------------------------------------------------------------------------------------------------------------ readings


def untold(explanation: Explanation) -> str:
    """Where there are too many readings to tell of each: which are told, and how many more were decided."""
    if not explanation.untold:
        return ""
    return (
        f"The missing facts can be read in {explanation.untold:,} more ways together. All were decided; told here are the "
        "most favourable, those in which the facts of one job alone are read otherwise, and one of each other result."
    )


def under(reading: ReadingLine) -> str:
    """The reading as a clause: ``If any window of that length counts``; blank where nothing makes a difference."""
    return f"If {words.settings(reading.settings)}" if reading.settings else ""


def result(reading: ReadingLine) -> str:
    """What a reading gives: ``met on 23 June 2024``, ``not yet, 13 May 2026 at the earliest``."""
    when = span(reading.day_from, reading.day_to)
    if reading.verdict is Verdict.MET and when:
        return f"met {when}" if reading.day_from != reading.day_to else f"met on {when}"
    if reading.verdict is Verdict.NOT_YET and when:
        return f"not yet, {when} at the earliest"
    return words.VERDICTS[reading.verdict]


def span(first: date | None, last: date | None) -> str:
    """A day, or the days from one to another, in words."""
    if first is None:
        return ""
    return in_words(first) if last is None or last == first else f"from {in_words(first)} to {in_words(last)}"


def decided_elsewhere(reading: ReadingLine, plan: Plan) -> str:
    """Where something other than the tests of work decided (eligibility, the outcome before, re-entry): why."""
    if not reading.code or reading.verdict is Verdict.MET or any(test.term == reading.term for test in reading.tests):
        return ""
    if reading.code is ReasonCode.NO_START_DATE:
        return "The journey has no start date yet; without one no work can be judged."
    if reading.code is ReasonCode.CAN_STILL_BE_MET:
        return "The outcome before it is needed, and can still be met."
    meaning = MEANINGS[reading.code]
    return f"{meaning[0].upper()}{meaning[1:]}."


@dataclass(frozen=True)
class Said:
    """One test in words."""

    term: str
    title: str
    verdict: Verdict
    text: str


@dataclass(frozen=True)
class Told:
    """An outcome's readings: the tests that come out the same under all of them, and for each reading the rest."""

    shared: tuple[Said, ...]
    readings: tuple[tuple[ReadingLine, tuple[Said, ...]], ...]


def told(line: OutcomeLine, explanation: Explanation, plan: Plan) -> Told:
    """The readings of an outcome, what they share said once."""
    said = [tuple(_said(reading, explanation, plan)) for reading in line.readings]
    shared = tuple(one for one in said[0] if all(one in other for other in said)) if len(said) > 1 else ()
    rest = (tuple(one for one in each if one not in shared) for each in said)
    return Told(shared, tuple(zip(line.readings, rest, strict=True)))


def _said(reading: ReadingLine, explanation: Explanation, plan: Plan) -> Iterator[Said]:
    """The tests in the order of reasons: eligibility and the start date before the work, all else after it."""
    elsewhere = decided_elsewhere(reading, plan)
    other = [Said(reading.term, words.title(reading.term, plan), reading.verdict, elsewhere)] if elsewhere else []
    first = reading.code is ReasonCode.NO_START_DATE or any(line.term == reading.term for line in explanation.conditions)
    if first:
        yield from other
    for line in reading.tests:
        yield Said(line.term, words.title(line.term, plan), line.verdict, test(line, reading, explanation, plan))
    if not first:
        yield from other


# --------------------------------------------------------------------------------------------------------------- tests


def test(line: TestLine, reading: ReadingLine, explanation: Explanation, plan: Plan) -> str:
    """One test: what was needed, what was found, and when."""
    needed = line.needed
    if line.actual is not None and line.actual.measure is Measure.FACT:
        found = words.found(str(line.actual.value))
        return f"{found[0].upper()}{found[1:]}."
    if line.verdict is Verdict.UNDETERMINED:
        return _unknown(line, plan)
    if needed is not None and needed.measure is Measure.QUALIFYING_DAYS:
        return _of_days(line, needed, reading, explanation.as_of)
    if needed is not None and needed.measure is Measure.PENCE:
        return _of_earnings(line, needed, explanation.as_of)
    if plan.note(line.term).kind == OUTCOME_LIMIT:
        return _of_limit(line, explanation.as_of)
    return _of_beginning(line, explanation.as_of)


def days(amount: Quantity) -> str:
    """Qualifying days in words: ``91 days of work that counts (13 weeks) within 112 days (16 weeks)``."""
    needed = f"{in_weeks(int(amount.value))} of work that counts"
    return f"{needed} in all" if amount.within is None else f"{needed} within {in_weeks(amount.within)}"


def in_weeks(count: int) -> str:
    """``91 days (13 weeks)``; days alone where they make no whole weeks."""
    text = f"{count} {'day' if count == 1 else 'days'}"
    weeks, over = divmod(count, 7)
    return text if over or not weeks else f"{text} ({weeks} {'week' if weeks == 1 else 'weeks'})"


def _unknown(line: TestLine, plan: Plan) -> str:
    if plan.note(line.term).kind == "earnings_outcome":
        amount = words.quantity(line.needed)
        return f"Earnings of {amount} are needed; what the person earned is not known." if amount else "Earnings are not known."
    return "It cannot be said: a value that is needed is not known, or too many facts of jobs are missing."


def _of_days(line: TestLine, needed: Quantity, reading: ReadingLine, as_of: date) -> str:
    wanted = days(needed)
    by = f", by {in_words(line.limit)}" if line.limit is not None and needed.within is None else ""
    found = int(line.actual.value) if line.actual is not None else 0
    if line.verdict is Verdict.MET and line.day:
        return f"{wanted}{by}: reached on {in_words(line.day)}."
    if line.verdict is Verdict.NOT_YET and line.day:
        return f"{wanted}{by}: {found} so far; reached on {in_words(line.day)} at the earliest."
    where = f" in the window {span(*reading.window)}" if reading.window and line.limit == reading.window[1] else ""
    text = f"{wanted}{by}: {found} found{where}."
    if line.day is None:
        return f"{text} There can be no more."
    if line.day <= as_of:
        return f"{text} All {needed.value} had been worked by {in_words(line.day)}, which is too late."
    return f"{text} At best all {needed.value} are worked by {in_words(line.day)}, which is too late."


def _of_earnings(line: TestLine, needed: Quantity, as_of: date) -> str:
    by = f" by {in_words(line.limit)}" if line.limit is not None else ""
    text = f"Earnings of {words.quantity(needed)} are needed{by}: {words.quantity(line.actual)} found"
    if line.day is None or line.verdict is Verdict.NOT_MET:
        late = f"; the sum was reached on {in_words(line.day)}, too late" if line.day and line.day <= as_of else ""
        return f"{text}{late}."
    if line.verdict is Verdict.MET:
        return f"{text}; reached on {in_words(line.day)}."
    return f"{text}; reached on {in_words(line.day)} at the earliest."


def _of_limit(line: TestLine, as_of: date) -> str:
    must = (
        f"The outcome {_had(line.limit, as_of)} to be reached by {in_words(line.limit)}" if line.limit else "No limit applies"
    )
    if line.day is None:
        return f"{must}; it was not, and it cannot be."
    if line.day <= as_of:
        return f"{must}; the days needed were reached on {in_words(line.day)}."
    return f"{must}; the days needed are reached on {in_words(line.day)} at the earliest."


def _of_beginning(line: TestLine, as_of: date) -> str:
    must = f"Work that counts {_had(line.limit, as_of)} to begin by {in_words(line.limit)}" if line.limit else ""
    if line.day is None:
        return f"{must}; there was none, and there can be none." if must else "There was no work that counts, and can be none."
    if line.day <= as_of:
        began = f"began on {in_words(line.day)}."
        return f"{must}; it {began}" if must else f"Work that counts {began}"
    best = f"at the earliest it begins on {in_words(line.day)}."
    return f"{must}; {best}" if must else f"No work that counts has begun; {best}"


def _had(limit: date | None, as_of: date) -> str:
    return "had" if limit is not None and limit <= as_of else "has"
