"""What a step may say of the person or of the job, and what it may say is not recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from commissioning.domain.journeys import Move
from commissioning.errors import nearest, usage
from commissioning.terms.facts import PHRASES, VALUES
from commissioning.testing.phrases import Phrase
from commissioning.testing.story import Told
from commissioning.testing.values import BASES, journey_value

BENEFITS = MappingProxyType(
    {"Universal Credit": "uc", "ESA": "esa", "JSA": "jsa", "another benefit": "other", "no benefit": "none"}
)
"""Benefits in words."""


@dataclass(frozen=True)
class Statement:
    """Something that may be said after ``the person`` or ``the job``, and what it makes of what was told."""

    phrase: Phrase
    says: Callable[..., Told]


def _fact(told: Told, name: str, value: Any) -> Told:
    return told.with_fact(name, value)


def _constant(of: Callable[[Told, str, Any], Told], name: str, value: Any) -> Callable[..., Told]:
    return lambda told: of(told, name, value)


def _filled(of: Callable[[Told, str, Any], Told], name: str) -> Callable[..., Told]:
    return lambda told, **filled: of(told, name, next(iter(filled.values())))


def _ended(reason: str) -> Callable[..., Told]:
    return lambda told, day: told.with_fact("end_date", day).with_fact("end_reason", reason)


def _person() -> Iterator[Statement]:
    for name, (yes, no) in PHRASES.items():
        if no:
            yield Statement(Phrase(yes), _constant(_fact, name, True))
            yield Statement(Phrase(no), _constant(_fact, name, False))
    for status in VALUES["employment_status"]:
        yield Statement(Phrase(f"is {status}"), _constant(_fact, "employment_status", status))
    for benefit, code in BENEFITS.items():
        yield Statement(Phrase(f"is on {benefit}"), _constant(_fact, "benefit", code))
    yield Statement(Phrase("is {number} years old"), _filled(_fact, "age_at_referral"))
    yield Statement(Phrase("has been out of work for {number} month/months"), _filled(_fact, "months_out_of_work"))
    yield Statement(Phrase("is on another programme"), _constant(_fact, "other_programme", "yes"))
    yield Statement(Phrase("is on no other programme"), _constant(_fact, "other_programme", "no"))
    yield Statement(Phrase('is on the programme "{id}"'), _filled(_fact, "other_programme"))
    yield Statement(Phrase('is in lot "{lot}"'), _filled(_fact, "lot"))
    yield Statement(Phrase('is in the payment group "{group}"'), _filled(_fact, "payment_group"))
    yield Statement(Phrase('lives in the council area "{area}"'), _lives_in)
    yield Statement(Phrase('moved to the council area "{area}" on {day}'), _moved)
    yield Statement(Phrase("had the start reversed on {day}"), _filled(_fact, "reversed_on"))
    yield Statement(Phrase("had eligibility verified on {day}"), _filled(_fact, "verified_on"))
    yield Statement(Phrase("died on {day}"), _ended("died"))
    yield Statement(Phrase("left early on {day}"), _ended("left_early"))


def _lives_in(told: Told, area: str) -> Told:
    return told.with_fact("area", journey_value("area", area, {}))


def _moved(told: Told, area: str, day: date) -> Told:
    code = journey_value("area", area, {})
    return replace(told, moves=(*told.moves, Move(told.person.journey_id, day, None if code is None else str(code))))


def _employs(told: Told, number: int) -> Told:
    employer = f"employer-{len(told.employees) + 1}"
    return replace(told.of_job("employer_id", employer), employees={**told.employees, employer: number})


def _of_job(told: Told, fact: str, value: Any) -> Told:
    return told.of_job(fact, value)


def _job() -> Iterator[Statement]:
    yield Statement(Phrase("reflects the person's needs"), _constant(_of_job, "reflects_needs", True))
    yield Statement(Phrase("does not reflect the person's needs"), _constant(_of_job, "reflects_needs", False))
    for words, basis in BASES.items():
        yield Statement(Phrase(f"is {words}"), _constant(_of_job, "basis", basis))
    yield Statement(Phrase("pays {amount} an hour"), _filled(_of_job, "hourly_pay_pence"))
    yield Statement(Phrase("has had {hours} paid hour/hours"), _filled(_of_job, "paid_hours_worked"))
    yield Statement(Phrase("was agreed on {day}"), _filled(_of_job, "agreed_on"))
    yield Statement(Phrase("is with an employer of {number} people"), _employs)
    yield Statement(Phrase("goes on at {hours} hours a week from {first day}[ to {last day}]"), _goes_on)


def _goes_on(told: Told, hours: int, first_day: date, last_day: date | None) -> Told:
    return told.with_job(replace(told.job, weekly_hours=hours, start_date=first_day, end_date=last_day))


OF_THE_PERSON = tuple(_person())
OF_THE_JOB = tuple(_job())


def said(of: str, text: str, known: Iterable[Statement], told: Told) -> Told:
    """What was told with one thing more said of the person or the job. Raises a refusal for words that are not known."""
    for statement in known:
        if statement.phrase.is_matching(text):
            return statement.says(told, **statement.phrase.filled(text))
    phrases = [statement.phrase.name for statement in known]
    remedy = nearest(text, phrases) or "`commissioning test --steps` lists what may be said"
    raise usage("T016", f"it cannot be said that {of} '{text}'", remedy)


def _blank_fact(name: str) -> Callable[[Told], Told]:
    return lambda told: told.with_fact(name, None)


def _blank_of_job(name: str) -> Callable[[Told], Told]:
    return lambda told: told.of_job(name, None)


def _wages_may_not_qualify(told: Told) -> Told:
    return replace(told, earnings=tuple(replace(earning, qualifying=None) for earning in told.earnings or ()))


def _nothing_earned_is_known(told: Told) -> Told:
    return replace(told, earnings=None)


NOT_RECORDED: MappingProxyType[str, Callable[[Told], Told]] = MappingProxyType(
    {
        **{f"whether the person {yes}": _blank_fact(name) for name, (yes, no) in PHRASES.items() if no},
        "whether the person is in work": _blank_fact("employment_status"),
        "how old the person is": _blank_fact("age_at_referral"),
        "which benefit the person is on": _blank_fact("benefit"),
        "how long the person has been out of work": _blank_fact("months_out_of_work"),
        "whether the person is on another programme": _blank_fact("other_programme"),
        "in which lot the person is": _blank_fact("lot"),
        "when the person was referred": _blank_fact("referral_date"),
        "when the person started": _blank_fact("start_date"),
        "whether the job reflects the person's needs": _blank_of_job("reflects_needs"),
        "in which council area the person lives": _blank_fact("area"),
        "when the job was agreed": _blank_of_job("agreed_on"),
        "on what basis the job is held": _blank_of_job("basis"),
        "what the job pays": _blank_of_job("hourly_pay_pence"),
        "how many paid hours the job has had": _blank_of_job("paid_hours_worked"),
        "whether the wages qualify": _wages_may_not_qualify,
        "what the person earned": _nothing_earned_is_known,
    }
)
"""What may not be recorded, in words."""


def not_recorded(text: str, told: Told) -> Told:
    """What was told with one thing left blank. Raises a refusal for words that are not known."""
    blank = NOT_RECORDED.get(text)
    if blank is None:
        remedy = nearest(text, NOT_RECORDED) or "`commissioning test --steps` lists what may not be recorded"
        raise usage("T016", f"it cannot be said that it is not recorded '{text}'", remedy)
    return blank(told)
