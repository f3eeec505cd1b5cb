"""Nested rows: every table that bears on decisions, divided and put together again, exact to the row; and what is refused."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("numba")
pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402
from click.testing import CliRunner, Result  # noqa: E402

from commissioning.app import many_machines  # noqa: E402
from commissioning.app.many_machines import decide_nested  # noqa: E402
from commissioning.app.nest import nest  # noqa: E402
from commissioning.app.population import Asked, decide_population  # noqa: E402
from commissioning.app.workspace import Options, Workspace  # noqa: E402
from commissioning.cli.main import commissioning  # noqa: E402
from commissioning.engines.columnar import nested, nested_work  # noqa: E402
from commissioning.engines.columnar.nested import NestedOptions  # noqa: E402
from commissioning.engines.columnar.nested_work import Message, OtherVersion, work_of  # noqa: E402
from commissioning.errors import Exit, Refused  # noqa: E402
from commissioning.loading import nested_writing  # noqa: E402
from commissioning.loading.caseload import read_input  # noqa: E402
from commissioning.loading.nested_folder import CONTENTS, open_nested  # noqa: E402
from commissioning.loading.nested_writing import partition_of  # noqa: E402
from engines.nested_inputs import AS_OF, asked, cohort, every_table  # noqa: E402

ONE = Options(contracts=("no-one-left-behind",))


@pytest.fixture(scope="module")
def of_all(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Workspace, Options]:
    """An input with every table, nested; and what is asked of it."""
    place = tmp_path_factory.mktemp("all")
    workspace, options = asked(place)
    source = every_table(place / "input")
    nest(source, workspace, place / "nested", 5)
    return source, place / "nested", workspace, options


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory, workspace: Workspace) -> tuple[Path, Path]:
    """A made-up cohort in Parquet files, and nested."""
    place = tmp_path_factory.mktemp("cohort")
    nest(cohort(place / "input", 400), workspace, place / "nested", 3)
    return place / "input", place / "nested"


def rows(path: Path) -> list[dict[str, Any]]:
    return pq.read_table(path).to_pylist()


@pytest.mark.parametrize("day", [AS_OF, date(2022, 12, 31)])
@pytest.mark.parametrize("known_at", [None, date(2024, 6, 30)])
def test_every_table_bears_on_the_decisions(of_all: Any, tmp_path: Path, day: date, known_at: date | None) -> None:
    source, folder, workspace, options = of_all
    options = replace(options, known_at=known_at)
    due = decide_population(source, workspace, options, day, Asked("rows", tmp_path / "due.parquet"))
    got = decide_nested(folder, workspace, options, day, Asked("rows", tmp_path / "got.parquet"), spark=False)
    assert rows(tmp_path / "got.parquet") == rows(tmp_path / "due.parquet")
    assert (got.journeys, got.rows) == (due.journeys, due.rows)
    assert got.plain > 0, "the plain way is asked for what the tables say, too"


def test_each_table_beside_the_journeys_changes_some_decision(of_all: Any, tmp_path: Path) -> None:
    """Else the test before would not notice that one was forgotten."""
    source, folder, workspace, options = of_all
    options = replace(options, local=False, contracts=("restart", "west-lothian-eri", "paid-for-fidelity"))
    decide_nested(folder, workspace, options, AS_OF, Asked("rows", tmp_path / "all.parquet"), spark=False)
    for table in ("earnings", "moves", "services", "fidelity"):
        less = shutil.copytree(source, tmp_path / table)
        (less / f"{table}.csv").unlink()
        nest(less, workspace, tmp_path / f"{table}-nested")
        out = tmp_path / f"{table}.parquet"
        decide_nested(tmp_path / f"{table}-nested", workspace, options, AS_OF, Asked("rows", out), spark=False)
        assert rows(out) != rows(tmp_path / "all.parquet"), table


def test_claims_and_the_sizes_of_employers_reach_the_engine(of_all: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder, workspace, _ = of_all
    given = []
    batch_of = nested.batch_of
    monkeypatch.setattr(nested, "batch_of", lambda tables, *more: given.append(tables) or batch_of(tables, *more))
    decide_nested(folder, workspace, ONE, AS_OF, Asked("totals"), spark=False)
    due = read_input(source, further=workspace.further_facts(workspace.ids("local"))).caseload
    assert {journey: claims for tables in given for journey, claims in tables.claims.items()} == due.claims != {}
    assert {name: number for tables in given for name, number in tables.employees.items()} == due.employees != {}


def test_rows_are_in_the_order_of_the_input_however_they_are_divided(
    of_all: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _, workspace, _ = of_all
    decide_population(source, workspace, ONE, AS_OF, Asked("rows", tmp_path / "due.parquet"))
    monkeypatch.setattr(nested_work, "ROWS_TOGETHER", 20)
    monkeypatch.setattr(nested_writing, "HELD", 1)
    for partitions in (1, 40):
        made = nest(source, workspace, tmp_path / f"nested-{partitions}", partitions)
        assert len(made.contents.parts) <= partitions
        out = tmp_path / f"{partitions}.parquet"
        decide_nested(tmp_path / f"nested-{partitions}", workspace, ONE, AS_OF, Asked("rows", out), spark=False)
        assert rows(out) == rows(tmp_path / "due.parquet")


def test_a_population_in_one_order_is_nested_a_stretch_at_a_time(
    made_up: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, folder = made_up
    from commissioning.loading import caseload

    monkeypatch.setattr(caseload, "read_tables", None)
    nest(source, workspace, tmp_path / "again", 3)
    for part in open_nested(folder).files:
        assert pq.read_table(part).equals(pq.read_table(tmp_path / "again" / part.name))
    decide_population(source, workspace, Options(), AS_OF, Asked("rows", tmp_path / "due.parquet"))
    decide_nested(folder, workspace, Options(), AS_OF, Asked("rows", tmp_path / "got.parquet"), spark=False)
    assert rows(tmp_path / "got.parquet") == rows(tmp_path / "due.parquet")


@pytest.mark.parametrize("kind", ["parquet", "csv", "arrow"])
def test_sinks_are_those_of_a_population(made_up: Any, workspace: Workspace, tmp_path: Path, kind: str) -> None:
    source, folder = made_up
    decide_population(source, workspace, ONE, AS_OF, Asked("rows", tmp_path / f"due.{kind}", kind))
    done = decide_nested(folder, workspace, ONE, AS_OF, Asked("rows", tmp_path / f"got.{kind}", kind), spark=False)
    if kind == "csv":
        assert (tmp_path / "got.csv").read_bytes() == (tmp_path / "due.csv").read_bytes()
    changed = Asked("changed", tmp_path / f"changed.{kind}", kind, tmp_path / f"due.{kind}")
    assert decide_nested(folder, workspace, ONE, AS_OF, changed, spark=False).rows == 0 < done.rows
    assert decide_nested(folder, workspace, ONE, date(2019, 1, 1), changed, spark=False).rows > 0


def test_totals_are_those_of_a_population(of_all: Any) -> None:
    source, folder, workspace, options = of_all
    due = decide_population(source, workspace, options, AS_OF, Asked("totals")).totals
    got = decide_nested(folder, workspace, options, AS_OF, Asked("totals"), spark=False).totals
    assert got == due
    assert sum(total.due_pence for total in due) > 0


def test_clients_are_divided_alike_everywhere() -> None:
    # CRC-32 of "123456789" is 0xCBF43926, the check value of its definition.
    assert partition_of(["123456789"], 1000).tolist() == [0xCBF43926 % 1000]
    assert partition_of(["Ünal", "C1"], 7).tolist() == partition_of(["Ünal", "C1"], 7).tolist()


def test_a_client_is_whole_in_one_row(of_all: Any) -> None:
    _, folder, _, _ = of_all
    whole = open_nested(folder)
    seen: list[str] = []
    places: list[int] = []
    for number, part in enumerate(whole.contents.parts):
        table = pq.read_table(folder / part.file)
        seen += table["client_id"].to_pylist()
        places += table["places"].combine_chunks().flatten().to_pylist()
        assert set(partition_of(table["client_id"].to_pylist(), 5).tolist()) == {int(part.file[5:10])}, number
    assert len(seen) == len(set(seen)) == whole.contents.clients
    assert sorted(places) == list(range(whole.contents.journeys))


# ------------------------------------------------------------------------------------------------------- what is refused


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.problems[0].code


def test_nothing_is_written_over(made_up: Any, workspace: Workspace, tmp_path: Path) -> None:
    source, _ = made_up
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "mine.txt").write_text("mine")
    assert code_of(lambda: nest(source, workspace, tmp_path / "taken")) == "U017"
    assert code_of(lambda: nest(source, workspace, tmp_path / "taken" / "mine.txt")) == "U061"
    assert code_of(lambda: nest(source, workspace, tmp_path / "taken" / "mine.txt" / "below")) == "U061"
    assert [path.name for path in tmp_path.rglob("*")] == ["taken", "mine.txt"]
    (tmp_path / "empty").mkdir()
    nest(source, workspace, tmp_path / "empty")
    assert open_nested(tmp_path / "empty").contents.journeys == 400


def test_nothing_half_written_stays(
    made_up: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, _ = made_up
    monkeypatch.setattr(nested_writing, "HELD", 1)

    def stopped(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nest(source, workspace, tmp_path / "out", progress=stopped)
    assert list(tmp_path.iterdir()) == []


def test_a_bad_row_is_left_out_and_remembered(of_all: Any, tmp_path: Path) -> None:
    source, _, workspace, _ = of_all
    bad = shutil.copytree(source, tmp_path / "bad")
    text = (bad / "jobs.csv").read_text().splitlines()
    (bad / "jobs.csv").write_text("\n".join([*text, "W-bad,C1,never" + "," * (text[0].count(",") - 2)]) + "\n")
    made = nest(bad, workspace, tmp_path / "nested")
    assert (made.exit_code, made.contents.left_out["jobs"]) == (Exit.PROBLEMS, 1)
    assert [problem.code for problem in made.problems if problem.is_error] == ["D031"]
    out = Asked("rows", tmp_path / "rows.parquet")
    assert decide_nested(tmp_path / "nested", workspace, ONE, AS_OF, out, spark=False).exit_code == Exit.PROBLEMS
    assert code_of(lambda: decide_nested(tmp_path / "nested", workspace, ONE, AS_OF, out, spark=False, strict=True)) == "U113"
    assert code_of(lambda: nest(bad, workspace, tmp_path / "strict", strict=True)) == "D031"
    assert not (tmp_path / "strict").exists()


def test_an_input_found_out_of_order_at_its_end_is_nested_from_the_beginning(
    made_up: Any, workspace: Workspace, tmp_path: Path
) -> None:
    source = shutil.copytree(made_up[0], tmp_path / "in")
    jobs = pq.read_table(source / "jobs.parquet")
    nobody = jobs.slice(0, 1).to_pylist()[0] | {"job_id": "W-nobody", "client_id": "C-nobody"}
    pq.write_table(pa.concat_tables([jobs, pa.Table.from_pylist([nobody], jobs.schema)]), source / "jobs.parquet")
    made = nest(source, workspace, tmp_path / "nested", 3)
    assert (made.contents.journeys, made.contents.left_out["jobs"]) == (400, 1)
    decide_population(made_up[0], workspace, ONE, AS_OF, Asked("rows", tmp_path / "due.parquet"))
    decide_nested(tmp_path / "nested", workspace, ONE, AS_OF, Asked("rows", tmp_path / "got.parquet"), spark=False)
    assert rows(tmp_path / "got.parquet") == rows(tmp_path / "due.parquet")


def cut(folder: Path) -> None:
    part = sorted(folder.glob("part-*"))[0]
    part.write_bytes(part.read_bytes()[:100])


def without(folder: Path) -> None:
    sorted(folder.glob("part-*"))[0].unlink()


def swapped(folder: Path) -> None:
    first, second, *_ = sorted(folder.glob("part-*"))
    shutil.copy(first, second)


def says(**changed: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        contents = json.loads((folder / CONTENTS).read_text())
        (folder / CONTENTS).write_text(json.dumps(contents | changed))

    return change


def raw(text: bytes) -> Callable[[Path], None]:
    return lambda folder: (folder / CONTENTS).write_bytes(text) and None


@pytest.mark.parametrize(
    "damage",
    [
        cut,
        without,
        swapped,
        says(shape=2),
        says(parts=[{"file": "../part-00000.parquet", "clients": 1, "journeys": 1}]),
        says(parts=[{"file": 5}]),
        says(parts=None),
        says(left_out=[1]),
        raw(b""),
        raw(b"[]"),
        raw(b"\xff\xfe"),
        raw(b"[" * 100_000),
    ],
)
def test_a_folder_that_is_not_whole_is_refused(
    made_up: Any, workspace: Workspace, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    folder = shutil.copytree(made_up[1], tmp_path / "nested")
    damage(folder)
    assert code_of(lambda: decide_nested(folder, workspace, ONE, AS_OF, Asked("totals"), spark=False)) == "U110"


def test_a_share_that_is_lost_is_noticed(made_up: Any, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    here = many_machines._here
    monkeypatch.setattr(many_machines, "_here", lambda files, work, told: here(files[1:], work, told))
    assert code_of(lambda: decide_nested(made_up[1], workspace, ONE, AS_OF, Asked("totals"), spark=False)) == "U112"


def test_nothing_is_decided_on_less_than_was_asked_for(made_up: Any, workspace: Workspace, tmp_path: Path) -> None:
    folder = shutil.copytree(made_up[1], tmp_path / "nested")
    says(facts=[])(folder)
    several = Options(local=True)
    assert code_of(lambda: decide_nested(folder, workspace, several, AS_OF, Asked("totals"), spark=False)) == "U111"
    mapping = tmp_path / "mapping.yaml"
    assert (
        code_of(lambda: decide_nested(folder, workspace, ONE, AS_OF, Asked("totals"), spark=False, mapping=mapping)) == "U114"
    )
    with pytest.raises(Refused, match="U116"), many_machines._nested(made_up[0], workspace, None, False, elsewhere=True):
        pass
    out = Asked("rows", folder / "part-00000.parquet")
    assert code_of(lambda: decide_nested(made_up[1], workspace, ONE, AS_OF, Asked("rows"), spark=False)) == "U027"
    assert code_of(lambda: decide_nested(folder, workspace, ONE, AS_OF, out, spark=False)) == "U025"


def test_a_worker_with_other_sources_decides_nothing(workspace: Workspace) -> None:
    from commissioning.app.workspace import plans

    work = replace(work_of(plans(workspace, ONE), NestedOptions(AS_OF), totals=True), sources="others")
    with pytest.raises(OtherVersion):
        list(work([]))


def test_an_empty_share_says_nothing_of_rows_and_counts_none(workspace: Workspace) -> None:
    from commissioning.app.workspace import plans

    chosen = plans(workspace, ONE)
    assert list(work_of(chosen, NestedOptions(AS_OF), totals=False)([])) == []
    (batch,) = work_of(chosen, NestedOptions(AS_OF), totals=True)([])
    message = Message(**batch.to_pylist()[0])
    assert (message.seen, message.decided, set(message.payload)) == (0, 0, {0})


# ---------------------------------------------------------------------------------------------------------- the commands


def run(*words: object) -> Result:
    return CliRunner().invoke(commissioning, [str(word) for word in words], standalone_mode=False)


def test_the_commands(made_up: Any, tmp_path: Path) -> None:
    source, _ = made_up
    made = run("nest", source, "--output", tmp_path / "nested", "--partitions", 2)
    assert made.return_value == 0
    assert "400 journeys, 2 files" in made.stderr
    for options in ((), ("--engine", "columnar")):
        totals = run("check", tmp_path / "nested", "--as-of", AS_OF, "--sink", "totals", *options)
        assert totals.return_value == 0
        assert "Decided: 400 journeys" in totals.stderr
        assert totals.stdout == run("check", source, "--as-of", AS_OF, "--sink", "totals").stdout
    assert "columnar and spark" in str(run("check", tmp_path / "nested", "--engine", "durable").exception)
    assert run("nest", source, "--output", tmp_path / "x", "--partitions", 0).exit_code != 0


def test_a_population_without_journeys_has_none(workspace: Workspace, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "journeys.csv").write_text("journey_id,client_id\n")
    made = nest(tmp_path / "in", workspace, tmp_path / "nested")
    assert (made.contents.parts, made.contents.journeys) == ((), 0)
    assert decide_nested(tmp_path / "nested", workspace, ONE, AS_OF, Asked("totals"), spark=False).totals == ()


@pytest.mark.parametrize("lacking", ["pyspark", "pandas", "Java"])
def test_one_line_says_what_spark_needs(made_up: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: str) -> None:
    from commissioning.engines import spark

    there = [name for name in spark.NEEDED if name != lacking]
    monkeypatch.setattr(spark, "find_spec", lambda name: name if name in there else None)
    monkeypatch.setattr(spark, "_java", lambda: None if lacking == "Java" else "java")
    said = run("check", made_up[1], "--as-of", AS_OF, "--engine", "spark", "--sink", "totals").exception
    assert isinstance(said, Refused)
    (problem,) = said.problems
    assert problem.code == "U021"
    assert f"the spark engine cannot run here: {'there is no Java' if lacking == 'Java' else lacking}" in problem.message
    assert "pip install 'commissioning[spark]'" in problem.message
    assert f"spark      cannot run here: {'there is no ' if lacking == 'Java' else ''}{lacking}" in run("engines").stdout


def test_spark_decides_populations_alone(made_up: Any) -> None:
    from commissioning.engines.interface import engine

    assert code_of(lambda: engine("spark")) == "U115"
    no_file = run("check", made_up[0], "--as-of", AS_OF, "--engine", "spark").exception
    assert "--output FILE" in str(no_file)
