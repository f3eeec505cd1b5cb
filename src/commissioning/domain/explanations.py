"""Everything behind one journey's decisions under one contract, as data; reports put it into words and pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from commissioning.domain.decisions import Decision, ReadingVerdict, Setting, Unsettled
from commissioning.domain.journeys import FactValue
from commissioning.domain.reasons import Quantity, ReasonCode
from commissioning.domain.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One condition of eligibility with the facts it asked for."""

    term: str
    verdict: Verdict
    facts: tuple[tuple[str, FactValue], ...]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a job: its days (*last* None: still going on), its facts, and what each reading makes of it."""

    first: date
    last: date | None
    weekly_hours: int | None
    basis: str | None
    hourly_pay_pence: int | None
    reflects_needs: bool | None
    paid_hours_worked: int | None
    standing: tuple[tuple[str, str], ...]
    """Pairs, one for each difference: ``counts``, ``left_out``, ``unknown``, ``before_start`` or ``after_death``, and the
    term or fact behind it."""


@dataclass(frozen=True, slots=True)
class JobLine:
    """One job of the client."""

    job_id: str
    began: date
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class TestLine:
    """One test of an outcome under one reading; *day* is when it was reached, or at best could be."""

    __test__ = False

    term: str
    verdict: Verdict
    day: date | None = None
    limit: date | None = None
    needed: Quantity | None = None
    actual: Quantity | None = None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """A reading, or several that come to the same: what they read into, the verdict, the tests and the qualifying days."""

    settings: tuple[Setting, ...]
    verdict: Verdict
    day_from: date | None
    day_to: date | None
    code: ReasonCode
    term: str
    tests: tuple[TestLine, ...]
    qualifying: tuple[tuple[date, date], ...]
    window: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """One outcome: its decision, and each reading that makes a difference."""

    decision: Decision
    readings: tuple[ReadingLine, ...]


@dataclass(frozen=True, slots=True)
class SupportLine:
    """Support that is or was due: ``pre_work`` or ``in_work``, from a day until one (None: no limit, or none stated)."""

    term: str
    support: str
    extent: str
    length: str
    begins: date | None
    ends: date | None
    settings: tuple[Setting, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One journey under one contract, as known on *as_of*."""

    journey_id: str
    contract: str
    title: str
    as_of: date
    referral_date: date | None
    start_date: date | None
    ended: str
    eligible: Verdict
    conditions: tuple[ConditionLine, ...]
    jobs: tuple[JobLine, ...]
    earned: tuple[tuple[date, int], ...]
    outcomes: tuple[OutcomeLine, ...]
    support: tuple[SupportLine, ...]
    engine: str
    trace: tuple[str, ...] = ()
    untold: int = 0
    """How many more ways there are to read what is unsettled than the readings of outcomes are drawn from."""


def that_differ(readings: Iterable[ReadingVerdict]) -> tuple[tuple[tuple[Setting, ...], tuple[int, ...]], ...]:
    """The readings put together by what makes a difference to the verdict or its day.

    Each group gives the settings that matter (none, if nothing does) and the positions of its readings in the input.
    """
    rows = list(readings)
    matter = _that_matter(rows)
    groups: dict[tuple[Setting, ...], list[int]] = {}
    for position, row in enumerate(rows):
        kept = tuple(s for s in row.settings if (s.kind, s.name, s.subject) in matter)
        groups.setdefault(kept, []).append(position)
    return tuple((settings, tuple(positions)) for settings, positions in groups.items())


def _that_matter(rows: list[ReadingVerdict]) -> set[tuple[Unsettled, str, str]]:
    """What, changed alone under some setting of the rest, changes the verdict or its day."""
    names = dict.fromkeys((s.kind, s.name, s.subject) for row in rows for s in row.settings)
    matter = set()
    for name in names:
        others: dict[tuple[Setting, ...], set[tuple[Verdict, date | None]]] = {}
        for row in rows:
            rest = tuple(s for s in row.settings if (s.kind, s.name, s.subject) != name)
            others.setdefault(rest, set()).add((row.verdict, row.day))
        if any(len(seen) > 1 for seen in others.values()):
            matter.add(name)
    return matter
