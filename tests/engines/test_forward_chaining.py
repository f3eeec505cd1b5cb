"""The wrapper around durable-rules: what rules conclude, and that what the library cannot be trusted with is refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from commissioning.engines import forward_chaining
from commissioning.engines.rule_building import at_most, copied, equal, fact, greater, has, lacks, less, own, rule, unequal
from commissioning.engines.safe_subset import MOST_CONDITIONS, MOST_PATTERNS, MOST_RULES, check_rules, read_kinds

pytest.importorskip(
    "durable_rules_engine",
    reason="durable-rules is not here, or cannot be loaded (pip install 'commissioning[durable]')",
    exc_type=ImportError,
)

KINDS = {
    "client": ("ref", "start", "age?", "status?"),
    "job": ("ref", "start", "last?"),
    "counted": ("ref", "start?"),
}
KIND = {"kind": "client"}
ONE = {"_one": {"client": "_one"}}
CLIENT = {"client": {"$and": [KIND]}}
COUNTED = {"kind": "counted", "ref": 1}


def one_rule(*patterns: object, then: object = None) -> dict[str, dict[str, object]]:
    return {"drawn": {"all": list(patterns), "then": [] if then is None else [then]}}


def client(*conditions: object) -> dict[str, object]:
    return {"client": {"$and": [KIND, *conditions]}}


def job(*conditions: object) -> dict[str, object]:
    return {"job": {"$and": [{"kind": "job"}, *conditions]}}


TRAPS = {
    # What stops the process.
    "a join inside $and without a condition that always holds": (
        one_rule(CLIENT, job({"$gt": {"start": {"client": "start"}}})),
        "does not end with a condition that always holds",
    ),
    "that condition before the join": (
        one_rule(CLIENT, job(ONE, {"$gt": {"start": {"client": "start"}}})),
        "does not end with a condition that always holds",
    ),
    "that condition alone": (one_rule(CLIENT, job(ONE)), "ends no join"),
    "division": (one_rule(client({"$gte": {"age": {"$div": {"$l": {"$m": "start"}, "$r": 0}}}})), "arithmetic"),
    "division in a join": (
        one_rule(CLIENT, job({"$gte": {"start": {"$div": {"$l": {"client": "start"}, "$r": 2}}}}, ONE)),
        "arithmetic",
    ),
    "256 rules with one condition": ({f"r{n}": one_rule(CLIENT)["drawn"] for n in range(256)}, "1 to 59 rules"),
    "a pattern of text": (one_rule(client({"$mt": {"status": "a.*"}})), r"\$mt is not in the safe subset"),
    "a pattern of text without case": (one_rule(client({"$imt": {"status": "a.*"}})), r"\$imt is not in the safe subset"),
    # What never ends.
    "no condition at all": (one_rule({"client": {"$and": []}}), "1 to 16 conditions"),
    "no pattern at all": (one_rule(), "1 to 8 patterns"),
    "no rule at all": ({}, "1 to 59 rules"),
    "a bare 'there is no such property'": (one_rule({"client": {"$nex": {"age": 1}}}), r"one \$and"),
    "that first in an $and": (one_rule({"client": {"$and": [{"$nex": {"age": 1}}]}}), "begins with its kind"),
    "another condition before the kind": (one_rule({"client": {"$and": [{"age": 1}, KIND]}}), "begins with its kind"),
    "a kind that is unequal": (one_rule({"client": {"$and": [{"$neq": {"kind": "job"}}]}}), "begins with its kind"),
    "512 conditions": (one_rule(client(*({"$neq": {"age": n}} for n in range(512)))), "1 to 16 conditions"),
    "300 rules with $or": (
        {f"r{n}": one_rule({"client": {"$or": [KIND, {"age": n}]}})["drawn"] for n in range(300)},
        "1 to 59 rules",
    ),
    # What is answered wrongly, without an error.
    "a fact that is not there, in the middle": (
        one_rule(CLIENT, {"job$not": {"$and": [{"kind": "job"}]}}, job()),
        "plain name",
    ),
    "a fact that is not there, last": (one_rule(CLIENT, {"job$not": {"$and": [{"kind": "job"}]}}), "plain name"),
    "any of several patterns": (one_rule({"m$any": [CLIENT, job()]}), "plain name"),
    "all of several patterns": (one_rule({"m$all": [CLIENT, job()]}), "plain name"),
    "any at the top": ({"drawn": {"any": [CLIENT], "then": []}}, "all and then"),
    "$or": (one_rule({"client": {"$or": [KIND, {"age": 1}]}}), r"one \$and"),
    "$or inside $and": (one_rule(client({"$or": [{"age": 1}, {"age": 2}]})), r"\$or is not in the safe subset"),
    "$and inside $and": (one_rule(client({"$and": [{"age": 1}, {"start": 2}]})), r"\$and is not in the safe subset"),
    "two comparisons in one dict": (one_rule(client({"$gte": {"age": 1}, "$lte": {"age": 5}})), "one key to a dict"),
    "two properties in one dict": (one_rule(client({"age": 1, "start": 2})), "one key to a dict"),
    "two properties in one comparison": (one_rule(client({"$gte": {"age": 1, "start": 2}})), "one key to a dict"),
    "two patterns in one dict": (one_rule({**CLIENT, **job()}), "one key to a dict"),
    "an empty condition": (one_rule(client({})), "one key to a dict"),
    "own property compared where it may be absent": (one_rule(client({"$gt": {"age": {"$m": "start"}}})), "may be absent"),
    "compared with an own property that may be absent": (one_rule(client({"$gt": {"start": {"$m": "age"}}})), "may be absent"),
    "asked for only afterwards": (one_rule(client({"$gt": {"age": {"$m": "start"}}}, {"$ex": {"age": 1}})), "may be absent"),
    "joined with a property that may be absent": (
        one_rule(CLIENT, job({"$gt": {"start": {"client": "age"}}}, ONE)),
        "client.age is compared where it may be absent",
    ),
    "joined by a property that may be absent": (
        one_rule(CLIENT, job({"$gt": {"last": {"client": "start"}}}, ONE)),
        "last is compared where it may be absent",
    ),
    "joined with a property that does not exist": (one_rule(CLIENT, job({"start": {"client": "begun"}}, ONE)), "may be absent"),
    "joined with a later pattern": (
        one_rule(client({"start": {"job": "start"}}, {"_one": {"job": "_one"}}), job()),
        "no earlier",
    ),
    "joined with no pattern": (one_rule(CLIENT, job({"start": {"clinet": "start"}}, ONE)), "clinet is no earlier pattern"),
    "always holding with no pattern": (
        one_rule(CLIENT, job({"start": {"client": "start"}}, {"_one": {"x": "_one"}})),
        "x is no",
    ),
    "a join before a constant": (one_rule(CLIENT, job({"start": {"client": "start"}}, {"ref": 1}, ONE)), "stand before others"),
    "joined on id": (one_rule(CLIENT, job({"id": {"client": "id"}}, ONE)), "no id to compare"),
    "joined on sid": (one_rule(CLIENT, job({"ref": {"client": "sid"}}, ONE)), "client.sid is compared"),
    "joined on the kind": (one_rule(CLIENT, job({"ref": {"client": "kind"}}, ONE)), "client.kind is compared"),
    "arithmetic in a join": (
        one_rule(CLIENT, job({"$lte": {"start": {"$add": {"$l": {"client": "start"}, "$r": 365}}}}, ONE)),
        "arithmetic",
    ),
    "a list of values": (one_rule(client({"age": [1, 2]})), "nor a text but a list"),
    "any of a list": (one_rule(client({"$iany": {"age": {"$i": 1}}})), r"\$iany is not in the safe subset"),
    "all of a list": (one_rule(client({"$iall": {"age": {"$i": 1}}})), r"\$iall is not in the safe subset"),
    "a float": (one_rule(client({"age": 18.0})), "but a float"),
    "nothing": (one_rule(client({"age": None})), "but a NoneType"),
    "unequal to nothing": (one_rule(client({"$neq": {"age": None}})), "but a NoneType"),
    "a bool": (one_rule(client({"age": True})), "but a bool"),
    "a number past 2^53": (one_rule(client({"age": 2**53 + 1})), "too wide"),
    "a number past -2^53": (one_rule(client({"$gt": {"age": -(2**53) - 1}})), "too wide"),
    "texts in order": (one_rule(client({"$lt": {"status": "b"}})), "for equality only"),
    "a long text": (one_rule(client({"status": "a" * 65_536})), "too long, or not plain"),
    "a text in other letters": (one_rule(client({"status": "caf\u00e9"})), "too long, or not plain"),
    "an empty text": (one_rule(client({"status": ""})), "too long, or not plain"),
    "a property that exists, with another value": (one_rule(client({"$ex": {"age": 0}})), "written with 1"),
    "a condition that is no dict": (one_rule(client("age")), "a str, not a dict"),
    "conditions that are no list": (one_rule({"client": {"$and": KIND}}), "a dict, not a list"),
    # What the library takes for something else.
    "a count": ({"drawn": {**one_rule(CLIENT)["drawn"], "count": 3}}, "all and then"),
    "a cap": ({"drawn": {**one_rule(CLIENT)["drawn"], "cap": 3}}, "all and then"),
    "a priority": ({"drawn": {**one_rule(CLIENT)["drawn"], "pri": -1}}, "all and then"),
    "a rule that runs something": ({"drawn": {**one_rule(CLIENT)["drawn"], "run": "x"}}, "all and then"),
    "too many patterns": (one_rule(*({letter: CLIENT["client"]} for letter in "abcdefghi")), "1 to 8 patterns"),
    "two patterns of one name": (one_rule(CLIENT, CLIENT), "two patterns are called client"),
    "two names of one hash": (one_rule({"costarring": CLIENT["client"]}, {"liquid": CLIENT["client"]}), "one hash"),
    "a nested property": (one_rule(client({"addr.region": 1})), "no addr.region to compare"),
    "a property that no fact has": (one_rule(client({"wage": 1})), "no wage to compare"),
    "a kind that no fact is of": (one_rule({"x": {"$and": [{"kind": "x"}]}}), "a kind that is not known"),
    # What a rule concludes.
    "a conclusion of no known kind": (one_rule(CLIENT, then={"kind": "x"}), "a kind that is not known"),
    "a conclusion without a property": (one_rule(CLIENT, then={"kind": "counted"}), "lacks a property"),
    "a conclusion with one too many": (one_rule(CLIENT, then={**COUNTED, "age": 1}), "one too many"),
    "a conclusion from no pattern": (
        one_rule(CLIENT, then={"kind": "counted", "ref": {"job": "ref"}}),
        "no pattern of the rule",
    ),
    "a conclusion from what may be absent": (
        one_rule(CLIENT, then={"kind": "counted", "ref": {"client": "age"}}),
        "client may have no age",
    ),
    "a conclusion that is a float": (one_rule(CLIENT, then={"kind": "counted", "ref": 0.5}), "but a float"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_rules_outside_the_safe_subset_are_refused_when_the_ruleset_is_built(trap: str) -> None:
    rules, why = TRAPS[trap]
    with pytest.raises(ValueError, match=why):
        forward_chaining.Ruleset(rules, KINDS)


@pytest.mark.parametrize(
    ("kinds", "why"),
    [
        ({"client": ("id",)}, "the library's own"),
        ({"client": ("sid?",)}, "the library's own"),
        ({"client": ("_one",)}, "no plain name"),
        ({"client": ("$forward",)}, "no plain name"),
        ({"client": ("a.b",)}, "no plain name"),
        ({"client$not": ("ref",)}, "no plain name"),
        ({"client": ("costarring", "liquid?")}, "one hash"),
        ({"altarage": ("zinke",)}, "one hash"),
    ],
)
def test_kinds_of_facts_that_the_library_would_take_for_others_are_refused(kinds: dict, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        read_kinds(kinds)


GOOD = {"kind": "client", "ref": 1, "start": 2}
BAD_FACTS = {
    "an empty fact": ({}, "a kind that the rules do not know"),
    "an unknown kind": ({**GOOD, "kind": "clinet"}, "a kind that the rules do not know"),
    "a property missing": ({"kind": "client", "ref": 1}, "lacks a property"),
    "an unknown property": ({**GOOD, "wage": 1}, "one too many"),
    "an id of its own": ({**GOOD, "id": "f0"}, "one too many"),
    "a session of its own": ({**GOOD, "sid": "it's"}, "one too many"),
    "a property that turns off $or": ({**GOOD, "$forward": 1}, "one too many"),
    "a nested property": ({**GOOD, "age": {"years": 18}}, "but a dict"),
    "a list": ({**GOOD, "age": [18]}, "but a list"),
    "nothing": ({**GOOD, "age": None}, "but a NoneType"),
    "a bool": ({**GOOD, "age": True}, "but a bool"),
    "a small float": ({**GOOD, "age": 1e-7}, "but a float"),
    "infinity": ({**GOOD, "age": float("inf")}, "but a float"),
    "a decimal": ({**GOOD, "age": Decimal(1)}, "but a Decimal"),
    "a date": ({**GOOD, "age": date(2024, 1, 1)}, "but a date"),
    "bytes": ({**GOOD, "status": b"a"}, "but a bytes"),
    "a wide number": ({**GOOD, "age": 10**30}, "too wide"),
    "a wide number below zero": ({**GOOD, "age": -(2**63) - 1}, "too wide"),
    "a text of 10 MB": ({**GOOD, "status": "a" * 10_000_000}, "too long, or not plain"),
    "a quote": ({**GOOD, "status": 'a"b'}, "too long, or not plain"),
    "a backslash": ({**GOOD, "status": "a\\b"}, "too long, or not plain"),
    "a new line": ({**GOOD, "status": "a\n"}, "too long, or not plain"),
    "a lone surrogate": ({**GOOD, "status": "\ud800"}, "too long, or not plain"),
}

SAME_DAY = {
    "same day": rule(
        "a job on the first day",
        {"client": fact("client"), "job": fact("job", equal("start", {"client": "start"}), joined_to="client")},
        {"kind": "counted", **copied("job", "ref"), **copied("job", start="last")},
    )
}


@pytest.fixture(scope="module")
def same_day() -> forward_chaining.Ruleset:
    return forward_chaining.Ruleset(SAME_DAY, KINDS)


@pytest.mark.parametrize("bad", BAD_FACTS)
def test_facts_outside_the_safe_subset_are_refused_and_the_ruleset_goes_on(
    same_day: forward_chaining.Ruleset, bad: str
) -> None:
    given, why = BAD_FACTS[bad]
    with pytest.raises(ValueError, match=why):
        same_day.run([GOOD, given])
    assert same_day.run([GOOD]).firings == []


def test_a_rule_fires_on_the_facts_it_matches_and_what_it_concludes_is_a_fact(same_day: forward_chaining.Ruleset) -> None:
    jobs = [{"kind": "job", "ref": 7, "start": 2, "last": 9}, {"kind": "job", "ref": 8, "start": 3}]
    run = same_day.run([GOOD, *jobs])
    assert run.facts == [GOOD, jobs[0], {"kind": "counted", "ref": 7, "start": 9}, jobs[1]]
    assert run.firings == [("same day", (0, 1), (2,))]


def test_what_is_absent_where_it_is_copied_from_is_absent_in_the_conclusion(same_day: forward_chaining.Ruleset) -> None:
    run = same_day.run([GOOD, {"kind": "job", "ref": 7, "start": 2}])
    assert run.facts[-1] == {"kind": "counted", "ref": 7}


def test_facts_are_a_set(same_day: forward_chaining.Ruleset) -> None:
    found = {"kind": "job", "ref": 7, "start": 2}
    run = same_day.run([GOOD, found, GOOD, found])
    assert [len(run.facts), len(run.firings)] == [3, 1]


def test_two_patterns_never_match_one_fact() -> None:
    twice = {
        "twice": rule("", {"one": fact("job"), "other": fact("job", equal("ref", {"one": "ref"}), joined_to="one")}, COUNTED)
    }
    assert forward_chaining.Ruleset(twice, KINDS).run([{"kind": "job", "ref": 7, "start": 2}]).firings == []


def test_conclusions_chain_forward_in_the_order_they_become_possible() -> None:
    chain = {
        "third": rule("", {"counted": fact("counted", equal("ref", 2))}, {"kind": "counted", "ref": 3}),
        "second": rule("", {"counted": fact("counted", equal("ref", 1))}, {"kind": "counted", "ref": 2}),
        "first": rule("", {"client": fact("client")}, {"kind": "counted", "ref": 1}),
    }
    run = forward_chaining.Ruleset(chain, KINDS).run([GOOD, {"kind": "job", "ref": 1, "start": 1}])
    assert [firing.rule for firing in run.firings] == ["first", "second", "third"]
    assert [fact_["kind"] for fact_ in run.facts] == ["client", "counted", "counted", "counted", "job"]


COMPARED = {
    "has": (has("age"), {20, 18, 16}),
    "lacks": (lacks("age"), {None}),
    "equal": (equal("age", 18), {18}),
    "unequal": (unequal("age", 18), {20, 16}),
    "less": (less("age", 18), {16}),
    "at most": (at_most("age", 18), {16, 18}),
    "greater": (greater("age", 18), {20}),
}


@pytest.mark.parametrize("word", COMPARED)
def test_a_comparison_with_a_constant_holds_only_of_a_property_that_is_there(word: str) -> None:
    condition, due = COMPARED[word]
    rules = {"it": rule("", {"client": fact("client", condition)}, {"kind": "counted", **copied("client", "ref")})}
    ages = {0: None, 16: 16, 18: 18, 20: 20}
    facts = [{**GOOD, "ref": ref} | ({} if age is None else {"age": age}) for ref, age in ages.items()]
    run = forward_chaining.Ruleset(rules, KINDS).run(facts)
    assert {ages[int(one["ref"])] for one in run.facts if one["kind"] == "counted"} == due


def test_a_property_can_be_compared_with_another_of_the_same_fact() -> None:
    rules = {"older": rule("", {"client": fact("client", has("age"), greater("age", own("start")))}, COUNTED)}
    ruleset = forward_chaining.Ruleset(rules, KINDS)
    assert [len(ruleset.run([{**GOOD, "age": age}]).firings) for age in (1, 2, 3)] == [0, 0, 1]


def test_a_join_whose_first_comparison_fails_reads_no_further() -> None:
    # The library's own crash: a join inside $and whose last comparison is false.
    join = fact("job", greater("start", {"client": "start"}), less("start", {"client": "start"}), joined_to="client")
    ruleset = forward_chaining.Ruleset({"never": rule("", {"client": fact("client"), "job": join}, COUNTED)}, KINDS)
    for start in range(200):
        assert ruleset.run([GOOD, {"kind": "job", "ref": 1, "start": start}]).firings == []


def test_more_runs_than_the_library_can_hold_sessions_leave_nothing_behind(same_day: forward_chaining.Ruleset) -> None:
    # 1,024 live sessions are the library's limit, and one in which nothing fired stops it when it is deleted.
    for ref in range(2_500):
        assert same_day.run([{**GOOD, "ref": ref}]).firings == []


def test_a_run_without_facts_concludes_nothing(same_day: forward_chaining.Ruleset) -> None:
    assert same_day.run([]) == ([], [])


def test_as_many_rules_as_are_allowed_fire_all_on_one_fact() -> None:
    # More than 64 conditions that hold at once on one fact would fire nothing, without a word.
    rules = {
        f"at least {n}": rule("", {"client": fact("client", greater("start", -n))}, {"kind": "counted", "ref": n})
        for n in range(MOST_RULES)
    }
    assert len(forward_chaining.Ruleset(rules, KINDS).run([GOOD]).firings) == MOST_RULES


def test_as_many_conditions_as_are_allowed_are_all_heeded() -> None:
    conditions = [unequal("start", n) for n in range(MOST_CONDITIONS - 1)]
    ruleset = forward_chaining.Ruleset({"other": rule("", {"client": fact("client", *conditions)}, COUNTED)}, KINDS)
    fired = {start: len(ruleset.run([{**GOOD, "start": start}]).firings) for start in range(-1, MOST_CONDITIONS + 1)}
    assert fired == {start: int(not 0 <= start < MOST_CONDITIONS - 1) for start in fired}


def test_as_many_patterns_as_are_allowed_join() -> None:
    names = [f"client_{'abcdefgh'[n]}" for n in range(MOST_PATTERNS)]
    patterns = {
        name: fact("client", equal("ref", n), *([less("start", {before: "start"})] if before else []), joined_to=before)
        for n, (name, before) in enumerate(zip(names, [None, *names], strict=False))
    }
    ruleset = forward_chaining.Ruleset({"descending": rule("", patterns, COUNTED)}, KINDS)
    falling = [{**GOOD, "ref": n, "start": 100 - n} for n in range(MOST_PATTERNS)]
    assert len(ruleset.run(falling).firings) == 1
    assert ruleset.run([*falling[:-1], {**falling[-1], "start": 100}]).firings == []


def test_too_many_patterns_of_one_kind_are_refused() -> None:
    patterns = {"one": fact("client"), "other": fact("client", equal("ref", {"one": "ref"}), joined_to="one")}
    rules = {f"pair {n}": rule("", patterns, COUNTED) for n in range(40)}
    with pytest.raises(ValueError, match="80 patterns ask for a fact of kind client"):
        check_rules(rules, read_kinds(KINDS))


@pytest.mark.parametrize(("bound", "why"), [("MOST_FACTS", "conclude facts"), ("MOST_FIRINGS", "fire")])
def test_rules_that_conclude_more_than_any_plan_needs_are_stopped(
    monkeypatch: pytest.MonkeyPatch, bound: str, why: str
) -> None:
    pairs = {
        "pair": rule(
            "",
            {"client": fact("client"), "job": fact("job", greater("ref", {"client": "ref"}), joined_to="client")},
            {"kind": "counted", **copied("client", "ref"), **copied("job", start="ref")},
        )
    }
    ruleset = forward_chaining.Ruleset(pairs, KINDS)
    facts = [{"kind": kind, "ref": n, "start": 0} for n in range(10) for kind in ("client", "job")]
    due = ruleset.run(facts)
    monkeypatch.setattr(forward_chaining, bound, 30)
    with pytest.raises(RuntimeError, match=f"{why}.* without end"):
        ruleset.run(facts)
    monkeypatch.undo()
    assert ruleset.run(facts) == due


def test_a_ruleset_that_is_closed_gives_room_to_others() -> None:
    for _ in range(20):
        ruleset = forward_chaining.Ruleset(SAME_DAY, KINDS)
        assert ruleset.run([GOOD]).facts == [GOOD]
        ruleset.close()
