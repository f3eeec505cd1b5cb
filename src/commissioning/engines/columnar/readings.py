"""Which readings of silences and which missing facts of jobs can make a difference to one journey."""

from __future__ import annotations

from commissioning.engines.columnar.context import (
    Context,
    all_jobs,
    all_journeys,
    all_notes,
    all_payments,
    all_pieces,
    all_runs,
    all_state,
    all_tables,
    all_wages,
)
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.judging import routes_of
from commissioning.engines.columnar.runs import runs_of
from commissioning.engines.columnar.shapes import (
    A_BASIS,
    AGAINST,
    BASIS_BIT,
    DOUBT_FACT,
    DOUBT_JOB,
    DOUBT_WAYS,
    FACTS,
    MOST_DOUBTS,
    NUMBERS,
    WORLD,
    Row,
)

BASES = 4
"""How many bases of jobs there are: a blank basis is read as each of them."""
MOST_JOBS = 10
"""With more jobs of unknown facts than this in one journey, what rests on them is undetermined."""
TOO_MANY = -1
FACT_COUNT = len(FACTS)


@kernel
def doubts_of(on: Context, plan: Row, journey: int) -> int:
    """Lists the missing facts of jobs that a plan asks for, by job id and name, in the room's doubts; how many there are.

    A doubt is the place of the job (0: wages without a job), the fact, and in how many ways it is read. TOO_MANY where they
    are of too many jobs to be read here.
    """
    found = 0
    for at in range(plan.work_at, plan.work_to):
        found |= all_state(on)[all_tables(on)[at].work].mask
    for at in range(plan.earned_at, plan.earned_to):
        earned = all_tables(on)[at].earned
        for index in range(all_state(on)[earned].payments):
            found |= all_payments(on)[all_tables(on)[earned].place, index].mask
    if found == 0:
        return 0
    first_job = all_journeys(on)[journey].jobs_at
    jobs = all_journeys(on)[journey].jobs_to - first_job
    count = with_doubts = 0
    for rank in range(-1, jobs):
        place = 0 if rank < 0 else _job_of_rank(on, first_job, jobs, rank) + 1
        mask = _mask_of(on, plan, place, first_job)
        if mask == 0:
            continue
        with_doubts += 1
        for fact in range(FACT_COUNT):
            asked = mask >> BASIS_BIT if fact == A_BASIS else (mask >> fact) & 1
            if not asked:
                continue
            if count >= MOST_DOUBTS:
                return TOO_MANY
            all_notes(on)[DOUBT_JOB, count], all_notes(on)[DOUBT_FACT, count] = place, fact
            all_notes(on)[DOUBT_WAYS, count] = BASES if fact == A_BASIS else 2
            count += 1
    return TOO_MANY if with_doubts > MOST_JOBS else count


@kernel
def _job_of_rank(on: Context, first_job: int, jobs: int, rank: int) -> int:
    for job in range(jobs):
        if all_jobs(on)[first_job + job].rank == rank:
            return job
    return 0


@kernel
def _mask_of(on: Context, plan: Row, place: int, first_job: int) -> int:
    """The missing facts of one job that any work or wages of a plan need."""
    mask = 0
    for at in range(plan.work_at, plan.work_to):
        work = all_tables(on)[at].work
        if place and all_state(on)[work].mask:
            for index in range(all_state(on)[work].pieces):
                piece = all_pieces(on)[all_tables(on)[work].place, index]
                if piece.job - first_job + 1 == place:
                    mask |= piece.mask
    for at in range(plan.earned_at, plan.earned_to):
        earned = all_tables(on)[at].earned
        for index in range(all_state(on)[earned].payments):
            payment = all_payments(on)[all_tables(on)[earned].place, index]
            job = all_wages(on)[payment.number].job
            if (0 if job < 0 else job - first_job + 1) == place:
                mask |= payment.mask
    return mask


@kernel
def suppose(on: Context, doubts: int, combination: int) -> None:
    """Reads the missing facts one way: the last varies fastest, the first way is the one for the client."""
    for at in range(doubts):
        all_notes(on)[AGAINST, all_notes(on)[DOUBT_JOB, at]] = 0
    for at in range(doubts - 1, -1, -1):
        ways = all_notes(on)[DOUBT_WAYS, at]
        way = combination % ways
        combination //= ways
        if all_notes(on)[DOUBT_FACT, at] == A_BASIS:
            all_notes(on)[AGAINST, all_notes(on)[DOUBT_JOB, at]] |= 1 << (BASIS_BIT + way)
        elif way:
            all_notes(on)[AGAINST, all_notes(on)[DOUBT_JOB, at]] |= 1 << all_notes(on)[DOUBT_FACT, at]
    # Everything measured before holds no longer.
    all_notes(on)[NUMBERS, WORLD] += 1


