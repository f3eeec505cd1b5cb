"""Variations of a contract that is being designed: values changed, each checked like any other and marked illustrative."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

from commissioning.errors import Problem, Refused, nearest, usage
from commissioning.loading.merging import STANDINGS, merged_terms
from commissioning.loading.rules import Rules
from commissioning.loading.validating import validated
from commissioning.loading.yaml_tree import Tree, read_yaml
from commissioning.terms.base import Term
from commissioning.terms.catalogue import kind
from commissioning.terms.contract import Contract

MOST_VARIANTS = 2_000
"""How many variants one sweep may have."""

NOT_CHANGED = ("id", "kind", "title", "also", "note", "fixed", "kept", "restated", *STANDINGS)
"""Keys of a term that are no values of it."""

STATED = ("value", "silent", "conflicting", "parameter")
"""A mapping with one of these keys states a value, in one of its forms."""

_SETTING = re.compile(r"([^=@]+?)(?:@(\d{4}-\d{2}-\d{2}))?\s*=\s*(.+)", re.DOTALL)
_RANGE = re.compile(r"(\d+(?:\.\d+)?):(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)(?:\s+(\w+))?")


@dataclass(frozen=True, slots=True)
class Change:
    """One value changed: the path that says which, the day of the version meant (None: all of them), the new value as text."""

    path: str
    on: date | None
    value: str

    def __str__(self) -> str:
        return f"{self.path}{f'@{self.on.isoformat()}' if self.on else ''}={self.value}"


@dataclass(frozen=True, slots=True)
class Sweep:
    """The values that one path takes in turn."""

    path: str
    on: date | None
    values: tuple[str, ...]

    @property
    def name(self) -> str:
        """The path as the user wrote it."""
        return f"{self.path}{f'@{self.on.isoformat()}' if self.on else ''}"


Variant = tuple[Change, ...]
"""Changes made together."""


# ------------------------------------------------------------------------------------------------------ what is asked


def parse_change(text: str) -> Change:
    """``term.field=value`` or ``term.field@DATE=value``. Raises :class:`~commissioning.errors.Refused`."""
    path, on, value = _parts(text, "hours.at_least=12")
    return Change(path, on, value)


def parse_sweep(text: str) -> Sweep:
    """``term.field=FROM:TO:STEP`` (both ends included, perhaps with a unit) or ``term.field=one,another``."""
    path, on, value = _parts(text, "hours.at_least=0:35:1")
    found = _RANGE.fullmatch(value)
    values = _range(text, found) if found else tuple(part.strip() for part in value.split(","))
    if len(values) < 2 or not all(values) or len(set(values)) != len(values):
        raise usage("U072", f"'{text}': a sweep needs two different values or more", "write for instance hours.at_least=0:35:1")
    return Sweep(path, on, values)


def _parts(text: str, example: str) -> tuple[str, date | None, str]:
    found = _SETTING.fullmatch(text.strip())
    path = found[1].strip() if found else ""
    try:
        on = date.fromisoformat(found[2]) if found and found[2] else None
    except ValueError:
        found = None
        on = None
    if found is None or "." not in path:
        raise usage("U071", f"'{text}' changes nothing: it must say which value of which term", f"write for instance {example}")
    return path, on, found[3].strip()


def _range(text: str, found: re.Match[str]) -> tuple[str, ...]:
    first, last, step = (Decimal(found[i]) for i in (1, 2, 3))
    if step <= 0 or last < first or (last - first) / step > MOST_VARIANTS:
        remedy = f"write FROM:TO:STEP with a step above 0, and no more than {MOST_VARIANTS:,} values"
        raise usage("U072", f"'{text}': nothing can be swept from {first} to {last} by {step}", remedy)
    unit = f" {found[4]}" if found[4] else ""
    count = int((last - first) / step) + 1
    return tuple(f"{_plain(first + i * step)}{unit}" for i in range(count))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def grid(changes: Sequence[Change], sweeps: Sequence[Sweep]) -> list[Variant]:
    """Every combination of the sweeps' values with the fixed changes, the last sweep varying fastest."""
    number = 1
    for sweep in sweeps:
        number *= len(sweep.values)
    if number > MOST_VARIANTS:
        raise usage(
            "U073", f"{number:,} variants are more than {MOST_VARIANTS:,}", "sweep fewer values, or one after the other"
        )
    taken = [(change.path, change.on) for change in changes] + [(sweep.path, sweep.on) for sweep in sweeps]
    twice = next((str(path) for i, (path, on) in enumerate(taken) if (path, on) in taken[:i]), None)
    if twice:
        raise usage("U074", f"'{twice}' is changed twice", "keep one of the two")
    return [
        (*changes, *(Change(sweep.path, sweep.on, value) for sweep, value in zip(sweeps, values, strict=True)))
        for values in product(*(sweep.values for sweep in sweeps))
    ]


