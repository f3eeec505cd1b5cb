"""Compiles the kernel ahead of its first use: ``python -m commissioning.engines.columnar.ready``.

Compiling takes about a minute, once for each version of the kernel; what was compiled is kept in the user's cache folder.
"""

from __future__ import annotations

from datetime import date

import pyarrow as pa

from commissioning.engines.columnar import jit
from commissioning.engines.columnar.engine import Columnar
from commissioning.engines.columnar.from_arrow import ArrowTables, batch_of
from commissioning.engines.columnar.totals import Totals
from commissioning.plan.nodes import Outcome, Route, Work, WorkBegan
from commissioning.plan.plan import Plan

DAY = date(2024, 1, 1)


def is_ready() -> bool:
    """Whether the kernel was compiled before and kept: if not, its first use takes as long."""
    return jit._CACHE is not None and any(jit._CACHE.rglob("deciding.decide-*.nbi"))


def make_ready() -> int:
    """Decides one journey under one rule, which compiles everything; how many outcomes that gave."""
    outcome = Outcome("job-start", (Route("", (WorkBegan("job-start", Work()),)),))
    plan = Plan("ready", "ready", "ready", (), (outcome,))
    text, days = pa.array(["1"]), pa.array([DAY])
    journeys = pa.table({"journey_id": text, "client_id": text, "referral_date": days, "start_date": days})
    jobs = pa.table({"job_id": text, "client_id": text, "start_date": days})
    columnar, as_of = Columnar([plan]), DAY.toordinal()
    totals = Totals(columnar)
    totals.add(columnar.decide(batch_of(ArrowTables(journeys, jobs), columnar.facts, as_of), as_of), as_of)
    return sum(total.journeys for total in totals.rows())


if __name__ == "__main__":
    make_ready()
