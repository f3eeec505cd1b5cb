"""The parts of an explanation as sentences, shared by the terminal and the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Decisive, Unsettled
from commissioning.domain.explanations import (
    ConditionLine,
    Explanation,
    OutcomeLine,
    ReadingLine,
    RowLine,
    SupportLine,
    TestLine,
)
from commissioning.domain.money import pounds
from commissioning.domain.provenance import Caveat, Overruled
from commissioning.domain.reasons import MEANINGS, Measure, Quantity, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.plan.nodes import OutcomeLimit, Route
from commissioning.plan.plan import Extent, Plan, Support
from commissioning.reports import words

SYMBOLS = {Verdict.MET: "✓", Verdict.NOT_YET: "…", Verdict.NOT_MET: "✗", Verdict.UNDETERMINED: "?"}
"""A sign for each verdict; it never stands without the word, or without a key beside it."""

SUITS = {
    True: "reflects the person's needs",
    False: "does not reflect the person's needs",
    None: "not recorded whether it reflects the person's needs",
}

OUTCOME_LIMIT = "outcome_limit"


# ---------------------------------------------------------------------------------------------------------- the whole


PRICES_ARE_ILLUSTRATIVE = (
    "Prices are illustrative: no price is published, and one list serves all models, so that money moves only by terms."
)


def journey(explanation: Explanation) -> str:
    """The journey in a sentence or two: when it was referred and started, and whether it has ended."""
    referred = (
        f"Referred on {in_words(explanation.referral_date)}" if explanation.referral_date else "Referral date not recorded"
    )
    started = f"started on {in_words(explanation.start_date)}" if explanation.start_date else "no start date yet"
    ended = f" The journey has ended ({words.name(explanation.ended)})." if explanation.ended else ""
    return f"{referred}, {started}. {words.ELIGIBLE[explanation.eligible].capitalize()}.{ended}"


def priced(decision: Decision) -> str:
    """What is due for an outcome that is met, as the end of its line."""
    if decision.due is None:
        return ""
    times = f" ({decision.times} times)" if decision.times > 1 else ""
    return f"; {words.money(decision.due)} due{times}{', an illustrative price' if decision.due.illustrative else ''}"


def verdict_sentence(decision: Decision, plan: Plan) -> str:
    """The verdict with its reason: ``Not met. 91 days of work that counts …``."""
    said = f"{words.verdict(decision)}{priced(decision)}."
    return f"{said[0].upper()}{said[1:]} {words.reason(decision, plan)}"


def earned(explanation: Explanation) -> str:
    """What the person was paid in all, over which days."""
    total = sum(amount for _, amount in explanation.earned)
    days_paid = [day for day, _ in explanation.earned]
    first, last = min(days_paid), max(days_paid)
    return f"Wages of {pounds(total)} were paid in all, {'on ' if first == last else ''}{span(first, last)}."


# ------------------------------------------------------------------------------------------------------------ readings


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


# ------------------------------------------------------------------------------------------------- conditions and jobs


def condition(line: ConditionLine) -> str:
    """The facts a condition asked for, as they are."""
    return "; ".join(words.fact(name, value) for name, value in line.facts)


def row_days(row: RowLine) -> str:
    """The days of one row of a job: ``21 December 2023 to 24 February 2024``, ``from 25 March 2024, still going on``."""
    if row.last is None:
        return f"from {in_words(row.first)}, still going on"
    return in_words(row.first) if row.last == row.first else f"{in_words(row.first)} to {in_words(row.last)}"


def row_facts(row: RowLine) -> str:
    """The facts of one row of a job that contracts can ask for, as they are."""
    parts = ["hours not recorded" if row.weekly_hours is None else f"{words.hours(row.weekly_hours)} a week"]
    parts.append(words.name(row.basis).replace("self employed", "self-employed") if row.basis else "basis not recorded")
    parts.append("pay not recorded" if row.hourly_pay_pence is None else f"{pounds(row.hourly_pay_pence)} an hour")
    if row.paid_hours_worked is not None:
        parts.append(f"{words.hours(row.paid_hours_worked)} worked and paid")
    parts.append(SUITS[row.reflects_needs])
    return ", ".join(parts)


def _no_reference(_: str) -> str:
    return ""


def row_standing(row: RowLine, explanation: Explanation, plan: Plan, see: Callable[[str], str] = _no_reference) -> str:
    """What is made of one row of a job: ``counts``, ``does not count: the job began before the start date``.

    *see* gives the reference put after the title of a term.
    """
    if explanation.start_date is None:
        return "not judged, as there is no start date"
    ordered = sorted(row.standing, key=lambda pair: pair[0] != "counts")
    said = [_stands(standing, why, plan, see) for standing, why in ordered]
    if len(said) < 2:
        return said[0] if said else "not judged"
    return "depends on the reading or the outcome: " + "; ".join(said)


def _stands(standing: str, why: str, plan: Plan, see: Callable[[str], str]) -> str:
    if standing == "counts":
        return "counts"
    if standing == "before_start":
        return "does not count: the job began before the start date"
    if standing == "left_out":
        return f"left out, wholly or in part, by '{words.title(why, plan)}'{see(why)}"
    return f"counts only if {words.of_job(why)}, which is not recorded"


# ------------------------------------------------------------------------------------------------------------- support


def support(line: SupportLine, explanation: Explanation) -> str:
    """Support that is or was due, and until when."""
    what = "Support before work" if line.support == Support.PRE_WORK else "Support in work"
    if line.settings:
        what = f"If {words.settings(line.settings)}: {what[0].lower()}{what[1:]}"
    if line.extent == Extent.UNLIMITED:
        return f"{what} without a time limit."
    if line.extent == Extent.NONE_STATED:
        return f"{what}: no limit is stated, which is not the same as unlimited."
    if line.ends is None or line.begins is None:
        event = "the start date" if line.support == Support.PRE_WORK else "the first day of work that counts"
        return f"{what} for {line.length} from {event}, which has not come."
    if line.ends < explanation.as_of:
        return f"{what} ended on {in_words(line.ends)} ({line.length} from {in_words(line.begins)})."
    return f"{what} until {in_words(line.ends)} ({line.length})."


def supports(explanation: Explanation) -> tuple[tuple[str, str], ...]:
    """Every support with its term; what is the same under each reading is said once, without the reading."""
    found: dict[tuple[str, str], list[SupportLine]] = {}
    for line in explanation.support:
        found.setdefault((line.term, support(replace(line, settings=()), explanation)), []).append(line)
    return tuple((term, text if len(lines) > 1 else support(lines[0], explanation)) for (term, text), lines in found.items())


# ------------------------------------------------------------------------------------- what it rests on, what settles it


@dataclass(frozen=True)
class Rest:
    """Assumed or illustrative values of one term that share their backing."""

    term: str
    title: str
    standing: str
    why: str
    values: tuple[str, ...]


def rests(caveats: Iterable[Caveat], plan: Plan) -> tuple[Rest, ...]:
    """The assumed and illustrative values decisions rest on, those of one term that share their backing together."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for caveat in dict.fromkeys(caveats):
        key = (caveat.term, str(caveat.provenance.standing), caveat.provenance.why)
        groups.setdefault(key, []).append(f"{_field(caveat.field)}: {words.name(caveat.value)}")
    return tuple(
        Rest(term, plan.note(term).title, standing, why, tuple(values)) for (term, standing, why), values in groups.items()
    )


