"""The same journeys under several contracts: what was counted, what it pays, and whose verdict differs, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from commissioning.domain.decisions import Decision, Unsettled
from commissioning.domain.money import Pence
from commissioning.domain.reasons import ReasonCode
from commissioning.domain.verdicts import Verdict

ABSENT = "absent"
"""Stands for a verdict where a contract has no outcome of that name."""


class Basis(StrEnum):
    """Whether missing facts of jobs stand as they are, or are taken to be favourable where the comparison says so."""

    RECORDED = "recorded"
    ASSUMED = "assumed"


@dataclass
class Figure:
    """Outcomes of one contract counted by verdict, and what is due for them (whole pence, lowest and highest)."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    least: Pence = 0
    most: Pence = 0

    def add(self, decision: Decision) -> None:
        """Count one decision."""
        self.verdicts[decision.verdict] += 1
        if decision.due is not None:
            self.least += decision.due.lowest
            self.most += decision.due.highest


@dataclass
class Part:
    """Some outcomes of some journeys, with what they are priced at (whole pence, lowest and highest)."""

    outcomes: int = 0
    journeys: int = 0
    least: Pence = 0
    most: Pence = 0


@dataclass
class Total:
    """One contract over the whole caseload.

    *outside* is the work that was enough but lay outside the window, at the outcome's price; *undetermined* is what is open
    by what leaves it open (``silence``, ``fact``, ``both`` or ``other``); *resting* is what is due on terms that are
    ``assumed`` or ``illustrative``, the second where both are in play.
    """

    eligible: Counter[Verdict] = field(default_factory=Counter)
    with_outcome: int = 0
    sustained: int = 0
    all: Figure = field(default_factory=Figure)
    outside: Part = field(default_factory=Part)
    undetermined: dict[str, Part] = field(default_factory=dict)
    resting: dict[str, Part] = field(default_factory=dict)
    unpriced: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Cause:
    """What decided on the side of a flip that did worse.

    *side* is 0 or 1, the contract of the pair. *terms* are the terms at fault: those that kept work from counting (then *code*
    is None), or the one that failed; none where the contract has no such outcome (*absent*). *unsettled* are the silences and
    missing facts that leave it open.
    """

    side: int
    code: ReasonCode | None = None
    terms: tuple[str, ...] = ()
    absent: bool = False
    unsettled: tuple[tuple[Unsettled, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """From one verdict to another for one outcome between two contracts (by position), and what decided."""

    first: int
    second: int
    outcome: str
    before: str
    after: str
    cause: Cause


@dataclass(frozen=True, slots=True)
class Witness:
    """One real journey that shows a flip: its rows of jobs, its length in days, its place in the input, the two decisions."""

    journey_id: str
    rows: int
    days: int
    position: int
    first: Decision | None
    second: Decision | None


@dataclass
class Flip:
    """Every outcome that moves one way for one cause; the money is what the second contract pays more (negative: less).

    *resting* of them hold only if missing facts of jobs are assumed. *who* lists the journeys, in input order.
    """

    move: Move
    count: int = 0
    least: Pence = 0
    most: Pence = 0
    resting: int = 0
    witness: Witness | None = None
    who: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Model:
    """One contract of a comparison, as decisions name it, with the outcomes it has; *assumed* says what a second deciding took.

    *key* tells two models of one contract apart (``no-one-left-behind``, ``fair-start-scotland@2018-04-03``).
    """

    key: str
    outcomes: tuple[str, ...]
    assumed: str = ""


FigureKey = tuple[Basis, str, str, int, str]
"""Basis, breakdown, group, position of the contract, outcome."""

Matrix = Counter[tuple[str, str]]
"""How many outcomes go from one verdict to another."""

EVERYONE = "everyone"
NOT_RECORDED = ""
"""The group of those of whom the fact is not recorded."""

BREAKDOWNS = ("payment_group", "area", "provider", "disabled", "long_term_health_condition")
"""The facts of journeys by which everything is broken down."""


@dataclass(frozen=True)
class Comparison:
    """Everything a comparison found.

    *starts* are journeys with a start date by the as-of date, *in_work* those of them in which a job began on or after it.
    *basis* is the one that flips are told on. *figures* adds up over the groups of any one breakdown to ``everyone``.
    """

    as_of: date
    models: tuple[Model, ...]
    basis: Basis
    journeys: int
    starts: int
    in_work: int
    totals: Mapping[tuple[Basis, int], Total]
    figures: Mapping[FigureKey, Figure]
    matrices: Mapping[tuple[Basis, int, int], Matrix]
    flips: tuple[Flip, ...]

    def total(self, model: int, basis: Basis | None = None) -> Total:
        """One contract's total, on the basis of the flips unless another is asked for."""
        return self.totals[basis or self.basis, model]

    def figure(
        self, model: int, outcome: str, breakdown: str = EVERYONE, group: str = "", basis: Basis | None = None
    ) -> Figure:
        """One figure; an empty one where nobody is in the group."""
        return self.figures.get((basis or self.basis, breakdown, group, model, outcome)) or Figure()

    def groups(self, breakdown: str) -> list[str]:
        """The groups of a breakdown: what was not recorded last, the others in order."""
        found = {key[2] for key in self.figures if key[1] == breakdown}
        return sorted(found, key=lambda group: (group == NOT_RECORDED, group))

    def outcomes(self) -> list[str]:
        """Every outcome, in the contracts' order; those that fewer contracts have come where those contracts have them."""
        longest = sorted(self.models, key=lambda model: -len(model.outcomes))
        return list(dict.fromkeys(name for model in longest for name in model.outcomes))
