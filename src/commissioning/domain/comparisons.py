"""The same journeys under several contracts: what was counted, what it pays, and whose verdict differs, as data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

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


Range = tuple[Pence, Pence]
"""Money in whole pence, lowest and highest."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What counting needs of a decision: whatever engine decided, and however many journeys at a time, it comes to this.

    *term* is that of the reason (a term, a silence or a fact), blank for ``met``. *outside* says that enough work lay outside
    the window; *rests* is the weakest standing that what is due rests on: ``assumed``, ``illustrative`` or blank.
    """

    verdict: Verdict
    code: ReasonCode
    term: str = ""
    times: int = 0
    price: Range | None = None
    part: Range | None = None
    outside: bool = False
    rests: str = ""

    @property
    def due(self) -> Range | None:
        """What is payable now: the price as often as the outcome counts if it is met, else its part, if any is due."""
        if self.verdict is not Verdict.MET:
            return self.part
        return None if self.price is None else (self.price[0] * self.times, self.price[1] * self.times)


@dataclass(frozen=True, slots=True)
class Rulings:
    """One journey under one contract: whether it is eligible, and every outcome in the contract's order."""

    eligible: Verdict
    outcomes: tuple[Ruling, ...]


@dataclass
class Figure:
    """Outcomes of one contract counted by verdict, and what is due for them (whole pence, lowest and highest)."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    least: Pence = 0
    most: Pence = 0

    def add(self, ruling: Ruling, number: int = 1) -> None:
        """Count one ruling of so many journeys."""
        self.verdicts[ruling.verdict] += number
        if ruling.due is not None:
            self.least += ruling.due[0] * number
            self.most += ruling.due[1] * number


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
    is None), or the one that failed; none where the contract has no such outcome (*absent*). *unsettled* is the silence or the
    missing fact that leaves it open: the first of them, silences before facts, as in the reason of the decision.
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


@dataclass(frozen=True)
class Witness:
    """One real journey that shows a flip: its rows of jobs, its length in days, its place in the input, the two decisions.

    *decide* makes the decisions in full; it is only asked when they are to be shown.
    """

    journey_id: str
    rows: int
    days: int
    position: int
    decide: Callable[[], tuple[Decision | None, Decision | None]] = field(compare=False, repr=False)

    @cached_property
    def _decisions(self) -> tuple[Decision | None, Decision | None]:
        return self.decide()

    @property
    def first(self) -> Decision | None:
        """The decision under the first contract; None where it has no such outcome."""
        return self._decisions[0]

    @property
    def second(self) -> Decision | None:
        """The decision under the second."""
        return self._decisions[1]


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