@kernel
def active_silences(on: Context, plan: Row, known: int, journey: int) -> int:
    """The silences, as bits, of which another reading can change something in the world at hand; *known* ones are not tried."""
    active, varied = known, 0
    for at in range(plan.silences):
        silence = all_tables(on)[plan.silence + at]
        if silence.always:
            active |= 1 << at
        if silence.touches_routes and not (silence.only_work and not silence.always and _same_work(on, plan, silence, journey)):
            varied |= 1 << at
    for at in range(plan.silences):
        bit = 1 << at
        if varied & bit and not active & bit and _changes_routes(on, plan, at, varied & ~bit, journey):
            active |= bit
    return active


@kernel
def _same_work(on: Context, plan: Row, silence: Row, journey: int) -> bool:
    """Whether the same days qualify, of as many jobs, however a silence about work is read."""
    pairset = all_tables(on)[silence.pairset]
    for at in range(pairset.at, pairset.to):
        one, other = all_tables(on)[at].one, all_tables(on)[at].other
        count = runs_of(on, one, journey)
        if count != runs_of(on, other, journey):
            return False
        if plan.counts_jobs and all_state(on)[one].jobs != all_state(on)[other].jobs:
            return False
        first, second = all_runs(on)[all_tables(on)[one].place], all_runs(on)[all_tables(on)[other].place]
        for index in range(count):
            if first[index].first != second[index].first or first[index].last != second[index].last:
                return False
    return True


@kernel
def spec_of(on: Context, plan: Row, reading: int, outcome: int) -> int:
    """What an outcome asks for under one reading."""
    return all_tables(on)[all_tables(on)[plan.reading + reading].specs + outcome].spec


@kernel
def readings_of(on: Context, plan: Row, silences: int) -> int:
    """In how many ways the silences in a set of bits can be read together."""
    count = 1
    for at in range(plan.silences):
        if (silences >> at) & 1:
            count *= all_tables(on)[plan.silence + at].options
    return count


@kernel
def reading_at(on: Context, plan: Row, silences: int, index: int) -> int:
    """The reading in which the silences in a set of bits are read in the *index*-th way, all others in their first."""
    reading = 0
    for at in range(plan.silences - 1, -1, -1):
        if (silences >> at) & 1:
            silence = all_tables(on)[plan.silence + at]
            reading += index % silence.options * silence.stride
            index //= silence.options
    return reading


@kernel
def _changes_routes(on: Context, plan: Row, at: int, others: int, journey: int) -> bool:
    """Whether some route to some outcome gets another verdict or day under another reading of one silence."""
    silence = all_tables(on)[plan.silence + at]
    for index in range(readings_of(on, plan, others)):
        reading = reading_at(on, plan, others, index)
        for option in range(1, silence.options):
            other = reading + option * silence.stride
            for outcome in range(plan.outcomes):
                one, two = (
                    all_tables(on)[spec_of(on, plan, reading, outcome)],
                    all_tables(on)[spec_of(on, plan, other, outcome)],
                )
                if one.routeset != two.routeset and _differ(on, one.routeset, two.routeset, journey):
                    return True
                if one.count_work != two.count_work and _count_otherwise(on, one, two, journey):
                    return True
    return False


@kernel
def _count_otherwise(on: Context, one: Row, two: Row, journey: int) -> bool:
    """Whether an outcome that counts for every start would count another number of times."""
    if one.count_work < 0 or two.count_work < 0:
        return True
    runs_of(on, one.count_work, journey)
    runs_of(on, two.count_work, journey)
    return all_state(on)[one.count_work].jobs != all_state(on)[two.count_work].jobs


@kernel
def _differ(on: Context, one: int, two: int, journey: int) -> bool:
    routes_of(on, one, journey)
    routes_of(on, two, journey)
    first, second = all_state(on)[one], all_state(on)[two]
    return first.verdict != second.verdict or first.best_day != second.best_day
