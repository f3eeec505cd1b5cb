"""The wages of a block of a made-up cohort: what each job paid, every four weeks."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from commissioning.lab.simulation_draws import Flags, Ints, Places
from commissioning.lab.simulation_work import BEFORE, SELF_EMPLOYED, Rows

WAGES_EVERY = 28
"""Wages are paid every four weeks, and at the end of a stretch of a job."""


@dataclass(frozen=True)
class Paid:
    """Payments of wages, one value each: the row of jobs they are for, the day, the pence, whether they can qualify."""

    row: Places
    on: Ints
    pence: npt.NDArray[np.int64]
    qualifying: Flags


def paid_wages(rows: Rows, observed: int) -> Paid:
    """Wages of every stretch of a job but self-employment, up to the day *observed*, in order of the rows.

    Pence are hours in hundredths × pence an hour × days / 700, halves up; no float touches them.
    """
    days = np.minimum(rows.until, observed) - rows.first + 1
    paid = np.flatnonzero((rows.basis != SELF_EMPLOYED) & (rows.true_hours > 0))
    times = -(-days[paid] // WAGES_EVERY)
    row = np.repeat(paid, times)
    number = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
    worked = np.minimum(WAGES_EVERY, days[row] - number * WAGES_EVERY)
    on = rows.first[row] + number * WAGES_EVERY + worked - 1
    pence = (2 * rows.true_hours[row].astype(np.int64) * rows.true_pay[row] * worked + 700) // 1400
    return Paid(row, on.astype(np.int32), pence, rows.slot[row] != BEFORE)
