"""One journey under one contract on a line of time: what a picture and a drawing in characters both show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from commissioning.domain.calendar import add_months, in_words
from commissioning.domain.explanations import Explanation, JobLine, OutcomeLine, ReadingLine, RowLine, TestLine
from commissioning.domain.verdicts import Verdict
from commissioning.plan.plan import Plan
from commissioning.reports import words

MOST_JOBS = 12
"""With more jobs than this the rest are counted and not drawn; those that can count are drawn first."""

MOST_WINDOWS = 4
"""The most readings of one outcome that are drawn."""

WINDOW = " window"

LONGEST_ID = 16
"""A job's id is cut to this many characters."""

BEFORE = 366
"""Days drawn before the referral or start date at most: a job that began long before is cut off."""

AFTER = 3660
"""Days drawn after the as-of date at most."""


class Look(StrEnum):
    """What a bar stands for."""

    COUNTS = "counts"
    DEPENDS = "depends"
    LEFT_OUT = "left_out"
    QUALIFYING = "qualifying"
    WINDOW = "window"


class At(StrEnum):
    """What a single day stands for."""

    REACHED = "reached"
    EARLIEST = "earliest"
    ENOUGH = "enough"
    WAGES = "wages"


MEANING = {
    At.REACHED: "reached",
    At.EARLIEST: "at the earliest",
    At.ENOUGH: "enough had been worked in all",
    At.WAGES: "wages paid",
}
"""What is said of a single day."""


@dataclass(frozen=True, slots=True)
class Span:
    """A bar over days, both ends inclusive; *going_on* where it has no end yet."""

    first: date
    last: date
    look: Look
    label: str = ""
    going_on: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A day on a lane."""

    day: date
    at: At
    label: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One line of the picture. *caption* says under which reading it holds, where readings differ."""

    label: str
    spans: tuple[Span, ...] = ()
    points: tuple[Point, ...] = ()
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A day that matters to every lane: the start, a limit, the as-of date."""

    day: date
    label: str
    is_limit: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is drawn, from the first day to the last; *more_jobs* jobs and *more_readings* readings are not."""

    begins: date
    ends: date
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    more_jobs: int = 0
    more_readings: int = 0

    @property
    def days(self) -> int:
        """How many days are drawn."""
        return (self.ends - self.begins).days + 1


def timeline(explanation: Explanation, plan: Plan | None = None) -> Timeline:
    """The timeline of an explanation; with the *plan*, limits are named by the titles of their terms."""
    jobs = _chosen(explanation.jobs)
    windows, more_readings = _windows(explanation)
    lanes = (*(_job(job, explanation) for job in jobs), *_wages(explanation), *_qualifying(explanation), *windows)
    marks = tuple(_marks(explanation, plan))
    begins, ends = _extent(explanation, lanes, marks)
    return Timeline(begins, ends, lanes, marks, len(explanation.jobs) - len(jobs), more_readings)


# ---------------------------------------------------------------------------------------------------------------- jobs


def look_of(row: RowLine) -> Look:
    """How a row of a job is drawn: it counts, it does not, or that depends on the reading, a fact or the outcome."""
    standings = {standing for standing, _ in row.standing}
    if standings == {"counts"}:
        return Look.COUNTS
    return Look.DEPENDS if standings & {"counts", "unknown"} else Look.LEFT_OUT


def _chosen(jobs: tuple[JobLine, ...]) -> tuple[JobLine, ...]:
    """The jobs that are drawn, in order of date: those that can count before those that cannot."""
    able = [job for job in jobs if any(look_of(row) is not Look.LEFT_OUT for row in job.rows)]
    unable = [job for job in jobs if job not in able]
    kept = (able + unable)[:MOST_JOBS]
    return tuple(job for job in jobs if job in kept)


def _job(job: JobLine, explanation: Explanation) -> Lane:
    spans = tuple(
        Span(row.first, row.last or max(explanation.as_of, row.first), look_of(row), _hours(row), row.last is None)
        for row in job.rows
    )
    shown = job.job_id if len(job.job_id) <= LONGEST_ID else f"{job.job_id[: LONGEST_ID - 1]}…"
    return Lane(f"{shown}, {_all_hours(job)}", spans)


