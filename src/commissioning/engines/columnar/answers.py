"""What routes alone say of a block of journeys, as results: every outcome that asks nothing else takes them as they are."""

from __future__ import annotations

from commissioning.engines.columnar.blocks import TOP
from commissioning.engines.columnar.by_block import is_made, list_of
from commissioning.engines.columnar.context import (
    Context,
    all_answers,
    all_journeys,
    all_listed,
    all_routes,
    all_shelf,
    all_slots,
    all_spans,
    all_tables,
)
from commissioning.engines.columnar.jit import kernel
from commissioning.engines.columnar.pieces import value_of
from commissioning.engines.columnar.reasons import CAN_STILL, NO_TERM, NO_WORK, OUTSIDE, REACHED
from commissioning.engines.columnar.runs import cumulative_day
from commissioning.engines.columnar.shapes import (
    ANSWERS_MADE,
    EARNED,
    MEASURED,
    MET,
    NO_DAY,
    NO_VALUE,
    NOT_MET,
    SUSTAINED,
    TRUE,
    Row,
)


@kernel
def answers_of_block(on: Context, index: int, begin: int) -> None:
    """Fills the result of alternative routes for each journey measured: as if nothing else were asked."""
    place = all_tables(on)[index].place
    if is_made(on, ANSWERS_MADE, place, MEASURED):
        return
    listed, routes = all_listed(on)[list_of(on, all_tables(on)[index].work)], all_routes(on)[place]
    slots, answers = all_slots(on)[place], all_answers(on)[place]
    for number in range(1, listed[0] + 1):
        at = listed[number]
        verdict, day = routes[at] >> 22, TOP - (routes[at] & TOP)
        answer = answers[at]
        answer.eligible, answer.verdict, answer.times = TRUE, verdict, 1 if verdict == MET else 0
        answer.first, answer.last, answer.outside = day, day, NO_DAY
        if verdict == MET:
            answer.code, answer.term = REACHED, NO_TERM
        else:
            answer.code, answer.term = CAN_STILL, all_tables(on)[slots[at]].term
            if verdict == NOT_MET:
                _why_not(on, slots[at], begin + at, at, answer)


@kernel
def _why_not(on: Context, slot: int, journey: int, at: int, answer: Row) -> None:
    """The reason code of a test that is not met, and the day enough was worked in all, if its window was missed."""
    answer.code = all_tables(on)[slot].code
    measure = all_tables(on)[all_tables(on)[slot].measure]
    if measure.kind == EARNED:
        return
    span = all_spans(on)[all_tables(on)[measure.work].place, at]
    if measure.reach >= 0 and span.count:
        days = value_of(on, all_tables(on)[measure.reach].days, journey, NO_DAY, NO_DAY)
        if days != NO_VALUE:
            answer.outside = cumulative_day(all_shelf(on)[span.at : span.at + span.count], span.count, days)
    if not all_journeys(on)[journey].alive and span.count == 0:
        answer.code = NO_WORK
    elif measure.kind == SUSTAINED and answer.outside != NO_DAY:
        answer.code = OUTSIDE
