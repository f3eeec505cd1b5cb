"""What a decision carries: the verdict, its dates and reason, what decides it, and what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from commissioning.domain.money import Pence
from commissioning.domain.provenance import Caveat
from commissioning.domain.reasons import Reason, ReasonCode
from commissioning.domain.verdicts import Verdict


class Unsettled(StrEnum):
    """What can be read more than one way."""

    SILENCE = "silence"
    JOB_FACT = "job_fact"
    JOURNEY_FACT = "journey_fact"


@dataclass(frozen=True, slots=True)
class Setting:
    """One silence or missing fact under one of its readings; *subject* is the job's id for a fact of a job."""

    kind: Unsettled
    name: str
    value: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Decisive:
    """A silence or missing fact that alone can change the verdict: the verdicts possible under each of its readings."""

    kind: Unsettled
    name: str
    subject: str
    verdicts: tuple[tuple[str, tuple[Verdict, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingVerdict:
    """The verdict under one reading of every silence and missing fact."""

    settings: tuple[Setting, ...]
    verdict: Verdict
    day: date | None
    code: ReasonCode
    term: str


@dataclass(frozen=True, slots=True)
class Due:
    """Money for an outcome: an amount in whole pence, or a range where the payment group is not known."""

    lowest: Pence
    highest: Pence
    illustrative: bool = True


@dataclass(frozen=True, slots=True)
class Decision:
    """One journey's outcome under one contract on one day.

    ``reached_on`` only with ``met``, ``earliest`` only with ``not_yet``; where the readings share the verdict but not the
    date both are None and ``date_from`` to ``date_to`` is the range. ``review_on`` is the next day on which the verdict can be
    another although nothing more becomes known, None where there is none or nobody asked.
    """

    journey_id: str
    contract: str
    outcome: str
    as_of: date
    eligible: Verdict
    verdict: Verdict
    reason: Reason
    reached_on: date | None = None
    earliest: date | None = None
    date_from: date | None = None
    date_to: date | None = None
    reached_outside_window: date | None = None
    decisive: tuple[Decisive, ...] = ()
    readings: tuple[ReadingVerdict, ...] = ()
    rests_on: tuple[Caveat, ...] = ()
    times: int = 0
    price: Due | None = None
    part: Due | None = None
    ended: str = ""
    review_on: date | None = None

    @property
    def due(self) -> Due | None:
        """What is payable now: the price, as many times as the outcome counts, if it is met; else its *part*, if any is due."""
        if self.verdict is not Verdict.MET:
            return self.part
        if self.price is None:
            return None
        return Due(self.price.lowest * self.times, self.price.highest * self.times, self.price.illustrative)
