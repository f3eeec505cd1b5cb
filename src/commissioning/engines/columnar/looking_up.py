"""Which version of a dated parameter holds for each journey of a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from commissioning.engines.columnar.facts import Facts
from commissioning.engines.columnar.shapes import NO_VALUE, Array
from commissioning.plan.values import AppliesBy, Dated


def version_of(dated: Dated[Any], facts: Facts) -> Array:
    """The place of the version in force for each journey; the number of versions where there is none."""
    found = np.full(len(facts.batch), len(dated.versions), "i4")
    on = _event(dated, facts)
    # The versions stand in the order in which they win: the first that holds is written last.
    for place in range(len(dated.versions) - 1, -1, -1):
        version = dated.versions[place]
        holds = (on >= version.since) & (on <= version.until)
        if version.scope:
            holds = holds & facts.in_scope(version.scope)
        found = np.where(holds, np.int32(place), found)
    return found


def looked_up(dated: Dated[Any], number: Callable[[object], int], facts: Facts) -> Array:
    """The value in force for each journey, as a number; NO_VALUE where there is none."""
    values = np.array([number(version.value) for version in dated.versions] + [NO_VALUE], "i8")
    return values[version_of(dated, facts)]


def _event(dated: Dated[Any], facts: Facts) -> Array:
    """The day whose version holds; 0, on which none does, where that day is not known."""
    rule = dated.applies_by
    if rule is AppliesBy.REFERRAL:
        return facts.referral
    if rule is AppliesBy.START:
        return facts.start
    if rule is AppliesBy.CLAIM:
        return np.atleast_1d(facts.as_of)
    return np.full(1, (dated.pinned_on if rule is AppliesBy.FIXED else 0) or 0, "i4")
