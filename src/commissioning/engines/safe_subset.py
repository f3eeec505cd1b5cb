"""The part of durable-rules that is safe and right: what a rule and a fact may say. All else is refused with ValueError.

Used as it comes, the library stops the process on ordinary input, and answers wrongly without an error. Each rule here keeps
out one of the ways to do that:

* A pattern begins with its kind (one that does not may match the library's own facts, and fires for ever), and its conditions
  are one to a dict (the library ignores a second one) in one flat ``$and``.
* A constant is a whole number within ±2^53 or a short plain text, and text is compared for equality only.
* A property compared with another is certain to be there on both sides: required by its kind, or asked for with ``$ex`` before.
* A pattern that is joined to an earlier one has its joins last, and after them one that always holds, ``{"_one": {other:
  "_one"}}``: the library reads past the end of a joined ``$and`` whose last condition is false.
* There is no arithmetic, no negated pattern, no ``$or``, array, pattern of text, count or timer.
* A ruleset has at most :data:`MOST_RULES` rules, and no two names in it have one hash, because the library knows names by hash.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, cast

Kinds = Mapping[str, Sequence[str]]
"""The properties of each kind of fact; those that end with ``?`` may be absent."""

Rules = Mapping[str, Mapping[str, object]]
"""Rules by name, each with ``all`` (its patterns, by alias) and ``then`` (the facts it concludes)."""

MOST_RULES = 59
"""In one ruleset, beside the one of the wrapper: past 64 conditions that hold at once on one fact the library fires nothing,
and past some hundreds it hangs."""

MOST_PATTERNS = 8
MOST_CONDITIONS = 16
WIDEST = 2**53
ALWAYS = "_one"
"""A property that the wrapper gives every fact, so that there is a condition that always holds."""

RESERVED = ("id", "sid", ALWAYS, "kind")
_NAME = re.compile(r"[a-z][a-z_]{0,30}")
_TEXT = re.compile(r"[a-z][a-z _-]{0,30}")
_COMPARISONS = ("$neq", "$lt", "$lte", "$gt", "$gte")


class Kind(NamedTuple):
    """The properties a kind of fact must have, and those it may have."""

    required: frozenset[str]
    allowed: frozenset[str]


class Condition(NamedTuple):
    """One condition of a pattern: a property, a comparison, and a constant or a property of this or of another fact.

    *other* is None for a constant, ``$m`` for the same fact, else the alias of an earlier pattern.
    """

    name: str
    comparison: str
    value: object = None
    other: str | None = None


class Pattern(NamedTuple):
    """A pattern that was read: its kind, its conditions, and the properties that a fact it matches is certain to have."""

    kind: str
    conditions: tuple[Condition, ...]
    certain: frozenset[str]


def read_kinds(kinds: Kinds) -> dict[str, Kind]:
    """The kinds of fact by name."""
    found = {}
    for name, properties in kinds.items():
        _check_name(name)
        allowed = frozenset(one.removesuffix("?") for one in properties)
        for one in allowed:
            _check_name(one)
            _refuse_if(one in RESERVED, f"the property {one} is the library's own")
        required = frozenset(one for one in properties if not one.endswith("?"))
        found[name] = Kind(required | {"kind"}, allowed | {"kind"})
    _check_hashes({*found, *RESERVED, *(one for kind in found.values() for one in kind.allowed)})
    return found


def check_rules(rules: Rules, kinds: Mapping[str, Kind]) -> None:
    """Raises ValueError unless every rule keeps to the safe subset."""
    _refuse_if(not 0 < len(rules) <= MOST_RULES, f"a ruleset has 1 to {MOST_RULES} rules, not {len(rules)}")
    asked: dict[str, int] = {}
    for name, rule in rules.items():
        _refuse_if(not {"all", "then"} <= rule.keys() <= {"all", "then", "says"}, f"rule {name!r} has more than all and then")
        patterns = _patterns(rule["all"], kinds)
        for conclusion in _list(rule["then"]):
            _check_conclusion(_dict(conclusion), patterns, kinds)
        for pattern in patterns.values():
            asked[pattern.kind] = asked.get(pattern.kind, 0) + 1
    for kind, times in asked.items():
        _refuse_if(times > MOST_RULES, f"{times} patterns ask for a fact of kind {kind}, not {MOST_RULES} at most")


def check_fact(fact: Mapping[str, object], kinds: Mapping[str, Kind]) -> None:
    """Raises ValueError unless a fact is of a known kind, complete, and whole numbers and short plain text throughout."""
    kind = kinds.get(str(fact.get("kind")))
    if kind is None:
        raise _refusal("a fact is of a kind that the rules do not know")
    if not kind.required <= fact.keys() <= kind.allowed:
        raise _refusal(f"a {fact['kind']} fact lacks a property, or has one too many")
    for value in fact.values():
        if type(value) is not int or abs(value) > WIDEST:
            _check_constant(value)


def _patterns(given: object, kinds: Mapping[str, Kind]) -> dict[str, Pattern]:
    patterns: dict[str, Pattern] = {}
    _refuse_if(not 0 < len(_list(given)) <= MOST_PATTERNS, f"a rule has 1 to {MOST_PATTERNS} patterns")
    for one in _list(given):
        alias, body = _only(one)
        _check_name(alias)
        _refuse_if(alias in patterns, f"two patterns are called {alias}")
        patterns[alias] = _pattern(body, patterns, kinds)
    _check_hashes(patterns)
    return patterns


def _pattern(body: object, earlier: Mapping[str, Pattern], kinds: Mapping[str, Kind]) -> Pattern:
    word, given = _only(body)
    _refuse_if(word != "$and", "a pattern is one $and of its conditions")
    _refuse_if(not 0 < len(_list(given)) <= MOST_CONDITIONS, f"a pattern has 1 to {MOST_CONDITIONS} conditions")
    conditions = tuple(_condition(one) for one in _list(given))
    kind = kinds.get(str(conditions[0].value))
    _refuse_if(conditions[0][:2] != ("kind", "$eq") or conditions[0].other is not None, "a pattern begins with its kind")
    _refuse_if(kind is None, "a pattern asks for a kind that is not known")
    certain, allowed = (kind.required, kind.allowed) if kind is not None else (frozenset(), frozenset())
    for condition in conditions[1:]:
        _check_condition(condition, certain, allowed, earlier)
        if condition.comparison == "$ex":
            certain |= {condition.name}
    _check_joins(conditions)
    return Pattern(str(conditions[0].value), conditions, certain)


def _condition(given: object) -> Condition:
    """One condition from its data. What is not one of the few forms is refused."""
    word, body = _only(given)
    if word in ("$ex", "$nex"):
        name, value = _only(body)
        _refuse_if(value != 1 or isinstance(value, bool), f"{word} is written with 1")
        return Condition(name, word)
    if not word.startswith("$"):
        name, comparison, value = word, "$eq", body
    else:
        _refuse_if(word not in _COMPARISONS, f"{word} is not in the safe subset")
        comparison = word
        name, value = _only(body)
    if isinstance(value, Mapping):
        other, source = _only(value)
        _refuse_if(not isinstance(source, str), "a property is compared with arithmetic")
        return Condition(name, comparison, source, other)
    _check_constant(value)
    _refuse_if(isinstance(value, str) and comparison not in ("$eq", "$neq"), "text is compared for equality only")
    return Condition(name, comparison, value)


def _check_condition(
    condition: Condition, certain: frozenset[str], allowed: frozenset[str], earlier: Mapping[str, Pattern]
) -> None:
    name, other = condition.name, condition.other
    if _is_tail(condition):
        _refuse_if(other not in earlier, f"{other} is no earlier pattern")
        return
    _refuse_if(name not in allowed or name == "kind", f"the kind of fact has no {name} to compare")
    if other is None:
        return
    _refuse_if(name not in certain, f"{name} is compared where it may be absent")
    if other == "$m":
        _refuse_if(condition.value not in certain, f"{condition.value} is compared where it may be absent")
    else:
        _refuse_if(other not in earlier, f"{other} is no earlier pattern")
        known = earlier[other].certain - {"kind"}
        _refuse_if(condition.value not in known, f"{other}.{condition.value} is compared where it may be absent")


def _check_joins(conditions: Sequence[Condition]) -> None:
    """Conditions that join come after those that do not, and end with one that always holds."""
    joined = [condition.other not in (None, "$m") for condition in conditions]
    _refuse_if(joined != sorted(joined), "conditions that join stand before others")
    tails = [_is_tail(condition) for condition in conditions]
    _refuse_if(joined[-1] and not tails[-1], "a join does not end with a condition that always holds")
    _refuse_if(any(tails[:-1]) or (tails[-1] and not any(joined[:-1])), "a condition that always holds ends no join")


def _is_tail(condition: Condition) -> bool:
    return condition.name == ALWAYS and condition.comparison == "$eq" and condition.value == ALWAYS and condition.other != "$m"


def _check_conclusion(fact: Mapping[str, object], patterns: Mapping[str, Pattern], kinds: Mapping[str, Kind]) -> None:
    """A conclusion is of a known kind and complete; what it copies is a property of a fact that was matched."""
    kind = kinds.get(str(fact.get("kind")))
    _refuse_if(kind is None, "a conclusion is of a kind that is not known")
    if kind is None:
        return
    _refuse_if(
        not kind.required <= fact.keys() <= kind.allowed, f"a concluded {fact['kind']} lacks a property, or has one too many"
    )
    for name, value in fact.items():
        if not isinstance(value, Mapping):
            _check_constant(value)
            continue
        alias, source = _only(value)
        _refuse_if(alias not in patterns, f"{alias} is no pattern of the rule")
        matched = patterns[alias]
        sure = name in kind.required
        _refuse_if(source not in (matched.certain if sure else kinds[matched.kind].allowed), f"{alias} may have no {source}")


def _check_constant(value: object) -> None:
    """A whole number that the library can hold, or a short plain text."""
    if isinstance(value, str):
        _refuse_if(not _TEXT.fullmatch(value), "a text is too long, or not plain")
    else:
        _refuse_if(type(value) is not int, f"a value is neither a whole number nor a text but a {type(value).__name__}")
        _refuse_if(abs(cast(int, value)) > WIDEST, "a number is too wide")


def _check_name(name: object) -> None:
    _refuse_if(not isinstance(name, str) or not _NAME.fullmatch(name), f"{name!r} is no plain name")


def _check_hashes(names: Iterable[str]) -> None:
    found = list(names)
    _refuse_if(len({_hash(name) for name in found}) < len(found), "two names have one hash")


def _hash(name: str) -> int:
    """The 32-bit hash by which the library knows a name (FNV-1a)."""
    value = 2166136261
    for byte in name.encode():
        value = (value ^ byte) * 16777619 % 2**32
    return value


def _only(given: object) -> tuple[str, object]:
    """The one key and value of a dict."""
    items = list(_dict(given).items())
    _refuse_if(len(items) != 1, "a condition has one key to a dict")
    return items[0]


def _dict(given: object) -> Mapping[str, object]:
    _refuse_if(not isinstance(given, Mapping), f"a condition is a {type(given).__name__}, not a dict")
    return cast(Mapping[str, object], given)


def _list(given: object) -> Sequence[object]:
    _refuse_if(not isinstance(given, list | tuple), f"conditions are a {type(given).__name__}, not a list")
    return cast(Sequence[object], given)


def _refuse_if(wrong: bool, why: str) -> None:
    if wrong:
        raise _refusal(why)


def _refusal(why: str) -> ValueError:
    return ValueError(f"outside the safe subset of durable-rules: {why}")