def _hours(row: RowLine) -> str:
    return "? h" if row.weekly_hours is None else f"{words.number(row.weekly_hours)} h"


def _all_hours(job: JobLine) -> str:
    """The hours of a job's rows: ``20 h``, ``20 h then 16.5 h``, ``4 h to 20 h`` for more than two."""
    each = list(dict.fromkeys(_hours(row) for row in job.rows))
    known = [row.weekly_hours for row in job.rows if row.weekly_hours is not None]
    if len(each) > 2 and known:
        return f"{words.number(min(known))} h to {words.number(max(known))} h"
    return " then ".join(each)


def _wages(explanation: Explanation) -> Iterator[Lane]:
    if explanation.earned:
        points = (Point(day, At.WAGES, MEANING[At.WAGES]) for day, _ in explanation.earned)
        yield Lane("Wages paid", points=tuple(dict.fromkeys(points)))


# ------------------------------------------------------------------------------------------------------ what is tested


def _qualifying(explanation: Explanation) -> Iterator[Lane]:
    """The days that count, once for each different set of them."""
    found: dict[tuple[tuple[date, date], ...], str] = {}
    for outcome in explanation.outcomes:
        for reading in outcome.readings:
            found.setdefault(reading.qualifying, words.settings(reading.settings))
    for runs, settings in list(found.items())[:MOST_WINDOWS]:
        caption = f"Days that count if {settings}" if len(found) > 1 and settings else ""
        if runs:
            yield Lane("Days that count", tuple(Span(a, b, Look.QUALIFYING) for a, b in runs), caption=caption)


def _windows(explanation: Explanation) -> tuple[tuple[Lane, ...], int]:
    lanes: list[Lane] = []
    left = 0
    for outcome in explanation.outcomes:
        found = dict.fromkeys(lane for reading in outcome.readings if (lane := _window(outcome, reading, explanation)))
        kept = _told_apart(list(found))
        lanes += kept[:MOST_WINDOWS]
        left += len(kept[MOST_WINDOWS:])
    return tuple(lanes), left


def _told_apart(lanes: list[Lane]) -> list[Lane]:
    """Lanes that look the same are drawn once, under the first reading; which reading is said only where they differ."""
    first: dict[tuple[tuple[Span, ...], tuple[Point, ...]], Lane] = {}
    for lane in lanes:
        first.setdefault((lane.spans, lane.points), lane)
    return [
        Lane(lane.label, lane.spans, _labelled(lane, differ=len(first) > 1), lane.caption if len(first) > 1 else "")
        for lane in first.values()
    ]


def _labelled(lane: Lane, *, differ: bool) -> tuple[Point, ...]:
    name, _, condition = lane.caption.partition(" if ")
    name = name or lane.label.removesuffix(WINDOW)
    suffix = f", if {condition}" if differ and condition else ""
    return tuple(Point(point.day, point.at, f"{name}: {point.label}{suffix}") for point in lane.points)


def _window(outcome: OutcomeLine, reading: ReadingLine, explanation: Explanation) -> Lane | None:
    name = outcome.decision.outcome
    points = tuple(_points(reading, explanation))
    # A window that lies wholly ahead says nothing of an outcome that cannot be met any more.
    ahead = reading.window is not None and reading.window[0] > explanation.as_of and reading.verdict is Verdict.NOT_MET
    spans = () if reading.window is None or ahead else (Span(*reading.window, Look.WINDOW),)
    if not spans and not points:
        return None
    caption = f"{name} if {words.settings(reading.settings)}" if reading.settings else ""
    return Lane(f"{name}{WINDOW}" if spans else name, spans, points, caption)


def _points(reading: ReadingLine, explanation: Explanation) -> Iterator[Point]:
    """The day a reading gives; where it gives none, the day on which enough had been worked in all."""
    if reading.day_from and reading.verdict in (Verdict.MET, Verdict.NOT_YET):
        at = At.REACHED if reading.verdict is Verdict.MET else At.EARLIEST
        yield Point(reading.day_from, at, MEANING[at])
        return
    for test in reading.tests:
        if test.needed is not None and test.day is not None:
            if test.day <= explanation.as_of:
                yield Point(test.day, At.ENOUGH, MEANING[At.ENOUGH])
            elif reading.verdict is Verdict.UNDETERMINED:
                yield Point(test.day, At.EARLIEST, MEANING[At.EARLIEST])
            return


