"""The ten contracts as a careful programmer would write them in plain Python: no reasons, and one reading of everything.

One pass for each client. What is shared by contracts (the jobs that count, the days that suit the person) is worked out once
for a journey and only where some contract needs it. Days are ordinals. A blank is read as "no", the one reading of it; silences
are read as :data:`~commissioning.benchmarks.contracts.ASSUMED` says. Nothing here is taken from the engine.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter

from commissioning.benchmarks.people import Client, JobRow, Journey, Rates

Day = int
Run = tuple[Day, Day]
"""The first and the last of days that follow each other."""
Answer = tuple[int, Day, int]
"""A verdict, its day (0: none), and how often the outcome counts."""
Answers = tuple[tuple[bool, ...], list[Answer]]
"""Of a journey: under which contracts the client is eligible, and every outcome in order."""

NOT_MET, NOT_YET, MET = 0, 2, 3
"""Verdicts, the worse the lower."""
NO: Answer = (NOT_MET, 0, 0)
FAR = date(9999, 12, 31).toordinal()

OUT_OF_WORK = ("unemployed", "inactive")
SUSTAINED = ((13 * 7, 16 * 7), (26 * 7, 30 * 7), (52 * 7, 60 * 7))
"""Weeks of work within weeks, in days."""
VARIED = date(2021, 4, 1).toordinal()
"""From this day Fair Start Scotland asks for 8 hours of jobs that begin, before it for 16; from it people may join again."""


def _on(year: int, month: int, day: int) -> Day:
    return date(year, month, day).toordinal()


FSS_OPENS, FSS_CLOSES = _on(2018, 3, 13), _on(2024, 3, 31)
NOLB_OPENS, SES_OPENS = _on(2019, 4, 1), _on(2025, 7, 1)
SECONDARY_OPENS, NHS_OPENS, PRIMARY_OPENS = _on(2024, 4, 1), _on(2024, 5, 2), _on(2022, 7, 12)
ALCOHOL_DRUG_OPENS, UNIVERSAL_OPENS, WORKWELL_OPENS = _on(2024, 1, 26), _on(2025, 4, 1), _on(2024, 5, 7)


class Job:
    """A job as known on the day: when it began, its rows with the days they last, and the most paid hours of any."""

    __slots__ = ("began", "paid", "rows")

    def __init__(self, rows: Sequence[JobRow], as_of: Day) -> None:
        self.began = rows[0].start
        self.paid = max((row.paid for row in rows if row.paid is not None), default=-1)
        self.rows: list[tuple[Day, Day, JobRow]] = []
        for at, row in enumerate(rows):
            last = as_of if row.end is None else min(row.end, as_of)
            if row.end is None and at + 1 < len(rows):
                last = rows[at + 1].start - 1
            if last >= row.start:
                self.rows.append((row.start, last, row))


def evaluate(clients: Iterable[Client], as_of: Day, rates: Rates) -> Iterator[Answers]:
    """The answers for every journey, client by client."""
    for client in clients:
        jobs = jobs_known(client.rows, as_of)
        on_fss = min((j.referral for j in client.journeys if j.contract == "fair-start-scotland"), default=FAR)
        for journey in client.journeys:
            yield decide(journey, jobs, as_of, rates, joined_before=on_fss < journey.referral)


def jobs_known(rows: Sequence[JobRow], as_of: Day) -> list[Job]:
    """The client's jobs; rows that start later are not known yet."""
    known = sorted((row for row in rows if row.start <= as_of), key=attrgetter("job_id", "start"))
    return [Job(list(group), as_of) for _, group in groupby(known, key=attrgetter("job_id"))]


def decide(journey: Journey, jobs: Sequence[Job], as_of: Day, rates: Rates, *, joined_before: bool) -> Answers:
    """Every outcome of one journey."""
    eligible = eligibility(journey)
    fss, nolb, ses, secondary, nhs_primary, talking, primary, alcohol_drug, universal, workwell = eligible
    died = journey.end_reason == "died" and journey.end is not None and journey.end <= as_of
    last = journey.end if died and journey.end is not None else as_of
    counted = [job for job in jobs if job.began >= journey.start and job.began <= last] if any(eligible) else []
    # In the best case there is work on every day from tomorrow on.
    future: list[Run] = [] if died else [(as_of + 1, FAR)]
    answers = fair_start(journey, counted, last, future, as_of, joined_before) if fss else [NO] * 3
    if nolb or ses:
        suited = left_behind(counted, last, future, as_of)
    answers += suited if nolb else [NO] * 4
    answers += suited if ses else [NO] * 4
    if secondary or nhs_primary or talking or universal:
        four_hours = job_starts([job for job in counted if job.paid >= 400], future, as_of)
    answers += four_hours if secondary else [NO] * 2
    answers += four_hours if nhs_primary else [NO] * 2
    answers += four_hours if talking else [NO] * 2
    answers.append(primary_care(journey, counted, last, future, as_of, rates) if primary else NO)
    if alcohol_drug:
        limit = months_after(journey.start, 18)
        first, every = job_starts([job for job in counted if job.paid >= 700], future, as_of)
        answers += [first if first[1] <= limit else NO, every]
    else:
        answers += [NO] * 2
    answers += four_hours if universal else [NO] * 2
    answers.append(job_starts(counted, future, as_of)[0] if workwell else NO)
    return eligible, answers


