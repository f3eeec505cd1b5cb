"""Ten thousand bad inputs: whatever a file holds, reading it ends in what was read or in a refusal, never in a crash."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from loading_inputs import folder, workbook
from loading_mutations import TABLES, bad_folder, bad_workbook, bad_yaml

from commissioning.compiling.compiler import compile_contract
from commissioning.errors import Problem, Refused
from commissioning.loading.caseload import Read, read_input
from commissioning.loading.contracts import load_contract
from commissioning.loading.findings import DATA_CODES
from commissioning.loading.rules import Rules, load_rules
from commissioning.places import shipped

FURTHER = {"tenancy": "yes_no", "children": "number", "moved_in": "date", "sector": "code"}

MAPPING = """\
title: Another system
date_format: dd/mm/yyyy
tables:
  journeys:
    source: journeys.csv
    columns:
      journey_id: Journey ID
      client_id: client_id
      start_date: start_date
      end_reason: end_reason
      disabled: disabled
    values:
      end_reason: {Finished: completed, Lost contact: left_early}
      disabled: {Y: yes, N: no, Not asked: blank}
  jobs:
    date_format: "%Y-%m-%d"
    columns: {job_id: job_id, client_id: client_id, start_date: start_date, hourly_pay_pence: hourly_pay_pence}
    in_pounds: [hourly_pay_pence]
"""


def outcome(path: Path, mapping: Path | None = None) -> str:
    """Read an input and hold what comes of it against what every reading must give."""
    try:
        read = read_input(path, mapping=mapping, further=FURTHER)
    except Refused as refused:
        check_problems(refused.problems)
        assert refused.problems
        assert all(problem.is_error for problem in refused.problems)
        return "refused"
    check_read(read)
    return "left out" if any(read.left_out.values()) else "read"


def check_read(read: Read) -> None:
    check_problems(read.problems)
    assert set(read.counts) == set(read.left_out)
    assert all(0 <= read.left_out[table] <= read.counts[table] for table in read.counts)
    assert len(read.caseload.journeys) == read.counts["journeys"] - read.left_out["journeys"]
    assert any(problem.is_error for problem in read.problems) == any(read.left_out.values())
    assert sum(map(len, read.caseload.jobs.values())) == read.counts.get("jobs", 0) - read.left_out.get("jobs", 0)
    for journey in read.caseload.journeys:
        assert journey.journey_id.strip()
        assert journey.client_id.strip()
        assert all(value is not None for value in journey.facts.values())
    for rows in read.caseload.jobs.values():
        assert all(type(row.start_date) is date for row in rows)
        assert all(row.weekly_hours is None or 0 <= row.weekly_hours <= 168_00 for row in rows)


def check_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        assert problem.code in DATA_CODES
        assert problem.message
        assert str(problem).isprintable() or "\n" in str(problem)


def seeds(kind: str, count: int) -> range:
    """The seeds of one kind of mutation, none of them another kind's."""
    start = {"csv": 0, "mapping": 1_000_000, "contract": 2_000_000, "workbook": 3_000_000}[kind]
    return range(start, start + count)


def expect(found: Mapping[str, int], *kinds: str) -> None:
    """The generator is only worth its time if inputs end in every way they can."""
    assert all(found.get(kind, 0) > 20 for kind in kinds), found


def test_five_thousand_five_hundred_folders_of_csv(tmp_path: Path) -> None:
    found: dict[str, int] = {}
    for seed in seeds("csv", 5_500):
        bad_folder(random.Random(seed), tmp_path)
        try:
            came = outcome(tmp_path)
        except Exception as error:
            pytest.fail(f"seed {seed}: {type(error).__name__}: {error}")
        found[came] = found.get(came, 0) + 1
    expect(found, "refused", "left out", "read")


def test_fifteen_hundred_mapping_files(tmp_path: Path) -> None:
    (tmp_path / "input").mkdir()
    path = folder(tmp_path / "input", TABLES["journeys"].replace("journey_id", "Journey ID"), jobs=TABLES["jobs"])
    mapping = tmp_path / "mapping.yaml"
    found: dict[str, int] = {}
    for seed in seeds("mapping", 1_500):
        mapping.write_bytes(bad_yaml(random.Random(seed), MAPPING))
        try:
            came = outcome(path, mapping)
        except Exception as error:
            pytest.fail(f"seed {seed}: {type(error).__name__}: {error}")
        found[came] = found.get(came, 0) + 1
    expect(found, "refused", "read")


@pytest.fixture(scope="module")
def rules() -> Rules:
    return load_rules()[0]


def test_fifteen_hundred_contracts(tmp_path: Path, rules: Rules) -> None:
    files = [path.read_text(encoding="utf-8") for path in sorted(shipped("contracts").glob("*/contract.yaml"))]
    (tmp_path / "contract").mkdir()
    file = tmp_path / "contract" / "contract.yaml"
    found: dict[str, int] = {}
    for seed in seeds("contract", 1_500):
        rng = random.Random(seed)
        file.write_bytes(bad_yaml(rng, rng.choice(files)))
        try:
            came = contract_outcome(file, rules)
        except Exception as error:
            pytest.fail(f"seed {seed}: {type(error).__name__}: {error}")
        found[came] = found.get(came, 0) + 1
    expect(found, "problems", "compiled")


def contract_outcome(file: Path, rules: Rules) -> str:
    contract, problems = load_contract(file, rules)
    if contract is None:
        assert problems
        return "problems"
    plan, further = compile_contract(contract, rules.parameters, documents=rules.documents, price_lists=rules.prices)
    assert plan is not None or further or problems
    return "compiled" if plan is not None else "problems"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    sheets = {name: [typed(row) for row in csv.reader(io.StringIO(text))] for name, text in TABLES.items()}
    path = workbook(tmp_path_factory.mktemp("good"), sheets)
    with zipfile.ZipFile(path) as given:
        return {name: given.read(name) for name in given.namelist()}


def typed(row: list[str]) -> list[object]:
    """A row of text as a spreadsheet would hold it."""
    cells: list[object] = []
    for cell in row:
        try:
            cells.append(date.fromisoformat(cell))
        except ValueError:
            cells.append(float(cell) if cell.replace(".", "", 1).lstrip("-").isdigit() else cell)
    return cells


def test_fifteen_hundred_workbooks(tmp_path: Path, parts: dict[str, bytes]) -> None:
    path = tmp_path / "book.xlsx"
    found: dict[str, int] = {}
    for seed in seeds("workbook", 1_500):
        path.write_bytes(bad_workbook(random.Random(seed), parts))
        try:
            came = outcome(path)
        except Exception as error:
            pytest.fail(f"seed {seed}: {type(error).__name__}: {error}")
        found[came] = found.get(came, 0) + 1
    expect(found, "refused", "left out", "read")
