"""The rules of conditions of eligibility: own ones for each comparison of a fact, and the same few for *all*, *any* and *not*.

Texts are asserted as small numbers, dates as ordinals, and a blank is absent. Truths are numbers, too, so that *and* is the
lower of two and *or* the higher.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from commissioning.engines.rule_building import (
    Condition,
    at_least,
    at_most,
    copied,
    equal,
    fact,
    greater,
    has,
    lacks,
    less,
    rule,
    unequal,
)

TRUTHS = (False, None, True)
WORDS = ("false", "unknown", "true")
"""Truth values by their number in facts, and what a trace calls them."""

FALSE, UNKNOWN, TRUE = range(3)

KINDS = {
    # A fact of the journey by number, with its value and, if it is a number or a date, its place in order.
    "fact": ("name", "value?", "number?"),
    # The bounds in force for one comparison; "none" if there is no value in force.
    "bound": ("node", "low?", "high?", "none?"),
    "truth": ("node", "truth"),
    # Two nodes that make a third.
    "both": ("left", "right", "node"),
    "either": ("left", "right", "node"),
    "negation": ("of", "node"),
}

NamedRule = tuple[str, dict[str, object]]


def _chained(kind: str, says: str, comparison: Condition, taken: str) -> dict[str, object]:
    """A step of two nodes whose truths compare so: it has the truth of the one that is *taken*."""
    return rule(
        f"{{step[node]}}: {says} -> {{{taken}[truth]}}",
        {
            "step": fact(kind),
            "left": fact("truth", equal("node", {"step": "left"}), joined_to="step"),
            "right": fact("truth", equal("node", {"step": "right"}), comparison, joined_to="step"),
        },
        {"kind": "truth", **copied("step", "node"), **copied(taken, "truth")},
    )


def _negated(truth: int, opposite: int) -> dict[str, object]:
    return rule(
        "{step[node]}: {part[truth]} -> " + WORDS[opposite],
        {
            "step": fact("negation"),
            "part": fact("truth", equal("truth", truth), equal("node", {"step": "of"}), joined_to="step"),
        },
        {"kind": "truth", **copied("step", "node"), "truth": opposite},
    )


_LEFT = {"left": "truth"}

KLEENE = {
    "all, as before": _chained("both", "so far {left[truth]}, next {right[truth]}", at_least("truth", _LEFT), "left"),
    "all, less true": _chained("both", "so far {left[truth]}, next {right[truth]}", less("truth", _LEFT), "right"),
    "any, as before": _chained("either", "so far {left[truth]}, next {right[truth]}", at_most("truth", _LEFT), "left"),
    "any, more true": _chained("either", "so far {left[truth]}, next {right[truth]}", greater("truth", _LEFT), "right"),
    "not true": _negated(TRUE, FALSE),
    "not unknown": _negated(UNKNOWN, UNKNOWN),
    "not false": _negated(FALSE, TRUE),
}


def _concluding(node: int, word: str, says: str, when: Mapping[str, Condition], truth: int) -> NamedRule:
    """A rule that concludes the truth of a node."""
    says = says.replace("{", "{{").replace("}", "}}")
    return f"{node}.{word}", rule(f"{says} -> {WORDS[truth]}", when, {"kind": "truth", "node": node, "truth": truth})


def value_rules(node: int, name: int, says: str, numbers: Mapping[int, str]) -> Iterator[NamedRule]:
    """The rules of a comparison with values: one of them true, a blank unknown, any other false."""
    same, every = equal("name", name), f"{says} {' or '.join(numbers.values())}"
    for number, value in numbers.items():
        yield _concluding(node, str(number), f"{says} {value}", {"fact": fact("fact", same, equal("value", number))}, TRUE)
    others = [unequal("value", number) for number in numbers]
    yield _concluding(node, "other", every, {"fact": fact("fact", same, has("value"), *others)}, FALSE)
    yield _concluding(node, "blank", every, {"fact": fact("fact", same, lacks("value"))}, UNKNOWN)


def range_rules(node: int, name: int, says: str, ends: tuple[str, ...]) -> Iterator[NamedRule]:
    """The rules of a range with these *ends*: outside one false, without a number or a value in force unknown, else true."""
    same, ours = equal("name", name), equal("node", node)
    inside = {"low": at_least("number", {"bound": "low"}), "high": at_most("number", {"bound": "high"})}
    outside = {"low": less("number", {"bound": "low"}), "high": greater("number", {"bound": "high"})}

    def compared(known: tuple[str, ...], comparisons: Mapping[str, Condition]) -> Mapping[str, Condition]:
        number = fact("fact", same, has("number"), *(comparisons[end] for end in known), joined_to="bound")
        return {"bound": fact("bound", ours, *(has(end) for end in known)), "fact": number}

    yield _concluding(node, "blank", says, {"fact": fact("fact", same, lacks("number"))}, UNKNOWN)
    yield _concluding(node, "none", says, {"bound": fact("bound", ours, has("none"))}, UNKNOWN)
    for end in ends:
        yield _concluding(node, end, says, compared((end,), outside), FALSE)
    yield _concluding(node, "inside", says, compared(ends, inside), TRUE)
