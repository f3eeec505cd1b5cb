"""The meaning of a plan by brute force: every day walked, every reading and missing fact tried, nothing shared or skipped.

It is slow and plain on purpose and shares no date arithmetic with the engines, so that a mistake in theirs shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product

from commissioning.domain.calendar import Length, Unit
from commissioning.domain.journeys import BASES, Caseload, JobRow, Journey
from commissioning.domain.verdicts import Verdict
from commissioning.plan.nodes import (
    AgreedBefore,
    AllOf,
    AnyOf,
    BasisCounts,
    Earned,
    EmployerSize,
    FactIs,
    FactWithin,
    NotPaidBefore,
    OutcomeLimit,
    PaidHoursWorked,
    PaysAtLeast,
    ReEntry,
    Requires,
    SuitsPerson,
    Sustained,
    Wages,
    WorkBegan,
)
from commissioning.plan.plan import Plan
from commissioning.plan.values import AppliesBy, Choice, Const, Dated

ORDER = [Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.MET]
HORIZON = 60
"""Days after the as-of date that the best case is walked; no drawn plan asks for as many days of work."""


@dataclass(frozen=True)
class Result:
    eligible: Verdict
    verdict: Verdict
    reached_on: date | None = None
    earliest: date | None = None
    date_from: date | None = None
    date_to: date | None = None


class NoValue(Exception):
    pass


def plus(day: date, length: Length) -> date:
    if length.unit is Unit.DAYS:
        return day + timedelta(days=length.count)
    if length.unit is Unit.WEEKS:
        return day + timedelta(weeks=length.count)
    month = day.month - 1 + length.count
    year, month = day.year + month // 12, month % 12 + 1
    for last in (31, 30, 29, 28):
        try:
            return date(year, month, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError


@dataclass
class World:
    """One journey under one reading of everything, with versions tried as of *regime* where they apply by the outcome's day."""

    plan: Plan
    journey: Journey
    caseload: Caseload
    as_of: date
    reading: dict[str, str]
    against: frozenset[tuple[str, str]]
    regime: date | None = None
    outcome: str = ""
    bases: dict[str, str] = field(default_factory=dict)
    _jobs: dict | None = None
    _days: dict = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------------------- values

    def value(self, value, job_began: date | None = None, day: date | None = None):
        while isinstance(value, Choice):
            value = dict(value.options)[self.reading[value.silence]]
        if isinstance(value, Const):
            return value.value
        rule = value.applies_by
        while isinstance(rule, Choice):
            rule = dict(rule.options)[self.reading[rule.silence]]
        rule = rule.value if isinstance(rule, Const) else rule
        on = {
            AppliesBy.REFERRAL: self.journey.referral_date,
            AppliesBy.START: self.start,
            AppliesBy.JOB_START: job_began,
            AppliesBy.DAY_WORKED: day,
            AppliesBy.OUTCOME_REACHED: self.regime,
            AppliesBy.CLAIM: self.claimed,
            AppliesBy.FIXED: date.fromordinal(value.pinned_on) if value.pinned_on else None,
        }[rule]
        if on is None:
            raise NoValue
        best = None
        for version in value.versions:
            covers = version.since <= on.toordinal() <= version.until
            scoped = all(str(self.journey.fact(f) or "") in vs for f, vs in version.scope)
            if covers and scoped and (best is None or (version.since, len(version.scope)) > (best.since, len(best.scope))):
                best = version
        if best is None:
            raise NoValue
        return best.value

    @property
    def start(self) -> date | None:
        day = self.journey.start_date
        return day if day is not None and day <= self.as_of else None

    @property
    def claimed(self) -> date:
        days = [
            c.claimed_on
            for c in self.caseload.claims.get(self.journey.journey_id, ())
            if c.contract == self.plan.family and c.outcome == self.outcome and c.claimed_on and c.claimed_on <= self.as_of
        ]
        return min(days, default=self.as_of)

    @property
    def died(self) -> date | None:
        j = self.journey
        return j.end_date if j.end_reason == "died" and j.end_date is not None and j.end_date <= self.as_of else None

    # --------------------------------------------------------------------------------------------------------- jobs

    def jobs(self) -> dict[str, list[tuple[date, date, JobRow]]]:
        """Each job's rows that are known, with their last days."""
        if self._jobs is None:
            self._jobs = self._known_jobs()
        return self._jobs

    def _known_jobs(self) -> dict[str, list[tuple[date, date, JobRow]]]:
        rows = [r for r in self.caseload.jobs.get(self.journey.client_id, ()) if r.start_date <= self.as_of]
        found: dict[str, list[tuple[date, date, JobRow]]] = {}
        for row in sorted(rows, key=lambda r: r.start_date):
            following = [r.start_date for r in rows if r.job_id == row.job_id and r.start_date > row.start_date]
            last = row.end_date or (min(following) - timedelta(days=1) if following else date.max)
            found.setdefault(row.job_id, []).append((row.start_date, last, row))
        return found

    def keeps(self, filters, row: JobRow, rows, began: date, day: date) -> bool | tuple[str, ...]:
        """Whether every filter keeps a row on a day: False, or the missing facts that must be favourable."""
        needed = []
        for test in filters:
            if isinstance(test, BasisCounts):
                basis = row.basis or self.bases.get(row.job_id)
                if basis in self.value(test.excluded, began):
                    return False
            elif isinstance(test, SuitsPerson):
                if row.reflects_needs is None:
                    needed.append("reflects_needs")
                elif not row.reflects_needs:
                    return False
            elif isinstance(test, PaidHoursWorked):
                least = self.value(test.at_least, began)
                worked = [r.paid_hours_worked for _, _, r in rows]
                if not any(w is not None and w >= least for w in worked):
                    if None not in worked:
                        return False
                    needed.append("paid_hours_worked")
            elif isinstance(test, AgreedBefore):
                agreed = [r.agreed_on for _, _, r in rows if r.agreed_on]
                if not agreed:
                    needed.append("agreed_on")
                elif not (min(agreed) < began or (self.value(test.same_day, began) and min(agreed) == began)):
                    return False
            elif isinstance(test, EmployerSize):
                size = self.caseload.employees.get(row.employer_id or "")
                if size is None:
                    needed.append("employees")
                elif size >= self.value(test.fewer_than, began):
                    return False
            else:
                assert isinstance(test, PaysAtLeast)
                fact = self.pays(test, row, began, day)
                if fact is False:
                    return False
                if isinstance(fact, str):
                    needed.append(fact)
        return tuple(needed)

    def pays(self, test: PaysAtLeast, row: JobRow, began: date, day: date) -> bool | str:
        try:
            table = self.value(test.rates, began, day)
        except NoValue:
            return "rate_in_force"
        ages = self.ages(day)
        asked = {max((a, r) for a, r in table if a <= age)[1] for age in ages} if ages else {r for _, r in table}
        pay = row.hourly_pay_pence
        if pay is not None and pay >= max(asked):
            return True
        return "hourly_pay_pence" if pay is None or pay >= min(asked) else False

    def ages(self, day: date) -> list[int]:
        """The ages the person may have on a day: try every birthday that agrees with the age at referral."""
        age, referral = self.journey.fact("age_at_referral"), self.journey.referral_date
        if not isinstance(age, int) or referral is None:
            return []
        years = 0
        while plus(referral, Length(12 * (years + 1), Unit.MONTHS)) <= day:
            years += 1
        exact = plus(referral, Length(12 * years, Unit.MONTHS)) == day
        return [age + years] if exact else [age + years, age + years + 1]

    def qualifies(self, work, day: date, only: str | None = None) -> bool:
        """Whether one day qualifies, by any work or by one job alone."""
        if self.start is None or day > (self.died or self.as_of):
            return False
        enough, hours, thresholds = False, 0, []
        for job_id, rows in self.jobs().items():
            began = min(first for first, _, _ in rows)
            if began < self.start or only not in (None, job_id):
                continue
            for first, last, row in rows:
                if not first <= day <= last:
                    continue
                needed = self.keeps(work.filters, row, rows, began, day)
                if needed is False or any((job_id, fact) in self.against for fact in needed):
                    continue
                if work.hours is None:
                    return True
                try:
                    least = self.value(work.hours.at_least, began, day)
                    inclusive = self.value(work.hours.inclusive, began, day)
                    most = self.value(work.hours.at_most, began, day)
                except NoValue:
                    enough = enough or (job_id, "hours_threshold") not in self.against
                    continue
                if least is None and most is None:
                    return True
                worked = self.worked(work.hours, rows, row, began, day)
                if worked is None:
                    enough = enough or (job_id, "weekly_hours") not in self.against
                    continue
                threshold = (least or 0, not inclusive and least is not None, most)
                if meets(worked, threshold):
                    return True
                hours += worked
                thresholds.append(threshold)
        if enough:
            return True
        if thresholds and only is None and self.value(work.hours.concurrent) == "added":
            return meets(hours, min(thresholds, key=lambda t: t[:2]))
        return False

    def worked(self, hours, rows, row: JobRow, began: date, day: date):
        """A job's weekly hours on a day: those of its row, or the mean of every live day of its block of days."""
        block = self.value(hours.averaged_over, began)
        if block is None:
            return row.weekly_hours
        begins = began + timedelta(days=(day - began).days // block * block)
        live = []
        for first, last, other in rows:
            until = min(last, begins + timedelta(days=block - 1), self.died or self.as_of)
            live += [other.weekly_hours for _ in _span(max(first, begins), until)]
        return None if None in live else Fraction(sum(live), len(live))

    def days(self, work) -> tuple[list[date], int]:
        """The qualifying days, known ones first and then the best case; and how many are known."""
        if self.start is None:
            return [], 0
        key = (id(work), self.regime, self.outcome)
        if key not in self._days:
            self._days[key] = self._walked(work)
        return self._days[key]

    def _walked(self, work) -> tuple[list[date], int]:
        known = [d for d in _span(self.start, self.as_of) if self.qualifies(work, d)]
        best = [] if self.died else [self.as_of + timedelta(days=i + 1) for i in range(HORIZON)]
        return known + best, len(known)

    # -------------------------------------------------------------------------------------------------------- tests

    def test(self, test) -> tuple[Verdict, date | None]:
        try:
            if isinstance(test, OutcomeLimit):
                verdict, day = self.test_sustained(test.sustained, limited=False)
                days, _ = self.days(test.sustained.work)
                if day is None:
                    return Verdict.NOT_MET, None
                closes = plus(days[0], self.value(test.length)) - timedelta(days=1)
                return (verdict, day) if day <= closes else (Verdict.NOT_MET, None)
            if isinstance(test, Sustained):
                return self.test_sustained(test)
            if isinstance(test, WorkBegan):
                days, _ = self.days(test.work)
                day = days[0] if days else None
                limits = [self.limit(test.within), None if test.by is None else self.value(test.by)]
                return self.judge(day, min((one for one in limits if one is not None), default=None))
            return self.test_earned(test)
        except NoValue:
            return Verdict.UNDETERMINED, None

    def judge(self, day: date | None, limit: date | None) -> tuple[Verdict, date | None]:
        if day is None or (limit is not None and day > limit):
            return Verdict.NOT_MET, None
        return (Verdict.MET if day <= self.as_of else Verdict.NOT_YET), day

    def limit(self, within) -> date | None:
        if not within:
            return None
        day = self.start
        for length in within:
            day = plus(day, self.value(length))
        return day

    def test_sustained(self, test: Sustained, limited: bool = True) -> tuple[Verdict, date | None]:
        if not test.same_job:
            return self.sustained_by(test, self.days(test.work)[0], limited)
        # Of one job: each that there is, going on if it does, and one that begins tomorrow.
        future = [] if self.died else [self.as_of + timedelta(days=i + 1) for i in range(HORIZON)]
        found = [self.sustained_by(test, future, limited)]
        for job_id in self.jobs():
            own = [d for d in _span(self.start, self.as_of) if self.qualifies(test.work, d, only=job_id)]
            if own:
                goes_on = own[-1] == self.as_of
                found.append(self.sustained_by(test, own + (future if goes_on else []), limited))
        return min(found, key=lambda v: (-ORDER.index(v[0]), v[1] or date.max))

    def sustained_by(self, test: Sustained, days: list[date], limited: bool) -> tuple[Verdict, date | None]:
        n = self.value(test.days)
        window = None if test.window is None else self.value(test.window)
        limit = self.limit(test.within) if limited else None
        if window is not None and self.value(test.anchor) == "first_start":
            day = days[n - 1] if len(days) >= n else None
            if day is not None and limited and day > days[0] + timedelta(days=window - 1):
                return Verdict.NOT_MET, None
            return self.judge(day, limit)
        longest = None if test.longest_break is None else self.value(test.longest_break)
        for end in range(n - 1, len(days)):
            stretch = days[end - n + 1 : end + 1]
            fits = window is None or (stretch[-1] - stretch[0]).days < window
            gaps = [(b - a).days - 1 for a, b in pairwise(stretch)]
            if window is None and longest is None:
                fits = end == n - 1
            if fits and (longest is None or all(gap <= longest for gap in gaps)):
                return self.judge(days[end], limit)
        return self.judge(None, limit)

    def test_earned(self, test: Earned) -> tuple[Verdict, date | None]:
        if isinstance(test.threshold, Wages):
            hours, weeks = self.value(test.threshold.hours), self.value(test.threshold.weeks)
            exact = hours * weeks * self.value(test.threshold.rate)
            threshold = exact // 100 + (1 if exact % 100 else 0)
        else:
            threshold = self.value(test.threshold)
        limit = self.limit(test.within)
        counted = {job: rows for job, rows in self.jobs().items() if rows[0][0] >= self.start}
        if self.caseload.earnings is None:
            last = self.died or self.as_of
            for rows in counted.values():
                for first, end, row in rows:
                    days = _span(first, min(end, last))
                    if days and self.keeps(test.filters, row, rows, rows[0][0], first) is not False:
                        return Verdict.UNDETERMINED, None
            return self.judge(None if self.died else self.as_of + timedelta(days=1), limit)
        total = 0
        payments = self.caseload.earnings.get(self.journey.client_id, ())
        for payment in sorted(payments, key=lambda e: e.paid_on):
            if not self.start <= payment.paid_on <= (self.died or self.as_of) or payment.qualifying is False:
                continue
            job = payment.job_id or ""
            needed = [] if payment.qualifying else ["qualifying"]
            known = self.jobs().get(job)
            if known is None:
                if any(self.bases.get("") in self.value(f.excluded) for f in test.filters):
                    continue
            else:
                if known[0][0] < self.start:
                    continue
                live = [row for first, _, row in known if first <= payment.paid_on] or [known[0][2]]
                facts = self.keeps(test.filters, live[-1], known, known[0][0], payment.paid_on)
                if facts is False:
                    continue
                needed += facts
            if not any((job, fact) in self.against for fact in needed):
                total += payment.amount_pence
                if total >= threshold:
                    return self.judge(payment.paid_on, limit)
        return self.judge(None if self.died else self.as_of + timedelta(days=1), limit)

    # ----------------------------------------------------------------------------------------------------- outcomes

    def outcomes(self) -> list[tuple[Verdict, date | None]]:
        """Each outcome's verdict and day in this world."""
        eligible = self.eligible()
        found: list[tuple[Verdict, date | None]] = []
        names = [o.name for o in self.plan.outcomes]
        for outcome in self.plan.outcomes:
            self.outcome = outcome.name
            if eligible is False:
                found.append((Verdict.NOT_MET, None))
                continue
            if self.start is None:
                found.append((Verdict.UNDETERMINED, None))
                continue
            parts = [(Verdict.UNDETERMINED, None)] if eligible is None else []
            parts.append(self.any_route(outcome))
            if outcome.prior and self.value(outcome.prior.relation) == "required":
                parts.append(found[names.index(outcome.prior.outcome)])
            for test in outcome.common:
                parts.append((self.common(test, names.index(outcome.name)), None))
            found.append(worst(parts))
        return found

    def any_route(self, outcome) -> tuple[Verdict, date | None]:
        results = []
        for route in outcome.routes:
            for first, last in self.regimes(route):
                self.regime = first
                verdict, day = worst([self.test(t) for t in route.tests])
                if first is not None:
                    if verdict is Verdict.UNDETERMINED and first > self.as_of + timedelta(days=1):
                        verdict = Verdict.NOT_MET
                    if day is not None and not first <= day <= last:
                        verdict, day = Verdict.NOT_MET, None
                results.append((verdict, day))
        for verdict in (Verdict.MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.NOT_MET):
            days = [day for v, day in results if v is verdict]
            if days:
                return verdict, min((d for d in days if d), default=None)
        raise AssertionError

    def regimes(self, route):
        """Each stretch of time in which every value that applies by the day an outcome is reached stands still."""
        days = sorted({d for v in self.moving(route) for d in v.boundaries()})
        if not days:
            return [(None, None)]
        ends = [date.fromordinal(d - 1) for d in days[1:]] + [date.max]
        return list(zip([date.fromordinal(d) for d in days], ends, strict=True))

    def moving(self, node) -> list[Dated]:
        from dataclasses import fields, is_dataclass

        while isinstance(node, Choice):
            node = dict(node.options)[self.reading[node.silence]]
        if isinstance(node, Dated):
            rule = node.applies_by
            while isinstance(rule, Choice):
                rule = dict(rule.options)[self.reading[rule.silence]]
            rule = rule.value if isinstance(rule, Const) else rule
            return [node] if rule is AppliesBy.OUTCOME_REACHED else []
        if isinstance(node, tuple):
            return [v for part in node for v in self.moving(part)]
        if isinstance(node, Const) or not is_dataclass(node):
            return []
        return [v for f in fields(node) for v in self.moving(getattr(node, f.name))]

    def common(self, test, position: int) -> Verdict:
        if isinstance(test, Requires):
            held = self.truth(test.condition)
            return Verdict.UNDETERMINED if held is None else Verdict.MET if held else Verdict.NOT_MET
        earlier = [
            j
            for j in self.caseload.journeys
            if j is not self.journey
            and j.client_id == self.journey.client_id
            and j.contract == self.plan.family
            and j.referral_date
            and self.journey.referral_date
            and j.referral_date < self.journey.referral_date
        ]
        if not earlier:
            return Verdict.MET
        if isinstance(test, ReEntry):
            return Verdict.MET if self.journey.referral_date >= self.value(test.allowed_from) else Verdict.NOT_MET
        assert isinstance(test, NotPaidBefore)
        if self.value(test.repeat) != "paid_once":
            return Verdict.MET
        before = []
        for journey in earlier:
            world = World(self.plan, journey, self.caseload, self.as_of, self.reading, self.against, bases=self.bases)
            before.append(world.outcomes_alone()[position][0])
        if Verdict.MET in before:
            return Verdict.NOT_MET
        return Verdict.UNDETERMINED if Verdict.UNDETERMINED in before else Verdict.MET

    def outcomes_alone(self):
        """The outcomes of an earlier journey, whose own earlier journeys are not looked at."""
        alone = replace(self.caseload, journeys=(self.journey,))
        return World(self.plan, self.journey, alone, self.as_of, self.reading, self.against, bases=self.bases).outcomes()

    # -------------------------------------------------------------------------------------------------- eligibility

    def eligible(self) -> bool | None:
        truths = [self.truth(e.condition) for e in self.plan.eligibility]
        return False if False in truths else None if None in truths else True

    def truth(self, node) -> bool | None:
        if isinstance(node, Choice):
            return self.truth(dict(node.options)[self.reading[node.silence]])
        if isinstance(node, FactIs):
            value = self.fact(node.fact)
            return None if value is None else value in node.values
        if isinstance(node, FactWithin):
            value = self.fact(node.fact)
            if value is None:
                return None
            try:
                low = None if node.low is None else self.value(node.low)
                high = None if node.high is None else self.value(node.high)
            except NoValue:
                return None
            return (low is None or low <= value) and (high is None or value <= high)
        if isinstance(node, AllOf):
            truths = [self.truth(p) for p in node.parts]
            return False if False in truths else None if None in truths else True
        if isinstance(node, AnyOf):
            truths = [self.truth(p) for p in node.parts]
            return True if True in truths else None if None in truths else False
        value = self.truth(node.part)
        return None if value is None else not value

    def fact(self, name: str):
        if name in ("start_reversed", "start_verified"):
            day = self.journey.facts.get(name.replace("start_", "") + "_on")
            happened = day is not None and day <= self.as_of
            return happened if name == "start_reversed" else happened or None
        if name == "area_now":
            area = self.journey.facts.get("area")
            for day in _span(date(1990, 1, 1), self.as_of) if self.journey.journey_id in self.caseload.moves else []:
                for move in self.caseload.moves[self.journey.journey_id]:
                    area = move.area if move.moved_on == day else area
            return area
        if name == "service_commissioning":
            return self.commissioning()
        value = self.journey.fact(name)
        late = name in ("start_date", "end_date") and isinstance(value, date) and value > self.as_of
        return None if late else value

    def commissioning(self):
        service = self.caseload.services.get(self.journey.facts.get("service_id"))
        referred, area = self.journey.referral_date, self.journey.facts.get("area")
        if service is None:
            return "not_said"
        elsewhere = None not in (service.area, area) and service.area != area
        ended = None not in (service.commissioned_to, referred) and referred > service.commissioned_to
        not_begun = None not in (service.commissioned_from, referred) and referred < service.commissioned_from
        if elsewhere or ended or not_begun:
            return "not_commissioned"
        return None if None in (service.commissioned_from, referred) else "commissioned"


def meets(hours, threshold) -> bool:
    least, exclusive, most = threshold
    return (hours > least or (not exclusive and hours == least)) and (most is None or hours <= most)


def _span(first: date, last: date) -> list[date]:
    return [first + timedelta(days=i) for i in range((last - first).days + 1)]


def worst(parts) -> tuple[Verdict, date | None]:
    verdict = min((v for v, _ in parts), key=ORDER.index)
    if verdict not in (Verdict.MET, Verdict.NOT_YET):
        return verdict, None
    return verdict, max((d for v, d in parts if v is verdict and d), default=None)


def decide(plan: Plan, journey: Journey, caseload: Caseload, as_of: date) -> list[Result]:
    """Every outcome of one journey, all readings of everything taken together."""
    client_jobs = caseload.jobs.get(journey.client_id, ())
    facts = set()
    for row in client_jobs:
        for fact in ("weekly_hours", "reflects_needs", "paid_hours_worked", "agreed_on", "hourly_pay_pence", "rate_in_force"):
            facts.add((row.job_id, fact))
        facts |= {(row.job_id, "hours_threshold"), (row.job_id, "employees")}
    for payment in (caseload.earnings or {}).get(journey.client_id, ()):
        facts.add((payment.job_id or "", "qualifying"))
    asked = repr(plan.outcomes)
    doubtful = [f for f in sorted(facts) if _doubtful(f, client_jobs, caseload, journey, asked)]
    # A job whose basis is blank may be any of them; wages without a job are of a job whose basis is blank.
    unknown = sorted({row.job_id for row in client_jobs if row.basis is None} | {""}) if "BasisCounts(" in asked else []
    blank = {name: (*values, "another") for name, values in plan.scoped_facts.items() if journey.fact(name) is None}
    results: list[list[tuple[Verdict, date | None]]] = []
    if 2 ** len(doubtful) * 2 ** len(plan.silences) * 4 ** len(unknown) * len(list(product(*blank.values()))) > MOST_WORLDS:
        raise TooManyWorlds
    eligible = set()
    for chosen in product(*blank.values()):
        variant = journey
        for name, value in zip(blank, chosen, strict=True):
            variant = variant.with_fact(name, value)
        journeys = tuple(variant if j is journey else j for j in caseload.journeys)
        changed = replace(caseload, journeys=journeys)
        for readings in product(*(s.readings for s in plan.silences)):
            reading = dict(zip([s.name for s in plan.silences], readings, strict=True))
            for bits, bases in product(product((False, True), repeat=len(doubtful)), product(BASES, repeat=len(unknown))):
                against = frozenset(f for f, bit in zip(doubtful, bits, strict=True) if bit)
                of_jobs = dict(zip(unknown, bases, strict=True))
                world = World(plan, variant, changed, as_of, reading, against, bases=of_jobs)
                results.append(world.outcomes())
                eligible.add(world.eligible())
    whole = {True: Verdict.MET, False: Verdict.NOT_MET, None: Verdict.UNDETERMINED}
    able = whole[eligible.pop()] if len(eligible) == 1 else Verdict.UNDETERMINED
    return [_together(able, [row[i] for row in results]) for i in range(len(plan.outcomes))]


ASKED_BY = {
    "weekly_hours": "HoursEnough(",
    "reflects_needs": "SuitsPerson(",
    "paid_hours_worked": "PaidHoursWorked(",
    "agreed_on": "AgreedBefore(",
}

MOST_WORLDS = 1_000
"""With more worlds than this a drawn example takes too long to walk."""


class TooManyWorlds(Exception):
    """The example is left to others."""


def _doubtful(fact: tuple[str, str], rows, caseload: Caseload, journey: Journey, asked: str) -> bool:
    """Whether a fact of a job may be missing at all; those that nobody asks for change nothing but the time this takes."""
    job_id, name = fact
    own = [r for r in rows if r.job_id == job_id]
    if name == "qualifying":
        payments = (caseload.earnings or {}).get(journey.client_id, ())
        return any((p.job_id or "") == job_id and p.qualifying is None for p in payments)
    if name in ("hourly_pay_pence", "rate_in_force"):
        return "PaysAtLeast(" in asked
    if name == "employees":
        return "EmployerSize(" in asked and any((r.employer_id or "") not in caseload.employees for r in own)
    if name == "hours_threshold":
        return "HoursEnough(" in asked and "Dated(" in asked
    return ASKED_BY[name] in asked and any(getattr(r, name) is None for r in own)


def _together(eligible: Verdict, worlds: list[tuple[Verdict, date | None]]) -> Result:
    verdicts = {v for v, _ in worlds}
    if len(verdicts) > 1:
        return Result(eligible, Verdict.UNDETERMINED)
    verdict = verdicts.pop()
    days = sorted({d for _, d in worlds if d is not None})
    if verdict not in (Verdict.MET, Verdict.NOT_YET) or not days:
        return Result(eligible, verdict)
    if len(days) > 1:
        return Result(eligible, verdict, date_from=days[0], date_to=days[-1])
    return Result(eligible, verdict, *((days[0], None) if verdict is Verdict.MET else (None, days[0])))