# ----------------------------------------------------------------------------------------------------- eligibility


def eligibility(j: Journey) -> tuple[bool, ...]:
    """Whether the client is eligible under each contract, in order."""
    referral, age = j.referral, -1 if j.age is None else j.age
    out_of_work = j.status in OUT_OF_WORK
    condition = bool(j.disabled or j.condition)
    voluntary = j.mandated is False
    any_partnership = bool(j.scotland) and age >= 16 and bool(out_of_work or j.parent)
    return (
        FSS_OPENS <= referral <= FSS_CLOSES
        and bool(j.scotland and j.right_to_work)
        and ((age >= 18 and out_of_work) or (16 <= age <= 17 and bool(j.disabled or j.benefit in ("esa", "uc")))),
        referral >= NOLB_OPENS and any_partnership,
        referral >= SES_OPENS and any_partnership and condition,
        referral >= SECONDARY_OPENS and bool(j.severe and j.secondary) and voluntary,
        referral >= NHS_OPENS and bool(j.primary) and voluntary,
        referral >= NHS_OPENS and bool(j.talking) and voluntary,
        referral >= PRIMARY_OPENS and age >= 18 and condition and bool(j.primary),
        referral >= ALCOHOL_DRUG_OPENS
        and age >= 18
        and bool(j.treatment)
        and out_of_work
        and j.months_out is not None
        and j.months_out >= 6
        and voluntary,
        referral >= UNIVERSAL_OPENS
        and (age >= 18 or (16 <= age <= 17 and bool(j.exception)))
        and (j.status == "inactive" or (j.status == "employed" and bool(j.at_risk)))
        and j.programme == "no"
        and voluntary,
        referral >= WORKWELL_OPENS and condition,
    )


# -------------------------------------------------------------------------------------------------------- outcomes


def fair_start(
    journey: Journey, counted: Sequence[Job], last: Day, future: list[Run], as_of: Day, joined_before: bool
) -> list[Answer]:
    """Rolling windows of enough hours added, begun within 18 months, within 60 weeks, each resting on the one before."""
    if joined_before and journey.referral < VARIED:
        return [NO] * 3
    runs = days_of_enough_hours(counted, last) + future
    if not runs or runs[0][0] > months_after(journey.start, 18):
        return [NO] * 3
    limit = runs[0][0] + 60 * 7 - 1
    answers: list[Answer] = []
    for days, window in SUSTAINED:
        day = rolling_day(runs, days, window)
        own = verdict(day, as_of) if day is not None and day <= limit else NO
        if answers:
            before = answers[-1]
            own = before if (before[0], -before[1]) < (own[0], -own[1]) else own
        answers.append(own)
    return answers


def left_behind(counted: Sequence[Job], last: Day, future: list[Run], as_of: Day) -> list[Answer]:
    """A job start, and rolling windows of any work that suits the person."""
    rows = [(first, min(until, last)) for job in counted for first, until, row in job.rows if row.needs and first <= last]
    runs = merged(rows) + future
    if not runs:
        return [NO] * 4
    days = [runs[0][0], *(rolling_day(runs, days, window) for days, window in SUSTAINED)]
    return [NO if day is None else verdict(day, as_of) for day in days]


def job_starts(counted: Sequence[Job], future: list[Run], as_of: Day) -> list[Answer]:
    """The first job start, and how many there are."""
    if counted:
        day = min(job.began for job in counted)
        return [(MET, day, 1), (MET, day, len(counted))]
    return [verdict(as_of + 1, as_of)] * 2 if future else [NO] * 2


