"""A contract's terms put together from its own file, the shared packs it uses and the parent it names, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from commissioning.errors import Place, Problem, nearest
from commissioning.loading.rules import Rules
from commissioning.loading.yaml_tree import KEY, Tree, YamlFile, read_yaml
from commissioning.terms.contract import Inherited
from commissioning.terms.origin import USED, Origin
from commissioning.terms.origin import Path as TreePath

USE_KEYS = ("use", "with", "source", "assumed", "illustrative")
STANDINGS = ("source", "assumed", "illustrative")
NOT_INHERITED = ("contract", "title", "summary", "scope", "in_force_from", "parent", "leave_out", "terms")
DEEPEST = 5
"""How many parents a contract may have above it."""


@dataclass
class Merged:
    """A contract's tree with all its terms, and the place of every part in whichever file it stands."""

    file: str
    tree: dict[str, Any]
    places: dict[TreePath, Place]
    lines: dict[str, tuple[str, ...]]
    shared: dict[str, str] = field(default_factory=dict)
    inherited: dict[str, Inherited] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def origin(self, file: str = "") -> Origin:
        """Where everything stands."""
        return Origin(file or self.file, self.places, self.lines)

    def terms(self) -> list[Tree]:
        """The terms as they are listed; none where the file lists none."""
        listed = self.tree.get("terms")
        return listed if isinstance(listed, list) else []


def merged_terms(file: YamlFile, rules: Rules, above: tuple[str, ...] = ()) -> Merged:
    """The contract in *file* with the terms of packs and of its parent in their places.

    *above* names the contracts this one is a parent of. Problems of the parent's own file are its own and not told here.
    """
    own = _with_packs(file, rules)
    parent = own.tree.get("parent")
    if not isinstance(parent, str):
        return own
    known = rules.contracts.get(parent)
    lineage = (*above, str(own.tree.get("contract")))
    if known is None or parent in lineage or len(lineage) > DEEPEST:
        remedy = nearest(parent, rules.contracts) or f"contracts there are: {', '.join(sorted(rules.contracts))}"
        message = f"there is no contract '{parent}' to be the parent"
        if known is not None:
            message, remedy = f"'{parent}' cannot be the parent of a contract that is above it", "name another parent, or none"
        own.problems.append(own.origin().problem("C080", message, remedy, ("parent",)))
        return own
    from_parent = merged_terms(read_yaml(known, f"{known.parent.name}/{known.name}"), rules, lineage)
    return _Inheriting(own, from_parent, parent).merged()


# ------------------------------------------------------------------------------------------------------------ packs


def _with_packs(file: YamlFile, rules: Rules) -> Merged:
    """Put the terms of each pack in the place of the ``use`` that names it."""
    tree = dict(file.tree) if isinstance(file.tree, dict) else {}
    merged = Merged(file.file, tree, {}, {file.file: file.lines})
    for path, place in file.places.items():
        if path[:1] != ("terms",) or len(path) == 1 or path == ("terms", KEY):
            merged.places[path] = place
    if not isinstance(tree.get("terms"), list):
        return merged
    terms: list[Tree] = []
    for index, item in enumerate(merged.terms()):
        if isinstance(item, dict) and "use" in item:
            _use(item, index, file, rules, merged, terms)
        else:
            _copy_places(file.places, ("terms", index), ("terms", len(terms)), merged.places)
            terms.append(item)
    tree["terms"] = terms
    return merged


