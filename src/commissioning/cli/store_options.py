"""The option that names a store, and the argument that may name one in the place of a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from commissioning.cli.options import DAY, today

if TYPE_CHECKING:
    from commissioning.app.stored_input import StoreInput

F = TypeVar("F", bound=Callable[..., Any])


def store_option(function: F) -> F:
    """``--store URL``, or the environment variable ``COMMISSIONING_STORE``."""
    return click.option(
        "--store",
        "store",
        required=True,
        envvar="COMMISSIONING_STORE",
        metavar="URL",
        help="The store: sqlite:///FILE (or just FILE), or postgresql://USER@HOST/NAME; or set COMMISSIONING_STORE, which "
        "keeps a password out of the list of processes.",
    )(function)


def day_option(name: str, words: str) -> Callable[[F], F]:
    """The day on which something is done to the store; today where it is not given."""
    return click.option(name, "day", type=DAY, help=f"{words} [default: today].")


def day_of(day: date | None) -> date:
    """The day given, or today."""
    return day or today()


class Input(click.ParamType["Path | StoreInput"]):
    """A path, or the URL of a store."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | StoreInput:
        """The store's input if the value is a URL of one; else the path."""
        from commissioning.app.stored_input import StoreInput, names_a_store

        return StoreInput(value) if isinstance(value, str) and names_a_store(value) else Path(value)


INPUT = Input()


@contextmanager
def with_store() -> Iterator[None]:
    """Says in words which package of the store is not installed, where one is not."""
    try:
        yield
    except ModuleNotFoundError as error:
        from commissioning.app.stored_input import needs_store

        raise needs_store(error) from None