def rest_text(rest: Rest) -> str:
    """The values, their standing and its backing: ``inclusive: yes. Assumed: …``."""
    return f"{'; '.join(rest.values)}. {rest.standing.capitalize()}: {rest.why}"


def _field(text: str) -> str:
    return words.name(text.removeprefix("outcomes.").replace(".", ", "))


def overruled(lost: Overruled, plan: Plan) -> str:
    """A clause that lost to a document higher in the order of precedence."""
    title = plan.note(lost.term).title
    return (
        f"{title}, {_field(lost.field)}: {words.name(lost.value)} ({lost.provenance.document}) is overruled by "
        f"{words.name(lost.winner)} ({lost.winning_document}), which stands higher in the order of precedence."
    )


@dataclass(frozen=True)
class Settling:
    """One thing that would settle undetermined outcomes: what it is, which way for which outcomes, why it is open, and how."""

    what: str
    gives: tuple[str, ...]
    why: str = ""
    how: str = ""


def settling(explanation: Explanation, plan: Plan) -> tuple[Settling, ...]:
    """What would settle the undetermined outcomes, each thing once."""
    things: dict[tuple[Unsettled, str, str], list[tuple[str, Decisive]]] = {}
    others: dict[str, list[str]] = {}
    for line in explanation.outcomes:
        decision = line.decision
        if decision.verdict is Verdict.UNDETERMINED and not decision.decisive:
            others.setdefault(words.reason(decision, plan), []).append(decision.outcome)
        for thing in decision.decisive:
            things.setdefault((thing.kind, thing.name, thing.subject), []).append((decision.outcome, thing))
    found = [_settling(of, plan) for of in things.values()]
    return (*found, *(Settling(reason, (", ".join(names),)) for reason, names in others.items()))


