"""The shared rules: parameters, packs of terms, documents and price lists, each checked when read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from commissioning.errors import Place, Problem
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import Tree, YamlFile, read_yaml
from commissioning.places import shipped
from commissioning.plan.plan import Prices
from commissioning.terms import scalars
from commissioning.terms.contract import Document
from commissioning.terms.parameters import Parameter, SharedVersion
from commissioning.terms.scalars import Money, Name, Sentence
from commissioning.terms.settings import DaySetting, Marked, Strict, day_of

TYPES: Mapping[str, Callable[[Any], object]] = {
    "hours": scalars.hours,
    "whole": scalars.whole_number,
    "length": scalars.length,
    "day": scalars.iso_day,
    "money": scalars.money,
    "age_rates": scalars.age_rates,
}


class _Version(Marked):
    value: Any
    from_: DaySetting | None = Field(None, alias="from")
    until: DaySetting | None = None


class _ParameterFile(Strict):
    """A file of ``rules/parameters``."""

    parameter: Name
    title: Sentence
    type: Literal["hours", "whole", "length", "day", "money", "age_rates"]
    note: Sentence | None = None
    versions: tuple[_Version, ...] = Field(min_length=1)


class _Priced(Strict):
    core: Money
    advanced: Money
    intense: Money


class _PriceFile(Strict):
    """A price list: pounds for each outcome by payment group."""

    prices: Name
    title: Sentence
    illustrative: Sentence | None = Field(None, description="Why the prices are made up; leave out for real ones.")
    outcomes: dict[Name, _Priced] = Field(min_length=1)


class _PackHead(Strict):
    """A file of ``rules/packs``: terms that contracts include by the pack's name."""

    pack: Name
    title: Sentence
    terms: tuple[Any, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Pack:
    """Shared terms, as they stand in their file."""

    name: str
    title: str
    file: YamlFile
    terms: tuple[Tree, ...]


@dataclass(frozen=True)
class Rules:
    """Everything that contracts share."""

    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    packs: Mapping[str, Pack] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    prices: Mapping[str, Prices] = field(default_factory=dict)
    contracts: Mapping[str, Path] = field(default_factory=dict)
    """The files of contracts that others may name as their parent, by id."""
    digest: str = ""


class _Documents(Strict):
    documents: dict[Name, Document]


def load_rules(folder: Path | None = None) -> tuple[Rules, list[Problem]]:
    """The rules in *folder* (those shipped if none is given), and every problem with them."""
    root = folder or shipped("rules")
    problems: list[Problem] = []
    parameters: dict[str, Parameter] = {}
    packs: dict[str, Pack] = {}
    prices: dict[str, Prices] = {}
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    for path in sorted((root / "parameters").rglob("*.yaml")):
        parameter = _parameter(read_yaml(path, _shown(path, root)), problems)
        if parameter:
            parameters[parameter.name] = parameter
    for path in sorted((root / "packs").rglob("*.yaml")):
        pack = _pack(read_yaml(path, _shown(path, root)), problems)
        if pack:
            packs[pack.name] = pack
    for path in sorted((root / "prices").rglob("*.yaml")):
        listed, found = load_prices(path, _shown(path, root))
        problems += found
        if listed:
            prices[listed.name] = listed
    documents = _documents(root, problems)
    return Rules(parameters, packs, documents, prices, digest=digest.hexdigest()), problems


def _shown(path: Path, root: Path) -> str:
    return f"rules/{path.relative_to(root).as_posix()}"


def _parameter(file: YamlFile, problems: list[Problem]) -> Parameter | None:
    problems += file.problems
    if not isinstance(file.tree, dict):
        return None
    model, found = validated(_ParameterFile, file.tree, file.origin())
    problems += found
    if model is None:
        return None
    versions = []
    for index, version in enumerate(model.versions):
        at = ("versions", index)
        try:
            value = TYPES[model.type](version.value)
        except Exception as error:
            problems.append(file.origin().problem("C013", f"value: {_message(error)}", "", (*at, "value")))
            continue
        provenance = version.provenance()
        if provenance is None:
            problems.append(
                file.origin().problem(
                    "C040",
                    "a shared value does not say where it comes from",
                    "add 'source', 'assumed' or 'illustrative'",
                    at,
                )
            )
            continue
        since = day_of(version.from_) if version.from_ else None
        versions.append(SharedVersion(value, provenance, since, day_of(version.until) if version.until else None))
    if len(versions) > 1 and any(version.since is None for version in versions):
        problems.append(file.origin().problem("C015", "a version has no 'from'", "date every version", ("versions",)))
        return None
    return Parameter(model.parameter, model.title, model.type, tuple(versions)) if versions else None


def _message(error: Exception) -> str:
    return str(getattr(error, "message", lambda: error)() if callable(getattr(error, "message", None)) else error)


def _pack(file: YamlFile, problems: list[Problem]) -> Pack | None:
    problems += file.problems
    if not isinstance(file.tree, dict):
        return None
    model, found = validated(_PackHead, file.tree, file.origin())
    problems += found
    return None if model is None else Pack(model.pack, model.title, file, model.terms)


def load_prices(path: Path, shown_as: str = "") -> tuple[Prices | None, list[Problem]]:
    """A price list from a file, and every problem with it."""
    file = read_yaml(path, shown_as)
    if not isinstance(file.tree, dict):
        return None, file.problems or [
            Problem("C016", "is not a price list", "see rules/prices for the form", Place(file.file))
        ]
    model, found = validated(_PriceFile, file.tree, file.origin())
    if model is None:
        return None, file.problems + found
    amounts = {name: {k: int(v) for k, v in priced} for name, priced in model.outcomes.items()}
    return Prices(model.prices, amounts, illustrative=model.illustrative is not None), file.problems


def _documents(root: Path, problems: list[Problem]) -> dict[str, Document]:
    path = root / "documents.yaml"
    if not path.is_file():
        return {}
    file = read_yaml(path, "rules/documents.yaml")
    problems += file.problems
    if not isinstance(file.tree, dict):
        return {}
    model, found = validated(_Documents, file.tree, file.origin())
    problems += found
    return dict(model.documents) if model else {}
