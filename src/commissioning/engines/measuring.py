"""The measures of one journey: which days qualify, and on which day each test of a plan is reached, could be, and must be.

Every engine decides from these. Dates and periods are computed here once, by :mod:`commissioning.domain`; what differs between
engines is how verdicts follow from measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple, TypeVar

from commissioning.domain.calendar import FAR, Day, Length, add, add_months, full_years
from commissioning.domain.journeys import Earning
from commissioning.domain.periods import Runs, union
from commissioning.domain.sustained import cumulative_day, most_in_window, rolling_day
from commissioning.domain.verdicts import Truth
from commissioning.engines.case import Case, Job, Stretch
from commissioning.engines.conditions import truth
from commissioning.engines.lookup import NoValue, lookup
from commissioning.plan.nodes import (
    AgeRates,
    AgreedBefore,
    BasisCounts,
    CommonTest,
    Earned,
    EmployerSize,
    HoursEnough,
    JobFilter,
    OutcomeLimit,
    PaidHoursWorked,
    PaysAtLeast,
    ReEntry,
    Requires,
    RouteTest,
    SuitsPerson,
    Sustained,
    Wages,
    Work,
    WorkBegan,
)
from commissioning.plan.values import AppliesBy, Dated, Value

T = TypeVar("T")

MOST_JOBS_UNKNOWN = 10
"""With more jobs of unknown facts than this in one journey, what rests on them is undetermined."""

NO_JOB = ""
"""The subject of a missing fact that belongs to no known job (wages paid without a job id)."""


class JobFact(NamedTuple):
    """A missing fact of a job: read as favourable or not, or (with a *value*) read as that value."""

    job_id: str
    fact: str
    value: str = ""


Unfavourable = frozenset[JobFact]
"""What days of work or wages must not meet to count: the missing facts that are read against the client, and the values
that facts with several values are read as. Every other missing fact is read for the client."""

FAVOURABLE: Unfavourable = frozenset()


class DayMeasure(NamedTuple):
    """The day a test was reached (None: not by the as-of date), could be reached at best (None: never), and its limit.

    *unknown* says that no reading can give a date: why, as a reason code.
    """

    reached: Day | None = None
    best: Day | None = None
    limit: Day | None = None
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of one job that pass every filter, if the missing facts in *unknown* are favourable.

    *threshold* is the hours asked for, None where none are; *hours* are the weekly hours, averaged where the contract
    averages them, None where they are not known.
    """

    first: Day
    last: Day
    stretch: Stretch
    job: Job
    unknown: tuple[JobFact, ...] = ()
    threshold: Threshold | None = None
    hours: int | Fraction | None = None


class Threshold(NamedTuple):
    """The hours asked for, in hundredths: the least, whether that bound itself is excluded, and the most (None: no bound).

    Of two, the lesser is the more lenient.
    """

    at_least: int
    excluded: bool
    at_most: int | None


