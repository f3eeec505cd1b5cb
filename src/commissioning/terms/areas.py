"""Council areas: codes, names, other names and old codes, from ``rules/codelists/council-areas.csv``."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from commissioning.places import shipped

_LEFT_OUT = re.compile(r"^the |^city of |,? city of$| city council$| islands council$| council$|,? the$| council area$")


def area_key(text: str) -> str:
    """A code or a name without what writers vary: case, spaces, hyphens, ``&`` and the word "Council"."""
    plain = " ".join(text.casefold().replace("&", " and ").replace("-", " ").split())
    while (shorter := _LEFT_OUT.sub("", plain)) != plain:
        plain = shorter.strip()
    return plain


@cache
def council_areas() -> Mapping[str, str]:
    """The GSS code of every council area by its codes and names, as :func:`area_key` writes them."""
    with (shipped("rules") / "codelists" / "council-areas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    found: dict[str, str] = {}
    for row in rows:
        others = [*row["aliases"].split(";"), *row["old_codes"].split(";")]
        for name in (row["gss"], row["name"], *filter(None, others)):
            found[area_key(name)] = row["gss"]
    return MappingProxyType(found)


@cache
def area_names() -> Mapping[str, str]:
    """The name of every council area by its GSS code."""
    with (shipped("rules") / "codelists" / "council-areas.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({row["gss"]: row["name"] for row in csv.DictReader(file)})


def area_code(text: str) -> str | None:
    """The GSS code of today for a code or a council's name; None if there is no such area."""
    return council_areas().get(area_key(text))
