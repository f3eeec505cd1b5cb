"""One plan for a block of journeys: its outcomes under every reading, and what the readings say together.

What decides a verdict, and what is undetermined, are those of :mod:`deciding`, which also decides what is left here: journeys
with missing facts of jobs, with a value that is not in force, or with earlier journeys that count.
"""

from __future__ import annotations

from commissioning.engines.columnar.answers import answers_of_block
from commissioning.engines.columnar.blocks import TOP
from commissioning.engines.columnar.by_block import NEVER, OPEN_VALUE, routes_of_block
from commissioning.engines.columnar.context import (
    Context,
    all_answers,
    all_failing,
    all_journeys,
    all_left,
    all_listed,
    all_routes,
    all_said,
    all_same,
    all_spans,
    all_tables,
    all_truth,
    all_united,
    all_unpaid,
)
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.judging import BY_COMMON, BY_CONDITION, BY_PRIOR, BY_ROUTE, common_of
from commissioning.engines.columnar.readings import spec_of
from commissioning.engines.columnar.reasons import (
    CAN_STILL,
    MISSING,
    MOST_TIMES,
    NO_TERM,
    REACHED,
    SILENCE,
    earlier_matters,
    without_work,
)
from commissioning.engines.columnar.shapes import (
    CHOSEN,
    CHOSEN_VARIED,
    DOUBTFUL,
    FALSE,
    LATER,
    MEASURED,
    MET,
    MOST_SAID,
    NO_DAY,
    NOT_MET,
    NOT_YET,
    OPEN,
    TRUE,
    UNDETERMINED,
    UNKNOWN,
    VARIED,
    VARIES,
    Array,
    Row,
)

PLANS = LATER + 1
"""The row of what is left of the first plan."""


@kernel
def rule_out(on: Context, begin: int, count: int, results: Array, plain: Array) -> None:
    """Decides every journey whose work needs no look, under every plan, and marks in *plain* what is for the plain way."""
    head = all_tables(on)[0]
    for at in range(count):
        journey = begin + at
        person = all_journeys(on)[journey]
        for number in range(head.plans_to - head.plans):
            plan = all_tables(on)[head.plans + number]
            if plan.plain or person.plain or (plan.asks_claims and person.claimed):
                plain[journey, number] = True
            elif plan.same_conditions:
                conditions = all_tables(on)[all_tables(on)[plan.reading].conditions].place
                truth, first = all_truth(on)[conditions, at], all_failing(on)[conditions, at]
                row = results[journey, plan.outcome : plan.outcome + plan.outcomes]
                without_work(on, row, truth, first, person.start != NO_DAY)


@kernel
def plan_of_block(on: Context, number: int, begin: int, count: int, results: Array, plain: Array) -> None:
    """Decides the other journeys of a block under plan *number* into *results*, and marks what is left for later."""
    plan = all_tables(on)[all_tables(on)[0].plans + number]
    if plan.plain:
        return
    _choose(on, plan, number, begin, count, plain)
    if all_listed(on)[CHOSEN, 0] == 0:
        return
    for reading in range(plan.readings):
        which = CHOSEN if _is_calm(on, plan, reading) else CHOSEN_VARIED
        if all_listed(on)[which, 0]:
            for outcome in range(plan.outcomes):
                _outcome(on, plan, reading, outcome, begin, which, results)
    for index in range(1, all_listed(on)[CHOSEN, 0] + 1):
        at = all_listed(on)[CHOSEN, index]
        fits = all_left(on)[OPEN, at] == 0
        if fits and plan.readings > 1:
            fits = _unite(on, plan, at, results[begin + at])
        if not fits:
            all_left(on)[PLANS + number, at] = all_left(on)[LATER, at] = 1


