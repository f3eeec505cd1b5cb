"""Parquet files: the same rows as CSV, only the columns asked for, and one line where the package for them is missing."""

from __future__ import annotations

import sys
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from loading_inputs import folder, refusals, said

from commissioning.loading.caseload import read_input

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def parquet(path: Path, **tables: dict[str, list[object]]) -> Path:
    for name, columns in tables.items():
        pq.write_table(pa.table(columns), path / f"{name}.parquet")
    return path


JOURNEYS = {"journey_id": ["J1", "J2"], "client_id": ["C1", "C2"]}


def test_cells_of_every_type(tmp_path: Path) -> None:
    midnight = datetime(2018, 10, 1)  # noqa: DTZ001
    path = parquet(
        tmp_path,
        journeys={
            **JOURNEYS,
            "start_date": [date(2018, 4, 10), None],
            "age_at_referral": [34, None],
            "disabled": [True, None],
            "months_out_of_work": [float("nan"), 6.0],
            "benefit": pa.array(["UC", None]).dictionary_encode(),
        },
        jobs={
            "job_id": [1, 2],
            "client_id": ["C1", "C2"],
            "start_date": [midnight, midnight],
            "weekly_hours": [Decimal("16.50"), None],
        },
    )
    read = read_input(path)
    assert said(read) == []
    assert [journey.facts for journey in read.caseload.journeys] == [
        {"age_at_referral": 34, "disabled": True, "benefit": "uc"},
        {"months_out_of_work": 6},
    ]
    assert read.caseload.jobs["C1"][0].weekly_hours == 16_50
    assert read.caseload.jobs["C1"][0].job_id == "1"


def test_a_bad_row_is_named_by_its_number(tmp_path: Path) -> None:
    path = parquet(tmp_path, journeys={**JOURNEYS, "start_date": ["2018-04-10", "never"], "lot": [[1], [2]]})
    assert said(read_input(path)) == [
        "journeys.parquet:1: error D044: lot: is not a code | write it as text; in a workbook format the column as Text",
        "journeys.parquet:2: error D031: start_date: is not a date | write it as 2018-08-31",
        "journeys.parquet:2: error D044: lot: is not a code | write it as text; in a workbook format the column as Text",
    ]


def test_personal_data(tmp_path: Path) -> None:
    (problem,) = refusals(parquet(tmp_path, journeys={**JOURNEYS, "surname": ["a", "b"]}))
    assert problem.startswith("journeys.parquet:1: error D013: has a column of personal data (names), column 3")


def test_csv_beside_parquet(tmp_path: Path) -> None:
    path = parquet(folder(tmp_path, None, jobs="job_id,client_id,start_date\nW1,C1,2018-10-01\n"), journeys=JOURNEYS)
    assert dict(read_input(path).counts) == {"journeys": 2, "jobs": 1}


@pytest.mark.parametrize("kept", [4, 50, 300])
def test_a_damaged_file(kept: int, tmp_path: Path) -> None:
    file = parquet(tmp_path, journeys=JOURNEYS) / "journeys.parquet"
    file.write_bytes(file.read_bytes()[:kept])
    assert refusals(tmp_path) == [
        "journeys.parquet: error D004: is not a whole Parquet file: it is damaged, cut off or of another kind | export it again"
    ]


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "journeys.parquet").write_bytes(b"")
    assert refusals(tmp_path) == ["journeys.parquet: error D006: is empty | export it again, or take it out of the folder"]


def test_without_the_package_one_line_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = parquet(tmp_path, journeys=JOURNEYS)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert refusals(path) == [
        "journeys.parquet: error D015: is a Parquet file, and the package that reads those is not installed"
        " | pip install 'commissioning[population]'"
    ]
