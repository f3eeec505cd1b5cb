"""The columnar engine by blocks: sharing across plans, journeys left for later, results that nobody else may change."""

from __future__ import annotations

import dataclasses
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

np = pytest.importorskip("numpy")
pytest.importorskip("numba")
pa = pytest.importorskip("pyarrow")
from hypothesis import HealthCheck, given, settings  # noqa: E402
from hypothesis import strategies as st  # noqa: E402

from commissioning.app.designs import design_plan  # noqa: E402
from commissioning.app.workspace import Options, Workspace, plans  # noqa: E402
from commissioning.domain.journeys import Caseload  # noqa: E402
from commissioning.engines.columnar.clients import Clients  # noqa: E402
from commissioning.engines.columnar.compiling import compiled  # noqa: E402
from commissioning.engines.columnar.engine import Columnar  # noqa: E402
from commissioning.engines.columnar.from_caseload import batches  # noqa: E402
from commissioning.engines.columnar.shapes import SIZE  # noqa: E402
from commissioning.lab.variants import Design, parse_change  # noqa: E402
from commissioning.plan.plan import Plan  # noqa: E402
from engines.test_columnar import compared  # noqa: E402
from spec import strategies  # noqa: E402
from spec.drawn_journeys import Drawn  # noqa: E402

AS_OF = date(2026, 3, 31)
FSS = "fair-start-scotland"


def variants(workspace: Workspace, hours: range, weeks: range, assume: tuple[str, ...] = ()) -> list[Plan]:
    """Fair Start Scotland with other hours and another window of its first outcome."""
    design, found = Design(workspace.contract(FSS), workspace.rules), []
    for number, (at_least, within) in enumerate((h, w) for h in hours for w in weeks):
        changes = tuple(parse_change(text) for text in (f"hours.at_least={at_least}", f"outcomes.13-week.within={within}"))
        own = design.variant(changes)
        found.append(design_plan(workspace, Options(contracts=(FSS,), assume=assume), FSS, own, str(number), "drawn"))
    return found


@pytest.mark.parametrize("assume", [(), ("window=first_start", "prior_outcome=required")])
def test_variants_of_one_contract_are_decided_as_each_alone(workspace: Workspace, assume: tuple[str, ...]) -> None:
    chosen = variants(workspace, range(8, 26, 8), range(14, 19, 2), assume)
    # More journeys than a block holds, so that what is kept for one block must not leak into the next.
    caseload = Drawn(31).caseload(SIZE + 40, (FSS,))
    plain, differing = compared(chosen, caseload, AS_OF)
    assert differing == []
    assert plain < 0.02 * len(caseload.journeys) * len(chosen)


def test_windows_from_the_first_start_share_the_day_that_is_reached(workspace: Workspace) -> None:
    assume = ("window=first_start",)
    one = compiled(variants(workspace, range(8, 9), range(14, 15), assume)).sizes
    windows = compiled(variants(workspace, range(8, 9), range(14, 24), assume)).sizes
    hours = compiled(variants(workspace, range(8, 18), range(14, 15), assume)).sizes
    assert (windows.works, windows.days) == (one.works, one.days)
    assert (hours.works, hours.days) == (10 * one.works, 10 * one.days)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    chosen=st.lists(strategies.plans(), min_size=2, max_size=4), caseload=strategies.caseloads(), as_of=strategies.days(0, 200)
)
def test_drawn_plans_are_decided_together_as_each_alone(chosen: list[Plan], caseload: Caseload, as_of: date) -> None:
    named = [dataclasses.replace(plan, contract=f"{plan.contract}-{number}") for number, plan in enumerate(chosen)]
    _, differing = compared(named, caseload, as_of)
    assert differing == []


@pytest.mark.parametrize("seed", [61, 62, 63])
def test_shipped_contracts_are_decided_alike_on_other_days(workspace: Workspace, seed: int) -> None:
    drawn = random.Random(seed)
    ids = drawn.sample([*workspace.ids("national"), *workspace.ids("local")], 5)
    chosen = plans(workspace, Options(contracts=tuple(ids)))
    day = AS_OF - timedelta(days=drawn.randrange(0, 1_800))
    _, differing = compared(chosen, Drawn(seed).caseload(40, tuple(ids)), day)
    assert differing == []


def test_results_that_are_held_are_never_written_over(workspace: Workspace) -> None:
    columnar = Columnar(plans(workspace, Options(contracts=(FSS,))))
    caseload = Drawn(7).caseload(90, (FSS,))
    held: list[Any] = []
    for batch in batches(caseload, columnar.facts, AS_OF, 30):
        found = columnar.decide(batch, AS_OF.toordinal()).results
        held.append((found["verdict"], found["verdict"].copy()))
    assert len(held) >= 3
    assert all((now == before).all() for now, before in held)


def test_blank_facts_are_found_out_once_for_all_batches(workspace: Workspace) -> None:
    columnar = Columnar(plans(workspace, Options(contracts=(FSS,))))
    batch = next(batches(Drawn(7).caseload(120, (FSS,)), columnar.facts, AS_OF, 120))
    one = columnar.decide(batch, AS_OF.toordinal()).results.copy()
    known = dict(columnar.compiled.asked)
    other = columnar.decide(batch, AS_OF.toordinal()).results
    assert known
    assert columnar.compiled.asked == known
    assert (one == other).all()


def test_what_is_made_ready_has_been_run() -> None:
    from commissioning.engines.columnar.ready import is_ready, make_ready

    assert make_ready() == 1
    assert is_ready()


def test_a_first_use_says_that_it_compiles(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from click.testing import CliRunner

    from commissioning.cli.check import command
    from commissioning.engines.columnar import jit
    from engines.test_columnar import population

    asked = [str(population(tmp_path / "in")), "--as-of", "2026-03-31", "--contract", "no-one-left-behind", "--sink", "totals"]
    again = CliRunner().invoke(command, asked, standalone_mode=False)
    monkeypatch.setattr(jit, "_CACHE", tmp_path)
    first = CliRunner().invoke(command, asked, standalone_mode=False)
    assert ("compiled" in first.stderr, "compiled" in again.stderr) == (True, False)
    assert first.stdout == again.stdout


@pytest.mark.parametrize("kind", ["text", "codes"])
def test_clients_are_numbered_in_the_order_in_which_they_come(kind: str) -> None:
    drawn = random.Random(3)
    pool = [f"C{number:03d}" for number in range(60)] + ["c", "", "é", "C0001"]
    ids = [drawn.choice(pool) for _ in range(400)]
    known = {one: number for number, one in enumerate(dict.fromkeys(ids))}
    asked = [drawn.choice([*pool, "nobody"]) if drawn.random() < 0.95 else None for _ in range(300)]
    columns = [pa.array(ids, pa.string()), pa.array(asked, pa.string())]
    journeys, jobs = columns if kind == "text" else [column.dictionary_encode() for column in columns]
    clients = Clients(journeys)
    assert clients.count == len(known)
    assert clients.numbers.tolist() == [known[one] for one in ids]
    assert clients.of(jobs.slice(5)).tolist() == [known.get(one, -1) if one is not None else -1 for one in asked[5:]]
