"""Contracts from their folders: the file read, shared terms put in, every part checked, all problems at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from commissioning.errors import Place, Problem, Severity, nearest
from commissioning.loading.merging import merged_terms
from commissioning.loading.rules import Rules
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import Tree, YamlFile, parse_yaml, read_yaml
from commissioning.terms.base import Term
from commissioning.terms.catalogue import kind, kind_names
from commissioning.terms.contract import Contract, ContractFile
from commissioning.terms.facts import FACTS
from commissioning.terms.origin import Origin
from commissioning.terms.origin import Path as TreePath
from commissioning.terms.settings import Marked, Source

CONTRACT_NAME = "contract.yaml"


def find_contracts(folders: Iterable[Path]) -> tuple[dict[str, Path], list[Problem]]:
    """The contract files in *folders* by the name of their own folder.

    A contract of a later folder stands in the place of one of an earlier folder, and a warning says so if they differ.
    """
    found: dict[str, Path] = {}
    notes: list[Problem] = []
    for folder in folders:
        for path in sorted(folder.glob(f"*/{CONTRACT_NAME}")):
            name = path.parent.name
            if name in found and path.read_bytes() != found[name].read_bytes():
                message = f"the contract '{name}' of this folder is used in the place of the one that ships"
                remedy = "give it another id if both are wanted"
                notes.append(Problem("U018", message, remedy, Place(str(path)), severity=Severity.WARNING))
            found[name] = path
    return found, notes


def load_contract(path: Path, rules: Rules, shown_as: str = "") -> tuple[Contract | None, list[Problem]]:
    """The contract in a file or in a folder, and every problem with it; None where it cannot be made.

    Problems name its folder and the file as their place, or *shown_as*.
    """
    file_path = path / CONTRACT_NAME if path.is_dir() else path
    file = read_yaml(file_path, shown_as or f"{file_path.parent.name}/{file_path.name}")
    folder = file_path.parent.name if file_path.name == CONTRACT_NAME else ""
    return _contract_in(file, rules, folder)


def parse_contract(text: str, rules: Rules, file: str = CONTRACT_NAME) -> tuple[Contract | None, list[Problem]]:
    """As :func:`load_contract`, from text; problems name *file* as their place."""
    return _contract_in(parse_yaml(text, file), rules)


def problems_of_the_rest(path: Path, rules: Rules, shown_as: str) -> tuple[Contract | None, list[Problem]]:
    """Where a contract cannot be made: what can be made of it, and the problems between its sound parts.

    A broken term stands there as one that is not modelled, a broken head as a blank one, so that every problem can be told at
    once and not those of form first.
    """
    merged = merged_terms(read_yaml(path, shown_as), rules)
    origin = merged.origin(shown_as)
    listed = merged.tree.get("terms")
    trees = [
        _left_out(tree, index) if _terms([tree], origin)[1] else tree
        for index, tree in enumerate(listed if isinstance(listed, list) else [])
    ]
    head, _ = validated(ContractFile, {**merged.tree, "terms": trees}, origin)
    blank_head = {"contract": "contract", "title": "A contract", "summary": "Broken."}
    blank, _ = validated(ContractFile, {**blank_head, "terms": trees}, origin)
    if blank is None:
        return None, []
    contract = Contract(head or blank, _terms(trees, origin)[0], origin, "", merged.shared, merged.inherited)
    return contract, _checked(contract, path.parent.name if head is not None and path.name == CONTRACT_NAME else "", rules)


def _left_out(tree: Tree, index: int) -> Tree:
    own = tree.get("id") if isinstance(tree, dict) else None
    name: Tree = own if isinstance(own, str) else f"term-{index}"
    return {"id": name, "kind": "not_modelled", "what": "a term that is broken", "why": "It is broken."}


def _contract_in(file: YamlFile, rules: Rules, folder: str = "") -> tuple[Contract | None, list[Problem]]:
    if not isinstance(file.tree, dict):
        if not file.problems:
            file.problems.append(
                Problem(
                    "C009",
                    "is not a contract: it must be a mapping of keys to values",
                    "start with `commissioning new contract ID`",
                    Place(file.file),
                )
            )
        return None, file.problems
    merged = merged_terms(file, rules)
    origin = merged.origin(file.file)
    model, found = validated(ContractFile, merged.tree, origin)
    terms, wrong = _terms(merged.tree.get("terms"), origin)
    problems = [*file.problems, *merged.problems, *found, *wrong]
    if model is None or wrong:
        return None, problems
    lines = "\n".join(line for name in sorted(merged.lines) for line in merged.lines[name])
    digest = hashlib.sha256((lines + rules.digest).encode()).hexdigest()
    contract = Contract(model, terms, origin, digest, merged.shared, merged.inherited)
    problems += _checked(contract, folder, rules)
    return contract, problems


def _terms(listed: Any, origin: Origin) -> tuple[tuple[Term, ...], list[Problem]]:
    """Each term checked as its kind, and every problem with any of them."""
    terms: list[Term] = []
    problems: list[Problem] = []
    for index, tree in enumerate(listed if isinstance(listed, list) else []):
        at: TreePath = ("terms", index)
        name = tree.get("kind") if isinstance(tree, dict) else None
        if not isinstance(tree, dict):
            problems.append(
                origin.problem("C013", f"terms[{index}]: must be a mapping of keys to values", "give it an id and a kind", at)
            )
        elif name is None:
            problems.append(origin.problem("C011", f"terms[{index}]: 'kind' is missing", "say which kind of term it is", at))
        elif name not in kind_names():
            remedy = nearest(str(name), kind_names()) or f"use one of: {', '.join(kind_names())}"
            problems.append(origin.problem("C012", f"there is no kind of term '{name}'", remedy, (*at, "kind")))
        else:
            term, found = validated(kind(str(name)), tree, origin, at)
            problems += found
            terms += [term] if term is not None else []
    return tuple(terms), problems


# ---------------------------------------------------------------------------------------------------- further checks


def _checked(contract: Contract, folder: str, rules: Rules) -> list[Problem]:
    """What no field can say by itself: ids, documents, precedence, folder name, ``use`` and own terms."""
    origin, head = contract.origin, contract.head
    problems: list[Problem] = []
    if folder and head.contract != folder:
        problems.append(
            origin.problem(
                "C019",
                f"the contract calls itself '{head.contract}', its folder '{folder}'",
                "give both one name",
                ("contract",),
            )
        )
    seen: dict[str, int] = {}
    for index, term in enumerate(contract.terms):
        if term.id in seen:
            first = origin.place(("terms", seen[term.id]))
            problems.append(
                origin.problem(
                    "C020",
                    f"two terms have the id '{term.id}' (the other at {first})",
                    "rename one",
                    ("terms", index, "id"),
                )
            )
        seen.setdefault(term.id, index)
    documents = {**rules.documents, **head.documents}
    for path, source in _sources(contract):
        if source not in documents:
            remedy = nearest(source, documents) or "add it to rules/documents.yaml or under 'documents'"
            problems.append(origin.problem("C021", f"there is no document '{source}' in the register", remedy, path))
    for index, name in enumerate(head.precedence):
        if name not in documents:
            remedy = nearest(name, documents) or "add it to rules/documents.yaml or under 'documents'"
            problems.append(
                origin.problem("C021", f"there is no document '{name}' in the register", remedy, ("precedence", index))
            )
    for name in head.facts:
        if name in FACTS:
            problems.append(
                origin.problem(
                    "C022", f"'{name}' is a common column already", "leave it out", ("facts", name), Severity.WARNING
                )
            )
    return problems


def _sources(contract: Contract) -> Iterable[tuple[TreePath, str]]:
    """Every document a contract cites, with the path of the citation."""

    def walk(value: object, path: TreePath) -> Iterable[tuple[TreePath, str]]:
        if isinstance(value, Source):
            yield (*path, "document"), value.document
        elif isinstance(value, Marked) or hasattr(type(value), "model_fields"):
            for name, info in type(value).model_fields.items():  # type: ignore[attr-defined]
                yield from walk(getattr(value, name), (*path, info.alias or name))
        elif isinstance(value, dict):
            for key, item in value.items():
                yield from walk(item, (*path, key))
        elif isinstance(value, tuple | list):
            for index, item in enumerate(value):
                yield from walk(item, (*path, index))

    for index, term in enumerate(contract.terms):
        yield from walk(term, ("terms", index))
