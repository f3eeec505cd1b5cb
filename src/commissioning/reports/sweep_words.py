"""A sweep in words: what it found, where the cliff and the knee lie, and what must be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from commissioning.domain.calendar import in_words
from commissioning.domain.sweeps import Point, Step, Swept
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import compare_words, words
from commissioning.reports.figures import counted, sums


def findings(swept: Swept, base: Plan, settings: Sequence[str]) -> Iterator[str]:
    """What was swept, between what the sums lie, the cliff and the knee."""
    known = [point for point in swept.points if point.total is not None]
    axes = " and ".join(axis.name for axis in swept.axes)
    fixed = f", with {', '.join(settings)}" if settings else ""
    yield (
        f"As of {in_words(swept.as_of)}, {counted(swept.journeys, 'journey')} under {words.model(base)} with "
        f"{counted(len(swept.points), 'value')} of {axes}{fixed}."
    )
    total = swept.base.all
    met = counted(total.verdicts[Verdict.MET], "outcome")
    yield f"As the contract stands, {met} met and {sums(total.least, total.most)} due."
    low, high = min(known, key=lambda p: (p.due, p.met)), max(known, key=lambda p: (p.due, p.met))
    if (low.due, low.met) == (high.due, high.met):
        yield "Nothing that is swept changes what is met or due."
        return
    yield f"Least at {at(swept, low)}: {said(low)}. Most at {at(swept, high)}: {said(high)}."
    if swept.cliff is not None:
        yield f"The cliff: {cliff(swept, swept.cliff)}. No other single step changes more."
    if swept.knee is not None:
        curve = "the curve bends" if len(swept.axes) == 1 else f"a curve over {swept.axes[0].name} bends"
        yield f"The knee, where {curve} most: {at(swept, swept.knee)}, {said(swept.knee)}."
    bad = len(swept.points) - len(known)
    if bad:
        yield f"{counted(bad, 'variant')} can be no contract; the table says why."


def axes(swept: Swept, base: Plan) -> str:
    """What is swept, in the words of the contract: ``Hours per week (at least)``."""
    return " and ".join(axis(one.name, base) for one in swept.axes)


def axis(name: str, base: Plan) -> str:
    """One axis in the words of the contract: the title of the term, and which value of it."""
    term, _, value = name.partition(".")
    return f"{words.title(term, base)} ({value.replace('_', ' ')})"


def at(swept: Swept, point: Point) -> str:
    """Where a point lies: ``hours.at_least 12``."""
    return ", ".join(f"{axis.name} {value}" for axis, value in zip(swept.axes, point.values, strict=True))


def said(point: Point) -> str:
    """What a point comes to."""
    if point.total is None:
        return point.problem
    return f"{counted(point.met, 'outcome')} met, {sums(point.total.all.least, point.total.all.most)} due"


def cliff(swept: Swept, step: Step) -> str:
    """The largest step: ``from hours.at_least 15 to 16, −£1,000.00 and 3 outcomes fewer``."""
    change = compare_words.change(step.pence, step.pence)
    fewer = f"{counted(abs(step.outcomes), 'outcome')} {'more' if step.outcomes > 0 else 'fewer'}"
    fewer = fewer if step.outcomes else "as many outcomes"
    name, before, after = (swept.axes[step.axis].name, step.before.values[step.axis], step.after.values[step.axis])
    others = [f"{one.name} {value}" for one, value in zip(swept.axes, step.before.values, strict=True) if one.name != name]
    beside = f" (with {', '.join(others)})" if others else ""
    return f"from {name} {before} to {after}{beside}, {change} and {fewer}"


def cautions(base: Plan) -> Iterator[tuple[str, str]]:
    """What must be said of every sweep."""
    yield (
        "Behaviour is held fixed.",
        "The same journeys are decided under every variant, as if nobody would have worked otherwise under other terms.",
    )
    if base.prices.illustrative and base.is_priced:
        yield "Prices are illustrative.", "No price is published; no sum here is an amount that anyone has agreed to pay."
    said_so = words.recorded(base)
    if said_so:
        yield "Assumed or set aside by the user:", f"{'; '.join(said_so)}."
