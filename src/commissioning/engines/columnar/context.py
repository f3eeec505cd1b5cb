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
    row_dt,
    run_dt,
    state_dt,
    stretch_dt,
    wage_dt,
)

Context = Any
"""A record of :data:`context_dt`."""

ARRAYS = ("tables", *(name for name in (*People._fields, *Room._fields) if name not in ("as_of", "has_earnings")))

context_dt = np.dtype(
    [("as_of", "i8"), ("has_earnings", "i8"), *((f"{name}{part}", "i8") for name in ARRAYS for part in ("", "_rows", "_width"))]
)
"""For each array its address, how many rows it has, and how many in each row."""


def context_of(tables: Array, people: People, room: Room) -> Array:
    """One record with the places of all arrays. It holds none of them: they must be held while the kernel runs."""
    found = np.zeros(1, context_dt)
    found["as_of"], found["has_earnings"] = people.as_of, people.has_earnings
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
