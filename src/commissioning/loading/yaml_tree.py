"""YAML as text with places: every scalar stays the text its author wrote, and every node knows its line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from commissioning.errors import Place, Problem
from commissioning.terms.origin import Origin, Path

Tree = str | list["Tree"] | dict[str, "Tree"] | None

MOST_BYTES = 2_000_000
DEEPEST = 40

try:
    _Loader: type = yaml.CSafeLoader
except AttributeError:  # PyYAML built without the C library
    _Loader = yaml.SafeLoader


@dataclass
class YamlFile:
    """A file read: its tree, the place of every node by path, and what was wrong with it as YAML."""

    file: str
    tree: Tree = None
    places: dict[Path, Place] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def origin(self) -> Origin:
        """Where everything in the file stands."""
        return Origin(self.file, self.places, {self.file: self.lines})


def read_yaml(path: FilePath, shown_as: str = "") -> YamlFile:
    """Read a YAML file; anything that is wrong with it is in ``problems`` and its tree is None."""
    found = YamlFile(shown_as or str(path))
    try:
        raw = path.read_bytes()
    except OSError as error:
        found.problems.append(
            Problem("C001", f"cannot be read: {error.strerror or 'unreadable'}", "check the path", Place(found.file))
        )
        return found
    if len(raw) > MOST_BYTES:
        found.problems.append(Problem("C002", "is larger than 2 MB", "split it; a contract file is text", Place(found.file)))
        return found
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found.problems.append(Problem("C003", "is not UTF-8 text", "save it as UTF-8", Place(found.file, line, 1)))
        return found
    return parse_yaml(text, found.file)


def parse_yaml(text: str, file: str) -> YamlFile:
    """Parse YAML text as :func:`read_yaml` does a file."""
    found = YamlFile(file, lines=tuple(text.splitlines()))
    if _too_nested(text):
        found.problems.append(Problem("C004", "is nested too deeply", "write it more plainly", Place(file)))
        return found
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
        message = f"is not well-formed YAML: {error.problem or error.context or 'unreadable'}"
        remedy = "look for a missing colon, a bad indent or an unclosed quote"
        found.problems.append(found.origin().problem_at("C004", message, remedy, place))
        return found
    except (yaml.YAMLError, RecursionError, ValueError):
        found.problems.append(
            Problem("C004", "is not well-formed YAML", "look for control characters and deep nesting", Place(file))
        )
        return found
    if node is None:
        found.problems.append(
            Problem("C005", "is empty", "write the contract, or start with `commissioning new contract`", Place(file))
        )
        return found
    found.tree = _built(node, (), found, 0, set())
    return found


def _too_nested(text: str) -> bool:
    depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            if depth > 50 * DEEPEST:
                return True
        elif character in "]}":
            depth = max(depth - 1, 0)
    return False


def _built(node: yaml.Node, path: Path, found: YamlFile, depth: int, seen: set[int]) -> Tree:
    place = Place(found.file, node.start_mark.line + 1, node.start_mark.column + 1)
    found.places.setdefault(path, place)
    if id(node) in seen or depth > DEEPEST:
        # An alias is the same node met again; expanding it could make a small file endlessly large.
        _problem(found, "C006", "aliases, or nesting this deep, are not read", "write the value out", place)
        return None
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        # A plain scalar has the style None, or with the C library an empty one.
        return None if node.value == "" and not node.style else str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_built(item, (*path, i), found, depth + 1, seen) for i, item in enumerate(node.value)]
    tree: dict[str, Tree] = {}
    for key_node, value_node in node.value:
        key_place = Place(found.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, yaml.ScalarNode):
            _problem(found, "C007", "a key must be plain text", "write one word before the colon", key_place)
            continue
        key = str(key_node.value)
        if key == "<<":
            _problem(found, "C006", "merge keys are not read", "write the values out", key_place)
            continue
        if key in tree:
            _problem(found, "C008", f"'{key}' is written twice", "keep one of the two", key_place)
            continue
        tree[key] = _built(value_node, (*path, key), found, depth + 1, seen)
        # A key's own place is the better one to show for what is wrong with the whole of its value.
        found.places[(*path, key, KEY)] = key_place
    return tree


KEY = "\0key"
"""The last step of the path of a key itself, as against its value."""


def _problem(found: YamlFile, code: str, message: str, remedy: str, place: Place) -> None:
    found.problems.append(found.origin().problem_at(code, message, remedy, place))


def texts(tree: Tree) -> Iterator[str]:
    """Every scalar of a tree."""
    if isinstance(tree, str):
        yield tree
    elif isinstance(tree, list):
        for item in tree:
            yield from texts(item)
    elif isinstance(tree, dict):
        for item in tree.values():
            yield from texts(item)
