"""Every way the unsettled things can be: the readings of the silences, and each missing fact of a job for and against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from commissioning.domain.decisions import Decisive, Setting, Unsettled
from commissioning.domain.verdicts import Verdict
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
class JobReadings:
    """One job with missing facts, and the settings of them that make a difference.

    *settings* holds one representative for each different effect; *effects* maps every combination of *facts* that are read
    against the client to the representative that has the same effect.
    """

    facts: tuple[JobFact, ...]
    settings: tuple[Unfavourable, ...]
    effects: Mapping[Unfavourable, Unfavourable]

    @classmethod
    def of(cls, facts: tuple[JobFact, ...], asked_together: Iterable[Unfavourable]) -> JobReadings:
        """The readings of one job's missing *facts*; two are one if the same groups of facts fail under both."""
        groups = [group for group in asked_together if group.intersection(facts)]
        by_effect: dict[tuple[bool, ...], Unfavourable] = {}
        effects = {}
        for bits in product((False, True), repeat=len(facts)):
            against = frozenset(fact for fact, bit in zip(facts, bits, strict=True) if bit)
            effect = tuple(bool(against & group) for group in groups)
            effects[against] = by_effect.setdefault(effect, against)
        return cls(facts, tuple(by_effect.values()), effects)

    def flips(self, fact: JobFact) -> Iterator[tuple[Unfavourable, Unfavourable]]:
        """The pairs of representatives between which reading *fact* alone the other way can lead."""
        for against, representative in self.effects.items():
            if fact not in against:
                other = self.effects[against | {fact}]
                if other != representative:
                    yield representative, other

    def under(self, fact: JobFact, against: bool) -> set[Unfavourable]:
        """The representatives that stand for some combination with *fact* read so."""
        return {rep for combination, rep in self.effects.items() if (fact in combination) is against}


def job_readings(asked_together: Iterable[Unfavourable]) -> tuple[JobReadings, ...]:
    """The readings of each job that has missing facts, by job id."""
    groups = sorted(asked_together, key=sorted)
    by_job: dict[str, set[JobFact]] = {}
    for group in groups:
        for fact in group:
            by_job.setdefault(fact.job_id, set()).add(fact)
    return tuple(JobReadings.of(tuple(sorted(facts)), groups) for _, facts in sorted(by_job.items()))


def worlds(variant: tuple[Setting, ...], settled: Iterable[Settled], jobs: tuple[JobReadings, ...]) -> Iterator[World]:
    """Every world, silences in listed order first, then the jobs; the first is the most favourable to the client."""
    for plan in settled:
        for chosen in product(*(job.settings for job in jobs)):
            yield World(variant, plan, FAVOURABLE.union(*chosen))


def silences_of(world: World) -> tuple[Setting, ...]:
    """How the silences are read in a world."""
    return tuple(Setting(Unsettled.SILENCE, name, value) for name, value in world.settled.reading.items())


def settings_of(world: World, jobs: tuple[JobReadings, ...]) -> tuple[Setting, ...]:
    """Everything unsettled as it is read in a world."""
    facts = tuple(
        Setting(Unsettled.JOB_FACT, fact.fact, AGAINST if fact in world.unfavourable else FOR, fact.job_id)
        for job in jobs
        for fact in job.facts
    )
    return (*world.variant, *silences_of(world), *facts)


def decisive(verdicts: Mapping[World, Verdict], jobs: tuple[JobReadings, ...]) -> tuple[Decisive, ...]:
    """What, changed alone under some setting of all else, changes the verdict; with the verdicts under each reading of it."""
    found = []
    table = {((*world.variant, *silences_of(world)), world.unfavourable): verdict for world, verdict in verdicts.items()}
    first = next(iter(table))[0]
    for index, setting in enumerate(first):
        by_value: dict[str, set[Verdict]] = {}
        others: dict[object, set[Verdict]] = {}
        for (settings, unfavourable), verdict in table.items():
            by_value.setdefault(settings[index].value, set()).add(verdict)
            others.setdefault((settings[:index], settings[index + 1 :], unfavourable), set()).add(verdict)
        if any(len(seen) > 1 for seen in others.values()):
            found.append(Decisive(setting.kind, setting.name, "", _ordered(by_value)))
    for job in jobs:
        found += [fact for fact in (_decisive_fact(table, job, fact) for fact in job.facts) if fact]
    return tuple(found)


def _decisive_fact(
    table: Mapping[tuple[tuple[Setting, ...], Unfavourable], Verdict], job: JobReadings, fact: JobFact
) -> Decisive | None:
    own = frozenset(job.facts)
    flips = list(job.flips(fact))
    changes = any(
        table.get((settings, unfavourable - own | other)) not in (None, verdict)
        for (settings, unfavourable), verdict in table.items()
        for representative, other in flips
        if unfavourable & own == representative
    )
    if not changes:
        return None
    by_value: dict[str, set[Verdict]] = {}
    for value, against in ((FOR, False), (AGAINST, True)):
        representatives = job.under(fact, against)
        by_value[value] = {v for (_, unfavourable), v in table.items() if unfavourable & own in representatives}
    return Decisive(Unsettled.JOB_FACT, fact.fact, fact.job_id, _ordered(by_value))


def _ordered(by_value: Mapping[str, set[Verdict]]) -> tuple[tuple[str, tuple[Verdict, ...]], ...]:
    return tuple((value, tuple(sorted(seen))) for value, seen in by_value.items())
