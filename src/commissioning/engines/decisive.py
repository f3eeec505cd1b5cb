"""What is decisive: each silence and missing fact of a job that alone, under some setting of all else, changes the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import prod
from operator import ne

from commissioning.domain.decisions import Decisive, Setting, Unsettled
from commissioning.domain.verdicts import Verdict
from commissioning.engines.spaces import CODES, Axes, Space
from commissioning.engines.worlds import JobReadings, silences_of


class Verdicts:
    """The verdicts of one outcome in every world of one space."""

    def __init__(self, space: Space, position: int) -> None:
        self.settings = (*space.variant, *silences_of(space.settled))
        self.axes = space.axes
        self.seen = space.seen(position)
        self.codes = space.verdicts(position)

    def slices(self, job: int, number: int) -> Iterator[bytes]:
        """The verdicts where one job is read as its class of that number, in an order that is the same for each class."""
        sizes = self.axes.sizes
        inner = prod(sizes[job + 1 :])
        step = inner * sizes[job]
        outer = len(self.codes) // step
        if outer <= inner:
            return (self.codes[at * step + number * inner :][:inner] for at in range(outer))
        return (self.codes[number * inner + at :: step] for at in range(inner))

    def differ_between(self, job: int, one: int, other: int) -> bool:
        """Whether reading one job as the one class or as the other gives different verdicts in some world."""
        return len(self.seen) > 1 and any(map(ne, self.slices(job, one), self.slices(job, other)))

    def under(self, job: int, number: int) -> set[Verdict]:
        """The verdicts where one job is read as its class of that number."""
        if len(self.seen) == 1 or self.axes.sizes[job] == 1:
            return self.seen
        return {verdict for verdict in self.seen if any(CODES[verdict] in part for part in self.slices(job, number))}


def decisive(spaces: Sequence[Space], jobs: tuple[JobReadings, ...], position: int) -> tuple[Decisive, ...]:
    """What, changed alone under some setting of all else, changes the verdict; with the verdicts under each reading of it."""
    every = [Verdicts(space, position) for space in spaces]
    meeting = Meeting()
    found = [_setting(every, index, meeting) for index in range(len(every[0].settings))]
    found += [_fact(every, at, job, index) for at, job in enumerate(jobs) for index in range(len(job.doubts))]
    return tuple(one for one in found if one is not None)


class Meeting:
    """Compares the verdicts of two spaces world by world, though their axes tell different worlds apart."""

    def __init__(self) -> None:
        self._numbers = cache(_meeting)

    def differ(self, one: Verdicts, other: Verdicts) -> bool:
        """Whether two spaces give different verdicts in some world of both."""
        if one.axes.classes == other.axes.classes:
            return one.codes != other.codes
        if len(one.seen | other.seen) == 1:
            return False
        if one.seen.isdisjoint(other.seen):
            return True
        first, second = self._numbers(one.axes, other.axes)
        return any(map(ne, map(one.codes.__getitem__, first), map(other.codes.__getitem__, second)))


def _meeting(one: Axes, other: Axes) -> tuple[list[int], list[int]]:
    """The numbers on both axes of every world that either of them tells apart."""
    first, second = [0], [0]
    for of, size, of_other, size_other in zip(one.classes, one.sizes, other.classes, other.sizes, strict=True):
        pairs = sorted(set(zip(of, of_other, strict=True)))
        first = [number * size + at for number in first for at, _ in pairs]
        second = [number * size_other + at for number in second for _, at in pairs]
    return first, second


def _setting(every: Sequence[Verdicts], index: int, meeting: Meeting) -> Decisive | None:
    """A silence, or a fact that says whether a version is for the journey, if it is decisive."""
    alike: dict[tuple[Setting, ...], Verdicts] = {}
    by_value: dict[str, set[Verdict]] = {}
    changes = False
    for one in every:
        by_value.setdefault(one.settings[index].value, set()).update(one.seen)
        first = alike.setdefault((*one.settings[:index], *one.settings[index + 1 :]), one)
        changes = changes or (first is not one and meeting.differ(first, one))
    setting = every[0].settings[index]
    return Decisive(setting.kind, setting.name, "", _ordered(by_value)) if changes else None


def _fact(every: Sequence[Verdicts], at: int, job: JobReadings, index: int) -> Decisive | None:
    """A missing fact of the job at *at*, if it is decisive."""
    if not _changes(every, at, job, index):
        return None
    number = {setting: place for place, setting in enumerate(job.settings)}
    by_setting: list[set[Verdict]] = [set() for _ in job.settings]
    for one in every:
        under = [one.under(at, of) for of in range(one.axes.sizes[at])]
        for place, of in enumerate(one.axes.classes[at]):
            by_setting[place] |= under[of]
    doubt = job.doubts[index]
    by_verdicts: dict[tuple[Verdict, ...], list[str]] = {}
    for reading, (label, _) in enumerate(doubt.readings):
        seen: set[Verdict] = set().union(*(by_setting[number[one]] for one in job.under(index, reading)))
        by_verdicts.setdefault(tuple(sorted(seen)), []).append(label)
    readings = tuple((" or ".join(labels), verdicts) for verdicts, labels in by_verdicts.items())
    return Decisive(Unsettled.JOB_FACT, doubt.name, doubt.job_id, readings)


def _changes(every: Sequence[Verdicts], at: int, job: JobReadings, index: int) -> bool:
    """Whether reading one missing fact of a job another way changes the verdict of some world."""
    number = {setting: place for place, setting in enumerate(job.settings)}
    flips = {(number[one], number[other]) for one, other in job.flips(index)}
    for one in every:
        classes = one.axes.classes[at]
        pairs = {(min(classes[a], classes[b]), max(classes[a], classes[b])) for a, b in flips}
        if any(a != b and one.differ_between(at, a, b) for a, b in pairs):
            return True
    return False


def _ordered(by_value: Mapping[str, set[Verdict]]) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
    return tuple((value, tuple(sorted(seen))) for value, seen in by_value.items())
