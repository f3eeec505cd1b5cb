"""Made-up cohorts: the same from a seed, fitted to what is published, and valid input with every awkward case."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from commissioning.app.simulate import decided, fit_table, make_cohort, simulate
from commissioning.app.workspace import Workspace
from commissioning.domain.calendar import FAR, add_months
from commissioning.domain.journeys import JobRow, Journey
from commissioning.errors import Refused
from commissioning.lab.simulation import Block, Cohort
from commissioning.lab.simulation_arrow import Tables
from commissioning.lab.simulation_draws import SIXTEEN, Draws, choice, spread
from commissioning.lab.simulation_fit import STAGES, chain
from commissioning.lab.simulation_model import load_model, values
from commissioning.lab.simulation_people import BLOCK
from commissioning.lab.simulation_tables import EPOCH
from commissioning.lab.simulation_values import percent
from commissioning.loading.caseload import Read, read_input
from commissioning.places import shipped

SHIPPED = shipped("rules") / "simulation" / "fair-start-scotland.yaml"
YEARS = (10_063, 12_085, 10_356)


@pytest.fixture(scope="module")
def cohort(workspace: Workspace) -> Cohort:
    return make_cohort(workspace, seed=11, journeys=20_000)


@pytest.fixture(scope="module")
def folder(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cohort") / "made"
    simulate(cohort, path, earnings=True)
    return path


@pytest.fixture(scope="module")
def read(folder: Path) -> Read:
    return read_input(folder)


def arrays(block: Block) -> dict[str, np.ndarray]:
    parts = (block.people, block.support, block.jobs)
    return {f"{type(part).__name__}.{f.name}": getattr(part, f.name) for part in parts for f in fields(part)}


def same(one: Block, other: Block) -> bool:
    return all(np.array_equal(values, arrays(other)[name]) for name, values in arrays(one).items())


# --------------------------------------------------------------------------------------------- the same from a seed


def test_a_journey_is_the_same_in_a_cohort_of_any_size(workspace: Workspace) -> None:
    small, large = (make_cohort(workspace, 5, size) for size in (BLOCK + 101, 4 * BLOCK))
    assert same(small.block(0), large.block(0))
    assert len(small.block(1)) == 101
    assert same(small.block(1), large.block(1).first(101))
    assert not same(large.block(1), large.block(2))


def test_another_seed_gives_another_cohort(workspace: Workspace) -> None:
    assert not same(make_cohort(workspace, 5, BLOCK).block(0), make_cohort(workspace, 6, BLOCK).block(0))


def test_a_seed_gives_these_days_hours_and_pence_on_every_machine(workspace: Workspace) -> None:
    """Pinned: a change of these numbers is a change of every cohort that anybody has made."""
    cohort = make_cohort(workspace, 7, BLOCK)
    block = cohort.block(0)
    wages = Tables(cohort.simulator).earnings(block).column("amount_pence").to_numpy()
    jobs = block.jobs
    known = (int(block.people.start.sum()), int(jobs.first.sum()), int(jobs.true_hours.sum()), int(wages.sum()))
    assert known == PINNED
    assert wages.dtype == np.int64


PINNED = (153_598_866, 116_092_703, 12_380_154, 5_549_324_273)


def test_the_stream_is_the_raw_one_of_the_generator() -> None:
    raw = np.random.Philox(np.random.SeedSequence(3, spawn_key=(9,))).random_raw(3)
    drawn = Draws(3, 9).rows(["a", "b"], 5)
    four = [(int(number) >> shift) & 0xFFFF for number in raw for shift in (0, 16, 32, 48)]
    assert [*drawn["a"], *drawn["b"]] == four[:10]


def test_tables_hold_what_shares_and_points_say() -> None:
    table = choice([2500, 5000], 10_000)
    assert [int((table == code).sum()) * 4 for code in (0, 1, -1)] == [SIXTEEN, 2 * SIXTEEN, SIXTEEN]
    rising = spread({0: 0, 5000: 10, 10_000: 30})
    assert (rising[0], rising[-1]) == (0, 30)
    assert np.all(np.diff(rising) >= 0)
    assert abs(int(rising[SIXTEEN // 2]) - 10) <= 1
    assert set(rising) == set(range(31))


# ----------------------------------------------------------------------------------------------------------- the fit


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_hundred_thousand_journeys_lie_within_a_point_of_what_is_published(workspace: Workspace, seed: int) -> None:
    made = simulate(make_cohort(workspace, seed, 100_000))
    shares = {f"{figure.group}: {figure.what}": figure for figure in made.figures}
    for what, published in zip(STAGES, (38, 28, 23, 18), strict=True):
        assert abs(shares[f"Of all starts: {what}"].simulated - Fraction(published, 100)) < Fraction(1, 100)
    for what, published in (("core", 41), ("advanced", 33), ("intense", 24)):
        figure = shares[f"Payment groups, of all starts: {what}"]
        assert abs(figure.simulated - Fraction(published, 100)) < Fraction(1, 100)
        normalised = shares[f"Payment groups, of starts with one: {what}"]
        assert normalised.least == Fraction(published, 98)
        assert abs(normalised.difference) < Fraction(1, 100)
    for figure in made.figures:
        limit = Fraction(3 if figure.group.startswith("Against all") else 1, 100)
        assert figure.difference is None or abs(figure.difference) < limit, figure.what


def test_payments_are_another_measure_and_set_nothing(workspace: Workspace) -> None:
    figures = [f for f in simulate(make_cohort(workspace, 1, BLOCK)).figures if "payments" in f.what]
    assert [(f.least, f.simulated, f.sets) for f in figures] == [(Fraction(n, 100), None, "") for n in (23, 18, 14)]
    generous, strict = decided(workspace, 1, 400)
    assert (generous.readings, strict.readings) == ("@generous", "@strict")
    assert 0 < strict.met["52-week"] <= generous.met["52-week"] < generous.met["13-week"] < Fraction(38, 100)


def test_yearly_starts_are_exact_and_before_april_2021_nobody_joins_again(workspace: Workspace) -> None:
    cohort = make_cohort(workspace, 2, yearly=YEARS)
    assert cohort.journeys == 32_504
    starts = np.concatenate([block.people.start for block in cohort.blocks()]) + EPOCH
    counts = Counter(_year(int(day)) for day in starts)
    assert [counts[year] for year in (2018, 2019, 2020)] == list(YEARS)
    assert sum(int(block.people.again.sum()) for block in cohort.blocks()) == 0


def _year(day: int) -> int:
    at = date.fromordinal(day)
    return at.year if at >= date(at.year, 4, 1) else at.year - 1


def test_the_fit_says_which_figure_sets_what(workspace: Workspace) -> None:
    lines = fit_table(simulate(make_cohort(workspace, 1, BLOCK)).figures)
    entered = next(line for line in lines if line.startswith("  entered work"))
    assert "38%" in entered
    assert "chain" in entered
    assert "devolved-statistics-feb-2025: main points" in entered


# ----------------------------------------------------------------------------------- the chain, counted another way


def test_the_chain_counted_from_the_files_is_the_one_that_was_built(read: Read, cohort: Cohort) -> None:
    """A person at a time, from what a reader sees; those with two journeys aside, whose jobs no file gives to either."""
    clients = Counter(journey.client_id for journey in read.caseload.journeys)
    once = {client for client, times in clients.items() if times == 1}
    expected, found = Counter(), Counter()
    for block in cohort.blocks():
        for client, stages in built(block, cohort).items():
            if client in once:
                expected.update(stages)
    for journey in read.caseload.journeys:
        if journey.client_id in once:
            found.update(stages_of(journey, read.caseload.jobs.get(journey.client_id, ())))
    assert found == expected
    assert found[3] > 3000


def built(block: Block, cohort: Cohort) -> dict[str, list[int]]:
    """The stages that each client's journey reached, by the arrays."""
    reached = chain(block, cohort.simulator.calendar)
    return {f"C{int(c):09d}": list(np.flatnonzero(reached[:, at])) for at, c in enumerate(block.people.client)}


