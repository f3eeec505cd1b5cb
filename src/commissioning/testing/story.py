"""What a scenario says: the contract, the person, jobs and wages; and what every engine that runs here decides of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from commissioning.app.every_engine import Engines, disagreements
from commissioning.app.workspace import Options, Workspace, plans
from commissioning.domain.decisions import Decision
from commissioning.domain.explanations import SupportLine
from commissioning.domain.journeys import Caseload, Claim, Earning, FactValue, JobRow, Journey, Move
from commissioning.engines.case import Case, CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.explaining import explain
from commissioning.engines.review import Reviewing
from commissioning.errors import Refused, nearest, usage
from commissioning.loading.contracts import parse_contract
from commissioning.plan.plan import Plan
from commissioning.terms.facts import FACTS, FactType
from commissioning.testing.values import job_value, journey_value

JOURNEY, CLIENT = "scenario", "person"
"""The ids of a scenario's journey and of its client."""

MEETS_EVERY_CONDITION: MappingProxyType[str, FactValue] = MappingProxyType(
    {
        "age_at_referral": 30,
        "employment_status": "inactive",
        "in_education_or_training": False,
        "benefit": "uc",
        "months_out_of_work": 12,
        "disabled": True,
        "long_term_health_condition": True,
        "lives_in_scotland": True,
        "right_to_work": True,
        "low_income_parent": False,
        "severe_mental_illness": True,
        "in_secondary_mental_health_care": True,
        "in_talking_therapies": True,
        "in_primary_or_community_care": True,
        "in_substance_use_treatment": True,
        "mandated": False,
        "other_programme": "no",
        "consent_to_contact_employer": True,
    }
)
"""A person who meets the conditions of every model that ships, if referred in time."""

ORDINARY_JOB = JobRow(
    job_id="job",
    client_id=CLIENT,
    start_date=date.min,
    basis="employee",
    hourly_pay_pence=1300,
    reflects_needs=True,
    paid_hours_worked=40_00,
)
"""What a job is unless the scenario says otherwise; its hours and its days the scenario always says."""

JOB_FACTS = ("weekly_hours", "basis", "hourly_pay_pence", "reflects_needs", "paid_hours_worked")
"""The facts of a job that may be blank."""


class Unlike(AssertionError):
    """What came is not what was due; *why* is the decision's own reason."""

    def __init__(self, due: str, came: str, why: str = "") -> None:
        super().__init__(f"due: {due}; came: {came}")
        self.due = due
        self.came = came
        self.why = why


@dataclass(frozen=True)
class Told:
    """Everything a scenario has said so far."""

    contract: str = ""
    journey: Journey | None = None
    earlier: tuple[Journey, ...] = ()
    jobs: tuple[JobRow, ...] = ()
    earnings: tuple[Earning, ...] | None = ()
    claims: tuple[Claim, ...] = ()
    moves: tuple[Move, ...] = ()
    employees: Mapping[str, int] = field(default_factory=dict)
    assume: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    as_of: date | None = None

    @property
    def person(self) -> Journey:
        """The journey. Raises :class:`~commissioning.errors.Refused` where no person has been named yet."""
        if self.journey is None:
            remedy = "first write: Given a person who meets every condition, referred and started on 1 October 2018"
            raise usage("T020", "no person has been named yet", remedy)
        return self.journey

    @property
    def job(self) -> JobRow:
        """The last job named. Raises :class:`~commissioning.errors.Refused` where there is none."""
        if not self.jobs:
            raise usage("T021", "no job has been named yet", "first write: Given a job of 16 hours a week from 1 October 2018")
        return self.jobs[-1]

    def with_fact(self, name: str, value: FactValue) -> Told:
        """The same with one fact of the person set."""
        return replace(self, journey=self.person.with_fact(name, value))

    def with_job(self, job: JobRow) -> Told:
        """The same with one row of a job more."""
        return replace(self, jobs=(*self.jobs, job))

    def of_job(self, fact: str, value: object) -> Told:
        """The same with one fact of every row of the last job set."""
        job_id = self.job.job_id
        rows = tuple(replace(row, **{fact: value}) if row.job_id == job_id else row for row in self.jobs)  # type: ignore[arg-type]
        return replace(self, jobs=rows)

    def caseload(self, family: str) -> Caseload:
        """The scenario as an input would give it, on the contract *family*."""
        return Caseload(
            journeys=tuple(replace(journey, contract=family) for journey in (*self.earlier, self.person)),
            jobs={CLIENT: self.jobs},
            earnings=None if self.earnings is None else {CLIENT: self.earnings},
            claims={JOURNEY: tuple(replace(claim, contract=family) for claim in self.claims)} if self.claims else {},
            employees=self.employees,
            moves={JOURNEY: self.moves} if self.moves else {},
        )


