"""The spark engine against the columnar one: the same rows, totals and changes; shares that fail are decided again."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import pytest

pytest.importorskip("numba")
pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402
from click.testing import CliRunner  # noqa: E402

from commissioning.app.many_machines import decide_nested  # noqa: E402
from commissioning.app.nest import nest  # noqa: E402
from commissioning.app.population import Asked, decide_population  # noqa: E402
from commissioning.app.workspace import Options, Workspace  # noqa: E402
from commissioning.cli.main import commissioning  # noqa: E402
from commissioning.engines.interface import Missing  # noqa: E402
from commissioning.engines.spark import Spark, check_ready  # noqa: E402
from commissioning.errors import Exit, Refused  # noqa: E402
from engines.nested_inputs import AS_OF, asked, cohort, every_table  # noqa: E402

pytestmark = pytest.mark.slow
TWO_CONTRACTS = Options(contracts=("no-one-left-behind", "fair-start-scotland"), assume=("@generous",))


@pytest.fixture(scope="module", autouse=True)
def spark_of_this_machine() -> Iterator[None]:
    """Two workers, three tries for each share. Without Spark or Java the tests are left out, unless they must run."""
    try:
        check_ready()
    except Missing as why:
        if os.environ.get("COMMISSIONING_SPARK") == "required":
            pytest.fail(f"the tests of Spark must run here: {why}")
        pytest.skip(f"Spark cannot run here: {why}")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_MASTER", "local[2,3]")
        yield


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory, workspace: Workspace) -> tuple[Path, Path]:
    """A made-up cohort in Parquet files, and nested, in a folder whose name has signs that could stand for other names."""
    place = tmp_path_factory.mktemp("cohort")
    nest(cohort(place / "input", 2_000), workspace, place / "a [1] {b,c}* ü%20", 4)
    return place / "input", place / "a [1] {b,c}* ü%20"


def rows(path: Path) -> pa.Table:
    """The rows of a file; how it codes the words of a column does not matter."""
    table = pq.read_table(path)
    coded = [name for name, of in zip(table.schema.names, table.schema.types, strict=True) if pa.types.is_dictionary(of)]
    for name in coded:
        table = table.set_column(table.schema.get_field_index(name), name, table[name].cast(pa.string()))
    return table


def test_every_national_contract_is_decided_to_the_row(made_up: Any, workspace: Workspace, tmp_path: Path) -> None:
    source, folder = made_up
    due = decide_population(source, workspace, Options(), AS_OF, Asked("rows", tmp_path / "due.parquet"))
    got = decide_nested(folder, workspace, Options(), AS_OF, Asked("rows", tmp_path / "got.parquet"), spark=True)
    assert (got.journeys, got.rows, got.left_out) == (due.journeys, due.rows, due.left_out)
    assert got.rows > 2_000 * 13
    assert pq.read_table(tmp_path / "got.parquet").schema == pq.read_table(tmp_path / "due.parquet").schema
    assert rows(tmp_path / "got.parquet").equals(rows(tmp_path / "due.parquet"))


def test_every_table_and_every_contract_and_any_input(tmp_path: Path) -> None:
    workspace, options = asked(tmp_path)
    source = every_table(tmp_path / "input")
    decide_population(source, workspace, options, AS_OF, Asked("rows", tmp_path / "due.parquet"))
    decide_nested(source, workspace, options, AS_OF, Asked("rows", tmp_path / "got.parquet"), spark=True)
    assert rows(tmp_path / "got.parquet").equals(rows(tmp_path / "due.parquet"))


def test_totals_and_changes_by_the_command(made_up: Any, tmp_path: Path) -> None:
    source, folder = made_up

    def run(given: Path, engine: str, *words: object, day: str = "2025-06-30") -> Any:
        asked_for = ["--as-of", day, "--contract", "restart", "--contract", "workwell", "--engine", engine]
        done = CliRunner().invoke(commissioning, ["check", str(given), *asked_for, *map(str, words)], standalone_mode=False)
        assert done.return_value == 0, done.exception
        return done

    due = run(source, "columnar", "--sink", "totals")
    got = run(folder, "spark", "--sink", "totals")
    assert got.stdout == due.stdout
    assert "Decided: 2,000 journeys" in got.stderr
    earlier, out = tmp_path / "earlier.csv", {name: tmp_path / f"{name}.csv" for name in ("columnar", "spark")}
    run(source, "columnar", "--output", earlier, day="2021-06-30")
    for engine, given in (("columnar", source), ("spark", folder)):
        run(given, engine, "--sink", "changed", "--against", earlier, "--output", out[engine])
    assert out["spark"].read_bytes() == out["columnar"].read_bytes()
    assert len(out["spark"].read_bytes().splitlines()) > 1


def failing(share: Any, folder: Path) -> Any:
    """The same share, but every first try fails: one before it says anything, the others after their first message."""

    def tried(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        from pyspark import TaskContext

        task = TaskContext.get()
        (folder / f"{task.partitionId()}-{task.attemptNumber()}").touch()
        if task.attemptNumber() == 0 and task.partitionId() == 0:
            raise RuntimeError("the first share fails at once")
        for message in share(batches):
            yield message
            if task.attemptNumber() == 0:
                raise RuntimeError("the others when half is said")

    return tried


@pytest.mark.parametrize("sink", ["rows", "totals"])
def test_a_share_that_fails_and_is_tried_again_changes_nothing(
    made_up: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sink: str
) -> None:
    _, folder = made_up
    due = decide_nested(folder, workspace, TWO_CONTRACTS, AS_OF, Asked(sink, tmp_path / "due.parquet"), spark=False)
    messages = Spark.messages
    (tmp_path / "tries").mkdir()
    monkeypatch.setattr(
        Spark,
        "messages",
        lambda spark, files, share, told: messages(spark, files, failing(share, tmp_path / "tries"), told),
    )
    got = decide_nested(folder, workspace, TWO_CONTRACTS, AS_OF, Asked(sink, tmp_path / "got.parquet"), spark=True)
    assert (got.journeys, got.rows, got.totals) == (due.journeys, due.rows, due.totals)
    tries = {path.name for path in (tmp_path / "tries").iterdir()}
    assert tries == {f"{share}-{attempt}" for share in range(4) for attempt in (0, 1)}
    if sink == "rows":
        assert rows(tmp_path / "got.parquet").equals(rows(tmp_path / "due.parquet"))


def test_a_share_that_always_fails_is_said_in_one_line(
    made_up: Any, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def failing_always(_: Any) -> NoReturn:
        raise LookupError("client C-secret")

    messages = Spark.messages
    monkeypatch.setattr(Spark, "messages", lambda spark, files, _, told: messages(spark, files, failing_always, told))
    with pytest.raises(Refused) as refused:
        decide_nested(made_up[1], workspace, TWO_CONTRACTS, date(2025, 6, 30), Asked("rows", tmp_path / "o.csv"), spark=True)
    (problem,) = refused.value.problems
    assert (problem.code, refused.value.exit_code) == ("U112", Exit.FAULT)
    assert problem.message == "Spark could not decide every share (LookupError)"
    assert not list(tmp_path.iterdir())
    assert "".join(capfd.readouterr()) == ""