# ------------------------------------------------------------------------------------------------------- how it is made


class Design:
    """One contract from which variants are made. Its file, its packs and its parents are read once."""

    def __init__(self, contract: Contract, rules: Rules) -> None:
        self.contract = contract
        path = rules.contracts.get(contract.id)
        tree = merged_terms(read_yaml(path), rules).tree.get("terms") if path is not None else None
        self._trees: list[dict[str, Any]] = [dict(term) for term in tree or [] if isinstance(term, dict)]
        self._ids = [term.id for term in contract.terms]

    def variant(self, changes: Variant) -> Contract:
        """The contract with these changes. Raises :class:`~commissioning.errors.Refused` with every problem."""
        trees: dict[int, dict[str, Any]] = {}
        silent: set[str] = set()
        for change in changes:
            index, keys = self._found(change)
            tree = trees.setdefault(index, deepcopy(self._trees[index]))
            silent |= _silence_at(tree, keys)
            trees[index] = self._changed(tree, index, keys, change)
        terms = list(self.contract.terms)
        for index, tree in trees.items():
            terms[index] = self._checked(tree, index)[0]
        sets = {
            name: {silence: reading for silence, reading in chosen.items() if silence not in silent}
            for name, chosen in self.contract.head.reading_sets.items()
        }
        said = "\n".join(str(change) for change in changes)
        digest = hashlib.sha256(f"{self.contract.digest}\n{said}".encode()).hexdigest()
        return replace(
            self.contract,
            head=self.contract.head.model_copy(
                update={"reading_sets": {name: chosen for name, chosen in sets.items() if chosen}}
            ),
            terms=tuple(terms),
            digest=digest,
        )

    def changed_terms(self, changes: Variant) -> list[dict[str, Any]]:
        """Each term that differs, as a contract with this one as its parent states it: its id and the fields that differ."""
        trees: dict[int, dict[str, Any]] = {}
        for change in changes:
            index, keys = self._found(change)
            trees[index] = self._changed(trees.get(index, deepcopy(self._trees[index])), index, keys, change)
        found = []
        for index, tree in trees.items():
            before = self._trees[index]
            fields = {k: v for k, v in tree.items() if k not in NOT_CHANGED and before.get(k) != v}
            own: dict[str, Any] = {"id": self._ids[index], **fields}
            marked = {key: tree[key] for key in STANDINGS if key in tree and tree.get(key) != before.get(key)}
            found.append({**own, **marked})
        return found

    def _found(self, change: Change) -> tuple[int, tuple[str, ...]]:
        """The term a change is of, and the keys that lead to the value in its tree."""
        term, _, rest = change.path.partition(".")
        if term not in self._ids:
            remedy = nearest(term, self._ids) or f"its terms: {', '.join(self._ids)}"
            raise usage("U075", f"'{change}': {self.contract.id} has no term '{term}'", remedy)
        index = self._ids.index(term)
        tree, known = self._trees[index], self._fields(index)
        keys = tuple(rest.split("."))
        for start in ((), *((name,) for name in tree if _is_mapping(tree[name]))):
            if _leads((*start, *keys), tree, known):
                return index, (*start, *keys)
        paths = [*known, *_paths(tree)]
        remedy = nearest(rest, paths) or f"values it has: {', '.join(dict.fromkeys(paths))}"
        raise usage("U076", f"'{change}': the term '{term}' has no value '{rest}'", remedy)

    def _fields(self, index: int) -> list[str]:
        model = type(self.contract.terms[index])
        return [name for name in model.model_fields if name not in NOT_CHANGED]

    def _changed(self, tree: dict[str, Any], index: int, keys: tuple[str, ...], change: Change) -> dict[str, Any]:
        """*tree* with the value changed and marked, in whichever form its kind of term takes."""
        tree = _restated(tree)
        before = _at(tree, keys)
        replaced = before[_version(before, change)] if change.on is not None and _is_dated(before) else before
        why = f"What-if: {change.value} in the place of {_said(replaced)}."
        marked = _with(tree, keys, _marked(before, change, why))
        if self._validates(marked, index):
            return marked
        if change.on is None:
            plain = _with(_illustrative(tree, keys[0], why), keys, change.value)
            if self._validates(plain, index):
                return plain
        self._checked(marked, index)
        return marked

    def _validates(self, tree: dict[str, Any], index: int) -> bool:
        return not validated(type(self.contract.terms[index]), tree, self.contract.origin, ("terms", index))[1]

    def _checked(self, tree: dict[str, Any], index: int) -> tuple[Term]:
        model = kind(str(tree.get("kind")))
        term, problems = validated(model, tree, self.contract.origin, ("terms", index))
        if term is None:
            raise Refused([_without_excerpt(problem) for problem in problems])
        return (term,)


def _without_excerpt(problem: Problem) -> Problem:
    """The place is where the value stands that was to be changed; its line says nothing of the new one."""
    return replace(problem, excerpt="")


