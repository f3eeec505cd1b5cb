"""Killed at any moment, or with the disk full, a store is as before or as after; two at once are in the log tests."""

from __future__ import annotations

import ctypes
import json
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from store_samples import JOB, JOURNEY, dump, folder, log_all

from commissioning.app.log import verify_log
from commissioning.app.store import import_input
from commissioning.app.workspace import Workspace
from commissioning.errors import Refused
from commissioning.store.database import open_store

HERE = Path(__file__).parent


def kills(what: str, where: object, runs: int) -> dict[str, int]:
    command = [sys.executable, str(HERE / "kill_points.py"), what, str(where), str(runs), "20261122"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    assert found.pop("wrong") == []
    assert sum(found.values()) == runs
    assert min(found.values()) > 0, f"no kill fell before, or none after, the end of the work: {found}"
    return found


@pytest.mark.slow
def test_an_import_killed_at_any_of_200_points_leaves_the_store_as_before_or_as_after(file_url: str) -> None:
    kills("import", file_url, 200)


@pytest.mark.slow
def test_a_run_of_the_log_killed_at_any_point_is_all_there_or_not_at_all(file_url: str) -> None:
    kills("append", file_url, 60)


@pytest.mark.slow
def test_a_store_whose_making_was_killed_can_be_made(tmp_path: Path) -> None:
    kills("create", tmp_path, 60)


@pytest.mark.slow
@pytest.mark.parametrize("what", ["import", "append"])
def test_on_postgresql_a_killed_client_leaves_nothing_half_written(postgres: object, what: str) -> None:
    kills(what, postgres.new_database(f"killed_{what}"), 30)  # type: ignore[attr-defined]


# ------------------------------------------------------------------------------------------------------ a full disk


def many(tmp_path: Path, number: int) -> Path:
    """An input that is larger than the room there is."""
    journeys = [{**JOURNEY, "journey_id": f"J{n}", "client_id": f"C{n}", "provider": "x" * 40} for n in range(number)]
    return folder(tmp_path / "large", journeys=journeys)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for two megabytes."""
    place = tmp_path / "small"
    place.mkdir()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", os.fsencode(place), b"tmpfs", 0, b"size=2m") != 0:
        pytest.skip(f"a small file system cannot be mounted here: {os.strerror(ctypes.get_errno())}")
    try:
        yield place
    finally:
        libc.umount2(os.fsencode(place), 2)


@pytest.mark.slow
def test_a_full_disk_leaves_the_store_as_it_was(small_disk: Path, tmp_path: Path, workspace: Workspace) -> None:
    url = f"sqlite:///{small_disk}/store.db"
    small = folder(tmp_path / "in", journeys=[JOURNEY], jobs=[JOB])
    import_input(small, url, workspace, date(2026, 1, 10))
    log_all(url, "2019-12-31", workspace)
    before = dump(open_store(url))
    with pytest.raises(Refused) as refused:
        import_input(many(tmp_path, 20_000), url, workspace, date(2026, 1, 11))
    assert refused.value.problems[0].code == "S004"
    assert "full" in refused.value.problems[0].message
    assert dump(open_store(url)) == before
    (small_disk / "filler").write_bytes(b"x" * max(0, os.statvfs(small_disk).f_bavail - 2) * 4096)
    with pytest.raises(Refused, match="S004"):
        for year in range(2020, 2060):
            log_all(url, f"{year}-12-31", workspace)
    assert verify_log(url)[1] == []
    (small_disk / "filler").unlink()
    log_all(url, "2060-12-31", workspace)
    assert verify_log(url)[1] == []
    assert import_input(small, url, workspace, date(2026, 1, 12)).imported.changed_nothing


def test_a_file_that_may_grow_no_further_leaves_the_store_as_it_was(
    file_url: str, tmp_path: Path, workspace: Workspace
) -> None:
    """The same without a file system of our own: the limit of the system on the size of a file."""
    import_input(folder(tmp_path / "in", journeys=[JOURNEY]), file_url, workspace, date(2026, 1, 10))
    before = dump(open_store(file_url))
    large = many(tmp_path, 5_000)
    command = [sys.executable, "-m", "commissioning", "import", str(large), "--store", file_url, "-q"]

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=limited)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "error S004" in done.stderr
    assert "nothing of this was written" in done.stderr
    assert dump(open_store(file_url)) == before
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
