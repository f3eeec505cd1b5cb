"""Where everything stands that the kernel reads and fills: one record of addresses, so that a call hands on one pointer.

Handing on the arrays themselves, a hundred words to a call, took several times as long as deciding.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np
from numba.core import cgutils, types
from numba.extending import intrinsic
from numba.np import arrayobj

from commissioning.engines.columnar.shapes import (
    Array,
    People,
    Room,
    job_dt,
    journey_dt,
    own_dt,
    payment_dt,
    piece_dt,
    result_dt,
    row_dt,
    run_dt,
    span_dt,
    state_dt,
    stretch_dt,
    united_dt,
    wage_dt,
)

Context = Any
"""A record of :data:`context_dt`."""

ARRAYS = ("tables", *(name for name in (*People._fields, *Room._fields) if name != "has_earnings"))

context_dt = np.dtype(
    [("has_earnings", "i8"), *((f"{name}{part}", "i8") for name in ARRAYS for part in ("", "_rows", "_width"))]
)
"""For each array its address, how many rows it has, and how many in each row."""


def context_of(tables: Array, people: People, room: Room) -> Array:
    """One record with the places of all arrays. It holds none of them: they must be held while the kernel runs."""
    found = np.zeros(1, context_dt)
    found["has_earnings"] = people.has_earnings
    arrays = {"tables": tables, **people._asdict(), **room._asdict()}
    for name in ARRAYS:
        array = arrays[name]
        assert array.flags.c_contiguous
        found[name], found[f"{name}_rows"] = array.ctypes.data, array.shape[0]
        found[f"{name}_width"] = array.shape[1] if array.ndim > 1 else 1
    return found


def _found(name: str, dtype: np.dtype[Any], *, wide: bool = False) -> Any:
    """How the kernel gets at an array whose place stands in a context, without anything being counted or copied."""
    item = numba.from_dtype(dtype)

    @intrinsic
    def found(typing: Any, on: Any) -> Any:
        array_type = types.Array(item, 2 if wide else 1, "C")

        def generated(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            record = signature.args[0]

            def number(field: str) -> Any:
                place = cgutils.get_record_member(
                    builder, arguments[0], record.offset(field), context.get_data_type(types.int64)
                )
                return builder.load(place, align=8)

            size = context.get_constant(types.intp, dtype.itemsize)
            array = arrayobj.make_array(array_type)(context, builder)
            rows, width = number(f"{name}_rows"), number(f"{name}_width")
            arrayobj.populate_array(
                array,
                data=builder.inttoptr(number(name), array.data.type),
                shape=[rows, width] if wide else [rows],
                strides=[builder.mul(width, size), size] if wide else [size],
                itemsize=size,
                meminfo=None,
            )
            return array._getvalue()

        return array_type(on), generated

    return found


all_tables = _found("tables", row_dt)
"""The rows of all tables."""
all_journeys = _found("journeys", journey_dt)
"""The journeys."""
all_jobs = _found("jobs", job_dt)
"""The jobs of all clients."""
all_stretches = _found("stretches", stretch_dt)
"""The rows of all jobs."""
all_wages = _found("wages", wage_dt)
"""The payments of wages."""
all_truths = _found("truths", np.dtype("i2"), wide=True)
"""Conditions × journeys."""
all_columns = _found("columns", np.dtype("i8"), wide=True)
"""What is looked up × journeys."""
all_state = _found("state", state_dt)
"""What is known of each row of the tables for the journey at hand."""
all_pieces = _found("pieces", piece_dt, wide=True)
"""Works × pieces."""
all_runs = _found("runs", run_dt, wide=True)
"""Works × runs; the last row is spare."""
all_payments = _found("payments", payment_dt, wide=True)
"""Rules of wages × payments."""
all_own = _found("own", own_dt)
"""The outcomes of the plan at hand in the world at hand."""
all_notes = _found("notes", np.dtype("i8"), wide=True)
"""What is noted while one journey is decided."""
all_verdicts = _found("verdicts", np.dtype("i1"), wide=True)
"""Outcomes of the plan at hand × worlds."""
all_truth = _found("truth", np.dtype("i1"), wide=True)
"""Sets of conditions × journeys of a block: whether all hold."""
all_failing = _found("failing", np.dtype("i4"), wide=True)
"""The same: the first condition that makes it so."""
all_rulings = _found("rulings", result_dt, wide=True)
"""The same: the result of those that no outcome is open to."""
all_needed = _found("needed", np.dtype("i1"), wide=True)
"""Works × journeys of a block: which must be measured."""
all_today = _found("today", np.dtype("i4"))
"""Journeys of a block: the day each is decided as of."""
all_firsts = _found("firsts", np.dtype("i4"), wide=True)
"""The same: the first day that qualifies, the best case included."""
all_spans = _found("spans", span_dt, wide=True)
"""Works × journeys of a block: the days that qualify."""
all_shelf = _found("shelf", run_dt)
"""The runs of a block, those that are alike once; the first is spare."""
all_unpaid = _found("unpaid", np.dtype("i1"), wide=True)
"""Rules of wages × journeys of a block: whether a missing fact stands between."""
all_limits = _found("limits", np.dtype("i4"), wide=True)
"""Lengths from the start × journeys of a block: the last day allowed; the last row is spare."""
all_days = _found("days", np.dtype("i4"), wide=True)
"""Ways to reach enough work × journeys of a block: the day."""
all_odds = _found("odds", np.dtype("i4"), wide=True)
"""Measures of wages and of one job × journeys of a block: packed."""
all_routes = _found("routes", np.dtype("i4"), wide=True)
"""Alternative routes × journeys of a block: packed."""
all_slots = _found("slots", np.dtype("i4"), wide=True)
"""The same: the test that decided."""
all_answers = _found("answers", result_dt, wide=True)
"""Alternative routes × journeys of a block: the result if nothing else were asked."""
all_same = _found("same", np.dtype("i1"), wide=True)
"""Pairs of works × journeys of a block: whether the same days qualify."""
all_listed = _found("listed", np.dtype("i4"), wide=True)
"""Lists of journeys of a block."""
all_owns = _found("owns", np.dtype("i4"), wide=True)
"""Outcomes of the plan at hand × journeys of a block: what it is under the reading at hand, packed."""
all_united = _found("united", united_dt, wide=True)
"""Outcomes of the plan at hand × journeys of a block."""
all_said = _found("said", np.dtype("i1"), wide=True)
"""Readings and outcomes of the plan at hand × journeys of a block: the verdict."""
all_left = _found("left", np.dtype("i1"), wide=True)
"""Marks × journeys of a block; below the marks a row for each plan: what is left to be decided journey by journey."""
all_made = _found("made", np.dtype("i8"), wide=True)
"""For which block something was made."""