@dataclass(frozen=True)
class Decided:
    """What was decided, the same by every engine."""

    plan: Plan
    decisions: tuple[Decision, ...]
    decider: Decider
    case: Case
    caseload: Caseload

    @cached_property
    def reviewed(self) -> tuple[Decision, ...]:
        """The decisions, each with the day on which it is to be looked at again."""
        return Reviewing(self.decider, self.caseload).reviewed(self.case, self.decisions)

    def of(self, outcome: str) -> Decision:
        """The decision on an outcome (``13-week``; ``job`` is ``job-outcome``). Raises a refusal for one there is not."""
        names = [decision.outcome for decision in self.decisions]
        for name in (outcome, f"{outcome}-outcome"):
            if name in names:
                return self.reviewed[names.index(name)]
        remedy = nearest(outcome, names) or f"its outcomes: {', '.join(names)}"
        raise usage("T022", f"{self.plan.contract} has no outcome '{outcome}'", remedy)

    def support(self) -> Iterator[SupportLine]:
        """Support before and in work, under each reading that makes a difference."""
        explained = Decider(self.plan, self.decider.engine, readings=True)
        yield from explain(explained, self.case).support


@dataclass
class Bench:
    """The contracts at hand and the engines that decide; plans are compiled once however many scenarios use them."""

    workspace: Workspace
    engines: Engines
    _deciders: dict[object, tuple[Decider, ...]] = field(default_factory=dict)

    def deciders(self, workspace: Workspace, options: Options) -> tuple[Decider, ...]:
        """One for each engine. Raises :class:`~commissioning.errors.Refused` for what cannot be asked."""
        key = (options, workspace.contract(options.contracts[0].partition("@")[0]).digest)
        if key not in self._deciders:
            plan = plans(workspace, options)[0]
            self._deciders[key] = tuple(Decider(plan, engine) for engine in self.engines.running)
        return self._deciders[key]


class Story:
    """One scenario while its steps run."""

    def __init__(self, bench: Bench) -> None:
        self.bench = bench
        self.workspace = bench.workspace
        self.told = Told()
        self.outcome = ""
        self._decided: Decided | None = None

    def write_contract(self, text: str) -> None:
        """Use a contract that the scenario writes down. Raises :class:`~commissioning.errors.Refused` if it is broken."""
        contract, problems = parse_contract(text, self.workspace.rules, "the contract in the scenario")
        errors = [problem for problem in problems if problem.is_error]
        if contract is None or errors:
            raise Refused(errors)
        self.workspace = self.workspace.having(contract)
        self.told = replace(self.told, contract=contract.id)

    def decide(self) -> None:
        """Decide what was told."""
        self._decided = self.decided_of(self.told)

    @property
    def decided(self) -> Decided:
        """What was decided. Raises :class:`~commissioning.errors.Refused` where nothing has been yet."""
        if self._decided is None:
            raise usage("T023", "nothing has been decided yet", "first write: When it is decided as of 30 December 2018")
        return self._decided

    def knowing(self, assumed: tuple[tuple[str, str], ...], set_name: str) -> Decided:
        """What would be decided with silences read so, and with missing facts known to be so."""
        told = self.told if not set_name else replace(self.told, assume=(*self.told.assume, set_name))
        for name, value in assumed:
            if name in JOB_FACTS:
                told = _known_of_jobs(told, name, value)
            elif name in self.further_facts or name in FACTS:
                told = told.with_fact(name, journey_value(name, value, self.further_facts))
            else:
                told = replace(told, assume=(*told.assume, f"{name}={value}"))
        return self.decided_of(told)

    @property
    def further_facts(self) -> dict[str, FactType]:
        """The facts that the contract asks for beside the common ones."""
        return self.workspace.further_facts([self.told.contract.partition("@")[0]] if self.told.contract else [])

    def decided_of(self, told: Told) -> Decided:
        """What every engine decides. Raises :class:`Unlike` where they disagree, a refusal for what cannot be asked."""
        if not told.contract:
            raise usage("T024", "no contract has been named yet", 'first write: Given the contract "fair-start-scotland"')
        if told.as_of is None:
            raise usage("T023", "nothing has been decided yet", "first write: When it is decided as of 30 December 2018")
        options = Options(contracts=(told.contract,), assume=told.assume, set_aside=told.set_aside)
        deciders = self.bench.deciders(self.workspace, options)
        plan = deciders[0].plan
        caseload = told.caseload(plan.family)
        case = CaseBook(caseload, told.as_of).case(caseload.journeys[-1], plan.family)
        by_engine = {decider.engine.name: decider.decide(case) for decider in deciders}
        for one in disagreements(by_engine):
            raise Unlike(f"the same of {one.outcome} from every engine", f"{one.first}; {one.second}")
        return Decided(plan, by_engine[deciders[0].engine.name], deciders[0], case, caseload)


def _known_of_jobs(told: Told, name: str, value: str) -> Told:
    known = job_value(name, value)
    rows = tuple(replace(row, **{name: known}) if getattr(row, name) is None else row for row in told.jobs)  # type: ignore[arg-type]
    return replace(told, jobs=rows)
