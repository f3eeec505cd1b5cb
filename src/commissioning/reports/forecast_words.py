"""A forecast in words: what it finds, what it must say of itself, what a contract has that is not in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction

from commissioning.domain.calendar import in_words
from commissioning.domain.forecasts import BackTest, Dated, DesignForecast, Forecast, Interval, Spread
from commissioning.domain.money import pounds
from commissioning.plan.claim_nodes import ClaimWindow, PriceBands, PriceCap, ServiceFee, VolumePrices
from commissioning.plan.plan import Plan
from commissioning.reports.figures import thousands

NOT_COUNTED = {
    ServiceFee: "its service fee",
    PriceBands: "prices by a number among the facts of a journey",
    VolumePrices: "other prices above a number of outcomes",
    PriceCap: "a cap on what is paid",
}
"""Terms of claims that a forecast leaves out, by their kind."""

METHOD = (
    "Each cohort is simulated anew and each journey of it decided by the contract's terms; no cohort is drawn again from "
    "another. An outcome is paid for in the month in which it is reached, which is the earliest that it can be claimed."
)
BLANKS = (
    "In a forecast no fact that a contract asks of everybody is blank: a payment is made when a record is mended. Facts that "
    "the model leaves open, such as whether a job reflects the person's needs, stay unknown."
)
SAME = (
    "Every design is decided for the same people with the same chance, so that a difference between two is due to their terms."
)


def left_out(plan: Plan, known: Collection[str]) -> tuple[str, ...]:
    """What a contract has that is not in its forecast; *known* are the facts that made-up journeys have."""
    kinds = [words for kind, words in NOT_COUNTED.items() if any(isinstance(node, kind) for node in plan.claims)]
    found = [f"Not in this forecast: {'; '.join(kinds)}."] if kinds else []
    if not plan.is_priced:
        found.append("The price list has no price for its outcomes: they are counted, and nothing is paid.")
    if any(isinstance(node, ClaimWindow) for node in plan.claims):
        found.append("It gives time to claim: money may come later than the month in which an outcome is reached.")
    unknown = sorted(plan.facts_asked - set(known))
    if unknown:
        found.append(f"No made-up journey says: {', '.join(unknown)}. What turns on that stays undetermined, and is not paid.")
    if plan.silences:
        found.append("What it does not say is left open: outcomes that turn on it stay undetermined, and are not paid.")
    return tuple(found)


def financial_year(of: Dated) -> str:
    """``2018-19``."""
    return f"{of.first.year}-{(of.first.year + 1) % 100:02d}"


def month(first: date) -> str:
    """``Apr 2018``."""
    return first.strftime("%b %Y")


def around(figure: Interval, *, money: bool = True) -> str:
    """A figure with its 90% interval: ``£1.00 (£0.90 to £1.10)``."""
    show = pounds if money else thousands
    if figure.low90 == figure.mean == figure.high90:
        return show(figure.mean)
    return f"{show(figure.mean)} ({show(figure.low90)} to {show(figure.high90)})"


def short(pence: int) -> str:
    """A sum where there is little room: ``£26.08m``, ``£512,300``; halves up."""
    if abs(pence) < 100_000_000:
        return pounds((pence + 50) // 100 * 100).removesuffix(".00")
    hundredths = (abs(pence) + 500_000) // 1_000_000
    return f"{'−' if pence < 0 else ''}£{hundredths // 100:,}.{hundredths % 100:02d}m"


def briefly(figure: Interval) -> str:
    """Where nine in ten cohorts lie, where there is little room: ``£19.58m to £26.02m``."""
    low, high = short(figure.low90), short(figure.high90)
    return low if low == high else f"{low} to {high}"


def rate(number: int, starts: int) -> str:
    """A number of people as a share of all starts, with one decimal."""
    tenths = (2000 * number + starts) // (2 * starts)
    return f"{tenths // 10}.{tenths % 10}%"


def cohort(of: Forecast) -> str:
    """Which cohort, how often, and how it spreads."""
    return (
        f"{of.title}: {thousands(of.total)} starts, {thousands(of.cohorts)} cohorts, seed {of.seed}. "
        f"Intervals: {of.spread}; 90% of cohorts lie between the two figures in brackets."
    )


def findings(of: Forecast) -> Iterator[str]:
    """What was found, the most important first."""
    for design in of.designs:
        yield f"{design.letter}, {design.name}, pays {around(design.paid)} in all, as of {in_words(of.until)}."
        if design.outcomes:
            parts = [
                f"{one.outcome} {rate(one.met.mean, of.total)} "
                f"({rate(one.met.low90, of.total)} to {rate(one.met.high90, of.total)})"
                for one in design.outcomes
            ]
            yield f"{design.letter}: of all starts {', '.join(parts)} reach an outcome."
        yield from _open(of, design)
    if of.beside:
        told = "; ".join(f"{title} {percent(share)}" for title, share, _ in of.beside)
        yield f"Published, and nothing here is fitted to it: {told}."
    for one in of.differences:
        yield f"{one.letter} pays {_more(one.paid)} than {of.designs[0].letter} for the same people."
    if of.waited is not None:
        waited = of.waited
        yield (
            f"With {thousands(waited.workers)} workers and at most {waited.cap} people each, "
            f"{thousands(waited.put_off.mean)} starts are put off, by {thousands(waited.days.mean)} days on average, and "
            f"{thousands(waited.turned_away.mean)} are turned away."
        )


def _open(of: Forecast, design: DesignForecast) -> Iterator[str]:
    number = sum(one.undetermined.mean for one in design.outcomes)
    if number:
        yield f"{design.letter}: {thousands(number)} outcomes of a cohort stay undetermined, and are not paid for here."


def _more(of: Interval) -> str:
    if of.low90 == of.high90:
        return "as much" if not of.mean else f"{pounds(abs(of.mean))} {'more' if of.mean > 0 else 'less'}"
    if of.mean >= 0:
        return f"{pounds(of.mean)} more ({pounds(of.low90)} to {pounds(of.high90)})"
    return f"{pounds(-of.mean)} less ({pounds(-of.high90)} to {pounds(-of.low90)})"


def cautions(of: Forecast) -> Iterator[tuple[str, str]]:
    """What must be said with it: a heading and a sentence."""
    yield "The journeys are made up.", f"{of.summary} No person is behind any of them."
    if of.spread is Spread.SAMPLING:
        yield (
            "The intervals are of chance alone.",
            "They say how far cohorts would differ if the rates were exactly these. What is not known of the rates is far "
            "more: ask with --uncertain-rates.",
        )
    else:
        yield (
            "The rates are drawn anew for each cohort.",
            f"{'; '.join(of.uncertain)} Starts, payment groups and lots are held as they are.",
        )
    if of.illustrative:
        yield (
            "Prices are illustrative.",
            "No price is published; sums can be compared with each other, and mean nothing by themselves.",
        )
    yield "What a forecast holds fixed.", f"{BLANKS} Nobody behaves otherwise because terms are otherwise."
    if len(of.designs) > 1:
        yield "The same people.", SAME
    for design in of.designs:
        for text in design.cautions:
            yield f"{design.letter}, {design.name}.", text


GLOSSARY = (
    ("Cohort", "As many made-up journeys as people start, with their work; each cohort has other people and other chance."),
    (
        "50% and 90% interval",
        "Half, and nine in ten, of the cohorts lie between its ends; each end is the figure of one cohort.",
    ),
    ("Sampling only", "The rates are held, and cohorts differ by chance alone."),
    ("With uncertain rates", "The rates of the chain are drawn anew for each cohort from a stated spread."),
    ("Common random numbers", "Every design is decided for the same people, jobs and days."),
    ("Chain", "Of all starts, those who enter work and those in work 3, 6 and 12 months later."),
)


def back_test_findings(of: BackTest) -> Iterator[str]:
    """What the back-test finds."""
    first = of.shares[0].outcome
    mixes = [one.mix for one in of.shares if one.outcome == first]
    rest = [one.otherwise for one in of.shares if one.outcome == first]
    one = of.shares[0]
    planned = ", ".join(f"{name} {percent(share)}" for name, share in of.planned_mix)
    happened = ", ".join(f"{name} {percent(share)}" for name, share in of.happened_mix)
    yield (
        f"The business case expected {percent(one.planned)} of starts to reach {first}; {percent(one.happened)} did, "
        f"{points(one.happened - one.planned)}. The payment groups were to be {planned}; they were {happened}."
    )
    yield (
        "No outcome rate by group is published. Over the stated illustrative likelihoods the other mix made from "
        f"{points(min(mixes))} to {points(max(mixes))} of that change, and all else from {points(min(rest))} to "
        f"{points(max(rest))}."
    )
    if max(mixes) > 0 > one.happened - one.planned:
        yield (
            "Where people of the group core reach outcomes more often than others, more of them ought to have raised the rate: "
            "then the other mix cannot explain the fall, and rates within groups fell by more than the totals say."
        )
    costs = [cost.mixed - cost.planned for cost in of.costs]
    yield (
        f"For each start, at illustrative prices, the other mix changes what is paid by {pounds(min(costs))} to "
        f"{pounds(max(costs))}: a person of the group core is paid for at less, and may be paid for more often."
    )
    yield from _hindsight(of)


def _hindsight(of: BackTest) -> Iterator[str]:
    for spread in Spread:
        told = [one for one in of.hindsight if one.spread is spread]
        inside = sum(one.inside for one in told)
        if told:
            yield (
                f"Forecast from the business case, {spread}: of {len(told)} outcomes (each by each set of readings) {inside} "
                "happened inside the 90% interval."
            )
    first = [one for one in of.hindsight if one.outcome == of.shares[0].outcome and one.spread is Spread.SAMPLING]
    if first:
        low, high = min(one.middle for one in first), max(one.middle for one in first)
        yield (
            f"Had {percent(first[0].planned)} of starts been in work at that stage, as the business case expected, the "
            f"contract's own hours and windows would have counted {percent(low)} to {percent(high)} as {first[0].outcome}, by "
            "its readings."
        )


def percent(share: Fraction) -> str:
    """A share of starts with at most one decimal: ``36%``, ``43.9%``."""
    tenths = round(share * 1000)
    sign = "−" if tenths < 0 else ""
    return f"{sign}{abs(tenths) // 10}{f'.{abs(tenths) % 10}' if tenths % 10 else ''}%"


def points(share: Fraction) -> str:
    """A difference of shares in percentage points, with its sign: ``−13 points``."""
    text = percent(share).removesuffix("%")
    return f"{text if text.startswith('−') or text == '0' else f'+{text}'} points"
