"""The samples decided and explained, and golden files.

The files in ``golden/`` are written anew by ``UPDATE_GOLDEN=1 pytest tests/reports``; read the difference before you keep it.
"""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from report_samples import AS_OF, CASELOAD, HERE, make_plan

from commissioning.domain.decisions import Decision
from commissioning.domain.explanations import Explanation
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.explaining import explain
from commissioning.engines.reference import Reference
from commissioning.plan.plan import Plan


@pytest.fixture(scope="session")
def plans() -> dict[str, Plan]:
    return {name: make_plan(name) for name in ("steady-work", "own-pace", "earn-out")}


@pytest.fixture(scope="session")
def decisions(plans: dict[str, Plan]) -> list[Decision]:
    deciders = [Decider(plan, Reference()) for plan in plans.values()]
    book = CaseBook(CASELOAD, AS_OF)
    return [
        decision
        for journey in CASELOAD.journeys
        for decider in deciders
        for decision in decider.decide(book.case(journey, decider.plan.family))
    ]


@pytest.fixture(scope="session")
def explained(plans: dict[str, Plan]) -> Callable[[str, str], Explanation]:
    def make(journey_id: str, contract: str) -> Explanation:
        journey = next(j for j in CASELOAD.journeys if j.journey_id == journey_id)
        plan = plans[contract]
        return explain(Decider(plan, Reference(), readings=True), CaseBook(CASELOAD, AS_OF).case(journey, plan.family))

    return make


@pytest.fixture(scope="session")
def golden() -> Callable[[str, str], None]:
    """Holds a text against its golden file, or writes it where ``UPDATE_GOLDEN`` is set."""

    def check(name: str, text: str) -> None:
        path = HERE / "golden" / name
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == text, f"{name}: UPDATE_GOLDEN=1 writes it anew"

    return check
