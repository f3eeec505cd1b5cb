"""The kernel as an engine among engines: it decides, and the plain way explains what it decided.

For one journey it is slower than the plain way; it is there to be asked, and to be held against the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload
from commissioning.engines.case import Case
from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.from_caseload import batch_of_cases
from commissioning.engines.columnar.shapes import CODES, MET, NO_DAY, NOT_YET, VERDICTS, Array
from commissioning.engines.reference import Reference
from commissioning.errors import Exit, Problem, Refused
from commissioning.plan.plan import Plan

ELIGIBLE = ("not_met", "undetermined", "met")
Core = tuple[object, ...]
"""What the kernel says of one outcome: eligible, verdict, reason code, term, the dates, and how often it counts."""


class ColumnarJudge(Reference):
    """The kernel, asked for one journey at a time."""

    name = "columnar"

    def __init__(self) -> None:
        self._plans: dict[int, tuple[Plan, Columnar]] = {}

    def confirmed(self, plan: Plan, case: Case, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
        """The decisions with their explanations, if the kernel decides the same.

        Raises :class:`~commissioning.errors.Refused` (F001) where it does not: a fault of the program, never of the input.
        """
        columnar = self._columnar(plan)
        decided = columnar.decide(batch_of_cases(*_alone(case), columnar.facts), case.as_of)
        for decision, result in zip(decisions, decided.results[0], strict=True):
            if core_of(decision) != core(columnar, result):
                message = f"the columnar engine decides {plan.contract} {decision.outcome} otherwise than the reference engine"
                raise Refused(
                    Problem("F001", message, "decide with --engine reference, and report this as a fault of the program"),
                    Exit.FAULT,
                )
        return decisions

    def _columnar(self, plan: Plan) -> Columnar:
        # A plan is kept with what was made of it: its id is only good as long as it lives.
        if id(plan) not in self._plans:
            self._plans[id(plan)] = (plan, Columnar([plan]))
        return self._plans[id(plan)][1]


def core(columnar: Columnar, result: Array) -> Core:
    """What the kernel says of one outcome."""
    verdict = VERDICTS[result["verdict"]]
    first, last = _date(int(result["first"])), _date(int(result["last"]))
    only = first if first == last else None
    return (
        ELIGIBLE[result["eligible"]],
        str(verdict),
        str(CODES[result["code"]]),
        columnar.names[result["term"]] if result["term"] >= 0 else "",
        only if result["verdict"] == MET else None,
        only if result["verdict"] == NOT_YET else None,
        first if first != last else None,
        last if first != last else None,
        _date(int(result["outside"])),
        int(result["times"]),
    )


def core_of(decision: Decision) -> Core:
    """The same of a decision."""
    return (
        str(decision.eligible),
        str(decision.verdict),
        str(decision.reason.code),
        decision.reason.term,
        decision.reached_on,
        decision.earliest,
        decision.date_from,
        decision.date_to,
        decision.reached_outside_window,
        decision.times,
    )


def _date(day: int) -> date | None:
    return None if day == NO_DAY else date.fromordinal(day)


def _alone(case: Case) -> tuple[Caseload, Sequence[Case]]:
    """A caseload with one journey, its client's earlier ones on the contract, and what is known of the client."""
    cases = (case, *case.earlier)
    journeys = tuple(one.journey for one in cases)
    client = case.journey.client_id
    rows = tuple(stretch.row for job in case.jobs for stretch in job.stretches)
    caseload = Caseload(
        journeys=journeys,
        jobs={client: rows} if rows else {},
        earnings=None if case.earnings is None else {client: case.earnings},
        claims={one.journey.journey_id: one.claims for one in cases if one.claims},
        employees=case.employees,
        moves={one.journey.journey_id: one.beside.moves for one in cases},
        services={str(one.journey.facts.get("service_id", "")): one.beside.service for one in cases if one.beside.service},
    )
    return caseload, cases
