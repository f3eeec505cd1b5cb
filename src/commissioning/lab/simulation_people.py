"""Who starts in a block of a made-up cohort: dates, facts, who starts again, and who will find work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.lab.simulation_draws import BLANK, SIXTEEN, Bits, Codes, Draws, Flags, Ints, below, choice, limit, spread
from commissioning.lab.simulation_model import SimulationModel
from commissioning.lab.simulation_tables import LATE_DAYS, ChainTables, Starts, day_number
from commissioning.lab.simulation_values import WHOLE

BLOCK = 8192
"""Journeys in a block: few enough for a processor's cache, enough that numpy's own costs do not tell."""
PAIR = 2
"""A person who starts again has two journeys that follow each other, of which the first has an even number."""

OF_PERSONS = (
    "age_at_referral", "employment_status", "benefit", "months_out_of_work", "condition", "lives_in_scotland", "right_to_work",
    "end_reason",
)  # fmt: skip
"""The facts of a journey that may be blank though they are so or not so."""

DRAWS = (
    "year", "day", "late", "late_day", "referral", "again", "condition", "parent", "group", "lot", "council", "age", "status",
    "benefit", "months", "studies", "lives", "rights", "work", "gone", "leaving", "eighteen", "dies",
    *(f"no_{name}" for name in OF_PERSONS),
)  # fmt: skip
"""What is drawn for each journey; a new name belongs at the end, so that cohorts made before stay what they were."""

_TRIAL_SEED, _TRIAL_BLOCKS = 0, 16
COMPLETED, LEFT_EARLY, MOVED_AWAY, DIED = 0, 1, 2, 3
"""The codes of reasons for an end, in the order of the exchange tables."""


@dataclass(frozen=True)
class PersonTables:
    """What the people of a block are drawn from: tables by sixteen bits, and limits below which a draw means yes."""

    starts: Starts
    year: Codes
    opens: int
    closes: int
    again_from: int
    again_after: int
    again: np.int32
    late: np.int32
    referral: Ints
    condition: Codes
    parent: np.int32
    group: Codes
    lot: Codes
    councils: npt.NDArray[np.int16]
    age: Ints
    status: Codes
    benefit: Codes
    months: Ints
    studies: np.int32
    elsewhere: np.int32
    without_rights: np.int32
    gone: Codes
    leaving: Ints
    eighteen: np.int32
    died: np.int32
    missing: dict[str, np.int32]


@dataclass(frozen=True)
class People:
    """The journeys of a block, one value each.

    *number* counts from 0 through the cohort; *client* is the number of the person's first journey. *age* and *condition* are
    as they are, *known_age* and *known_condition* as they are written. *works* says who will find work, *gone* how support ends
    for those who do not, and *again* whose journey is a person's second.
    """

    number: npt.NDArray[np.int64]
    client: npt.NDArray[np.int64]
    referral: Ints
    start: Ints
    lot: Codes
    council: npt.NDArray[np.int16]
    group: Codes
    age: Ints
    known_age: Ints
    status: Codes
    benefit: Codes
    months: Ints
    studies: Flags
    parent: Flags
    condition: Codes
    known_condition: Codes
    lives: Codes
    rights: Codes
    works: Flags
    gone: Codes
    dies: Flags
    leaving: Ints
    eighteen: Flags
    no_reason: Flags
    again: Flags


def person_tables(model: SimulationModel, starts: Starts) -> PersonTables:
    """The tables of a model; nobody starts again yet (see :func:`with_re_joins`)."""
    cohort, persons, support, missing = model.cohort, model.people, model.support, model.missing
    with_condition = persons.long_term_health_condition.used
    conditions = (WHOLE - with_condition, with_condition - persons.disabled.used, persons.disabled.used)
    without_work = WHOLE - model.chain.entered_work.value
    left = support.left_early.value
    dead, moved = (share * without_work // WHOLE for share in (support.died.value, support.moved_away.value))
    councils = sorted({council for lot in persons.lots.lots for council in lot.councils})
    return PersonTables(
        starts=starts,
        year=choice(starts.numbers),
        opens=day_number(cohort.referrals_open.value),
        closes=day_number(cohort.referrals_close.value),
        again_from=day_number(cohort.re_joins_from.value),
        again_after=cohort.days_to_re_join.value,
        again=np.int32(0),
        late=limit(cohort.late_starts.value),
        referral=spread(cohort.days_from_referral.points),
        condition=choice(conditions),
        parent=limit(persons.parents.number, persons.parents.of),
        group=choice(persons.payment_groups.shares.values(), WHOLE),
        lot=choice(lot.share for lot in persons.lots.lots),
        councils=_councils([tuple(councils.index(c) for c in lot.councils) for lot in persons.lots.lots]),
        age=spread(persons.age.points),
        status=choice(persons.employment_status.shares.values(), WHOLE),
        benefit=choice(persons.benefit.shares.values(), WHOLE),
        months=spread(persons.months_out_of_work.points),
        studies=limit(persons.in_education_or_training.value),
        elsewhere=limit(persons.not_in_scotland.value),
        without_rights=limit(persons.no_right_to_work.value),
        # Of those without work: published is what share of all starts left early.
        gone=choice((max(0, without_work - left - moved - dead), min(left, without_work - moved - dead), moved, dead)),
        leaving=spread(support.days_to_leaving.points),
        eighteen=limit(support.eighteen_months.value),
        died=limit(support.died.value),
        missing={name: limit(getattr(missing, name).value) for name in type(missing).model_fields},
    )


def _councils(of_lots: list[tuple[int, ...]]) -> npt.NDArray[np.int16]:
    """By lot equally wide parts of chance, each a council's position; -1 where the lot's councils are not known."""
    wide = 60  # can be shared out evenly among one to six councils
    return np.array([[c[at * len(c) // wide] if c else -1 for at in range(wide)] for c in of_lots], np.int16)


def people(tables: PersonTables, chain: ChainTables, draws: Draws, first: int) -> People:
    """The people of the block whose first journey has the number *first*."""
    bits = draws.rows(DRAWS, BLOCK)
    start = _starts(tables, bits, first)
    condition, parent = tables.condition.take(bits["condition"]), bits["parent"] < tables.parent
    works, gone = _works(chain, bits, condition, parent), tables.gone.take(bits["gone"])
    again = _again(tables, bits, start, ~works & (gone != DIED))
    _same(again, condition, parent)
    number = np.arange(first, first + BLOCK, dtype=np.int64)
    lot, age, studies = tables.lot.take(bits["lot"]), tables.age.take(bits["age"]), bits["studies"] < tables.studies
    council = tables.councils[lot, below(bits["council"], tables.councils.shape[1])]
    rights = bits["rights"] >= tables.without_rights
    _same(again, lot, council, age, studies, rights)
    second = np.flatnonzero(again)
    age[second] += (start[second] - start[second - 1]) // 365
    blank = {name: bits[f"no_{name}"] < tables.missing[name] for name in OF_PERSONS}
    return People(
        number=number,
        client=number - again,
        referral=np.clip(start - tables.referral.take(bits["referral"]), tables.opens, tables.closes),
        start=start,
        lot=lot,
        council=council,
        group=tables.group.take(bits["group"]),
        age=age,
        known_age=np.where(blank["age_at_referral"], np.int32(-1), age),
        status=_known(tables.status.take(bits["status"]), blank["employment_status"]),
        benefit=_known(tables.benefit.take(bits["benefit"]), blank["benefit"]),
        months=np.where(blank["months_out_of_work"], np.int32(-1), tables.months.take(bits["months"])),
        studies=studies,
        parent=parent,
        condition=condition,
        known_condition=_known(condition, blank["condition"]),
        lives=_known((bits["lives"] >= tables.elsewhere).view(np.int8), blank["lives_in_scotland"]),
        rights=_known(rights.view(np.int8), blank["right_to_work"]),
        # Of one who starts again the chance of work follows the facts of the person.
        works=_works(chain, bits, condition, parent),
        gone=gone,
        dies=bits["dies"] < tables.died,
        leaving=tables.leaving.take(bits["leaving"]),
        eighteen=bits["eighteen"] < tables.eighteen,
        no_reason=blank["end_reason"],
        again=again,
    )


def _starts(tables: PersonTables, bits: Mapping[str, Bits], first: int) -> Ints:
    """The day of each start; of two that follow each other the earlier one first, since they may be one person's."""
    starts = tables.starts
    year = starts.years(first, BLOCK) if starts.fixed else tables.year.take(bits["year"]).astype(np.intp)
    last = len(starts.numbers) - 1
    start = starts.first[year] + below(bits["day"], starts.days[year])
    late = (year == last) & (bits["late"] < tables.late)
    after = starts.first[last] + starts.days[last]
    start = np.where(late, after + below(bits["late_day"], LATE_DAYS), start).astype(np.int32)
    if starts.fixed and first + BLOCK > starts.total:
        # What lies beyond an exact cohort is cut off, and may not change places with what lies in it.
        start[starts.total - first :] = after
    return np.sort(start.reshape(-1, PAIR), axis=1).reshape(-1)


