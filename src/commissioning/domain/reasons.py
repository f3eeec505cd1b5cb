"""Why an outcome got its verdict: a closed list of codes, the term that decided, and what was needed against what was."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReasonCode(StrEnum):
    """The closed list of reason codes; :data:`MEANINGS` says each in words."""

    # met
    REACHED = "reached"
    # not met: eligibility
    REFERRED_OUTSIDE_WINDOW = "referred_outside_window"
    CONDITION_NOT_MET = "condition_not_met"
    NOT_VOLUNTARY = "not_voluntary"
    ON_EXCLUDED_PROGRAMME = "on_excluded_programme"
    OUTSIDE_AREA = "outside_area"
    NOT_COMMISSIONED = "not_commissioned"
    START_REVERSED = "start_reversed"
    # not met: work
    WORK_BEGAN_TOO_LATE = "work_began_too_late"
    NO_QUALIFYING_WORK = "no_qualifying_work"
    NOT_SUSTAINED = "not_sustained"
    REACHED_OUTSIDE_WINDOW = "reached_outside_window"
    OUTCOME_LIMIT_PASSED = "outcome_limit_passed"
    PRIOR_OUTCOME = "prior_outcome"
    EARNINGS_TOO_LOW = "earnings_too_low"
    RE_ENTRY_NOT_ALLOWED = "re_entry_not_allowed"
    PAID_BEFORE = "paid_before"
    OUTCOME_CONDITION_NOT_MET = "outcome_condition_not_met"
    # not yet
    CAN_STILL_BE_MET = "can_still_be_met"
    # undetermined
    NO_START_DATE = "no_start_date"
    MISSING_FACT = "missing_fact"
    SILENCE = "silence"
    SILENCE_AND_MISSING_FACT = "silence_and_missing_fact"
    TOO_MANY_UNKNOWN_FACTS = "too_many_unknown_facts"
    NO_VALUE_IN_FORCE = "no_value_in_force"


MEANINGS: dict[ReasonCode, str] = {
    ReasonCode.REACHED: "every term of the outcome is met",
    ReasonCode.REFERRED_OUTSIDE_WINDOW: "the referral date lies outside the contract's referral window",
    ReasonCode.CONDITION_NOT_MET: "a condition of eligibility is not met",
    ReasonCode.NOT_VOLUNTARY: "the person was mandated, and participation must be voluntary",
    ReasonCode.ON_EXCLUDED_PROGRAMME: "the person is on another programme that this one excludes",
    ReasonCode.OUTSIDE_AREA: "the client's area is not one of the partnership's",
    ReasonCode.NOT_COMMISSIONED: "the service was not commissioned there on the day of referral",
    ReasonCode.START_REVERSED: "the start was reversed, and with it what followed from it",
    ReasonCode.WORK_BEGAN_TOO_LATE: "qualifying work did not begin within the pre-work limit",
    ReasonCode.NO_QUALIFYING_WORK: "there was no qualifying work, and there can be none",
    ReasonCode.NOT_SUSTAINED: "work was not sustained for long enough within the window",
    ReasonCode.REACHED_OUTSIDE_WINDOW: "enough work was done, but outside the window",
    ReasonCode.OUTCOME_LIMIT_PASSED: "the outcome's time limit passed before it was reached",
    ReasonCode.PRIOR_OUTCOME: "the outcome before it is required, and has the worse verdict",
    ReasonCode.EARNINGS_TOO_LOW: "qualifying earnings did not reach the threshold in time",
    ReasonCode.RE_ENTRY_NOT_ALLOWED: "the person had been on the programme before, and re-joining was not allowed then",
    ReasonCode.PAID_BEFORE: "the outcome was reached on an earlier journey, and is paid once",
    ReasonCode.OUTCOME_CONDITION_NOT_MET: "a condition that this outcome asks for is not met",
    ReasonCode.CAN_STILL_BE_MET: "not met, but it would be in the best case",
    ReasonCode.NO_START_DATE: "the journey has no start date yet",
    ReasonCode.MISSING_FACT: "a missing fact decides it",
    ReasonCode.SILENCE: "a silence of the contract decides it",
    ReasonCode.SILENCE_AND_MISSING_FACT: "a silence of the contract and a missing fact decide it",
    ReasonCode.TOO_MANY_UNKNOWN_FACTS: "more than ten jobs have unknown facts",
    ReasonCode.NO_VALUE_IN_FORCE: "a dated value that is needed has no rate in force on the date",
}


class Measure(StrEnum):
    """What a quantity counts."""

    QUALIFYING_DAYS = "qualifying_days"
    DATE = "date"
    PENCE = "pence"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount needed or found: qualifying days (perhaps *within* so many days), an ordinal day, pence, or a fact.

    Of a fact, *value* is its text and blank means unknown.
    """

    measure: Measure
    value: int | str
    within: int | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """The code, the id of the term that decided, and for a ``not_met`` what was needed and what was found.

    *because* names the terms that kept days of work from counting, in the contract's order; :data:`BEFORE_START` stands for
    jobs that began before the start date.
    """

    code: ReasonCode
    term: str = ""
    needed: Quantity | None = None
    actual: Quantity | None = None
    because: tuple[str, ...] = ()


BEFORE_START = "began_before_start"
"""Work that began before the journey's start date does not count, whatever happens to it later."""
