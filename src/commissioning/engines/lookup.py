"""The value in force for a case: which version of a dated value holds, by the event its versions apply by."""

from __future__ import annotations

from typing import TypeVar

from commissioning.domain.calendar import Day
from commissioning.engines.case import Case, Job
from commissioning.plan.values import AppliesBy, Const, Dated, Value

T = TypeVar("T")


class NoValue(Exception):
    """A dated value has no version in force on the day it is asked for."""


def lookup(value: Value[T], case: Case, *, job: Job | None = None, day: Day | None = None, claim: Day | None = None) -> T:
    """The value in force for a case, by the event its versions apply by. Raises :class:`NoValue` where none is."""
    if isinstance(value, Const):
        return value.value
    if not isinstance(value, Dated):
        raise TypeError("a choice is settled before it is looked up")
    on = _event(value, case, job, day, claim)
    version = None if on is None else value.on(on, case.fact)
    if version is None:
        raise NoValue(value.name)
    return version.value


def _event(value: Dated[T], case: Case, job: Job | None, day: Day | None, claim: Day | None) -> Day | None:
    rule = value.applies_by
    if rule is AppliesBy.FIXED:
        return value.pinned_on
    if rule is AppliesBy.REFERRAL:
        return case.referral
    if rule is AppliesBy.START:
        return case.start
    if rule is AppliesBy.JOB_START:
        return job.began if job else None
    if rule is AppliesBy.CLAIM:
        return claim if claim is not None else case.as_of
    return day