def stages_of(journey: Journey, rows: tuple[JobRow, ...]) -> list[int]:
    """The stages of the chain that a journey reached, as the documentation says them."""
    by_job: dict[str, list[JobRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.start_date):
        by_job[row.job_id].append(row)
    stretches = []
    for job in by_job.values():
        if job[0].start_date >= journey.start_date:
            nexts = [*(row.start_date.toordinal() - 1 for row in job[1:]), FAR]
            stretches += [
                (row.start_date.toordinal(), row.end_date.toordinal() if row.end_date else until)
                for row, until in zip(job, nexts, strict=True)
            ]
    if not stretches:
        return []
    first, found = min(start for start, _ in stretches), [0]
    for stage, months in enumerate((3, 6, 12), start=1):
        day = add_months(first, months)
        if not any(start <= day <= end for start, end in stretches):
            break
        found.append(stage)
    return found


def test_the_calendar_adds_months_as_the_product_does(cohort: Cohort) -> None:
    calendar = cohort.simulator.calendar
    days = np.arange(calendar.base, calendar.base + 3000, dtype=np.int32)
    for months in (3, 6, 12, 18):
        later = calendar.months_after(days, months)
        assert [int(day) + EPOCH for day in later] == [add_months(int(day) + EPOCH, months) for day in days]


# ------------------------------------------------------------------------------------------- valid, and awkward


def test_the_reader_takes_every_row(read: Read, cohort: Cohort) -> None:
    assert dict(read.left_out) == {"journeys": 0, "jobs": 0, "earnings": 0}
    assert [str(problem) for problem in read.problems] == []
    assert len(read.caseload.journeys) == 20_000


def test_csv_and_parquet_hold_the_same(workspace: Workspace, tmp_path: Path) -> None:
    cohort = make_cohort(workspace, 3, 600)
    simulate(cohort, tmp_path / "csv", "csv", earnings=True)
    simulate(cohort, tmp_path / "parquet", "parquet", earnings=True)
    one, other = read_input(tmp_path / "csv"), read_input(tmp_path / "parquet")
    assert one.caseload == other.caseload
    assert one.problems == other.problems == ()
    with (tmp_path / "csv" / "journeys.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {row["disabled"] for row in rows} == {"yes", "no", ""}
    assert (tmp_path / "csv" / "simulation.json").read_bytes() == (tmp_path / "parquet" / "simulation.json").read_bytes()


def test_dates_are_in_order_and_jobs_of_one_id_do_not_overlap(read: Read) -> None:
    for journey in read.caseload.journeys:
        assert date(2018, 3, 13) <= journey.referral_date <= min(journey.start_date, date(2024, 3, 31))
        assert journey.start_date <= date(2024, 4, 30)
        assert journey.end_date is None or journey.start_date <= journey.end_date <= date(2026, 12, 31)
    for rows in read.caseload.jobs.values():
        for one, other in pairwise(rows):
            if one.job_id == other.job_id:
                assert one.end_date is None or one.end_date == other.start_date - timedelta(days=1)
        assert all(row.start_date <= date(2026, 12, 31) for row in rows)


def test_no_one_works_after_death(read: Read) -> None:
    dead = {j.client_id: j.end_date for j in read.caseload.journeys if j.end_reason == "died"}
    assert len(dead) > 20
    for client, died_on in dead.items():
        for row in read.caseload.jobs.get(client, ()):
            assert row.start_date <= died_on
        for row in {row.job_id: row for row in read.caseload.jobs.get(client, ())}.values():
            assert row.end_date is not None
            assert row.end_date <= died_on


def test_one_who_joins_again_ended_before_had_no_job_and_is_the_same_person(read: Read) -> None:
    journeys: dict[str, list[Journey]] = defaultdict(list)
    for journey in read.caseload.journeys:
        journeys[journey.client_id].append(journey)
    again = [pair for pair in journeys.values() if len(pair) > 1]
    assert len(again) > 1000
    for first, second in again:
        assert second.start_date >= date(2021, 4, 1)
        assert first.end_date < second.referral_date
        assert second.start_date - first.start_date >= timedelta(days=365)
        assert first.facts.get("lot") == second.facts.get("lot")
        begun = {row.job_id: row.start_date for row in reversed(read.caseload.jobs.get(first.client_id, ()))}
        assert not [day for day in begun.values() if first.start_date <= day < second.start_date]


def test_every_awkward_case_is_there_about_as_often_as_the_model_says(cohort: Cohort, read: Read) -> None:
    jobs = [row for rows in read.caseload.jobs.values() for row in rows]
    starts = {j.client_id: j.start_date for j in reversed(read.caseload.journeys)}
    by_job = Counter(row.job_id for row in jobs)
    slots = Counter(job_id[-1] for job_id in by_job)
    workers = sum(int(block.people.works.sum()) for block in cohort.blocks())
    assert slots["0"] / 20_000 == pytest.approx(0.04 * 0.91, abs=0.01)  # of all but those who join again
    assert slots["6"] / workers == pytest.approx(0.06, abs=0.01)
    assert 0.05 < slots["7"] / workers < 0.15
    assert slots["5"] == pytest.approx(workers, rel=0.01)  # every spell of work has a last job, unless nobody knows of it yet
    assert 0.10 < sum(times == 2 for times in by_job.values()) / len(by_job) < 0.25
    assert 0.02 < sum(row.weekly_hours is None for row in jobs) / len(jobs) < 0.04
    assert sum(row.weekly_hours == 0 for row in jobs) > 50
    bases = Counter(row.basis for row in jobs)
    assert min(bases[basis] for basis in ("employee", "self_employed", "zero_hours", "apprenticeship", None)) > 100
    assert {row.reflects_needs for row in jobs} == {True, False, None}
    assert sum(row.end_date is None for row in jobs) > 500
    assert any(row.start_date < starts[row.client_id] for row in jobs)
    groups = Counter(journey.payment_group for journey in read.caseload.journeys)
    assert groups[None] / 20_000 == pytest.approx(0.02, abs=0.005)
    gaps = Counter(gaps_between(read))
    assert {-28, -7, 0, 20, 21, 22, 27, 28, 29, 56, 57} <= set(gaps)


def gaps_between(read: Read) -> list[int]:
    """Days between jobs that follow each other (places 1 to 5 of a journey), negative where they overlap."""
    found = []
    for rows in read.caseload.jobs.values():
        follow = [row for row in rows if row.job_id[-1] in "12345"]
        for one, other in pairwise(follow):
            if one.job_id[:-1] == other.job_id[:-1] and one.job_id != other.job_id and one.end_date is not None:
                found.append((other.start_date - one.end_date).days - 1)
    return found


def test_wages_are_whole_pence_of_the_hours_and_the_rate(read: Read) -> None:
    known = {
        row.job_id: row
        for rows in read.caseload.jobs.values()
        for row in rows
        if row.hourly_pay_pence is not None and row.weekly_hours and row.end_date is not None
    }
    twice = Counter(row.job_id for rows in read.caseload.jobs.values() for row in rows)
    full = 0
    for earnings in read.caseload.earnings.values():
        for one in earnings:
            row = known.get(one.job_id)
            if row is None or twice[one.job_id] > 1:
                continue
            assert row.start_date <= one.paid_on <= row.end_date
            if (one.paid_on - row.start_date).days % 28 == 27:
                assert one.amount_pence == (row.weekly_hours * row.hourly_pay_pence * 4 + 50) // 100
                full += 1
            assert one.qualifying is (one.job_id[-1] != "0")
    assert full > 1000


def test_the_reference_engine_decides_a_cohort_with_nothing_left_out(workspace: Workspace, tmp_path: Path) -> None:
    from commissioning.app.check import check
    from commissioning.app.workspace import Options

    simulate(make_cohort(workspace, 4, 150), tmp_path / "made")
    asked = Options(contracts=("fair-start-scotland", "no-one-left-behind", "ips-primary-care"))
    checked = check(tmp_path / "made", workspace, asked, date(2026, 3, 31), engine_name="reference", strict=True)
    verdicts = Counter(str(decision.verdict) for decision in checked.decisions)
    assert checked.exit_code == 0
    assert {"met", "not_met", "undetermined", "not_yet"} <= set(verdicts)


# ------------------------------------------------------------------------------------------------------- the model


def test_every_value_of_the_model_has_a_standing_and_every_other_one_is_not_said_to_be_published(workspace: Workspace) -> None:
    loaded = load_model(workspace.rules.documents)
    found = {".".join(map(str, path)): value.provenance() for path, _, value in values(loaded.model)}
    assert len(found) > 60
    assert None not in found.values()
    for name in ("chain.entered_work", "people.payment_groups", "people.lots", "cohort.re_joins", "support.left_early"):
        assert found[name].is_sourced
    assert not any(backing.is_sourced for name, backing in found.items() if name.startswith(("work.", "missing.")))


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("core: 41%", "core: 45%", "C013", "the shares make 102%, not 100%"),
        ("core: 41%", "kore: 41%", "C013", "'kore' is not one of: core, advanced, intense"),
        ("entered_work: {value: 38%", "entered_work: {value: 0.38", "C013", "must be a percentage"),
        ("twelve_months: {value: 18%", "twelve_months: {value: 24%", "C013", "must fall from stage to stage"),
        ("  late_starts:", "  late_start:", "C010", "unknown key 'late_start'"),
        ("90%: 40, 100%: 90}", "90%: 40}", "C013", "must rise from 0% to 100%"),
        ("90%: 40, 100%: 90}", "90%: 40, 100%: 400}", "C013", "referred again before the first start"),
        ("document: pq-33946", "document: pq-33947", "C021", "there is no document 'pq-33947' in the register"),
        (', illustrative: "From the stage that was missed."', "", "C040", "work.days_to_return: does not say where"),
        ("councils: [S12000049]", "councils: [S99]", "C013", "there is no council area 'S99'"),
        ("{number: 6999, of: 70513", "{number: 6999, of: 0", "C013", "must be a part of a number above 0"),
        ("left_early: {value: 51%", "left_early: {value: 71%", "C013", "more left early than had no job"),
        ("used: 45.5%", "used: 65.5%", "C013", "the share used lies outside the range"),
        ("from: 2019-04-01", "from: 2019-03-01", "C013", "the years overlap"),
    ],
)
def test_what_is_wrong_with_a_model_is_said_with_its_line(
    workspace: Workspace, tmp_path: Path, old: str, new: str, code: str, words: str
) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "model.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_model(workspace.rules.documents, path)
    said = [str(problem) for problem in refused.value.problems if problem.code == code]
    assert any(words in one for one in said), refused.value.problems
    assert refused.value.problems[0].place.line > 0 or code == "C010"


