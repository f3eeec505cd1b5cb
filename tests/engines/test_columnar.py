"""The columnar engine: every part of a plan it holds, batches, nested clients, populations into sinks."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

pytest.importorskip("numba")
pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402

from commissioning.app.population import Asked, decide_population  # noqa: E402
from commissioning.app.workspace import Options, Workspace, plans  # noqa: E402
from commissioning.domain import calendar  # noqa: E402
from commissioning.domain.journeys import Caseload  # noqa: E402
from commissioning.engines.case import CaseBook  # noqa: E402
from commissioning.engines.columnar import days  # noqa: E402
from commissioning.engines.columnar.compiling import HANDLED, compiled  # noqa: E402
from commissioning.engines.columnar.engine import Columnar  # noqa: E402
from commissioning.engines.columnar.from_caseload import batches  # noqa: E402
from commissioning.engines.columnar.judge import core, core_of  # noqa: E402
from commissioning.engines.columnar.nested import NestedOptions, decide_batch  # noqa: E402
from commissioning.engines.deciding import Decider  # noqa: E402
from commissioning.engines.reference import Reference  # noqa: E402
from commissioning.errors import Refused  # noqa: E402
from commissioning.loading.nested_rows import nested  # noqa: E402
from commissioning.loading.population import open_population  # noqa: E402
from commissioning.plan import nodes  # noqa: E402
from commissioning.plan.plan import Plan, children  # noqa: E402
from commissioning.plan.values import Const, Dated, Version  # noqa: E402
from spec import strategies  # noqa: E402
from spec.drawn_journeys import Drawn  # noqa: E402

AS_OF = date(2026, 3, 31)


def node_types() -> set[type]:
    """Every class of node that a plan of a contract can have."""
    found: set[type] = set()

    def collect(kind: Any) -> None:
        if isinstance(kind, type) and dataclasses.is_dataclass(kind):
            found.add(kind)
        for part in get_args(kind):
            collect(part)

    for name in ("Condition", "JobFilter", "RouteTest", "CommonTest"):
        collect(getattr(nodes, name))
    return found | {nodes.Eligibility, nodes.HoursEnough, nodes.Work, nodes.Wages, nodes.Route, nodes.Prior, nodes.Outcome}


@pytest.mark.parametrize("kind", sorted(node_types(), key=lambda kind: kind.__name__), ids=lambda kind: kind.__name__)
def test_every_field_of_every_node_is_held(kind: type) -> None:
    assert HANDLED.get(kind) == {field.name for field in dataclasses.fields(kind)}


def test_every_node_is_drawn() -> None:
    drawn: set[type] = set()

    def collect(node: object) -> None:
        drawn.add(type(node))
        for child in children(node):
            collect(child)

    @settings(max_examples=300, database=None, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
    @given(plan=strategies.plans())
    def draw(plan: Plan) -> None:
        collect((plan.eligibility, plan.outcomes))

    draw()
    assert node_types() - drawn == set()


def test_an_unknown_part_of_a_plan_is_decided_the_plain_way(workspace: Workspace) -> None:
    (plan,) = plans(workspace, Options(contracts=("no-one-left-behind",)))
    changing = Dated("counts", (Version("every_start", 1),), nodes_applies_by())
    outcome = dataclasses.replace(plan.outcomes[0], counts=changing)
    odd = dataclasses.replace(plan, outcomes=(outcome, *plan.outcomes[1:]))
    assert list(compiled([odd]).unfit) == ["no-one-left-behind"]
    caseload = Drawn(3).caseload(20, ("no-one-left-behind",))
    plain, differing = compared([odd], caseload, AS_OF)
    assert (plain, differing) == (len(caseload.journeys), [])


def nodes_applies_by() -> Any:
    from commissioning.plan.values import AppliesBy

    return AppliesBy.REFERRAL


def compared(chosen: list[Plan], caseload: Caseload, as_of: date) -> tuple[int, list[tuple[object, object]]]:
    """How many decisions took the plain way, and those that are not as the reference engine's."""
    columnar = Columnar(chosen)
    deciders = [Decider(plan, Reference()) for plan in chosen]
    book = CaseBook(caseload, as_of)
    plain, differing, at = 0, [], 0
    for batch in batches(caseload, columnar.facts, as_of, 64):
        decided = columnar.decide(batch, as_of.toordinal())
        plain += decided.plain
        for row, journey in zip(decided.results, caseload.journeys[at : at + len(batch)], strict=True):
            due = [d for decider in deciders for d in decider.decide(book.case(journey, decider.plan.family))]
            got = [core(columnar, result) for result in row]
            differing += [(one, core_of(other)) for one, other in zip(got, due, strict=True) if one != core_of(other)]
        at += len(batch)
    return plain, differing


