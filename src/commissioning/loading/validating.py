"""A tree of text against a model: every fault as a problem with its place, in sentences a policy officer can act on."""

from __future__ import annotations

from collections.abc import Iterable
from types import NoneType, UnionType
from typing import Annotated, Any, TypeVar, Union, cast, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from commissioning.errors import Problem, nearest
from commissioning.loading.yaml_tree import KEY
from commissioning.terms.origin import Origin, Path

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], tree: Any, origin: Origin, at: Path = ()) -> tuple[M | None, list[Problem]]:
    """The tree as *model*, or None with every problem found; *at* is the path of the tree in its file."""
    try:
        return model.model_validate(tree), []
    except ValidationError as error:
        return None, [_problem(detail, tree, origin, at, model) for detail in error.errors(include_url=False)]


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
    if kind == "literal_error":
        expected = str(detail.get("ctx", {}).get("expected", ""))
        message = f"{field}: must be {expected}, not '{_short(detail.get('input'))}'"
        return origin.problem("C013", message, f"write {expected}", full)
    if kind in ("too_short", "string_too_short"):
        return origin.problem("C014", f"{field}: lists too few", "add what is missing", full)
    if kind == "stated":
        return origin.problem("C013", f"{field}: {detail['msg']}", _remedy(str(detail["msg"])), full)
    return origin.problem("C013", f"{field}: {_plain(detail)}", "compare with the reference page", full)


def _remedy(message: str) -> str:
    return "" if " needs " in message or "keep the one" in message else "write it as the message says"


def _plain(detail: ErrorDetails) -> str:
    kinds_of_input = {
        "model_type": "must be a mapping of keys to values",
        "dict_type": "must be a mapping of keys to values",
        "tuple_type": "must be a list",
        "list_type": "must be a list",
        "string_type": "must be text",
        "string_pattern_mismatch": "is not one of the words allowed here",
        "missing_argument": "is missing",
    }
    return kinds_of_input.get(detail["type"], str(detail["msg"]))


def _unknown_key(path: Path, tree: Any, origin: Origin, at: Path, model: type[BaseModel]) -> Problem:
    key = str(path[-1]) if path else ""
    message = f"{_inside((*at, *path[:-1]))}unknown key '{key}'"
    if _value(tree, path) is None:
        # "£1,000" or "this, not that" inside braces: YAML reads what follows the comma as a key of its own.
        remedy = "inside { } a comma ends a value: put text that holds a comma in quotes"
    else:
        known = _known_keys(path[:-1], model)
        remedy = nearest(key, known) or (f"keys here: {', '.join(known)}" if known else "take it out")
    return origin.problem("C010", message, remedy, (*at, *path, KEY))


def _value(tree: Any, path: Path) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def _known_keys(path: Path, model: type[BaseModel]) -> list[str]:
    """The keys that are known where an unknown one was found."""
    found = _model_at(model, path)
    if found is None:
        return _keys_near(path)
    return [info.alias or name for name, info in found.model_fields.items() if name not in ("restated", "kept")]


def _model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """The one model that stands at *path* inside *model*; None where there is none, or a choice of several."""
    here: Any = model
    for step in path:
        if isinstance(here, type) and issubclass(here, BaseModel):
            named = {info.alias or name: info.annotation for name, info in here.model_fields.items()}
            here = named.get(str(step))
        else:
            # A list's or a mapping's items: the last argument that is a type (of ``tuple[X, ...]``, ``dict[str, X]``).
            here = next((part for part in reversed(get_args(here)) if part is not ...), None)
        here = _without_none(here)
    return here if isinstance(here, type) and issubclass(here, BaseModel) else None


def _without_none(annotation: Any) -> Any:
    """``X`` for ``X | None`` and for ``Annotated[X, …]``."""
    if get_origin(annotation) is Annotated:
        return _without_none(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        parts = [part for part in get_args(annotation) if part is not NoneType]
        return _without_none(parts[0]) if len(parts) == 1 else None
    return annotation


def _keys_near(path: Path) -> list[str]:
    from commissioning.terms.settings import Conflicting, FromRules, ScopeOf, Silent, Source, Stated, VersionOf

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
