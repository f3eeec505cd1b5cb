"""Decisions of a batch as Arrow columns: one row for each journey, contract and outcome, in that order; text is shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from commissioning.engines.columnar.engine import Columnar, Decided
from commissioning.engines.columnar.facts import Facts
from commissioning.engines.columnar.shapes import CODES, MET, NO_DAY, NOT_YET, VERDICTS, Array
from commissioning.plan.plan import Plan

EPOCH = 719_163
ELIGIBLE = ("not_met", "undetermined", "met")


def rows_of(columnar: Columnar, decided: Decided, as_of: int, review: Array) -> pa.RecordBatch:
    """The decisions of a batch as rows; *review* has for each journey and outcome its review day, 0 where there is none."""
    results = decided.results.reshape(-1)
    journeys, outcomes = decided.results.shape
    verdict, first, last = results["verdict"], results["first"], results["last"]
    one_day = first == last
    names = [(plan.contract, outcome.name) for plan in columnar.plans for outcome in plan.outcomes]
    due = Due(columnar.plans).of(decided, as_of)
    columns = {
        "journey_id": pa.array(decided.batch.ids).take(pa.array(np.repeat(np.arange(journeys), outcomes))),
        "contract": _repeated([contract for contract, _ in names], journeys),
        "outcome": _repeated([outcome for _, outcome in names], journeys),
        "eligible": _words(results["eligible"], ELIGIBLE),
        "verdict": _words(verdict, [str(one) for one in VERDICTS]),
        "reached_on": _days(first, one_day & (verdict == MET)),
        "earliest": _days(first, one_day & (verdict == NOT_YET)),
        "date_from": _days(first, ~one_day),
        "date_to": _days(last, ~one_day),
        "reason": _words(results["code"], [str(code) for code in CODES]),
        "term": _words(results["term"], columnar.names),
        "reached_outside_window": _days(results["outside"]),
        "times": pa.array(results["times"].astype("i4")),
        "due_pence": _pence(due[0]),
        "due_to_pence": _pence(np.where(due[0] == due[1], -1, due[1])),
        "ended": _ended(decided, outcomes, as_of),
        "as_of": pa.repeat(pa.scalar(as_of - EPOCH, pa.int32()), journeys * outcomes).cast(pa.date32()),
        "review_on": _days(review.reshape(-1)),
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


class Due:
    """What each outcome pays by payment group: the lowest and the highest price, in pence, -1 where there is none."""

    def __init__(self, plans: Sequence[Plan]) -> None:
        self._plans = plans
        self._known: dict[str | None, list[tuple[int, int]]] = {}

    def of(self, decided: Decided, as_of: int) -> tuple[Array, Array]:
        """The lowest and highest sum that is payable now for each row; -1 where none is."""
        codes, lowest, highest = self.prices(decided, as_of)
        times = decided.results["times"].astype("i8")
        payable = (decided.results["verdict"] == MET) & (lowest[codes] >= 0)
        return (
            np.where(payable, lowest[codes] * times, -1).reshape(-1),
            np.where(payable, highest[codes] * times, -1).reshape(-1),
        )

    def prices(self, decided: Decided, as_of: int) -> tuple[Array, Array, Array]:
        """The payment group of each journey as a number, and by group and outcome the lowest and highest price (-1: none)."""
        column = Facts(decided.batch, as_of).column("payment_group")
        codes = column.codes if column.codes is not None else np.full(len(decided.batch), -1)
        groups = [str(value) for value in column.values]
        lowest, highest = np.array([self._prices(group) for group in (*groups, None)], "i8").transpose(2, 0, 1)
        return np.where(codes < 0, len(groups), codes), lowest, highest

    def _prices(self, group: str | None) -> list[tuple[int, int]]:
        if group not in self._known:
            keys = {group} if group is not None else set()
            self._known[group] = [
                plan.prices.range(outcome.name, keys) or (-1, -1) for plan in self._plans for outcome in plan.outcomes
            ]
        return self._known[group]


def _words(codes: Array, words: Sequence[str]) -> pa.Array:
    """Codes into words; a code below 0 is a blank."""
    blank = codes < 0
    indices = pa.array(codes.astype("i4"), mask=blank) if blank.any() else pa.array(codes.astype("i4"))
    return pa.DictionaryArray.from_arrays(indices, pa.array(list(words), pa.string()))


def _repeated(words: Sequence[str], times: int) -> pa.Array:
    known = list(dict.fromkeys(words))
    codes = np.array([known.index(word) for word in words], "i4")
    return pa.DictionaryArray.from_arrays(pa.array(np.tile(codes, times)), pa.array(known, pa.string()))


def _days(days: Array, which: Array | bool = True) -> pa.Array:
    shown = (days != NO_DAY) & which
    return pa.array(days.astype("i4") - EPOCH, pa.int32(), mask=~shown).cast(pa.date32())


def _pence(amounts: Array) -> pa.Array:
    return pa.array(amounts, pa.int64(), mask=amounts < 0)


def _ended(decided: Decided, outcomes: int, as_of: int) -> pa.Array:
    """Why each journey ended, if it has."""
    batch = decided.batch
    column = Facts(batch, as_of).column("end_reason")
    values: list[Any] = [*column.values, "ended"]
    codes = column.codes if column.codes is not None else np.full(len(batch), -1)
    ended = (batch.end != NO_DAY) & (batch.end <= as_of)
    found = np.where(ended, np.where(codes < 0, len(values) - 1, codes), -1)
    return _words(np.repeat(found, outcomes), [str(value) for value in values])
