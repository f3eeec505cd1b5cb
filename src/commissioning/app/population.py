"""A population decided by the columnar engine, a stretch of clients at a time, into a sink: rows, changed rows or totals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from commissioning.app.check import Progress, read_caseload
from commissioning.app.known import known_caseload, next_reviews
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.errors import Exit, Problem, usage
from commissioning.loading.population import SIZE, NotInOrder, Population, open_population
from commissioning.plan.plan import Plan

SINKS = ("rows", "changed", "totals")


@dataclass(frozen=True)
class Decided:
    """What was done: how many journeys and rows, how many decisions the plain way, what was left out, and totals if asked."""

    journeys: int
    rows: int
    plain: int
    left_out: dict[str, int]
    problems: tuple[Problem, ...]
    totals: tuple[Any, ...] = ()

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.left_out.values()) else Exit.DECIDED


@dataclass(frozen=True)
class Asked:
    """What to do with the decisions: the sink, where it writes, and the earlier run that ``changed`` compares with."""

    sink: str
    output: Path | None = None
    kind: str = "parquet"
    against: Path | None = None


def decide_population(
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    asked: Asked,
    *,
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Decided:
    """Decides every journey of an input. Raises :class:`~commissioning.errors.Refused` where nothing can be decided."""
    chosen = of_clients(plans(workspace, options), options)
    ids = [*workspace.ids("national"), *workspace.ids("local"), *(plan.family for plan in chosen)]
    run = _Run(_columnar(chosen), as_of, asked)
    try:
        population = None if strict or options.known_at is not None else _opened(path, workspace, ids, mapping)
        if population is not None:
            try:
                return run.through(_of_population(population, run, as_of), population.total, progress, population)
            except NotInOrder:
                # What was written so far is taken back: the whole input is read, and said to be at fault where it is.
                run.again()
        read = read_caseload(path, workspace, ids, mapping, strict=strict, known_at=options.known_at)
        caseload = known_caseload(read, chosen, as_of, options.known_at)
        from commissioning.engines.columnar.from_caseload import batches

        found = batches(caseload, run.columnar.facts, as_of, SIZE, next_reviews(read, chosen, as_of))
        return run.through(found, len(caseload.journeys), progress, None, dict(read.left_out), tuple(read.problems))
    except BaseException:
        run.again()
        raise


def _columnar(chosen: Sequence[Plan]) -> Any:
    try:
        from commissioning.engines.columnar.earlier import ColumnarWithEarlier
    except ModuleNotFoundError as why:
        raise usage(
            "U021",
            f"the columnar engine cannot run here: {why.name} is not installed",
            "pip install 'commissioning[population]', or decide with --engine reference",
        ) from why
    return ColumnarWithEarlier(chosen)


def _opened(path: Path, workspace: Workspace, ids: list[str], mapping: Path | None) -> Population | None:
    try:
        return open_population(path, mapping=mapping, further=workspace.further_facts(ids))
    except NotInOrder:
        return None


def _of_population(population: Population, run: _Run, as_of: date) -> Iterator[Any]:
    from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of

    for stretch in population.stretches():
        yield batch_of(ArrowTables(stretch.journeys, stretch.jobs), run.columnar.facts, as_of.toordinal())


class _Run:
    """Batches through the engine into a sink."""

    def __init__(self, columnar: Any, as_of: date, asked: Asked) -> None:
        self.columnar = columnar
        self._as_of = as_of.toordinal()
        self._asked = asked
        self._begin()

    def _begin(self) -> None:
        from commissioning.engines.columnar.review import ColumnarReview
        from commissioning.engines.columnar.totals import Totals
        from commissioning.reports.population_sinks import Earlier, RowsSink

        self._totals = Totals(self.columnar) if self._asked.sink == "totals" else None
        self._sink = None
        if self._totals is None:
            if self._asked.output is None:
                raise usage("U027", f"the sink '{self._asked.sink}' needs a file to write", "add --output FILE")
            self._sink = RowsSink(self._asked.output, self._asked.kind)
            self._review = ColumnarReview(self.columnar)
        self._earlier = Earlier(self._asked.against) if self._asked.against is not None else None

    def again(self) -> None:
        """Takes back what was written."""
        if self._sink is not None:
            self._sink.forget()
        self._begin()

    def through(
        self,
        batches: Iterator[Any],
        total: int,
        progress: Progress | None,
        population: Population | None,
        left_out: dict[str, int] | None = None,
        problems: tuple[Problem, ...] = (),
    ) -> Decided:
        """Decides every batch; what was done."""
        journeys = plain = 0
        for batch in batches:
            decided = self.columnar.decide(batch, self._as_of)
            self._into_sink(decided)
            journeys += len(batch)
            plain += decided.plain
            if progress is not None and journeys:
                progress(journeys, max(total, journeys))
        if self._sink is not None:
            self._sink.finish()
        return Decided(
            journeys,
            self._sink.rows if self._sink is not None else 0,
            plain,
            dict(population.left_out) if population is not None else left_out or {},
            population.problems() if population is not None else problems,
            tuple(self._totals.rows()) if self._totals is not None else (),
        )

    def _into_sink(self, decided: Any) -> None:
        from commissioning.engines.columnar.rows import rows_of
        from commissioning.reports.population_sinks import changed

        if self._totals is not None:
            self._totals.add(decided, self._as_of)
            return
        rows = rows_of(self.columnar, decided, self._as_of, self._review.days(decided, self._as_of))
        if self._earlier is not None:
            rows = changed(rows, self._earlier)
        if self._sink is not None:
            self._sink.add(rows)
