"""An output never takes the place of what is read."""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from commissioning.cli.main import main

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
AS_OF = ("--as-of", "2020-06-01", "--contract", "fair-start-scotland", "-q")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]):
    """Run a command; its exit code, standard output and standard error."""

    def call(*args: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main([str(arg) for arg in args])
        out = capsys.readouterr()
        return int(stop.value.code or 0), out.out, out.err

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An input that may be spoilt."""
    return Path(shutil.copytree(EXAMPLES / "caseload", tmp_path / "caseload"))


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(found: tuple[int, str, str]) -> bool:
    code, out, err = found
    return (code, out) == (2, "") and "U025" in err and "would write over what is read" in err


def test_a_table_of_the_input_folder_is_kept(run, folder: Path, tmp_path: Path) -> None:
    before = files(tmp_path)
    assert refused(run("check", folder, *AS_OF, "--output", folder / "jobs.csv"))
    assert refused(run("check", folder, *AS_OF, "--output", folder / ".." / "caseload" / "journeys.csv"))
    # Nothing is written, not even the other files.
    assert refused(run("check", folder, *AS_OF, "--output", tmp_path / "new.csv", "--output", folder / "jobs.csv"))
    assert files(tmp_path) == before


def test_the_workbook_is_kept(run, tmp_path: Path) -> None:
    book = Path(shutil.copy(EXAMPLES / "caseload.xlsx", tmp_path))
    before = book.read_bytes()
    assert refused(run("check", book, *AS_OF, "--output", book))
    assert book.read_bytes() == before


@pytest.mark.parametrize("how", [os.symlink, os.link])
def test_links_are_followed(run, folder: Path, tmp_path: Path, how) -> None:
    link = tmp_path / "link.csv"
    how(folder / "jobs.csv", link)
    before = files(tmp_path)
    assert refused(run("check", folder, *AS_OF, "--output", link))
    shown = tmp_path / "shown"
    shown.symlink_to(folder, target_is_directory=True)
    assert refused(run("check", shown, *AS_OF, "--output", folder / "jobs.csv"))
    # A table that is a link itself is read where it leads to.
    real = tmp_path / "real.csv"
    (folder / "jobs.csv").rename(real)
    (folder / "jobs.csv").symlink_to(real)
    assert refused(run("check", folder, *AS_OF, "--output", real))
    assert real.read_bytes() == before["jobs.csv"]


@pytest.mark.parametrize("option", ["--mapping", "--prices"])
def test_a_file_that_an_option_names_is_kept(run, folder: Path, tmp_path: Path, option: str) -> None:
    named = tmp_path / "named.json"
    named.write_text("{}")
    assert refused(run("check", folder, *AS_OF, option, named, "--output", named))
    assert named.read_text() == "{}"


def test_any_table_is_kept_where_a_mapping_may_name_it(run, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_text("{}")
    (folder / "people.csv").write_text("id\n1\n")
    assert refused(run("check", folder, *AS_OF, "--mapping", tmp_path / "mapping.yaml", "--output", folder / "people.csv"))
    assert (folder / "people.csv").read_text() == "id\n1\n"


def test_a_contract_is_kept(run, folder: Path, tmp_path: Path) -> None:
    contract = tmp_path / "mine" / "my-model" / "contract.yaml"
    contract.parent.mkdir(parents=True)
    contract.write_text("id: my-model\n")
    for args in (("check", folder, *AS_OF, "--format", "csv"), ("contracts", "show", "fair-start-scotland")):
        assert refused(run(*args, "--contracts", tmp_path / "mine", "--output", contract))
    assert contract.read_text() == "id: my-model\n"


def test_a_store_is_kept(run, tmp_path: Path) -> None:
    store = tmp_path / "store.json"
    sqlite3.connect(store).execute("create table t (n)").connection.close()
    before = store.read_bytes()
    assert refused(run("check", f"sqlite:///{store}", *AS_OF, "--output", store))
    assert store.read_bytes() == before


def test_explain_keeps_its_input_too(run, folder: Path) -> None:
    before = files(folder)
    asked = ("--journey", "nobody", *AS_OF, "--output", folder / "journeys.csv")
    assert refused(run("explain", folder, *asked))
    assert files(folder) == before


def test_fidelity_keeps_its_input_too(run, tmp_path: Path) -> None:
    review = Path(shutil.copy(EXAMPLES / "fidelity-review.yaml", tmp_path))
    before = files(tmp_path)
    assert refused(run("fidelity", review, "-q", "--format", "json", "--output", review))
    assert files(tmp_path) == before


def test_another_file_in_the_folder_may_be_written_again(run, folder: Path) -> None:
    output = folder / "decisions.json"
    for _ in range(2):
        code, _, err = run("check", folder, *AS_OF, "--output", output)
        assert (code, err) == (0, "")
        assert output.read_text().startswith("{")
        output.write_text("{}")
