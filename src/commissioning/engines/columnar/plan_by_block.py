"""One plan for a block of journeys: its outcomes under every reading, and what the readings say together.

What decides a verdict, and what is undetermined, are those of :mod:`deciding`, which also decides what is left here: journeys
with missing facts of jobs, with a value that is not in force, or with earlier journeys that count.
"""

from __future__ import annotations

from commissioning.engines.columnar.answers import answers_of_block
from commissioning.engines.columnar.blocks import TOP, open_row
from commissioning.engines.columnar.by_block import NEVER, OPEN_VALUE, routes_of_block
from commissioning.engines.columnar.context import (
    Context,
    all_answers,
    all_failing,
    all_journeys,
    all_left,
    all_listed,
    all_owns,
    all_routes,
    all_rulings,
    all_said,
    all_same,
    all_spans,
    all_tables,
    all_truth,
    all_truths,
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
    NO_START,
    NO_TERM,
    REACHED,
    SILENCE,
    START_TERM,
    earlier_matters,
)
from commissioning.engines.columnar.shapes import (
    CHOSEN,
    CHOSEN_VARIED,
    DOUBTFUL,
    FALSE,
    LATER,
    MET,
    MOST_SAID,
    NO_DAY,
    NOT_MET,
    NOT_YET,
    OPEN,
    STARTED,
    TRUE,
    UNDETERMINED,
    UNKNOWN,
    VARIES,
    Array,
    Row,
)

PLANS = STARTED + 1
"""The row of what is left of the first plan."""


@kernel
def rule_out(on: Context, begin: int, count: int, results: Array, plain: Array) -> None:
    """Decides every journey whose work needs no look, under every plan, and marks in *plain* what is for the plain way."""
    head = all_tables(on)[0]
    for index in range(head.condition_sets, head.condition_sets_to):
        _rulings(on, all_tables(on)[index].place)
    some = False
    for at in range(count):
        person = all_journeys(on)[begin + at]
        if person.plain or person.claimed:
            some = True
    for number in range(head.plans_to - head.plans):
        plan = all_tables(on)[head.plans + number]
        if some or plan.plain:
            for at in range(count):
                person = all_journeys(on)[begin + at]
                if plan.plain or person.plain or (plan.asks_claims and person.claimed):
                    plain[begin + at, number] = True
        if plan.same_conditions and not plan.plain:
            # What is for the plain way is decided again.
            place = all_tables(on)[all_tables(on)[plan.reading].conditions].place
            ruled = all_listed(on)[open_row(on, place) + 1]
            _copy(all_rulings(on)[place], ruled, results[begin : begin + count, plan.outcome : plan.outcome + plan.outcomes])


@kernel
def _copy(rulings: Array, ruled: Array, results: Array) -> None:
    """One result of a journey for every outcome."""
    for index in range(ruled[0]):
        at = ruled[index + 1]
        row = results[at]
        for outcome in range(row.shape[0]):
            row[outcome] = rulings[at]


@kernel
def _rulings(on: Context, place: int) -> None:
    """The result of every journey that a set of conditions leaves no outcome for, or that has no start date."""
    truths, failing, ruled = all_truth(on)[place], all_failing(on)[place], all_listed(on)[open_row(on, place) + 1]
    rulings = all_rulings(on)[place]
    for index in range(1, ruled[0] + 1):
        at = ruled[index]
        verdict, code, term, truth = UNDETERMINED, NO_START, START_TERM, truths[at]
        if truth != TRUE:
            term = all_tables(on)[failing[at]].term
            code = MISSING
            if truth == FALSE:
                verdict, code = NOT_MET, all_tables(on)[failing[at]].code
        result = rulings[at]
        result.first, result.last, result.outside, result.term = NO_DAY, NO_DAY, NO_DAY, term
        result.times, result.code, result.verdict, result.eligible = 0, code, verdict, truth


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
                _outcome(on, plan, reading, outcome, begin, count, which, results)
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
    left, later, opened = all_left(on)[PLANS + number], all_left(on)[LATER], all_left(on)[OPEN]
    doubtful, varies = all_left(on)[DOUBTFUL], all_left(on)[VARIES]
    for at in range(count):
        left[at] = opened[at] = 0
    chosen[0] = varied[0] = 0
    if not plan.same_conditions or plan.readings > MOST_SAID:
        for at in range(count):
            if not plain[begin + at, number]:
                left[at] = later[at] = 1
        return
    listed = all_listed(on)[open_row(on, all_tables(on)[all_tables(on)[plan.reading].conditions].place)]
    found = 0
    for index in range(1, listed[0] + 1):
        at = listed[index]
        if plain[begin + at, number]:
            continue
        if earlier_matters(on, plan, begin + at) or (doubtful[at] and _is_doubtful(on, plan, at)):
            left[at] = later[at] = 1
            continue
        found += 1
        chosen[found] = at
        if varies[at] and _varies(on, plan, at):
            varied[0] += 1
            varied[varied[0]] = at
    chosen[0] = found


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
def _outcome(
    on: Context, plan: Row, reading: int, outcome: int, begin: int, count: int, which: int, results: Array
) -> None:  # fmt: skip
    """One outcome of the journeys listed under one reading; under the first it is the result, until others say otherwise."""
    number = spec_of(on, plan, reading, outcome)
    spec = all_tables(on)[number]
    routes_of_block(on, spec.routeset, begin, count, which != CHOSEN)
    routes, listed, opened = all_routes(on)[all_tables(on)[spec.routeset].place], all_listed(on)[which], all_left(on)[OPEN]
    owns = all_owns(on)[outcome]
    _own(on, plan, spec, outcome, begin, count)
    if reading == 0:
        answers_of_block(on, spec.routeset, begin)
        _results(on, plan, number, outcome, begin, results)
    counts = spec.count_work >= 0 or plan.readings > 1
    said = all_said(on)[reading * plan.outcomes + outcome if plan.readings > 1 else 0]
    for index in range(1, listed[0] + 1):
        at = listed[index]
        if routes[at] >> 22 == UNDETERMINED:
            # A value that is not in force: which, and whether it matters, is seen journey by journey.
            opened[at] = 1
        if counts:
            united = all_united(on)[outcome, at]
            said[at] = owns[at] >> 22
            _add(united, reading, owns[at], _times(on, spec, at))
            if reading == 0:
                results[begin + at, plan.outcome + outcome].times = united.times if owns[at] >> 22 == MET else 0


