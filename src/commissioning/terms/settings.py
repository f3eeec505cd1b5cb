"""How a contract states a value: plainly, with its own source, from the shared rules, dated, or not at all (a silence)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar, cast, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    ValidationError,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError, PydanticKnownError, core_schema

from commissioning.domain.provenance import Provenance, Standing
from commissioning.terms.scalars import DayOf, Name, Sentence, say, wrong

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)


class Strict(BaseModel):
    """A model that knows all its keys and never changes."""

    # A model is built when it is first used: a command that reads one contract does not wait for every kind of term.
    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, populate_by_name=True, defer_build=True
    )


class Source(Strict):
    """A document that says it, and the clause or the words."""

    document: Name = Field(description="The code of a document in rules/documents.yaml or in the contract's own list.")
    clause: Sentence | None = Field(None, description="The clause, section or table in the document.")
    quote: Sentence | None = Field(None, description="The document's own words.")

    @model_validator(mode="after")
    def _has_a_place(self) -> Source:
        if self.clause is None and self.quote is None:
            raise wrong(
                "a source needs the clause or a quote, so that a reader can find it in the document",
                f'write {{document: {self.document}, clause: …}}, or quote: "…" with the document\'s words',
            )
        return self


class Marked(Strict):
    """Something with a standing: sourced, assumed or illustrative; at most one of them."""

    source: Source | None = Field(None, description="The document that says it.")
    assumed: Sentence | None = Field(None, description="What was assumed, and for want of what.")
    illustrative: Sentence | None = Field(None, description="Why a made-up value stands here.")

    @model_validator(mode="after")
    def _one_standing(self) -> Marked:
        given = [name for name in ("source", "assumed", "illustrative") if getattr(self, name) is not None]
        if len(given) > 1:
            raise wrong(f"has more than one standing ({' and '.join(given)})", "keep the one that holds")
        return self

    def provenance(self) -> Provenance | None:
        """The standing given here, or None where none is."""
        if self.source is not None:
            return Provenance(Standing.SOURCED, self.source.document, self.source.clause or "", self.source.quote or "")
        if self.assumed is not None:
            return Provenance(Standing.ASSUMED, why=self.assumed)
        if self.illustrative is not None:
            return Provenance(Standing.ILLUSTRATIVE, why=self.illustrative)
        return None


class Stated(Marked, Generic[T]):
    """A value with a standing of its own."""

    value: T = Field(description="The value.")


class StatedDay(Marked):
    """A date with a standing of its own."""

    value: DayOf = Field(description="The date.")


# Tags begin with "=", so that a place in an error is never mistaken for a key of the file.
def _day_form(value: Any) -> str:
    return "=stated" if isinstance(value, dict | StatedDay) else "=plain"


DaySetting = Annotated[
    Annotated[DayOf, Tag("=plain")] | Annotated[StatedDay, Tag("=stated")],
    Discriminator(_day_form),
]


class ScopeOf(Strict):
    """Whom a version is for; what is not named is everyone."""

    lot: tuple[Sentence, ...] = Field((), description="Lots.")
    provider: tuple[Sentence, ...] = Field((), description="Providers.")
    area: tuple[Sentence, ...] = Field((), description="Council areas, by GSS code.")
    payment_group: tuple[Sentence, ...] = Field((), description="Payment groups.")

    def pairs(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The facts named, each with the values it must have."""
        named = (
            ("lot", self.lot),
            ("provider", self.provider),
            ("area", self.area),
            ("payment_group", self.payment_group),
        )
        return tuple((fact, values) for fact, values in named if values)


class VersionOf(Marked, Generic[T]):
    """A value from a date on: a variation."""

    value: T = Field(description="The value.")
    from_: DaySetting = Field(alias="from", description="The first day it is in force.")
    until: DaySetting | None = Field(None, description="The last day it is in force; then the value before it holds again.")
    scope: ScopeOf | None = Field(None, description="Whom it is for, if not everyone.")


class Silent(Strict, Generic[T]):
    """Something the contract does not say, with the readings it can be given."""

    silent: tuple[T, ...] = Field(min_length=2, description="The readings, the one to be named first first.")
    name: Name | None = Field(None, description="The name used with --assume; the field's own name unless given.")
    why: Sentence | None = Field(None, description="What was looked for, and where.")


class Conflicting(Strict, Generic[T]):
    """Documents that say different things: the contract's order of precedence decides between them."""

    conflicting: tuple[Stated[T], ...] = Field(min_length=2, description="What each document says, each with its source.")


class FromRules(Marked):
    """A value that contracts share, kept in ``rules/parameters``."""

    parameter: Name = Field(description="The parameter's name.")


