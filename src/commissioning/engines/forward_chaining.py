"""A thin wrapper around durable-rules that keeps to its safe subset; the only module that imports it.

Rules are data in durable-rules' own form, each with the facts that it concludes::

    {"sooner": {
        "all": [{"best": {"$and": [{"kind": "best"}]}},
                {"next": {"$and": [{"kind": "route"}, {"$lt": {"day": {"best": "day"}}}, {"_one": {"best": "_one"}}]}}],
        "then": [{"kind": "best", "day": {"next": "day"}}]}}

:mod:`commissioning.engines.safe_subset` says what a rule and a fact may be. The library is driven directly: no host and so no
threads, one session at a time, deleted after each run, and an error in an action is not swallowed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from itertools import count
from types import ModuleType
from typing import NamedTuple, cast

from commissioning.engines.safe_subset import ALWAYS, Kinds, Rules, check_fact, check_rules, read_kinds

Fact = dict[str, int | str]
"""What is asserted: a ``kind``, and whole numbers or short plain texts by property. What is unknown is absent."""

MOST_FACTS, MOST_FIRINGS = 20_000, 50_000
"""In one run; more are concluded only by rules that never end."""

SESSION = "s"
WARM_UP = "warm_up"
"""A fact every ruleset takes once: deleting a session in which no rule ever fired would free what was never allocated."""

_ENCODE = json.JSONEncoder(check_circular=False, separators=(",", ":")).encode
_serial = count(1)


class Firing(NamedTuple):
    """One rule that fired: its name, the facts it matched in the order of its patterns, and the facts it concluded.

    Facts are given by their position in :attr:`Run.facts`.
    """

    rule: str
    matched: tuple[int, ...]
    concluded: tuple[int, ...]


class Run(NamedTuple):
    """All facts of one run, asserted and concluded, in the order they became known, and the rules that fired, in order."""

    facts: list[Fact]
    firings: list[Firing]


class RuleBook(NamedTuple):
    """Rules that have not been registered yet, the kinds of fact they know, and a name for both together."""

    key: str
    rules: Rules
    kinds: Kinds


class _Conclusion(NamedTuple):
    """A fact a rule concludes: constants, and what it copies (property, alias of the pattern, property there)."""

    constants: Fact
    copies: tuple[tuple[str, str, str], ...]


class _Rule(NamedTuple):
    name: str
    aliases: tuple[str, ...]
    then: tuple[_Conclusion, ...]


def library() -> ModuleType:
    """The engine of durable-rules. Raises :class:`ImportError` where it is not installed or cannot be loaded."""
    import durable_rules_engine

    return cast(ModuleType, durable_rules_engine)


class Ruleset:
    """Rules that were found safe and are registered with durable-rules."""

    def __init__(self, rules: Rules, kinds: Kinds) -> None:
        self._kinds = read_kinds(kinds)
        check_rules(rules, self._kinds)
        self._rules = {f"r{index}": _rule(name, rule) for index, (name, rule) in enumerate(rules.items())}
        given: dict[str, object] = {f"r{index}": {"all": rule["all"]} for index, rule in enumerate(rules.values())}
        given[WARM_UP] = {"all": [{WARM_UP: {"kind": WARM_UP}}]}
        self._library = library()
        self._handle = self._library.create_ruleset(f"ruleset{next(_serial)}", json.dumps(given))
        self._facts: list[Fact] = []
        self._places: dict[frozenset[tuple[str, int | str]], int] = {}
        self._firings: list[Firing] = []
        self._assert_all([{"kind": WARM_UP}])

    def run(self, facts: Iterable[Fact]) -> Run:
        """Asserts the facts one after the other, and after each lets every rule fire that can, in a session of its own.

        Raises ValueError if a fact is outside the safe subset, and RuntimeError if the rules never end.
        """
        asserted = list(facts)
        for fact in asserted:
            check_fact(fact, self._kinds)
        self._facts, self._places, self._firings = [], {}, []
        self._assert_all(asserted)
        return Run(self._facts, self._firings)

    def close(self) -> None:
        """Gives the ruleset's memory back; it cannot run any more."""
        self._library.delete_ruleset(self._handle)

    def _assert_all(self, facts: list[Fact]) -> None:
        try:
            for fact in facts:
                self._settle(self._assert(fact)[1])
        finally:
            if self._facts:
                self._library.delete_state(self._handle, SESSION)

    def _assert(self, fact: Fact) -> tuple[int, int | None]:
        """The place of a fact, and the session it was asserted in; None if it was known already: facts are a set."""
        key = frozenset(fact.items())
        known = self._places.get(key)
        if known is not None:
            return known, None
        place = self._places[key] = len(self._facts)
        if place == MOST_FACTS:
            raise RuntimeError("the rules conclude facts without end")
        self._facts.append(fact)
        message = {"sid": SESSION, "id": f"f{place}", ALWAYS: 1, **fact}
        status, session = self._library.assert_fact(self._handle, _ENCODE(message))
        # Status 1: no rule asks for such a fact, and it was not kept. Nothing is lost by that.
        if status not in (0, 1):
            raise RuntimeError(f"durable-rules did not take a fact (status {status})")
        return place, session

    def _settle(self, session: int | None) -> None:
        """Lets rules fire until none can."""
        started = None if session is None else self._library.start_action_for_state(self._handle, session)
        fired = started[1] if started else None
        while fired is not None:
            ((name, matched),) = json.loads(fired).items()
            if name != WARM_UP:
                self._fire(self._rules[name], {alias: int(fact["id"][1:]) for alias, fact in matched.items()})
            fired = self._library.complete_and_start_action(self._handle, session)

    def _fire(self, rule: _Rule, matched: Mapping[str, int]) -> None:
        """Asserts what a rule concludes from the facts it matched."""
        if len(self._firings) == MOST_FIRINGS:
            raise RuntimeError("the rules fire without end")
        concluded = tuple(self._assert(self._concluded(one, matched))[0] for one in rule.then)
        self._firings.append(Firing(rule.name, tuple(matched[alias] for alias in rule.aliases), concluded))

    def _concluded(self, conclusion: _Conclusion, matched: Mapping[str, int]) -> Fact:
        """The fact a rule concludes. What a matched fact lacks is not copied; that the rest is enough was checked before."""
        fact = conclusion.constants.copy()
        for name, alias, source in conclusion.copies:
            value = self._facts[matched[alias]].get(source)
            if value is not None:
                fact[name] = value
        return fact


def _rule(name: str, rule: Mapping[str, object]) -> _Rule:
    patterns = cast(list[Mapping[str, object]], rule["all"])
    conclusions = cast(list[Mapping[str, int | str | Mapping[str, str]]], rule["then"])
    return _Rule(name, tuple(next(iter(one)) for one in patterns), tuple(_conclusion(one) for one in conclusions))


def _conclusion(given: Mapping[str, int | str | Mapping[str, str]]) -> _Conclusion:
    copies = [(name, *next(iter(value.items()))) for name, value in given.items() if isinstance(value, Mapping)]
    return _Conclusion({name: value for name, value in given.items() if not isinstance(value, Mapping)}, tuple(copies))
