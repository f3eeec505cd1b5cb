"""The arrays that the kernel reads and fills: plans as data, journeys as columns, room to work in, and results.

Days are ordinals (0: none, or not known), hours hundredths, money pence. Truths are 0 false, 1 unknown, 2 true, so that *and*
is the least and *or* the greatest. Verdicts are numbered in the order of conjunction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict

FALSE, UNKNOWN, TRUE = 0, 1, 2
NOT_MET, UNDETERMINED, NOT_YET, MET = 0, 1, 2, 3
VERDICTS = (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.MET)
CODES = tuple(ReasonCode)
NONE = -(1 << 60)
"""A parameter that is not asked (None)."""
NO_VALUE = -(1 << 61)
"""A dated parameter without a version in force."""
NO_DAY = 0

# What kind of parameter: fixed, one for each journey, or looked up by the start of the job or the day worked.
FIXED, BY_JOURNEY, BY_JOB, BY_DAY = 0, 1, 2, 3
# Job filters.
BASIS, SUITS, PAID_HOURS, AGREED, SIZE, PAY = 0, 1, 2, 3, 4, 5
# Measures.
BEGAN, SUSTAINED, LIMIT, EARNED = 0, 1, 2, 3
# Tests without a date.
REQUIRES, RE_ENTRY, PAID_BEFORE = 0, 1, 2
# Missing facts of jobs, in the order of their names; a basis is asked for value by value.
FACTS = (
    "agreed_on",
    "basis",
    "employees",
    "hourly_pay_pence",
    "hours_threshold",
    "paid_hours_worked",
    "qualifying",
    "rate_in_force",
    "reflects_needs",
    "weekly_hours",
)
AGREED_ON, A_BASIS, EMPLOYEES, PAY_RATE, HOURS_THRESHOLD, PAID_WORKED, QUALIFYING, RATE, NEEDS, WEEKLY_HOURS = range(10)
BASIS_BIT = 16
"""Of a mask of missing facts, the bit of the first basis; the bits of FACTS lie below it."""

HEADED = ("plans", "rate_tables", "works", "earned", "odds", "needs", "pairsets", "condition_sets")
"""The tables of which the head says where they begin and end."""

TABLES: Mapping[str, tuple[str, ...]] = {
    "head": tuple(part for name in HEADED for part in (name, f"{name}_to")),
    "params": ("kind", "at", "to", "column", "value"),
    "versions": ("since", "until", "scope", "value"),
    "rate_tables": ("at", "to"),
    "rates": ("from_age", "rate"),
    "filters": ("kind", "param"),
    "works": (
        "place", "at", "to", "has_hours", "at_least", "inclusive", "at_most", "averaged", "concurrent",
        "assumed_basis", "assumed_needs", "assumed_hours", "assumed_pay", "assumed_paid", "twin", "apart",
    ),
    "needs": ("work", "conditions"),
    "within": ("place", "at", "to"),
    "lengths": ("param",),
    "reaches": ("place", "work", "days", "window", "anchor", "longest", "same_job"),
    "earned": ("place", "work"),
    "measures": (
        "place", "kind", "work", "reach", "within", "length", "threshold", "hours", "weeks", "rate", "earned", "by",
    ),
    "odds": ("measure",),
    "slots": ("measure", "term", "code"),
    "routes": ("at", "to", "since", "until", "bounded"),
    "routesets": ("place", "at", "to", "work"),
    "conditions": ("truth", "term", "code"),
    "condition_sets": ("place", "at", "to"),
    "common": ("kind", "truth", "term", "code"),
    "specs": ("routeset", "prior", "prior_term", "prior_code", "at", "to", "count_work"),
    "reading_specs": ("spec",),
    "readings": ("conditions", "specs"),
    "silences": ("options", "stride", "name", "touches_routes", "only_work", "always", "pairset"),
    "pairsets": ("place", "at", "to", "jobs"),
    "work_pairs": ("one", "other"),
    "plan_works": ("work",),
    "plan_earned": ("earned",),
    "plans": (
        "outcome", "outcomes", "reading", "readings", "silence", "silences", "work_at", "work_to", "earned_at", "earned_to",
        "family", "asks_earlier", "same_conditions", "counts_jobs", "plain", "asks_claims",
    ),
}  # fmt: skip
"""What stands in a row of each table. All tables are one array end to end, and a number of a row is its place in that array."""

POINTS: Mapping[str, Mapping[str, str]] = {
    "params": {"at": "versions", "to": "versions"},
    "rate_tables": {"at": "rates", "to": "rates"},
    "filters": {"param": "params"},
    "works": {
        "at": "filters", "to": "filters", "at_least": "params", "inclusive": "params", "at_most": "params",
        "averaged": "params", "concurrent": "params", "twin": "works",
    },
    "needs": {"work": "works", "conditions": "condition_sets"},
    "within": {"at": "lengths", "to": "lengths"},
    "lengths": {"param": "params"},
    "reaches": {"work": "works", "days": "params", "window": "params", "anchor": "params", "longest": "params"},
    "earned": {"work": "works"},
    "measures": {
        "work": "works", "reach": "reaches", "within": "within", "length": "params", "threshold": "params", "hours": "params",
        "weeks": "params", "rate": "params", "earned": "earned", "by": "params",
    },
    "odds": {"measure": "measures"},
    "slots": {"measure": "measures"},
    "routes": {"at": "slots", "to": "slots"},
    "routesets": {"at": "routes", "to": "routes", "work": "works"},
    "condition_sets": {"at": "conditions", "to": "conditions"},
    "specs": {"routeset": "routesets", "at": "common", "to": "common", "count_work": "works"},
    "reading_specs": {"spec": "specs"},
    "readings": {"conditions": "condition_sets", "specs": "reading_specs"},
    "silences": {"pairset": "pairsets"},
    "pairsets": {"at": "work_pairs", "to": "work_pairs"},
    "work_pairs": {"one": "works", "other": "works"},
    "plan_works": {"work": "works"},
    "plan_earned": {"earned": "earned"},
    "plans": {
        "reading": "readings", "silence": "silences", "work_at": "plan_works", "work_to": "plan_works",
        "earned_at": "plan_earned", "earned_to": "plan_earned",
    },
}  # fmt: skip
"""Which numbers of a table are numbers of rows, and of which table. A number below 0 points at nothing."""

STATES: Mapping[str, tuple[str, ...]] = {
    "works": ("pieces", "pieces_for", "mask", "runs", "runs_for", "jobs"),
    "earned": ("payments", "payments_for"),
    "within": ("day", "day_for"),
    "measures": ("reached", "best", "limit", "unknown", "closes", "measured_for"),
    "reaches": ("reached", "best", "limit", "unknown", "closes", "measured_for"),
    "routesets": ("verdict", "best_day", "slot", "judged_for"),
}
"""What is known of a row while one journey is decided: it stands at the same place of an array of its own. ``…_for`` is the
number of the journey, or of the world of it, that it is known for."""


def _union(rows: Mapping[str, tuple[str, ...]]) -> np.dtype[Any]:
    """One row that can hold a row of any table: fields of different tables share their place, fields of one name are one."""
    offsets: dict[str, int] = {}
    for name in dict.fromkeys(name for names in rows.values() for name in names):
        beside = {other for names in rows.values() if name in names for other in names}
        taken = {offsets[other] for other in beside if other in offsets}
        offsets[name] = next(place for place in range(len(beside)) if place not in taken)
    names = list(offsets)
    places = [8 * offsets[name] for name in names]
    return np.dtype({"names": names, "formats": ["i8"] * len(names), "offsets": places, "itemsize": max(places) + 8})


row_dt = _union(TABLES)
state_dt = _union(STATES)
piece_dt = np.dtype(
    [
        ("first", "i4"),
        ("last", "i4"),
        ("job", "i4"),
        ("mask", "i4"),
        ("asked", "i4"),
        ("excluded", "i4"),
        ("at_least", "i8"),
        ("at_most", "i8"),
        ("hours", "i8"),
        ("share", "i8"),
    ]
)
run_dt = np.dtype([("first", "i4"), ("last", "i4")])
payment_dt = np.dtype([("number", "i4"), ("mask", "i4")])
span_dt = np.dtype([("at", "i4"), ("count", "i4"), ("first", "i4"), ("jobs", "i2"), ("doubt", "i2")])
"""The runs of one work of one journey of a block: where they stand on the shelf, how many, and the first qualifying day.

