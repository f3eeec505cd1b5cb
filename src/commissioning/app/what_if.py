"""What-if: a caseload under a variation of a contract, or under a whole grid of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissioning.app.check import Progress, decided
from commissioning.app.compare import Compared, assumed_plans, by_journey, compared
from commissioning.app.designs import Designed, design_plan, designed
from commissioning.app.known import known_caseload
from commissioning.app.lab_input import COLUMNAR, Source, by_columns, folded
from commissioning.app.made_up import made_up
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.comparisons import Total
from commissioning.domain.sweeps import Axis, Point, Swept
from commissioning.engines.interface import engine
from commissioning.errors import Exit, Refused, usage
from commissioning.lab.compare_counting import add_sums
from commissioning.lab.comparing import rulings
from commissioning.lab.sweeping import swept
from commissioning.lab.variants import Design, Sweep, Variant, grid, parse_sweep
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan


@dataclass(frozen=True)
class Asked:
    """What a what-if asks: the contract, its changes or a file of them, and what is swept."""

    contract: str
    sets: tuple[str, ...] = ()
    sweeps: tuple[str, ...] = ()
    variation: Path | None = None


@dataclass(frozen=True)
class SweptCaseload:
    """A sweep with what it was made from."""

    swept: Swept
    base: Plan
    settings: tuple[str, ...]
    read: Read
    engine: str
    input_name: str
    seed: str = ""

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED


def what_if(
    path: Path,
    workspace: Workspace,
    options: Options,
    asked: Asked,
    as_of: date,
    *,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> tuple[Compared | SweptCaseload, Designed]:
    """The contract beside its variation; or, where something is swept, every variant beside the contract.

    Raises :class:`~commissioning.errors.Refused` for what cannot be changed so, and where nothing can be decided.
    """
    if not (asked.sets or asked.sweeps or asked.variation):
        raise usage("U071", "nothing is changed", "add for instance --set hours.at_least=12 or --sweep hours.at_least=0:35:1")
    design = designed(workspace, options, asked.contract, asked.sets, asked.variation)
    sweeps = [parse_sweep(text) for text in asked.sweeps]
    if sweeps and asked.variation is not None:
        raise usage("U078", "a design in a file cannot be swept", "give its changes by --set, or make it a contract of its own")
    variants = _variants(workspace, options, asked, design, sweeps) if sweeps else []
    ids = [*workspace.ids("national"), *workspace.ids("local"), design.base.family]
    source = Source(path, workspace, options, as_of, ids, mapping, strict)
    if not sweeps:
        return replace(_beside(source, asked, design, engine_name, progress), seed=made_up(path)), design
    plans = [design.base, *(plan for _, plan, _ in variants if plan is not None)]
    totals, journeys, read, name = _totals(source, plans, engine_name, progress)
    found = _swept(as_of, totals, variants, sweeps, journeys)
    return SweptCaseload(found, design.base, tuple(asked.sets), read, name, path.name, made_up(path)), design


def _beside(source: Source, asked: Asked, design: Designed, engine_name: str, progress: Progress | None) -> Compared:
    workspace, options = source.workspace, source.options
    one = replace(options, contracts=(asked.contract,))
    twins = assumed_plans(workspace, one, [design.base])
    other: Plan | None = None
    if twins[0] is not None:
        assume = replace(options, assume=(*options.assume, f"{design.base.family}:reflects_needs=yes"))
        other = design_plan(workspace, assume, asked.contract, design.contract, "what-if", ", ".join(design.settings))
    return compared(source, (design.base, design.plan), [*twins, other], engine_name, progress)


Made = tuple[Variant, Plan | None, str]
"""A variant with its plan, or why there can be no such contract."""


def _variants(workspace: Workspace, options: Options, asked: Asked, design: Designed, sweeps: Sequence[Sweep]) -> list[Made]:
    """Every variant compiled. One that cannot be is kept with the reason; where none can be, all are refused."""
    maker = Design(workspace.contract(design.base.family), workspace.rules)
    found: list[Made] = []
    last: Refused | None = None
    for number, variant in enumerate(grid(design.changes, sweeps), start=1):
        said = ", ".join(str(change) for change in variant)
        try:
            own = maker.variant(variant)
            found.append((variant, design_plan(workspace, options, asked.contract, own, str(number), said), ""))
        except Refused as refused:
            if not refused.problems[0].code.startswith("C"):
                raise
            last = refused
            found.append((variant, None, refused.problems[0].message))
    if last is not None and all(plan is None for _, plan, _ in found):
        raise last
    return found


def _totals(
    source: Source, plans: Sequence[Plan], engine_name: str, progress: Progress | None
) -> tuple[list[Total], int, Read, str]:
    """What the input comes to under each plan, how many journeys there are, what was read, and by which engine."""
    judge = engine(engine_name)
    columns = by_columns(source, engine_name, plans)
    if columns is not None:
        from commissioning.lab.sweep_columns import SweepingColumns

        fold, read = folded(source, columns, plans, lambda: SweepingColumns(plans, source.as_of), progress)
        return fold.totals, fold.journeys, read, COLUMNAR
    caseload = known_caseload(source.whole, plans, source.as_of, source.options.known_at)
    totals = [Total() for _ in plans]
    for of_journey in by_journey(decided(caseload, list(plans), judge, source.as_of, progress), plans):
        for total, decisions in zip(totals, of_journey, strict=True):
            add_sums(total, [decision.outcome for decision in decisions], rulings(decisions))
    return totals, len(caseload.journeys), source.whole, judge.name


def _swept(as_of: date, totals: Sequence[Total], variants: Sequence[Made], sweeps: Sequence[Sweep], journeys: int) -> Swept:
    """The totals as points; the first is that of the contract as it stands."""
    made = iter(totals[1:])
    axes = [Axis(sweep.name, sweep.values) for sweep in sweeps]
    points = [
        Point(tuple(change.value for change in variant[-len(sweeps) :]), next(made) if plan is not None else None, problem)
        for variant, plan, problem in variants
    ]
    return swept(as_of, axes, totals[0], points, journeys)
