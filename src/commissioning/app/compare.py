"""Compare: the same journeys under each of several contracts, and who flips between them by which clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path

from commissioning.app.check import Progress, decided
from commissioning.app.known import known_caseload
from commissioning.app.lab_input import COLUMNAR, Source, by_columns, folded
from commissioning.app.made_up import made_up
from commissioning.app.workspace import Options, Workspace, asks_of_jobs, of_clients, plans
from commissioning.domain.comparisons import Comparison, Model
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.engines.interface import Engine, engine
from commissioning.errors import Exit, usage
from commissioning.lab.comparing import Comparing, Facts
from commissioning.lab.hindering import row_facts
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan

FIRST_PAGE = (
    "fair-start-scotland@2018-04-03",
    "fair-start-scotland@2021-04-01",
    "no-one-left-behind",
    "specialist-employability-support",
)
"""What is compared where nothing is named: Fair Start Scotland at launch and as varied, No One Left Behind, and specialist
support through it."""

ASSUMED = "reflects_needs"
"""The fact of jobs that is also shown assumed: most files of journeys were kept before any contract asked for it."""

REFERRALS = "referral_window"
"""The kind of term that is set aside, so that models that followed each other can be compared at all."""


@dataclass(frozen=True)
class Compared:
    """A comparison with what it was made from."""

    comparison: Comparison
    plans: tuple[Plan, ...]
    read: Read
    engine: str
    set_aside: tuple[str, ...]
    input_name: str
    seed: str = ""
    """What is said of a made-up cohort; blank for any other input."""

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED


def compare(
    path: Path,
    workspace: Workspace,
    options: Options,
    as_of: date,
    *,
    as_dated: bool = False,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Compared:
    """Compare the contracts of *options* (none: those of :data:`FIRST_PAGE`) over everything in a file.

    Unless *as_dated*, the term that bounds referrals in time is set aside in each, and recorded as set aside. Raises
    :class:`~commissioning.errors.Refused` where nothing can be decided.
    """
    asked = options if options.contracts else replace(options, contracts=FIRST_PAGE)
    if len(dict.fromkeys(asked.contracts)) < 2:
        raise usage("U070", "a comparison needs two contracts or more", "name another, for instance ID@DATE of the same one")
    if not as_dated:
        asked = replace(asked, set_aside=(*asked.set_aside, *_referral_terms(workspace, asked)))
    chosen = of_clients(plans(workspace, asked), asked)
    favourable = assumed_plans(workspace, asked, chosen)
    ids = [*workspace.ids("national"), *workspace.ids("local"), *(plan.family for plan in chosen)]
    source = Source(path, workspace, options, as_of, ids, mapping, strict)
    found = compared(source, chosen, favourable, engine_name, progress)
    set_aside = tuple(text for text in asked.set_aside if text not in options.set_aside)
    return replace(found, set_aside=set_aside, seed=made_up(path))


def _referral_terms(workspace: Workspace, options: Options) -> list[str]:
    """The terms that bound referrals in time, of each contract asked for, as ``--set-aside`` takes them."""
    families = dict.fromkeys(text.partition("@")[0] for text in options.contracts)
    named = {text.rpartition(":")[2] for text in options.set_aside}
    return [
        f"{family}:{term.id}"
        for family in families
        for term in workspace.contract(family).terms
        if term.kind == REFERRALS and term.id not in named
    ]


def assumed_plans(workspace: Workspace, options: Options, chosen: Sequence[Plan]) -> list[Plan | None]:
    """For each plan that asks whether jobs reflect needs, the same with a blank taken as yes; None for any other."""
    asking = {p.family for p in chosen if asks_of_jobs(p, ASSUMED) and ASSUMED not in dict(p.assumed_job_facts)}
    if not asking:
        return [None] * len(chosen)
    assume = (*options.assume, *(f"{family}:{ASSUMED}=yes" for family in sorted(asking)))
    again = {plan.contract: plan for plan in plans(workspace, replace(options, assume=assume))}
    return [again[plan.contract] if plan.family in asking else None for plan in chosen]


def compared(
    source: Source,
    chosen: Sequence[Plan],
    favourable: Sequence[Plan | None],
    engine_name: str = "auto",
    progress: Progress | None = None,
) -> Compared:
    """Decide every journey under every plan, and under its favourable twin where a fact that it asks of a job is blank."""
    models = [
        Model(plan.contract, tuple(o.name for o in plan.outcomes), f"{ASSUMED}=yes" if twin is not None else "")
        for plan, twin in zip(chosen, favourable, strict=True)
    ]
    judge = engine(engine_name)
    every = [*chosen, *(twin for twin in favourable if twin is not None)]
    columns = by_columns(source, engine_name, every)
    if columns is not None:
        from commissioning.lab.compare_columns import ComparingColumns

        def make() -> ComparingColumns:
            return ComparingColumns(models, chosen, favourable, source.as_of)

        fold, read = folded(source, columns, chosen, make, progress)
        return Compared(fold.result(), tuple(chosen), read, COLUMNAR, (), source.path.name)
    caseload = known_caseload(source.whole, chosen, source.as_of, source.options.known_at)
    found = one_by_one(caseload, models, chosen, favourable, judge, source.as_of, progress)
    return Compared(found, tuple(chosen), source.whole, judge.name, (), source.path.name)


def one_by_one(
    caseload: Caseload,
    models: Sequence[Model],
    chosen: Sequence[Plan],
    favourable: Sequence[Plan | None],
    judge: Engine,
    as_of: date,
    progress: Progress | None = None,
) -> Comparison:
    """The same journey by journey, with any engine."""
    comparing = Comparing(models, chosen, as_of)
    twins = [twin for twin in favourable if twin is not None]
    blank = _with_blank(caseload, as_of) if twins else frozenset()
    again = replace(caseload, journeys=tuple(j for j in caseload.journeys if j.client_id in blank))
    recorded = by_journey(decided(caseload, list(chosen), judge, as_of, progress), chosen)
    assumed = by_journey(decided(again, twins, judge, as_of), twins)
    for position, journey in enumerate(caseload.journeys):
        decisions = next(recorded)
        otherwise = None
        if journey.client_id in blank:
            of_twins = iter(next(assumed))
            otherwise = [of if twin is None else next(of_twins) for of, twin in zip(decisions, favourable, strict=True)]
        rows = _known(caseload, journey, as_of)
        asked = tuple(row_facts(rows, caseload, as_of.toordinal()))
        comparing.add(Facts(journey, rows, position, asked), decisions, otherwise)
    return comparing.result()


def by_journey(decisions: Iterator[Decision], chosen: Sequence[Plan]) -> Iterator[list[list[Decision]]]:
    """Decisions journey by journey, and of each journey plan by plan."""
    while True:
        of = [list(islice(decisions, len(plan.outcomes))) for plan in chosen]
        if not of or not any(of):
            return
        yield of


def _with_blank(caseload: Caseload, as_of: date) -> frozenset[str]:
    """The clients with a job of which it is not known whether it reflects their needs."""
    return frozenset(
        client
        for client, rows in caseload.jobs.items()
        if any(row.reflects_needs is None and row.start_date <= as_of for row in rows)
    )


def _known(caseload: Caseload, journey: Journey, as_of: date) -> tuple[JobRow, ...]:
    return tuple(row for row in caseload.jobs.get(journey.client_id, ()) if row.start_date <= as_of)
