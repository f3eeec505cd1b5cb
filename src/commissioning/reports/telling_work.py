"""The person's facts, jobs, wages and support in an explanation, as sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from commissioning.domain.calendar import in_words
from commissioning.domain.explanations import ConditionLine, Explanation, RowLine, SupportLine
from commissioning.domain.money import pounds
from commissioning.plan.plan import Extent, Plan, Support
from commissioning.reports import words
from commissioning.reports.telling import span

SUITS = {
    True: "reflects the person's needs",
    False: "does not reflect the person's needs",
    None: "not recorded whether it reflects the person's needs",
}


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
    if why in words.NO_VALUE:
        return f"counts only if {words.of_job(why)}, but the contract {words.NO_VALUE[why]} it"
    if why == "basis":
        return "counts on some bases and not on others, and its basis is not recorded"
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


def earned(explanation: Explanation) -> str:
    """What the person was paid in all, over which days."""
    total = sum(amount for _, amount in explanation.earned)
    days_paid = [day for day, _ in explanation.earned]
    first, last = min(days_paid), max(days_paid)
    return f"Wages of {pounds(total)} were paid in all, {'on ' if first == last else ''}{span(first, last)}."
