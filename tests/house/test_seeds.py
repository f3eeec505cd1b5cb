"""The page on the seed documents: what it names exists, no row is left open, and whatever cites such a document is on it."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from commissioning.app.workspace import NATIONAL_ORDER, Workspace, open_workspace
from commissioning.cli.main import main

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "seeds.md"
SEEDS = ("ips-review", "ips-review-response", "responses-002", "cmh-briefing", "cmh-blog")
"""The documents that started the product, by their ids in the register."""

FOLDERS = "contracts|rules|features|examples|docs|src|tests"
NAMED = re.compile(rf"`((?:{FOLDERS})/[\w./-]+)`((?: · `[\w-]+`)?)")
"""A path, and the name of a part of that file if one is given."""


@dataclass(frozen=True)
class Row:
    """A statement, what carries it, and the note, with the line it stands on."""

    line: int
    cells: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}"

    @property
    def carrier(self) -> str:
        return self.cells[1]

    @property
    def carried(self) -> str:
        """What carries it, without what only says that it is not modelled."""
        return self.carrier.partition("Not modelled")[0]


def rows(text: str, first: int = 1) -> Iterator[Row]:
    for number, line in enumerate(text.splitlines(), start=first):
        if line.startswith("|") and not line.startswith(("| statement |", "|---")):
            yield Row(number, tuple(cell.strip() for cell in line.strip().strip("|").split("|")))


@cache
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@cache
def sections() -> dict[str, str]:
    """The text below each heading."""
    parts = re.split(r"^## (.+)$", page(), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


@cache
def section_of(document: str) -> str:
    (text,) = [text for text in sections().values() if f"Register id `{document}`" in text]
    return text


@cache
def shipped() -> Workspace:
    return open_workspace()


def named(text: str) -> Iterator[tuple[str, str]]:
    """Each path with the part of the file named after it; blank if none is."""
    for path, part in NAMED.findall(text):
        yield path, part.removeprefix(" · ").strip("`")


def parts_of(path: str) -> set[str]:
    """The names that a file knows: a contract's terms, any key or id of a YAML file, whatever a page has in code."""
    found = re.fullmatch(r"contracts/([\w-]+)/contract\.yaml", path)
    if found:
        return {term.id for term in shipped().contract(found[1]).terms}
    text = (ROOT / path).read_text(encoding="utf-8")
    if path.endswith(".yaml"):
        return set(keys_and_ids(yaml.load(text, Loader=yaml.BaseLoader)))
    return set(re.findall(r"`([\w-]+)`", text))


def keys_and_ids(tree: object) -> Iterator[str]:
    if isinstance(tree, dict):
        yield from tree
        if isinstance(tree.get("id"), str):
            yield tree["id"]
    for inside in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from keys_and_ids(inside)


ROWS = list(rows(page()))
PAIRS = sorted({(path, part) for path, part in named(page()) if part})

# ------------------------------------------------------------------------------------------------ what is named


def test_every_path_exists() -> None:
    paths = {path for path, _ in named(page())} | set(re.findall(r"\]\(([\w./-]+)\)", page()))
    assert len(paths) > 30
    assert {path for path in paths if not ((ROOT / path).exists() or (PAGE.parent / path).exists())} == set()


@pytest.mark.parametrize(("path", "part"), PAIRS, ids=str)
def test_every_part_named_is_in_its_file(path: str, part: str) -> None:
    assert part in parts_of(path)


