"""Counts, sums and shares as a reader meets them."""

from __future__ import annotations

from commissioning.domain.money import pounds


def thousands(number: int) -> str:
    """A whole number with its thousands set apart: ``12,345``."""
    return f"{number:,}"


def counted(number: int, what: str) -> str:
    """A number of things: ``1 journey``, ``12 journeys``."""
    return f"{thousands(number)} {what}{'' if number == 1 else 's'}"


def sums(lowest: int, highest: int) -> str:
    """A sum in pence, or its range: ``£700.00 to £1,500.00``."""
    return pounds(lowest) if lowest == highest else f"{pounds(lowest)} to {pounds(highest)}"


def share(part: int, whole: int) -> str:
    """A share in whole per cent, halves rounded up; what is some but rounds to nothing is less than one."""
    if not whole:
        return "0%"
    percent = (200 * part + whole) // (2 * whole)
    return "less than 1%" if part and not percent else f"{percent}%"


def capital(text: str) -> str:
    """The text with its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def printable(text: str) -> str:
    """One line of text that can do nothing to a terminal: what cannot be printed is shown as ``\N{REPLACEMENT CHARACTER}``."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in text)
