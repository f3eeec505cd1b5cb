"""The page of commands: each with the help that it prints itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from commissioning.app.reference.markdown import fenced, page, table, text
from commissioning.errors import Exit

WIDTH = 80

MEANINGS = {
    Exit.DECIDED: "decided; or nothing is wrong, and every test passed",
    Exit.PROBLEMS: "decided, but rows were left out; or a check found problems; or a test failed",
    Exit.USAGE: "wrong usage, or input that cannot be read or may not be read",
    Exit.FAULT: "a fault of the program",
}
"""What each exit code says; the help of a command may say it more closely."""


def commands() -> str:
    """The page."""
    return page(_commands())


def _commands() -> Iterator[str]:
    whole = help_of(())
    yield from text("""
        # Commands

        What each command prints for `--help`. Results go to standard output, messages to standard error.
        """)
    yield from table(("exit code", "meaning"), ((str(int(code)), meaning) for code, meaning in MEANINGS.items()))
    yield from fenced(whole, "text")
    with ThreadPoolExecutor() as running:
        first = [(name,) for name in names_in(whole)]
        for path, printed in zip(first, running.map(help_of, first), strict=True):
            inner = [(*path, name) for name in names_in(printed)]
            yield from _one(path, printed)
            for further, of_further in zip(inner, running.map(help_of, inner), strict=True):
                yield from _one(further, of_further)


def _one(path: tuple[str, ...], printed: str) -> Iterator[str]:
    yield from text(f"{'#' * (len(path) + 1)} `commissioning {' '.join(path)}`")
    yield from fenced(printed, "text")


def help_of(path: tuple[str, ...]) -> str:
    """What a command prints for ``--help``."""
    ran = subprocess.run(  # noqa: S603 - this interpreter and this product, nothing from outside
        [sys.executable, "-m", "commissioning", *path, "--help"],
        env={**os.environ, "COLUMNS": str(WIDTH), "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return ran.stdout.replace("python -m commissioning", "commissioning")


def names_in(printed: str) -> list[str]:
    """The commands that a help text lists."""
    _, _, listed = printed.partition("\nCommands:\n")
    return re.findall(r"^  ([a-z][a-z-]*) ", listed, re.MULTILINE)