@kernel
def _own(on: Context, plan: Row, spec: Row, outcome: int, begin: int, count: int) -> None:
    """What an outcome comes to under the reading at hand, packed: routes, eligibility, the outcome before and other tests."""
    conditions = all_tables(on)[all_tables(on)[plan.reading].conditions].place
    routes, truths, owns = all_routes(on)[all_tables(on)[spec.routeset].place], all_truth(on)[conditions], all_owns(on)[outcome]
    _with_eligibility(routes, truths, owns, count)
    if spec.prior >= 0:
        _with_prior(all_owns(on)[spec.prior], owns, count)
    for index in range(spec.at, spec.to):
        truth = all_tables(on)[index].truth
        # Tests that ask for earlier journeys hold where there are none.
        if truth >= 0:
            _with_common(all_truths(on)[truth, begin : begin + count], owns, all_left(on)[OPEN], count)


@kernel
def _with_eligibility(routes: Array, truths: Array, owns: Array, count: int) -> None:
    for at in range(count):
        one = routes[at]
        owns[at] = OPEN_VALUE if (truths[at] == UNKNOWN) & (one >> 22 >= UNDETERMINED) else one


@kernel
def _with_prior(before: Array, owns: Array, count: int) -> None:
    for at in range(count):
        owns[at] = min(owns[at], before[at])


@kernel
def _with_common(truths: Array, owns: Array, opened: Array, count: int) -> None:
    for at in range(count):
        truth = truths[at] & 3
        opened[at] |= truth == UNKNOWN
        owns[at] = NEVER if (truth == FALSE) & (owns[at] >> 22 > NOT_MET) else owns[at]


@kernel
def _results(on: Context, plan: Row, number: int, outcome: int, begin: int, results: Array) -> None:
    """The results of the journeys chosen: mostly they are what their routes alone say."""
    spec, chosen, owns = all_tables(on)[number], all_listed(on)[CHOSEN], all_owns(on)[outcome]
    place = all_tables(on)[spec.routeset].place
    routes, answers = all_routes(on)[place], all_answers(on)[place]
    truths = all_truth(on)[all_tables(on)[all_tables(on)[plan.reading].conditions].place]
    column = plan.outcome + outcome
    for index in range(1, chosen[0] + 1):
        at = chosen[index]
        if truths[at] == TRUE and owns[at] == routes[at]:
            results[begin + at, column] = answers[at]
        else:
            what, where = _decider(on, plan, spec, number, begin + at, at)
            _fill(on, results[begin + at, column], owns[at], what, where, answers[at], truths[at])


@kernel
def _decider(on: Context, plan: Row, spec: Row, number: int, journey: int, at: int) -> tuple[int, int]:
    """What decided an outcome under the first reading, and where it stands."""
    conditions = all_tables(on)[all_tables(on)[plan.reading].conditions].place
    one, what, where = all_routes(on)[all_tables(on)[spec.routeset].place, at], BY_ROUTE, 0
    if all_truth(on)[conditions, at] == UNKNOWN and one >> 22 >= UNDETERMINED:
        one, what, where = OPEN_VALUE, BY_CONDITION, all_failing(on)[conditions, at]
    if spec.prior >= 0:
        before = all_owns(on)[spec.prior, at]
        if before >> 22 < one >> 22:
            what, where = BY_PRIOR, number
        one = min(one, before)
    for index in range(spec.at, spec.to):
        if common_of(on, index, journey) == FALSE and one >> 22 > NOT_MET:
            one, what, where = NEVER, BY_COMMON, index
    return what, where


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
