"""The findings of a comparison as sentences: what a reader in a hurry is told first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.domain.calendar import in_words
from commissioning.domain.comparisons import ABSENT, Basis, Comparison
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.compare_words import Group, letter
from commissioning.reports.figures import capital, counted, sums, thousands


def findings(comparison: Comparison, plans: Sequence[Plan]) -> Iterator[str]:
    """What was compared, who has an outcome, what is due, what moves most from the first model, what lay outside windows."""
    of = f"{counted(comparison.journeys, 'journey')} {'is' if comparison.journeys == 1 else 'are'} decided under each of"
    yield f"As of {in_words(comparison.as_of)}, the same {of} {len(plans)} models."
    yield _with_outcome(comparison, plans)
    yield _due(comparison, plans)
    for other in range(1, len(plans)):
        yield _moves(comparison, plans, 0, other)
    outside = _outside(comparison, plans)
    if outside:
        yield outside


def _with_outcome(comparison: Comparison, plans: Sequence[Plan]) -> str:
    said = "; ".join(
        f"{thousands(comparison.total(i).with_outcome)} under {letter(i)}, {words.model(plan)}" for i, plan in enumerate(plans)
    )
    return f"People with at least one outcome met{_if_assumed(comparison)}: {said}."


def _if_assumed(comparison: Comparison) -> str:
    return ", missing suitability assumed" if comparison.basis is Basis.ASSUMED else ""


def _due(comparison: Comparison, plans: Sequence[Plan]) -> str:
    if not any(plan.is_priced for plan in plans):
        return "No prices were given, so no sum is due."
    parts = []
    for i, plan in enumerate(plans):
        if plan.is_priced:
            recorded, taken = comparison.total(i, Basis.RECORDED).all, comparison.total(i).all
            more = (
                f", {sums(taken.least, taken.most)} if assumed"
                if (recorded.least, recorded.most) != (taken.least, taken.most)
                else ""
            )
            parts.append(f"{letter(i)} {sums(recorded.least, recorded.most)}{more}")
    kind = "at illustrative prices" if any(plan.prices.illustrative for plan in plans) else "at the prices given"
    return f"Due, {kind}: {'; '.join(parts)}."


def _moves(comparison: Comparison, plans: Sequence[Plan], first: int, second: int) -> str:
    """The heaviest cause of outcomes gained and of outcomes lost between two models."""
    groups = compare_words.grouped(comparison.flips, first, second)
    pair = (plans[first], plans[second])
    gained = [g for g in groups if g.after == Verdict.MET and g.before != ABSENT]
    lost = [g for g in groups if g.before == Verdict.MET and g.after != ABSENT]
    changed = f"{_counted(gained, 'met that were not')} and {_counted(lost, 'no longer met')}"
    head = f"From {letter(first)} to {letter(second)}, {changed}"
    parts = [_most(kind, of, pair) for kind, of in (("gained", gained), ("lost", lost)) if of]
    parts += [_only(letter(position), of) for position, of in ((second, _new(groups)), (first, _gone(groups))) if of]
    return f"{head}. {' '.join(parts)}".strip()


def _new(groups: Sequence[Group]) -> list[Group]:
    return [g for g in groups if g.after == Verdict.MET and g.before == ABSENT]


def _gone(groups: Sequence[Group]) -> list[Group]:
    return [g for g in groups if g.before == Verdict.MET and g.after == ABSENT]


def _only(which: str, groups: Sequence[Group]) -> str:
    """Outcomes that only one of two models has at all."""
    names = list(dict.fromkeys(name for g in groups for name in g.counts))
    number = sum(g.count for g in groups)
    times = "once" if number == 1 else f"{thousands(number)} times"
    return f"Besides, {which} alone has the outcome {' and '.join(names)}, met {times}."


def _counted(groups: Sequence[Group], what: str) -> str:
    return f"{counted(sum(g.count for g in groups), 'outcome')} {'is' if sum(g.count for g in groups) == 1 else 'are'} {what}"


def _most(kind: str, groups: Sequence[Group], pair: Sequence[Plan]) -> str:
    by_cause: dict[str, int] = {}
    for one in groups:
        name = compare_words.cause(one.cause, pair)
        by_cause[name] = by_cause.get(name, 0) + one.count
    name, count = max(by_cause.items(), key=lambda item: item[1])
    total = sum(by_cause.values())
    if count == total:
        return f"What is {kind} turns on “{capital(name)}”."
    return f"Of what is {kind}, {thousands(count)} of {thousands(total)} turn{'s' if count == 1 else ''} on “{capital(name)}”."


def _outside(comparison: Comparison, plans: Sequence[Plan]) -> str:
    parts = [
        f"{counted(part.journeys, 'person') if part.journeys == 1 else f'{thousands(part.journeys)} people'} under {letter(i)} "
        f"({sums(part.least, part.most)})"
        for i in range(len(plans))
        if (part := comparison.total(i).outside).outcomes
    ]
    if not parts:
        return ""
    return f"Enough work was done, but outside the window, so that nothing was due for it: {'; '.join(parts)}."
