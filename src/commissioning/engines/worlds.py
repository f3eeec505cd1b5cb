"""Every way the unsettled things can be: the readings of the silences, and each missing fact of a job for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from commissioning.domain.decisions import Setting, Unsettled
from commissioning.domain.journeys import BASES
from commissioning.engines.measuring import FAVOURABLE, JobFact, Unfavourable
from commissioning.plan.settling import Settled

FOR, AGAINST = "counts", "does_not_count"
"""How a missing fact of a job is read: as one that makes the job count, or as one that does not."""


class World(NamedTuple):
    """One way the unsettled things can be.

    *variant* gives blank facts of the journey that say whether a version is for it; *settled* is the plan under one reading
    of the silences; *unfavourable* are the missing facts of jobs that are read against the client.
    """

    variant: tuple[Setting, ...]
    settled: Settled
    unfavourable: Unfavourable


@dataclass(frozen=True, slots=True)
class Doubt:
    """One missing fact of a job with the ways it can be read, the most favourable first."""

    name: str
    job_id: str
    readings: tuple[tuple[str, Unfavourable], ...]

    @classmethod
    def of(cls, job_id: str, name: str) -> Doubt:
        """A basis is read as each one there is; any other fact for the client and against."""
        if name == "basis":
            return cls(name, job_id, tuple((basis, frozenset({JobFact(job_id, name, basis)})) for basis in BASES))
        return cls(name, job_id, ((FOR, FAVOURABLE), (AGAINST, frozenset({JobFact(job_id, name)}))))

    def read_in(self, unfavourable: Unfavourable) -> str:
        """How it is read among everything that is."""
        return next(label for label, facts in reversed(self.readings) if facts <= unfavourable)


@dataclass(frozen=True, slots=True)
class JobReadings:
    """One job with missing facts, and the readings of them that make a difference.

    *settings* holds one representative for each different effect; *effects* maps every combination of readings of *doubts*
    (by position) to the representative that has the same effect.
    """

    doubts: tuple[Doubt, ...]
    settings: tuple[Unfavourable, ...]
    effects: Mapping[tuple[int, ...], Unfavourable]

    @classmethod
    def of(cls, job_id: str, names: Iterable[str], asked_together: Iterable[Unfavourable]) -> JobReadings:
        """The readings of one job's missing facts; two are one if the same groups of facts fail under both."""
        doubts = tuple(Doubt.of(job_id, name) for name in names)
        groups = [group for group in asked_together if any(fact.job_id == job_id for fact in group)]
        by_effect: dict[tuple[bool, ...], Unfavourable] = {}
        effects = {}
        for positions in product(*(range(len(doubt.readings)) for doubt in doubts)):
            chosen = (doubt.readings[at][1] for doubt, at in zip(doubts, positions, strict=True))
            against = FAVOURABLE.union(*chosen)
            effect = tuple(bool(against & group) for group in groups)
            effects[positions] = by_effect.setdefault(effect, against)
        return cls(doubts, tuple(by_effect.values()), effects)

    def flips(self, index: int) -> Iterator[tuple[Unfavourable, Unfavourable]]:
        """The pairs of representatives between which reading one fact alone another way can lead."""
        for positions, representative in self.effects.items():
            for other in range(positions[index] + 1, len(self.doubts[index].readings)):
                changed = self.effects[(*positions[:index], other, *positions[index + 1 :])]
                if changed != representative:
                    yield representative, changed

    def under(self, index: int, reading: int) -> set[Unfavourable]:
        """The representatives that stand for some combination with one fact read so."""
        return {rep for positions, rep in self.effects.items() if positions[index] == reading}


def job_readings(asked_together: Iterable[Unfavourable]) -> tuple[JobReadings, ...]:
    """The readings of each job that has missing facts, by job id."""
    groups = sorted(asked_together, key=sorted)
    by_job: dict[str, set[str]] = {}
    for group in groups:
        for fact in group:
            by_job.setdefault(fact.job_id, set()).add(fact.fact)
    return tuple(JobReadings.of(job_id, sorted(names), groups) for job_id, names in sorted(by_job.items()))


def silences_of(settled: Settled) -> tuple[Setting, ...]:
    """How the silences are read in a settled plan."""
    return tuple(Setting(Unsettled.SILENCE, name, value) for name, value in settled.reading.items())


def settings_of(world: World, jobs: tuple[JobReadings, ...]) -> tuple[Setting, ...]:
    """Everything unsettled as it is read in a world."""
    facts = tuple(
        Setting(Unsettled.JOB_FACT, doubt.name, doubt.read_in(world.unfavourable), doubt.job_id)
        for job in jobs
        for doubt in job.doubts
    )
    return (*world.variant, *silences_of(world.settled), *facts)