@pytest.mark.parametrize("command", sorted(set(re.findall(r"`(commissioning [^`]+)`", page()))))
def test_every_command_runs(command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(SystemExit) as stop:
        main(shlex.split(command)[1:])
    assert (stop.value.code or 0) == 0
    assert capsys.readouterr().out


# ------------------------------------------------------------------------------------------------- every document


def test_every_seed_document_has_its_section_under_its_title() -> None:
    register = shipped().rules.documents
    headed = {found[1]: title for title, text in sections().items() if (found := re.search(r"Register id `([\w-]+)`", text))}
    assert headed == {document: register[document].title for document in SEEDS}


def test_every_section_says_where_its_document_is_from() -> None:
    register = shipped().rules.documents
    for document in SEEDS:
        text = " ".join(section_of(document).partition("\n|")[0].split())
        where = register[document].where
        assert (where or "no public address") in text, document


# ------------------------------------------------------------------------------------------------------ every row


def test_there_are_rows_in_every_section() -> None:
    assert {document for document in SEEDS if len(list(rows(section_of(document)))) < 10} == set()


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_row_says_what_carries_the_statement_or_why_nothing_does(row: Row) -> None:
    assert len(row.cells) == 3 and all(row.cells)
    statement, carrier, note = row.cells
    assert re.search(r"“.+”", statement), "the document's own words"
    assert "`" in row.carried or carrier.startswith("Not modelled")
    assert re.search(r"\w\w+", note) and note.endswith(".")


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_a_term_that_is_not_modelled_is_not_said_to_carry_anything(row: Row) -> None:
    """Nor is one that is modelled said not to be."""
    assert {pair for pair in named(row.carried) if kind_of(*pair) == "not_modelled"} == set()
    not_carried = row.carrier.partition("Not modelled")[2]
    assert {pair for pair in named(not_carried) if kind_of(*pair) != "not_modelled"} == set()


def kind_of(path: str, part: str) -> str:
    """The kind of the term named, blank where the path is of no contract and no pack."""
    contract = re.fullmatch(r"contracts/([\w-]+)/contract\.yaml", path)
    pack = re.fullmatch(r"rules/packs/([\w-]+)\.yaml", path)
    if contract and part:
        return next(str(term.kind) for term in shipped().contract(contract[1]).terms if term.id == part)
    if pack and part:
        tree = yaml.load((ROOT / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        return next(str(term["kind"]) for term in tree["terms"] if term["id"] == part)
    return ""


def test_no_statement_stands_twice_in_one_section() -> None:
    for document in SEEDS:
        statements = [row.cells[0] for row in rows(section_of(document))]
        assert len(statements) == len(set(statements))


# ------------------------------------------------------------------------------------- whatever cites a document


def cited(tree: object) -> set[str]:
    """The seed documents that a part of a file cites."""
    if isinstance(tree, dict):
        own = {tree["document"]} if tree.get("document") in SEEDS else set()
        return own.union(*(cited(inside) for inside in tree.values()))
    return set().union(*(cited(inside) for inside in tree)) if isinstance(tree, list) else set()


def terms_that_cite() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Each term that cites a seed document: the document, where it is cited, and the terms of which a row may name any."""
    contracts = {*NATIONAL_ORDER, *re.findall(r"`contracts/([\w-]+)/contract\.yaml`", page())}
    files = [ROOT / "contracts" / contract / "contract.yaml" for contract in sorted(contracts)]
    for path in [*files, *sorted((ROOT / "rules" / "packs").glob("*.yaml"))]:
        name = path.relative_to(ROOT).as_posix()
        for term in yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["terms"]:
            pack = f"rules/packs/{term['use']}.yaml" if "use" in term else ""
            ids = parts_of(pack) & parts_of(name) if pack else {term["id"]}
            for document in cited(term):
                places = {f"`{at}` · `{part}`" for at in (name, pack) if at for part in ids}
                yield document, f"{name}: {term.get('use') or term['id']}", tuple(sorted(places))


@pytest.mark.parametrize(("document", "place", "may_name"), sorted(terms_that_cite()), ids=lambda value: str(value)[:70])
def test_a_term_that_cites_a_document_is_in_its_section(document: str, place: str, may_name: tuple[str, ...]) -> None:
    assert any(name in section_of(document) for name in may_name), place


def test_a_scale_or_an_example_that_cites_a_document_is_in_its_section() -> None:
    missing = []
    for path in [*(ROOT / "rules" / "fidelity").glob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")]:
        name = path.relative_to(ROOT).as_posix()
        for document in cited(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)):
            missing += [(document, name)] if f"`{name}`" not in section_of(document) else []
    assert missing == []
