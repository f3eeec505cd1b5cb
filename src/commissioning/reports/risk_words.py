"""Who bears the risk, in words: what each way to pay does, what a fall does, and what must be said with it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from commissioning.domain.money import pounds
from commissioning.domain.risks import PaymentRisk, Risk
from commissioning.reports.figures import capital, thousands
from commissioning.reports.forecast_words import around, percent


def heading(of: Risk) -> str:
    """The cohort, how often, and on what budget."""
    return (
        f"{of.cohort}: {thousands(of.starts)} starts, {thousands(of.cohorts)} cohorts, seed {of.seed}, "
        f"a budget of {pounds(of.budget)}."
    )


def findings(of: Risk) -> Iterator[str]:
    """What was found, the spread of what is paid first."""
    yield from _spread(of)
    for one in of.payments:
        yield f"{one.title}: {'; '.join(one.how)}. {_money(of, one)}"
    yield (
        f"If {percent(of.fall)} fewer of those who would enter work do, outcomes worth {pounds(of.lost.mean)} are lost, at "
        "prices that would pay the whole budget for outcomes."
    )
    for one in of.payments:
        yield _fall(of, one)


def _spread(of: Risk) -> Iterator[str]:
    if len(of.payments) < 2:
        return
    most = max(of.payments, key=lambda one: one.paid_uncertain.deviation)
    least = min(of.payments, key=lambda one: one.paid_uncertain.deviation)
    yield (
        f"With uncertain rates what is paid spreads most under {most.title.lower()}: {around(most.paid_uncertain)}. It spreads "
        f"least under {least.title.lower()}: {around(least.paid_uncertain)}."
    )


def _money(of: Risk, one: PaymentRisk) -> str:
    losses = f"a loss in {thousands(one.losses)} of {thousands(of.cohorts)} cohorts" if one.losses else "never a loss"
    return (
        f"The provider's margin is {around(one.margin_uncertain)}, with {losses}; in one cohort of twenty it is "
        f"{pounds(one.at_risk)} or more below its mean. At the deepest the provider has {pounds(one.deepest.mean)} laid out; "
        f"payments come {days(one.days.mean)} costs."
    )


def days(number: int) -> str:
    """``31 days after``, ``3 days before``, ``on the day of``."""
    if not number:
        return "on the day of"
    return f"{abs(number)} day{'' if abs(number) == 1 else 's'} {'after' if number > 0 else 'before'}"


def _fall(of: Risk, one: PaymentRisk) -> str:
    if one.provider_bears is None or one.commissioner_bears is None:
        return f"{one.title}: the fall loses nothing that has a price."
    each = ""
    if one.each_before is not None and one.each_after is not None:
        each = f"; each {of.outcome} outcome then costs {pounds(one.each_after)} instead of {pounds(one.each_before)}"
    return (
        f"{one.title}: the provider bears {percent(one.provider_bears)} of that, being paid {pounds(one.fall_paid.mean)} less, "
        f"and the commissioner {percent(one.commissioner_bears)}{each}."
    )


def cautions(of: Risk) -> Iterator[tuple[str, str]]:
    """What must be said with it."""
    yield "The journeys are made up.", "No person is behind any of them."
    yield (
        "Budget, costs and prices are illustrative.",
        f"None of any service is published. {of.costs} Prices of outcomes are the illustrative ones, raised or lowered by one "
        "factor so that the budget is paid on average.",
    )
    for contract, readings, recorded, _ in of.read_as:
        if readings:
            yield (
                f"{contract} is read as {readings}.",
                f"Choose otherwise with --assume. Asked otherwise: {'; '.join(recorded)}.",
            )
    yield (
        "Nobody behaves otherwise.",
        "A provider may serve people differently under another way to pay; here people, support and costs are the same under "
        "each.",
    )


GLOSSARY = (
    ("Margin", "What the provider is paid less what serving people costs it."),
    ("Cash at risk", "How far the margin of one cohort in twenty, or a worse one, lies below the mean margin."),
    ("Laid out at the deepest", "The most that costs are ahead of payments at the end of any month."),
    ("Days behind", "By how many days payments come after costs, each day weighed by its money: the working capital in days."),
    (
        "Who bears the fall",
        "Of the value of the outcomes lost: what the provider is paid less, and what is paid for nothing. It can be more than "
        "all where another contract, which is paid by, counts other people's work.",
    ),
)


def share(of: Fraction | None) -> str:
    """A share, or that there is none."""
    return "–" if of is None else percent(of)


def sum_of(pence: int | None) -> str:
    """A sum, or that there is none."""
    return "–" if pence is None else pounds(pence)


def how(one: PaymentRisk) -> str:
    """How a way pays."""
    return f"{capital('; '.join(one.how))}."
