"""Every kind of term there is, found in :mod:`commissioning.terms.kinds`: one file there is one kind here."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import Literal, get_args, get_origin

from commissioning.terms import kinds as kinds_package
from commissioning.terms.base import Term


@cache
def kinds() -> MappingProxyType[str, type[Term]]:
    """The kinds of term by name, in order of name."""
    found: dict[str, type[Term]] = {}
    for module in pkgutil.iter_modules(kinds_package.__path__):
        loaded = importlib.import_module(f"{kinds_package.__name__}.{module.name}")
        for thing in vars(loaded).values():
            if isinstance(thing, type) and issubclass(thing, Term) and thing.__module__ == loaded.__name__:
                found[kind_of(thing)] = thing
    return MappingProxyType(dict(sorted(found.items())))


def kind_of(term: type[Term]) -> str:
    """The name a contract gives a kind of term."""
    annotation = term.model_fields["kind"].annotation
    if get_origin(annotation) is not Literal:
        raise TypeError(f"{term.__name__} does not say its kind")
    return str(get_args(annotation)[0])
