"""How each field of a model is written, in plain words: read from the field's type, so that a page cannot drift from it."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator
from pydantic.fields import FieldInfo

from commissioning.app.reference.markdown import code, codes, needed
from commissioning.terms import amounts, claim_values, scalars, service_values, support_limits
from commissioning.terms.settings import DaySetting, SettingOf, Source, reader

LENGTH = "length of time such as `12 months`"

PLAIN: tuple[tuple[Any, str, str], ...] = (
    (scalars.Whole, "whole number", "digits only"),
    (scalars.Weeks, "whole number of weeks", "digits only"),
    (scalars.Days, "whole number of days", "digits only"),
    (scalars.Hours, "hours such as `16` or `7.5`", "at most two decimals and 168 hours"),
    (scalars.HoursOrNone, "hours such as `16` or `7.5`, or `none`", ""),
    (scalars.LengthOfTime, LENGTH, "in days, weeks or months; never years"),
    (support_limits.LimitOfSupport, f"{LENGTH}, or `unlimited`, or `none stated`", ""),
    (scalars.DayOf, "date such as `2026-04-01`", "year, month, day; no other form"),
    (scalars.YesNo, "`yes` or `no`", "small letters"),
    (scalars.Money, "sum of money such as `£950.00`", "pounds; with or without £ and commas; pence as two digits"),
    (
        scalars.AgeRates,
        "hourly rates by age such as `{0: £7.55, 21: £12.21}`",
        "the rate from each age on; the first from age 0",
    ),
    (service_values.Percent, "share such as `15%` or `39.99%`", "at most two decimals and a hundred per cent; with its sign"),
    (
        amounts.OneAmount,
        'sum such as `£4,000`, or `{part-time: "£500", full-time: "£1,000"}`, or `{up_to: "£8,000"}`',
        "inside braces a sum with a comma stands in quotes",
    ),
    (claim_values.BandsOf, "prices such as `{0: £700, 12: £900}`", "the price from each number on; the first from 0"),
    (claim_values.StepsOf, "shares such as `{100: 120%}`", "of the price, for each outcome above that number"),
    (scalars.Name, "name", "small letters, digits, `-` and `_`; begins with a letter or digit"),
    (scalars.Sentence, "text", "not blank"),
)
"""Each type of plain value, what it accepts, and what must be said of that."""

WORDS: Mapping[object, str] = {reader(of): words for of, words, _ in PLAIN}
"""What a type accepts, by the function that reads it."""

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "window": {"first_start": "it begins on the first qualifying day", "rolling": "it may lie anywhere"},
    "counting": {"all": "all work", "employed": "employment only", "self_employed": "self-employment only"},
    "concurrent_jobs": {"added": "their hours are added", "separate": "each job must have enough hours by itself"},
    "counts": {"first_start": "once a journey", "every_start": "for every job that starts"},
    "relation": {"required": "the outcome before must be met too", "independent": "each outcome stands alone"},
    "repeat_outcome": {"paid_again": "it is paid again", "paid_once": "it is paid once for a person"},
    "self_employment": {"counts": "it is work", "excluded": "it is not work"},
    "per": {"specialist": "for a person", "full_time_equivalent": "for a full-time post"},
    "across": {"each": "every specialist", "average": "the service on average"},
    "who_counts": {"out_of_work": "people in work when they joined are left out", "everyone": "all clients"},
    "counted_from": {"start": "once support has started", "referral": "once referred"},
    "of": {"each_service": "each service by itself", "all_services": "all services of the contract together"},
    "between_bands": {
        "lower": "to the lower band",
        "upper": "to the upper band",
        "neither": "to neither, so they do not count",
    },
    "kept_on_move": {
        "first_partnership": "the one of the area at referral",
        "new_partnership": "the one of the area after the last move",
    },
    "until_verified": {"counts": "outcomes count", "waits": "outcomes wait until `verified_on`"},
    "counted": {
        "since_last_milestone": "the weeks since the milestone before, of those between the two",
        "of_all_weeks": "all weeks worked, of all the weeks of the milestone",
    },
    "paid_to": {"provider": "the provider", "employer": "the person's employer", "client": "the person"},
    "runs_from": {
        "reached": "the day the outcome was reached",
        "start": "the start date",
        "job_agreed": "the day the job was agreed",
    },
    "coverage": {"every_week": "every day of each week the outcome rests on", "once": "one piece that shows any of those days"},
    "needed": {"any": "one of the kinds is enough", "all": "each kind is needed"},
    "rule": {
        "excluded": "the claim is refused",
        "hold": "it waits until a person in a role decides",
        "told": "it only has to be told",
    },
    "same_days": {"not_paid_twice": "the later claim is a duplicate", "allowed": "both may be paid"},
    "for_each": {"journey": "each journey", "contract": "all claims under the contract, in the order they were made"},
    "applies_by": {
        "referral": "the day of the referral",
        "start": "the day support started",
        "job_start": "the first day of the job",
        "day_worked": "each day of work by itself",
        "outcome_reached": "the day the outcome is reached",
        "claim": "the day of the claim; while there is none, the day decided as of",
    },
    "type": {
        "yes_no": "`yes` or `no`",
        "number": "a whole number",
        "date": "a date",
        "code": "a word from a list",
    },
}
"""What each word means that a field may hold, by the field's name. Words without a meaning here are listed alone."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a field is written: in *words*; *any_form* if it may be dated or silent; *parts* if it holds fields of its own."""

    words: str
    any_form: bool = False
    parts: type[BaseModel] | None = None


