"""Templates rendered to text: autoescaped, with nothing undefined passed over."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from commissioning.domain.calendar import in_words
from commissioning.reports.figures import capital, thousands


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("commissioning.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(day=in_words, capital=capital, count=thousands)
    return found


def rendered(template: str, **values: object) -> str:
    """A template of this package with its values; everything in it is escaped unless it is markup already."""
    return _environment().get_template(template).render(**values)
