"""Claims in text: each claim and unclaimed outcome with its status, the money and what it would take; then totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import wrap

from commissioning.domain.calendar import in_words
from commissioning.domain.claim_decisions import STATUSES, ClaimDecision, Deadline, FeeMonth, MonthOfCash, Told
from commissioning.domain.decisions import Due
from commissioning.domain.money import pounds
from commissioning.plan.plan import Plan
from commissioning.reports import claims_words as say
from commissioning.reports import words
from commissioning.reports.digest import ILLUSTRATIVE

WIDTH = 110
INDENT = " " * 6


def claims_text(
    told: Iterable[Told], plans: Iterable[Plan], as_of: date, gaps: Mapping[str, tuple[str, ...]] | None = None
) -> Iterator[str]:
    """Every line of the text."""
    found, chosen = list(told), {plan.contract: plan for plan in plans}
    yield f"Claims as of {in_words(as_of)}"
    if any(one.decision.price is not None and one.decision.price.illustrative for one in found):
        yield ILLUSTRATIVE
    for plan in chosen.values():
        yield from (f"{plan.contract}: assumed or set aside: {said}" for said in plan.recorded)
    journey = ""
    for one in found:
        if one.decision.journey_id != journey:
            journey = one.decision.journey_id
            yield ""
            yield f"Journey {journey}"
            if gaps and journey in gaps:
                yield from _wrapped(words.incomplete(gaps[journey]))
        yield from _one(one, chosen[one.decision.contract])
    yield ""
    yield from totals([one.decision for one in found])


def _one(told: Told, plan: Plan) -> Iterator[str]:
    found = told.decision
    claim = f" claim {found.claim.claim_id}" if found.claim else " not claimed"
    behind = f" (also {', '.join(say.status(s) for s in found.statuses[1:])})" if len(found.statuses) > 1 else ""
    yield f"  {found.contract} {found.outcome},{claim}: {say.status(found.status).upper()}{behind}"
    for ground in found.grounds:
        yield from _wrapped(f"{say.status(ground.status)}: {say.ground(ground, found, plan)}")
    yield from _wrapped(say.money(found))
    if found.window.closes is not None:
        yield from _wrapped(f"last day to claim {in_words(found.window.closes)} ({words.title(found.window.term, plan)})")
    for matter in found.open_matters:
        yield from _wrapped(f"decided by {say.open_matter(matter)}")
    if not found.open_matters and words.undetermined(found.decision):
        yield from _wrapped(f"decided by {words.undetermined(found.decision)}")
    for override in found.overrides:
        yield from _wrapped(f"OVERRIDE: {say.override(override)}")
    for override in found.lapsed_overrides:
        yield from _wrapped(f"override expired and not used: {say.override(override)}")
    yield from (line for notice in found.notices for line in _wrapped(say.notice(notice)))
    if told.takes is not None:
        yield from _wrapped(f"what it would take: {say.takes(told.takes)}")
        yield from (line for one in told.takes.distances for line in _wrapped(f"  distance: {say.distance(one, plan)}"))
    if told.against is not None:
        yield from _wrapped(f"against the decision of {in_words(told.against.on)} ({say.status(told.against.earlier.status)}):")
        for difference in told.against.differences:
            yield from _wrapped(f"  {say.difference(difference)}")


def _wrapped(text: str) -> Iterator[str]:
    deeper = " " * (len(text) - len(text.lstrip(" ")))
    yield from wrap(text.strip(), WIDTH, initial_indent=INDENT + deeper, subsequent_indent=INDENT + deeper + "  ")


def totals(decisions: list[ClaimDecision]) -> Iterator[str]:
    """How many have each status, and the money in all."""
    counts = Counter(decision.status for decision in decisions)
    for status, meaning in STATUSES.items():
        if counts[status]:
            yield f"{counts[status]:>7,}  {say.status(status):<16} {meaning}"
    required = [d.required for d in decisions if d.required is not None]
    settled = [r for r in required if r.lowest == r.highest]
    unsettled = [r for r in required if r.lowest != r.highest]
    to_pay, to_recover = sum(max(r.lowest, 0) for r in settled), sum(max(-r.lowest, 0) for r in settled)
    yield f"To be paid {pounds(to_pay)}, to be recovered {pounds(to_recover)}"
    if unsettled:
        whole = Due(sum(r.lowest for r in unsettled), sum(r.highest for r in unsettled))
        yield f"Not settled, of {len(unsettled):,} claims: {say.sums(whole)}"


def deadlines_text(
    found: Iterable[Deadline], months: Iterable[MonthOfCash], fees: Iterable[FeeMonth], as_of: date
) -> Iterator[str]:
    """The calendar, the most urgent first; then cash by month, and service fees."""
    yield f"Deadlines from {in_words(as_of)}, the most urgent first"
    for one in found:
        left = (one.day - as_of).days
        when = "today" if left == 0 else f"{left:,} d"
        lines = wrap(say.deadline(one), WIDTH - 22)
        yield f"{one.day.isoformat()} {when:>9}  {lines[0]}"
        yield from (f"{'':22}{line}" for line in lines[1:])
    cash = list(months)
    if cash:
        yield ""
        yield f"{'Expected in':<12} {'at least':>14} {'at most':>14} {'if work goes on':>16} {'rests on assumptions':>22}"
        for month in cash:
            share = f"{100 * month.assumed // month.highest}%" if month.highest > 0 else ""
            yield (
                f"{month.month:%Y-%m}      {pounds(month.lowest):>14} {pounds(month.highest):>14} "
                f"{pounds(month.best_case):>16} {pounds(month.assumed):>15} {share:>6}"
            )
    listed = list(fees)
    if listed:
        yield ""
        yield "Service fees, month by month of the contract"
        yield from (f"  {line}" for line in _fees(listed))


def _fees(listed: list[FeeMonth]) -> Iterator[str]:
    """Months that follow each other with about the same share as one line."""
    runs: list[list[FeeMonth]] = []
    for fee in listed:
        last = runs[-1][-1] if runs else None
        same = last is not None and (last.contract, last.term) == (fee.contract, fee.term)
        if last is not None and same and abs(last.share - fee.share) <= 1:
            runs[-1].append(fee)
        else:
            runs.append([fee])
    for run in runs:
        first, last = run[0], run[-1]
        share = sum(fee.share for fee in run)
        sums = [fee.pence for fee in run if fee.pence is not None]
        money = f", {pounds(sum(sums))} in all" if sums else ""
        begins = f" (from {first.begins.isoformat()})" if first.begins else ""
        months = f"months {first.number} to {last.number}" if len(run) > 1 else f"month {first.number}"
        each = "in equal parts" if len(run) > 1 else ""
        yield f"{first.contract} {first.term}: {months}{begins}: {share // 100}.{share % 100:02d}% {each}{money}".rstrip()
