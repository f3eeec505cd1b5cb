"""The steps about validation: claims checked by a sample, what they say of every claim, and what is recovered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from weakref import WeakKeyDictionary

from commissioning.app.workspace import Options, plans
from commissioning.claims.validation_extrapolate import Ruled, extrapolated
from commissioning.claims.validation_recovery import rule_of
from commissioning.domain.money import Pence, pounds
from commissioning.domain.validation import (
    Allocation,
    Conclusion,
    Design,
    Draw,
    Extrapolated,
    Finding,
    Framed,
    Method,
    Missing,
    Of,
    Stratum,
)
from commissioning.errors import usage
from commissioning.reports import validation_words as words
from commissioning.reports.figures import sums
from commissioning.testing.catalogue import step
from commissioning.testing.phrases import Readings
from commissioning.testing.story import Story, Unlike

LEVEL = 95_00


@dataclass(frozen=True)
class Checked:
    """Some claims of one sum, and of those checked the sums that are not supported."""

    number: int
    amount: Pence
    drawn: int
    errors: tuple[Pence, ...] = ()
    missing: int = 0


@dataclass(frozen=True)
class Validating:
    """What a scenario has said of a validation, and what came of it once it was extrapolated."""

    checked: tuple[Checked, ...] = ()
    missing: Missing = Missing.REFUSE
    recovered: Pence = 0
    found: Extrapolated | None = field(default=None)


_VALIDATIONS: WeakKeyDictionary[Story, Validating] = WeakKeyDictionary()
"""What each scenario has said of a validation while it runs."""


def _told(story: Story) -> Validating:
    told = _VALIDATIONS.get(story, Validating())
    if not told.checked:
        remedy = "first write: Given 200 of 4000 paid claims of £500.00 were checked"
        raise usage("T051", "no claims have been checked yet", remedy)
    return told


def _of_last(story: Story, **changes: object) -> None:
    told = _told(story)
    last = replace(told.checked[-1], **changes)  # type: ignore[arg-type]
    if len(last.errors) + last.missing > last.drawn:
        raise usage("T051", "more claims were found wrong, or without a finding, than were checked", "correct the numbers")
    _VALIDATIONS[story] = replace(told, checked=(*told.checked[:-1], last))


# ------------------------------------------------------------------------------------------------------------- given


@step(
    "given",
    "{checked number} of {number} paid claims of {amount} were checked",
    "200 of 4000 paid claims of £500.00 were checked",
)
def _checked(story: Story, checked_number: int, number: int, amount: int) -> None:
    """Claims of one sum each, drawn at random and found supported unless a step after says otherwise; more may be added."""
    if not 0 < checked_number <= number or amount <= 0:
        raise usage("T051", "no such claims can be checked", "check at least one, and no more than there are, each of some sum")
    told = _VALIDATIONS.get(story, Validating())
    _VALIDATIONS[story] = replace(told, checked=(*told.checked, Checked(number, amount, checked_number)))


@step("given", "{number} of the checked claims were not supported", "6 of the checked claims were not supported")
def _not_supported(story: Story, number: int) -> None:
    """So many of the claims checked last are not supported at all."""
    last = _told(story).checked[-1]
    _of_last(story, errors=(*last.errors, *[last.amount] * number))


@step(
    "given",
    "{amount} of {number} of the checked claims was not supported",
    "£100.00 of 2 of the checked claims was not supported",
)
def _in_part(story: Story, amount: int, number: int) -> None:
    """Of so many of the claims checked last a part of each is not supported."""
    last = _told(story).checked[-1]
    if not 0 < amount <= last.amount:
        raise usage("T051", "more is not supported than was paid", f"write no more than {pounds(last.amount)}")
    _of_last(story, errors=(*last.errors, *[amount] * number))


@step(
    "given",
    "{number} of the drawn claims have no finding, and {what is said}",
    "4 of the drawn claims have no finding, and are left out",
)
def _without(story: Story, number: int, what_is_said: str) -> None:
    """What is made of claims without a finding: they ``are left out``, or ``count as not supported``."""
    known = {"are left out": Missing.LEFT_OUT, "count as not supported": Missing.NOT_SUPPORTED}
    if what_is_said not in known:
        raise usage("T051", f"claims without a finding cannot '{what_is_said}'", f"write {' or '.join(known)}")
    _of_last(story, missing=number)
    _VALIDATIONS[story] = replace(_told(story), missing=known[what_is_said])


# -------------------------------------------------------------------------------------------------------------- when


@step("when", "the findings are extrapolated as of {day}", "the findings are extrapolated as of 11 October 2021")
def _extrapolated(story: Story, day: date) -> None:
    """What was found is extrapolated to every claim, with intervals at 95%, under the contract as it stands that day."""
    told = _told(story)
    _VALIDATIONS[story] = replace(told, found=_found(story, told, day, ()))


def _found(story: Story, told: Validating, day: date, assume: tuple[str, ...]) -> Extrapolated:
    if not story.told.contract:
        raise usage("T024", "no contract has been named yet", 'first write: Given the contract "jets-scotland"')
    (plan,) = plans(story.workspace, Options(contracts=(story.told.contract,), assume=assume, of_claims=True))
    design = Design(day, Of.PAID, Method.STRATIFIED, Allocation.PROPORTIONAL, sum(c.drawn for c in told.checked), 0, "")
    strata, drawn, findings = [], [], dict[str, Finding]()
    for position, one in enumerate(told.checked):
        ids = [f"{position}-{number}" for number in range(one.number)]
        claims = tuple(Framed(claim, claim, plan.family, "", one.amount) for claim in ids)
        strata.append(Stratum(plan.family, "", 0, None, claims, one.drawn))
        drawn.append(claims[: one.drawn])
        errors = [*one.errors, *[0] * (one.drawn - len(one.errors) - one.missing)]
        for claim, error in zip(ids, errors, strict=False):
            findings[claim] = Finding(claim, Conclusion.PARTLY_SUPPORTED, one.amount - error, "other")
    rules = {(plan.family, ""): Ruled(rule_of(plan, day, {}), told.missing)}
    paid = {claim.claim_id: claim.amount for stratum in strata for claim in stratum.claims}
    return extrapolated(Draw(design, tuple(strata), tuple(drawn)), findings, rules, paid, as_of=day, level=LEVEL)


# -------------------------------------------------------------------------------------------------------------- then


def _came(story: Story) -> Extrapolated:
    found = _told(story).found
    if found is None:
        remedy = "first write: When the findings are extrapolated as of 11 October 2021"
        raise usage("T051", "nothing has been extrapolated yet", remedy)
    return found


@step("then", "{amount} of the {whole amount} paid is in error", "£60,000.00 of the £2,000,000.00 paid is in error")
def _in_error(story: Story, amount: int, whole_amount: int) -> None:
    """The estimated money in error, and the money of every claim."""
    came = _came(story).together.by_money
    if (words.whole(came.point), came.of) != (amount, whole_amount):
        raise Unlike(f"{pounds(amount)} of {pounds(whole_amount)}", f"{pounds(words.whole(came.point))} of {pounds(came.of)}")


@step("then", "the error by money is {share}", "the error by money is 3.00%")
def _by_money(story: Story, share: str) -> None:
    """The estimated share of the money that is in error, in per cent with two decimals."""
    _share(share, _came(story).together.by_money.rate()[0])


@step("then", "the error by claims is {share}", "the error by claims is 3.00%")
def _by_claims(story: Story, share: str) -> None:
    """The estimated share of the claims that are in error, in per cent with two decimals."""
    _share(share, _came(story).together.by_count.rate()[0])


def _share(due: str, came: Fraction) -> None:
    if words.percent(came) != due.strip():
        raise Unlike(due, words.percent(came))


@step(
    "then",
    "the error lies between {least amount} and {most amount}",
    "the error lies between £22,814.85 and £126,225.96",
)
def _between(story: Story, least_amount: int, most_amount: int) -> None:
    """The two-sided interval at 95%, its ends rounded outwards to whole pence."""
    came = _came(story).together.by_money
    ends = words.ends(came)
    if ends != (least_amount, most_amount):
        raise Unlike(f"{pounds(least_amount)} to {pounds(most_amount)}", f"{pounds(ends[0])} to {pounds(ends[1])}")


@step(
    "then",
    "{amount}[ to {most amount}] is to be recovered after validation",
    "£3,000.00 to £60,000.00 is to be recovered after validation",
)
def _to_recover(story: Story, amount: int, most_amount: int | None) -> None:
    """What is recovered under the contract's rule; a range where it does not say."""
    _expect(_came(story), amount, most_amount)


@step(
    "then",
    "with {readings}, {amount}[ to {most amount}] is to be recovered after validation",
    'with "recover" read as "findings_only", £3,000.00 is to be recovered after validation',
)
def _to_recover_read(story: Story, readings: Readings, amount: int, most_amount: int | None) -> None:
    """The same, with the contract's silences read so."""
    assume = tuple(f"{name}={value}" for name, value in readings.pairs)
    _expect(_found(story, _told(story), _came(story).as_of, assume), amount, most_amount)


def _expect(found: Extrapolated, amount: int, most_amount: int | None) -> None:
    (group,) = found.groups
    most = amount if most_amount is None else most_amount
    if (group.lowest, group.highest) != (amount, most):
        why = "; ".join(words.recovery(one) for one in group.recoveries)
        raise Unlike(sums(amount, most), sums(group.lowest, group.highest), why)