def _again(tables: PersonTables, bits: Mapping[str, Bits], start: Ints, may: Flags) -> Flags:
    """Who starts again: the second of a pair, where the first (*may*) had no job and enough time lies between."""
    pairs = start.reshape(-1, PAIR)
    again = np.zeros(len(start), np.bool_)
    again[1::PAIR] = (
        may[::PAIR]
        & (pairs[:, 1] >= tables.again_from)
        & (pairs[:, 1] - pairs[:, 0] >= tables.again_after)
        & (bits["again"][::PAIR] < tables.again)
    )
    return again


def _same(again: Flags, *facts: npt.NDArray[Any]) -> None:
    """One who starts again has the facts of the person."""
    second = np.flatnonzero(again)
    for fact in facts:
        fact[second] = fact[second - 1]


def _works(chain: ChainTables, bits: Mapping[str, Bits], condition: Codes, parent: Flags) -> Flags:
    found: Flags = bits["work"] < chain.work[condition, parent.view(np.int8)]
    return found


def _known(codes: Codes, blank: Flags) -> Codes:
    return np.where(blank, np.int8(BLANK), codes)


def with_re_joins(tables: PersonTables, chain: ChainTables, model: SimulationModel) -> PersonTables:
    """The tables with the limit for starting again set, so that the published share of starts are re-joins.

    Published is their share of all starts, though there were none before a certain day: of the starts since that day they are
    more, and a cohort has that share of its own starts since then. How many pairs can be one person's is counted in blocks of
    a seed of their own.
    """
    open_to_all = replace(tables, again=np.int32(SIXTEEN))
    tried = [people(open_to_all, chain, Draws(_TRIAL_SEED, block), block * BLOCK) for block in range(_TRIAL_BLOCKS)]
    possible = sum(int(one.again.sum()) for one in tried)
    since = sum(int((one.start >= tables.again_from).sum()) for one in tried)
    in_model = sum(year.starts for year in model.cohort.years if day_number(year.from_) >= tables.again_from)
    re_joins = model.cohort.re_joins
    of_all = sum(year.starts for year in model.cohort.years)
    if not possible or not in_model:
        return tables
    wanted = Fraction(since * re_joins.number * of_all, re_joins.of * in_model * possible)
    return replace(tables, again=limit(min(wanted.numerator, wanted.denominator), wanted.denominator))
