"""The steps that say what must come of it. Each may begin ``with "window" read as "rolling"``: then it is asked otherwise."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from commissioning.domain.calendar import in_words
from commissioning.domain.decisions import Decision, Due, Unsettled
from commissioning.domain.explanations import SupportLine
from commissioning.domain.money import pounds
from commissioning.domain.reasons import MEANINGS, ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.errors import nearest, usage
from commissioning.plan.plan import Extent
from commissioning.reports import words
from commissioning.testing.catalogue import step
from commissioning.testing.phrases import IT, Readings
from commissioning.testing.story import Decided, Story, Unlike

Claim = TypeVar("Claim", bound=Callable[..., None])

PREFIX = "with {readings}, "


def claim(text: str, example: str, *, whole: bool = False) -> Callable[[Claim], Claim]:
    """Make a function two steps: one about what was decided, and one about what would be with something read otherwise.

    The function is given the decision on the outcome that is named, or was last; with *whole*, everything that was decided.
    """

    def register(check: Claim) -> Claim:
        def plain(story: Story, **filled: Any) -> None:
            _check(check, story, story.decided, filled, whole=whole)

        def otherwise(story: Story, readings: Readings, **filled: Any) -> None:
            _check(check, story, story.knowing(readings.pairs, readings.set_name), filled, whole=whole)

        plain.__doc__ = otherwise.__doc__ = check.__doc__
        step("then", text, example, depth=1)(plain)
        step("then", PREFIX + text, f'with "window" read as "rolling", {example}', listed=False, depth=1)(otherwise)
        return check

    return register


def _check(check: Callable[..., None], story: Story, decided: Decided, filled: dict[str, Any], *, whole: bool) -> None:
    if whole:
        check(decided, **filled)
        return
    story.outcome = filled.pop("outcome", None) or story.outcome
    if not story.outcome:
        raise usage("T025", "it is not clear which outcome 'it' is", "name the outcome: the 13-week outcome is …")
    decision = decided.of(story.outcome)
    try:
        check(decision, **filled)
    except Unlike as unlike:
        why = "" if decision.verdict is Verdict.MET else words.reason(decision, decided.plan)
        raise Unlike(unlike.due, unlike.came, why) from None


def _came(decision: Decision) -> str:
    return words.verdict(decision)


def _expect(decision: Decision, verdict: Verdict) -> None:
    if decision.verdict is not verdict:
        raise Unlike(words.VERDICTS[verdict], _came(decision))


def _expect_day(decision: Decision, verdict: Verdict, day: date | None, last: date | None, says: str) -> None:
    """The verdict with its day; or, where the readings share the verdict only, with the first and the last of their days."""
    if day is None:
        _expect(decision, verdict)
        return
    came = (decision.verdict, decision.reached_on or decision.earliest, decision.date_from, decision.date_to)
    if came != ((verdict, day, None, None) if last is None else (verdict, None, day, last)):
        due = says.format(in_words(day))
        raise Unlike(due if last is None else f"{due} to {in_words(last)}, by reading", _came(decision))


# -------------------------------------------------------------------------------------------------------------- outcomes


@claim(f"{IT} is met[ on {{day}}]", "the 13-week outcome is met on 30 December 2018")
def _met(decision: Decision, day: date | None) -> None:
    """The outcome is met; where a day is named, on that day under every reading."""
    _expect_day(decision, Verdict.MET, day, None, "met on {}")


@claim(
    f"{IT} is met between {{first day}} and {{last day}}, by reading",
    "the 13-week outcome is met between 28 August 2023 and 9 October 2023, by reading",
)
def _met_between(decision: Decision, first_day: date, last_day: date) -> None:
    """The outcome is met under every reading of what is not settled, but not on one day."""
    _expect_day(decision, Verdict.MET, first_day, last_day, "met from {}")


@claim(
    f"{IT} is not yet met[; the earliest date is {{day}}]",
    "the 13-week outcome is not yet met; the earliest date is 31 March 2019",
)
def _not_yet(decision: Decision, day: date | None) -> None:
    """The outcome is not met but would be, were the person in work that counts every day from tomorrow on."""
    _expect_day(decision, Verdict.NOT_YET, day, None, "not yet: {} at the earliest")


@claim(
    f"{IT} is not yet met; the earliest date lies between {{first day}} and {{last day}}, by reading",
    "the 26-week outcome is not yet met; the earliest date lies between 6 October 2019 and 5 January 2020, by reading",
)
def _not_yet_between(decision: Decision, first_day: date, last_day: date) -> None:
    """The same, where the earliest date is another one under another reading."""
    _expect_day(decision, Verdict.NOT_YET, first_day, last_day, "not yet: from {}")


@claim(f"{IT} is to be looked at again on {{day}}", "the 13-week outcome is to be looked at again on 30 December 2018")
def _review(decision: Decision, day: date) -> None:
    """Until the day before, the verdict stays as it is if nothing more becomes known; on the day it can be another."""
    if decision.review_on != day:
        raise Unlike(f"to be looked at again on {in_words(day)}", _looked_at(decision))


@claim(f"{IT} need not be looked at again", "the 13-week outcome need not be looked at again")
def _no_review(decision: Decision) -> None:
    """No day of the next ten years changes the verdict if nothing more becomes known."""
    if decision.review_on is not None:
        raise Unlike("not to be looked at again", _looked_at(decision))


def _looked_at(decision: Decision) -> str:
    if decision.review_on is None:
        return f"{_came(decision)}, not to be looked at again"
    return f"{_came(decision)}, to be looked at again on {in_words(decision.review_on)}"


@claim(f"{IT} pays {{amount}}[ to {{most amount}}]", "the 4-week outcome pays £500.00")
def _pays(decision: Decision, amount: int, most_amount: int | None) -> None:
    """The price of an outcome that is met; a range where a silence or a missing fact leaves it open."""
    _expect(decision, Verdict.MET)
    _expect_sum(decision.price, amount, most_amount)


@claim(
    f"{IT} is not reached, and {{amount}}[ to {{most amount}}] of it is due in part",
    "the 13-week outcome is not reached, and £666.66 to £769.23 of it is due in part",
)
def _pays_in_part(decision: Decision, amount: int, most_amount: int | None) -> None:
    """What is due of the price where a job ended short of the outcome."""
    if decision.verdict is Verdict.MET:
        raise Unlike("not reached", _came(decision))
    _expect_sum(decision.part, amount, most_amount)


def _expect_sum(due: Due | None, least: int, most: int | None) -> None:
    came = None if due is None else (due.lowest, due.highest)
    if came != (least, least if most is None else most):
        raise Unlike(_sum(least, most), "no sum" if due is None else _sum(due.lowest, due.highest))


def _sum(least: int, most: int | None) -> str:
    return pounds(least) if most in (None, least) else f"{pounds(least)} to {pounds(most)}"


@claim(f'{IT} is not met[ because of "{{term}}"]', 'the 13-week outcome is not met because of "hours"')
def _not_met(decision: Decision, term: str | None) -> None:
    """The outcome can no longer be met. The term is the one that failed, or one that kept work from counting."""
    _expect(decision, Verdict.NOT_MET)
    named = (decision.reason.term, *decision.reason.because)
    if term is not None and term not in named:
        raise Unlike(f'not met because of "{term}"', f"not met because of {_listed(named)}")


@claim(
    f"{IT} is undetermined: the contract is silent on {{names}}",
    'the 13-week outcome is undetermined: the contract is silent on "window"',
)
def _silent(decision: Decision, names: tuple[str, ...]) -> None:
    """The outcome turns on these silences of the contract, on all of them and on nothing else."""
    _undetermined(decision, silences=names)


@claim(
    f"{IT} is undetermined: {{names}} is/are not recorded",
    'the 13-week outcome is undetermined: "weekly_hours" is not recorded',
)
def _missing(decision: Decision, names: tuple[str, ...]) -> None:
    """The outcome turns on these facts, which are not recorded, on all of them and on nothing else."""
    _undetermined(decision, facts=names)


@claim(
    f"{IT} is undetermined: the contract is silent on {{silence names}}, and {{fact names}} is/are not recorded",
    'the 13-week outcome is undetermined: the contract is silent on "window", and "weekly_hours" is not recorded',
)
def _silent_and_missing(decision: Decision, silence_names: tuple[str, ...], fact_names: tuple[str, ...]) -> None:
    """The outcome turns on these silences and these facts together."""
    _undetermined(decision, silences=silence_names, facts=fact_names)


@claim(
    f"{IT} is undetermined because {{what is said}}",
    "the 13-week outcome is undetermined because the journey has no start date yet",
)
def _undetermined_because(decision: Decision, what_is_said: str) -> None:
    """The outcome is open for another reason, in the words of the list of reasons."""
    _expect(decision, Verdict.UNDETERMINED)
    _reason(decision, what_is_said)


def _undetermined(decision: Decision, silences: tuple[str, ...] = (), facts: tuple[str, ...] = ()) -> None:
    _expect(decision, Verdict.UNDETERMINED)
    came_silences = {thing.name for thing in decision.decisive if thing.kind is Unsettled.SILENCE}
    came_facts = {thing.name for thing in decision.decisive if thing.kind is not Unsettled.SILENCE}
    if (set(silences), set(facts)) != (came_silences, came_facts):
        raise Unlike(_open(set(silences), set(facts)), _open(came_silences, came_facts))


def _open(silences: set[str], facts: set[str]) -> str:
    parts = [f"the contract is silent on {_listed(silences)}"] if silences else []
    parts += [f"{_listed(facts)} not recorded"] if facts else []
    return f"undetermined: {', and '.join(parts) or 'nothing is named'}"


def _listed(named: set[str] | tuple[str, ...]) -> str:
    ordered = sorted(named) if isinstance(named, set) else [name for name in named if name]
    return " and ".join(f'"{name}"' for name in ordered) or "nothing"


@claim("the reason is that {what is said}", "the reason is that enough work was done, but outside the window")
def _reason(decision: Decision, what_is_said: str) -> None:
    """Why the outcome has its verdict, in the words of the closed list of reasons."""
    code = next((code for code, meaning in MEANINGS.items() if meaning == what_is_said), None)
    if code is None:
        remedy = nearest(what_is_said, MEANINGS.values()) or f"the reasons are: {'; '.join(MEANINGS.values())}"
        raise usage("T018", f"there is no reason '{what_is_said}'", remedy)
    if decision.reason.code is not code:
        raise Unlike(what_is_said, MEANINGS[ReasonCode(decision.reason.code)])


@claim("{needed} are needed, {found} were found", "91 qualifying days in 112 are needed, 56 were found")
def _found(decision: Decision, needed: str, found: str) -> None:
    """How far off an outcome is: what the term that failed needs, and what there is."""
    actual = decision.reason.actual
    came = (words.quantity(decision.reason.needed), words.quantity(actual))
    if needed != came[0] or found not in (came[1], came[1].partition(" ")[0]):
        raise Unlike(f"{needed} needed, {found} found", f"{came[0] or 'nothing'} needed, {came[1] or 'nothing'} found")


@claim("enough work had been done in all by {day}", "enough work had been done in all by 29 April 2019")
def _outside(decision: Decision, day: date) -> None:
    """The outcome fails only for its window or limit: the day by which enough days had been worked, whatever the gaps."""
    came = decision.reached_outside_window
    if came != day:
        raise Unlike(f"enough in all by {in_words(day)}", f"enough in all by {in_words(came)}" if came else "not enough in all")


@claim("it counts {number} time/times", "it counts 2 times")
def _times(decision: Decision, number: int) -> None:
    """How often the outcome counts: once, or once for each job begun where the contract counts every start."""
    if decision.times != number:
        raise Unlike(f"{number} times", f"{decision.times} times")


@claim('it rests on what is assumed of "{term}"', 'it rests on what is assumed of "hours"')
def _assumed(decision: Decision, term: str) -> None:
    """The decision rests on an assumed or made-up value of that term, and says so."""
    named = {caveat.term for caveat in decision.rests_on}
    if term not in named:
        raise Unlike(f'resting on what is assumed of "{term}"', f"resting on what is assumed of {_listed(named)}")


# ----------------------------------------------------------------------------------------------------------- eligibility


@claim("the person is eligible", "the person is eligible", whole=True)
def _eligible(decided: Decided) -> None:
    """Every condition of eligibility is met."""
    _expect_eligible(decided, Verdict.MET)


@claim('the person is not eligible[ because of "{term}"]', 'the person is not eligible because of "age_and_status"', whole=True)
def _not_eligible(decided: Decided, term: str | None) -> None:
    """A condition of eligibility is not met: the first one in the contract."""
    _expect_eligible(decided, Verdict.NOT_MET)
    came = decided.decisions[0].reason.term
    if term is not None and came != term:
        raise Unlike(f'not eligible because of "{term}"', f'not eligible because of "{came}"')


@claim(
    "it is undetermined whether the person is eligible: {names} is/are not recorded",
    'it is undetermined whether the person is eligible: "disabled" is not recorded',
    whole=True,
)
def _may_be_eligible(decided: Decided, names: tuple[str, ...]) -> None:
    """Facts that are not recorded decide whether the person is eligible: these, and no others."""
    _expect_eligible(decided, Verdict.UNDETERMINED)
    came = {thing.name for thing in decided.decisions[0].decisive}
    if came != set(names):
        raise Unlike(_open(set(), set(names)), _open(set(), came))


def _expect_eligible(decided: Decided, verdict: Verdict) -> None:
    came = decided.decisions[0]
    if came.eligible is not verdict:
        raise Unlike(words.ELIGIBLE[verdict], words.ELIGIBLE[came.eligible], words.reason(came, decided.plan))


# --------------------------------------------------------------------------------------------------------------- support


@claim("support {support} is due until {day}", "support in work is due until 1 October 2019", whole=True)
def _due_until(decided: Decided, support: str, day: date) -> None:
    """Until when the person may be supported. It is an entitlement; whether it decides an outcome the contract says apart."""
    lines = _support(decided, support)
    if [line.ends for line in lines] != [day]:
        raise Unlike(f"support {support} until {in_words(day)}", _said_of_support(lines))


@claim("support {support} has no limit", "support in work has no limit", whole=True)
def _unlimited(decided: Decided, support: str) -> None:
    """The contract says that there is no time limit."""
    _expect_extent(decided, support, Extent.UNLIMITED)


@claim("no limit of support {support} is stated", "no limit of support in work is stated", whole=True)
def _none_stated(decided: Decided, support: str) -> None:
    """Nothing that was read gives a time limit, which is not the same as there being none."""
    _expect_extent(decided, support, Extent.NONE_STATED)


EXTENTS = {Extent.UNLIMITED: "no limit", Extent.NONE_STATED: "no limit stated", Extent.LIMITED: "a limit"}


def _support(decided: Decided, support: str) -> list[SupportLine]:
    return [line for line in decided.support() if line.support == support.replace("before work", "pre_work").replace(" ", "_")]


def _expect_extent(decided: Decided, support: str, extent: Extent) -> None:
    lines = _support(decided, support)
    if [line.extent for line in lines] != [extent]:
        raise Unlike(EXTENTS[extent], _said_of_support(lines))


def _said_of_support(lines: list[SupportLine]) -> str:
    said = [f"until {in_words(line.ends)}" if line.ends else EXTENTS[Extent(line.extent)] for line in lines]
    return " or, by reading, ".join(said) or "nothing said of it"


# ------------------------------------------------------------------------------------------------------------ precedence


@claim(
    'on "{term}" the document "{losing}" lost to "{winning}"',
    'on "referral_window" the document "devolved-statistics-oct-2024" lost to "devolved-summary-8"',
    whole=True,
)
def _lost(decided: Decided, term: str, losing: str, winning: str) -> None:
    """Two documents say different things of a term; the one that stands lower in the order of precedence lost."""
    found = [(lost.term, lost.provenance.document, lost.winning_document) for lost in decided.plan.overruled]
    if (term, losing, winning) not in found:
        came = "; ".join(f'on "{of}" "{one}" lost to "{other}"' for of, one, other in found) or "no document lost to another"
        raise Unlike(f'on "{term}" "{losing}" lost to "{winning}"', came)