def test_many_contracts_at_once_are_decided_as_each_alone(workspace: Workspace) -> None:
    chosen = plans(workspace, Options())
    drawn = Drawn(11)
    caseload = drawn.caseload(150, tuple(plan.family for plan in chosen))
    plain, differing = compared(chosen, caseload, AS_OF)
    assert differing == []
    # Only a client with two journeys on one contract, and more unknown than can be read here, may take the plain way.
    assert plain < 0.02 * len(caseload.journeys) * len(chosen)


@pytest.mark.parametrize("assume", [(), ("@generous",), ("@strict",)])
def test_variants_share_what_they_do_not_change(workspace: Workspace, assume: tuple[str, ...]) -> None:
    one = Options(contracts=("fair-start-scotland",), assume=assume)
    stood = Options(contracts=("fair-start-scotland@2018-04-03", "fair-start-scotland@2021-04-01"), assume=assume)
    both = [*plans(workspace, one), *plans(workspace, stood)]
    together = compiled(both)
    alone = sum(len(compiled([plan]).tables) for plan in both)
    assert len(together.tables) < alone
    plain, differing = compared(both, Drawn(5).caseload(100, ("no-one-left-behind",)), AS_OF)
    assert (plain, differing) == (0, [])


def test_days_are_those_of_the_calendar() -> None:
    drawn = random.Random(4)
    for _ in range(2_000):
        day, months = drawn.randint(1, calendar.FAR), drawn.randint(0, 400)
        found = date.fromordinal(day)
        assert days.civil(day) == (found.year, found.month, found.day)
        assert days.add_months(day, months) == calendar.add_months(day, months)
        until = min(day + drawn.randint(0, 20_000), calendar.FAR)
        assert days.full_years(day, until) == calendar.full_years(day, until)


# ------------------------------------------------------------------------------------------------------ populations


def population(folder: Path, journeys: int = 300, *, shuffled: bool = False) -> Path:
    """A folder of Parquet files, drawn."""
    drawn = Drawn(8).caseload(journeys, ("fair-start-scotland", "no-one-left-behind"))
    rows = [
        {"journey_id": j.journey_id, "client_id": j.client_id, "contract": j.contract, "referral_date": j.referral_date,
         "start_date": j.start_date, "end_date": j.end_date, "end_reason": j.end_reason, "payment_group": j.payment_group,
         **{name: value for name, value in j.facts.items() if name not in ("admitted_exceptionally", "at_risk_of_losing_job")}}
        for j in drawn.journeys
    ]  # fmt: skip
    jobs = [
        {"job_id": f"W{r.job_id}", "client_id": r.client_id, "start_date": r.start_date, "end_date": r.end_date,
         "weekly_hours": None if r.weekly_hours is None else r.weekly_hours / 100, "basis": r.basis,
         "hourly_pay_pence": r.hourly_pay_pence, "reflects_needs": r.reflects_needs}
        for client in drawn.jobs.values() for r in client
    ]  # fmt: skip
    if shuffled:
        random.Random(2).shuffle(jobs)
    folder.mkdir()
    pq.write_table(pa.Table.from_pylist(rows), folder / "journeys.parquet")
    pq.write_table(pa.Table.from_pylist(jobs), folder / "jobs.parquet")
    return folder


