"""What-if: a caseload under a variation of a contract, or under a whole grid of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissioning.app.check import Progress, decided, read_caseload
from commissioning.app.compare import Compared, assumed_plans, by_journey, compared
from commissioning.app.designs import Designed, design_plan, designed
from commissioning.app.known import known_caseload
from commissioning.app.made_up import made_up
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.comparisons import Total
from commissioning.domain.journeys import Caseload
from commissioning.domain.sweeps import Axis, Point, Swept
from commissioning.engines.interface import Engine, engine
from commissioning.errors import Exit, Refused, usage
from commissioning.lab.comparing import add_total
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
    judge = engine(engine_name)
    ids = [*workspace.ids("national"), *workspace.ids("local"), design.base.family]
    read = read_caseload(path, workspace, ids, mapping, strict=strict)
    plans = [design.base, design.plan] if not sweeps else [design.base, *(plan for _, plan, _ in variants if plan is not None)]
    caseload = known_caseload(read, plans, as_of, options.known_at)
    if not sweeps:
        beside = _beside(caseload, workspace, options, asked, design, judge, as_of, read, path.name, progress)
        return replace(beside, seed=made_up(path)), design
    found = _swept(caseload, design.base, variants, sweeps, judge, as_of, progress)
    return SweptCaseload(found, design.base, tuple(asked.sets), read, judge.name, path.name, made_up(path)), design


def _beside(
    caseload: Caseload,
    workspace: Workspace,
    options: Options,
    asked: Asked,
    design: Designed,
    judge: Engine,
    as_of: date,
    read: Read,
    name: str,
    progress: Progress | None,
) -> Compared:
    one = replace(options, contracts=(asked.contract,))
    twins = assumed_plans(workspace, one, [design.base])
    other: Plan | None = None
    if twins[0] is not None:
        assume = replace(options, assume=(*options.assume, f"{design.base.family}:reflects_needs=yes"))
        other = design_plan(workspace, assume, asked.contract, design.contract, "what-if", ", ".join(design.settings))
    plans = (design.base, design.plan)
    found = compared(caseload, plans, [*twins, other], judge, as_of, progress)
    return Compared(found, plans, read, judge.name, (), name)


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


def _swept(
    caseload: Caseload,
    base: Plan,
    variants: Sequence[Made],
    sweeps: Sequence[Sweep],
    judge: Engine,
    as_of: date,
    progress: Progress | None,
) -> Swept:
    """The caseload decided once under every variant that there can be, and added up."""
    plans = [base, *(plan for _, plan, _ in variants if plan is not None)]
    totals = [Total() for _ in plans]
    for of_journey in by_journey(decided(caseload, plans, judge, as_of, progress), plans):
        for total, decisions in zip(totals, of_journey, strict=True):
            add_total(total, decisions)
    made = iter(totals[1:])
    axes = [Axis(sweep.name, sweep.values) for sweep in sweeps]
    points = [
        Point(tuple(change.value for change in variant[-len(sweeps) :]), next(made) if plan is not None else None, problem)
        for variant, plan, problem in variants
    ]
    return swept(as_of, axes, totals[0], points, len(caseload.journeys))