FORMS: dict[str, type[Strict]] = {
    "silent": Silent,
    "conflicting": Conflicting,
    "parameter": FromRules,
    "value": Stated,
}
"""The forms of a setting that is not plain and not dated, by the key that shows each."""


SETTING = "x-setting"
"""The key that marks a setting in a JSON Schema being made."""


class SettingOf:
    """Reads a setting of one type of value, in whichever form it is stated; every fault is told with its own place.

    The forms' models are shared by all types of value, which spares a command the time to build one of each for each type.
    """

    def __init__(self, of: Any) -> None:
        self._of = of
        self._read = reader(of)
        self._of_keys = json_schema_of(of).get("type") == "object"

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        """A function that reads the setting."""
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """A mark in the place of the setting; the schema of contracts puts its forms there, once for each type."""
        return {SETTING: json_schema_of(self._of)}

    @staticmethod
    def schema(value: dict[str, Any]) -> dict[str, Any]:
        """Every form a setting may take whose plain value has this schema."""
        text = {"type": "string", "minLength": 1}
        source = _object({"document": text, "clause": text, "quote": text}, "document")
        standing = {"source": source, "assumed": text, "illustrative": text}
        day = {"type": "string", "format": "date"}
        stated_day = {"anyOf": [day, _object({"value": day, **standing}, "value")]}
        names = {"type": "array", "items": text}
        scope = _object(dict.fromkeys(ScopeOf.model_fields, names))
        version = {"value": value, "from": stated_day, "until": stated_day, "scope": scope, **standing}
        silent = {"silent": {"type": "array", "items": value, "minItems": 2}, "name": text, "why": text}
        stated = _object({"value": value, **standing}, "value")
        return {
            "anyOf": [
                value,
                stated,
                _object(silent, "silent"),
                _object({"conflicting": {"type": "array", "items": stated, "minItems": 2}}, "conflicting"),
                _object({"parameter": text, **standing}, "parameter"),
                {"type": "array", "items": _object(version, "value", "from")},
            ]
        }

    def read(self, value: Any) -> Any:
        """The setting, every value in it read. Raises :class:`~pydantic.ValidationError` with every fault."""
        if isinstance(value, Silent | Conflicting | FromRules | Stated):
            return value
        if isinstance(value, list | tuple):
            return self._dated(value)
        form = next((FORMS[key] for key in FORMS if key in value), None) if isinstance(value, dict) else None
        faults: list[InitErrorDetails] = []
        if form is None and isinstance(value, dict) and not self._of_keys:
            return _or_raise(None, list(_of_no_form(value)))
        if form is None:
            return self._read(value)
        found = _shaped(form, value, (), faults)
        if found is not None:
            found = self._with_values(found, (), faults)
        else:
            self._with_values(form.model_construct(**value), (), faults)
        return _or_raise(found, faults)

    def _dated(self, listed: Any) -> tuple[VersionOf[Any], ...]:
        faults: list[InitErrorDetails] = []
        versions = []
        if listed and not any(isinstance(item, dict | VersionOf) for item in listed):
            plain_values = ", ".join(str(item) for item in listed)
            remedy = (
                f"write - {{value: {listed[0]}, from: …}} for each, or {{silent: [{plain_values}], why: …}} if it is not said"
            )
            raise wrong("a list here holds the versions of a dated value, each with its date", remedy)
        for index, item in enumerate(listed):
            if isinstance(item, dict) and "value" not in item and (form := next((key for key in FORMS if key in item), "")):
                faults.append({"type": _no_version(form), "loc": (index, form), "input": item})
                continue
            found = _shaped(VersionOf, item, (index,), faults)
            if found is not None:
                versions.append(self._with_values(found, (index,), faults))
            elif isinstance(item, dict) and "value" in item:
                self._one(item["value"], (index, "value"), faults)
        return cast(tuple[VersionOf[Any], ...], _or_raise(tuple(versions), faults))

    def _with_values(self, form: Any, at: tuple[int | str, ...], faults: list[InitErrorDetails]) -> Any:
        """The same form with every value in it read."""
        if isinstance(form, FromRules):
            return form
        if isinstance(form, Conflicting):
            given = [(*at, "conflicting", i) for i in range(len(form.conflicting))]
            parts = tuple(self._with_values(s, i, faults) for s, i in zip(form.conflicting, given, strict=True))
            return form.model_copy(update={"conflicting": parts})
        if isinstance(form, Silent):
            listed = form.silent if isinstance(form.silent, list | tuple) else ()
            readings = tuple(self._one(r, (*at, "silent", i), faults) for i, r in enumerate(listed))
            if not faults and len({say(reading) for reading in readings}) != len(readings):
                twice = wrong("lists one reading twice", "list every reading once")
                faults.append({"type": twice, "loc": at, "input": form.silent})
            return form.model_copy(update={"silent": readings})
        return form.model_copy(update={"value": self._one(form.value, (*at, "value"), faults)})

    def _one(self, value: Any, at: tuple[int | str, ...], faults: list[InitErrorDetails]) -> Any:
        form = next((key for key in FORMS if key in value), "") if isinstance(value, dict) and not self._of_keys else ""
        if form:
            dated = at[-1] == "value" and len(at) > 1 and isinstance(at[-2], int) and "conflicting" not in at
            inside = wrong(f"a value cannot itself be written as '{form}'", f"write {{{form}: …}} in the place of the value")
            faults.append({"type": _no_version(form) if dated else inside, "loc": at, "input": value})
            return None
        try:
            return self._read(value)
        except (PydanticCustomError, PydanticKnownError) as fault:
            faults.append(
                {"type": fault, "loc": at, "input": value}
                if isinstance(fault, PydanticCustomError)
                else _known(fault, at, value)
            )
            return None