def primary_care(journey: Journey, counted: Sequence[Job], last: Day, future: list[Run], as_of: Day, rates: Rates) -> Answer:
    """13 weeks within the first 16 of employment of 7 hours that pays the minimum wage for the age."""
    rows: list[Run] = []
    for job in counted:
        for first, until, row in job.rows:
            enough = row.hours is not None and row.hours >= 700
            if enough and row.basis not in (None, "self_employed") and row.pay is not None and first <= last:
                rows += days_paid_enough(first, min(until, last), row.pay, journey, rates)
    runs = merged(rows) + future
    left, window = SUSTAINED[0]
    closes = runs[0][0] + window - 1 if runs else 0
    for first, until in runs:
        if left <= until - first + 1:
            day = first + left - 1
            return verdict(day, as_of) if day <= closes else NO
        left -= until - first + 1
    return NO


def verdict(day: Day, as_of: Day) -> Answer:
    """Met by the day that is decided as of, or not yet."""
    return (MET, day, 1) if day <= as_of else (NOT_YET, day, 0)


# ------------------------------------------------------------------------------------------------------------ days


def days_of_enough_hours(counted: Sequence[Job], last: Day) -> list[Run]:
    """The days on which the hours of all jobs at once reach the lowest threshold among them."""
    rows = [
        (first, min(until, last), row.hours, job.began >= VARIED)
        for job in counted
        for first, until, row in job.rows
        if row.hours is not None and first <= last
    ]
    if len(rows) == 1:
        ((first, until, hours, varied),) = rows
        return [(first, until)] if hours >= (800 if varied else 1600) else []
    changes: dict[Day, list[tuple[int, int]]] = {}
    for first, until, hours, varied in rows:
        changes.setdefault(first, []).append((hours, int(varied)))
        changes.setdefault(until + 1, []).append((-hours, -int(varied)))
    total = lenient = 0
    found: list[Run] = []
    begins = None
    for day in sorted(changes):
        total += sum(hours for hours, _ in changes[day])
        lenient += sum(varied for _, varied in changes[day])
        enough = total >= (800 if lenient else 1600)
        if enough and begins is None:
            begins = day
        elif not enough and begins is not None:
            found.append((begins, day - 1))
            begins = None
    return found


def days_paid_enough(first: Day, last: Day, pay: int, journey: Journey, rates: Rates) -> Iterator[Run]:
    """The days of a row on which it pays the rate for the person's age, of two possible ages the older."""
    for since, until, bands in rates:
        begins, ends = max(first, since), min(last, until)
        if begins > ends:
            continue
        if journey.age is None or journey.age >= bands[-1][0]:
            if pay >= bands[-1][1]:
                yield begins, ends
            continue
        for at, (_, rate) in enumerate(bands):
            from_day = max(begins, may_be(bands[at][0], journey))
            to_day = ends if at + 1 == len(bands) else min(ends, may_be(bands[at + 1][0], journey) - 1)
            if from_day <= to_day and pay >= rate:
                yield from_day, to_day


def may_be(age: int, journey: Journey) -> Day:
    """The first day on which the person may be of that age: only the age on the day of referral is known."""
    if journey.age is None or age <= journey.age:
        return 0
    return months_after(journey.referral, 12 * (age - journey.age - 1)) + 1


def merged(rows: list[Run]) -> list[Run]:
    """Days without overlaps, in order."""
    if len(rows) < 2:
        return rows
    rows.sort()
    found = [rows[0]]
    for first, last in rows[1:]:
        if first > found[-1][1] + 1:
            found.append((first, last))
        elif last > found[-1][1]:
            found[-1] = (found[-1][0], last)
    return found


def rolling_day(runs: Sequence[Run], days: int, window: int) -> Day | None:
    """The first day on which the window that ends on it holds so many days of work.

    Two fingers move over the days of work, so many days apart, from the end of one run to the next at a time.
    """
    back = front = 0
    start, left = runs[0][0], days - 1
    while runs[front][1] - runs[front][0] < left:
        left -= runs[front][1] - runs[front][0] + 1
        front += 1
        if front == len(runs):
            return None
    end = runs[front][0] + left
    while end - start >= window:
        step = min(runs[back][1] - start, runs[front][1] - end) + 1
        start, end = start + step, end + step
        if start > runs[back][1]:
            back += 1
            start = runs[back][0]
        if end > runs[front][1]:
            front += 1
            if front == len(runs):
                return None
            end = runs[front][0]
    return end


def months_after(day: Day, months: int) -> Day:
    """A day so many months later, the month's last day at most."""
    at = date.fromordinal(day)
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return date(year, month, min(at.day, monthrange(year, month)[1])).toordinal()
