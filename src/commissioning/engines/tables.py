"""Every world of one case, with what the engine says of each outcome in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from commissioning.domain.decisions import Setting
from commissioning.engines.interface import Judged
from commissioning.engines.known import Known
from commissioning.engines.spaces import Space, Spaces
from commissioning.engines.worlds import JobReadings, World
from commissioning.plan.settling import Settled

Row = tuple[World, tuple[Judged, ...]]
"""A world with the engine's judgement of every outcome."""


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
        """Every world, the readings of the silences in listed order first: ten jobs with missing facts make millions."""
        return [row for space in self.spaces for row in space.every_row(self.jobs)]

    @cached_property
    def different(self) -> list[Row]:
        """One world for all of a reading of the silences that have the same measures; the first is the most favourable."""
        return [row for space in self.spaces for row in space.rows()]

    @property
    def worlds(self) -> int:
        """How many rows there are."""
        number = len(self.spaces)
        for job in self.jobs:
            number *= len(job.settings)
        return number

    def of(self, world: World) -> Known:
        """What is known in a world."""
        return self.known[world.variant]
