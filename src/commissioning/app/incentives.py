"""Incentives: what a contract's terms reward, shown by made-up journeys, and which groups bring more or less than they cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from commissioning.app.cases import cases_of
from commissioning.app.check import Progress, decided, read_caseload
from commissioning.app.claim_scenes import claims_paid
from commissioning.app.compare import by_journey
from commissioning.app.designs import Designed, designed
from commissioning.app.known import known_caseload
from commissioning.app.made_up import made_up
from commissioning.app.simulate import make_cohort, simulate
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.decisions import Decision
from commissioning.domain.incentives import Costs, Incentives, Margin, Paid, Rechecked, Scene
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.engines.interface import Engine, engine
from commissioning.errors import Problem, Refused, usage
from commissioning.lab.costs import load_costs
from commissioning.lab.earlier import read_earlier
from commissioning.lab.incentives import Witnesses, asks_for_earnings, paid
from commissioning.lab.margins import margins
from commissioning.lab.scene_cells import claimed_cells, job_cells, journey_cells
from commissioning.lab.scenes import Pay, Person, caseload_of
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan


@dataclass(frozen=True)
class Asked:
    """What is asked: the contract and its changes, the caseload or how many journeys to make up, costs, an earlier design."""

    contract: str
    sets: tuple[str, ...] = ()
    variation: Path | None = None
    input: Path | None = None
    journeys: int = 500
    seed: int = 1
    costs: Path | None = None
    against: Path | None = None


@dataclass(frozen=True)
class Found:
    """The incentives of a contract, with what they were found from."""

    incentives: Incentives
    plan: Plan
    design: Designed
    as_of: date
    engine: str
    read: Read | None
    seed: str
    input_name: str
    of_people: bool = True
    """Whether what was left out of the caseload may be told row by row."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the caseload; none where single rows are not to be told."""
        return tuple(self.read.problems) if self.read is not None and self.of_people else ()


