"""YAML as text with places: every scalar stays the text its author wrote, and every node knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

import yaml

from commissioning.errors import Place, Problem
from commissioning.terms.origin import Origin, Path

Tree = str | list["Tree"] | dict[str, "Tree"] | None

MOST_BYTES = 2_000_000
MOST_VALUES = 20_000
"""The most keys and values a file may hold: ten times as many as the longest that ships."""
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
        with path.open("rb") as file:
            # No more than tells that it is too large: what is given as a file may have no end.
            raw = file.read(MOST_BYTES + 1)
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
        found.problems.append(_of_another_encoding(raw, error.start, found.file))
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
        found.problems += slips(found.lines, found.origin()) or [_malformed(error, found)]
        return found
    except (yaml.YAMLError, RecursionError, ValueError):
        found.problems.append(
            Problem("C004", "is not well-formed YAML", "look for control characters and deep nesting", Place(file))
        )
        return found
    found.problems += slips(found.lines, found.origin())
    if found.problems:
        return found
    if node is None:
        found.problems.append(
            Problem("C005", "is empty", "write the contract, or start with `commissioning new contract`", Place(file))
        )
        return found
    found.tree = _built(node, (), found, 0, set())
    if len(found.places) > MOST_VALUES:
        found.problems = [Problem("C002", f"holds more than {MOST_VALUES:,} keys and values", "split it", Place(file))]
        found.tree = None
    return found


def _of_another_encoding(raw: bytes, start: int, file: str) -> Problem:
    """What is wrong with a file that is not UTF-8, with the first character that shows it."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem("C003", "is not UTF-8 text but UTF-16, which some editors call Unicode", "save it as UTF-8", Place(file))
    line, column = raw[:start].count(b"\n") + 1, start - raw.rfind(b"\n", 0, start)
    seen = raw[start : start + 1].decode("cp1252", errors="replace")
    message = f"is not UTF-8 text: the character '{seen}' stands here in another encoding"
    return Problem("C003", message, "save the file as UTF-8", Place(file, line, column))


# Each a slip that editors and word processors make where a key or a value begins: the pattern, whose group is the slip, the
# code, what it is and what to do. Text inside a quote or a folded block is not looked at.
_ODD = r"[\u00a0\u2000-\u200b\u202f\ufeff]"
_SLIPS = (
    (re.compile(r"^ *(\t)"), "C023", "a tab stands where only spaces may", "indent with spaces"),
    (
        re.compile(rf"^[ \t]*({_ODD})|^ *(?:- +)*[\w.-]+(?::|(?={_ODD}+:))({_ODD})"),
        "C023",
        "a blank that is no ordinary space stands here",
        "type an ordinary space in its place",
    ),
    (
        re.compile("(?:: +|^ *- +|[\\[{] *)([\u201c\u201d\u201e\u2018])"),
        "C024",
        "a typographic quote stands where a straight one is needed",
        'write " in its place',
    ),
    (
        re.compile(r"(?:: +)([<>]=? *\d+)"),
        "C004",
        "a value cannot be a comparison",
        "write {at_least: …} or {at_most: …}, or put it in quotes if it is text",
    ),
)
_FOLDED = re.compile(r"(?:^|[:-] )[ ]*[|>][0-9+-]{0,2} *(?:#.*)?$")


def slips(lines: Sequence[str], origin: Origin) -> list[Problem]:
    """The slips of typing in the lines of a file, each where it stands."""
    found: list[Problem] = []
    folded: int | None = None
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if folded is not None and (not line.strip() or indent > folded):
            continue
        folded = indent if _FOLDED.search(line) else None
        for pattern, code, message, remedy in _SLIPS:
            slip = None if line.lstrip().startswith("#") else pattern.search(line)
            if slip is not None and line.count('"', 0, slip.end()) % 2 == 0:
                at = Place(origin.file, number, max(slip.start(group) for group in range(1, len(slip.groups()) + 1)) + 1)
                found.append(origin.problem_at(code, message, remedy, at))
                break
    return found


def _malformed(error: yaml.MarkedYAMLError, found: YamlFile) -> Problem:
    """What the parser says, told where what was never closed begins."""
    context, said = error.context or "", error.problem or error.context or "unreadable"
    opened = error.context_mark
    for part, what in (("flow mapping", "the { here"), ("flow sequence", "the [ here"), ("quoted scalar", "the quote here")):
        if part in context and opened is not None:
            remedy = "close it, or put quotes around text that holds , : { } [ ] or #"
            message = f"{what} is not closed, or what stands in it is not well-formed YAML: {said}"
            return found.origin().problem_at("C004", message, remedy, Place(found.file, opened.line + 1, opened.column + 1))
    mark = error.problem_mark or opened
    place = Place(found.file, mark.line + 1, mark.column + 1) if mark else Place(found.file)
    remedy = "look for a missing colon, a bad indent or an unclosed quote, here or in the lines above"
    return found.origin().problem_at("C004", f"is not well-formed YAML: {said}", remedy, place)


_ONE_IN_ANOTHER = re.compile(rf"^[ \t]*(?:[-?:][ \t]+){{{DEEPEST},}}", re.MULTILINE)
"""Lists and keys opened one in the other on one line."""


def _too_nested(text: str) -> bool:
    """Whether a text is nested so deeply that the parser, which is written in C, could end the whole program."""
    if _ONE_IN_ANOTHER.search(text):
        return True
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
