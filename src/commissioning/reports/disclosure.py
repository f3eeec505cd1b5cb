"""Small numbers kept from being read off a table: counts hidden, the others that would give them back, and rounding.

A count below the threshold is shown as ``[c]``, for *confidential*, in square brackets as the Government Analysis Function asks
("Using symbols and shorthand", 11 January 2022). Where a total would give it back, others are hidden beside it, in rows and in
columns. The method need not be kept secret: see ``docs/decisions/small-numbers.md``.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from commissioning.domain.money import Pence
from commissioning.reports.files import Pounds
from commissioning.reports.rows import Cell

HIDDEN = "[c]"
"""What stands in the place of a hidden number: one sign for all, so that it does not say why."""

MEANING = "confidential: the number is small, or would give a small one away"


@dataclass(frozen=True)
class Disclosure:
    """What is asked: counts from 1 to below *suppress* are hidden, counts are rounded to the nearest *nearest* (0: neither)."""

    suppress: int = 0
    nearest: int = 0

    @property
    def asked(self) -> bool:
        """Whether anything is."""
        return self.suppress > 0 or self.nearest > 0

    def is_small(self, count: int) -> bool:
        """Whether a count is hidden for itself. None is: that there is nobody says nothing of anybody."""
        return 0 < count < self.suppress

    # ------------------------------------------------------------------------------------------------------ one number

    def count(self, count: int, *, hidden: bool = False) -> Cell:
        """A count as it is shown. Every count is rounded for itself, totals too; halves are rounded up."""
        if hidden or self.is_small(count):
            return HIDDEN
        return _nearest(count, self.nearest) if self.nearest else count

    def money(self, pence: Pence, dearest: Pence, *, hidden: bool = False) -> Cell:
        """A sum as it is shown: rounded so far that it tells no fewer people apart than counts do.

        *dearest* is the highest price of one outcome in it (pence). Without rounding a sum gives back how many of each price
        there are: £2,100 at £700 each is three people.
        """
        if hidden:
            return HIDDEN
        return Pounds(_nearest(pence, self.step(dearest)))

    def step(self, dearest: Pence) -> Pence:
        """What sums are rounded to: the least of £1, 2, 5, 10, 20, … that is at least the price of so many dearest outcomes."""
        least = max(self.suppress, self.nearest, 1) * max(dearest, 100)
        power = 100
        while True:
            for times in (1, 2, 5):
                if times * power >= least:
                    return times * power
            power *= 10

    # ------------------------------------------------------------------------------------------------- parts of a whole

    def parts(self, counts: Sequence[int], least: int = 0) -> set[int]:
        """Which of the parts of a known whole are hidden: the small ones, and the next smallest until they hide each other.

        What is hidden is two parts or more that come to the threshold or more, so that each can be anything from none to that;
        *least* is what a reader knows that each comes to, as where only parts of one or more are listed.
        """
        found = {i for i, count in enumerate(counts) if self.is_small(count)}
        others = sorted((i for i in range(len(counts)) if i not in found), key=lambda i: (counts[i] == 0, counts[i], i))
        while found and others and (len(found) < 2 or sum(counts[i] - least for i in found) < self.suppress):
            found.add(others.pop(0))
        return found

    def pair(self, part: int, whole: int) -> bool:
        """Whether a part of a known whole is hidden: it is small, or what is left of the whole is."""
        return self.is_small(part) or self.is_small(whole - part)

    def apart(self, columns: Sequence[Sequence[int]]) -> list[bool]:
        """Which rows of a series are hidden, so that no two that are shown differ by a small number in any column.

        A series is the same people counted again under terms that differ a little: the difference of two rows is a count of
        people as well. The first row is kept where it can be.
        """
        shown: list[Sequence[int]] = []
        hidden = []
        for row in columns:
            bad = any(self.is_small(n) for n in row) or any(
                self.is_small(abs(n - m)) for other in shown for n, m in zip(row, other, strict=True)
            )
            hidden.append(bad)
            if not bad:
                shown.append(row)
        return hidden

    # -------------------------------------------------------------------------------------------------- rows by columns

    def table(
        self, counts: Sequence[Sequence[int]], rows: Iterable[int] = (), columns: Iterable[int] = ()
    ) -> set[tuple[int, int]]:
        """Which cells of a table are hidden whose row and column totals a reader knows, but for those of *rows* and *columns*.

        Of the rows and columns named the totals are hidden, and so is every cell. Every small cell that is hidden can then be
        any of more numbers than the threshold: this is found exactly, as the room that a flow through the table leaves.
        """
        height, width = len(counts), len(counts[0]) if counts else 0
        rows, columns = set(rows), set(columns)
        every = set(product(range(height), range(width)))
        small = {(r, c) for r, c in every if self.is_small(counts[r][c])}
        found = small | {(r, c) for r, c in every if r in rows or c in columns}
        for cell in sorted(small):
            while _Flow(counts, found, rows, columns).room(cell, self.suppress) < self.suppress:
                further = self._beside(counts, cell, found, every)
                if not further:
                    break
                found |= further
        return found

    def _beside(
        self,
        counts: Sequence[Sequence[int]],
        cell: tuple[int, int],
        found: set[tuple[int, int]],
        every: set[tuple[int, int]],
    ) -> set[tuple[int, int]]:
        """The cells to hide next: the three that make a rectangle with this one, those that leave enough room for the least."""
        row, column = cell
        best: tuple[tuple[bool, int, int], set[tuple[int, int]]] | None = None
        for r, c in every:
            if r == row or c == column:
                continue
            further = {(row, c), (r, column), (r, c)} - found
            room = min(counts[row][c], counts[r][column]) + min(counts[row][column], counts[r][c])
            enough = room >= self.suppress
            weight = (not enough, sum(counts[a][b] for a, b in further) if enough else -room, len(further))
            if further and (best is None or weight < best[0]):
                best = weight, further
        return best[1] if best is not None else every - found


def _nearest(number: int, step: int) -> int:
    """To the nearest multiple, halves up (of a sum below none, away from it)."""
    size = (2 * abs(number) + step) // (2 * step) * step
    return size if number >= 0 else -size


class _Flow:
    """A table as a flow from its total through rows and columns back: what may change is hidden, and stays none or more."""

    def __init__(
        self, counts: Sequence[Sequence[int]], hidden: set[tuple[int, int]], rows: set[int], columns: set[int]
    ) -> None:
        height = len(counts)
        begin, end = "begin", "end"
        edges: dict[tuple[object, object], int] = {}
        for r, c in hidden:
            edges[("row", r), ("column", c)] = counts[r][c]
        for r in rows:
            edges[begin, ("row", r)] = sum(counts[r])
        for c in columns:
            edges[("column", c), end] = sum(counts[r][c] for r in range(height))
        self._values = edges

    def room(self, cell: tuple[int, int], enough: int) -> int:
        """How many more numbers than its own a hidden cell can be, as far as *enough*."""
        edge = ("row", cell[0]), ("column", cell[1])
        up = self._most(edge, edge[1], edge[0], enough)
        if up >= enough:
            return up
        return up + self._most(edge, edge[0], edge[1], min(enough - up, self._values[edge]))

    def _most(self, without: tuple[object, object], source: object, sink: object, enough: int) -> int:
        """How much can be moved from *source* to *sink* by changing hidden numbers but one: as many as ask, or all there is."""
        left: dict[object, dict[object, int | None]] = {}
        for (a, b), value in self._values.items():
            if (a, b) != without:
                left.setdefault(a, {})[b] = None
                left.setdefault(b, {})[a] = value
        moved = 0
        while moved < enough:
            path = _path(left, source, sink)
            if path is None:
                return moved
            along = [left[a][b] for a, b in path]
            amount = min([enough - moved, *(room for room in along if room is not None)])
            for a, b in path:
                _move(left, a, b, amount)
            moved += amount
        return moved


def _path(left: dict[object, dict[object, int | None]], source: object, sink: object) -> list[tuple[object, object]] | None:
    before: dict[object, object] = {source: source}
    waiting = deque([source])
    while waiting:
        at = waiting.popleft()
        for to, room in left.get(at, {}).items():
            if to in before or room == 0:
                continue
            before[to] = at
            if to == sink:
                return _back(before, source, sink)
            waiting.append(to)
    return None


def _back(before: dict[object, object], source: object, sink: object) -> list[tuple[object, object]]:
    """The steps that led from *source* to *sink*."""
    path, to = [], sink
    while to != source:
        path.append((before[to], to))
        to = before[to]
    return path[::-1]


def _move(left: dict[object, dict[object, int | None]], a: object, b: object, amount: int) -> None:
    """Use up room from a to b and give it back from b to a; a hidden number may grow without end."""
    room, back = left[a][b], left[b][a]
    if room is not None:
        left[a][b] = room - amount
    if back is not None:
        left[b][a] = back + amount
