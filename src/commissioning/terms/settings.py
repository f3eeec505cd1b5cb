"""How a contract states a value: plainly, with its own source, from the shared rules, dated, or not at all (a silence)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeAlias, TypeVar, Union

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator

from commissioning.domain.provenance import Provenance, Standing
from commissioning.terms.scalars import DayOf, Name, Sentence, say, wrong

T = TypeVar("T")


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
            raise wrong("a source needs the clause or a quote, so that a reader can find it in the document")
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
            raise wrong(f"has more than one standing ({' and '.join(given)}): keep the one that holds")
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

    @model_validator(mode="after")
    def _different(self) -> Silent[T]:
        if len({say(reading) for reading in self.silent}) != len(self.silent):
            raise wrong("lists one reading twice")
        return self


class Conflicting(Strict, Generic[T]):
    """Documents that say different things: the contract's order of precedence decides between them."""

    conflicting: tuple[Stated[T], ...] = Field(min_length=2, description="What each document says, each with its source.")


class FromRules(Marked):
    """A value that contracts share, kept in ``rules/parameters``."""

    parameter: Name = Field(description="The parameter's name.")


def _form(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "=dated"
    if isinstance(value, Silent) or (isinstance(value, dict) and "silent" in value):
        return "=silent"
    if isinstance(value, Conflicting) or (isinstance(value, dict) and "conflicting" in value):
        return "=conflicting"
    if isinstance(value, FromRules) or (isinstance(value, dict) and "parameter" in value):
        return "=shared"
    if isinstance(value, Stated) or (isinstance(value, dict) and "value" in value):
        return "=stated"
    return "=plain"


if TYPE_CHECKING:
    Setting: TypeAlias = T | Stated[T] | Silent[T] | Conflicting[T] | FromRules | tuple[VersionOf[T], ...]
    """A value as a contract may state it."""
else:

    class Setting:
        """A value as a contract may state it: ``Setting[Hours]`` is hours, however they are stated."""

        def __class_getitem__(cls, of: Any) -> Any:
            forms = (
                Annotated[of, Tag("=plain")],
                Annotated[Stated[of], Tag("=stated")],
                Annotated[Silent[of], Tag("=silent")],
                Annotated[Conflicting[of], Tag("=conflicting")],
                Annotated[FromRules, Tag("=shared")],
                Annotated[tuple[VersionOf[of], ...], Tag("=dated")],
            )
            return Annotated[Union[forms], Discriminator(_form)]  # noqa: UP007


def plain(setting: object) -> object:
    """The value of a setting that is stated once, with a standing of its own or not; any other form of setting as it is."""
    return setting.value if isinstance(setting, Stated) else setting


def day_of(setting: date | StatedDay) -> date:
    """The date a day setting gives."""
    return setting.value if isinstance(setting, StatedDay) else setting
