"""The rules by which verdicts follow from measures.

The parts of an outcome stand in the order of reasons, each at a place ``at`` and with the place ``then`` after it. Rules give
each part its verdict, and lead the verdict ``so_far`` from place to place; so few rules serve any number of parts. The routes
to an outcome are chained in the same way, with the ``best`` so far. What is not known is absent.
"""

from __future__ import annotations

from commissioning.domain.verdicts import Verdict
from commissioning.engines.eligibility_rules import FALSE, TRUE
from commissioning.engines.rule_building import (
    at_least,
    at_most,
    copied,
    equal,
    fact,
    greater,
    has,
    lacks,
    less,
    own,
    rule,
    unequal,
)

VERDICTS = (Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_YET, Verdict.MET)
"""Verdicts by their number in facts: the lowest of several parts is that of the whole."""

NOT_MET, UNDETERMINED, NOT_YET, MET = range(4)

KINDS = {
    # A part without a verdict: a test by its days, a truth, the outcome that must be reached before this one.
    "test": ("at", "then", "part", "reached?", "best?", "limit?", "unknown?"),
    "condition": ("at", "then", "part", "truth?"),
    "prior": ("at", "then", "part", "outcome"),
    # A part with its verdict, and the verdict of all parts before a place; "failing" is the part that decided it.
    "part": ("at", "then", "part", "verdict", "day?", "failing?"),
    "so_far": ("at", "verdict", "day?", "failing?"),
    # The end of a route, the verdict it comes to, the best verdict of the routes before a place, the end of all routes.
    "route": ("at", "choice", "then", "part", "first?", "last?"),
    "way": ("at", "then", "verdict", "day?", "failing?"),
    "ranked": ("at", "then", "preference", "verdict", "day?", "failing?"),
    "best": ("at", "preference", "verdict", "day?", "failing?"),
    "routes": ("at", "place", "then", "part"),
    # The end of an outcome, and what is judged of it.
    "outcome": ("at", "outcome"),
    "judged": ("outcome", "verdict", "day?", "failing?"),
}

_TEST = copied("test", "at", "then", "part", failing="part")
_REACHED = (lacks("unknown"), has("reached"))
_POSSIBLE = (lacks("unknown"), lacks("reached"), has("best"))

_TESTS = {
    "unknown": rule(
        "{test[part]}: unknown -> undetermined",
        {"test": fact("test", has("unknown"))},
        {"kind": "part", **_TEST, "verdict": UNDETERMINED},
    ),
    "reached, no limit": rule(
        "{test[part]}: reached {test[reached]} -> met",
        {"test": fact("test", *_REACHED, lacks("limit"))},
        {"kind": "part", **_TEST, "verdict": MET, **copied("test", day="reached")},
    ),
    "reached by the limit": rule(
        "{test[part]}: reached {test[reached]} by {test[limit]} -> met",
        {"test": fact("test", *_REACHED, has("limit"), at_most("reached", own("limit")))},
        {"kind": "part", **_TEST, "verdict": MET, **copied("test", day="reached")},
    ),
    "reached after the limit": rule(
        "{test[part]}: reached {test[reached]} after {test[limit]} -> not_met",
        {"test": fact("test", *_REACHED, has("limit"), greater("reached", own("limit")))},
        {"kind": "part", **_TEST, "verdict": NOT_MET},
    ),
    "possible, no limit": rule(
        "{test[part]}: possible on {test[best]} -> not_yet",
        {"test": fact("test", *_POSSIBLE, lacks("limit"))},
        {"kind": "part", **_TEST, "verdict": NOT_YET, **copied("test", day="best")},
    ),
    "possible by the limit": rule(
        "{test[part]}: possible on {test[best]} by {test[limit]} -> not_yet",
        {"test": fact("test", *_POSSIBLE, has("limit"), at_most("best", own("limit")))},
        {"kind": "part", **_TEST, "verdict": NOT_YET, **copied("test", day="best")},
    ),
    "possible after the limit": rule(
        "{test[part]}: possible on {test[best]}, after {test[limit]} -> not_met",
        {"test": fact("test", *_POSSIBLE, has("limit"), greater("best", own("limit")))},
        {"kind": "part", **_TEST, "verdict": NOT_MET},
    ),
    "not possible": rule(
        "{test[part]}: not reached and not possible -> not_met",
        {"test": fact("test", lacks("unknown"), lacks("reached"), lacks("best"))},
        {"kind": "part", **_TEST, "verdict": NOT_MET},
    ),
}

_CONDITION = copied("condition", "at", "then", "part", failing="part")

