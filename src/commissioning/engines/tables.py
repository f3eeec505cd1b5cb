"""Every world of one case, with what the engine says of each outcome in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from commissioning.domain.calendar import Day
from commissioning.domain.decisions import Setting
from commissioning.domain.verdicts import Verdict
from commissioning.engines.interface import Judged
from commissioning.engines.known import Known
from commissioning.engines.spaces import Space, Spaces
from commissioning.engines.worlds import JobReadings, World
from commissioning.plan.settling import Settled

Row = tuple[World, tuple[Judged, ...]]
"""A world with the engine's judgement of every outcome."""

MOST_ROWS = 2_000
"""As many worlds are told of one by one."""


class Table:
    """The worlds of one case: a space for each reading of the silences, under each version that may be for the journey."""

    def __init__(
        self, known: Mapping[tuple[Setting, ...], Known], settled: Iterable[Settled], jobs: tuple[JobReadings, ...]
    ) -> None:
        self.known = known
        self.jobs = jobs
        self.settled = tuple(settled)
        every = {variant: Spaces(of, jobs) for variant, of in known.items()}
        self.spaces: list[Space] = [of.under(variant, plan) for variant, of in every.items() for plan in self.settled]
        self.of_first = every[self.spaces[0].variant]

    @cached_property
    def rows(self) -> list[Row]:
        """The worlds to tell of, the readings of the silences in listed order first: every one, up to :data:`MOST_ROWS`.

        Ten jobs with missing facts make millions. Of so many, these are told: the one most favourable to the client, each in
        which the facts of one job alone are read otherwise, and one for everything else that the measures come to.
        """
        if self.worlds <= MOST_ROWS:
            return [row for space in self.spaces for row in space.every_row(self.jobs)]
        return [row for space in self.spaces for row in self._some(space)]

    def _some(self, space: Space) -> Iterator[Row]:
        near = list(space.rows_near(self.jobs))
        yield from near
        told = {_comes_to(judged) for _, judged in near}
        for world, judged in space.rows():
            if _comes_to(judged) not in told:
                told.add(_comes_to(judged))
                yield world, judged

    @cached_property
    def different(self) -> list[Row]:
        """One world for all of a reading of the silences that have the same measures; the first is the most favourable."""
        return [row for space in self.spaces for row in space.rows()]

    @property
    def worlds(self) -> int:
        """How many worlds there are."""
        number = len(self.spaces)
        for job in self.jobs:
            number *= len(job.settings)
        return number

    def of(self, world: World) -> Known:
        """What is known in a world."""
        return self.known[world.variant]


def _comes_to(judged: tuple[Judged, ...]) -> tuple[tuple[Verdict, Day | None], ...]:
    """The verdicts and days of every outcome."""
    return tuple((one.verdict, one.day) for one in judged)