def form_of(name: str, info: FieldInfo) -> Form:
    """How the field of that name is written."""
    annotation = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    return _form(name, annotation)


def _form(name: str, annotation: Any) -> Form:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation == DaySetting:
        return Form(f"{WORDS[reader(scalars.DayOf)]}, or `{{value: 2026-04-01, source: …}}`")
    if origin is Annotated:
        return _annotated(name, arguments[0], arguments[1:])
    if origin is Literal:
        return Form(_listed(name, arguments))
    if origin in (Union, types.UnionType):
        found = [_form(name, part) for part in arguments if part is not type(None)]
        return Form(", or ".join(one.words for one in found), any(one.any_form for one in found), found[0].parts)
    if origin is tuple:
        one = _form(name, arguments[0])
        return Form(f"list of: {one.words}", one.any_form, one.parts)
    if origin is dict:
        one = _form(name, arguments[1])
        return Form(f"for each name: {one.words}", one.any_form, one.parts)
    if annotation is Source:
        return Form("`{document: CODE, clause: …, quote: …}`", parts=Source)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Form("the fields that follow", parts=annotation)
    raise TypeError(f"{name}: {annotation} has no words for how it is written; give it some in PLAIN")


def _annotated(name: str, of: Any, metadata: Iterable[Any]) -> Form:
    for part in metadata:
        if isinstance(part, SettingOf):
            return Form(_form(name, part._of).words, any_form=True)
        if isinstance(part, BeforeValidator) and part.func in WORDS:
            return Form(WORDS[part.func])
    return _form(name, of)


def _listed(name: str, words: Iterable[str]) -> str:
    listed, meanings = tuple(words), MEANINGS.get(name, {})
    if set(listed) <= set(meanings):
        return "; ".join(f"`{word}`: {meanings[word]}" for word in listed)
    return code(listed[0]) if len(listed) == 1 else f"one of {codes(listed)}"


def rows(fields: Mapping[str, FieldInfo], known: Mapping[str, str] | None = None) -> Iterator[tuple[str, str, str, str]]:
    """Each field with whether it is needed, how it is written (*known* first), and what it says."""
    for name, info in fields.items():
        shown = info.alias or name
        words = (known or {}).get(shown) or form_of(name, info).words
        yield code(shown), needed(info.is_required()), words, info.description or ""


HEAD = ("key", "needed", "how it is written", "what it says")
"""The head of a table of :func:`rows`."""
