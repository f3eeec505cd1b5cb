"""Every journey of a batch decided under every plan: each way to read what is open, and what they say together."""

from __future__ import annotations

import numpy as np

from commissioning.engines.columnar.blocks import begin_block
from commissioning.engines.columnar.context import (
    Context,
    all_journeys,
    all_left,
    all_notes,
    all_own,
    all_runs,
    all_state,
    all_tables,
    all_truths,
    all_verdicts,
)
from commissioning.engines.columnar.earning import wages_of
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.judging import (
    BY_COMMON,
    BY_CONDITION,
    BY_PRIOR,
    common_of,
    conditions_of,
    outcome_of,
)
from commissioning.engines.columnar.pieces import pieces_of, value_of
from commissioning.engines.columnar.plan_by_block import PLANS, plan_of_block, rule_out
from commissioning.engines.columnar.readings import (
    TOO_MANY,
    active_silences,
    doubts_of,
    reading_at,
    readings_of,
    spec_of,
    suppose,
)
from commissioning.engines.columnar.reasons import (
    BOTH,
    CAN_STILL,
    FACT_NAMES,
    MISSING,
    MOST_TIMES,
    NO_TERM,
    NO_WORK,
    OUTSIDE,
    REACHED,
    SILENCE,
    earlier_matters,
    without_work,
)
from commissioning.engines.columnar.runs import cumulative_day, runs_of
from commissioning.engines.columnar.shapes import (
    AGAINST,
    DOUBT_FACT,
    DOUBT_JOB,
    DOUBT_WAYS,
    EARNED,
    JOURNEY,
    LATER,
    LIMIT,
    LISTS,
    MET,
    MOST_DOUBTS,
    NO_DAY,
    NO_VALUE,
    NOT_MET,
    NOT_YET,
    NUMBERS,
    SHELF,
    SIZE,
    SUSTAINED,
    UNDETERMINED,
    UNKNOWN,
    WORLD,
    Array,
    People,
    Room,
    Row,
    Sizes,
    own_dt,
    payment_dt,
    piece_dt,
    result_dt,
    run_dt,
    span_dt,
    state_dt,
    united_dt,
)

MOST_PIECES = 2_000
"""Of work that is cut into more pieces a journey is decided the plain way."""
MOST_WORLDS = 2_048
"""As is a journey with more ways to read what is open."""


@kernel
def decide(contexts: Array, results: Array, plain: Array) -> None:
    """Fills *results* (journeys × outcomes), and marks in *plain* (journeys × plans) what must be decided the plain way."""
    on = contexts[0]
    plans = all_tables(on)[0].plans_to - all_tables(on)[0].plans
    for begin in range(0, on.journeys_rows, SIZE):
        count = min(SIZE, on.journeys_rows - begin)
        begin_block(on, begin, count)
        rule_out(on, begin, count, results, plain)
        for number in range(plans):
            plan_of_block(on, number, begin, count, results, plain)
        for at in range(count):
            if all_left(on)[LATER, at]:
                _left_over(on, begin + at, at, results[begin + at], plain[begin + at])


@kernel
def _left_over(on: Context, journey: int, at: int, results: Array, plain: Array) -> None:
    """Decides one journey under the plans that were left for later."""
    all_notes(on)[NUMBERS, JOURNEY] += 1
    all_notes(on)[NUMBERS, WORLD] += 1
    for number in range(plain.shape[0]):
        if all_left(on)[PLANS + number, at]:
            plan = all_tables(on)[all_tables(on)[0].plans + number]
            plain[number] = not _decide(on, plan, journey, results[plan.outcome : plan.outcome + plan.outcomes])


@kernel
def _decide(on: Context, plan: Row, journey: int, results: Array) -> bool:
    """Decides one journey under one plan; False where it is of a shape that is decided the plain way."""
    truth, first = conditions_of(on, all_tables(on)[plan.reading].conditions, journey)
    started = all_journeys(on)[journey].start != NO_DAY
    if not plan.same_conditions:
        for reading in range(1, plan.readings):
            other, _ = conditions_of(on, all_tables(on)[plan.reading + reading].conditions, journey)
            if other != truth:
                # Eligibility itself is read several ways: without work to look at, few enough to be left to the plain way.
                return started and _by_readings(on, plan, journey, results)
    return without_work(on, results, truth, first, started) or _by_readings(on, plan, journey, results)


