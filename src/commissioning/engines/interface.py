"""What an engine is: how verdicts follow from measures. Which engines there are, and which cannot run here and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from commissioning.domain.calendar import Day
from commissioning.domain.decisions import Decision
from commissioning.domain.verdicts import Truth, Verdict
from commissioning.engines.case import Case
from commissioning.engines.measuring import DayMeasure
from commissioning.errors import usage
from commissioning.plan.plan import Plan
from commissioning.plan.settling import Settled


class RouteMeasures(NamedTuple):
    """The measures of one route's tests in the order of reasons; *in_force* bounds the day it may be reached on."""

    tests: tuple[DayMeasure, ...]
    in_force: tuple[Day, Day] | None = None


class OutcomeMeasures(NamedTuple):
    """All that an engine may see of an outcome: its routes, the outcome it rests on, and tests without a date.

    *prior* is the position of the outcome that must be reached before it, None where it is independent.
    """

    routes: tuple[RouteMeasures, ...]
    prior: int | None = None
    common: tuple[Truth, ...] = ()


class Failing(NamedTuple):
    """Where a verdict was decided: what kind of test, and its position (route and test for a route's)."""

    what: str
    position: int = 0
    test: int = 0


ELIGIBILITY, START, ROUTE, PRIOR, COMMON = "eligibility", "start", "route", "prior", "common"


class Judged(NamedTuple):
    """One outcome under one reading: its verdict, its day (reached, or earliest at best), and the test that decided."""

    verdict: Verdict
    day: Day | None
    failing: Failing | None


class Engine(Protocol):
    """How verdicts follow from facts and measures."""

    name: str

    def eligibility(self, settled: Settled, case: Case) -> tuple[Truth, ...]:
        """The truth of each condition of eligibility, in file order."""

    def outcomes(
        self, eligibility: tuple[Truth, ...], started: bool, measures: tuple[OutcomeMeasures, ...]
    ) -> tuple[Judged, ...]:
        """Each outcome's verdict under one reading."""

    def united(self, verdicts: Iterable[Verdict]) -> Verdict:
        """The verdict all readings share, or undetermined."""

    def trace(self) -> tuple[str, ...]:
        """The rules that fired since the last call, in order; empty for an engine that keeps no trace."""


@runtime_checkable
class Confirming(Protocol):
    """An engine that decides whole journeys by itself, and leaves it to the others to explain what it decided."""

    def confirmed(self, plan: Plan, case: Case, decisions: tuple[Decision, ...]) -> tuple[Decision, ...]:
        """The decisions, if the engine decides the same. Raises :class:`~commissioning.errors.Refused` if it does not."""


class Missing(Exception):
    """An engine cannot run here: the text says why and what would change it."""


def engines() -> dict[str, Callable[[], Engine]]:
    """Every engine by name. Making one raises :class:`Missing` where it cannot run here."""

    def reference() -> Engine:
        from commissioning.engines.reference import Reference

        return Reference()

    def durable() -> Engine:
        from commissioning.engines.durable import Durable

        return Durable()

    def columnar() -> Engine:
        try:
            from commissioning.engines.columnar.judge import ColumnarJudge
        except ModuleNotFoundError as why:
            raise Missing(f"{why.name} is not installed: pip install 'commissioning[population]'") from why
        return ColumnarJudge()

    return {"reference": reference, "durable": durable, "columnar": columnar}


def engine(name: str = "auto") -> Engine:
    """The engine of that name; ``auto`` chooses. Raises :class:`~commissioning.errors.Refused` if it cannot run here."""
    known = engines()
    if name == "auto":
        return known["reference"]()
    if name == "spark":
        message = "the spark engine decides whole populations, into a file of rows or into totals"
        raise usage("U115", message, "use it for `check` with --output FILE.parquet (or .csv, .arrow), or with --sink totals")
    if name not in known:
        raise usage("U020", f"there is no engine '{name}'", f"use one of: auto, {', '.join(known)}")
    try:
        return known[name]()
    except Missing as why:
        raise usage("U021", f"the {name} engine cannot run here: {why}", "use --engine reference") from why
