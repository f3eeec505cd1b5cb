"""Simulate: a made-up cohort written as a folder, with its fit to the published figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from commissioning.app.check import check
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.decisions import Decision
from commissioning.domain.provenance import Provenance
from commissioning.domain.verdicts import Verdict
from commissioning.errors import Refused, usage
from commissioning.lab.simulation_model import Loaded, load_model

if TYPE_CHECKING:
    from commissioning.lab.simulation import Cohort, Simulator
    from commissioning.lab.simulation_fit import Figure, Tally

Progress = Callable[[int, int], None]
"""Told how many journeys are made, and how many there will be."""

DEFAULT_JOURNEYS = 100_000
"""The size of a cohort where none is said: at it, the fit is promised to a percentage point."""


@dataclass(frozen=True)
class Simulated:
    """A cohort that was made, and how it fits."""

    cohort: Cohort
    tally: Tally
    figures: tuple[Figure, ...]


def make_cohort(
    workspace: Workspace, seed: int, journeys: int | None = None, *, model: Path | None = None, yearly: Sequence[int] = ()
) -> Cohort:
    """A cohort of the model in a file (the one that ships if none is given): nothing of it is made yet.

    Raises :class:`~commissioning.errors.Refused` for a broken model, a size that there cannot be, or a missing package.
    """
    ready = ready_simulator(workspace, load_model(workspace.rules.documents, model), yearly)
    return ready.cohort(seed, journeys if journeys is not None else sum(yearly) or DEFAULT_JOURNEYS)


def ready_simulator(workspace: Workspace, loaded: Loaded, yearly: Sequence[int] = ()) -> Simulator:
    """A model made ready for drawing. Raises :class:`~commissioning.errors.Refused` where a package is missing."""
    try:
        from commissioning.lab.simulation import simulator
    except ModuleNotFoundError as error:
        raise _needs(error) from None
    return simulator(loaded, workspace.rules.parameters["minimum-wage-by-age"], yearly)


def simulate(
    cohort: Cohort,
    folder: Path | None = None,
    kind: Literal["parquet", "csv"] = "parquet",
    *,
    earnings: bool = False,
    progress: Progress | None = None,
) -> Simulated:
    """Make a cohort, write it into *folder* if one is given, and measure it. Raises :class:`~commissioning.errors.Refused`."""
    from commissioning.lab.simulation import Block
    from commissioning.lab.simulation_fit import Tally, fit

    tally = Tally(cohort.simulator)

    def done(block: Block) -> None:
        tally.add(block)
        if progress is not None:
            progress(tally.counts["all"], cohort.journeys)

    if folder is None:
        for block in cohort.blocks():
            done(block)
    else:
        try:
            from commissioning.lab.simulation_files import write_folder
        except ModuleNotFoundError as error:
            raise _needs(error) from None
        write_folder(cohort, folder, kind, earnings=earnings, done=done)
    return Simulated(cohort, tally, tuple(fit(tally)))


def _needs(error: ModuleNotFoundError) -> Refused:
    message = f"made-up cohorts need the package {error.name or 'numpy'}, which is not installed"
    return usage("U060", message, "pip install 'commissioning[population]'")


@dataclass(frozen=True, slots=True)
class Payments:
    """What share of decided starts met each outcome under the contract's own test, by a set of readings (blank: none)."""

    readings: str
    met: Mapping[str, Fraction]
    undetermined: Mapping[str, Fraction]


def decided(workspace: Workspace, seed: int, starts: int, *, model: Path | None = None) -> list[Payments]:
    """So many made-up starts of the model's first year, decided under its contract as of the last day observed.

    This is the measure of the payments published of the 2018 cohort: work that counts under the contract, in its windows. A
    contract that names sets of readings is decided under each.
    """
    cohort = make_cohort(workspace, seed, model=model, yearly=(starts,))
    of = cohort.simulator.loaded.model
    sets = [f"@{name}" for name in workspace.contract(of.contract).head.reading_sets] or [""]
    with TemporaryDirectory() as folder:
        simulate(cohort, Path(folder) / "cohort")
        found = []
        for readings in sets:
            options = Options(contracts=(of.contract,), assume=(readings,) if readings else ())
            checked = check(Path(folder) / "cohort", workspace, options, of.cohort.observed_until.value)
            found.append(_payments(readings, checked.decisions, starts))
    return found


def _payments(readings: str, decisions: Sequence[Decision], starts: int) -> Payments:
    counts = Counter((decision.outcome, decision.verdict) for decision in decisions)
    outcomes = list(dict.fromkeys(decision.outcome for decision in decisions))
    met, undetermined = (
        {outcome: Fraction(counts[outcome, verdict], starts) for outcome in outcomes}
        for verdict in (Verdict.MET, Verdict.UNDETERMINED)
    )
    return Payments(readings, met, undetermined)


def payments_lines(payments: Sequence[Payments]) -> list[str]:
    """The shares decided, one line for each set of readings."""
    lines = []
    for one in payments:
        parts = [
            f"{outcome} {shown(share)} ({shown(one.undetermined[outcome])} undetermined)" for outcome, share in one.met.items()
        ]
        lines.append(f"  {one.readings or 'as it stands'}: met {', '.join(parts)}")
    return lines


HEADINGS = ("", "published", "simulated", "difference", "sets", "source")


def fit_table(figures: Sequence[Figure]) -> list[str]:
    """The fit as lines of text: published, simulated, difference in percentage points, source, and what it is fitted to."""
    rows: list[tuple[str, ...]] = []
    for group in dict.fromkeys(figure.group for figure in figures):
        rows.append((group,))
        rows += [_row(figure) for figure in figures if figure.group == group]
    widths = [max(len(row[at]) for row in [HEADINGS, *rows] if len(row) > 1) for at in range(len(HEADINGS))]
    return [_line(HEADINGS, widths), *(_line(row, widths) for row in rows)]


def _row(figure: Figure) -> tuple[str, ...]:
    published = shown(figure.least) if figure.least == figure.most else f"{shown(figure.least)}-{shown(figure.most)}"
    simulated = "-" if figure.simulated is None else shown(figure.simulated)
    difference = "-" if figure.difference is None else f"{float(figure.difference * 100):+.2f}"
    return f"  {figure.what}", published, simulated, difference, figure.sets, backing(figure.backing)


def shown(share: Fraction) -> str:
    """A share as a percentage with at most two decimals."""
    return f"{float(share * 100):.2f}".rstrip("0").rstrip(".") + "%"


def backing(of: Provenance) -> str:
    """Where a value comes from, in a few words."""
    if of.is_sourced:
        return f"{of.document}: {of.clause or of.quote}"
    return f"{of.standing}: {of.why}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    if len(cells) == 1:
        return cells[0]
    what, *numbers, sets, source = cells
    middle = "  ".join(cell.rjust(width) for cell, width in zip(numbers, widths[1:-2], strict=True))
    return f"{what.ljust(widths[0])}  {middle}  {sets.ljust(widths[-2])}  {source}".rstrip()
