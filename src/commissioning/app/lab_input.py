"""The input of comparisons and sweeps: small ones are decided journey by journey, populations in columns a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from commissioning.app.check import Progress, read_caseload
from commissioning.app.known import known_caseload
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.journeys import Caseload
from commissioning.errors import Place, Problem, Severity
from commissioning.loading.caseload import Read, input_digest_of
from commissioning.loading.columns import tables_with
from commissioning.loading.mapping import read_mapping, unmapped
from commissioning.loading.population import NotInOrder, Population, open_population
from commissioning.loading.sources import find_sources
from commissioning.plan.plan import Plan

if TYPE_CHECKING:
    from commissioning.engines.columnar.batch import Batch

FEW = 300
"""Up to so many journeys are decided one by one where the engine is left to be chosen: that takes no longer than the start of
the other."""

COLUMNAR = "columnar"

T = TypeVar("T")


class Fold(Protocol):
    """What takes batches: the facts it asks for, how many journeys it takes at a time, and one batch after the other."""

    @property
    def facts(self) -> Iterable[str]:
        """The facts of journeys that are asked for."""

    @property
    def size(self) -> int:
        """How many journeys to give at a time."""

    def add(self, batch: Batch) -> None:
        """The journeys of one batch."""


F = TypeVar("F", bound=Fold)


@dataclass(frozen=True)
class Source:
    """An input, and how its rows are read."""

    path: Path
    workspace: Workspace
    options: Options
    as_of: date
    ids: Sequence[str]
    mapping: Path | None
    strict: bool

    @cached_property
    def whole(self) -> Read:
        """Everything, read at once; only the first time."""
        return read_caseload(self.path, self.workspace, self.ids, self.mapping, strict=self.strict)

    def population(self) -> Population | None:
        """The input as one that is read a stretch of clients at a time, where it can be."""
        if self.strict or self.options.known_at is not None:
            return None
        try:
            return open_population(self.path, mapping=self.mapping, further=self.workspace.further_facts(self.ids))
        except NotInOrder:
            return None

    def read_of(self, population: Population) -> Read:
        """What is said of a population that was read to its end; it holds no journey."""
        tables = tables_with(self.workspace.further_facts(self.ids))
        sources = find_sources(self.path, read_mapping(self.mapping, tables) if self.mapping else unmapped(tables))
        readers = [one for one in (population.journeys, population.jobs) if one is not None]
        if population.jobs is None:
            message = "there is no table 'jobs': every client is decided as one who has had no job"
            note = Problem(
                "D027", message, "add the table if anyone has worked", Place(self.path.name), severity=Severity.WARNING
            )
            self.workspace.notes.append(note)
        return Read(
            caseload=Caseload(()),
            problems=population.problems(),
            counts={one.name: one.total for one in readers},
            left_out=dict(population.left_out),
            digest=input_digest_of(self.path, sources, self.mapping),
        )


def by_columns(source: Source, engine_name: str, plans: Sequence[Plan]) -> Population | Read | None:
    """The input as it is decided in columns: a population, or what was read of any other. None where it is decided one by one.

    With ``auto`` columns are for more than :data:`FEW` journeys, where they can be used; whatever the engine, not for contracts
    that pay by more than the payment group.
    """
    if engine_name not in ("auto", COLUMNAR) or not _can(plans):
        return None
    population = source.population()
    if population is not None:
        return population if engine_name == COLUMNAR or population.total > FEW else None
    return source.whole if engine_name == COLUMNAR or len(source.whole.caseload.journeys) > FEW else None


def _can(plans: Sequence[Plan]) -> bool:
    """Whether columns can be used: what they need is installed, and they hold all that the plans pay by."""
    try:
        from commissioning.lab.compare_columns import fits
    except ModuleNotFoundError:
        return False
    return all(fits(plan) for plan in plans)


def folded(
    source: Source, found: Population | Read, plans: Sequence[Plan], make: Callable[[], F], progress: Progress | None
) -> tuple[F, Read]:
    """Every journey through what *make* makes, in input order, with what was read."""
    if isinstance(found, Population):
        try:
            fold = make()
            _through(fold, _of_population(found, fold, source.as_of), found.total, progress)
            return fold, source.read_of(found)
        except NotInOrder:
            # What was counted so far is left: the whole input is read, and said to be at fault where it is.
            found = source.whole
    from commissioning.engines.columnar.from_caseload import batches

    caseload = known_caseload(found, plans, source.as_of, source.options.known_at)
    fold = make()
    _through(fold, batches(caseload, fold.facts, source.as_of, fold.size), len(caseload.journeys), progress)
    return fold, found


def _of_population(population: Population, fold: Fold, as_of: date) -> Iterator[Batch]:
    from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of

    for stretch in population.stretches(fold.size):
        yield batch_of(ArrowTables(stretch.journeys, stretch.jobs), fold.facts, as_of.toordinal())


def _through(fold: Any, batches: Iterable[Batch], total: int, progress: Progress | None) -> None:
    done = 0
    for batch in batches:
        fold.add(batch)
        done += len(batch)
        if progress is not None and done:
            progress(done, max(total, done))
