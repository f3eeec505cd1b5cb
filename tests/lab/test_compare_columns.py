"""One counting, two ways to it: journeys in columns come to the same comparison, to the penny, as journeys one by one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

pytest.importorskip("numba")
pytest.importorskip("pyarrow")

from drawn_caseload import drawn

from commissioning.app.compare import FIRST_PAGE, Compared, compare
from commissioning.app.lab_input import FEW
from commissioning.app.simulate import make_cohort, simulate
from commissioning.app.what_if import Asked, SweptCaseload, what_if
from commissioning.app.workspace import Options, Workspace
from commissioning.domain.comparisons import Basis
from commissioning.domain.reasons import BEFORE_START
from commissioning.errors import Exit, Refused
from commissioning.reports.compare_rows import compare_json

SAMPLE = Path(__file__).parent.parent.parent / "examples" / "caseload"
AS_OF = date(2024, 3, 31)
FSS = "fair-start-scotland"
AGAIN = Options(contracts=(FSS, "jets-scotland"), set_aside=("referral_window",))


def both(workspace: Workspace, path: Path, options: Options, as_of: date = AS_OF, **more: object) -> Compared:
    """The comparison, the same by either way: with every figure, flip, name and clause, and what is decided of each witness."""
    one, other = (
        compare(path, workspace, options, as_of, engine_name=name, **more)  # type: ignore[arg-type]
        for name in ("reference", "columnar")
    )
    assert (one.engine, other.engine) == ("reference", "columnar")
    assert one.comparison == other.comparison
    assert compare_json(one.comparison, one.plans) == compare_json(other.comparison, other.plans)
    for first, second in zip(one.comparison.flips, other.comparison.flips, strict=True):
        assert first.witness is not None and second.witness is not None
        assert (first.witness.first, first.witness.second) == (second.witness.first, second.witness.second)
    assert (one.read.digest, one.read.counts, one.read.left_out) == (other.read.digest, other.read.counts, other.read.left_out)
    assert [str(p) for p in one.read.problems] == [str(p) for p in other.read.problems]
    return other


@pytest.fixture(scope="module")
def cohort(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Made-up cohorts of so many journeys, as Parquet files."""

    def made(journeys: int) -> Path:
        path = tmp_path_factory.mktemp("cohort") / str(journeys)
        simulate(make_cohort(workspace, 3, journeys), path)
        return path

    return made


@pytest.mark.parametrize(
    "options",
    [
        Options(),
        Options(assume=("@generous",)),
        Options(assume=(f"{FSS}:@strict", "reflects_needs=yes")),
        Options(assume=("reflects_needs=no",)),
        Options(contracts=(FSS, "ips-nhs-primary-care", "jets-scotland", "restart", "work-and-health-programme")),
    ],
    ids=["first page", "generous", "suitability assumed", "suitability denied", "other contracts"],
)
def test_the_sample_comes_to_the_same(workspace: Workspace, options: Options) -> None:
    found = both(workspace, SAMPLE, options, date(2026, 3, 31))
    assert found.comparison.flips and found.exit_code is Exit.DECIDED


def test_dates_of_referral_may_decide(workspace: Workspace, caseload: Path) -> None:
    assert both(workspace, caseload, Options(), date(2020, 6, 30), as_dated=True).set_aside == ()


def test_a_simulated_cohort_comes_to_the_same(workspace: Workspace, cohort: Callable[[int], Path]) -> None:
    found = both(workspace, cohort(250), Options()).comparison
    assert found.basis is Basis.ASSUMED
    assert any(flip.resting for flip in found.flips)
    assert found.total(0).outside.journeys and found.total(0).undetermined["silence"].least
    assert any(flip.move.cause.terms == ("hours",) for flip in found.flips)


@pytest.mark.slow
def test_two_thousand_simulated_journeys_come_to_the_same(workspace: Workspace, cohort: Callable[[int], Path]) -> None:
    assert both(workspace, cohort(2_000), Options()).comparison.journeys == 2_000


@pytest.mark.parametrize("earnings", [False, True])
def test_every_kind_of_fact_and_blank_comes_to_the_same(workspace: Workspace, tmp_path: Path, *, earnings: bool) -> None:
    path = drawn(tmp_path / "drawn", 120, 1, earnings=earnings)
    found = both(workspace, path, Options()).comparison
    named = {term for flip in found.flips for term in flip.move.cause.terms}
    assert {"hours", "flexible_hours", BEFORE_START} <= named
    both(workspace, path, Options(contracts=("workwell", "jets-scotland", "ips-nhs-primary-care", "west-lothian-eri")))