_CONDITIONS = {
    "true": rule(
        "{condition[part]}: true -> met",
        {"condition": fact("condition", equal("truth", TRUE))},
        {"kind": "part", **_CONDITION, "verdict": MET},
    ),
    "false": rule(
        "{condition[part]}: false -> not_met",
        {"condition": fact("condition", equal("truth", FALSE))},
        {"kind": "part", **_CONDITION, "verdict": NOT_MET},
    ),
    "neither": rule(
        "{condition[part]}: unknown -> undetermined",
        {"condition": fact("condition", lacks("truth"))},
        {"kind": "part", **_CONDITION, "verdict": UNDETERMINED},
    ),
    "prior": rule(
        "{prior[part]}: {judged[verdict]}",
        {"judged": fact("judged"), "prior": fact("prior", equal("outcome", {"judged": "outcome"}), joined_to="judged")},
        {"kind": "part", **copied("prior", "at", "then", "part", failing="part"), **copied("judged", "verdict", "day")},
    ),
}

_NEXT = equal("at", {"so_far": "at"})
_SAME = (_NEXT, equal("verdict", {"so_far": "verdict"}))
_KEEP = {"kind": "so_far", **copied("part", at="then"), **copied("so_far", "verdict", "day", "failing")}

_TOGETHER = {
    "worse": rule(
        "{part[part]}: {part[verdict]} decides, before {so_far[verdict]}",
        {
            "so_far": fact("so_far"),
            "part": fact("part", _NEXT, less("verdict", {"so_far": "verdict"}), joined_to="so_far"),
        },
        {"kind": "so_far", **copied("part", "verdict", "day", "failing", at="then")},
    ),
    "better": rule(
        "{part[part]}: {part[verdict]}, still {so_far[verdict]}",
        {
            "so_far": fact("so_far"),
            "part": fact("part", _NEXT, greater("verdict", {"so_far": "verdict"}), joined_to="so_far"),
        },
        _KEEP,
    ),
    "same, without a day": rule(
        "{part[part]}: {part[verdict]} as before",
        {"so_far": fact("so_far"), "part": fact("part", lacks("day"), *_SAME, joined_to="so_far")},
        _KEEP,
    ),
    "same, with the first day": rule(
        "{part[part]}: {part[verdict]}, on {part[day]}",
        {"so_far": fact("so_far", lacks("day")), "part": fact("part", has("day"), *_SAME, joined_to="so_far")},
        {**_KEEP, **copied("part", "day")},
    ),
    "same, later": rule(
        "{part[part]}: {part[verdict]}, later: on {part[day]}",
        {
            "so_far": fact("so_far", has("day")),
            "part": fact("part", has("day"), *_SAME, greater("day", {"so_far": "day"}), joined_to="so_far"),
        },
        {**_KEEP, **copied("part", "day")},
    ),
    "same, no later": rule(
        "{part[part]}: {part[verdict]}, no later than {so_far[day]}",
        {
            "so_far": fact("so_far", has("day")),
            "part": fact("part", has("day"), *_SAME, at_most("day", {"so_far": "day"}), joined_to="so_far"),
        },
        _KEEP,
    ),
}

_END = equal("at", {"so_far": "at"})
_WAY = {"kind": "way", **copied("route", "then", at="choice"), **copied("so_far", "verdict", "day", "failing")}
_NO_WAY = {"kind": "way", **copied("route", "then", at="choice", failing="part"), "verdict": NOT_MET}

_ROUTES = {
    "always in force": rule(
        "{route[part]}: the route is {so_far[verdict]}",
        {"so_far": fact("so_far"), "route": fact("route", lacks("first"), _END, joined_to="so_far")},
        _WAY,
    ),
    "in force, without a day": rule(
        "{route[part]}: the route is {so_far[verdict]}",
        {"so_far": fact("so_far", lacks("day")), "route": fact("route", has("first"), _END, joined_to="so_far")},
        _WAY,
    ),
    "before it is in force": rule(
        "{route[part]}: {so_far[day]} is before the version in force from {route[first]} -> not_met",
        {
            "so_far": fact("so_far", has("day")),
            "route": fact("route", has("first"), _END, greater("first", {"so_far": "day"}), joined_to="so_far"),
        },
        _NO_WAY,
    ),
    "after it was in force": rule(
        "{route[part]}: {so_far[day]} is after the version in force until {route[last]} -> not_met",
        {
            "so_far": fact("so_far", has("day")),
            "route": fact("route", has("last"), _END, less("last", {"so_far": "day"}), joined_to="so_far"),
        },
        _NO_WAY,
    ),
    "while it is in force": rule(
        "{route[part]}: the route is {so_far[verdict]}, in force from {route[first]} until {route[last]}",
        {
            "so_far": fact("so_far", has("day")),
            "route": fact(
                "route",
                has("first"),
                has("last"),
                _END,
                at_most("first", {"so_far": "day"}),
                at_least("last", {"so_far": "day"}),
                joined_to="so_far",
            ),
        },
        _WAY,
    ),
}


