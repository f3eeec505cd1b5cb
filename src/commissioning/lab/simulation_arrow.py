"""Blocks of made-up journeys as Arrow record batches of the exchange tables ``journeys``, ``jobs`` and ``earnings``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from commissioning.domain.journeys import BASES
from commissioning.lab.simulation import Block, Simulator
from commissioning.lab.simulation_draws import BLANK, NO_DAY, Flags, Ints
from commissioning.lab.simulation_model import SimulationModel
from commissioning.lab.simulation_tables import CONDITION, DISABLED
from commissioning.lab.simulation_wages import paid_wages
from commissioning.lab.simulation_work import MOST_JOBS
from commissioning.terms.facts import VALUES

_THREE = np.array([list(f"{number:03d}".encode()) for number in range(1000)], np.uint8)
Chars = npt.NDArray[np.uint8]


class Tables:
    """The record batches of a simulator's blocks; what is the same in all of them is made once."""

    def __init__(self, simulator: Simulator) -> None:
        model = simulator.loaded.model
        self._observed = simulator.work.observed
        self._contract = pa.array([model.contract])
        self._words = _words(model)
        providers = sorted({lot.provider for lot in model.people.lots.lots})
        self._provider = np.array([providers.index(lot.provider) for lot in model.people.lots.lots], np.int8)
        self._words["provider"] = pa.array(providers)

    def journeys(self, block: Block) -> pa.RecordBatch:
        """The rows of ``journeys``, in order of their numbers."""
        who, support = block.people, block.support
        columns = {
            "journey_id": _ids("J", _nine(who.number)),
            "client_id": _ids("C", _nine(who.client)),
            "contract": self._coded(np.zeros(len(block), np.int8), self._contract),
            "area": self._word("area", who.council),
            "lot": self._word("lot", who.lot),
            "provider": self._word("provider", self._provider[who.lot]),
            "referral_date": _days(who.referral),
            "start_date": _days(who.start),
            "end_date": _days(support.end),
            "end_reason": self._word("end_reason", support.reason),
            "payment_group": self._word("payment_group", who.group),
            "age_at_referral": _numbers(who.known_age),
            "employment_status": self._word("employment_status", who.status),
            "in_education_or_training": pa.array(who.studies),
            "benefit": self._word("benefit", who.benefit),
            "months_out_of_work": _numbers(who.months),
            "disabled": _truths(who.known_condition == DISABLED, who.known_condition == BLANK),
            "long_term_health_condition": _truths(who.known_condition >= CONDITION, who.known_condition == BLANK),
            "lives_in_scotland": _truths(who.lives == 1, who.lives == BLANK),
            "right_to_work": _truths(who.rights == 1, who.rights == BLANK),
            "low_income_parent": pa.array(who.parent),
            "mandated": pa.array(np.zeros(len(block), np.bool_)),
        }
        return _batch(columns)

    def jobs(self, block: Block) -> pa.RecordBatch:
        """The rows of ``jobs``, in order of journey and job."""
        rows = block.jobs
        columns = {
            "job_id": _ids("W", _job_numbers(block)),
            "client_id": _ids("C", _nine(block.people.client)[rows.journey]),
            "employer_id": _ids("E", _nine(rows.employer)[:, 4:]),
            "start_date": _days(rows.first),
            "end_date": _days(rows.last),
            "weekly_hours": _hundredths(rows.hours),
            "basis": self._word("basis", rows.basis),
            "hourly_pay_pence": _numbers(rows.pay),
            "reflects_needs": _truths(rows.needs == 1, rows.needs == BLANK),
        }
        return _batch(columns)

    def earnings(self, block: Block) -> pa.RecordBatch:
        """The rows of ``earnings``: wages of every stretch of a job but self-employment, every four weeks."""
        rows = block.jobs
        paid = paid_wages(rows, self._observed)
        columns = {
            "client_id": _ids("C", _nine(block.people.client)[rows.journey[paid.row]]),
            "job_id": _ids("W", _job_numbers(block)[paid.row]),
            "paid_on": _days(paid.on),
            "amount_pence": pa.array(paid.pence),
            "qualifying": pa.array(paid.qualifying),
        }
        return _batch(columns)

    def _word(self, name: str, codes: npt.NDArray[np.int8] | npt.NDArray[np.int16]) -> pa.DictionaryArray:
        return self._coded(codes, self._words[name])

    @staticmethod
    def _coded(codes: npt.NDArray[np.int8] | npt.NDArray[np.int16], words: pa.Array) -> pa.DictionaryArray:
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes == BLANK), words)


def _words(model: SimulationModel) -> dict[str, pa.Array]:
    people = model.people
    lists: Mapping[str, Sequence[str]] = {
        "area": sorted({council for lot in people.lots.lots for council in lot.councils}) or [""],
        "lot": [lot.lot for lot in people.lots.lots],
        "end_reason": VALUES["end_reason"],
        "payment_group": list(people.payment_groups.shares),
        "employment_status": list(people.employment_status.shares),
        "benefit": list(people.benefit.shares),
        "basis": BASES,
    }
    return {name: pa.array(list(words)) for name, words in lists.items()}


def _batch(columns: Mapping[str, Any]) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


def _nine(numbers: npt.NDArray[np.int64] | Ints) -> Chars:
    """Numbers below a thousand million as nine digits each."""
    low = numbers.astype(np.int32)
    thousands, units = np.divmod(low, 1000)
    return np.concatenate([_THREE[thousands // 1000], _THREE[thousands % 1000], _THREE[units]], axis=1)


def _job_numbers(block: Block) -> Chars:
    """A job's number: its journey's, and one digit for its place in it."""
    rows = block.jobs
    place = (rows.slot % MOST_JOBS).astype(np.uint8) + np.uint8(ord("0"))
    return np.concatenate([_nine(block.people.number)[rows.journey], place[:, None]], axis=1)


def _ids(letter: str, digits: Chars) -> pa.Array:
    """A letter and some digits, as text."""
    size, width = len(digits), digits.shape[1] + 1
    text = np.empty((size, width), np.uint8)
    text[:, 0] = ord(letter)
    text[:, 1:] = digits
    ends = np.arange(0, (size + 1) * width, width, dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), size, [None, pa.py_buffer(ends), pa.py_buffer(text)])


def _days(days: Ints) -> pa.Array:
    return pa.array(days, mask=days == NO_DAY).view(pa.date32())


def _numbers(numbers: Ints) -> pa.Array:
    return pa.array(numbers, mask=numbers == BLANK)


def _truths(said: Flags, blank: Flags) -> pa.Array:
    return pa.array(said, mask=blank)


def _hundredths(hours: Ints) -> pa.Array:
    """Hours in hundredths as decimal numbers with two places."""
    known = hours != BLANK
    halves = np.zeros((len(hours), 2), np.int64)  # a decimal number is two words, of which the second is the sign's
    halves[:, 0] = np.where(known, hours, 0)
    valid = pa.array(known).buffers()[1]
    return pa.Array.from_buffers(pa.decimal128(5, 2), len(hours), [valid, pa.py_buffer(halves)])