FOUR = Options(contracts=("fair-start-scotland", "no-one-left-behind", "ips-primary-care", "restart"))


@pytest.mark.parametrize("kind", ["parquet", "csv", "arrow"])
def test_rows_are_those_of_a_check(workspace: Workspace, tmp_path: Path, kind: str) -> None:
    from commissioning.app.check import check

    folder, out = population(tmp_path / "in"), tmp_path / f"out.{kind}"
    done = decide_population(folder, workspace, FOUR, AS_OF, Asked("rows", out, kind))
    due = [core_of(decision)[:8] for decision in check(folder, workspace, FOUR, AS_OF, engine_name="reference").decisions]
    got = [tuple(row[name] for name in CORE) for row in rows_in(out)]
    assert done.rows == len(due) > 1_000
    assert got == due


CORE = ("eligible", "verdict", "reason", "term", "reached_on", "earliest", "date_from", "date_to")


def rows_in(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".parquet":
        table = pq.read_table(path)
    elif path.suffix == ".arrow":
        table = pa.ipc.open_stream(path.read_bytes()).read_all()
    else:
        import pyarrow.csv as csv

        blank = csv.ConvertOptions(null_values=[""], strings_can_be_null=True)
        table = csv.read_csv(path, convert_options=blank)
    return [{**row, "term": row["term"] or ""} for row in table.to_pylist()]


def test_rows_of_jobs_out_of_order_are_decided_alike(workspace: Workspace, tmp_path: Path) -> None:
    found = []
    for name, shuffled in (("in_order", False), ("shuffled", True)):
        folder = population(tmp_path / name, shuffled=shuffled)
        decide_population(folder, workspace, FOUR, AS_OF, Asked("rows", tmp_path / f"{name}.parquet"))
        found.append(rows_in(tmp_path / f"{name}.parquet"))
    assert found[0] == found[1]


def test_changed_rows_are_those_that_differ_from_an_earlier_run(workspace: Workspace, tmp_path: Path) -> None:
    folder, before, after = population(tmp_path / "in"), tmp_path / "before.parquet", tmp_path / "after.parquet"
    decide_population(folder, workspace, FOUR, AS_OF, Asked("rows", before))
    same = decide_population(folder, workspace, FOUR, AS_OF, Asked("changed", after, against=before))
    assert same.rows == 0
    strict = dataclasses.replace(FOUR, assume=("@strict",))
    decide_population(folder, workspace, strict, AS_OF, Asked("rows", tmp_path / "strict.parquet"))
    decide_population(folder, workspace, strict, AS_OF, Asked("changed", after, against=before))
    compared_in = (*("journey_id", "contract", "outcome"), *CORE)
    was, now = ([tuple(row[n] for n in compared_in) for row in rows_in(p)] for p in (before, tmp_path / "strict.parquet"))
    assert [tuple(row[n] for n in compared_in) for row in rows_in(after)] == [
        b for a, b in zip(was, now, strict=True) if a != b
    ]


def test_totals_count_every_row(workspace: Workspace, tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    decide_population(folder, workspace, FOUR, AS_OF, Asked("rows", tmp_path / "rows.parquet"))
    totals = decide_population(folder, workspace, FOUR, AS_OF, Asked("totals")).totals
    rows = rows_in(tmp_path / "rows.parquet")
    assert sum(total.journeys for total in totals) == len(rows)
    for total in totals:
        of = [r for r in rows if all(r[n] == getattr(total, n) for n in ("contract", "outcome", "verdict", "reason"))]
        assert len(of) == total.journeys
    assert sum(t.due_pence for t in totals) == sum(row["due_pence"] or 0 for row in rows) > 0


def test_stretches_do_not_divide_clients(tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    clients: list[str] = []
    for stretch in open_population(folder).stretches(7):
        of = set(stretch.journeys["client_id"].to_pylist())
        assert set(stretch.jobs["client_id"].to_pylist()) <= of
        assert not of & set(clients)
        clients += of
    assert len(clients) == 300


def test_a_bad_row_is_left_out_and_said(workspace: Workspace, tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    table = pq.read_table(folder / "journeys.parquet")
    ages = table["age_at_referral"].to_pylist()
    ages[5] = 400
    at = table.schema.get_field_index("age_at_referral")
    pq.write_table(table.set_column(at, "age_at_referral", pa.array(ages, pa.int64())), folder / "journeys.parquet")
    done = decide_population(folder, workspace, FOUR, AS_OF, Asked("totals"))
    assert done.left_out["journeys"] == 1
    assert done.journeys == len(table) - 1
    assert [str(p.place) for p in done.problems if p.is_error] == ["journeys.parquet:6"]


def test_personal_data_is_refused(tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    table = pq.read_table(folder / "journeys.parquet")
    ids = ["QQ123456C", *table["client_id"].to_pylist()[1:]]
    at = table.schema.get_field_index("client_id")
    pq.write_table(table.set_column(at, "client_id", pa.array(ids)), folder / "journeys.parquet")
    with pytest.raises(Refused, match="personal data"):
        list(open_population(folder).stretches())


@pytest.mark.parametrize(("column", "value"), [("client_id", "Jane Smith"), ("provider", "jane@example.org")])
def test_personal_data_in_the_last_row_is_refused(column: str, value: str, tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    table = pq.read_table(folder / "journeys.parquet")
    before = table[column].to_pylist() if column in table.column_names else ["north"] * len(table)
    changed = pa.array([*before[:-1], value])
    if column in table.column_names:
        table = table.set_column(table.schema.get_field_index(column), column, changed)
    else:
        table = table.append_column(column, changed)
    pq.write_table(table, folder / "journeys.parquet")
    with pytest.raises(Refused, match="personal data") as refused:
        list(open_population(folder).stretches())
    assert value not in str(refused.value)


def test_nested_clients_are_decided_as_flat_tables(workspace: Workspace, tmp_path: Path) -> None:
    folder = population(tmp_path / "in")
    decide_population(folder, workspace, FOUR, AS_OF, Asked("rows", tmp_path / "rows.parquet"))
    stretches = list(open_population(folder).stretches())
    journeys, jobs = (pa.concat_tables([getattr(one, name) for one in stretches]) for name in ("journeys", "jobs"))
    rows = nested({"journeys": journeys.unify_dictionaries(), "jobs": jobs.unify_dictionaries()})
    clients = rows.combine_chunks().to_batches()[0]
    assert len(clients) == 300
    found = decide_batch(plans(workspace, FOUR), clients, NestedOptions(AS_OF))
    assert [{**row, "term": row["term"] or ""} for row in found.to_pylist()] == rows_in(tmp_path / "rows.parquet")


def test_a_fixed_value_is_one_parameter_however_many_share_it() -> None:
    from commissioning.engines.columnar.parameters import Parameters

    parameters = Parameters()
    assert parameters.add(Const(91)) == parameters.add(Const(91)) != parameters.add(Const(182))


def test_the_command_says_what_it_did(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from commissioning.cli.check import command

    folder = population(tmp_path / "in")
    asked = [str(folder), "--as-of", "2026-03-31", "--contract", "no-one-left-behind", "--sink"]
    totals = CliRunner().invoke(command, [*asked, "totals"], standalone_mode=False)
    assert totals.return_value == 0
    assert "decided by the plain path: 0" in totals.stderr
    assert totals.stdout.splitlines()[0] == "contract,outcome,verdict,reason,journeys,due_pence,due_to_pence"
    rows = CliRunner().invoke(command, [*asked, "rows", "--output", str(tmp_path / "rows.csv")], standalone_mode=False)
    assert rows.return_value == 0
    assert (tmp_path / "rows.csv").read_text().startswith("journey_id,contract,outcome,eligible,verdict,reached_on")
    lacking = CliRunner().invoke(command, [*asked, "changed", "--output", str(tmp_path / "c.csv")])
    assert lacking.exit_code == 2
    assert "--against" in lacking.stderr
