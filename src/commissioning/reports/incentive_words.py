"""What a contract's terms reward, in words: each witness as a sentence, its clause, and groups that are parked or creamed."""

from __future__ import annotations

from collections.abc import Iterator

from commissioning.domain.incentives import Incentives, Kind, Margin, Witness
from commissioning.domain.money import pounds
from commissioning.domain.reasons import BEFORE_START
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.figures import counted

KINDS = {
    Kind.HOURS_CLIFF: "Cliffs: one hour a week that changes the pay",
    Kind.DAYS_CLIFF: "Cliffs: one day of work that changes the pay",
    Kind.HOURS_DEAD_ZONE: "Dead zones: more hours, no more pay",
    Kind.DAYS_DEAD_ZONE: "Dead zones: more days of work, no more pay",
    Kind.SPLIT_AT_ONCE: "Splitting one job in two held at once",
    Kind.SPLIT_IN_TURN: "Splitting one job in two held in turn",
    Kind.JOB_BEFORE_START: "Putting work off until the start date",
    Kind.DELAYED_START: "Recording the start a day later",
    Kind.DELAYED_ACROSS: "Waiting a day for a value to change",
    Kind.CLAIM_DEADLINE: "Leaving a claim to its deadline",
    Kind.CLAIM_WAITED: "Holding a claim back a day",
    Kind.EVIDENCE_SHORT: "Evidence that stops a day short",
}
"""What each kind of witness shows, as a heading."""


def said(witness: Witness) -> str:
    """What a witness shows, in one sentence."""
    change = compare_words.change(witness.pence, witness.pence)
    if witness.kind is Kind.HOURS_DEAD_ZONE:
        return f"{witness.amount} more hours a week pay nothing more: {pounds(witness.before.due)} either way."
    if witness.kind is Kind.DAYS_DEAD_ZONE:
        return f"{witness.amount} more days of work pay nothing more: {pounds(witness.before.due)} either way."
    if witness.kind is Kind.CLAIM_DEADLINE:
        days = counted(witness.amount, "day")
        lost = pounds(-witness.pence)
        if witness.after.due:
            return f"A claim for {witness.outcome} may be left {days} and pays the same; the day after, it pays {lost} less."
        return f"A claim for {witness.outcome} may be left {days} and pays the same; the day after, {lost} is lost."
    if witness.kind is Kind.EVIDENCE_SHORT:
        without = f"without any of the last {counted(witness.amount, 'day')}" if witness.amount else "of every day"
        return f"Evidence for {witness.outcome} will do {without}; with a day less, {pounds(-witness.pence)} is not paid."
    if witness.kind in (Kind.SPLIT_AT_ONCE, Kind.SPLIT_IN_TURN) and witness.after.open:
        return f"Surely due: {change}; what is split is undetermined."
    return f"{change}: {pounds(witness.before.due)} before, {pounds(witness.after.due)} after."


def fault(witness: Witness, plan: Plan) -> str:
    """The clause at fault."""
    return compare_words.cause(witness.cause, (plan, plan)) if witness.cause.terms or witness.cause.unsettled else "none named"


def source(witness: Witness, plan: Plan) -> str:
    """What the clause says, and where."""
    if witness.cause.terms == (BEFORE_START,):
        return "A job that began before the start date does not count, whatever happens to it later."
    return compare_words.backing(witness.cause, (plan, plan))


def group(margin: Margin) -> str:
    """A group as a reader meets it: ``Payment group: core``."""
    return f"{compare_words.BREAKDOWNS[margin.breakdown]}: {compare_words.group(margin.breakdown, margin.group)}"


def mark(margin: Margin) -> str:
    """``parked``, ``creamed`` or nothing."""
    return "parked" if margin.parked else "creamed" if margin.creamed else ""


def keeping(margin: Margin, plan: Plan) -> str:
    """The clause that keeps most of a group's outcomes unmet."""
    if not margin.term:
        return "none"
    title = "Work that began before the start date" if margin.term == BEFORE_START else words.title(margin.term, plan)
    return f"{title} ({counted(margin.unmet, 'outcome')})"


def findings(found: Incentives, plan: Plan) -> Iterator[str]:
    """What a reader in a hurry is told."""
    number = len(found.witnesses)
    yield f"{words.model(plan)}: {number} {'witness' if number == 1 else 'witnesses'} of what its terms reward."
    for kinds, what in (
        ((Kind.HOURS_CLIFF,), "one hour a week"),
        ((Kind.DAYS_CLIFF,), "one day of work"),
        ((Kind.JOB_BEFORE_START, Kind.DELAYED_START, Kind.DELAYED_ACROSS), "one day's delay"),
        ((Kind.SPLIT_AT_ONCE, Kind.SPLIT_IN_TURN), "splitting one job in two"),
        ((Kind.CLAIM_DEADLINE, Kind.CLAIM_WAITED), "a claim made a day later"),
        ((Kind.EVIDENCE_SHORT,), "a day of work without evidence"),
    ):
        of = [one for one in found.witnesses if one.kind in kinds]
        if of:
            most = max(of, key=lambda one: abs(one.pence))
            change = compare_words.change(most.pence, most.pence)
            yield f"Most that {what} changes: {change}, by “{fault(most, plan)}” ({most.first.what} → {most.second.what})."
    parked = [margin for margin in found.margins if margin.parked]
    creamed = [margin for margin in found.margins if margin.creamed]
    for what, groups in (
        ("Parked, costing more to serve than they are expected to bring", parked),
        ("Creamed, bringing most over cost", creamed),
    ):
        if groups:
            listed = "; ".join(f"{group(m)} ({compare_words.change(m.margin, m.margin)} for each start)" for m in groups)
            yield f"{what}: {listed}."
    for one in found.rechecked[:1]:
        yield _rechecked(found, one.of)


def _rechecked(found: Incentives, of: str) -> str:
    counts: dict[str, int] = {}
    for one in found.rechecked:
        counts[one.verdict] = counts.get(one.verdict, 0) + 1
    return f"Of the witnesses of {of}: {'; '.join(f'{number} {verdict}' for verdict, number in counts.items())}."


def cautions(found: Incentives, plan: Plan) -> Iterator[tuple[str, str]]:
    """What must be said of all of it."""
    yield (
        "These are made-up journeys.",
        "They show what the terms reward, not what anybody does. The person is that of the case "
        f"“{found.person}”; pay is what is surely due, and an undetermined outcome pays nothing.",
    )
    if not plan.is_priced:
        yield (
            "Nothing has a price.",
            "Witnesses are told in pounds: give a price list with --prices to see what the terms reward.",
        )
    if plan.prices.illustrative and plan.is_priced:
        yield "Prices are illustrative.", "No price is published; no sum here is an amount that anyone has agreed to pay."
    if found.margins:
        kind = "illustrative" if found.costs.illustrative else "as given"
        yield f"Costs to serve are {kind}.", f"{found.costs.title}. {found.costs.why} Margins are of {found.cohort}."
    else:
        yield "No margins are shown.", f"Nothing is surely due of anybody in {found.cohort}, or nothing has a price."
    yield from found.notes
    said_so = words.recorded(plan)
    if said_so:
        yield "Assumed or set aside by the user:", f"{'; '.join(said_so)}."
