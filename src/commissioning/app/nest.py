"""Nest: an input written as nested rows, one for each client, divided by client, so that many machines can decide it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from commissioning.app.check import Progress, read_caseload
from commissioning.app.workspace import Workspace
from commissioning.errors import Exit, Problem, usage
from commissioning.loading.caseload import Read
from commissioning.terms.facts import FactType

if TYPE_CHECKING:
    import pyarrow as pa

    from commissioning.loading.nested_folder import Contents
    from commissioning.loading.nested_writing import NestedWriter
    from commissioning.loading.population import Population

PARTITIONS = 16
"""So many partitions where none are asked for: more than one machine has cores, and no small files at a million journeys."""


@dataclass(frozen=True)
class Nested:
    """What was written, and what was found on the way."""

    contents: Contents
    problems: tuple[Problem, ...]

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.contents.left_out.values()) else Exit.DECIDED


def nest(
    path: Path,
    workspace: Workspace,
    folder: Path,
    partitions: int = PARTITIONS,
    *,
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Nested:
    """Writes the clients of an input into a folder that is new or empty. Raises :class:`~commissioning.errors.Refused`.

    Parquet files in one order are read a stretch at a time, in memory that does not grow; any other input is read whole.
    """
    try:
        from commissioning.loading.nested_writing import NestedWriter
        from commissioning.loading.population import NotInOrder
    except ModuleNotFoundError as error:
        message = f"nested rows need the package {error.name or 'pyarrow'}, which is not installed"
        raise usage("U060", message, "pip install 'commissioning[population]'") from None
    ids = [*workspace.ids("national"), *workspace.ids("local")]
    further = workspace.further_facts(ids)
    writer = NestedWriter(folder, partitions)
    try:
        population = None if strict else _opened(path, mapping, further)
        if population is not None:
            try:
                _write(_stretches(population, further), writer, population.total, progress)
                return Nested(writer.finish(list(further), population.left_out), population.problems())
            except NotInOrder:
                # What was written so far is taken back: the whole input is read, and said to be at fault where it is.
                writer.forget()
        read = read_caseload(path, workspace, ids, mapping, strict=strict)
        _write(_of_caseload(read, further), writer, len(read.caseload.journeys), progress)
        return Nested(writer.finish(list(further), read.left_out), tuple(read.problems))
    except BaseException:
        writer.forget()
        raise


def _opened(path: Path, mapping: Path | None, further: Mapping[str, FactType]) -> Population | None:
    from commissioning.loading.population import NotInOrder, open_population

    try:
        return open_population(path, mapping=mapping, further=further)
    except NotInOrder:
        return None


def _write(batches: Iterable[pa.Table], writer: NestedWriter, total: int, progress: Progress | None) -> None:
    journeys = 0
    for rows in batches:
        writer.add(rows)
        journeys += len(rows["journeys"].combine_chunks().flatten())
        if progress is not None:
            progress(journeys, max(total, journeys))


def _stretches(population: Population, further: Mapping[str, FactType]) -> Iterator[pa.Table]:
    """The stretches of a population as nested rows."""
    import numpy as np
    import pyarrow as pa

    from commissioning.loading.columns import JOBS, JOURNEYS, tables_with
    from commissioning.loading.nested_rows import PLACE, nested, plainly

    known = tables_with(further)[JOURNEYS.name]
    place = 0
    for stretch in population.stretches():
        journeys = plainly(stretch.journeys, known)
        places = pa.array(np.arange(place, place + len(journeys)), pa.int64())
        place += len(journeys)
        jobs = plainly(stretch.jobs, JOBS, every=True)
        yield nested({"journeys": journeys.append_column(PLACE, places), "jobs": jobs})


def _of_caseload(read: Read, further: Mapping[str, FactType]) -> Iterator[pa.Table]:
    """A caseload that was read whole as nested rows."""
    from commissioning.loading.nested_rows import CaseloadRows

    return CaseloadRows(read.caseload, further, _bands(read)).batches()


def _bands(read: Read) -> dict[str, list[tuple[date, str | None]]]:
    """The band of each service's fidelity from each day on which a review may have changed it."""
    if not read.tables:
        return {}
    from commissioning.app.fidelity import fidelity_scales
    from commissioning.services.fidelity_of import fidelity_of, review_days

    book, scales = read.book, fidelity_scales()
    return {
        service: [(day, fidelity_of(service, book, scales, day).band) for day in days]
        for service, days in review_days(book).items()
    }