The day is that of the best case where there is none yet. With a *doubt* the runs are not known here."""
united_dt = np.dtype([("first", "i4"), ("least", "i4"), ("most", "i4"), ("times", "i2"), ("differs", "i2")])
"""One outcome of one journey of a block: what it is under the first reading, as a packed number, the days of all readings, the
fewest times it counts, and whether the readings differ."""
own_dt = np.dtype([("verdict", "i4"), ("day", "i4"), ("what", "i4")])
journey_dt = np.dtype(
    [
        ("start", "i4"),
        ("referral", "i4"),
        ("last", "i4"),
        ("as_of", "i4"),
        ("age", "i4"),
        ("jobs_at", "i4"),
        ("jobs_to", "i4"),
        ("wages_at", "i4"),
        ("wages_to", "i4"),
        ("earlier", "i8"),
        ("alive", "i1"),
        ("claimed", "i1"),
        ("plain", "i1"),
    ]
)
job_dt = np.dtype(
    [("began", "i4"), ("rank", "i4"), ("agreed", "i4"), ("at", "i4"), ("to", "i4"), ("paid_blank", "i4"), ("paid_most", "i8")]
)
stretch_dt = np.dtype(
    [("first", "i4"), ("until", "i4"), ("hours", "i8"), ("pay", "i8"), ("employees", "i8"), ("basis", "i4"), ("needs", "i4")]
)
wage_dt = np.dtype([("paid_on", "i4"), ("job", "i4"), ("amount", "i8"), ("qualifying", "i4")])
result_dt = np.dtype(
    [
        ("first", "i4"),
        ("last", "i4"),
        ("outside", "i4"),
        ("term", "i4"),
        ("times", "i2"),
        ("code", "i1"),
        ("verdict", "i1"),
        ("eligible", "i1"),
    ],
    align=True,
)
"""One decision: *first* and *last* day of a verdict that all readings share; *outside* where its window was missed.

