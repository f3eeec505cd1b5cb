"""A tree of text against a model: every fault as a problem with its place, in sentences a policy officer can act on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from commissioning.errors import Problem, nearest
from commissioning.loading.yaml_tree import KEY
from commissioning.terms.origin import Origin, Path
from commissioning.terms.settings import (
    FORMS,
    Conflicting,
    FromRules,
    ScopeOf,
    SettingOf,
    Silent,
    Source,
    Stated,
    VersionOf,
)

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], tree: Any, origin: Origin, at: Path = ()) -> tuple[M | None, list[Problem]]:
    """The tree as *model*, or None with every problem found; *at* is the path of the tree in its file."""
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        details = _of_one_form(error.errors(include_url=False), tree)
        return None, [_problem(detail, tree, origin, at, model) for detail in details]


def _of_one_form(details: list[ErrorDetails], tree: Any) -> list[ErrorDetails]:
    """The faults without those of a form that was not meant: a word is not blamed for being no list, nor a list for no word."""
    found = []
    for detail in details:
        form = next((i for i, step in enumerate(detail["loc"]) if str(step).startswith(("literal[", "tuple["))), None)
        if form is not None:
            is_list = isinstance(_value(tree, _path(detail["loc"][:form], tree)), list)
            if is_list is not str(detail["loc"][form]).startswith("tuple["):
                continue
        found.append(detail)
    return found


def _problem(detail: ErrorDetails, tree: Any, origin: Origin, at: Path, model: type[BaseModel]) -> Problem:
    path = _path(detail["loc"], tree)
    full = (*at, *path)
    field = _shown(full) or "the file"
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(path, tree, origin, at, model)
    if kind == "missing":
        key = str(detail["loc"][-1])
        return origin.problem("C011", f"{_inside(full)}'{key}' is missing", f"add '{key}'", full)
    if kind in ("literal_error", "enum", "string_pattern_mismatch"):
        message, remedy = _no_such_word(detail, str(full[-1]) if full else "")
        return origin.problem("C013", f"{field}: {message}", remedy, full)
    if kind in ("too_short", "string_too_short"):
        message, remedy = _too_short(detail, path)
        return origin.problem("C014", f"{field}: {message}", remedy, full)
    if kind in ("model_type", "dict_type", "tuple_type", "list_type"):
        message, remedy = _not_of_form(detail, path, model)
        return origin.problem("C013", f"{field}: {message}", remedy, full)
    remedy = str(detail.get("ctx", {}).get("remedy", "")) or f"compare with {_reference_page(model, full)}"
    return origin.problem("C013", f"{field}: {_plain(detail)}", remedy, full)


# ----------------------------------------------------------------------------------------------------- words and lists

FEW = 6
"""How many words of a list are told with the fault itself; longer lists are told only where none of their words is near."""


def _no_such_word(detail: ErrorDetails, last: str) -> tuple[str, str]:
    context, given = detail.get("ctx", {}), detail.get("input")
    words = re.findall(r"'([^']*)'", str(context.get("expected", "")))
    words = words or str(context.get("pattern", "")).strip("^()$").split("|")
    expected = " or ".join([", ".join(f"'{word}'" for word in words[:-1]), f"'{words[-1]}'"]) if words[1:] else f"'{words[0]}'"
    close = nearest(given.strip().lower(), words) if isinstance(given, str) else ""
    if isinstance(given, str) and given.strip().lower() in words:
        close = f"write {given.strip().lower()}"
    if len(words) > FEW:
        message = f"there is no {last.replace('_', ' ')} '{_short(given)}'"
        return message, close or f"write one of: {', '.join(words)}"
    shown = f", not '{_short(given)}'" if isinstance(given, str) else ""
    return f"must be {expected}{shown}", close or f"write {expected}"


def _too_short(detail: ErrorDetails, path: Path) -> tuple[str, str]:
    context = detail.get("ctx", {})
    last = path[-1] if path else ""
    if last == "silent":
        remedy = "list every reading there can be; where only one is possible, state it as the value"
        return "a silence needs at least two readings", remedy
    if last == "conflicting":
        remedy = "add what the other document says; where only one speaks, state its value with its source"
        return "a clash needs the values of at least two documents", remedy
    if not context.get("actual_length"):
        return "lists nothing", "add at least one"
    return f"needs at least {context.get('min_length')}, and lists {context.get('actual_length')}", "add what is missing"


def _not_of_form(detail: ErrorDetails, path: Path, model: type[BaseModel]) -> tuple[str, str]:
    given = detail.get("input")
    last = next((step for step in reversed(path) if isinstance(step, str)), "")
    if detail["type"] in ("tuple_type", "list_type"):
        if isinstance(given, str):
            return "must be a list", f"write {last}: [{given}]"
        return "must be a list", "begin each item with '- ', or put [ ] around them"
    if detail.get("ctx", {}).get("class_name") == Source.__name__:
        known = given if isinstance(given, str) and re.fullmatch(r"[a-z0-9][a-z0-9_-]*", given) else "ID"
        key = f"{last}: " if last == "source" else "- "
        return "must name the document, and the clause or a quote", f"write {key}{{document: {known}, clause: …}}"
    message = "must be a mapping of keys to values"
    if detail.get("ctx", {}).get("class_name") == ScopeOf.__name__:
        return message, "write scope: {lot: [1]}, with 'lot', 'provider', 'area' or 'payment_group'"
    form = _form(_annotation_at(model, path))
    return message, f"write {last}: {form}" if form != "…" and last else f"compare with {_reference_page(model, path)}"


def _form(annotation: Any) -> str:
    """How a value of that type is written, with dots for what is to be filled in."""
    annotation = _without_none(annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        needed = [info.alias or name for name, info in annotation.model_fields.items() if info.is_required()]
        return f"{{{', '.join(f'{name}: …' for name in needed)}}}" if needed else "…"
    if get_origin(annotation) is dict:
        inside = _form(get_args(annotation)[1])
        return f"{{NAME: {inside}}}"
    return "…"


PAGES = {
    "commissioning.terms.kinds.": "terms",
    "commissioning.loading.cases.": "cases",
    "commissioning.loading.cells.": "cases",
    "commissioning.loading.mapping.": "mapping",
    "commissioning.loading.rules._PriceFile": "prices",
    "commissioning.loading.fidelity": "fidelity",
}
"""The reference page of a model, by the beginning of its name; any other model is of contract files and what they share."""


def _reference_page(model: type[BaseModel], path: Path) -> str:
    name = f"{model.__module__}.{model.__name__}"
    page = next((page for beginning, page in PAGES.items() if name.startswith(beginning)), "contracts")
    return f"docs/reference/{'conditions' if 'requires' in path else page}.md"


def _plain(detail: ErrorDetails) -> str:
    kinds_of_input = {
        "string_type": "must be text",
        "missing_argument": "is missing",
    }
    return kinds_of_input.get(detail["type"], str(detail["msg"]))


def _unknown_key(path: Path, tree: Any, origin: Origin, at: Path, model: type[BaseModel]) -> Problem:
    key = str(path[-1]) if path else ""
    message = f"{_inside((*at, *path[:-1]))}unknown key '{key}'"
    beside = _value(tree, path[:-1])
    known = _known_keys(path[:-1], model, beside)
    remedy = _misplaced(key, beside if isinstance(beside, dict) else {}) or nearest(key, known)
    if not remedy and _value(tree, path) is None:
        # "£1,000" or "this, not that" inside braces: YAML reads what follows the comma as a key of its own.
        remedy = "inside { } a comma ends a value: put text that holds a comma in quotes"
    if not remedy and isinstance(_annotation_at(model, path[:-1]), SettingOf) and not set(FORMS) & set(beside):
        remedy = "state the value alone, or as {value: …}, {silent: […]}, {conflicting: […]} or {parameter: …}"
    remedy = remedy or (f"keys here: {', '.join(known)}" if known else "take it out")
    return origin.problem("C010", message, remedy, (*at, *path, KEY))


def _misplaced(key: str, beside: Mapping[str, Any]) -> str:
    """What to do about a key of a setting that does not go with the keys beside it; blank for any other key."""
    if "silent" in beside and key in ("source", "assumed", "illustrative"):
        return "a silence has no source of its own: say under 'why' what was looked for, and where"
    if "silent" in beside and key in ("value", "from", "until", "scope", "conflicting", "parameter"):
        return "either the contract is silent or it states a value: keep one of the two"
    if "value" in beside and key in ("from", "until", "scope"):
        return "a value with a date stands in a list of versions: write - {value: …, from: …}"
    return ""


def _value(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _known_keys(path: Path, model: type[BaseModel], beside: Iterable[str]) -> list[str]:
    """The keys that are known where an unknown one was found, with others beside it."""
    found = _model_at(model, path)
    if found is None and "requires" in path:
        of_range = [("at_least", "at_most"), ("from", "until")]
        return next((list(keys) for keys in of_range if set(keys) & set(beside)), ["all", "any", "not"])
    if found is None:
        return _keys_near(path)
    return [info.alias or name for name, info in found.model_fields.items() if name not in ("restated", "kept")]


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The one model that stands at *path* inside *model*; None where there is none, or a choice of several."""
    here = _annotation_at(model, path)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _annotation_at(model: type[BaseModel], path: Path) -> Any:
    """The type of what stands at *path* inside *model*; None where that cannot be said."""
    here: Any = model
    for step in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            info = next((info for name, info in here.model_fields.items() if (info.alias or name) == str(step)), None)
            here = Annotated[info.annotation, *info.metadata] if info and info.metadata else info and info.annotation
        else:
            # A list's or a mapping's items: the last argument that is a type (of ``tuple[X, ...]``, ``dict[str, X]``).
            here = next((part for part in reversed(get_args(here)) if part is not ...), None)
        here = _without_none(here)
    return here