def _use(item: dict[str, Tree], index: int, file: YamlFile, rules: Rules, merged: Merged, terms: list[Tree]) -> None:
    origin = file.origin()
    at: TreePath = ("terms", index)
    for key in item:
        if key not in USE_KEYS:
            remedy = nearest(key, USE_KEYS) or f"keys here: {', '.join(USE_KEYS)}"
            merged.problems.append(origin.problem("C010", f"terms[{index}]: unknown key '{key}'", remedy, (*at, key, KEY)))
    name = str(item["use"])
    pack = rules.packs.get(name)
    if pack is None:
        remedy = nearest(name, rules.packs) or f"packs there are: {', '.join(sorted(rules.packs))}"
        merged.problems.append(origin.problem("C017", f"there is no shared pack '{name}' in rules/packs", remedy, (*at, "use")))
        return
    if name in merged.shared.values():
        merged.problems.append(origin.problem("C025", f"the pack '{name}' is used twice", "keep one of the two", (*at, "use")))
        return
    merged.lines[pack.file.file] = pack.file.lines
    standing: dict[str, Tree] = {key: item[key] for key in STANDINGS if key in item}
    changes = item.get("with") or {}
    if not isinstance(changes, dict):
        merged.problems.append(
            origin.problem("C013", "with: must map term ids to fields", "write `with: {term: {field: …}}`", (*at, "with"))
        )
        changes = {}
    ids = [str(term.get("id")) for term in pack.terms if isinstance(term, dict)]
    for term_id in changes:
        if term_id not in ids:
            remedy = nearest(term_id, ids) or f"its terms: {', '.join(ids)}"
            merged.problems.append(
                origin.problem("C018", f"pack '{name}' has no term '{term_id}'", remedy, (*at, "with", term_id, KEY))
            )
    for position, shared in enumerate(pack.terms):
        new: TreePath = ("terms", len(terms))
        _copy_places(pack.file.places, ("terms", position), new, merged.places)
        merged.places[(*new, USED)] = origin.place((*at, "use"))
        term = shared
        if isinstance(shared, dict):
            term = dict(shared)
            merged.shared[str(term.get("id"))] = name
            if standing:
                term["restated"] = dict(standing)
                _copy_places(file.places, at, (*new, "restated"), merged.places)
            own = changes.get(str(term.get("id")))
            if isinstance(own, dict):
                for key, value in own.items():
                    term[key] = value
                    where = (*at, "with", str(term.get("id")), key)
                    _copy_places(file.places, where, (*new, key), merged.places)
                    merged.places[(*new, key, KEY)] = file.places.get((*where, KEY), merged.places[(*new, key)])
        terms.append(term)


# ----------------------------------------------------------------------------------------------------------- parents