@pytest.mark.parametrize("repeat", ["", "paid_once", "paid_again"])
def test_people_who_join_again_come_to_the_same(workspace: Workspace, tmp_path: Path, repeat: str) -> None:
    path = drawn(tmp_path / "drawn", 150, 6, again=0.6)
    assume = (f"{FSS}:repeat_outcome={repeat}",) if repeat else ()
    found = both(workspace, path, replace(AGAIN, assume=assume)).comparison
    assert any(flip.count for flip in found.flips)
    one, other = (_swept(workspace, path, engine, assume) for engine in ("reference", "columnar"))
    assert one.swept == other.swept


def _swept(workspace: Workspace, path: Path, engine: str, assume: tuple[str, ...] = (), **asked: object) -> SweptCaseload:
    options = Options(assume=assume, set_aside=("referral_window",))
    sweeps = asked or {"sweeps": ("hours.at_least=8,16",)}
    found = what_if(path, workspace, options, Asked(FSS, **sweeps), AS_OF, engine_name=engine)[0]  # type: ignore[arg-type]
    assert isinstance(found, SweptCaseload) and found.engine == engine
    return found


def test_a_grid_comes_to_the_same(workspace: Workspace, tmp_path: Path) -> None:
    path = drawn(tmp_path / "drawn", 60, 2)
    sweeps = ("outcomes.13-week.within=14:18:2", "hours.at_least=4,12,20")
    one, other = (_swept(workspace, path, engine, sweeps=sweeps) for engine in ("reference", "columnar"))
    assert one.swept == other.swept
    assert len(other.swept.points) == 9 and other.swept.cliff is not None


def test_a_version_that_is_changed_rests_on_less_only_where_it_is_looked_up(workspace: Workspace, caseload: Path) -> None:
    asked = Asked(FSS, ("hours.at_least@2018-05-01=12",))
    one, other = (
        what_if(caseload, workspace, Options(), asked, date(2020, 6, 30), engine_name=name)[0]
        for name in ("reference", "columnar")
    )
    assert isinstance(one, Compared) and isinstance(other, Compared)
    assert one.comparison == other.comparison
    assert set(other.comparison.total(1).resting) == {"illustrative"}


# --------------------------------------------------------------------------------------------- which way is taken


def test_few_journeys_are_decided_one_by_one_and_many_in_columns(
    workspace: Workspace, cohort: Callable[[int], Path], tmp_path: Path
) -> None:
    options = Options(contracts=("jets-scotland", "restart"))
    assert compare(cohort(FEW), workspace, options, AS_OF).engine == "reference"
    told: list[tuple[int, int]] = []
    found = compare(cohort(FEW + 1), workspace, options, AS_OF, progress=lambda done, total: told.append((done, total)))
    assert (found.engine, found.comparison.journeys, told[-1]) == ("columnar", FEW + 1, (FEW + 1, FEW + 1))
    # Of CSV files and workbooks too: they are read whole, and decided in columns.
    assert compare(drawn(tmp_path / "drawn", FEW + 1, 4), workspace, options, AS_OF).engine == "columnar"


def test_a_contract_that_pays_by_more_than_the_group_is_decided_one_by_one(workspace: Workspace, caseload: Path) -> None:
    options = Options(contracts=("east-dunbartonshire-eri", "moray-eri"))
    one, other = (compare(caseload, workspace, options, AS_OF, engine_name=name) for name in ("reference", "columnar"))
    assert one.comparison == other.comparison


def test_a_population_out_of_order_is_read_whole(workspace: Workspace, cohort: Callable[[int], Path], tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    path = tmp_path / "turned"
    shutil.copytree(cohort(40), path)
    jobs = pq.read_table(path / "jobs.parquet")
    pq.write_table(jobs.take(list(range(len(jobs)))[::-1]), path / "jobs.parquet")
    options = Options(contracts=FIRST_PAGE[:1] + FIRST_PAGE[2:3])
    turned = both(workspace, path, options)
    assert turned.comparison == compare(cohort(40), workspace, options, AS_OF).comparison


def test_what_cannot_be_read_is_left_out_and_said_by_either_way(
    workspace: Workspace, cohort: Callable[[int], Path], tmp_path: Path
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "faulty"
    shutil.copytree(cohort(30), path)
    journeys = pq.read_table(path / "journeys.parquet")
    groups = ["gold", *journeys["payment_group"].to_pylist()[1:]]
    at = journeys.column_names.index("payment_group")
    pq.write_table(journeys.set_column(at, "payment_group", pa.array(groups, pa.string())), path / "journeys.parquet")
    options = Options(contracts=("jets-scotland", "restart"))
    found = both(workspace, path, options)
    assert found.read.left_out["journeys"] == 1 and found.exit_code is Exit.PROBLEMS
    with pytest.raises(Refused):
        compare(path, workspace, options, AS_OF, engine_name="columnar", strict=True)