def _without_none(annotation: Any) -> Any:
    """``X`` for ``X | None`` and for ``Annotated[X, …]``; of a setting, how it is read."""
    if get_origin(annotation) is Annotated:
        read = next((part for part in get_args(annotation)[1:] if isinstance(part, SettingOf)), None)
        return read or _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return _without_none(parts[0]) if len(parts) == 1 else None
    return annotation


def _keys_near(path: Path) -> list[str]:
    last = path[-1]
    if last in ("source", "also"):
        models: Iterable[type[BaseModel]] = (Source,)
    elif last == "scope":
        models = (ScopeOf,)
    else:
        models = (Stated, VersionOf, Silent, Conflicting, FromRules)
    keys = [info.alias or name for model in models for name, info in model.model_fields.items()]
    return list(dict.fromkeys(keys))


def _path(loc: tuple[int | str, ...], tree: Any) -> Path:
    """The path in the tree that an error's location means: steps that name a form of value, not a part of it, are left out."""
    path: list[str | int] = []
    here = tree
    for step in loc:
        in_list = isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here)
        if in_list or (isinstance(here, dict) and step in here):
            path.append(step)
            here = cast(Any, here)[step]
    return tuple(path)


def _shown(path: Iterable[str | int]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else (f".{step}" if text else step)
    return text


def _inside(path: Path) -> str:
    shown = _shown(path)
    return f"{shown}: " if shown else ""


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:37] + "…"
