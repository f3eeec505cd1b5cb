"""Everybody who is measured gives the same answers, and one who does not is caught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from commissioning.app.workspace import Workspace
from commissioning.benchmarks import plain_python
from commissioning.benchmarks.answers import LEFT_OUT, NOT_REACHED, UNDETERMINED, Answers, agree, from_rows
from commissioning.benchmarks.contracts import (
    AS_OF,
    CONTRACTS,
    NOLB,
    OUTCOMES,
    bench_plans,
)
from commissioning.benchmarks.data import bench_cohort, write_data
from commissioning.benchmarks.ours import Engine, stretches
from commissioning.benchmarks.part import Given, as_answers, decide, given
from commissioning.benchmarks.people import Client, Rates, clients
from commissioning.domain.sustained import rolling_day
from commissioning.errors import Exit, Refused

DAY = AS_OF.toordinal()


def ids(of: list[Client]) -> list[str]:
    return [journey.journey_id for client in of for journey in client.journeys]


def plain(of: list[Client], wages: Rates) -> Answers:
    return from_rows(ids(of), plain_python.evaluate(of, DAY, wages))


@pytest.fixture(scope="module")
def measures(bench_clients: list[Client]) -> list[Given]:
    return given(bench_clients, DAY)


# -------------------------------------------------------------------------------------------------- the same answers


def test_plain_python_gives_the_answers_of_the_engine(
    bench_engine: Answers, bench_clients: list[Client], bench_wages: Rates
) -> None:
    agreement = agree(bench_engine, plain(bench_clients, bench_wages), "plain")
    answers = 500 * (len(CONTRACTS) + len(OUTCOMES))
    assert agreement.compared + agreement.open == answers
    assert agreement.compared > 0.95 * answers


def test_duckdb_gives_the_answers_of_the_engine(bench_engine: Answers, bench_data: Path, bench_wages: Rates) -> None:
    pytest.importorskip("duckdb", reason="duckdb is not installed: pip install 'commissioning[bench]'")
    from commissioning.benchmarks.duckdb_sql import Database

    database = Database(bench_data, bench_wages)
    assert agree(bench_engine, database.answers(), "duckdb").compared > 15_000
    database.run()
    assert agree(bench_engine, database.answers(), "duckdb, again").compared > 15_000


def test_openfisca_gives_the_engines_answers_of_the_part(bench_engine: Answers, measures: list[Given]) -> None:
    pytest.importorskip("openfisca_core", reason="openfisca-core is not installed: pip install 'commissioning[bench]'")
    from commissioning.benchmarks.openfisca_part import OpenFisca

    assert agree(bench_engine, OpenFisca(measures).answers(), "openfisca").compared > 10_000


def test_zen_gives_the_engines_answers_of_the_part(bench_engine: Answers, measures: list[Given]) -> None:
    pytest.importorskip("zen", reason="zen-engine is not installed: pip install 'commissioning[bench]'")
    from commissioning.benchmarks.zen_part import Zen

    assert agree(bench_engine.first(200), Zen(measures[:200]).answers(), "zen").compared > 4_000


def test_plain_python_gives_the_engines_answers_of_the_part(bench_engine: Answers, measures: list[Given]) -> None:
    eligible, starts = zip(*decide(measures), strict=True)
    answers = as_answers([one.journey.journey_id for one in measures], eligible, starts)
    said = {OUTCOMES[at] for at in np.flatnonzero((answers.verdict != LEFT_OUT).any(axis=0))}
    assert len(said) == 12
    assert (NOLB, "13-week") not in said
    assert set(np.unique(answers.verdict)) == {LEFT_OUT, 3, NOT_REACHED}
    assert agree(bench_engine, answers, "the part").compared > 10_000


def test_the_kernel_decides_all_of_it(bench_data: Path, workspace: Workspace) -> None:
    assert Engine(bench_plans(workspace), stretches(bench_data, workspace)).run() == 0


# ------------------------------------------------------------------------------------------------- who differs is caught


def refused(engine: Answers, other: Answers) -> str:
    with pytest.raises(Refused) as caught:
        agree(engine, other, "wrong")
    (problem,) = caught.value.problems
    assert (problem.code, caught.value.exit_code) == ("F002", Exit.FAULT)
    return problem.message


def test_a_wrong_evaluator_is_caught_by_the_first_journey_it_decides_otherwise(
    bench_engine: Answers, bench_clients: list[Client], bench_wages: Rates, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = plain(bench_clients, bench_wages)
    monkeypatch.setattr(plain_python, "SUSTAINED", ((8 * 7, 16 * 7), (26 * 7, 30 * 7), (52 * 7, 60 * 7)))
    wrong = plain(bench_clients, bench_wages)
    message = refused(bench_engine, wrong)
    differ = (right.verdict != wrong.verdict) & (bench_engine.verdict != UNDETERMINED)
    first = bench_engine.ids[int(np.argwhere(differ)[0][0])]
    assert f"journey {first}, " in message
    assert "the evaluator 'wrong' says" in message


def test_each_field_is_held_against_the_engines(bench_engine: Answers, bench_clients: list[Client], bench_wages: Rates) -> None:
    right = plain(bench_clients, bench_wages)
    at = int(np.flatnonzero((bench_engine.verdict[:, 0] == 3) & (bench_engine.day[:, 0] > 0))[0])
    for name, change, words in (
        ("eligible", 0, "the engine says met, the evaluator 'wrong' says not_met"),
        ("verdict", 2, "the engine says met, the evaluator 'wrong' says not_yet"),
        ("day", int(right.day[at, 0]) + 1, "the evaluator 'wrong' says 20"),
        ("times", 2, "the engine says 1 times, the evaluator 'wrong' says 2 times"),
    ):
        array = getattr(right, name).copy()
        array[at, 0] = change
        message = refused(bench_engine, replace(right, **{name: array}))
        assert message.startswith(f"journey {bench_engine.ids[at]}, fair-start-scotland")
        assert words in message
        assert message.endswith("1 such answers differ")


def test_what_the_engine_leaves_open_is_not_compared(
    bench_engine: Answers, bench_clients: list[Client], bench_wages: Rates
) -> None:
    right = plain(bench_clients, bench_wages)
    otherwise = np.where(bench_engine.verdict == UNDETERMINED, 3 - right.verdict, right.verdict)
    assert (otherwise != right.verdict).sum() > 50
    assert agree(bench_engine, replace(right, verdict=otherwise), "bold").open > 50


def test_answers_for_other_journeys_are_refused(bench_engine: Answers) -> None:
    assert "answers for other journeys" in refused(bench_engine, bench_engine.first(499))
    assert "answers for other journeys" in refused(bench_engine, replace(bench_engine, ids=bench_engine.ids[::-1]))


def test_answers_are_the_same_after_a_file(bench_engine: Answers, tmp_path: Path) -> None:
    bench_engine.save(tmp_path / "answers.npz")
    read = Answers.load(tmp_path / "answers.npz")
    for name in ("ids", "eligible", "verdict", "day", "times"):
        assert (getattr(read, name) == getattr(bench_engine, name)).all()
    part = replace(bench_engine, day=None, times=None)
    part.save(tmp_path / "part.npz")
    assert Answers.load(tmp_path / "part.npz").day is None


# ------------------------------------------------------------------------------------------------------------ the data


def test_the_data_is_that_of_its_seed_whatever_its_size(workspace: Workspace, bench_data: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    for name in ("journeys", "jobs"):
        small = pq.read_table(bench_data / f"{name}.parquet")
        for seed, size in ((3, 1500), (4, 500)):
            folder = tmp_path / str(seed)
            if not folder.exists():
                write_data(bench_cohort(workspace, seed, size), folder)
            other = pq.read_table(folder / f"{name}.parquet").slice(0, len(small))
            assert other.equals(small) == (seed == 3)


def test_the_data_reaches_the_terms_of_every_contract(workspace: Workspace, tmp_path: Path) -> None:
    from commissioning.app.population import Asked, decide_population
    from commissioning.benchmarks.contracts import options

    folder = write_data(bench_cohort(workspace, 1, 4000), tmp_path / "data")
    decided = decide_population(folder, workspace, options(), AS_OF, Asked("totals"))
    found: dict[tuple[str, str], set[str]] = {}
    for total in decided.totals:
        found.setdefault((total.contract, total.outcome), set()).add(total.reason)
    assert set(found) == set(OUTCOMES)
    for outcome, reasons in found.items():
        assert {"reached", "referred_outside_window", "condition_not_met", "missing_fact"} <= reasons, outcome
    every = set().union(*found.values())
    assert every >= {
        "not_voluntary",
        "on_excluded_programme",
        "work_began_too_late",
        "no_qualifying_work",
        "not_sustained",
        "reached_outside_window",
        "outcome_limit_passed",
        "can_still_be_met",
    }
    assert any(len(client.journeys) > 1 for client in clients(folder)), "nobody joins again"
    assert decided.left_out == {"journeys": 0, "jobs": 0}


# ------------------------------------------------------------------------------------------------- its own arithmetic


def test_two_fingers_find_the_day_that_the_domain_finds() -> None:
    chance = Random(5)
    for _ in range(2000):
        runs, day = [], 0
        for _ in range(chance.randint(1, 6)):
            first = day + chance.randint(1, 9)
            day = first + chance.randint(0, 9)
            runs.append((first, day))
        days = chance.randint(1, 25)
        window = days + chance.randint(0, 12)
        assert plain_python.rolling_day(runs, days, window) == rolling_day(tuple(runs), days, window)


def test_days_are_merged_where_they_touch() -> None:
    assert plain_python.merged([(5, 6), (1, 2), (3, 3), (9, 9), (5, 5)]) == [(1, 3), (5, 6), (9, 9)]
