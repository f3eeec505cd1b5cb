"""Answers as arrays, and the check that two evaluators give the same ones.

A journey whose facts leave a verdict open is undetermined to the engine; an evaluator with one reading still says something
of it, and that is not compared. Whatever the engine does decide holds under every reading, so that of any one reading too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from commissioning.benchmarks.contracts import CONTRACTS, OUTCOMES
from commissioning.errors import Exit, Problem, Refused

Array = npt.NDArray[Any]

UNDETERMINED = 1
VERDICTS = ("not_met", "undetermined", "not_yet", "met")
"""By number, the worse the lower; an eligibility has the same numbers."""
FIELDS = ("eligible", "verdict", "day", "times")


@dataclass(frozen=True)
class Answers:
    """What one evaluator says of every journey, in the order of the data set.

    *eligible* (journeys × contracts) and *verdict* (journeys × outcomes) are places in :data:`VERDICTS`; *day* is an ordinal
    (0: none, or not one day), *times* how often a met outcome counts. An array is None where the evaluator cannot say; verdicts
    of -1 are of outcomes that it leaves out, and one of 4 means only that the outcome is not met.
    """

    ids: Array
    eligible: Array
    verdict: Array
    day: Array | None = None
    times: Array | None = None

    def save(self, path: Path) -> None:
        """Writes them to a file of NumPy's."""
        known = {name: value for name in ("ids", *FIELDS) if (value := getattr(self, name)) is not None}
        np.savez(path, **known)

    @classmethod
    def load(cls, path: Path) -> Answers:
        """Reads what :meth:`save` wrote."""
        with np.load(path) as file:
            return cls(**{name: file[name] for name in file.files})

    def first(self, journeys: int) -> Answers:
        """The answers for the first so many journeys."""
        day, times = (None if part is None else part[:journeys] for part in (self.day, self.times))
        return Answers(self.ids[:journeys], self.eligible[:journeys], self.verdict[:journeys], day, times)


LEFT_OUT, NOT_REACHED = -1, 4
"""Verdicts of an evaluator that can express only a part: nothing said, and anything but met."""


@dataclass(frozen=True)
class Agreement:
    """How many answers of two evaluators were compared, and how many were open to the engine and so were not."""

    compared: int
    open: int


def from_rows(ids: Sequence[str], rows: Iterator[tuple[Sequence[bool], Sequence[tuple[int, int, int]]]]) -> Answers:
    """Answers given journey by journey: under which contracts eligible, and a verdict, day and times for each outcome."""
    size = len(ids)
    eligible = np.zeros((size, len(CONTRACTS)), "i1")
    table = np.zeros((size, len(OUTCOMES), 3), "i4")
    for at, (who, outcomes) in enumerate(rows):
        eligible[at] = who
        table[at] = outcomes
    return Answers(np.array(ids), eligible * 3, table[:, :, 0].astype("i1"), table[:, :, 1], table[:, :, 2])


def agree(engine: Answers, other: Answers, name: str) -> Agreement:
    """Holds the answers of another evaluator against the engine's.

    Raises :class:`~commissioning.errors.Refused` (F002) that names the first journey they differ on and what each says.
    """
    if len(other.ids) != len(engine.ids) or (other.ids != engine.ids).any():
        raise _differ(f"the evaluator '{name}' answers for other journeys than the engine")
    decided = engine.eligible != UNDETERMINED
    _refuse(engine, other, name, "eligible", decided & (engine.eligible != other.eligible), CONTRACTS)
    said = (engine.verdict != UNDETERMINED) & (other.verdict != LEFT_OUT)
    same = np.where(other.verdict == NOT_REACHED, engine.verdict != 3, engine.verdict == other.verdict)
    _refuse(engine, other, name, "verdict", said & ~same, OUTCOMES)
    if engine.day is not None and other.day is not None:
        # Where readings of a blank share the verdict and not the date, the engine gives no one day.
        _refuse(engine, other, name, "day", said & (engine.day > 0) & (engine.day != other.day), OUTCOMES)
    if engine.times is not None and other.times is not None:
        # Blanks can leave the number of job starts open while the first is sure: then the engine counts those that are sure.
        _refuse(engine, other, name, "times", said & (engine.times != other.times), OUTCOMES)
    open_ = (~decided).sum() + ((engine.verdict == UNDETERMINED) & (other.verdict != LEFT_OUT)).sum()
    return Agreement(int(decided.sum() + said.sum()), int(open_))


def _refuse(engine: Answers, other: Answers, name: str, field: str, differ: Array, columns: Sequence[Any]) -> None:
    if not differ.any():
        return
    journey, column = (int(place) for place in np.argwhere(differ)[0])
    what = columns[column] if isinstance(columns[column], str) else " ".join(columns[column])
    one, another = (_said(field, getattr(answers, field)[journey, column]) for answers in (engine, other))
    raise _differ(
        f"journey {engine.ids[journey]}, {what}, {field}: the engine says {one}, the evaluator '{name}' says {another}; "
        f"{int(differ.sum()):,} such answers differ"
    )


def _said(field: str, value: Any) -> str:
    number = int(value)
    if field == "day":
        return date.fromordinal(number).isoformat() if number else "no day"
    if field == "times":
        return f"{number} times"
    return "not met" if number == NOT_REACHED else VERDICTS[number]


def _differ(message: str) -> Refused:
    remedy = "report this as a fault of the program: nothing was measured, for it would compare different work"
    return Refused(Problem("F002", message, remedy), Exit.FAULT)