def _ranked(verdict: int, preference: int) -> dict[str, object]:
    return rule(
        f"a route that is {VERDICTS[verdict]} has preference {preference}",
        {"way": fact("way", equal("verdict", verdict))},
        {"kind": "ranked", "preference": preference, **copied("way", "at", "then", "verdict", "day", "failing")},
    )


# Of alternative routes one that is met settles the outcome, and one that is unknown may have.
_PREFERENCES = {
    "met first": _ranked(MET, 3),
    "then undetermined": _ranked(UNDETERMINED, 2),
    "then not yet": _ranked(NOT_YET, 1),
    "not met last": _ranked(NOT_MET, 0),
}

_RIVAL = equal("at", {"best": "at"})
_EQUAL = (_RIVAL, equal("preference", {"best": "preference"}))
_TAKE = {"kind": "best", **copied("way", "preference", "verdict", "day", "failing", at="then")}
_STAY = {"kind": "best", **copied("way", at="then"), **copied("best", "preference", "verdict", "day", "failing")}

_ALTERNATIVES = {
    "preferred": rule(
        "the next route is better: {way[verdict]}",
        {"best": fact("best"), "way": fact("ranked", _RIVAL, greater("preference", {"best": "preference"}), joined_to="best")},
        _TAKE,
    ),
    "not preferred": rule(
        "the route before was better: {best[verdict]}",
        {"best": fact("best"), "way": fact("ranked", _RIVAL, less("preference", {"best": "preference"}), joined_to="best")},
        _STAY,
    ),
    "as good": rule(
        "the next route is as good: {way[verdict]}",
        {"best": fact("best"), "way": fact("ranked", lacks("day"), *_EQUAL, joined_to="best")},
        _STAY,
    ),
    "as good, earlier": rule(
        "the next route is as good and earlier: {way[verdict]} on {way[day]}",
        {
            "best": fact("best", has("day")),
            "way": fact("ranked", has("day"), *_EQUAL, less("day", {"best": "day"}), joined_to="best"),
        },
        _TAKE,
    ),
    "as good, no earlier": rule(
        "the next route is as good and no earlier: {way[verdict]} on {way[day]}",
        {
            "best": fact("best", has("day")),
            "way": fact("ranked", has("day"), *_EQUAL, at_least("day", {"best": "day"}), joined_to="best"),
        },
        _STAY,
    ),
    "best of all": rule(
        "{routes[part]}: {best[verdict]}",
        {"best": fact("best"), "routes": fact("routes", _RIVAL, joined_to="best")},
        {"kind": "part", **copied("routes", "then", "part", at="place"), **copied("best", "verdict", "day", "failing")},
    ),
}

_JUDGED = {
    "judged": rule(
        "outcome {outcome[outcome]}: {so_far[verdict]}",
        {"so_far": fact("so_far"), "outcome": fact("outcome", _END, joined_to="so_far")},
        {"kind": "judged", **copied("outcome", "outcome"), **copied("so_far", "verdict", "day", "failing")},
    ),
}

RULES = {**_TESTS, **_CONDITIONS, **_TOGETHER, **_ROUTES, **_PREFERENCES, **_ALTERNATIVES, **_JUDGED}

UNITED_KINDS = {"said": ("at", "then", "verdict"), "united": ("at", "verdict?"), "end": ("at",), "shared": ("verdict",)}
"""The verdicts that readings give, one after the other; what they come to before a place; the end; what they share."""

UNITED_RULES = {
    "the first": rule(
        "a reading says {said[verdict]}",
        {
            "united": fact("united", lacks("verdict")),
            "said": fact("said", equal("at", {"united": "at"}), joined_to="united"),
        },
        {"kind": "united", **copied("said", "verdict", at="then")},
    ),
    "another": rule(
        "another reading says {said[verdict]}, not {united[verdict]} -> undetermined",
        {
            "united": fact("united", has("verdict")),
            "said": fact("said", equal("at", {"united": "at"}), unequal("verdict", {"united": "verdict"}), joined_to="united"),
        },
        {"kind": "united", **copied("said", at="then"), "verdict": UNDETERMINED},
    ),
    "the same": rule(
        "another reading says {said[verdict]} too",
        {
            "united": fact("united", has("verdict")),
            "said": fact("said", equal("at", {"united": "at"}), equal("verdict", {"united": "verdict"}), joined_to="united"),
        },
        {"kind": "united", **copied("said", at="then"), **copied("united", "verdict")},
    ),
    "all": rule(
        "all readings together: {united[verdict]}",
        {"united": fact("united", has("verdict")), "end": fact("end", equal("at", {"united": "at"}), joined_to="united")},
        {"kind": "shared", **copied("united", "verdict")},
    ),
    "none": rule(
        "no reading says anything -> undetermined",
        {
            "united": fact("united", lacks("verdict")),
            "end": fact("end", equal("at", {"united": "at"}), joined_to="united"),
        },
        {"kind": "shared", "verdict": UNDETERMINED},
    ),
}