def _settling(of: list[tuple[str, Decisive]], plan: Plan) -> Settling:
    first = of[0][1]
    gives: dict[str, list[str]] = {}
    for outcome, thing in of:
        gives.setdefault(words.given(thing), []).append(outcome)
    silence = next((s for s in plan.silences if first.kind is Unsettled.SILENCE and s.name == first.name), None)
    how = ""
    if silence is not None:
        readings = " or ".join(f"--assume {silence.name}={_shell(reading)}" for reading in silence.readings)
        how = f"To decide under one reading: {readings}."
    said = tuple(f"{', '.join(names)}: {text}." for text, names in gives.items())
    return Settling(f"{words.unsettled(first)}.", said, silence.why if silence else "", how)


def _shell(reading: str) -> str:
    return f'"{reading}"' if " " in reading else reading


def giving(route: Route) -> str:
    """The term that gives a route: that of its last test that is not a mere limit on another."""
    return next(test.term for test in reversed(route.tests) if not isinstance(test, OutcomeLimit))


def routes(line: OutcomeLine, plan: Plan) -> tuple[tuple[str, str], ...]:
    """What an outcome needs by routes whose tests are not told: ``Another way to this outcome``, or all of it."""
    outcome = next((o for o in plan.outcomes if o.name == line.decision.outcome), None)
    shown = {test.term for reading in line.readings for test in reading.tests}
    terms = dict.fromkeys(giving(route) for route in outcome.routes) if outcome else {}
    label = "Another way to this outcome" if shown else "What it needs"
    return tuple((label, term) for term in terms if term not in shown)


# ------------------------------------------------------------------------------------------------------------- clauses


def cited(explanation: Explanation, plan: Plan) -> dict[str, int]:
    """The terms an explanation cites, numbered from 1 in the order of the contract."""
    named: set[str] = {line.term for line in explanation.conditions}
    for outcome in explanation.outcomes:
        for reading in outcome.readings:
            named.update(test.term for test in reading.tests)
            named.add(reading.term)
        named.update(caveat.term for caveat in outcome.decision.rests_on)
        named.add(outcome.decision.reason.term)
        named.update(s.term for s in plan.silences if any(thing.name == s.name for thing in outcome.decision.decisive))
    named.update(why for job in explanation.jobs for row in job.rows for kind, why in row.standing if kind == "left_out")
    named.update(line.term for line in explanation.support)
    terms = [note.term for note in plan.notes if note.term in named]
    return {term: number for number, term in enumerate(terms, start=1)}


def backing(term: str, plan: Plan) -> Iterator[str]:
    """Where a term comes from: its documents with clauses, their words, and what was assumed for want of one."""
    note = plan.note(term)
    if note.sources:
        yield f"Source: {'; '.join(note.sources)}."
    for quote in note.quotes:
        yield f"“{quote}”"
    for rest in rests(note.caveats, plan):
        text = rest_text(rest)
        yield f"{text[0].upper()}{text[1:]}"
    for silence in plan.silences:
        if silence.term == term:
            yield f"Not stated: {words.silence(silence.name)}. {silence.why}".strip()