No number of it stands across a border of words, so that it is written a few words at a time."""

Array = npt.NDArray[Any]
Row = Any
"""One row of an array of records."""


class People(NamedTuple):
    """The journeys of one batch, with the jobs and wages of their clients as known on the day each is decided as of.

    *truths* has a row for each condition: its truth, and above two bits the number and one of the name of the first blank fact
    that decides it. *columns* has a row for each parameter that is looked up for each journey, then one for each scope.
    """

    has_earnings: bool
    journeys: Array
    jobs: Array
    stretches: Array
    wages: Array
    truths: Array
    columns: Array


class Sizes(NamedTuple):
    """How many of each the plans have together; of outcomes as many as the plan with the most."""

    works: int
    earned: int
    outcomes: int
    plans: int
    within: int
    days: int
    odds: int
    routesets: int
    condition_sets: int
    pairsets: int
    said: int


class Room(NamedTuple):
    """Room to work in, used again for every journey: the last row of *runs* is spare; *notes* has a row for each NOTE.

    What stands before *truth* is of one journey; the rest of a block of journeys, with a column for each.
    """

    state: Array
    pieces: Array
    runs: Array
    payments: Array
    own: Array
    notes: Array
    verdicts: Array
    truth: Array
    failing: Array
    rulings: Array
    needed: Array
    today: Array
    firsts: Array
    spans: Array
    shelf: Array
    unpaid: Array
    limits: Array
    days: Array
    odds: Array
    routes: Array
    slots: Array
    answers: Array
    same: Array
    listed: Array
    owns: Array
    united: Array
    said: Array
    left: Array
    made: Array


# The rows of notes.
NUMBERS, AGAINST, KEPT, EDGES, DOUBT_JOB, DOUBT_FACT, DOUBT_WAYS, OWNERS = range(8)
# Of the numbers: the journey at hand, its world, how many pieces were kept last, and the block at hand.
JOURNEY, WORLD, KEPT_COUNT, BLOCK = range(4)
SIZE = 128
"""How many journeys a block has."""
SHELF = 32 * SIZE
"""Room for the runs of a block."""
MOST_SAID = 64
"""A plan with more readings is decided journey by journey."""
# The rows of what is listed: journeys of a block of which readings of work differ, all that are measured, those of the plan at
# hand, and of these the ones of which readings of work differ. The first entry of a list is how many there are.
VARIED, MEASURED, CHOSEN, CHOSEN_VARIED = range(4)
LISTS = CHOSEN_VARIED + 1
"""The row of the first list of a work: the journeys of which it is needed. After those of works come two for each set of
conditions: the journeys that it leaves open and have a start date, and all others."""
# The rows of what is left of a block: doubts about work, readings of work that differ, the plan's own, left for later, and who
# has a start date.
DOUBTFUL, VARIES, OPEN, LATER, STARTED = range(5)
# The rows of what is made: for which block there are limits, days and routes.
LIMITS_MADE, DAYS_MADE, ROUTES_MADE, ANSWERS_MADE = range(4)
MOST_DOUBTS = 24
"""More missing facts of jobs of one journey are read the plain way."""
