"""The review day: no verdict changes before it, whatever later day the same files are decided as of; and on it, it does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commissioning.app.workspace import Options, Workspace
from commissioning.app.workspace import plans as plans_of
from commissioning.domain.calendar import Day
from commissioning.domain.journeys import Caseload, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.engines.review import Reviewing, later_day
from commissioning.engines.turns import turns_of
from commissioning.plan.plan import Plan
from spec.drawn_journeys import AS_OF, Drawn
from spec.strategies import as_of_days, caseloads, plans

AHEAD = 400
"""So many days are looked at, one by one or some of them."""
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]


class Later:
    """Verdicts as of any later day, from the files themselves."""

    def __init__(self, decider: Decider, caseload: Caseload) -> None:
        self._decider = decider
        self._caseload = caseload
        self._books: dict[Day, CaseBook] = {}

    def verdicts(self, journey: Journey, day: Day) -> tuple[Verdict, ...]:
        """The verdict of every outcome as of a day."""
        if day not in self._books:
            self._books[day] = CaseBook(self._caseload, date.fromordinal(day))
        case = self._books[day].case(journey, self._decider.plan.family)
        return tuple(decision.verdict for decision in self._decider.decide(case))


def hold(decider: Decider, caseload: Caseload, as_of: Day, later: Later, journey: Journey, days: list[Day]) -> int:
    """Whether a journey's review days hold on these later days; how many of them are exact, and were seen to be."""
    now = later.verdicts(journey, as_of)
    case = CaseBook(caseload, date.fromordinal(as_of)).case(journey, decider.plan.family)
    review = Reviewing(decider, caseload).days(case, decider.standings(case))
    seen = 0
    for day in sorted({*days, *(turn - back for turn in review if turn is not None for back in (0, 1))}):
        if not as_of < day < as_of + AHEAD:
            continue
        then = later.verdicts(journey, day)
        for place, turn in enumerate(review):
            if turn is None or day < turn:
                assert then[place] is now[place], f"{journey.journey_id} turns on {date.fromordinal(day)}"
            elif day == turn and is_exact(decider, caseload, journey, as_of):
                assert then[place] is not now[place], f"{journey.journey_id} does not turn on {date.fromordinal(day)}"
                seen += 1
    return seen


def is_exact(decider: Decider, caseload: Caseload, journey: Journey, as_of: Day) -> bool:
    """Whether time alone can change the journey's verdicts: its review day is then the very day, not one before it."""
    alone = sum(other.client_id == journey.client_id for other in caseload.journeys) == 1
    turns = turns_of(decider.settled)
    return not turns.averages and not any(turns.ways) and alone and _none_later(decider, caseload, journey, as_of)


def _none_later(decider: Decider, caseload: Caseload, journey: Journey, as_of: Day) -> bool:
    return later_day(journey, caseload, as_of, decider.plan.facts_asked, {}) is None


def as_known(caseload: Caseload, as_of: date) -> Caseload:
    """A caseload without all that the files say of later days than *as_of*."""

    def so_far(day: date | None) -> date | None:
        return day if day is None or day <= as_of else None

    journeys = []
    for journey in caseload.journeys:
        of = replace(journey, start_date=so_far(journey.start_date), end_date=so_far(journey.end_date))
        for name in ("verified_on", "reversed_on"):
            day = journey.fact(name)
            of = of.with_fact(name, so_far(day)) if isinstance(day, date) else of
        journeys.append(of)
    jobs = {client: tuple(row for row in rows if row.start_date <= as_of) for client, rows in caseload.jobs.items()}
    earnings = caseload.earnings
    if earnings is not None:
        earnings = {client: tuple(one for one in paid if one.paid_on <= as_of) for client, paid in earnings.items()}
    moves = {of: tuple(move for move in each if move.moved_on <= as_of) for of, each in caseload.moves.items()}
    return replace(caseload, journeys=tuple(journeys), jobs=jobs, earnings=earnings, moves=moves, claims={})


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days, days=st.lists(st.integers(1, AHEAD), min_size=12, max_size=12))
def test_review_days_hold_for_drawn_plans_and_journeys(plan: Plan, caseload: Caseload, as_of: date, days: list[int]) -> None:
    decider = Decider(plan, Reference())
    later = Later(decider, caseload)
    today = as_of.toordinal()
    for journey in caseload.journeys:
        hold(decider, caseload, today, later, journey, [today + day for day in days])


@settings(max_examples=150, deadline=None, suppress_health_check=QUIET)
@given(plan=plans(), caseload=caseloads(), as_of=as_of_days, days=st.lists(st.integers(1, AHEAD), min_size=8, max_size=8))
def test_review_days_are_exact_where_files_say_nothing_of_later_days(
    plan: Plan, caseload: Caseload, as_of: date, days: list[int]
) -> None:
    caseload = as_known(caseload, as_of)
    decider = Decider(plan, Reference())
    later = Later(decider, caseload)
    today = as_of.toordinal()
    for journey in caseload.journeys:
        hold(decider, caseload, today, later, journey, [today + day for day in days])


SOME = (
    "fair-start-scotland",
    "no-one-left-behind",
    "ips-primary-care",
    "work-and-health-programme",
    "jets-scotland",
    "restart",
)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("known", [False, True], ids=["as written", "as known"])
def test_review_days_hold_for_shipped_contracts(workspace: Workspace, seed: int, known: bool) -> None:
    deciders = [Decider(plan, Reference()) for plan in plans_of(workspace, Options(contracts=SOME))]
    random = Random(seed)
    as_of = AS_OF[seed]
    caseload = Drawn(seed).caseload(100, SOME)
    caseload, today = as_known(caseload, as_of) if known else caseload, as_of.toordinal()
    seen = 0
    for decider in deciders:
        later = Later(decider, caseload)
        for journey in caseload.journeys:
            days = [today + day for day in random.sample(range(1, AHEAD), 4)]
            seen += hold(decider, caseload, today, later, journey, days)
    assert seen > 3 * known
