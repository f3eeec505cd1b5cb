"""The reasons that a decision can have, and those that need no work to be looked at."""

from __future__ import annotations

from commissioning.domain.reasons import ReasonCode
from commissioning.engines.columnar.context import Context, all_journeys, all_tables
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.readings import MOST_JOBS
from commissioning.engines.columnar.shapes import CODES, FALSE, NO_DAY, NOT_MET, UNDETERMINED, UNKNOWN, Array, Row

REACHED = CODES.index(ReasonCode.REACHED)
CAN_STILL = CODES.index(ReasonCode.CAN_STILL_BE_MET)
MISSING = CODES.index(ReasonCode.MISSING_FACT)
NO_START = CODES.index(ReasonCode.NO_START_DATE)
SILENCE = CODES.index(ReasonCode.SILENCE)
BOTH = CODES.index(ReasonCode.SILENCE_AND_MISSING_FACT)
NO_WORK = CODES.index(ReasonCode.NO_QUALIFYING_WORK)
OUTSIDE = CODES.index(ReasonCode.REACHED_OUTSIDE_WINDOW)

START_TERM = 0
"""The name of the term that stands for a missing start date."""
FACT_NAMES = 1
"""Where the names of the missing facts of jobs begin among the names of terms."""
NO_TERM = -1
MOST_TIMES = 30_000
"""How often an outcome can count at most: what a result has room for."""


@kernel
def without_work(on: Context, results: Array, truth: int, first: int, started: bool) -> bool:
    """Fills the results of a journey that is not eligible or has no start date; False where its work must be looked at.

    *first* is the first condition that makes the truth of eligibility what it is. Without a start date nothing but eligibility
    can be judged; a blank fact that decides it is named before the start.
    """
    if truth == FALSE:
        _all(results, truth, NOT_MET, all_tables(on)[first].code, all_tables(on)[first].term)
        return True
    if started:
        return False
    if truth == UNKNOWN:
        _all(results, truth, UNDETERMINED, MISSING, all_tables(on)[first].term)
    else:
        _all(results, truth, UNDETERMINED, NO_START, START_TERM)
    return True


@kernel
def _all(results: Array, eligible: int, verdict: int, code: int, term: int) -> None:
    for at in range(results.shape[0]):
        result = results[at]
        result.eligible, result.verdict, result.code, result.term = eligible, verdict, code, term
        result.first, result.last, result.outside, result.times = NO_DAY, NO_DAY, NO_DAY, 0


@kernel
def earlier_matters(on: Context, plan: Row, journey: int) -> bool:
    """Whether a test asks for the client's earlier journeys on the contract, and there are some."""
    person = all_journeys(on)[journey]
    if not (person.earlier >> plan.family) & 1:
        return False
    # Blank facts of jobs are counted for the earlier journeys too.
    return plan.asks_earlier or person.jobs_to - person.jobs_at > MOST_JOBS