@kernel
def _choose(on: Context, plan: Row, number: int, begin: int, count: int, plain: Array) -> None:
    """Lists the journeys of which work decides; those that cannot be decided for a block are left for later."""
    chosen, varied = all_listed(on)[CHOSEN], all_listed(on)[CHOSEN_VARIED]
    truths = all_truth(on)[all_tables(on)[all_tables(on)[plan.reading].conditions].place]
    left, later, opened = all_left(on)[PLANS + number], all_left(on)[LATER], all_left(on)[OPEN]
    chosen[0] = varied[0] = 0
    by_block = plan.same_conditions and plan.readings <= MOST_SAID
    for at in range(count):
        left[at] = opened[at] = 0
        journey = begin + at
        if plain[journey, number] or (by_block and (truths[at] == FALSE or all_journeys(on)[journey].start == NO_DAY)):
            continue
        if not by_block or earlier_matters(on, plan, journey) or (all_left(on)[DOUBTFUL, at] and _is_doubtful(on, plan, at)):
            left[at] = later[at] = 1
            continue
        chosen[0] += 1
        chosen[chosen[0]] = at
        if all_left(on)[VARIES, at] and _varies(on, plan, at):
            varied[0] += 1
            varied[varied[0]] = at


@kernel
def _is_doubtful(on: Context, plan: Row, at: int) -> bool:
    """Whether the plan asks for a missing fact of one of the person's jobs."""
    for index in range(plan.work_at, plan.work_to):
        if all_spans(on)[all_tables(on)[all_tables(on)[index].work].place, at].doubt:
            return True
    for index in range(plan.earned_at, plan.earned_to):
        if all_unpaid(on)[all_tables(on)[all_tables(on)[index].earned].place, at]:
            return True
    return False


@kernel
def _is_of_work(silence: Row) -> bool:
    """Whether all that another reading of a silence changes is what work is asked of."""
    return silence.only_work and not silence.always


@kernel
def _varies(on: Context, plan: Row, at: int) -> bool:
    """Whether another reading of a silence about work makes other days qualify."""
    for index in range(plan.silence, plan.silence + plan.silences):
        silence = all_tables(on)[index]
        if _is_of_work(silence) and not all_same(on)[all_tables(on)[silence.pairset].place, at]:
            return True
    return False


@kernel
def _is_calm(on: Context, plan: Row, reading: int) -> bool:
    """Whether every silence about work is read in the first way."""
    for index in range(plan.silence, plan.silence + plan.silences):
        silence = all_tables(on)[index]
        if _is_of_work(silence) and reading // silence.stride % silence.options:
            return False
    return True


@kernel
def _outcome(on: Context, plan: Row, reading: int, outcome: int, begin: int, which: int, results: Array) -> None:
    """One outcome of the journeys listed under one reading; under the first it is the result, until others say otherwise."""
    number = spec_of(on, plan, reading, outcome)
    spec = all_tables(on)[number]
    routes_of_block(on, spec.routeset, begin, MEASURED if which == CHOSEN else VARIED)
    place = all_tables(on)[spec.routeset].place
    if reading == 0:
        answers_of_block(on, spec.routeset, begin)
    routes, answers, listed = all_routes(on)[place], all_answers(on)[place if reading == 0 else 0], all_listed(on)[which]
    conditions = all_tables(on)[all_tables(on)[plan.reading].conditions].place
    truths, failing = all_truth(on)[conditions], all_failing(on)[conditions]
    said = all_said(on)[reading * plan.outcomes + outcome] if plan.readings > 1 else all_said(on)[0]
    own, before = all_united(on)[outcome], all_united(on)[max(spec.prior, 0)]
    for index in range(1, listed[0] + 1):
        at = listed[index]
        one, what, where = routes[at], BY_ROUTE, 0
        if one >> 22 == UNDETERMINED:
            # A value that is not in force: which, and whether it matters, is seen journey by journey.
            all_left(on)[OPEN, at] = 1
        if truths[at] == UNKNOWN and one >> 22 >= UNDETERMINED:
            one, what, where = OPEN_VALUE, BY_CONDITION, failing[at]
        if spec.prior >= 0:
            if before[at].own >> 22 < one >> 22:
                what, where = BY_PRIOR, number
            one = min(one, before[at].own)
        if spec.at < spec.to:
            one, what, where = _common(on, spec, begin + at, at, one, what, where)
        own[at].own = one
        if reading == 0:
            result = results[begin + at, plan.outcome + outcome]
            if what == BY_ROUTE and truths[at] == TRUE and one == routes[at]:
                results[begin + at, plan.outcome + outcome] = answers[at]
            else:
                _fill(on, result, one, what, where, answers[at], truths[at])
        if spec.count_work >= 0 or plan.readings > 1:
            said[at] = one >> 22
            _add(own[at], reading, one, _times(on, spec, at))
            if reading == 0:
                results[begin + at, plan.outcome + outcome].times = own[at].times if one >> 22 == MET else 0