# --------------------------------------------------------------------------------------------------------------- marks


def _marks(explanation: Explanation, plan: Plan | None) -> Iterator[Mark]:
    start, referral = explanation.start_date, explanation.referral_date
    if referral is not None and referral != start:
        yield Mark(referral, "referral date")
    if start is not None:
        yield Mark(start, "start date" if referral != start else "referral and start date")
    limits: dict[tuple[date, str], Mark] = {}
    for test in _tests(explanation):
        if test.limit is not None and (test.needed is None or test.needed.within is None):
            title = plan.note(test.term).title if plan else words.name(test.term).capitalize()
            limits.setdefault((test.limit, title), Mark(test.limit, f"{title}: last day", is_limit=True))
    yield from sorted(limits.values(), key=lambda mark: mark.day)
    yield Mark(explanation.as_of, "as of")


def _tests(explanation: Explanation) -> Iterator[TestLine]:
    for outcome in explanation.outcomes:
        for reading in outcome.readings:
            yield from reading.tests


def _extent(explanation: Explanation, lanes: Iterable[Lane], marks: Iterable[Mark]) -> tuple[date, date]:
    """Whole months from the first day that matters to the last, within reason."""
    days = [mark.day for mark in marks]
    for lane in lanes:
        days += [day for span in lane.spans for day in (span.first, span.last)] + [point.day for point in lane.points]
    anchors = [day for day in (explanation.referral_date, explanation.start_date) if day is not None]
    floor = _shifted(min(anchors), -BEFORE) if anchors else _shifted(explanation.as_of, -AFTER)
    first = max(min(days), floor)
    last = min(max(days), _shifted(explanation.as_of, AFTER))
    last = max(first, last)
    begins = first.replace(day=1)
    following = date.fromordinal(add_months(last.replace(day=1).toordinal(), 1))
    return begins, following if following == date.max else following - timedelta(days=1)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal()))


# --------------------------------------------------------------------------------------------------------------- ticks

STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Months from one labelled tick to the next."""


def ticks(line: Timeline, most: int) -> tuple[tuple[date, str], ...]:
    """At most *most* first days of months, evenly spaced, each with its label: ``Jan 2024``, or ``2024`` for whole years."""
    for step in STEPS:
        chosen = [day for day in months(line) if (day.year * 12 + day.month - 1) % step == 0]
        if len(chosen) <= max(most, 1) and (chosen or step > 12):
            return tuple((day, f"{day:%b %Y}" if step < 12 else str(day.year)) for day in chosen)
    return ()


def months(line: Timeline) -> tuple[date, ...]:
    """The first day of every month drawn."""
    return tuple(_months(line.begins, line.ends))


def _months(first: date, last: date) -> Iterator[date]:
    day = first.replace(day=1)
    while day <= last:
        if day >= first:
            yield day
        if (day.year, day.month) == (9999, 12):
            return
        day = day.replace(year=day.year + 1, month=1) if day.month == 12 else day.replace(month=day.month + 1)


def dated(line: Timeline) -> tuple[tuple[date, str], ...]:
    """Every day that is marked, in order, with what it is: the picture as a list."""
    found = [(mark.day, mark.label) for mark in line.marks]
    for lane in line.lanes:
        found += [(point.day, point.label) for point in lane.points if point.at is not At.WAGES]
    return tuple(sorted(dict.fromkeys(found)))


def described(lane: Lane) -> str:
    """A lane in words: its bars with their days."""
    return "; ".join(described_span(span) for span in lane.spans)


def described_span(span: Span) -> str:
    """A bar in words: ``21 December 2023 to 24 February 2024 (15.5 h)``."""
    label = f" ({span.label})" if span.label else ""
    if span.going_on:
        return f"from {in_words(span.first)}, still going on{label}"
    return f"{in_words(span.first)} to {in_words(span.last)}{label}"
