"""What a sweep shows: the cliff, where one step changes most, and the knee, where a curve bends most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction

from commissioning.domain.comparisons import Total
from commissioning.domain.sweeps import Axis, Point, Step, Swept


def swept(as_of: date, axes: Sequence[Axis], base: Total, points: Sequence[Point], journeys: int) -> Swept:
    """The sweep with its cliff and its knee."""
    largest = max(_steps(axes, points), key=lambda s: (abs(s.pence), abs(s.outcomes)), default=None)
    cliff = largest if largest is not None and (largest.pence or largest.outcomes) else None
    knees = [found for curve in _curves(points) if (found := _knee(curve)) is not None]
    knee = max(knees, key=lambda one: one[0])[1] if knees and len(axes) <= 2 else None
    return Swept(as_of, tuple(axes), base, tuple(points), cliff, knee, journeys)


def _steps(axes: Sequence[Axis], points: Sequence[Point]) -> Iterator[Step]:
    """Every two points that differ by one step on one axis, both of which there can be."""
    at = {point.values: point for point in points}
    for point in points:
        for position, axis in enumerate(axes):
            index = axis.values.index(point.values[position]) + 1
            if index < len(axis.values):
                values = (*point.values[:position], axis.values[index], *point.values[position + 1 :])
                other = at.get(values)
                if other is not None and other.total is not None and point.total is not None:
                    yield Step(position, point, other)


def _curves(points: Sequence[Point]) -> Iterator[list[Point]]:
    """The points as curves over the first axis: one for each value of the second, or a single one."""
    curves: dict[tuple[str, ...], list[Point]] = {}
    for point in points:
        curves.setdefault(point.values[1:], []).append(point)
    yield from curves.values()


def _knee(points: Sequence[Point]) -> tuple[Fraction, Point] | None:
    """The point of a curve furthest from the chord between its ends, with how far: the surface it spans with them.

    Values that are no numbers are taken at equal distances.
    """
    known = [point for point in points if point.total is not None]
    if len(known) < 3:
        return None
    along = _numbers(known)
    due = [point.due if any(p.due for p in known) else point.met for point in known]
    wide, high = along[-1] - along[0], due[-1] - due[0]
    if not wide:
        return None
    far = [abs(high * (x - along[0]) - wide * (y - due[0])) for x, y in zip(along, due, strict=True)]
    furthest = max(range(len(known)), key=lambda i: (far[i], -i))
    return (far[furthest], known[furthest]) if far[furthest] else None


def _numbers(points: Sequence[Point]) -> list[Fraction]:
    """The values of the first axis as numbers, without their unit; or their places where some are no numbers."""
    found = []
    for point in points:
        head = point.values[0].split()[0]
        try:
            found.append(Fraction(head))
        except ValueError:
            return [Fraction(i) for i in range(len(points))]
    return found