def incentives(
    workspace: Workspace,
    options: Options,
    asked: Asked,
    as_of: date | None,
    *,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Found:
    """What a contract, or a design of it, rewards.

    Margins are of the caseload in a file; where none is given, of made-up journeys, with referral dates set aside. Raises
    :class:`~commissioning.errors.Refused`.
    """
    design = designed(workspace, options, asked.contract, asked.sets, asked.variation)
    plan, judge = design.plan, engine(engine_name)
    costs = load_costs(asked.costs)
    pay = payer(plan, judge)
    person, whose = typical_person(workspace, design.base, judge)
    witnesses = tuple(Witnesses(plan, person, pay).all())
    earlier: tuple[Rechecked, ...] = ()
    if asked.against is not None:
        earlier = tuple(_rechecked(workspace, plan, pay, asked.against))
    cohort = _cohort(workspace, options, asked, design, as_of, mapping, strict=strict)
    of = _margins(cohort, judge, costs, progress)
    found = Incentives(plan.contract, whose, witnesses, of, costs, cohort.told, earlier)
    return Found(found, plan, design, cohort.as_of, judge.name, cohort.read, cohort.seed, cohort.name)


def payer(plan: Plan, judge: Engine) -> Pay:
    """Decides scenes under a plan."""
    earnings = asks_for_earnings(plan)

    def pay(scenes: Sequence[Scene]) -> list[Paid]:
        found: dict[int, Paid] = {}
        for as_of, claimed in dict.fromkeys((one.as_of, one.claimed is not None) for one in scenes):
            places = [i for i, one in enumerate(scenes) if (one.as_of, one.claimed is not None) == (as_of, claimed)]
            if claimed:
                of_claims = claims_paid(plan, judge, [scenes[i] for i in places], as_of, earnings=earnings)
                found.update(zip(places, of_claims, strict=True))
                continue
            caseload = caseload_of([scenes[i] for i in places], earnings=earnings)
            of_each = by_journey(decided(caseload, [plan], judge, as_of), [plan])
            for place, decisions in zip(places, of_each, strict=True):
                found[place] = paid(decisions[0])
        return [found[i] for i in range(len(scenes))]

    return pay


def typical_person(workspace: Workspace, plan: Plan, judge: Engine) -> tuple[Person, str]:
    """The person of the contract's cases whose work pays most under the plan, and which case it is.

    Of a design it is asked of the contract as it stands: the person stays the same, whatever is changed.

    Raises a refusal where no case has anybody of whom anything is met.
    """
    cases, problems = cases_of(workspace, plan.family)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise Refused(errors)
    best: tuple[int, int, Person, str] | None = None
    for case in cases:
        rows = case.caseload.jobs.get(case.journey.client_id, ())
        if case.journey.start_date is None or case.journey.end_reason == "died" or not rows:
            continue
        of = next(by_journey(decided(replace(case.caseload, journeys=(case.journey,)), [plan], judge, case.as_of), [plan]))[0]
        due = sum(one.due.lowest for one in of if one.due is not None)
        met = sum(one.verdict == "met" for one in of)
        if met and (best is None or (due, met) > best[:2]):
            best = (due, met, Person(_priced(case.journey), _filled(rows[0])), case.name)
    if best is None:
        message = f"no case of {plan.family} has a person of whom an outcome is met: there is nobody to try its terms on"
        raise usage("U080", message, f"add a case that meets an outcome to the cases.yaml of {plan.family}")
    return best[2], best[3]


def _priced(journey: Journey) -> Journey:
    """A person of the payment group core where the case says none, so that every sum is one sum."""
    return journey if journey.payment_group else replace(journey, payment_group="core")


def _filled(row: JobRow) -> JobRow:
    """The sort of job that counts, with what a contract may ask of it filled in where the case does not say."""
    return replace(
        row,
        basis=row.basis or "employee",
        hourly_pay_pence=row.hourly_pay_pence or 1500,
        reflects_needs=True if row.reflects_needs is None else row.reflects_needs,
        paid_hours_worked=max(row.paid_hours_worked or 0, 40_00),
    )


def _rechecked(workspace: Workspace, plan: Plan, pay: Pay, path: Path) -> Iterator[Rechecked]:
    """Each witness of an earlier design, decided under this one; of claims those for an outcome that this one has."""
    name, earlier = read_earlier(path, workspace.further_facts([plan.family]))
    names = {outcome.name for outcome in plan.outcomes}
    tried = [one for one in earlier if one.first.claimed is None or one.first.claimed.outcome in names]
    now = pay([scene for one in tried for scene in (one.first, one.second)])
    for position, one in enumerate(tried):
        change = now[2 * position + 1].due - now[2 * position].due
        yield Rechecked(str(one.kind), (one.first.what, one.second.what), one.pence, change, name)


def scenes_as_cells(found: Incentives) -> dict[int, tuple[dict[str, object], dict[str, object]]]:
    """The two scenes of each witness as cells, by its place: what a later design is tried on."""

    def cells(scene: Scene) -> dict[str, object]:
        jobs = [job_cells(row) for row in scene.jobs]
        told = {"what": scene.what, "as_of": scene.as_of, "journey": journey_cells(scene.journey), "jobs": jobs}
        return told if scene.claimed is None else {**told, "claimed": claimed_cells(scene.claimed)}

    return {i: (cells(one.first), cells(one.second)) for i, one in enumerate(found.witnesses)}


# ------------------------------------------------------------------------------------------------------------- margins


@dataclass(frozen=True)
class _Cohort:
    caseload: Caseload
    plan: Plan
    as_of: date
    told: str
    seed: str = ""
    read: Read | None = None
    name: str = ""


def _cohort(
    workspace: Workspace,
    options: Options,
    asked: Asked,
    design: Designed,
    as_of: date | None,
    mapping: Path | None,
    *,
    strict: bool,
) -> _Cohort:
    if asked.input is not None:
        if as_of is None:
            raise usage("U081", "a caseload is decided as of a day", "add --as-of DATE")
        ids = [*workspace.ids("national"), *workspace.ids("local"), design.plan.family]
        read = read_caseload(asked.input, workspace, ids, mapping, strict=strict)
        known = known_caseload(read, [design.plan], as_of, options.known_at)
        seed = made_up(asked.input)
        return _Cohort(known, design.plan, as_of, f"the caseload {asked.input.name}", seed, read, asked.input.name)
    terms = [term.id for term in design.contract.terms if term.kind == "referral_window"]
    aside = tuple(f"{design.plan.family}:{term}" for term in terms)
    wide = replace(options, set_aside=(*options.set_aside, *aside))
    plan = designed(workspace, wide, asked.contract, asked.sets, asked.variation).plan
    made = make_cohort(workspace, asked.seed, asked.journeys)
    day = as_of or made.simulator.loaded.model.cohort.observed_until.value
    with TemporaryDirectory() as folder:
        simulate(made, Path(folder) / "cohort", "csv")
        read = read_caseload(Path(folder) / "cohort", workspace, [plan.family], None, strict=False)
    model = made.simulator.loaded.model.simulation
    told = f"{asked.journeys:,} made-up journeys of the model {model}, with referral dates set aside"
    return _Cohort(read.caseload, plan, day, told, f"Made-up journeys: model {model}, seed {asked.seed}.")


def _margins(cohort: _Cohort, judge: Engine, costs: Costs, progress: Progress | None) -> tuple[Margin, ...]:
    decisions = by_journey(decided(cohort.caseload, [cohort.plan], judge, cohort.as_of, progress), [cohort.plan])

    def of() -> Iterator[tuple[Journey, list[Decision]]]:
        for journey, found in zip(cohort.caseload.journeys, decisions, strict=True):
            yield journey, found[0]

    return margins(of(), costs, cohort.as_of) if cohort.plan.is_priced else ()