class _Inheriting:
    """A contract that names a parent: the parent's terms in their order, changed where the contract says so, then its own."""

    def __init__(self, own: Merged, parent: Merged, parent_id: str) -> None:
        self._own = own
        self._parent = parent
        self._id = parent_id
        self._terms: list[Tree] = []
        # A parent's other problems are told where the parent itself is checked; that its own parent is wrong matters here too.
        above = [problem for problem in parent.problems if problem.code == "C080"]
        self._result = Merged(own.file, {}, {}, {**parent.lines, **own.lines}, problems=[*own.problems, *above])

    def merged(self) -> Merged:
        """The whole contract."""
        own, parent, result = self._own, self._parent, self._result
        for path, place in own.places.items():
            if path[:1] != ("terms",) or len(path) == 1 or path == ("terms", KEY):
                result.places[path] = place
        result.tree = {**{k: v for k, v in parent.tree.items() if k not in NOT_INHERITED}, **own.tree}
        for name in ("documents", "facts", "reading_sets"):
            both = (parent.tree.get(name), own.tree.get(name))
            if all(isinstance(part, dict) for part in both):
                result.tree[name] = {**both[0], **both[1]}  # type: ignore[dict-item]
        result.shared = {**parent.shared, **own.shared}
        changed = self._changed()
        left_out = self._left_out()
        for index, term in enumerate(parent.terms()):
            self._inherit(term, index, changed, left_out)
        for index, term in enumerate(own.terms()):
            if index not in changed.values():
                _copy_places(own.places, ("terms", index), ("terms", len(self._terms)), result.places)
                self._terms.append(term)
        result.tree["terms"] = self._terms
        return result

    def _changed(self) -> dict[str, int]:
        """The contract's own terms that have the id of a term of the parent, by that id."""
        ids = {term.get("id") for term in self._parent.terms() if isinstance(term, dict)}
        listed = enumerate(self._own.terms())
        return {str(t["id"]): i for i, t in listed if isinstance(t, dict) and t.get("id") in ids}

    def _left_out(self) -> Mapping[str, TreePath]:
        """The parent's terms that the contract does without, each with the path that says so."""
        given = self._own.tree.get("leave_out")
        named = {str(name): ("leave_out", i) for i, name in enumerate(given if isinstance(given, list) else [])}
        ids = [str(term.get("id")) for term in self._parent.terms() if isinstance(term, dict)]
        for name, path in named.items():
            if name not in ids:
                remedy = nearest(name, ids) or f"its terms: {', '.join(ids)}"
                self._problem("C081", f"the parent '{self._id}' has no term '{name}'", remedy, path)
        return named

    def _inherit(self, term: Tree, index: int, changed: Mapping[str, int], left_out: Mapping[str, TreePath]) -> None:
        term_id = str(term.get("id")) if isinstance(term, dict) else ""
        own_index = changed.get(term_id)
        if isinstance(term, dict) and term.get("fixed") == "yes" and (own_index is not None or term_id in left_out):
            path = ("terms", own_index) if own_index is not None else left_out[term_id]
            place = self._parent.origin().place(("terms", index, "fixed"))
            self._problem(
                "C082",
                f"'{term_id}' is fixed by the parent '{self._id}' (at {place})",
                "leave the term as the parent has it",
                path,
            )
            return
        if term_id in left_out:
            return
        new: TreePath = ("terms", len(self._terms))
        _copy_places(self._parent.places, ("terms", index), new, self._result.places)
        before = self._parent.inherited.get(term_id, Inherited(self._id))
        if own_index is None or not isinstance(term, dict):
            if term_id:
                self._result.inherited[term_id] = before
            self._terms.append(term)
            return
        own = self._own.terms()[own_index]
        assert isinstance(own, dict)
        if "kind" in own and own["kind"] != term.get("kind"):
            # Another kind of term in its place: nothing of the parent's is left.
            _copy_places(self._own.places, ("terms", own_index), new, self._result.places)
            self._result.shared.pop(term_id, None)
            self._terms.append(own)
            return
        self._terms.append(self._with_changes(term, own, own_index, new))
        fields = tuple(key for key in own if key not in ("id", "kind", *STANDINGS))
        self._result.inherited[term_id] = Inherited(before.contract, (*before.changed, *fields))

    def _with_changes(self, term: dict[str, Tree], own: dict[str, Tree], own_index: int, new: TreePath) -> Tree:
        """The parent's term with the contract's own fields; fields that stay keep the standing the parent gave them."""
        merged = {**term, **own}
        restated = merged.pop("restated", None)
        standing = restated if isinstance(restated, dict) else {key: term[key] for key in STANDINGS if key in term}
        if any(key in own for key in STANDINGS):
            for key in STANDINGS:
                if key not in own:
                    merged.pop(key, None)
        if standing and "kept" not in term:
            kept: list[Tree] = [key for key in term if key not in own and key not in ("id", "kind", "restated", *STANDINGS)]
            merged["kept"] = {**standing, "fields": kept}
        for key in own:
            where: TreePath = ("terms", own_index, key)
            _copy_places(self._own.places, where, (*new, key), self._result.places)
            if (*where, KEY) in self._own.places:
                self._result.places[(*new, key, KEY)] = self._own.places[(*where, KEY)]
        return merged

    def _problem(self, code: str, message: str, remedy: str, path: TreePath) -> None:
        self._result.problems.append(self._own.origin().problem(code, message, remedy, path))


def _copy_places(source: Mapping[TreePath, Place], old: TreePath, new: TreePath, target: dict[TreePath, Place]) -> None:
    for path in [known for known in target if known[: len(new)] == new]:
        del target[path]
    for path, place in source.items():
        if path[: len(old)] == old:
            target[(*new, *path[len(old) :])] = place
