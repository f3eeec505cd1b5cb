"""Chance for made-up cohorts: a stream of its own for every block of journeys, and tables that turn sixteen bits into a value.

Only the raw bits of a counter-based generator (Philox) are used, and only whole numbers are reckoned with, so that one seed
gives one cohort on every machine and with every release of numpy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from commissioning.lab.simulation_values import WHOLE

Ints: TypeAlias = npt.NDArray[np.signedinteger[Any]]
Codes: TypeAlias = npt.NDArray[np.int8]
Flags: TypeAlias = npt.NDArray[np.bool_]
Bits: TypeAlias = npt.NDArray[np.uint16]
Places: TypeAlias = npt.NDArray[np.intp]

SIXTEEN = 1 << 16
"""How many values sixteen bits have: every table has so many rows."""
BLANK = -1
"""The code of a blank."""
NO_DAY = np.int32(np.iinfo(np.int32).max)
"""The day of an end that is blank: later than any other."""


class Draws:
    """The stream of one block: the same for a seed and a block's number, whatever else is drawn."""

    def __init__(self, seed: int, block: int) -> None:
        self._bits = np.random.Philox(np.random.SeedSequence(seed, spawn_key=(block,)))

    def rows(self, names: Sequence[str], width: int) -> dict[str, Bits]:
        """For each name *width* draws of sixteen bits."""
        flat = self._sixteen(len(names) * width)
        return {name: flat[at * width : (at + 1) * width] for at, name in enumerate(names)}

    def _sixteen(self, size: int) -> Bits:
        raw = self._bits.random_raw(-(-size // 4)).astype("<u8", copy=False)
        # One raw number holds four draws; the order of its bytes is fixed, so that it is the same on every machine.
        return raw.view("<u2")[:size].astype(np.uint16, copy=False)


def limit(share: int, of: int = WHOLE) -> np.int32:
    """The number of draws, of all that sixteen bits have, that stand for a share: a draw below it means yes."""
    return np.int32((2 * share * SIXTEEN + of) // (2 * of))


def choice(weights: Iterable[int], of: int = 0) -> Codes:
    """A table of positions, each as often as its weight says; what they leave over of the whole is :data:`BLANK`."""
    listed = list(weights)
    whole = of or sum(listed)
    edges = [int(limit(sum(listed[: at + 1]), whole)) for at in range(len(listed))]
    counts = [edge - before for before, edge in zip([0, *edges], edges, strict=False)]
    codes = [*range(len(listed)), BLANK]
    return np.repeat(np.array(codes, np.int8), [*counts, SIXTEEN - sum(counts)])


def figures(shares: Iterable[tuple[int, int]]) -> Ints:
    """A table of whole numbers, each as often as its share says."""
    numbers, weights = zip(*shares, strict=True)
    return _narrow(np.array(numbers, np.int32)[choice(weights)])


def spread(points: Mapping[int, int]) -> Ints:
    """A table of whole numbers that rise evenly between the points."""
    at = np.arange(SIXTEEN, dtype=np.int64) * 2 + 1  # the middle of each draw, in 131,072ths
    ends = list(points.items())
    found = np.full(SIXTEEN, ends[-1][1], np.int64)
    for (low, first), (high, last) in reversed(list(pairwise(ends))):
        inside = first + ((last - first + 1) * (at * WHOLE - low * 2 * SIXTEEN)) // ((high - low) * 2 * SIXTEEN)
        found = np.where(at * WHOLE < high * 2 * SIXTEEN, np.clip(inside, first, last), found)
    return _narrow(found)


def _narrow(table: Ints) -> Ints:
    """The table in sixteen bits where they hold it: a smaller one is looked up faster."""
    fits = np.abs(table).max() <= np.iinfo(np.int16).max
    narrow: Ints = table.astype(np.int16) if fits else table.astype(np.int32)
    return narrow


def below(bits: Bits, room: Ints | int) -> Ints:
    """A whole number from 0 to *room* - 1, each as likely; *room* is at most 65,536."""
    return ((bits.astype(np.int64) * room) >> 16).astype(np.int32)
