"""What was measured, as values, and told as text, JSON or Markdown."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from commissioning.benchmarks.measuring import Measured, Ratio

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Row:
    """One subject: CPU seconds (median, least, most), the peak of memory, and what came before the first counted run."""

    what: str
    journeys: int
    contracts: int
    cpu: float
    least: float
    most: float
    wall: float
    peak_mb: int
    prepared: float
    first: float

    @property
    def rate(self) -> float:
        """Journeys × contracts for each CPU second; 0 where nothing is decided."""
        return self.journeys * self.contracts / self.cpu if self.contracts else 0.0


def row(what: str, journeys: int, contracts: int, one: Measured) -> Row:
    """A measured subject as a row."""
    times = (one.median, min(one.cpu), max(one.cpu), sorted(one.wall)[len(one.wall) // 2])
    return Row(what, journeys, contracts, *times, round(one.peak / MEGABYTE), one.prepared, one.first)


@dataclass(frozen=True)
class Reach:
    """A figure with what the engine must reach: at least *limit*, or at most."""

    what: str
    value: float
    least: float
    most: float
    limit: float
    at_least: bool = False
    unit: str = "×"
    aim: float | None = None

    @property
    def reached(self) -> bool:
        """Whether it is."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    @property
    def wanted(self) -> str:
        """What is to be reached, in words."""
        sign = "at least" if self.at_least else "at most"
        aim = "" if self.aim is None else f" (aim {_number(self.aim)}{self.unit})"
        return f"{sign} {_number(self.limit)}{self.unit}{aim}"


def of_ratio(what: str, ratio: Ratio, limit: float, *, at_least: bool = False, aim: float | None = None) -> Reach:
    """A ratio of CPU seconds with what is to be reached."""
    return Reach(what, ratio.value, ratio.least, ratio.most, limit, at_least, aim=aim)


@dataclass
class Report:
    """All that was measured in one run."""

    machine: str
    load: str
    data: str
    repeats: int
    rows: list[Row] = field(default_factory=list)
    reaches: list[Reach] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, other: Part) -> None:
        """Adds what a part measured."""
        self.rows += other.rows
        self.reaches += other.reaches
        self.notes += other.notes


@dataclass(frozen=True)
class Part:
    """What one part of the benchmark measured."""

    rows: Sequence[Row] = ()
    reaches: Sequence[Reach] = ()
    notes: Sequence[str] = ()


ROW_HEADINGS = ("what", "journeys", "CPU s", "spread", "journeys × contracts / CPU s", "wall s", "peak MB", "ready + first run")
REACH_HEADINGS = ("what the engine must reach", "measured", "spread", "to reach", "reached")


def told(report: Report, format_: str) -> str:
    """The report as ``table``, ``json`` or ``markdown``."""
    if format_ == "json":
        return _json(report)
    head = [report.machine, report.load, report.data, f"CPU s: the median of {report.repeats} with the spread"]
    rows = [_row(one) for one in report.rows]
    reaches = [_reach(one) for one in report.reaches]
    make = _markdown if format_ == "markdown" else _text
    bullet = "* " if format_ == "markdown" else ""
    blocks = ["\n".join(f"{bullet}{line}" for line in head)]
    tables = ((ROW_HEADINGS, rows), (REACH_HEADINGS, reaches))
    blocks += ["\n".join(make(headings, cells)) for headings, cells in tables if cells]
    blocks += ["\n".join(f"{bullet}{note}" for note in report.notes)] if report.notes else []
    return "\n\n".join(blocks) + "\n"


def _json(report: Report) -> str:
    found = asdict(report)
    for shown, one in zip(found["rows"], report.rows, strict=True):
        shown["journeys_x_contracts_per_cpu_second"] = one.rate
    for shown, reach in zip(found["reaches"], report.reaches, strict=True):
        shown["reached"] = reach.reached
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


def _row(one: Row) -> tuple[str, ...]:
    return (
        one.what,
        f"{one.journeys:,}" if one.journeys else "-",
        _seconds(one.cpu),
        f"{_seconds(one.least)}–{_seconds(one.most)}",
        f"{_rounded(one.rate):,}" if one.contracts else "-",
        _seconds(one.wall),
        str(one.peak_mb) if one.peak_mb else "-",
        f"{one.prepared:.1f} + {one.first:.1f} s" if one.prepared or one.first else "-",
    )


def _reach(one: Reach) -> tuple[str, ...]:
    spread = f"{_number(one.least)}–{_number(one.most)}" if one.least != one.most else "-"
    return one.what, f"{_number(one.value)}{one.unit}", spread, one.wanted, "yes" if one.reached else "no"


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value >= 0.1 else f"{value:.3g}"


def _rounded(value: float) -> int:
    """A rate with two figures that mean something."""
    digits = max(0, len(str(int(value))) - 2)
    return int(round(value, -digits))


def _number(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}" if value < 10 else f"{value:.1f}".removesuffix(".0")


def _text(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(line[at]) for line in [headings, *cells]) for at in range(len(headings))]
    lines = []
    for first, *others in [headings, *cells]:
        numbers = [cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)]
        lines.append("  ".join([first.ljust(widths[0]), *numbers]))
    return lines


def _markdown(headings: Sequence[str], cells: Sequence[Sequence[str]]) -> list[str]:
    rule = "|".join(["---", *(["---:"] * (len(headings) - 1))])
    return [f"| {' | '.join(headings)} |", f"|{rule}|", *(f"| {' | '.join(line)} |" for line in cells)]
