"""Conditions over the facts of a journey, as a contract writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationError, WithJsonSchema, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from commissioning.errors import nearest
from commissioning.plan.nodes import AllOf, AnyOf, Bound, Condition, FactIs, FactWithin, Negation
from commissioning.plan.values import Value
from commissioning.terms.base import Term
from commissioning.terms.facts import AREAS, FACTS, PHRASES, UNITS, VALUES, how_to_compare
from commissioning.terms.scalars import DayOf, Name, Sentence, Whole, whole_of, wrong
from commissioning.terms.settings import Setting, Strict
from commissioning.terms.wording import Saying

if TYPE_CHECKING:
    from commissioning.terms.building import Building


class Range(Strict):
    """A number from *at_least* to *at_most*, both included."""

    at_least: Setting[Whole] | None = Field(None, description="The least value.")
    at_most: Setting[Whole] | None = Field(None, description="The greatest value.")

    @model_validator(mode="after")
    def _bounded(self) -> Range:
        if self.at_least is None and self.at_most is None:
            raise wrong("needs 'at_least' or 'at_most'", "write {at_least: 18}, {at_most: 17} or both")
        return self


class Between(Strict):
    """A date from *from* to *until*, both included."""

    from_: Setting[DayOf] | None = Field(None, alias="from", description="The first day.")
    until: Setting[DayOf] | None = Field(None, description="The last day.")


class All(Strict):
    """Every part holds."""

    all: tuple[Requirement, ...] = Field(min_length=1, description="The parts, all of which must hold.")


class AnyPart(Strict):
    """Some part holds."""

    any: tuple[Requirement, ...] = Field(min_length=1, description="The parts, one of which must hold.")


class Not(Strict):
    """The part does not hold."""

    not_: Requirement = Field(alias="not", description="The part that must not hold.")


def _spec_form(value: Any) -> str:
    if isinstance(value, Range) or (isinstance(value, dict) and {"at_least", "at_most"} & set(value)):
        return "=range"
    if isinstance(value, Between) or (isinstance(value, dict) and {"from", "until"} & set(value)):
        return "=between"
    return "=list" if isinstance(value, list | tuple) else "=keys" if isinstance(value, dict) else "=one"


LEAST = ("minimum", "min", "least", "over", "above", "more_than", "greater_than", "gt", "gte", ">=", ">", "from_age")
MOST = ("maximum", "max", "most", "under", "below", "less_than", "lt", "lte", "<=", "<", "up_to", "to_age")
"""Keys that others write for ``at_least`` and ``at_most``."""


def _no_spec(value: Any) -> Any:
    """Keys that say nothing of a fact: what was meant is suggested."""
    meant = {("at_least" if key in LEAST else "at_most"): of for key, of in value.items() if key in (*LEAST, *MOST)}
    written = ", ".join(f"{key}: {of if isinstance(of, str) else '…'}" for key, of in meant.items())
    close = nearest(str(next(iter(value), "")), ("at_least", "at_most", "from", "until"))
    remedy = close or "write one value, a list of values, {at_least: …, at_most: …} or {from: …, until: …}"
    listed = ", ".join(f"'{key}'" for key in value)
    what = f"a fact cannot be compared by {listed}" if listed else "says nothing of the fact"
    raise wrong(what, f"write {{{written}}}" if written else remedy)


Spec = Annotated[
    Annotated[Sentence, WithJsonSchema({"type": ["string", "boolean", "number"]}), Tag("=one")]
    | Annotated[tuple[Sentence, ...], Field(min_length=1), Tag("=list")]
    | Annotated[Range, Tag("=range")]
    | Annotated[Between, Tag("=between")]
    | Annotated[Any, BeforeValidator(_no_spec), WithJsonSchema({"not": {}}), Tag("=keys")],
    Discriminator(_spec_form),
]


def _one_fact(value: Any) -> Any:
    if isinstance(value, list):
        raise wrong("must name one fact; join several with 'all' or 'any'", "write {all: […]} or {any: […]} around the list")
    if not isinstance(value, dict):
        raise wrong("must be a fact and what it must be", "write for instance {lives_in_scotland: yes}")
    if len(value) != 1:
        joined = ", ".join(f"{{{fact}: {spec if isinstance(spec, str) else '…'}}}" for fact, spec in value.items())
        remedy = (
            f"write {{all: [{joined}]}}, or 'any' in its place" if joined else "write for instance {lives_in_scotland: yes}"
        )
        raise wrong("must name one fact; join several with 'all' or 'any'", remedy)
    ((fact, spec),) = value.items()
    if spec is None or spec == "":
        kind = FACTS.get(str(fact), "yes_no")
        shown = how_to_compare(str(fact), kind, (), VALUES.get(str(fact), ()))
        raise wrong(f"says nothing of '{fact}'", f"write for instance {shown}")
    return _counted(str(fact), spec, value)


def _counted(fact: str, spec: Any, value: Any) -> Any:
    """The same; bounds of a number that counts something are asked for as such a number. Raises ValidationError."""
    if fact not in UNITS or not isinstance(spec, dict):
        return value
    faults: list[InitErrorDetails] = []
    for bound in ("at_least", "at_most"):
        if isinstance(spec.get(bound), str):
            try:
                whole_of(UNITS[fact])(spec[bound])
            except PydanticCustomError as fault:
                faults.append({"type": fault, "loc": (fact, bound), "input": spec[bound]})
    if faults:
        raise ValidationError.from_exception_data("fact", faults)
    return value


FactTest = Annotated[dict[Name, Spec], BeforeValidator(_one_fact)]
"""One fact and what it must be: ``lives_in_scotland: yes``, ``benefit: [esa, uc]``, ``age_at_referral: {at_least: 18}``."""


def _form(value: Any) -> str:
    keys = set(value) if isinstance(value, dict) else set()
    for word, model in (("all", All), ("any", AnyPart), ("not", Not)):
        if isinstance(value, model) or word in keys:
            return f"={word}"
    return "=fact"


Requirement = Annotated[
    Annotated[All, Tag("=all")]
    | Annotated[AnyPart, Tag("=any")]
    | Annotated[Not, Tag("=not")]
    | Annotated[FactTest, Tag("=fact")],
    Discriminator(_form),
]
"""A condition: one fact, or several joined by ``all``, ``any`` and ``not``."""

for _model in (All, AnyPart, Not):
    _model.model_rebuild()


def _truth(word: str) -> str | bool:
    """``yes`` and ``no`` as truth values; a code as it is."""
    return word == "yes" if word in ("yes", "no") else word


def lower(term: Term, requirement: object, build: Building, path: tuple[str | int, ...]) -> Condition:
    """A requirement as a condition of the plan."""
    if isinstance(requirement, All):
        parts = [lower(term, p, build, (*path, "all", i)) for i, p in enumerate(requirement.all)]
        return AllOf(tuple(parts))
    if isinstance(requirement, AnyPart):
        return AnyOf(tuple(lower(term, p, build, (*path, "any", i)) for i, p in enumerate(requirement.any)))
    if isinstance(requirement, Not):
        return Negation(lower(term, requirement.not_, build, (*path, "not")))
    assert isinstance(requirement, dict)
    ((fact, spec),) = requirement.items()
    build.asks(fact, _type_of(spec), (*path, fact), _written(spec))
    if isinstance(spec, Range):
        low = _bound(term, build, spec.at_least, fact, "at_least", path)
        return FactWithin(fact, low, _bound(term, build, spec.at_most, fact, "at_most", path))
    if isinstance(spec, Between):
        first = _bound(term, build, spec.from_, fact, "from", path)
        return FactWithin(fact, first, _bound(term, build, spec.until, fact, "until", path))
    values = spec if isinstance(spec, tuple) else (spec,)
    if fact in AREAS:
        values = tuple(build.area(value, *path, fact) for value in values)
    build.caveat_of_term(term, fact, " or ".join(values))
    return FactIs(fact, tuple(_truth(value) for value in values))


def _type_of(spec: object) -> Literal["yes_no", "number", "date", "code"]:
    if isinstance(spec, Range):
        return "number"
    if isinstance(spec, Between):
        return "date"
    values = spec if isinstance(spec, tuple) else (spec,)
    return "yes_no" if set(values) <= {"yes", "no"} else "code"


def _written(spec: object) -> tuple[str, ...]:
    """The words that a fact is compared with, none where it lies between bounds."""
    if isinstance(spec, Range | Between):
        return ()
    return tuple(str(word) for word in (spec if isinstance(spec, tuple) else (spec,)))


def _bound(
    term: Term, build: Building, setting: object, fact: str, word: str, path: tuple[str | int, ...]
) -> Value[Bound] | None:
    if setting is None:
        return None

    def same(value: Bound) -> Bound:
        return value

    return build.value(term, f"{fact}.{word}", setting, same, (*path, fact, word))


def words(requirement: object, say: Saying) -> str:
    """A requirement in words: ``lives in Scotland; and 18 or older or …``."""
    if isinstance(requirement, All):
        return " and ".join(_bracketed(p, say) for p in requirement.all)
    if isinstance(requirement, AnyPart):
        return " or ".join(_bracketed(p, say) for p in requirement.any)
    if isinstance(requirement, Not):
        return f"not ({words(requirement.not_, say)})"
    assert isinstance(requirement, dict)
    ((fact, spec),) = requirement.items()
    shown, denied = PHRASES.get(fact, (str(fact).replace("_", " "), f"not {str(fact).replace('_', ' ')}"))
    if isinstance(spec, Range):
        low = f"at least {say(spec.at_least)}" if spec.at_least is not None else ""
        high = f"at most {say(spec.at_most)}" if spec.at_most is not None else ""
        return f"{shown} {' and '.join(part for part in (low, high) if part)}"
    if isinstance(spec, Between):
        first = f"from {say(spec.from_)}" if spec.from_ is not None else ""
        last = f"until {say(spec.until)}" if spec.until is not None else ""
        return f"{shown} {' '.join(part for part in (first, last) if part)}"
    if spec == "yes":
        return shown
    if spec == "no":
        return denied
    values = tuple(str(value) for value in (spec if isinstance(spec, tuple) else (spec,)))
    return f"{shown} is {' or '.join(value.replace('_', ' ') for value in values)}"


def _bracketed(requirement: object, say: Saying) -> str:
    text = words(requirement, say)
    return f"({text})" if isinstance(requirement, All | AnyPart) else text
