"""A contract as its file says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Union

from pydantic import Discriminator, Field, create_model

from commissioning.terms.base import Term
from commissioning.terms.catalogue import kinds
from commissioning.terms.facts import FactType
from commissioning.terms.origin import Origin
from commissioning.terms.scalars import Name, Sentence
from commissioning.terms.settings import SETTING, DaySetting, SettingOf, Strict


class Document(Strict):
    """A document that values are sourced from."""

    title: Sentence = Field(description="Its title.")
    publisher: Sentence | None = Field(None, description="Who published it.")
    dated: Sentence | None = Field(None, description="Its date or edition.")
    where: Sentence | None = Field(None, description="Where it can be found.")
    note: Sentence | None = Field(None, description="How it was read, if not from its publisher.")


class FurtherFact(Strict):
    """A fact the contract asks for that is not one of the common columns."""

    type: FactType = Field(description="yes_no, number, date or code.")
    title: Sentence = Field(description="What it says.")
    values: tuple[Name, ...] = Field((), description="The codes it may have, if it is a code.")


class ContractHead(Strict):
    """What a contract file says before its terms."""

    contract: Name = Field(description="The contract's id, the name of its folder.")
    title: Sentence = Field(description="Its title.")
    summary: Sentence = Field(description="One or two sentences on what it is.")
    scope: str = Field("national", pattern="^(national|local)$", description="national or local.")
    parent: Name | None = Field(None, description="The contract whose terms hold here too unless they are changed.")
    leave_out: tuple[Name, ...] = Field((), description="Terms of the parent that do not hold here.")
    payee: Sentence | None = Field(None, description="Who is paid for an outcome, if it is not the provider.")
    from_: DaySetting | None = Field(None, alias="in_force_from", description="The first day it is in force, if it is known.")
    documents: dict[Name, Document] = Field(
        default_factory=dict, description="Documents of this contract that rules/documents.yaml does not list."
    )
    precedence: tuple[Name, ...] = Field((), description="Documents in order of precedence, the one that counts first.")
    facts: dict[Name, FurtherFact] = Field(default_factory=dict, description="Further facts of journeys the contract asks for.")
    reading_sets: dict[Name, dict[Name, Sentence]] = Field(
        default_factory=dict, description="Named sets of readings, for --assume @NAME."
    )


class ContractFile(ContractHead):
    """A contract: its head and its terms, in the order in which reasons are given.

    Each term is checked by the model of its own kind (:mod:`commissioning.terms.catalogue`).
    """

    terms: tuple[Any, ...] = Field(min_length=1, description="The terms, in order.")


@dataclass(frozen=True, slots=True)
class Inherited:
    """Where a term comes from: the contract that says it first, and the fields that a contract below it changed."""

    contract: str
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract that was read, with the place of each part and a digest of the files it came from."""

    head: ContractHead
    terms: tuple[Term, ...]
    origin: Origin
    digest: str
    shared: Mapping[str, str] = field(default_factory=dict)
    inherited: Mapping[str, Inherited] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The contract's id."""
        return self.head.contract

    def used_packs(self) -> tuple[str, ...]:
        """The shared packs its terms come from."""
        return tuple(dict.fromkeys(self.shared.values()))


def json_schema() -> dict[str, Any]:
    """JSON Schema of a contract file, for editors; a term may also be ``use: PACK``."""
    union: Any = Union[tuple(kinds().values())]  # noqa: UP007
    any_term: Any = Annotated[union, Discriminator("kind")]
    model = create_model("ContractFile", __base__=ContractFile, terms=(tuple[any_term, ...], Field(min_length=1)))
    schema = model.model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "Commissioning contract"
    use = {
        "type": "object",
        "description": "Terms that contracts share, from rules/packs.",
        "properties": {
            "use": {"type": "string", "description": "The pack's name."},
            "with": {"type": "object", "description": "Fields to state differently, by term id."},
            "assumed": {"type": "string", "description": "A standing that replaces every standing in the pack."},
            "illustrative": {"type": "string", "description": "A standing that replaces every standing in the pack."},
            "source": {"$ref": "#/$defs/Source"},
        },
        "required": ["use"],
        "additionalProperties": False,
    }
    schema["properties"]["terms"]["items"] = {"anyOf": [use, schema["properties"]["terms"]["items"]]}
    for definition in schema["$defs"].values():
        for internal in ("restated", "kept"):
            definition.get("properties", {}).pop(internal, None)
    return _with_settings(schema)


def _with_settings(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with a reference in the place of each setting, and each type of setting defined once."""
    names: dict[str, str] = {}

    def placed(node: Any) -> Any:
        if isinstance(node, list):
            return [placed(item) for item in node]
        if not isinstance(node, dict):
            return node
        if SETTING in node:
            key = json.dumps(node[SETTING], sort_keys=True)
            name = names.setdefault(key, f"Setting{len(names) + 1}")
            return {"$ref": f"#/$defs/{name}", **{k: v for k, v in node.items() if k != SETTING}}
        return {key: placed(value) for key, value in node.items()}

    found: dict[str, Any] = placed(schema)
    found["$defs"] |= {name: SettingOf.schema(json.loads(key)) for key, name in names.items()}
    return found
