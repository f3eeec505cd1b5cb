"""Things that stand where a table should, files without end, workbooks made to swell, and headings in disguise."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from loading_inputs import folder, refusals, workbook

from commissioning.loading import workbook_parts
from commissioning.loading.personal_data import personal_heading
from commissioning.loading.yaml_tree import MOST_BYTES, MOST_VALUES, parse_yaml, read_yaml


def _link_to_nothing(path: Path) -> None:
    path.symlink_to("nothing")


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path.name)


@pytest.mark.parametrize("make", [Path.mkdir, _link_to_nothing, _link_to_itself, os.mkfifo])
@pytest.mark.parametrize("table", ["journeys", "jobs"])
def test_what_is_no_file_is_not_taken_for_a_table_that_nobody_has(make, table: str, tmp_path: Path) -> None:
    path = folder(tmp_path, None) if table == "journeys" else folder(tmp_path)
    make(path / f"{table}.csv")
    assert any(said.startswith(f"{table}.csv: error D001: is ") for said in refusals(path))


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="the system has no such device")
def test_a_yaml_file_without_end_is_too_large() -> None:
    assert [problem.code for problem in read_yaml(Path("/dev/zero")).problems] == ["C002"]


def test_a_yaml_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(b"a: b\n#" + b"x" * (MOST_BYTES - 6))
    assert read_yaml(tmp_path / "x.yaml").tree == {"a": "b"}


@pytest.mark.parametrize("opened", ["- ", "? ", "- ? ", "-\t", ": "])
def test_nesting_on_one_line_cannot_end_the_program(opened: str) -> None:
    assert [problem.code for problem in parse_yaml(opened * 100_000, "x.yaml").problems] == ["C004"]


def test_a_yaml_file_of_very_many_values_is_refused() -> None:
    assert parse_yaml("".join(f"k{n}: v\n" for n in range(MOST_VALUES)), "x.yaml").tree is None
    assert parse_yaml("".join(f"k{n}: v\n" for n in range(MOST_VALUES // 3)), "x.yaml").problems == []


def test_a_workbook_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = workbook(tmp_path, {"journeys": [["journey_id", "client_id"], ["J1", "C1"]]})
    monkeypatch.setattr(workbook_parts, "FROM_BYTES", 1_000_000)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/more.xml", b"<c><v>1</v></c>" * 200_000)
    assert [said.partition(":")[2].partition(" | ")[0] for said in refusals(path)] == [
        " error D005: unpacks to more than 200 times its size, as no real workbook does"
    ]


@pytest.mark.parametrize(
    "heading", ["\uff24\uff2f\uff22", "n\u200bame", "\uff2e\uff41\uff4d\uff45", "Pr\u00e9nom", "YOB", "PCode", "P/code"]
)
def test_personal_headings_in_disguise(heading: str) -> None:
    assert personal_heading(heading) is not None
