"""Nested clients decided share by share, by Spark on many machines or here, into the same sinks as any population."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import TYPE_CHECKING, Any

from commissioning.app.check import Progress
from commissioning.app.nest import nest
from commissioning.app.population import Asked, Decided
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.engines.interface import Missing
from commissioning.errors import Exit, Place, Problem, Refused, usage
from commissioning.loading.nested_folder import NestedFolder, is_nested, open_nested
from commissioning.plan.plan import Plan

if TYPE_CHECKING:
    from commissioning.engines.columnar.nested_work import Message, Work
    from commissioning.engines.spark import Spark

Messages = Iterator["Message"]
Machines = Callable[[Sequence[Path], "Work", "Progress | None"], Messages]
"""Gives what is said of the nested clients in some files; told how many shares are decided."""


def decide_nested(
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    asked: Asked,
    *,
    spark: bool,
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Decided:
    """Decides a nested folder, or any input, which is nested into a temporary folder first.

    Raises :class:`~commissioning.errors.Refused` where nothing can be decided.
    """
    chosen = of_clients(plans(workspace, options), options)
    with _session(spark) as session:
        elsewhere = session is not None and not session.here_alone
        with _nested(path, workspace, mapping, strict, elsewhere) as (folder, problems):
            _refuse(folder, path, workspace, chosen, asked, strict)
            machines = _here if session is None else session.messages
            return _Run(chosen, options, as_of, asked).through(machines, folder, problems, progress)


@contextmanager
def _session(spark: bool) -> Iterator[Spark | None]:
    """A session of Spark, if that is asked for."""
    try:
        with _spark() if spark else nullcontext() as session:
            yield session
    except ModuleNotFoundError as why:
        message = f"the columnar engine cannot run here: {why.name} is not installed"
        raise usage("U021", message, "pip install 'commissioning[population]'") from why


@contextmanager
def _spark() -> Iterator[Spark]:
    from commissioning.engines.spark import Spark

    try:
        session = Spark()
    except Missing as why:
        raise usage("U021", f"the spark engine cannot run here: {why}", "use --engine columnar") from why
    try:
        yield session
    finally:
        session.close()


def _here(files: Sequence[Path], work: Work, progress: Progress | None) -> Messages:
    """What is said of the clients in some files, decided on this machine one file after the other."""
    import pyarrow.parquet as pq

    from commissioning.engines.columnar.nested_work import Message

    for number, path in enumerate(files, start=1):
        for batch in work(pq.ParquetFile(path, pre_buffer=False).iter_batches(batch_size=20_000)):
            for message in batch.to_pylist():
                yield Message(**message)
        if progress is not None:
            progress(number, len(files))


@contextmanager
def _nested(
    path: Path, workspace: Workspace, mapping: Path | None, strict: bool, elsewhere: bool
) -> Iterator[tuple[NestedFolder, tuple[Problem, ...]]]:
    """The nested folder, with what was found as it was nested now; *elsewhere* are workers that see no folder made here."""
    if is_nested(path):
        if mapping is not None:
            raise usage("U114", "a nested folder has our own columns", "leave --mapping out")
        yield open_nested(path), ()
        return
    if elsewhere:
        message = "Spark's workers are on other machines, and cannot read what is nested here for the moment"
        raise usage("U116", message, "first: commissioning nest INPUT --output FOLDER, which all of them can read")
    with TemporaryDirectory(prefix="commissioning-") as place:
        made = nest(path, workspace, Path(place) / "nested", mapping=mapping, strict=strict)
        yield open_nested(Path(place) / "nested"), made.problems


def _refuse(folder: NestedFolder, path: Path, workspace: Workspace, chosen: list[Plan], asked: Asked, strict: bool) -> None:
    """Refuses what would be decided on less than was given, or would write over what is read."""
    contents = folder.contents
    lacking = sorted(workspace.further_facts(plan.family for plan in chosen).keys() - set(contents.facts))
    if lacking:
        message = f"was nested without the fact '{lacking[0]}', which a contract asked for asks for"
        raise Refused(Problem("U111", message, "nest the input again, with the same --contracts", Place(str(path))))
    if strict and any(contents.left_out.values()):
        message = f"has rows left out: {sum(contents.left_out.values()):,}"
        problem = Problem("U113", message, "nest the input again with --strict, which says which", Place(str(path)))
        raise Refused(problem, Exit.PROBLEMS)
    if asked.output is not None and asked.output.resolve().parent == path.resolve():
        raise usage("U025", f"--output {asked.output} would stand among what is read", "name a file in another folder")


class _Run:
    """One run: messages into a sink, in the order of the input."""

    def __init__(self, chosen: Sequence[Plan], options: Options, as_of: date, asked: Asked) -> None:
        from commissioning.engines.columnar.nested import NestedOptions
        from commissioning.engines.columnar.nested_work import work_of

        self._asked = asked
        self._plans = chosen
        self._work = work_of(chosen, NestedOptions(as_of, options.known_at), totals=asked.sink == "totals")
        self._sink, self._earlier = _sink(asked)
        self._seen = self._decided = self._plain = 0

    def through(
        self, machines: Machines, folder: NestedFolder, problems: tuple[Problem, ...], progress: Progress | None
    ) -> Decided:
        """Decides every share; what was done."""
        journeys = folder.contents.journeys

        def told(done: int, shares: int) -> None:
            if progress is not None and shares:
                progress(max(1, journeys * done // shares), journeys)

        said = machines(folder.files, self._work, told) if folder.files else iter(())
        totals = self._counted(self._whole(said, journeys)) if self._sink is None else ()
        if self._sink is not None:
            self._write(self._whole(said, journeys))
        return Decided(
            self._decided,
            self._sink.rows if self._sink is not None else 0,
            self._plain,
            dict(folder.contents.left_out),
            problems,
            tuple(totals),
        )

    def _whole(self, said: Messages, journeys: int) -> Messages:
        """The messages. Raises :class:`~commissioning.errors.Refused` (U112) after the last where a share was not decided."""
        for message in said:
            self._seen += message.seen
            self._decided += message.decided
            self._plain += message.plain
            yield message
        if self._seen != journeys:
            wrong = f"{self._seen:,} journeys were decided where there are {journeys:,}"
            raise Refused(Problem("U112", wrong, "decide again, and report it if this stays"), Exit.FAULT)

    def _counted(self, said: Messages) -> Sequence[Any]:
        from commissioning.engines.columnar.engine import Columnar
        from commissioning.engines.columnar.nested_work import add_counted
        from commissioning.engines.columnar.totals import Totals

        totals = Totals(Columnar(self._plans))
        for message in said:
            add_counted(totals, message)
        return totals.rows()

    def _write(self, said: Messages) -> None:
        from commissioning.engines.columnar.nested_work import InOrder
        from commissioning.reports.population_sinks import changed

        try:
            with TemporaryFile(prefix="commissioning-") as file:
                in_order = InOrder(file)
                for message in said:
                    in_order.add(message)
                for rows in in_order.rows():
                    self._sink.add(changed(rows, self._earlier) if self._earlier is not None else rows)
                self._sink.finish()
        except BaseException:
            self._sink.forget()
            raise


def _sink(asked: Asked) -> tuple[Any, Any]:
    """The sink of rows, and the earlier run that they are compared with; None for totals."""
    from commissioning.reports.population_sinks import Earlier, RowsSink

    if asked.sink == "totals":
        return None, None
    if asked.output is None:
        raise usage("U027", f"the sink '{asked.sink}' needs a file to write", "add --output FILE")
    return RowsSink(asked.output, asked.kind), Earlier(asked.against) if asked.against is not None else None
