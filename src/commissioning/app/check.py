"""Check: every journey decided against every commissioning model asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from commissioning.app.known import known_caseload, next_reviews
from commissioning.app.stored_input import StoreInput, stored_input
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload, Journey
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.interface import Engine, engine
from commissioning.engines.processes import processes, shared_out
from commissioning.engines.review import Reviewing
from commissioning.errors import Exit, Place, Problem, Refused, Severity
from commissioning.loading.caseload import Read, read_input
from commissioning.plan.plan import Plan

FROM_JOURNEYS = 400
"""From so many journeys on it is worth deciding in several processes: what is decided of one rests on no other client."""
JOURNEYS_AT_ONCE = 50

Progress = Callable[[int, int], None]
"""Told how many journeys are decided, and how many there are."""


@dataclass(frozen=True)
class Checked:
    """The result of a check: one decision for each journey, contract and outcome, in input order."""

    as_of: date
    plans: tuple[Plan, ...]
    decisions: tuple[Decision, ...]
    read: Read
    engine: str

    @property
    def exit_code(self) -> Exit:
        """0; 1 where rows were left out."""
        return Exit.PROBLEMS if any(self.read.left_out.values()) else Exit.DECIDED

    def plan_of(self, decision: Decision) -> Plan:
        """The plan a decision was made under."""
        return self._by_contract[decision.contract]

    @property
    def _by_contract(self) -> dict[str, Plan]:
        return {plan.contract: plan for plan in self.plans}


def read_caseload(
    path: Path | StoreInput,
    workspace: Workspace,
    ids: Iterable[str],
    mapping: Path | None,
    *,
    strict: bool,
    known_at: date | None = None,
) -> Read:
    """The input, with the further facts that the contracts of *ids* ask for; with *strict* bad rows refuse it all (code 1).

    Of a store it is what was known on *known_at*: a store knows when each row came, too.
    """
    further = workspace.further_facts(ids)
    if isinstance(path, StoreInput):
        read = stored_input(path.url, further, known_at).read
    else:
        read = read_input(path, mapping=mapping, further=further)
    if "jobs" not in read.counts:
        message = "there is no table 'jobs': every client is decided as one who has had no job"
        note = Problem("D027", message, "add the table if anyone has worked", Place(path.name), severity=Severity.WARNING)
        workspace.notes.append(note)
    if strict and any(read.left_out.values()):
        raise Refused([problem for problem in read.problems if problem.is_error], Exit.PROBLEMS)
    return read


def check(
    path: Path | StoreInput,
    workspace: Workspace,
    options: Options,
    as_of: date,
    *,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
    progress: Progress | None = None,
) -> Checked:
    """Decide everything in a file. Raises :class:`~commissioning.errors.Refused` where nothing can be decided."""
    chosen = of_clients(plans(workspace, options), options)
    judge = engine(engine_name)
    # A further fact of any contract at hand is no unknown column, whichever contracts are asked for.
    ids = [*workspace.ids("national"), *workspace.ids("local"), *(plan.family for plan in chosen)]
    read = read_caseload(path, workspace, ids, mapping, strict=strict, known_at=options.known_at)
    caseload = known_caseload(read, chosen, as_of, options.known_at)
    reviews = next_reviews(read, chosen, as_of)
    reviewing = [Reviewing(Decider(plan, judge), caseload, reviews) for plan in chosen]
    decisions = tuple(decided(caseload, chosen, judge, as_of, progress, reviewing))
    return Checked(as_of, tuple(chosen), decisions, read, judge.name)


def decided(
    caseload: Caseload,
    chosen: list[Plan],
    judge: Engine,
    as_of: date,
    progress: Progress | None = None,
    reviewing: list[Reviewing] | None = None,
) -> Iterator[Decision]:
    """Every decision: journeys in input order, contracts in the order asked, outcomes in the contract's order.

    With *reviewing*, one for each plan, each decision has its review day.
    """
    journeys = caseload.journeys
    deciders = [of.decider for of in reviewing] if reviewing else [Decider(plan, judge) for plan in chosen]
    book = CaseBook(caseload, as_of)

    def of_one(journey: Journey) -> Iterator[Decision]:
        for place, decider in enumerate(deciders):
            case = book.case(journey, decider.plan.family)
            decisions = decider.decide(case)
            yield from reviewing[place].reviewed(case, decisions) if reviewing else decisions

    def share(number: int) -> list[Decision]:
        mine = journeys[number * JOURNEYS_AT_ONCE : (number + 1) * JOURNEYS_AT_ONCE]
        return [one for journey in mine for one in of_one(journey)]

    shares = -(-len(journeys) // JOURNEYS_AT_ONCE)
    among = processes() if len(journeys) >= FROM_JOURNEYS and judge.name == "reference" else 1
    for number, found in enumerate(shared_out(share, shares, among) if among > 1 else map(share, range(shares))):
        yield from found
        if progress is not None:
            progress(min((number + 1) * JOURNEYS_AT_ONCE, len(journeys)), len(journeys))
