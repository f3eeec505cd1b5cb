"""Parts of the columnar engine that are worked out another way than the reference does, each beside the plain way to say it."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("numba")
pa = pytest.importorskip("pyarrow")

from commissioning.app.workspace import Options, Workspace, plans  # noqa: E402
from commissioning.domain import calendar  # noqa: E402
from commissioning.domain.comparisons import Total  # noqa: E402
from commissioning.engines.case import CaseBook  # noqa: E402
from commissioning.engines.columnar import by_block, days, from_arrow  # noqa: E402
from commissioning.engines.columnar.from_caseload import batches  # noqa: E402
from commissioning.engines.columnar.known import earlier  # noqa: E402
from commissioning.engines.columnar.measuring import reached_by  # noqa: E402
from commissioning.engines.columnar.pairs import pairs_of  # noqa: E402
from commissioning.engines.columnar.shapes import NONE, run_dt  # noqa: E402
from commissioning.engines.deciding import Decider  # noqa: E402
from commissioning.engines.reference import Reference  # noqa: E402
from commissioning.lab.compare_counting import add_sums  # noqa: E402
from commissioning.lab.comparing import rulings  # noqa: E402
from commissioning.lab.sweep_columns import SweepingColumns  # noqa: E402
from spec.drawn_journeys import Drawn  # noqa: E402

AS_OF = date(2026, 3, 31)
FSS, NOLB, PRIMARY = "fair-start-scotland", "no-one-left-behind", "ips-primary-care"


def test_days_at_the_ends_of_what_is_looked_up_are_those_of_the_calendar() -> None:
    edges = [date(year, month, 1).toordinal() for year, month in ((1990, 1), (2059, 12), (2060, 1), (2061, 1), (2000, 3))]
    for day in (edge + apart for edge in edges for apart in range(-40, 41)):
        for months in (0, 1, 11, 12, 13, 18, 400):
            assert days.add_months(day, months) == calendar.add_months(day, months)
            until = day + 30 * months
            assert days.full_years(day, until) == calendar.full_years(day, until)


def test_one_run_with_the_best_case_after_it_is_reached_as_any_runs_are() -> None:
    drawn, as_of = random.Random(5), 1_000
    for _ in range(3_000):
        last = drawn.randint(as_of - 60, as_of - 1)
        first = last - drawn.randint(0, 40)
        needed = last - first + 1 + drawn.randint(1, 60)
        window = drawn.choice([NONE, needed + drawn.randint(0, 80)])
        first_start = window != NONE and drawn.random() < 0.3
        longest = NONE if first_start else drawn.choice([NONE, 0, drawn.randint(1, 70)])
        runs = np.zeros(3, run_dt)
        runs[0] = (first, last)
        day, _ = reached_by(runs, 1, as_of, True, needed, window, first_start, longest)
        assert by_block._with_best(first, last, as_of, needed, window, first_start, longest) == day


def test_journeys_stand_beside_every_earlier_one_of_their_client() -> None:
    caseload = Drawn(17).caseload(120, (FSS, NOLB))
    (batch,) = batches(caseload, (), AS_OF, 1_000)
    later, before, contract = pairs_of(batch)
    client, day, values = batch.client.tolist(), batch.referral.tolist(), batch.facts["contract"].values
    codes = batch.facts["contract"].codes
    every = range(len(batch))
    due = {(a, b) for a in every for b in every if client[a] == client[b] and 0 < day[b] < day[a]}
    assert due
    assert set(zip(later.tolist(), before.tolist(), strict=True)) == due
    assert len(later) == len(due)
    assert codes is not None
    assert (contract == codes[before]).all()
    asked = {(a, values[codes[b]]) for a, b in due if codes[b] >= 0}
    bits = earlier((FSS, NOLB), batch).tolist()
    assert {(a, name) for a in every for place, name in enumerate((FSS, NOLB)) if bits[a] >> place & 1} == {
        pair for pair in asked if pair[1] in (FSS, NOLB)
    }


@pytest.mark.parametrize("begin", [0, 3, 8, 13])
def test_columns_cut_out_of_longer_ones_are_read_as_they_stand(begin: int) -> None:
    drawn = random.Random(begin)

    def some(values: list[Any]) -> list[Any]:
        return [drawn.choice(values) for _ in range(60)]

    begun = date(2025, 1, 1)
    columns = {
        "yes": pa.array(some([True, False, None])),
        "all": pa.array(some([True, False])),
        "number": pa.array(some([7, -3, None]), pa.int64()),
        "small": pa.array(some([7, 3, None]), pa.uint8()),
        "day": pa.array(some([begun, begun + timedelta(40), None]), pa.date32()),
        "word": pa.array(some(["a", "b", None])).dictionary_encode(),
    }
    table = pa.table(columns).slice(begin, 40)
    due = {name: table[name].to_pylist() for name in columns}
    assert from_arrow._truth(table, "yes").tolist() == [1 if v is None else 2 * v for v in due["yes"]]
    assert from_arrow._truth(table, "all").tolist() == [2 * v for v in due["all"]]
    for name in ("number", "small"):
        assert from_arrow._whole(table, name).tolist() == [-1 if v is None else v for v in due[name]]
    assert from_arrow._days(table, "day").tolist() == [0 if v is None else v.toordinal() for v in due["day"]]
    codes, values = from_arrow._codes(from_arrow._one(table["word"]))
    assert [values[code] if code >= 0 else None for code in codes.tolist()] == due["word"]
    fact = from_arrow._fact(table, "number", AS_OF.toordinal())
    assert fact.known is not None
    assert fact.known.tolist() == [v is not None for v in due["number"]]


def test_a_sweep_comes_to_what_its_decisions_come_to(workspace: Workspace) -> None:
    chosen = plans(workspace, Options(contracts=(FSS, NOLB, PRIMARY), assume=(f"{FSS}:window=first_start",)))
    caseload = Drawn(23).caseload(250, (FSS, NOLB, PRIMARY))
    fold = SweepingColumns(chosen, AS_OF)
    for batch in batches(caseload, fold.facts, AS_OF, 100):
        fold.add(batch)
    book, due = CaseBook(caseload, AS_OF), []
    for plan in chosen:
        decider, total = Decider(plan, Reference()), Total()
        for journey in caseload.journeys:
            decisions = decider.decide(book.case(journey, plan.family))
            add_sums(total, [decision.outcome for decision in decisions], rulings(decisions))
        due.append(total)
    assert fold.totals == due
    assert sum(total.outside.outcomes for total in due) > 0
    assert sum(total.with_outcome for total in due) > 0
