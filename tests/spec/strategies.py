"""Drawn plans and drawn journeys: small numbers and near dates, so that limits, gaps and versions meet."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from commissioning.domain.calendar import Length, Unit
from commissioning.domain.journeys import Caseload, Claim, Earning, JobRow, Journey, Move
from commissioning.domain.provenance import Caveat, Provenance, Standing
from commissioning.domain.services import Service
from commissioning.plan.nodes import (
    AgreedBefore,
    AllOf,
    AnyOf,
    BasisCounts,
    Earned,
    Eligibility,
    EmployerSize,
    FactIs,
    FactWithin,
    HoursEnough,
    Negation,
    NotPaidBefore,
    Outcome,
    OutcomeLimit,
    PaidHoursWorked,
    PaysAtLeast,
    Prior,
    ReEntry,
    Requires,
    Route,
    SuitsPerson,
    Sustained,
    Wages,
    Work,
    WorkBegan,
)
from commissioning.plan.plan import Entitlement, Extent, Plan, Silence, Support
from commissioning.plan.values import AppliesBy, Choice, Const, Dated, Version

EPOCH = date(2022, 1, 3)
FAMILY = "drawn"
BASES = ("employee", "self_employed", "zero_hours", "apprenticeship")
AREAS = ("S12000020", "S12000033")
LOTS = ("1", "2")


def days(lowest: int = 0, highest: int = 120) -> st.SearchStrategy[date]:
    return st.integers(lowest, highest).map(lambda n: EPOCH + timedelta(days=n))


lengths = st.one_of(
    st.builds(Length, st.integers(1, 60), st.just(Unit.DAYS)),
    st.builds(Length, st.integers(1, 9), st.just(Unit.WEEKS)),
    st.builds(Length, st.integers(1, 3), st.just(Unit.MONTHS)),
)
CAVEAT = Caveat("drawn", "value", "1", Provenance(Standing.ASSUMED, why="drawn"))


class Drawing:
    """Draws the parameters of one plan, keeping the silences it made on the way."""

    def __init__(self, draw) -> None:
        self.draw = draw
        self.silences: dict[str, Silence] = {}

    def value(self, values: st.SearchStrategy, applies: tuple[AppliesBy, ...] = (), *, always: bool = False):
        """A parameter: mostly fixed, sometimes silent, sometimes dated (where *applies* allows it)."""
        form = self.draw(st.sampled_from(("fixed",) * 5 + ("silent",) * 2 + (("dated",) * 2 if applies else ())))
        if form == "silent" and len(self.silences) < 3:
            return self.silent(values)
        if form == "dated" and applies:
            return self.dated(values, applies, always)
        return Const(self.draw(values), self.draw(st.sampled_from(((), (CAVEAT,)))))

    def silent(self, values: st.SearchStrategy):
        name = f"silence_{len(self.silences)}"
        options = self.draw(st.lists(values, min_size=2, max_size=2))
        self.silences[name] = Silence(name, ("first", "second"), "drawn")
        return Choice(name, (("first", Const(options[0])), ("second", Const(options[1]))))

    def condition(self):
        """A condition, now and then one that a silence leaves open."""
        if self.draw(st.integers(0, 6)) or len(self.silences) >= 3:
            return self.draw(conditions())
        name = f"silence_{len(self.silences)}"
        self.silences[name] = Silence(name, ("first", "second"), "drawn")
        return Choice(name, (("first", self.draw(conditions())), ("second", self.draw(conditions()))))

    def dated(self, values: st.SearchStrategy, applies: tuple[AppliesBy, ...], always: bool):
        rule = self.draw(st.sampled_from(applies))
        since = self.draw(st.lists(st.integers(-20, 110), min_size=1, max_size=2, unique=True))
        versions = [Version(self.draw(values), EPOCH.toordinal() + n) for n in sorted(since)]
        if always or self.draw(st.booleans()):
            versions.append(Version(self.draw(values), 1))
        if self.draw(st.integers(0, 3)) == 0:
            # One that lapses again: what stood before it holds once more.
            first = self.draw(st.integers(0, 80))
            last = first + self.draw(st.integers(0, 40))
            versions.append(Version(self.draw(values), EPOCH.toordinal() + first, EPOCH.toordinal() + last))
        if self.draw(st.integers(0, 3)) == 0:
            scope = (("lot", (self.draw(st.sampled_from(LOTS)),)),)
            versions.append(Version(self.draw(values), EPOCH.toordinal() + self.draw(st.integers(-20, 80)), scope=scope))
        applies_by = rule
        if self.draw(st.integers(0, 4)) == 0 and len(applies) > 1 and len(self.silences) < 3:
            other = self.draw(st.sampled_from([a for a in applies if a is not rule]))
            name = f"silence_{len(self.silences)}"
            self.silences[name] = Silence(name, (str(rule), str(other)), "drawn")
            applies_by = Choice(name, ((str(rule), Const(rule)), (str(other), Const(other))))
        return Dated("drawn", tuple(versions), applies_by)


BY_JOURNEY = (AppliesBy.REFERRAL, AppliesBy.START, AppliesBy.OUTCOME_REACHED, AppliesBy.CLAIM)
BY_JOB = (*BY_JOURNEY, AppliesBy.JOB_START, AppliesBy.DAY_WORKED)
hours = st.sampled_from((None, 400, 700, 800, 1599, 1600, 1601))


FACT_TESTS = (
    ("disabled", (True,)),
    ("disabled", (False,)),
    ("benefit", ("uc", "esa")),
    ("benefit", ("none",)),
    ("area_now", (AREAS[0],)),
    ("start_reversed", (False,)),
    ("start_verified", (True,)),
    ("service_commissioning", ("commissioned", "not_said")),
)


@st.composite
def conditions(draw, depth: int = 2):
    form = draw(st.sampled_from(("is", "is", "within") + (("all", "any", "not") if depth else ())))
    if form == "is":
        fact, values = draw(st.sampled_from(FACT_TESTS))
        return FactIs(fact, values)
    if form == "within":
        if draw(st.booleans()):
            return FactWithin("age_at_referral", Const(draw(st.integers(15, 19))), Const(draw(st.integers(20, 26))))
        return FactWithin(
            "referral_date", Const(draw(days(0, 20))), draw(st.sampled_from((None, Const(EPOCH + timedelta(30)))))
        )
    if form == "not":
        return Negation(draw(conditions(depth - 1)))
    parts = tuple(draw(st.lists(conditions(depth - 1), min_size=1, max_size=3)))
    return AllOf(parts) if form == "all" else AnyOf(parts)


def works(drawing: Drawing, name: str = "work") -> Work:
    draw = drawing.draw
    filters: list = []
    if draw(st.booleans()):
        excluded = st.sampled_from(((), ("self_employed",), ("zero_hours",), ("employee", "zero_hours", "apprenticeship")))
        filters.append(BasisCounts("basis", drawing.value(excluded)))
    if draw(st.integers(0, 2)) == 0:
        filters.append(SuitsPerson("suited"))
    if draw(st.integers(0, 3)) == 0:
        filters.append(PaidHoursWorked("paid_hours", drawing.value(st.sampled_from((400, 700)))))
    if draw(st.integers(0, 3)) == 0:
        tables = st.sampled_from((((0, 500), (18, 900), (21, 1100)), ((0, 600), (18, 1000), (21, 1200))))
        filters.append(PaysAtLeast("pay_floor", drawing.value(tables, (AppliesBy.DAY_WORKED, AppliesBy.JOB_START))))
    if draw(st.integers(0, 5)) == 0:
        filters.append(AgreedBefore("agreed", drawing.value(st.booleans())))
    if draw(st.integers(0, 5)) == 0:
        filters.append(EmployerSize("size", drawing.value(st.sampled_from((50, 250)))))
    enough = None
    if draw(st.integers(0, 3)):
        most = st.sampled_from((None, None, None, 1600, 2400))
        enough = HoursEnough(
            "hours",
            drawing.value(hours, BY_JOB),
            drawing.value(st.booleans()),
            drawing.value(st.sampled_from(("added", "separate"))),
            drawing.value(most),
            drawing.value(st.sampled_from((None, None, None, 7, 28))),
        )
    return Work(tuple(filters), enough)


def within(drawing: Drawing) -> tuple:
    return tuple(drawing.value(lengths, BY_JOURNEY) for _ in range(drawing.draw(st.sampled_from((0, 0, 1, 2)))))


def routes(drawing: Drawing, work: Work) -> Route:
    draw = drawing.draw
    kind = draw(st.sampled_from(("start", "sustained", "sustained", "sustained", "cumulative", "consecutive", "earned")))
    began = (WorkBegan("pre_work", work, (drawing.value(lengths, BY_JOURNEY),)),) if draw(st.booleans()) else ()
    if draw(st.integers(0, 6)) == 0:
        began = (*began, WorkBegan("job_starts", work, (), drawing.value(days(0, 90), BY_JOURNEY)))
    if kind == "start":
        return Route(kind, (*began, WorkBegan("job_start", work, within(drawing))))
    if kind == "earned":
        excluded = st.sampled_from(((), ("self_employed",), ("employee", "zero_hours", "apprenticeship")))
        filters = (BasisCounts("earners", drawing.value(excluded)),) if draw(st.booleans()) else ()
        threshold = drawing.value(st.integers(1, 30_000), BY_JOURNEY)
        if draw(st.booleans()):
            rate = drawing.value(st.integers(1, 20), BY_JOURNEY)
            threshold = Wages(drawing.value(st.integers(100, 1650)), Const(draw(st.integers(1, 26))), rate)
        return Route(kind, (Earned("earnings", filters, threshold, within(drawing)),))
    needed = draw(st.integers(1, 25))
    window, longest, anchor = None, None, Const("rolling")
    if kind == "sustained":
        window = drawing.value(st.integers(needed, needed + 14), BY_JOURNEY)
        anchor = drawing.value(st.sampled_from(("first_start", "rolling")))
    elif kind == "consecutive":
        longest = drawing.value(st.integers(0, 4))
        window = draw(st.sampled_from((None, Const(needed + draw(st.integers(0, 6))))))
    same_job = draw(st.integers(0, 4)) == 0
    sustained = Sustained("sustained", work, Const(needed), window, anchor, longest, within(drawing), same_job)
    limit = (OutcomeLimit("limit", sustained, drawing.value(lengths, BY_JOURNEY)),) if draw(st.integers(0, 2)) == 0 else ()
    return Route(kind, (*began, sustained, *limit))


@st.composite
def plans(draw) -> Plan:
    """A plan of one to three outcomes, each with one or two routes."""
    drawing = Drawing(draw)
    eligibility = tuple(
        Eligibility(f"condition_{i}", drawing.condition()) for i in range(draw(st.sampled_from((0, 0, 1, 1, 2))))
    )
    work = works(drawing)
    common: list = []
    if draw(st.integers(0, 3)) == 0:
        common.append(ReEntry("re_entry", drawing.value(days(0, 30))))
        common.append(NotPaidBefore("re_entry", drawing.value(st.sampled_from(("paid_once", "paid_again")))))
    outcomes = []
    for number in range(draw(st.integers(1, 3))):
        found = [routes(drawing, work)]
        if draw(st.integers(0, 3)) == 0:
            found.append(routes(drawing, works(drawing)))
        prior = None
        if number and draw(st.booleans()):
            prior = Prior("prior", f"outcome-{number - 1}", drawing.value(st.sampled_from(("independent", "required"))))
        own = (Requires("condition", draw(conditions())),) if draw(st.integers(0, 4)) == 0 else ()
        outcomes.append(Outcome(f"outcome-{number}", tuple(found), prior, (*common, *own)))
    support = Entitlement("support", Support.IN_WORK, Extent.LIMITED, drawing.value(lengths, BY_JOURNEY))
    return Plan(
        contract=FAMILY,
        family=FAMILY,
        title="Drawn",
        eligibility=eligibility,
        outcomes=tuple(outcomes),
        silences=tuple(drawing.silences.values()),
        entitlements=(support,),
    )


def maybe(values: st.SearchStrategy, blanks: int = 6) -> st.SearchStrategy:
    """A value, or now and then a blank."""
    return st.integers(0, blanks).flatmap(lambda n: st.none() if n == 0 else values)


@st.composite
def jobs(draw, client: str) -> tuple[JobRow, ...]:
    """Up to three jobs of one or two rows; rows of one job never overlap."""
    rows = []
    for number in range(draw(st.integers(0, 3))):
        first = draw(st.integers(-10, 100))
        for _ in range(draw(st.sampled_from((1, 1, 2)))):
            length = draw(st.integers(1, 45))
            open_ended = draw(st.integers(0, 3)) == 0
            rows.append(
                JobRow(
                    job_id=f"J{number}",
                    client_id=client,
                    start_date=EPOCH + timedelta(days=first),
                    end_date=None if open_ended else EPOCH + timedelta(days=first + length - 1),
                    weekly_hours=draw(maybe(st.sampled_from((400, 700, 800, 1599, 1600, 3000)), 12)),
                    basis=draw(maybe(st.sampled_from(BASES), 12)),
                    hourly_pay_pence=draw(maybe(st.sampled_from((499, 900, 950, 1100, 1300)), 12)),
                    reflects_needs=draw(maybe(st.sampled_from((True, True, False)), 12)),
                    paid_hours_worked=draw(maybe(st.sampled_from((300, 400, 700)), 12)),
                    employer_id=draw(st.sampled_from(("small", "large", "unknown", None))),
                    agreed_on=EPOCH + timedelta(days=first + draw(st.integers(-1, 1))) if draw(st.integers(0, 6)) else None,
                )
            )
            first += length + draw(st.integers(0, 6))
    return tuple(rows)


@st.composite
def caseloads(draw) -> Caseload:
    """One client with one journey, sometimes two on the drawn contract, with jobs, wages and claims."""
    client = "C"
    journeys = []
    for number in range(draw(st.sampled_from((1, 1, 1, 2)))):
        referral = draw(maybe(days(0, 40), 12))
        start = draw(maybe(st.integers(0, 20), 12))
        end = draw(st.sampled_from((None, None, None, "died", "completed")))
        journeys.append(
            Journey(
                journey_id=f"J{number}",
                client_id=client,
                contract=draw(st.sampled_from((FAMILY, FAMILY, None))),
                referral_date=referral,
                start_date=None if start is None else (referral or EPOCH) + timedelta(days=start),
                end_date=draw(days(20, 120)) if end else None,
                end_reason=end,
                payment_group=draw(maybe(st.sampled_from(("core", "advanced", "intense")))),
                facts={
                    "age_at_referral": draw(maybe(st.integers(16, 24))),
                    "disabled": draw(maybe(st.booleans())),
                    "benefit": draw(maybe(st.sampled_from(("uc", "esa", "none")))),
                    "lot": draw(maybe(st.sampled_from((*LOTS, "3")))),
                    "area": draw(maybe(st.sampled_from(AREAS))),
                    "service_id": draw(st.sampled_from(("S1", "S2", "S3", None))),
                    "verified_on": draw(maybe(days(0, 100), 2)),
                    "reversed_on": draw(st.sampled_from((None, None, None, EPOCH + timedelta(days=60)))),
                },
            )
        )
    rows = draw(jobs(client))
    ids = [None, *dict.fromkeys(row.job_id for row in rows)]
    earnings = None
    if draw(st.integers(0, 4)):
        paid = st.builds(
            Earning,
            client_id=st.just(client),
            paid_on=days(-5, 115),
            amount_pence=st.integers(-500, 15_000),
            job_id=st.sampled_from(ids),
            qualifying=st.sampled_from((True, True, True, False, None)),
        )
        earnings = {client: tuple(draw(st.lists(paid, max_size=4)))}
    claims = {}
    if draw(st.integers(0, 3)) == 0:
        claim = Claim("K", "J0", FAMILY, "outcome-0", draw(days(0, 120)))
        claims = {"J0": (claim,)}
    sizes = {"small": 49, "large": 250}
    moves = {}
    if draw(st.integers(0, 3)) == 0:
        drawn = st.builds(Move, journey_id=st.just("J0"), moved_on=days(0, 120), area=maybe(st.sampled_from(AREAS)))
        moves = {"J0": tuple(draw(st.lists(drawn, min_size=1, max_size=2)))}
    services = {
        "S1": Service("S1", commissioned_from=EPOCH + timedelta(days=10), commissioned_to=EPOCH + timedelta(days=30)),
        "S2": Service("S2", area=AREAS[0]),
    }
    return Caseload(tuple(journeys), {client: rows} if rows else {}, earnings, claims, sizes, moves, services)


as_of_days = days(10, 130)
