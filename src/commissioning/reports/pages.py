"""Templates rendered to text: autoescaped, with nothing undefined passed over."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from commissioning.domain.calendar import in_words
from commissioning.domain.money import pounds


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("commissioning.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(day=in_words, pounds=pounds, capital=capital, count=thousands)
    return found


def rendered(template: str, **values: object) -> str:
    """A template of this package with its values; everything in it is escaped unless it is markup already."""
    return _environment().get_template(template).render(**values)


def capital(text: str) -> str:
    """The text with its first letter large."""
    return f"{text[:1].upper()}{text[1:]}"


def thousands(number: int) -> str:
    """A whole number with its thousands set apart: ``12,345``."""
    return f"{number:,}"
