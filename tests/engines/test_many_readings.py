"""Many readings, and days at the end of the calendar: the work stays in bounds."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest

from commissioning.domain.calendar import FAR
from commissioning.domain.verdicts import Verdict
from commissioning.engines.measuring import JobFact, Measuring
from commissioning.engines.worlds import JobReadings, decisive, job_readings, worlds
from commissioning.plan.settling import Settled
from commissioning.plan.values import Const


@pytest.mark.parametrize("years", [1, 2, 90])
def test_a_piece_that_ends_with_the_calendar_is_cut_a_finite_number_of_times(years: int) -> None:
    case = SimpleNamespace(referral=FAR - 365 * years - 40)
    piece = SimpleNamespace(first=FAR - 365 * years, last=FAR)
    cuts = Measuring(case)._cut(Const(((18, 1000),)), piece)  # type: ignore[arg-type]
    assert (cuts[0][0], cuts[-1][1]) == (piece.first, FAR)
    assert all(before[1] + 1 == after[0] for before, after in pairwise(cuts))


def test_what_is_decisive_is_worked_out_once_for_all_silences(monkeypatch: pytest.MonkeyPatch) -> None:
    """The outcome is met if the first job counts, and the window rolls: both are decisive, nothing else is."""
    jobs = job_readings(frozenset({frozenset({JobFact(f"W{n}", "weekly_hours")}) for n in range(6)}))
    readings = [{"window": window, "other": str(n)} for window in ("rolling", "first_start") for n in range(8)]
    settled = [Settled(reading, (), (), ()) for reading in readings]
    verdicts = {
        world: Verdict.MET
        if world.settled.reading["window"] == "rolling" and JobFact("W0", "weekly_hours") not in world.unfavourable
        else Verdict.NOT_MET
        for world in worlds((), settled, jobs)
    }
    asked = []
    own = JobReadings.own
    monkeypatch.setattr(JobReadings, "own", lambda self, read: asked.append(read) or own(self, read))
    found = {(thing.name, thing.subject): dict(thing.verdicts) for thing in decisive(verdicts, jobs)}
    assert found == {
        ("window", ""): {"rolling": (Verdict.MET, Verdict.NOT_MET), "first_start": (Verdict.NOT_MET,)},
        ("weekly_hours", "W0"): {"counts": (Verdict.MET, Verdict.NOT_MET), "does_not_count": (Verdict.NOT_MET,)},
    }
    assert len(asked) == len(jobs) * 2 ** len(jobs)
