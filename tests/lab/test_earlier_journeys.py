"""Journeys of people who join again, decided in columns: each decision is that of the reference engine, reason and all."""

from __future__ import annotations

from datetime import date

import pytest

pytest.importorskip("numba")

from drawn_caseload import drawn

from commissioning.app.workspace import Options, Workspace, plans
from commissioning.domain.journeys import Caseload
from commissioning.domain.verdicts import Verdict
from commissioning.engines.case import CaseBook
from commissioning.engines.columnar.earlier import ColumnarWithEarlier
from commissioning.engines.columnar.from_caseload import batches
from commissioning.engines.columnar.judge import core, core_of
from commissioning.engines.columnar.shapes import VERDICTS
from commissioning.engines.deciding import Decider
from commissioning.engines.reference import Reference
from commissioning.loading.caseload import read_input
from commissioning.plan.plan import Plan

AS_OF = date(2024, 3, 31)
FSS = "fair-start-scotland"


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Caseload:
    """Most of these journeys are of a person who had one before."""
    folder = drawn(tmp_path_factory.mktemp("again") / "drawn", 400, 9, again=0.7)
    return read_input(folder).caseload


def _plans(workspace: Workspace, *assume: str) -> list[Plan]:
    return plans(workspace, Options(contracts=(FSS, "jets-scotland"), assume=assume, set_aside=("referral_window",)))


@pytest.mark.parametrize("assume", [(), (f"{FSS}:repeat_outcome=paid_once",), (f"{FSS}:@generous",), (f"{FSS}:@strict",)])
def test_every_decision_is_that_of_the_reference_engine(workspace: Workspace, again: Caseload, assume: tuple[str, ...]) -> None:
    chosen = _plans(workspace, *assume)
    columnar = ColumnarWithEarlier(chosen)
    (batch,) = batches(again, columnar.facts, AS_OF, 1_000)
    found = columnar.decide(batch, AS_OF.toordinal()).results
    book = CaseBook(again, AS_OF)
    joined = 0
    for index, plan in enumerate(chosen):
        decider = Decider(plan, Reference())
        begin = columnar.compiled.offsets[index]
        for place, journey in enumerate(again.journeys):
            case = book.case(journey, plan.family)
            joined += bool(case.earlier)
            for position, decision in enumerate(decider.decide(case)):
                assert core(columnar, found[place, begin + position]) == core_of(decision), (journey.journey_id, plan.contract)
    assert joined > 40


def test_a_silence_of_earlier_journeys_alone_makes_no_more_readings(workspace: Workspace) -> None:
    chosen = _plans(workspace)[:1]
    tables = ColumnarWithEarlier(chosen).compiled.tables
    silences = [silence.name for silence in chosen[0].silences]
    assert "repeat_outcome" in silences
    assert tables["silences"][tables["plans"][0]] == len(silences) - 1
    assert tables["readings"][tables["plans"][0]] == 2 ** (len(silences) - 1)


def test_of_whom_an_outcome_was_paid_before_the_kernel_names_what_decides(workspace: Workspace, again: Caseload) -> None:
    columnar = ColumnarWithEarlier(_plans(workspace)[:1])
    (batch,) = batches(again, columnar.facts, AS_OF, 1_000)
    decided = columnar.decide(batch, AS_OF.toordinal())
    named = {columnar.names[term] for term in decided.results["term"].ravel() if term >= 0}
    assert "repeat_outcome" in named
    assert decided.plain < 10


def test_without_reasons_hardly_any_is_decided_the_plain_way(workspace: Workspace, again: Caseload) -> None:
    chosen = _plans(workspace)[:1]
    with_reasons, without = ColumnarWithEarlier(chosen), ColumnarWithEarlier(chosen, reasons=False)
    (batch,) = batches(again, with_reasons.facts, AS_OF, 1_000)
    full, quick = (columnar.decide(batch, AS_OF.toordinal()) for columnar in (with_reasons, without))
    assert quick.plain < full.plain < 10
    for name in ("verdict", "eligible", "times", "first", "last", "outside"):
        assert (full.results[name] == quick.results[name]).all()
    assert Verdict.UNDETERMINED in {VERDICTS[verdict] for verdict in quick.results["verdict"].ravel()}
