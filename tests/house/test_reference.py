"""The reference pages: every example loads, every case shown passes, and what the pages say of the code is so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import yaml

from commissioning import loading
from commissioning.app.cases import run_cases
from commissioning.app.generated import pages
from commissioning.app.reference.markdown import anchor
from commissioning.app.reference.terms import ASKS, NOTES, SHOWN
from commissioning.app.workspace import Workspace, compiled, open_workspace
from commissioning.engines.interface import engine
from commissioning.errors import Problem
from commissioning.loading.caseload import Read, read_input
from commissioning.loading.cases import parse_cases
from commissioning.loading.cells import row_model
from commissioning.loading.columns import TABLES
from commissioning.loading.contracts import load_contract, parse_contract
from commissioning.loading.fidelity import load_scales, read_reviews
from commissioning.loading.mapping import read_mapping
from commissioning.loading.reported import read_reported
from commissioning.loading.rules import load_prices
from commissioning.loading.validating import _reference_page
from commissioning.terms.catalogue import kinds
from commissioning.terms.contract import Contract, ContractFile, ContractHead

ROOT = Path(__file__).parent.parent.parent
REFERENCE = sorted((ROOT / "docs" / "reference").glob("*.md"))
HEAD = {
    "contract": "example",
    "title": "An example",
    "summary": "What an example of a page stands in.",
    "documents": {name: {"title": "A document"} for name in ("the-contract", "variation-1", "town-letter")},
}
LACKING = ("C063", "C064")
"""Problems that say that a contract has no outcome: one term shown by itself gives none."""


@dataclass(frozen=True)
class Block:
    """A fenced example of a page."""

    page: str
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def tree(self) -> object:
        return yaml.load(self.text, Loader=yaml.BaseLoader)

    @property
    def path(self) -> str:
        """The file that the first line names, as ``# contracts/my-model/cases.yaml``; blank if it names none."""
        found = re.match(r"# (\S+\.yaml)", self.text)
        return found[1] if found else ""


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in re.finditer(r"^```(\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        yield Block(page.name, text[: found.start()].count("\n") + 1, found[1], found[2])


BLOCKS = [block for page in REFERENCE for block in blocks(page)]
EXAMPLES = [block for block in BLOCKS if block.language == "yaml"]


def test_every_page_is_written_here() -> None:
    """No page stands by itself: what is not generated would not be held to the code."""
    written = {name for name in pages(open_workspace()) if name.startswith("docs/reference/")}
    assert written == {f"docs/reference/{page.name}" for page in REFERENCE}


# ------------------------------------------------------------------------------------------------- examples load


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """Every contract that ships, and every whole one that a page shows."""
    folder = tmp_path_factory.mktemp("contracts")
    for block in EXAMPLES:
        if block.path.endswith("contract.yaml"):
            path = folder.parent / folder.name / Path(block.path).relative_to("contracts")
            path.parent.mkdir()
            path.write_text(block.text, encoding="utf-8")
    return open_workspace((folder,))


def fragment(tree: object) -> str:
    """A contract around a list of terms, around some keys of a contract, or around a condition."""
    own: dict[str, object] = {}
    if isinstance(tree, list):
        own = {"terms": tree}
    elif isinstance(tree, dict) and "requires" in tree:
        own = {"terms": [{"id": "example", "kind": "condition", "illustrative": "an example", **tree}]}
    elif isinstance(tree, dict):
        own = tree
    # As JSON, which is YAML too, and keeps every text a text.
    return yaml.dump({**HEAD, **own}, default_style='"', allow_unicode=True, width=1000)


def problems_of(contract: Contract | None, found: list[Problem], workspace: Workspace) -> list[str]:
    """Every problem with a contract, warnings too."""
    if contract is not None:
        found = [*found, *compiled(workspace.rules, contract)[1]]
    return [str(problem) for problem in found if problem.code not in LACKING]


@pytest.mark.parametrize("block", EXAMPLES, ids=str)
def test_example_loads(block: Block, shown: Workspace, tmp_path: Path) -> None:
    tree = block.tree
    if isinstance(tree, dict) and "cases" in tree:
        cases, problems = parse_cases(block.text, shown.contract(Path(block.path).parent.name))
        assert cases
        assert [str(problem) for problem in problems] == []
    elif isinstance(tree, dict) and "tables" in tree:
        assert read_mapping(written(tmp_path / "mapping.yaml", block.text), TABLES).named == set(tree["tables"])
    elif isinstance(tree, dict) and "prices" in tree:
        prices, problems = load_prices(written(tmp_path / "prices.yaml", block.text))
        assert prices is not None
        assert [str(problem) for problem in problems] == []
        assert prices.illustrative == ("illustrative" in tree)
    elif isinstance(tree, dict) and "review" in tree:
        read = read_reviews(written(tmp_path / "review.yaml", block.text), load_scales()[0])
        assert (len(read.reviews), read.problems) == (1, ())
    elif isinstance(tree, dict) and {"services", "together"} & set(tree):
        read = read_reported(written(tmp_path / "reported.yaml", block.text), shown.rules.documents)
        assert [str(problem) for problem in read.problems] == []
    elif isinstance(tree, dict) and "contract" in tree:
        contract, problems = load_contract(shown.paths[str(tree["contract"])], shown.rules)
        assert contract is not None
        assert problems_of(contract, problems, shown) == []
        assert not compiled(shown.rules, contract)[1]
    else:
        heads = {info.alias or name for name, info in ContractHead.model_fields.items()} | {"terms", "requires"}
        assert isinstance(tree, list) or (isinstance(tree, dict) and set(tree) <= heads), "a page shows an example of nothing"
        contract, problems = parse_contract(fragment(tree), shown.rules)
        assert contract is not None, problems
        assert problems_of(contract, problems, shown) == []


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("contract_id", ["my-model", "my-earnings"])
def test_the_cases_shown_pass_and_exercise_the_whole_contract(contract_id: str, shown: Workspace) -> None:
    contract = shown.contract(contract_id)
    (block,) = [one for one in EXAMPLES if one.path == f"contracts/{contract_id}/cases.yaml"]
    cases, _ = parse_cases(block.text, contract)
    results = run_cases(contract, cases, shown.rules, engine("reference"))
    assert [str(problem) for problem in results.problems] == []
    assert [str(miss) for result in results.failed for miss in result.misses] == []
    assert results.unexercised == ()


def test_a_contract_with_a_parent_states_only_what_differs(shown: Workspace) -> None:
    """What the page says of the example: changed, left out, added, and where each standing comes from."""
    plan, _ = compiled(shown.rules, shown.contract("my-town"))
    assert plan is not None
    ids = [note.term for note in plan.notes]
    assert ids[0] == "referral_window" and ids[-1] == "on_a_benefit" and "evidence" not in ids
    hours = plan.note("hours")
    assert hours.origin == "From my-model, with at least, concurrent jobs as stated here"
    assert any("town" in source for source in hours.sources)
    assert plan.note("age").origin == "From my-model"


# ------------------------------------------------------------------------------------------------ a mapping file


def test_the_export_shown_is_read_as_the_page_says(tmp_path: Path) -> None:
    page = ROOT / "docs" / "reference" / "mapping.md"
    text = page.read_text(encoding="utf-8")
    for name, rows in re.findall(r"^\*\*([^*\n]+\.csv)\*\*\n\n```csv\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        written(tmp_path / name, rows)
    (block,) = [one for one in EXAMPLES if one.page == page.name]
    read: Read = read_input(tmp_path, mapping=written(tmp_path / "council.yaml", block.text))
    assert [str(problem) for problem in read.problems] == []
    first, second = read.caseload.journeys
    assert (first.journey_id, first.client_id, first.start_date) == ("10021", "C-310", date(2026, 4, 6))
    assert (first.facts["disabled"], first.facts["benefit"], first.facts["area"]) == (False, "uc", "S12000014")
    assert (second.end_reason, second.facts.get("disabled")) == ("left_early", None)
    (job,) = read.caseload.jobs["C-310"]
    assert (job.job_id, job.weekly_hours, job.hourly_pay_pence, job.basis) == ("J1", 1600, 1271, "employee")
    assert all(word not in repr(read) for word in ("Example", "1988", "FK1"))


# ---------------------------------------------------------------------------------------------------- what is said


def test_every_kind_of_term_is_shown(shown: Workspace) -> None:
    trees = [block.tree for block in EXAMPLES if block.page == "terms.md"]
    terms = [term for tree in trees if isinstance(tree, list) for term in tree if isinstance(term, dict)]
    assert {term.get("kind") for term in terms} == set(kinds())
    assert {kind for kind, of in kinds().items() if not of.examples} == set(SHOWN)


def test_only_what_is_not_modelled_needs_no_standing(shown: Workspace) -> None:
    without = set()
    for kind, of in kinds().items():
        text = SHOWN[kind] if kind in SHOWN else of.examples[0].term
        (term,) = yaml.load(text, Loader=yaml.BaseLoader)
        for standing in ("source", "assumed", "illustrative"):
            term.pop(standing, None)
        contract, _ = parse_contract(fragment([term]), shown.rules)
        assert contract is not None
        if "C040" not in {problem.code for problem in compiled(shown.rules, contract)[1]}:
            without.add(kind)
    assert without == {"not_modelled"}


def test_notes_and_columns_are_of_kinds_and_columns_that_there_are() -> None:
    assert set(NOTES) | set(ASKS) <= set(kinds())
    named = [(table, column) for asked in ASKS.values() for table, columns in asked.items() for column in columns]
    assert [(table, column) for table, column in named if column not in TABLES[table].by_name] == []


def test_every_way_to_write_a_condition_is_one(shown: Workspace) -> None:
    text = (ROOT / "docs" / "reference" / "conditions.md").read_text(encoding="utf-8")
    table = text.partition("## How a condition is written")[2].partition("* Both ends")[0]
    facts = [code for code in re.findall(r"`([^`]+)`", table) if re.match(r"\w+: ", code)]
    assert len(facts) >= 7
    for fact in facts:
        contract, problems = parse_contract(fragment(yaml.load(f"requires: {{{fact}}}", Loader=yaml.BaseLoader)), shown.rules)
        assert contract is not None, problems
        assert problems_of(contract, problems, shown) == []


def test_every_column_that_a_case_may_give_can_be_given(shown: Workspace) -> None:
    text = (ROOT / "docs" / "reference" / "cases.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `\w+`, `(earlier|jobs|earnings)` \| (.+) \|$|^\| `(claims)` \| (.+) \|$", text, re.MULTILINE)
    listed = {key or claims: re.findall(r"`(\w+)`", columns or of) for key, columns, claims, of in rows}
    assert set(listed) == {"earlier", "jobs", "earnings", "claims"}
    needed = {
        "jobs": {"start_date": "2026-05-04"},
        "earnings": {"paid_on": "2026-05-04", "amount_pence": "1"},
        "claims": {"outcome": "13-week", "claimed_on": "2026-05-04"},
    }
    cells = {
        key: [{name: needed.get(key, {}).get(name, "") for name in columns if name != "job_id"}]
        for key, columns in listed.items()
    }
    case = {"case": "every column", "as_of": "2026-05-04", **cells, "expect": {"eligible": "undetermined"}}
    cases, problems = parse_cases(yaml.dump({"cases": [case]}, default_style='"'), shown.contract("my-model"))
    assert [str(problem) for problem in problems] == []
    assert len(cases) == 1


def test_messages_that_send_a_reader_to_a_page_name_one_that_there_is() -> None:
    models = {
        ContractFile: "contracts",
        kinds()["hours_per_week"]: "terms",
        loading.cases._Case: "cases",
        row_model(TABLES["jobs"]): "cases",
        loading.mapping._MappingFile: "mapping",
        loading.rules._PriceFile: "prices",
        loading.rules._ParameterFile: "contracts",
    }
    for model, page in models.items():
        assert _reference_page(model, ()) == f"docs/reference/{page}.md"
    assert _reference_page(kinds()["condition"], ("terms", 0, "requires")) == "docs/reference/conditions.md"
    assert {f"{page}.md" for page in (*models.values(), "conditions")} <= {page.name for page in REFERENCE}


@pytest.mark.parametrize("page", REFERENCE, ids=lambda page: page.name)
def test_every_link_leads_to_a_heading(page: Path) -> None:
    def headings(of: Path) -> set[str]:
        return {anchor(text) for text in re.findall(r"^#+ (.+)$", of.read_text(encoding="utf-8"), re.MULTILINE)}

    text = page.read_text(encoding="utf-8")
    for name, heading in re.findall(r"\]\(([\w.-]*)#([\w-]+)\)", text):
        assert heading in headings(page.parent / name if name else page), f"{name}#{heading}"
    for name in re.findall(r"\]\(([\w.-]+\.md)", text):
        assert (page.parent / name).is_file(), name
