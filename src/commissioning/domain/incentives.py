"""What the terms of a contract reward, as data: pairs of made-up journeys that differ in one thing, and margins by group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning.domain.comparisons import Cause
from commissioning.domain.decisions import Decision
from commissioning.domain.journeys import JobRow, Journey
from commissioning.domain.money import Pence


class Kind(StrEnum):
    """What a witness shows."""

    HOURS_CLIFF = "hours_cliff"
    DAYS_CLIFF = "days_cliff"
    HOURS_DEAD_ZONE = "hours_dead_zone"
    DAYS_DEAD_ZONE = "days_dead_zone"
    SPLIT_AT_ONCE = "split_at_once"
    SPLIT_IN_TURN = "split_in_turn"
    JOB_BEFORE_START = "job_before_start"
    DELAYED_START = "delayed_start"
    DELAYED_ACROSS = "delayed_across"
    CLAIM_DEADLINE = "claim_deadline"
    CLAIM_WAITED = "claim_waited"
    EVIDENCE_SHORT = "evidence_short"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim for an outcome made on a day, with evidence of all work up to *evidence_to* (None: all that was done)."""

    outcome: str
    on: date
    evidence_to: date | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """One made-up journey: what is said of it, the person's journey, rows of jobs and the day it is decided as of.

    With *claimed* it is the claim that is decided, and what it pays that counts.
    """

    what: str
    journey: Journey
    jobs: tuple[JobRow, ...]
    as_of: date
    claimed: Claimed | None = None


@dataclass(frozen=True, slots=True)
class Paid:
    """What a scene comes to: the decisions, what is surely due, and whether a silence or missing fact leaves more open.

    Of a claim that is not paid *term* is the term at fault.
    """

    decisions: tuple[Decision, ...]
    due: Pence
    open: bool
    term: str = ""


@dataclass(frozen=True, slots=True)
class Witness:
    """Two scenes that differ in one thing, what each pays, and the terms at fault.

    *amount* is how many hours or days lie between them; of a claim deadline, and of one that is waited for, how many days after
    the outcome the earlier of the two claims is made.
    """

    kind: Kind
    first: Scene
    second: Scene
    before: Paid
    after: Paid
    cause: Cause
    amount: int = 1
    outcome: str = ""

    @property
    def pence(self) -> Pence:
        """What the second pays more (negative: less)."""
        return self.after.due - self.before.due


@dataclass(frozen=True, slots=True)
class Margin:
    """A group of a caseload: what is due and what serving costs for each start, and what keeps most outcomes of it unmet.

    *parked*: serving a person of the group costs more than it is expected to bring. *creamed*: it brings more than it costs, no
    other group of the breakdown brings a larger margin, and another brings less.
    """

    breakdown: str
    group: str
    starts: int
    due: Pence
    cost: Pence
    margin: Pence
    parked: bool
    creamed: bool
    term: str
    unmet: int


@dataclass(frozen=True, slots=True)
class Costs:
    """Costs to serve a person by payment group, in whole pence; *unknown* where the group is not recorded. *why* backs them."""

    name: str
    title: str
    groups: Mapping[str, Pence]
    unknown: Pence
    illustrative: bool
    why: str

    def of(self, group: str | None) -> Pence:
        """What it costs to serve a person of a payment group."""
        return self.groups.get(group or "", self.unknown)


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A witness that an earlier design had, under the design at hand: what each scene pays now."""

    kind: str
    what: tuple[str, str]
    earlier: Pence
    now: Pence
    of: str

    @property
    def verdict(self) -> str:
        """``as before``, ``no longer flat`` (it paid the same, and does not now), ``gone``, ``turned`` (the other way now),
        ``smaller`` or ``larger``."""
        if self.now == self.earlier:
            return "as before"
        if not self.earlier:
            return "no longer flat"
        if not self.now:
            return "gone"
        if (self.now > 0) != (self.earlier > 0):
            return "turned"
        return "smaller" if abs(self.now) < abs(self.earlier) else "larger"


@dataclass(frozen=True)
class Incentives:
    """Everything found of one contract. *person* says whom the witnesses are of; *cohort* whom the margins are of.

    *notes*, a head and a sentence each, say what was done to the margins so that they tell of no few people.
    """

    contract: str
    person: str
    witnesses: tuple[Witness, ...]
    margins: tuple[Margin, ...]
    costs: Costs
    cohort: str
    rechecked: tuple[Rechecked, ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
