"""The four verdicts, Kleene's three truth values, and how both combine."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

Truth = bool | None
"""Kleene's truth values: True, False and None (unknown)."""


class Verdict(StrEnum):
    """What a term or an outcome gets."""

    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"
    NOT_YET = "not_yet"
    MET = "met"


# Conjunction takes the first that occurs in this order.
_CONJUNCTION = {Verdict.NOT_MET: 0, Verdict.UNDETERMINED: 1, Verdict.NOT_YET: 2, Verdict.MET: 3}
# Alternative routes to one outcome: one that is met settles it; one that is unknown may have.
_DISJUNCTION = {Verdict.MET: 0, Verdict.UNDETERMINED: 1, Verdict.NOT_YET: 2, Verdict.NOT_MET: 3}


def conjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of all of them together; of none of them, met."""
    return min(verdicts, key=_CONJUNCTION.__getitem__, default=Verdict.MET)


def disjunction(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of alternative routes; of none of them, not met."""
    return min(verdicts, key=_DISJUNCTION.__getitem__, default=Verdict.NOT_MET)


def all_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's *and*: unknown and false is false."""
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown = unknown or truth is None
    return None if unknown else True


def any_true(truths: Iterable[Truth]) -> Truth:
    """Kleene's *or*: unknown or true is true."""
    unknown = False
    for truth in truths:
        if truth is True:
            return True
        unknown = unknown or truth is None
    return None if unknown else False


def negation(truth: Truth) -> Truth:
    """Kleene's *not*: unknown stays unknown."""
    return None if truth is None else not truth


def as_verdict(truth: Truth) -> Verdict:
    """A condition's verdict: it is met, not met or undetermined, never not yet."""
    if truth is None:
        return Verdict.UNDETERMINED
    return Verdict.MET if truth else Verdict.NOT_MET
