"""Everything behind one journey's decisions under one plan: conditions, jobs, every reading that differs, and support."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from commissioning.domain.calendar import FAR, Day, add
from commissioning.domain.decisions import Decision
from commissioning.domain.explanations import (
    ConditionLine,
    Explanation,
    JobLine,
    OutcomeLine,
    ReadingLine,
    RowLine,
    SupportLine,
    TestLine,
    that_differ,
)
from commissioning.domain.reasons import Measure, Quantity
from commissioning.domain.verdicts import Verdict, as_verdict, conjunction, disjunction
from commissioning.engines.case import Case, Job, Stretch
from commissioning.engines.deciding import Decider
from commissioning.engines.interface import ROUTE, Judged
from commissioning.engines.known import Known
from commissioning.engines.lookup import NoValue, lookup
from commissioning.engines.measuring import DayMeasure
from commissioning.engines.reasoning import facts_found, facts_of, standing_of
from commissioning.engines.reference import of_day
from commissioning.engines.tables import Table
from commissioning.engines.worlds import World, settings_of
from commissioning.plan.nodes import Earned, JobFilter, OutcomeLimit, Requires, Route, RouteTest, Sustained, Work
from commissioning.plan.plan import Entitlement, Support
from commissioning.plan.settling import Settled


def explain(decider: Decider, case: Case) -> Explanation:
    """The explanation of one case. The decider must have been made with ``readings=True``."""
    decider.engine.trace()
    decisions = decider.decide(case)
    trace = decider.engine.trace()
    table = decider.table(case)
    known = table.of(table.rows[0][0])
    return Explanation(
        journey_id=case.journey.journey_id,
        contract=decider.plan.contract,
        title=decider.plan.title,
        as_of=_date(case.as_of),
        referral_date=case.journey.referral_date,
        start_date=None if case.start is None else _date(case.start),
        ended=case.ended,
        eligible=decisions[0].eligible,
        conditions=tuple(_conditions(known, table)),
        jobs=tuple(_job(table, job) for job in case.jobs),
        earned=tuple((e.paid_on, e.amount_pence) for e in case.earnings or ()),
        outcomes=tuple(_outcome(table, position, decision) for position, decision in enumerate(decisions)),
        support=tuple(_support(table)),
        engine=decider.engine.name,
        trace=tuple(_named(line, decider.settled[0]) for line in trace),
        untold=table.worlds - len(table.rows),
    )


_PLACE = re.compile(r"\b(eligibility|outcome) (\d+)(?:/route (\d+)/test (\d+)|/term (\d+))?")


def _named(line: str, settled: Settled) -> str:
    """A line of an engine's trace with the contract's own names in the place of positions."""

    def name(found: re.Match[str]) -> str:
        what, number, route, test, common = found.groups()
        position = int(number) - 1
        if what == "eligibility":
            return settled.eligibility[position].term if position < len(settled.eligibility) else found[0]
        if position >= len(settled.outcomes):
            return found[0]
        outcome = settled.outcomes[position]
        if route is not None and int(route) <= len(outcome.routes):
            return f"{outcome.name}/{outcome.routes[int(route) - 1].tests[int(test) - 1].term}"
        if common is not None and int(common) <= len(outcome.common):
            return f"{outcome.name}/{outcome.common[int(common) - 1].term}"
        return outcome.name

    return _PLACE.sub(name, line)


def _conditions(known: Known, table: Table) -> Iterator[ConditionLine]:
    settled = table.rows[0][0].settled
    for part, truth in zip(settled.eligibility, known.truths(settled), strict=True):
        facts = dict.fromkeys(facts_of(part.condition))
        yield ConditionLine(part.term, as_verdict(truth), tuple((name, known.case.fact(name)) for name in facts))


# ----------------------------------------------------------------------------------------------------------------- jobs


def _job(table: Table, job: Job) -> JobLine:
    return JobLine(job.job_id, _date(job.began), tuple(_row(table, job, stretch) for stretch in job.stretches))


STANDINGS = ("counts", "unknown", "left_out", "before_start", "after_death")
"""What can be made of a row of a job, the best first."""


def _row(table: Table, job: Job, stretch: Stretch) -> RowLine:
    row = stretch.row
    standings: dict[tuple[str, str], None] = {}
    for world, _ in table.rows:
        for outcome in world.settled.outcomes:
            works = dict.fromkeys(_work(test) for route in outcome.routes for test in route.tests)
            each = [standing_of(table.of(world), work, job, stretch, world) for work in works]
            # A row that counts for one route counts, though another route is not meant for it.
            standings.setdefault(min(each, key=lambda standing: STANDINGS.index(standing[0])))
    ended = row.end_date is not None and stretch.last == row.end_date.toordinal()
    return RowLine(
        first=row.start_date,
        last=_date(stretch.last) if ended or stretch.last < table.of(table.rows[0][0]).case.as_of else None,
        weekly_hours=row.weekly_hours,
        basis=row.basis,
        hourly_pay_pence=row.hourly_pay_pence,
        reflects_needs=row.reflects_needs,
        paid_hours_worked=row.paid_hours_worked,
        standing=tuple(standings),
    )


def _works(world: World) -> Iterator[Work]:
    for outcome in world.settled.outcomes:
        for route in outcome.routes:
            for test in route.tests:
                yield _work(test)


def _work(test: RouteTest) -> Work:
    if isinstance(test, OutcomeLimit):
        return test.sustained.work
    return _work_of(test.filters) if isinstance(test, Earned) else test.work


@cache
def _work_of(filters: tuple[JobFilter, ...]) -> Work:
    """The work behind earnings; kept, because measures are remembered by the identity of the work they are of."""
    return Work(filters)


# ------------------------------------------------------------------------------------------------------------- outcomes


def _outcome(table: Table, position: int, decision: Decision) -> OutcomeLine:
    lines = []
    for settings, positions in that_differ(decision.readings):
        rows = [table.rows[index] for index in positions]
        world, judged = rows[0][0], rows[0][1][position]
        days = sorted({day for _, row in rows if (day := row[position].day) is not None})
        reading = decision.readings[positions[0]]
        lines.append(
            ReadingLine(
                settings=settings,
                verdict=judged.verdict,
                day_from=_date(days[0]) if days else None,
                day_to=_date(days[-1]) if days else None,
                code=reading.code,
                term=reading.term,
                tests=tuple(_tests(table.of(world), world, position, judged)),
                qualifying=_qualifying(table.of(world), world, position, judged),
                window=_window(table.of(world), world, position, judged),
            )
        )
    return OutcomeLine(decision, tuple(lines))


def _route(known: Known, world: World, position: int, judged: Judged) -> tuple[RouteTest, ...]:
    """The tests of the route that decided; where none did, of the route that comes furthest."""
    routes = world.settled.outcomes[position].routes
    failing = judged.failing
    if failing is not None and failing.what == ROUTE:
        return routes[failing.position].tests
    if len(routes) == 1 or known.case.start is None or known.too_many_unknown:
        return routes[0].tests
    claim = known.claim(world.settled.outcomes[position].name)
    found = [_far(known, world, route, claim) for route in routes]
    best = disjunction(verdict for verdict, _ in found)
    index = min((i for i, (verdict, _) in enumerate(found) if verdict is best), key=lambda i: found[i][1])
    return routes[index].tests


def _far(known: Known, world: World, route: Route, claim: Day | None) -> tuple[Verdict, Day]:
    """How far one route comes: its verdict, and the day it is reached or could be."""
    measures = [known.measuring.day(test, world.unfavourable, claim) for test in route.tests]
    verdict = conjunction(of_day(measure) for measure in measures)
    days = [measure.reached if measure.reached is not None else measure.best for measure in measures]
    day = max((day for day in days if day is not None), default=FAR)
    if route.in_force and not route.in_force[0] <= day <= route.in_force[1]:
        return Verdict.NOT_MET, day
    return verdict, day


def _tests(known: Known, world: World, position: int, judged: Judged) -> Iterator[TestLine]:
    if known.case.start is None or known.too_many_unknown:
        return
    claim = known.claim(world.settled.outcomes[position].name)
    for test in _route(known, world, position, judged):
        measure = known.measuring.day(test, world.unfavourable, claim)
        day = measure.reached if measure.reached is not None else measure.best
        yield TestLine(
            term=test.term,
            verdict=of_day(measure),
            day=None if day is None or day >= FAR else _date(day),
            limit=None if measure.limit is None else _date(measure.limit),
            **_amounts(known, test, world, measure, claim),
        )
    for condition in world.settled.outcomes[position].common:
        if isinstance(condition, Requires):
            held = known.measuring.truth(condition, None)
            yield TestLine(condition.term, as_verdict(held), actual=facts_found(known, condition.condition))


def _amounts(known: Known, test: RouteTest, world: World, measure: DayMeasure, claim: Day | None) -> dict[str, Quantity | None]:
    """What a test needs and what there is so far."""
    try:
        if isinstance(test, Sustained):
            within = None if test.window is None else lookup(test.window, known.case, claim=claim)
            needed = Quantity(Measure.QUALIFYING_DAYS, lookup(test.days, known.case, claim=claim), within)
            found = known.measuring.days_in_window(test, world.unfavourable, claim)
            return {"needed": needed, "actual": Quantity(Measure.QUALIFYING_DAYS, found, within)}
        if isinstance(test, Earned):
            until = known.case.last if measure.limit is None else min(measure.limit, known.case.last)
            earned = known.measuring.earned_by(test, until, world.unfavourable)
            needed = Quantity(Measure.PENCE, known.measuring.threshold(test, claim))
            return {"needed": needed, "actual": Quantity(Measure.PENCE, earned)}
    except NoValue:
        pass
    return {"needed": None, "actual": None}


def _qualifying(known: Known, world: World, position: int, judged: Judged) -> tuple[tuple[date, date], ...]:
    if known.case.start is None:
        return ()
    work = _work(_route(known, world, position, judged)[-1])
    claim = known.claim(world.settled.outcomes[position].name)
    return tuple((_date(a), _date(b)) for a, b in known.measuring.runs(work, world.unfavourable, claim))


def _window(known: Known, world: World, position: int, judged: Judged) -> tuple[date, date] | None:
    """The window an outcome is or was measured in: from the first day, or the one that ends on the day it was reached."""
    tests = [t for t in _route(known, world, position, judged) if isinstance(t, Sustained)]
    if not tests or tests[0].window is None or known.case.start is None:
        return None
    test = tests[0]
    claim = known.claim(world.settled.outcomes[position].name)
    runs = known.measuring.runs(test.work, world.unfavourable, claim)
    if not runs or test.window is None:
        return None
    try:
        length = lookup(test.window, known.case, claim=claim)
        if lookup(test.anchor, known.case, claim=claim) == "first_start":
            return _date(runs[0][0]), _date(runs[0][0] + length - 1)
    except NoValue:
        return None
    measure = known.measuring.day(test, world.unfavourable, claim)
    end = measure.reached if measure.reached is not None else measure.best
    return None if end is None else (_date(max(end - length + 1, 1)), _date(end))


# -------------------------------------------------------------------------------------------------------------- support


def _support(table: Table) -> Iterator[SupportLine]:
    """Every entitlement, under each reading that makes a difference to it."""
    for index in range(len(table.rows[0][0].settled.entitlements)):
        seen: dict[tuple[str, Day | None, Day | None], SupportLine] = {}
        for world, _ in table.rows:
            line = _entitled(table, world, world.settled.entitlements[index])
            key = (line.length, _ordinal(line.begins), _ordinal(line.ends))
            seen.setdefault(key, line)
        # Only what tells the lines apart is said of each.
        lines = tuple(seen.values())
        same = set(lines[0].settings).intersection(*(line.settings for line in lines))
        for line in lines:
            yield replace(line, settings=tuple(s for s in line.settings if s not in same))


def _entitled(table: Table, world: World, entitlement: Entitlement) -> SupportLine:
    known = table.of(world)
    case = known.case
    begins = case.start
    if entitlement.support is Support.IN_WORK and case.start is not None:
        first = next(iter(_works(world)), None)
        runs = known.measuring.runs(first, world.unfavourable) if first is not None else ()
        begins = runs[0][0] if runs else None
    length, ends = "", None
    if entitlement.length is not None:
        try:
            value = lookup(entitlement.length, case)
            length = str(value)
            ends = None if begins is None else add(begins, value)
        except NoValue:
            length = "no value in force"
    return SupportLine(
        term=entitlement.term,
        support=entitlement.support,
        extent=entitlement.extent,
        length=length,
        begins=None if begins is None else _date(begins),
        ends=None if ends is None else _date(ends),
        settings=settings_of(world, table.jobs),
    )


def _date(day: Day) -> date:
    return date.fromordinal(day)


def _ordinal(day: date | None) -> Day | None:
    return None if day is None else day.toordinal()