@kernel
def _by_readings(on: Context, plan: Row, journey: int, results: Array) -> bool:
    """Every reading that can make a difference, of every combination of missing facts of jobs."""
    if earlier_matters(on, plan, journey):
        return False
    if not _measure_work(on, plan, journey):
        return False
    doubts = doubts_of(on, plan, journey)
    if doubts == TOO_MANY:
        return False
    combinations = 1
    for at in range(doubts):
        combinations *= all_notes(on)[DOUBT_WAYS, at]
        if combinations > on.verdicts_width:
            return _clear(on, doubts, False)
    active = 0
    if plan.silences:
        for combination in range(combinations):
            if doubts:
                suppose(on, doubts, combination)
            active = active_silences(on, plan, active, journey)
    readings = readings_of(on, plan, active)
    if readings * combinations > on.verdicts_width:
        return _clear(on, doubts, False)
    for combination in range(combinations):
        if doubts:
            suppose(on, doubts, combination)
        for index in range(readings):
            reading = reading_at(on, plan, active, index)
            _judge_world(on, plan, journey, reading, combination * readings + index, results)
    fits = _unite(on, plan, journey, results, active, readings, doubts, combinations)
    return _clear(on, doubts, fits)


@kernel
def _clear(on: Context, doubts: int, answer: bool) -> bool:
    """Reads every missing fact for the client again, as the next plan expects."""
    if doubts:
        for at in range(doubts):
            all_notes(on)[AGAINST, all_notes(on)[DOUBT_JOB, at]] = 0
        all_notes(on)[NUMBERS, WORLD] += 1
    return answer


@kernel
def _measure_work(on: Context, plan: Row, journey: int) -> bool:
    for at in range(plan.work_at, plan.work_to):
        if not pieces_of(on, all_tables(on)[at].work, journey):
            return False
    for at in range(plan.earned_at, plan.earned_to):
        if not wages_of(on, all_tables(on)[at].earned, journey):
            return False
    return True


@kernel
def _judge_world(on: Context, plan: Row, journey: int, reading: int, world: int, results: Array) -> None:
    """Every outcome in the world at hand, into the room's table; in the first world also what decided it."""
    conditions = all_tables(on)[plan.reading + reading].conditions
    truth, first = conditions_of(on, conditions, journey)
    for outcome in range(plan.outcomes):
        spec = spec_of(on, plan, reading, outcome)
        verdict, day, what, at = outcome_of(on, spec, truth, first, journey)
        all_own(on)[outcome].verdict, all_own(on)[outcome].day = verdict, day
        all_verdicts(on)[outcome, world] = verdict
        result = results[outcome]
        times = 0
        if verdict == MET:
            times = 1
            work = all_tables(on)[spec].count_work
            if work >= 0:
                runs_of(on, work, journey)
                times = min(max(all_state(on)[work].jobs, 1), MOST_TIMES)
        if world == 0:
            result.eligible, result.verdict = truth, verdict
            result.first, result.last, result.outside, result.times = day, day, NO_DAY, times
            _explain(on, journey, spec, verdict, what, at, result)
            all_own(on)[outcome].what = what
            continue
        if truth != result.eligible:
            # Eligible under one reading and not under another: neither can be said.
            result.eligible = UNKNOWN
        if verdict != result.verdict:
            result.verdict = UNDETERMINED
        result.times = min(result.times, times)
        if day != NO_DAY:
            result.first = day if result.first == NO_DAY else min(result.first, day)
            result.last = max(result.last, day)