def test_a_file_that_is_no_model_is_refused(workspace: Workspace, tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    path.write_text("- a list\n", encoding="utf-8")
    with pytest.raises(Refused, match="C100"):
        load_model(workspace.rules.documents, path)


def test_a_model_of_ones_own_is_followed(workspace: Workspace, tmp_path: Path) -> None:
    text = SHIPPED.read_text(encoding="utf-8").replace("entered_work: {value: 38%", "entered_work: {value: 30%")
    text = text.replace("employee: 86%, self_employed: 5%", "employee: 91%")
    path = tmp_path / "model.yaml"
    path.write_text(text, encoding="utf-8")
    made = simulate(make_cohort(workspace, 1, 40_000, model=path))
    entered = next(figure for figure in made.figures if figure.what == "entered work")
    assert abs(entered.simulated - Fraction(30, 100)) < Fraction(1, 100)


def test_percentages_are_basis_points() -> None:
    assert [percent(text) for text in ("38%", "0.25%", "9.4%", "100%")] == [3800, 25, 940, 10_000]


@pytest.mark.parametrize(("journeys", "yearly"), [(0, ()), (2_000_000_000, ()), (5, (3, 3)), (None, (0, 0)), (None, (1,) * 7)])
def test_a_cohort_that_there_cannot_be_is_refused(workspace: Workspace, journeys: int | None, yearly: tuple[int, ...]) -> None:
    with pytest.raises(Refused, match="U062"):
        make_cohort(workspace, 1, journeys, yearly=yearly)


# ----------------------------------------------------------------------------------------------------- streaming


def test_only_a_few_blocks_are_held_at_a_time(workspace: Workspace, tmp_path: Path) -> None:
    import gc

    most = 0

    def progress(done: int, total: int) -> None:
        nonlocal most
        if done % (8 * BLOCK) == 0:
            most = max(most, sum(isinstance(thing, Block) for thing in gc.get_objects()))

    simulate(make_cohort(workspace, 1, 40 * BLOCK), tmp_path / "made", progress=progress)
    assert 0 < most <= 3
    assert not list((tmp_path / "made").glob("*.part"))


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of a process is read from /proc")
def test_a_million_journeys_are_written_in_little_memory(tmp_path: Path) -> None:
    script = (
        "import re, sys\n"
        "from pathlib import Path\n"
        "from commissioning.cli.main import main\n"
        "try:\n"
        f"    main(['simulate', '--journeys', '1000000', '--output', {str(tmp_path / 'made')!r}, '-q'])\n"
        "except SystemExit as stop:\n"
        "    assert not stop.code\n"
        # The peak of this process alone; what getrusage tells begins with the memory of the process that started it.
        "print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1], file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert int(done.stderr.split()[-1]) < 400_000  # kilobytes


def test_nothing_half_written_is_left_when_a_cohort_is_stopped(workspace: Workspace, tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        simulate(make_cohort(workspace, 1, 3 * BLOCK), tmp_path / "made", progress=stop)
    assert list((tmp_path / "made").iterdir()) == []
