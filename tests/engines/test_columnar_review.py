"""The review days that the kernel finds for many journeys together are those found for each alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings

from commissioning.app.workspace import Options, Workspace
from commissioning.app.workspace import plans as plans_of
from commissioning.domain.journeys import Caseload
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.engines.review import Reviewing
from commissioning.plan.plan import Plan
from spec.drawn_journeys import AS_OF, Drawn
from spec.strategies import as_of_days, caseloads, plans

pytest.importorskip("numba")

from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.from_caseload import batches
from commissioning.engines.columnar.review import ColumnarReview

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


def agree(kind: type[Columnar], chosen: list[Plan], caseload: Caseload, as_of: date, size: int = 10_000) -> int:
    """Whether both ways find the same days; how many days there are."""
    columnar = kind(chosen)
    review = ColumnarReview(columnar)
    reviewing = [Reviewing(Decider(plan, Reference()), caseload) for plan in chosen]
    book = CaseBook(caseload, as_of)
    number = at = 0
    for batch in batches(caseload, columnar.facts, as_of, size):
        days = review.days(columnar.decide(batch, as_of.toordinal()), as_of.toordinal())
        for row in days.tolist():
            journey = caseload.journeys[at]
            due = []
            for one in reviewing:
                case = book.case(journey, one.decider.plan.family)
                due += [day or 0 for day in one.days(case, one.decider.standings(case))]
            assert row == due, f"{journey.journey_id} as of {as_of}"
            number += sum(day > 0 for day in due)
            at += 1
    return number


@pytest.mark.parametrize("kind", [Columnar, ColumnarWithEarlier])
@settings(max_examples=60, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days)
def test_review_days_agree_for_drawn_plans_and_journeys(
    kind: type[Columnar], plan: Plan, caseload: Caseload, as_of: date
) -> None:
    agree(kind, [plan], caseload, as_of)


@pytest.mark.parametrize("as_of", AS_OF)
def test_review_days_agree_for_shipped_contracts(workspace: Workspace, as_of: date) -> None:
    shipped = plans_of(workspace, Options(contracts=(*workspace.ids("national"), *workspace.ids("local"))))
    caseload = Drawn(as_of.year).caseload(60, tuple(plan.family for plan in shipped))
    assert agree(ColumnarWithEarlier, shipped, caseload, as_of) > 100