@kernel
def _explain(on: Context, journey: int, spec: int, verdict: int, what: int, at: int, result: Row) -> None:
    """The reason code and the term of one outcome in the first world, and the day enough was worked outside a window."""
    code, term = REACHED, NO_TERM
    if verdict == MET:
        result.code, result.term = code, term
        return
    if what == BY_CONDITION:
        term = all_tables(on)[at].term
        code = all_tables(on)[at].code if verdict == NOT_MET else MISSING
    elif what == BY_PRIOR:
        term = all_tables(on)[spec].prior_term
        code = CAN_STILL if verdict == NOT_YET else all_tables(on)[spec].prior_code
    elif what == BY_COMMON:
        term = all_tables(on)[at].term
        code = all_tables(on)[at].code if verdict == NOT_MET else MISSING
    else:
        slot = all_tables(on)[at]
        term, code = slot.term, CAN_STILL
        if verdict == UNDETERMINED:
            unknown = all_state(on)[slot.measure].unknown
            code = unknown - 1 if unknown else MISSING
        elif verdict == NOT_MET:
            code, result.outside = _why_not(on, journey, at)
    result.code, result.term = code, term


@kernel
def _why_not(on: Context, journey: int, at: int) -> tuple[int, int]:
    """The reason code of a test that is not met, and the day enough was worked in all, if its window was missed."""
    slot = all_tables(on)[at]
    measure = all_tables(on)[slot.measure]
    if measure.kind == EARNED:
        return slot.code, NO_DAY
    count = runs_of(on, measure.work, journey)
    outside = NO_DAY
    if measure.kind in (SUSTAINED, LIMIT):
        days = value_of(on, all_tables(on)[measure.reach].days, journey, NO_DAY, NO_DAY)
        if days != NO_VALUE and count > 0:
            outside = cumulative_day(all_runs(on)[all_tables(on)[measure.work].place], count, days)
    if not all_journeys(on)[journey].alive and count <= 0:
        return NO_WORK, outside
    if measure.kind == SUSTAINED and outside != NO_DAY:
        return OUTSIDE, outside
    return slot.code, outside


@kernel
def _unite(
    on: Context,
    plan: Row,
    journey: int,
    results: Array,
    active: int,
    readings: int,
    doubts: int,
    combinations: int,
) -> bool:
    """What all worlds say together; of an undetermined outcome what decides it. False where only the plain way can say."""
    worlds = readings * combinations
    for outcome in range(plan.outcomes):
        result = results[outcome]
        if result.verdict in (NOT_MET, UNDETERMINED):
            result.first, result.last = NO_DAY, NO_DAY
        if result.verdict != MET:
            result.times = 0
        if result.verdict != NOT_MET:
            result.outside = NO_DAY
        if result.verdict == MET:
            result.code, result.term = REACHED, NO_TERM
        if result.verdict == UNDETERMINED:
            said = _open_things(on, plan, journey, outcome, result, active, readings, doubts, worlds)
            if not said:
                return False
    return True


@kernel
def _open_things(
    on: Context,
    plan: Row,
    journey: int,
    outcome: int,
    result: Row,
    active: int,
    readings: int,
    doubts: int,
    worlds: int,
) -> bool:
    """The reason of an undetermined outcome: the first silence or missing fact that, changed alone, changes the verdict."""
    spec = all_tables(on)[spec_of(on, plan, 0, outcome)]
    for at in range(spec.at, spec.to):
        if common_of(on, at, journey) == UNKNOWN:
            return False
    silence = _first_silence(on, plan, all_verdicts(on)[outcome], active, readings, worlds)
    fact = _first_doubt(on, all_verdicts(on)[outcome], readings, doubts, worlds)
    own = _deciding_fact(on, plan, journey)
    if silence < 0 and fact < 0 and own < 0:
        return True
    if fact < 0 and own < 0:
        result.code, result.term = SILENCE, silence
        return True
    result.code = BOTH if silence >= 0 else MISSING
    if all_own(on)[outcome].what != BY_CONDITION:
        result.term = silence if silence >= 0 else (FACT_NAMES + fact if fact >= 0 else own)
    return True


@kernel
def _first_silence(on: Context, plan: Row, verdicts: Array, active: int, readings: int, worlds: int) -> int:
    """The name of the first decisive silence; -1 where none is."""
    stride = readings
    for at in range(plan.silences):
        if (active >> at) & 1:
            silence = all_tables(on)[plan.silence + at]
            stride //= silence.options
            if _decides(verdicts, worlds, stride, silence.options):
                return silence.name
    return -1