class Measuring:
    """The measures of one case, each computed once however many readings and outcomes share it."""

    def __init__(self, case: Case, assumed: Mapping[str, object] | None = None) -> None:
        self.case = case
        self._assumed = dict(assumed or {})
        self._pieces: dict[tuple[int, Day | None], tuple[Piece, ...]] = {}
        self._asked_for: dict[tuple[int, Day | None], Unfavourable] = {}
        self._runs: dict[tuple[int, Day | None, Unfavourable], Runs] = {}
        self._days: dict[tuple[int, Day | None, Unfavourable], DayMeasure] = {}
        self._works: dict[int, Work] = {}

    # ------------------------------------------------------------------------------------------------ work

    def pieces(self, work: Work, claim: Day | None = None) -> tuple[Piece, ...]:
        """The days of each counted job that pass every filter, job by job."""
        key = (id(work), claim)
        if key not in self._pieces:
            self._pieces[key] = tuple(self._counted(work, claim))
        return self._pieces[key]

    def _counted(self, work: Work, claim: Day | None) -> Iterator[Piece]:
        start = self.case.start
        for job in self.case.jobs:
            if start is None or job.began < start:
                continue
            for stretch in job.stretches:
                last = min(stretch.last, self.case.last)
                if stretch.first > last:
                    continue
                kept = [Piece(stretch.first, last, stretch, job)]
                for test in work.filters:
                    kept = [piece for before in kept for piece in self._filtered(test, before, claim)]
                if work.hours is not None:
                    kept = [piece for before in kept for piece in self._with_threshold(work.hours, before, claim)]
                yield from kept

    def left_out_by(self, work: Work, job: Job, stretch: Stretch, claim: Day | None = None) -> tuple[tuple[JobFact, ...], str]:
        """The missing facts a row of a job needs, and the term of the filter that leaves out some or all of it (or blank)."""
        whole = Piece(stretch.first, min(stretch.last, self.case.last), stretch, job)
        kept = [whole]
        for test in work.filters:
            kept = [piece for before in kept for piece in self._filtered(test, before, claim)]
            if sum(p.last - p.first + 1 for p in kept) < whole.last - whole.first + 1:
                return (), test.term
        if work.hours is not None:
            kept = [piece for before in kept for piece in self._with_threshold(work.hours, before, claim)]
        return tuple(dict.fromkeys(fact for piece in kept for fact in piece.unknown)), ""

    def _filtered(self, test: JobFilter, piece: Piece, claim: Day | None) -> Iterator[Piece]:
        if isinstance(test, PaysAtLeast):
            yield from self._paying(test, piece, claim)
            return
        truth = self._passes(test, piece, claim)
        if truth is None:
            asked = self._asked(test, piece.job.job_id, piece.job, claim)
            yield replace(piece, unknown=(*piece.unknown, *asked))
        elif truth:
            yield piece

    def _passes(
        self,
        test: BasisCounts | SuitsPerson | PaidHoursWorked | AgreedBefore | EmployerSize,
        piece: Piece,
        claim: Day | None,
    ) -> Truth:
        row = piece.stretch.row
        if isinstance(test, AgreedBefore):
            return self._agreed_before(piece.job, lookup(test.same_day, self.case, job=piece.job, claim=claim))
        if isinstance(test, EmployerSize):
            employees = self.case.employees.get(row.employer_id or "")
            fewer = lookup(test.fewer_than, self.case, job=piece.job, claim=claim)
            return None if employees is None else employees < fewer
        if isinstance(test, BasisCounts):
            excluded = lookup(test.excluded, self.case, job=piece.job, claim=claim)
            basis = row.basis if row.basis is not None else self._assumed.get("basis")
            return True if not excluded else None if basis is None else basis not in excluded
        if isinstance(test, SuitsPerson):
            assumed = self._assumed.get("reflects_needs")
            return row.reflects_needs if row.reflects_needs is not None or assumed is None else bool(assumed)
        hours = lookup(test.at_least, self.case, job=piece.job, claim=claim)
        return worked_at_least(piece.job, hours, self._assumed.get("paid_hours_worked"))

    def _agreed_before(self, job: Job, same_day: bool) -> Truth:
        """Whether a job was agreed before it began, by the first day written on any of its rows."""
        agreed = [s.row.agreed_on.toordinal() for s in job.stretches if s.row.agreed_on is not None]
        if not agreed:
            return None
        return min(agreed) < job.began or (same_day and min(agreed) == job.began)

    def _asked(self, test: JobFilter, subject: str, job: Job | None, claim: Day | None) -> tuple[JobFact, ...]:
        """What a filter asks of a job whose fact is missing: of its basis, that it is none of those left out."""
        if isinstance(test, BasisCounts):
            excluded = lookup(test.excluded, self.case, job=job, claim=claim)
            return tuple(JobFact(subject, "basis", basis) for basis in excluded)
        return (JobFact(subject, FACT_ASKED[type(test)]),)

    def _paying(self, test: PaysAtLeast, piece: Piece, claim: Day | None) -> Iterator[Piece]:
        """The piece cut where the rate or the person's age can change, each part kept, dropped or unknown."""
        pay = piece.stretch.row.hourly_pay_pence
        if pay is None:
            assumed = self._assumed.get("hourly_pay_pence")
            pay = assumed if isinstance(assumed, int) else None
        for first, last in self._cut(test.rates, piece):
            part = replace(piece, first=first, last=last)
            try:
                table = lookup(test.rates, self.case, job=piece.job, day=first, claim=claim)
            except NoValue:
                yield replace(part, unknown=(*piece.unknown, JobFact(piece.job.job_id, "rate_in_force")))
                continue
            asked = {rate_for(table, age) for age in ages_on(self.case, first)} or {rate for _, rate in table}
            if (pay is not None and pay >= max(asked)) or max(asked) == 0:
                yield part
            elif pay is None or pay >= min(asked):
                yield replace(part, unknown=(*piece.unknown, JobFact(piece.job.job_id, "hourly_pay_pence")))

    def _cut(self, value: Value[AgeRates], piece: Piece) -> list[tuple[Day, Day]]:
        starts = {piece.first}
        if isinstance(value, Dated):
            starts.update(value.boundaries())
        if self.case.referral is not None:
            years = full_years(self.case.referral, piece.first)
            birthday = add_months(self.case.referral, 12 * years)
            while birthday <= piece.last:
                # On the anniversary of the referral one age is possible, on the days after it two.
                starts.update((birthday, birthday + 1))
                if birthday == FAR:
                    # No later anniversary is to come: months added to the last days there are give the last day again.
                    break
                years += 1
                birthday = add_months(self.case.referral, 12 * years)
        cuts = sorted(day for day in starts if piece.first <= day <= piece.last)
        return list(zip(cuts, [day - 1 for day in cuts[1:]] + [piece.last], strict=True))

    def _with_threshold(self, hours: HoursEnough, piece: Piece, claim: Day | None) -> Iterator[Piece]:
        """The piece with the hours asked of it: one threshold for a job, or one for each day where it applies by day."""
        cuts = [(piece.first, piece.last)]
        averaged = self._averaged_over(hours, piece, claim)
        if averaged is not None:
            cuts = _cut_at(cuts, [day for day in range(piece.job.began, piece.last + 1, averaged) if day > piece.first])
        for value in (hours.at_least, hours.inclusive, hours.at_most):
            if isinstance(value, Dated) and value.applies_by is AppliesBy.DAY_WORKED:
                days = [day for day in value.boundaries() if piece.first < day <= piece.last]
                cuts = _cut_at(cuts, days)
        for first, last in cuts:
            try:
                at_least = lookup(hours.at_least, self.case, job=piece.job, day=first, claim=claim)
                inclusive = lookup(hours.inclusive, self.case, job=piece.job, day=first, claim=claim)
                at_most = lookup(hours.at_most, self.case, job=piece.job, day=first, claim=claim)
            except NoValue:
                missing = JobFact(piece.job.job_id, "hours_threshold")
                yield replace(piece, first=first, last=last, unknown=(*piece.unknown, missing))
                continue
            none_asked = at_least is None and at_most is None
            threshold = None if none_asked else Threshold(at_least or 0, not inclusive and at_least is not None, at_most)
            worked = self._hours(piece.stretch) if averaged is None else self._average(piece.job, first, averaged)
            unknown = piece.unknown
            if threshold is not None and worked is None:
                unknown = (*unknown, JobFact(piece.job.job_id, "weekly_hours"))
            yield replace(piece, first=first, last=last, threshold=threshold, unknown=unknown, hours=worked)

    def _averaged_over(self, hours: HoursEnough, piece: Piece, claim: Day | None) -> int | None:
        try:
            return lookup(hours.averaged_over, self.case, job=piece.job, claim=claim)
        except NoValue:
            return None

    def _average(self, job: Job, day: Day, block: int) -> Fraction | None:
        """A job's weekly hours, averaged over the days it was live in the block that holds *day*; None if any are not known.

        A week without hours counts if it is a row of the job with hours of 0; days between rows are days without the job.
        """
        begins = day - (day - job.began) % block
        total = days = 0
        for stretch in job.stretches:
            live = min(stretch.last, begins + block - 1, self.case.last) - max(stretch.first, begins) + 1
            if live > 0:
                worked = self._hours(stretch)
                if worked is None:
                    return None
                total += worked * live
                days += live
        return Fraction(total, days)

    def _hours(self, stretch: Stretch) -> int | None:
        hours = stretch.row.weekly_hours
        assumed = self._assumed.get("weekly_hours")
        return hours if hours is not None or not isinstance(assumed, int) else assumed

    def runs(self, work: Work, unfavourable: Unfavourable = FAVOURABLE, claim: Day | None = None) -> Runs:
        """The days that qualify, with the facts in *unfavourable* read against the client and other missing ones for them."""
        pieces = self.pieces(work, claim)
        against = unfavourable & self._asked_by(work, claim) if unfavourable else FAVOURABLE
        key = (id(work), claim, against)
        if key not in self._runs:
            kept = [p for p in pieces if not (against and against.intersection(p.unknown))]
            added = work.hours is not None and lookup(work.hours.concurrent, self.case, claim=claim) == "added"
            self._runs[key] = self._added(kept) if added else union((p.first, p.last) for p in kept if self._alone(p))
        return self._runs[key]

    def _asked_by(self, work: Work, claim: Day | None) -> Unfavourable:
        """The missing facts that the days of some job need."""
        key = (id(work), claim)
        if key not in self._asked_for:
            self._asked_for[key] = frozenset(fact for piece in self.pieces(work, claim) for fact in piece.unknown)
        return self._asked_for[key]

    def job_runs(self, work: Work, unfavourable: Unfavourable = FAVOURABLE, claim: Day | None = None) -> dict[str, Runs]:
        """The days that qualify job by job, each judged alone; jobs without any are left out."""
        by_job: dict[str, list[tuple[Day, Day]]] = {}
        for piece in self.pieces(work, claim):
            if not unfavourable.intersection(piece.unknown) and self._alone(piece):
                by_job.setdefault(piece.job.job_id, []).append((piece.first, piece.last))
        return {job_id: union(days) for job_id, days in by_job.items()}

    def _alone(self, piece: Piece) -> bool:
        return piece.threshold is None or piece.hours is None or enough(piece.hours, piece.threshold)

    def _added(self, pieces: list[Piece]) -> Runs:
        """The days on which the jobs' hours together reach the lowest threshold among them."""
        alone = [(p.first, p.last) for p in pieces if self._alone(p)]
        if len(pieces) < 2:
            return union(alone)
        starts = sorted({p.first for p in pieces} | {p.last + 1 for p in pieces})
        ordered = sorted(pieces, key=lambda p: p.first)
        live: list[Piece] = []
        together = []
        upcoming = 0
        for first, following in pairwise(starts):
            live = [p for p in live if p.last >= first]
            while upcoming < len(ordered) and ordered[upcoming].first == first:
                live.append(ordered[upcoming])
                upcoming += 1
            thresholds = [p.threshold for p in live if p.threshold is not None]
            if len(live) > 1 and len(thresholds) == len(live):
                hours = sum((p.hours or 0 for p in live), start=Fraction(0))
                if enough(hours, min(thresholds, key=lambda asked: asked[:2])):
                    together.append((first, following - 1))
        return union([*alone, *together])

    # ------------------------------------------------------------------------------------------ missing facts

    def asked_together(self, test: RouteTest, claim: Day | None = None) -> frozenset[Unfavourable]:
        """The missing facts of jobs that a test asks for, in groups that must all be favourable for some days or wages."""
        if isinstance(test, Earned):
            groups = (frozenset(keys) for _, keys in self._wages(test, claim))
        else:
            work = test.sustained.work if isinstance(test, OutcomeLimit) else test.work
            groups = (frozenset(piece.unknown) for piece in self.pieces(work, claim))
        return frozenset(group for group in groups if group)

    # ---------------------------------------------------------------------------------------------- tests

    def day(self, test: RouteTest, unfavourable: Unfavourable = FAVOURABLE, claim: Day | None = None) -> DayMeasure:
        """When a test was reached, could be at best, and had to be."""
        key = (id(test), claim, unfavourable)
        found = self._days.get(key)
        if found is None:
            try:
                found = self._measure(test, unfavourable, claim)
            except NoValue:
                found = DayMeasure(unknown="no_value_in_force")
            self._days[key] = found
        return found

    def _measure(self, test: RouteTest, unfavourable: Unfavourable, claim: Day | None) -> DayMeasure:
        if isinstance(test, WorkBegan):
            runs = self.runs(test.work, unfavourable, claim)
            first = runs[0][0] if runs else None
            best = self.case.as_of + 1 if first is None and self.case.alive else None
            limits = [self.limit(test.within, claim)]
            if test.by is not None:
                limits.append(lookup(test.by, self.case, claim=claim).toordinal())
            return DayMeasure(first, best, min((day for day in limits if day is not None), default=None))
        if isinstance(test, Sustained):
            return self._sustained(test, unfavourable, claim)
        if isinstance(test, OutcomeLimit):
            sustained, _ = self._reached(test.sustained, unfavourable, claim)
            first = self.first_day(test.sustained.work, unfavourable, claim)
            length = lookup(test.length, self.case, claim=claim)
            return sustained._replace(limit=None if first is None else add(first, length) - 1)
        return self._earned(test, unfavourable, claim)

    def first_day(self, work: Work, unfavourable: Unfavourable = FAVOURABLE, claim: Day | None = None) -> Day | None:
        """The first qualifying day; in the best case the day after the as-of date if there is none before."""
        runs = self.runs(work, unfavourable, claim)
        if runs:
            return runs[0][0]
        return self.case.as_of + 1 if self.case.alive else None

    def limit(self, within: tuple[Value[Length], ...], claim: Day | None = None) -> Day | None:
        """The last day allowed: the start date plus each length in turn; None where there is no limit."""
        if not within or self.case.start is None:
            return None
        day = self.case.start
        for length in within:
            day = add(day, lookup(length, self.case, claim=claim))
        return day

    def _sustained(self, test: Sustained, unfavourable: Unfavourable, claim: Day | None) -> DayMeasure:
        limit = self.limit(test.within, claim)
        measure, closes = self._reached(test, unfavourable, claim)
        limits = [day for day in (limit, closes) if day is not None]
        return measure._replace(limit=min(limits, default=None))

    def _reached(self, test: Sustained, unfavourable: Unfavourable, claim: Day | None) -> tuple[DayMeasure, Day | None]:
        """The day enough work is done, without any limit; and the day the first window closes, where there is one."""
        future = ((self.case.as_of + 1, FAR),) if self.case.alive else ()
        if not test.same_job:
            return self._reached_by(test, self.runs(test.work, unfavourable, claim), future, claim)
        # The days must be of one job: one that goes on may be it, and so may one that begins tomorrow.
        jobs = self.job_runs(test.work, unfavourable, claim)
        each = [self._reached_by(test, runs, future if runs[-1][1] == self.case.as_of else (), claim) for runs in jobs.values()]
        each.append(self._reached_by(test, (), future, claim))
        return min(each, key=_soonest)

    def _reached_by(self, test: Sustained, runs: Runs, future: Runs, claim: Day | None) -> tuple[DayMeasure, Day | None]:
        """The same for these qualifying days and the days of the best case."""
        as_of = self.case.as_of
        best_case = union([*runs, *future])
        days = lookup(test.days, self.case, claim=claim)
        window = None if test.window is None else lookup(test.window, self.case, claim=claim)
        closes = None
        if window is not None and lookup(test.anchor, self.case, claim=claim) == "first_start":
            day = cumulative_day(best_case, days)
            closes = best_case[0][0] + window - 1 if best_case else None
        else:
            longest = None if test.longest_break is None else lookup(test.longest_break, self.case, claim=claim)
            day = rolling_day(best_case, days, window, longest)
        reached = day is None or day <= as_of
        return DayMeasure(day if reached else None, None if reached else day), closes

    # -------------------------------------------------------------------------------------------- earnings

    def _earned(self, test: Earned, unfavourable: Unfavourable, claim: Day | None) -> DayMeasure:
        limit = self.limit(test.within, claim)
        threshold = self.threshold(test, claim)
        if self.case.earnings is None and self._any_counted(test, claim):
            return DayMeasure(limit=limit, unknown="missing_fact")
        total = 0
        for payment, keys in self._wages(test, claim):
            if not unfavourable.intersection(keys):
                total += payment.amount_pence
                if total >= threshold:
                    return DayMeasure(payment.paid_on.toordinal(), None, limit)
        return DayMeasure(None, self.case.as_of + 1 if self.case.alive else None, limit)

    def threshold(self, test: Earned, claim: Day | None = None) -> int:
        """The earnings asked for, in pence; a part of a penny counts as a whole one. Raises :class:`NoValue`."""
        if not isinstance(test.threshold, Wages):
            return lookup(test.threshold, self.case, claim=claim)
        wages = test.threshold
        hundredths = lookup(wages.hours, self.case, claim=claim)
        weeks = lookup(wages.weeks, self.case, claim=claim)
        return -(-hundredths * weeks * lookup(wages.rate, self.case, claim=claim) // 100)

    def earned_by(self, test: Earned, day: Day, unfavourable: Unfavourable = FAVOURABLE) -> int:
        """Qualifying earnings up to and on *day*, in pence."""
        return sum(
            payment.amount_pence
            for payment, keys in self._wages(test, None)
            if payment.paid_on.toordinal() <= day and not unfavourable.intersection(keys)
        )

    def _any_counted(self, test: Earned, claim: Day | None) -> bool:
        return bool(self.pieces(self._as_work(test), claim))

    def _as_work(self, test: Earned) -> Work:
        key = id(test)
        if key not in self._works:
            self._works[key] = Work(test.filters)
        return self._works[key]

    def _wages(self, test: Earned, claim: Day | None) -> list[tuple[Earning, tuple[JobFact, ...]]]:
        """Payments that count, in date order, each with the missing facts that must be favourable for it."""
        case = self.case
        if case.start is None or case.earnings is None:
            return []
        found = []
        for payment in case.earnings:
            if not case.start <= payment.paid_on.toordinal() <= case.last or payment.qualifying is False:
                continue
            subject = payment.job_id or NO_JOB
            keys = () if payment.qualifying else (JobFact(subject, "qualifying"),)
            job = case.job(subject) if payment.job_id else None
            if job is None:
                # Wages without a job: the filters ask what nobody recorded.
                asked = [fact for part in test.filters for fact in self._asked(part, NO_JOB, None, claim)]
                found.append((payment, (*keys, *asked)))
                continue
            if job.began < case.start:
                continue
            piece: Piece | None = Piece(job.began, case.last, _stretch_on(job, payment.paid_on.toordinal()), job)
            for test_filter in test.filters:
                piece = next(self._filtered(test_filter, piece, claim), None) if piece else None
            if piece is not None:
                found.append((payment, keys + piece.unknown))
        return found

    # ----------------------------------------------------------------------------------------- common tests

    def truth(self, test: CommonTest, reached_before: bool | None) -> Truth:
        """Whether a test that has no date of its own holds; *reached_before*: the outcome was, on an earlier journey."""
        if isinstance(test, Requires):
            return truth(test.condition, self.case, self.case.fact)
        if not self.case.earlier:
            return True
        if isinstance(test, ReEntry):
            if self.case.referral is None:
                return None
            allowed: date = lookup(test.allowed_from, self.case)
            return self.case.referral >= allowed.toordinal()
        if lookup(test.repeat, self.case) != "paid_once":
            return True
        return None if reached_before is None else not reached_before

    # -------------------------------------------------------------------------------------------- shortfalls

    def days_in_window(self, test: Sustained, unfavourable: Unfavourable = FAVOURABLE, claim: Day | None = None) -> int:
        """The qualifying days so far that the test's window holds: its first window, or the fullest rolling one."""
        if test.same_job:
            jobs = self.job_runs(test.work, unfavourable, claim)
            return max((self._in_window(test, runs) for runs in jobs.values()), default=0)
        return self._in_window(test, self.runs(test.work, unfavourable, claim))

    def _in_window(self, test: Sustained, runs: Runs) -> int:
        if not runs:
            return 0
        if test.window is None:
            limit = self.limit(test.within)
            last = self.case.last if limit is None else min(limit, self.case.last)
            return sum(max(0, min(b, last) - a + 1) for a, b in runs)
        window = lookup(test.window, self.case)
        if lookup(test.anchor, self.case) == "first_start":
            closes = runs[0][0] + window - 1
            return sum(max(0, min(b, closes) - a + 1) for a, b in runs)
        return most_in_window(runs, window)


FACT_ASKED = {
    SuitsPerson: "reflects_needs",
    PaidHoursWorked: "paid_hours_worked",
    PaysAtLeast: "hourly_pay_pence",
    AgreedBefore: "agreed_on",
    EmployerSize: "employees",
}
"""The fact of a job that each filter asks for; a job's basis is asked for value by value."""


def enough(hours: int | Fraction, threshold: Threshold) -> bool:
    """Whether hundredths of hours reach a threshold, its bound included or not, and stay within its band."""
    at_least, excluded, at_most = threshold
    reached = hours > at_least if excluded else hours >= at_least
    return reached and (at_most is None or hours <= at_most)


def worked_at_least(job: Job, hours: int, assumed: object = None) -> Truth:
    """Whether so many paid hours (hundredths) were worked in a job; unknown where a blank row leaves it open.

    *assumed* hours stand for a blank.
    """
    known = [s.row.paid_hours_worked for s in job.stretches]
    if isinstance(assumed, int):
        known = [assumed if worked is None else worked for worked in known]
    if any(worked is not None and worked >= hours for worked in known):
        return True
    return None if None in known else False


def ages_on(case: Case, day: Day) -> tuple[int, ...]:
    """The one or two ages the person may have on a day, from their age at referral; none where that is unknown."""
    age = case.fact("age_at_referral")
    if not isinstance(age, int) or case.referral is None:
        return ()
    years = full_years(case.referral, day)
    age += years
    return (age,) if add_months(case.referral, 12 * years) == day else (age, age + 1)


def rate_for(table: AgeRates, age: int) -> int:
    """The hourly rate, in pence, of the oldest age band the person has reached."""
    return next(rate for from_age, rate in reversed(table) if age >= from_age)


def _stretch_on(job: Job, day: Day) -> Stretch:
    """The row of a job that was live on a day, or the last one that began before it, or its first."""
    before = [stretch for stretch in job.stretches if stretch.first <= day]
    return before[-1] if before else job.stretches[0]


def _soonest(found: tuple[DayMeasure, Day | None]) -> tuple[bool, Day]:
    """Days within their window before days outside it, an earlier day before a later one, any day before none."""
    measure, closes = found
    day = measure.reached if measure.reached is not None else measure.best
    if day is None:
        return True, FAR + 1
    return closes is not None and day > closes, day


def _cut_at(cuts: list[tuple[Day, Day]], days: list[Day]) -> list[tuple[Day, Day]]:
    out = []
    for first, last in cuts:
        inside = [first, *sorted(day for day in days if first < day <= last)]
        out += list(zip(inside, [day - 1 for day in inside[1:]] + [last], strict=True))
    return out
