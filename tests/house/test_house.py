"""What holds for the whole house: codes, safety, generated files, paths named in the docs, the sample caseload."""

from __future__ import annotations

import ast
import csv
import importlib.util
import re
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from commissioning.app.generated import pages
from commissioning.app.workspace import NATIONAL_ORDER, Workspace
from commissioning.errors import CODES
from commissioning.loading.findings import DATA_CODES
from commissioning.plan import nodes

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def test_every_problem_code_has_a_meaning_and_every_meaning_a_use() -> None:
    used = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        if path.name in ("errors.py", "findings.py"):
            text = re.sub(r'^    "[CDFSTU]\d{3}": .*$', "", text, flags=re.MULTILINE)
            text = re.sub(r'^        "[CDFSTU]\d{3}": .*$', "", text, flags=re.MULTILINE)
        used |= set(re.findall(r'(?:"|error )([CDFSTU]\d{3})\b', text))
    assert used - {*CODES, *DATA_CODES} == set()
    assert {*CODES, *DATA_CODES} - used == set()


FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "input", "breakpoint"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.relative_to(ROOT / "src").as_posix())
def test_nothing_is_evaluated_and_nothing_unpickled(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in FORBIDDEN_CALLS, f"line {node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
            assert (node.func.value.id, node.func.attr) not in {("yaml", "load"), ("yaml", "unsafe_load"), ("os", "system")}
        if isinstance(node, ast.Import):
            assert not FORBIDDEN_MODULES & {alias.name.split(".")[0] for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert (node.module or "").split(".")[0] not in FORBIDDEN_MODULES


def test_every_module_says_what_it_is_for() -> None:
    missing = [p for p in SOURCES if not (ast.get_docstring(ast.parse(p.read_text(encoding="utf-8"))) or "").strip()]
    assert missing == []


def test_generated_files_are_up_to_date(workspace: Workspace) -> None:
    stale = [
        name
        for name, text in pages(workspace).items()
        if not ((ROOT / name).is_file() and (ROOT / name).read_text(encoding="utf-8") == text) and not _somebodys_own(name)
    ]
    assert stale == [], "run `make generated`"


def _somebodys_own(name: str) -> bool:
    """The reading of a contract that was added beside those that ship, and not written yet."""
    folder, _, file = name.removeprefix("contracts/").partition("/")
    return file == "reading.md" and folder not in NATIONAL_ORDER and not (ROOT / name).is_file()


DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "features").rglob("*.md"))]


@pytest.mark.parametrize("page", DOCS, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_path_named_in_the_docs_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|rules|contracts|features|tests|docs|examples|\.ci)/[\w./-]+)`", text))
    named |= set(re.findall(r"\]\(([\w./-]+)\)", text))
    missing = {
        path
        for path in named
        if not ((ROOT / path).exists() or (page.parent / path).exists() or (ROOT / "src/commissioning" / path).exists())
    }
    assert missing == set()


def test_the_product_speaks_of_itself_alone() -> None:
    import subprocess

    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    if not listed:
        pytest.skip("not a git checkout")
    words = re.compile(r"/root/|/home/\w|/tmp/|uv\.lock|pylock\.toml|file:///opt", re.IGNORECASE)
    found = []
    for name in listed:
        path = ROOT / name
        if path.suffix in (".xlsx", ".png") or not path.is_file() or name.startswith("tests/"):
            continue
        if words.search(path.read_text(encoding="utf-8")):
            found.append(name)
    assert found == []


def _stories():
    spec = importlib.util.spec_from_file_location("make_caseload", ROOT / "examples" / "make_caseload.py")
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["make_caseload"] = module
    spec.loader.exec_module(module)
    return module


def test_the_sample_caseload_is_the_one_its_stories_tell() -> None:
    for name, (columns, rows) in _stories().tables().items():
        with (ROOT / "examples" / "caseload" / f"{name}.csv").open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            assert tuple(reader.fieldnames or ()) == tuple(columns)
            assert list(reader) == [{column: row.get(column, "") for column in columns} for row in rows]


def test_every_plan_node_is_drawn_in_the_generated_tests() -> None:
    drawn = (ROOT / "tests" / "spec" / "strategies.py").read_text(encoding="utf-8")
    own = [
        name
        for name, thing in vars(nodes).items()
        if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == nodes.__name__
    ]
    assert len(own) >= 20
    assert [name for name in own if not re.search(rf"\b{name}\(", drawn)] == []