def _is_mapping(value: object) -> bool:
    return isinstance(value, dict) and not any(key in value for key in STATED)


def _leads(keys: tuple[str, ...], tree: Mapping[str, Any], known: Sequence[str]) -> bool:
    """Whether keys lead to a value that is there, or to a field that the kind of term has and the contract leaves out."""
    node: Any = tree
    for position, key in enumerate(keys):
        if not _is_mapping(node) or (key in NOT_CHANGED and position == 0):
            return False
        if key not in node:
            return position == 0 and len(keys) == 1 and key in known
        node = node[key]
    return not _is_mapping(node)


def _paths(tree: Mapping[str, Any]) -> list[str]:
    found = []
    for name, value in tree.items():
        if name in NOT_CHANGED:
            continue
        found += [f"{name}.{inner}" for inner in _paths(value)] if _is_mapping(value) else [name]
        if _is_mapping(value):
            found += _paths(value)
    return found


def _at(tree: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    node: Any = tree
    for key in keys:
        node = node.get(key) if isinstance(node, dict) else None
    return node


def _with(tree: Mapping[str, Any], keys: tuple[str, ...], value: Tree) -> dict[str, Any]:
    if len(keys) == 1:
        return {**tree, keys[0]: value}
    inner = tree.get(keys[0])
    return {**tree, keys[0]: _with(inner if isinstance(inner, dict) else {}, keys[1:], value)}


def _marked(before: Any, change: Change, why: str) -> Any:
    """The new value in the form of the one it replaces, marked illustrative; of a dated one every version, or the one meant."""
    if _is_dated(before):
        chosen = range(len(before)) if change.on is None else (_version(before, change),)
        return [_value_of(v, change.value, why) if i in chosen else v for i, v in enumerate(before)]
    if change.on is not None:
        raise usage("U077", f"'{change}': the value has no dates", f"write {change.path}={change.value}")
    return {"value": change.value, "illustrative": why}


def _is_dated(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _value_of(version: dict[str, Any], value: str, why: str) -> dict[str, Any]:
    kept = {key: inner for key, inner in version.items() if key not in (*STANDINGS, *STATED)}
    return {"value": value, "illustrative": why, **kept}


def _version(versions: list[dict[str, Any]], change: Change) -> int:
    """The version in force on the day named: of those that began by then, the one that began last."""
    began = [(_from(version), i) for i, version in enumerate(versions)]
    before = [(day, i) for day, i in began if day and change.on is not None and day <= change.on.isoformat()]
    if not before:
        days = ", ".join(day for day, _ in began)
        raise usage("U077", f"'{change}': no version is in force on that day", f"versions begin on {days}")
    return max(before)[1]


def _from(version: dict[str, Any]) -> str:
    given = version.get("from")
    return str(given.get("value")) if isinstance(given, dict) else str(given or "")


def _said(before: Any) -> str:
    """The value that is replaced, in a few words."""
    if before is None:
        return "nothing"
    if isinstance(before, list):
        return ", then ".join(_said(part) for part in before)
    if isinstance(before, dict):
        if "silent" in before:
            return f"a silence ({' or '.join(_said(reading) for reading in before['silent'])})"
        if "parameter" in before:
            return f"the shared value {before['parameter']}"
        if "conflicting" in before:
            return " or ".join(_said(part) for part in before["conflicting"])
        return _said(before.get("value"))
    return str(before)


def _silence_at(tree: Mapping[str, Any], keys: tuple[str, ...]) -> set[str]:
    """The name of the silence that a change fills, if it fills one."""
    before = _at(tree, keys)
    if isinstance(before, dict) and "silent" in before:
        return {str(before.get("name") or keys[-1])}
    return set()


def _restated(tree: dict[str, Any]) -> dict[str, Any]:
    """A term whose every standing was replaced, with that standing as its own, so that one value can have another."""
    standing = tree.get("restated")
    if not isinstance(standing, dict):
        return tree
    plain = {key: _bare(value) for key, value in tree.items() if key not in (*STANDINGS, "restated")}
    return {**plain, **standing}


def _bare(value: Any) -> Any:
    """A value without the standings inside it."""
    if isinstance(value, list):
        return [_bare(item) for item in value]
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in STANDINGS}
    return value


def _illustrative(tree: dict[str, Any], field: str, why: str) -> dict[str, Any]:
    """The term marked illustrative as a whole, its other fields keeping the standing they have: for a field that takes none."""
    standing = {key: tree[key] for key in STANDINGS if key in tree}
    others = [key for key in tree if key != field and key not in NOT_CHANGED]
    bare = {key: value for key, value in tree.items() if key not in STANDINGS}
    kept = {"kept": {**standing, "fields": others}} if standing and "kept" not in tree else {}
    return {**bare, **kept, "illustrative": why}