@kernel
def _common(on: Context, spec: Row, journey: int, at: int, one: int, what: int, where: int) -> tuple[int, int, int]:
    """The tests without a date."""
    for index in range(spec.at, spec.to):
        truth = common_of(on, index, journey)
        if truth == UNKNOWN:
            all_left(on)[OPEN, at] = 1
        elif truth == FALSE and one >> 22 > NOT_MET:
            one, what, where = NEVER, BY_COMMON, index
    return one, what, where


@kernel
def _fill(on: Context, result: Row, one: int, what: int, where: int, answer: Row, truth: int) -> None:
    """A result that is not as its routes alone say."""
    verdict, day = one >> 22, TOP - (one & TOP)
    result.eligible, result.verdict, result.times = truth, verdict, 1 if verdict == MET else 0
    result.first, result.last, result.outside = day, day, NO_DAY
    result.code, result.term = REACHED, NO_TERM
    if verdict == MET:
        return
    if what == BY_CONDITION:
        result.code, result.term = MISSING, all_tables(on)[where].term
    elif what == BY_PRIOR:
        spec = all_tables(on)[where]
        result.code, result.term = CAN_STILL if verdict == NOT_YET else spec.prior_code, spec.prior_term
    elif what == BY_COMMON:
        result.code, result.term = all_tables(on)[where].code, all_tables(on)[where].term
    else:
        result.code, result.term, result.outside = answer.code, answer.term, answer.outside


@kernel
def _times(on: Context, spec: Row, at: int) -> int:
    """How often an outcome counts: once, or once for every start."""
    if spec.count_work < 0:
        return 1
    return min(max(all_spans(on)[all_tables(on)[spec.count_work].place, at].jobs, 1), MOST_TIMES)


@kernel
def _add(united: Row, reading: int, one: int, times: int) -> None:
    """One more reading of an outcome."""
    day = TOP - (one & TOP)
    if reading == 0:
        united.first, united.least, united.most, united.differs, united.times = one, day, day, 0, times
        return
    if one >> 22 != united.first >> 22:
        united.differs = 1
    if day != NO_DAY:
        united.least = day if united.least == NO_DAY else min(united.least, day)
        united.most = max(united.most, day)
    united.times = min(united.times, times)


@kernel
def _unite(on: Context, plan: Row, at: int, results: Array) -> bool:
    """What all readings say together of one journey; False where only the way journey by journey can tell."""
    for outcome in range(plan.outcomes):
        united, result = all_united(on)[outcome, at], results[plan.outcome + outcome]
        if united.differs:
            if result.eligible != TRUE:
                return False
            result.verdict, result.times, result.code, result.term = UNDETERMINED, 0, SILENCE, _silence(on, plan, outcome, at)
            result.first, result.last, result.outside = NO_DAY, NO_DAY, NO_DAY
        elif result.verdict >= NOT_YET:
            result.first, result.last = united.least, united.most
            result.times = united.times if result.verdict == MET else 0
    return True


@kernel
def _silence(on: Context, plan: Row, outcome: int, at: int) -> int:
    """The name of the first silence that, read another way under some reading of all others, changes the verdict."""
    varies = all_left(on)[VARIES, at] and _varies(on, plan, at)
    for index in range(plan.silence, plan.silence + plan.silences):
        silence = all_tables(on)[index]
        if _is_of_work(silence) and not varies:
            continue
        for reading in range(plan.readings):
            if reading // silence.stride % silence.options or not (varies or _is_calm(on, plan, reading)):
                continue
            said = all_said(on)[reading * plan.outcomes + outcome, at]
            for way in range(1, silence.options):
                if all_said(on)[(reading + way * silence.stride) * plan.outcomes + outcome, at] != said:
                    return silence.name
    return NO_TERM
