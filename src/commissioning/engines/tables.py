"""Every world of one case, with what the engine says of each outcome in it."""

from __future__ import annotations

from commissioning.domain.decisions import Setting
from commissioning.engines.interface import Judged
from commissioning.engines.known import Known
from commissioning.engines.worlds import JobReadings, World


class Table:
    """The worlds of one case: *rows* gives each with the engine's judgement of every outcome."""

    def __init__(self, known: dict[tuple[Setting, ...], Known], jobs: tuple[JobReadings, ...]) -> None:
        self.known = known
        self.jobs = jobs
        self.rows: list[tuple[World, tuple[Judged, ...]]] = []

    def of(self, world: World) -> Known:
        """What is known in a world."""
        return self.known[world.variant]
