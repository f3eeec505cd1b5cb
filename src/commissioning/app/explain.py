"""Explain: everything behind one journey's decisions under one contract."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from commissioning.app.check import read_caseload
from commissioning.app.known import known_caseload, next_reviews
from commissioning.app.stored_input import StoreInput
from commissioning.app.workspace import Options, Workspace, of_clients, plans
from commissioning.domain.explanations import Explanation
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.explaining import explain as explain_case
from commissioning.engines.interface import engine
from commissioning.engines.review import Reviewing
from commissioning.errors import nearest, usage
from commissioning.loading.caseload import Read
from commissioning.plan.plan import Plan


@dataclass(frozen=True)
class Explained:
    """An explanation, with the plan it was made under and what was read."""

    explanation: Explanation
    plan: Plan
    read: Read


def explain(
    path: Path | StoreInput,
    workspace: Workspace,
    options: Options,
    journey_id: str,
    as_of: date,
    *,
    outcome: str | None = None,
    engine_name: str = "auto",
    mapping: Path | None = None,
    strict: bool = False,
) -> Explained:
    """Explain one journey under the one contract asked for. Raises :class:`~commissioning.errors.Refused`."""
    if len(options.contracts) != 1:
        raise usage("U013", "one contract must be named", "add --contract ID")
    plan = of_clients(plans(workspace, options), options)[0]
    judge = engine(engine_name)
    read = read_caseload(path, workspace, [plan.family], mapping, strict=strict, known_at=options.known_at)
    caseload = known_caseload(read, [plan], as_of, options.known_at)
    journey = next((j for j in caseload.journeys if j.journey_id == journey_id), None)
    if journey is None:
        # The id is the user's own word; the ids of other journeys are not shown.
        raise usage(
            "U014", f"the input has no journey '{journey_id}'", "check --journey; a row that was left out cannot be explained"
        )
    names = [o.name for o in plan.outcomes]
    if outcome is not None and outcome not in names:
        raise usage(
            "U015", f"{plan.contract} has no outcome '{outcome}'", nearest(outcome, names) or f"outcomes: {', '.join(names)}"
        )
    decider = Decider(plan, judge, readings=True)
    case = CaseBook(caseload, as_of).case(journey, plan.family)
    found = explain_case(decider, case)
    reviewed = Reviewing(decider, caseload, next_reviews(read, [plan], as_of)).reviewed(
        case, [o.decision for o in found.outcomes]
    )
    found = replace(found, outcomes=tuple(replace(o, decision=of) for o, of in zip(found.outcomes, reviewed, strict=True)))
    if outcome is not None:
        found = replace(found, outcomes=tuple(o for o in found.outcomes if o.decision.outcome == outcome))
    return Explained(found, plan, read)
