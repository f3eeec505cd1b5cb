"""Many readings, and days at the end of the calendar: the work stays in bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from types import SimpleNamespace

import pytest

from commissioning.app.workspace import Options, plans
from commissioning.domain.calendar import FAR
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import Caseload, JobRow, Journey
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.deciding import Decider
from commissioning.engines.decisive import decisive
from commissioning.engines.explaining import explain
from commissioning.engines.interface import Judged
from commissioning.engines.measuring import JobFact, Measuring, Unfavourable
from commissioning.engines.reference import Reference
from commissioning.engines.spaces import Axes, Column, Space
from commissioning.engines.tables import MOST_ROWS, Table
from commissioning.engines.worlds import JobReadings, job_readings
from commissioning.plan.settling import Settled
from commissioning.plan.values import Const
from commissioning.reports.explanation_text import explanation_text


@pytest.mark.parametrize("years", [1, 2, 90])
def test_a_piece_that_ends_with_the_calendar_is_cut_a_finite_number_of_times(years: int) -> None:
    case = SimpleNamespace(referral=FAR - 365 * years - 40)
    piece = SimpleNamespace(first=FAR - 365 * years, last=FAR)
    cuts = Measuring(case)._cut(Const(((18, 1000),)), piece)  # type: ignore[arg-type]
    assert (cuts[0][0], cuts[-1][1]) == (piece.first, FAR)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(cuts))


HOURS, BASIS = "weekly_hours", "basis"


class Counting(Reference):
    """The judge, with a count of what it is asked."""

    def __init__(self) -> None:
        self.asked = 0

    def outcomes(self, eligibility, started, measures):
        self.asked += 1
        return super().outcomes(eligibility, started, measures)


def decided(workspace, jobs: tuple[JobRow, ...], as_of: date) -> tuple[Decider, Table, tuple[Decision, ...], int]:
    """The sample journey with these jobs under Fair Start Scotland, and how often the engine was asked."""
    (plan,) = plans(workspace, Options(contracts=("fair-start-scotland",)))
    engine = Counting()
    decider = Decider(plan, engine)
    caseload = Caseload((JOURNEY,), {"C": jobs})
    case = CaseBook(caseload, as_of).case(JOURNEY, plan.family)
    table = decider.table(case)
    return decider, table, decider.decided(case, table), engine.asked


JOURNEY = Journey(
    "J", "C", "fair-start-scotland", date(2022, 8, 1), date(2022, 8, 1), payment_group="core",
    facts={"age_at_referral": 30, "employment_status": "unemployed", "lives_in_scotland": True, "right_to_work": True},
)  # fmt: skip


def blank_jobs(number: int, apart: int, days: int, **known: object) -> tuple[JobRow, ...]:
    """Jobs of which neither the hours nor the basis is known, or only what is given."""
    first = [JOURNEY.start_date + timedelta(days=10 + apart * n) for n in range(number)]
    return tuple(
        JobRow(f"W{n}", "C", day, day + timedelta(days=days - 1), known.get(HOURS), known.get(BASIS))
        for n, day in enumerate(first)
    )


@pytest.mark.parametrize(("apart", "days"), [(13, 120), (40, 34)])
def test_ten_jobs_with_two_missing_facts_each_are_judged_a_few_thousand_times(workspace, apart: int, days: int) -> None:
    _, table, decisions, asked = decided(workspace, blank_jobs(10, apart, days), date(2024, 3, 31))
    assert table.worlds == len(table.spaces) * 3**10 > 3_000_000
    assert all(space.axes.worlds == 2**10 for space in table.spaces)
    assert len(table.different) <= len(table.spaces) * 2**10
    assert asked <= 8_000
    assert decisions[0].verdict is Verdict.UNDETERMINED
    named = {(thing.name, thing.subject) for thing in decisions[0].decisive}
    assert {(name, f"W{n}") for n in range(10) for name in (HOURS, BASIS)} <= named


def test_an_eleventh_job_with_a_missing_fact_is_too_many(workspace) -> None:
    _, table, decisions, asked = decided(workspace, blank_jobs(11, 13, 120), date(2024, 3, 31))
    assert {decision.reason.code for decision in decisions} == {ReasonCode.TOO_MANY_UNKNOWN_FACTS}
    assert len(table.different) == len(table.spaces)
    assert asked <= len(table.spaces)


def test_readings_of_silences_that_change_nothing_are_judged_once(workspace) -> None:
    """One job of a few weeks: whatever window, limit or way of adding is read, nothing differs but the prior outcome."""
    _, table, _, asked = decided(workspace, blank_jobs(1, 1, 30, weekly_hours=2000, basis="employee"), date(2024, 3, 31))
    assert len(table.rows) == len(table.spaces) == 64
    assert asked < 16


def test_every_world_has_the_judgement_of_the_one_it_is_one_with(workspace) -> None:
    """What the table gives each world is what the engine says of that world alone."""
    _, table, _, _ = decided(workspace, blank_jobs(3, 30, 60), date(2023, 3, 31))
    assert len(table.rows) == table.worlds == len(table.spaces) * 3**3
    assert len({world for world, _ in table.rows}) == table.worlds
    assert all(judged == table.of(world).judged(world) for world, judged in table.rows)
    assert {judged for _, judged in table.rows} == {judged for _, judged in table.different}
    assert table.rows[0] == table.different[0]


def test_of_too_many_worlds_those_are_told_that_say_something(workspace) -> None:
    """Four jobs with two blanks each: every different verdict and day, every fact alone, and each judged as that world is."""
    _, table, decisions, _ = decided(workspace, blank_jobs(4, 30, 60), date(2023, 3, 31))
    assert table.worlds == len(table.spaces) * 3**4 > MOST_ROWS
    assert len(table.rows) < table.worlds
    assert len({world for world, _ in table.rows}) == len(table.rows)
    assert all(judged == table.of(world).judged(world) for world, judged in table.rows)
    for position in range(len(decisions)):
        told = {(judged[position].verdict, judged[position].day) for _, judged in table.rows}
        assert told == {(judged[position].verdict, judged[position].day) for _, judged in table.different}


def test_an_explanation_of_ten_jobs_says_how_many_readings_it_does_not_tell(workspace) -> None:
    decider, table, _, _ = decided(workspace, blank_jobs(10, 40, 34), date(2024, 3, 31))
    explanation = explain(Decider(decider.plan, Reference(), readings=True), table.of_first.known.case)
    assert explanation.untold == table.worlds - len(table.rows) > 3_000_000
    assert f"{explanation.untold:,} more ways" in "\n".join(explanation_text(explanation, decider.plan))
    assert explanation.outcomes[0].decision.verdict is Verdict.UNDETERMINED
    assert {line.verdict for line in explanation.outcomes[0].readings} == {judged[0].verdict for _, judged in table.different}


def space_of(reading: dict[str, str], jobs: tuple[JobReadings, ...], says: Callable[[Unfavourable], Verdict]) -> Space:
    """A space that tells every reading of the jobs apart, with a verdict for each world."""
    axes = Axes(jobs, tuple(tuple(range(len(job.settings))) for job in jobs))
    verdicts = [says(axes.unfavourable(world)) for world in range(axes.worlds)]
    judged = tuple((Judged(verdict, None, None),) for verdict in verdicts)
    every = tuple(range(axes.worlds))
    return Space((), Settled(reading, (), (), ()), axes, Column(every, every), judged)


def test_what_changes_the_verdict_alone_is_decisive() -> None:
    """The outcome is met if the first job counts, and the window rolls: both are decisive, nothing else is."""
    jobs = job_readings(frozenset({frozenset({JobFact(f"W{n}", HOURS)}) for n in range(6)}))

    def says(window: str) -> Callable[[Unfavourable], Verdict]:
        met = window == "rolling"
        return lambda against: Verdict.MET if met and JobFact("W0", HOURS) not in against else Verdict.NOT_MET

    readings = [{"window": window, "other": str(n)} for window in ("rolling", "first_start") for n in range(8)]
    spaces = [space_of(reading, jobs, says(reading["window"])) for reading in readings]
    assert {(thing.name, thing.subject): dict(thing.verdicts) for thing in decisive(spaces, jobs, 0)} == {
        ("window", ""): {"rolling": (Verdict.MET, Verdict.NOT_MET), "first_start": (Verdict.NOT_MET,)},
        (HOURS, "W0"): {"counts": (Verdict.MET, Verdict.NOT_MET), "does_not_count": (Verdict.NOT_MET,)},
    }


@pytest.mark.parametrize("job", range(4))
def test_the_worlds_of_one_reading_of_a_job_are_found_wherever_the_job_stands(job: int) -> None:
    """Only one job matters: it alone is decisive, and each of its readings has its own verdict."""
    jobs = job_readings(frozenset({frozenset({JobFact(f"W{n}", HOURS)}) for n in range(4)}))
    space = space_of({}, jobs, lambda against: Verdict.MET if JobFact(f"W{job}", HOURS) not in against else Verdict.NOT_MET)
    (found,) = decisive([space], jobs, 0)
    assert (found.subject, dict(found.verdicts)) == (
        f"W{job}",
        {"counts": (Verdict.MET,), "does_not_count": (Verdict.NOT_MET,)},
    )


def test_a_silence_is_decisive_though_its_readings_tell_other_worlds_apart() -> None:
    """Under one reading the first job decides, under the other the second: they differ where the two are read differently."""
    jobs = job_readings(frozenset({frozenset({JobFact(f"W{n}", HOURS)}) for n in range(2)}))
    spaces = []
    for n in range(2):
        axes = Axes(jobs, tuple((0, 1) if at == n else (0, 0) for at in range(2)))
        judged = tuple((Judged(verdict, None, None),) for verdict in (Verdict.MET, Verdict.NOT_MET))
        spaces.append(Space((), Settled({"job": str(n)}, (), (), ()), axes, Column((0, 1), (0, 1)), judged))
    assert [(thing.name, thing.subject) for thing in decisive(spaces, jobs, 0)] == [("job", ""), (HOURS, "W0"), (HOURS, "W1")]
