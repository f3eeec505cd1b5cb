"""Every kind of term there is, found in :mod:`commissioning.terms.kinds`: a file there is a kind, by the file's name."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args, get_origin

from commissioning.terms import kinds as kinds_package
from commissioning.terms.base import Term


@cache
def kind_names() -> tuple[str, ...]:
    """The names of the kinds, in order, without importing them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(kinds_package.__path__)))


@cache
def kind(name: str) -> type[Term]:
    """The kind of that name. Raises :class:`KeyError` if there is none."""
    if name not in kind_names():
        raise KeyError(name)
    module = importlib.import_module(f"{kinds_package.__name__}.{name}")
    found = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type) and issubclass(thing, Term) and thing.__module__ == module.__name__
    ]
    if len(found) != 1 or kind_of(found[0]) != name:
        raise TypeError(f"{module.__name__} must hold one kind of term, with the file's name")
    return found[0]


@cache
def kinds() -> MappingProxyType[str, type[Term]]:
    """Every kind of term by name, in order of name."""
    return MappingProxyType({name: kind(name) for name in kind_names()})


def kind_of(term: type[Term]) -> str:
    """The name a contract gives a kind of term."""
    annotation = term.model_fields["kind"].annotation
    if get_origin(annotation) is not Literal:
        raise TypeError(f"{term.__name__} does not say its kind")
    return str(get_args(annotation)[0])