def _of_no_form(value: dict[Any, Any]) -> Iterator[InitErrorDetails]:
    """The faults of a mapping that is none of the forms of a setting: its unknown keys, or else the value it lacks."""
    forms: list[type[Strict]] = [*FORMS.values(), VersionOf]
    known = {info.alias or name for form in forms for name, info in form.model_fields.items()}
    unknown = [key for key in value if key not in known]
    for key in unknown:
        yield {"type": "extra_forbidden", "loc": (key,), "input": value[key]}
    if not unknown:
        yield {
            "type": wrong("states no value", "add 'value: …', or 'silent: […]' if the contract does not say"),
            "input": value,
        }


def _no_version(form: str) -> PydanticCustomError:
    """What is wrong with a version that is no plain value."""
    if form == "silent":
        return wrong(
            "a version must state a value; what is not stated for a time cannot be written as a silence inside a dated value",
            "state the value there is from that day, with 'assumed' if need be, or make the whole setting one silence: "
            "{silent: […], why: …}",
        )
    return wrong(
        f"a version must state a value; '{form}' cannot stand inside a dated value",
        "write {value: …, from: …}, with the source of the value",
    )


def _shaped(form: type[M], value: Any, at: tuple[int | str, ...], faults: list[InitErrorDetails]) -> M | None:
    """The value in one form, its own values not read yet; None with the faults of its shape."""
    try:
        return form.model_validate(value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            context = detail.get("ctx", {})
            said = detail["type"] == "stated"
            kind: Any = wrong(str(detail["msg"]), str(context.get("remedy", ""))) if said else detail["type"]
            faults.append({"type": kind, "loc": (*at, *detail["loc"]), "input": detail["input"], "ctx": context})
        return None


def _or_raise(found: Any, faults: list[InitErrorDetails]) -> Any:
    if faults:
        raise ValidationError.from_exception_data("setting", faults)
    return found


def _known(fault: PydanticKnownError, at: tuple[int | str, ...], value: Any) -> InitErrorDetails:
    return {"type": fault.type, "loc": at, "input": value, "ctx": fault.context or {}}


def reader(of: Any) -> Callable[[Any], Any]:
    """The function that reads one plain value of an annotated type or of a list of words."""
    if get_origin(of) is Literal:
        words = get_args(of)
        expected = " or ".join([", ".join(repr(w) for w in words[:-1]), repr(words[-1])]) if words[1:] else repr(words[0])

        def one_of(value: Any) -> Any:
            if value in words:
                return value
            raise PydanticKnownError("literal_error", {"expected": expected})

        return one_of
    for part in get_args(of)[1:]:
        if isinstance(part, BeforeValidator):
            return cast(Callable[[Any], Any], part.func)
    raise TypeError(f"{of} does not say how it is read")


def json_schema_of(of: Any) -> dict[str, Any]:
    """The JSON Schema of one plain value."""
    if get_origin(of) is Literal:
        return {"enum": list(get_args(of))}
    found = next(part for part in get_args(of)[1:] if isinstance(part, WithJsonSchema))
    return dict(found.json_schema or {})


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


if TYPE_CHECKING:
    Setting: TypeAlias = T | Stated[T] | Silent[T] | Conflicting[T] | FromRules | tuple[VersionOf[T], ...]
    """A value as a contract may state it."""
else:

    class Setting:
        """A value as a contract may state it: ``Setting[Hours]`` is hours, however they are stated."""

        def __class_getitem__(cls, of: Any) -> Any:
            return Annotated[Any, SettingOf(of)]


def plain(setting: object) -> object:
    """The value of a setting that is stated once, with a standing of its own or not; any other form of setting as it is."""
    return setting.value if isinstance(setting, Stated) else setting


def day_of(setting: date | StatedDay) -> date:
    """The date a day setting gives."""
    return setting.value if isinstance(setting, StatedDay) else setting