@kernel
def _first_doubt(on: Context, verdicts: Array, readings: int, doubts: int, worlds: int) -> int:
    """The first decisive missing fact of a job, as its number; -1 where none is."""
    stride = worlds
    for at in range(doubts):
        ways = all_notes(on)[DOUBT_WAYS, at]
        stride //= ways
        if _decides(verdicts, worlds, stride, ways):
            return all_notes(on)[DOUBT_FACT, at]
    return -1


@kernel
def _decides(verdicts: Array, worlds: int, stride: int, ways: int) -> bool:
    """Whether one thing, read another way under some reading of all else, changes the verdict."""
    for world in range(worlds):
        if (world // stride) % ways == 0:
            for way in range(1, ways):
                if verdicts[world] != verdicts[world + way * stride]:
                    return True
    return False


@kernel
def _deciding_fact(on: Context, plan: Row, journey: int) -> int:
    """The name of the first blank fact that decides a condition of eligibility under the first reading; -1 where none does."""
    conditions = all_tables(on)[all_tables(on)[plan.reading].conditions]
    for at in range(conditions.at, conditions.to):
        truth = all_truths(on)[all_tables(on)[at].truth, journey]
        if truth & 3 == UNKNOWN and truth >> 2:
            return (truth >> 2) - 1
    return -1


def room_for(tables: Array, people: People, sizes: Sizes) -> Room:
    """Room to work in for a batch: enough for the client with the most rows of jobs, within reason."""
    journeys, jobs = people.journeys, people.jobs
    rows = np.concatenate([[0], np.cumsum(jobs["to"] - jobs["at"])])
    most_rows = int((rows[journeys["jobs_to"]] - rows[journeys["jobs_at"]]).max(initial=0))
    pieces = min(4 * most_rows + 60, MOST_PIECES)
    most_jobs = int((journeys["jobs_to"] - journeys["jobs_at"]).max(initial=0))
    wages = int(min((journeys["wages_to"] - journeys["wages_at"]).max(initial=0) + 1, 10 * MOST_PIECES))
    return Room(
        state=np.zeros(len(tables), state_dt),
        pieces=np.zeros((sizes.works, pieces), piece_dt),
        runs=np.zeros((sizes.works + 1, 3 * pieces + 4), run_dt),
        payments=np.zeros((sizes.earned, wages), payment_dt),
        own=np.zeros(sizes.outcomes, own_dt),
        notes=np.zeros((8, max(2 * pieces, most_jobs + 1, MOST_DOUBTS)), "i8"),
        verdicts=np.zeros((sizes.outcomes, MOST_WORLDS), "i1"),
        truth=np.zeros((sizes.condition_sets, SIZE), "i1"),
        failing=np.zeros((sizes.condition_sets, SIZE), "i4"),
        rulings=np.zeros((sizes.condition_sets, SIZE), result_dt),
        needed=np.zeros((sizes.works, SIZE), "i1"),
        today=np.zeros(SIZE, "i4"),
        firsts=np.zeros((sizes.works, SIZE), "i4"),
        spans=np.zeros((sizes.works, SIZE), span_dt),
        shelf=np.zeros(SHELF, run_dt),
        unpaid=np.zeros((sizes.earned, SIZE), "i1"),
        limits=np.zeros((sizes.within + 1, SIZE), "i4"),
        days=np.zeros((sizes.days, SIZE), "i4"),
        odds=np.zeros((sizes.odds, SIZE), "i4"),
        # The last row is spare: one route of several.
        routes=np.zeros((sizes.routesets + 1, SIZE), "i4"),
        slots=np.zeros((sizes.routesets + 1, SIZE), "i4"),
        answers=np.zeros((sizes.routesets, SIZE), result_dt),
        same=np.zeros((sizes.pairsets, SIZE), "i1"),
        listed=np.zeros((LISTS + sizes.works + 2 * sizes.condition_sets, SIZE + 1), "i4"),
        owns=np.zeros((sizes.outcomes, SIZE), "i4"),
        united=np.zeros((sizes.outcomes, SIZE), united_dt),
        said=np.zeros((sizes.said, SIZE), "i1"),
        left=np.zeros((PLANS + sizes.plans, SIZE), "i1"),
        made=np.zeros((4, max(sizes.within, sizes.days, sizes.routesets)), "i8"),
    )
